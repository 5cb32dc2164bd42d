/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "demo-fixture.h"

#include <glib/gstdio.h>

#include "smrt-application.h"
#include "smrt-preferences-window.h"
#include "smrt-settings.h"
#include "smrt-window.h"

typedef struct
{
  SmrtApplication *application;
  void           (*steps) (SmrtApplication *application,
                 SmrtWindow *window);
} Run;

static gboolean
step_cb (gpointer data)
{
  Run *run = data;

  run->steps (run->application, SMRT_WINDOW (gtk_application_get_active_window (GTK_APPLICATION (run->application))));
  g_action_group_activate_action (G_ACTION_GROUP (run->application), "quit", NULL);

  return G_SOURCE_REMOVE;
}

static void
activate_cb (Run *run)
{
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  g_idle_add (step_cb, run);
}

/* Runs the application as main does, with @steps in place of a person. */
static void
run_steps (const char *demo_path,
           void      (*steps) (SmrtApplication *application,
                          SmrtWindow *window))
{
  char *argv[] = { (char *) "smrtphone-plans", NULL };
  Run run = { smrt_application_new (demo_path, NULL, G_APPLICATION_NON_UNIQUE), steps };

  g_signal_connect_data (run.application, "activate", G_CALLBACK (activate_cb), &run, NULL,
                         G_CONNECT_AFTER | G_CONNECT_SWAPPED);
  g_assert_cmpint (g_application_run (G_APPLICATION (run.application), 1, argv), ==, 0);
  g_assert_finalize_object (run.application);
}

static gboolean
is_loaded (SmrtWindow *window)
{
  SmrtAccount *account = smrt_window_get_account (window);

  return account != NULL && smrt_account_get_loaded (account);
}

static void
assert_last_account (GSettings  *settings,
                     const char *expected)
{
  g_autofree char *id = g_settings_get_string (settings, "last-account");

  g_assert_cmpstr (id, ==, expected);
}

static void
sign_in_steps (SmrtApplication *application,
               SmrtWindow      *window)
{
  g_autoptr (GSettings) settings = g_settings_new ("io.smrtphone.Plans");
  g_autofree char *role = NULL;
  SmrtAccount *owner;

  /* The first start shows where one can sign in, and starts no server. */
  g_assert_null (smrt_window_get_account (window));
  g_assert_nonnull (demo_find_text (GTK_WIDGET (window), "Demo Account"));
  g_assert_cmpint (smrt_demo_host_get_state (smrt_application_get_demo_host (application)), ==, SMRT_DEMO_HOST_STOPPED);

  g_action_group_activate_action (G_ACTION_GROUP (application), "open-demo", g_variant_new_string ("owner"));
  demo_wait_until (is_loaded (window));
  g_assert_cmpint (smrt_session_get_role (smrt_account_get_session (smrt_window_get_account (window))), ==, SMRT_ROLE_OWNER);
  assert_last_account (settings, "demo");

  owner = smrt_window_get_account (window);
  g_action_group_activate_action (G_ACTION_GROUP (application), "open-demo", g_variant_new_string ("user"));
  demo_wait_until (smrt_window_get_account (window) != owner && is_loaded (window));
  g_assert_cmpint (smrt_session_get_role (smrt_account_get_session (smrt_window_get_account (window))), ==, SMRT_ROLE_USER);
  g_assert_nonnull (demo_find_text (GTK_WIDGET (window), smrt_words_read_only ()));
  role = g_settings_get_string (settings, "demo-role");
  g_assert_cmpstr (role, ==, "user");

  gtk_widget_activate_action (GTK_WIDGET (window), "win.sign-out", NULL);
  assert_last_account (settings, "");
}

static void
test_sign_in (void)
{
  run_steps (NULL, sign_in_steps);
}

static void
damaged_steps (SmrtApplication *application,
               SmrtWindow      *window)
{
  smrt_application_open_demo (application, SMRT_ROLE_FINANCE);
  demo_wait_until (demo_find_button (GTK_WIDGET (window), "Set Aside and Start Anew") != NULL);
  g_assert_null (smrt_window_get_account (window));

  demo_click (GTK_WIDGET (window), "Set Aside and Start Anew");
  demo_wait_until (is_loaded (window));
  g_assert_cmpint (smrt_session_get_role (smrt_account_get_session (smrt_window_get_account (window))), ==, SMRT_ROLE_FINANCE);
  g_assert_nonnull (demo_find_text (GTK_WIDGET (window), "Standard Subscription"));
}

