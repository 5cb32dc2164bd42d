/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-account-state.h"
#include "smrt-account-usage.h"
#include "smrt-catalogue.h"
#include "smrt-credit-entry.h"
#include "smrt-customer.h"
#include "smrt-invoice.h"
#include "smrt-session.h"
#include "smrt-store.h"

G_BEGIN_DECLS

#define SMRT_TYPE_ACCOUNT (smrt_account_get_type ())

/**
 * SmrtAccount:
 *
 * What is shown of an account: windows bind to it. It holds and does not act;
 * [class@Refresh] fills it.
 *
 * Of what can become long the account itself shows the newest hundred, and the
 * older invoices that are still open; all of it is in the `store`.
 *
 * At the start it shows the offline copy, as of the time of that, and is
 * %SMRT_ACCOUNT_STATE_LOADING until the server has said how it is now. Where
 * the server is not reached it stays what is shown, and the state is
 * %SMRT_ACCOUNT_STATE_OFFLINE. A reading is shown as soon as all that is small
 * and the newest page of every ledger are there; where that is not all, the
 * rest is loaded behind it.
 *
 * Properties: `session` (construct-only), and read-only, notified: `catalogue`,
 * `customer` (nullable), `subscriptions`, `usage-subscriptions`, `credits`,
 * `invoices` (#GListModel, always the same objects), `store` (#SmrtStore,
 * nullable; open, and another one where the first could not be written any
 * more), `store-problem` (GError, nullable: why no offline copy is kept; the
 * store is a temporary one then), `store-notice` (string, nullable: where a
 * damaged copy was put; everything is read anew), `as-of` (int64, unix seconds
 * of the server's `Date`, 0 before there is anything to show), `state`,
 * `changes` (#SmrtAccountChanges: whether changes are offered, and why not),
 * `refreshing` (boolean: a reading is under way, or the rest of a ledger is being
 * loaded), `loading-rows` (uint64: how many rows of the rest have come so far, 0
 * where none is being loaded), `loaded` (boolean: whether there is anything to
 * show), `error` (GError, nullable). `usage` (#SmrtAccountUsage, always the same
 * object) has states of its own.
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
 * smrt_account_get_usage_subscriptions:
 *
 * Returns: (transfer none): a model of #SmrtSubscription: those that are billed
 *   by usage alone, newest last
 */
GListModel       *smrt_account_get_usage_subscriptions (SmrtAccount *self);

/**
 * smrt_account_get_credits:
 *
 * Returns: (transfer none): a model of the newest hundred #SmrtCreditEntry, newest
 *   first
 */
GListModel       *smrt_account_get_credits       (SmrtAccount  *self);

/**
 * smrt_account_get_invoices:
 *
 * Returns: (transfer none): a model of the newest hundred #SmrtInvoice and of those
 *   that are still open or drafts, newest first
 */
GListModel       *smrt_account_get_invoices      (SmrtAccount  *self);

/** Returns: (transfer none): what was used; read when somebody wants to see it */
SmrtAccountUsage *smrt_account_get_usage         (SmrtAccount  *self);
gint64            smrt_account_get_as_of         (SmrtAccount  *self);
SmrtAccountState  smrt_account_get_state         (SmrtAccount  *self);
gboolean          smrt_account_get_refreshing    (SmrtAccount  *self);
gboolean          smrt_account_get_loaded        (SmrtAccount  *self);

/**
 * smrt_account_get_changes:
 *
 * Returns: whether changes are offered, and why not
 */
SmrtAccountChanges smrt_account_get_changes      (SmrtAccount  *self);

/** Returns: how many rows of the rest of the ledgers have come so far */
guint64           smrt_account_get_loading_rows  (SmrtAccount  *self);

/** Returns: (transfer none) (nullable): the ledgers; %NULL before it is open */
SmrtStore        *smrt_account_get_store         (SmrtAccount  *self);

/** Returns: (transfer none) (nullable): why no offline copy is kept */
const GError     *smrt_account_get_store_problem (SmrtAccount  *self);

/** Returns: (nullable): where a damaged offline copy was put */
const char       *smrt_account_get_store_notice  (SmrtAccount  *self);

/**
 * smrt_account_set_store:
 * @store: an open store
 * @problem: (nullable): why it is a temporary one
 *
 * For those who open it.
 */
void              smrt_account_set_store         (SmrtAccount  *self,
                                                  SmrtStore    *store,
                                                  const GError *problem);

/**
 * smrt_account_get_error:
 *
 * Returns: (transfer none) (nullable): why the last reading failed
 */
const GError     *smrt_account_get_error         (SmrtAccount  *self);

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
 * smrt_account_show_copy:
 *
 * Shows what was kept of an earlier reading, where nothing is shown yet; see
 * smrt_account_take_reading().
 */
void              smrt_account_show_copy         (SmrtAccount   *self,
                                                  SmrtCatalogue *catalogue,
                                                  SmrtCustomer  *customer,
                                                  GPtrArray     *subscriptions,
                                                  GPtrArray     *credits,
                                                  GPtrArray     *invoices,
                                                  gint64         as_of);

/**
 * smrt_account_take_usage_subscriptions:
 * @subscriptions: (element-type SmrtSubscription): those billed by usage alone
 *
 * Shows them; to be called before the reading that they belong to is shown.
 */
void              smrt_account_take_usage_subscriptions (SmrtAccount *self,
                                                         GPtrArray   *subscriptions);

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

/**
 * smrt_account_begin_loading:
 *
 * Says that the rest of the ledgers is being loaded; for [class@Refresh].
 *
 * Returns: %FALSE where that is under way already
 */
gboolean          smrt_account_begin_loading     (SmrtAccount   *self);
void              smrt_account_set_loading_rows  (SmrtAccount   *self,
                                                  guint64        n_rows);
void              smrt_account_end_loading       (SmrtAccount   *self);

G_END_DECLS

#include "smrt-account-lookup.h"
