/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-pdf-window.h"

#include <glib/gi18n-lib.h>

#include "smrt-amount-row.h"
#include "smrt-pdf-batch.h"
#include "smrt-problem.h"

struct _SmrtPdfWindow
{
  AdwWindow       parent_instance;

  SmrtPdfBatch   *batch;
  GFile          *folder;
  GCancellable   *cancellable;

  GtkStack       *stack;
  GtkProgressBar *progress_bar;
  GtkLabel       *progress_label;
  GtkLabel       *outcome_label;
  GtkLabel       *problem_label;
  GtkListBox     *failures;
  GtkWidget      *failures_box;
};

G_DEFINE_FINAL_TYPE (SmrtPdfWindow, smrt_pdf_window, ADW_TYPE_WINDOW)

static void
update_progress (SmrtPdfWindow *self)
{
  unsigned int n_done = smrt_pdf_batch_get_n_done (self->batch);
  unsigned int n_all = smrt_pdf_batch_get_n_all (self->batch);
  g_autofree char *words = NULL;

  if (n_all == 0)
    {
      gtk_label_set_label (self->progress_label, _("Looking up the invoices…"));
      gtk_progress_bar_pulse (self->progress_bar);
      return;
    }

  /* Translators: %1$'u is how many PDFs have been dealt with, %2$'u how many there are. */
  words = g_strdup_printf (ngettext ("%1$'u of %2$'u", "%1$'u of %2$'u", n_all), n_done, n_all);
  gtk_label_set_label (self->progress_label, words);
  gtk_progress_bar_set_fraction (self->progress_bar, (double) n_done / n_all);
}

static void
show_failures (SmrtPdfWindow *self)
{
  GPtrArray *failures = smrt_pdf_batch_get_failures (self->batch);
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->failures))) != NULL)
    gtk_list_box_remove (self->failures, row);

  for (unsigned int i = 0; i < failures->len; i++)
    {
      const SmrtPdfFailure *failure = g_ptr_array_index (failures, i);

      gtk_list_box_append (self->failures, smrt_amount_row_new (failure->number, failure->reason, NULL));
    }

  gtk_widget_set_visible (self->failures_box, failures->len > 0);
}

static void
show_outcome (SmrtPdfWindow *self,
              const GError  *error)
{
  unsigned int n_saved = smrt_pdf_batch_get_n_saved (self->batch);
  gboolean cancelled = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_autofree char *outcome =
    /* Translators: %'u is how many PDFs are in the folder now. */
    g_strdup_printf (ngettext ("%'u PDF Saved", "%'u PDFs Saved", n_saved), n_saved);
  g_autofree char *title = NULL;
  g_autofree char *problem = NULL;

  if (g_error_matches (error, SMRT_STORE_ERROR, SMRT_STORE_ERROR_MOVED))
    problem = g_strdup (_("The list has changed since you chose. Choose the invoices again."));
  else if (error != NULL && !cancelled)
    smrt_problem_describe (error, &title, &problem);
  else if (cancelled)
    problem = g_strdup (_("You canceled it. What was saved by then is in the folder."));

  gtk_label_set_label (self->outcome_label, outcome);
  gtk_label_set_label (self->problem_label, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), problem != NULL);
  show_failures (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "pdf.open-folder", n_saved > 0);
  gtk_stack_set_visible_child_name (self->stack, "outcome");
}

static void
ended_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (SmrtPdfWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  smrt_pdf_batch_run_finish (SMRT_PDF_BATCH (source), result, &error);
  if (self->batch != NULL)
    show_outcome (self, error);
}

static void
begin (SmrtPdfWindow *self)
{
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  gtk_stack_set_visible_child_name (self->stack, "progress");
  smrt_pdf_batch_run_async (self->batch, self->cancellable, ended_cb, g_object_ref (self));
}

static void
cancel_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  g_cancellable_cancel (SMRT_PDF_WINDOW (widget)->cancellable);
}

static void
try_again_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  begin (SMRT_PDF_WINDOW (widget));
}

static void
open_folder_action (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *parameter)
{
  g_autofree char *uri = g_file_get_uri (SMRT_PDF_WINDOW (widget)->folder);

  gtk_show_uri (GTK_WINDOW (widget), uri, GDK_CURRENT_TIME);
}

/* What is under way holds on to the window. */
static void
smrt_pdf_window_unmap (GtkWidget *widget)
{
  g_cancellable_cancel (SMRT_PDF_WINDOW (widget)->cancellable);

  GTK_WIDGET_CLASS (smrt_pdf_window_parent_class)->unmap (widget);
}

static void
smrt_pdf_window_dispose (GObject *object)
{
  SmrtPdfWindow *self = SMRT_PDF_WINDOW (object);

  g_clear_object (&self->batch);
  g_clear_object (&self->folder);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (smrt_pdf_window_parent_class)->dispose (object);
}

static void
smrt_pdf_window_class_init (SmrtPdfWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = smrt_pdf_window_dispose;
  widget_class->unmap = smrt_pdf_window_unmap;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/smrtphone/Plans/smrt-pdf-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SmrtPdfWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, SmrtPdfWindow, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, SmrtPdfWindow, progress_label);
  gtk_widget_class_bind_template_child (widget_class, SmrtPdfWindow, outcome_label);
  gtk_widget_class_bind_template_child (widget_class, SmrtPdfWindow, problem_label);
  gtk_widget_class_bind_template_child (widget_class, SmrtPdfWindow, failures);
  gtk_widget_class_bind_template_child (widget_class, SmrtPdfWindow, failures_box);

  gtk_widget_class_install_action (widget_class, "pdf.cancel", NULL, cancel_action);
  gtk_widget_class_install_action (widget_class, "pdf.try-again", NULL, try_again_action);
  gtk_widget_class_install_action (widget_class, "pdf.open-folder", NULL, open_folder_action);
}

static void
smrt_pdf_window_init (SmrtPdfWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
smrt_pdf_window_new (SmrtStore            *store,
                     const SmrtStoreQuery *query,
                     GtkBitset            *picked,
                     unsigned int          n_listed,
                     GFile                *folder)
{
  SmrtPdfWindow *self;

  g_return_val_if_fail (SMRT_IS_STORE (store), NULL);
  g_return_val_if_fail (query != NULL && picked != NULL, NULL);
  g_return_val_if_fail (G_IS_FILE (folder), NULL);

  self = g_object_new (SMRT_TYPE_PDF_WINDOW, NULL);
  self->folder = g_object_ref (folder);
  self->batch = smrt_pdf_batch_new (GTK_WINDOW (self), store, query, picked, n_listed, folder);
  g_signal_connect_object (self->batch, "notify", G_CALLBACK (update_progress), self, G_CONNECT_SWAPPED);
  update_progress (self);
  begin (self);

  return GTK_WIDGET (self);
}
