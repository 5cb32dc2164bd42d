/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "smrt-profile.h"

G_BEGIN_DECLS

#define SMRT_TYPE_OPENING_PAGE (smrt_opening_page_get_type ())

/**
 * SmrtOpeningPage:
 *
 * Says, after a moment, that an account is being opened, which may wait for the
 * keyring. It can be given up by `win.cancel-opening`.
 *
 * Properties: `profile` (#SmrtProfile, nullable: the account).
 */
G_DECLARE_FINAL_TYPE (SmrtOpeningPage, smrt_opening_page, SMRT, OPENING_PAGE, AdwBin)

GtkWidget   *smrt_opening_page_new         (void);

/** Returns: (transfer none) (nullable): the account */
SmrtProfile *smrt_opening_page_get_profile (SmrtOpeningPage *self);
void         smrt_opening_page_set_profile (SmrtOpeningPage *self,
                                            SmrtProfile     *profile);

G_END_DECLS
