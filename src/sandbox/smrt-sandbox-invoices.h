/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-sandbox-request.h"

G_BEGIN_DECLS

JsonObject *smrt_sandbox_invoices_list    (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_invoices_get     (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_invoices_lines   (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_invoices_finalize (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_invoices_mark_uncollectible (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_invoices_pay     (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_invoices_void    (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_invoiceitems_list (SmrtSandboxRequest *request, GError **error);

G_END_DECLS
