/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-keyring.h"
#include "smrt-profiles.h"
#include "smrt-session.h"

G_BEGIN_DECLS

/**
 * SmrtSignInMethod:
 * @SMRT_SIGN_IN_METHOD_BROWSER: in this computer's browser
 * @SMRT_SIGN_IN_METHOD_DEVICE: by a code that is typed on another device
 * @SMRT_SIGN_IN_METHOD_API_KEY: with a Stripe API key
 */
typedef enum
{
  SMRT_SIGN_IN_METHOD_BROWSER,
  SMRT_SIGN_IN_METHOD_DEVICE,
  SMRT_SIGN_IN_METHOD_API_KEY,
} SmrtSignInMethod;

#define SMRT_TYPE_SIGN_IN_METHOD (smrt_sign_in_method_get_type ())

GType smrt_sign_in_method_get_type (void) G_GNUC_CONST;

/**
 * SmrtSignInState:
 * @SMRT_SIGN_IN_STATE_READY: not begun
 * @SMRT_SIGN_IN_STATE_CONTACTING: the server is asked who signs people in, or
 *   whom the key belongs to
 * @SMRT_SIGN_IN_STATE_WAITING: it is the person's turn: `address`, and for a
 *   device `user-code`
 * @SMRT_SIGN_IN_STATE_FINISHING: the answer is checked, and the server asked
 *   who it is
 * @SMRT_SIGN_IN_STATE_CHOOSING: the person may see several accounts
 *   (`customers`): smrt_sign_in_choose_customer()
 * @SMRT_SIGN_IN_STATE_STORING: the secret goes to the keyring
 * @SMRT_SIGN_IN_STATE_NOT_STORED: signed in, but the keyring did not take the
 *   secret (`error`): smrt_sign_in_store_async() tries again,
 *   smrt_sign_in_keep_for_session() goes on without
 * @SMRT_SIGN_IN_STATE_DONE: signed in: `session`
 * @SMRT_SIGN_IN_STATE_FAILED: it did not succeed (`error`); nothing was kept
 */
typedef enum
{
  SMRT_SIGN_IN_STATE_READY,
  SMRT_SIGN_IN_STATE_CONTACTING,
  SMRT_SIGN_IN_STATE_WAITING,
  SMRT_SIGN_IN_STATE_FINISHING,
  SMRT_SIGN_IN_STATE_CHOOSING,
  SMRT_SIGN_IN_STATE_STORING,
  SMRT_SIGN_IN_STATE_NOT_STORED,
  SMRT_SIGN_IN_STATE_DONE,
  SMRT_SIGN_IN_STATE_FAILED,
} SmrtSignInState;

#define SMRT_TYPE_SIGN_IN_STATE (smrt_sign_in_state_get_type ())

GType smrt_sign_in_state_get_type (void) G_GNUC_CONST;

#define SMRT_TYPE_SIGN_IN (smrt_sign_in_get_type ())

/**
 * SmrtSignIn:
 *
 * One sign-in, from the address or the key to a session whose secret is in the
 * keyring. It is run once. Window and command line bind to it.
 *
 * Properties, construct-only: `method` (#SmrtSignInMethod), `profile`
 * (#SmrtProfile), `profiles` (#SmrtProfiles), `keyring` (#SmrtKeyring),
 * `clock`; read-only, notified: `state` (#SmrtSignInState), `address` (string,
 * nullable: what the browser has to open; for a device the page where the code
 * is typed), `address-complete` (string, nullable: for a device, the page with
 * the code in it), `user-code` (string, nullable), `session` (#SmrtSession,
 * nullable), `error` (GError, nullable: of %SMRT_OIDC_ERROR,
 * %SMRT_STRIPE_ERROR, %SMRT_KEYRING_ERROR, %G_FILE_ERROR or %G_IO_ERROR).
 */
G_DECLARE_FINAL_TYPE (SmrtSignIn, smrt_sign_in, SMRT, SIGN_IN, GObject)

/**
 * smrt_sign_in_new:
 * @method: browser or device
 * @profile: what to sign in to: a new profile, or one of the list, again
 * @profiles: where the account is listed
 * @keyring: where the refresh token is kept
 * @clock: the clock for ages
 */
SmrtSignIn      *smrt_sign_in_new                  (SmrtSignInMethod      method,
                                                    SmrtProfile          *profile,
                                                    SmrtProfiles         *profiles,
                                                    SmrtKeyring          *keyring,
                                                    SmrtClock            *clock);

