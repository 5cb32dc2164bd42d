/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "demo-fixture.h"

#include "smrt-banner.h"
#include "smrt-database.h"
#include "smrt-state-page.h"
#include "smrt-stripe-error.h"

#define NOON 1795003200

typedef struct
{
  SmrtAccount *account;
  GtkWidget   *window;
  GtkWidget   *page;
} Fixture;

static void
set_up (Fixture    *fixture,
        const void *data)
{
  g_autoptr (SmrtSecret) key = smrt_secret_new ("sk_test_1");
  g_autoptr (GError) error = NULL;
  g_autoptr (SmrtSession) session =
    smrt_session_new_with_key ("http://127.0.0.1:9", key, "cus_1", smrt_clock_get_default (), &error);

  g_assert_no_error (error);
  fixture->account = smrt_account_new (session);
  fixture->page = smrt_state_page_new ();
  fixture->window = gtk_window_new ();
  smrt_state_page_set_child (SMRT_STATE_PAGE (fixture->page), gtk_label_new ("The content"));
  gtk_window_set_child (GTK_WINDOW (fixture->window), fixture->page);
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
tear_down (Fixture    *fixture,
           const void *data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_assert_finalize_object (fixture->account);
}

static void
assert_state (Fixture    *fixture,
              const char *state)
{
  g_assert_cmpstr (smrt_state_page_get_state (SMRT_STATE_PAGE (fixture->page)), ==, state);
}

static void
read_account (Fixture *fixture)
{
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();
  g_autoptr (SmrtCatalogue) catalogue = smrt_catalogue_new (nothing, NULL);
  g_autoptr (SmrtCustomer) customer = smrt_customer_new ("cus_1", NULL, NULL, NULL, FALSE);

  smrt_account_take_reading (fixture->account, catalogue, customer, nothing, nothing, nothing, NOON);
}

static void
fail_account (Fixture  *fixture,
              gboolean  offline)
{
  g_autoptr (GError) error =
    offline
      ? g_error_new_literal (SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_NOT_SENT, "Connection refused")
      : g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "It said <b>no</b> & more");

  smrt_account_fail_reading (fixture->account, error, offline);
}

static void
count_cb (GObject    *object,
          GParamSpec *pspec,
          int        *count)
{
  (*count)++;
}

static void
test_waits_then_shows (Fixture    *fixture,
                       const void *data)
{
  int states = 0;

  g_signal_connect (fixture->page, "notify::state", G_CALLBACK (count_cb), &states);
  assert_state (fixture, "waiting");
  smrt_state_page_set_account (SMRT_STATE_PAGE (fixture->page), fixture->account);
  smrt_account_begin_reading (fixture->account);
  assert_state (fixture, "waiting");
  g_assert_cmpint (states, ==, 0);

  read_account (fixture);
  assert_state (fixture, "content");
  g_assert_cmpint (states, ==, 1);
  g_assert_nonnull (demo_find_text (fixture->page, "The content"));
}

static GtkWidget *
find_spinner (GtkWidget *root)
{
  GtkWidget *found = GTK_IS_SPINNER (root) ? root : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root);
       child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_spinner (child);

  return found;
}

static void
test_spinner_after_a_moment (Fixture    *fixture,
                             const void *data)
{
  GtkWidget *spinner = find_spinner (fixture->page);

  smrt_state_page_set_account (SMRT_STATE_PAGE (fixture->page), fixture->account);
  smrt_account_begin_reading (fixture->account);
  g_assert_false (gtk_spinner_get_spinning (GTK_SPINNER (spinner)));
  demo_wait_until (gtk_spinner_get_spinning (GTK_SPINNER (spinner)));
  g_assert_true (gtk_widget_get_visible (spinner));

  read_account (fixture);
  g_assert_false (gtk_spinner_get_spinning (GTK_SPINNER (spinner)));
}

static void
test_error (Fixture    *fixture,
            const void *data)
{
  smrt_state_page_set_account (SMRT_STATE_PAGE (fixture->page), fixture->account);
  smrt_account_begin_reading (fixture->account);
  fail_account (fixture, FALSE);
  assert_state (fixture, "error");
  g_assert_nonnull (demo_find_button (fixture->page, "Try Again"));
  g_assert_nonnull (demo_find_part (fixture->page, "It said <b>no</b> & more"));
  g_assert_null (demo_find_text (fixture->page, "The content"));

  smrt_account_begin_reading (fixture->account);
  assert_state (fixture, "waiting");
  read_account (fixture);
  assert_state (fixture, "content");
}

