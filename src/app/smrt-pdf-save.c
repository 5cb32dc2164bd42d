/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-pdf-save.h"

#include <glib/gi18n-lib.h>

#include "smrt-file.h"
#include "smrt-stripe-download.h"

typedef struct
{
  char                 *address;
  GtkFileChooserNative *chooser;
  GFile                *file;
  GBytes               *pdf;
} Save;

static void
end_chooser (Save *save)
{
  if (save->chooser != NULL)
    gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (save->chooser));
  g_clear_object (&save->chooser);
}

static void
free_save (Save *save)
{
  g_free (save->address);
  end_chooser (save);
  g_clear_object (&save->file);
  g_clear_pointer (&save->pdf, g_bytes_unref);
  g_free (save);
}

/* Where a file has no path it is not of this machine, and whoever has it does
 * the same as smrt_file_replace(). */
static void
write_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      data,
                 GCancellable *cancellable)
{
  Save *save = data;
  g_autofree char *path = g_file_get_path (save->file);
  GError *error = NULL;
  gboolean written;

  if (path != NULL)
    written = smrt_file_replace (path, save->pdf, &error);
  else
    written = g_file_replace_contents (save->file, g_bytes_get_data (save->pdf, NULL), g_bytes_get_size (save->pdf),
                                       NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, cancellable, &error);

  if (written)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
fetched_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Save *save = g_task_get_task_data (task);
  GError *error = NULL;

  save->pdf = smrt_stripe_download_run_finish (SMRT_STRIPE_DOWNLOAD (source), result, &error);

  if (save->pdf != NULL)
    g_task_run_in_thread (task, write_in_thread);
  else
    g_task_return_error (task, error);
}

static void
fetch (GTask *task)
{
  Save *save = g_task_get_task_data (task);
  g_autoptr (SmrtStripeDownload) download = smrt_stripe_download_new (save->address);

  smrt_stripe_download_run_async (download, g_task_get_cancellable (task), fetched_cb, g_object_ref (task));
}

static void
response_cb (GTask *task,
             int    response)
{
  g_autoptr (GTask) owned = task;
  Save *save = g_task_get_task_data (task);

  g_signal_handlers_disconnect_by_data (save->chooser, task);
  if (g_task_get_cancellable (task) != NULL)
    g_signal_handlers_disconnect_by_data (g_task_get_cancellable (task), task);

  if (response == GTK_RESPONSE_ACCEPT)
    save->file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (save->chooser));
  end_chooser (save);

  if (save->file != NULL)
    fetch (task);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "No file was chosen");
}

/* The window is closed, and its chooser goes with it. */
static void
cancelled_cb (GTask *task)
{
  response_cb (task, GTK_RESPONSE_CANCEL);
}

static GTask *
start (GtkWindow           *parent,
       const char          *address,
       GCancellable        *cancellable,
       GAsyncReadyCallback  callback,
       gpointer             user_data)
{
  GTask *task = g_task_new (parent, cancellable, callback, user_data);
  Save *save = g_new0 (Save, 1);

  save->address = g_strdup (address);
  g_task_set_source_tag (task, smrt_pdf_save_async);
  g_task_set_task_data (task, save, (GDestroyNotify) free_save);

  return task;
}

void
smrt_pdf_save_async (GtkWindow           *parent,
                     const char          *address,
                     const char          *name,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  GTask *task;
  Save *save;

  g_return_if_fail (GTK_IS_WINDOW (parent));
  g_return_if_fail (address != NULL && name != NULL);

  task = start (parent, address, cancellable, callback, user_data);
  save = g_task_get_task_data (task);

  save->chooser = gtk_file_chooser_native_new (_("Save PDF"), parent, GTK_FILE_CHOOSER_ACTION_SAVE,
                                               _("_Save"), _("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (save->chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (save->chooser), name);
  g_signal_connect_swapped (save->chooser, "response", G_CALLBACK (response_cb), task);
  if (cancellable != NULL)
    g_signal_connect_swapped (cancellable, "cancelled", G_CALLBACK (cancelled_cb), task);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (save->chooser));
}

void
smrt_pdf_save_to_async (GtkWindow           *parent,
                        const char          *address,
                        GFile               *file,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  Save *save;

  g_return_if_fail (GTK_IS_WINDOW (parent));
  g_return_if_fail (address != NULL);
  g_return_if_fail (G_IS_FILE (file));

  task = start (parent, address, cancellable, callback, user_data);
  save = g_task_get_task_data (task);
  save->file = g_object_ref (file);
  fetch (task);
}

gboolean
smrt_pdf_save_finish (GtkWindow     *parent,
                      GAsyncResult  *result,
                      GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, parent), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
