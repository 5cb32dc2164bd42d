/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-subscription-row.h"

#include "smrt-badge.h"
#include "smrt-fold-box.h"
#include "smrt-format.h"

/* A plan's name may be of any length. */
#define BUTTON_WIDTH_CHARS 30

struct _SmrtSubscriptionRow
{
  GtkListBoxRow     parent_instance;

  SmrtAccount      *account;
  SmrtSubscription *subscription;
  char             *family;
  gboolean          prominent;
  gboolean          suggests;

  GtkWidget        *plan_button;
  GtkWidget        *cycle_button;
  GtkLabel         *reason_label;
};

G_DEFINE_FINAL_TYPE (SmrtSubscriptionRow, smrt_subscription_row, GTK_TYPE_LIST_BOX_ROW)

enum
{
  PROP_0,
  PROP_ACCOUNT,
  PROP_SUBSCRIPTION,
  PROP_PROMINENT,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
show_offer (SmrtSubscriptionRow *self,
            GtkWidget           *button,
            SmrtOffer           *offer)
{
  g_autoptr (GEnumClass) cycles = g_type_class_ref (SMRT_TYPE_CYCLE);
  g_autofree char *label = smrt_words_offer_button (offer, smrt_account_get_catalogue (self->account));
  GEnumValue *cycle = g_enum_get_value (cycles, smrt_price_get_cycle (smrt_offer_get_to_price (offer)));
  GtkWidget *text;

  gtk_button_set_label (GTK_BUTTON (button), label);
  text = gtk_button_get_child (GTK_BUTTON (button));
  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_justify (GTK_LABEL (text), GTK_JUSTIFY_CENTER);
  gtk_label_set_max_width_chars (GTK_LABEL (text), BUTTON_WIDTH_CHARS);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(sss)",
                                    smrt_subscription_get_id (self->subscription),
                                    smrt_plan_get_id (smrt_offer_get_to_plan (offer)),
                                    cycle->value_nick);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.change");
  gtk_widget_set_visible (button, TRUE);
}

/* The offers come with the nearest upgrade first, then downgrades, then the
 * other cycle; the rest is on the page of plans. */
static void
show_offers (SmrtSubscriptionRow *self,
             GPtrArray           *offers)
{
  gboolean can_change = smrt_session_get_can_change (smrt_account_get_session (self->account));
  gboolean has_plan = FALSE;
  gboolean has_cycle = FALSE;

  for (unsigned int i = 0; i < offers->len; i++)
    {
      SmrtOffer *offer = g_ptr_array_index (offers, i);
      SmrtOfferKind kind = smrt_offer_get_kind (offer);

      if (!has_cycle && (kind == SMRT_OFFER_SWITCH_TO_ANNUAL || kind == SMRT_OFFER_SWITCH_TO_MONTHLY))
        {
          has_cycle = TRUE;
          show_offer (self, self->cycle_button, offer);
        }
      else if (!has_plan && (kind == SMRT_OFFER_UPGRADE || kind == SMRT_OFFER_DOWNGRADE) &&
               !smrt_offer_changes_interval (offer))
        {
          has_plan = TRUE;
          show_offer (self, self->plan_button, offer);

          if (kind == SMRT_OFFER_UPGRADE && self->prominent && can_change)
            {
              self->suggests = TRUE;
              gtk_widget_add_css_class (self->plan_button, "suggested-action");
            }
        }
    }
}

static void
show_reason (SmrtSubscriptionRow *self,
             const char          *reason)
{
  gtk_label_set_label (self->reason_label, reason);
  gtk_widget_set_visible (GTK_WIDGET (self->reason_label), reason != NULL);
}

static void
smrt_subscription_row_constructed (GObject *object)
{
  SmrtSubscriptionRow *self = SMRT_SUBSCRIPTION_ROW (object);
  SmrtCatalogue *catalogue = smrt_account_get_catalogue (self->account);
  g_autoptr (GPtrArray) offers = NULL;

  G_OBJECT_CLASS (smrt_subscription_row_parent_class)->constructed (object);

  self->family = smrt_format_subscription_family (NULL, self->account, self->subscription);

  if (catalogue == NULL)
    return;

  offers = smrt_catalogue_get_offers (catalogue, self->subscription);

  if (offers->len == 0)
    {
      SmrtOfferObstacle obstacle = smrt_catalogue_get_obstacle (catalogue, self->subscription);
      g_autofree char *reason = smrt_words_obstacle (obstacle, self->subscription);

      show_reason (self, reason);
      return;
    }

  show_offers (self, offers);

  if (!smrt_session_get_can_change (smrt_account_get_session (self->account)))
    show_reason (self, smrt_words_read_only ());
}