static void
test_offline_keeps_content (Fixture    *fixture,
                            const void *data)
{
  smrt_state_page_set_account (SMRT_STATE_PAGE (fixture->page), fixture->account);
  read_account (fixture);
  g_assert_null (demo_find_button (fixture->page, "Try Again"));

  smrt_account_begin_reading (fixture->account);
  assert_state (fixture, "content");
  fail_account (fixture, TRUE);
  assert_state (fixture, "content");
  g_assert_nonnull (demo_find_text (fixture->page, "The content"));
  demo_wait_until (demo_find_part (fixture->page, "18 November 2026") != NULL);
  g_assert_nonnull (demo_find_button (fixture->page, "Try Again"));

  read_account (fixture);
  demo_wait_until (demo_find_part (fixture->page, "18 November 2026") == NULL);
}

static void
test_lets_go (Fixture    *fixture,
              const void *data)
{
  int accounts = 0;

  g_signal_connect (fixture->page, "notify::account", G_CALLBACK (count_cb), &accounts);
  smrt_state_page_set_account (SMRT_STATE_PAGE (fixture->page), fixture->account);
  smrt_state_page_set_account (SMRT_STATE_PAGE (fixture->page), fixture->account);
  g_assert_cmpint (accounts, ==, 1);
  g_assert_true (smrt_state_page_get_account (SMRT_STATE_PAGE (fixture->page)) == fixture->account);

  read_account (fixture);
  smrt_state_page_set_account (SMRT_STATE_PAGE (fixture->page), NULL);
  assert_state (fixture, "waiting");
}

static gboolean
is_copy_banner_shown (Fixture *fixture)
{
  GtkWidget *banner = demo_find_widget (fixture->page, SMRT_TYPE_BANNER);

  return smrt_banner_get_revealed (SMRT_BANNER (gtk_widget_get_next_sibling (banner)));
}

/* That no copy can be kept is said, but what was read is there; put away, it
 * stays away until something else is amiss. */
static void
test_copy (Fixture    *fixture,
           const void *data)
{
  g_autoptr (SmrtStore) store = smrt_store_new (NULL, NULL);
  g_autoptr (GError) full = g_error_new_literal (SMRT_DATABASE_ERROR, SMRT_DATABASE_ERROR_FULL, "disk I/O");

  read_account (fixture);
  smrt_state_page_set_account (SMRT_STATE_PAGE (fixture->page), fixture->account);
  demo_wait_until (demo_find_text (fixture->page, "The content") != NULL);
  g_assert_null (demo_find_button (fixture->page, "Dismiss"));

  smrt_account_set_store (fixture->account, store, full);
  assert_state (fixture, "content");
  demo_wait_until (demo_find_text (fixture->page, "No Offline Copy Is Kept") != NULL);
  g_assert_true (is_copy_banner_shown (fixture));

  demo_click (fixture->page, "Dismiss");
  g_assert_false (is_copy_banner_shown (fixture));

  smrt_account_set_store (fixture->account, store, full);
  g_assert_true (is_copy_banner_shown (fixture));
  smrt_account_set_store (fixture->account, store, NULL);
  g_assert_false (is_copy_banner_shown (fixture));
}

int
main (int   argc,
      char *argv[])
{
  demo_init (&argc, &argv);

  g_test_add ("/state-page/waits-then-shows", Fixture, NULL, set_up, test_waits_then_shows, tear_down);
  g_test_add ("/state-page/spinner-after-a-moment", Fixture, NULL, set_up, test_spinner_after_a_moment, tear_down);
  g_test_add ("/state-page/error", Fixture, NULL, set_up, test_error, tear_down);
  g_test_add ("/state-page/offline-keeps-content", Fixture, NULL, set_up, test_offline_keeps_content, tear_down);
  g_test_add ("/state-page/copy", Fixture, NULL, set_up, test_copy, tear_down);
  g_test_add ("/state-page/lets-go", Fixture, NULL, set_up, test_lets_go, tear_down);

  return g_test_run ();
}
