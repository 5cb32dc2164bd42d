/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "smrt-account.h"
#include "smrt-keyring.h"
#include "smrt-profiles.h"

G_BEGIN_DECLS

#define SMRT_TYPE_SIGN_IN_PAGE (smrt_sign_in_page_get_type ())

/**
 * SmrtSignInPage:
 *
 * Where one opens an account of the list, signs in to another one with the
 * browser or with an API key, or chooses the demo account, which activates
 * `app.open-demo` (role). What is under way ends when the page is left.
 *
 * Properties: `profiles` (#SmrtProfiles) and `keyring` (#SmrtKeyring),
 * construct-only; `menu-model` (#GMenuModel: the primary menu), `can-go-back`
 * (boolean: there is an account to go back to, by `win.show-account`), and,
 * read-only, `busy` (boolean: a server is being asked), `error-title` (string,
 * nullable: what went wrong the last time).
 *
 * Signals: `signed-in` (#SmrtAccount, #SmrtProfile nullable: where the account
 * is kept in the list).
 */
G_DECLARE_FINAL_TYPE (SmrtSignInPage, smrt_sign_in_page, SMRT, SIGN_IN_PAGE, AdwBin)

GtkWidget  *smrt_sign_in_page_new             (SmrtProfiles   *profiles,
                                               SmrtKeyring    *keyring);

/**
 * smrt_sign_in_page_connect:
 * @server_url: the address of a server that speaks Stripe's API
 * @key: its key
 * @customer_id: (nullable): the customer; %NULL where the key sees one only
 *
 * Connects with what the program was started with. Nothing of it is stored.
 */
void        smrt_sign_in_page_connect         (SmrtSignInPage *self,
                                               const char     *server_url,
                                               SmrtSecret     *key,
                                               const char     *customer_id);

/**
 * smrt_sign_in_page_sign_in_again:
 * @profile: an account of the list
 *
 * Signs in to it with the browser, or asks for its key.
 */
void        smrt_sign_in_page_sign_in_again   (SmrtSignInPage *self,
                                               SmrtProfile    *profile);

/**
 * smrt_sign_in_page_go_back:
 *
 * Gives up what is under way, or goes back to the first view.
 *
 * Returns: %FALSE where there is nothing to go back from
 */
gboolean    smrt_sign_in_page_go_back         (SmrtSignInPage *self);
gboolean    smrt_sign_in_page_get_busy        (SmrtSignInPage *self);
gboolean    smrt_sign_in_page_get_can_go_back (SmrtSignInPage *self);
void        smrt_sign_in_page_set_can_go_back (SmrtSignInPage *self,
                                               gboolean        can_go_back);

/**
 * smrt_sign_in_page_get_error_title:
 *
 * Returns: (nullable): what went wrong the last time
 */
const char *smrt_sign_in_page_get_error_title (SmrtSignInPage *self);

G_END_DECLS
