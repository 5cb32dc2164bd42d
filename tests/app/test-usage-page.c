/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "demo-fixture.h"

#include "smrt-copy.h"
#include "smrt-usage-page.h"

static GtkWidget *
show_page (DemoFixture *fixture,
           int          width)
{
  GtkWidget *page = smrt_usage_page_new ();

  smrt_usage_page_set_account (SMRT_USAGE_PAGE (page), fixture->account);
  demo_fixture_show (fixture, page, width, 800);

  return page;
}

static SmrtAccountUsage *
get_usage (DemoFixture *fixture)
{
  return smrt_account_get_usage (fixture->account);
}

static void
await_content (GtkWidget *page)
{
  demo_wait_until (g_str_equal (smrt_usage_page_get_state (SMRT_USAGE_PAGE (page)), "content"));
}

static void
expire_credit (DemoFixture *fixture)
{
  GListModel *grants = smrt_account_usage_get_grants (get_usage (fixture));

  for (unsigned int i = 0; i < g_list_model_get_n_items (grants); i++)
    {
      g_autoptr (SmrtUsageGrant) grant = g_list_model_get_item (grants, i);
      g_autofree char *path = g_strconcat ("/v1/billing/credit_grants/", smrt_usage_grant_get_id (grant), "/expire",
                                           NULL);

      demo_fixture_post (fixture, path, NULL, NULL, NULL);
    }
}

/* It is read when it is seen, and not before. */
static void
test_content (DemoFixture *fixture,
              const void  *data)
{
  GtkWidget *page;

  g_assert_cmpint (smrt_account_usage_get_state (get_usage (fixture)), ==, SMRT_USAGE_STATE_EMPTY);
  g_assert_cmpuint (demo_fixture_count_requests (fixture, "POST", "/v1/invoices/create_preview"), ==, 0);
  page = show_page (fixture, 900);
  g_assert_cmpstr (smrt_usage_page_get_state (SMRT_USAGE_PAGE (page)), ==, "waiting");
  await_content (page);
  g_assert_cmpuint (demo_fixture_count_requests (fixture, "POST", "/v1/invoices/create_preview"), ==, 1);

  g_assert_nonnull (demo_find_text (page, "Outbound calls"));
  g_assert_nonnull (demo_find_text (page, "903 minutes"));
  g_assert_nonnull (demo_find_text (page, "$13.54"));
  g_assert_nonnull (demo_find_text (page, "$0.015"));
  g_assert_nonnull (demo_find_text (page, "Total"));
  g_assert_nonnull (demo_find_text (page, "$55.14"));
  g_assert_nonnull (demo_find_text (page, "All of it from usage credit"));
  g_assert_nonnull (demo_find_text (page, "Running until 3 December 2026"));
  g_assert_nonnull (demo_find_text (page, "$495.42"));
  g_assert_nonnull (demo_find_text (page, "Tops up by $10.00 below $5.00"));
  g_assert_nonnull (demo_find_text (page, "Paid, does not expire"));
  g_assert_null (demo_find_button (page, "Show Receipt"));
}

/* In a narrow window count and price are below the name, and nothing is cut. */
static void
test_narrow (DemoFixture *fixture,
             const void  *data)
{
  GtkWidget *page = show_page (fixture, 340);
  int minimum;

  await_content (page);
  demo_wait_until (demo_find_text (page, "903 minutes at $0.015") != NULL);
  g_assert_nonnull (demo_find_text (page, "Outbound calls"));
  gtk_widget_measure (page, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 340);
}

static void
test_periods (DemoFixture *fixture,
              const void  *data)
{
  GtkWidget *page = show_page (fixture, 900);
  g_autoptr (SmrtUsage) running = NULL;

  await_content (page);
  running = g_object_ref (smrt_usage_page_get_usage (SMRT_USAGE_PAGE (page)));
  g_assert_true (smrt_usage_get_running (running));

  /* There is nothing later than the running period. */
  gtk_widget_activate_action (page, "usage.later", NULL);
  g_assert_true (smrt_usage_page_get_usage (SMRT_USAGE_PAGE (page)) == running);

  gtk_widget_activate_action (page, "usage.earlier", NULL);
  g_assert_nonnull (demo_find_text (page, "3 Oct 2026 to 3 Nov 2026"));
  g_assert_nonnull (demo_find_text (page, "817 minutes"));
  g_assert_nonnull (demo_find_part (page, " · Paid"));
  g_assert_nonnull (demo_find_button (page, "Show Receipt"));
  g_assert_null (demo_find_text (page, "Running until 3 December 2026"));

  /* A new reading does not take the person back to the running period. */
  demo_fixture_refresh (fixture);
  demo_wait_until (demo_fixture_count_requests (fixture, "POST", "/v1/invoices/create_preview") == 2 &&
                   smrt_account_usage_get_state (get_usage (fixture)) == SMRT_USAGE_STATE_READY &&
                   smrt_account_usage_find_period (get_usage (fixture), smrt_usage_get_id (running)) != running);
  g_assert_nonnull (demo_find_text (page, "817 minutes"));

  for (unsigned int i = 0; i < 10; i++)
    gtk_widget_activate_action (page, "usage.earlier", NULL);
  g_assert_nonnull (demo_find_text (page, "3 Jul 2026 to 3 Aug 2026"));
  for (unsigned int i = 0; i < 10; i++)
    gtk_widget_activate_action (page, "usage.later", NULL);
  g_assert_nonnull (demo_find_text (page, "Running until 3 December 2026"));
}

/* Without credit there is something owed, never negative credit, and the top-ups
 * are explained with these numbers: 0 − 55.14 + 7 × 10.00 = 14.86. */
