/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-catalogue.h"
#include "smrt-proof.h"
#include "smrt-quote.h"

G_BEGIN_DECLS

/**
 * smrt_words_invoice_line:
 * @line: a line of a quote or an invoice
 * @invoice: (nullable): the quote or invoice that it stands on: where its lines
 *   are of several cycles, each is named with its own
 * @catalogue: (nullable): the catalogue that knows the plans
 * @title: (out): "Unused time on Standard", "Remaining time on Pro", "Pro,
 *   monthly"; the server's text, made plain, where the plan is not known
 * @detail: (out): "18 November to 3 December", "3 seats · …"
 */
void  smrt_words_invoice_line    (SmrtInvoiceLine   *line,
                                  SmrtInvoice       *invoice,
                                  SmrtCatalogue     *catalogue,
                                  char             **title,
                                  char             **detail);

/**
 * smrt_words_offer_title:
 * @offer: a change
 * @catalogue: (nullable): the catalogue that knows the plans
 *
 * Returns: (transfer full): "Upgrade to Pro", "Switch to Annual", "Upgrade to
 *   Pro, annual" where both change
 */
char *smrt_words_offer_title     (SmrtOffer         *offer,
                                  SmrtCatalogue     *catalogue);

/**
 * smrt_words_offer_button:
 *
 * Returns: (transfer full): the title with an ellipsis, since more is asked
 */
char *smrt_words_offer_button    (SmrtOffer         *offer,
                                  SmrtCatalogue     *catalogue);

/**
 * smrt_words_confirm:
 * @quote: the quote that is confirmed
 *
 * Returns: (transfer full): the button that names the effect: "Pay $25.00 and
 *   Upgrade", "Switch to Monthly" where nothing is charged
 */
char *smrt_words_confirm         (SmrtQuote         *quote);

/**
 * smrt_words_quoted_for:
 * @quote: a quote
 *
 * Returns: (transfer full): the second to which it is pinned, and that it is
 *   asked again when something changes
 */
char *smrt_words_quoted_for      (SmrtQuote         *quote);

/**
 * smrt_words_quote_changed:
 * @old_quote: what was shown
 * @new_quote: what the server says now
 *
 * Returns: (transfer full) (element-type utf8): a sentence for each amount or
 *   date that differs; empty where both ask the same
 */
GPtrArray *smrt_words_quote_changed (SmrtQuote      *old_quote,
                                     SmrtQuote      *new_quote);

/**
 * smrt_words_next_payment:
 * @quote: a quote
 *
 * Returns: (transfer full): when: "3 December 2026, then monthly"
 */
char *smrt_words_next_payment    (SmrtQuote         *quote);

/**
 * smrt_words_done_title:
 * @offer: the change that was made
 * @catalogue: (nullable): the catalogue that knows the plans
 *
 * Returns: (transfer full): "You’re on Pro", "You now pay annually"
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

G_END_DECLS
