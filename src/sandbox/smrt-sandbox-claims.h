/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What an issuer says of a token and of a person. */

/**
 * smrt_sandbox_claims_check:
 * @answer: what the issuer says of a token (RFC 7662, 2.2)
 * @issuer: who says it
 * @resource: this server
 * @client_id: who this server is to the issuer
 * @now: unix seconds
 * @error: return location for a fault: 401 where the token does not hold, or
 *   not here, 503 where the answer is none
 *
 * Returns: whether the token holds here
 */
gboolean    smrt_sandbox_claims_check      (JsonObject   *answer,
                                            const char   *issuer,
                                            const char   *resource,
                                            const char   *client_id,
                                            gint64        now,
                                            GError      **error);

/**
 * smrt_sandbox_claims_refuse:
 *
 * Sets the fault of a token that does not hold, 401.
 */
void        smrt_sandbox_claims_refuse     (GError      **error);

/**
 * smrt_sandbox_claims_are_whole:
 *
 * Returns: whether nothing is missing that UserInfo could add
 */
gboolean    smrt_sandbox_claims_are_whole  (JsonObject   *claims);

/**
 * smrt_sandbox_claims_merge:
 * @first: (nullable): what counts
 * @second: (nullable): what fills its gaps
 *
 * Returns: (transfer full): the claims about a person, and nothing else
 */
JsonObject *smrt_sandbox_claims_merge      (JsonObject   *first,
                                            JsonObject   *second);

G_END_DECLS
