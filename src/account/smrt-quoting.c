/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-account"

#include "config.h"

#include "smrt-quoting.h"

#include "smrt-change.h"
#include "smrt-stripe-account.h"
#include "smrt-stripe-change.h"

struct _SmrtQuoting
{
  GObject parent_instance;

  SmrtAccount *account;
  SmrtOffer *offer;
  gint64 proration_date;
  gint64 started_monotonic;
  SmrtInvoice *due_invoice;
  SmrtInvoice *next_invoice;
  SmrtStripeUpdate *present;
  SmrtCustomer *customer;
  GTask *task;
  GError *error;
  unsigned int n_pending;
};

G_DEFINE_FINAL_TYPE (SmrtQuoting, smrt_quoting, G_TYPE_OBJECT)

/* Seats have rules of their own: they may change where no plan may. */
static gboolean
is_still_offered (SmrtCatalogue    *catalogue,
                  SmrtOffer        *offer,
                  SmrtSubscription *subscription)
{
  gint64 least, most;

  if (smrt_offer_get_kind (offer) != SMRT_OFFER_CHANGE_SEATS)
    return smrt_catalogue_get_obstacle (catalogue, subscription) == SMRT_OFFER_OBSTACLE_NONE;

  return smrt_catalogue_get_seat_range (catalogue, subscription, &least, &most) &&
         smrt_offer_get_quantity (offer) >= least && (most == 0 || smrt_offer_get_quantity (offer) <= most);
}

static gboolean
offer_still_stands (SmrtQuoting  *self,
                    GError      **error)
{
  SmrtCatalogue *catalogue = smrt_account_get_catalogue (self->account);
  SmrtSubscription *subscription = self->present->subscription;
  SmrtSubscriptionItem *offered = smrt_offer_get_item (self->offer);
  SmrtSubscriptionItem *item;

  smrt_catalogue_choose_main_item (catalogue, subscription);
  item = smrt_subscription_get_main_item (subscription);
  if (item != NULL &&
      g_str_equal (smrt_subscription_item_get_id (item), smrt_subscription_item_get_id (offered)) &&
      g_str_equal (smrt_price_get_id (smrt_subscription_item_get_price (item)),
                   smrt_price_get_id (smrt_subscription_item_get_price (offered))) &&
      smrt_subscription_item_get_quantity (item) == smrt_subscription_item_get_quantity (offered) &&
      g_strcmp0 (smrt_subscription_get_schedule_id (subscription),
                 smrt_subscription_get_schedule_id (smrt_offer_get_subscription (self->offer))) == 0 &&
      is_still_offered (catalogue, self->offer, subscription))
    return TRUE;

  g_set_error_literal (error, SMRT_CHANGE_ERROR, SMRT_CHANGE_ERROR_SUBSCRIPTION_CHANGED,
                       "The subscription is no longer what it was when the change was chosen");

  return FALSE;
}

static gboolean
has_line_of (SmrtInvoice *invoice,
             SmrtPrice   *price)
{
  GPtrArray *lines = smrt_invoice_get_lines (invoice);

  for (unsigned int i = 0; i < lines->len; i++)
    if (g_strcmp0 (smrt_invoice_line_get_price_id (g_ptr_array_index (lines, i)), smrt_price_get_id (price)) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
is_for_offer (SmrtQuoting *self,
              SmrtInvoice *preview)
{
  SmrtSubscription *subscription = smrt_offer_get_subscription (self->offer);
  const char *subscription_id = smrt_invoice_get_subscription_id (preview);

  return g_str_equal (smrt_invoice_get_currency (preview), smrt_subscription_get_currency (subscription)) &&
         (subscription_id == NULL || g_str_equal (subscription_id, smrt_subscription_get_id (subscription)));
}

/* A preview of something else is no quote of this change. */
static gboolean
previews_fit (SmrtQuoting  *self,
              GError      **error)
{
  if ((self->due_invoice == NULL || is_for_offer (self, self->due_invoice)) && is_for_offer (self, self->next_invoice) &&
      has_line_of (self->next_invoice, smrt_offer_get_to_price (self->offer)))
    return TRUE;

  g_set_error_literal (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_BAD_ANSWER,
                       "The preview is not of the change that was asked for");

  return FALSE;
}

/* The payment at the next billing date is the same invoice whenever the change
 * is made, unless the change moves that date. */
static SmrtQuote *
make_quote (SmrtQuoting *self,
            SmrtTiming   timing)
{
  SmrtSession *session = smrt_account_get_session (self->account);
  SmrtPaymentMethod *own = smrt_subscription_get_payment_method (self->present->subscription);
  gint64 server_time = smrt_stripe_client_get_server_time (smrt_session_get_client (session));
  SmrtQuote *quote;

  if (!smrt_offer_allows (self->offer, timing))
    return NULL;

  if (timing == SMRT_TIMING_AT_RENEWAL)
    quote = smrt_quote_new_at_renewal (self->offer, self->next_invoice, server_time, self->started_monotonic);
  else if (!smrt_offer_charges_at_once (self->offer))
    quote = smrt_quote_new_charged_later (self->offer, self->due_invoice, server_time, self->started_monotonic);
  else
    quote = smrt_quote_new (self->offer, self->due_invoice, self->next_invoice, server_time, self->started_monotonic);
  smrt_quote_set_payment_method (quote, own != NULL ? own : smrt_customer_get_payment_method (self->customer));

  return quote;
}

/* The server knows nothing yet of a plan that this change will take back: its
 * next invoice would be that of the plan. */
static SmrtStripePreview
choose_next_preview (SmrtOffer *offer)
{
  if (smrt_offer_changes_interval (offer) ||
      smrt_subscription_get_schedule_id (smrt_offer_get_subscription (offer)) != NULL)
    return SMRT_STRIPE_PREVIEW_NEXT_RECURRING;

  return SMRT_STRIPE_PREVIEW_NEXT_SAME_INTERVAL;
}

static void
complete (SmrtQuoting *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  if (self->error == NULL && offer_still_stands (self, &self->error))
    previews_fit (self, &self->error);

  if (self->error != NULL)
    {
      g_task_return_error (task, g_steal_pointer (&self->error));
      return;
    }

  g_task_return_boolean (task, TRUE);
}

static void
finish_part (SmrtQuoting *self,
             GError      *error)
{
  if (error != NULL && self->error == NULL)
    self->error = error;
  else
    g_clear_error (&error);

  if (--self->n_pending == 0)
    complete (self);
}

static void
due_invoice_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (SmrtQuoting) self = user_data;
  GError *error = NULL;

  self->due_invoice = smrt_stripe_preview_finish (SMRT_STRIPE_CLIENT (source), result, &error);
  finish_part (self, error);
}

static void
next_invoice_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (SmrtQuoting) self = user_data;
  GError *error = NULL;

  self->next_invoice = smrt_stripe_preview_finish (SMRT_STRIPE_CLIENT (source), result, &error);
  finish_part (self, error);
}

