/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-catalogue.h"
#include "smrt-payment-method.h"
#include "smrt-proof.h"
#include "smrt-quote.h"

G_BEGIN_DECLS

/**
 * smrt_words_done_title:
 * @offer: the change that was made
 * @catalogue: (nullable): the catalogue that knows the plans
 *
 * Returns: (transfer full): "You’re on Pro", "You Now Pay Annually"
 */
char *smrt_words_done_title      (SmrtOffer         *offer,
                                  SmrtCatalogue     *catalogue);

/**
 * smrt_words_done_body:
 *
 * Returns: (transfer full): what that means: "All Pro features are available
 *   now."
 */
char *smrt_words_done_body       (SmrtOffer         *offer,
                                  SmrtCatalogue     *catalogue);

/**
 * smrt_words_planned_title:
 * @quote: the quote of a change that was planned for the next billing date
 *
 * Returns: (transfer full): "Planned for 3 December 2026"
 */
char *smrt_words_planned_title   (SmrtQuote         *quote);

/**
 * smrt_words_planned_body:
 * @catalogue: (nullable): the catalogue that knows the plans
 *
 * Returns: (transfer full): what the subscription becomes, and that nothing
 *   changes before
 */
char *smrt_words_planned_body    (SmrtQuote         *quote,
                                  SmrtCatalogue     *catalogue);

/**
 * smrt_words_proof:
 * @proof: (nullable): the invoice held against the quote; %NULL where the
 *   change made no invoice
 *
 * Returns: (transfer full): "Charged $25.00, exactly as quoted", "$703.77 was
 *   added to your subscription credit, exactly as quoted", "The invoice differs
 *   from the quote", "No invoice was made"
 */
char *smrt_words_proof           (SmrtProof         *proof);

/**
 * smrt_words_missing_invoice:
 * @quote: a quote with something to be charged or credited
 *
 * Returns: (transfer full): that the invoice which the quote announced was not
 *   found after the change
 */
char *smrt_words_missing_invoice (SmrtQuote         *quote);

/**
 * smrt_words_difference:
 * @difference: an element of smrt_proof_get_differences()
 *
 * Returns: (transfer full): a sentence with both amounts
 */
char *smrt_words_difference      (const SmrtDifference *difference);

/**
 * smrt_words_payment_method:
 *
 * Returns: (transfer full): "Visa •••• 4242"
 */
char *smrt_words_payment_method  (SmrtPaymentMethod *payment_method);

/**
 * smrt_words_payment_method_expiry:
 * @now: unix seconds
 *
 * Returns: (transfer full) (nullable): "expires 08/2029", "expired 08/2024";
 *   %NULL for what does not expire
 */
char *smrt_words_payment_method_expiry (SmrtPaymentMethod *payment_method,
                                        gint64             now);

/**
 * smrt_words_payment_method_expiry_title:
 * @now: unix seconds
 *
 * Returns: (transfer full) (nullable): the same at the start of a line: "Expires
 *   08/2029", "Expired 08/2024"
 */
char *smrt_words_payment_method_expiry_title (SmrtPaymentMethod *payment_method,
                                              gint64             now);

G_END_DECLS
