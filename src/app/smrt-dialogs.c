/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-dialogs.h"

#include <glib/gi18n-lib.h>

#include "smrt-change-window.h"
#include "smrt-entry-window.h"
#include "smrt-invoice-window.h"
#include "smrt-pdf-window.h"
#include "smrt-preferences-window.h"
#include "smrt-problem.h"

static gboolean
present (GtkWidget *dialog,
         GtkWindow *parent)
{
  if (dialog == NULL)
    return FALSE;

  gtk_window_set_transient_for (GTK_WINDOW (dialog), parent);
  gtk_window_set_modal (GTK_WINDOW (dialog), TRUE);
  gtk_window_present (GTK_WINDOW (dialog));

  return TRUE;
}

static GtkWindow *
find (GtkWindow *parent)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (unsigned int i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWindow) dialog = g_list_model_get_item (toplevels, i);

      if (gtk_window_get_transient_for (dialog) == parent && gtk_widget_get_visible (GTK_WIDGET (dialog)))
        return g_steal_pointer (&dialog);
    }

  return NULL;
}

void
smrt_dialogs_show_about (GtkWindow *parent)
{
  adw_show_about_window (parent,
                         "application-name", _("smrtPhone Plans"),
                         "application-icon", APP_ID,
                         "version", PACKAGE_VERSION,
                         "developer-name", _("The smrtPhone Plans contributors"),
                         "comments", _("Compare plans, see the exact cost of a change, make it, and read the receipt."),
                         "license-type", GTK_LICENSE_GPL_3_0,
                         NULL);
}

void
smrt_dialogs_show_shortcuts (GtkWindow *parent)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource ("/io/smrtphone/Plans/help-overlay.ui");
  GtkWindow *shortcuts = GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts"));

  gtk_window_set_transient_for (shortcuts, parent);
  gtk_window_present (shortcuts);
}

void
smrt_dialogs_show_preferences (GtkWindow *parent,
                               GSettings *settings)
{
  g_return_if_fail (G_IS_SETTINGS (settings));

  present (smrt_preferences_window_new (settings), parent);
}

gboolean
smrt_dialogs_show_change (GtkWindow   *parent,
                          SmrtAccount *account,
                          GVariant    *parameter)
{
  const char *subscription_id;
  const char *product_id;
  const char *cycle_nick;
  g_autoptr (GEnumClass) cycles = g_type_class_ref (SMRT_TYPE_CYCLE);
  g_autoptr (SmrtOffer) offer = NULL;
  GEnumValue *cycle;

  g_return_val_if_fail (SMRT_IS_ACCOUNT (account), FALSE);
  g_return_val_if_fail (parameter != NULL, FALSE);

  g_variant_get (parameter, "(&s&s&s)", &subscription_id, &product_id, &cycle_nick);
  cycle = g_enum_get_value_by_nick (cycles, cycle_nick);
  if (cycle != NULL)
    offer = smrt_account_find_offer (account, subscription_id, product_id, cycle->value);

  return present (offer != NULL ? smrt_change_window_new (account, offer) : NULL, parent);
}

gboolean
smrt_dialogs_show_seats (GtkWindow   *parent,
                         SmrtAccount *account,
                         const char  *subscription_id)
{
  SmrtSubscription *subscription;

  g_return_val_if_fail (SMRT_IS_ACCOUNT (account), FALSE);

  subscription = smrt_account_find_subscription (account, subscription_id);

  return present (subscription != NULL ? smrt_change_window_new_for_seats (account, subscription) : NULL, parent);
}

typedef struct
{
  GtkWindow   *parent;
  SmrtAccount *account;
} Finding;

static void
show_invoice (GtkWindow   *parent,
              SmrtAccount *account,
              SmrtInvoice *invoice)
{
  if (invoice != NULL)
    present (smrt_invoice_window_new (account, invoice), parent);
  else
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.tell", "s", _("The receipt is not there any more"));
}

static void
invoice_found_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  Finding *finding = user_data;
  g_autoptr (SmrtInvoice) invoice = smrt_store_find_invoice_finish (SMRT_STORE (source), result, NULL);

  if (gtk_widget_get_visible (GTK_WIDGET (finding->parent)))
    show_invoice (finding->parent, finding->account, invoice);

  g_object_unref (finding->parent);
  g_object_unref (finding->account);
  g_free (finding);
}

