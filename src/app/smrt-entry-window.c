/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-entry-window.h"

#include <glib/gi18n-lib.h>

#include "smrt-amount-row.h"
#include "smrt-pdf-save.h"
#include "smrt-problem.h"
#include "smrt-stripe-credit-note.h"
#include "smrt-words.h"

struct _SmrtEntryWindow
{
  AdwWindow        parent_instance;

  SmrtAccount     *account;
  SmrtCreditEntry *entry;
  SmrtCreditNote  *note;
  GCancellable    *cancellable;
  gboolean         saving;

  AdwToastOverlay *toasts;
  GtkLabel        *what_label;
  GtkLabel        *time_label;
  GtkListBox      *amounts;
  GtkListBox      *details;
  GtkListBox      *note_list;
  GtkWidget       *note_box;
  GtkWidget       *note_spinner;
  GtkLabel        *note_problem;
  GtkListBox      *ids;
};

G_DEFINE_FINAL_TYPE (SmrtEntryWindow, smrt_entry_window, ADW_TYPE_WINDOW)

static void
tell (SmrtEntryWindow *self,
      const char      *text)
{
  /* A toast takes its title for markup. */
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (escaped));
}

static void
update_actions (SmrtEntryWindow *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "entry.save-pdf",
                                 !self->saving && self->note != NULL &&
                                   smrt_credit_note_get_pdf_url (self->note) != NULL);
}

/* A text may be long, so it stands beneath its title. */
static void
append_text (GtkListBox *list,
             const char *title,
             const char *server_text)
{
  g_autofree char *text = smrt_words_plain (server_text);

  if (server_text != NULL && *server_text != '\0')
    gtk_list_box_append (list, smrt_amount_row_new (title, text, NULL));
}

static void
show_note (SmrtEntryWindow *self)
{
  const char *reason = smrt_words_credit_note_reason (smrt_credit_note_get_reason (self->note));

  append_text (self->note_list, _("Number"), smrt_credit_note_get_number (self->note));
  if (reason != NULL)
    gtk_list_box_append (self->note_list, smrt_amount_row_new (_("Reason"), reason, NULL));
  append_text (self->note_list, _("Note"), smrt_credit_note_get_memo (self->note));
  gtk_list_box_append (self->note_list,
                       smrt_amount_row_new_money (_("Amount"),
                                                  smrt_credit_note_get_void (self->note) ? _("Taken back") : NULL,
                                                  smrt_credit_note_get_amount (self->note)));
}

static void
note_loaded_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (SmrtEntryWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SmrtCreditNote) note =
    smrt_stripe_load_credit_note_finish (SMRT_STRIPE_CLIENT (source), result, &error);

  if (self->account == NULL)
    return;

  gtk_widget_set_visible (self->note_spinner, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->note_list), note != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->note_problem), note == NULL);

  if (note != NULL)
    {
      self->note = g_steal_pointer (&note);
      show_note (self);
    }
  else
    {
      g_autofree char *title = NULL;
      g_autofree char *body = NULL;

      smrt_problem_describe (error, &title, &body);
      gtk_label_set_label (self->note_problem, body);
    }

  update_actions (self);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (SmrtEntryWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean saved = smrt_pdf_save_finish (GTK_WINDOW (source), result, &error);

  self->saving = FALSE;
  if (self->account == NULL)
    return;

  update_actions (self);
  if (saved)
    tell (self, _("The PDF was saved"));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    tell (self, smrt_words_pdf_not_saved (smrt_problem_from_error (error)));
}

static void
save_pdf_action (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  SmrtEntryWindow *self = SMRT_ENTRY_WINDOW (widget);
  g_autofree char *name = smrt_words_pdf_name (smrt_credit_note_get_created (self->note),
                                               smrt_credit_note_get_number (self->note));

  self->saving = TRUE;
  update_actions (self);
  smrt_pdf_save_async (GTK_WINDOW (self), smrt_credit_note_get_pdf_url (self->note), name, self->cancellable,
                       saved_cb, g_object_ref (self));
}

static void
append_id (GString    *text,
           const char *title,
           const char *id)
{
  if (id != NULL)
    g_string_append_printf (text, "%s: %s\n", title, id);
}

static void
copy_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  SmrtEntryWindow *self = SMRT_ENTRY_WINDOW (widget);
  g_autoptr (GString) text = g_string_new (NULL);

  append_id (text, _("Entry"), smrt_credit_entry_get_id (self->entry));
  append_id (text, _("Credit note"), smrt_credit_entry_get_credit_note_id (self->entry));
  append_id (text, _("Invoice"), smrt_credit_entry_get_invoice_id (self->entry));
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text->str);
  tell (self, _("Copied"));
}

