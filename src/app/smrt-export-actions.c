/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-export-actions.h"

#include <glib/gi18n-lib.h>

#include "smrt-credits-page.h"
#include "smrt-dialogs.h"
#include "smrt-history-page.h"
#include "smrt-list-export.h"
#include "smrt-words.h"

/* Nobody wants to read that something has begun which is over by then. */
#define MOMENT_MS 500

typedef struct
{
  GWeakRef window;
  SmrtAccount *account;
  SmrtStoreQuery *query;
  SmrtExportSpan span;
  const SmrtListExportFormat *format;
  GtkFileChooserNative *chooser;
  GFile *file;
  GCancellable *cancellable;
  AdwToast *toast;
  unsigned int timer;
  unsigned int percent;
} Export;

static GQuark running_quark (void);

/* The cancellable of the export that a window runs. */
G_DEFINE_QUARK (smrt-export-running, running)

static void
free_export (Export *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->toast != NULL)
    adw_toast_dismiss (self->toast);
  g_clear_object (&self->toast);
  g_weak_ref_clear (&self->window);
  g_object_unref (self->account);
  smrt_store_query_free (self->query);
  g_clear_object (&self->chooser);
  g_clear_object (&self->file);
  g_object_unref (self->cancellable);
  g_free (self);
}

static SmrtLedgerPane *
find_pane (GtkWidget *page)
{
  if (SMRT_IS_CREDITS_PAGE (page))
    return smrt_credits_page_get_pane (SMRT_CREDITS_PAGE (page));

  return SMRT_IS_HISTORY_PAGE (page) ? smrt_history_page_get_pane (SMRT_HISTORY_PAGE (page)) : NULL;
}

static void
update_toast (Export *self)
{
  g_autofree char *title = NULL;

  if (self->toast == NULL)
    return;

  /* Translators: %u is how much of a file has been written */
  title = g_strdup_printf (_("Exporting… %u %%"), self->percent);
  adw_toast_set_title (self->toast, title);
}

static gboolean
show_progress_cb (gpointer data)
{
  Export *self = data;
  g_autoptr (SmrtWindow) window = g_weak_ref_get (&self->window);

  self->timer = 0;
  if (window == NULL)
    return G_SOURCE_REMOVE;

  self->toast = g_object_ref_sink (adw_toast_new (""));
  adw_toast_set_timeout (self->toast, 0);
  adw_toast_set_button_label (self->toast, _("_Cancel"));
  adw_toast_set_action_name (self->toast, "win.cancel-export");
  update_toast (self);
  smrt_window_add_toast (window, self->toast);

  return G_SOURCE_REMOVE;
}

static void
progress_cb (guint64  n_done,
             guint64  n_rows,
             gpointer user_data)
{
  Export *self = user_data;

  self->percent = n_rows > 0 ? (unsigned int) (n_done * 100 / n_rows) : 100;
  update_toast (self);
}

static void
tell_saved (Export     *self,
            SmrtWindow *window)
{
  g_autoptr (GFile) folder = g_file_get_parent (self->file);
  g_autofree char *base_name = g_file_get_basename (self->file);
  g_autofree char *name = g_filename_display_name (base_name);
  /* Translators: %s is the name of a file */
  g_autofree char *text = g_strdup_printf (_("Saved as “%s”"), name);
  g_autofree char *title = g_markup_escape_text (text, -1);
  g_autofree char *address = g_file_get_uri (folder);
  AdwToast *toast = adw_toast_new (title);

  adw_toast_set_button_label (toast, _("_Open Folder"));
  adw_toast_set_action_name (toast, "win.open-folder");
  adw_toast_set_action_target_value (toast, g_variant_new_string (address));
  smrt_window_add_toast (window, toast);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Export *self = user_data;
  g_autoptr (SmrtWindow) window = g_weak_ref_get (&self->window);
  g_autoptr (GError) error = NULL;
  gboolean done = smrt_list_export_run_finish (SMRT_ACCOUNT (source), result, &error);

  if (window != NULL)
    {
      g_object_set_qdata (G_OBJECT (window), running_quark (), NULL);
      if (done)
        tell_saved (self, window);
      else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        smrt_dialogs_show_problem (GTK_WINDOW (window), error);
    }
  free_export (self);
}

