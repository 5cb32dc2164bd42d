/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-account-usage.h"
#include "smrt-catalogue.h"
#include "smrt-credit-entry.h"
#include "smrt-customer.h"
#include "smrt-invoice.h"
#include "smrt-session.h"

G_BEGIN_DECLS

/**
 * SmrtAccountState:
 * @SMRT_ACCOUNT_STATE_EMPTY: nothing was read yet and nothing is being read
 * @SMRT_ACCOUNT_STATE_LOADING: the first reading is under way
 * @SMRT_ACCOUNT_STATE_READY: what is shown is what the server said
 * @SMRT_ACCOUNT_STATE_OFFLINE: the server was not reached; what was read
 *   before is still shown, as of its time
 * @SMRT_ACCOUNT_STATE_FAILED: the server answered with an error
 */
typedef enum
{
  SMRT_ACCOUNT_STATE_EMPTY,
  SMRT_ACCOUNT_STATE_LOADING,
  SMRT_ACCOUNT_STATE_READY,
  SMRT_ACCOUNT_STATE_OFFLINE,
  SMRT_ACCOUNT_STATE_FAILED,
} SmrtAccountState;

#define SMRT_TYPE_ACCOUNT_STATE (smrt_account_state_get_type ())

GType smrt_account_state_get_type (void) G_GNUC_CONST;

#define SMRT_TYPE_ACCOUNT (smrt_account_get_type ())

/**
 * SmrtAccount:
 *
 * What is shown of an account: windows bind to it. It holds and does not act;
 * [class@Refresh] fills it.
 *
 * Properties: `session` (construct-only), and read-only, notified: `catalogue`,
 * `customer` (nullable), `subscriptions`, `credits`, `invoices` (#GListModel,
 * always the same objects), `as-of` (int64, unix seconds of the server's
 * `Date`, 0 before the first reading), `state`, `refreshing` (boolean),
 * `loaded` (boolean: whether there is anything to show), `error` (GError,
 * nullable). `usage` (#SmrtAccountUsage, always the same object) has states of its
 * own.
 */
G_DECLARE_FINAL_TYPE (SmrtAccount, smrt_account, SMRT, ACCOUNT, GObject)

SmrtAccount      *smrt_account_new               (SmrtSession  *session);
SmrtSession      *smrt_account_get_session       (SmrtAccount  *self);

/**
 * smrt_account_get_catalogue:
 *
 * Returns: (transfer none) (nullable): the plans; %NULL before the first
 *   reading
 */
SmrtCatalogue    *smrt_account_get_catalogue     (SmrtAccount  *self);

/**
 * smrt_account_get_customer:
 *
 * Returns: (transfer none) (nullable): the customer; %NULL before the first
 *   reading
 */
SmrtCustomer     *smrt_account_get_customer      (SmrtAccount  *self);

/**
 * smrt_account_get_subscriptions:
 *
 * Returns: (transfer none): a model of #SmrtSubscription
 */
GListModel       *smrt_account_get_subscriptions (SmrtAccount  *self);

/**
 * smrt_account_get_credits:
 *
 * Returns: (transfer none): a model of #SmrtCreditEntry, newest first
 */
GListModel       *smrt_account_get_credits       (SmrtAccount  *self);

/**
 * smrt_account_get_invoices:
 *
 * Returns: (transfer none): a model of #SmrtInvoice, newest first
 */
GListModel       *smrt_account_get_invoices      (SmrtAccount  *self);

/** Returns: (transfer none): what was used; read when somebody wants to see it */
SmrtAccountUsage *smrt_account_get_usage         (SmrtAccount  *self);
gint64            smrt_account_get_as_of         (SmrtAccount  *self);
SmrtAccountState  smrt_account_get_state         (SmrtAccount  *self);
gboolean          smrt_account_get_refreshing    (SmrtAccount  *self);
gboolean          smrt_account_get_loaded        (SmrtAccount  *self);

/**
 * smrt_account_get_error:
 *
 * Returns: (transfer none) (nullable): why the last reading failed
 */
const GError     *smrt_account_get_error         (SmrtAccount  *self);

/**
 * smrt_account_find_subscription:
 *
 * Returns: (transfer none) (nullable): the subscription with that id
 */
SmrtSubscription *smrt_account_find_subscription (SmrtAccount  *self,
                                                  const char   *id);

/**
 * smrt_account_find_offer:
 * @subscription_id: the id of the subscription to change
 * @product_id: the id of the plan to change to
 * @cycle: how often that is paid
 *
 * Returns: (transfer full) (nullable): that change, where it is still offered
 */
SmrtOffer        *smrt_account_find_offer        (SmrtAccount  *self,
                                                  const char   *subscription_id,
                                                  const char   *product_id,
                                                  SmrtCycle     cycle);

/**
 * smrt_account_find_invoice:
 *
 * Returns: (transfer none) (nullable): the invoice with that id
 */
SmrtInvoice      *smrt_account_find_invoice      (SmrtAccount  *self,
                                                  const char   *id);

/**
 * smrt_account_get_credit:
 * @credit: (out): the subscription credit; negative is owed
 *
 * Returns: %FALSE where the server told no balance
 */
gboolean          smrt_account_get_credit        (SmrtAccount  *self,
                                                  SmrtMoney    *credit);

/**
 * smrt_account_get_payment_method:
 * @subscription: a subscription
 *
 * Returns: (transfer none) (nullable): what its payments are taken from
 */
SmrtPaymentMethod *smrt_account_get_payment_method (SmrtAccount      *self,
                                                    SmrtSubscription *subscription);

/**
 * smrt_account_take_reading:
 * @catalogue: the plans
 * @customer: the customer
 * @subscriptions: (element-type SmrtSubscription): all of them
 * @credits: (element-type SmrtCreditEntry): newest first
 * @invoices: (element-type SmrtInvoice): newest first
 * @as_of: unix seconds of the server
 *
 * Shows one whole reading; for [class@Refresh].
 */
void              smrt_account_take_reading      (SmrtAccount   *self,
                                                  SmrtCatalogue *catalogue,
                                                  SmrtCustomer  *customer,
                                                  GPtrArray     *subscriptions,
                                                  GPtrArray     *credits,
                                                  GPtrArray     *invoices,
                                                  gint64         as_of);

/**
 * smrt_account_begin_reading:
 *
 * Says that a reading is under way; for [class@Refresh].
 *
 * Returns: the number of the reading, higher than that of any before it
 */
unsigned int      smrt_account_begin_reading     (SmrtAccount   *self);

/**
 * smrt_account_accept_reading:
 * @number: what smrt_account_begin_reading() gave
 *
 * Of two readings that overlap the one that began later has the newer state,
 * whichever ends last.
 *
 * Returns: whether the reading, or its failure, may be shown: %FALSE where one
 *   that began later was shown already
 */
gboolean          smrt_account_accept_reading    (SmrtAccount   *self,
                                                  unsigned int   number);

/**
 * smrt_account_fail_reading:
 * @error: (nullable): why; %NULL where it was given up
 * @offline: whether the server was not reached at all
 *
 * Ends a reading that failed; what was shown stays; for [class@Refresh].
 */
void              smrt_account_fail_reading      (SmrtAccount   *self,
                                                  const GError  *error,
                                                  gboolean       offline);

G_END_DECLS
