/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "smrt-account.h"

G_BEGIN_DECLS

#define SMRT_TYPE_SIGN_IN_PAGE (smrt_sign_in_page_get_type ())

/**
 * SmrtSignInPage:
 *
 * Where one chooses the demo account, which activates `app.open-demo` (role),
 * or connects to a server with an API key.
 *
 * Properties: `menu-model` (#GMenuModel: the primary menu), and, read-only,
 * `busy` (boolean: it is connecting), `error-title` (string, nullable: what
 * went wrong the last time).
 *
 * Signals: `signed-in` (#SmrtAccount): the account was read.
 */
G_DECLARE_FINAL_TYPE (SmrtSignInPage, smrt_sign_in_page, SMRT, SIGN_IN_PAGE, AdwBin)

GtkWidget  *smrt_sign_in_page_new             (void);

/**
 * smrt_sign_in_page_connect:
 * @server_url: the address of a server that speaks Stripe's API
 * @key: its key
 * @customer_id: (nullable): the customer; %NULL where the key sees one only
 *
 * Connects, as the button does with what was typed.
 */
void        smrt_sign_in_page_connect         (SmrtSignInPage *self,
                                               const char     *server_url,
                                               SmrtSecret     *key,
                                               const char     *customer_id);
gboolean    smrt_sign_in_page_get_busy        (SmrtSignInPage *self);

/**
 * smrt_sign_in_page_get_error_title:
 *
 * Returns: (nullable): what went wrong the last time
 */
const char *smrt_sign_in_page_get_error_title (SmrtSignInPage *self);

G_END_DECLS
