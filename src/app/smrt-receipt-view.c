/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-receipt-view.h"

#include <glib/gi18n-lib.h>

#include "smrt-amount-row.h"
#include "smrt-words.h"

struct _SmrtReceiptView
{
  AdwBin parent_instance;

  SmrtChange *change;
  GSignalGroup *change_signals;

  GtkLabel *title_label;
  GtkLabel *body_label;
  SmrtAmountRow *proof_row;
  GtkWidget *invoice_row;
  GtkLabel *invoice_label;
  SmrtAmountRow *next_row;
  GtkWidget *difference_box;
  GtkLabel *difference_label;
  GtkWidget *done_button;
};

G_DEFINE_FINAL_TYPE (SmrtReceiptView, smrt_receipt_view, ADW_TYPE_BIN)

enum
{
  PROP_CHANGE = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static const char *
describe_proof (SmrtProof   *proof,
                SmrtInvoice *charged)
{
  if (!smrt_proof_is_exact (proof))
    return _("Not exactly as quoted");
  if (smrt_invoice_get_credit_added (charged) > 0)
    return _("Credited exactly as quoted");
  if (smrt_invoice_get_sums (charged)->amount_due <= 0)
    return _("Nothing charged, as quoted");
  if (smrt_invoice_get_status (charged) != SMRT_INVOICE_STATUS_PAID)
    return _("Invoiced exactly as quoted");
  return _("Charged exactly as quoted");
}

static void
show_proof (SmrtReceiptView *self,
            SmrtProof       *proof)
{
  SmrtInvoice *charged = proof ? smrt_proof_get_charged (proof) : NULL;
  g_autofree char *sentence = smrt_words_proof (proof);
  g_autofree char *missing = NULL;
  g_autofree char *amount = NULL;
  gint64 credited;
  SmrtMoney money;

  if (smrt_change_get_timing (self->change) == SMRT_TIMING_AT_RENEWAL)
    {
      money = smrt_quote_get_due_today (smrt_change_get_quote (self->change));
      amount = smrt_words_money (&money);
      smrt_amount_row_set_title (self->proof_row, _("Nothing charged, as quoted"));
      smrt_amount_row_set_subtitle (self->proof_row, _("No invoice is made before that day"));
      smrt_amount_row_set_amount (self->proof_row, amount);
      return;
    }
  if (!proof)
    {
      if (!smrt_change_get_exact (self->change))
        missing = smrt_words_missing_invoice (smrt_change_get_quote (self->change));
      smrt_amount_row_set_title (self->proof_row, sentence);
      smrt_amount_row_set_subtitle (self->proof_row, missing);
      smrt_amount_row_set_amount (self->proof_row, NULL);
      return;
    }

  credited = smrt_invoice_get_credit_added (charged);
  money = smrt_invoice_get_money (charged, credited > 0 ? credited : smrt_invoice_get_sums (charged)->amount_due);
  amount = smrt_words_money (&money);

  smrt_amount_row_set_title (self->proof_row, describe_proof (proof, charged));
  smrt_amount_row_set_subtitle (self->proof_row, _("Each line compared with the receipt"));
  smrt_amount_row_set_amount (self->proof_row, amount);
  smrt_amount_row_set_tone (self->proof_row, credited > 0 ? SMRT_TONE_GOOD : SMRT_TONE_NEUTRAL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->proof_row), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
}

static void
show_differences (SmrtReceiptView *self,
                  SmrtProof       *proof)
{
  GPtrArray *differences = proof ? smrt_proof_get_differences (proof) : NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  for (unsigned int i = 0; differences && i < differences->len; i++)
    {
      g_autofree char *sentence = smrt_words_difference (g_ptr_array_index (differences, i));

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", sentence);
    }
  gtk_label_set_label (self->difference_label, text->str);
  gtk_widget_set_visible (self->difference_box, text->len > 0);
}

static void
show_invoice (SmrtReceiptView *self,
              SmrtInvoice     *invoice)
{
  SmrtPaymentMethod *method = smrt_quote_get_payment_method (smrt_change_get_quote (self->change));
  const SmrtInvoiceSums *sums = invoice ? smrt_invoice_get_sums (invoice) : NULL;
  g_autofree char *number = NULL;
  g_autofree char *card = NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->invoice_row, invoice != NULL);
  if (!invoice)
    return;

  number = smrt_words_plain (smrt_invoice_get_number (invoice) ? smrt_invoice_get_number (invoice)
                                                               : smrt_invoice_get_id (invoice));
  if (method && sums->amount_paid > 0)
    card = smrt_words_payment_method (method);
  text = card ? g_strdup_printf ("%s · %s", number, card) : g_strdup (number);
  gtk_label_set_label (self->invoice_label, text);
}

