/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-application.h"

#include <glib/gi18n-lib.h>

#include "smrt-accels.h"
#include "smrt-app-options.h"
#include "smrt-demo.h"
#include "smrt-dialogs.h"
#include "smrt-refresh.h"
#include "smrt-settings.h"
#include "smrt-start-up.h"
#include "smrt-window.h"
#include "smrt-words.h"

#define DEFAULT_SERVER "https://api.stripe.com"
#define EXIT_USAGE 2

/* A window that comes up with its products is there sooner than one that draws
 * itself twice; a server that takes longer is waited for in sight. */
#define PATIENCE_MS 250
/* Beyond it GTK comes first, and the demo when it has started. */
#define START_MS 60
/* Enough for the questions to be on their way. */
#define ASK_MS 5

struct _SmrtApplication
{
  AdwApplication  parent_instance;

  SmrtDemoHost   *host;
  GSettings      *settings;
  GCancellable   *cancellable;
  SmrtAccount    *demo_account;
  SmrtRole        role;
  gboolean        wants_demo;
  gboolean        started;
  unsigned int    open_source;
  unsigned int    present_source;

  SmrtProfiles   *profiles;
  SmrtKeyring    *keyring;
  char           *account_id;
  char           *server;
  SmrtSecret     *key;
  char           *customer;
};

G_DEFINE_FINAL_TYPE (SmrtApplication, smrt_application, ADW_TYPE_APPLICATION)

static SmrtRole
parse_role (const char *nick)
{
  SmrtRole role = smrt_role_from_nick (nick);

  return role >= SMRT_ROLE_OWNER && role <= SMRT_ROLE_USER ? role : SMRT_ROLE_OWNER;
}

static SmrtWindow *
get_window (SmrtApplication *self)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    {
      if (SMRT_IS_WINDOW (l->data))
        return l->data;
    }

  return NULL;
}

static void
remember_session (SmrtApplication *self)
{
  SmrtWindow *window = get_window (self);
  SmrtAccount *account = window != NULL ? smrt_window_get_account (window) : NULL;
  SmrtProfile *profile = window != NULL ? smrt_window_get_profile (window) : NULL;
  gboolean demo = account != NULL && smrt_session_get_demo (smrt_account_get_session (account));

  if (self->settings == NULL)
    return;

  if (demo)
    {
      smrt_settings_remember_account (self->settings, SMRT_SETTINGS_DEMO);
      g_settings_set_string (self->settings, "demo-role", smrt_role_get_nick (self->role));
    }
  else
    smrt_settings_remember_account (self->settings, profile != NULL ? smrt_profile_get_id (profile) : NULL);
}

static gboolean
remember_window_cb (SmrtApplication *self,
                    SmrtWindow      *window)
{
  if (self->settings != NULL)
    smrt_settings_remember_window (self->settings, GTK_WINDOW (window), smrt_window_get_page (window));

  return GDK_EVENT_PROPAGATE;
}

static void present_if_ready (SmrtApplication *self);

static void
account_changed_cb (SmrtApplication *self,
                    GParamSpec      *pspec,
                    SmrtWindow      *window)
{
  SmrtAccount *account = smrt_window_get_account (window);

  remember_session (self);
  if (account != NULL)
    g_signal_connect_object (account, "notify::state", G_CALLBACK (present_if_ready), self, G_CONNECT_SWAPPED);
}

