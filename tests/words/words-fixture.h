/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-words.h"

/* 18 November 2026 and 3 December 2026, 12:00 UTC. */
#define NOVEMBER_18 G_GINT64_CONSTANT (1795003200)
#define DECEMBER_3 G_GINT64_CONSTANT (1796299200)

/* Compares words that the callee gave away. */
#define assert_words(words, expected) \
  G_STMT_START \
  { \
    g_autofree char *given_words = (words); \
    g_assert_cmpstr (given_words, ==, (expected)); \
  } \
  G_STMT_END

/**
 * words_price_new:
 *
 * Returns: a price in dollars of `prod_@plan`, with the id `price_@plan_@interval`
 */
SmrtPrice        *words_price_new        (const char             *plan,
                                          gint64                  amount,
                                          SmrtInterval            interval,
                                          unsigned int            count);

/**
 * words_catalogue_new:
 *
 * Returns: smrtPhone Standard and Pro and smrtDialer Multi Line, each with a
 *   monthly and an annual price
 */
SmrtCatalogue    *words_catalogue_new    (void);

/**
 * words_subscription_new:
 *
 * Returns: a subscription to the price of a plan of the catalogue, from 3
 *   November to 3 December
 */
SmrtSubscription *words_subscription_new (SmrtCatalogue          *catalogue,
                                          const char             *product_id,
                                          SmrtCycle               cycle,
                                          gint64                  quantity,
                                          SmrtSubscriptionStatus  status);

/**
 * words_offer_new:
 *
 * Returns: a change of words_subscription_new() to another plan and cycle
 */
SmrtOffer        *words_offer_new        (SmrtCatalogue          *catalogue,
                                          SmrtOfferKind           kind,
                                          const char             *from_id,
                                          SmrtCycle               from_cycle,
                                          const char             *to_id,
                                          SmrtCycle               to_cycle);

/**
 * words_invoice_new:
 * @sums: its sums
 *
 * Returns: an invoice in dollars without lines
 */
SmrtInvoice      *words_invoice_new      (SmrtInvoiceStatus       status,
                                          SmrtInvoiceSums         sums);

/**
 * words_invoice_add_line:
 *
 * Adds a line for a price `price_@plan_month` or `price_@plan_year` from 18
 * November to @end.
 */
SmrtInvoiceLine  *words_invoice_add_line (SmrtInvoice            *invoice,
                                          const char             *plan,
                                          SmrtInterval            interval,
                                          gint64                  amount,
                                          gint64                  end,
                                          gint64                  quantity,
                                          gboolean                proration);
