/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-sandbox-request.h"

G_BEGIN_DECLS

JsonObject *smrt_sandbox_subscriptions_create (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_subscriptions_list   (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_subscriptions_get    (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_subscriptions_update (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_subscriptions_cancel (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_subscriptions_resume (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_subscription_items_list (SmrtSandboxRequest *request, GError **error);

G_END_DECLS
