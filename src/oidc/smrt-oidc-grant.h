/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-form.h"
#include "smrt-oidc-tokens.h"

G_BEGIN_DECLS

/* What a code, a device code and a refresh token have in common: they are
 * changed for tokens at the token endpoint. */

/**
 * SmrtOidcGrantTerms:
 * @nonce: (nullable): what the ID token has to repeat
 * @subject: (nullable): whose the ID token has to be
 * @refresh_token: (nullable): the refresh token where the issuer gives no new
 *   one
 * @needs_id_token: whether an answer without an ID token is refused
 *
 * What the answer is held to.
 */
typedef struct
{
  const char *nonce;
  const char *subject;
  SmrtSecret *refresh_token;
  gboolean needs_id_token;
} SmrtOidcGrantTerms;

/**
 * smrt_oidc_grant_async:
 * @provider: the issuer
 * @form: the grant; `resource` is added
 * @terms: what the answer is held to; it is copied
 * @cancellable: (nullable): cancels it
 *
 * Sends the grant once, and verifies what comes.
 */
void            smrt_oidc_grant_async       (SmrtOidcClient           *client,
                                             SmrtOidcProvider         *provider,
                                             const SmrtForm           *form,
                                             const SmrtOidcGrantTerms *terms,
                                             GCancellable             *cancellable,
                                             GAsyncReadyCallback       callback,
                                             gpointer                  user_data);

/**
 * smrt_oidc_grant_finish:
 *
 * Returns: (transfer full) (nullable): the tokens
 */
SmrtOidcTokens *smrt_oidc_grant_finish      (SmrtOidcClient           *client,
                                             GAsyncResult             *result,
                                             GError                  **error);

/**
 * smrt_oidc_grant_is_visible:
 *
 * Returns: whether @text has visible ASCII characters and nothing else, as
 *   tokens and codes have
 */
gboolean        smrt_oidc_grant_is_visible  (const char               *text);

/**
 * smrt_oidc_grant_get_seconds:
 * @answer: an answer of the issuer
 * @member: a duration
 * @absent: the value where it is not there
 * @seconds: (out): the duration; a hundred years at the most
 *
 * Reads a duration: a number, whose fraction is left out, or a text of digits, as
 * some servers have it.
 *
 * Returns: %FALSE where it is something else
 */
gboolean        smrt_oidc_grant_get_seconds (JsonObject               *answer,
                                             const char               *member,
                                             gint64                    absent,
                                             gint64                   *seconds);

G_END_DECLS
