/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-sign-in-page.h"

#include <glib/gi18n-lib.h>

#include "smrt-key-sign-in.h"
#include "smrt-profile-list.h"
#include "smrt-refresh.h"
#include "smrt-server-sign-in.h"
#include "smrt-sign-in-hold.h"
#include "smrt-sign-in-wait.h"
#include "smrt-sign-in.h"

struct _SmrtSignInPage
{
  AdwBin            parent_instance;

  SmrtProfiles     *profiles;
  SmrtKeyring      *keyring;
  GMenuModel       *menu_model;
  GCancellable     *cancellable;
  SmrtSignIn       *sign_in;
  SmrtAccount      *account;
  gboolean          for_session;
  gboolean          busy;
  gboolean          can_go_back;

  GtkStack         *views;
  AdwWindowTitle   *title;
  GtkWidget        *back_button;
  GtkScrolledWindow *scrolled;
  GtkWidget        *accounts;
  SmrtServerSignIn *server;
  SmrtKeySignIn    *key;
  SmrtSignInWait   *wait;
};

G_DEFINE_FINAL_TYPE (SmrtSignInPage, smrt_sign_in_page, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_PROFILES,
  PROP_KEYRING,
  PROP_MENU_MODEL,
  PROP_CAN_GO_BACK,
  PROP_BUSY,
  PROP_ERROR_TITLE,
  N_PROPS,
};

enum
{
  SIGNED_IN,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static unsigned int signals[N_SIGNALS];

static gboolean
shows (SmrtSignInPage *self,
       const char     *view)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->views), view) == 0;
}

static void
show_view (SmrtSignInPage *self,
           const char     *view)
{
  gtk_stack_set_visible_child_name (self->views, view);
  adw_window_title_set_title (self->title, shows (self, "ways") ? "" : _("Sign In"));
  gtk_widget_set_visible (self->back_button, shows (self, "key") || (shows (self, "ways") && self->can_go_back));
}

static void
focus_view (SmrtSignInPage *self)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  if (shows (self, "key"))
    gtk_widget_grab_focus (GTK_WIDGET (self->key));
  else if (shows (self, "ways") && !gtk_widget_grab_focus (self->accounts))
    gtk_widget_grab_focus (GTK_WIDGET (self->server));
}

static void
set_busy (SmrtSignInPage *self,
          gboolean        busy)
{
  if (self->busy == busy)
    return;

  self->busy = busy;
  smrt_server_sign_in_set_busy (self->server, busy);
  smrt_key_sign_in_set_busy (self->key, busy);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

static void
error_title_cb (SmrtSignInPage *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR_TITLE]);
}

static void
give_up (SmrtSignInPage *self)
{
  g_autoptr (SmrtSignIn) sign_in = g_steal_pointer (&self->sign_in);
  g_autoptr (GCancellable) cancellable = g_steal_pointer (&self->cancellable);

  g_clear_object (&self->account);

  if (sign_in != NULL)
    {
      g_signal_handlers_disconnect_by_data (sign_in, self);
      smrt_sign_in_hold_abandon (sign_in);
    }

  if (cancellable != NULL)
    g_cancellable_cancel (cancellable);

  set_busy (self, FALSE);
  smrt_sign_in_wait_set_sign_in (self->wait, NULL);
}

static const char *
get_form (SmrtSignIn *sign_in)
{
  return smrt_sign_in_get_method (sign_in) == SMRT_SIGN_IN_METHOD_API_KEY ? "key" : "ways";
}

static void
finish (SmrtSignInPage *self)
{
  g_autoptr (SmrtSignIn) sign_in = g_steal_pointer (&self->sign_in);
  SmrtSession *session = smrt_sign_in_get_session (sign_in);
  g_autoptr (SmrtAccount) account = smrt_account_new (session);

  g_signal_handlers_disconnect_by_data (sign_in, self);
  g_clear_object (&self->cancellable);
  set_busy (self, FALSE);
  smrt_sign_in_wait_set_sign_in (self->wait, NULL);
  smrt_server_sign_in_reset (self->server);
  smrt_key_sign_in_forget_key (self->key);
  show_view (self, "ways");

  g_signal_emit (self, signals[SIGNED_IN], 0, account,
                 self->for_session ? NULL : smrt_session_get_profile (session));
}

static void
fail (SmrtSignInPage *self)
{
  const GError *error = smrt_sign_in_get_error (self->sign_in);
  SmrtSignInMethod method = smrt_sign_in_get_method (self->sign_in);

  set_busy (self, FALSE);

  /* Who has come so far stays there and starts again from there. */
  if (shows (self, "wait"))
    return;

  show_view (self, get_form (self->sign_in));
  if (method == SMRT_SIGN_IN_METHOD_API_KEY)
    smrt_key_sign_in_show_error (self->key, error);
  else
    smrt_server_sign_in_show_error (self->server, error);
}

