/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-account"

#include "config.h"

#include "smrt-account-state.h"

G_DEFINE_ENUM_TYPE (SmrtAccountState, smrt_account_state,
                    G_DEFINE_ENUM_VALUE (SMRT_ACCOUNT_STATE_EMPTY, "empty"),
                    G_DEFINE_ENUM_VALUE (SMRT_ACCOUNT_STATE_LOADING, "loading"),
                    G_DEFINE_ENUM_VALUE (SMRT_ACCOUNT_STATE_READY, "ready"),
                    G_DEFINE_ENUM_VALUE (SMRT_ACCOUNT_STATE_OFFLINE, "offline"),
                    G_DEFINE_ENUM_VALUE (SMRT_ACCOUNT_STATE_FAILED, "failed"))

G_DEFINE_ENUM_TYPE (SmrtAccountChanges, smrt_account_changes,
                    G_DEFINE_ENUM_VALUE (SMRT_ACCOUNT_CHANGES_OFFERED, "offered"),
                    G_DEFINE_ENUM_VALUE (SMRT_ACCOUNT_CHANGES_NOT_PERMITTED, "not-permitted"),
                    G_DEFINE_ENUM_VALUE (SMRT_ACCOUNT_CHANGES_SIGNED_OUT, "signed-out"),
                    G_DEFINE_ENUM_VALUE (SMRT_ACCOUNT_CHANGES_NOT_READ, "not-read"),
                    G_DEFINE_ENUM_VALUE (SMRT_ACCOUNT_CHANGES_OFFLINE, "offline"),
                    G_DEFINE_ENUM_VALUE (SMRT_ACCOUNT_CHANGES_FAILED, "failed"))

SmrtAccountChanges
smrt_account_changes_of (SmrtSession      *session,
                         SmrtAccountState  state)
{
  g_return_val_if_fail (SMRT_IS_SESSION (session), SMRT_ACCOUNT_CHANGES_NOT_READ);

  if (smrt_session_get_ended (session))
    return SMRT_ACCOUNT_CHANGES_SIGNED_OUT;
  if (smrt_session_get_signed_in (session) && !smrt_session_get_can_change (session))
    return SMRT_ACCOUNT_CHANGES_NOT_PERMITTED;

  switch (state)
    {
    case SMRT_ACCOUNT_STATE_READY:
      return smrt_session_get_can_change (session) ? SMRT_ACCOUNT_CHANGES_OFFERED
                                                   : SMRT_ACCOUNT_CHANGES_NOT_PERMITTED;
    case SMRT_ACCOUNT_STATE_OFFLINE:
      return SMRT_ACCOUNT_CHANGES_OFFLINE;
    case SMRT_ACCOUNT_STATE_FAILED:
      return SMRT_ACCOUNT_CHANGES_FAILED;
    case SMRT_ACCOUNT_STATE_EMPTY:
    case SMRT_ACCOUNT_STATE_LOADING:
    default:
      return SMRT_ACCOUNT_CHANGES_NOT_READ;
    }
}
