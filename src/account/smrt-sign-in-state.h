/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

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

G_END_DECLS
