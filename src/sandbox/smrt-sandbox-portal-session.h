/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-sandbox-page.h"
#include "smrt-sandbox-request.h"

G_BEGIN_DECLS

/**
 * smrt_sandbox_portal_session_create:
 *
 * `POST /v1/billing_portal/sessions`: an address at which one customer's card
 * can be changed, once, within an hour of that customer's clock. Source: Stripe,
 * "Customer portal deep links".
 */
JsonObject      *smrt_sandbox_portal_session_create (SmrtSandboxRequest  *request,
                                                     GError             **error);

/**
 * smrt_sandbox_portal_session_show:
 * @request: whose id is the secret of a session
 *
 * Returns: (transfer full) (nullable): the card on file and the choice of
 *   another one; %NULL where the secret is no session's, here and below
 */
SmrtSandboxPage *smrt_sandbox_portal_session_show   (SmrtSandboxRequest  *request);

/**
 * smrt_sandbox_portal_session_save:
 * @request: with the parameter `card`
 *
 * Makes the chosen card the one that the customer's invoices are paid with.
 */
SmrtSandboxPage *smrt_sandbox_portal_session_save   (SmrtSandboxRequest  *request);

G_END_DECLS
