/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "smrt-account.h"

G_BEGIN_DECLS

#define SMRT_TYPE_SIDEBAR (smrt_sidebar_get_type ())

/**
 * SmrtSidebar:
 *
 * Who is signed in, the pages, and whether real money moves.
 *
 * Properties: `account` (#SmrtAccount, nullable), `profile` (#SmrtProfile,
 * nullable: where it is kept in the list), `profiles` (#SmrtProfiles, nullable:
 * the list), `page` (string: the page that is chosen), `folded` (boolean:
 * whether it is all of the window).
 *
 * Choosing a page activates `win.show-page`.
 */
G_DECLARE_FINAL_TYPE (SmrtSidebar, smrt_sidebar, SMRT, SIDEBAR, AdwBin)

GtkWidget   *smrt_sidebar_new         (void);

/**
 * smrt_sidebar_get_account:
 *
 * Returns: (transfer none) (nullable): the account that is shown
 */
SmrtAccount *smrt_sidebar_get_account (SmrtSidebar *self);
void         smrt_sidebar_set_account (SmrtSidebar *self,
                                       SmrtAccount *account);
const char  *smrt_sidebar_get_page    (SmrtSidebar *self);
void         smrt_sidebar_set_page    (SmrtSidebar *self,
                                       const char  *page);
gboolean     smrt_sidebar_get_folded  (SmrtSidebar *self);
void         smrt_sidebar_set_folded  (SmrtSidebar *self,
                                       gboolean     folded);

G_END_DECLS
