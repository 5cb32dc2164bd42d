/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-account-actions.h"

#include <glib/gi18n-lib.h>

#include "smrt-account-dialogs.h"
#include "smrt-copy.h"
#include "smrt-dialogs.h"
#include "smrt-format.h"
#include "smrt-refresh.h"
#include "smrt-sign-out.h"
#include "smrt-stored-session.h"

struct _SmrtAccountActions
{
  GObject       parent_instance;

  SmrtWindow   *window;
  SmrtProfiles *profiles;
  SmrtKeyring  *keyring;
  GCancellable *cancellable;
  GCancellable *opening;
  SmrtProfile  *profile;
  GSignalGroup *shown_signals;
};

G_DEFINE_FINAL_TYPE (SmrtAccountActions, smrt_account_actions, G_TYPE_OBJECT)

/* A sign-out, from the question to its end. */
typedef struct
{
  SmrtAccountActions *actions;
  SmrtProfile        *profile;
  SmrtSession        *session;
  char               *name;
  gboolean            keep;
} Leaving;

static void
leaving_clear (gpointer data)
{
  Leaving *leaving = data;

  g_clear_object (&leaving->actions);
  g_clear_object (&leaving->profile);
  g_clear_object (&leaving->session);
  g_free (leaving->name);
}

static void
leaving_unref (Leaving *leaving)
{
  g_rc_box_release_full (leaving, leaving_clear);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Leaving, leaving_unref)

static SmrtProfile *
find_profile (SmrtAccountActions *self,
              GVariant           *id)
{
  SmrtProfile *profile = smrt_profiles_find (self->profiles, g_variant_get_string (id, NULL));

  if (profile != NULL)
    return profile;

  /* Another window may have added it. */
  smrt_profiles_load (self->profiles);

  return smrt_profiles_find (self->profiles, g_variant_get_string (id, NULL));
}

static SmrtSession *
get_session (SmrtAccountActions *self)
{
  SmrtAccount *account = smrt_window_get_account (self->window);

  return account != NULL ? smrt_account_get_session (account) : NULL;
}

static void
enable (SmrtAccountActions *self,
        const char         *name,
        gboolean            enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->window), name)), enabled);
}

/* What the server says of an account is what the list says of it the next time. */
static void
save_shown (SmrtAccountActions *self)
{
  SmrtProfile *profile = smrt_window_get_profile (self->window);
  g_autoptr (GError) error = NULL;

  /* What was taken off the list does not come back. */
  if (profile == NULL || smrt_profiles_find (self->profiles, smrt_profile_get_id (profile)) != profile)
    return;

  if (!smrt_profiles_save (self->profiles, profile, &error))
    g_message ("The account was not saved: %s", error->message);
}

static void
update_actions (SmrtAccountActions *self)
{
  g_signal_group_set_target (self->shown_signals, smrt_window_get_profile (self->window));
  enable (self, "rename-account", smrt_window_get_profile (self->window) != NULL);
  enable (self, "sign-out", smrt_window_get_account (self->window) != NULL);
  enable (self, "show-account", smrt_window_get_account (self->window) != NULL);
}

/* @text is consumed. */
static void
tell (SmrtAccountActions *self,
      char               *text)
{
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.tell", "s", text);
  g_free (text);
}

static void
stop_opening (SmrtAccountActions *self)
{
  if (self->opening != NULL)
    g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SmrtAccountActions) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SmrtSession) session = smrt_stored_session_open_finish (result, &error);
  g_autoptr (SmrtAccount) account = NULL;

  if (self->window == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->opening);

  if (session == NULL)
    {
      smrt_window_show_trouble (self->window, error, self->profile);
      return;
    }

  account = smrt_account_new (session);
  smrt_window_show_account (self->window, account, self->profile);
  smrt_refresh_read (account, self->cancellable);
}

