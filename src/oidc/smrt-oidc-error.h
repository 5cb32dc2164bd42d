/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SMRT_OIDC_ERROR (smrt_oidc_error_quark ())

/**
 * SmrtOidcError:
 * @SMRT_OIDC_ERROR_BAD_ADDRESS: an address is neither https nor http to
 *   loopback; nothing was sent there
 * @SMRT_OIDC_ERROR_OFFLINE: no connection, or it broke
 * @SMRT_OIDC_ERROR_TIMED_OUT: no whole answer within the deadline
 * @SMRT_OIDC_ERROR_TLS: the other side could not prove who it is
 * @SMRT_OIDC_ERROR_NO_ACCOUNT_SERVER: there is no account server at the
 *   address (no RFC 9728 metadata)
 * @SMRT_OIDC_ERROR_UNSUITABLE: the issuer lacks what a safe sign-in needs: an
 *   endpoint, PKCE with S256, a signature that is known, the device flow
 * @SMRT_OIDC_ERROR_MISMATCH: an answer that is not for this sign-in or not of
 *   this issuer: `resource`, `issuer`, `iss`, `state`, a redirect
 * @SMRT_OIDC_ERROR_BAD_TOKEN: the ID token does not hold: signature, algorithm,
 *   issuer, audience, nonce, time
 * @SMRT_OIDC_ERROR_BAD_ANSWER: an answer that is not what the standard says, or
 *   too large
 * @SMRT_OIDC_ERROR_DENIED: the person refused (`access_denied`)
 * @SMRT_OIDC_ERROR_INVALID_GRANT: the code or the refresh token is not
 *   accepted, or no longer (`invalid_grant`)
 * @SMRT_OIDC_ERROR_EXPIRED: the person took too long (`expired_token`, or the
 *   time of the sign-in is over)
 * @SMRT_OIDC_ERROR_REFUSED: another refusal: smrt_oidc_error_get_code()
 * @SMRT_OIDC_ERROR_SERVER: 5xx, `server_error`, `temporarily_unavailable`; 408
 *   and 429 without a word of OAuth
 * @SMRT_OIDC_ERROR_PORT: none of the ports is free
 *
 * Errors of signing in. A cancelled operation ends in %G_IO_ERROR_CANCELLED.
 * The message is for a log, holds no secret and nothing that a server put into
 * an address; a person's words are chosen elsewhere.
 */
typedef enum
{
  SMRT_OIDC_ERROR_BAD_ADDRESS,
  SMRT_OIDC_ERROR_OFFLINE,
  SMRT_OIDC_ERROR_TIMED_OUT,
  SMRT_OIDC_ERROR_TLS,
  SMRT_OIDC_ERROR_NO_ACCOUNT_SERVER,
  SMRT_OIDC_ERROR_UNSUITABLE,
  SMRT_OIDC_ERROR_MISMATCH,
  SMRT_OIDC_ERROR_BAD_TOKEN,
  SMRT_OIDC_ERROR_BAD_ANSWER,
  SMRT_OIDC_ERROR_DENIED,
  SMRT_OIDC_ERROR_INVALID_GRANT,
  SMRT_OIDC_ERROR_EXPIRED,
  SMRT_OIDC_ERROR_REFUSED,
  SMRT_OIDC_ERROR_SERVER,
  SMRT_OIDC_ERROR_PORT,
} SmrtOidcError;

GQuark      smrt_oidc_error_quark           (void);

/**
 * smrt_oidc_error_set_details:
 * @error: an error of %SMRT_OIDC_ERROR
 * @code: (nullable): OAuth's `error`
 * @description: (nullable): its `error_description`
 *
 * Keeps with the error what the server says about it.
 */
void        smrt_oidc_error_set_details     (GError       *error,
                                             const char   *code,
                                             const char   *description);

/**
 * smrt_oidc_error_get_code:
 * @error: any error
 *
 * Returns: (nullable): OAuth's `error` (RFC 6749, 5.2)
 */
const char *smrt_oidc_error_get_code        (const GError *error);

/**
 * smrt_oidc_error_get_description:
 * @error: any error
 *
 * Returns: (nullable): the server's own sentence; it is shown as text, never as
 *   markup
 */
const char *smrt_oidc_error_get_description (const GError *error);

G_END_DECLS
