/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-invoice-window.h"

#include <glib/gi18n-lib.h>

#include "smrt-address.h"
#include "smrt-badge.h"
#include "smrt-invoice-list.h"
#include "smrt-link.h"
#include "smrt-pdf-save.h"
#include "smrt-problem.h"
#include "smrt-refresh.h"
#include "smrt-words.h"

struct _SmrtInvoiceWindow
{
  AdwWindow parent_instance;

  SmrtAccount *account;
  GSignalGroup *account_signals;
  SmrtInvoice *invoice;
  GCancellable *cancellable;
  gboolean saving;
  gboolean browsing;

  AdwToastOverlay *toasts;
  AdwWindowTitle *title;
  GtkLabel *number_label;
  GtkLabel *date_label;
  SmrtBadge *status_badge;
  SmrtInvoiceList *list;
  GtkWidget *credit_list;
  AdwActionRow *credit_row;
  GtkButton *pay_button;
};

G_DEFINE_FINAL_TYPE (SmrtInvoiceWindow, smrt_invoice_window, ADW_TYPE_WINDOW)

/* What was charged is only called so once it was. */
static const char *
describe_due (SmrtInvoice *invoice)
{
  switch (smrt_invoice_get_status (invoice))
    {
    case SMRT_INVOICE_STATUS_PAID:
      return _("Charged");
    case SMRT_INVOICE_STATUS_VOID:
      return _("No longer due");
    case SMRT_INVOICE_STATUS_UNKNOWN:
    case SMRT_INVOICE_STATUS_DRAFT:
    case SMRT_INVOICE_STATUS_OPEN:
    case SMRT_INVOICE_STATUS_UNCOLLECTIBLE:
    default:
      return _("Due");
    }
}

static const char *
describe_charge (SmrtInvoice *invoice)
{
  const SmrtInvoiceSums *sums = smrt_invoice_get_sums (invoice);

  if (smrt_invoice_get_status (invoice) == SMRT_INVOICE_STATUS_PAID && sums->amount_due == 0)
    return sums->total > 0 ? _("Nothing was charged") : NULL;
  return NULL;
}

static char *
describe_family (SmrtAccount *account,
                 SmrtInvoice *invoice)
{
  SmrtCatalogue *catalogue = smrt_account_get_catalogue (account);
  GPtrArray *lines = smrt_invoice_get_lines (invoice);

  for (unsigned int i = 0; catalogue && i < lines->len; i++)
    {
      const char *product = smrt_invoice_line_get_product_id (g_ptr_array_index (lines, i));
      SmrtPlan *plan = product ? smrt_catalogue_find_plan (catalogue, product) : NULL;

      if (plan)
        return smrt_words_family_title (plan, catalogue);
    }
  return NULL;
}

static void
update_actions (SmrtInvoiceWindow *self)
{
  SmrtInvoice *invoice = self->invoice;
  SmrtMoney due = smrt_invoice_get_money (invoice, smrt_invoice_get_sums (invoice)->amount_remaining);
  gboolean payable = smrt_invoice_get_status (invoice) == SMRT_INVOICE_STATUS_OPEN && due.amount > 0 &&
                     smrt_address_is_safe (smrt_invoice_get_hosted_url (invoice));
  gboolean permitted = smrt_session_get_can_change (smrt_account_get_session (self->account));
  g_autofree char *amount = smrt_words_money (&due);
  /* Translators: %s is an amount; the button opens the page where it is paid. */
  g_autofree char *label = g_strdup_printf (_("_Pay %s…"), amount);

  gtk_button_set_label (self->pay_button, label);
  gtk_widget_set_visible (GTK_WIDGET (self->pay_button), payable);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->pay_button), permitted ? NULL : smrt_words_pay_read_only ());
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "invoice.pay", payable && permitted);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "invoice.save-pdf",
                                 !self->saving && smrt_invoice_get_pdf_url (invoice) != NULL);
}

