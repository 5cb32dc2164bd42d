/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-account"

#include "config.h"

#include "smrt-change-steps.h"

#define DEFAULT_SETTLE_DELAY_MS 2000

enum
{
  PROP_0,
  PROP_ACCOUNT,
  PROP_OFFER,
  PROP_TIMING,
  PROP_SETTLE_DELAY,
  PROP_STATE,
  PROP_QUOTE,
  PROP_PREVIOUS_QUOTE,
  PROP_PROOF,
  PROP_INVOICE,
  PROP_SUBSCRIPTION,
  PROP_ERROR,
  PROP_CAN_CONFIRM,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SmrtChange, smrt_change, G_TYPE_OBJECT)

static void
smrt_change_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  SmrtChange *self = SMRT_CHANGE (object);

  switch (prop_id)
    {
    case PROP_ACCOUNT:
      g_value_set_object (value, self->account);
      break;
    case PROP_OFFER:
      g_value_set_object (value, self->offer);
      break;
    case PROP_TIMING:
      g_value_set_enum (value, self->timing);
      break;
    case PROP_SETTLE_DELAY:
      g_value_set_uint (value, self->settle_delay);
      break;
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_QUOTE:
      g_value_set_object (value, self->quote);
      break;
    case PROP_PREVIOUS_QUOTE:
      g_value_set_object (value, self->previous_quote);
      break;
    case PROP_PROOF:
      g_value_set_object (value, self->proof);
      break;
    case PROP_INVOICE:
      g_value_set_object (value, self->invoice);
      break;
    case PROP_SUBSCRIPTION:
      g_value_set_object (value, self->subscription);
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    case PROP_CAN_CONFIRM:
      g_value_set_boolean (value, smrt_change_get_can_confirm (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_change_set_property (GObject      *object,
                          guint         prop_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  SmrtChange *self = SMRT_CHANGE (object);

  switch (prop_id)
    {
    case PROP_ACCOUNT:
      self->account = g_value_dup_object (value);
      break;
    case PROP_OFFER:
      self->offer = g_value_dup_object (value);
      break;
    case PROP_TIMING:
      smrt_change_set_timing (self, g_value_get_enum (value));
      break;
    case PROP_SETTLE_DELAY:
      self->settle_delay = g_value_get_uint (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_change_constructed (GObject *object)
{
  SmrtChange *self = SMRT_CHANGE (object);

  G_OBJECT_CLASS (smrt_change_parent_class)->constructed (object);

  if (!smrt_offer_allows (self->offer, SMRT_TIMING_NOW))
    self->timing = SMRT_TIMING_AT_RENEWAL;
  self->settle_timer = smrt_settle_timer_new (self->settle_delay);
  g_signal_connect_object (self->settle_timer, "due", G_CALLBACK (smrt_change_settle_due), self, G_CONNECT_SWAPPED);
}

static void
smrt_change_dispose (GObject *object)
{
  SmrtChange *self = SMRT_CHANGE (object);

  g_clear_object (&self->settle_timer);
  g_clear_object (&self->attempt);
  g_clear_object (&self->account);
  g_clear_object (&self->offer);
  g_clear_object (&self->quote);
  g_clear_object (&self->quotes[SMRT_TIMING_NOW]);
  g_clear_object (&self->quotes[SMRT_TIMING_AT_RENEWAL]);
  g_clear_object (&self->previous_quote);
  g_clear_object (&self->proof);
  g_clear_object (&self->invoice);
  g_clear_object (&self->subscription);

  G_OBJECT_CLASS (smrt_change_parent_class)->dispose (object);
}

static void
smrt_change_finalize (GObject *object)
{
  SmrtChange *self = SMRT_CHANGE (object);

  g_clear_error (&self->error);
  g_clear_error (&self->give_up_error);
  g_free (self->earlier_invoice_id);

  G_OBJECT_CLASS (smrt_change_parent_class)->finalize (object);
}

static void
smrt_change_class_init (SmrtChangeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  const GParamFlags construct = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = smrt_change_get_property;
  object_class->set_property = smrt_change_set_property;
  object_class->constructed = smrt_change_constructed;
  object_class->dispose = smrt_change_dispose;
  object_class->finalize = smrt_change_finalize;

  properties[PROP_ACCOUNT] =
    g_param_spec_object ("account", NULL, NULL, SMRT_TYPE_ACCOUNT, construct);
  properties[PROP_OFFER] =
    g_param_spec_object ("offer", NULL, NULL, SMRT_TYPE_OFFER, construct);
  properties[PROP_TIMING] =
    g_param_spec_enum ("timing", NULL, NULL, SMRT_TYPE_TIMING, SMRT_TIMING_NOW,
                       G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_SETTLE_DELAY] =
    g_param_spec_uint ("settle-delay", NULL, NULL, 1, SMRT_SETTLE_TIMER_MAX_DELAY_MS,
                       DEFAULT_SETTLE_DELAY_MS, construct);
  properties[PROP_STATE] =
    g_param_spec_enum ("state", NULL, NULL, SMRT_TYPE_CHANGE_STATE, SMRT_CHANGE_STATE_QUOTING, readable);
  properties[PROP_QUOTE] =
    g_param_spec_object ("quote", NULL, NULL, SMRT_TYPE_QUOTE, readable);
  properties[PROP_PREVIOUS_QUOTE] =
    g_param_spec_object ("previous-quote", NULL, NULL, SMRT_TYPE_QUOTE, readable);
  properties[PROP_PROOF] =
    g_param_spec_object ("proof", NULL, NULL, SMRT_TYPE_PROOF, readable);
  properties[PROP_INVOICE] =
    g_param_spec_object ("invoice", NULL, NULL, SMRT_TYPE_INVOICE, readable);
  properties[PROP_SUBSCRIPTION] =
    g_param_spec_object ("subscription", NULL, NULL, SMRT_TYPE_SUBSCRIPTION, readable);
  properties[PROP_ERROR] =
    g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, readable);
  properties[PROP_CAN_CONFIRM] =
    g_param_spec_boolean ("can-confirm", NULL, NULL, FALSE, readable);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
smrt_change_init (SmrtChange *self)
{
}

SmrtChange *
smrt_change_new (SmrtAccount *account,
                 SmrtOffer   *offer)
{
  g_return_val_if_fail (SMRT_IS_ACCOUNT (account), NULL);
  g_return_val_if_fail (SMRT_IS_OFFER (offer), NULL);

  return g_object_new (SMRT_TYPE_CHANGE, "account", account, "offer", offer, NULL);
}

gboolean
smrt_change_get_can_quote (SmrtChange *self)
{
  g_return_val_if_fail (SMRT_IS_CHANGE (self), FALSE);

  return self->state <= SMRT_CHANGE_STATE_QUOTE_CHANGED || self->state == SMRT_CHANGE_STATE_NOT_MADE ||
         (self->state == SMRT_CHANGE_STATE_DECLINED && self->invoice == NULL);
}

gboolean
smrt_change_get_in_force (SmrtChange *self)
{
  g_return_val_if_fail (SMRT_IS_CHANGE (self), FALSE);

  return self->subscription != NULL && smrt_offer_is_reached (self->offer, self->subscription);
}

gboolean
smrt_change_get_exact (SmrtChange *self)
{
  g_return_val_if_fail (SMRT_IS_CHANGE (self), FALSE);

  if (self->state != SMRT_CHANGE_STATE_DONE)
    return FALSE;
  if (self->proof != NULL)
    return smrt_proof_is_exact (self->proof);

  return smrt_quote_get_due_invoice (self->quote) == NULL ||
         smrt_invoice_get_sums (smrt_quote_get_due_invoice (self->quote))->total == 0;
}

gboolean
smrt_change_get_can_confirm (SmrtChange *self)
{
  g_return_val_if_fail (SMRT_IS_CHANGE (self), FALSE);

  return self->quote != NULL &&
         (self->state == SMRT_CHANGE_STATE_QUOTED || self->state == SMRT_CHANGE_STATE_QUOTE_CHANGED) &&
         smrt_session_get_can_change (smrt_account_get_session (self->account));
}

SmrtAccount *
smrt_change_get_account (SmrtChange *self)
{
  g_return_val_if_fail (SMRT_IS_CHANGE (self), NULL);

  return self->account;
}

SmrtOffer *
smrt_change_get_offer (SmrtChange *self)
{
  g_return_val_if_fail (SMRT_IS_CHANGE (self), NULL);

  return self->offer;
}

SmrtChangeState
smrt_change_get_state (SmrtChange *self)
{
  g_return_val_if_fail (SMRT_IS_CHANGE (self), SMRT_CHANGE_STATE_QUOTING);

  return self->state;
}

SmrtTiming
smrt_change_get_timing (SmrtChange *self)
{
  g_return_val_if_fail (SMRT_IS_CHANGE (self), SMRT_TIMING_NOW);

  return self->timing;
}

void
smrt_change_set_timing (SmrtChange *self,
                        SmrtTiming  timing)
{
  g_return_if_fail (SMRT_IS_CHANGE (self));
  g_return_if_fail (smrt_offer_allows (self->offer, timing));
  g_return_if_fail (self->state <= SMRT_CHANGE_STATE_QUOTE_CHANGED);

  if (self->timing == timing)
    return;

  g_object_freeze_notify (G_OBJECT (self));
  self->timing = timing;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TIMING]);
  smrt_change_choose_quote (self);
  g_object_thaw_notify (G_OBJECT (self));
}

SmrtQuote *
smrt_change_get_quote_for (SmrtChange *self,
                           SmrtTiming  timing)
{
  g_return_val_if_fail (SMRT_IS_CHANGE (self), NULL);
  g_return_val_if_fail (timing == SMRT_TIMING_NOW || timing == SMRT_TIMING_AT_RENEWAL, NULL);

  return self->quotes[timing];
}

gboolean
smrt_change_get_plan_released (SmrtChange *self)
{
  g_return_val_if_fail (SMRT_IS_CHANGE (self), FALSE);

  return self->attempt != NULL && smrt_attempt_get_released (self->attempt);
}

SmrtQuote *
smrt_change_get_quote (SmrtChange *self)
{
  g_return_val_if_fail (SMRT_IS_CHANGE (self), NULL);

  return self->quote;
}

SmrtQuote *
smrt_change_get_previous_quote (SmrtChange *self)
{
  g_return_val_if_fail (SMRT_IS_CHANGE (self), NULL);

  return self->previous_quote;
}

SmrtProof *
smrt_change_get_proof (SmrtChange *self)
{
  g_return_val_if_fail (SMRT_IS_CHANGE (self), NULL);

  return self->proof;
}

SmrtInvoice *
smrt_change_get_invoice (SmrtChange *self)
{
  g_return_val_if_fail (SMRT_IS_CHANGE (self), NULL);

  return self->invoice;
}

SmrtSubscription *
smrt_change_get_subscription (SmrtChange *self)
{
  g_return_val_if_fail (SMRT_IS_CHANGE (self), NULL);

  return self->subscription;
}

const GError *
smrt_change_get_error (SmrtChange *self)
{
  g_return_val_if_fail (SMRT_IS_CHANGE (self), NULL);

  return self->error;
}
