/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-sandbox-request.h"

G_BEGIN_DECLS

/**
 * smrt_sandbox_customers_create_as:
 * @id: the new customer's id
 *
 * As the creation through the API, for a customer whose id is known before.
 */
JsonObject *smrt_sandbox_customers_create_as (SmrtSandboxRequest *request, const char *id, GError **error);
JsonObject *smrt_sandbox_customers_create (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_customers_list   (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_customers_get    (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_customers_delete_discount (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_customers_update (SmrtSandboxRequest *request, GError **error);

JsonObject *smrt_sandbox_balance_transactions_create (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_balance_transactions_list   (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_balance_transactions_get    (SmrtSandboxRequest *request, GError **error);

G_END_DECLS
