/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-sandbox"

#include "config.h"

#include "smrt-sandbox-demo-usage.h"

#include "smrt-sandbox-catalogue.h"
#include "smrt-sandbox-coupons.h"
#include "smrt-sandbox-credit-grants.h"
#include "smrt-sandbox-credit-notes.h"
#include "smrt-sandbox-json.h"
#include "smrt-sandbox-meters.h"
#include "smrt-sandbox-rates.h"
#include "smrt-sandbox-subscriptions.h"

#define FOUR_WEEKS (28 * 24 * 60 * 60)
#define COUNTED G_GINT64_CONSTANT (1794560400) /* 2026-11-13 09:00, and every four weeks before */
#define YEAR_END "1798761600" /* 2027-01-01 */

/* What is used, and about how much of it in four weeks. The amounts are cents. */
static const struct
{
  const char *event;
  const char *name;
  const char *unit;
  const char *formula;
  const char *amount;
  int usual;
} rows[] = {
  { "phone_numbers", "Phone numbers", "number", "last", "115", 12 },
  { "inbound_minutes", "Inbound calls", "minute", "sum", "1.5", 420 },
  { "outbound_minutes", "Outbound calls", "minute", "sum", "1.5", 860 },
  { "texts", "Texts", "text", "sum", "0.9", 820 },
  { "video_minutes", "Video calls", "minute", "sum", "0.4", 140 },
  { "campaign_calls", "smrtDialer campaign calls", "call", "sum", "0.8", 640 },
  { "recorded_minutes", "Recording storage", "minute", "sum", "0.1", 4600 },
  { "carrier_fees", "SMS carrier fees", "text", "sum", "0.3", 820 },
  { "voice_detections", "A.I. voice detection", "call", "sum", "1", 280 },
};

static void
make_metered_price (SmrtSandboxSeed *seed,
                    const char      *product,
                    unsigned int     row)
{
  g_autoptr (SmrtForm) meter_form = smrt_sandbox_seed_form ("display_name", rows[row].name,
                                                            "event_name", rows[row].event,
                                                            "default_aggregation[formula]", rows[row].formula, NULL);
  g_autofree char *meter = smrt_sandbox_seed_make (seed, smrt_sandbox_meters_create, NULL, meter_form);
  g_autoptr (SmrtForm) form = smrt_sandbox_seed_form ("product", product, "currency", "usd",
                                                      "unit_amount_decimal", rows[row].amount,
                                                      "nickname", rows[row].name,
                                                      "metadata[unit]", rows[row].unit,
                                                      "recurring[interval]", "month",
                                                      "recurring[usage_type]", "metered",
                                                      "recurring[meter]", meter, NULL);
  g_autofree char *done = smrt_sandbox_seed_make (seed, smrt_sandbox_prices_create, NULL, form);
}

static void
grant (SmrtSandboxSeed *seed,
       const char      *customer,
       const char      *name,
       const char      *category,
       const char      *value,
       const char      *expires_at)
{
  g_autoptr (SmrtForm) form = smrt_sandbox_seed_form ("customer", customer, "name", name, "category", category,
                                                      "amount[type]", "monetary",
                                                      "amount[monetary][currency]", "usd",
                                                      "amount[monetary][value]", value,
                                                      "applicability_config[scope][price_type]", "metered", NULL);
  g_autofree char *done = NULL;

  if (expires_at != NULL)
    smrt_form_add (form, "expires_at", expires_at);
  done = smrt_sandbox_seed_make (seed, smrt_sandbox_credit_grants_create, NULL, form);
}

char *
smrt_sandbox_demo_usage_make_product (SmrtSandboxSeed *seed)
{
  g_autoptr (SmrtForm) form = smrt_sandbox_seed_form ("name", "smrtPhone Usage", NULL);
  char *product = smrt_sandbox_seed_make (seed, smrt_sandbox_products_create, NULL, form);

  for (unsigned int i = 0; i < G_N_ELEMENTS (rows); i++)
    make_metered_price (seed, product, i);

  return product;
}

void
smrt_sandbox_demo_usage_begin (SmrtSandboxSeed *seed,
                               const char      *customer,
                               const char      *product)
{
  const char *values[] = { product, NULL };
  g_autoptr (GPtrArray) prices = NULL;
  g_autoptr (SmrtForm) form = smrt_sandbox_seed_form ("customer", customer, "billing_mode[type]", "flexible", NULL);
  g_autofree char *done = NULL;

  prices = smrt_sandbox_store_query (seed->request->store,
                                     "FROM objects WHERE type = 'price' AND parent = ? ORDER BY seq", values);
  for (unsigned int i = 0; i < prices->len; i++)
    {
      g_autofree char *key = g_strdup_printf ("items[%u][price]", i);

      smrt_form_add (form, key, smrt_sandbox_json_string (g_ptr_array_index (prices, i), "id"));
    }
  done = smrt_sandbox_seed_make (seed, smrt_sandbox_subscriptions_create, NULL, form);

  /* As long as there is enough of it, no invoice for usage touches the customer's
   * balance, which the subscriptions live on. */
  grant (seed, customer, "Top-up", "paid", "75000", NULL);
  grant (seed, customer, "Welcome credit", "promotional", "2500", YEAR_END);
}

