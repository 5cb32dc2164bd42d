/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "smrt-profiles.h"

G_BEGIN_DECLS

#define SMRT_TYPE_PROFILE_LIST (smrt_profile_list_get_type ())

/**
 * SmrtProfileList:
 *
 * The accounts of this computer on the sign-in page; hidden where there are
 * none. A row activates `win.open-account` (s), the button in it
 * `win.leave-account` (s).
 *
 * Properties: `profiles` (#SmrtProfiles, nullable).
 */
G_DECLARE_FINAL_TYPE (SmrtProfileList, smrt_profile_list, SMRT, PROFILE_LIST, AdwBin)

GtkWidget    *smrt_profile_list_new          (void);

/** Returns: (transfer none) (nullable): the accounts */
SmrtProfiles *smrt_profile_list_get_profiles (SmrtProfileList *self);
void          smrt_profile_list_set_profiles (SmrtProfileList *self,
                                              SmrtProfiles    *profiles);

G_END_DECLS
