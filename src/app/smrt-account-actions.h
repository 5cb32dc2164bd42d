/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-window.h"

G_BEGIN_DECLS

#define SMRT_TYPE_ACCOUNT_ACTIONS (smrt_account_actions_get_type ())

/**
 * SmrtAccountActions:
 *
 * Opens a window's account, and leaves it: `win.open-account` (s: the id of an
 * account of the list), `win.cancel-opening`, `win.retry-account`,
 * `win.sign-in-again`, `win.add-account` (the sign-in page), `win.show-account`
 * (back from there), `win.rename-account`, `win.sign-out`, and
 * `win.leave-account` (s: of an account of the list: signs out of it, or
 * removes one that nobody is signed in to).
 */
G_DECLARE_FINAL_TYPE (SmrtAccountActions, smrt_account_actions, SMRT, ACCOUNT_ACTIONS, GObject)

/**
 * smrt_account_actions_add_to:
 * @window: the window
 * @profiles: the accounts that can be opened
 * @keyring: where their secrets are
 *
 * Adds the actions to a window, which keeps them as long as it lives.
 */
void smrt_account_actions_add_to (SmrtWindow   *window,
                                  SmrtProfiles *profiles,
                                  SmrtKeyring  *keyring);

G_END_DECLS