static gint64
get_time (SmrtSandboxSeed *seed,
          const char      *clock)
{
  JsonObject *object = smrt_sandbox_store_get (seed->request->store, "test_helpers.test_clock", clock);

  return object != NULL ? smrt_sandbox_json_int (object, "frozen_time") : 0;
}

/* A little more or less each time, and the same in every demo account. */
static void
use (SmrtSandboxSeed *seed,
     const char      *customer,
     gint64           time)
{
  gint64 month = time / FOUR_WEEKS;

  for (unsigned int i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gint64 more = g_str_equal (rows[i].formula, "last") ? 0 : (month * 7 + i * 3) % 5 - 2;
      g_autofree char *value = g_strdup_printf ("%" G_GINT64_FORMAT, rows[i].usual + more * rows[i].usual / 20);
      g_autoptr (SmrtForm) form = smrt_sandbox_seed_form ("event_name", rows[i].event,
                                                          "payload[stripe_customer_id]", customer,
                                                          "payload[value]", value, NULL);
      g_autoptr (JsonObject) done = smrt_sandbox_seed_call (seed, smrt_sandbox_meter_events_create, NULL, form);
    }
}

void
smrt_sandbox_demo_usage_live (SmrtSandboxSeed *seed,
                              const char      *customer,
                              const char      *clock,
                              gint64           time)
{
  gint64 now = get_time (seed, clock);
  gint64 next = COUNTED - (COUNTED - now) / FOUR_WEEKS * FOUR_WEEKS;

  if (next <= now)
    next += FOUR_WEEKS;
  for (; !seed->failed && next < time; next += FOUR_WEEKS)
    {
      smrt_sandbox_seed_advance (seed, clock, next);
      use (seed, customer, next);
    }
  smrt_sandbox_seed_advance (seed, clock, time);
}

/* The first month is half price, $21.00; the second one is taxed: $42.00 and 8.875 %
 * of it, $3.73. */
char *
smrt_sandbox_demo_usage_try_dialer (SmrtSandboxSeed *seed,
                                    const char      *customer,
                                    const char      *price)
{
  g_autoptr (SmrtForm) coupon_form = smrt_sandbox_seed_form ("name", "First month half price", "percent_off", "50",
                                                             "duration", "once", NULL);
  g_autoptr (SmrtForm) rate_form = smrt_sandbox_seed_form ("display_name", "Sales tax", "jurisdiction", "US-NY",
                                                           "percentage", "8.875", "inclusive", "false", NULL);
  g_autofree char *coupon = smrt_sandbox_seed_make (seed, smrt_sandbox_coupons_create, NULL, coupon_form);
  g_autofree char *rate = smrt_sandbox_seed_make (seed, smrt_sandbox_tax_rates_create, NULL, rate_form);
  g_autoptr (SmrtForm) form = smrt_sandbox_seed_form ("customer", customer, "items[0][price]", price,
                                                      "discounts[0][coupon]", coupon, NULL);
  char *subscription = smrt_sandbox_seed_make (seed, smrt_sandbox_subscriptions_create, NULL, form);
  g_autoptr (SmrtForm) tax_form = smrt_sandbox_seed_form ("default_tax_rates[0]", rate, NULL);
  g_autofree char *done = smrt_sandbox_seed_make (seed, smrt_sandbox_subscriptions_update, subscription, tax_form);

  return subscription;
}

/* $30.00 of the $42.00, and of the tax 3.73 × 30 / 42 = $2.66: $32.66. */
void
smrt_sandbox_demo_usage_drop_dialer (SmrtSandboxSeed *seed,
                                     const char      *subscription)
{
  g_autoptr (SmrtForm) nothing = smrt_form_new ();
  g_autoptr (JsonObject) ended = smrt_sandbox_seed_call (seed, smrt_sandbox_subscriptions_cancel, subscription,
                                                         nothing);
  const char *id = ended != NULL ? smrt_sandbox_json_string (ended, "latest_invoice") : NULL;
  JsonObject *invoice = smrt_sandbox_store_get (seed->request->store, "invoice", id);
  g_autoptr (SmrtForm) form = NULL;
  g_autofree char *done = NULL;
  JsonObject *line;

  if (invoice == NULL)
    return;
  line = json_array_get_object_element (smrt_sandbox_json_array (invoice, "lines"), 0);
  form = smrt_sandbox_seed_form ("invoice", id, "lines[0][type]", "invoice_line_item",
                                 "lines[0][invoice_line_item]", smrt_sandbox_json_string (line, "id"),
                                 "lines[0][amount]", "3000", "refund_amount", "3266", "reason", "order_change",
                                 "memo", "Single Line was replaced by Multi Line.", NULL);
  done = smrt_sandbox_seed_make (seed, smrt_sandbox_credit_notes_create, NULL, form);
}
