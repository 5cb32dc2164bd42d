/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-account"

#include "config.h"

#include "smrt-sign-in-state.h"

G_DEFINE_ENUM_TYPE (SmrtSignInMethod, smrt_sign_in_method,
                    G_DEFINE_ENUM_VALUE (SMRT_SIGN_IN_METHOD_BROWSER, "browser"),
                    G_DEFINE_ENUM_VALUE (SMRT_SIGN_IN_METHOD_DEVICE, "device"),
                    G_DEFINE_ENUM_VALUE (SMRT_SIGN_IN_METHOD_API_KEY, "api-key"))

G_DEFINE_ENUM_TYPE (SmrtSignInState, smrt_sign_in_state,
                    G_DEFINE_ENUM_VALUE (SMRT_SIGN_IN_STATE_READY, "ready"),
                    G_DEFINE_ENUM_VALUE (SMRT_SIGN_IN_STATE_CONTACTING, "contacting"),
                    G_DEFINE_ENUM_VALUE (SMRT_SIGN_IN_STATE_WAITING, "waiting"),
                    G_DEFINE_ENUM_VALUE (SMRT_SIGN_IN_STATE_FINISHING, "finishing"),
                    G_DEFINE_ENUM_VALUE (SMRT_SIGN_IN_STATE_CHOOSING, "choosing"),
                    G_DEFINE_ENUM_VALUE (SMRT_SIGN_IN_STATE_STORING, "storing"),
                    G_DEFINE_ENUM_VALUE (SMRT_SIGN_IN_STATE_NOT_STORED, "not-stored"),
                    G_DEFINE_ENUM_VALUE (SMRT_SIGN_IN_STATE_DONE, "done"),
                    G_DEFINE_ENUM_VALUE (SMRT_SIGN_IN_STATE_FAILED, "failed"))