/* The way to the rows of the ledger that it made. */
static void
update_credit (SmrtInvoiceWindow *self)
{
  gint64 used = smrt_invoice_get_balance_used (self->invoice);
  gint64 added = smrt_invoice_get_credit_added (self->invoice);
  SmrtMoney money = smrt_invoice_get_money (self->invoice, added > 0 ? added : used);
  g_autofree char *amount = smrt_words_money_unsigned (&money);
  g_autofree char *words = NULL;

  if (added > 0)
    /* Translators: %s is an amount. */
    words = g_strdup_printf (_("%s was added to it"), amount);
  else if (used > 0)
    /* Translators: %s is an amount. */
    words = g_strdup_printf (_("%s of it was used"), amount);
  else
    /* Translators: %s is an amount that is owed. */
    words = g_strdup_printf (_("%s of what was owed is in it"), amount);

  adw_action_row_set_subtitle (self->credit_row, words);
  gtk_widget_set_visible (self->credit_list, added > 0 || used != 0);
}

static void
show_credits_cb (SmrtInvoiceWindow *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_autofree char *number = smrt_words_invoice_number (self->invoice);

  if (parent == NULL)
    return;

  gtk_widget_activate_action (GTK_WIDGET (parent), "win.show-credits", "s", number);
  gtk_window_close (GTK_WINDOW (self));
}

static void
show_invoice (SmrtInvoiceWindow *self)
{
  SmrtAccount *account = self->account;
  SmrtInvoice *invoice = self->invoice;
  g_autofree char *number = smrt_words_invoice_number (invoice);
  g_autofree char *date = smrt_words_date (smrt_invoice_get_created (invoice));
  g_autofree char *family = describe_family (account, invoice);
  /* A receipt is of what was paid. */
  const char *title = smrt_invoice_get_status (invoice) == SMRT_INVOICE_STATUS_PAID ? _("Receipt") : _("Invoice");
  SmrtTone tone = SMRT_TONE_NEUTRAL;
  const char *status = smrt_words_invoice_state (invoice, &tone);

  gtk_window_set_title (GTK_WINDOW (self), title);
  adw_window_title_set_title (self->title, title);
  adw_window_title_set_subtitle (self->title, family ? family : "");
  gtk_label_set_label (self->number_label, number);
  gtk_label_set_label (self->date_label, date);
  smrt_badge_set_label (self->status_badge, status);
  smrt_badge_set_tone (self->status_badge, tone);
  smrt_invoice_list_show (self->list, invoice, smrt_account_get_catalogue (account),
                          describe_due (invoice), describe_charge (invoice));
  update_credit (self);
  update_actions (self);
}

/* After a reading the same invoice is another object, and may say something
 * else. */
static void
account_read_cb (SmrtInvoiceWindow *self)
{
  SmrtInvoice *invoice = smrt_account_find_invoice (self->account, smrt_invoice_get_id (self->invoice));

  if (invoice != NULL && g_set_object (&self->invoice, invoice))
    show_invoice (self);
}

static void
tell (SmrtInvoiceWindow *self,
      const char        *text)
{
  /* A toast takes its title for markup. */
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (escaped));
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (SmrtInvoiceWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean saved = smrt_pdf_save_finish (GTK_WINDOW (source), result, &error);

  self->saving = FALSE;
  if (!self->invoice)
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
  SmrtInvoiceWindow *self = SMRT_INVOICE_WINDOW (widget);
  g_autofree char *name = smrt_words_invoice_file_name (self->invoice);

  self->saving = TRUE;
  update_actions (self);
  smrt_pdf_save_async (GTK_WINDOW (self), smrt_invoice_get_pdf_url (self->invoice), name, self->cancellable, saved_cb,
                       g_object_ref (self));
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SmrtInvoiceWindow) self = user_data;

  self->browsing = smrt_link_open_finish (GTK_WINDOW (source), result, NULL);
  if (!self->browsing && self->invoice)
    tell (self, _("The page could not be opened in the browser"));
}