static SmrtWindow *
make_window (SmrtApplication *self)
{
  GtkWidget *window = smrt_window_new_with_accounts (GTK_APPLICATION (self), self->profiles, self->keyring);

  if (self->settings != NULL)
    {
      g_autofree char *page = smrt_settings_dup_start_page (self->settings);

      smrt_settings_restore_window (self->settings, GTK_WINDOW (window));
      smrt_window_set_page (SMRT_WINDOW (window), page);
    }

  g_signal_connect_object (window, "close-request", G_CALLBACK (remember_window_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (window, "notify::account", G_CALLBACK (account_changed_cb), self, G_CONNECT_SWAPPED);

  return SMRT_WINDOW (window);
}

static void
present (SmrtApplication *self)
{
  g_clear_handle_id (&self->present_source, g_source_remove);
  gtk_window_present (GTK_WINDOW (get_window (self)));
}

static gboolean
patience_cb (gpointer data)
{
  SmrtApplication *self = data;

  self->present_source = 0;
  present (self);

  return G_SOURCE_REMOVE;
}

/* Ends the wait for the first reading. */
static void
present_if_ready (SmrtApplication *self)
{
  SmrtWindow *window = get_window (self);
  SmrtAccount *account = window != NULL ? smrt_window_get_account (window) : NULL;

  if (self->present_source == 0)
    return;

  if (account != NULL)
    {
      if (smrt_account_get_loaded (account) || smrt_account_get_state (account) > SMRT_ACCOUNT_STATE_LOADING)
        present (self);
    }
  else if (self->account_id == NULL &&
           (!self->wants_demo || smrt_demo_host_get_state (self->host) == SMRT_DEMO_HOST_FAILED))
    present (self);
}

static gboolean open_window_cb (gpointer data);

/* The window is made while the server answers, and not before it was asked. */
static void
hasten_window (SmrtApplication *self)
{
  if (self->open_source == 0)
    return;

  g_source_remove (self->open_source);
  self->open_source = g_idle_add (open_window_cb, self);
}

static void
refresh_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (SmrtApplication) self = user_data;
  g_autoptr (GError) error = NULL;

  /* The account itself says how it went, and every page shows it. */
  if (!smrt_refresh_run_finish (SMRT_REFRESH (source), result, &error))
    g_debug ("Reading the account failed: %s", error->message);

  hasten_window (self);
  present_if_ready (self);
}

/* The account is read while the window is made. */
static void
sign_in_to_demo (SmrtApplication *self)
{
  SmrtSandbox *sandbox = smrt_demo_host_get_sandbox (self->host);
  g_autoptr (SmrtSession) session = smrt_session_new_demo (sandbox, self->role, smrt_clock_get_default ());
  g_autoptr (SmrtRefresh) refresh = NULL;

  self->wants_demo = FALSE;
  g_clear_object (&self->demo_account);
  self->demo_account = smrt_account_new (session);
  refresh = smrt_refresh_new (self->demo_account);
  g_signal_connect_object (session, "notify::signed-in", G_CALLBACK (hasten_window), self, G_CONNECT_SWAPPED);
  smrt_refresh_run_async (refresh, self->cancellable, refresh_cb, g_object_ref (self));
}

static void
update_demo (SmrtApplication *self)
{
  SmrtWindow *window = get_window (self);
  SmrtDemoHostState state = smrt_demo_host_get_state (self->host);

  if (self->wants_demo && state == SMRT_DEMO_HOST_RUNNING)
    sign_in_to_demo (self);

  if (window == NULL)
    {
      if (state == SMRT_DEMO_HOST_FAILED)
        hasten_window (self);

      return;
    }

  if (self->demo_account != NULL)
    {
      smrt_window_set_account (window, self->demo_account);
      g_clear_object (&self->demo_account);
    }
  else if (self->wants_demo && state == SMRT_DEMO_HOST_FAILED)
    smrt_window_show_trouble (window, smrt_demo_host_get_error (self->host), NULL);
  else if (self->wants_demo && state == SMRT_DEMO_HOST_STARTING)
    smrt_window_wait (window);

  present_if_ready (self);
}

/* A server that is named without a key is an account server. */
static void
sign_in_at (SmrtWindow *window,
            const char *server)
{
  g_autoptr (SmrtProfile) profile = smrt_profile_new (SMRT_PROFILE_KIND_ACCOUNT_SERVER, server);

  smrt_window_sign_in_again (window, profile);
}

static void
open_window (SmrtApplication *self)
{
  SmrtWindow *window = make_window (self);

  if (self->key != NULL)
    smrt_window_connect (window, self->server != NULL ? self->server : DEFAULT_SERVER, self->key, self->customer);
  else if (self->account_id != NULL)
    gtk_widget_activate_action (GTK_WIDGET (window), "win.open-account", "s", self->account_id);
  else if (self->server != NULL && !self->wants_demo)
    sign_in_at (window, self->server);
  else if (!self->wants_demo && self->demo_account == NULL)
    smrt_window_show_sign_in (window);

  self->present_source = g_timeout_add (PATIENCE_MS, patience_cb, self);
  update_demo (self);
}

static gboolean
open_window_cb (gpointer data)
{
  SmrtApplication *self = data;

  self->open_source = 0;
  smrt_start_up_read_icons ();
  open_window (self);
  g_application_release (G_APPLICATION (self));

  return G_SOURCE_REMOVE;
}

static void
open_demo_action (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  SmrtWindow *window = get_window (user_data);

  /* A change is finished first, and on the account that it is for. */
  if (window != NULL && smrt_dialogs_has_modal (GTK_WINDOW (window)))
    return;

  smrt_application_open_demo (user_data, parse_role (g_variant_get_string (parameter, NULL)));
}

static void
open_account_action (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       user_data)
{
  SmrtWindow *window = get_window (user_data);

  if (window != NULL)
    gtk_widget_activate_action_variant (GTK_WIDGET (window), "win.open-account", parameter);
}

static void
retry_demo_action (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  SmrtApplication *self = user_data;

  smrt_application_open_demo (self, self->role);
}

static void
start_demo_anew_action (GSimpleAction *action,
                        GVariant      *parameter,
                        gpointer       user_data)
{
  SmrtApplication *self = user_data;
  SmrtWindow *window = get_window (self);
  g_autoptr (GError) error = NULL;

  self->wants_demo = TRUE;

  if (!smrt_demo_host_start_anew (self->host, &error) && window != NULL)
    smrt_window_show_trouble (window, error, NULL);
}

static void
preferences_action (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  SmrtApplication *self = user_data;

  smrt_dialogs_show_preferences (GTK_WINDOW (get_window (self)), self->settings);
}

static void
shortcuts_action (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  smrt_dialogs_show_shortcuts (GTK_WINDOW (get_window (user_data)));
}

static void
about_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  smrt_dialogs_show_about (GTK_WINDOW (get_window (user_data)));
}

