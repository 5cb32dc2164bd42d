/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-sandbox-billing.h"
#include "smrt-sandbox-payments.h"

G_BEGIN_DECLS

/**
 * smrt_sandbox_invoice_new:
 * @prefix: `in`, or `upcoming_in` for a preview
 * @subscription: (nullable): what it is for
 * @lines: (element-type JsonObject): its lines, which get their ids here
 * @reason: Stripe's `billing_reason`
 * @period: the time that the invoice looks back on
 * @now: unix seconds
 *
 * A draft that is in no store yet.
 *
 * Returns: (transfer full): the invoice
 */
JsonObject        *smrt_sandbox_invoice_new      (SmrtSandboxStore  *store,
                                                  const char        *prefix,
                                                  JsonObject        *customer,
                                                  JsonObject        *subscription,
                                                  JsonArray         *lines,
                                                  const char        *currency,
                                                  const char        *reason,
                                                  SmrtSandboxPeriod  period,
                                                  gint64             now);

/**
 * smrt_sandbox_invoice_charge:
 * @invoice: a draft
 * @now: unix seconds, when the usage credit that it takes is in force
 *
 * Works out its discounts, usage credit, taxes and total; of a draft that was
 * kept once more, since other invoices may have taken usage credit since.
 */
void                  smrt_sandbox_invoice_charge (SmrtSandboxStore *store,
                                                   JsonObject       *invoice,
                                                   gint64            now);

/**
 * smrt_sandbox_invoice_settle:
 *
 * Fills in what is due after the customer's balance.
 */
SmrtSandboxSettlement smrt_sandbox_invoice_settle (JsonObject       *invoice,
                                                   JsonObject       *customer);

/**
 * smrt_sandbox_invoice_finalise:
 *
 * Stores the draft: number, balance, and the status `open`, or `paid` where
 * nothing is due.
 */
void               smrt_sandbox_invoice_finalise (SmrtSandboxStore  *store,
                                                  JsonObject        *invoice,
                                                  JsonObject        *customer,
                                                  gint64             now);

/**
 * smrt_sandbox_invoice_collect:
 * @method: (nullable): another payment method than the usual
 *
 * Tries to collect an open invoice.
 */
SmrtSandboxOutcome smrt_sandbox_invoice_collect  (SmrtSandboxStore  *store,
                                                  JsonObject        *invoice,
                                                  JsonObject        *subscription,
                                                  const char        *method,
                                                  gint64             now);

/**
 * smrt_sandbox_invoice_mark_paid:
 *
 * Sets an open invoice paid, as the money came or was received elsewhere.
 */
void               smrt_sandbox_invoice_mark_paid (SmrtSandboxStore *store,
                                                   JsonObject       *invoice,
                                                   gint64            now);

/**
 * smrt_sandbox_invoice_void:
 *
 * Voids an open invoice and gives back what it took from the balance.
 */
void               smrt_sandbox_invoice_void     (SmrtSandboxStore  *store,
                                                  JsonObject        *invoice,
                                                  gint64             now);

/**
 * smrt_sandbox_invoice_add_pending:
 *
 * Lets a line wait for the subscription's next invoice.
 */
void               smrt_sandbox_invoice_add_pending  (SmrtSandboxStore *store,
                                                      JsonObject       *subscription,
                                                      JsonObject       *line,
                                                      gint64            now);

/**
 * smrt_sandbox_invoice_take_pending:
 * @lines: where the waiting lines are put
 *
 * Returns: (transfer full) (element-type JsonObject): the waiting items; they
 *   wait on until smrt_sandbox_invoice_assign_pending()
 */
GPtrArray         *smrt_sandbox_invoice_take_pending (SmrtSandboxStore *store,
                                                      JsonObject       *subscription,
                                                      JsonArray        *lines);
void               smrt_sandbox_invoice_assign_pending (SmrtSandboxStore *store,
                                                        GPtrArray        *items,
                                                        JsonObject       *invoice);

/**
 * smrt_sandbox_invoice_release_pending:
 *
 * Lets the items of an invoice wait again, since it will never be paid.
 */
void               smrt_sandbox_invoice_release_pending (SmrtSandboxStore *store,
                                                         JsonObject       *subscription,
                                                         JsonObject       *invoice);

/**
 * smrt_sandbox_invoice_get_subscription:
 *
 * Returns: (transfer none) (nullable): what the invoice is for
 */
JsonObject        *smrt_sandbox_invoice_get_subscription (SmrtSandboxStore *store,
                                                          JsonObject       *invoice);

G_END_DECLS
