/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "account-fixture.h"
#include "smrt-json.h"
#include "smrt-quote-file.h"

static JsonNode *
quote_to_json (AccountFixture *fixture)
{
  g_autoptr (SmrtOffer) offer = account_fixture_offer (fixture, "smrtPhone Standard", "smrtPhone Pro", SMRT_CYCLE_MONTHLY);
  g_autoptr (SmrtChange) change = smrt_change_new (fixture->account, offer);
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (account_fixture_quote (change, NULL));
  node = smrt_quote_file_to_json (fixture->account, smrt_change_get_quote (change));
  text = smrt_json_to_string (node, TRUE);
  bytes = g_bytes_new (text, strlen (text));
  g_clear_pointer (&node, json_node_unref);
  node = smrt_json_parse (bytes, 1 << 20, &error);
  g_assert_no_error (error);

  /* The parser's nodes cannot be changed, a copy can. */
  return json_node_copy (node);
}

static void
test_round_trip (void)
{
  AccountFixture fixture = { 0 };
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (SmrtQuote) quote = NULL;
  g_autoptr (SmrtChange) change = NULL;
  g_autoptr (GError) error = NULL;

  account_fixture_set_up (&fixture, SMRT_ROLE_OWNER);
  account_fixture_refresh (&fixture);
  node = quote_to_json (&fixture);

  quote = smrt_quote_file_from_json (fixture.account, node, &error);
  g_assert_no_error (error);
  g_assert_cmpint (smrt_quote_get_due_today (quote).amount, ==, 2500);
  g_assert_cmpint (smrt_quote_get_next_payment (quote).amount, ==, 12500);
  g_assert_cmpint (smrt_quote_get_proration_date (quote), ==, DEMO_NOW);

  /* Another person confirms exactly that. */
  change = smrt_change_new (fixture.account, smrt_quote_get_offer (quote));
  smrt_change_expect (change, quote);
  g_assert_false (smrt_change_get_can_confirm (change));
  account_fixture_quote (change, &error);
  g_assert_no_error (error);
  g_assert_cmpint (smrt_change_get_state (change), ==, SMRT_CHANGE_STATE_QUOTED);
  account_fixture_confirm (change, &error);
  g_assert_no_error (error);
  g_assert_true (smrt_proof_is_exact (smrt_change_get_proof (change)));

  /* The same file a second time is stale. */
  account_fixture_refresh (&fixture);
  g_clear_object (&change);
  g_clear_object (&quote);
  quote = smrt_quote_file_from_json (fixture.account, node, &error);
  g_assert_null (quote);
  g_assert_error (error, SMRT_QUOTE_FILE_ERROR, SMRT_QUOTE_FILE_ERROR_STALE);

  account_fixture_tear_down (&fixture);
}

/* What was quoted is no longer what is asked: it has to be confirmed anew. */
static void
test_other_amounts (void)
{
  AccountFixture fixture = { 0 };
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (SmrtQuote) quote = NULL;
  g_autoptr (SmrtChange) change = NULL;
  g_autoptr (GError) error = NULL;

  account_fixture_set_up (&fixture, SMRT_ROLE_OWNER);
  account_fixture_refresh (&fixture);
  node = quote_to_json (&fixture);
  json_object_set_int_member (json_object_get_object_member (json_node_get_object (node), "due_today"), "amount_due", 2400);

  quote = smrt_quote_file_from_json (fixture.account, node, &error);
  g_assert_no_error (error);
  change = smrt_change_new (fixture.account, smrt_quote_get_offer (quote));
  smrt_change_expect (change, quote);
  account_fixture_quote (change, &error);
  g_assert_error (error, SMRT_CHANGE_ERROR, SMRT_CHANGE_ERROR_QUOTE_CHANGED);
  g_assert_cmpint (smrt_change_get_state (change), ==, SMRT_CHANGE_STATE_QUOTE_CHANGED);

  g_clear_object (&change);
  g_clear_object (&quote);
  account_fixture_tear_down (&fixture);
}

static void
assert_refused (AccountFixture     *fixture,
                const char         *member,
                JsonNode           *value,
                SmrtQuoteFileError  code)
{
  g_autoptr (JsonNode) node = quote_to_json (fixture);
  g_autoptr (SmrtQuote) quote = NULL;
  g_autoptr (GError) error = NULL;

  if (value != NULL)
    json_object_set_member (json_node_get_object (node), member, value);
  else
    json_object_remove_member (json_node_get_object (node), member);

  quote = smrt_quote_file_from_json (fixture->account, node, &error);
  g_assert_null (quote);
  g_assert_error (error, SMRT_QUOTE_FILE_ERROR, (int) code);
}

static JsonNode *
new_string (const char *value)
{
  return json_node_init_string (json_node_alloc (), value);
}

static JsonNode *
new_int (gint64 value)
{
  return json_node_init_int (json_node_alloc (), value);
}

static void
test_damaged (void)
{
  static const char * const members[] = {
    "format",
    "version",
    "customer",
    "subscription",
    "item",
    "from_price",
    "from_quantity",
    "to_price",
    "to_quantity",
    "currency",
    "taken_at",
    "proration_date",
    "due_today",
    "next_payment",
  };
  AccountFixture fixture = { 0 };

  account_fixture_set_up (&fixture, SMRT_ROLE_OWNER);
  account_fixture_refresh (&fixture);

  for (unsigned int i = 0; i < G_N_ELEMENTS (members); i++)
    {
      assert_refused (&fixture, members[i], NULL, SMRT_QUOTE_FILE_ERROR_INVALID);
      assert_refused (&fixture, members[i], json_node_new (JSON_NODE_NULL), SMRT_QUOTE_FILE_ERROR_INVALID);
    }

  assert_refused (&fixture, "currency", new_string ("dollars"), SMRT_QUOTE_FILE_ERROR_INVALID);
  assert_refused (&fixture, "version", new_int (3), SMRT_QUOTE_FILE_ERROR_NEWER);
  assert_refused (&fixture, "customer", new_string ("cus_other"), SMRT_QUOTE_FILE_ERROR_OTHER_ACCOUNT);
  assert_refused (&fixture, "subscription", new_string ("sub_other"), SMRT_QUOTE_FILE_ERROR_STALE);
  assert_refused (&fixture, "to_quantity", new_int (2), SMRT_QUOTE_FILE_ERROR_STALE);
  assert_refused (&fixture, "item", new_string ("si_other"), SMRT_QUOTE_FILE_ERROR_STALE);
  assert_refused (&fixture, "taken_at", new_int (G_MININT64), SMRT_QUOTE_FILE_ERROR_INVALID);
  assert_refused (&fixture, "proration_date", new_int (G_MAXINT64), SMRT_QUOTE_FILE_ERROR_INVALID);

  account_fixture_tear_down (&fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/quote-file/round-trip", test_round_trip);
  g_test_add_func ("/quote-file/other-amounts", test_other_amounts);
  g_test_add_func ("/quote-file/damaged", test_damaged);

  return g_test_run ();
}
