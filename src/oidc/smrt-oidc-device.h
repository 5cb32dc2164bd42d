/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-oidc-tokens.h"

G_BEGIN_DECLS

#define SMRT_TYPE_OIDC_DEVICE (smrt_oidc_device_get_type ())

/**
 * SmrtOidcDevice:
 *
 * One sign-in by means of another device (RFC 8628). It is run once, and lives
 * until that has ended.
 *
 * Properties, construct-only: `client`, `provider`, `scope` (string, with
 * `openid` in it), `interval-unit-ms` (uint, 1000: how long a second of the
 * server's interval is, so that tests need not wait). Read-only, notified
 * together once they are known: `user-code`, `verification-uri`,
 * `verification-uri-complete` (strings, nullable), `expires-at` (int64, unix
 * seconds of the client's clock).
 */
G_DECLARE_FINAL_TYPE (SmrtOidcDevice, smrt_oidc_device, SMRT, OIDC_DEVICE, GObject)

SmrtOidcDevice *smrt_oidc_device_new                           (SmrtOidcClient       *client,
                                                                SmrtOidcProvider     *provider,
                                                                const char           *scope);

/** Returns: (nullable): what the person types on the other device */
const char     *smrt_oidc_device_get_user_code                 (SmrtOidcDevice       *self);

/** Returns: (nullable): where they type it; a safe address */
const char     *smrt_oidc_device_get_verification_uri          (SmrtOidcDevice       *self);

/** Returns: (nullable): the same with the code in it; a safe address */
const char     *smrt_oidc_device_get_verification_uri_complete (SmrtOidcDevice       *self);
gint64          smrt_oidc_device_get_expires_at                (SmrtOidcDevice       *self);

/**
 * smrt_oidc_device_run_async:
 * @cancellable: (nullable): gives the sign-in up
 *
 * Asks for a code, notifies it, and asks for the tokens in the server's
 * interval (5 seconds where it names none; 5 more after each `slow_down`, and
 * twice as long after each broken connection) until they are there, the person
 * refuses or the time is over. An issuer without the device flow ends in
 * %SMRT_OIDC_ERROR_UNSUITABLE. Tokens that came before the cancelling are
 * returned all the same.
 */
void            smrt_oidc_device_run_async                     (SmrtOidcDevice       *self,
                                                                GCancellable         *cancellable,
                                                                GAsyncReadyCallback   callback,
                                                                gpointer              user_data);

/**
 * smrt_oidc_device_run_finish:
 *
 * Returns: (transfer full) (nullable): the tokens
 */
SmrtOidcTokens *smrt_oidc_device_run_finish                    (SmrtOidcDevice       *self,
                                                                GAsyncResult         *result,
                                                                GError              **error);

G_END_DECLS
