/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "account-server-fixture.h"

#include "smrt-json.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#define BOTH "billing:read billing:write"

/* Two customers with one of everything each: `a` is the token's, `b` is not. */
typedef struct
{
  SandboxCustomer account;
  char *subscription;
  char *item;
  char *invoice;
  char *open_invoice;
  char *schedule;
  char *note;
  char *grant;
  char *method;
  char *intent;
  char *row;
  char *transaction;
} Party;

static void
party_clear (Party *party)
{
  sandbox_customer_clear (&party->account);
  g_free (party->subscription);
  g_free (party->item);
  g_free (party->invoice);
  g_free (party->open_invoice);
  g_free (party->schedule);
  g_free (party->note);
  g_free (party->grant);
  g_free (party->method);
  g_free (party->intent);
  g_free (party->row);
  g_free (party->transaction);
}

typedef struct
{
  AccountServerFixture *server;
  Party a;
  Party b;
  char *meter;
} Account;

static void
account_clear (Account *account)
{
  party_clear (&account->a);
  party_clear (&account->b);
  g_free (account->meter);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Account, account_clear)

static char *
find_first (SandboxFixture *client,
            const char     *url,
            const char     *id)
{
  g_autofree char *path = g_strconcat (url, id, NULL);
  g_autoptr (JsonObject) list = sandbox_get (client, "%s", path);

  g_assert_cmpint (client->status, ==, 200);

  return g_strdup (sandbox_text (list, "data.0.id"));
}

static void
make_party (Account *account,
            Party   *party)
{
  SandboxFixture *client = &account->server->client;
  g_autofree char *price = NULL;
  g_autofree char *second = NULL;
  g_autoptr (JsonObject) event = NULL;
  g_autofree char *declined = NULL;
  g_autofree char *path = NULL;
  g_autofree char *adjust = NULL;
  g_autofree char *customer = NULL;
  g_autofree char *unpaid = NULL;

  sandbox_customer_make (client, &party->account, "2026-11-03T12:00:00Z");
  customer = g_strconcat ("/v1/customers/", party->account.customer, NULL);
  price = sandbox_customer_price (client, &party->account, "usd", 1000, "month");
  party->subscription = sandbox_make (client, "/v1/subscriptions", "customer=%s&items[0][price]=%s",
                                      party->account.customer, price);
  party->item = find_first (client, "/v1/subscription_items?subscription=", party->subscription);
  party->invoice = find_first (client, "/v1/invoices?customer=", party->account.customer);
  party->schedule = sandbox_make (client, "/v1/subscription_schedules", "from_subscription=%s", party->subscription);
  party->note = sandbox_make (client, "/v1/credit_notes", "invoice=%s&amount=100&credit_amount=100", party->invoice);
  party->grant = sandbox_make (client, "/v1/billing/credit_grants",
                               "customer=%s&category=promotional&amount[type]=monetary&amount[monetary][currency]=usd"
                               "&amount[monetary][value]=500&applicability_config[scope][price_type]=metered",
                               party->account.customer);
  party->transaction = find_first (client, "/v1/billing/credit_balance_transactions?customer=",
                                   party->account.customer);
  party->method = find_first (client, "/v1/payment_methods?customer=", party->account.customer);
  party->intent = find_first (client, "/v1/payment_intents?customer=", party->account.customer);
  adjust = g_strconcat (customer, "/balance_transactions", NULL);
  party->row = sandbox_make (client, adjust, "amount=-100&currency=usd");
  event = sandbox_post (client, "/v1/billing/meter_events", "event_name=calls&payload[stripe_customer_id]=%s&payload[value]=3",
                        party->account.customer);
  g_assert_cmpint (client->status, ==, 200);
  declined = sandbox_make (client, "/v1/payment_methods/pm_card_chargeCustomerFail/attach", "customer=%s",
                           party->account.customer);
  second = sandbox_customer_price (client, &party->account, "usd", 9900, "month");
  unpaid = sandbox_make (client, "/v1/subscriptions",
                         "customer=%s&items[0][price]=%s&default_payment_method=%s&payment_behavior=default_incomplete",
                         party->account.customer, second, declined);
  party->open_invoice = find_first (client, "/v1/invoices?status=open&customer=", party->account.customer);
}

