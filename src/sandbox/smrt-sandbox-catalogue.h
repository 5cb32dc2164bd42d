/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-sandbox-request.h"

G_BEGIN_DECLS

JsonObject *smrt_sandbox_products_create (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_products_list   (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_products_get    (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_products_update (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_prices_create   (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_prices_list     (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_prices_get      (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_prices_update   (SmrtSandboxRequest *request, GError **error);

G_END_DECLS
