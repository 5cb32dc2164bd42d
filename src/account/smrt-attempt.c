/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-account"

#include "config.h"

#include "smrt-attempt.h"

#define MAY_SEND_SECONDS (10 * 60)
#define OVER_SECONDS     (5 * 60)

struct _SmrtAttempt
{
  GObject parent_instance;

  SmrtStripeClient *client;
  SmrtClock *clock;
  SmrtQuote *quote;
  char *change_id;
  char *idempotency_key;
  char *earlier_invoice_id;
  gint64 consent_monotonic;
  gint64 sent_monotonic;
  unsigned int n_sent;
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

static void
update_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SmrtAttempt *self = g_task_get_source_object (task);
  SmrtStripeUpdate *update;
  GError *error = NULL;

  /* The request itself may have tried more than once. */
  self->sent_monotonic = smrt_clock_get_monotonic_time (self->clock);

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
smrt_attempt_dispose (GObject *object)
{
  SmrtAttempt *self = SMRT_ATTEMPT (object);

  g_clear_object (&self->client);
  g_clear_object (&self->clock);
  g_clear_object (&self->quote);

  G_OBJECT_CLASS (smrt_attempt_parent_class)->dispose (object);
}

static void
smrt_attempt_finalize (GObject *object)
{
  SmrtAttempt *self = SMRT_ATTEMPT (object);

  g_free (self->change_id);
  g_free (self->idempotency_key);
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
  self->idempotency_key = smrt_stripe_client_new_idempotency_key ();
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

void
smrt_attempt_send_async (SmrtAttempt         *self,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (SMRT_IS_ATTEMPT (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, smrt_attempt_send_async);

  self->n_sent++;
  self->sent_monotonic = smrt_clock_get_monotonic_time (self->clock);
  smrt_stripe_update_subscription_async (self->client, smrt_quote_get_offer (self->quote),
                                         smrt_quote_get_proration_date (self->quote),
                                         smrt_quote_get_payment_method (self->quote),
                                         self->change_id, self->idempotency_key, NULL, update_cb, task);
}

SmrtStripeUpdate *
smrt_attempt_send_finish (SmrtAttempt   *self,
                          GAsyncResult  *result,
                          gboolean      *refused,
                          GError       **error)
{
  SmrtStripeUpdate *update;
  GError *local_error = NULL;

  g_return_val_if_fail (SMRT_IS_ATTEMPT (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (refused != NULL, NULL);

  update = g_task_propagate_pointer (G_TASK (result), &local_error);
  *refused = local_error != NULL && !smrt_stripe_error_is_outcome_unknown (local_error) &&
             (self->n_sent == 1 || !smrt_stripe_error_says_nothing_of_earlier (local_error));
  if (local_error != NULL)
    g_propagate_error (error, local_error);

  return update;
}
