/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "smrt-sign-in.h"

G_BEGIN_DECLS

#define SMRT_TYPE_KEY_SIGN_IN (smrt_key_sign_in_get_type ())

/**
 * SmrtKeySignIn:
 *
 * Asks for a Stripe API key. With a key that moves real money it asks once
 * more.
 *
 * Properties: `profile` (#SmrtProfile, nullable: an account of the list that is
 * connected again; %NULL once another address or customer is typed), `busy`
 * (boolean: it is connecting, and all that can be done is to cancel it), and,
 * read-only, `error-title` (string, nullable).
 *
 * Signals: `begin` (#SmrtProfile, #SmrtSecret, boolean: whether it is stored),
 * `cancel`.
 */
G_DECLARE_FINAL_TYPE (SmrtKeySignIn, smrt_key_sign_in, SMRT, KEY_SIGN_IN, AdwBin)

GtkWidget   *smrt_key_sign_in_new             (void);

/** Returns: (transfer none) (nullable): what is connected again */
SmrtProfile *smrt_key_sign_in_get_profile     (SmrtKeySignIn *self);

/**
 * smrt_key_sign_in_set_profile:
 * @profile: (nullable): an account of the list; all but its key is filled in
 */
void         smrt_key_sign_in_set_profile     (SmrtKeySignIn *self,
                                               SmrtProfile   *profile);

/**
 * smrt_key_sign_in_connect:
 * @server_url: the address of a server that speaks Stripe's API
 * @key: its key
 * @customer_id: (nullable): the customer
 *
 * Begins with what the program was started with, which is not stored.
 */
void         smrt_key_sign_in_connect         (SmrtKeySignIn *self,
                                               const char    *server_url,
                                               SmrtSecret    *key,
                                               const char    *customer_id);

/** Clears the key. */
void         smrt_key_sign_in_forget_key      (SmrtKeySignIn *self);
gboolean     smrt_key_sign_in_get_busy        (SmrtKeySignIn *self);
void         smrt_key_sign_in_set_busy        (SmrtKeySignIn *self,
                                               gboolean       busy);

/**
 * smrt_key_sign_in_show_error:
 * @error: (nullable): why it did not succeed; shown until something is typed
 */
void         smrt_key_sign_in_show_error      (SmrtKeySignIn *self,
                                               const GError  *error);

/** Returns: (nullable): the heading of the error that is shown */
const char  *smrt_key_sign_in_get_error_title (SmrtKeySignIn *self);

G_END_DECLS
