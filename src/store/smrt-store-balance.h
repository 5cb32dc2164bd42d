/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-credit-entry.h"
#include "smrt-database.h"

G_BEGIN_DECLS

/* The running balances: whether those of the subscription credit follow from
 * each other, and what those of the usage credit are. All within a transaction. */

/**
 * smrt_store_balance_follows:
 * @older: the entry before, of the same currency
 *
 * Returns: whether the balance of @newer is that of @older and its own amount
 */
gboolean smrt_store_balance_follows     (SmrtCreditEntry  *older,
                                         SmrtCreditEntry  *newer);

/**
 * smrt_store_balance_check:
 * @seq: an entry of the subscription credit
 * @currency: its currency
 *
 * Looks whether it follows from the one before, and the one after it from it.
 */
gboolean smrt_store_balance_check       (SmrtDatabase     *database,
                                         gint64            seq,
                                         const char       *currency,
                                         unsigned int     *revised,
                                         GError          **error);

/**
 * smrt_store_balance_check_newer:
 * @revised: (inout): the table's bit is added where that entry's verdict is
 *   another one now
 *
 * Looks whether the entry that is the next newer one than @seq follows.
 */
gboolean smrt_store_balance_check_newer (SmrtDatabase     *database,
                                         gint64            seq,
                                         const char       *currency,
                                         unsigned int     *revised,
                                         GError          **error);

/**
 * smrt_store_balance_fill:
 * @oldest: the oldest entry of the usage credit that has changed
 *
 * Adds up the balances from there on. Nothing happens before the ledger's
 * beginning is known.
 */
gboolean smrt_store_balance_fill        (SmrtDatabase     *database,
                                         gint64            oldest,
                                         GError          **error);

G_END_DECLS
