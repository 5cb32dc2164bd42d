/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-account"

#include "config.h"

#include "smrt-give-up.h"

#include "smrt-open-invoice.h"
#include "smrt-stripe-change.h"

struct _SmrtGiveUp
{
  SmrtOperation parent_instance;

  char *invoice_id;
};

G_DEFINE_FINAL_TYPE (SmrtGiveUp, smrt_give_up, SMRT_TYPE_OPERATION)

static gboolean
smrt_give_up_send (SmrtOperation       *operation,
                   SmrtStripeClient    *client,
                   SmrtSubscription    *subscription,
                   const char          *idempotency_key,
                   GCancellable        *cancellable,
                   GAsyncReadyCallback  callback,
                   gpointer             user_data)
{
  SmrtGiveUp *self = SMRT_GIVE_UP (operation);
  SmrtInvoice *invoice = smrt_open_invoice_find_latest (smrt_operation_get_account (operation), subscription);

  /* Without a change that waits, an open invoice is a debt. */
  if (invoice == NULL || smrt_subscription_get_pending_update_expires_at (subscription) == 0)
    return FALSE;

  self->invoice_id = g_strdup (smrt_invoice_get_id (invoice));
  smrt_stripe_void_invoice_async (client, self->invoice_id, idempotency_key, cancellable, callback, user_data);

  return TRUE;
}

static gboolean
smrt_give_up_send_finish (SmrtOperation     *operation,
                          SmrtStripeClient  *client,
                          GAsyncResult      *result,
                          GError           **error)
{
  g_autoptr (SmrtInvoice) invoice = smrt_stripe_void_invoice_finish (client, result, error);

  return invoice != NULL;
}

/* Where nothing waits any more, but the invoice is paid, the change was made
 * instead of given up. */
static gboolean
smrt_give_up_is_done (SmrtOperation    *operation,
                      SmrtSubscription *subscription)
{
  SmrtGiveUp *self = SMRT_GIVE_UP (operation);
  SmrtInvoice *invoice = NULL;

  if (self->invoice_id != NULL)
    invoice = smrt_account_find_invoice (smrt_operation_get_account (operation), self->invoice_id);

  if (invoice != NULL)
    return smrt_invoice_get_status (invoice) == SMRT_INVOICE_STATUS_VOID;

  return smrt_subscription_get_pending_update_expires_at (subscription) == 0;
}

static void
smrt_give_up_finalize (GObject *object)
{
  g_free (SMRT_GIVE_UP (object)->invoice_id);

  G_OBJECT_CLASS (smrt_give_up_parent_class)->finalize (object);
}

static void
smrt_give_up_class_init (SmrtGiveUpClass *klass)
{
  SmrtOperationClass *operation_class = SMRT_OPERATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = smrt_give_up_finalize;
  operation_class->send = smrt_give_up_send;
  operation_class->send_finish = smrt_give_up_send_finish;
  operation_class->is_done = smrt_give_up_is_done;
}

static void
smrt_give_up_init (SmrtGiveUp *self)
{
}

SmrtOperation *
smrt_give_up_new (SmrtAccount *account,
                  const char  *subscription_id)
{
  g_return_val_if_fail (SMRT_IS_ACCOUNT (account), NULL);
  g_return_val_if_fail (subscription_id != NULL, NULL);

  return g_object_new (SMRT_TYPE_GIVE_UP, "account", account, "subscription-id", subscription_id, NULL);
}
