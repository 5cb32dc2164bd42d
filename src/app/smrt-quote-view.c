/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-quote-view.h"

#include <glib/gi18n-lib.h>

#include "smrt-amount-row.h"
#include "smrt-badge.h"
#include "smrt-forecast.h"
#include "smrt-invoice-list.h"
#include "smrt-timing-list.h"
#include "smrt-words.h"

struct _SmrtQuoteView
{
  AdwBin parent_instance;

  SmrtChange *change;
  GSignalGroup *change_signals;

  GtkWidget *changed_box;
  GtkLabel *changed_label;
  GtkLabel *from_label;
  GtkLabel *from_price_label;
  GtkLabel *to_label;
  GtkLabel *to_price_label;
  SmrtTimingList *timing_list;
  GtkWidget *released_label;
  SmrtInvoiceList *pay_list;
  SmrtAmountRow *next_row;
  GtkWidget *credit_box;
  GtkListBox *credit_list;
  GtkWidget *gain_box;
  GtkBox *gain_list;
  GtkWidget *loss_box;
  GtkBox *loss_list;
  GtkWidget *features_label;
  GtkLabel *quoted_label;
};

G_DEFINE_FINAL_TYPE (SmrtQuoteView, smrt_quote_view, ADW_TYPE_BIN)

enum
{
  PROP_CHANGE = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
show_side (GtkLabel      *name_label,
           GtkLabel      *price_label,
           SmrtPlan      *plan,
           SmrtPrice     *price,
           gint64         quantity,
           SmrtCatalogue *catalogue)
{
  g_autofree char *name = smrt_words_plan_with_cycle (plan, price, catalogue);
  g_autofree char *amount = smrt_words_price (price, quantity);
  g_autofree char *count = smrt_words_quantity (quantity, smrt_plan_get_unit_label (plan));
  g_autofree char *text = count ? g_strdup_printf ("%s · %s", count, amount) : g_strdup (amount);

  gtk_label_set_label (name_label, name);
  gtk_label_set_label (price_label, text);
}

static void
show_sides (SmrtQuoteView *self,
            SmrtOffer     *offer,
            SmrtCatalogue *catalogue)
{
  show_side (self->from_label, self->from_price_label,
             smrt_offer_get_from_plan (offer), smrt_offer_get_from_price (offer),
             smrt_subscription_item_get_quantity (smrt_offer_get_item (offer)), catalogue);
  show_side (self->to_label, self->to_price_label,
             smrt_offer_get_to_plan (offer), smrt_offer_get_to_price (offer),
             smrt_offer_get_quantity (offer), catalogue);
}

static char *
describe_payment (SmrtAccount *account,
                  SmrtQuote   *quote)
{
  SmrtSubscription *subscription = smrt_offer_get_subscription (smrt_quote_get_offer (quote));
  SmrtPaymentMethod *method = smrt_quote_get_payment_method (quote);
  g_autofree char *words = NULL;
  g_autofree char *expiry = NULL;

  if (smrt_quote_get_due_today (quote).amount <= 0 && smrt_subscription_get_trial_end (subscription) != 0)
    {
      g_autofree char *date = smrt_words_date (smrt_subscription_get_trial_end (subscription));

      /* Translators: %s is the day on which a trial ends. */
      return g_strdup_printf (_("Nothing is due until %s"), date);
    }
  if (smrt_quote_get_due_today (quote).amount <= 0)
    return g_strdup (_("Nothing is charged"));
  if (smrt_subscription_get_sends_invoice (subscription))
    return smrt_words_collection (SMRT_COLLECTION_SEND_INVOICE, subscription);
  if (!method)
    return g_strdup (_("There is no payment method on the account"));

  words = smrt_words_payment_method (method);
  expiry = smrt_words_payment_method_expiry (method, smrt_account_get_as_of (account));
  return expiry != NULL ? g_strdup_printf ("%s · %s", words, expiry) : g_steal_pointer (&words);
}

static void
show_next (SmrtQuoteView *self,
           SmrtQuote     *quote)
{
  SmrtMoney money = smrt_quote_get_next_payment (quote);
  g_autofree char *amount = smrt_words_money (&money);
  g_autofree char *date = smrt_words_next_payment (quote);

  smrt_amount_row_set_amount (self->next_row, amount);
  smrt_amount_row_set_subtitle (self->next_row, date);
}

/* What is left of the customer balance once the change's invoice is settled, turned so that credit is positive. A
 * change at the next billing date leaves it as it is. */
static SmrtMoney
get_credit_after (SmrtQuote *quote)
{
  SmrtInvoice *invoice = smrt_quote_get_due_invoice (quote);
  const SmrtInvoiceSums *sums;
  gint64 balance;

  if (!invoice)
    {
      invoice = smrt_quote_get_next_invoice (quote);
      return smrt_invoice_get_money (invoice, -smrt_invoice_get_sums (invoice)->starting_balance);
    }

  sums = smrt_invoice_get_sums (invoice);
  balance = sums->has_ending_balance ? sums->ending_balance : sums->starting_balance + sums->total - sums->amount_due;

  return smrt_invoice_get_money (invoice, -balance);
}

static void
show_payment (SmrtQuoteView *self,
              SmrtQuote     *quote,
              SmrtCatalogue *catalogue,
              const char    *payment)
{
  SmrtMoney due = smrt_quote_get_due_today (quote);
  SmrtSubscription *subscription = smrt_offer_get_subscription (smrt_quote_get_offer (quote));
  gboolean sends = smrt_subscription_get_sends_invoice (subscription);
  gboolean in_trial = smrt_subscription_get_trial_end (subscription) != 0;

  if (smrt_quote_get_due_invoice (quote))
    smrt_invoice_list_show (self->pay_list, smrt_quote_get_due_invoice (quote), catalogue,
                            sends && due.amount > 0 ? _("Invoiced today") : _("Due today"), payment);
  else if (smrt_quote_get_timing (quote) == SMRT_TIMING_AT_RENEWAL)
    smrt_invoice_list_show_nothing_due (self->pay_list, &due, _("Due today"), _("Until that day all stays as it is"));
  else
    smrt_invoice_list_show_nothing_due (self->pay_list, &due, _("Due today"),
                                        in_trial ? payment : _("The difference is charged with the next payment"));
}

static void
show_credit (SmrtQuoteView *self,
             SmrtQuote     *quote)
{
  SmrtOffer *offer = smrt_quote_get_offer (quote);
  SmrtCycle cycle = smrt_price_get_cycle (smrt_offer_get_to_price (offer));
  SmrtPaymentMethod *method = smrt_quote_get_payment_method (quote);
  SmrtMoney credit = get_credit_after (quote);
  SmrtMoney payment = smrt_quote_get_next_payment (quote);
  g_autoptr (GArray) rows = smrt_forecast_credit (&credit, &payment, smrt_quote_get_next_date (quote), cycle);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->credit_list))))
    gtk_list_box_remove (self->credit_list, child);

  for (unsigned int i = 0; i < rows->len; i++)
    {
      const SmrtForecastRow *row = &g_array_index (rows, SmrtForecastRow, i);
      g_autofree char *title = NULL;
      g_autofree char *detail = NULL;

      smrt_words_forecast (row, cycle, method, &title, &detail);
      gtk_list_box_append (self->credit_list, smrt_amount_row_new_money (title, detail, &row->charged));
    }
  gtk_widget_set_visible (self->credit_box, rows->len > 0);
}

