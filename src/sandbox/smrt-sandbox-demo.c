/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-sandbox"

#include "config.h"

#include "smrt-sandbox-demo.h"

#include "smrt-sandbox-catalogue.h"
#include "smrt-sandbox-clocks.h"
#include "smrt-sandbox-customers.h"
#include "smrt-sandbox-demo-usage.h"
#include "smrt-sandbox-json.h"
#include "smrt-sandbox-payments.h"
#include "smrt-sandbox-portal.h"
#include "smrt-sandbox-principal.h"
#include "smrt-sandbox-subscriptions.h"

#define ACCOUNT "Northwind Realty"

#define STARTED    G_GINT64_CONSTANT (1762171200) /* 2025-11-03 12:00 UTC */
#define DIALER     G_GINT64_CONSTANT (1765540800) /* 2025-12-12 12:00 */
#define TO_MONTHLY G_GINT64_CONSTANT (1772539200) /* 2026-03-03 12:00 */
#define DOWNGRADED G_GINT64_CONSTANT (1781784000) /* 2026-06-18 12:00 */
#define METERED    G_GINT64_CONSTANT (1783080000) /* 2026-07-03 12:00 */
#define ONE_MORE   G_GINT64_CONSTANT (1785196800) /* 2026-07-28 00:00 */
#define TODAY      G_GINT64_CONSTANT (1795003200) /* 2026-11-18 12:00 */

static char *
make_product (SmrtSandboxSeed    *seed,
              const char         *name,
              const char         *family,
              const char         *rank,
              const char         *includes,
              const char         *unit_label,
              const char * const *features)
{
  g_autoptr (SmrtForm) form = smrt_sandbox_seed_form ("name", name, "metadata[family]", family,
                                                      "metadata[rank]", rank, NULL);

  if (includes != NULL)
    smrt_form_add (form, "metadata[includes]", includes);
  if (unit_label != NULL)
    smrt_form_add (form, "unit_label", unit_label);
  for (unsigned int i = 0; features != NULL && features[i] != NULL; i++)
    {
      g_autofree char *key = g_strdup_printf ("marketing_features[%u][name]", i);

      smrt_form_add (form, key, features[i]);
    }

  return smrt_sandbox_seed_make (seed, smrt_sandbox_products_create, NULL, form);
}

static char *
make_price (SmrtSandboxSeed *seed,
            const char      *product,
            const char      *interval,
            const char      *amount,
            const char      *key)
{
  g_autoptr (SmrtForm) form = smrt_sandbox_seed_form ("product", product, "currency", "usd", "unit_amount", amount,
                                                      "recurring[interval]", interval, "lookup_key", key, NULL);

  return smrt_sandbox_seed_make (seed, smrt_sandbox_prices_create, NULL, form);
}

typedef struct
{
  char *product;
  char *monthly;
  char *yearly;
} Plan;

static void
plan_clear (Plan *plan)
{
  g_free (plan->product);
  g_free (plan->monthly);
  g_free (plan->yearly);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Plan, plan_clear)

static void
make_prices (SmrtSandboxSeed *seed,
             Plan            *plan,
             const char      *monthly,
             const char      *yearly,
             const char      *key)
{
  g_autofree char *monthly_key = g_strconcat (key, "_monthly", NULL);
  g_autofree char *yearly_key = g_strconcat (key, "_annual", NULL);

  plan->monthly = make_price (seed, plan->product, "month", monthly, monthly_key);
  plan->yearly = make_price (seed, plan->product, "year", yearly, yearly_key);
}

static void
make_portal (SmrtSandboxSeed *seed,
             Plan            *plans[4])
{
  static const char update[] = "features[subscription_update]";
  g_autoptr (SmrtForm) form = smrt_sandbox_seed_form ("features[subscription_update][enabled]", "true",
                                                      "features[subscription_update][default_allowed_updates][0]", "price",
                                                      "features[subscription_update][default_allowed_updates][1]", "quantity",
                                                      "features[subscription_update][proration_behavior]", "always_invoice",
                                                      NULL);
  g_autofree char *id = NULL;

  for (unsigned int i = 0; i < 4; i++)
    {
      g_autofree char *product = g_strdup_printf ("%s[products][%u][product]", update, i);
      g_autofree char *monthly = g_strdup_printf ("%s[products][%u][prices][0]", update, i);
      g_autofree char *yearly = g_strdup_printf ("%s[products][%u][prices][1]", update, i);
      g_autofree char *seats = g_strdup_printf ("%s[products][%u][adjustable_quantity][enabled]", update, i);

      smrt_form_add (form, product, plans[i]->product);
      smrt_form_add (form, monthly, plans[i]->monthly);
      smrt_form_add (form, yearly, plans[i]->yearly);
      smrt_form_add (form, seats, i < 2 ? "false" : "true");
    }
  id = smrt_sandbox_seed_make (seed, smrt_sandbox_portal_create, NULL, form);
}

