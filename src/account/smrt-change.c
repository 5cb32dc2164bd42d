/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-account"

#include "config.h"

#include "smrt-change.h"

#include "smrt-attempt.h"
#include "smrt-quoting.h"
#include "smrt-settle-timer.h"
#include "smrt-settling.h"

/* A quote this old is asked for again before it is acted on, pinned to the
 * same second: it tells whether anything but time has moved. */
#define FRESH_SECONDS 60
/* Beyond this it is taken for a new second. */
#define PINNED_SECONDS (15 * 60)
#define DEFAULT_SETTLE_DELAY_MS 2000

struct _SmrtChange
{
  GObject parent_instance;

  SmrtAccount *account;
  SmrtOffer *offer;
  SmrtQuote *quote;
  SmrtQuote *previous_quote;
  SmrtProof *proof;
  SmrtInvoice *invoice;
  SmrtSubscription *subscription;
  GError *error;
  SmrtChangeState state;

  GTask *task;
  char *earlier_invoice_id;
  gint64 pinned_monotonic;
  SmrtAttempt *attempt;
  gboolean undecidable;
  GError *give_up_error;

  unsigned int settle_delay;
  SmrtSettleTimer *settle_timer;
};

enum
{
  PROP_0,
  PROP_ACCOUNT,
  PROP_OFFER,
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

static void send_change (SmrtChange *self);

static SmrtStripeClient *
get_client (SmrtChange *self)
{
  return smrt_session_get_client (smrt_account_get_session (self->account));
}

static gint64
get_monotonic (SmrtChange *self)
{
  return smrt_clock_get_monotonic_time (smrt_session_get_clock (smrt_account_get_session (self->account)));
}

static void
take_object (SmrtChange   *self,
             gpointer      field,
             gpointer      value,
             unsigned int  prop)
{
  if (g_set_object ((GObject **) field, value))
    g_object_notify_by_pspec (G_OBJECT (self), properties[prop]);
}

static void
set_error (SmrtChange   *self,
           const GError *error)
{
  if (self->error == NULL && error == NULL)
    return;

  g_clear_error (&self->error);
  if (error != NULL)
    self->error = g_error_copy (error);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

static void
set_state (SmrtChange      *self,
           SmrtChangeState  state)
{
  gboolean could_confirm = smrt_change_get_can_confirm (self);

  if (self->state == state)
    return;

  self->state = state;
  if (could_confirm != smrt_change_get_can_confirm (self))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_CONFIRM]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static GError *
make_outcome_error (SmrtChange *self)
{
  switch (self->state)
    {
    case SMRT_CHANGE_STATE_QUOTED:
    case SMRT_CHANGE_STATE_DECLINED:
    case SMRT_CHANGE_STATE_NEEDS_ACTION:
    case SMRT_CHANGE_STATE_DONE:
      return NULL;

    case SMRT_CHANGE_STATE_QUOTE_CHANGED:
      return g_error_new_literal (SMRT_CHANGE_ERROR, SMRT_CHANGE_ERROR_QUOTE_CHANGED, "The quote has changed");

    case SMRT_CHANGE_STATE_UNKNOWN:
      return g_error_new_literal (SMRT_CHANGE_ERROR, SMRT_CHANGE_ERROR_UNKNOWN,
                                  "Whether the change was made is not known yet");

    case SMRT_CHANGE_STATE_QUOTE_FAILED:
    case SMRT_CHANGE_STATE_NOT_MADE:
    case SMRT_CHANGE_STATE_QUOTING:
    case SMRT_CHANGE_STATE_CONFIRMING:
    default:
      if (self->error != NULL)
        return g_error_copy (self->error);
      return g_error_new_literal (SMRT_CHANGE_ERROR, SMRT_CHANGE_ERROR_NOT_MADE, "The change was not made");
    }
}

/* Enters a state in which the change waits for somebody, and so ends whatever
 * method led there. */
static void
rest (SmrtChange      *self,
      SmrtChangeState  state,
      const GError    *error)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);
  GError *outcome;

  g_object_freeze_notify (G_OBJECT (self));
  set_error (self, error);
  set_state (self, state);
  g_object_thaw_notify (G_OBJECT (self));

  if (state == SMRT_CHANGE_STATE_UNKNOWN && !self->undecidable)
    smrt_settle_timer_start (self->settle_timer);
  else
    smrt_settle_timer_reset (self->settle_timer);

  if (task == NULL)
    return;

  outcome = make_outcome_error (self);
  if (outcome == NULL)
    outcome = g_steal_pointer (&self->give_up_error);
  if (outcome != NULL)
    g_task_return_error (task, outcome);
  else
    g_task_return_boolean (task, TRUE);
}