/**
 * smrt_sign_in_new_with_key:
 * @key: the secret or restricted key
 *
 * As smrt_sign_in_new(); the customer is that of the profile, or the only one
 * that the key sees.
 */
SmrtSignIn      *smrt_sign_in_new_with_key         (SmrtSecret           *key,
                                                    SmrtProfile          *profile,
                                                    SmrtProfiles         *profiles,
                                                    SmrtKeyring          *keyring,
                                                    SmrtClock            *clock);

/**
 * smrt_sign_in_is_live_key:
 * @key: an API key
 *
 * Returns: whether real money moves with it: `sk_live_` or `rk_live_`
 *   (https://docs.stripe.com/keys)
 */
gboolean         smrt_sign_in_is_live_key          (SmrtSecret           *key);

/**
 * smrt_sign_in_run_async:
 * @cancellable: (nullable): gives the sign-in up; no port stays open
 *
 * Signs in and stores the secret. Ends with the state DONE, with NOT_STORED
 * (and %SMRT_KEYRING_ERROR, %G_FILE_ERROR, or %G_IO_ERROR_CANCELLED where it was
 * given up while the keyring was at work), or with FAILED: tokens that came all
 * the same are given back before the operation ends.
 */
void             smrt_sign_in_run_async            (SmrtSignIn           *self,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);

/**
 * smrt_sign_in_run_finish:
 *
 * Returns: %TRUE with the state DONE
 */
gboolean         smrt_sign_in_run_finish           (SmrtSignIn           *self,
                                                    GAsyncResult         *result,
                                                    GError              **error);

/**
 * smrt_sign_in_store_async:
 *
 * Tries again to keep the secret; for the state NOT_STORED. It is finished by
 * smrt_sign_in_run_finish().
 */
void             smrt_sign_in_store_async          (SmrtSignIn           *self,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);

/**
 * smrt_sign_in_keep_for_session:
 *
 * Goes on without storing anything: the session ends with the program. For the
 * state NOT_STORED, which becomes DONE.
 */
void             smrt_sign_in_keep_for_session     (SmrtSignIn           *self);

/**
 * smrt_sign_in_abandon_async:
 *
 * Gives up what was signed in to but not stored: the tokens are revoked at the
 * server, and what the keyring may have taken after all is forgotten. For the state NOT_STORED, which becomes FAILED. Its errors do not
 * matter and are only logged.
 */
void             smrt_sign_in_abandon_async        (SmrtSignIn           *self,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
void             smrt_sign_in_abandon_finish       (SmrtSignIn           *self,
                                                    GAsyncResult         *result);

SmrtSignInMethod smrt_sign_in_get_method           (SmrtSignIn           *self);
SmrtSignInState  smrt_sign_in_get_state            (SmrtSignIn           *self);
SmrtProfile     *smrt_sign_in_get_profile          (SmrtSignIn           *self);

/** Returns: (nullable): what the browser has to open */
const char      *smrt_sign_in_get_address          (SmrtSignIn           *self);

/** Returns: (nullable): for a device: the page with the code in it */
const char      *smrt_sign_in_get_address_complete (SmrtSignIn           *self);

/** Returns: (nullable): for a device: what the person types */
const char      *smrt_sign_in_get_user_code        (SmrtSignIn           *self);

/**
 * smrt_sign_in_get_customers:
 *
 * Returns: (transfer none): a model of #SmrtCustomer, filled in the state
 *   CHOOSING; what the server did not tell of a customer is its id alone
 */
GListModel      *smrt_sign_in_get_customers        (SmrtSignIn           *self);

/**
 * smrt_sign_in_choose_customer:
 * @customer_id: one of the customers
 *
 * Goes on with one of several accounts; for the state CHOOSING. A profile that
 * names a customer makes the choice beforehand.
 */
void             smrt_sign_in_choose_customer      (SmrtSignIn           *self,
                                                    const char           *customer_id);

/** Returns: (transfer none) (nullable): the session, in the state DONE */
SmrtSession     *smrt_sign_in_get_session          (SmrtSignIn           *self);

/** Returns: (transfer none) (nullable): why it is NOT_STORED or FAILED */
const GError    *smrt_sign_in_get_error            (SmrtSignIn           *self);

G_END_DECLS
