/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "smrt-account.h"
#include "smrt-kinds-choice.h"
#include "smrt-ledger.h"
#include "smrt-period-choice.h"
#include "smrt-store-list.h"

G_BEGIN_DECLS

#define SMRT_TYPE_LEDGER_PANE (smrt_ledger_pane_get_type ())

/**
 * SmrtLedgerPane:
 *
 * A table of an account's store with all that is done with one: searching,
 * which starts by typing, filtering by kind, period and currency, sorting, and
 * what the rows come to. The database does each of it.
 *
 * Properties: `account` (#SmrtAccount, nullable), `table` (#SmrtStoreTable),
 * `header` (#GtkWidget, nullable: what is above the filters and scrolls away
 * with them), `switcher` (#GtkWidget, nullable: what is beside them),
 * `search-mode` (boolean: whether the search entry is shown), `search-hint`
 * (string: what can be looked for), `empty-icon`, `empty-title`,
 * `empty-description` (string: what is said of a table without rows), and,
 * read-only, `state` (string: `loading`, `ledger`, `empty`, `no-results` or
 * `error`).
 *
 * Signals: `activated` (#SmrtLedgerRow): a row was; `summed`:
 * smrt_ledger_pane_get_sums() says something else.
 */
G_DECLARE_FINAL_TYPE (SmrtLedgerPane, smrt_ledger_pane, SMRT, LEDGER_PANE, AdwBin)

/**
 * SmrtLedgerDescribe:
 * @sums: what the rows come to
 * @filtered: whether only some of them are shown
 *
 * Returns: (transfer full): the line beneath the table
 */
typedef char *(*SmrtLedgerDescribe) (const SmrtStoreSums *sums,
                                     gboolean             filtered);

GtkWidget           *smrt_ledger_pane_new             (void);
SmrtAccount         *smrt_ledger_pane_get_account     (SmrtLedgerPane     *self);
void                 smrt_ledger_pane_set_account     (SmrtLedgerPane     *self,
                                                       SmrtAccount        *account);
SmrtStoreTable       smrt_ledger_pane_get_table       (SmrtLedgerPane     *self);

/**
 * smrt_ledger_pane_set_table:
 *
 * What was searched for and the period stay, kinds and currency do not.
 */
void                 smrt_ledger_pane_set_table       (SmrtLedgerPane     *self,
                                                       SmrtStoreTable      table);
void                 smrt_ledger_pane_set_describe    (SmrtLedgerPane     *self,
                                                       SmrtLedgerDescribe  describe);

/** Returns: (transfer none): the table */
SmrtLedger          *smrt_ledger_pane_get_ledger      (SmrtLedgerPane     *self);

/** Returns: (transfer none): its rows */
SmrtStoreList       *smrt_ledger_pane_get_list        (SmrtLedgerPane     *self);

/** Returns: (transfer none): which kinds are shown */
SmrtKindsChoice     *smrt_ledger_pane_get_kinds       (SmrtLedgerPane     *self);

/** Returns: (transfer none): which period is shown */
SmrtPeriodChoice    *smrt_ledger_pane_get_period      (SmrtLedgerPane     *self);

/** Returns: what is shown */
const SmrtStoreQuery *smrt_ledger_pane_get_query      (SmrtLedgerPane     *self);
const SmrtStoreSums *smrt_ledger_pane_get_sums        (SmrtLedgerPane     *self);
const char          *smrt_ledger_pane_get_state       (SmrtLedgerPane     *self);

/**
 * smrt_ledger_pane_search:
 * @text: what is looked for, in any case; empty for all
 *
 * Searches as if @text was typed.
 */
void                 smrt_ledger_pane_search          (SmrtLedgerPane     *self,
                                                       const char         *text);

/**
 * smrt_ledger_pane_clear_filters:
 *
 * Shows all rows of the table.
 */
void                 smrt_ledger_pane_clear_filters   (SmrtLedgerPane     *self);
gboolean             smrt_ledger_pane_get_search_mode (SmrtLedgerPane     *self);
void                 smrt_ledger_pane_set_search_mode (SmrtLedgerPane     *self,
                                                       gboolean            search_mode);

G_END_DECLS
