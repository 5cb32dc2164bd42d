/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-keyring.h"
#include "smrt-profiles.h"
#include "smrt-session.h"

G_BEGIN_DECLS

/**
 * smrt_sign_out_async:
 * @session: (nullable): the open session of the profile; %NULL where it is not
 *   open: its tokens are looked up
 * @profile: (nullable): what to sign out of; %NULL for a session that was never
 *   stored
 * @profiles: where the account is listed
 * @keyring: where its secret is
 * @keep: whether the account stays in the list, without its secret
 * @cancellable: (nullable): cancels what is not done yet
 *
 * Revokes the tokens at the server, those of the session and those that the
 * keyring has meanwhile, forgets the secret, and forgets the account with its
 * offline copy unless it is kept. A server that cannot be reached does not keep anybody signed in here: the
 * rest is done all the same, and `revoked` tells.
 */
void     smrt_sign_out_async  (SmrtSession          *session,
                               SmrtProfile          *profile,
                               SmrtProfiles         *profiles,
                               SmrtKeyring          *keyring,
                               gboolean              keep,
                               GCancellable         *cancellable,
                               GAsyncReadyCallback   callback,
                               gpointer              user_data);

/**
 * smrt_sign_out_finish:
 * @revoked: (out) (optional): whether the server knows; %TRUE for a key, which
 *   its owner revokes
 * @error: return location for an error of the keyring or of the file: the
 *   secret is still there then
 *
 * Returns: whether nothing of the account is left here but what was to be kept
 */
gboolean smrt_sign_out_finish (GAsyncResult         *result,
                               gboolean             *revoked,
                               GError              **error);

G_END_DECLS