static void
state_changed_cb (SmrtSignInPage *self)
{
  switch (smrt_sign_in_get_state (self->sign_in))
    {
    case SMRT_SIGN_IN_STATE_WAITING:
    case SMRT_SIGN_IN_STATE_CHOOSING:
    case SMRT_SIGN_IN_STATE_STORING:
    case SMRT_SIGN_IN_STATE_NOT_STORED:
      show_view (self, "wait");
      break;

    case SMRT_SIGN_IN_STATE_DONE:
      finish (self);
      break;

    case SMRT_SIGN_IN_STATE_FAILED:
      fail (self);
      break;

    case SMRT_SIGN_IN_STATE_READY:
    case SMRT_SIGN_IN_STATE_CONTACTING:
    case SMRT_SIGN_IN_STATE_FINISHING:
    default:
      break;
    }
}

/* @sign_in is consumed. */
static void
run (SmrtSignInPage *self,
     SmrtSignIn     *sign_in)
{
  give_up (self);

  self->sign_in = sign_in;
  self->cancellable = g_cancellable_new ();
  self->for_session = FALSE;
  g_signal_connect_object (sign_in, "notify::state", G_CALLBACK (state_changed_cb), self, G_CONNECT_SWAPPED);
  set_busy (self, TRUE);
  smrt_sign_in_wait_set_sign_in (self->wait, sign_in);
  smrt_sign_in_hold_run (sign_in, self->cancellable);
}

static void
begin_cb (SmrtSignInPage   *self,
          SmrtProfile      *profile,
          SmrtSignInMethod  method)
{
  run (self, smrt_sign_in_new (method, profile, self->profiles, self->keyring, smrt_clock_get_default ()));
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (SmrtSignInPage) self = user_data;
  g_autoptr (SmrtAccount) account = NULL;
  g_autoptr (GError) error = NULL;
  gboolean done = smrt_refresh_run_finish (SMRT_REFRESH (source), result, &error);

  if (self->account == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  account = g_steal_pointer (&self->account);
  set_busy (self, FALSE);

  if (done)
    g_signal_emit (self, signals[SIGNED_IN], 0, account, NULL);
  else
    smrt_key_sign_in_show_error (self->key, error);
}

/* With a key that is not stored all that has to be done is to read. */
static void
read_with_key (SmrtSignInPage *self,
               SmrtProfile    *profile,
               SmrtSecret     *key)
{
  g_autoptr (SmrtSession) session = NULL;
  g_autoptr (SmrtRefresh) refresh = NULL;
  g_autoptr (GError) error = NULL;

  give_up (self);
  session = smrt_session_new_with_key (smrt_profile_get_server_url (profile), key,
                                       smrt_profile_get_customer_id (profile), smrt_clock_get_default (), &error);

  if (session == NULL)
    {
      smrt_key_sign_in_show_error (self->key, error);
      return;
    }

  self->account = smrt_account_new (session);
  self->cancellable = g_cancellable_new ();
  refresh = smrt_refresh_new (self->account);
  set_busy (self, TRUE);
  smrt_refresh_run_async (refresh, self->cancellable, read_cb, g_object_ref (self));
}

static void
begin_key_cb (SmrtSignInPage *self,
              SmrtProfile    *profile,
              SmrtSecret     *key,
              gboolean        store)
{
  if (store)
    run (self, smrt_sign_in_new_with_key (key, profile, self->profiles, self->keyring, smrt_clock_get_default ()));
  else
    read_with_key (self, profile, key);
}

static void
cancel_cb (SmrtSignInPage *self)
{
  const char *form = self->sign_in != NULL ? get_form (self->sign_in) : gtk_stack_get_visible_child_name (self->views);

  give_up (self);
  show_view (self, form);
  focus_view (self);
}

static void
retry_cb (SmrtSignInPage *self)
{
  g_autoptr (SmrtProfile) profile = NULL;

  if (self->sign_in == NULL)
    return;

  profile = g_object_ref (smrt_sign_in_get_profile (self->sign_in));
  begin_cb (self, profile, smrt_sign_in_get_method (self->sign_in));
}

static void
store_cb (SmrtSignInPage *self)
{
  if (self->sign_in != NULL)
    smrt_sign_in_hold_store (self->sign_in, self->cancellable);
}

static void
keep_cb (SmrtSignInPage *self)
{
  if (self->sign_in == NULL)
    return;

  self->for_session = TRUE;
  smrt_sign_in_keep_for_session (self->sign_in);
}

static void
key_row_cb (SmrtSignInPage *self)
{
  give_up (self);
  smrt_key_sign_in_set_profile (self->key, NULL);
  show_view (self, "key");
  focus_view (self);
}

static void
back_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  SmrtSignInPage *self = SMRT_SIGN_IN_PAGE (widget);

  if (!smrt_sign_in_page_go_back (self) && self->can_go_back)
    gtk_widget_activate_action (widget, "win.show-account", NULL);
}

