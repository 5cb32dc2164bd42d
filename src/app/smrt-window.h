/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "smrt-account.h"
#include "smrt-keyring.h"
#include "smrt-profiles.h"

G_BEGIN_DECLS

#define SMRT_TYPE_WINDOW (smrt_window_get_type ())

/**
 * SmrtWindow:
 *
 * The window: the sign-in page, or an account's pages beside the sidebar, or
 * that an account is being opened, or why it cannot be. A page is made when it
 * is first shown.
 *
 * Properties: `account` (#SmrtAccount, nullable: the sign-in page is shown),
 * `profile` (#SmrtProfile, nullable, read-only: where that account is kept in
 * the list), `page` (string: `products`, `plans` or `credits`), and,
 * construct-only, `profiles` (#SmrtProfiles) and `keyring` (#SmrtKeyring), the
 * person's own where there are none.
 *
 * Actions: `win.show-page` (s), `win.change` (sss: subscription, product,
 * cycle), `win.show-invoice` (s), `win.refresh`, `win.search`, `win.back`,
 * `win.tell` (s: a sentence that is shown for a moment), and those of
 * [class@AccountActions] and [class@SubscriptionActions].
 */
G_DECLARE_FINAL_TYPE (SmrtWindow, smrt_window, SMRT, WINDOW, AdwApplicationWindow)

/**
 * smrt_window_new:
 * @application: (nullable): the application
 */
GtkWidget   *smrt_window_new          (GtkApplication *application);

/**
 * smrt_window_new_with_accounts:
 * @application: (nullable): the application
 * @profiles: (nullable): the accounts that can be opened
 * @keyring: (nullable): where their secrets are
 */
GtkWidget   *smrt_window_new_with_accounts (GtkApplication *application,
                                            SmrtProfiles   *profiles,
                                            SmrtKeyring    *keyring);

/**
 * smrt_window_get_account:
 *
 * Returns: (transfer none) (nullable): the account that is shown
 */
SmrtAccount *smrt_window_get_account  (SmrtWindow     *self);
void         smrt_window_set_account  (SmrtWindow     *self,
                                       SmrtAccount    *account);

/**
 * smrt_window_get_profile:
 *
 * Returns: (transfer none) (nullable): where the account is kept in the list
 */
SmrtProfile *smrt_window_get_profile  (SmrtWindow     *self);

/**
 * smrt_window_show_account:
 * @account: (nullable): the account to show; %NULL for the sign-in page
 * @profile: (nullable): where it is kept in the list
 */
void         smrt_window_show_account (SmrtWindow     *self,
                                       SmrtAccount    *account,
                                       SmrtProfile    *profile);
const char  *smrt_window_get_page     (SmrtWindow     *self);
void         smrt_window_set_page     (SmrtWindow     *self,
                                       const char     *page);

/**
 * smrt_window_get_page_widget:
 *
 * Returns: (transfer none) (nullable): the page that is shown
 */
GtkWidget   *smrt_window_get_page_widget (SmrtWindow  *self);

/**
 * smrt_window_get_shows_account:
 *
 * Returns: whether the account's pages are shown, and not the sign-in page or
 *   another account's trouble
 */
gboolean     smrt_window_get_shows_account (SmrtWindow *self);

/**
 * smrt_window_add_toast:
 * @toast: (transfer floating): a toast
 *
 * Shows it in the place of the one before.
 */
void         smrt_window_add_toast    (SmrtWindow     *self,
                                       AdwToast       *toast);

/**
 * smrt_window_wait:
 *
 * Shows the account's pages, of an account that is about to be opened too.
 */
void         smrt_window_wait         (SmrtWindow     *self);

/**
 * smrt_window_show_sign_in:
 *
 * Shows the sign-in page; an account that is open stays so.
 */
void         smrt_window_show_sign_in (SmrtWindow     *self);

/**
 * smrt_window_sign_in_again:
 * @profile: an account of the list
 *
 * Shows the sign-in page, signing in to that account.
 */
void         smrt_window_sign_in_again (SmrtWindow    *self,
                                        SmrtProfile   *profile);

/**
 * smrt_window_show_opening:
 * @profile: the account that is being opened
 */
void         smrt_window_show_opening (SmrtWindow     *self,
                                       SmrtProfile    *profile);

/**
 * smrt_window_show_trouble:
 * @error: why the account cannot be opened
 * @profile: (nullable): which; %NULL for the demo account
 */
void         smrt_window_show_trouble (SmrtWindow     *self,
                                       const GError   *error,
                                       SmrtProfile    *profile);

/**
 * smrt_window_connect:
 * @server_url: the address of a server that speaks Stripe's API
 * @key: its key
 * @customer_id: (nullable): the customer
 *
 * Connects from the sign-in page, where an error is shown in its place.
 */
void         smrt_window_connect      (SmrtWindow     *self,
                                       const char     *server_url,
                                       SmrtSecret     *key,
                                       const char     *customer_id);

G_END_DECLS
