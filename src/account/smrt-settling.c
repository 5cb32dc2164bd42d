/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-account"

#include "config.h"

#include "smrt-settling.h"

#include "smrt-stripe-change.h"

struct _SmrtSettling
{
  GObject parent_instance;

  SmrtAccount *account;
  SmrtAttempt *attempt;
  SmrtInvoice *awaited;

  GTask *task;
  SmrtSubscription *subscription;
  SmrtInvoice *invoice;
};

G_DEFINE_FINAL_TYPE (SmrtSettling, smrt_settling, G_TYPE_OBJECT)

static SmrtStripeClient *
get_client (SmrtSettling *self)
{
  return smrt_session_get_client (smrt_account_get_session (self->account));
}

static void
decide (SmrtSettling *self,
        SmrtVerdict   verdict)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  g_task_return_int (task, verdict);
}

static void
fail (SmrtSettling *self,
      GError       *error)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  g_task_return_error (task, error);
}

static SmrtOffer *
get_offer (SmrtSettling *self)
{
  return smrt_quote_get_offer (smrt_attempt_get_quote (self->attempt));
}

static gboolean
is_earlier_invoice (SmrtSettling *self,
                    const char   *invoice_id)
{
  return g_strcmp0 (invoice_id, smrt_attempt_get_earlier_invoice_id (self->attempt)) == 0;
}

/* The item has its old price, nothing waits, and no update of it was charged. */
static gboolean
is_still_as_quoted (SmrtSettling     *self,
                    SmrtStripeUpdate *reading)
{
  SmrtSubscriptionItem *quoted = smrt_offer_get_item (get_offer (self));
  SmrtSubscriptionItem *item = smrt_subscription_get_main_item (reading->subscription);

  return item != NULL &&
         g_str_equal (smrt_subscription_item_get_id (item), smrt_subscription_item_get_id (quoted)) &&
         g_str_equal (smrt_price_get_id (smrt_subscription_item_get_price (item)),
                      smrt_price_get_id (smrt_subscription_item_get_price (quoted))) &&
         smrt_subscription_item_get_quantity (item) == smrt_subscription_item_get_quantity (quoted) &&
         smrt_subscription_get_pending_update_expires_at (reading->subscription) == 0 &&
         is_earlier_invoice (self, smrt_subscription_get_latest_invoice_id (reading->subscription));
}

static gboolean
is_own_change (SmrtSettling *self,
               const char   *change_id)
{
  return g_strcmp0 (change_id, smrt_attempt_get_change_id (self->attempt)) == 0;
}

static gboolean
has_line_of (SmrtInvoice *invoice,
             gint64       date)
{
  GPtrArray *lines = smrt_invoice_get_lines (invoice);

  for (unsigned int i = 0; i < lines->len; i++)
    if (smrt_invoice_line_get_period_start (g_ptr_array_index (lines, i)) == date)
      return TRUE;

  return FALSE;
}

/* Whether an invoice is the one that this change made: of this subscription,
 * newer than the one seen before, made by an update, and with a line of the
 * quoted second where the quote has one. */
static gboolean
is_invoice_of_change (SmrtSettling *self,
                      SmrtInvoice  *invoice)
{
  SmrtQuote *quote = smrt_attempt_get_quote (self->attempt);
  gint64 date = smrt_quote_get_proration_date (quote);
  const char *subscription_id;

  if (invoice == NULL ||
      is_earlier_invoice (self, smrt_invoice_get_id (invoice)) ||
      g_strcmp0 (smrt_invoice_get_billing_reason (invoice), "subscription_update") != 0)
    return FALSE;

  subscription_id = smrt_invoice_get_subscription_id (invoice);
  if (subscription_id != NULL &&
      !g_str_equal (subscription_id, smrt_subscription_get_id (smrt_offer_get_subscription (get_offer (self)))))
    return FALSE;

  /* Where none was announced, one of nothing is none. */
  if (smrt_quote_get_due_invoice (quote) == NULL)
    return smrt_invoice_get_sums (invoice)->total != 0;

  return !has_line_of (smrt_quote_get_due_invoice (quote), date) || has_line_of (invoice, date);
}

/* Whether it is this change that waits: the server says so, by the answer to
 * the request itself or by the id that went with it. */
static gboolean
waits_for_payment (SmrtSettling     *self,
                   SmrtSubscription *subscription,
                   gboolean          answered)
{
  const char *invoice_id = smrt_subscription_get_latest_invoice_id (subscription);

  if (smrt_subscription_get_pending_update_expires_at (subscription) == 0 ||
      invoice_id == NULL || is_earlier_invoice (self, invoice_id))
    return FALSE;

  return answered || is_own_change (self, smrt_subscription_get_pending_change_id (subscription)) ||
         (self->awaited != NULL && g_str_equal (smrt_invoice_get_id (self->awaited), invoice_id));
}

