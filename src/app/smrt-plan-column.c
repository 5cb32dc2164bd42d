/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-plan-column.h"

#include <glib/gi18n-lib.h>

#include "smrt-badge.h"
#include "smrt-fold-box.h"
#include "smrt-words.h"

struct _SmrtPlanColumn
{
  GtkBox parent_instance;

  gboolean upgrades;

  GtkWidget *name_label;
  GtkWidget *current_badge;
  GtkWidget *price_box;
  GtkWidget *price_label;
  GtkWidget *unit_label;
  GtkWidget *exact_label;
  GtkWidget *quantity_label;
  GtkWidget *button;
  GtkWidget *button_label;
  GtkWidget *reason_label;
};

G_DEFINE_FINAL_TYPE (SmrtPlanColumn, smrt_plan_column, GTK_TYPE_BOX)

static void
show_text (GtkWidget  *label,
           const char *text)
{
  gtk_label_set_label (GTK_LABEL (label), text ? text : "");
  gtk_widget_set_visible (label, text && *text);
}

static gboolean
is_current_plan (SmrtPlanChoice *choice,
                 SmrtPlan       *plan)
{
  return smrt_plan_choice_get_subscription (choice) &&
         g_str_equal (smrt_plan_get_id (plan), smrt_plan_get_id (smrt_plan_choice_get_plan (choice)));
}

/* The subscription's own price counts before the catalogue's: it may be one that is no longer sold. */
static SmrtPrice *
find_price (SmrtPlanChoice *choice,
            SmrtPlan       *plan,
            SmrtCycle       cycle)
{
  SmrtPrice *own = is_current_plan (choice, plan) ? smrt_plan_choice_get_price (choice) : NULL;

  if (own && smrt_price_get_cycle (own) == cycle)
    return own;
  if (cycle == SMRT_CYCLE_OTHER)
    return NULL;
  return smrt_plan_find_price (plan, cycle, smrt_plan_choice_get_currency (choice));
}

static char *
describe_unit (SmrtPlan *plan)
{
  const char *unit = smrt_plan_get_unit_label (plan);
  g_autofree char *plain = NULL;

  if (!unit || !*unit)
    return g_strdup (_("/ month"));
  if (g_str_equal (unit, "seat"))
    return g_strdup (_("/ seat / month"));
  plain = smrt_words_plain (unit);
  /* Translators: stands after a price; %s is what the plan is counted in, in the server's words. */
  return g_strdup_printf (_("/ %s / month"), plain);
}

static void
show_price (SmrtPlanColumn *self,
            SmrtPlanChoice *choice,
            SmrtPlan       *plan,
            SmrtCycle       cycle)
{
  SmrtPrice *price = find_price (choice, plan, cycle);
  SmrtSubscription *subscription = smrt_plan_choice_get_subscription (choice);
  SmrtSubscriptionItem *item = subscription ? smrt_subscription_get_main_item (subscription) : NULL;
  gint64 quantity = item ? smrt_subscription_item_get_quantity (item) : 1;
  g_autofree char *per_month = price ? smrt_words_price_per_month (price) : NULL;
  g_autofree char *unit = describe_unit (plan);
  g_autofree char *exact = NULL;

  gtk_widget_set_visible (self->price_box, per_month != NULL);
  if (per_month)
    {
      SmrtPrice *monthly = smrt_plan_find_price (plan, SMRT_CYCLE_MONTHLY, smrt_plan_choice_get_currency (choice));

      gtk_label_set_label (GTK_LABEL (self->price_label), per_month);
      gtk_label_set_label (GTK_LABEL (self->unit_label), unit);
      exact = smrt_words_price_exact (price, monthly);
    }
  else if (price)
    exact = smrt_words_price (price, 1);
  else if (cycle == SMRT_CYCLE_ANNUAL)
    exact = g_strdup (_("Not offered annually"));
  else if (cycle == SMRT_CYCLE_MONTHLY)
    exact = g_strdup (_("Not offered monthly"));
  show_text (self->exact_label, exact);

  if (price && quantity > 1)
    {
      g_autofree char *count = smrt_words_quantity (quantity, smrt_plan_get_unit_label (plan));
      g_autofree char *sum = smrt_words_price (price, quantity);
      g_autofree char *text = g_strdup_printf ("%s · %s", count ? count : "", sum);

      show_text (self->quantity_label, text);
    }
  else
    show_text (self->quantity_label, NULL);
}