static void
make_account (AccountServerFixture *server,
              Account              *account)
{
  SandboxFixture *client = &server->client;
  g_autofree char *customer = NULL;

  account->server = server;
  account->meter = sandbox_make (client, "/v1/billing/meters",
                                 "display_name=Calls&event_name=calls&default_aggregation[formula]=sum"
                                 "&customer_mapping[type]=by_id&customer_mapping[event_payload_key]=stripe_customer_id"
                                 "&value_settings[event_payload_key]=value");
  make_party (account, &account->a);
  make_party (account, &account->b);

  customer = g_strdup_printf ("['%s','cus_none']", account->a.account.customer);
  account_server_give (server, "token", "usr_1", "owner", BOTH, customer);
}

/* $customer and the like become the party's; under "nobody" they become ids
 * that nothing has. */
static char *
fill_in (Account    *account,
         Party      *party,
         const char *text)
{
  const struct
  {
    const char *name;
    const char *value;
  } values[] = {
    { "$customer", party != NULL ? party->account.customer : "cus_00000000" },
    { "$subscription", party != NULL ? party->subscription : "sub_00000000" },
    { "$item", party != NULL ? party->item : "si_00000000" },
    { "$open", party != NULL ? party->open_invoice : "in_00000001" },
    { "$invoice", party != NULL ? party->invoice : "in_00000000" },
    { "$schedule", party != NULL ? party->schedule : "sub_sched_00000000" },
    { "$note", party != NULL ? party->note : "cn_00000000" },
    { "$grant", party != NULL ? party->grant : "credgr_00000000" },
    { "$transaction", party != NULL ? party->transaction : "cbtxn_00000000" },
    { "$method", party != NULL ? party->method : "pm_00000000" },
    { "$intent", party != NULL ? party->intent : "pi_00000000" },
    { "$row", party != NULL ? party->row : "cbtx_00000000" },
    { "$meter", account->meter },
    { "$mine", account->a.account.customer },
    { "$own", account->a.subscription },
    { "$unpaid", account->a.open_invoice },
  };
  GString *filled = g_string_new (text);

  for (unsigned int i = 0; i < G_N_ELEMENTS (values); i++)
    g_string_replace (filled, values[i].name, values[i].value, 0);

  return g_string_free (filled, FALSE);
}

/* Whatever is asked for; the ids that were asked with become dots, so that two
 * answers can be compared. */
static char *
ask (Account    *account,
     Party      *party,
     const char *method,
     const char *path,
     const char *body)
{
  SandboxFixture *client = &account->server->client;
  g_autofree char *whole_path = fill_in (account, party, path);
  g_autofree char *whole_body = body != NULL ? fill_in (account, party, body) : NULL;
  g_autoptr (JsonObject) answer = sandbox_send (client, method, whole_path, whole_body);
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), answer);
  g_autofree char *text = smrt_json_to_string (node, FALSE);
  GString *neutral = g_string_new (text);
  const char *ids[] = { "$customer", "$subscription", "$item", "$open", "$invoice", "$schedule", "$note", "$grant",
                        "$transaction", "$method", "$intent", "$row" };

  for (unsigned int i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autofree char *id = fill_in (account, party, ids[i]);

      g_string_replace (neutral, id, "…", 0);
    }
  g_string_append_printf (neutral, " %d", client->status);

  return g_string_free (neutral, FALSE);
}

