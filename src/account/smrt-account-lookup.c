/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-account"

#include "config.h"

#include "smrt-account-lookup.h"

SmrtSubscription *
smrt_account_find_subscription (SmrtAccount *self,
                                const char  *id)
{
  GListModel *model;

  g_return_val_if_fail (SMRT_IS_ACCOUNT (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  model = smrt_account_get_subscriptions (self);
  for (unsigned int i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (SmrtSubscription) subscription = g_list_model_get_item (model, i);

      if (g_str_equal (smrt_subscription_get_id (subscription), id))
        return subscription;
    }

  return NULL;
}

SmrtOffer *
smrt_account_find_offer (SmrtAccount *self,
                         const char  *subscription_id,
                         const char  *product_id,
                         SmrtCycle    cycle)
{
  SmrtCatalogue *catalogue;
  SmrtSubscription *subscription;
  SmrtPlan *plan;

  g_return_val_if_fail (SMRT_IS_ACCOUNT (self), NULL);
  g_return_val_if_fail (product_id != NULL, NULL);

  catalogue = smrt_account_get_catalogue (self);
  subscription = smrt_account_find_subscription (self, subscription_id);
  plan = catalogue != NULL ? smrt_catalogue_find_plan (catalogue, product_id) : NULL;

  return subscription != NULL && plan != NULL
           ? smrt_catalogue_find_offer (catalogue, subscription, plan, cycle)
           : NULL;
}

SmrtInvoice *
smrt_account_find_invoice (SmrtAccount *self,
                           const char  *id)
{
  GListModel *model;

  g_return_val_if_fail (SMRT_IS_ACCOUNT (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  model = smrt_account_get_invoices (self);
  for (unsigned int i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (SmrtInvoice) invoice = g_list_model_get_item (model, i);

      if (g_str_equal (smrt_invoice_get_id (invoice), id))
        return invoice;
    }

  return NULL;
}

gboolean
smrt_account_get_credit (SmrtAccount *self,
                         SmrtMoney   *credit)
{
  SmrtCustomer *customer;
  const SmrtMoney *balance;

  g_return_val_if_fail (SMRT_IS_ACCOUNT (self), FALSE);
  g_return_val_if_fail (credit != NULL, FALSE);

  customer = smrt_account_get_customer (self);
  balance = customer != NULL ? smrt_customer_get_balance (customer) : NULL;
  if (balance == NULL)
    return FALSE;

  *credit = smrt_money_negate (balance);

  return TRUE;
}

SmrtPaymentMethod *
smrt_account_get_payment_method (SmrtAccount      *self,
                                 SmrtSubscription *subscription)
{
  SmrtCustomer *customer;
  SmrtPaymentMethod *own;

  g_return_val_if_fail (SMRT_IS_ACCOUNT (self), NULL);
  g_return_val_if_fail (SMRT_IS_SUBSCRIPTION (subscription), NULL);

  customer = smrt_account_get_customer (self);
  own = smrt_subscription_get_payment_method (subscription);
  if (own != NULL || customer == NULL)
    return own;

  return smrt_customer_get_payment_method (customer);
}
