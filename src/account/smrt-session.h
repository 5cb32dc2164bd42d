/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-clock.h"
#include "smrt-profile.h"
#include "smrt-sandbox.h"
#include "smrt-secret.h"
#include "smrt-stripe-client.h"
#include "smrt-tokens.h"

G_BEGIN_DECLS

#define SMRT_TYPE_SESSION (smrt_session_get_type ())

/**
 * SmrtSession:
 *
 * Who is signed in where, and what they may do. It is made signed out;
 * smrt_session_sign_in_async() finds out who the key belongs to.
 *
 * Properties, all read-only and notified: `signed-in` (boolean), `role`
 * (#SmrtRole), `can-change` (boolean), `name` (string, nullable: the person),
 * `account-name` (string, nullable), `customer-id` (string, nullable), `demo`
 * (boolean), `ended` (boolean: the server no longer accepts the sign-in, and the
 * person has to sign in again).
 */
G_DECLARE_FINAL_TYPE (SmrtSession, smrt_session, SMRT, SESSION, GObject)

/**
 * smrt_session_new_demo:
 * @sandbox: a sandbox that is started
 * @role: owner, finance or user
 * @clock: the clock for ages
 *
 * A session on the demo account. It speaks to the sandbox through the wire
 * alone.
 */
SmrtSession      *smrt_session_new_demo         (SmrtSandbox          *sandbox,
                                                 SmrtRole              role,
                                                 SmrtClock            *clock);

/**
 * smrt_session_new_with_key:
 * @server_url: the address of a server that speaks Stripe's API
 * @key: its key
 * @customer_id: (nullable): the customer; %NULL where the key sees one only
 * @clock: the clock for ages
 * @error: return location for %SMRT_STRIPE_ERROR_BAD_ADDRESS: the address is no
 *   https one (http is accepted for loopback)
 *
 * Returns: (transfer full) (nullable): a session
 */
SmrtSession      *smrt_session_new_with_key     (const char           *server_url,
                                                 SmrtSecret           *key,
                                                 const char           *customer_id,
                                                 SmrtClock            *clock,
                                                 GError              **error);

/**
 * smrt_session_new_for_profile:
 * @profile: the account; its server's address is one that tokens may be sent to
 * @tokens: the tokens
 * @clock: the clock for ages
 *
 * A session at an account server. Whose it is, is taken from the profile where
 * it was signed in to before, and asked for with the first
 * smrt_session_sign_in_async(); what has changed goes back into the profile.
 */
SmrtSession      *smrt_session_new_for_profile  (SmrtProfile          *profile,
                                                 SmrtTokens           *tokens,
                                                 SmrtClock            *clock);

/**
 * smrt_session_new_for_profile_with_key:
 * @profile: the account; its server's address is one that a key may be sent to
 * @key: its key
 * @clock: the clock for ages
 *
 * As smrt_session_new_with_key(), for a profile.
 */
SmrtSession      *smrt_session_new_for_profile_with_key (SmrtProfile  *profile,
                                                         SmrtSecret   *key,
                                                         SmrtClock    *clock);

/**
 * smrt_session_sign_in_async:
 *
 * Asks the server who is signed in. Does nothing where that is known.
 * Fails with %SMRT_STRIPE_ERROR_AMBIGUOUS where a key does not lead to exactly
 * one customer, or a person to none, or no longer to that of an account of the
 * list, and with the other errors of %SMRT_STRIPE_ERROR.
 */
void              smrt_session_sign_in_async    (SmrtSession          *self,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
gboolean          smrt_session_sign_in_finish   (SmrtSession          *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);

/**
 * smrt_session_get_client:
 *
 * Returns: (transfer none): the wire of this session
 */
SmrtStripeClient *smrt_session_get_client       (SmrtSession          *self);
SmrtClock        *smrt_session_get_clock        (SmrtSession          *self);
gboolean          smrt_session_get_signed_in    (SmrtSession          *self);
SmrtRole          smrt_session_get_role         (SmrtSession          *self);
gboolean          smrt_session_get_can_change   (SmrtSession          *self);
gboolean          smrt_session_get_demo         (SmrtSession          *self);

/**
 * smrt_session_get_demo_path:
 *
 * Returns: (nullable): the file of the demo account; %NULL where it lives in
 *   memory, and for every other account
 */
const char       *smrt_session_get_demo_path    (SmrtSession          *self);

/** Returns: as what smrt_session_new_demo() was asked to sign in */
SmrtRole          smrt_session_get_demo_role    (SmrtSession          *self);
gboolean          smrt_session_get_ended        (SmrtSession          *self);

/** Returns: (transfer none) (nullable): the account's profile */
SmrtProfile      *smrt_session_get_profile      (SmrtSession          *self);

/**
 * smrt_session_set_profile:
 * @profile: another profile of the same account
 *
 * Puts a profile of the list in the place of a draft, and tells it what is
 * known.
 */
void              smrt_session_set_profile      (SmrtSession          *self,
                                                 SmrtProfile          *profile);

/**
 * smrt_session_get_customer_ids:
 *
 * Returns: (transfer none) (array zero-terminated=1) (nullable): the customers
 *   that an account server lets the person see; %NULL before it was asked
 */
const char * const *smrt_session_get_customer_ids (SmrtSession        *self);

/**
 * smrt_session_choose_customer:
 * @customer_id: one of smrt_session_get_customer_ids()
 *
 * Says which of several customers is meant. For a session that was not read
 * from yet.
 */
void              smrt_session_choose_customer  (SmrtSession          *self,
                                                 const char           *customer_id);

/** Returns: (transfer none) (nullable): its tokens, at an account server */
SmrtTokens       *smrt_session_get_tokens       (SmrtSession          *self);

/**
 * smrt_session_get_name:
 *
 * Returns: (nullable): the person's name
 */
const char       *smrt_session_get_name         (SmrtSession          *self);

/**
 * smrt_session_get_account_name:
 *
 * Returns: (nullable): the account's name
 */
const char       *smrt_session_get_account_name (SmrtSession          *self);

/**
 * smrt_session_get_customer_id:
 *
 * Returns: (nullable): the provider's customer
 */
const char       *smrt_session_get_customer_id  (SmrtSession          *self);

/**
 * smrt_session_get_server_url:
 *
 * Returns: (transfer none): where it speaks to
 */
const char       *smrt_session_get_server_url   (SmrtSession          *self);

G_END_DECLS
