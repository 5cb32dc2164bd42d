/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#define STANDARD "smrtPhone Standard"
#define PRO "smrtPhone Pro"

typedef struct
{
  CliFixture base;
  char *subscription;
  char *quote_path;
  char *output;
  char *quote;
} ChangeFixture;

static void
set_up (ChangeFixture *fixture,
        gconstpointer  unused)
{
  cli_fixture_set_up (&fixture->base, NULL);
  fixture->subscription = cli_fixture_find_subscription (&fixture->base, STANDARD);
  fixture->quote_path = cli_fixture_path (&fixture->base, "quote.json");
  fixture->output = g_strconcat ("--output=", fixture->quote_path, NULL);
  fixture->quote = g_strconcat ("--quote=", fixture->quote_path, NULL);
}

static void
tear_down (ChangeFixture *fixture,
           gconstpointer  unused)
{
  g_free (fixture->subscription);
  g_free (fixture->quote_path);
  g_free (fixture->output);
  g_free (fixture->quote);
  cli_fixture_tear_down (&fixture->base, NULL);
}

static void
take_quote (ChangeFixture *fixture)
{
  g_auto (CliResult) result = { 0 };

  result = cli_fixture_run_on_server (&fixture->base, "owner", "quote", fixture->subscription, "--plan=Pro",
                                      fixture->output, NULL);
  g_assert_cmpstr (result.err, ==, "");
  g_assert_cmpint (result.exit_code, ==, 0);
}

static void
assert_has (ChangeFixture *fixture,
            const char    *name)
{
  g_autofree char *id = cli_fixture_find_subscription (&fixture->base, name);

  g_assert_cmpstr (id, ==, fixture->subscription);
}

static void
set_card (ChangeFixture *fixture,
          const char    *name)
{
  const char *customer = json_object_get_string_member (json_node_get_object (fixture->base.face), "customer");
  g_autofree char *attach = g_strdup_printf ("/v1/payment_methods/%s/attach", name);
  g_autofree char *update = g_strdup_printf ("/v1/customers/%s", customer);
  g_autoptr (JsonNode) card = cli_fixture_post (&fixture->base, attach, "customer", customer, NULL);
  const char *id = json_object_get_string_member (json_node_get_object (card), "id");
  g_autoptr (JsonNode) answer = NULL;

  answer = cli_fixture_post (&fixture->base, update, "invoice_settings[default_payment_method]", id, NULL);
}

/* From 3 November to 3 December, 12:00, are 30 days; at 18 November, 12:00, half
 * of them is left: −75.00 / 2 + 125.00 / 2 = 25.00. */
static void
test_quote (ChangeFixture *fixture,
            gconstpointer  unused)
{
  g_autoptr (JsonNode) root = NULL;
  JsonObject *summary;
  g_auto (CliResult) text = { 0 };
  g_auto (CliResult) json = { 0 };

  text = cli_fixture_run_on_server (&fixture->base, "owner", "quote", fixture->subscription, "--plan=pro", NULL);
  g_assert_cmpstr (text.err, ==, "");
  g_assert_cmpint (text.exit_code, ==, 0);
  g_assert_true (g_str_has_prefix (text.out, "Upgrade to Pro\n"));
  g_assert_nonnull (strstr (text.out, "Unused time on Standard"));
  g_assert_nonnull (strstr (text.out, "−$37.50\n"));
  g_assert_nonnull (strstr (text.out, "Visa •••• 4242"));

  json = cli_fixture_run_on_server (&fixture->base, "owner", "quote", fixture->subscription, "--plan=Pro", "--json", NULL);
  g_assert_cmpint (json.exit_code, ==, 0);
  root = cli_parse (json.out);
  summary = json_object_get_object_member (json_node_get_object (root), "summary");
  g_assert_cmpstr (json_object_get_string_member (summary, "title"), ==, "Upgrade to Pro");
  g_assert_cmpint (json_object_get_int_member (json_object_get_object_member (summary, "due_today"), "amount"), ==, 2500);
  g_assert_cmpint (json_object_get_int_member (json_object_get_object_member (summary, "next_payment"), "amount"), ==, 12500);

  assert_has (fixture, STANDARD);
}

/* At the next billing date: nothing today, two requests, and a plan that the
 * products show. */
