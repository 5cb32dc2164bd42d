/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-sandbox-request.h"

G_BEGIN_DECLS

/**
 * SmrtSandboxOutcome:
 * @SMRT_SANDBOX_OUTCOME_PAID: the money came
 * @SMRT_SANDBOX_OUTCOME_DECLINED: the card was refused, or there is none
 * @SMRT_SANDBOX_OUTCOME_ACTION: the bank wants to ask the person
 */
typedef enum
{
  SMRT_SANDBOX_OUTCOME_PAID,
  SMRT_SANDBOX_OUTCOME_DECLINED,
  SMRT_SANDBOX_OUTCOME_ACTION,
} SmrtSandboxOutcome;

/**
 * smrt_sandbox_payments_is_test_name:
 *
 * Returns: whether @name is one of Stripe's names for test cards
 */
gboolean           smrt_sandbox_payments_is_test_name (const char *name);

/**
 * smrt_sandbox_payments_attach:
 * @name: a test card's name, or the id of a payment method
 * @customer: who gets it
 * @param: (nullable): the parameter that had @name
 * @error: return location for a fault
 *
 * A test name makes a new payment method of that kind. Every card can be
 * attached here, the refused ones too, so that one name serves to set up a
 * charge that fails.
 *
 * Returns: (transfer none) (nullable): the payment method
 */
JsonObject        *smrt_sandbox_payments_attach (SmrtSandboxStore  *store,
                                                 const char        *name,
                                                 JsonObject        *customer,
                                                 const char        *param,
                                                 gint64             now,
                                                 GError           **error);

/**
 * smrt_sandbox_payments_choose_method:
 * @subscription: (nullable): whose own payment method comes first
 * @method: (nullable): the id of another payment method
 *
 * Returns: (transfer none) (nullable): what would be charged
 */
JsonObject        *smrt_sandbox_payments_choose_method (SmrtSandboxStore *store,
                                                        JsonObject       *customer,
                                                        JsonObject       *subscription,
                                                        const char       *method);

/**
 * smrt_sandbox_payments_get_intent:
 *
 * Returns: (transfer none) (nullable): the attempt that was made last for an
 *   invoice
 */
JsonObject        *smrt_sandbox_payments_get_intent (SmrtSandboxStore *store,
                                                     JsonObject       *invoice);

/**
 * smrt_sandbox_payments_authenticate:
 * @invoice: an invoice whose payment waits for the bank
 * @succeeds: what the person tells the bank
 *
 * After a consent the same payment method can be charged for this invoice,
 * without one the attempt has failed. Source: Stripe, "3D Secure
 * authentication".
 *
 * Returns: whether the bank was asking
 */
gboolean           smrt_sandbox_payments_authenticate (SmrtSandboxStore *store,
                                                       JsonObject       *invoice,
                                                       gboolean          succeeds);

/**
 * smrt_sandbox_payments_collect:
 * @invoice: an open invoice
 * @subscription: (nullable): whose own payment method comes first
 * @method: (nullable): the id of another payment method
 *
 * Tries to charge what remains of an invoice and writes down the attempt.
 * The invoice itself stays as it is.
 */
SmrtSandboxOutcome smrt_sandbox_payments_collect (SmrtSandboxStore *store,
                                                  JsonObject       *invoice,
                                                  JsonObject       *customer,
                                                  JsonObject       *subscription,
                                                  const char       *method,
                                                  gint64            now);

/**
 * smrt_sandbox_payments_set_error:
 *
 * Makes the 402 for the attempt that failed last for an invoice.
 */
void               smrt_sandbox_payments_set_error (SmrtSandboxStore  *store,
                                                    JsonObject        *invoice,
                                                    GError           **error);

/**
 * smrt_sandbox_payments_cancel:
 *
 * Ends the attempts for an invoice that is no longer to be paid.
 */
void               smrt_sandbox_payments_cancel (SmrtSandboxStore *store,
                                                 JsonObject       *invoice);

JsonObject *smrt_sandbox_payment_methods_create  (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_payment_methods_list    (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_payment_methods_of      (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_payment_methods_get     (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_payment_methods_update  (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_payment_methods_attach  (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_payment_methods_detach  (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_payment_intents_list    (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_payment_intents_get     (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_invoice_payments_list   (SmrtSandboxRequest *request, GError **error);

G_END_DECLS
