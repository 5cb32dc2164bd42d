/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "smrt-profile.h"

G_BEGIN_DECLS

/**
 * smrt_account_dialogs_new_sign_out:
 * @parent: the window that asks
 * @name: what the account is called
 * @profile: (nullable): where it is kept in the list
 *
 * Asks whether to sign out, and says what that does. The response is `sign-out`
 * or `cancel`.
 *
 * Returns: the dialog
 */
GtkWidget  *smrt_account_dialogs_new_sign_out  (GtkWindow   *parent,
                                                const char  *name,
                                                SmrtProfile *profile);

/**
 * smrt_account_dialogs_get_keep:
 * @dialog: what smrt_account_dialogs_new_sign_out() returned
 *
 * Returns: whether the account is to stay in the list
 */
gboolean    smrt_account_dialogs_get_keep      (GtkWidget   *dialog);

/**
 * smrt_account_dialogs_new_rename:
 * @parent: the window that asks
 * @profile: an account of the list
 *
 * Asks what to call an account. The response is `rename` or `cancel`.
 *
 * Returns: the dialog
 */
GtkWidget  *smrt_account_dialogs_new_rename    (GtkWindow   *parent,
                                                SmrtProfile *profile);

/**
 * smrt_account_dialogs_dup_name:
 * @dialog: what smrt_account_dialogs_new_rename() returned
 *
 * Returns: (transfer full) (nullable): the name that was typed; %NULL for the
 *   account's own
 */
char       *smrt_account_dialogs_dup_name      (GtkWidget   *dialog);

/**
 * smrt_account_dialogs_new_not_told:
 * @parent: the window that asks
 * @name: what the account is called
 *
 * Says that the person is signed out here, and that the server does not know.
 *
 * Returns: the dialog
 */
GtkWidget  *smrt_account_dialogs_new_not_told  (GtkWindow   *parent,
                                                const char  *name);

/**
 * smrt_account_dialogs_new_not_cleared:
 * @parent: the window that asks
 * @error: why the keyring, or the list, still has it
 *
 * Says that something of the account is still on this computer. The response is
 * `retry` or `close`.
 *
 * Returns: the dialog
 */
GtkWidget  *smrt_account_dialogs_new_not_cleared (GtkWindow    *parent,
                                                  const GError *error);

G_END_DECLS
