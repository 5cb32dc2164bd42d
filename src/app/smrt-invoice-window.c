/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-invoice-window.h"

#include <glib/gi18n-lib.h>

#include "smrt-badge.h"
#include "smrt-invoice-list.h"
#include "smrt-words.h"

struct _SmrtInvoiceWindow
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  GtkLabel *number_label;
  GtkLabel *date_label;
  SmrtBadge *status_badge;
  SmrtInvoiceList *list;
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
show_invoice (SmrtInvoiceWindow *self,
              SmrtAccount       *account,
              SmrtInvoice       *invoice)
{
  const char *name = smrt_invoice_get_number (invoice);
  g_autofree char *number = smrt_words_plain (name ? name : smrt_invoice_get_id (invoice));
  g_autofree char *date = smrt_words_date (smrt_invoice_get_created (invoice));
  g_autofree char *family = describe_family (account, invoice);
  SmrtTone tone = SMRT_TONE_NEUTRAL;
  const char *status = smrt_words_invoice_status (smrt_invoice_get_status (invoice), &tone);

  adw_window_title_set_subtitle (self->title, family ? family : "");
  gtk_label_set_label (self->number_label, number);
  gtk_label_set_label (self->date_label, date);
  smrt_badge_set_label (self->status_badge, status);
  smrt_badge_set_tone (self->status_badge, tone);
  smrt_invoice_list_show (self->list, invoice, smrt_account_get_catalogue (account),
                          describe_due (invoice), describe_charge (invoice));
}

static void
smrt_invoice_window_class_init (SmrtInvoiceWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (SMRT_TYPE_BADGE);
  g_type_ensure (SMRT_TYPE_INVOICE_LIST);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/smrtphone/Plans/smrt-invoice-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SmrtInvoiceWindow, title);
  gtk_widget_class_bind_template_child (widget_class, SmrtInvoiceWindow, number_label);
  gtk_widget_class_bind_template_child (widget_class, SmrtInvoiceWindow, date_label);
  gtk_widget_class_bind_template_child (widget_class, SmrtInvoiceWindow, status_badge);
  gtk_widget_class_bind_template_child (widget_class, SmrtInvoiceWindow, list);
}

static void
smrt_invoice_window_init (SmrtInvoiceWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_window_set_title (GTK_WINDOW (self), _("Receipt"));
  adw_window_title_set_title (self->title, _("Receipt"));
}

GtkWidget *
smrt_invoice_window_new (SmrtAccount *account,
                         SmrtInvoice *invoice)
{
  SmrtInvoiceWindow *self;

  g_return_val_if_fail (SMRT_IS_ACCOUNT (account), NULL);
  g_return_val_if_fail (SMRT_IS_INVOICE (invoice), NULL);

  self = g_object_new (SMRT_TYPE_INVOICE_WINDOW, NULL);
  show_invoice (self, account, invoice);

  return GTK_WIDGET (self);
}