static void
open_profile (SmrtAccountActions *self,
              SmrtProfile        *profile)
{
  stop_opening (self);
  g_set_object (&self->profile, profile);

  if (!smrt_profile_get_signed_in (profile))
    {
      smrt_window_sign_in_again (self->window, profile);
      return;
    }

  if (smrt_window_get_profile (self->window) == profile)
    {
      smrt_window_wait (self->window);
      return;
    }

  self->opening = g_cancellable_new ();
  smrt_window_show_opening (self->window, profile);
  smrt_stored_session_open_async (profile, self->keyring, smrt_clock_get_default (), self->opening, opened_cb,
                                  g_object_ref (self));
}

static void
open_account_cb (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  SmrtAccountActions *self = user_data;
  SmrtProfile *profile = find_profile (self, parameter);

  if (smrt_dialogs_has_modal (GTK_WINDOW (self->window)))
    tell (self, g_strdup (_("Finish what is open first, then open another account")));
  else if (profile != NULL)
    open_profile (self, profile);
  else if (smrt_window_get_account (self->window) == NULL)
    smrt_window_show_sign_in (self->window);
}

static void
add_account_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  SmrtAccountActions *self = user_data;

  stop_opening (self);
  smrt_window_show_sign_in (self->window);
}

static void
show_account_cb (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  SmrtAccountActions *self = user_data;

  smrt_window_wait (self->window);
}

static void
cancel_opening (SmrtAccountActions *self)
{
  stop_opening (self);
  if (smrt_window_get_account (self->window) != NULL)
    smrt_window_wait (self->window);
  else
    smrt_window_show_sign_in (self->window);
}

static void
cancel_opening_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  cancel_opening (user_data);
}

static void
retry_account_cb (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  SmrtAccountActions *self = user_data;

  if (self->profile != NULL)
    open_profile (self, self->profile);
}

/* Of the account that is shown, or of the one that could not be. */
static void
sign_in_again_cb (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  SmrtAccountActions *self = user_data;
  SmrtProfile *profile = smrt_window_get_shows_account (self->window) ? smrt_window_get_profile (self->window)
                                                                      : self->profile;

  if (profile != NULL)
    smrt_window_sign_in_again (self->window, profile);
  else
    smrt_window_show_sign_in (self->window);
}

static void
rename_response_cb (GtkWidget          *dialog,
                    const char         *response,
                    SmrtAccountActions *self)
{
  SmrtProfile *profile = g_object_get_data (G_OBJECT (dialog), "smrt-profile");
  g_autofree char *name = NULL;
  g_autofree char *before = NULL;
  g_autoptr (GError) error = NULL;

  if (!g_str_equal (response, "rename") || self->window == NULL)
    return;

  before = g_strdup (smrt_profile_get_name (profile));
  name = smrt_account_dialogs_dup_name (dialog);
  smrt_profile_set_name (profile, name);

  if (!smrt_profiles_save (self->profiles, profile, &error))
    {
      smrt_profile_set_name (profile, before);
      smrt_dialogs_show_problem (GTK_WINDOW (self->window), error);
    }
}

