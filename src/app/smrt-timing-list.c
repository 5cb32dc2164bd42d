/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-timing-list.h"

#include <glib/gi18n-lib.h>

#include "smrt-words.h"

struct _SmrtTimingList
{
  AdwBin parent_instance;

  SmrtChange *change;
  GSignalGroup *change_signals;

  GtkWidget *now_row;
  GtkCheckButton *now_check;
  GtkLabel *now_detail_label;
  GtkLabel *now_amount_label;
  GtkWidget *renewal_row;
  GtkCheckButton *renewal_check;
  GtkLabel *renewal_title_label;
  GtkLabel *renewal_detail_label;
  GtkLabel *renewal_amount_label;
};

G_DEFINE_FINAL_TYPE (SmrtTimingList, smrt_timing_list, ADW_TYPE_BIN)

enum
{
  PROP_CHANGE = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static char *
describe_due (SmrtQuote *quote)
{
  g_autofree char *amount = NULL;
  SmrtMoney due;

  if (!quote)
    return NULL;

  due = smrt_quote_get_due_today (quote);
  amount = smrt_words_money (&due);

  /* Translators: %s is an amount of money that is due today. */
  return g_strdup_printf (_("%s today"), amount);
}

/* What comes of it at once, beside the amount. */
static char *
describe_now (SmrtQuote     *quote,
              SmrtCatalogue *catalogue)
{
  SmrtOffer *offer = smrt_quote_get_offer (quote);
  SmrtMoney added = smrt_quote_get_credit_added (quote);
  g_autofree char *amount = NULL;
  g_autofree char *name = NULL;

  if (added.amount > 0)
    {
      amount = smrt_words_money (&added);
      /* Translators: %s is an amount of money. */
      return g_strdup_printf (_("%s becomes subscription credit"), amount);
    }

  switch (smrt_offer_get_kind (offer))
    {
    case SMRT_OFFER_UPGRADE:
      name = smrt_words_plan_short_name (smrt_offer_get_to_plan (offer), catalogue);
      /* Translators: %s is a plan, “Pro”. */
      return g_strdup_printf (_("%s features at once"), name);
    case SMRT_OFFER_SWITCH_TO_ANNUAL:
      return g_strdup (_("The year is paid at once"));
    case SMRT_OFFER_CHANGE_SEATS:
      return g_strdup (_("The new number applies at once"));
    case SMRT_OFFER_DOWNGRADE:
    case SMRT_OFFER_SWITCH_TO_MONTHLY:
    default:
      return g_strdup (_("Applies at once"));
    }
}

static void
show_time (GtkWidget  *row,
           GtkLabel   *detail_label,
           GtkLabel   *amount_label,
           SmrtQuote  *quote,
           const char *detail)
{
  g_autofree char *amount = describe_due (quote);

  gtk_widget_set_sensitive (row, quote != NULL);
  gtk_label_set_label (detail_label, quote ? detail : _("Not offered for this change"));
  gtk_label_set_label (amount_label, amount ? amount : "");
}

static void
update_checks (SmrtTimingList *self)
{
  gboolean now = self->change && smrt_change_get_timing (self->change) == SMRT_TIMING_NOW;

  gtk_check_button_set_active (now ? self->now_check : self->renewal_check, TRUE);
}

static void
update (SmrtTimingList *self)
{
  SmrtQuote *now = self->change ? smrt_change_get_quote_for (self->change, SMRT_TIMING_NOW) : NULL;
  SmrtQuote *renewal = self->change ? smrt_change_get_quote_for (self->change, SMRT_TIMING_AT_RENEWAL) : NULL;
  g_autofree char *detail = NULL;
  g_autofree char *date = NULL;
  g_autofree char *title = NULL;

  /* Where there is no choice and nothing unusual, nothing is asked. */
  gtk_widget_set_visible (GTK_WIDGET (self), renewal != NULL);
  if (!renewal)
    return;

  if (now)
    detail = describe_now (now, smrt_account_get_catalogue (smrt_change_get_account (self->change)));
  date = smrt_words_date (smrt_quote_get_next_date (renewal));
  /* Translators: %s is a day, “3 December 2026”. */
  title = g_strdup_printf (_("On %s"), date);

  show_time (self->now_row, self->now_detail_label, self->now_amount_label, now, detail);
  show_time (self->renewal_row, self->renewal_detail_label, self->renewal_amount_label, renewal,
             _("Your next billing date"));
  gtk_label_set_label (self->renewal_title_label, title);
  update_checks (self);
}

static void
choose (SmrtTimingList *self,
        SmrtTiming      timing)
{
  if (self->change && smrt_change_get_state (self->change) <= SMRT_CHANGE_STATE_QUOTE_CHANGED &&
      smrt_change_get_quote_for (self->change, timing))
    smrt_change_set_timing (self->change, timing);
}

static void
toggled_cb (SmrtTimingList *self,
            GtkCheckButton *check)
{
  if (gtk_check_button_get_active (check))
    choose (self, check == self->now_check ? SMRT_TIMING_NOW : SMRT_TIMING_AT_RENEWAL);
}

static void
row_activated_cb (SmrtTimingList *self,
                  GtkListBoxRow  *row)
{
  gtk_check_button_set_active (GTK_WIDGET (row) == self->now_row ? self->now_check : self->renewal_check, TRUE);
}

static void
smrt_timing_list_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  SmrtTimingList *self = SMRT_TIMING_LIST (object);

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
smrt_timing_list_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  SmrtTimingList *self = SMRT_TIMING_LIST (object);

