/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#define STANDARD "smrtPhone Standard"

static JsonObject *
find_object (JsonNode   *root,
             const char *member,
             const char *value)
{
  JsonArray *array = json_node_get_array (root);

  for (unsigned int i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *object = json_array_get_object_element (array, i);

      /* Every row of a list has an id. */
      g_assert_nonnull (json_object_get_string_member (object, "id"));
      if (g_strcmp0 (json_object_get_string_member (object, member), value) == 0)
        return object;
    }

  g_assert_not_reached ();
}

static void
assert_money (JsonObject *object,
              const char *member,
              gint64      amount,
              const char *display)
{
  JsonObject *money = json_object_get_object_member (object, member);

  g_assert_cmpint (json_object_get_int_member (money, "amount"), ==, amount);
  g_assert_cmpstr (json_object_get_string_member (money, "currency"), ==, "usd");
  g_assert_cmpstr (json_object_get_string_member (money, "display"), ==, display);
}

static JsonNode *
read_json (CliFixture *fixture,
           const char *command)
{
  g_auto (CliResult) result = cli_fixture_run_on_server (fixture, "owner", command, "--json", NULL);

  g_assert_cmpstr (result.err, ==, "");
  g_assert_cmpint (result.exit_code, ==, 0);

  return cli_parse (result.out);
}

static void
test_products (CliFixture   *fixture,
               gconstpointer unused)
{
  g_autoptr (JsonNode) root = read_json (fixture, "products");
  JsonObject *standard = find_object (root, "name", STANDARD);
  JsonObject *dialer = find_object (root, "name", "smrtDialer Multi Line");
  g_auto (CliResult) text = cli_fixture_run_on_server (fixture, "owner", "products", NULL);

  g_assert_cmpstr (json_object_get_string_member (standard, "status"), ==, "active");
  g_assert_cmpstr (json_object_get_string_member (standard, "cycle"), ==, "monthly");
  g_assert_cmpstr (json_object_get_string_member (standard, "summary"), ==,
                   "Billed monthly · $75.00 a month · next billing date 3 December 2026");
  assert_money (standard, "amount", 7500, "$75.00");
  g_assert_true (json_object_get_null_member (standard, "obstacle"));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (standard, "offers")), ==, 3);

  g_assert_cmpint (json_object_get_int_member (dialer, "quantity"), ==, 3);
  assert_money (dialer, "amount", 22500, "$225.00");

  g_assert_cmpint (text.exit_code, ==, 0);
  g_assert_cmpstr (text.err, ==, "");
  g_assert_nonnull (strstr (text.out, "Billed monthly · $75.00 a month · next billing date 3 December 2026\n"));
}

static void
test_plans (CliFixture   *fixture,
            gconstpointer unused)
{
  g_autoptr (JsonNode) root = read_json (fixture, "plans");
  JsonObject *standard = find_object (root, "name", STANDARD);
  JsonObject *pro = find_object (root, "name", "smrtPhone Pro");
  JsonArray *prices = json_object_get_array_member (pro, "prices");
  gboolean found = FALSE;
  g_auto (CliResult) text = cli_fixture_run_on_server (fixture, "owner", "plans", NULL);

  g_assert_true (json_object_get_boolean_member (standard, "current"));
  g_assert_false (json_object_get_boolean_member (pro, "current"));
  g_assert_cmpstr (json_object_get_string_member (pro, "short_name"), ==, "Pro");
  g_assert_cmpstr (json_object_get_string_member (pro, "family"), ==, "smrtPhone");

  for (unsigned int i = 0; i < json_array_get_length (prices); i++)
    {
      JsonObject *price = json_array_get_object_element (prices, i);

      if (g_strcmp0 (json_object_get_string_member (price, "cycle"), "annual") != 0)
        continue;
      found = TRUE;
      assert_money (price, "amount", 125000, "$1,250.00");
      assert_money (price, "display_per_month", 10400, "$104.00");
      g_assert_cmpint (json_object_get_int_member (price, "free_months"), ==, 2);
    }
  g_assert_true (found);

  g_assert_cmpint (text.exit_code, ==, 0);
  g_assert_nonnull (strstr (text.out, "Standard (your plan)"));
  g_assert_nonnull (strstr (text.out, "$1,250.00 billed yearly · 2 months free"));
}