static const struct
{
  const char *method;
  const char *path;
  const char *body;
} doors[] = {
  { "GET", "/v1/customers/$customer", NULL },
  { "GET", "/v1/customers/$customer/balance_transactions", NULL },
  { "GET", "/v1/customers/$customer/balance_transactions/$row", NULL },
  { "GET", "/v1/customers/$customer/payment_methods", NULL },
  { "GET", "/v1/subscriptions?customer=$customer", NULL },
  { "GET", "/v1/subscriptions/$subscription", NULL },
  { "GET", "/v1/subscription_items?subscription=$subscription", NULL },
  { "GET", "/v1/subscription_schedules?customer=$customer", NULL },
  { "GET", "/v1/subscription_schedules/$schedule", NULL },
  { "GET", "/v1/invoices?customer=$customer", NULL },
  { "GET", "/v1/invoices?subscription=$subscription", NULL },
  { "GET", "/v1/invoices/$invoice", NULL },
  { "GET", "/v1/invoices/$invoice/lines", NULL },
  { "GET", "/v1/invoices/$invoice?expand[]=payments", NULL },
  { "GET", "/v1/invoice_payments?invoice=$invoice", NULL },
  { "GET", "/v1/credit_notes?customer=$customer", NULL },
  { "GET", "/v1/credit_notes?invoice=$invoice", NULL },
  { "GET", "/v1/credit_notes/$note", NULL },
  { "GET", "/v1/credit_notes/$note/lines", NULL },
  { "GET", "/v1/payment_methods?customer=$customer", NULL },
  { "GET", "/v1/payment_methods/$method", NULL },
  { "GET", "/v1/payment_intents?customer=$customer", NULL },
  { "GET", "/v1/payment_intents/$intent", NULL },
  { "GET", "/v1/billing/credit_grants?customer=$customer", NULL },
  { "GET", "/v1/billing/credit_grants/$grant", NULL },
  { "GET", "/v1/billing/credit_balance_transactions?customer=$customer", NULL },
  { "GET", "/v1/billing/credit_balance_transactions?credit_grant=$grant", NULL },
  { "GET", "/v1/billing/credit_balance_transactions/$transaction", NULL },
  { "GET", "/v1/billing/credit_balance_summary?customer=$customer&filter[type]=applicability_scope"
           "&filter[applicability_scope][price_type]=metered",
    NULL },
  { "GET", "/v1/billing/meters/$meter/event_summaries?customer=$customer&start_time=1793664000&end_time=1793750400",
    NULL },
  { "GET", "/v1/subscriptions?starting_after=$subscription", NULL },
  { "GET", "/v1/invoices?ending_before=$invoice", NULL },
  { "POST", "/v1/invoices/create_preview", "subscription=$subscription" },
  { "POST", "/v1/invoices/create_preview", "schedule=$schedule" },
  { "POST", "/v1/invoices/create_preview",
    "subscription=$subscription&subscription_details[items][0][id]=$item&subscription_details[items][0][quantity]=2" },
  { "POST", "/v1/invoices/create_preview", "customer=$customer&subscription_details[items][0][price]=x" },
};

static const struct
{
  const char *path;
  const char *body;
} changes[] = {
  { "/v1/subscriptions/$subscription", "metadata[a]=b" },
  { "/v1/subscriptions/$own", "default_payment_method=$method" },
  { "/v1/subscriptions/$own", "items[0][id]=$item&items[0][quantity]=2" },
  { "/v1/subscription_schedules", "from_subscription=$subscription" },
  { "/v1/subscription_schedules/$schedule", "metadata[a]=b" },
  { "/v1/subscription_schedules/$schedule/release", "" },
  { "/v1/invoices/$open/pay", "" },
  { "/v1/invoices/$open/void", "" },
  { "/v1/invoices/$unpaid/pay", "payment_method=$method" },
  { "/v1/billing_portal/sessions", "customer=$customer" },
};

/* Another customer's object is answered exactly like one that is not there. */
static void
test_others (AccountServerFixture *server,
             gconstpointer         bare)
{
  g_auto (Account) account = { 0 };

  make_account (server, &account);

  for (unsigned int i = 0; i < G_N_ELEMENTS (doors); i++)
    {
      g_autofree char *seen = NULL;
      g_autofree char *absent = NULL;
      g_autofree char *by_key = NULL;

      g_test_message ("%s %s %s", doors[i].method, doors[i].path, doors[i].body);
      sandbox_use (&server->client, "token");
      seen = ask (&account, &account.b, doors[i].method, doors[i].path, doors[i].body);
      absent = ask (&account, NULL, doors[i].method, doors[i].path, doors[i].body);
      g_assert_cmpstr (seen, ==, absent);

      /* The key sees it, so it was there to be seen. */
      sandbox_use (&server->client, smrt_sandbox_get_owner_key (server->client.sandbox));
      by_key = ask (&account, &account.b, doors[i].method, doors[i].path, doors[i].body);
      g_assert_cmpstr (by_key, !=, absent);
    }

  for (unsigned int i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autofree char *seen = NULL;
      g_autofree char *absent = NULL;

      g_test_message ("POST %s %s", changes[i].path, changes[i].body);
      sandbox_use (&server->client, "token");
      seen = ask (&account, &account.b, "POST", changes[i].path, changes[i].body);
      absent = ask (&account, NULL, "POST", changes[i].path, changes[i].body);
      g_assert_cmpstr (seen, ==, absent);
      g_assert_nonnull (strstr (seen, "resource_missing"));
    }
}

