/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-payment-card.h"

#include <glib/gi18n-lib.h>

#include "smrt-fold-box.h"
#include "smrt-words.h"

struct _SmrtPaymentCard
{
  AdwBin        parent_instance;

  SmrtAccount  *account;
  GSignalGroup *account_signals;
  gboolean      prominent;

  GtkLabel     *name_label;
  GtkLabel     *state_label;
  GtkWidget    *update_button;
};

G_DEFINE_FINAL_TYPE (SmrtPaymentCard, smrt_payment_card, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_ACCOUNT,
  PROP_PROMINENT,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

typedef enum
{
  CARD_FINE,
  CARD_MISSING,
  CARD_EXPIRED,
  CARD_REFUSED,
} CardState;

static SmrtPaymentMethod *
get_method (SmrtAccount *account)
{
  SmrtCustomer *customer = smrt_account_get_customer (account);

  return customer != NULL ? smrt_customer_get_payment_method (customer) : NULL;
}

/* Where it is not charged at all, that is no trouble of the payment method. */
static gboolean
was_refused (SmrtSubscription *subscription)
{
  if (smrt_subscription_get_sends_invoice (subscription) || smrt_subscription_get_payment_method (subscription) != NULL)
    return FALSE;

  switch (smrt_subscription_get_status (subscription))
    {
    case SMRT_SUBSCRIPTION_STATUS_PAST_DUE:
    case SMRT_SUBSCRIPTION_STATUS_UNPAID:
      return TRUE;

    case SMRT_SUBSCRIPTION_STATUS_UNKNOWN:
    case SMRT_SUBSCRIPTION_STATUS_ACTIVE:
    case SMRT_SUBSCRIPTION_STATUS_TRIALING:
    case SMRT_SUBSCRIPTION_STATUS_INCOMPLETE:
    case SMRT_SUBSCRIPTION_STATUS_INCOMPLETE_EXPIRED:
    case SMRT_SUBSCRIPTION_STATUS_PAUSED:
    case SMRT_SUBSCRIPTION_STATUS_CANCELED:
    default:
      return FALSE;
    }
}

static CardState
get_state (SmrtAccount *account)
{
  GListModel *subscriptions = smrt_account_get_subscriptions (account);
  SmrtPaymentMethod *method = get_method (account);
  CardState state = CARD_FINE;

  if (method != NULL && smrt_payment_method_is_expired (method, smrt_account_get_as_of (account)))
    return CARD_EXPIRED;

  for (unsigned int i = 0; i < g_list_model_get_n_items (subscriptions); i++)
    {
      g_autoptr (SmrtSubscription) subscription = g_list_model_get_item (subscriptions, i);

      if (smrt_collection_of (subscription, method, smrt_account_get_as_of (account)) == SMRT_COLLECTION_NO_METHOD)
        return CARD_MISSING;
      if (was_refused (subscription))
        state = CARD_REFUSED;
    }

  return state;
}

static char *
describe_state (SmrtAccount *account,
                CardState    state)
{
  SmrtPaymentMethod *method = get_method (account);

  switch (state)
    {
    case CARD_MISSING:
      return g_strdup (_("Add one, so that the next payment can be made."));

    case CARD_REFUSED:
      return g_strdup (_("The last payment from it failed."));

    case CARD_FINE:
    case CARD_EXPIRED:
    default:
      if (method == NULL)
        return NULL;
      return smrt_words_payment_method_expiry_title (method, smrt_account_get_as_of (account));
    }
}

static void
set_css_class (GtkWidget  *widget,
               const char *name,
               gboolean    has_it)
{
  if (has_it)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static void
show_state (SmrtPaymentCard *self,
            CardState        state,
            gboolean         can_change)
{
  g_autofree char *words = describe_state (self->account, state);

  /* Why it cannot be pressed stands at the place of the button. */
  if (!can_change)
    {
      g_autofree char *first = g_steal_pointer (&words);

      words = first != NULL ? g_strdup_printf ("%s\n%s", first, smrt_words_read_only_payment ())
                            : g_strdup (smrt_words_read_only_payment ());
    }

  gtk_label_set_label (self->state_label, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->state_label), words != NULL);
  set_css_class (GTK_WIDGET (self->state_label), "dim-label", state == CARD_FINE);
  set_css_class (GTK_WIDGET (self->state_label), "warning", state != CARD_FINE);
}

static void
update (SmrtPaymentCard *self)
{
  SmrtPaymentMethod *method;
  g_autofree char *name = NULL;
  CardState state;
  gboolean can_change;

  if (self->account == NULL || !smrt_account_get_loaded (self->account))
    return;

  method = get_method (self->account);
  state = get_state (self->account);
  can_change = smrt_session_get_can_change (smrt_account_get_session (self->account));
  name = method != NULL ? smrt_words_payment_method (method) : g_strdup (_("No payment method"));

  gtk_label_set_label (self->name_label, name);
  show_state (self, state, can_change);

  gtk_button_set_label (GTK_BUTTON (self->update_button),
                        method != NULL ? _("Update Payment Method…") : _("Add a Payment Method…"));
  set_css_class (self->update_button, "flat", state == CARD_FINE);
  set_css_class (self->update_button, "suggested-action", state != CARD_FINE && self->prominent && can_change);
}

static void
smrt_payment_card_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  SmrtPaymentCard *self = SMRT_PAYMENT_CARD (object);

  switch (prop_id)
    {
    case PROP_ACCOUNT:
      g_value_set_object (value, self->account);
      break;

    case PROP_PROMINENT:
      g_value_set_boolean (value, self->prominent);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_payment_card_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  SmrtPaymentCard *self = SMRT_PAYMENT_CARD (object);

  switch (prop_id)
    {
    case PROP_ACCOUNT:
      smrt_payment_card_set_account (self, g_value_get_object (value));
      break;

    case PROP_PROMINENT:
      smrt_payment_card_set_prominent (self, g_value_get_boolean (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_payment_card_dispose (GObject *object)
{
  SmrtPaymentCard *self = SMRT_PAYMENT_CARD (object);

  if (self->account_signals != NULL)
    g_signal_group_set_target (self->account_signals, NULL);
  g_clear_object (&self->account_signals);
  g_clear_object (&self->account);

  G_OBJECT_CLASS (smrt_payment_card_parent_class)->dispose (object);
}

static void
smrt_payment_card_class_init (SmrtPaymentCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = smrt_payment_card_dispose;
  object_class->get_property = smrt_payment_card_get_property;
  object_class->set_property = smrt_payment_card_set_property;

  properties[PROP_ACCOUNT] = g_param_spec_object ("account", NULL, NULL, SMRT_TYPE_ACCOUNT, flags);
  properties[PROP_PROMINENT] = g_param_spec_boolean ("prominent", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (SMRT_TYPE_FOLD_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/smrtphone/Plans/smrt-payment-card.ui");
  gtk_widget_class_bind_template_child (widget_class, SmrtPaymentCard, name_label);
  gtk_widget_class_bind_template_child (widget_class, SmrtPaymentCard, state_label);
  gtk_widget_class_bind_template_child (widget_class, SmrtPaymentCard, update_button);
}

static void
smrt_payment_card_init (SmrtPaymentCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->account_signals = g_signal_group_new (SMRT_TYPE_ACCOUNT);
  g_signal_group_connect_swapped (self->account_signals, "notify::customer", G_CALLBACK (update), self);
}

GtkWidget *
smrt_payment_card_new (void)
{
  return g_object_new (SMRT_TYPE_PAYMENT_CARD, NULL);
}

SmrtAccount *
smrt_payment_card_get_account (SmrtPaymentCard *self)
{
  g_return_val_if_fail (SMRT_IS_PAYMENT_CARD (self), NULL);

  return self->account;
}

void
smrt_payment_card_set_account (SmrtPaymentCard *self,
                               SmrtAccount     *account)
{
  g_return_if_fail (SMRT_IS_PAYMENT_CARD (self));
  g_return_if_fail (account == NULL || SMRT_IS_ACCOUNT (account));

  if (!g_set_object (&self->account, account))
    return;

  g_signal_group_set_target (self->account_signals, account);
  update (self);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACCOUNT]);
}

gboolean
smrt_payment_card_get_prominent (SmrtPaymentCard *self)
{
  g_return_val_if_fail (SMRT_IS_PAYMENT_CARD (self), FALSE);

  return self->prominent;
}

void
smrt_payment_card_set_prominent (SmrtPaymentCard *self,
                                 gboolean         prominent)
{
  g_return_if_fail (SMRT_IS_PAYMENT_CARD (self));

  if (self->prominent == prominent)
    return;

  self->prominent = prominent;
  update (self);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROMINENT]);
}

gboolean
smrt_payment_card_needs_attention (SmrtAccount *account)
{
  g_return_val_if_fail (SMRT_IS_ACCOUNT (account), FALSE);

  return get_state (account) != CARD_FINE;
}
