/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-keyring.h"
#include "smrt-profiles.h"
#include "smrt-session.h"

G_BEGIN_DECLS

/**
 * smrt_stored_session_open_async:
 * @profile: an account of the list
 * @keyring: where its secret is
 * @clock: the clock for ages
 * @cancellable: (nullable): cancels the waiting
 *
 * Opens an account again. Asks the keyring and nobody else: who the person is
 * is known from the last time, and asked anew with the first reading.
 */
void         smrt_stored_session_open_async  (SmrtProfile          *profile,
                                              SmrtKeyring          *keyring,
                                              SmrtClock            *clock,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);

/**
 * smrt_stored_session_open_finish:
 * @error: return location for a %SMRT_KEYRING_ERROR, or
 *   %SMRT_STRIPE_ERROR_AUTHENTICATION: there is no secret any more, and the
 *   person has to sign in again
 *
 * Returns: (transfer full) (nullable): the session
 */
SmrtSession *smrt_stored_session_open_finish (GAsyncResult         *result,
                                              GError              **error);

/**
 * smrt_stored_session_keep_async:
 * @profile: an account, of the list or a new one
 * @profiles: the list
 * @keyring: where its secret goes
 * @secret: what the session lives by
 * @cancellable: (nullable): cancels the waiting
 *
 * Keeps what an account is opened with again: the secret, and then the account
 * in the list. Where the list cannot be written the secret is forgotten again.
 */
void         smrt_stored_session_keep_async  (SmrtProfile          *profile,
                                              SmrtProfiles         *profiles,
                                              SmrtKeyring          *keyring,
                                              SmrtSecret           *secret,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);

/**
 * smrt_stored_session_keep_finish:
 * @error: return location for a %SMRT_KEYRING_ERROR, GFileError or GIOError
 *
 * Returns: whether it is kept
 */
gboolean     smrt_stored_session_keep_finish (GAsyncResult         *result,
                                              GError              **error);

G_END_DECLS
