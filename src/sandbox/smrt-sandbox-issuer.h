/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-clock.h"
#include "smrt-sandbox-principal.h"
#include "smrt-secret.h"

G_BEGIN_DECLS

#define SMRT_TYPE_SANDBOX_ISSUER (smrt_sandbox_issuer_get_type ())

/**
 * SmrtSandboxIssuer:
 *
 * The OpenID Connect issuer whose access tokens the sandbox accepts, and what
 * it said of them a short while ago. It belongs to the thread that made it.
 */
G_DECLARE_FINAL_TYPE (SmrtSandboxIssuer, smrt_sandbox_issuer, SMRT, SANDBOX_ISSUER, GObject)

/**
 * smrt_sandbox_issuer_new:
 * @url: the issuer
 * @resource: this server, as tokens name it
 * @client_id: (nullable): who this server is to the issuer
 * @client_secret: (nullable): its secret
 * @clock: the time by which tokens expire
 *
 * With a client's id and secret the issuer is asked about tokens (RFC 7662);
 * without, only its UserInfo is, which tells nothing of what a token is for.
 *
 * Returns: (transfer full): the issuer, which was not asked anything yet
 */
SmrtSandboxIssuer    *smrt_sandbox_issuer_new          (const char           *url,
                                                        const char           *resource,
                                                        const char           *client_id,
                                                        SmrtSecret           *client_secret,
                                                        SmrtClock            *clock);
const char           *smrt_sandbox_issuer_get_url      (SmrtSandboxIssuer    *self);

/**
 * smrt_sandbox_issuer_check_async:
 * @token: an access token that somebody brought
 * @cancellable: (nullable): cancels the waiting, but not the question, which
 *   others may wait for as well
 *
 * Finds out whose token it is. What was found holds for a minute, and never
 * longer than the token; that a token does not hold is not remembered.
 */
void                  smrt_sandbox_issuer_check_async  (SmrtSandboxIssuer    *self,
                                                        SmrtSecret           *token,
                                                        GCancellable         *cancellable,
                                                        GAsyncReadyCallback   callback,
                                                        gpointer              user_data);

/**
 * smrt_sandbox_issuer_check_finish:
 * @error: return location for a fault: 401 where the token does not hold, 403
 *   where nobody can be told by it, 503 where the issuer does not answer as it
 *   should
 *
 * Returns: (transfer full) (nullable): whose it is
 */
SmrtSandboxPrincipal *smrt_sandbox_issuer_check_finish (SmrtSandboxIssuer    *self,
                                                        GAsyncResult         *result,
                                                        GError              **error);

/**
 * smrt_sandbox_issuer_stop:
 *
 * Cancels every question, and waits until all who wait have been told.
 */
void                  smrt_sandbox_issuer_stop         (SmrtSandboxIssuer    *self);

G_END_DECLS
