/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-run-down-card.h"

#include <glib/gi18n-lib.h>

#include "smrt-amount-row.h"
#include "smrt-export-estimate.h"
#include "smrt-format.h"
#include "smrt-run-down.h"
#include "smrt-words.h"

#define CHART_HEIGHT 140

struct _SmrtRunDownCard
{
  AdwBin  parent_instance;

  GArray *payments;
};

G_DEFINE_FINAL_TYPE (SmrtRunDownCard, smrt_run_down_card, ADW_TYPE_BIN)

static GArray *
reckon (SmrtAccount *account)
{
  SmrtMoney credit;

  if (account == NULL || !smrt_account_get_credit (account, &credit) || credit.amount <= 0)
    return NULL;

  return smrt_export_estimate_run_down (smrt_account_get_subscriptions (account), smrt_account_get_catalogue (account),
                                        &credit, SMRT_RUN_DOWN_MAX_PAYMENTS);
}

/* What the payment that comes first is taken from. */
static SmrtPaymentMethod *
get_payment_method (SmrtAccount *account)
{
  SmrtSubscription *subscription;
  SmrtMoney payment;

  smrt_format_find_next_payment (account, &subscription, &payment);

  return subscription != NULL ? smrt_account_get_payment_method (account, subscription) : NULL;
}

static GtkWidget *
create_table (SmrtAccount *account,
              GArray      *payments)
{
  GtkWidget *list = gtk_list_box_new ();
  g_autofree char *method = NULL;

  if (get_payment_method (account) != NULL)
    method = smrt_words_payment_method (get_payment_method (account));

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Coming payments, an estimate"), -1);

  for (unsigned int i = 0; i < payments->len; i++)
    {
      const SmrtForecastRow *row = &g_array_index (payments, SmrtForecastRow, i);
      g_autofree char *date = smrt_words_date (row->first_date);
      g_autofree char *payment = smrt_words_money (&row->payment);
      g_autofree char *from_credit = smrt_words_money (&row->from_credit);
      g_autofree char *detail = NULL;

      if (row->charged.amount == 0)
        /* Translators: %s is a payment. */
        detail = g_strdup_printf (_("Payment of %s, all from credit"), payment);
      else if (row->from_credit.amount > 0)
        /* Translators: %1$s is a payment, %2$s the part of it that a credit pays. */
        detail = g_strdup_printf (_("Payment of %1$s, %2$s from credit"), payment, from_credit);
      else
        /* Translators: %s is a card, "Visa •••• 4242". */
        detail = method != NULL ? g_strdup_printf (_("No credit left; charged to %s"), method)
                                : g_strdup (_("No credit left"));

      gtk_list_box_append (GTK_LIST_BOX (list), smrt_amount_row_new_money (date, detail, &row->charged));
    }

  return list;
}

static guint32
to_rgba (const GdkRGBA *colour,
         double         alpha)
{
  return (guint32) (colour->red * 255 + 0.5) << 24 | (guint32) (colour->green * 255 + 0.5) << 16 |
         (guint32) (colour->blue * 255 + 0.5) << 8 | (guint32) (colour->alpha * alpha * 255 + 0.5);
}

static guint32
look_up (GtkStyleContext *style,
         const char      *name,
         const GdkRGBA   *fallback)
{
  GdkRGBA colour;

  return to_rgba (gtk_style_context_lookup_color (style, name, &colour) ? &colour : fallback, 1);
}

static void
draw_cb (GtkDrawingArea *area,
         cairo_t        *cr,
         int             width,
         int             height,
         gpointer        user_data)
{
  SmrtRunDownCard *self = user_data;
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (area));
  const PangoRectangle place = { 0, 0, width * PANGO_SCALE, height * PANGO_SCALE };
  SmrtRunDownColours colours;
  GdkRGBA text;

  gtk_style_context_get_color (style, &text);
  colours.text = to_rgba (&text, 1);
  colours.dim = to_rgba (&text, 0.55);
  colours.credit = look_up (style, "success_color", &text);
  colours.charged = look_up (style, "accent_color", &text);

  smrt_run_down_draw (cr, gtk_widget_get_pango_context (GTK_WIDGET (area)), self->payments, &place, &colours,
                      gtk_widget_get_direction (GTK_WIDGET (area)) == GTK_TEXT_DIR_RTL);
}

/* Whoever does not see the chart is told what it shows. */
static GtkWidget *
create_chart (SmrtRunDownCard *self,
              SmrtAccount     *account)
{
  GtkWidget *area = g_object_new (GTK_TYPE_DRAWING_AREA, "accessible-role", GTK_ACCESSIBLE_ROLE_IMG, NULL);
  g_auto (GStrv) sentences = smrt_run_down_describe (self->payments, get_payment_method (account));
  g_autofree char *text = g_strjoinv (" ", sentences);

  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (area), CHART_HEIGHT);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw_cb, self, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (area),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Coming payments, an estimate"),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
  gtk_widget_add_css_class (area, "caption");
  gtk_widget_add_css_class (area, "run-down-chart");

  return area;
}

static GtkWidget *
create_heading (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *title = gtk_label_new (_("Coming Payments"));
  GtkWidget *note = gtk_label_new (_("What is charged then, if nothing changes; without tax and discounts."));

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_widget_add_css_class (title, "heading");
  gtk_label_set_xalign (GTK_LABEL (note), 0);
  gtk_label_set_wrap (GTK_LABEL (note), TRUE);
  gtk_widget_add_css_class (note, "caption");
  gtk_widget_add_css_class (note, "dim-label");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), note);
  gtk_widget_add_css_class (box, "run-down-heading");

  return box;
}

static void
smrt_run_down_card_finalize (GObject *object)
{
  g_clear_pointer (&SMRT_RUN_DOWN_CARD (object)->payments, g_array_unref);

  G_OBJECT_CLASS (smrt_run_down_card_parent_class)->finalize (object);
}

static void
smrt_run_down_card_class_init (SmrtRunDownCardClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = smrt_run_down_card_finalize;
}

static void
smrt_run_down_card_init (SmrtRunDownCard *self)
{
}

gboolean
smrt_run_down_card_is_known (SmrtAccount *account)
{
  g_autoptr (GArray) payments = reckon (account);

  return payments != NULL && payments->len > 0;
}

GtkWidget *
smrt_run_down_card_new (SmrtAccount *account)
{
  SmrtRunDownCard *self;
  GtkWidget *box;

  g_return_val_if_fail (SMRT_IS_ACCOUNT (account), NULL);

  self = g_object_new (SMRT_TYPE_RUN_DOWN_CARD, NULL);
  self->payments = reckon (account);
  if (self->payments == NULL)
    return GTK_WIDGET (self);

  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (box), create_heading ());
  gtk_box_append (GTK_BOX (box), create_chart (self, account));
  gtk_box_append (GTK_BOX (box), create_table (account, self->payments));
  gtk_widget_add_css_class (box, "card");
  gtk_widget_set_overflow (box, GTK_OVERFLOW_HIDDEN);
  adw_bin_set_child (ADW_BIN (self), box);

  return GTK_WIDGET (self);
}
