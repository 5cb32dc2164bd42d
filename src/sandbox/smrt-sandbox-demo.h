/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-sandbox-request.h"

G_BEGIN_DECLS

/**
 * smrt_sandbox_demo_seed:
 * @request: a request without parameters, within a transaction
 *
 * Makes the demo account: its catalogue, its customer under the id that is kept
 * for it, and a year that is really lived through on a test clock.
 */
gboolean    smrt_sandbox_demo_seed     (SmrtSandboxRequest  *request,
                                        GError             **error);

/**
 * smrt_sandbox_demo_reset:
 *
 * `POST /v1/test_helpers/demo/reset`, an addition to Stripe's API: removes all
 * objects of the account and makes the demo account anew. Keys and the
 * customer's id stay.
 */
JsonObject *smrt_sandbox_demo_reset    (SmrtSandboxRequest *request, GError **error);

/**
 * smrt_sandbox_demo_userinfo:
 *
 * `GET /userinfo` for a key: who it belongs to, as an account server tells it.
 */
JsonObject *smrt_sandbox_demo_userinfo (SmrtSandboxRequest *request, GError **error);

G_END_DECLS
