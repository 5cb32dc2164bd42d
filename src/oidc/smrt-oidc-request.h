/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-form.h"
#include "smrt-oidc-client.h"

G_BEGIN_DECLS

/* Requests for the files of this floor. One attempt each, with the client's
 * deadline; no redirect is followed, a body is capped. Every answer that is not
 * 2xx is an error: OAuth's error object where there is one, whatever the
 * status (servers answer token errors by 400, 401, 403 and by 5xx), and a word
 * of our own for an empty or a foreign body. Authorization headers and bodies
 * are wiped and never logged. */

/**
 * smrt_oidc_request_get_async:
 * @address: where to
 * @bearer: (nullable): an access token to send along
 * @cancellable: (nullable): cancels it
 */
void        smrt_oidc_request_get_async   (SmrtOidcClient       *client,
                                           const char           *address,
                                           SmrtSecret           *bearer,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);

/**
 * smrt_oidc_request_post_async:
 * @address: where to
 * @form: the parameters, without `client_id`: that is added, or sent with the
 *   client's secret as `client_secret_basic`
 * @cancellable: (nullable): cancels it
 */
void        smrt_oidc_request_post_async  (SmrtOidcClient       *client,
                                           const char           *address,
                                           const SmrtForm       *form,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);

/**
 * smrt_oidc_request_post_as_bearer_async:
 * @bearer: (nullable): an access token to send along; not for a client that has
 *   a secret
 *
 * As smrt_oidc_request_post_async().
 */
void        smrt_oidc_request_post_as_bearer_async (SmrtOidcClient *client,
                                           const char           *address,
                                           const SmrtForm       *form,
                                           SmrtSecret           *bearer,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);

/**
 * smrt_oidc_request_finish:
 * @status: (out) (optional): the status; 0 where there was no answer
 *
 * Returns: (transfer full) (nullable): the object that was answered. An empty
 *   2xx answer is an empty object.
 */
JsonObject *smrt_oidc_request_finish      (SmrtOidcClient       *client,
                                           GAsyncResult         *result,
                                           unsigned int         *status,
                                           GError              **error);

/**
 * smrt_oidc_request_wipe:
 * @answer: an answer that held secrets
 *
 * Clears all its strings in memory; nothing can be read from it afterwards.
 */
void        smrt_oidc_request_wipe        (JsonObject           *answer);

G_END_DECLS