static void
smrt_subscription_row_get_property (GObject    *object,
                                    guint       prop_id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  SmrtSubscriptionRow *self = SMRT_SUBSCRIPTION_ROW (object);

  switch (prop_id)
    {
    case PROP_ACCOUNT:
      g_value_set_object (value, self->account);
      break;

    case PROP_SUBSCRIPTION:
      g_value_set_object (value, self->subscription);
      break;

    case PROP_PROMINENT:
      g_value_set_boolean (value, self->prominent);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_subscription_row_set_property (GObject      *object,
                                    guint         prop_id,
                                    const GValue *value,
                                    GParamSpec   *pspec)
{
  SmrtSubscriptionRow *self = SMRT_SUBSCRIPTION_ROW (object);

  switch (prop_id)
    {
    case PROP_ACCOUNT:
      self->account = g_value_dup_object (value);
      break;

    case PROP_SUBSCRIPTION:
      self->subscription = g_value_dup_object (value);
      break;

    case PROP_PROMINENT:
      self->prominent = g_value_get_boolean (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_subscription_row_dispose (GObject *object)
{
  SmrtSubscriptionRow *self = SMRT_SUBSCRIPTION_ROW (object);

  g_clear_object (&self->account);
  g_clear_object (&self->subscription);

  G_OBJECT_CLASS (smrt_subscription_row_parent_class)->dispose (object);
}

static void
smrt_subscription_row_finalize (GObject *object)
{
  SmrtSubscriptionRow *self = SMRT_SUBSCRIPTION_ROW (object);

  g_free (self->family);

  G_OBJECT_CLASS (smrt_subscription_row_parent_class)->finalize (object);
}

static void
smrt_subscription_row_class_init (SmrtSubscriptionRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = smrt_subscription_row_constructed;
  object_class->dispose = smrt_subscription_row_dispose;
  object_class->finalize = smrt_subscription_row_finalize;
  object_class->get_property = smrt_subscription_row_get_property;
  object_class->set_property = smrt_subscription_row_set_property;

  properties[PROP_ACCOUNT] = g_param_spec_object ("account", NULL, NULL, SMRT_TYPE_ACCOUNT, flags);
  properties[PROP_SUBSCRIPTION] = g_param_spec_object ("subscription", NULL, NULL, SMRT_TYPE_SUBSCRIPTION, flags);
  properties[PROP_PROMINENT] = g_param_spec_boolean ("prominent", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (SMRT_TYPE_BADGE);
  g_type_ensure (SMRT_TYPE_FOLD_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/smrtphone/Plans/smrt-subscription-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SmrtSubscriptionRow, plan_button);
  gtk_widget_class_bind_template_child (widget_class, SmrtSubscriptionRow, cycle_button);
  gtk_widget_class_bind_template_child (widget_class, SmrtSubscriptionRow, reason_label);
  smrt_format_bind (widget_class);
}

static void
smrt_subscription_row_init (SmrtSubscriptionRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
smrt_subscription_row_new (SmrtAccount      *account,
                           SmrtSubscription *subscription,
                           gboolean          prominent)
{
  g_return_val_if_fail (SMRT_IS_ACCOUNT (account), NULL);
  g_return_val_if_fail (SMRT_IS_SUBSCRIPTION (subscription), NULL);

  return g_object_new (SMRT_TYPE_SUBSCRIPTION_ROW,
                       "account", account,
                       "subscription", subscription,
                       "prominent", prominent,
                       NULL);
}

SmrtSubscription *
smrt_subscription_row_get_subscription (SmrtSubscriptionRow *self)
{
  g_return_val_if_fail (SMRT_IS_SUBSCRIPTION_ROW (self), NULL);

  return self->subscription;
}

const char *
smrt_subscription_row_get_family (SmrtSubscriptionRow *self)
{
  g_return_val_if_fail (SMRT_IS_SUBSCRIPTION_ROW (self), NULL);

  return self->family;
}

gboolean
smrt_subscription_row_get_suggests (SmrtSubscriptionRow *self)
{
  g_return_val_if_fail (SMRT_IS_SUBSCRIPTION_ROW (self), FALSE);

  return self->suggests;
}
