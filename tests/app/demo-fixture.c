/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "demo-fixture.h"

#include <glib/gstdio.h>

#include "smrt-form.h"
#include "smrt-refresh.h"

#define DEADLINE_SECONDS 30

static gboolean
expire_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

unsigned int
demo_start_deadline (gboolean *expired)
{
  return g_timeout_add_seconds (DEADLINE_SECONDS, expire_cb, expired);
}

void
demo_end_deadline (unsigned int source,
                   gboolean     expired)
{
  if (!expired)
    g_source_remove (source);
}

void
demo_init (int    *argc,
           char ***argv)
{
  gtk_test_init (argc, argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  smrt_words_set_time_zone ("UTC");
}

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

void
demo_fixture_refresh (DemoFixture *fixture)
{
  g_autoptr (SmrtRefresh) refresh = smrt_refresh_new (fixture->account);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  smrt_refresh_run_async (refresh, NULL, done_cb, &result);
  demo_wait_until (result);
  smrt_refresh_run_finish (refresh, result, &error);
  g_assert_no_error (error);
}

static void
start_sandbox (DemoFixture *fixture,
               guint16      port)
{
  g_autofree char *path = g_build_filename (fixture->directory, "demo.sqlite", NULL);
  g_autoptr (GError) error = NULL;

  fixture->sandbox = smrt_sandbox_new (path, port, 0);
  smrt_sandbox_start (fixture->sandbox, &error);
  g_assert_no_error (error);
}

void
demo_fixture_restart (DemoFixture *fixture)
{
  g_autoptr (GUri) url = g_uri_parse (smrt_sandbox_get_url (fixture->sandbox), G_URI_FLAGS_NONE, NULL);

  smrt_sandbox_stop (fixture->sandbox);
  g_clear_object (&fixture->sandbox);
  start_sandbox (fixture, g_uri_get_port (url));
}

void
demo_fixture_set_up (DemoFixture *fixture,
                     const void  *role)
{
  g_autoptr (SmrtSession) session = NULL;
  g_autoptr (GError) error = NULL;

  fixture->directory = g_dir_make_tmp ("smrt-app-XXXXXX", &error);
  g_assert_no_error (error);
  start_sandbox (fixture, 0);

  fixture->clock = smrt_clock_new_manual (1795003200);
  session = smrt_session_new_demo (fixture->sandbox, role ? GPOINTER_TO_INT (role) : SMRT_ROLE_OWNER, fixture->clock);
  fixture->account = smrt_account_new (session);
  demo_fixture_refresh (fixture);
  g_assert_true (smrt_account_get_loaded (fixture->account));
}

void
demo_fixture_close (DemoFixture *fixture)
{
  if (fixture->window)
    gtk_window_destroy (GTK_WINDOW (fixture->window));
  fixture->window = NULL;
}

static void
remove_directory (const char *path)
{
  g_autoptr (GDir) directory = g_dir_open (path, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (directory)))
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_assert_cmpint (g_unlink (file), ==, 0);
    }
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

void
demo_fixture_tear_down (DemoFixture *fixture,
                        const void  *role)
{
  demo_fixture_close (fixture);

  /* A reading may still be under way; nothing else may hold on to the account. */
  g_object_add_weak_pointer (G_OBJECT (fixture->account), (gpointer *) &fixture->account);
  g_object_unref (fixture->account);
  demo_wait_until (!fixture->account);
  smrt_sandbox_stop (fixture->sandbox);
  g_clear_object (&fixture->sandbox);
  g_clear_object (&fixture->clock);
  remove_directory (fixture->directory);
  g_clear_pointer (&fixture->directory, g_free);
}

void
demo_fixture_show (DemoFixture *fixture,
                   GtkWidget   *child,
                   int          width,
                   int          height)
{
  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), width, height);
  gtk_window_set_child (GTK_WINDOW (fixture->window), child);
  gtk_window_present (GTK_WINDOW (fixture->window));
  demo_wait_until (gtk_widget_get_mapped (child) && gtk_widget_get_width (child) > 0);
}

void
demo_fixture_run (DemoFixture    *fixture,
                  SmrtDemoAction  action)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  smrt_demo_run_async (fixture->account, action, NULL, done_cb, &result);
  demo_wait_until (result);
  smrt_demo_run_finish (fixture->account, result, &error);
  g_assert_no_error (error);
}