static void
show_next (SmrtReceiptView *self,
           SmrtQuote       *quote)
{
  g_autofree char *amount = NULL;
  g_autofree char *date = NULL;
  SmrtMoney money;

  gtk_widget_set_visible (GTK_WIDGET (self->next_row), quote != NULL);
  if (!quote)
    return;

  money = smrt_quote_get_next_payment (quote);
  amount = smrt_words_money (&money);
  date = smrt_words_next_payment (quote);
  smrt_amount_row_set_amount (self->next_row, amount);
  smrt_amount_row_set_subtitle (self->next_row, date);
}

static void
update (SmrtReceiptView *self)
{
  gboolean done = self->change && smrt_change_get_state (self->change) == SMRT_CHANGE_STATE_DONE;
  SmrtCatalogue *catalogue;
  SmrtOffer *offer;
  SmrtProof *proof;
  SmrtQuote *quote;
  gboolean planned;
  g_autofree char *title = NULL;
  g_autofree char *body = NULL;

  gtk_widget_set_visible (adw_bin_get_child (ADW_BIN (self)), done);
  if (!done)
    return;

  catalogue = smrt_account_get_catalogue (smrt_change_get_account (self->change));
  offer = smrt_change_get_offer (self->change);
  proof = smrt_change_get_proof (self->change);
  quote = smrt_change_get_quote (self->change);
  planned = smrt_change_get_timing (self->change) == SMRT_TIMING_AT_RENEWAL;
  title = planned ? smrt_words_planned_title (quote) : smrt_words_done_title (offer, catalogue);
  body = planned ? smrt_words_planned_body (quote, catalogue) : smrt_words_done_body (offer, catalogue);

  gtk_label_set_label (self->title_label, title);
  gtk_label_set_label (self->body_label, body);
  show_proof (self, proof);
  show_differences (self, proof);
  show_invoice (self, smrt_change_get_invoice (self->change));
  show_next (self, quote);
}

static gboolean
smrt_receipt_view_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (SMRT_RECEIPT_VIEW (widget)->done_button);
}

static void
smrt_receipt_view_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  SmrtReceiptView *self = SMRT_RECEIPT_VIEW (object);

  switch (prop_id)
    {
    case PROP_CHANGE:
      g_value_set_object (value, self->change);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_receipt_view_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  SmrtReceiptView *self = SMRT_RECEIPT_VIEW (object);

  switch (prop_id)
    {
    case PROP_CHANGE:
      smrt_receipt_view_set_change (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_receipt_view_dispose (GObject *object)
{
  SmrtReceiptView *self = SMRT_RECEIPT_VIEW (object);

  g_clear_object (&self->change_signals);
  g_clear_object (&self->change);

  G_OBJECT_CLASS (smrt_receipt_view_parent_class)->dispose (object);
}

static void
smrt_receipt_view_class_init (SmrtReceiptViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = smrt_receipt_view_get_property;
  object_class->set_property = smrt_receipt_view_set_property;
  object_class->dispose = smrt_receipt_view_dispose;
  widget_class->grab_focus = smrt_receipt_view_grab_focus;

  properties[PROP_CHANGE] =
    g_param_spec_object ("change", NULL, NULL, SMRT_TYPE_CHANGE,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (SMRT_TYPE_AMOUNT_ROW);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/smrtphone/Plans/smrt-receipt-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SmrtReceiptView, title_label);
  gtk_widget_class_bind_template_child (widget_class, SmrtReceiptView, body_label);
  gtk_widget_class_bind_template_child (widget_class, SmrtReceiptView, proof_row);
  gtk_widget_class_bind_template_child (widget_class, SmrtReceiptView, invoice_row);
  gtk_widget_class_bind_template_child (widget_class, SmrtReceiptView, invoice_label);
  gtk_widget_class_bind_template_child (widget_class, SmrtReceiptView, next_row);
  gtk_widget_class_bind_template_child (widget_class, SmrtReceiptView, difference_box);
  gtk_widget_class_bind_template_child (widget_class, SmrtReceiptView, difference_label);
  gtk_widget_class_bind_template_child (widget_class, SmrtReceiptView, done_button);
}

static void
smrt_receipt_view_init (SmrtReceiptView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->change_signals = g_signal_group_new (SMRT_TYPE_CHANGE);
  g_signal_group_connect_swapped (self->change_signals, "notify::state", G_CALLBACK (update), self);

  update (self);
}

SmrtChange *
smrt_receipt_view_get_change (SmrtReceiptView *self)
{
  g_return_val_if_fail (SMRT_IS_RECEIPT_VIEW (self), NULL);

  return self->change;
}

void
smrt_receipt_view_set_change (SmrtReceiptView *self,
                              SmrtChange      *change)
{
  g_return_if_fail (SMRT_IS_RECEIPT_VIEW (self));
  g_return_if_fail (change == NULL || SMRT_IS_CHANGE (change));

  if (!g_set_object (&self->change, change))
    return;
  g_signal_group_set_target (self->change_signals, change);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHANGE]);
}