  switch (prop_id)
    {
    case PROP_CHANGE:
      smrt_timing_list_set_change (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_timing_list_dispose (GObject *object)
{
  SmrtTimingList *self = SMRT_TIMING_LIST (object);

  g_clear_object (&self->change_signals);
  g_clear_object (&self->change);

  G_OBJECT_CLASS (smrt_timing_list_parent_class)->dispose (object);
}

static void
smrt_timing_list_class_init (SmrtTimingListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = smrt_timing_list_get_property;
  object_class->set_property = smrt_timing_list_set_property;
  object_class->dispose = smrt_timing_list_dispose;

  properties[PROP_CHANGE] =
    g_param_spec_object ("change", NULL, NULL, SMRT_TYPE_CHANGE,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/smrtphone/Plans/smrt-timing-list.ui");
  gtk_widget_class_bind_template_child (widget_class, SmrtTimingList, now_row);
  gtk_widget_class_bind_template_child (widget_class, SmrtTimingList, now_check);
  gtk_widget_class_bind_template_child (widget_class, SmrtTimingList, now_detail_label);
  gtk_widget_class_bind_template_child (widget_class, SmrtTimingList, now_amount_label);
  gtk_widget_class_bind_template_child (widget_class, SmrtTimingList, renewal_row);
  gtk_widget_class_bind_template_child (widget_class, SmrtTimingList, renewal_check);
  gtk_widget_class_bind_template_child (widget_class, SmrtTimingList, renewal_title_label);
  gtk_widget_class_bind_template_child (widget_class, SmrtTimingList, renewal_detail_label);
  gtk_widget_class_bind_template_child (widget_class, SmrtTimingList, renewal_amount_label);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
smrt_timing_list_init (SmrtTimingList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->change_signals = g_signal_group_new (SMRT_TYPE_CHANGE);
  g_signal_group_connect_swapped (self->change_signals, "notify::quote", G_CALLBACK (update), self);
  g_signal_group_connect_swapped (self->change_signals, "notify::timing", G_CALLBACK (update_checks), self);

  update (self);
}

SmrtChange *
smrt_timing_list_get_change (SmrtTimingList *self)
{
  g_return_val_if_fail (SMRT_IS_TIMING_LIST (self), NULL);

  return self->change;
}

void
smrt_timing_list_set_change (SmrtTimingList *self,
                             SmrtChange     *change)
{
  g_return_if_fail (SMRT_IS_TIMING_LIST (self));
  g_return_if_fail (change == NULL || SMRT_IS_CHANGE (change));

  if (!g_set_object (&self->change, change))
    return;

  g_signal_group_set_target (self->change_signals, change);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHANGE]);
}
