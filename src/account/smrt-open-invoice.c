/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-account"

#include "config.h"

#include "smrt-open-invoice.h"

static gboolean
is_open_for (SmrtInvoice      *invoice,
             SmrtSubscription *subscription)
{
  return smrt_invoice_get_status (invoice) == SMRT_INVOICE_STATUS_OPEN &&
         g_strcmp0 (smrt_invoice_get_subscription_id (invoice), smrt_subscription_get_id (subscription)) == 0;
}

SmrtInvoice *
smrt_open_invoice_find (SmrtAccount      *account,
                        SmrtSubscription *subscription)
{
  SmrtInvoice *latest = smrt_open_invoice_find_latest (account, subscription);
  GListModel *invoices;

  g_return_val_if_fail (SMRT_IS_ACCOUNT (account), NULL);

  if (latest != NULL)
    return latest;

  invoices = smrt_account_get_invoices (account);
  for (unsigned int i = 0; i < g_list_model_get_n_items (invoices); i++)
    {
      g_autoptr (SmrtInvoice) invoice = g_list_model_get_item (invoices, i);

      if (is_open_for (invoice, subscription))
        return invoice;
    }

  return NULL;
}

SmrtInvoice *
smrt_open_invoice_find_latest (SmrtAccount      *account,
                               SmrtSubscription *subscription)
{
  const char *id;
  SmrtInvoice *latest;

  g_return_val_if_fail (SMRT_IS_ACCOUNT (account), NULL);
  g_return_val_if_fail (SMRT_IS_SUBSCRIPTION (subscription), NULL);

  id = smrt_subscription_get_latest_invoice_id (subscription);
  latest = id != NULL ? smrt_account_find_invoice (account, id) : NULL;

  return latest != NULL && is_open_for (latest, subscription) ? latest : NULL;
}
