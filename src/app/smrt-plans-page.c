/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-plans-page.h"

#include <glib/gi18n-lib.h>

#include "smrt-fit-bin.h"
#include "smrt-fold-box.h"
#include "smrt-plan-choice.h"
#include "smrt-plan-table.h"
#include "smrt-state-page.h"
#include "smrt-words.h"

struct _SmrtPlansPage
{
  AdwBin parent_instance;

  SmrtAccount *account;
  GSignalGroup *account_signals;
  GSignalGroup *subscription_signals;
  SmrtPlanChoice *choice;
  SmrtCycle cycle;
  gboolean differences_only;

  GtkWidget *plans;
  GtkWidget *empty;
  GtkWidget *family_drop_down;
  GtkWidget *table;
  GtkWidget *cards;
  GtkWidget *footnote;
};

G_DEFINE_FINAL_TYPE (SmrtPlansPage, smrt_plans_page, ADW_TYPE_BIN)

enum
{
  PROP_ACCOUNT = 1,
  PROP_CYCLE,
  PROP_DIFFERENCES_ONLY,
  PROP_SUBTITLE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static char *
write_footnote (SmrtPlansPage *self)
{
  SmrtPrice *price = self->choice ? smrt_plan_choice_get_price (self->choice) : NULL;
  g_autofree char *own = NULL;

  if (!price)
    return self->choice && self->cycle == SMRT_CYCLE_OTHER ? g_strdup (_("Choose Monthly or Annual to see the prices."))
                                                           : NULL;

  switch (smrt_price_get_cycle (price))
    {
    case SMRT_CYCLE_MONTHLY:
      return g_strdup (_("You pay monthly today. On the annual plan a year is paid at once; if you leave it early, "
                         "the rest becomes subscription credit and is not refunded."));
    case SMRT_CYCLE_ANNUAL:
      return g_strdup (_("You pay annually today. If you switch to monthly, all features stay; the unused part of "
                         "the year becomes subscription credit and is not refunded."));
    case SMRT_CYCLE_OTHER:
    default:
      own = smrt_words_price (price, 1);
      /* Translators: %s is a price with its interval, as "$30.00 every 3 months". */
      return g_strdup_printf (_("You pay %s today. Choose Monthly or Annual to see what can be changed to."), own);
    }
}

static void
show_choice (SmrtPlansPage *self)
{
  g_autofree char *footnote = write_footnote (self);

  smrt_plan_table_show (SMRT_PLAN_TABLE (self->table), self->account, self->choice, self->cycle);
  smrt_plan_table_show (SMRT_PLAN_TABLE (self->cards), self->account, self->choice, self->cycle);
  gtk_label_set_label (GTK_LABEL (self->footnote), footnote ? footnote : "");
  gtk_widget_set_visible (self->footnote, footnote != NULL);
}

static void
set_choice (SmrtPlansPage  *self,
            SmrtPlanChoice *choice)
{
  SmrtCycle cycle = self->cycle;

  /* The page opens on the cycle that the account has, and goes along when that changes, but what the person looks at
   * stays through a mere refresh. */
  if (!choice)
    cycle = SMRT_CYCLE_OTHER;
  else if (!self->choice || !smrt_plan_choice_is_same (choice, self->choice) ||
           smrt_plan_choice_get_cycle (choice) != smrt_plan_choice_get_cycle (self->choice))
    cycle = smrt_plan_choice_get_cycle (choice);

  g_set_object (&self->choice, choice);
  g_object_freeze_notify (G_OBJECT (self));
  if (cycle != self->cycle)
    {
      self->cycle = cycle;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CYCLE]);
    }
  show_choice (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SUBTITLE]);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
selected_cb (SmrtPlansPage *self)
{
  SmrtPlanChoice *choice = gtk_drop_down_get_selected_item (GTK_DROP_DOWN (self->family_drop_down));

  if (choice && choice != self->choice)
    set_choice (self, choice);
}

static void
update (SmrtPlansPage *self)
{
  g_autoptr (GListStore) choices = self->account ? smrt_plan_choice_list (self->account) : NULL;
  unsigned int n = choices ? g_list_model_get_n_items (G_LIST_MODEL (choices)) : 0;
  unsigned int selected = 0;
  g_autoptr (SmrtPlanChoice) choice = NULL;

  for (unsigned int i = 0; self->choice && i < n; i++)
    {
      g_autoptr (SmrtPlanChoice) candidate = g_list_model_get_item (G_LIST_MODEL (choices), i);

      if (smrt_plan_choice_is_same (candidate, self->choice))
        selected = i;
    }
  choice = n > 0 ? g_list_model_get_item (G_LIST_MODEL (choices), selected) : NULL;

  g_signal_handlers_block_by_func (self->family_drop_down, selected_cb, self);
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->family_drop_down), G_LIST_MODEL (choices));
  if (n > 0)
    gtk_drop_down_set_selected (GTK_DROP_DOWN (self->family_drop_down), selected);
  g_signal_handlers_unblock_by_func (self->family_drop_down, selected_cb, self);
  gtk_widget_set_visible (self->family_drop_down, n > 1);
  gtk_widget_set_visible (self->plans, n > 0);
  gtk_widget_set_visible (self->empty, n == 0);

  set_choice (self, choice);
}