static void
cancel_running (gpointer data)
{
  g_cancellable_cancel (data);
  g_object_unref (data);
}

static void
write_file (Export     *self,
            SmrtWindow *window)
{
  g_autofree char *path = g_file_get_path (self->file);

  if (path == NULL)
    {
      g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                                                      _("Choose a folder of this computer."));

      smrt_dialogs_show_problem (GTK_WINDOW (window), error);
      free_export (self);
      return;
    }

  self->timer = g_timeout_add (MOMENT_MS, show_progress_cb, self);
  g_object_set_qdata_full (G_OBJECT (window), running_quark (), g_object_ref (self->cancellable), cancel_running);
  smrt_list_export_run_async (self->account, self->query, &self->span, self->format, path, progress_cb, self,
                              self->cancellable, written_cb, self);
}

static void
chosen_cb (GtkNativeDialog *dialog,
           int              response,
           Export          *self)
{
  g_autoptr (SmrtWindow) window = g_weak_ref_get (&self->window);

  if (response != GTK_RESPONSE_ACCEPT || window == NULL)
    {
      free_export (self);
      return;
    }

  self->file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  write_file (self, window);
}

static void
export_action (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  SmrtWindow *window = user_data;
  SmrtLedgerPane *pane = find_pane (smrt_window_get_page_widget (window));
  SmrtAccount *account = smrt_window_get_account (window);
  const SmrtListExportFormat *format = smrt_list_export_find_format (g_variant_get_string (parameter, NULL));
  g_autofree char *name = NULL;
  Export *self;

  if (pane == NULL || format == NULL || account == NULL || smrt_account_get_store (account) == NULL)
    return;

  self = g_new0 (Export, 1);
  g_weak_ref_init (&self->window, window);
  self->account = g_object_ref (account);
  self->query = smrt_store_query_copy (smrt_ledger_pane_get_query (pane));
  self->span.period = *smrt_period_choice_get_period (smrt_ledger_pane_get_period (pane));
  self->span.fiscal_start = smrt_period_choice_get_fiscal_start (smrt_ledger_pane_get_period (pane));
  self->span.from = self->query->from;
  self->span.until = self->query->until;
  self->format = format;
  self->cancellable = g_cancellable_new ();

  name = smrt_list_export_dup_file_name (self->query->table, &self->span, format);
  self->chooser = gtk_file_chooser_native_new (_("Export"), GTK_WINDOW (window), GTK_FILE_CHOOSER_ACTION_SAVE,
                                               _("_Export"), NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  g_signal_connect (self->chooser, "response", G_CALLBACK (chosen_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
cancel_action (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  GCancellable *running = g_object_get_qdata (user_data, running_quark ());

  if (running != NULL)
    g_cancellable_cancel (running);
}

static void
open_folder_action (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  gtk_show_uri (user_data, g_variant_get_string (parameter, NULL), GDK_CURRENT_TIME);
}

void
smrt_export_actions_add_to (SmrtWindow *window)
{
  static const GActionEntry entries[] = {
    { .name = "export", .activate = export_action, .parameter_type = "s" },
    { .name = "cancel-export", .activate = cancel_action },
    { .name = "open-folder", .activate = open_folder_action, .parameter_type = "s" },
  };

  g_return_if_fail (SMRT_IS_WINDOW (window));

  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), window);
}

gboolean
smrt_export_actions_can_export (GtkWidget *page)
{
  return find_pane (page) != NULL;
}

GMenuModel *
smrt_export_actions_create_menu (void)
{
  GMenu *menu = g_menu_new ();
  unsigned int n_formats;
  const SmrtListExportFormat *formats = smrt_list_export_get_formats (&n_formats);

  for (unsigned int i = 0; i < n_formats; i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (_(formats[i].label), NULL);

      g_menu_item_set_action_and_target (item, "win.export", "s", formats[i].name);
      g_menu_append_item (menu, item);
    }

  return G_MENU_MODEL (menu);
}