static SmrtVerdict
judge_payment (SmrtInvoice *invoice)
{
  /* A payment that has just succeeded brings the change about in a moment. */
  if (smrt_invoice_get_status (invoice) != SMRT_INVOICE_STATUS_OPEN)
    return SMRT_VERDICT_OPEN;

  switch (smrt_invoice_get_payment_state (invoice))
    {
    case SMRT_PAYMENT_STATE_REQUIRES_ACTION:
      return SMRT_VERDICT_ASKS_BANK;
    case SMRT_PAYMENT_STATE_SUCCEEDED:
    case SMRT_PAYMENT_STATE_PROCESSING:
      return SMRT_VERDICT_OPEN;
    case SMRT_PAYMENT_STATE_REQUIRES_PAYMENT_METHOD:
    case SMRT_PAYMENT_STATE_NONE:
    default:
      return SMRT_VERDICT_DECLINED;
    }
}

static void
payment_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (SmrtSettling) self = user_data;
  GError *error = NULL;

  self->invoice = smrt_stripe_load_invoice_finish (SMRT_STRIPE_CLIENT (source), result, &error);
  if (self->invoice == NULL)
    /* It waits for its payment; only why is not known. */
    fail (self, error);
  else
    decide (self, judge_payment (self->invoice));
}

static void
look_into_payment (SmrtSettling     *self,
                   SmrtSubscription *subscription)
{
  g_set_object (&self->subscription, subscription);
  smrt_stripe_load_invoice_async (get_client (self), smrt_subscription_get_latest_invoice_id (subscription),
                                  g_task_get_cancellable (self->task), payment_cb, g_object_ref (self));
}

static void
awaited_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (SmrtSettling) self = user_data;
  GError *error = NULL;

  self->invoice = smrt_stripe_load_invoice_finish (SMRT_STRIPE_CLIENT (source), result, &error);
  if (self->invoice == NULL)
    fail (self, error);
  else
    /* Only what is void can no longer be paid. */
    decide (self, smrt_invoice_get_status (self->invoice) == SMRT_INVOICE_STATUS_VOID ? SMRT_VERDICT_DROPPED
                                                                                      : SMRT_VERDICT_OPEN);
}

/* What a change at the next billing date leaves behind is a schedule that leads
 * there; it carries the id of the change. */
static gboolean
is_planned (SmrtSettling     *self,
            SmrtSubscription *subscription)
{
  SmrtSchedule *schedule = smrt_subscription_get_schedule (subscription);
  SmrtOffer *offer = get_offer (self);
  SmrtSchedulePhase *next;

  if (schedule == NULL || !smrt_schedule_get_running (schedule) ||
      !is_own_change (self, smrt_schedule_get_change_id (schedule)))
    return FALSE;

  next = smrt_schedule_find_next_phase (schedule);
  for (unsigned int i = 0; next != NULL && i < next->items->len; i++)
    {
      const SmrtScheduleItem *item = g_ptr_array_index (next->items, i);

      if (g_str_equal (item->price_id, smrt_price_get_id (smrt_offer_get_to_price (offer))) &&
          item->quantity == smrt_offer_get_quantity (offer))
        return TRUE;
    }

  return FALSE;
}

/* A schedule of one phase is what an interruption leaves of the two requests. */
static gboolean
plans_nothing (SmrtSubscription *subscription)
{
  SmrtSchedule *schedule = smrt_subscription_get_schedule (subscription);

  return schedule != NULL ? smrt_schedule_get_phases (schedule)->len <= 1
                          : smrt_subscription_get_schedule_id (subscription) == NULL;
}

static void
judge_plan (SmrtSettling     *self,
            SmrtStripeUpdate *reading)
{
  gboolean own = is_own_change (self, smrt_subscription_get_change_id (reading->subscription));

  if (is_planned (self, reading->subscription) || (own && smrt_offer_is_reached (get_offer (self), reading->subscription)))
    decide (self, SMRT_VERDICT_MADE);
  else
    decide (self, is_still_as_quoted (self, reading) && plans_nothing (reading->subscription) ? SMRT_VERDICT_ABSENT
                                                                                              : SMRT_VERDICT_OPEN);
}

