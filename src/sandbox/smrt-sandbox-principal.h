/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-sandbox-routes.h"

G_BEGIN_DECLS

/**
 * SmrtSandboxPrincipal:
 * @id: who it is, across all their tokens; idempotency keys are their own
 * @role: `owner`, `finance` or `user`
 * @customers: (nullable): whose objects they see; %NULL: everybody's
 * @claims: (nullable): what the issuer says of the person; %NULL for a key
 *
 * Who asks: the holder of one of the sandbox's keys, or a person with an access
 * token. It does not change.
 */
typedef struct _SmrtSandboxPrincipal
{
  char *id;
  const char *role;
  char **customers;
  JsonObject *claims;

  /*< private >*/
  char *name;
  gboolean reads;
  gboolean writes;
} SmrtSandboxPrincipal;

/**
 * smrt_sandbox_principal_new_for_key:
 * @role: whose key it is
 * @key: the key
 *
 * Returns: (transfer full): its holder
 */
SmrtSandboxPrincipal *smrt_sandbox_principal_new_for_key   (const char  *role,
                                                            const char  *key);

/**
 * smrt_sandbox_principal_new_for_token:
 * @claims: what the issuer says of the person
 * @scope: (nullable): what the token is for; %NULL where nobody says
 *
 * Who has no `smrtphone_role` that is known may look.
 *
 * Returns: (transfer full): the person
 */
SmrtSandboxPrincipal *smrt_sandbox_principal_new_for_token (JsonObject  *claims,
                                                            const char  *scope);

SmrtSandboxPrincipal *smrt_sandbox_principal_ref   (SmrtSandboxPrincipal *self);
void                  smrt_sandbox_principal_unref (SmrtSandboxPrincipal *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmrtSandboxPrincipal, smrt_sandbox_principal_unref)

/**
 * smrt_sandbox_principal_blur:
 *
 * Returns: (transfer full): as much of a key as may be shown
 */
char                 *smrt_sandbox_principal_blur  (const char           *key);

/**
 * smrt_sandbox_principal_may:
 * @route: what is asked for
 * @params: with these parameters
 * @scope: (out) (optional) (nullable): the scope that is wanting, where it is a
 *   scope
 * @error: return location for a fault, 403
 *
 * Returns: whether the principal may do that at all; on which objects is the
 *   store's part
 */
gboolean              smrt_sandbox_principal_may   (SmrtSandboxPrincipal    *self,
                                                    const SmrtSandboxRoute  *route,
                                                    SmrtSandboxParams       *params,
                                                    const char             **scope,
                                                    GError                 **error);

/**
 * smrt_sandbox_principal_userinfo:
 *
 * `GET /userinfo`: who asks. A person's customers are those that exist here.
 */
JsonObject           *smrt_sandbox_principal_userinfo (SmrtSandboxRequest *request, GError **error);

G_END_DECLS
