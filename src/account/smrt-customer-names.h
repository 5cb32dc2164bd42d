/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-stripe-client.h"

G_BEGIN_DECLS

/**
 * smrt_customer_names_load_async:
 * @client: where from
 * @customer_ids: (array zero-terminated=1): the customers that a person may see
 * @cancellable: (nullable): cancels it
 *
 * Asks what customers are called, so that a person can choose. That is a help
 * and no more: a customer that is not told is known by its id, and so are those
 * beyond the fiftieth, which are not asked for.
 */
void       smrt_customer_names_load_async  (SmrtStripeClient     *client,
                                            const char * const   *customer_ids,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);

/**
 * smrt_customer_names_load_finish:
 * @error: return location for %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable) (element-type SmrtCustomer): the
 *   customers, in their order
 */
GPtrArray *smrt_customer_names_load_finish (SmrtStripeClient     *client,
                                            GAsyncResult         *result,
                                            GError              **error);

G_END_DECLS