static void
show_entry (SmrtEntryWindow *self,
            SmrtLedgerRow   *row)
{
  SmrtCreditEntry *entry = self->entry;
  const char *note_id = smrt_credit_entry_get_credit_note_id (entry);
  const SmrtMoney *balance = smrt_credit_entry_get_balance (entry);
  g_autofree char *time = smrt_words_time (smrt_credit_entry_get_created (entry));
  g_autofree char *amount = smrt_words_money_signed (smrt_credit_entry_get_amount (entry));
  const char *words = smrt_ledger_row_get_words (row);
  GtkWidget *amount_row = smrt_amount_row_new (_("Amount"), NULL, amount);

  gtk_label_set_label (self->what_label, words != NULL ? words
                                                       : smrt_words_credit_kind (smrt_credit_entry_get_kind (entry)));
  gtk_label_set_label (self->time_label, time);

  smrt_amount_row_set_emphasized (SMRT_AMOUNT_ROW (amount_row), TRUE);
  gtk_list_box_append (self->amounts, amount_row);
  if (balance != NULL)
    gtk_list_box_append (self->amounts,
                         smrt_amount_row_new_money (_("Balance after it"),
                                                    smrt_ledger_row_get_faulty (row)
                                                      ? _("It does not follow from the entry before; tell support")
                                                      : NULL,
                                                    balance));

  gtk_list_box_append (self->details,
                       smrt_amount_row_new (_("Kind"), smrt_words_credit_kind (smrt_credit_entry_get_kind (entry)), NULL));
  append_text (self->details, _("Description"), smrt_credit_entry_get_description (entry));

  append_text (self->ids, _("Entry"), smrt_credit_entry_get_id (entry));
  append_text (self->ids, _("Credit note"), note_id);
  append_text (self->ids, _("Invoice"), smrt_credit_entry_get_invoice_id (entry));

  gtk_widget_set_visible (self->note_box, note_id != NULL);
  if (note_id != NULL)
    smrt_stripe_load_credit_note_async (smrt_session_get_client (smrt_account_get_session (self->account)), note_id,
                                        self->cancellable, note_loaded_cb, g_object_ref (self));
}

/* What is under way holds on to the window, so that its end cannot be waited
 * for. */
static void
smrt_entry_window_unmap (GtkWidget *widget)
{
  g_cancellable_cancel (SMRT_ENTRY_WINDOW (widget)->cancellable);

  GTK_WIDGET_CLASS (smrt_entry_window_parent_class)->unmap (widget);
}

static void
smrt_entry_window_dispose (GObject *object)
{
  SmrtEntryWindow *self = SMRT_ENTRY_WINDOW (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->note);
  g_clear_object (&self->entry);
  g_clear_object (&self->account);

  G_OBJECT_CLASS (smrt_entry_window_parent_class)->dispose (object);
}

static void
smrt_entry_window_class_init (SmrtEntryWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = smrt_entry_window_dispose;
  widget_class->unmap = smrt_entry_window_unmap;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/smrtphone/Plans/smrt-entry-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SmrtEntryWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, SmrtEntryWindow, what_label);
  gtk_widget_class_bind_template_child (widget_class, SmrtEntryWindow, time_label);
  gtk_widget_class_bind_template_child (widget_class, SmrtEntryWindow, amounts);
  gtk_widget_class_bind_template_child (widget_class, SmrtEntryWindow, details);
  gtk_widget_class_bind_template_child (widget_class, SmrtEntryWindow, note_list);
  gtk_widget_class_bind_template_child (widget_class, SmrtEntryWindow, note_box);
  gtk_widget_class_bind_template_child (widget_class, SmrtEntryWindow, note_spinner);
  gtk_widget_class_bind_template_child (widget_class, SmrtEntryWindow, note_problem);
  gtk_widget_class_bind_template_child (widget_class, SmrtEntryWindow, ids);

  gtk_widget_class_install_action (widget_class, "entry.save-pdf", NULL, save_pdf_action);
  gtk_widget_class_install_action (widget_class, "entry.copy", NULL, copy_action);
}

static void
smrt_entry_window_init (SmrtEntryWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  update_actions (self);
}

GtkWidget *
smrt_entry_window_new (SmrtAccount   *account,
                       SmrtLedgerRow *row)
{
  SmrtEntryWindow *self;

  g_return_val_if_fail (SMRT_IS_ACCOUNT (account), NULL);
  g_return_val_if_fail (SMRT_IS_LEDGER_ROW (row), NULL);
  g_return_val_if_fail (smrt_ledger_row_get_entry (row) != NULL, NULL);

  self = g_object_new (SMRT_TYPE_ENTRY_WINDOW, NULL);
  self->account = g_object_ref (account);
  self->entry = g_object_ref (smrt_ledger_row_get_entry (row));
  show_entry (self, row);

  return GTK_WIDGET (self);
}
