/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-catalogue.h"
#include "smrt-invoice.h"
#include "smrt-quote.h"

/* 18 November, 3 November and 3 December 2026, 12:00 UTC. */
#define NOVEMBER_18 G_GINT64_CONSTANT (1795003200)
#define NOVEMBER_3 G_GINT64_CONSTANT (1793707200)
#define DECEMBER_3 G_GINT64_CONSTANT (1796299200)
#define DECEMBER_18 G_GINT64_CONSTANT (1797595200)

/**
 * billing_price_new:
 * @id: its id; the part before the first `-` names the product
 * @amount: minor units
 *
 * Returns: an active licensed price
 */
SmrtPrice        *billing_price_new        (const char             *id,
                                            const char             *currency,
                                            gint64                  amount,
                                            SmrtInterval            interval,
                                            unsigned int            count);

/**
 * billing_plan_new:
 * @id: the product
 * @monthly: dollars in cents for `@id-month`, or -1 for no such price
 * @annual: dollars in cents for `@id-year`, or -1 for no such price
 *
 * Returns: an active plan without family, rank and features
 */
SmrtPlan         *billing_plan_new         (const char             *id,
                                            gint64                  monthly,
                                            gint64                  annual);

/**
 * billing_catalogue_new:
 *
 * Returns: Standard and Pro of one family, each by the month and by the year,
 *   and Dialer alone; every feature of Standard is one of Pro
 */
SmrtCatalogue    *billing_catalogue_new    (SmrtSwitchRules        *rules);

/**
 * billing_subscription_new:
 * @price: what it has, from 3 November to 3 December
 */
SmrtSubscription *billing_subscription_new (SmrtPrice              *price,
                                            gint64                  quantity);

/**
 * billing_subscription_to:
 *
 * Returns: an active subscription to a price of a plan of the catalogue
 */
SmrtSubscription *billing_subscription_to  (SmrtCatalogue          *catalogue,
                                            const char             *product_id,
                                            SmrtCycle               cycle);

/**
 * billing_invoice_new:
 *
 * Returns: a paid invoice in dollars without lines
 */
SmrtInvoice      *billing_invoice_new      (SmrtInvoiceSums         sums);

/**
 * billing_invoice_add_line:
 *
 * Adds a proration from 18 November to @end, in the currency of the invoice.
 */
void              billing_invoice_add_line (SmrtInvoice            *invoice,
                                            const char             *price_id,
                                            gint64                  amount,
                                            gint64                  end);
