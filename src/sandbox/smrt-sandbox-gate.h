/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-sandbox-issuer.h"
#include "smrt-sandbox-principal.h"

#include <libsoup/soup.h>

/** Where the metadata are (RFC 9728, 3). */
#define SMRT_SANDBOX_METADATA_PATH "/.well-known/oauth-protected-resource"

G_BEGIN_DECLS

/**
 * SmrtSandboxGate:
 *
 * Who may come in: the holders of the sandbox's own keys and, where there is an
 * issuer, people with its access tokens.
 */
typedef struct _SmrtSandboxGate SmrtSandboxGate;

/**
 * smrt_sandbox_gate_new:
 * @url: the server's address
 *
 * Returns: (transfer full): a gate without keys
 */
SmrtSandboxGate      *smrt_sandbox_gate_new        (const char         *url);
void                  smrt_sandbox_gate_free       (SmrtSandboxGate    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmrtSandboxGate, smrt_sandbox_gate_free)

/**
 * smrt_sandbox_gate_make_keys:
 * @store: within a transaction
 */
void                  smrt_sandbox_gate_make_keys  (SmrtSandboxGate    *self,
                                                    SmrtSandboxStore   *store);

/**
 * smrt_sandbox_gate_load_keys:
 * @store: where they are kept
 */
void                  smrt_sandbox_gate_load_keys  (SmrtSandboxGate    *self,
                                                    SmrtSandboxStore   *store);
const char           *smrt_sandbox_gate_get_key    (SmrtSandboxGate    *self,
                                                    const char         *role);

/**
 * smrt_sandbox_gate_set_issuer:
 * @issuer: (transfer full): whose tokens are accepted from now on
 */
void                  smrt_sandbox_gate_set_issuer (SmrtSandboxGate    *self,
                                                    SmrtSandboxIssuer  *issuer);

/**
 * smrt_sandbox_gate_get_issuer:
 *
 * Returns: (transfer none) (nullable): whose tokens are accepted
 */
SmrtSandboxIssuer    *smrt_sandbox_gate_get_issuer (SmrtSandboxGate    *self);

/**
 * smrt_sandbox_gate_admit:
 * @token: (out) (transfer full): what the issuer has to be asked about, where
 *   nobody is returned and @error is not set
 * @error: return location for a fault, 401
 *
 * Returns: (transfer full) (nullable): the holder of a key
 */
SmrtSandboxPrincipal *smrt_sandbox_gate_admit      (SmrtSandboxGate    *self,
                                                    SoupServerMessage  *message,
                                                    SmrtSecret        **token,
                                                    GError            **error);

/**
 * smrt_sandbox_gate_challenge:
 * @message: a message that is refused with 401 or 403
 * @scope: (nullable): the scope that is wanting
 *
 * Returns: (transfer full) (nullable): the `WWW-Authenticate` of the refusal
 *   (RFC 6750, 3; RFC 9728, 5.1); %NULL where there is no issuer, or a token
 *   would not help
 */
char                 *smrt_sandbox_gate_challenge  (SmrtSandboxGate    *self,
                                                    SoupServerMessage  *message,
                                                    int                 status,
                                                    const char         *scope);

/**
 * smrt_sandbox_gate_describe:
 *
 * Returns: (transfer full) (nullable): the metadata of this server (RFC 9728,
 *   2); %NULL where there is no issuer
 */
JsonObject           *smrt_sandbox_gate_describe   (SmrtSandboxGate    *self);

G_END_DECLS