static void
smrt_plans_page_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  SmrtPlansPage *self = SMRT_PLANS_PAGE (object);

  switch (prop_id)
    {
    case PROP_ACCOUNT:
      g_value_set_object (value, self->account);
      break;
    case PROP_CYCLE:
      g_value_set_enum (value, self->cycle);
      break;
    case PROP_DIFFERENCES_ONLY:
      g_value_set_boolean (value, self->differences_only);
      break;
    case PROP_SUBTITLE:
      g_value_set_string (value, smrt_plans_page_get_subtitle (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_plans_page_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  SmrtPlansPage *self = SMRT_PLANS_PAGE (object);

  switch (prop_id)
    {
    case PROP_ACCOUNT:
      smrt_plans_page_set_account (self, g_value_get_object (value));
      break;
    case PROP_CYCLE:
      smrt_plans_page_set_cycle (self, g_value_get_enum (value));
      break;
    case PROP_DIFFERENCES_ONLY:
      smrt_plans_page_set_differences_only (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_plans_page_dispose (GObject *object)
{
  SmrtPlansPage *self = SMRT_PLANS_PAGE (object);

  g_clear_object (&self->account_signals);
  g_clear_object (&self->subscription_signals);
  g_clear_object (&self->account);
  g_clear_object (&self->choice);

  G_OBJECT_CLASS (smrt_plans_page_parent_class)->dispose (object);
}

static void
smrt_plans_page_class_init (SmrtPlansPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = smrt_plans_page_get_property;
  object_class->set_property = smrt_plans_page_set_property;
  object_class->dispose = smrt_plans_page_dispose;

  properties[PROP_ACCOUNT] = g_param_spec_object ("account", NULL, NULL, SMRT_TYPE_ACCOUNT, flags);
  properties[PROP_CYCLE] = g_param_spec_enum ("cycle", NULL, NULL, SMRT_TYPE_CYCLE, SMRT_CYCLE_OTHER, flags);
  properties[PROP_DIFFERENCES_ONLY] = g_param_spec_boolean ("differences-only", NULL, NULL, FALSE, flags);
  properties[PROP_SUBTITLE] = g_param_spec_string ("subtitle", NULL, NULL, NULL,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (SMRT_TYPE_FIT_BIN);
  g_type_ensure (SMRT_TYPE_FOLD_BOX);
  g_type_ensure (SMRT_TYPE_PLAN_CHOICE);
  g_type_ensure (SMRT_TYPE_PLAN_TABLE);
  g_type_ensure (SMRT_TYPE_STATE_PAGE);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/smrtphone/Plans/smrt-plans-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SmrtPlansPage, plans);
  gtk_widget_class_bind_template_child (widget_class, SmrtPlansPage, empty);
  gtk_widget_class_bind_template_child (widget_class, SmrtPlansPage, family_drop_down);
  gtk_widget_class_bind_template_child (widget_class, SmrtPlansPage, table);
  gtk_widget_class_bind_template_child (widget_class, SmrtPlansPage, cards);
  gtk_widget_class_bind_template_child (widget_class, SmrtPlansPage, footnote);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_install_property_action (widget_class, "plans.cycle", "cycle");
  gtk_widget_class_install_property_action (widget_class, "plans.differences-only", "differences-only");
}

static void
smrt_plans_page_init (SmrtPlansPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  /* The focus goes to the button inside, which GTK gives no name. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (self->family_drop_down)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Product"), -1);

  self->account_signals = g_signal_group_new (SMRT_TYPE_ACCOUNT);
  g_signal_group_connect_swapped (self->account_signals, "notify::catalogue", G_CALLBACK (update), self);

  self->subscription_signals = g_signal_group_new (G_TYPE_LIST_MODEL);
  g_signal_group_connect_swapped (self->subscription_signals, "items-changed", G_CALLBACK (update), self);

  update (self);
}

GtkWidget *
smrt_plans_page_new (void)
{
  return g_object_new (SMRT_TYPE_PLANS_PAGE, NULL);
}

SmrtAccount *
smrt_plans_page_get_account (SmrtPlansPage *self)
{
  g_return_val_if_fail (SMRT_IS_PLANS_PAGE (self), NULL);

  return self->account;
}

void
smrt_plans_page_set_account (SmrtPlansPage *self,
                             SmrtAccount   *account)
{
  g_return_if_fail (SMRT_IS_PLANS_PAGE (self));
  g_return_if_fail (account == NULL || SMRT_IS_ACCOUNT (account));

  if (!g_set_object (&self->account, account))
    return;

  g_signal_group_set_target (self->account_signals, account);
  g_signal_group_set_target (self->subscription_signals, account ? smrt_account_get_subscriptions (account) : NULL);
  g_clear_object (&self->choice);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACCOUNT]);
}

SmrtCycle
smrt_plans_page_get_cycle (SmrtPlansPage *self)
{
  g_return_val_if_fail (SMRT_IS_PLANS_PAGE (self), SMRT_CYCLE_OTHER);

  return self->cycle;
}

void
smrt_plans_page_set_cycle (SmrtPlansPage *self,
                           SmrtCycle      cycle)
{
  g_return_if_fail (SMRT_IS_PLANS_PAGE (self));

  if (self->cycle == cycle)
    return;
  self->cycle = cycle;
  show_choice (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CYCLE]);
}

gboolean
smrt_plans_page_get_differences_only (SmrtPlansPage *self)
{
  g_return_val_if_fail (SMRT_IS_PLANS_PAGE (self), FALSE);

  return self->differences_only;
}

void
smrt_plans_page_set_differences_only (SmrtPlansPage *self,
                                      gboolean       differences_only)
{
  g_return_if_fail (SMRT_IS_PLANS_PAGE (self));

  differences_only = !!differences_only;
  if (self->differences_only == differences_only)
    return;
  self->differences_only = differences_only;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DIFFERENCES_ONLY]);
}

const char *
smrt_plans_page_get_subtitle (SmrtPlansPage *self)
{
  g_return_val_if_fail (SMRT_IS_PLANS_PAGE (self), NULL);

  return self->choice ? smrt_plan_choice_get_title (self->choice) : NULL;
}
