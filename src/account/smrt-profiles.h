/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-profile.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define SMRT_TYPE_PROFILES (smrt_profiles_get_type ())

/**
 * SmrtProfiles:
 *
 * The accounts of this computer's person: a #GListModel of #SmrtProfile,
 * ordered by title. Each is a file of its own (`ID.account`, 0600, written
 * whole or not at all), so that two instances do not lose one another's.
 */
G_DECLARE_FINAL_TYPE (SmrtProfiles, smrt_profiles, SMRT, PROFILES, GObject)

/**
 * smrt_profiles_new:
 * @folder: (nullable): where they are kept; %NULL for the person's own
 *   (`$XDG_CONFIG_HOME/smrtphone-plans/accounts`)
 *
 * Reads nothing yet.
 */
SmrtProfiles *smrt_profiles_new          (const char      *folder);

/**
 * smrt_profiles_load:
 *
 * Reads the folder, again where it was read before: objects of accounts that
 * are still there stay the same objects. A file that cannot be understood is
 * left as it is and not listed. Small, and read at once.
 */
void          smrt_profiles_load         (SmrtProfiles    *self);

/**
 * smrt_profiles_save:
 * @profile: an account, of the list or a new one
 * @error: return location for a GFileError or GIOError
 *
 * Writes one account, and adds it to the list where it is not in it.
 */
gboolean      smrt_profiles_save         (SmrtProfiles    *self,
                                          SmrtProfile     *profile,
                                          GError         **error);

/**
 * smrt_profiles_remove:
 * @profile: an account of the list
 * @error: return location for a GFileError or GIOError
 *
 * Forgets an account; its secret is the caller's part.
 */
gboolean      smrt_profiles_remove       (SmrtProfiles    *self,
                                          SmrtProfile     *profile,
                                          GError         **error);

/** Returns: (transfer none) (nullable): the account with that id */
SmrtProfile  *smrt_profiles_find         (SmrtProfiles    *self,
                                          const char      *id);

/**
 * smrt_profiles_find_by_name:
 * @name: a title, or an id or its beginning (4 characters at the least)
 * @ambiguous: (out) (optional): whether several are called so
 *
 * Returns: (transfer none) (nullable): the only account of that name
 */
SmrtProfile  *smrt_profiles_find_by_name (SmrtProfiles    *self,
                                          const char      *name,
                                          gboolean        *ambiguous);

/**
 * smrt_profiles_find_same:
 *
 * Returns: (transfer none) (nullable): another profile of the same account and
 *   person: smrt_profile_is_same_account()
 */
SmrtProfile  *smrt_profiles_find_same    (SmrtProfiles    *self,
                                          SmrtProfile     *profile);

G_END_DECLS
