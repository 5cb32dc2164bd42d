/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-invoice.h"
#include "smrt-stripe-client.h"
#include "smrt-stripe-decoder.h"

G_BEGIN_DECLS

/* What the endpoints share: a request whose answer becomes one value of the
 * model. @tag is the endpoint's own finish function, which passes it on to
 * smrt_stripe_call_finish(). */

/**
 * smrt_stripe_call_get_async:
 * @client: where from
 * @path: see smrt_stripe_client_get_async()
 * @query: (nullable): its parameters
 * @decode: makes the value
 * @free_func: frees the value
 */
void     smrt_stripe_call_get_async    (SmrtStripeClient     *client,
                                        const char           *path,
                                        const SmrtForm       *query,
                                        SmrtStripeDecode      decode,
                                        GDestroyNotify        free_func,
                                        gpointer              tag,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);

/**
 * smrt_stripe_call_post_async:
 * @client: where to
 * @path: see smrt_stripe_client_post_async()
 * @form: (nullable): its parameters
 * @idempotency_key: see smrt_stripe_client_post_async()
 * @decode: makes the value
 * @free_func: frees the value
 *
 * An answer that cannot be decoded leaves the outcome unknown.
 */
void     smrt_stripe_call_post_async   (SmrtStripeClient     *client,
                                        const char           *path,
                                        const SmrtForm       *form,
                                        const char           *idempotency_key,
                                        SmrtStripeDecode      decode,
                                        GDestroyNotify        free_func,
                                        gpointer              tag,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);

/**
 * smrt_stripe_call_list_async:
 * @client: where from
 * @path: see smrt_stripe_client_list_async()
 * @query: (nullable): its parameters
 * @decode: makes an element of the #GPtrArray that is the value
 * @free_func: frees an element
 *
 * Errors of an element begin with its place: `data[3].`.
 */
void     smrt_stripe_call_list_async   (SmrtStripeClient     *client,
                                        const char           *path,
                                        const SmrtForm       *query,
                                        SmrtStripeDecode      decode,
                                        GDestroyNotify        free_func,
                                        gpointer              tag,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
gpointer smrt_stripe_call_finish       (SmrtStripeClient     *client,
                                        GAsyncResult         *result,
                                        gpointer              tag,
                                        GError              **error);

/**
 * smrt_stripe_call_read_lines_async:
 * @client: where from
 * @invoice: an invoice that came with its first lines
 * @cursor: the last of them
 *
 * Adds the other lines to @invoice.
 */
void     smrt_stripe_call_read_lines_async  (SmrtStripeClient     *client,
                                             SmrtInvoice          *invoice,
                                             const char           *cursor,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
gboolean smrt_stripe_call_read_lines_finish (SmrtStripeClient     *client,
                                             GAsyncResult         *result,
                                             GError              **error);

/**
 * smrt_stripe_call_get_path:
 * @folder: `/v1/customers/`
 * @id: an id of any origin
 * @rest: (nullable): what follows: `/balance_transactions`
 *
 * Returns: (transfer full): a path in which the id is one segment
 */
char    *smrt_stripe_call_get_path     (const char           *folder,
                                        const char           *id,
                                        const char           *rest);

G_END_DECLS
