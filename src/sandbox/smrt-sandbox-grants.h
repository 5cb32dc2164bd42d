/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-sandbox-request.h"

G_BEGIN_DECLS

/**
 * smrt_sandbox_grants_load:
 * @currency: lowercase ISO code
 * @time: unix seconds
 *
 * Returns: (transfer full) (element-type SmrtSandboxGrant): the usage credit of
 *   a customer that is in force at @time and not used up, in the order in which
 *   it is used: by priority, then what expires first, then what was given for
 *   nothing, then what came first. Source: Stripe, "Billing credits".
 */
GPtrArray *smrt_sandbox_grants_load (SmrtSandboxStore *store,
                                     const char       *customer,
                                     const char       *currency,
                                     gint64            time);

/**
 * smrt_sandbox_grants_take:
 * @invoice: an invoice that is finalised
 *
 * Writes down what the invoice takes of the customer's usage credit.
 */
void smrt_sandbox_grants_take (SmrtSandboxStore *store,
                               JsonObject       *invoice,
                               gint64            now);

/**
 * smrt_sandbox_grants_give_back:
 * @invoice: an invoice that is voided
 *
 * Gives back what the invoice took.
 */
void smrt_sandbox_grants_give_back (SmrtSandboxStore *store,
                                    JsonObject       *invoice,
                                    gint64            now);

/**
 * smrt_sandbox_grants_expire:
 *
 * Ends a grant; what is left of it is lost.
 */
void smrt_sandbox_grants_expire (SmrtSandboxStore *store,
                                 JsonObject       *grant,
                                 gint64            now);

JsonObject *smrt_sandbox_credit_grants_create (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_credit_grants_list (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_credit_grants_get (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_credit_grants_update (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_credit_grants_expire (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_credit_grants_void (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_credit_summary_get (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_credit_transactions_list (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_credit_transactions_get (SmrtSandboxRequest *request, GError **error);

G_END_DECLS
