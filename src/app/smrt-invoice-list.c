/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-invoice-list.h"

#include <glib/gi18n-lib.h>

#include "smrt-amount-row.h"
#include "smrt-words.h"

struct _SmrtInvoiceList
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (SmrtInvoiceList, smrt_invoice_list, ADW_TYPE_BIN)

static GtkWidget *
append_sum (GtkListBox  *list,
            SmrtInvoice *invoice,
            const char  *title,
            const char  *subtitle,
            gint64       amount)
{
  SmrtMoney money = smrt_invoice_get_money (invoice, amount);
  GtkWidget *row = smrt_amount_row_new_money (title, subtitle, &money);

  gtk_list_box_append (list, row);
  return row;
}

static void
append_lines (GtkListBox    *list,
              SmrtInvoice   *invoice,
              SmrtCatalogue *catalogue)
{
  GPtrArray *lines = smrt_invoice_get_lines (invoice);

  for (unsigned int i = 0; i < lines->len; i++)
    {
      SmrtInvoiceLine *line = g_ptr_array_index (lines, i);
      g_autofree char *title = NULL;
      g_autofree char *detail = NULL;

      smrt_words_invoice_line (line, invoice, catalogue, &title, &detail);
      gtk_list_box_append (list, smrt_amount_row_new_money (title, detail, smrt_invoice_line_get_amount (line)));
    }
}

/* The customer balance pays a part, or a debt is collected with the invoice, or what is too little to be charged is
 * carried forward as a debt. */
static void
append_balance (GtkListBox  *list,
                SmrtInvoice *invoice)
{
  const SmrtInvoiceSums *sums = smrt_invoice_get_sums (invoice);
  gint64 used = sums->total > 0 ? sums->total - sums->amount_due : 0;
  gint64 from_credit = CLAMP (used, 0, MAX (-sums->starting_balance, 0));

  if (from_credit > 0)
    append_sum (list, invoice, _("Paid from subscription credit"), NULL, -from_credit);
  if (used > from_credit)
    append_sum (list, invoice, _("Carried to the next payment"), _("Too little to be charged"), from_credit - used);
  if (used < 0)
    append_sum (list, invoice, _("Owed from before"), NULL, -used);
}

static void
append_sums (GtkListBox  *list,
             SmrtInvoice *invoice)
{
  const SmrtInvoiceSums *sums = smrt_invoice_get_sums (invoice);
  g_autofree char *included = smrt_words_included_tax (invoice);

  if (sums->discount != 0 || sums->usage_credit != 0 || sums->tax != 0)
    append_sum (list, invoice, _("Subtotal"), NULL, sums->subtotal);
  if (sums->discount != 0)
    append_sum (list, invoice, _("Discount"), NULL, -sums->discount);
  if (sums->usage_credit != 0)
    append_sum (list, invoice, _("Paid from the credit balance"), NULL, -sums->usage_credit);
  if (sums->tax != 0)
    append_sum (list, invoice, _("Tax"), NULL, sums->tax);
  if (sums->total > 0 && (sums->discount != 0 || sums->tax != 0 || included != NULL || sums->total != sums->amount_due))
    append_sum (list, invoice, _("Total"), included, sums->total);
  append_balance (list, invoice);
}

static void
smrt_invoice_list_class_init (SmrtInvoiceListClass *klass)
{
}

static void
smrt_invoice_list_init (SmrtInvoiceList *self)
{
}

static GtkListBox *
create_list (void)
{
  GtkListBox *list = GTK_LIST_BOX (gtk_list_box_new ());

  gtk_list_box_set_selection_mode (list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (list), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("What you pay"), -1);

  return list;
}

void
smrt_invoice_list_show_nothing_due (SmrtInvoiceList *self,
                                    const SmrtMoney *zero,
                                    const char      *due_title,
                                    const char      *due_subtitle)
{
  GtkListBox *list;
  GtkWidget *row;

  g_return_if_fail (SMRT_IS_INVOICE_LIST (self));
  g_return_if_fail (zero != NULL && due_title != NULL);

  list = create_list ();
  row = smrt_amount_row_new_money (due_title, due_subtitle, zero);
  smrt_amount_row_set_emphasized (SMRT_AMOUNT_ROW (row), TRUE);
  gtk_list_box_append (list, row);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (list));
}

void
smrt_invoice_list_show (SmrtInvoiceList *self,
                        SmrtInvoice     *invoice,
                        SmrtCatalogue   *catalogue,
                        const char      *due_title,
                        const char      *due_subtitle)
{
  GtkListBox *list;
  GtkWidget *row;
  gint64 added;

  g_return_if_fail (SMRT_IS_INVOICE_LIST (self));
  g_return_if_fail (due_title != NULL);

  if (!invoice)
    {
      adw_bin_set_child (ADW_BIN (self), NULL);
      return;
    }

  list = create_list ();
  append_lines (list, invoice, catalogue);
  append_sums (list, invoice);

  row = append_sum (list, invoice, due_title, due_subtitle, smrt_invoice_get_sums (invoice)->amount_due);
  smrt_amount_row_set_emphasized (SMRT_AMOUNT_ROW (row), TRUE);

  added = smrt_invoice_get_credit_added (invoice);
  if (added > 0)
    {
      row = append_sum (list, invoice, _("Added to your subscription credit"),
                        _("Not refunded; used for your next payments"), added);
      smrt_amount_row_set_emphasized (SMRT_AMOUNT_ROW (row), TRUE);
      smrt_amount_row_set_tone (SMRT_AMOUNT_ROW (row), SMRT_TONE_GOOD);
    }

  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (list));
}