static void
quit_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  SmrtWindow *window = get_window (user_data);

  /* The window may have a reason to stay: a change that is being made. */
  if (window != NULL)
    gtk_window_close (GTK_WINDOW (window));
  else
    g_application_quit (user_data);
}

static const GActionEntry app_actions[] = {
  { .name = "open-demo", .activate = open_demo_action, .parameter_type = "s" },
  { .name = "open-account", .activate = open_account_action, .parameter_type = "s" },
  { .name = "retry-demo", .activate = retry_demo_action },
  { .name = "start-demo-anew", .activate = start_demo_anew_action },
  { .name = "preferences", .activate = preferences_action },
  { .name = "shortcuts", .activate = shortcuts_action },
  { .name = "about", .activate = about_action },
  { .name = "quit", .activate = quit_action },
};

static gboolean
is_reading (gpointer data)
{
  SmrtApplication *self = data;

  return self->demo_account != NULL && !smrt_account_get_loaded (self->demo_account) &&
         smrt_account_get_state (self->demo_account) == SMRT_ACCOUNT_STATE_LOADING;
}

static gboolean
is_starting (gpointer data)
{
  SmrtApplication *self = data;

  return smrt_demo_host_get_state (self->host) == SMRT_DEMO_HOST_STARTING;
}

/* GTK takes a while to come up and leaves this thread nothing else to do. What
 * the first page shows is asked for before, so that the answers are there when
 * GTK is. */
static void
ask_before_gtk (SmrtApplication *self)
{
  smrt_start_up_wait_while (is_starting, self, START_MS);
  smrt_start_up_wait_while (is_reading, self, ASK_MS);
}

static void
smrt_application_startup (GApplication *application)
{
  SmrtApplication *self = SMRT_APPLICATION (application);
  g_auto (GStrv) icon_places = NULL;

  if (self->wants_demo)
    {
      smrt_demo_host_start (self->host);
      ask_before_gtk (self);
    }

  icon_places = smrt_start_up_init_gtk ();
  G_APPLICATION_CLASS (smrt_application_parent_class)->startup (application);
  smrt_start_up_restore_icons (icon_places);

  smrt_settings_follow_appearance (self->settings);

  self->started = TRUE;

  smrt_accels_set (GTK_APPLICATION (self));
}

static void
smrt_application_activate (GApplication *application)
{
  SmrtApplication *self = SMRT_APPLICATION (application);

  /* Another instance asked while this one starts; it opens its window anyway. */
  if (!self->started)
    return;

  if (get_window (self) != NULL)
    present (self);
  else if (self->open_source == 0)
    {
      /* Not at once: GTK has news of the icon theme in store, for which a
       * window that is there already would be laid out twice. */
      g_application_hold (application);
      self->open_source = self->wants_demo ? g_timeout_add (PATIENCE_MS, open_window_cb, self)
                                           : g_idle_add (open_window_cb, self);
    }
}

static void
smrt_application_shutdown (GApplication *application)
{
  SmrtApplication *self = SMRT_APPLICATION (application);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->open_source, g_source_remove);
  g_clear_handle_id (&self->present_source, g_source_remove);
  g_clear_object (&self->demo_account);
  self->wants_demo = FALSE;
  smrt_demo_host_stop (self->host);

  G_APPLICATION_CLASS (smrt_application_parent_class)->shutdown (application);
}

static void
smrt_application_dispose (GObject *object)
{
  SmrtApplication *self = SMRT_APPLICATION (object);

  g_clear_object (&self->host);
  g_clear_object (&self->settings);
  g_clear_object (&self->profiles);
  g_clear_object (&self->keyring);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->key, smrt_secret_unref);

  G_OBJECT_CLASS (smrt_application_parent_class)->dispose (object);
}

static void
smrt_application_finalize (GObject *object)
{
  SmrtApplication *self = SMRT_APPLICATION (object);

  g_free (self->account_id);
  g_free (self->server);
  g_free (self->customer);

  G_OBJECT_CLASS (smrt_application_parent_class)->finalize (object);
}