static void
show_features (GtkWidget     *box,
               GtkBox        *list,
               char         **features,
               const char    *icon_name,
               const char    *css_class)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (list))))
    gtk_box_remove (list, child);

  for (unsigned int i = 0; features[i]; i++)
    {
      g_autofree char *name = smrt_words_plain (features[i]);
      GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
      GtkWidget *image = gtk_image_new_from_icon_name (icon_name);
      GtkWidget *label = gtk_label_new (name);

      gtk_widget_add_css_class (image, css_class);
      gtk_accessible_update_state (GTK_ACCESSIBLE (image), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
      gtk_widget_set_hexpand (label, TRUE);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_box_append (GTK_BOX (line), image);
      gtk_box_append (GTK_BOX (line), label);
      gtk_box_append (list, line);
    }
  gtk_widget_set_visible (box, features[0] != NULL);
}

static char *
describe_features (SmrtOffer *offer)
{
  SmrtPrice *annual;
  SmrtPrice *monthly;
  unsigned int months;

  switch (smrt_offer_get_kind (offer))
    {
    case SMRT_OFFER_SWITCH_TO_MONTHLY:
      annual = smrt_offer_get_from_price (offer);
      monthly = smrt_offer_get_to_price (offer);
      months = smrt_price_get_free_months (annual, monthly);
      if (months == 0)
        return g_strdup (_("All features stay."));
      /* Translators: %u is how many months the annual price saves. */
      return g_strdup_printf (ngettext ("All features stay. You lose the free month of annual billing.",
                                        "All features stay. You lose the %u free months of annual billing.", months),
                              months);
    case SMRT_OFFER_SWITCH_TO_ANNUAL:
      annual = smrt_offer_get_to_price (offer);
      monthly = smrt_offer_get_from_price (offer);
      months = smrt_price_get_free_months (annual, monthly);
      if (months == 0)
        return g_strdup (_("All features stay. A year is paid at once."));
      /* Translators: %u is how many months the annual price saves. */
      return g_strdup_printf (ngettext ("All features stay. A year is paid at once; one month of it is free.",
                                        "All features stay. A year is paid at once; %u months of it are free.", months),
                              months);
    case SMRT_OFFER_UPGRADE:
    case SMRT_OFFER_DOWNGRADE:
    case SMRT_OFFER_CHANGE_SEATS:
    default:
      return NULL;
    }
}