static void
judge_reading (SmrtSettling     *self,
               SmrtStripeUpdate *reading)
{
  gboolean own = is_own_change (self, smrt_subscription_get_change_id (reading->subscription));

  if ((own || smrt_attempt_get_accepted (self->attempt)) && smrt_offer_is_reached (get_offer (self), reading->subscription))
    {
      if (is_invoice_of_change (self, reading->latest_invoice))
        g_set_object (&self->invoice, reading->latest_invoice);
      decide (self, SMRT_VERDICT_MADE);
    }
  else if (self->awaited != NULL)
    {
      smrt_stripe_load_invoice_async (get_client (self), smrt_invoice_get_id (self->awaited),
                                      g_task_get_cancellable (self->task), awaited_cb, g_object_ref (self));
    }
  else
    {
      decide (self, !own && is_still_as_quoted (self, reading) ? SMRT_VERDICT_ABSENT : SMRT_VERDICT_OPEN);
    }
}

static void
subscription_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (SmrtSettling) self = user_data;
  g_autoptr (SmrtStripeUpdate) reading = NULL;
  GError *error = NULL;

  reading = smrt_stripe_load_subscription_finish (SMRT_STRIPE_CLIENT (source), result, &error);
  if (reading == NULL)
    {
      fail (self, error);
      return;
    }

  smrt_catalogue_choose_main_item (smrt_account_get_catalogue (self->account), reading->subscription);
  g_set_object (&self->subscription, reading->subscription);
  if (smrt_quote_get_timing (smrt_attempt_get_quote (self->attempt)) == SMRT_TIMING_AT_RENEWAL)
    judge_plan (self, reading);
  else if (waits_for_payment (self, reading->subscription, FALSE))
    look_into_payment (self, reading->subscription);
  else
    judge_reading (self, reading);
}

static void
smrt_settling_dispose (GObject *object)
{
  SmrtSettling *self = SMRT_SETTLING (object);

  g_clear_object (&self->account);
  g_clear_object (&self->attempt);
  g_clear_object (&self->awaited);
  g_clear_object (&self->subscription);
  g_clear_object (&self->invoice);

  G_OBJECT_CLASS (smrt_settling_parent_class)->dispose (object);
}

static void
smrt_settling_class_init (SmrtSettlingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = smrt_settling_dispose;
}

static void
smrt_settling_init (SmrtSettling *self)
{
}

SmrtSettling *
smrt_settling_new (SmrtAccount *account,
                   SmrtAttempt *attempt,
                   SmrtInvoice *awaited)
{
  SmrtSettling *self;

  g_return_val_if_fail (SMRT_IS_ACCOUNT (account) && SMRT_IS_ATTEMPT (attempt), NULL);
  g_return_val_if_fail (awaited == NULL || SMRT_IS_INVOICE (awaited), NULL);

  self = g_object_new (SMRT_TYPE_SETTLING, NULL);
  self->account = g_object_ref (account);
  self->attempt = g_object_ref (attempt);
  g_set_object (&self->awaited, awaited);

  return self;
}

void
smrt_settling_run_async (SmrtSettling        *self,
                         SmrtStripeUpdate    *answer,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  const char *subscription_id;

  g_return_if_fail (SMRT_IS_SETTLING (self));
  g_return_if_fail (self->task == NULL && self->subscription == NULL);

  self->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, smrt_settling_run_async);
  g_task_set_check_cancellable (self->task, FALSE);

  if (answer != NULL && waits_for_payment (self, answer->subscription, TRUE))
    {
      look_into_payment (self, answer->subscription);
      return;
    }

  subscription_id = smrt_subscription_get_id (smrt_offer_get_subscription (get_offer (self)));
  smrt_stripe_load_subscription_async (get_client (self), subscription_id, cancellable,
                                       subscription_cb, g_object_ref (self));
}

SmrtVerdict
smrt_settling_run_finish (SmrtSettling      *self,
                          GAsyncResult      *result,
                          SmrtSubscription **subscription,
                          SmrtInvoice      **invoice,
                          GError           **error)
{
  GError *local_error = NULL;
  SmrtVerdict verdict;

  g_return_val_if_fail (SMRT_IS_SETTLING (self), SMRT_VERDICT_OPEN);
  g_return_val_if_fail (g_task_is_valid (result, self), SMRT_VERDICT_OPEN);
  g_return_val_if_fail (subscription != NULL && invoice != NULL, SMRT_VERDICT_OPEN);

  verdict = g_task_propagate_int (G_TASK (result), &local_error);
  *subscription = g_steal_pointer (&self->subscription);
  *invoice = g_steal_pointer (&self->invoice);
  if (local_error == NULL)
    return verdict;

  g_propagate_error (error, local_error);

  return SMRT_VERDICT_OPEN;
}
