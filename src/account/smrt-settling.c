/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-account"

#include "config.h"

#include "smrt-settling.h"

#include "smrt-stripe-change.h"

struct _SmrtSettling
{
  GObject parent_instance;

  SmrtAccount *account;
  SmrtQuote *quote;
  char *change_id;
  char *earlier_invoice_id;
  SmrtInvoice *awaited;
  gboolean accepted;

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

static gboolean
has_item (SmrtSubscription *subscription,
          SmrtPrice        *price,
          gint64            quantity)
{
  SmrtSubscriptionItem *item = smrt_subscription_get_main_item (subscription);

  return item != NULL &&
         g_str_equal (smrt_price_get_id (smrt_subscription_item_get_price (item)), smrt_price_get_id (price)) &&
         smrt_subscription_item_get_quantity (item) == quantity;
}

static gboolean
is_target_reached (SmrtSettling     *self,
                   SmrtSubscription *subscription)
{
  SmrtOffer *offer = smrt_quote_get_offer (self->quote);

  return has_item (subscription, smrt_offer_get_to_price (offer), smrt_offer_get_quantity (offer));
}

static gboolean
is_still_as_quoted (SmrtSettling     *self,
                    SmrtSubscription *subscription)
{
  SmrtOffer *offer = smrt_quote_get_offer (self->quote);

  return has_item (subscription, smrt_offer_get_from_price (offer),
                   smrt_subscription_item_get_quantity (smrt_offer_get_item (offer))) &&
         g_strcmp0 (smrt_subscription_get_latest_invoice_id (subscription), self->earlier_invoice_id) == 0;
}

static gboolean
is_own_change (SmrtSettling     *self,
               SmrtSubscription *subscription)
{
  return g_strcmp0 (smrt_subscription_get_change_id (subscription), self->change_id) == 0;
}

/* Whether an invoice is the one that this change made: newer than the one
 * seen before, made by an update, and with a line of the quoted second. */
static gboolean
is_invoice_of_change (SmrtSettling *self,
                      SmrtInvoice  *invoice)
{
  gint64 date = smrt_quote_get_proration_date (self->quote);
  GPtrArray *lines;

  if (invoice == NULL ||
      g_strcmp0 (smrt_invoice_get_id (invoice), self->earlier_invoice_id) == 0 ||
      g_strcmp0 (smrt_invoice_get_billing_reason (invoice), "subscription_update") != 0)
    return FALSE;

  if (date == 0)
    return TRUE;

  lines = smrt_invoice_get_lines (invoice);
  for (unsigned int i = 0; i < lines->len; i++)
    if (smrt_invoice_line_get_period_start (g_ptr_array_index (lines, i)) == date)
      return TRUE;

  return FALSE;
}

static gboolean
waits_for_payment (SmrtSettling     *self,
                   SmrtSubscription *subscription)
{
  const char *invoice_id = smrt_subscription_get_latest_invoice_id (subscription);

  return smrt_subscription_get_pending_update_expires_at (subscription) != 0 &&
         invoice_id != NULL && g_strcmp0 (invoice_id, self->earlier_invoice_id) != 0;
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
  else if (smrt_invoice_get_payment_state (self->invoice) == SMRT_PAYMENT_STATE_REQUIRES_ACTION)
    decide (self, SMRT_VERDICT_ASKS_BANK);
  else
    decide (self, SMRT_VERDICT_DECLINED);
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

  if (waits_for_payment (self, reading->subscription))
    {
      look_into_payment (self, reading->subscription);
      return;
    }

  g_set_object (&self->subscription, reading->subscription);

  if (self->accepted ||
      (is_target_reached (self, reading->subscription) && is_own_change (self, reading->subscription)))
    {
      if (is_invoice_of_change (self, reading->latest_invoice))
        g_set_object (&self->invoice, reading->latest_invoice);
      decide (self, SMRT_VERDICT_MADE);
    }
  else if (self->awaited != NULL)
    {
      g_set_object (&self->invoice, self->awaited);
      decide (self, SMRT_VERDICT_DROPPED);
    }
  else
    {
      decide (self, is_still_as_quoted (self, reading->subscription) ? SMRT_VERDICT_ABSENT : SMRT_VERDICT_OPEN);
    }
}

static void
smrt_settling_dispose (GObject *object)
{
  SmrtSettling *self = SMRT_SETTLING (object);

  g_clear_object (&self->account);
  g_clear_object (&self->quote);
  g_clear_object (&self->awaited);
  g_clear_object (&self->subscription);
  g_clear_object (&self->invoice);

  G_OBJECT_CLASS (smrt_settling_parent_class)->dispose (object);
}

static void
smrt_settling_finalize (GObject *object)
{
  SmrtSettling *self = SMRT_SETTLING (object);

  g_free (self->change_id);
  g_free (self->earlier_invoice_id);

  G_OBJECT_CLASS (smrt_settling_parent_class)->finalize (object);
}

static void
smrt_settling_class_init (SmrtSettlingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = smrt_settling_dispose;
  object_class->finalize = smrt_settling_finalize;
}

static void
smrt_settling_init (SmrtSettling *self)
{
}

SmrtSettling *
smrt_settling_new (SmrtAccount *account,
                   SmrtQuote   *quote,
                   const char  *change_id,
                   const char  *earlier_invoice_id,
                   SmrtInvoice *awaited,
                   gboolean     accepted)
{
  SmrtSettling *self;

  g_return_val_if_fail (SMRT_IS_ACCOUNT (account) && SMRT_IS_QUOTE (quote), NULL);
  g_return_val_if_fail (change_id != NULL, NULL);
  g_return_val_if_fail (awaited == NULL || SMRT_IS_INVOICE (awaited), NULL);

  self = g_object_new (SMRT_TYPE_SETTLING, NULL);
  self->account = g_object_ref (account);
  self->quote = g_object_ref (quote);
  self->change_id = g_strdup (change_id);
  self->earlier_invoice_id = g_strdup (earlier_invoice_id);
  g_set_object (&self->awaited, awaited);
  self->accepted = accepted;

  return self;
}

void
smrt_settling_run_async (SmrtSettling        *self,
                         SmrtStripeUpdate    *answer,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  SmrtSubscription *subscription;

  g_return_if_fail (SMRT_IS_SETTLING (self));
  g_return_if_fail (self->task == NULL && self->subscription == NULL);

  self->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, smrt_settling_run_async);
  g_task_set_check_cancellable (self->task, FALSE);

  if (answer != NULL && waits_for_payment (self, answer->subscription))
    {
      look_into_payment (self, answer->subscription);
      return;
    }

  subscription = smrt_offer_get_subscription (smrt_quote_get_offer (self->quote));
  smrt_stripe_load_subscription_async (get_client (self), smrt_subscription_get_id (subscription),
                                       cancellable, subscription_cb, g_object_ref (self));
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
