/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-sandbox-payments.h"
#include "smrt-sandbox-period.h"

G_BEGIN_DECLS

/**
 * SmrtSandboxPaymentBehavior:
 *
 * What becomes of a change that is not paid at once, by Stripe's words.
 */
typedef enum
{
  SMRT_SANDBOX_ALLOW_INCOMPLETE,
  SMRT_SANDBOX_DEFAULT_INCOMPLETE,
  SMRT_SANDBOX_ERROR_IF_INCOMPLETE,
  SMRT_SANDBOX_PENDING_IF_INCOMPLETE,
} SmrtSandboxPaymentBehavior;

/**
 * smrt_sandbox_collection_has_method:
 *
 * Returns: whether there is something that a payment can be collected from
 */
gboolean    smrt_sandbox_collection_has_method (JsonObject *customer,
                                                JsonObject *subscription);

/**
 * smrt_sandbox_collection_invoice:
 * @lines: (element-type JsonObject): lines without ids; those that wait for the
 *   subscription's next invoice come before them
 * @reason: Stripe's `billing_reason`
 * @looks_back: the time that the invoice looks back on
 * @now: unix seconds
 *
 * Makes the subscription's next invoice and finalises it; discounts of it that
 * count once are used up. It stays a draft
 * while the subscription is unpaid, and becomes what `pause_collection` says
 * while its collection is paused. Source: Stripe, "Subscription statuses" and
 * "Pause payment collection".
 *
 * Returns: (transfer full): the invoice
 */
JsonObject *smrt_sandbox_collection_invoice    (SmrtSandboxStore  *store,
                                                JsonObject        *subscription,
                                                JsonArray         *lines,
                                                const char        *reason,
                                                SmrtSandboxPeriod  looks_back,
                                                gint64             now);

/**
 * smrt_sandbox_collection_wait:
 * @lines: (element-type JsonObject): lines without ids
 *
 * Lets lines wait for the subscription's next invoice.
 */
void        smrt_sandbox_collection_wait       (SmrtSandboxStore  *store,
                                                JsonObject        *subscription,
                                                JsonArray         *lines,
                                                gint64             now);

/**
 * smrt_sandbox_collection_has_waiting:
 *
 * Returns: whether lines wait for the subscription's next invoice
 */
gboolean    smrt_sandbox_collection_has_waiting (SmrtSandboxStore *store,
                                                 JsonObject       *subscription);

/**
 * smrt_sandbox_collection_settle:
 *
 * Returns: whether an invoice needs nothing more for its subscription to go on
 */
gboolean    smrt_sandbox_collection_settle     (SmrtSandboxStore           *store,
                                                JsonObject                 *invoice,
                                                JsonObject                 *subscription,
                                                SmrtSandboxPaymentBehavior  behavior,
                                                gint64                      now);

/**
 * smrt_sandbox_collection_owes:
 *
 * Returns: whether one of the subscription's invoices is open, other than those
 *   sent that are not due yet
 */
gboolean    smrt_sandbox_collection_owes       (SmrtSandboxStore *store,
                                                JsonObject       *subscription,
                                                gint64            now);

/**
 * smrt_sandbox_collection_plan_attempt:
 * @invoice: an open invoice whose collection failed
 *
 * Collection is tried four times in all: 3, 5 and 7 days pass between the
 * attempts. At Stripe the account's settings say how often and when. What is
 * left to be confirmed by a person was not tried, and is not by the clock.
 *
 * Returns: %FALSE after the last attempt
 */
gboolean    smrt_sandbox_collection_plan_attempt   (SmrtSandboxStore *store,
                                                    JsonObject       *invoice,
                                                    gint64            now);

/**
 * smrt_sandbox_collection_forget_attempt:
 *
 * Nothing more happens to the invoice by the clock.
 */
void        smrt_sandbox_collection_forget_attempt (SmrtSandboxStore *store,
                                                    JsonObject       *invoice);

/**
 * smrt_sandbox_collection_write_off:
 * @invoice: an open invoice
 *
 * Marks an invoice uncollectible.
 */
void        smrt_sandbox_collection_write_off      (SmrtSandboxStore *store,
                                                    JsonObject       *invoice,
                                                    gint64            now);

G_END_DECLS
