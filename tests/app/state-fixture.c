/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "state-fixture.h"

#include <string.h>

#include "smrt-json.h"
#include "smrt-stripe-decoder.h"

/* 18 November 2026, 12:00 UTC. */
#define NOVEMBER_18 G_GINT64_CONSTANT (1795003200)

static SmrtPlan *
find_plan (SmrtAccount *account,
           const char  *name)
{
  GPtrArray *plans = smrt_catalogue_get_plans (smrt_account_get_catalogue (account));

  for (unsigned int i = 0; i < plans->len; i++)
    if (g_str_equal (smrt_plan_get_name (g_ptr_array_index (plans, i)), name))
      return g_ptr_array_index (plans, i);
  g_error ("The demo account has no plan %s", name);
}

static JsonNode *
parse (const char *text)
{
  g_autofree char *json = g_strdelimit (g_strdup (text), "'", '"');
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (GError) error = NULL;
  JsonNode *node = smrt_json_parse (bytes, 1 << 20, &error);

  g_assert_no_error (error);

  return node;
}

SmrtSubscription *
state_subscription_new (SmrtAccount *account,
                        const char  *id,
                        const char  *status,
                        const char  *members)
{
  SmrtPlan *plan = find_plan (account, "smrtPhone Standard");
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;
  SmrtSubscription *subscription;

  text = g_strdup_printf ("{'id': '%s', 'status': '%s', 'currency': 'usd', "
                          "'items': {'data': [{'id': 'si_1', 'quantity': 1, 'current_period_start': 1793707200, "
                          "'current_period_end': 1796299200, 'price': {'id': '%s', 'product': '%s', "
                          "'currency': 'usd', 'unit_amount': 7500, 'recurring': {'interval': 'month'}}}]}%s%s}",
                          id, status, smrt_price_get_id (smrt_plan_find_price (plan, SMRT_CYCLE_MONTHLY, "usd")),
                          smrt_plan_get_id (plan), *members != '\0' ? ", " : "", members);
  node = parse (text);
  subscription = smrt_stripe_decode_subscription (node, &error);
  g_assert_no_error (error);

  return subscription;
}

SmrtInvoice *
state_invoice_new (const char *id,
                   const char *subscription_id,
                   const char *url)
{
  SmrtInvoiceSums sums = { .total = 7500, .amount_due = 7500, .amount_remaining = 7500 };
  SmrtInvoice *invoice = smrt_invoice_new (id, SMRT_INVOICE_STATUS_OPEN, "usd", NOVEMBER_18, &sums);

  smrt_invoice_set_subscription_id (invoice, subscription_id);
  smrt_invoice_set_hosted_url (invoice, url);

  return invoice;
}

void
state_take_reading (SmrtAccount       *account,
                    GPtrArray         *subscriptions,
                    GPtrArray         *invoices,
                    SmrtPaymentMethod *payment_method)
{
  g_autoptr (SmrtCustomer) customer = smrt_customer_new ("cus_1", NULL, NULL, payment_method, FALSE);
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();

  smrt_account_take_reading (account, smrt_account_get_catalogue (account), customer, subscriptions, nothing, invoices,
                             NOVEMBER_18);
}

void
state_take_many (SmrtAccount  *account,
                 unsigned int  first,
                 unsigned int  n)
{
  static const struct
  {
    const char *id;
    const char *status;
    const char *members;
  } states[] = {
    { "sub_past", "past_due", "'latest_invoice': 'in_past'" },
    { "sub_trial", "trialing", "'trial_end': 1796299200" },
    { "sub_paused", "active", "'pause_collection': {'behavior': 'void', 'resumes_at': 1796299200}" },
    { "sub_ends", "active", "'cancel_at_period_end': true" },
    { "sub_sent", "active", "'collection_method': 'send_invoice', 'days_until_due': 30" },
    { "sub_own", "active",
      "'default_payment_method': {'id': 'pm_own', 'object': 'payment_method', 'type': 'card', "
      "'card': {'brand': 'mastercard', 'last4': '0341', 'exp_month': 10, 'exp_year': 2024}}" },
    { "sub_odd", "hibernating", "" },
  };
  g_autoptr (GPtrArray) subscriptions = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) invoices = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (SmrtPaymentMethod) expired = smrt_payment_method_new ("pm_1", "card", "visa", "4242", 10, 2026);

  g_assert_cmpuint (first + n, <=, G_N_ELEMENTS (states));
  for (unsigned int i = first; i < first + n; i++)
    g_ptr_array_add (subscriptions,
                     state_subscription_new (account, states[i].id, states[i].status, states[i].members));
  if (first == 0)
    g_ptr_array_add (invoices, state_invoice_new ("in_past", "sub_past", "https://invoice.stripe.com/i/1"));
  state_take_reading (account, subscriptions, invoices, expired);
}

void
state_schedule_single_line (DemoFixture *fixture)
{
  SmrtSchedulePhase *phase;
  SmrtScheduleItem *item;
  SmrtPrice *single;
  g_autofree char *path = NULL;
  g_autofree char *start = NULL;
  g_autofree char *end = NULL;

  demo_fixture_post (fixture, "/v1/subscription_schedules",
                     "from_subscription", smrt_subscription_get_id (state_find_dialer (fixture)),
                     NULL);
  demo_fixture_refresh (fixture);

  phase = g_ptr_array_index (smrt_schedule_get_phases (smrt_subscription_get_schedule (state_find_dialer (fixture))), 0);
  item = g_ptr_array_index (phase->items, 0);
  single = smrt_plan_find_price (find_plan (fixture->account, "smrtDialer Single Line"), SMRT_CYCLE_MONTHLY, "usd");
  start = g_strdup_printf ("%" G_GINT64_FORMAT, phase->start_date);
  end = g_strdup_printf ("%" G_GINT64_FORMAT, phase->end_date);
  path = g_strconcat ("/v1/subscription_schedules/", smrt_subscription_get_schedule_id (state_find_dialer (fixture)),
                      NULL);
  demo_fixture_post (fixture, path,
                     "end_behavior", "release",
                     "phases[0][items][0][price]", item->price_id,
                     "phases[0][items][0][quantity]", "3",
                     "phases[0][start_date]", start,
                     "phases[0][end_date]", end,
                     "phases[1][items][0][price]", smrt_price_get_id (single),
                     "phases[1][items][0][quantity]", "3",
                     "phases[1][start_date]", end,
                     "phases[1][duration][interval]", "month",
                     "phases[1][proration_behavior]", "none",
                     NULL);
  demo_fixture_refresh (fixture);
}

SmrtSubscription *
state_find_dialer (DemoFixture *fixture)
{
  GListModel *subscriptions = smrt_account_get_subscriptions (fixture->account);
  SmrtSubscription *phone = demo_fixture_get_phone (fixture);

  for (unsigned int i = 0; i < g_list_model_get_n_items (subscriptions); i++)
    {
      g_autoptr (SmrtSubscription) subscription = g_list_model_get_item (subscriptions, i);

      if (subscription != phone)
        return subscription;
    }
  g_error ("The demo account has no second subscription");
}