void
smrt_dialogs_show_invoice (GtkWindow   *parent,
                           SmrtAccount *account,
                           const char  *invoice_id)
{
  SmrtInvoice *invoice;
  SmrtStore *store;
  Finding *finding;

  g_return_if_fail (SMRT_IS_ACCOUNT (account));

  invoice = smrt_account_find_invoice (account, invoice_id);
  store = smrt_account_get_store (account);
  if (invoice != NULL || store == NULL)
    {
      show_invoice (parent, account, invoice);
      return;
    }

  finding = g_new0 (Finding, 1);
  finding->parent = g_object_ref (parent);
  finding->account = g_object_ref (account);
  smrt_store_find_invoice_async (store, invoice_id, NULL, invoice_found_cb, finding);
}

void
smrt_dialogs_show_entry (GtkWindow     *parent,
                         SmrtAccount   *account,
                         SmrtLedgerRow *row)
{
  present (smrt_entry_window_new (account, row), parent);
}

typedef struct
{
  GtkFileChooserNative *chooser;
  GtkWindow            *parent;
  SmrtAccount          *account;
  SmrtStoreQuery       *query;
  GtkBitset            *picked;
  unsigned int          n_listed;
} Choosing;

static void
folder_chosen_cb (GtkNativeDialog *dialog,
                  int              response,
                  Choosing        *choosing)
{
  g_autoptr (GFile) folder = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  SmrtStore *store = smrt_account_get_store (choosing->account);

  if (response == GTK_RESPONSE_ACCEPT && folder != NULL && store != NULL)
    present (smrt_pdf_window_new (store, choosing->query, choosing->picked, choosing->n_listed, folder),
             choosing->parent);

  gtk_native_dialog_destroy (dialog);
  g_object_unref (choosing->chooser);
  g_object_unref (choosing->account);
  smrt_store_query_free (choosing->query);
  gtk_bitset_unref (choosing->picked);
  g_free (choosing);
}

void
smrt_dialogs_save_pdfs (GtkWindow            *parent,
                        SmrtAccount          *account,
                        const SmrtStoreQuery *query,
                        GtkBitset            *picked,
                        unsigned int          n_listed)
{
  Choosing *choosing;

  g_return_if_fail (SMRT_IS_ACCOUNT (account));
  g_return_if_fail (query != NULL && picked != NULL);

  choosing = g_new0 (Choosing, 1);
  choosing->chooser = gtk_file_chooser_native_new (_("Save PDFs"), parent, GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER,
                                                   _("_Save"), _("_Cancel"));
  choosing->parent = parent;
  choosing->account = g_object_ref (account);
  choosing->query = smrt_store_query_copy (query);
  choosing->picked = gtk_bitset_copy (picked);
  choosing->n_listed = n_listed;
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (choosing->chooser), TRUE);
  g_signal_connect (choosing->chooser, "response", G_CALLBACK (folder_chosen_cb), choosing);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (choosing->chooser));
}

void
smrt_dialogs_show_problem (GtkWindow    *parent,
                           const GError *error)
{
  g_autofree char *title = NULL;
  g_autofree char *body = NULL;
  GtkWidget *dialog;

  g_return_if_fail (error != NULL);

  smrt_problem_describe (error, &title, &body);
  dialog = adw_message_dialog_new (parent, title, body);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

gboolean
smrt_dialogs_has_modal (GtkWindow *parent)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  g_return_val_if_fail (GTK_IS_WINDOW (parent), FALSE);

  for (unsigned int i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWindow) dialog = g_list_model_get_item (toplevels, i);

      if (gtk_window_get_transient_for (dialog) == parent && gtk_window_get_modal (dialog) &&
          gtk_widget_get_visible (GTK_WIDGET (dialog)))
        return TRUE;
    }

  return FALSE;
}

gboolean
smrt_dialogs_close_all (GtkWindow *parent)
{
  GtkWindow *dialog;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), FALSE);

  while ((dialog = find (parent)) != NULL)
    {
      g_autoptr (GtkWindow) owned = dialog;

      gtk_window_close (dialog);

      if (gtk_widget_get_visible (GTK_WIDGET (dialog)))
        return FALSE;
    }

  return TRUE;
}
