/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "smrt-usage-grant.h"
#include "smrt-usage.h"

G_BEGIN_DECLS

/**
 * SmrtUsageState:
 * @SMRT_USAGE_STATE_EMPTY: nothing was read yet and nothing is being read
 * @SMRT_USAGE_STATE_LOADING: the first reading is under way
 * @SMRT_USAGE_STATE_READY: what is shown is what the server said
 * @SMRT_USAGE_STATE_OFFLINE: the server was not reached; what was read before is
 *   still shown, as of its time
 * @SMRT_USAGE_STATE_FAILED: the server answered with an error
 */
typedef enum
{
  SMRT_USAGE_STATE_EMPTY,
  SMRT_USAGE_STATE_LOADING,
  SMRT_USAGE_STATE_READY,
  SMRT_USAGE_STATE_OFFLINE,
  SMRT_USAGE_STATE_FAILED,
} SmrtUsageState;

#define SMRT_TYPE_USAGE_STATE (smrt_usage_state_get_type ())

GType smrt_usage_state_get_type (void) G_GNUC_CONST;

#define SMRT_TYPE_ACCOUNT_USAGE (smrt_account_usage_get_type ())

/**
 * SmrtAccountUsage:
 *
 * What an account has used, and its usage credit. It holds and does not act;
 * [class@UsageReading] fills it when somebody wants to see it.
 *
 * Properties, read-only, notified: `periods` and `grants` (#GListModel, always
 * the same objects), `state`, `loaded` (boolean: whether there is anything to
 * show), `as-of` (int64, unix seconds of the server), `error` (GError,
 * nullable). `as-of` is notified after every reading that was shown.
 */
G_DECLARE_FINAL_TYPE (SmrtAccountUsage, smrt_account_usage, SMRT, ACCOUNT_USAGE, GObject)

SmrtAccountUsage *smrt_account_usage_new            (void);

/** Returns: (transfer none): a model of #SmrtUsage: the running periods, then those before, newest first */
GListModel       *smrt_account_usage_get_periods    (SmrtAccountUsage *self);

/** Returns: (transfer none): a model of #SmrtUsageGrant: what is in force, newest first */
GListModel       *smrt_account_usage_get_grants     (SmrtAccountUsage *self);

/** Returns: (transfer none) (nullable): the period with that id */
SmrtUsage        *smrt_account_usage_find_period    (SmrtAccountUsage *self,
                                                     const char       *id);
SmrtUsageState    smrt_account_usage_get_state      (SmrtAccountUsage *self);
gboolean          smrt_account_usage_get_loaded     (SmrtAccountUsage *self);
gint64            smrt_account_usage_get_as_of      (SmrtAccountUsage *self);

/** Returns: (transfer none) (nullable): why the last reading failed */
const GError     *smrt_account_usage_get_error      (SmrtAccountUsage *self);

/** Returns: whether a subscription is billed by usage */
gboolean          smrt_account_usage_get_subscribed (SmrtAccountUsage *self);

/**
 * smrt_account_usage_get_available:
 * @currency: (nullable): ISO code; %NULL for the first that there is
 * @available: (out): what can be used; usage of the running period is not taken
 *   off yet
 *
 * Returns: %FALSE where the server does not say
 */
gboolean          smrt_account_usage_get_available  (SmrtAccountUsage *self,
                                                     const char       *currency,
                                                     SmrtMoney        *available);

/**
 * smrt_account_usage_get_left:
 * @currency: (nullable): ISO code; %NULL for the first that there is
 * @left: (out): what can be used, less what the running periods take of it
 *
 * Returns: %FALSE where the server does not say
 */
gboolean          smrt_account_usage_get_left       (SmrtAccountUsage *self,
                                                     const char       *currency,
                                                     SmrtMoney        *left);

/**
 * smrt_account_usage_begin:
 *
 * Says that a reading is under way; for [class@UsageReading].
 *
 * Returns: the number of the reading
 */
unsigned int      smrt_account_usage_begin          (SmrtAccountUsage *self);

/**
 * smrt_account_usage_take:
 * @number: what smrt_account_usage_begin() gave
 * @periods: (element-type SmrtUsage): in any order
 * @grants: (nullable) (element-type SmrtUsageGrant): newest first; %NULL where
 *   the server does not say
 * @balances: (nullable) (element-type SmrtMoney): a currency each
 * @subscribed: whether a subscription is billed by usage
 * @as_of: unix seconds of the server
 *
 * Shows one whole reading, unless one that began later is shown already.
 */
void              smrt_account_usage_take           (SmrtAccountUsage *self,
                                                     unsigned int      number,
                                                     GPtrArray        *periods,
                                                     GPtrArray        *grants,
                                                     GPtrArray        *balances,
                                                     gboolean          subscribed,
                                                     gint64            as_of);

/**
 * smrt_account_usage_fail:
 * @number: what smrt_account_usage_begin() gave
 * @error: (nullable): why; %NULL where it was given up
 * @offline: whether the server was not reached at all
 *
 * Ends a reading that failed; what was shown stays.
 */
void              smrt_account_usage_fail           (SmrtAccountUsage *self,
                                                     unsigned int      number,
                                                     const GError     *error,
                                                     gboolean          offline);

G_END_DECLS