static void
pay_action (GtkWidget  *widget,
            const char *action_name,
            GVariant   *parameter)
{
  SmrtInvoiceWindow *self = SMRT_INVOICE_WINDOW (widget);

  smrt_link_open_async (GTK_WINDOW (self), smrt_invoice_get_hosted_url (self->invoice), self->cancellable,
                        opened_cb, g_object_ref (self));
}

/* Back from the browser, where it may have been paid. */
static void
is_active_cb (SmrtInvoiceWindow *self)
{
  if (!self->browsing || !gtk_window_is_active (GTK_WINDOW (self)))
    return;

  self->browsing = FALSE;
  smrt_refresh_read (self->account, NULL);
}

/* A window is unmapped when it is closed. What is under way holds on to it, so
 * that its end cannot be waited for. */
static void
smrt_invoice_window_unmap (GtkWidget *widget)
{
  g_cancellable_cancel (SMRT_INVOICE_WINDOW (widget)->cancellable);

  GTK_WIDGET_CLASS (smrt_invoice_window_parent_class)->unmap (widget);
}

static void
smrt_invoice_window_dispose (GObject *object)
{
  SmrtInvoiceWindow *self = SMRT_INVOICE_WINDOW (object);

  if (self->account_signals)
    g_signal_group_set_target (self->account_signals, NULL);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->account_signals);
  g_clear_object (&self->invoice);
  g_clear_object (&self->account);

  G_OBJECT_CLASS (smrt_invoice_window_parent_class)->dispose (object);
}

static void
smrt_invoice_window_class_init (SmrtInvoiceWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = smrt_invoice_window_dispose;
  widget_class->unmap = smrt_invoice_window_unmap;

  g_type_ensure (SMRT_TYPE_BADGE);
  g_type_ensure (SMRT_TYPE_INVOICE_LIST);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/smrtphone/Plans/smrt-invoice-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SmrtInvoiceWindow, title);
  gtk_widget_class_bind_template_child (widget_class, SmrtInvoiceWindow, number_label);
  gtk_widget_class_bind_template_child (widget_class, SmrtInvoiceWindow, date_label);
  gtk_widget_class_bind_template_child (widget_class, SmrtInvoiceWindow, status_badge);
  gtk_widget_class_bind_template_child (widget_class, SmrtInvoiceWindow, list);
  gtk_widget_class_bind_template_child (widget_class, SmrtInvoiceWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, SmrtInvoiceWindow, credit_list);
  gtk_widget_class_bind_template_child (widget_class, SmrtInvoiceWindow, credit_row);
  gtk_widget_class_bind_template_child (widget_class, SmrtInvoiceWindow, pay_button);
  gtk_widget_class_bind_template_callback (widget_class, show_credits_cb);

  gtk_widget_class_install_action (widget_class, "invoice.save-pdf", NULL, save_pdf_action);
  gtk_widget_class_install_action (widget_class, "invoice.pay", NULL, pay_action);
}

static void
smrt_invoice_window_init (SmrtInvoiceWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "notify::is-active", G_CALLBACK (is_active_cb), NULL);

  self->cancellable = g_cancellable_new ();
  self->account_signals = g_signal_group_new (SMRT_TYPE_ACCOUNT);
  g_signal_group_connect_swapped (self->account_signals, "notify::customer", G_CALLBACK (account_read_cb), self);
}

GtkWidget *
smrt_invoice_window_new (SmrtAccount *account,
                         SmrtInvoice *invoice)
{
  SmrtInvoiceWindow *self;

  g_return_val_if_fail (SMRT_IS_ACCOUNT (account), NULL);
  g_return_val_if_fail (SMRT_IS_INVOICE (invoice), NULL);

  self = g_object_new (SMRT_TYPE_INVOICE_WINDOW, NULL);
  self->account = g_object_ref (account);
  self->invoice = g_object_ref (invoice);
  g_signal_group_set_target (self->account_signals, account);
  show_invoice (self);

  return GTK_WIDGET (self);
}