static void
test_damaged (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("smrt-application-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "demo.sqlite", NULL);
  g_autofree char *aside = g_strconcat (path, ".damaged-1", NULL);
  g_autofree char *garbage = g_strnfill (8192, 'x');
  g_autofree char *kept = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *name;

  g_assert_no_error (error);
  g_assert_true (g_file_set_contents (path, garbage, -1, &error));

  run_steps (path, damaged_steps);

  g_assert_true (g_file_get_contents (aside, &kept, NULL, &error));
  g_assert_cmpstr (kept, ==, garbage);

  dir = g_dir_open (folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (folder, name, NULL);

      g_unlink (child);
    }
  g_rmdir (folder);
}

static void
dialog_steps (SmrtApplication *application,
              SmrtWindow      *window)
{
  GActionGroup *actions = G_ACTION_GROUP (application);
  GListModel *toplevels = gtk_window_get_toplevels ();

  g_action_group_activate_action (actions, "about", NULL);
  demo_wait_until (g_list_model_get_n_items (toplevels) == 2);
  g_action_group_activate_action (actions, "shortcuts", NULL);
  demo_wait_until (g_list_model_get_n_items (toplevels) == 3);
}

/* In a process of its own: GLib leaks its table of quarks when it grows, and
 * the dialogs bring in many. */
static void
test_dialogs (void)
{
  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, 0);
      g_test_trap_assert_passed ();
      return;
    }

  run_steps (NULL, dialog_steps);
}

static GtkWidget *
find_preferences (void)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (unsigned int i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWidget) toplevel = g_list_model_get_item (toplevels, i);

      if (SMRT_IS_PREFERENCES_WINDOW (toplevel))
        return toplevel;
    }

  return NULL;
}

static void
assert_scheme (GSettings      *settings,
               const char     *word,
               AdwColorScheme  scheme)
{
  g_autofree char *now = g_settings_get_string (settings, "color-scheme");

  g_assert_cmpstr (now, ==, word);
  g_assert_cmpint (adw_style_manager_get_color_scheme (adw_style_manager_get_default ()), ==, scheme);
}

static void
preferences_steps (SmrtApplication *application,
                   SmrtWindow      *window)
{
  g_autoptr (GSettings) settings = g_settings_new ("io.smrtphone.Plans");
  g_autofree char *start_page = NULL;
  g_autofree char *last = NULL;
  GtkWidget *preferences;
  GtkWidget *row;
  GtkWidget *reopen;

  g_action_group_activate_action (G_ACTION_GROUP (application), "preferences", NULL);
  demo_wait_until (find_preferences () != NULL && gtk_widget_get_mapped (find_preferences ()));
  preferences = find_preferences ();
  g_assert_true (gtk_window_get_transient_for (GTK_WINDOW (preferences)) == GTK_WINDOW (window));

  /* Every choice holds at once. */
  assert_scheme (settings, "system", ADW_COLOR_SCHEME_DEFAULT);
  row = gtk_widget_get_ancestor (demo_find_text (preferences, "Style"), ADW_TYPE_COMBO_ROW);
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), 2);
  assert_scheme (settings, "dark", ADW_COLOR_SCHEME_FORCE_DARK);
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), 1);
  assert_scheme (settings, "light", ADW_COLOR_SCHEME_FORCE_LIGHT);
  g_settings_set_string (settings, "color-scheme", "system");
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (row)), ==, 0);
  assert_scheme (settings, "system", ADW_COLOR_SCHEME_DEFAULT);

  g_settings_set_string (settings, "last-page", "credits");
  start_page = smrt_settings_dup_start_page (settings);
  g_assert_cmpstr (start_page, ==, "credits");
  g_clear_pointer (&start_page, g_free);
  row = gtk_widget_get_ancestor (demo_find_text (preferences, "Show Page"), ADW_TYPE_COMBO_ROW);
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), 1);
  start_page = smrt_settings_dup_start_page (settings);
  g_assert_cmpstr (start_page, ==, "products");

  smrt_settings_remember_account (settings, SMRT_SETTINGS_DEMO);
  last = smrt_settings_dup_last_account (settings);
  g_assert_cmpstr (last, ==, "demo");
  reopen = demo_find_widget (preferences, GTK_TYPE_SWITCH);
  g_assert_true (gtk_switch_get_active (GTK_SWITCH (reopen)));
  gtk_switch_set_active (GTK_SWITCH (reopen), FALSE);
  g_assert_null (smrt_settings_dup_last_account (settings));
}