static void
show_button (SmrtPlanColumn *self,
             SmrtAccount    *account,
             SmrtPlanChoice *choice,
             SmrtPlan       *plan,
             SmrtCycle       cycle)
{
  SmrtCatalogue *catalogue = smrt_account_get_catalogue (account);
  SmrtSubscription *subscription = smrt_plan_choice_get_subscription (choice);
  gboolean can_change = smrt_session_get_can_change (smrt_account_get_session (account));
  g_autoptr (SmrtOffer) offer = NULL;
  g_autofree char *label = NULL;
  SmrtOfferObstacle obstacle;

  if (!subscription)
    {
      show_text (self->reason_label, _("You do not subscribe to this product."));
      return;
    }
  if (cycle == SMRT_CYCLE_OTHER || (is_current_plan (choice, plan) && cycle == smrt_plan_choice_get_cycle (choice)))
    return;

  obstacle = smrt_catalogue_get_obstacle (catalogue, subscription);
  if (obstacle != SMRT_OFFER_OBSTACLE_NONE)
    {
      g_autofree char *reason = smrt_words_obstacle (obstacle, subscription);

      show_text (self->reason_label, reason);
      return;
    }

  offer = smrt_catalogue_find_offer (catalogue, subscription, plan, cycle);
  if (!offer)
    {
      show_text (self->reason_label, _("This is not offered for your subscription."));
      return;
    }
  if (smrt_offer_get_only_at_renewal (offer))
    {
      show_text (self->reason_label, _("This change is only allowed at the next billing date."));
      return;
    }

  label = smrt_words_offer_button (offer, catalogue);
  gtk_label_set_label (GTK_LABEL (self->button_label), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_visible (self->button, TRUE);
  gtk_widget_set_sensitive (self->button, can_change);
  self->upgrades = can_change && smrt_offer_get_kind (offer) == SMRT_OFFER_UPGRADE;
  if (can_change)
    {
      gtk_actionable_set_action_target (GTK_ACTIONABLE (self->button), "(sss)",
                                        smrt_subscription_get_id (subscription),
                                        smrt_plan_get_id (plan),
                                        cycle == SMRT_CYCLE_ANNUAL ? "annual" : "monthly");
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), "win.change");
    }
  else
    show_text (self->reason_label, smrt_words_read_only ());
}

static void
smrt_plan_column_class_init (SmrtPlanColumnClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (SMRT_TYPE_BADGE);
  g_type_ensure (SMRT_TYPE_FOLD_BOX);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/smrtphone/Plans/smrt-plan-column.ui");
  gtk_widget_class_bind_template_child (widget_class, SmrtPlanColumn, name_label);
  gtk_widget_class_bind_template_child (widget_class, SmrtPlanColumn, current_badge);
  gtk_widget_class_bind_template_child (widget_class, SmrtPlanColumn, price_box);
  gtk_widget_class_bind_template_child (widget_class, SmrtPlanColumn, price_label);
  gtk_widget_class_bind_template_child (widget_class, SmrtPlanColumn, unit_label);
  gtk_widget_class_bind_template_child (widget_class, SmrtPlanColumn, exact_label);
  gtk_widget_class_bind_template_child (widget_class, SmrtPlanColumn, quantity_label);
  gtk_widget_class_bind_template_child (widget_class, SmrtPlanColumn, button);
  gtk_widget_class_bind_template_child (widget_class, SmrtPlanColumn, button_label);
  gtk_widget_class_bind_template_child (widget_class, SmrtPlanColumn, reason_label);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
smrt_plan_column_init (SmrtPlanColumn *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
smrt_plan_column_new (SmrtAccount    *account,
                      SmrtPlanChoice *choice,
                      SmrtPlan       *plan,
                      SmrtCycle       cycle)
{
  SmrtPlanColumn *self;
  g_autofree char *name = NULL;

  g_return_val_if_fail (SMRT_IS_ACCOUNT (account), NULL);
  g_return_val_if_fail (SMRT_IS_PLAN_CHOICE (choice), NULL);
  g_return_val_if_fail (SMRT_IS_PLAN (plan), NULL);

  self = g_object_new (SMRT_TYPE_PLAN_COLUMN, NULL);
  name = smrt_words_plan_short_name (plan, smrt_account_get_catalogue (account));

  gtk_label_set_label (GTK_LABEL (self->name_label), name);
  gtk_widget_set_visible (self->current_badge, is_current_plan (choice, plan));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  show_price (self, choice, plan, cycle);
  show_button (self, account, choice, plan, cycle);

  return GTK_WIDGET (self);
}

gboolean
smrt_plan_column_get_upgrades (SmrtPlanColumn *self)
{
  g_return_val_if_fail (SMRT_IS_PLAN_COLUMN (self), FALSE);

  return self->upgrades;
}

void
smrt_plan_column_set_suggested (SmrtPlanColumn *self,
                                gboolean        suggested)
{
  g_return_if_fail (SMRT_IS_PLAN_COLUMN (self));

  if (suggested)
    gtk_widget_add_css_class (self->button, "suggested-action");
  else
    gtk_widget_remove_css_class (self->button, "suggested-action");
}