/* What is its own a token reaches by every one of these ways. */
static void
test_own (AccountServerFixture *server,
          gconstpointer         bare)
{
  g_auto (Account) account = { 0 };

  make_account (server, &account);

  for (unsigned int i = 0; i < G_N_ELEMENTS (doors); i++)
    {
      g_autofree char *seen = NULL;
      g_autofree char *by_key = NULL;

      g_test_message ("%s %s %s", doors[i].method, doors[i].path, doors[i].body);
      sandbox_use (&server->client, "token");
      seen = ask (&account, &account.a, doors[i].method, doors[i].path, doors[i].body);
      if (strstr (doors[i].path, "starting_after") != NULL || strstr (doors[i].path, "ending_before") != NULL)
        {
          g_assert_null (strstr (seen, "resource_missing"));
          continue;
        }
      sandbox_use (&server->client, smrt_sandbox_get_owner_key (server->client.sandbox));
      by_key = ask (&account, &account.a, doors[i].method, doors[i].path, doors[i].body);
      if (strstr (doors[i].path, "create_preview") == NULL)
        g_assert_cmpstr (seen, ==, by_key);
      else
        g_assert_null (strstr (seen, "No such customer"));
    }
}

/* Whose an object is in the answer of a list. */
static const char *
find_owner (JsonObject *object)
{
  if (g_strcmp0 (smrt_json_get_string (object, "object"), "customer") == 0)
    return smrt_json_get_string (object, "id");

  return smrt_json_get_string (object, "customer");
}

/* A list without a filter has the token's objects and nobody else's, in pages
 * that are full as long as there are more. */
static void
test_lists (AccountServerFixture *server,
            gconstpointer         bare)
{
  static const struct
  {
    const char *path;
    gboolean has_customer;
  } lists[] = {
    { "/v1/customers", TRUE },
    { "/v1/subscriptions", TRUE },
    { "/v1/subscription_schedules", TRUE },
    { "/v1/invoices", TRUE },
    { "/v1/invoice_payments", FALSE },
    { "/v1/credit_notes", TRUE },
    { "/v1/payment_intents", TRUE },
    { "/v1/billing/credit_grants", TRUE },
    { "/v1/billing/credit_balance_transactions", FALSE },
  };
  SandboxFixture *client = &server->client;
  g_auto (Account) account = { 0 };

  make_account (server, &account);

  for (unsigned int i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autoptr (JsonObject) mine = NULL;
      g_autoptr (JsonObject) all = NULL;
      g_autoptr (JsonObject) first = NULL;
      unsigned int n;

      g_test_message ("%s", lists[i].path);
      sandbox_use (client, "token");
      mine = sandbox_get (client, "%s?limit=100", lists[i].path);
      g_assert_cmpint (client->status, ==, 200);
      n = sandbox_length (mine, "data");
      g_assert_cmpuint (n, >, 0);
      for (unsigned int j = 0; lists[i].has_customer && j < n; j++)
        g_assert_cmpstr (find_owner (json_array_get_object_element (json_object_get_array_member (mine, "data"), j)), ==,
                         account.a.account.customer);

      /* The customers were made one after the other, so the newest are not the
       * token's. */
      first = sandbox_get (client, "%s?limit=1", lists[i].path);
      g_assert_cmpuint (sandbox_length (first, "data"), ==, 1);
      g_assert_cmpint (sandbox_int (first, "has_more"), ==, n > 1);

      sandbox_use (client, smrt_sandbox_get_owner_key (client->sandbox));
      all = sandbox_get (client, "%s?limit=100", lists[i].path);
      g_assert_cmpuint (sandbox_length (all, "data"), >, n);
    }
}

