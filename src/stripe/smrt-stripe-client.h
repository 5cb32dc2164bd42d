/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-clock.h"
#include "smrt-form.h"
#include "smrt-secret.h"
#include "smrt-stripe-archive.h"
#include "smrt-stripe-bearer.h"
#include "smrt-stripe-error.h"

G_BEGIN_DECLS

/** The version of the API that every request is pinned to. */
#define SMRT_STRIPE_VERSION "2026-10-28.endive"

#define SMRT_TYPE_STRIPE_CLIENT (smrt_stripe_client_get_type ())

/**
 * SmrtStripeClient:
 *
 * A server that speaks Stripe's API, and a key to it. All its requests go
 * through one session and belong to the thread that made the client.
 *
 * Properties, all construct-only: `base-url` (string), `bearer`
 * (#SmrtStripeBearer), `clock` (#SmrtClock), `deadline-ms` (uint, 80000: for a
 * request with all its retries), `retry-base-ms` (uint, 500), `retry-max-ms`
 * (uint, 5000), `max-retries` (uint, 2), and `origin` (#SmrtStripeClient,
 * nullable) and `archive` (#SmrtStripeArchive, nullable): see
 * smrt_stripe_client_new_recording() and smrt_stripe_client_new_replaying().
 */
G_DECLARE_FINAL_TYPE (SmrtStripeClient, smrt_stripe_client, SMRT, STRIPE_CLIENT, GObject)

/**
 * smrt_stripe_client_check_base_url:
 * @base_url: an address
 * @error: return location for %SMRT_STRIPE_ERROR_BAD_ADDRESS
 *
 * Returns: whether a key may be sent there: https, or http to loopback, without
 *   user, query or fragment
 */
gboolean          smrt_stripe_client_check_base_url      (const char           *base_url,
                                                          GError              **error);

/**
 * smrt_stripe_client_new:
 * @base_url: the server; an address that
 *   smrt_stripe_client_check_base_url() refuses makes every request end in that
 *   error, and nothing is sent
 * @key: the key
 * @clock: what ages are measured by
 *
 * Returns: (transfer full): a new client
 */
SmrtStripeClient *smrt_stripe_client_new                 (const char           *base_url,
                                                          SmrtSecret           *key,
                                                          SmrtClock            *clock);

/**
 * smrt_stripe_client_new_with_bearer:
 * @base_url: as for smrt_stripe_client_new()
 * @bearer: what is shown to the server
 * @clock: what ages are measured by
 *
 * Returns: (transfer full): a new client
 */
SmrtStripeClient *smrt_stripe_client_new_with_bearer     (const char           *base_url,
                                                          SmrtStripeBearer     *bearer,
                                                          SmrtClock            *clock);

/**
 * smrt_stripe_client_new_recording:
 * @client: a client of a server
 * @archive: what the answers go into
 *
 * A client with the session, the bearer, the clock and the limits of @client
 * that keeps every answer to a GET and to a preview (a POST that changes
 * nothing) under smrt_stripe_archive_dup_key(). Errors are not kept. What it
 * learns of the server's time @client knows, too.
 *
 * Returns: (transfer full): a new client
 */
SmrtStripeClient *smrt_stripe_client_new_recording       (SmrtStripeClient     *client,
                                                          SmrtStripeArchive    *archive);

/**
 * smrt_stripe_client_new_replaying:
 * @archive: what was recorded
 * @server_time: unix seconds: when that was
 *
 * A client that is answered by @archive and speaks to nobody. What is not in it
 * is %SMRT_STRIPE_ERROR_NOT_FOUND; to change something is
 * %SMRT_STRIPE_ERROR_NOT_SENT.
 *
 * Returns: (transfer full): a new client
 */
SmrtStripeClient *smrt_stripe_client_new_replaying       (SmrtStripeArchive    *archive,
                                                          gint64                server_time);

/**
 * smrt_stripe_client_get_base_url:
 *
 * Returns: the address without a slash at its end
 */
