/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-sandbox-request.h"

G_BEGIN_DECLS

/**
 * smrt_sandbox_meters_measure:
 * @customer: whose usage it is
 * @items: (element-type SmrtSandboxItem): items of a subscription
 * @until: unix seconds
 *
 * Gives every metered item the usage that was not billed yet, up to @until.
 */
void smrt_sandbox_meters_measure (SmrtSandboxStore *store,
                                  const char       *customer,
                                  GPtrArray        *items,
                                  gint64            until);

/**
 * smrt_sandbox_meters_make_lines:
 * @until: unix seconds
 * @error: return location for a fault where an amount does not fit
 *
 * Returns: (transfer full) (nullable) (element-type JsonObject): a line for each
 *   metered item, with the usage that was not billed yet, up to @until
 */
JsonArray *smrt_sandbox_meters_make_lines (SmrtSandboxStore  *store,
                                           JsonObject        *subscription,
                                           gint64             until,
                                           GError           **error);

/**
 * smrt_sandbox_meters_mark_billed:
 * @until: unix seconds
 *
 * Remembers until when the usage of a subscription is billed.
 */
void smrt_sandbox_meters_mark_billed (SmrtSandboxStore *store,
                                      JsonObject       *subscription,
                                      gint64            until);

JsonObject *smrt_sandbox_meters_create (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_meters_list (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_meters_get (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_meters_update (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_meters_deactivate (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_meters_reactivate (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_meters_summaries (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_meter_events_create (SmrtSandboxRequest *request, GError **error);

G_END_DECLS
