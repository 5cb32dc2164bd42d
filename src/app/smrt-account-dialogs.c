/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-account-dialogs.h"

#include <glib/gi18n-lib.h>

#include "smrt-problem.h"

static GtkWidget *
make (GtkWindow  *parent,
      const char *heading,
      const char *body)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, heading, body);

  gtk_window_set_destroy_with_parent (GTK_WINDOW (dialog), TRUE);

  return dialog;
}

static const char *
explain_sign_out (SmrtProfile *profile)
{
  if (profile == NULL)
    return _("Nothing of it was stored on this computer.");
  if (smrt_profile_get_kind (profile) == SMRT_PROFILE_KIND_API_KEY)
    return _("The key is removed from your keyring. It stays valid until it is revoked where it was made. What was read "
             "of the account is removed from this computer, unless the account stays in the list.");

  return _("Your sign-in is ended at the server, and removed from your keyring. What was read of the account is removed "
           "from this computer, unless the account stays in the list.");
}

GtkWidget *
smrt_account_dialogs_new_sign_out (GtkWindow   *parent,
                                   const char  *name,
                                   SmrtProfile *profile)
{
  g_autofree char *heading = NULL;
  GtkWidget *dialog;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  /* Translators: %s is the name of an account */
  heading = g_strdup_printf (_("Sign Out of %s?"), name);
  dialog = make (parent, heading, explain_sign_out (profile));

  if (profile != NULL)
    {
      GtkWidget *keep = gtk_check_button_new_with_mnemonic (_("_Keep this account in the list"));

      gtk_widget_set_halign (keep, GTK_ALIGN_CENTER);
      adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), keep);
    }

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "sign-out", _("_Sign Out"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "sign-out", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");

  return dialog;
}

gboolean
smrt_account_dialogs_get_keep (GtkWidget *dialog)
{
  GtkWidget *keep;

  g_return_val_if_fail (ADW_IS_MESSAGE_DIALOG (dialog), FALSE);

  keep = adw_message_dialog_get_extra_child (ADW_MESSAGE_DIALOG (dialog));

  return GTK_IS_CHECK_BUTTON (keep) && gtk_check_button_get_active (GTK_CHECK_BUTTON (keep));
}

GtkWidget *
smrt_account_dialogs_new_rename (GtkWindow   *parent,
                                 SmrtProfile *profile)
{
  GtkWidget *dialog;
  GtkWidget *entry;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (SMRT_IS_PROFILE (profile), NULL);

  dialog = make (parent, _("Rename Account"), _("The name is shown on this computer only."));

  entry = gtk_entry_new ();
  gtk_editable_set_text (GTK_EDITABLE (entry), smrt_profile_get_title (profile));
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  if (smrt_profile_get_account_name (profile) != NULL)
    gtk_entry_set_placeholder_text (GTK_ENTRY (entry), smrt_profile_get_account_name (profile));
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Name"), -1);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), entry);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "rename", _("_Rename"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "rename", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "rename");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");

  return dialog;
}

char *
smrt_account_dialogs_dup_name (GtkWidget *dialog)
{
  g_autofree char *name = NULL;

  g_return_val_if_fail (ADW_IS_MESSAGE_DIALOG (dialog), NULL);

  name = g_strdup (gtk_editable_get_text (GTK_EDITABLE (adw_message_dialog_get_extra_child (ADW_MESSAGE_DIALOG (dialog)))));
  g_strstrip (name);

  return *name != '\0' ? g_steal_pointer (&name) : NULL;
}

GtkWidget *
smrt_account_dialogs_new_not_told (GtkWindow  *parent,
                                   const char *name)
{
  g_autofree char *body = NULL;
  GtkWidget *dialog;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  /* Translators: %s is the name of an account */
  body = g_strdup_printf (_("You are signed out of %s on this computer, but its server could not be told. "
                            "There the sign-in holds until it expires. To end it now, go to your account "
                            "on the server’s own page."),
                          name);
  dialog = make (parent, _("Server Not Told"), body);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));

  return dialog;
}

GtkWidget *
smrt_account_dialogs_new_not_cleared (GtkWindow    *parent,
                                      const GError *error)
{
  g_autofree char *title = NULL;
  g_autofree char *body = NULL;
  g_autofree char *text = NULL;
  GtkWidget *dialog;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (error != NULL, NULL);

  smrt_problem_describe (error, &title, &body);
  /* Translators: %s are sentences that say what went wrong and what can be done */
  text = g_strdup_printf (_("Not everything could be removed from this computer. %s"), body);
  dialog = make (parent, title, text);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"), "retry", _("_Try Again"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "retry", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "retry");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");

  return dialog;
}