static void
test_owed (DemoFixture *fixture,
           const void  *data)
{
  GtkWidget *page = show_page (fixture, 900);

  await_content (page);
  expire_credit (fixture);
  demo_fixture_refresh (fixture);
  demo_wait_until (demo_find_text (page, "Owed without usage credit: $55.14") != NULL);
  g_assert_nonnull (demo_find_text (page, "$0.00"));
  g_assert_null (demo_find_text (page, "Where the Credit Comes From"));

  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (demo_find_widget (page, ADW_TYPE_EXPANDER_ROW)), TRUE);
  demo_wait_until (demo_find_text (page, "Estimate: with $0.00 of credit and $55.14 due, there are 7 charges of $10.00, "
                                         "$70.00 together, and $14.86 is left.") != NULL);
}

static void
test_nothing_yet (DemoFixture *fixture,
                  const void  *data)
{
  GtkWidget *page = show_page (fixture, 900);
  g_autofree char *path = NULL;

  await_content (page);
  demo_fixture_run (fixture, SMRT_DEMO_NEXT_BILLING_DATE);
  demo_fixture_refresh (fixture);
  demo_wait_until (demo_find_text (page, "Nothing Used Yet") != NULL);
  g_assert_nonnull (demo_find_text (page, "Nothing to pay"));

  /* Without a subscription that is billed by usage the page says what would be
   * here. */
  path = g_strconcat ("/v1/subscriptions/",
                      smrt_usage_get_subscription_id (smrt_usage_page_get_usage (SMRT_USAGE_PAGE (page))), NULL);
  demo_fixture_post (fixture, path, "cancel_at_period_end", "true", NULL);
  for (unsigned int i = 0; i < 2; i++)
    {
      demo_fixture_refresh (fixture);
      demo_fixture_run (fixture, SMRT_DEMO_NEXT_BILLING_DATE);
    }
  demo_fixture_refresh (fixture);
  demo_wait_until (g_str_equal (smrt_usage_page_get_state (SMRT_USAGE_PAGE (page)), "empty"));
  g_assert_nonnull (demo_find_text (page, "Nothing Billed by Usage"));
}

/* The server goes away: what was read stays, as of its time, and Try Again reads
 * it anew. */
static void
test_offline (DemoFixture *fixture,
              const void  *data)
{
  GtkWidget *page = show_page (fixture, 900);

  await_content (page);
  smrt_sandbox_stop (fixture->sandbox);
  gtk_widget_activate_action (page, "usage.read", NULL);
  demo_wait_until (smrt_account_usage_get_state (get_usage (fixture)) == SMRT_USAGE_STATE_OFFLINE);
  g_assert_nonnull (demo_find_text (page, "Server Not Reached"));
  g_assert_nonnull (demo_find_part (page, "What is shown is as of "));
  g_assert_nonnull (demo_find_text (page, "Outbound calls"));

  demo_fixture_restart (fixture);
  demo_click (page, "Try Again");
  demo_wait_until (smrt_account_usage_get_state (get_usage (fixture)) == SMRT_USAGE_STATE_READY);
  demo_wait_until (demo_find_text (page, "Server Not Reached") == NULL);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (smrt_copy_open_finish (SMRT_ACCOUNT (source), result, &error));
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

/* Another start without the server: the offline copy has what was used. */
static void
test_copy (DemoFixture *fixture,
           const void  *data)
{
  GtkWidget *page = show_page (fixture, 900);
  g_autoptr (SmrtSession) session = g_object_ref (smrt_account_get_session (fixture->account));
  gboolean opened = FALSE;

  await_content (page);
  demo_fixture_refresh (fixture);
  demo_wait_until (smrt_account_usage_get_state (get_usage (fixture)) == SMRT_USAGE_STATE_READY);
  demo_fixture_close (fixture);

  smrt_sandbox_stop (fixture->sandbox);
  g_clear_object (&fixture->account);
  fixture->account = smrt_account_new (session);
  page = show_page (fixture, 900);
  g_assert_cmpstr (smrt_usage_page_get_state (SMRT_USAGE_PAGE (page)), ==, "waiting");
  smrt_copy_open_async (fixture->account, NULL, opened_cb, &opened);
  demo_wait_until (opened);
  await_content (page);
  g_assert_nonnull (demo_find_text (page, "903 minutes"));
  g_assert_nonnull (demo_find_text (page, "$495.42"));
}

static void
test_error (DemoFixture *fixture,
            const void  *data)
{
  GtkWidget *page;

  smrt_sandbox_stop (fixture->sandbox);
  page = show_page (fixture, 900);
  demo_wait_until (g_str_equal (smrt_usage_page_get_state (SMRT_USAGE_PAGE (page)), "error"));
  g_assert_nonnull (demo_find_text (page, "Server Not Reached"));

  demo_fixture_restart (fixture);
  demo_click (page, "Try Again");
  await_content (page);
  g_assert_nonnull (demo_find_text (page, "Outbound calls"));
}

int
main (int   argc,
      char *argv[])
{
  demo_init (&argc, &argv);

#define ADD(path, function) \
 g_test_add (path, DemoFixture, GINT_TO_POINTER (SMRT_ROLE_FINANCE), demo_fixture_set_up, function, demo_fixture_tear_down)

  ADD ("/app/usage-page/content", test_content);
  ADD ("/app/usage-page/narrow", test_narrow);
  ADD ("/app/usage-page/periods", test_periods);
  ADD ("/app/usage-page/owed", test_owed);
  ADD ("/app/usage-page/nothing-yet", test_nothing_yet);
  ADD ("/app/usage-page/offline", test_offline);
  ADD ("/app/usage-page/copy", test_copy);
  ADD ("/app/usage-page/error", test_error);

  return g_test_run ();
}