static void
test_credits (CliFixture   *fixture,
              gconstpointer unused)
{
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *path = NULL;
  g_auto (CliResult) text = { 0 };
  JsonObject *newest;

  path = g_strdup_printf ("/v1/customers/%s/balance_transactions",
                          json_object_get_string_member (json_node_get_object (fixture->face), "customer"));
  answer = cli_fixture_post (fixture, path, "amount", "-4133", "currency", "usd", "description", "Goodwill", NULL);

  root = read_json (fixture, "credits");
  newest = json_array_get_object_element (json_node_get_array (root), 0);
  g_assert_cmpstr (json_object_get_string_member (newest, "id"), ==,
                   json_object_get_string_member (json_node_get_object (answer), "id"));
  g_assert_cmpstr (json_object_get_string_member (newest, "kind"), ==, "adjustment");
  g_assert_cmpstr (json_object_get_string_member (newest, "what"), ==, "Goodwill");
  assert_money (newest, "amount", 4133, "$41.33");
  assert_money (newest, "balance", 4133, "$41.33");

  text = cli_fixture_run_on_server (fixture, "owner", "credits", NULL);
  g_assert_cmpint (text.exit_code, ==, 0);
  g_assert_true (g_str_has_prefix (text.out, "Credit $41.33\n"));
  g_assert_nonnull (strstr (text.out, "+$41.33"));
}

/* The demo account's running period, and those before it. */
static void
test_usage (CliFixture   *fixture,
            gconstpointer unused)
{
  g_autoptr (JsonNode) root = read_json (fixture, "usage");
  JsonObject *calls = find_object (root, "what", "Outbound calls");
  g_auto (CliResult) text = cli_fixture_run_on_server (fixture, "owner", "usage", NULL);
  g_auto (CliResult) last = cli_fixture_run_on_server (fixture, "finance", "usage", "--period=last", NULL);
  g_auto (CliResult) month = cli_fixture_run_on_server (fixture, "owner", "usage", "--period=2026-08", "--csv", NULL);
  g_auto (CliResult) none = cli_fixture_run_on_server (fixture, "owner", "usage", "--period=2020-01", "--json", NULL);
  g_auto (CliResult) wrong = cli_fixture_run_on_server (fixture, "owner", "usage", "--period=August", NULL);

  g_assert_cmpuint (json_array_get_length (json_node_get_array (root)), ==, 9);
  g_assert_cmpint (json_object_get_int_member (calls, "quantity"), ==, 903);
  g_assert_cmpstr (json_object_get_string_member (calls, "unit"), ==, "minute");
  g_assert_cmpstr (json_object_get_string_member (calls, "price"), ==, "0.015");
  g_assert_cmpstr (json_object_get_string_member (calls, "kind"), ==, "used");
  g_assert_true (json_object_get_boolean_member (calls, "running"));
  g_assert_true (json_object_get_null_member (calls, "invoice"));
  assert_money (calls, "amount", 1354, "$13.54");

  g_assert_cmpint (text.exit_code, ==, 0);
  g_assert_true (g_str_has_prefix (text.out, "Usage credit $495.42 left\nTops up by $10.00 below $5.00\n"));
  g_assert_nonnull (strstr (text.out, "903 minutes"));
  g_assert_nonnull (strstr (text.out, "All of it from usage credit\n"));

  g_assert_cmpint (last.exit_code, ==, 0);
  g_assert_nonnull (strstr (last.out, "3 Oct 2026 to 3 Nov 2026"));
  g_assert_null (strstr (last.out, "3 Dec 2026"));

  g_assert_cmpint (month.exit_code, ==, 0);
  g_assert_nonnull (strstr (month.out, ",2026-08-03,2026-09-03,false,Phone numbers,12,number,1.15,1.15,13.80,USD,NWR-"));
  g_assert_null (strstr (month.out, ",2026-09-03,2026-10-03,"));

  g_assert_cmpint (none.exit_code, ==, 0);
  g_assert_cmpstr (none.out, ==, "[]\n");
  g_assert_cmpint (wrong.exit_code, ==, 2);
  g_assert_cmpstr (wrong.out, ==, "");
}

