/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "smrt-credit-entry.h"
#include "smrt-customer.h"
#include "smrt-plan.h"
#include "smrt-stripe-error.h"
#include "smrt-stripe-identity.h"
#include "smrt-stripe-invoice-decoder.h"
#include "smrt-stripe-subscription-decoder.h"
#include "smrt-switch-rules.h"

G_BEGIN_DECLS

/* JSON → model. Each function takes an object of the API and gives the value of
 * the model for it, or %SMRT_STRIPE_ERROR_BAD_ANSWER with the member that is
 * missing or of a wrong type: `items.data[0].quantity: not an integer`. Unknown
 * members are left alone, unknown values of an enumeration become the model's
 * own value for that, optional members may be missing or null. Amounts are
 * integers: a number with a point is an error. */

/**
 * SmrtStripeDecode:
 * @node: an object of the API
 *
 * The shape of all functions here.
 *
 * Returns: (transfer full) (nullable): the value
 */
typedef gpointer (*SmrtStripeDecode) (JsonNode  *node,
                                      GError   **error);

/**
 * smrt_stripe_decode_price:
 *
 * A price. It has no unit amount where the server states none, and where it is
 * for a package of units.
 */
SmrtPrice         *smrt_stripe_decode_price          (JsonNode  *node,
                                                      GError   **error);

/**
 * smrt_stripe_decode_plan:
 *
 * A product, without prices. `family`, `rank` and `includes` are this project's
 * conventions in `metadata`; a rank that is no integer is none.
 */
SmrtPlan          *smrt_stripe_decode_plan           (JsonNode  *node,
                                                      GError   **error);

/**
 * smrt_stripe_decode_switch_rules:
 *
 * A customer portal configuration. Without products nothing is allowed.
 */
SmrtSwitchRules   *smrt_stripe_decode_switch_rules   (JsonNode  *node,
                                                      GError   **error);

/**
 * smrt_stripe_decode_customer:
 *
 * A customer, with the payment method for invoices where it was expanded. A
 * deleted one is %SMRT_STRIPE_ERROR_NOT_FOUND. `topup_amount` and `topup_below`
 * are this project's conventions in `metadata`.
 */
SmrtCustomer      *smrt_stripe_decode_customer       (JsonNode  *node,
                                                      GError   **error);

/**
 * smrt_stripe_decode_payment_method:
 *
 * A payment method, or a source of the older kind.
 */
SmrtPaymentMethod *smrt_stripe_decode_payment_method (JsonNode  *node,
                                                      GError   **error);

/**
 * smrt_stripe_decode_credit_entry:
 *
 * A customer balance transaction, with the signs turned: positive is credit.
 */
SmrtCreditEntry   *smrt_stripe_decode_credit_entry   (JsonNode  *node,
                                                      GError   **error);

/**
 * smrt_stripe_decode_identity:
 *
 * The answer of `/userinfo`.
 */
SmrtStripeIdentity *smrt_stripe_decode_identity      (JsonNode  *node,
                                                      GError   **error);

G_END_DECLS
