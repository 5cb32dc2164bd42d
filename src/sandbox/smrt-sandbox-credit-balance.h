/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-sandbox-request.h"

G_BEGIN_DECLS

JsonObject *smrt_sandbox_credit_summary_get (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_credit_transactions_list (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_credit_transactions_get (SmrtSandboxRequest *request, GError **error);

G_END_DECLS
