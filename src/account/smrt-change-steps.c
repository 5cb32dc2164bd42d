/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-account"

#include "config.h"

#include "smrt-change-steps.h"

#include "smrt-quoting.h"
#include "smrt-settling.h"
#include "smrt-stripe-change.h"

/* A quote this old is asked for again before it is acted on, pinned to the
 * same second: it tells whether anything but time has moved. */
#define FRESH_SECONDS 60
/* Beyond this it is taken for a new second. */
#define PINNED_SECONDS (15 * 60)

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
take_object (SmrtChange *self,
             gpointer    field,
             gpointer    value,
             const char *property)
{
  if (g_set_object ((GObject **) field, value))
    g_object_notify (G_OBJECT (self), property);
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
  g_object_notify (G_OBJECT (self), "error");
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
    g_object_notify (G_OBJECT (self), "can-confirm");
  g_object_notify (G_OBJECT (self), "state");
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
  SmrtInvoice *quoted;

  if (is_left_unpaid (self))
    {
      rest (self, SMRT_CHANGE_STATE_DECLINED, NULL);
      return;
    }

  /* Where none was announced, one that there is all the same is held against
   * the next payment, and differs from it. */
  quoted = smrt_quote_get_due_invoice (self->quote);
  if (self->invoice != NULL)
    proof = smrt_proof_new (quoted != NULL ? quoted : smrt_quote_get_next_invoice (self->quote), self->invoice);
  take_object (self, &self->proof, proof, "proof");
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

/* A change that waited for its payment may have been paid long after it was sent, and is made in a moment. */
static gboolean
is_being_paid (SmrtChange *self)
{
  if (self->subscription == NULL || self->invoice == NULL ||
      smrt_subscription_get_pending_update_expires_at (self->subscription) == 0)
    return FALSE;

  return smrt_invoice_get_status (self->invoice) == SMRT_INVOICE_STATUS_PAID ||
         smrt_invoice_get_payment_state (self->invoice) == SMRT_PAYMENT_STATE_SUCCEEDED ||
         smrt_invoice_get_payment_state (self->invoice) == SMRT_PAYMENT_STATE_PROCESSING;
}

/* Once nothing more can arrive, and the subscription neither is what it was
 * nor what it was to become, looking again does not help. */
static void
follow_doubt (SmrtChange *self)
{
  g_autoptr (GError) error = NULL;

  self->undecidable = smrt_attempt_is_over (self->attempt) && !is_being_paid (self);
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
    take_object (self, &self->subscription, subscription, "subscription");
  if (error != NULL)
    {
      rest (self, SMRT_CHANGE_STATE_UNKNOWN, error);
      return;
    }

  take_object (self, &self->invoice, invoice, "invoice");
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

  if (smrt_attempt_send_finish (SMRT_ATTEMPT (source), result, &update, &refused, &error))
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
  take_object (self, &self->subscription, NULL, "subscription");
  take_object (self, &self->invoice, NULL, "invoice");
  take_object (self, &self->proof, NULL, "proof");
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
take_quotes (SmrtChange *self,
             SmrtQuote  *now,
             SmrtQuote  *at_renewal)
{
  g_autoptr (SmrtQuote) earlier = g_steal_pointer (&self->quote);
  SmrtQuote *quote = self->timing == SMRT_TIMING_NOW ? now : at_renewal;
  gboolean changed = earlier != NULL && !smrt_quote_same_amounts (earlier, quote);

  g_set_object (&self->quotes[SMRT_TIMING_NOW], now);
  g_set_object (&self->quotes[SMRT_TIMING_AT_RENEWAL], at_renewal);
  self->quote = g_object_ref (quote);
  g_object_notify (G_OBJECT (self), "quote");
  take_object (self, &self->previous_quote, changed ? earlier : NULL, "previous-quote");
}

static void
forget_quotes (SmrtChange *self)
{
  g_clear_object (&self->quotes[SMRT_TIMING_NOW]);
  g_clear_object (&self->quotes[SMRT_TIMING_AT_RENEWAL]);
  take_object (self, &self->quote, NULL, "quote");
  take_object (self, &self->previous_quote, NULL, "previous-quote");
}

void
smrt_change_choose_quote (SmrtChange *self)
{
  take_object (self, &self->previous_quote, NULL, "previous-quote");
  take_object (self, &self->quote, self->quotes[self->timing], "quote");

  /* What differed was in the other quote; this one is seen whole. */
  if (self->state == SMRT_CHANGE_STATE_QUOTE_CHANGED)
    set_state (self, SMRT_CHANGE_STATE_QUOTED);
}

static void
quoting_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (SmrtChange) self = user_data;
  g_autoptr (SmrtQuote) now = NULL;
  g_autoptr (SmrtQuote) at_renewal = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *latest_invoice_id = NULL;
  gboolean confirming;

  confirming = g_task_get_source_tag (self->task) == smrt_change_confirm_async;

  if (!smrt_quoting_run_finish (SMRT_QUOTING (source), result, &now, &at_renewal, &latest_invoice_id, &error))
    {
      forget_quotes (self);
      rest (self, SMRT_CHANGE_STATE_QUOTE_FAILED, error);
    }
  else
    {
      g_free (self->earlier_invoice_id);
      self->earlier_invoice_id = g_steal_pointer (&latest_invoice_id);
      take_quotes (self, now, at_renewal);

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

void
smrt_change_settle_due (SmrtChange *self)
{
  smrt_change_settle_async (self, NULL, settled_cb, NULL);
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

  if (self->timing != smrt_quote_get_timing (quote))
    smrt_change_set_timing (self, smrt_quote_get_timing (quote));
  g_set_object (&self->quotes[self->timing], quote);
  take_object (self, &self->quote, quote, "quote");
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
