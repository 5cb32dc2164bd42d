/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-sandbox-request.h"

G_BEGIN_DECLS

JsonObject *smrt_sandbox_portal_create   (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_portal_list     (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_portal_get      (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_portal_update   (SmrtSandboxRequest *request, GError **error);

G_END_DECLS
