/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "billing-fixture.h"

#include <string.h>

SmrtPrice *
billing_price_new (const char   *id,
                   const char   *currency,
                   gint64        amount,
                   SmrtInterval  interval,
                   unsigned int  count)
{
  g_autofree char *product_id = g_strndup (id, strcspn (id, "-"));

  return smrt_price_new (id, product_id, currency, &amount, interval, count, FALSE, TRUE, NULL);
}

static void
add_price (SmrtPlan     *plan,
           const char   *suffix,
           gint64        amount,
           SmrtInterval  interval)
{
  g_autofree char *id = g_strconcat (smrt_plan_get_id (plan), suffix, NULL);
  g_autoptr (SmrtPrice) price = billing_price_new (id, "usd", amount, interval, 1);

  smrt_plan_add_price (plan, price);
}

SmrtPlan *
billing_plan_new (const char *id,
                  gint64      monthly,
                  gint64      annual)
{
  SmrtPlan *plan = smrt_plan_new (id, id);

  if (monthly >= 0)
    add_price (plan, "-month", monthly, SMRT_INTERVAL_MONTH);
  if (annual >= 0)
    add_price (plan, "-year", annual, SMRT_INTERVAL_YEAR);

  return plan;
}

SmrtCatalogue *
billing_catalogue_new (SmrtSwitchRules *rules)
{
  static const char * const standard_features[] = { "Instant Numbers", "Cold Transfer", NULL };
  static const char * const pro_features[] = { "Warm Transfers", "Call Monitoring", NULL };
  g_autoptr (GPtrArray) plans = g_ptr_array_new_with_free_func (g_object_unref);
  SmrtPlan *pro = billing_plan_new ("pro", 12500, 125000);
  SmrtPlan *standard = billing_plan_new ("standard", 7500, 75000);

  smrt_plan_set_family (standard, "smrtphone");
  smrt_plan_set_rank (standard, 1);
  smrt_plan_set_features (standard, standard_features);
  smrt_plan_set_family (pro, "smrtphone");
  smrt_plan_set_rank (pro, 2);
  smrt_plan_set_includes (pro, "standard");
  smrt_plan_set_features (pro, pro_features);

  /* The server lists the newest first, so the dearer one is the first. */
  g_ptr_array_add (plans, pro);
  g_ptr_array_add (plans, standard);
  g_ptr_array_add (plans, billing_plan_new ("dialer", 7500, 75000));

  return smrt_catalogue_new (plans, rules);
}

SmrtSubscription *
billing_subscription_new (SmrtPrice *price,
                          gint64     quantity)
{
  g_autoptr (SmrtSubscriptionItem) item = NULL;
  SmrtSubscription *subscription = NULL;

  item = smrt_subscription_item_new ("si_1", price, quantity, NOVEMBER_3, DECEMBER_3);
  subscription = smrt_subscription_new ("sub_1", SMRT_SUBSCRIPTION_STATUS_ACTIVE, smrt_price_get_currency (price));
  smrt_subscription_add_item (subscription, item);

  return subscription;
}

SmrtSubscription *
billing_subscription_to (SmrtCatalogue *catalogue,
                         const char    *product_id,
                         SmrtCycle      cycle)
{
  SmrtPlan *plan = smrt_catalogue_find_plan (catalogue, product_id);

  return billing_subscription_new (smrt_plan_find_price (plan, cycle, "usd"), 1);
}

SmrtInvoice *
billing_invoice_new (SmrtInvoiceSums sums)
{
  return smrt_invoice_new ("in_1", SMRT_INVOICE_STATUS_PAID, "usd", NOVEMBER_18, &sums);
}

void
billing_invoice_add_line (SmrtInvoice *invoice,
                          const char  *price_id,
                          gint64       amount,
                          gint64       end)
{
  g_autofree char *product_id = g_strndup (price_id, strcspn (price_id, "-"));
  SmrtMoney money = smrt_invoice_get_money (invoice, amount);
  g_autoptr (SmrtInvoiceLine) line = NULL;

  line = smrt_invoice_line_new ("il_1", &money, price_id, NOVEMBER_18, end, 1, price_id, product_id, TRUE);
  smrt_invoice_add_line (invoice, line);
}
