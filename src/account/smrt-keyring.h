/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-secret.h"

G_BEGIN_DECLS

#define SMRT_KEYRING_ERROR (smrt_keyring_error_quark ())

/**
 * SmrtKeyringError:
 * @SMRT_KEYRING_ERROR_NO_BUS: there is no session bus to ask on
 * @SMRT_KEYRING_ERROR_NO_SERVICE: nobody on the bus keeps secrets
 * @SMRT_KEYRING_ERROR_NO_COLLECTION: there is no default keyring, and none was
 *   made
 * @SMRT_KEYRING_ERROR_LOCKED: the keyring is locked and stayed so
 * @SMRT_KEYRING_ERROR_DISMISSED: the person closed the question for the password
 * @SMRT_KEYRING_ERROR_WRONG_PASSWORD: the password does not open the keyring
 * @SMRT_KEYRING_ERROR_TIMED_OUT: it did not answer in time
 * @SMRT_KEYRING_ERROR_FAILED: anything else
 *
 * Why a secret could not be kept or found. A cancelled operation ends in
 * %G_IO_ERROR_CANCELLED.
 */
typedef enum
{
  SMRT_KEYRING_ERROR_NO_BUS,
  SMRT_KEYRING_ERROR_NO_SERVICE,
  SMRT_KEYRING_ERROR_NO_COLLECTION,
  SMRT_KEYRING_ERROR_LOCKED,
  SMRT_KEYRING_ERROR_DISMISSED,
  SMRT_KEYRING_ERROR_WRONG_PASSWORD,
  SMRT_KEYRING_ERROR_TIMED_OUT,
  SMRT_KEYRING_ERROR_FAILED,
} SmrtKeyringError;

GQuark smrt_keyring_error_quark (void);

#define SMRT_TYPE_KEYRING (smrt_keyring_get_type ())

/**
 * SmrtKeyring:
 *
 * The person's keyring: the Secret Service, and in a Flatpak libsecret's file
 * whose password comes from the Secret portal. It holds one secret an account,
 * under the schema `io.smrtphone.Plans` with the attribute `account`. Nothing
 * is loaded or asked on the bus before the first use.
 *
 * A prompt waits without end, and cancelling one that is up can crash the
 * daemon: the time is watched here, and a call that takes too long is left to
 * itself. Its late answer is thrown away, and a secret in it wiped.
 *
 * Properties, construct-only: `timeout-ms` (uint, 120000).
 */
G_DECLARE_FINAL_TYPE (SmrtKeyring, smrt_keyring, SMRT, KEYRING, GObject)

SmrtKeyring *smrt_keyring_new           (void);

/**
 * smrt_keyring_store_async:
 * @account: the id of the account
 * @label: what the person reads in a keyring manager
 * @secret: what to keep
 * @cancellable: (nullable): cancels the waiting
 *
 * Keeps a secret, in place of the one that is kept for the account. A locked
 * keyring asks the person to open it.
 */
void         smrt_keyring_store_async   (SmrtKeyring          *self,
                                         const char           *account,
                                         const char           *label,
                                         SmrtSecret           *secret,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
gboolean     smrt_keyring_store_finish  (SmrtKeyring          *self,
                                         GAsyncResult         *result,
                                         GError              **error);

/**
 * smrt_keyring_lookup_async:
 * @account: the id of the account
 * @cancellable: (nullable): cancels the waiting
 *
 * Looks for the secret of an account. A locked keyring asks the person to open
 * it.
 */
void         smrt_keyring_lookup_async  (SmrtKeyring          *self,
                                         const char           *account,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);

/**
 * smrt_keyring_lookup_finish:
 *
 * Returns: (transfer full) (nullable): the secret; %NULL without an error where
 *   there is none for the account
 */
SmrtSecret  *smrt_keyring_lookup_finish (SmrtKeyring          *self,
                                         GAsyncResult         *result,
                                         GError              **error);

/**
 * smrt_keyring_clear_async:
 * @account: the id of the account
 * @cancellable: (nullable): cancels the waiting
 *
 * Forgets the secret of an account. Where there is none, it is done.
 */
void         smrt_keyring_clear_async   (SmrtKeyring          *self,
                                         const char           *account,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
gboolean     smrt_keyring_clear_finish  (SmrtKeyring          *self,
                                         GAsyncResult         *result,
                                         GError              **error);

G_END_DECLS