static void
smrt_sign_in_page_map (GtkWidget *widget)
{
  SmrtSignInPage *self = SMRT_SIGN_IN_PAGE (widget);

  smrt_profiles_load (self->profiles);

  GTK_WIDGET_CLASS (smrt_sign_in_page_parent_class)->map (widget);

  focus_view (self);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled), 0);
}

/* Whoever leaves the page leaves no port open. */
static void
smrt_sign_in_page_unmap (GtkWidget *widget)
{
  SmrtSignInPage *self = SMRT_SIGN_IN_PAGE (widget);

  give_up (self);
  smrt_key_sign_in_forget_key (self->key);
  show_view (self, "ways");

  GTK_WIDGET_CLASS (smrt_sign_in_page_parent_class)->unmap (widget);
}

static void
smrt_sign_in_page_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  SmrtSignInPage *self = SMRT_SIGN_IN_PAGE (object);

  switch (prop_id)
    {
    case PROP_PROFILES:
      g_value_set_object (value, self->profiles);
      break;

    case PROP_KEYRING:
      g_value_set_object (value, self->keyring);
      break;

    case PROP_MENU_MODEL:
      g_value_set_object (value, self->menu_model);
      break;

    case PROP_CAN_GO_BACK:
      g_value_set_boolean (value, self->can_go_back);
      break;

    case PROP_BUSY:
      g_value_set_boolean (value, self->busy);
      break;

    case PROP_ERROR_TITLE:
      g_value_set_string (value, smrt_sign_in_page_get_error_title (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_sign_in_page_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  SmrtSignInPage *self = SMRT_SIGN_IN_PAGE (object);

  switch (prop_id)
    {
    case PROP_PROFILES:
      self->profiles = g_value_dup_object (value);
      break;

    case PROP_KEYRING:
      self->keyring = g_value_dup_object (value);
      break;

    case PROP_MENU_MODEL:
      if (g_set_object (&self->menu_model, g_value_get_object (value)))
        g_object_notify_by_pspec (object, pspec);
      break;

    case PROP_CAN_GO_BACK:
      smrt_sign_in_page_set_can_go_back (self, g_value_get_boolean (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_sign_in_page_dispose (GObject *object)
{
  SmrtSignInPage *self = SMRT_SIGN_IN_PAGE (object);

  if (self->wait != NULL)
    give_up (self);
  self->wait = NULL;
  g_clear_object (&self->menu_model);
  g_clear_object (&self->profiles);
  g_clear_object (&self->keyring);

  G_OBJECT_CLASS (smrt_sign_in_page_parent_class)->dispose (object);
}

static void
smrt_sign_in_page_class_init (SmrtSignInPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags once = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = smrt_sign_in_page_dispose;
  object_class->get_property = smrt_sign_in_page_get_property;
  object_class->set_property = smrt_sign_in_page_set_property;
  widget_class->map = smrt_sign_in_page_map;
  widget_class->unmap = smrt_sign_in_page_unmap;

  properties[PROP_PROFILES] = g_param_spec_object ("profiles", NULL, NULL, SMRT_TYPE_PROFILES, once);
  properties[PROP_KEYRING] = g_param_spec_object ("keyring", NULL, NULL, SMRT_TYPE_KEYRING, once);
  properties[PROP_MENU_MODEL] = g_param_spec_object ("menu-model", NULL, NULL, G_TYPE_MENU_MODEL, flags);
  properties[PROP_CAN_GO_BACK] = g_param_spec_boolean ("can-go-back", NULL, NULL, FALSE, flags);
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, readable);
  properties[PROP_ERROR_TITLE] = g_param_spec_string ("error-title", NULL, NULL, NULL, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNED_IN] =
    g_signal_new ("signed-in", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 2, SMRT_TYPE_ACCOUNT, SMRT_TYPE_PROFILE);

  g_type_ensure (SMRT_TYPE_KEY_SIGN_IN);
  g_type_ensure (SMRT_TYPE_PROFILE_LIST);
  g_type_ensure (SMRT_TYPE_SERVER_SIGN_IN);
  g_type_ensure (SMRT_TYPE_SIGN_IN_WAIT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/smrtphone/Plans/smrt-sign-in-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SmrtSignInPage, views);
  gtk_widget_class_bind_template_child (widget_class, SmrtSignInPage, title);
  gtk_widget_class_bind_template_child (widget_class, SmrtSignInPage, back_button);
  gtk_widget_class_bind_template_child (widget_class, SmrtSignInPage, scrolled);
  gtk_widget_class_bind_template_child (widget_class, SmrtSignInPage, accounts);
  gtk_widget_class_bind_template_child (widget_class, SmrtSignInPage, server);
  gtk_widget_class_bind_template_child (widget_class, SmrtSignInPage, key);
  gtk_widget_class_bind_template_child (widget_class, SmrtSignInPage, wait);
  gtk_widget_class_bind_template_callback (widget_class, begin_cb);
  gtk_widget_class_bind_template_callback (widget_class, begin_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
  gtk_widget_class_bind_template_callback (widget_class, store_cb);
  gtk_widget_class_bind_template_callback (widget_class, keep_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_row_cb);
  gtk_widget_class_bind_template_callback (widget_class, error_title_cb);

  gtk_widget_class_install_action (widget_class, "sign-in.back", NULL, back_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "sign-in.back", NULL);
}

static void
smrt_sign_in_page_init (SmrtSignInPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  show_view (self, "ways");
}

GtkWidget *
smrt_sign_in_page_new (SmrtProfiles *profiles,
                       SmrtKeyring  *keyring)
{
  g_return_val_if_fail (SMRT_IS_PROFILES (profiles), NULL);
  g_return_val_if_fail (SMRT_IS_KEYRING (keyring), NULL);

  return g_object_new (SMRT_TYPE_SIGN_IN_PAGE, "profiles", profiles, "keyring", keyring, NULL);
}

void
smrt_sign_in_page_connect (SmrtSignInPage *self,
                           const char     *server_url,
                           SmrtSecret     *key,
                           const char     *customer_id)
{
  g_return_if_fail (SMRT_IS_SIGN_IN_PAGE (self));
  g_return_if_fail (server_url != NULL);
  g_return_if_fail (key != NULL);

  if (self->busy)
    return;

  show_view (self, "key");
  smrt_key_sign_in_connect (self->key, server_url, key, customer_id);
}

void
smrt_sign_in_page_sign_in_again (SmrtSignInPage *self,
                                 SmrtProfile    *profile)
{
  g_return_if_fail (SMRT_IS_SIGN_IN_PAGE (self));
  g_return_if_fail (SMRT_IS_PROFILE (profile));

  give_up (self);

  if (smrt_profile_get_kind (profile) == SMRT_PROFILE_KIND_API_KEY)
    {
      smrt_key_sign_in_set_profile (self->key, profile);
      show_view (self, "key");
      focus_view (self);
    }
  else
    {
      smrt_server_sign_in_set_profile (self->server, profile);
      show_view (self, "ways");
      begin_cb (self, profile, SMRT_SIGN_IN_METHOD_BROWSER);
    }
}

gboolean
smrt_sign_in_page_go_back (SmrtSignInPage *self)
{
  g_return_val_if_fail (SMRT_IS_SIGN_IN_PAGE (self), FALSE);

  if (self->busy || shows (self, "wait"))
    cancel_cb (self);
  else if (shows (self, "key"))
    {
      smrt_key_sign_in_forget_key (self->key);
      show_view (self, "ways");
      focus_view (self);
    }
  else
    return FALSE;

  return TRUE;
}

gboolean
smrt_sign_in_page_get_busy (SmrtSignInPage *self)
{
  g_return_val_if_fail (SMRT_IS_SIGN_IN_PAGE (self), FALSE);

  return self->busy;
}

gboolean
smrt_sign_in_page_get_can_go_back (SmrtSignInPage *self)
{
  g_return_val_if_fail (SMRT_IS_SIGN_IN_PAGE (self), FALSE);

  return self->can_go_back;
}

void
smrt_sign_in_page_set_can_go_back (SmrtSignInPage *self,
                                   gboolean        can_go_back)
{
  g_return_if_fail (SMRT_IS_SIGN_IN_PAGE (self));

  can_go_back = !!can_go_back;

  if (self->can_go_back == can_go_back)
    return;

  self->can_go_back = can_go_back;
  show_view (self, gtk_stack_get_visible_child_name (self->views));

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_GO_BACK]);
}

const char *
smrt_sign_in_page_get_error_title (SmrtSignInPage *self)
{
  g_return_val_if_fail (SMRT_IS_SIGN_IN_PAGE (self), NULL);

  if (smrt_key_sign_in_get_error_title (self->key) != NULL)
    return smrt_key_sign_in_get_error_title (self->key);

  return smrt_server_sign_in_get_error_title (self->server);
}
