/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-store.h"
#include "smrt-stripe-client.h"

G_BEGIN_DECLS

/**
 * smrt_invoice_check_run_async:
 * @client: where from
 * @store: where the invoices are
 * @customer_id: whose they are
 * @ids: (array zero-terminated=1): invoices that could still change when they
 *   were read
 * @cancellable: (nullable): cancels it
 *
 * Reads invoices again, and writes what has changed: those that are still open
 * or drafts come as lists, the others one by one.
 */
void     smrt_invoice_check_run_async  (SmrtStripeClient     *client,
                                        SmrtStore            *store,
                                        const char           *customer_id,
                                        const char * const   *ids,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);

/**
 * smrt_invoice_check_run_finish:
 * @error: return location for an error; %SMRT_STRIPE_ERROR_NOT_FOUND where an
 *   invoice is no longer at the server
 */
gboolean smrt_invoice_check_run_finish (GAsyncResult         *result,
                                        GError              **error);

G_END_DECLS