static void
present_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (SmrtQuoting) self = user_data;
  GError *error = NULL;

  self->present = smrt_stripe_load_subscription_finish (SMRT_STRIPE_CLIENT (source), result, &error);
  finish_part (self, error);
}

static void
customer_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (SmrtQuoting) self = user_data;
  GError *error = NULL;

  self->customer = smrt_stripe_load_customer_finish (SMRT_STRIPE_CLIENT (source), result, &error);
  finish_part (self, error);
}

static void
smrt_quoting_dispose (GObject *object)
{
  SmrtQuoting *self = SMRT_QUOTING (object);

  g_clear_object (&self->account);
  g_clear_object (&self->offer);
  g_clear_object (&self->due_invoice);
  g_clear_object (&self->next_invoice);
  g_clear_pointer (&self->present, smrt_stripe_update_free);
  g_clear_object (&self->customer);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (smrt_quoting_parent_class)->dispose (object);
}

static void
smrt_quoting_class_init (SmrtQuotingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = smrt_quoting_dispose;
}

static void
smrt_quoting_init (SmrtQuoting *self)
{
}

SmrtQuoting *
smrt_quoting_new (SmrtAccount *account,
                  SmrtOffer   *offer,
                  gint64       proration_date)
{
  SmrtQuoting *self;

  g_return_val_if_fail (SMRT_IS_ACCOUNT (account), NULL);
  g_return_val_if_fail (SMRT_IS_OFFER (offer), NULL);

  self = g_object_new (SMRT_TYPE_QUOTING, NULL);
  self->account = g_object_ref (account);
  self->offer = g_object_ref (offer);
  self->proration_date = proration_date;

  return self;
}

void
smrt_quoting_run_async (SmrtQuoting         *self,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  SmrtSession *session;
  SmrtStripeClient *client;

  g_return_if_fail (SMRT_IS_QUOTING (self));
  g_return_if_fail (self->task == NULL && self->due_invoice == NULL);

  session = smrt_account_get_session (self->account);
  client = smrt_session_get_client (session);

  self->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, smrt_quoting_run_async);

  /* A quote is as old as its question, not as its answer. */
  self->started_monotonic = smrt_clock_get_monotonic_time (smrt_session_get_clock (session));

  self->n_pending = 3;
  if (smrt_offer_allows (self->offer, SMRT_TIMING_NOW))
    {
      self->n_pending++;
      smrt_stripe_preview_async (client, self->offer, SMRT_STRIPE_PREVIEW_DUE_NOW, self->proration_date,
                                 cancellable, due_invoice_cb, g_object_ref (self));
    }
  smrt_stripe_preview_async (client, self->offer, choose_next_preview (self->offer), 0,
                             cancellable, next_invoice_cb, g_object_ref (self));
  smrt_stripe_load_subscription_async (client, smrt_subscription_get_id (smrt_offer_get_subscription (self->offer)),
                                       cancellable, present_cb, g_object_ref (self));
  smrt_stripe_load_customer_async (client, smrt_session_get_customer_id (session), cancellable,
                                   customer_cb, g_object_ref (self));
}

gboolean
smrt_quoting_run_finish (SmrtQuoting   *self,
                         GAsyncResult  *result,
                         SmrtQuote    **now,
                         SmrtQuote    **at_renewal,
                         char         **latest_invoice_id,
                         GError       **error)
{
  g_return_val_if_fail (SMRT_IS_QUOTING (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (now != NULL && at_renewal != NULL, FALSE);

  *now = NULL;
  *at_renewal = NULL;
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  *now = make_quote (self, SMRT_TIMING_NOW);
  *at_renewal = make_quote (self, SMRT_TIMING_AT_RENEWAL);
  if (latest_invoice_id != NULL)
    *latest_invoice_id = g_strdup (smrt_subscription_get_latest_invoice_id (self->present->subscription));

  return TRUE;
}
