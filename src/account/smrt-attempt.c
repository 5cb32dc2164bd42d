/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-account"

#include "config.h"

#include "smrt-attempt.h"

#include "smrt-stripe-schedule.h"

#define MAY_SEND_SECONDS (10 * 60)
#define OVER_SECONDS     (5 * 60)

/* Each has an idempotency key of its own, the same for every sending. */
typedef enum
{
  REQUEST_RELEASE,
  REQUEST_UPDATE,
  REQUEST_CREATE,
  REQUEST_EXTEND,
  REQUEST_UNDO,
  N_REQUESTS
} Request;

struct _SmrtAttempt
{
  GObject parent_instance;

  SmrtStripeClient *client;
  SmrtClock *clock;
  SmrtQuote *quote;
  SmrtSchedule *schedule;
  char *change_id;
  char *keys[N_REQUESTS];
  char *earlier_invoice_id;
  gint64 consent_monotonic;
  gint64 sent_monotonic;
  unsigned int n_sent;
  gboolean released;
  gboolean accepted;
};

G_DEFINE_FINAL_TYPE (SmrtAttempt, smrt_attempt, G_TYPE_OBJECT)

static gboolean
seconds_have_passed (SmrtAttempt *self,
                     gint64       since,
                     gint64       seconds)
{
  return smrt_clock_get_monotonic_time (self->clock) - since >= seconds * G_USEC_PER_SEC;
}

/* The request itself may have tried more than once. */
static void
note_answer (SmrtAttempt *self)
{
  self->sent_monotonic = smrt_clock_get_monotonic_time (self->clock);
}

static void
update_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SmrtAttempt *self = g_task_get_source_object (task);
  SmrtStripeUpdate *update;
  GError *error = NULL;

  note_answer (self);
  update = smrt_stripe_update_subscription_finish (SMRT_STRIPE_CLIENT (source), result, &error);
  if (update == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  self->accepted = smrt_subscription_get_pending_update_expires_at (update->subscription) == 0;
  g_task_return_pointer (task, update, (GDestroyNotify) smrt_stripe_update_free);
}

static void
undone_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SmrtAttempt *self = g_task_get_source_object (task);
  g_autoptr (SmrtSchedule) schedule = NULL;

  /* A schedule of one phase that is left behind changes nothing, and is taken
   * away when the account is read next. */
  schedule = smrt_stripe_release_schedule_finish (SMRT_STRIPE_CLIENT (source), result, NULL);
  if (schedule != NULL)
    g_clear_object (&self->schedule);
  g_task_return_error (task, g_error_copy (g_task_get_task_data (task)));
}

static void
extended_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SmrtAttempt *self = g_task_get_source_object (task);
  g_autoptr (SmrtSchedule) schedule = NULL;
  GError *error = NULL;

  note_answer (self);
  schedule = smrt_stripe_extend_schedule_finish (SMRT_STRIPE_CLIENT (source), result, &error);
  if (schedule != NULL)
    {
      self->accepted = TRUE;
      g_task_return_pointer (task, NULL, NULL);
    }
  else if (smrt_stripe_error_is_outcome_unknown (error) || smrt_stripe_error_says_nothing_of_earlier (error))
    {
      g_task_return_error (task, error);
    }
  else
    {
      g_task_set_task_data (task, error, (GDestroyNotify) g_error_free);
      smrt_stripe_release_schedule_async (self->client, smrt_schedule_get_id (self->schedule), self->keys[REQUEST_UNDO],
                                          NULL, undone_cb, g_steal_pointer (&task));
    }
}

static void
extend (SmrtAttempt *self,
        GTask       *task)
{
  smrt_stripe_extend_schedule_async (self->client, self->schedule, smrt_quote_get_offer (self->quote), self->change_id,
                                     self->keys[REQUEST_EXTEND], NULL, extended_cb, task);
}

static void
created_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SmrtAttempt *self = g_task_get_source_object (task);
  GError *error = NULL;

  note_answer (self);
  self->schedule = smrt_stripe_create_schedule_finish (SMRT_STRIPE_CLIENT (source), result, &error);
  if (self->schedule == NULL)
    g_task_return_error (task, error);
  else if (smrt_schedule_get_phases (self->schedule)->len == 0)
    g_task_return_new_error (task, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_BAD_ANSWER, "phases: the schedule has none");
  else
    extend (self, g_steal_pointer (&task));
}

static void
send_change (SmrtAttempt *self,
             GTask       *task)
{
  SmrtOffer *offer = smrt_quote_get_offer (self->quote);

  if (smrt_quote_get_timing (self->quote) == SMRT_TIMING_NOW)
    smrt_stripe_update_subscription_async (self->client, offer,
                                           smrt_quote_get_proration_date (self->quote),
                                           smrt_quote_get_payment_method (self->quote),
                                           self->change_id, self->keys[REQUEST_UPDATE], NULL, update_cb, task);
  else if (self->schedule != NULL)
    extend (self, task);
  else
    smrt_stripe_create_schedule_async (self->client, smrt_subscription_get_id (smrt_offer_get_subscription (offer)),
                                       self->keys[REQUEST_CREATE], NULL, created_cb, task);
}

