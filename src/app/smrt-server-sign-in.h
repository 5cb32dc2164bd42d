/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "smrt-sign-in.h"

G_BEGIN_DECLS

#define SMRT_TYPE_SERVER_SIGN_IN (smrt_server_sign_in_get_type ())

/**
 * SmrtServerSignIn:
 *
 * Asks for the account server to sign in to with the browser, here or on
 * another device.
 *
 * Properties: `profile` (#SmrtProfile, nullable: an account of the list that is
 * signed in to again; %NULL once another address is typed), `busy` (boolean: a
 * sign-in is under way, and all that can be done is to cancel it), and,
 * read-only, `error-title` (string, nullable).
 *
 * Signals: `begin` (#SmrtProfile, #SmrtSignInMethod), `cancel`.
 */
G_DECLARE_FINAL_TYPE (SmrtServerSignIn, smrt_server_sign_in, SMRT, SERVER_SIGN_IN, AdwBin)

GtkWidget   *smrt_server_sign_in_new             (void);

/** Returns: (transfer none) (nullable): what is signed in to again */
SmrtProfile *smrt_server_sign_in_get_profile     (SmrtServerSignIn *self);

/**
 * smrt_server_sign_in_set_profile:
 * @profile: (nullable): an account of the list; its address is filled in
 */
void         smrt_server_sign_in_set_profile     (SmrtServerSignIn *self,
                                                  SmrtProfile      *profile);

/** Empties the address. */
void         smrt_server_sign_in_reset           (SmrtServerSignIn *self);
gboolean     smrt_server_sign_in_get_busy        (SmrtServerSignIn *self);
void         smrt_server_sign_in_set_busy        (SmrtServerSignIn *self,
                                                  gboolean          busy);

/**
 * smrt_server_sign_in_show_error:
 * @error: (nullable): why it did not succeed; shown until something is typed
 */
void         smrt_server_sign_in_show_error      (SmrtServerSignIn *self,
                                                  const GError     *error);

/** Returns: (nullable): the heading of the error that is shown */
const char  *smrt_server_sign_in_get_error_title (SmrtServerSignIn *self);

G_END_DECLS
