/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "smrt-account.h"

G_BEGIN_DECLS

#define SMRT_TYPE_WINDOW (smrt_window_get_type ())

/**
 * SmrtWindow:
 *
 * The window: the sign-in page, or an account's pages beside the sidebar, or
 * why the demo account cannot be opened. A page is made when it is first shown.
 *
 * Properties: `account` (#SmrtAccount, nullable: the sign-in page is shown),
 * `page` (string: `products`, `plans` or `credits`).
 *
 * Actions: `win.show-page` (s), `win.change` (sss: subscription, product,
 * cycle), `win.show-invoice` (s), `win.refresh`, `win.search`, `win.back`,
 * `win.sign-out`, `win.tell` (s: a sentence that is shown for a moment), and
 * those of [class@SubscriptionActions].
 */
G_DECLARE_FINAL_TYPE (SmrtWindow, smrt_window, SMRT, WINDOW, AdwApplicationWindow)

/**
 * smrt_window_new:
 * @application: (nullable): the application
 */
GtkWidget   *smrt_window_new          (GtkApplication *application);

/**
 * smrt_window_get_account:
 *
 * Returns: (transfer none) (nullable): the account that is shown
 */
SmrtAccount *smrt_window_get_account  (SmrtWindow     *self);
void         smrt_window_set_account  (SmrtWindow     *self,
                                       SmrtAccount    *account);
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
 * smrt_window_wait:
 *
 * Shows that an account is about to be opened.
 */
void         smrt_window_wait         (SmrtWindow     *self);

/**
 * smrt_window_show_sign_in:
 *
 * Shows the sign-in page.
 */
void         smrt_window_show_sign_in (SmrtWindow     *self);

/**
 * smrt_window_show_trouble:
 * @error: why the demo account cannot be opened
 */
void         smrt_window_show_trouble (SmrtWindow     *self,
                                       const GError   *error);

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
