/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SmrtRole:
 * @SMRT_ROLE_UNKNOWN: a role that this program does not know: may look
 * @SMRT_ROLE_OWNER: the Account Owner
 * @SMRT_ROLE_FINANCE: a User with the Finance & Billing permission
 * @SMRT_ROLE_USER: a User without it: may look
 * @SMRT_ROLE_API_KEY: the holder of a key; its server is the judge
 */
typedef enum
{
  SMRT_ROLE_UNKNOWN,
  SMRT_ROLE_OWNER,
  SMRT_ROLE_FINANCE,
  SMRT_ROLE_USER,
  SMRT_ROLE_API_KEY,
} SmrtRole;

#define SMRT_TYPE_ROLE (smrt_role_get_type ())

GType       smrt_role_get_type   (void) G_GNUC_CONST;

/**
 * smrt_role_from_claim:
 * @claim: (nullable): `smrtphone_role`: `owner`, `finance`, `user`
 *
 * Returns: the role; %SMRT_ROLE_UNKNOWN for all else
 */
SmrtRole    smrt_role_from_claim (const char *claim);

/**
 * smrt_role_get_nick:
 *
 * Returns: (transfer none): how it is written into a file: `owner`, `api-key`, …
 */
const char *smrt_role_get_nick   (SmrtRole    self);

/**
 * smrt_role_from_nick:
 * @nick: (nullable): what smrt_role_get_nick() wrote
 *
 * Returns: the role; %SMRT_ROLE_UNKNOWN for all else
 */
SmrtRole    smrt_role_from_nick  (const char *nick);

G_END_DECLS