/* In a process of its own, as the dialogs are, and for what it sets. */
static void
test_preferences (void)
{
  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, 0);
      g_test_trap_assert_passed ();
      return;
    }

  run_steps (NULL, preferences_steps);
}

static void
settings_steps (SmrtApplication *application,
                SmrtWindow      *window)
{
  g_autoptr (GSettings) settings = g_settings_new ("io.smrtphone.Plans");
  g_autofree char *role = g_settings_get_string (settings, "demo-role");
  int width;
  int height;

  gtk_window_get_default_size (GTK_WINDOW (window), &width, &height);
  g_assert_cmpint (width, ==, 1000);
  g_assert_cmpint (height, ==, 700);
  g_assert_false (gtk_window_is_maximized (GTK_WINDOW (window)));
  g_assert_cmpstr (smrt_window_get_page (window), ==, "products");
  g_assert_cmpstr (role, ==, "owner");
}

/* What cannot be meant is not taken: each file is one that a crash, another
 * program or another version may leave. */
static void
test_broken_settings (void)
{
  static const char *const files[] = {
    "\x01 garbage \xff\xfe [[[",
    "[io/smrtphone/Plans]\nwindow-width=0\nwindow-height=-5\nlast-page='nowhere'\ndemo-role='king'\n",
    "[io/smrtphone/Plans]\nwindow-width=100000\nwindow-height=100000\nlast-page=42\ndemo-role=\n"
    "color-scheme='pink'\nstart-page=7\nreopen-account='maybe'\n"
    "last-account=perhaps\nwindow-maximized=7\n",
    "[io/smrtphone/Plans]\nlast-page='products'\nwindow-wid",
  };
  g_autofree char *backend = g_strdup (g_getenv ("GSETTINGS_BACKEND"));
  g_autofree char *config = g_strdup (g_getenv ("XDG_CONFIG_HOME"));
  g_autofree char *home = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;

  if (g_test_subprocess ())
    {
      run_steps (NULL, settings_steps);
      return;
    }

  home = g_dir_make_tmp ("smrt-application-XXXXXX", NULL);
  folder = g_build_filename (home, "glib-2.0", "settings", NULL);
  path = g_build_filename (folder, "keyfile", NULL);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_setenv ("GSETTINGS_BACKEND", "keyfile", TRUE);
  g_setenv ("XDG_CONFIG_HOME", home, TRUE);

  for (unsigned int i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_assert_true (g_file_set_contents (path, files[i], -1, NULL));
      g_test_trap_subprocess (NULL, 0, 0);
      g_test_trap_assert_passed ();
    }

  if (backend != NULL)
    g_setenv ("GSETTINGS_BACKEND", backend, TRUE);
  else
    g_unsetenv ("GSETTINGS_BACKEND");
  if (config != NULL)
    g_setenv ("XDG_CONFIG_HOME", config, TRUE);
  else
    g_unsetenv ("XDG_CONFIG_HOME");

  g_unlink (path);
  while (strlen (folder) >= strlen (home))
    {
      char *parent = g_path_get_dirname (folder);

      g_assert_cmpint (g_rmdir (folder), ==, 0);
      g_free (folder);
      folder = parent;
    }
}

int
main (int   argc,
      char *argv[])
{
  demo_init (&argc, &argv);

  g_test_add_func ("/application/sign-in", test_sign_in);
  g_test_add_func ("/application/damaged", test_damaged);
  g_test_add_func ("/application/broken-settings", test_broken_settings);
  g_test_add_func ("/application/dialogs", test_dialogs);
  g_test_add_func ("/application/preferences", test_preferences);

  return g_test_run ();
}