void
demo_fixture_post (DemoFixture *fixture,
                   const char  *path,
                   const char  *name,
                   const char  *value,
                   ...)
{
  SmrtStripeClient *client = smrt_session_get_client (smrt_account_get_session (fixture->account));
  g_autoptr (SmrtForm) form = smrt_form_new ();
  g_autofree char *key = smrt_stripe_client_new_idempotency_key ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (GError) error = NULL;
  va_list args;

  va_start (args, value);
  while (name)
    {
      smrt_form_add (form, name, value);
      name = va_arg (args, const char *);
      value = name ? va_arg (args, const char *) : NULL;
    }
  va_end (args);

  smrt_stripe_client_post_async (client, path, form, key, NULL, done_cb, &result);
  demo_wait_until (result);
  answer = smrt_stripe_client_request_finish (client, result, &error);
  g_assert_no_error (error);
}

unsigned int
demo_fixture_count_requests (DemoFixture *fixture,
                             const char  *method,
                             const char  *path)
{
  SmrtStripeClient *client = smrt_session_get_client (smrt_account_get_session (fixture->account));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (GError) error = NULL;
  JsonArray *requests;
  unsigned int count = 0;

  smrt_stripe_client_get_async (client, "/v1/test_helpers/requests", NULL, NULL, done_cb, &result);
  demo_wait_until (result);
  answer = smrt_stripe_client_request_finish (client, result, &error);
  g_assert_no_error (error);

  requests = json_object_get_array_member (json_node_get_object (answer), "data");
  for (unsigned int i = 0; i < json_array_get_length (requests); i++)
    {
      JsonObject *request = json_array_get_object_element (requests, i);

      if (g_str_equal (json_object_get_string_member (request, "method"), method) &&
          g_str_equal (json_object_get_string_member (request, "path"), path))
        count++;
    }
  return count;
}

static SmrtPlan *
find_plan (DemoFixture *fixture,
           const char  *name)
{
  GPtrArray *plans = smrt_catalogue_get_plans (smrt_account_get_catalogue (fixture->account));

  for (unsigned int i = 0; i < plans->len; i++)
    if (g_str_equal (smrt_plan_get_name (g_ptr_array_index (plans, i)), name))
      return g_ptr_array_index (plans, i);
  g_error ("The demo account has no plan %s", name);
}

SmrtSubscription *
demo_fixture_get_phone (DemoFixture *fixture)
{
  GListModel *subscriptions = smrt_account_get_subscriptions (fixture->account);
  SmrtCatalogue *catalogue = smrt_account_get_catalogue (fixture->account);

  for (unsigned int i = 0; i < g_list_model_get_n_items (subscriptions); i++)
    {
      g_autoptr (SmrtSubscription) subscription = g_list_model_get_item (subscriptions, i);
      SmrtPrice *price = smrt_subscription_item_get_price (smrt_subscription_get_main_item (subscription));
      SmrtPlan *plan = smrt_catalogue_find_plan (catalogue, smrt_price_get_product_id (price));

      if (g_str_has_prefix (smrt_plan_get_name (plan), "smrtPhone"))
        return subscription;
    }
  g_error ("The demo account has no smrtPhone subscription");
}

SmrtOffer *
demo_fixture_get_offer (DemoFixture *fixture,
                        const char  *plan_name,
                        SmrtCycle    cycle)
{
  SmrtOffer *offer = smrt_catalogue_find_offer (smrt_account_get_catalogue (fixture->account),
                                                demo_fixture_get_phone (fixture),
                                                find_plan (fixture, plan_name), cycle);

  g_assert_nonnull (offer);
  return offer;
}

typedef gboolean (*Matches) (GtkWidget  *widget,
                             const char *text);

static GtkWidget *
find (GtkWidget  *root,
      Matches     matches,
      const char *text)
{
  if (!gtk_widget_get_visible (root) || !gtk_widget_get_child_visible (root))
    return NULL;
  if (matches (root, text))
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, matches, text);

      if (found)
        return found;
    }
  return NULL;
}

static gboolean
says (GtkWidget  *widget,
      const char *text)
{
  return GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text);
}

static gboolean
says_part (GtkWidget  *widget,
           const char *text)
{
  return GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text);
}

static gboolean
is_button (GtkWidget  *widget,
           const char *text)
{
  return GTK_IS_BUTTON (widget) && find (widget, says, text);
}

GtkWidget *
demo_find_text (GtkWidget  *root,
                const char *text)
{
  return find (root, says, text);
}

GtkWidget *
demo_find_part (GtkWidget  *root,
                const char *part)
{
  return find (root, says_part, part);
}

GtkWidget *
demo_find_widget (GtkWidget *root,
                  GType      type)
{
  GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (root, type) ? root : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child && !found; child = gtk_widget_get_next_sibling (child))
    found = demo_find_widget (child, type);

  return found;
}

GtkWidget *
demo_find_button (GtkWidget  *root,
                  const char *text)
{
  return find (root, is_button, text);
}

void
demo_click (GtkWidget  *root,
            const char *text)
{
  GtkWidget *button = demo_find_button (root, text);

  if (!button)
    g_error ("There is no button “%s”", text);
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}