static gboolean
begin (SmrtChange          *self,
       gpointer             source_tag,
       GCancellable        *cancellable,
       GAsyncReadyCallback  callback,
       gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, source_tag);
  /* What the state says counts, also for who gave up waiting. */
  g_task_set_check_cancellable (task, FALSE);

  if (self->task != NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PENDING, "Another step of the change is under way");
      return FALSE;
    }

  smrt_settle_timer_stop (self->settle_timer);
  g_clear_error (&self->give_up_error);
  self->undecidable = FALSE;
  self->task = g_steal_pointer (&task);

  return TRUE;
}

/* Whether the plan changed although its payment failed: that is no success to
 * show. What is debited from a bank, or sent to be paid, is paid later. */
static gboolean
is_left_unpaid (SmrtChange *self)
{
  SmrtPaymentMethod *method = smrt_quote_get_payment_method (self->quote);

  return self->invoice != NULL && smrt_invoice_get_status (self->invoice) != SMRT_INVOICE_STATUS_PAID &&
         !smrt_subscription_get_sends_invoice (self->subscription) &&
         (method == NULL || !smrt_payment_method_is_bank_debit (method));
}

static void
conclude (SmrtChange *self)
{
  g_autoptr (SmrtProof) proof = NULL;

  if (is_left_unpaid (self))
    {
      rest (self, SMRT_CHANGE_STATE_DECLINED, NULL);
      return;
    }

  if (self->invoice != NULL)
    proof = smrt_proof_new (smrt_quote_get_due_invoice (self->quote), self->invoice);
  take_object (self, &self->proof, proof, PROP_PROOF);
  rest (self, SMRT_CHANGE_STATE_DONE, NULL);
}

static void
follow_absence (SmrtChange *self)
{
  if (self->state == SMRT_CHANGE_STATE_UNKNOWN && smrt_attempt_may_send (self->attempt))
    send_change (self);
  else if (smrt_attempt_is_over (self->attempt))
    rest (self, SMRT_CHANGE_STATE_NOT_MADE, NULL);
  else
    rest (self, SMRT_CHANGE_STATE_UNKNOWN, self->error);
}

/* Once nothing more can arrive, and the subscription neither is what it was
 * nor what it was to become, looking again does not help. */
static void
follow_doubt (SmrtChange *self)
{
  g_autoptr (GError) error = NULL;

  self->undecidable = smrt_attempt_is_over (self->attempt);
  if (self->undecidable)
    error = g_error_new_literal (SMRT_CHANGE_ERROR, SMRT_CHANGE_ERROR_SUBSCRIPTION_CHANGED,
                                 "The subscription is neither what it was nor what it was to become");
  else if (self->error != NULL)
    error = g_error_copy (self->error);
  rest (self, SMRT_CHANGE_STATE_UNKNOWN, error);
}

static void
verdict_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (SmrtChange) self = user_data;
  g_autoptr (SmrtSubscription) subscription = NULL;
  g_autoptr (SmrtInvoice) invoice = NULL;
  g_autoptr (GError) error = NULL;
  SmrtVerdict verdict;

  verdict = smrt_settling_run_finish (SMRT_SETTLING (source), result, &subscription, &invoice, &error);
  if (subscription != NULL)
    take_object (self, &self->subscription, subscription, PROP_SUBSCRIPTION);
  if (error != NULL)
    {
      rest (self, SMRT_CHANGE_STATE_UNKNOWN, error);
      return;
    }

  take_object (self, &self->invoice, invoice, PROP_INVOICE);
  switch (verdict)
    {
    case SMRT_VERDICT_MADE:
      conclude (self);
      break;
    case SMRT_VERDICT_DECLINED:
      rest (self, SMRT_CHANGE_STATE_DECLINED, NULL);
      break;
    case SMRT_VERDICT_ASKS_BANK:
      rest (self, SMRT_CHANGE_STATE_NEEDS_ACTION, NULL);
      break;
    case SMRT_VERDICT_DROPPED:
      rest (self, SMRT_CHANGE_STATE_NOT_MADE, NULL);
      break;
    case SMRT_VERDICT_ABSENT:
      follow_absence (self);
      break;
    case SMRT_VERDICT_OPEN:
    default:
      follow_doubt (self);
    }
}

