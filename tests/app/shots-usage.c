/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-shots"

#include "shots-driver.h"

#include "smrt-usage-page.h"
#include "smrt-usage-table.h"

static GtkWidget *
get_window (Driver *self)
{
  return GTK_WIDGET (self->window);
}

static SmrtUsagePage *
get_page (Driver *self)
{
  return SMRT_USAGE_PAGE (smrt_window_get_page_widget (self->window));
}

static SmrtAccountUsage *
get_usage (Driver *self)
{
  return smrt_account_get_usage (get_account (self));
}

/* The page reads again by itself whenever the account was read. */
static void
await_reading (Driver *self,
               gint64  before)
{
  demo_wait_until (smrt_account_usage_get_as_of (get_usage (self)) > before ||
                   (smrt_account_usage_get_state (get_usage (self)) == SMRT_USAGE_STATE_READY && before == 0));
}

static void
open_page (Driver *self)
{
  show_page (self, "usage");
  demo_wait_until (smrt_account_usage_get_state (get_usage (self)) == SMRT_USAGE_STATE_READY);
}

static void
shoot_in_sizes (Driver     *self,
                const char *name)
{
  g_autofree char *narrow = g_strconcat (name, "-narrow", NULL);
  g_autofree char *smallest = g_strconcat (name, "-smallest", NULL);
  g_autofree char *large = g_strconcat (name, "-large-text", NULL);
  g_autofree char *dark = g_strconcat (name, "-dark", NULL);

  shoot (self, get_window (self), name);
  set_dark (TRUE);
  shoot (self, get_window (self), dark);
  set_dark (FALSE);
  resize (self, 360, 780);
  shoot (self, get_window (self), narrow);
  resize (self, 360, 294);
  shoot (self, get_window (self), smallest);
  resize (self, WIDTH, HEIGHT);
  set_text_scale (150);
  shoot (self, get_window (self), large);
  set_text_scale (100);
}

static void
expire_credit (Driver *self)
{
  GListModel *grants = smrt_account_usage_get_grants (get_usage (self));

  for (unsigned int i = 0; i < g_list_model_get_n_items (grants); i++)
    {
      g_autoptr (SmrtUsageGrant) grant = g_list_model_get_item (grants, i);
      g_autofree char *path = g_strconcat ("/v1/billing/credit_grants/", smrt_usage_grant_get_id (grant), "/expire",
                                           NULL);
      g_autoptr (JsonNode) done = post (self, path, NULL, NULL);
    }
}

static gboolean
passed_cb (gpointer data)
{
  *(gboolean *) data = TRUE;

  return G_SOURCE_REMOVE;
}

/* A few frames, after which everything has its place. */
static void
settle (void)
{
  gboolean passed = FALSE;

  g_timeout_add (100, passed_cb, &passed);
  demo_wait_until (passed);
}

/* All the page has: a tall window, with the explanation unfolded. */
static void
shoot_whole (Driver     *self,
             const char *name)
{
  GtkWidget *page = GTK_WIDGET (get_page (self));
  GtkWidget *row = find_widget (page, ADW_TYPE_EXPANDER_ROW);
  GtkAdjustment *adjustment =
    gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (
      gtk_widget_get_ancestor (find_widget (page, SMRT_TYPE_USAGE_TABLE), GTK_TYPE_SCROLLED_WINDOW)));

  resize (self, WIDTH, 780);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  demo_wait_until (gtk_widget_get_height (row) > 100);
  settle ();
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  shoot (self, get_window (self), name);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), FALSE);
  gtk_adjustment_set_value (adjustment, 0);
  resize (self, WIDTH, HEIGHT);
}

void
shoot_usage (Driver *self)
{
  g_autoptr (JsonNode) canceled = NULL;
  g_autofree char *path = NULL;
  g_autoptr (SmrtUsage) running = NULL;

  open_page (self);
  shoot_in_sizes (self, "usage");
  shoot_whole (self, "usage-top-ups");

  gtk_widget_activate_action (GTK_WIDGET (get_page (self)), "usage.earlier", NULL);
  shoot (self, get_window (self), "usage-past-period");
  gtk_widget_activate_action (GTK_WIDGET (get_page (self)), "usage.later", NULL);

  expire_credit (self);
  refresh (self);
  await_reading (self, 0);
  demo_wait_until (g_list_model_get_n_items (smrt_account_usage_get_grants (get_usage (self))) == 0);
  shoot (self, get_window (self), "usage-owed");
  shoot_whole (self, "usage-owed-top-ups");

  run_demo (self, "next-billing-date");
  demo_wait_until (g_list_model_get_n_items (smrt_account_usage_get_periods (get_usage (self))) == 6);
  shoot (self, get_window (self), "usage-nothing-yet");

  running = g_object_ref (smrt_usage_page_get_usage (get_page (self)));
  path = g_strconcat ("/v1/subscriptions/", smrt_usage_get_subscription_id (running), NULL);
  canceled = post (self, path, "cancel_at_period_end", "true");
  /* The next one is that of the dialer. */
  for (unsigned int i = 0; i < 2; i++)
    {
      run_demo (self, "next-billing-date");
      settle ();
    }
  demo_wait_until (g_list_model_get_n_items (smrt_account_usage_get_periods (get_usage (self))) == 0);
  shoot (self, get_window (self), "usage-empty");
}

void
shoot_usage_offline (Driver *self)
{
  open_page (self);
  demo_wait_until (g_list_model_get_n_items (smrt_account_usage_get_periods (get_usage (self))) == 5);
  smrt_demo_host_stop (smrt_application_get_demo_host (self->application));
  gtk_widget_activate_action (GTK_WIDGET (get_page (self)), "usage.read", NULL);
  demo_wait_until (smrt_account_usage_get_state (get_usage (self)) == SMRT_USAGE_STATE_OFFLINE);
  shoot (self, get_window (self), "usage-offline");
  resize (self, 360, HEIGHT);
  shoot (self, get_window (self), "usage-offline-narrow");
  resize (self, WIDTH, HEIGHT);
}
