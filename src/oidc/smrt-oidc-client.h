/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "smrt-clock.h"
#include "smrt-oidc-error.h"
#include "smrt-oidc-provider.h"
#include "smrt-secret.h"

G_BEGIN_DECLS

/** The public client that account servers know this program by. */
#define SMRT_OIDC_CLIENT_ID "io.smrtphone.Plans"

#define SMRT_TYPE_OIDC_CLIENT (smrt_oidc_client_get_type ())

/**
 * SmrtOidcClient:
 *
 * This program as an issuer knows it, and its way to the network. All requests
 * of sign-ins go through it: https, or http to loopback; no redirect is
 * followed; an answer has 256 KiB at the most. It belongs to the thread that
 * made it.
 *
 * Properties, all construct-only: `client-id` (string), `client-secret`
 * (#SmrtSecret, nullable: a server that asks an issuer has one, this program
 * has none), `clock` (#SmrtClock), `deadline-ms` (uint, 30000: for one
 * request).
 */
G_DECLARE_FINAL_TYPE (SmrtOidcClient, smrt_oidc_client, SMRT, OIDC_CLIENT, GObject)

SmrtOidcClient   *smrt_oidc_client_new                (const char           *client_id,
                                                       SmrtClock            *clock);
const char       *smrt_oidc_client_get_client_id      (SmrtOidcClient       *self);
SmrtClock        *smrt_oidc_client_get_clock          (SmrtOidcClient       *self);

/**
 * smrt_oidc_client_discover_async:
 * @server_url: an account server, as a person typed it
 * @cancellable: (nullable): cancels it
 *
 * Finds out who signs people in there: the server's metadata (RFC 9728), then
 * those of the first issuer that it names (OpenID Connect Discovery; RFC 8414
 * where there are none). `resource` has to be the server, `issuer` the issuer,
 * to the letter, but for a slash at the end of what the person typed.
 */
void              smrt_oidc_client_discover_async     (SmrtOidcClient       *self,
                                                       const char           *server_url,
                                                       GCancellable         *cancellable,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);

/**
 * smrt_oidc_client_discover_issuer_async:
 * @issuer: an issuer
 * @cancellable: (nullable): cancels it
 *
 * Reads an issuer's own metadata alone. It is finished by
 * smrt_oidc_client_discover_finish().
 */
void              smrt_oidc_client_discover_issuer_async (SmrtOidcClient      *self,
                                                          const char          *issuer,
                                                          GCancellable        *cancellable,
                                                          GAsyncReadyCallback  callback,
                                                          gpointer             user_data);

/**
 * smrt_oidc_client_discover_finish:
 *
 * Returns: (transfer full) (nullable): the issuer
 */
SmrtOidcProvider *smrt_oidc_client_discover_finish    (SmrtOidcClient       *self,
                                                       GAsyncResult         *result,
                                                       GError              **error);

/**
 * smrt_oidc_client_load_userinfo_async:
 * @provider: the issuer; one without `userinfo_endpoint` ends in
 *   %SMRT_OIDC_ERROR_UNSUITABLE
 * @access_token: whose claims are asked for
 * @subject: (nullable): the `sub` of the ID token, which has to be that of the
 *   answer (OpenID Connect Core, 5.3.2)
 * @cancellable: (nullable): cancels it
 */
void              smrt_oidc_client_load_userinfo_async (SmrtOidcClient       *self,
                                                        SmrtOidcProvider     *provider,
                                                        SmrtSecret           *access_token,
                                                        const char           *subject,
                                                        GCancellable         *cancellable,
                                                        GAsyncReadyCallback   callback,
                                                        gpointer              user_data);

/**
 * smrt_oidc_client_load_userinfo_finish:
 *
 * Returns: (transfer full) (nullable): the claims
 */
JsonObject       *smrt_oidc_client_load_userinfo_finish (SmrtOidcClient       *self,
                                                         GAsyncResult         *result,
                                                         GError              **error);

/**
 * smrt_oidc_client_introspect_async:
 * @provider: the issuer; one without `introspection_endpoint` ends in
 *   %SMRT_OIDC_ERROR_UNSUITABLE
 * @token: an access token that somebody brought
 * @cancellable: (nullable): cancels it
 *
 * Asks the issuer about a token (RFC 7662), with the client's own secret
 * (`client_secret_basic`).
 */
void              smrt_oidc_client_introspect_async    (SmrtOidcClient       *self,
                                                        SmrtOidcProvider     *provider,
                                                        SmrtSecret           *token,
                                                        GCancellable         *cancellable,
                                                        GAsyncReadyCallback   callback,
                                                        gpointer              user_data);

/**
 * smrt_oidc_client_introspect_finish:
 *
 * Returns: (transfer full) (nullable): the answer; `active` tells whether the
 *   token holds
 */
JsonObject       *smrt_oidc_client_introspect_finish   (SmrtOidcClient       *self,
                                                        GAsyncResult         *result,
                                                        GError              **error);

G_END_DECLS
