/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-run-down-card.h"

#include <glib/gi18n-lib.h>

#include "smrt-amount-row.h"
#include "smrt-format.h"
#include "smrt-words.h"

struct _SmrtRunDownCard
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (SmrtRunDownCard, smrt_run_down_card, ADW_TYPE_BIN)

static GArray *
reckon (SmrtAccount       *account,
        SmrtSubscription **subscription,
        SmrtCycle         *cycle)
{
  SmrtMoney credit;
  SmrtMoney payment;

  if (account == NULL || !smrt_account_get_credit (account, &credit) || credit.amount <= 0 ||
      !smrt_format_find_next_payment (account, subscription, &payment))
    return NULL;

  *cycle = smrt_price_get_cycle (smrt_subscription_item_get_price (smrt_subscription_get_main_item (*subscription)));

  return smrt_forecast_credit (&credit, &payment, smrt_subscription_get_next_billing_date (*subscription), *cycle);
}

static GtkWidget *
create_table (SmrtAccount      *account,
              SmrtSubscription *subscription,
              SmrtCycle         cycle,
              GArray           *rows)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Coming payments, an estimate"), -1);

  for (unsigned int i = 0; i < rows->len; i++)
    {
      const SmrtForecastRow *row = &g_array_index (rows, SmrtForecastRow, i);
      g_autofree char *title = NULL;
      g_autofree char *detail = NULL;

      smrt_words_forecast (row, cycle, smrt_account_get_payment_method (account, subscription), &title, &detail);
      gtk_list_box_append (GTK_LIST_BOX (list), smrt_amount_row_new_money (title, detail, &row->charged));
    }

  return list;
}

static GtkWidget *
create_heading (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *title = gtk_label_new (_("Coming Payments · Estimate"));
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
smrt_run_down_card_class_init (SmrtRunDownCardClass *klass)
{
}

static void
smrt_run_down_card_init (SmrtRunDownCard *self)
{
}

gboolean
smrt_run_down_card_is_known (SmrtAccount *account)
{
  SmrtSubscription *subscription;
  SmrtCycle cycle;
  g_autoptr (GArray) rows = reckon (account, &subscription, &cycle);

  return rows != NULL && rows->len > 0;
}

GtkWidget *
smrt_run_down_card_new (SmrtAccount *account)
{
  GtkWidget *self = g_object_new (SMRT_TYPE_RUN_DOWN_CARD, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  SmrtSubscription *subscription;
  SmrtCycle cycle;
  g_autoptr (GArray) rows = NULL;

  g_return_val_if_fail (SMRT_IS_ACCOUNT (account), self);

  rows = reckon (account, &subscription, &cycle);
  g_return_val_if_fail (rows != NULL, self);

  gtk_box_append (GTK_BOX (box), create_heading ());
  gtk_box_append (GTK_BOX (box), create_table (account, subscription, cycle, rows));
  gtk_widget_add_css_class (box, "card");
  gtk_widget_set_overflow (box, GTK_OVERFLOW_HIDDEN);
  adw_bin_set_child (ADW_BIN (self), box);

  return self;
}