static void
test_at_renewal (ChangeFixture *fixture,
                 gconstpointer  unused)
{
  g_auto (CliResult) quoted = { 0 };
  g_auto (CliResult) changed = { 0 };
  g_auto (CliResult) bad = { 0 };
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (JsonNode) done = NULL;
  JsonObject *summary;

  bad = cli_fixture_run_on_server (&fixture->base, "owner", "quote", fixture->subscription, "--plan=Pro", "--at=later", NULL);
  cli_assert_failed (&bad, 2);

  quoted = cli_fixture_run_on_server (&fixture->base, "owner", "quote", fixture->subscription, "--plan=Pro",
                                      "--at=renewal", "--json", fixture->output, NULL);
  g_assert_cmpstr (quoted.err, ==, "");
  g_assert_cmpint (quoted.exit_code, ==, 0);
  root = cli_parse (quoted.out);
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (root), "at"), ==, "renewal");
  summary = json_object_get_object_member (json_node_get_object (root), "summary");
  g_assert_cmpint (json_object_get_int_member (json_object_get_object_member (summary, "due_today"), "amount"), ==, 0);
  g_assert_cmpint (json_object_get_int_member (json_object_get_object_member (summary, "next_payment"), "amount"), ==, 12500);

  changed = cli_fixture_run_on_server (&fixture->base, "owner", "change", fixture->quote, "--yes", "--json", NULL);
  g_assert_cmpstr (changed.err, ==, "");
  g_assert_cmpint (changed.exit_code, ==, 0);
  done = cli_parse (changed.out);
  g_assert_true (json_object_get_boolean_member (json_node_get_object (done), "exact"));
  g_assert_true (json_object_has_member (json_node_get_object (done), "planned_for"));
  g_assert_true (json_object_get_null_member (json_node_get_object (done), "invoice"));
  assert_has (fixture, STANDARD);
}

/* Two seats more for four fifths of a month: 2 × 75.00 × 4/5 = 120.00. */
static void
test_seats (ChangeFixture *fixture,
            gconstpointer  unused)
{
  g_autofree char *dialer = cli_fixture_find_subscription (&fixture->base, "smrtDialer Multi Line");
  g_auto (CliResult) quoted = { 0 };
  g_auto (CliResult) changed = { 0 };
  g_auto (CliResult) same = { 0 };
  g_auto (CliResult) none = { 0 };

  quoted = cli_fixture_run_on_server (&fixture->base, "owner", "quote", dialer, "--seats=5", fixture->output, NULL);
  g_assert_cmpstr (quoted.err, ==, "");
  g_assert_cmpint (quoted.exit_code, ==, 0);
  g_assert_nonnull (strstr (quoted.out, "$120.00\n"));
  g_assert_nonnull (strstr (quoted.out, "$375.00\n"));

  changed = cli_fixture_run_on_server (&fixture->base, "owner", "change", fixture->quote, "--yes", NULL);
  g_assert_cmpint (changed.exit_code, ==, 0);
  g_assert_nonnull (strstr (changed.out, "You now have 5 seats\nCharged $120.00, exactly as quoted\n"));

  /* As many as there are is no change, and fewer than none cannot be. */
  same = cli_fixture_run_on_server (&fixture->base, "owner", "quote", dialer, "--seats=5", NULL);
  cli_assert_failed (&same, 2);
  none = cli_fixture_run_on_server (&fixture->base, "owner", "quote", dialer, "--seats=-1", NULL);
  cli_assert_failed (&none, 2);
}

/* Another plan with another number of seats, in one change: six of $42.00 for 24 of 30 days are $201.60, and three of
 * $75.00 give $180.00 back. */
static void
test_plan_and_seats (ChangeFixture *fixture,
                     gconstpointer  unused)
{
  g_autofree char *dialer = cli_fixture_find_subscription (&fixture->base, "smrtDialer Multi Line");
  g_auto (CliResult) quoted = { 0 };
  g_auto (CliResult) changed = { 0 };

  quoted = cli_fixture_run_on_server (&fixture->base, "owner", "quote", dialer, "--plan=Single Line", "--seats=6",
                                      fixture->output, NULL);
  g_assert_cmpstr (quoted.err, ==, "");
  g_assert_cmpint (quoted.exit_code, ==, 0);
  g_assert_nonnull (strstr (quoted.out, "$21.60\n"));

  changed = cli_fixture_run_on_server (&fixture->base, "owner", "change", fixture->quote, "--yes", NULL);
  g_assert_cmpstr (changed.err, ==, "");
  g_assert_cmpint (changed.exit_code, ==, 0);
  g_assert_nonnull (strstr (changed.out, "Charged $21.60, exactly as quoted\n"));
}

