/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "words-fixture.h"

#define NOVEMBER_3 G_GINT64_CONSTANT (1793707200)

static char *
make_price_id (const char   *plan,
               SmrtInterval  interval)
{
  return g_strdup_printf ("price_%s_%s", plan, interval == SMRT_INTERVAL_YEAR ? "year" : "month");
}

SmrtPrice *
words_price_new (const char   *plan,
                 gint64        amount,
                 SmrtInterval  interval,
                 unsigned int  count)
{
  g_autofree char *id = make_price_id (plan, interval);
  g_autofree char *product_id = g_strconcat ("prod_", plan, NULL);

  return smrt_price_new (id, product_id, "usd", &amount, interval, count, FALSE, TRUE, NULL);
}

static SmrtPlan *
make_plan (const char *plan,
           const char *name,
           const char *family,
           gint64      rank,
           gint64      monthly,
           gint64      annual)
{
  g_autofree char *id = g_strconcat ("prod_", plan, NULL);
  g_autoptr (SmrtPrice) monthly_price = words_price_new (plan, monthly, SMRT_INTERVAL_MONTH, 1);
  g_autoptr (SmrtPrice) annual_price = words_price_new (plan, annual, SMRT_INTERVAL_YEAR, 1);
  SmrtPlan *self = smrt_plan_new (id, name);

  smrt_plan_set_family (self, family);
  smrt_plan_set_rank (self, rank);
  smrt_plan_add_price (self, monthly_price);
  smrt_plan_add_price (self, annual_price);

  return self;
}

SmrtCatalogue *
words_catalogue_new (void)
{
  g_autoptr (GPtrArray) plans = g_ptr_array_new_with_free_func (g_object_unref);
  SmrtPlan *dialer = make_plan ("multi", "smrtDialer Multi Line", "smrtdialer", 2, 7500, 75000);

  smrt_plan_set_unit_label (dialer, "seat");
  g_ptr_array_add (plans, make_plan ("standard", "smrtPhone Standard", "smrtphone", 1, 7500, 75000));
  g_ptr_array_add (plans, make_plan ("pro", "smrtPhone Pro", "smrtphone", 2, 12500, 125000));
  g_ptr_array_add (plans, dialer);

  return smrt_catalogue_new (plans, NULL);
}

SmrtSubscription *
words_subscription_new (SmrtCatalogue          *catalogue,
                        const char             *product_id,
                        SmrtCycle               cycle,
                        gint64                  quantity,
                        SmrtSubscriptionStatus  status)
{
  SmrtPrice *price = smrt_plan_find_price (smrt_catalogue_find_plan (catalogue, product_id), cycle, "usd");
  g_autoptr (SmrtSubscriptionItem) item = smrt_subscription_item_new ("si_1", price, quantity, NOVEMBER_3, DECEMBER_3);
  SmrtSubscription *subscription = smrt_subscription_new ("sub_1", status, "usd");

  smrt_subscription_add_item (subscription, item);

  return subscription;
}

SmrtOffer *
words_offer_new (SmrtCatalogue *catalogue,
                 SmrtOfferKind  kind,
                 const char    *from_id,
                 SmrtCycle      from_cycle,
                 const char    *to_id,
                 SmrtCycle      to_cycle)
{
  g_autoptr (SmrtSubscription) subscription = NULL;
  SmrtPlan *to_plan = smrt_catalogue_find_plan (catalogue, to_id);

  subscription = words_subscription_new (catalogue, from_id, from_cycle, 1, SMRT_SUBSCRIPTION_STATUS_ACTIVE);

  return smrt_offer_new (kind, subscription, smrt_subscription_get_main_item (subscription),
                         smrt_catalogue_find_plan (catalogue, from_id), to_plan,
                         smrt_plan_find_price (to_plan, to_cycle, "usd"),
                         kind == SMRT_OFFER_CHANGE_SEATS ? 5 : 1,
                         SMRT_PRORATION_ALWAYS_INVOICE, FALSE);
}

SmrtInvoice *
words_invoice_new (SmrtInvoiceStatus status,
                   SmrtInvoiceSums   sums)
{
  return smrt_invoice_new ("in_1", status, "usd", NOVEMBER_18, &sums);
}

SmrtInvoiceLine *
words_invoice_add_line (SmrtInvoice  *invoice,
                        const char   *plan,
                        SmrtInterval  interval,
                        gint64        amount,
                        gint64        end,
                        gint64        quantity,
                        gboolean      proration)
{
  g_autofree char *price_id = make_price_id (plan, interval);
  g_autofree char *product_id = g_strconcat ("prod_", plan, NULL);
  SmrtMoney money = smrt_money_init (amount, "usd");
  g_autoptr (SmrtInvoiceLine) line = NULL;

  line = smrt_invoice_line_new ("il_1", &money, "What the server wrote", NOVEMBER_18, end, quantity,
                                price_id, product_id, proration);
  smrt_invoice_add_line (invoice, line);

  return line;
}
