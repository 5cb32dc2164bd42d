/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-account"

#include "config.h"

#include "smrt-role.h"

G_DEFINE_ENUM_TYPE (SmrtRole, smrt_role,
                    G_DEFINE_ENUM_VALUE (SMRT_ROLE_UNKNOWN, "unknown"),
                    G_DEFINE_ENUM_VALUE (SMRT_ROLE_OWNER, "owner"),
                    G_DEFINE_ENUM_VALUE (SMRT_ROLE_FINANCE, "finance"),
                    G_DEFINE_ENUM_VALUE (SMRT_ROLE_USER, "user"),
                    G_DEFINE_ENUM_VALUE (SMRT_ROLE_API_KEY, "api-key"))

SmrtRole
smrt_role_from_claim (const char *claim)
{
  SmrtRole role = smrt_role_from_nick (claim);

  /* A server cannot make somebody the holder of a key. */
  return role != SMRT_ROLE_API_KEY ? role : SMRT_ROLE_UNKNOWN;
}

const char *
smrt_role_get_nick (SmrtRole self)
{
  g_autoptr (GEnumClass) roles = g_type_class_ref (SMRT_TYPE_ROLE);
  GEnumValue *value = g_enum_get_value (roles, self);

  g_return_val_if_fail (value != NULL, "unknown");

  return value->value_nick;
}

SmrtRole
smrt_role_from_nick (const char *nick)
{
  g_autoptr (GEnumClass) roles = g_type_class_ref (SMRT_TYPE_ROLE);
  GEnumValue *value = nick != NULL ? g_enum_get_value_by_nick (roles, nick) : NULL;

  return value != NULL ? value->value : SMRT_ROLE_UNKNOWN;
}
