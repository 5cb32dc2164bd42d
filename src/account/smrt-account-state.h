/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-session.h"

G_BEGIN_DECLS

/**
 * SmrtAccountState:
 * @SMRT_ACCOUNT_STATE_EMPTY: nothing was read from the server, and nothing is
 *   being read
 * @SMRT_ACCOUNT_STATE_LOADING: the first reading is under way; what is shown
 *   meanwhile, if the account is `loaded`, is the offline copy
 * @SMRT_ACCOUNT_STATE_READY: what is shown is what the server said
 * @SMRT_ACCOUNT_STATE_OFFLINE: the server was not reached; what was read
 *   before, or is in the offline copy, is shown as of its time
 * @SMRT_ACCOUNT_STATE_FAILED: the server answered with an error; what was there
 *   before is shown as of its time
 */
typedef enum
{
  SMRT_ACCOUNT_STATE_EMPTY,
  SMRT_ACCOUNT_STATE_LOADING,
  SMRT_ACCOUNT_STATE_READY,
  SMRT_ACCOUNT_STATE_OFFLINE,
  SMRT_ACCOUNT_STATE_FAILED,
} SmrtAccountState;

#define SMRT_TYPE_ACCOUNT_STATE (smrt_account_state_get_type ())

GType smrt_account_state_get_type (void) G_GNUC_CONST;

/**
 * SmrtAccountChanges:
 * @SMRT_ACCOUNT_CHANGES_OFFERED: changes are offered
 * @SMRT_ACCOUNT_CHANGES_NOT_PERMITTED: the person may look on and no more
 * @SMRT_ACCOUNT_CHANGES_SIGNED_OUT: the server has ended the sign-in
 * @SMRT_ACCOUNT_CHANGES_NOT_READ: the server was not asked yet how the account
 *   is now
 * @SMRT_ACCOUNT_CHANGES_OFFLINE: the server is not reached
 * @SMRT_ACCOUNT_CHANGES_FAILED: the server does not say how the account is now
 *
 * Whether changes are offered, and why not: a change is offered on what the
 * server says now, and never on what it once said.
 */
typedef enum
{
  SMRT_ACCOUNT_CHANGES_OFFERED,
  SMRT_ACCOUNT_CHANGES_NOT_PERMITTED,
  SMRT_ACCOUNT_CHANGES_SIGNED_OUT,
  SMRT_ACCOUNT_CHANGES_NOT_READ,
  SMRT_ACCOUNT_CHANGES_OFFLINE,
  SMRT_ACCOUNT_CHANGES_FAILED,
} SmrtAccountChanges;

#define SMRT_TYPE_ACCOUNT_CHANGES (smrt_account_changes_get_type ())

GType smrt_account_changes_get_type (void) G_GNUC_CONST;

/**
 * smrt_account_changes_of:
 * @session: who is signed in
 * @state: the state of their account
 *
 * Returns: whether changes are offered
 */
SmrtAccountChanges smrt_account_changes_of (SmrtSession      *session,
                                            SmrtAccountState  state);

G_END_DECLS