static void
show_difference (SmrtQuoteView *self,
                 SmrtOffer     *offer,
                 SmrtCatalogue *catalogue)
{
  SmrtPlan *from = smrt_offer_get_from_plan (offer);
  SmrtPlan *to = smrt_offer_get_to_plan (offer);
  g_auto (GStrv) gained = smrt_catalogue_get_feature_difference (catalogue, from, to);
  g_auto (GStrv) lost = smrt_catalogue_get_feature_difference (catalogue, to, from);
  g_autofree char *words = describe_features (offer);

  show_features (self->gain_box, self->gain_list, gained, "smrt-plus-symbolic", "success");
  show_features (self->loss_box, self->loss_list, lost, "smrt-dash-symbolic", "dim-label");
  gtk_label_set_label (GTK_LABEL (self->features_label), words ? words : "");
  gtk_widget_set_visible (self->features_label, words != NULL);
}

static void
show_changed (SmrtQuoteView *self,
              SmrtQuote     *quote)
{
  SmrtQuote *previous = smrt_change_get_previous_quote (self->change);
  g_autoptr (GPtrArray) sentences = NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->changed_box, previous && !smrt_quote_same_amounts (previous, quote));
  if (!previous)
    return;

  sentences = smrt_words_quote_changed (previous, quote);
  g_ptr_array_add (sentences, NULL);
  text = g_strjoinv ("\n", (char **) sentences->pdata);
  gtk_label_set_label (self->changed_label, text);
}

static void
update (SmrtQuoteView *self)
{
  SmrtQuote *quote = self->change ? smrt_change_get_quote (self->change) : NULL;
  SmrtAccount *account;
  SmrtCatalogue *catalogue;
  SmrtOffer *offer;
  g_autofree char *payment = NULL;
  g_autofree char *quoted = NULL;

  gtk_widget_set_visible (adw_bin_get_child (ADW_BIN (self)), quote != NULL);
  if (!quote)
    {
      smrt_invoice_list_show (self->pay_list, NULL, NULL, _("Due today"), NULL);
      smrt_amount_row_set_amount (self->next_row, NULL);
      return;
    }

  account = smrt_change_get_account (self->change);
  catalogue = smrt_account_get_catalogue (account);
  offer = smrt_quote_get_offer (quote);
  payment = describe_payment (account, quote);
  quoted = smrt_words_quoted_for (quote);

  show_changed (self, quote);
  show_sides (self, offer, catalogue);
  show_payment (self, quote, catalogue, payment);
  gtk_widget_set_visible (self->released_label,
                          smrt_subscription_get_schedule_id (smrt_offer_get_subscription (offer)) != NULL);
  show_next (self, quote);
  show_credit (self, quote);
  show_difference (self, offer, catalogue);
  gtk_label_set_label (self->quoted_label, quoted);
}

