/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-account"

#include "config.h"

#include "smrt-change-state.h"

G_DEFINE_QUARK (smrt-change-error-quark, smrt_change_error)

G_DEFINE_ENUM_TYPE (SmrtChangeState, smrt_change_state,
                    G_DEFINE_ENUM_VALUE (SMRT_CHANGE_STATE_QUOTING, "quoting"),
                    G_DEFINE_ENUM_VALUE (SMRT_CHANGE_STATE_QUOTE_FAILED, "quote-failed"),
                    G_DEFINE_ENUM_VALUE (SMRT_CHANGE_STATE_QUOTED, "quoted"),
                    G_DEFINE_ENUM_VALUE (SMRT_CHANGE_STATE_QUOTE_CHANGED, "quote-changed"),
                    G_DEFINE_ENUM_VALUE (SMRT_CHANGE_STATE_CONFIRMING, "confirming"),
                    G_DEFINE_ENUM_VALUE (SMRT_CHANGE_STATE_DECLINED, "declined"),
                    G_DEFINE_ENUM_VALUE (SMRT_CHANGE_STATE_NEEDS_ACTION, "needs-action"),
                    G_DEFINE_ENUM_VALUE (SMRT_CHANGE_STATE_UNKNOWN, "unknown"),
                    G_DEFINE_ENUM_VALUE (SMRT_CHANGE_STATE_NOT_MADE, "not-made"),
                    G_DEFINE_ENUM_VALUE (SMRT_CHANGE_STATE_DONE, "done"))
