/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-sandbox-period.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * SmrtSandboxItem:
 * @id: the subscription item
 * @subscription: (nullable): its subscription
 * @price: the price's id
 * @product: the product's id
 * @name: the product's name
 * @currency: lowercase ISO code
 * @unit_amount_decimal: minor units for one, up to twelve decimals
 * @interval: the price's interval
 * @quantity: how many; of a metered price, what was used in @measured
 * @metered: whether usage is billed, after the period
 * @meter: (nullable): the meter of a metered price
 * @measured: the time whose usage @quantity is; none where its end is 0
 * @since: from when on usage was not billed yet
 * @discounts: (nullable) (element-type JsonObject): as for
 *   smrt_sandbox_charges_set_terms()
 * @tax_rates: (nullable) (element-type JsonObject): likewise
 * @billed: whether something was billed for the running period
 * @billed_amount: how much, minor units, before its discounts
 * @billed_discounts: (nullable) (element-type JsonObject): its
 *   `discount_amounts`
 * @billed_period: for which time
 * @billed_invoice: (nullable): on which invoice
 * @billed_line: (nullable): in which of its lines
 *
 * What a subscription consists of, with all that the arithmetic needs. The
 * functions of this file look at nothing else: no store, no clock.
 */
typedef struct
{
  char *id;
  char *subscription;
  char *price;
  char *product;
  char *name;
  char *currency;
  char *unit_amount_decimal;
  SmrtSandboxInterval interval;
  gint64 quantity;
  gboolean metered;
  char *meter;
  SmrtSandboxPeriod measured;
  gint64 since;
  JsonArray *discounts;
  JsonArray *tax_rates;
  gboolean billed;
  gint64 billed_amount;
  JsonArray *billed_discounts;
  SmrtSandboxPeriod billed_period;
  char *billed_invoice;
  char *billed_line;
} SmrtSandboxItem;

void             smrt_sandbox_item_free (SmrtSandboxItem *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmrtSandboxItem, smrt_sandbox_item_free)

typedef enum
{
  SMRT_SANDBOX_PRORATION_NONE,
  SMRT_SANDBOX_PRORATION_CREATE,
  SMRT_SANDBOX_PRORATION_INVOICE,
} SmrtSandboxProration;

/**
 * SmrtSandboxChangeInput:
 * @flexible: the billing mode
 * @itemized: whether prorations show their discounts beside the amount
 * @reset_anchor: whether the billing cycle shall begin anew
 * @proration: what becomes of the prorations
 * @anchor: the billing cycle anchor
 * @period: the running period
 * @date: the second that prorations count from
 * @now: the second of the change
 * @usage: (element-type JsonObject): lines of the usage that was not billed yet
 * @before: (element-type SmrtSandboxItem): the items as they are
 * @after: (element-type SmrtSandboxItem): the items as they shall be
 */
typedef struct
{
  gboolean flexible;
  gboolean itemized;
  gboolean reset_anchor;
  SmrtSandboxProration proration;
  gint64 anchor;
  SmrtSandboxPeriod period;
  gint64 date;
  gint64 now;
  JsonArray *usage;
  GPtrArray *before;
  GPtrArray *after;
} SmrtSandboxChangeInput;

/**
 * SmrtSandboxPlan:
 * @lines: line items without ids
 * @invoice_now: whether the lines are invoiced at once; else they wait for the
 *   next invoice
 * @prorated: whether there are prorations among them
 * @anchor: the billing cycle anchor afterwards
 * @period: the running period afterwards
 * @unbilled: whether the new period was begun without being billed
 * @trial_end: when the trial ends from now on, or 0: nothing is said of it
 * @measured_until: until when usage is billed by it; 0: none is
 *
 * What a change comes to. Previews show it, updates carry it out.
 */
typedef struct
{
  JsonArray *lines;
  gboolean invoice_now;
  gboolean prorated;
  gint64 anchor;
  SmrtSandboxPeriod period;
  gboolean unbilled;
  gint64 trial_end;
  gint64 measured_until;
} SmrtSandboxPlan;

void             smrt_sandbox_plan_free (SmrtSandboxPlan *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmrtSandboxPlan, smrt_sandbox_plan_free)

/**
 * smrt_sandbox_billing_plan_change:
 * @error: return location for a fault where an amount does not fit
 *
 * With the same interval the dates stay. With another one, classic billing
 * moves the anchor to the change, credits the unused time and bills the new
 * period whole; flexible billing keeps the anchor, and the running period
 * becomes the one of the new interval, counted from the anchor, that contains
 * the change. Source: Stripe, "Billing mode" and "Prorations"; the position of
 * the flexible period is inferred.
 *
 * A proration is of what the whole period costs after its discounts: the amount
 * itself is less (`included`, and classic billing), or the discounts, prorated
 * by the same rule, are beside it (`itemized`). No discount applies to a
 * proration again. Source: Stripe, "Itemize proration discount amounts"; that
 * fixed discounts are prorated like percentages is inferred.
 *
 * Usage is never prorated: it is billed where the period ends early, and else
 * when it ends.
 *
 * Returns: (transfer full) (nullable): the plan
 */
SmrtSandboxPlan *smrt_sandbox_billing_plan_change (const SmrtSandboxChangeInput  *input,
                                                   GError                       **error);

/**
 * smrt_sandbox_billing_credit_lines:
 * @input: the change; what comes after it is not looked at
 * @error: return location for a fault where an amount does not fit
 *
 * Returns: (transfer full) (nullable): the lines that give back the unused time
 *   of every item
 */
JsonArray       *smrt_sandbox_billing_credit_lines (const SmrtSandboxChangeInput  *input,
                                                    GError                       **error);

/**
 * smrt_sandbox_billing_recurring_lines:
 * @items: (element-type SmrtSandboxItem): the items
 *
 * Returns: (transfer full) (nullable): one line an item: for a whole period, or
 *   for the usage that was measured
 */
JsonArray       *smrt_sandbox_billing_recurring_lines (GPtrArray          *items,
                                                       SmrtSandboxPeriod   period,
                                                       GError            **error);

/**
 * smrt_sandbox_billing_usage_lines:
 * @items: (element-type SmrtSandboxItem): the items
 * @error: return location for a fault where an amount does not fit
 *
 * Returns: (transfer full) (nullable): one line for the usage of each item
 *   whose usage was measured
 */
JsonArray       *smrt_sandbox_billing_usage_lines  (GPtrArray  *items,
                                                    GError    **error);

/**
 * SmrtSandboxSettlement:
 * @starting_balance: the customer's balance before (negative: credit)
 * @applied_balance: after the invoice took from it or added to it
 * @ending_balance: after a sum too small to be charged was added
 * @amount_due: what is to be paid
 */
typedef struct
{
  gint64 starting_balance;
  gint64 applied_balance;
  gint64 ending_balance;
  gint64 amount_due;
} SmrtSandboxSettlement;

/**
 * smrt_sandbox_billing_settle:
 * @total: the invoice's total, minor units
 * @balance: the customer's balance in that currency (negative: credit)
 *
 * Credit pays first, debt is collected with the invoice, a negative total
 * becomes credit, and what is below the minimum charge becomes debt.
 */
SmrtSandboxSettlement smrt_sandbox_billing_settle (gint64      total,
                                                   gint64      balance,
                                                   const char *currency);

/**
 * smrt_sandbox_format_amount:
 *
 * Returns: (transfer full): the amount as Stripe writes it into a line's
 *   description (`$125.00`, `¥500`)
 */
char            *smrt_sandbox_format_amount (gint64      amount,
                                             const char *currency);

G_END_DECLS