/* Nothing of others comes in by expanding what is one's own, and customers that
 * do not exist are none. */
static void
test_expand_and_userinfo (AccountServerFixture *server,
                          gconstpointer         bare)
{
  SandboxFixture *client = &server->client;
  g_auto (Account) account = { 0 };
  g_autofree char *several = NULL;
  g_autoptr (JsonObject) expanded = NULL;
  g_autoptr (JsonObject) who = NULL;
  g_autoptr (JsonObject) both = NULL;
  g_autoptr (JsonObject) nobody = NULL;
  g_autoptr (JsonObject) none = NULL;

  make_account (server, &account);
  sandbox_use (client, "token");
  expanded = sandbox_get (client, "/v1/invoices/%s?expand[]=customer.test_clock&expand[]=payments.data.payment.payment_intent",
                          account.a.invoice);
  g_assert_cmpint (client->status, ==, 200);
  g_assert_cmpstr (sandbox_text (expanded, "customer.id"), ==, account.a.account.customer);
  g_assert_cmpstr (sandbox_text (expanded, "customer.test_clock.id"), ==, account.a.account.clock);
  g_assert_cmpstr (sandbox_text (expanded, "payments.data.0.payment.payment_intent.customer"), ==,
                   account.a.account.customer);
  who = sandbox_get (client, "/userinfo");
  g_assert_cmpstr (sandbox_text (who, "stripe_customer"), ==, account.a.account.customer);

  several = g_strdup_printf ("['%s','%s']", account.a.account.customer, account.b.account.customer);
  account_server_give (server, "both", "usr_2", "owner", BOTH, several);
  sandbox_use (client, "both");
  both = sandbox_get (client, "/userinfo");
  g_assert_cmpstr (sandbox_text (both, "stripe_customer.0"), ==, account.a.account.customer);
  g_assert_cmpstr (sandbox_text (both, "stripe_customer.1"), ==, account.b.account.customer);

  /* Names are ids and nothing else, whatever SQL may be in them. */
  account_server_give (server, "demo", "usr_3", "owner", BOTH, "['demo','\\u0027) OR 1=1 --','%','']");
  sandbox_use (client, "demo");
  none = sandbox_get (client, "/v1/customers");
  g_assert_cmpint (client->status, ==, 200);
  g_assert_cmpuint (sandbox_length (none, "data"), ==, 0);
  nobody = sandbox_get (client, "/userinfo");
  g_assert_false (json_object_has_member (nobody, "stripe_customer"));
}

/* A debt is not forgiven by who owes it; a change that waits is given up. */
static void
test_void (AccountServerFixture *server,
           gconstpointer         bare)
{
  SandboxFixture *client = &server->client;
  g_auto (Account) account = { 0 };
  g_autofree char *debt = NULL;
  g_autofree char *path = NULL;
  g_autofree char *declined = NULL;
  g_autofree char *price = NULL;
  g_autofree char *subscription = NULL;
  g_autofree char *waiting = NULL;
  g_autoptr (JsonObject) refused = NULL;
  g_autoptr (JsonObject) changed = NULL;
  g_autoptr (JsonObject) given_up = NULL;

  make_account (server, &account);
  declined = sandbox_make (client, "/v1/payment_methods/pm_card_chargeCustomerFail/attach", "customer=%s",
                           account.a.account.customer);
  price = sandbox_customer_price (client, &account.a.account, "usd", 50000, "month");
  subscription = sandbox_make (client, "/v1/subscriptions", "customer=%s&items[0][price]=%s",
                               account.a.account.customer, price);

  sandbox_use (client, "token");
  debt = g_strdup_printf ("/v1/invoices/%s/void", account.a.open_invoice);
  refused = sandbox_post (client, debt, "expand[]=customer");
  g_assert_cmpint (client->status, ==, 403);

  path = g_strconcat ("/v1/subscriptions/", subscription, NULL);
  changed = sandbox_post (client, path, "default_payment_method=%s", declined);
  g_assert_cmpint (client->status, ==, 200);
  g_clear_pointer (&changed, json_object_unref);
  changed = sandbox_get (client, "%s", path);
  waiting = g_strdup (sandbox_text (changed, "items.data.0.id"));
  g_clear_pointer (&changed, json_object_unref);
  changed = sandbox_post (client, path,
                          "items[0][id]=%s&items[0][quantity]=3&proration_behavior=always_invoice"
                          "&payment_behavior=pending_if_incomplete",
                          waiting);
  g_assert_cmpint (client->status, ==, 200);
  g_assert_false (sandbox_is_null (changed, "pending_update"));

  g_free (path);
  path = g_strdup_printf ("/v1/invoices/%s/void", sandbox_text (changed, "latest_invoice"));
  given_up = sandbox_post (client, path, "expand[]=customer");
  g_assert_cmpint (client->status, ==, 200);
  g_assert_cmpstr (sandbox_text (given_up, "status"), ==, "void");
}