static void
rename_account_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  SmrtAccountActions *self = user_data;
  SmrtProfile *profile = smrt_window_get_profile (self->window);
  GtkWidget *dialog = smrt_account_dialogs_new_rename (GTK_WINDOW (self->window), profile);

  g_object_set_data_full (G_OBJECT (dialog), "smrt-profile", g_object_ref (profile), g_object_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (rename_response_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void sign_out (Leaving *leaving);

static void
not_cleared_response_cb (Leaving    *leaving,
                         const char *response)
{
  if (g_str_equal (response, "retry") && leaving->actions->window != NULL)
    sign_out (leaving);
}

static void
sign_out_response_cb (Leaving    *leaving,
                      const char *response,
                      GtkWidget  *dialog)
{
  leaving->keep = smrt_account_dialogs_get_keep (dialog);

  if (g_str_equal (response, "sign-out") && leaving->actions->window != NULL)
    sign_out (leaving);
}

static void
unref_leaving_cb (gpointer  data,
                  GClosure *closure)
{
  leaving_unref (data);
}

/* @leaving is kept as long as the dialog. */
static void
present (GtkWidget *dialog,
         GCallback  response_cb,
         Leaving   *leaving)
{
  if (response_cb != NULL)
    g_signal_connect_data (dialog, "response", response_cb, g_rc_box_acquire (leaving), unref_leaving_cb,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* It may have been opened again while it was signed out of. */
static void
close_account (SmrtAccountActions *self,
               SmrtProfile        *profile)
{
  if (profile == NULL)
    return;

  if (smrt_window_get_profile (self->window) == profile)
    smrt_window_show_account (self->window, NULL, NULL);
  else if (self->profile == profile && (self->opening != NULL || smrt_window_get_account (self->window) == NULL))
    cancel_opening (self);
}

static void
signed_out_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (Leaving) leaving = user_data;
  SmrtAccountActions *self = leaving->actions;
  GApplication *application = g_application_get_default ();
  g_autoptr (GError) error = NULL;
  gboolean revoked;
  gboolean done = smrt_sign_out_finish (result, &revoked, &error);

  if (self->window != NULL && done)
    close_account (self, leaving->profile);

  if (self->window == NULL)
    g_debug ("The window of a sign-out is closed");
  else if (!done)
    present (smrt_account_dialogs_new_not_cleared (GTK_WINDOW (self->window), error),
             G_CALLBACK (not_cleared_response_cb), leaving);
  else if (!revoked)
    present (smrt_account_dialogs_new_not_told (GTK_WINDOW (self->window), leaving->name), NULL, leaving);
  else
    /* Translators: %s is the name of an account */
    tell (self, g_strdup_printf (_("Signed out of %s"), leaving->name));

  if (application != NULL)
    g_application_release (application);
}

/* It goes on where the window is closed meanwhile. */
static void
sign_out (Leaving *leaving)
{
  SmrtAccountActions *self = leaving->actions;
  GApplication *application = g_application_get_default ();

  if (application != NULL)
    g_application_hold (application);

  if (leaving->session != NULL && leaving->session == get_session (self))
    smrt_window_show_account (self->window, NULL, NULL);

  smrt_sign_out_async (leaving->session, leaving->profile, self->profiles, self->keyring, leaving->keep, NULL,
                       signed_out_cb, g_rc_box_acquire (leaving));
}

static void
ask_to_sign_out (SmrtAccountActions *self,
                 SmrtProfile        *profile,
                 SmrtSession        *session,
                 const char         *name)
{
  g_autoptr (Leaving) leaving = g_rc_box_new0 (Leaving);

  leaving->actions = g_object_ref (self);
  g_set_object (&leaving->profile, profile);
  g_set_object (&leaving->session, session);
  leaving->name = g_strdup (name);

  present (smrt_account_dialogs_new_sign_out (GTK_WINDOW (self->window), name, profile),
           G_CALLBACK (sign_out_response_cb), leaving);
}

/* The demo account has nothing to be signed out of, and is there again at once. */
static void
sign_out_cb (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  SmrtAccountActions *self = user_data;
  SmrtSession *session = get_session (self);
  g_autofree char *name = NULL;

  if (smrt_session_get_demo (session))
    {
      smrt_window_show_account (self->window, NULL, NULL);
      return;
    }

  name = smrt_format_account_name (smrt_window_get_account (self->window), smrt_window_get_profile (self->window));
  ask_to_sign_out (self, smrt_window_get_profile (self->window), session, name);
}

static void
copy_forgotten_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (Leaving) leaving = user_data;
  SmrtAccountActions *self = leaving->actions;
  g_autoptr (GError) error = NULL;

  if (smrt_copy_forget_finish (result, &error))
    smrt_profiles_remove (self->profiles, leaving->profile, &error);

  if (self->window == NULL)
    g_debug ("The window of a removal is closed");
  else if (error != NULL)
    smrt_dialogs_show_problem (GTK_WINDOW (self->window), error);
  else
    /* Translators: %s is the name of an account */
    tell (self, g_strdup_printf (_("%s was removed from the list"), leaving->name));
}

static void
remove_account (SmrtAccountActions *self,
                SmrtProfile        *profile,
                const char         *name)
{
  g_autoptr (Leaving) leaving = g_rc_box_new0 (Leaving);

  leaving->actions = g_object_ref (self);
  leaving->profile = g_object_ref (profile);
  leaving->name = g_strdup (name);
  smrt_copy_forget_async (profile, copy_forgotten_cb, g_steal_pointer (&leaving));
}

static void
leave_account_cb (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  SmrtAccountActions *self = user_data;
  SmrtProfile *profile = find_profile (self, parameter);
  g_autofree char *name = NULL;

  if (profile == NULL)
    return;

  name = smrt_words_plain (smrt_profile_get_title (profile));
  if (smrt_profile_get_signed_in (profile))
    ask_to_sign_out (self, profile,
                     profile == smrt_window_get_profile (self->window) ? get_session (self) : NULL, name);
  else
    remove_account (self, profile, name);
}

static void
window_destroyed_cb (SmrtAccountActions *self)
{
  stop_opening (self);
  g_cancellable_cancel (self->cancellable);
  g_signal_group_set_target (self->shown_signals, NULL);
  g_clear_weak_pointer (&self->window);
}

static void
smrt_account_actions_dispose (GObject *object)
{
  SmrtAccountActions *self = SMRT_ACCOUNT_ACTIONS (object);

  g_clear_object (&self->profiles);
  g_clear_object (&self->keyring);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->opening);
  g_clear_object (&self->profile);
  if (self->shown_signals != NULL)
    g_signal_group_set_target (self->shown_signals, NULL);
  g_clear_object (&self->shown_signals);
  g_clear_weak_pointer (&self->window);

  G_OBJECT_CLASS (smrt_account_actions_parent_class)->dispose (object);
}

static void
smrt_account_actions_class_init (SmrtAccountActionsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = smrt_account_actions_dispose;
}

static void
smrt_account_actions_init (SmrtAccountActions *self)
{
  static const char *const learned[] = {
    "notify::account-name", "notify::person", "notify::role", "notify::customer-id", "notify::subject", "notify::scope"
  };

  self->cancellable = g_cancellable_new ();
  self->shown_signals = g_signal_group_new (SMRT_TYPE_PROFILE);
  for (unsigned int i = 0; i < G_N_ELEMENTS (learned); i++)
    g_signal_group_connect_swapped (self->shown_signals, learned[i], G_CALLBACK (save_shown), self);
}

void
smrt_account_actions_add_to (SmrtWindow   *window,
                             SmrtProfiles *profiles,
                             SmrtKeyring  *keyring)
{
  static const GActionEntry entries[] = {
    { "open-account", open_account_cb, "s" },
    { "cancel-opening", cancel_opening_cb },
    { "retry-account", retry_account_cb },
    { "sign-in-again", sign_in_again_cb },
    { "add-account", add_account_cb },
    { "show-account", show_account_cb },
    { "rename-account", rename_account_cb },
    { "sign-out", sign_out_cb },
    { "leave-account", leave_account_cb, "s" },
  };
  SmrtAccountActions *self;

  g_return_if_fail (SMRT_IS_WINDOW (window));
  g_return_if_fail (SMRT_IS_PROFILES (profiles));
  g_return_if_fail (SMRT_IS_KEYRING (keyring));

  self = g_object_new (SMRT_TYPE_ACCOUNT_ACTIONS, NULL);
  g_set_weak_pointer (&self->window, window);
  self->profiles = g_object_ref (profiles);
  self->keyring = g_object_ref (keyring);
  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect_object (window, "notify::account", G_CALLBACK (update_actions), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (window, "notify::profile", G_CALLBACK (update_actions), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (window, "destroy", G_CALLBACK (window_destroyed_cb), self, G_CONNECT_SWAPPED);
  g_object_set_data_full (G_OBJECT (window), "smrt-account-actions", self, g_object_unref);
  update_actions (self);
}
