/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-sandbox-request.h"

G_BEGIN_DECLS

JsonObject *smrt_sandbox_credit_notes_create (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_credit_notes_list   (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_credit_notes_get    (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_credit_notes_update (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_credit_notes_lines  (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_credit_notes_void   (SmrtSandboxRequest *request, GError **error);

G_END_DECLS
