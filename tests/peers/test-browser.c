/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "account-fixture.h"
#include "smrt-stripe-portal.h"

#include <json-glib/json-glib.h>

/* What the browser of a person does: see, miss, title, choose, press. */
typedef struct
{
  const char *what;
  const char *text;
} Step;

static char *
write_steps (const char *url,
             const Step *steps)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "url");
  json_builder_add_string_value (builder, url);
  json_builder_set_member_name (builder, "steps");
  json_builder_begin_array (builder);
  for (; steps->what != NULL; steps++)
    {
      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, steps->what);
      json_builder_add_string_value (builder, steps->text);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);

  return json_to_string (root, FALSE);
}

/* The sandbox answers in a thread of its own while this one waits. */
static void
browse (const char *url,
        const Step *steps)
{
  g_autofree char *script = g_test_build_filename (G_TEST_DIST, "peers", "browser.js", NULL);
  g_autofree char *input = write_steps (url, steps);
  g_autofree char *output = NULL;
  g_autoptr (GSubprocess) node = NULL;
  g_autoptr (GError) error = NULL;

  node = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                             G_SUBPROCESS_FLAGS_STDERR_MERGE,
                           &error, "node", script, NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (node, input, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  if (!g_subprocess_get_successful (node))
    g_error ("The browser did not get through: %s", output);
}

/* An upgrade that @card does not pay: 15 of 30 days are left, 7500 / 2 = 3750
 * back and 12500 / 2 = 6250 charged, so 2500 are due. */
static SmrtChange *
begin_change (AccountFixture  *fixture,
              SmrtDemoAction   card,
              SmrtChangeState  state)
{
  SmrtChange *change;

  account_fixture_set_up (fixture, SMRT_ROLE_OWNER);
  account_fixture_refresh (fixture);
  account_fixture_run_demo (fixture, card);
  change = account_fixture_new_upgrade (fixture);
  g_assert_true (account_fixture_quote (change, NULL));
  g_assert_true (account_fixture_confirm (change, NULL));
  g_assert_cmpint (smrt_change_get_state (change), ==, state);
  g_assert_nonnull (smrt_invoice_get_hosted_url (smrt_change_get_invoice (change)));

  return change;
}

static void
assert_state (SmrtChange      *change,
              SmrtChangeState  state)
{
  g_autoptr (GError) error = NULL;

  account_fixture_settle (change, &error);
  g_assert_no_error (error);
  g_assert_cmpint (smrt_change_get_state (change), ==, state);
}

static void
assert_done (AccountFixture *fixture,
             SmrtChange     *change)
{
  assert_state (change, SMRT_CHANGE_STATE_DONE);
  g_assert_nonnull (smrt_change_get_proof (change));
  g_assert_true (smrt_proof_is_exact (smrt_change_get_proof (change)));
  g_assert_true (smrt_change_get_exact (change));
  g_assert_cmpint (smrt_invoice_get_status (smrt_change_get_invoice (change)), ==, SMRT_INVOICE_STATUS_PAID);
  g_assert_cmpint (smrt_invoice_get_sums (smrt_change_get_invoice (change))->amount_paid, ==, 2500);

  account_fixture_refresh (fixture);
  g_assert_nonnull (account_fixture_find (fixture, "smrtPhone Pro"));
}

static void
test_another_card (void)
{
  static const Step steps[] = {
    { "title", "Invoice NWR-0031" },
    { "see", "The card was declined. Nothing was charged, and nothing has changed." },
    { "see", "Northwind Realty" },
    { "choose", "Visa ending in 0341 – is declined" },
    { "press", "Pay $25.00" },
    { "see", "The card was declined. Nothing was charged, and nothing has changed." },
    { "choose", "Mastercard ending in 4444 – works" },
    { "press", "Pay $25.00" },
    { "see", "Paid. You can close this page and go back to smrtPhone Plans." },
    { "miss", "Pay $25.00" },
    { NULL, NULL },
  };
  AccountFixture fixture = { 0 };
  g_autoptr (SmrtChange) change = begin_change (&fixture, SMRT_DEMO_CARD_DECLINES, SMRT_CHANGE_STATE_DECLINED);

  browse (smrt_invoice_get_hosted_url (smrt_change_get_invoice (change)), steps);
  assert_done (&fixture, change);

  g_clear_object (&change);
  account_fixture_tear_down (&fixture);
}

static void
test_bank_consents (void)
{
  static const Step steps[] = {
    { "see", "The bank asks about this payment." },
    { "press", "Confirm This Payment" },
    { "title", "Confirm This Payment" },
    { "see", "$25.00" },
    { "press", "Complete" },
    { "see", "Paid. You can close this page and go back to smrtPhone Plans." },
    { NULL, NULL },
  };
  AccountFixture fixture = { 0 };
  g_autoptr (SmrtChange) change = begin_change (&fixture, SMRT_DEMO_CARD_ASKS, SMRT_CHANGE_STATE_NEEDS_ACTION);

  browse (smrt_invoice_get_hosted_url (smrt_change_get_invoice (change)), steps);
  assert_done (&fixture, change);

  g_clear_object (&change);
  account_fixture_tear_down (&fixture);
}

/* First it fails, and the change waits on, now for another payment. */
static void
test_bank_denies (void)
{
  static const Step fails[] = {
    { "press", "Confirm This Payment" },
    { "press", "Fail" },
    { "see", "The payment was not confirmed with the bank. Nothing was charged, and nothing has changed." },
    { "see", "Pay $25.00" },
    { NULL, NULL },
  };
  static const Step works[] = {
    { "see", "The payment was not confirmed with the bank." },
    { "choose", "Visa ending in 3184 – asks the bank" },
    { "press", "Pay $25.00" },
    { "title", "Confirm This Payment" },
    { "press", "Complete" },
    { "see", "Paid. You can close this page and go back to smrtPhone Plans." },
    { NULL, NULL },
  };
  AccountFixture fixture = { 0 };
  g_autoptr (SmrtChange) change = begin_change (&fixture, SMRT_DEMO_CARD_ASKS, SMRT_CHANGE_STATE_NEEDS_ACTION);

  browse (smrt_invoice_get_hosted_url (smrt_change_get_invoice (change)), fails);
  assert_state (change, SMRT_CHANGE_STATE_DECLINED);
  account_fixture_refresh (&fixture);
  g_assert_nonnull (account_fixture_find (&fixture, "smrtPhone Standard"));

  browse (smrt_invoice_get_hosted_url (smrt_change_get_invoice (change)), works);
  assert_done (&fixture, change);

  g_clear_object (&change);
  account_fixture_tear_down (&fixture);
}

static void
result_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GAsyncResult **slot = user_data;

  *slot = g_object_ref (result);
}