static void
smrt_application_class_init (SmrtApplicationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  object_class->dispose = smrt_application_dispose;
  object_class->finalize = smrt_application_finalize;
  application_class->startup = smrt_application_startup;
  application_class->activate = smrt_application_activate;
  application_class->shutdown = smrt_application_shutdown;
}

static void
smrt_application_init (SmrtApplication *self)
{
  self->role = SMRT_ROLE_OWNER;
  self->cancellable = g_cancellable_new ();
  self->keyring = smrt_keyring_new ();
  self->settings = smrt_settings_load ();

  g_action_map_add_action_entries (G_ACTION_MAP (self), app_actions, G_N_ELEMENTS (app_actions), self);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), "preferences")),
                               self->settings != NULL);
}

SmrtApplication *
smrt_application_new (const char        *demo_path,
                      const char        *accounts_folder,
                      GApplicationFlags  flags)
{
  SmrtApplication *self = g_object_new (SMRT_TYPE_APPLICATION,
                                        "application-id", APP_ID,
                                        "flags", flags,
                                        "resource-base-path", "/io/smrtphone/Plans",
                                        NULL);

  self->profiles = smrt_profiles_new (accounts_folder);
  self->host = smrt_demo_host_new (demo_path);
  g_signal_connect_object (self->host, "notify::state", G_CALLBACK (update_demo), self, G_CONNECT_SWAPPED);

  return self;
}

void
smrt_application_open_demo (SmrtApplication *self,
                            SmrtRole         role)
{
  g_return_if_fail (SMRT_IS_APPLICATION (self));
  g_return_if_fail (role == SMRT_ROLE_OWNER || role == SMRT_ROLE_FINANCE || role == SMRT_ROLE_USER);

  self->role = role;
  self->wants_demo = TRUE;

  if (smrt_demo_host_get_state (self->host) == SMRT_DEMO_HOST_RUNNING)
    update_demo (self);
  else
    smrt_demo_host_start (self->host);
}

SmrtDemoHost *
smrt_application_get_demo_host (SmrtApplication *self)
{
  g_return_val_if_fail (SMRT_IS_APPLICATION (self), NULL);

  return self->host;
}

/* What was asked for, or what was open last. */
static void
choose_account (SmrtApplication *self,
                SmrtAppOptions  *options)
{
  self->server = g_steal_pointer (&options->server);
  self->customer = g_steal_pointer (&options->customer);
  self->key = g_steal_pointer (&options->key);
  self->account_id = g_strdup (options->account_id);
  self->wants_demo = options->demo;

  if (self->settings != NULL)
    {
      g_autofree char *role = g_settings_get_string (self->settings, "demo-role");
      g_autofree char *last = smrt_settings_dup_last_account (self->settings);

      self->role = parse_role (role);
      if (self->server != NULL || self->key != NULL || self->account_id != NULL || self->wants_demo)
        return;

      self->wants_demo = g_strcmp0 (last, SMRT_SETTINGS_DEMO) == 0;
      if (!self->wants_demo)
        self->account_id = g_steal_pointer (&last);
    }
}

/* A window that is there already is told what to show. */
static void
tell_primary (SmrtApplication *self,
              SmrtAppOptions  *options)
{
  GActionGroup *actions = G_ACTION_GROUP (self);

  if (options->demo)
    g_action_group_activate_action (actions, "open-demo", g_variant_new_string ("owner"));
  else if (options->account_id != NULL)
    g_action_group_activate_action (actions, "open-account", g_variant_new_string (options->account_id));
}

int
smrt_application_run (int   argc,
                      char *argv[])
{
  g_auto (SmrtAppOptions) options = { 0 };
  g_autoptr (SmrtProfiles) profiles = smrt_profiles_new (NULL);
  g_autoptr (SmrtApplication) self = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *demo_path = NULL;
  GApplicationFlags flags = G_APPLICATION_DEFAULT_FLAGS;

  if (!smrt_app_options_parse (&options, &argc, &argv, profiles))
    return EXIT_USAGE;

  smrt_start_up_prepare ();

  /* A key never travels over the bus to a window that is already there. */
  if (options.key != NULL)
    flags |= G_APPLICATION_NON_UNIQUE;
  else if (options.service)
    flags |= G_APPLICATION_IS_SERVICE;

  demo_path = smrt_demo_dup_path ();
  self = smrt_application_new (demo_path, NULL, flags);
  choose_account (self, &options);

  if (!g_application_register (G_APPLICATION (self), NULL, &error))
    {
      g_printerr ("%s\n", error->message);
      return EXIT_FAILURE;
    }

  if (g_application_get_is_remote (G_APPLICATION (self)))
    tell_primary (self, &options);

  return g_application_run (G_APPLICATION (self), 1, argv);
}
