/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-oidc-tokens.h"

G_BEGIN_DECLS

#define SMRT_TYPE_OIDC_AUTHORIZATION (smrt_oidc_authorization_get_type ())

/**
 * SmrtOidcAuthorization:
 *
 * One sign-in in the browser: authorization code with PKCE (RFC 6749, 7636,
 * 8252). It listens on 127.0.0.1 from the start until it ends, however it ends,
 * and takes one answer: one with another `state` is refused and ends nothing,
 * since any page in the browser could send it. It is run once, and lives until
 * that has ended: whoever loses interest cancels it.
 *
 * Properties, construct-only: `client`, `provider`, `scope` (string, with
 * `openid` in it), `ports` (boxed #GArray of guint16, nullable: any free one),
 * `page-done`, `page-failed` (string: the title and the text of the page that
 * the browser ends on, "TITLE\nTEXT", in the person's language), `lifetime-ms`
 * (uint, 600000: how long it waits for the person). Read-only, notified:
 * `address` (string, nullable: what the browser has to open; it holds no secret
 * that is worth anything without this process).
 */
G_DECLARE_FINAL_TYPE (SmrtOidcAuthorization, smrt_oidc_authorization, SMRT, OIDC_AUTHORIZATION, GObject)

/**
 * smrt_oidc_authorization_new:
 * @client: who signs in
 * @provider: where
 * @scope: what is asked for, divided by spaces
 * @ports: (nullable) (array length=n_ports): the ports that may be listened on, for servers that
 *   want fixed ones: the first free one is taken; %NULL for any
 * @n_ports: how many
 * @page_done: "TITLE\nTEXT" of the page at the end
 * @page_failed: "TITLE\nTEXT" of the page where it did not succeed
 */
SmrtOidcAuthorization *smrt_oidc_authorization_new         (SmrtOidcClient         *client,
                                                            SmrtOidcProvider       *provider,
                                                            const char             *scope,
                                                            const guint16          *ports,
                                                            gsize                   n_ports,
                                                            const char             *page_done,
                                                            const char             *page_failed);

/**
 * smrt_oidc_authorization_get_address:
 *
 * Returns: (nullable): what the browser has to open; %NULL before it listens and
 *   from the browser's answer on, be it that none comes any more
 */
const char            *smrt_oidc_authorization_get_address (SmrtOidcAuthorization  *self);

/**
 * smrt_oidc_authorization_run_async:
 * @cancellable: (nullable): gives the sign-in up and closes the port
 *
 * Listens, notifies `address`, waits for the answer, changes the code for
 * tokens and verifies the ID token. The browser gets its page when it is known
 * how this ended, and the port is closed when the callback is called. Tokens
 * that came before the cancelling are returned all the same: the page says that
 * the sign-in succeeded.
 */
void                   smrt_oidc_authorization_run_async   (SmrtOidcAuthorization  *self,
                                                            GCancellable           *cancellable,
                                                            GAsyncReadyCallback     callback,
                                                            gpointer                user_data);

/**
 * smrt_oidc_authorization_run_finish:
 *
 * Returns: (transfer full) (nullable): the tokens
 */
SmrtOidcTokens        *smrt_oidc_authorization_run_finish  (SmrtOidcAuthorization  *self,
                                                            GAsyncResult           *result,
                                                            GError                **error);

G_END_DECLS