const char       *smrt_stripe_client_get_base_url        (SmrtStripeClient     *self);

/**
 * smrt_stripe_client_get_server_time:
 *
 * Returns: unix seconds of the last answer's `Date`; 0 before the first answer
 */
gint64            smrt_stripe_client_get_server_time     (SmrtStripeClient     *self);

/**
 * smrt_stripe_client_new_idempotency_key:
 *
 * Returns: (transfer full): a key that was never used
 */
char             *smrt_stripe_client_new_idempotency_key (void);

/**
 * smrt_stripe_client_get_async:
 * @path: an absolute path, ids in it escaped: `/v1/prices`
 * @query: (nullable): its parameters; copied
 * @cancellable: (nullable): cancels it
 *
 * Reads. Ends in a JSON object, or in an error of %SMRT_STRIPE_ERROR or
 * %G_IO_ERROR_CANCELLED. Retried as Stripe's own libraries do it: on connection
 * errors, 409 and 5xx, unless `Stripe-Should-Retry` says otherwise.
 */
void              smrt_stripe_client_get_async           (SmrtStripeClient     *self,
                                                          const char           *path,
                                                          const SmrtForm       *query,
                                                          GCancellable         *cancellable,
                                                          GAsyncReadyCallback   callback,
                                                          gpointer              user_data);

/**
 * smrt_stripe_client_post_async:
 * @path: an absolute path, ids in it escaped
 * @form: (nullable): its parameters; copied
 * @idempotency_key: 1 to 255 characters; every retry carries the same
 * @cancellable: (nullable): cancels it
 *
 * Changes something. See smrt_stripe_client_get_async(), and
 * smrt_stripe_error_is_outcome_unknown() for its errors.
 */
void              smrt_stripe_client_post_async          (SmrtStripeClient     *self,
                                                          const char           *path,
                                                          const SmrtForm       *form,
                                                          const char           *idempotency_key,
                                                          GCancellable         *cancellable,
                                                          GAsyncReadyCallback   callback,
                                                          gpointer              user_data);

/**
 * smrt_stripe_client_request_finish:
 *
 * Returns: (transfer full) (nullable): the answer, an object node
 */
JsonNode         *smrt_stripe_client_request_finish      (SmrtStripeClient     *self,
                                                          GAsyncResult         *result,
                                                          GError              **error);

/**
 * smrt_stripe_client_list_async:
 * @path: an absolute path of a list
 * @query: (nullable): its parameters, without `limit` and cursors; copied
 * @cancellable: (nullable): cancels it
 *
 * Reads a list to its end, page by page, a hundred objects at a time. A cursor
 * that comes twice is %SMRT_STRIPE_ERROR_BAD_ANSWER.
 */
void              smrt_stripe_client_list_async          (SmrtStripeClient     *self,
                                                          const char           *path,
                                                          const SmrtForm       *query,
                                                          GCancellable         *cancellable,
                                                          GAsyncReadyCallback   callback,
                                                          gpointer              user_data);

/**
 * smrt_stripe_client_list_after_async:
 * @cursor: (nullable): the id of the last object that is there already
 *
 * As smrt_stripe_client_list_async(), from the object after @cursor on. It is
 * finished by smrt_stripe_client_list_finish().
 */
void              smrt_stripe_client_list_after_async    (SmrtStripeClient     *self,
                                                          const char           *path,
                                                          const SmrtForm       *query,
                                                          const char           *cursor,
                                                          GCancellable         *cancellable,
                                                          GAsyncReadyCallback   callback,
                                                          gpointer              user_data);

/**
 * smrt_stripe_client_list_finish:
 *
 * Returns: (transfer container) (nullable) (element-type JsonNode): the
 *   objects, in the server's order
 */
GPtrArray        *smrt_stripe_client_list_finish         (SmrtStripeClient     *self,
                                                          GAsyncResult         *result,
                                                          GError              **error);

G_END_DECLS
