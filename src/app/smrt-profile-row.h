/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "smrt-profile.h"

G_BEGIN_DECLS

#define SMRT_TYPE_PROFILE_ROW (smrt_profile_row_get_type ())

/**
 * SmrtProfileRow:
 *
 * One account of the list: what it is called, who is signed in and as what, or
 * that nobody is.
 *
 * Properties: `profile` (#SmrtProfile, construct-only), `current` (boolean:
 * whether it is the one that is open, which is marked).
 */
G_DECLARE_FINAL_TYPE (SmrtProfileRow, smrt_profile_row, SMRT, PROFILE_ROW, AdwActionRow)

GtkWidget   *smrt_profile_row_new         (SmrtProfile    *profile);
SmrtProfile *smrt_profile_row_get_profile (SmrtProfileRow *self);
gboolean     smrt_profile_row_get_current (SmrtProfileRow *self);
void         smrt_profile_row_set_current (SmrtProfileRow *self,
                                           gboolean        current);

G_END_DECLS
