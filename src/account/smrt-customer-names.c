/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-account"

#include "config.h"

#include "smrt-customer-names.h"

#include "smrt-stripe-account.h"

#define MAX_NAMED 50

typedef struct
{
  GPtrArray *customers;
  unsigned int n_loading;
} Names;

static void
free_names (Names *names)
{
  g_ptr_array_unref (names->customers);
  g_free (names);
}

static void
customer_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Names *names = g_task_get_task_data (task);
  g_autoptr (SmrtCustomer) customer = NULL;
  g_autoptr (GError) error = NULL;

  customer = smrt_stripe_load_customer_finish (SMRT_STRIPE_CLIENT (source), result, &error);
  if (customer == NULL)
    g_debug ("A customer was not read: %s", error->message);

  for (unsigned int i = 0; customer != NULL && i < names->customers->len; i++)
    {
      SmrtCustomer *unnamed = g_ptr_array_index (names->customers, i);

      if (!g_str_equal (smrt_customer_get_id (unnamed), smrt_customer_get_id (customer)))
        continue;

      names->customers->pdata[i] = g_object_ref (customer);
      g_object_unref (unnamed);
    }

  if (--names->n_loading == 0)
    g_task_return_pointer (task, g_ptr_array_ref (names->customers), (GDestroyNotify) g_ptr_array_unref);
}

void
smrt_customer_names_load_async (SmrtStripeClient    *client,
                                const char * const  *customer_ids,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  Names *names;

  g_return_if_fail (SMRT_IS_STRIPE_CLIENT (client));
  g_return_if_fail (customer_ids != NULL && customer_ids[0] != NULL);

  names = g_new0 (Names, 1);
  names->customers = g_ptr_array_new_with_free_func (g_object_unref);
  names->n_loading = MIN (g_strv_length ((char **) customer_ids), MAX_NAMED);
  task = g_task_new (client, cancellable, callback, user_data);
  g_task_set_source_tag (task, smrt_customer_names_load_async);
  g_task_set_task_data (task, names, (GDestroyNotify) free_names);

  for (unsigned int i = 0; customer_ids[i] != NULL; i++)
    g_ptr_array_add (names->customers, smrt_customer_new (customer_ids[i], NULL, NULL, NULL, FALSE));
  for (unsigned int i = 0; customer_ids[i] != NULL && i < MAX_NAMED; i++)
    smrt_stripe_load_customer_async (client, customer_ids[i], cancellable, customer_cb, g_object_ref (task));
}

GPtrArray *
smrt_customer_names_load_finish (SmrtStripeClient  *client,
                                 GAsyncResult      *result,
                                 GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
