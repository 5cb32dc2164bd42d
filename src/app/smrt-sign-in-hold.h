/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-sign-in.h"

G_BEGIN_DECLS

/**
 * smrt_sign_in_hold_run:
 * @sign_in: a sign-in that is ready
 * @cancellable: gives it up
 *
 * Runs a sign-in, whose state tells how it goes. The program stays until it has
 * ended, also where its window is closed: what came from the server and is not
 * wanted any more is given back.
 */
void smrt_sign_in_hold_run     (SmrtSignIn   *sign_in,
                                GCancellable *cancellable);

/**
 * smrt_sign_in_hold_store:
 *
 * As smrt_sign_in_hold_run(), for one that is not stored: tries to store it again.
 */
void smrt_sign_in_hold_store   (SmrtSignIn   *sign_in,
                                GCancellable *cancellable);

/**
 * smrt_sign_in_hold_abandon:
 *
 * Gives back to the server what was signed in to but not stored. Does nothing in
 * another state than that.
 */
void smrt_sign_in_hold_abandon (SmrtSignIn   *sign_in);

G_END_DECLS