/* The server is asked what became of it, whatever it answered before. */
static void
read_outcome (SmrtChange       *self,
              SmrtStripeUpdate *answer)
{
  g_autoptr (SmrtSettling) settling = smrt_settling_new (self->account, self->attempt, self->invoice);

  smrt_settling_run_async (settling, answer, g_task_get_cancellable (self->task), verdict_cb, g_object_ref (self));
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (SmrtChange) self = user_data;
  g_autoptr (SmrtStripeUpdate) update = NULL;
  g_autoptr (GError) error = NULL;
  gboolean refused;

  update = smrt_attempt_send_finish (SMRT_ATTEMPT (source), result, &refused, &error);

  if (update != NULL)
    read_outcome (self, update);
  else if (!refused)
    rest (self, SMRT_CHANGE_STATE_UNKNOWN, error);
  else if (g_error_matches (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_CARD))
    rest (self, SMRT_CHANGE_STATE_DECLINED, error);
  else
    rest (self, SMRT_CHANGE_STATE_NOT_MADE, error);
}

static void
send_change (SmrtChange *self)
{
  set_state (self, SMRT_CHANGE_STATE_CONFIRMING);
  smrt_attempt_send_async (self->attempt, sent_cb, g_object_ref (self));
}

/* What an earlier attempt left behind says nothing of the next one. */
static void
forget_outcome (SmrtChange *self)
{
  take_object (self, &self->subscription, NULL, PROP_SUBSCRIPTION);
  take_object (self, &self->invoice, NULL, PROP_INVOICE);
  take_object (self, &self->proof, NULL, PROP_PROOF);
}

static void
send_first (SmrtChange *self)
{
  SmrtSession *session = smrt_account_get_session (self->account);

  forget_outcome (self);
  g_clear_object (&self->attempt);
  self->attempt = smrt_attempt_new (get_client (self), smrt_session_get_clock (session), self->quote,
                                    self->earlier_invoice_id);
  send_change (self);
}

static void
take_quote (SmrtChange *self,
            SmrtQuote  *quote)
{
  g_autoptr (SmrtQuote) earlier = g_steal_pointer (&self->quote);
  gboolean changed = earlier != NULL && !smrt_quote_same_amounts (earlier, quote);

  self->quote = g_object_ref (quote);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_QUOTE]);
  take_object (self, &self->previous_quote, changed ? earlier : NULL, PROP_PREVIOUS_QUOTE);
}

static void
quoting_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (SmrtChange) self = user_data;
  g_autoptr (SmrtQuote) quote = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *latest_invoice_id = NULL;
  gboolean confirming;

  confirming = g_task_get_source_tag (self->task) == smrt_change_confirm_async;
  quote = smrt_quoting_run_finish (SMRT_QUOTING (source), result, &latest_invoice_id, &error);

  if (quote == NULL)
    {
      take_object (self, &self->quote, NULL, PROP_QUOTE);
      take_object (self, &self->previous_quote, NULL, PROP_PREVIOUS_QUOTE);
      rest (self, SMRT_CHANGE_STATE_QUOTE_FAILED, error);
    }
  else
    {
      g_free (self->earlier_invoice_id);
      self->earlier_invoice_id = g_steal_pointer (&latest_invoice_id);
      take_quote (self, quote);

      if (self->previous_quote != NULL)
        rest (self, SMRT_CHANGE_STATE_QUOTE_CHANGED, NULL);
      else if (confirming)
        send_first (self);
      else
        rest (self, SMRT_CHANGE_STATE_QUOTED, NULL);
    }
}

static void
take_new_quote (SmrtChange *self)
{
  g_autoptr (SmrtQuoting) quoting = NULL;
  gint64 now = get_monotonic (self);
  gint64 date = 0;

  /* Taking it anew does not make the second that it is pinned to any younger. */
  if (self->quote != NULL && now - self->pinned_monotonic <= PINNED_SECONDS * G_USEC_PER_SEC)
    date = smrt_quote_get_proration_date (self->quote);
  if (date == 0)
    self->pinned_monotonic = now;

  quoting = smrt_quoting_new (self->account, self->offer, date);
  smrt_quoting_run_async (quoting, g_task_get_cancellable (self->task), quoting_cb, g_object_ref (self));
}

static gboolean
is_fresh (SmrtChange *self)
{
  gint64 age = smrt_quote_get_age (self->quote, get_monotonic (self));

  return age >= 0 && age <= FRESH_SECONDS;
}

static void
given_up_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (SmrtChange) self = user_data;
  g_autoptr (SmrtInvoice) invoice = NULL;
  g_autoptr (GError) error = NULL;

  invoice = smrt_stripe_void_invoice_finish (SMRT_STRIPE_CLIENT (source), result, &error);

  /* A refusal means most often that it was paid in the meantime, so the answer
   * is in the subscription either way. */
  if (invoice != NULL || !smrt_stripe_error_is_outcome_unknown (error))
    {
      self->give_up_error = g_steal_pointer (&error);
      set_error (self, NULL);
      read_outcome (self, NULL);
    }
  else
    {
      g_autoptr (GTask) task = g_steal_pointer (&self->task);

      set_error (self, error);
      g_task_return_error (task, g_steal_pointer (&error));
    }
}