static void
smrt_quote_view_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  SmrtQuoteView *self = SMRT_QUOTE_VIEW (object);

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
smrt_quote_view_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  SmrtQuoteView *self = SMRT_QUOTE_VIEW (object);

  switch (prop_id)
    {
    case PROP_CHANGE:
      smrt_quote_view_set_change (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_quote_view_dispose (GObject *object)
{
  SmrtQuoteView *self = SMRT_QUOTE_VIEW (object);

  g_clear_object (&self->change_signals);
  g_clear_object (&self->change);

  G_OBJECT_CLASS (smrt_quote_view_parent_class)->dispose (object);
}

static void
smrt_quote_view_class_init (SmrtQuoteViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = smrt_quote_view_get_property;
  object_class->set_property = smrt_quote_view_set_property;
  object_class->dispose = smrt_quote_view_dispose;

  properties[PROP_CHANGE] =
    g_param_spec_object ("change", NULL, NULL, SMRT_TYPE_CHANGE,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (SMRT_TYPE_AMOUNT_ROW);
  g_type_ensure (SMRT_TYPE_BADGE);
  g_type_ensure (SMRT_TYPE_INVOICE_LIST);
  g_type_ensure (SMRT_TYPE_TIMING_LIST);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/smrtphone/Plans/smrt-quote-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SmrtQuoteView, changed_box);
  gtk_widget_class_bind_template_child (widget_class, SmrtQuoteView, changed_label);
  gtk_widget_class_bind_template_child (widget_class, SmrtQuoteView, from_label);
  gtk_widget_class_bind_template_child (widget_class, SmrtQuoteView, from_price_label);
  gtk_widget_class_bind_template_child (widget_class, SmrtQuoteView, to_label);
  gtk_widget_class_bind_template_child (widget_class, SmrtQuoteView, to_price_label);
  gtk_widget_class_bind_template_child (widget_class, SmrtQuoteView, timing_list);
  gtk_widget_class_bind_template_child (widget_class, SmrtQuoteView, released_label);
  gtk_widget_class_bind_template_child (widget_class, SmrtQuoteView, pay_list);
  gtk_widget_class_bind_template_child (widget_class, SmrtQuoteView, next_row);
  gtk_widget_class_bind_template_child (widget_class, SmrtQuoteView, credit_box);
  gtk_widget_class_bind_template_child (widget_class, SmrtQuoteView, credit_list);
  gtk_widget_class_bind_template_child (widget_class, SmrtQuoteView, gain_box);
  gtk_widget_class_bind_template_child (widget_class, SmrtQuoteView, gain_list);
  gtk_widget_class_bind_template_child (widget_class, SmrtQuoteView, loss_box);
  gtk_widget_class_bind_template_child (widget_class, SmrtQuoteView, loss_list);
  gtk_widget_class_bind_template_child (widget_class, SmrtQuoteView, features_label);
  gtk_widget_class_bind_template_child (widget_class, SmrtQuoteView, quoted_label);
}

static void
smrt_quote_view_init (SmrtQuoteView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->change_signals = g_signal_group_new (SMRT_TYPE_CHANGE);
  g_signal_group_connect_swapped (self->change_signals, "notify::quote", G_CALLBACK (update), self);
  g_signal_group_connect_swapped (self->change_signals, "notify::previous-quote", G_CALLBACK (update), self);

  update (self);
}

SmrtChange *
smrt_quote_view_get_change (SmrtQuoteView *self)
{
  g_return_val_if_fail (SMRT_IS_QUOTE_VIEW (self), NULL);

  return self->change;
}

void
smrt_quote_view_set_change (SmrtQuoteView *self,
                            SmrtChange    *change)
{
  g_return_if_fail (SMRT_IS_QUOTE_VIEW (self));
  g_return_if_fail (change == NULL || SMRT_IS_CHANGE (change));

  if (!g_set_object (&self->change, change))
    return;
  g_signal_group_set_target (self->change_signals, change);
  smrt_timing_list_set_change (self->timing_list, change);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHANGE]);
}
