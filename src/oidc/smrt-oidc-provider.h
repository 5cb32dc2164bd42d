/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "smrt-oidc-error.h"

G_BEGIN_DECLS

#define SMRT_TYPE_OIDC_PROVIDER (smrt_oidc_provider_get_type ())

/**
 * SmrtOidcProvider:
 *
 * An issuer and the addresses it publishes. It does not change.
 */
G_DECLARE_FINAL_TYPE (SmrtOidcProvider, smrt_oidc_provider, SMRT, OIDC_PROVIDER, GObject)

/**
 * smrt_oidc_provider_new:
 * @metadata: the issuer's metadata
 * @issuer: who it has to be
 * @resource: (nullable): the account server that named the issuer
 * @error: return location for %SMRT_OIDC_ERROR_MISMATCH (`issuer` is somebody
 *   else), %SMRT_OIDC_ERROR_BAD_ANSWER, %SMRT_OIDC_ERROR_BAD_ADDRESS (an
 *   endpoint that is neither https nor http to loopback),
 *   %SMRT_OIDC_ERROR_UNSUITABLE (no authorization, token or key address, or no
 *   PKCE with S256: RFC 9700, 2.1.1)
 *
 * Returns: (transfer full) (nullable): the issuer
 */
SmrtOidcProvider *smrt_oidc_provider_new                           (JsonObject        *metadata,
                                                                    const char        *issuer,
                                                                    const char        *resource,
                                                                    GError           **error);
const char       *smrt_oidc_provider_get_issuer                    (SmrtOidcProvider  *self);

/**
 * smrt_oidc_provider_get_resource:
 *
 * Returns: (nullable): the account server, as tokens are asked for (RFC 8707)
 */
const char       *smrt_oidc_provider_get_resource                  (SmrtOidcProvider  *self);
const char       *smrt_oidc_provider_get_authorization_endpoint    (SmrtOidcProvider  *self);
const char       *smrt_oidc_provider_get_token_endpoint            (SmrtOidcProvider  *self);
const char       *smrt_oidc_provider_get_jwks_uri                  (SmrtOidcProvider  *self);

/** Returns: (nullable): where there is one */
const char       *smrt_oidc_provider_get_userinfo_endpoint         (SmrtOidcProvider  *self);

/** Returns: (nullable): where there is one (RFC 7009) */
const char       *smrt_oidc_provider_get_revocation_endpoint       (SmrtOidcProvider  *self);

/** Returns: (nullable): where there is one (RFC 8628) */
const char       *smrt_oidc_provider_get_device_authorization_endpoint (SmrtOidcProvider *self);

/** Returns: (nullable): where there is one (RFC 7662) */
const char       *smrt_oidc_provider_get_introspection_endpoint    (SmrtOidcProvider  *self);

/**
 * smrt_oidc_provider_get_sends_iss:
 *
 * Returns: whether an answer of the browser has to name the issuer (RFC 9207,
 *   `authorization_response_iss_parameter_supported`)
 */
gboolean          smrt_oidc_provider_get_sends_iss                 (SmrtOidcProvider  *self);

/**
 * smrt_oidc_provider_supports_scope:
 *
 * Returns: whether the issuer lists the scope; %TRUE where it lists none at all
 */
gboolean          smrt_oidc_provider_supports_scope                (SmrtOidcProvider  *self,
                                                                    const char        *scope);

G_END_DECLS