static void
released_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SmrtAttempt *self = g_task_get_source_object (task);
  g_autoptr (SmrtSchedule) schedule = NULL;
  GError *error = NULL;

  note_answer (self);
  schedule = smrt_stripe_release_schedule_finish (SMRT_STRIPE_CLIENT (source), result, &error);
  if (schedule == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  self->released = TRUE;
  send_change (self, g_steal_pointer (&task));
}

static void
smrt_attempt_dispose (GObject *object)
{
  SmrtAttempt *self = SMRT_ATTEMPT (object);

  g_clear_object (&self->client);
  g_clear_object (&self->clock);
  g_clear_object (&self->quote);
  g_clear_object (&self->schedule);

  G_OBJECT_CLASS (smrt_attempt_parent_class)->dispose (object);
}

static void
smrt_attempt_finalize (GObject *object)
{
  SmrtAttempt *self = SMRT_ATTEMPT (object);

  g_free (self->change_id);
  for (unsigned int i = 0; i < N_REQUESTS; i++)
    g_free (self->keys[i]);
  g_free (self->earlier_invoice_id);

  G_OBJECT_CLASS (smrt_attempt_parent_class)->finalize (object);
}

static void
smrt_attempt_class_init (SmrtAttemptClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = smrt_attempt_dispose;
  object_class->finalize = smrt_attempt_finalize;
}

static void
smrt_attempt_init (SmrtAttempt *self)
{
  self->change_id = g_uuid_string_random ();
  for (unsigned int i = 0; i < N_REQUESTS; i++)
    self->keys[i] = smrt_stripe_client_new_idempotency_key ();
}

SmrtAttempt *
smrt_attempt_new (SmrtStripeClient *client,
                  SmrtClock        *clock,
                  SmrtQuote        *quote,
                  const char       *earlier_invoice_id)
{
  SmrtAttempt *self;

  g_return_val_if_fail (SMRT_IS_STRIPE_CLIENT (client) && SMRT_IS_CLOCK (clock), NULL);
  g_return_val_if_fail (SMRT_IS_QUOTE (quote), NULL);

  self = g_object_new (SMRT_TYPE_ATTEMPT, NULL);
  self->client = g_object_ref (client);
  self->clock = g_object_ref (clock);
  self->quote = g_object_ref (quote);
  self->earlier_invoice_id = g_strdup (earlier_invoice_id);
  self->consent_monotonic = smrt_clock_get_monotonic_time (clock);
  self->sent_monotonic = self->consent_monotonic;

  return self;
}

SmrtQuote *
smrt_attempt_get_quote (SmrtAttempt *self)
{
  g_return_val_if_fail (SMRT_IS_ATTEMPT (self), NULL);

  return self->quote;
}

const char *
smrt_attempt_get_change_id (SmrtAttempt *self)
{
  g_return_val_if_fail (SMRT_IS_ATTEMPT (self), NULL);

  return self->change_id;
}

const char *
smrt_attempt_get_earlier_invoice_id (SmrtAttempt *self)
{
  g_return_val_if_fail (SMRT_IS_ATTEMPT (self), NULL);

  return self->earlier_invoice_id;
}

gboolean
smrt_attempt_get_accepted (SmrtAttempt *self)
{
  g_return_val_if_fail (SMRT_IS_ATTEMPT (self), FALSE);

  return self->accepted;
}

gboolean
smrt_attempt_may_send (SmrtAttempt *self)
{
  g_return_val_if_fail (SMRT_IS_ATTEMPT (self), FALSE);

  return !self->accepted && !seconds_have_passed (self, self->consent_monotonic, MAY_SEND_SECONDS);
}

gboolean
smrt_attempt_is_over (SmrtAttempt *self)
{
  g_return_val_if_fail (SMRT_IS_ATTEMPT (self), FALSE);

  return seconds_have_passed (self, self->sent_monotonic, OVER_SECONDS);
}

gboolean
smrt_attempt_get_released (SmrtAttempt *self)
{
  g_return_val_if_fail (SMRT_IS_ATTEMPT (self), FALSE);

  return self->released;
}

void
smrt_attempt_send_async (SmrtAttempt         *self,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  const char *planned;
  GTask *task;

  g_return_if_fail (SMRT_IS_ATTEMPT (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, smrt_attempt_send_async);

  self->n_sent++;
  self->sent_monotonic = smrt_clock_get_monotonic_time (self->clock);
  planned = smrt_subscription_get_schedule_id (smrt_offer_get_subscription (smrt_quote_get_offer (self->quote)));
  if (planned != NULL && !self->released)
    smrt_stripe_release_schedule_async (self->client, planned, self->keys[REQUEST_RELEASE], NULL, released_cb, task);
  else
    send_change (self, task);
}

gboolean
smrt_attempt_send_finish (SmrtAttempt       *self,
                          GAsyncResult      *result,
                          SmrtStripeUpdate **update,
                          gboolean          *refused,
                          GError           **error)
{
  GError *local_error = NULL;

  g_return_val_if_fail (SMRT_IS_ATTEMPT (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (update != NULL && refused != NULL, FALSE);

  *update = g_task_propagate_pointer (G_TASK (result), &local_error);
  *refused = local_error != NULL && !smrt_stripe_error_is_outcome_unknown (local_error) &&
             (self->n_sent == 1 || !smrt_stripe_error_says_nothing_of_earlier (local_error));
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, local_error);

  return FALSE;
}