static void
test_invoices (CliFixture   *fixture,
               gconstpointer unused)
{
  g_autoptr (JsonNode) root = read_json (fixture, "invoices");
  JsonArray *invoices = json_node_get_array (root);
  JsonObject *renewal = find_object (root, "what", "Standard, monthly: renewal");
  g_auto (CliResult) text = cli_fixture_run_on_server (fixture, "owner", "invoices", NULL);
  g_autofree char *row = NULL;

  /* The newest renewal of the demo account is of the first days of November. */
  g_assert_cmpstr (json_object_get_string_member (renewal, "status"), ==, "paid");
  assert_money (renewal, "total", 7500, "$75.00");
  g_assert_true (g_str_has_prefix (json_object_get_string_member (renewal, "subscription"), "sub_"));
  g_assert_false (json_object_has_member (renewal, "invoice_pdf"));

  for (unsigned int i = 1; i < json_array_get_length (invoices); i++)
    g_assert_cmpint (json_object_get_int_member (json_array_get_object_element (invoices, i - 1), "created"), >=,
                     json_object_get_int_member (json_array_get_object_element (invoices, i), "created"));

  g_assert_cmpint (text.exit_code, ==, 0);
  g_assert_cmpstr (text.err, ==, "");
  g_assert_true (g_str_has_prefix (text.out, "Date "));
  row = g_strdup_printf ("  %s  Standard, monthly: renewal ", json_object_get_string_member (renewal, "number"));
  g_assert_nonnull (strstr (text.out, row));
  /* No address of an invoice is printed: it holds a secret. */
  g_assert_null (strstr (text.out, "://"));
}

static void
test_key_file (CliFixture   *fixture,
               gconstpointer unused)
{
  g_autofree char *path = cli_fixture_path (fixture, "key");
  g_autofree char *option = g_strconcat ("--api-key-file=", path, NULL);
  g_autofree char *server = NULL;
  g_autofree char *customer = NULL;
  g_autofree char *contents = g_strconcat (cli_fixture_key (fixture, "owner"), " \r\nanother line\n", NULL);
  JsonObject *face = json_node_get_object (fixture->face);
  g_auto (CliResult) quiet = { 0 };
  g_auto (CliResult) warned = { 0 };

  server = g_strconcat ("--server=", json_object_get_string_member (face, "url"), NULL);
  customer = g_strconcat ("--customer=", json_object_get_string_member (face, "customer"), NULL);

  g_assert_true (g_file_set_contents_full (path, contents, -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  quiet = cli_fixture_run (fixture, NULL, "products", option, server, customer, NULL);
  g_assert_cmpstr (quiet.err, ==, "");
  g_assert_cmpint (quiet.exit_code, ==, 0);

  g_assert_cmpint (g_chmod (path, 0644), ==, 0);
  warned = cli_fixture_run (fixture, NULL, "products", option, server, customer, NULL);
  g_assert_cmpint (warned.exit_code, ==, 0);
  g_assert_nonnull (strstr (warned.err, "Others can read"));
  g_assert_null (strstr (warned.err, cli_fixture_key (fixture, "owner")));
}

static void
test_wrong_key (CliFixture   *fixture,
                gconstpointer unused)
{
  JsonObject *face = json_node_get_object (fixture->face);
  g_autofree char *server = g_strconcat ("--server=", json_object_get_string_member (face, "url"), NULL);
  g_auto (CliResult) result = cli_fixture_run (fixture, "sk_test_wrong", "products", "--json", server, NULL);

  cli_assert_failed (&result, 3);
  g_assert_null (strstr (result.err, "sk_test_wrong"));
}

static void
test_reader (CliFixture   *fixture,
             gconstpointer unused)
{
  g_auto (CliResult) products = cli_fixture_run_on_server (fixture, "user", "products", "--json", NULL);
  g_auto (CliResult) credits = cli_fixture_run_on_server (fixture, "user", "credits", "--json", NULL);
  g_auto (CliResult) usage = cli_fixture_run_on_server (fixture, "user", "usage", "--json", NULL);
  g_auto (CliResult) invoices = cli_fixture_run_on_server (fixture, "user", "invoices", "--json", NULL);

  g_assert_cmpint (products.exit_code, ==, 0);
  g_assert_cmpint (credits.exit_code, ==, 0);
  g_assert_cmpint (usage.exit_code, ==, 0);
  g_assert_cmpint (invoices.exit_code, ==, 0);
}

#define ADD(path, function) \
 g_test_add (path, CliFixture, NULL, cli_fixture_set_up, function, cli_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/cli/account/products", test_products);
  ADD ("/cli/account/plans", test_plans);
  ADD ("/cli/account/credits", test_credits);
  ADD ("/cli/account/invoices", test_invoices);
  ADD ("/cli/account/usage", test_usage);
  ADD ("/cli/account/key-file", test_key_file);
  ADD ("/cli/account/wrong-key", test_wrong_key);
  ADD ("/cli/account/reader", test_reader);

  return g_test_run ();
}
