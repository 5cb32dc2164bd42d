/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-profiles.h"

G_BEGIN_DECLS

/**
 * SmrtCliMatch:
 *
 * Returns: whether an account is meant
 */
typedef gboolean (*SmrtCliMatch) (SmrtProfile *profile,
                                  gpointer     user_data);

/**
 * smrt_cli_profiles_load:
 *
 * Returns: (transfer full): the accounts of this computer's person
 */
SmrtProfiles *smrt_cli_profiles_load     (void);

/**
 * smrt_cli_profiles_find:
 * @name: what the person typed after --account
 * @error: return location for %SMRT_CLI_ERROR_USAGE
 *
 * Returns: (transfer none) (nullable): the only account of that name
 */
SmrtProfile  *smrt_cli_profiles_find     (SmrtProfiles  *profiles,
                                          const char    *name,
                                          GError       **error);

/**
 * smrt_cli_profiles_find_only:
 * @match: (nullable): which accounts come into question; %NULL for all
 * @user_data: for @match
 * @error: return location for %SMRT_CLI_ERROR_USAGE: several come into
 *   question, and the message names them
 *
 * Returns: (transfer none) (nullable): the only account that comes into
 *   question; %NULL without an error where none does
 */
SmrtProfile  *smrt_cli_profiles_find_only (SmrtProfiles  *profiles,
                                           SmrtCliMatch   match,
                                           gpointer       user_data,
                                           GError       **error);

/**
 * smrt_cli_profiles_dup_short_id:
 *
 * Returns: (transfer full): the beginning of an account's id, which --account
 *   takes
 */
char         *smrt_cli_profiles_dup_short_id (SmrtProfile *profile);

G_END_DECLS
