/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "smrt-sign-in.h"

G_BEGIN_DECLS

#define SMRT_TYPE_SIGN_IN_WAIT (smrt_sign_in_wait_get_type ())

/**
 * SmrtSignInWait:
 *
 * What a sign-in waits for: the browser, which it opens, the code that is typed
 * on another device, or the keyring; and why it did not succeed.
 *
 * Properties: `sign-in` (#SmrtSignIn, nullable).
 *
 * Signals: `cancel` (the person gives up, or goes back after a failure),
 * `retry` (they start again after a failure), `store` and `keep` (for the state
 * NOT_STORED: try the keyring again, go on without it).
 */
G_DECLARE_FINAL_TYPE (SmrtSignInWait, smrt_sign_in_wait, SMRT, SIGN_IN_WAIT, GtkWidget)

GtkWidget  *smrt_sign_in_wait_new         (void);

/** Returns: (transfer none) (nullable): the sign-in that is shown */
SmrtSignIn *smrt_sign_in_wait_get_sign_in (SmrtSignInWait *self);
void        smrt_sign_in_wait_set_sign_in (SmrtSignInWait *self,
                                           SmrtSignIn     *sign_in);

/** Returns: (transfer none): the heading that is shown */
const char *smrt_sign_in_wait_get_title   (SmrtSignInWait *self);

G_END_DECLS
