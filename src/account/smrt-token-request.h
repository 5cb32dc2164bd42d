/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-profile.h"
#include "smrt-tokens.h"

G_BEGIN_DECLS

#define SMRT_TYPE_TOKEN_REQUEST (smrt_token_request_get_type ())

/**
 * SmrtTokenRequest:
 *
 * The part of a sign-in that leads to tokens: who signs people in at the
 * account server, what is asked for, and the person's turn, in the browser or
 * on another device. It is run once.
 *
 * Signals: `waiting`: it is the person's turn; the address is known from then
 * on.
 */
G_DECLARE_FINAL_TYPE (SmrtTokenRequest, smrt_token_request, SMRT, TOKEN_REQUEST, GObject)

/**
 * smrt_token_request_new:
 * @profile: the server, the client id and the ports
 * @by_device: whether a code is typed on another device
 * @clock: the clock for ages
 */
SmrtTokenRequest *smrt_token_request_new                  (SmrtProfile          *profile,
                                                           gboolean              by_device,
                                                           SmrtClock            *clock);
void              smrt_token_request_run_async            (SmrtTokenRequest     *self,
                                                           GCancellable         *cancellable,
                                                           GAsyncReadyCallback   callback,
                                                           gpointer              user_data);

/**
 * smrt_token_request_run_finish:
 * @error: return location for an error of %SMRT_OIDC_ERROR
 *
 * Returns: (transfer full) (nullable): the tokens
 */
SmrtTokens       *smrt_token_request_run_finish           (SmrtTokenRequest     *self,
                                                           GAsyncResult         *result,
                                                           GError              **error);

/** Returns: (nullable): what the browser has to open, or where the code is typed */
const char       *smrt_token_request_get_address          (SmrtTokenRequest     *self);

/** Returns: (nullable): for a device: the page with the code in it */
const char       *smrt_token_request_get_address_complete (SmrtTokenRequest     *self);

/** Returns: (nullable): for a device: what the person types */
const char       *smrt_token_request_get_user_code        (SmrtTokenRequest     *self);

G_END_DECLS
