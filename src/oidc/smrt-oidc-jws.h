/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "smrt-oidc-error.h"

G_BEGIN_DECLS

/**
 * SmrtOidcJws:
 *
 * A signed text in compact form whose payload is a JSON object (RFC 7515).
 * Nothing it says counts before smrt_oidc_jws_verify() has succeeded.
 */
typedef struct _SmrtOidcJws SmrtOidcJws;

/**
 * smrt_oidc_jws_parse:
 * @text: the compact form
 * @error: return location for %SMRT_OIDC_ERROR_BAD_TOKEN
 *
 * Refuses what no key could make good: another form than three parts, an
 * algorithm that is not known (`none` and the symmetric ones are not), an
 * extension that has to be understood (`crit`), another type than `JWT`.
 *
 * Returns: (transfer full) (nullable): the parts
 */
SmrtOidcJws *smrt_oidc_jws_parse       (const char   *text,
                                        GError      **error);
void         smrt_oidc_jws_free        (SmrtOidcJws  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmrtOidcJws, smrt_oidc_jws_free)

/** Returns: (transfer none): the payload */
JsonObject  *smrt_oidc_jws_get_payload (SmrtOidcJws  *self);

/**
 * smrt_oidc_jws_verify:
 * @keys: (element-type SmrtOidcJwk): the keys that may have signed it
 * @error: return location for %SMRT_OIDC_ERROR_BAD_TOKEN
 *
 * Only keys that fit the header are tried: those with its `kid` where it names
 * one. Keys in the header itself are not looked at.
 *
 * Returns: whether one of the keys has signed it
 */
gboolean     smrt_oidc_jws_verify      (SmrtOidcJws  *self,
                                        GPtrArray    *keys,
                                        GError      **error);

G_END_DECLS
