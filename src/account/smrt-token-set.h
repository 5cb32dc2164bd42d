/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-clock.h"
#include "smrt-secret.h"

G_BEGIN_DECLS

/**
 * SmrtTokenSet:
 * @server_url: the account server, which alone is shown the access token
 * @issuer: who gave them, and who alone is shown the refresh token
 * @access_token: what the account server is shown
 * @refresh_token: (nullable): what gets another one
 * @expires_at: unix seconds until which the access token holds; 0 where nobody
 *   said
 *
 * The tokens of a session. It does not change. Neither a file of the person's
 * that was tampered with nor an account server that names another issuer later
 * on leads the tokens elsewhere.
 */
typedef struct
{
  char *server_url;
  char *issuer;
  SmrtSecret *access_token;
  SmrtSecret *refresh_token;
  gint64 expires_at;
} SmrtTokenSet;

SmrtTokenSet *smrt_token_set_new       (const char         *server_url,
                                        const char         *issuer,
                                        SmrtSecret         *access_token,
                                        SmrtSecret         *refresh_token,
                                        gint64              expires_at);
SmrtTokenSet *smrt_token_set_copy      (const SmrtTokenSet *self);
void          smrt_token_set_free      (SmrtTokenSet       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmrtTokenSet, smrt_token_set_free)

/**
 * smrt_token_set_equal:
 *
 * Returns: whether both have the same tokens
 */
gboolean      smrt_token_set_equal     (const SmrtTokenSet *self,
                                        const SmrtTokenSet *other);

/**
 * smrt_token_set_is_fresh:
 * @refused: (nullable): an access token that the server does not accept
 * @clock: what the time is told by
 *
 * Returns: whether the access token can be used, for half a minute at the least
 */
gboolean      smrt_token_set_is_fresh  (const SmrtTokenSet *self,
                                        SmrtSecret         *refused,
                                        SmrtClock          *clock);

/**
 * smrt_token_set_to_secret:
 *
 * Returns: (transfer full): the tokens as the keyring keeps them
 */
SmrtSecret   *smrt_token_set_to_secret (const SmrtTokenSet *self);

/**
 * smrt_token_set_parse:
 * @secret: what the keyring kept
 *
 * Returns: (transfer full) (nullable): the tokens; %NULL where it is no text of
 *   smrt_token_set_to_secret()
 */
SmrtTokenSet *smrt_token_set_parse     (SmrtSecret         *secret);

G_END_DECLS