static void
settled_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  smrt_change_settle_finish (SMRT_CHANGE (source), result, NULL);
}

static void
settle_due_cb (SmrtChange *self)
{
  smrt_change_settle_async (self, NULL, settled_cb, NULL);
}

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

  self->settle_timer = smrt_settle_timer_new (self->settle_delay);
  g_signal_connect_object (self->settle_timer, "due", G_CALLBACK (settle_due_cb), self, G_CONNECT_SWAPPED);
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

  return smrt_invoice_get_sums (smrt_quote_get_due_invoice (self->quote))->total == 0;
}

gboolean
smrt_change_get_can_confirm (SmrtChange *self)
{
  g_return_val_if_fail (SMRT_IS_CHANGE (self), FALSE);

  return self->quote != NULL &&
         (self->state == SMRT_CHANGE_STATE_QUOTED || self->state == SMRT_CHANGE_STATE_QUOTE_CHANGED) &&
         smrt_session_get_can_change (smrt_account_get_session (self->account));
}

void
smrt_change_quote_async (SmrtChange          *self,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_return_if_fail (SMRT_IS_CHANGE (self));
  g_return_if_fail (smrt_change_get_can_quote (self));

  if (!begin (self, smrt_change_quote_async, cancellable, callback, user_data))
    return;

  set_error (self, NULL);
  set_state (self, SMRT_CHANGE_STATE_QUOTING);
  take_new_quote (self);
}

void
smrt_change_expect (SmrtChange *self,
                    SmrtQuote  *quote)
{
  g_return_if_fail (SMRT_IS_CHANGE (self));
  g_return_if_fail (SMRT_IS_QUOTE (quote));
  g_return_if_fail (self->quote == NULL && self->task == NULL);

  take_object (self, &self->quote, quote, PROP_QUOTE);
  self->pinned_monotonic = get_monotonic (self) - smrt_quote_get_age (quote, get_monotonic (self)) * G_USEC_PER_SEC;
}

void
smrt_change_confirm_async (SmrtChange          *self,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_return_if_fail (SMRT_IS_CHANGE (self));

  if (!begin (self, smrt_change_confirm_async, cancellable, callback, user_data))
    return;

  if (!smrt_change_get_can_confirm (self))
    {
      g_autoptr (GTask) task = g_steal_pointer (&self->task);

      g_task_return_new_error (task, SMRT_CHANGE_ERROR, SMRT_CHANGE_ERROR_NOT_PERMITTED,
                               "There is no quote that this person can confirm");
      return;
    }

  if (!is_fresh (self))
    {
      set_state (self, SMRT_CHANGE_STATE_CONFIRMING);
      take_new_quote (self);
    }
  else
    {
      send_first (self);
    }
}

void
smrt_change_settle_async (SmrtChange          *self,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_return_if_fail (SMRT_IS_CHANGE (self));
  g_return_if_fail (self->state == SMRT_CHANGE_STATE_UNKNOWN || self->invoice != NULL);
  g_return_if_fail (self->state == SMRT_CHANGE_STATE_UNKNOWN ||
                    self->state == SMRT_CHANGE_STATE_DECLINED ||
                    self->state == SMRT_CHANGE_STATE_NEEDS_ACTION);

  if (begin (self, smrt_change_settle_async, cancellable, callback, user_data))
    read_outcome (self, NULL);
}

void
smrt_change_give_up_async (SmrtChange          *self,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autofree char *key = NULL;

  g_return_if_fail (SMRT_IS_CHANGE (self));
  g_return_if_fail (self->invoice != NULL && !smrt_change_get_in_force (self));
  g_return_if_fail (self->state == SMRT_CHANGE_STATE_DECLINED || self->state == SMRT_CHANGE_STATE_NEEDS_ACTION);

  if (!begin (self, smrt_change_give_up_async, cancellable, callback, user_data))
    return;

  key = smrt_stripe_client_new_idempotency_key ();
  smrt_stripe_void_invoice_async (get_client (self), smrt_invoice_get_id (self->invoice), key,
                                  cancellable, given_up_cb, g_object_ref (self));
}

gboolean
smrt_change_quote_finish (SmrtChange    *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (SMRT_IS_CHANGE (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
smrt_change_confirm_finish (SmrtChange    *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (SMRT_IS_CHANGE (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
smrt_change_settle_finish (SmrtChange    *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (SMRT_IS_CHANGE (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
smrt_change_give_up_finish (SmrtChange    *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (SMRT_IS_CHANGE (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
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
