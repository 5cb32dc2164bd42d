/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-sandbox-request.h"

G_BEGIN_DECLS

JsonObject *smrt_sandbox_credit_grants_create (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_credit_grants_list (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_credit_grants_get (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_credit_grants_update (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_credit_grants_expire (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_credit_grants_void (SmrtSandboxRequest *request, GError **error);

G_END_DECLS