static void
test_round_trip (ChangeFixture *fixture,
                 gconstpointer  unused)
{
  g_autoptr (JsonNode) root = NULL;
  g_auto (CliResult) result = { 0 };
  g_auto (CliResult) again = { 0 };
  JsonObject *object;
  GStatBuf info;

  take_quote (fixture);
  g_assert_cmpint (g_stat (fixture->quote_path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  assert_has (fixture, STANDARD);

  result = cli_fixture_run_on_server (&fixture->base, "finance", "change", fixture->quote, "--yes", "--json", NULL);
  g_assert_cmpstr (result.err, ==, "");
  g_assert_cmpint (result.exit_code, ==, 0);
  root = cli_parse (result.out);
  object = json_node_get_object (root);
  g_assert_cmpstr (json_object_get_string_member (object, "id"), ==, fixture->subscription);
  g_assert_cmpstr (json_object_get_string_member (object, "result"), ==, "Charged $25.00, exactly as quoted");
  g_assert_true (json_object_get_boolean_member (object, "exact"));
  g_assert_cmpint (json_object_get_int_member (json_object_get_object_member (object, "charged"), "amount"), ==, 2500);
  g_assert_nonnull (json_object_get_string_member (object, "receipt"));
  assert_has (fixture, PRO);

  /* The same quote cannot be applied twice. */
  again = cli_fixture_run_on_server (&fixture->base, "owner", "change", fixture->quote, "--yes", NULL);
  cli_assert_failed (&again, 6);
  assert_has (fixture, PRO);
}

static void
test_needs_yes (ChangeFixture *fixture,
                gconstpointer  unused)
{
  g_auto (CliResult) result = { 0 };

  take_quote (fixture);
  result = cli_fixture_run_on_server (&fixture->base, "owner", "change", fixture->quote, NULL);
  cli_assert_failed (&result, 2);
  assert_has (fixture, STANDARD);
}

/* A credit of $10.00 that comes between the two lowers what is due. */
static void
test_amount_changed (ChangeFixture *fixture,
                     gconstpointer  unused)
{
  g_autofree char *path = NULL;
  g_autoptr (JsonNode) answer = NULL;
  g_auto (CliResult) result = { 0 };

  take_quote (fixture);
  path = g_strdup_printf ("/v1/customers/%s/balance_transactions",
                          json_object_get_string_member (json_node_get_object (fixture->base.face), "customer"));
  answer = cli_fixture_post (&fixture->base, path, "amount", "-1000", "currency", "usd", NULL);

  result = cli_fixture_run_on_server (&fixture->base, "owner", "change", fixture->quote, "--yes", NULL);
  cli_assert_failed (&result, 6);
  g_assert_nonnull (strstr (result.err, "Due today was $25.00 and is now $15.00."));
  assert_has (fixture, STANDARD);
}

static void
test_subscription_changed (ChangeFixture *fixture,
                           gconstpointer  unused)
{
  g_autofree char *other_path = cli_fixture_path (&fixture->base, "other.json");
  g_autofree char *output = g_strconcat ("--output=", other_path, NULL);
  g_autofree char *quote = g_strconcat ("--quote=", other_path, NULL);
  g_auto (CliResult) quoted = { 0 };
  g_auto (CliResult) changed = { 0 };
  g_auto (CliResult) result = { 0 };

  take_quote (fixture);
  quoted = cli_fixture_run_on_server (&fixture->base, "owner", "quote", fixture->subscription, "--cycle=annual", output, NULL);
  g_assert_cmpint (quoted.exit_code, ==, 0);
  changed = cli_fixture_run_on_server (&fixture->base, "owner", "change", quote, "--yes", NULL);
  g_assert_cmpstr (changed.err, ==, "");
  g_assert_cmpint (changed.exit_code, ==, 0);

  result = cli_fixture_run_on_server (&fixture->base, "owner", "change", fixture->quote, "--yes", "--json", NULL);
  cli_assert_failed (&result, 6);
  assert_has (fixture, STANDARD);
}

static void
test_not_permitted (ChangeFixture *fixture,
                    gconstpointer  unused)
{
  g_auto (CliResult) result = { 0 };

  take_quote (fixture);
  result = cli_fixture_run_on_server (&fixture->base, "user", "change", fixture->quote, "--yes", "--json", NULL);
  cli_assert_failed (&result, 4);
  /* The server's own words, which name the missing permission. */
  g_assert_nonnull (strstr (result.err, "permission"));
  assert_has (fixture, STANDARD);
}

static void
test_declined (ChangeFixture *fixture,
               gconstpointer  unused)
{
  g_auto (CliResult) result = { 0 };

  set_card (fixture, "pm_card_chargeCustomerFail");
  take_quote (fixture);
  result = cli_fixture_run_on_server (&fixture->base, "owner", "change", fixture->quote, "--yes", "--json", NULL);
  cli_assert_failed (&result, 5);
  g_assert_nonnull (strstr (result.err, "declined"));
  assert_has (fixture, STANDARD);
}

static void
test_bank_asks (ChangeFixture *fixture,
                gconstpointer  unused)
{
  g_auto (CliResult) result = { 0 };

  set_card (fixture, "pm_card_authenticationRequired");
  take_quote (fixture);
  result = cli_fixture_run_on_server (&fixture->base, "owner", "change", fixture->quote, "--yes", NULL);
  cli_assert_failed (&result, 5);
  g_assert_nonnull (strstr (result.err, "bank"));
  assert_has (fixture, STANDARD);
}

static void
test_bad_requests (ChangeFixture *fixture,
                   gconstpointer  unused)
{
  g_auto (CliResult) no_subscription = { 0 };
  g_auto (CliResult) no_plan = { 0 };
  g_auto (CliResult) the_same = { 0 };
  g_auto (CliResult) no_folder = { 0 };

  no_subscription = cli_fixture_run_on_server (&fixture->base, "owner", "quote", "sub_none", "--plan=Pro", NULL);
  cli_assert_failed (&no_subscription, 2);
  no_plan = cli_fixture_run_on_server (&fixture->base, "owner", "quote", fixture->subscription, "--plan=Gold", "--json", NULL);
  cli_assert_failed (&no_plan, 2);
  the_same = cli_fixture_run_on_server (&fixture->base, "owner", "quote", fixture->subscription, "--plan=Standard", NULL);
  cli_assert_failed (&the_same, 2);
  no_folder = cli_fixture_run_on_server (&fixture->base, "owner", "quote", fixture->subscription, "--plan=Pro",
                                         "--output=/nowhere/quote.json", "--json", NULL);
  cli_assert_failed (&no_folder, 2);
}

static void
test_bad_quote_files (ChangeFixture *fixture,
                      gconstpointer  unused)
{
  static const char * const contents[] = {
    "",
    "not json",
    "[]",
    "{}",
    "null",
    "{\"format\": \"smrtphone-plans-quote\"}",
    "{\"format\": \"smrtphone-plans-quote\", \"version\": \"1\"}",
    "{\"format\": \"smrtphone-plans-quote\", \"version\": 2}",
    "{\"format\": \"smrtphone-plans-quote\", \"version\": 1, \"customer\": \"cus_other\"}",
  };
  g_autofree char *deep = g_strnfill (100000, '[');
  g_auto (CliResult) missing = { 0 };
  g_auto (CliResult) nested = { 0 };

  missing = cli_fixture_run_on_server (&fixture->base, "owner", "change", fixture->quote, "--yes", NULL);
  cli_assert_failed (&missing, 2);

  g_assert_true (g_file_set_contents (fixture->quote_path, deep, -1, NULL));
  nested = cli_fixture_run_on_server (&fixture->base, "owner", "change", fixture->quote, "--yes", NULL);
  cli_assert_failed (&nested, 2);

  for (unsigned int i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_auto (CliResult) result = { 0 };

      g_test_message ("%s", contents[i]);
      g_assert_true (g_file_set_contents (fixture->quote_path, contents[i], -1, NULL));
      result = cli_fixture_run_on_server (&fixture->base, "owner", "change", fixture->quote, "--yes", NULL);
      cli_assert_failed (&result, 2);
    }

  assert_has (fixture, STANDARD);
}

#define ADD(path, function) \
 g_test_add (path, ChangeFixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/cli/change/quote", test_quote);
  ADD ("/cli/change/at-renewal", test_at_renewal);
  ADD ("/cli/change/seats", test_seats);
  ADD ("/cli/change/plan-and-seats", test_plan_and_seats);
  ADD ("/cli/change/round-trip", test_round_trip);
  ADD ("/cli/change/needs-yes", test_needs_yes);
  ADD ("/cli/change/amount-changed", test_amount_changed);
  ADD ("/cli/change/subscription-changed", test_subscription_changed);
  ADD ("/cli/change/not-permitted", test_not_permitted);
  ADD ("/cli/change/declined", test_declined);
  ADD ("/cli/change/bank-asks", test_bank_asks);
  ADD ("/cli/change/bad-requests", test_bad_requests);
  ADD ("/cli/change/bad-quote-files", test_bad_quote_files);

  return g_test_run ();
}
