/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-sandbox-request.h"

G_BEGIN_DECLS

JsonObject *smrt_sandbox_schedules_create  (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_schedules_list    (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_schedules_get     (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_schedules_update  (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_schedules_release (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_schedules_cancel  (SmrtSandboxRequest *request, GError **error);

G_END_DECLS