static char *
make_customer (SmrtSandboxSeed *seed,
               const char      *clock)
{
  g_autofree char *id = smrt_sandbox_store_get_fact (seed->request->store, "customer");
  g_autoptr (SmrtForm) form = smrt_sandbox_seed_form ("name", ACCOUNT, "email", "billing@northwind.example",
                                                      "invoice_prefix", "NWR", "test_clock", clock,
                                                      "metadata[topup_amount]", "1000",
                                                      "metadata[topup_below]", "500", NULL);
  g_autofree char *text = smrt_form_encode (form);
  g_autoptr (JsonNode) node = smrt_form_parse (text, -1, NULL);
  g_autoptr (SmrtSandboxParams) params = smrt_sandbox_params_new (json_node_get_object (node));
  g_autoptr (JsonObject) customer = NULL;
  SmrtSandboxRequest inner = *seed->request;

  if (id == NULL)
    {
      id = smrt_sandbox_store_new_id (seed->request->store, "cus");
      smrt_sandbox_store_set_fact (seed->request->store, "customer", id);
    }
  inner.params = params;
  if (!seed->failed)
    {
      customer = smrt_sandbox_customers_create_as (&inner, id, seed->error);
      seed->failed = customer == NULL;
    }

  return g_steal_pointer (&id);
}

static void
give_card (SmrtSandboxSeed *seed,
           const char      *customer)
{
  g_autoptr (SmrtForm) attach = smrt_sandbox_seed_form ("customer", customer, NULL);
  g_autoptr (SmrtForm) expiry = smrt_sandbox_seed_form ("card[exp_month]", "8", "card[exp_year]", "2029", NULL);
  g_autoptr (SmrtForm) settings = smrt_form_new ();
  g_autofree char *method = smrt_sandbox_seed_make (seed, smrt_sandbox_payment_methods_attach, "pm_card_visa",
                                                    attach);
  g_autofree char *updated = smrt_sandbox_seed_make (seed, smrt_sandbox_payment_methods_update, method, expiry);
  g_autofree char *done = NULL;

  smrt_form_add (settings, "invoice_settings[default_payment_method]", method);
  done = smrt_sandbox_seed_make (seed, smrt_sandbox_customers_update, customer, settings);
}

static char *
subscribe (SmrtSandboxSeed *seed,
           const char      *customer,
           const char      *price,
           const char      *quantity,
           const char      *mode)
{
  g_autoptr (SmrtForm) form = smrt_sandbox_seed_form ("customer", customer, "items[0][price]", price,
                                                      "items[0][quantity]", quantity, "billing_mode[type]", mode, NULL);

  return smrt_sandbox_seed_make (seed, smrt_sandbox_subscriptions_create, NULL, form);
}

static void
change (SmrtSandboxSeed *seed,
        const char      *subscription,
        const char      *price,
        const char      *quantity)
{
  JsonObject *stored = smrt_sandbox_store_get (seed->request->store, "subscription", subscription);
  g_autoptr (SmrtForm) form = NULL;
  g_autofree char *done = NULL;
  JsonObject *item;

  if (seed->failed)
    return;

  item = json_array_get_object_element (smrt_sandbox_json_array (stored, "items"), 0);
  form = smrt_sandbox_seed_form ("items[0][id]", smrt_sandbox_json_string (item, "id"),
                                 "items[0][price]", price, "items[0][quantity]", quantity,
                                 "proration_behavior", "always_invoice", NULL);
  done = smrt_sandbox_seed_make (seed, smrt_sandbox_subscriptions_update, subscription, form);
}

/* A year of billing. The switch to monthly in March gives back 245 of 365 days
 * of $1,250.00, that is $839.04, of which the next month takes $125.00; the
 * $714.04 that are left pay all invoices until June. The downgrade of 18 June
 * brings $25.00, which July uses. */
static void
live_through_the_year (SmrtSandboxSeed *seed,
                       const char      *usage,
                       Plan            *pro,
                       Plan            *standard,
                       Plan            *single,
                       Plan            *multi)
{
  g_autoptr (SmrtForm) form = smrt_sandbox_seed_form ("name", ACCOUNT, NULL);
  g_autofree char *clock = NULL;
  g_autofree char *customer = NULL;
  g_autofree char *phone = NULL;
  g_autofree char *dialer = NULL;
  g_autofree char *tried = NULL;

  smrt_form_add_int (form, "frozen_time", STARTED);
  clock = smrt_sandbox_seed_make (seed, smrt_sandbox_clocks_create, NULL, form);
  customer = make_customer (seed, clock);
  give_card (seed, customer);

  tried = smrt_sandbox_demo_usage_try_dialer (seed, customer, single->monthly);
  phone = subscribe (seed, customer, pro->yearly, "1", "flexible");
  smrt_sandbox_demo_usage_live (seed, customer, clock, DIALER);
  smrt_sandbox_demo_usage_drop_dialer (seed, tried);
  dialer = subscribe (seed, customer, multi->monthly, "2", "classic");
  smrt_sandbox_demo_usage_live (seed, customer, clock, TO_MONTHLY);
  change (seed, phone, pro->monthly, "1");
  smrt_sandbox_demo_usage_live (seed, customer, clock, DOWNGRADED);
  change (seed, phone, standard->monthly, "1");
  smrt_sandbox_demo_usage_live (seed, customer, clock, METERED);
  smrt_sandbox_demo_usage_begin (seed, customer, usage);
  smrt_sandbox_demo_usage_live (seed, customer, clock, ONE_MORE);
  change (seed, dialer, multi->monthly, "3");
  smrt_sandbox_demo_usage_live (seed, customer, clock, TODAY);
}

