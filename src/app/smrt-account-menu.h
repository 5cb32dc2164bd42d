/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "smrt-account.h"
#include "smrt-profiles.h"

G_BEGIN_DECLS

/**
 * smrt_account_menu_new:
 * @account: the account that is open
 * @current: (nullable): where it is kept in the list
 * @profiles: (nullable): the accounts that can be opened
 *
 * The menu of who is signed in: the accounts, the one that is open marked;
 * another one can be added, this one be renamed and signed out of. For the demo
 * account it has its persons instead.
 *
 * Returns: the menu
 */
GtkWidget *smrt_account_menu_new (SmrtAccount  *account,
                                  SmrtProfile  *current,
                                  SmrtProfiles *profiles);

G_END_DECLS
