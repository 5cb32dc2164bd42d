/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-sandbox-request.h"

G_BEGIN_DECLS

/**
 * smrt_sandbox_settings_read:
 * @subscription: where the settings go
 * @customer: whose it is
 * @now: unix seconds
 * @error: return location for a fault
 *
 * Reads what may be set when a subscription is made and when it is changed, and
 * finishes the parameters.
 */
gboolean smrt_sandbox_settings_read        (SmrtSandboxRequest  *request,
                                            JsonObject          *subscription,
                                            const char          *customer,
                                            gint64               now,
                                            GError             **error);

/**
 * smrt_sandbox_settings_read_reason:
 *
 * Reads why a person cancels, `cancellation_details`.
 */
void     smrt_sandbox_settings_read_reason (SmrtSandboxParams   *params,
                                            JsonObject          *subscription);

G_END_DECLS