gboolean
smrt_sandbox_demo_seed (SmrtSandboxRequest  *request,
                        GError             **error)
{
  static const char * const standard_features[] = {
    "Click-to-Call Chrome Extension", "Call Tracking in CRM", "Instant Numbers", "User/Group Management",
    "Cold Transfer", "Call Waiting: Answer, Decline, Ignore", NULL
  };
  static const char * const pro_features[] = {
    "Warm Transfers", "Call Monitoring", "Agent Whisper", "Call Barging",
    "Group and Conference Calling, up to 250 participants", "Call Waiting: Answer & Hold", NULL
  };
  static const char * const single_features[] = { "One line for each agent", NULL };
  static const char * const multi_features[] = { "Several lines at once for each agent", NULL };
  SmrtSandboxRequest inner = *request;
  SmrtSandboxSeed seed = { &inner, error, FALSE };
  g_autofree char *usage = NULL;
  g_auto (Plan) standard = { 0 };
  g_auto (Plan) pro = { 0 };
  g_auto (Plan) single = { 0 };
  g_auto (Plan) multi = { 0 };
  Plan *plans[] = { &standard, &pro, &single, &multi };

  inner.now = STARTED;
  usage = smrt_sandbox_demo_usage_make_product (&seed);
  standard.product = make_product (&seed, "smrtPhone Standard", "smrtphone", "1", NULL, NULL, standard_features);
  pro.product = make_product (&seed, "smrtPhone Pro", "smrtphone", "2", standard.product, NULL, pro_features);
  single.product = make_product (&seed, "smrtDialer Single Line", "smrtdialer", "1", NULL, "seat", single_features);
  multi.product = make_product (&seed, "smrtDialer Multi Line", "smrtdialer", "2", single.product, "seat",
                                multi_features);
  make_prices (&seed, &standard, "7500", "75000", "smrtphone_standard");
  make_prices (&seed, &pro, "12500", "125000", "smrtphone_pro");
  make_prices (&seed, &single, "4200", "42000", "smrtdialer_single");
  make_prices (&seed, &multi, "7500", "75000", "smrtdialer_multi");
  make_portal (&seed, plans);
  live_through_the_year (&seed, usage, &pro, &standard, &single, &multi);

  return !seed.failed;
}

JsonObject *
smrt_sandbox_demo_reset (SmrtSandboxRequest  *request,
                         GError             **error)
{
  g_autofree char *customer = NULL;
  JsonObject *answer;

  if (!smrt_sandbox_request_finish (request, error))
    return NULL;
  smrt_sandbox_store_remove_all (request->store);
  if (!smrt_sandbox_demo_seed (request, error))
    return NULL;

  customer = smrt_sandbox_store_get_fact (request->store, "customer");
  answer = smrt_sandbox_json_template ("{'object':'test_helpers.demo'}");
  json_object_set_string_member (answer, "customer", customer);

  return answer;
}

JsonObject *
smrt_sandbox_demo_userinfo (SmrtSandboxRequest  *request,
                            GError             **error)
{
  static const struct
  {
    const char *role;
    const char *sub;
    const char *name;
    const char *email;
  } people[] = {
    { "owner", "usr_olivia", "Olivia Ortega", "olivia@northwind.example" },
    { "finance", "usr_felix", "Felix Brandt", "felix@northwind.example" },
    { "user", "usr_una", "Una Lindqvist", "una@northwind.example" },
  };
  g_autofree char *customer = smrt_sandbox_store_get_fact (request->store, "customer");
  JsonObject *answer;

  if (!smrt_sandbox_request_finish (request, error))
    return NULL;

  answer = json_object_new ();
  for (unsigned int i = 0; i < G_N_ELEMENTS (people); i++)
    if (g_str_equal (people[i].role, request->principal->role))
      {
        json_object_set_string_member (answer, "sub", people[i].sub);
        json_object_set_string_member (answer, "name", people[i].name);
        json_object_set_string_member (answer, "email", people[i].email);
      }
  json_object_set_string_member (answer, "smrtphone_role", request->principal->role);
  json_object_set_string_member (answer, "smrtphone_account", ACCOUNT);
  json_object_set_string_member (answer, "stripe_customer", customer);

  return answer;
}