/* As a version before this one left it: whose some objects are stood nowhere. */
static void
make_older (const char *path)
{
  sqlite3 *database = NULL;

  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (database,
                                 "UPDATE objects SET customer = NULL WHERE type IN"
                                 " ('customer', 'invoice_payment', 'billing.credit_balance_transaction');"
                                 "UPDATE objects SET json = json_remove (json, '$._.customer')"
                                 " WHERE type = 'invoice_payment';"
                                 "PRAGMA user_version = 1",
                                 NULL, NULL, NULL),
                   ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (database), ==, SQLITE_OK);
}

static unsigned int
count_payments (SandboxFixture *client)
{
  g_autoptr (JsonObject) list = sandbox_get (client, "/v1/invoice_payments?limit=100");

  g_assert_cmpint (client->status, ==, 200);

  return sandbox_length (list, "data");
}

static void
test_older_file (AccountServerFixture *server,
                 gconstpointer         bare)
{
  g_autofree char *folder = g_dir_make_tmp ("smrt-sandbox-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "sandbox.sqlite", NULL);
  g_autoptr (SmrtSecret) secret = smrt_secret_new (FAKE_ISSUER_CLIENT_SECRET);
  g_autofree char *customer = NULL;
  unsigned int all = 0;

  for (unsigned int i = 0; i < 2; i++)
    {
      SandboxFixture *client = &server->client;
      g_autoptr (JsonObject) customers = NULL;

      sandbox_fixture_tear_down (client, NULL);
      memset (client, 0, sizeof *client);
      client->sandbox = smrt_sandbox_new (path, 0, 0);
      smrt_sandbox_set_issuer (client->sandbox, fake_issuer_get_url (server->issuer), FAKE_ISSUER_CLIENT_ID, secret);
      g_assert_true (smrt_sandbox_start (client->sandbox, NULL));
      sandbox_fixture_connect (client, smrt_sandbox_get_url (client->sandbox),
                               smrt_sandbox_get_owner_key (client->sandbox));
      all = count_payments (client);
      g_assert_cmpuint (all, >, 0);

      g_free (customer);
      customer = account_server_quote_customer (server);
      account_server_give (server, "token", "usr_1", "owner", BOTH, customer);
      sandbox_use (client, "token");
      customers = sandbox_get (client, "/v1/customers");
      g_assert_cmpuint (sandbox_length (customers, "data"), ==, 1);
      g_assert_cmpuint (count_payments (client), ==, all);

      if (i == 0)
        {
          smrt_sandbox_stop (client->sandbox);
          make_older (path);
        }
    }

  smrt_sandbox_stop (server->client.sandbox);
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  account_server_fixture_add ("/isolation/others", test_others);
  account_server_fixture_add ("/isolation/own", test_own);
  account_server_fixture_add ("/isolation/lists", test_lists);
  account_server_fixture_add ("/isolation/expand-and-userinfo", test_expand_and_userinfo);
  account_server_fixture_add ("/isolation/void", test_void);
  account_server_fixture_add ("/isolation/older-file", test_older_file);

  return g_test_run ();
}