static gboolean
has_result (gpointer data)
{
  return *(GAsyncResult **) data != NULL;
}

static void
test_portal (void)
{
  static const Step steps[] = {
    { "title", "Update Payment Method" },
    { "see", "Visa ending in 4242, expires 08/2029" },
    { "choose", "American Express ending in 0005 – works, expires this month" },
    { "press", "Save Card" },
    { "title", "Card Saved" },
    { "see", "American Express ending in 0005, expires 11/2026 is the card for coming payments now." },
    { NULL, NULL },
  };
  static const Step later[] = {
    { "title", "This Link Has Lapsed" },
    { "miss", "0005" },
    { NULL, NULL },
  };
  AccountFixture fixture = { 0 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *address = NULL;
  SmrtStripeClient *client;
  SmrtPaymentMethod *method;

  account_fixture_set_up (&fixture, SMRT_ROLE_FINANCE);
  account_fixture_refresh (&fixture);
  client = smrt_session_get_client (fixture.session);
  smrt_stripe_create_portal_session_async (client, smrt_session_get_customer_id (fixture.session), NULL, result_cb,
                                           &result);
  account_fixture_wait (has_result, &result);
  address = smrt_stripe_create_portal_session_finish (client, result, &error);
  g_assert_no_error (error);

  browse (address, steps);
  browse (address, later);

  account_fixture_refresh (&fixture);
  method = smrt_customer_get_payment_method (smrt_account_get_customer (fixture.account));
  g_assert_cmpstr (smrt_payment_method_get_last4 (method), ==, "0005");
  g_assert_cmpstr (smrt_payment_method_get_brand (method), ==, "amex");
  g_assert_cmpint (smrt_payment_method_get_exp_month (method), ==, 11);
  g_assert_cmpint (smrt_payment_method_get_exp_year (method), ==, 2026);

  account_fixture_tear_down (&fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/browser/another-card", test_another_card);
  g_test_add_func ("/browser/bank-consents", test_bank_consents);
  g_test_add_func ("/browser/bank-denies", test_bank_denies);
  g_test_add_func ("/browser/portal", test_portal);

  return g_test_run ();
}
