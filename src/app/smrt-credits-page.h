/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "smrt-account.h"
#include "smrt-ledger-pane.h"

G_BEGIN_DECLS

#define SMRT_TYPE_CREDITS_PAGE (smrt_credits_page_get_type ())

/**
 * SmrtCreditsPage:
 *
 * The two credits, each with its balance and what it pays, and the ledger of
 * one of them.
 *
 * Properties: `account` (#SmrtAccount, nullable), `search-mode` (boolean:
 * whether the search entry is shown), and, read-only, `state` (string: that of
 * its [class@LedgerPane]).
 *
 * A row activates `win.show-invoice` with the invoice that it belongs to, or
 * shows its details.
 */
G_DECLARE_FINAL_TYPE (SmrtCreditsPage, smrt_credits_page, SMRT, CREDITS_PAGE, AdwBin)

GtkWidget      *smrt_credits_page_new             (void);

/**
 * smrt_credits_page_get_account:
 *
 * Returns: (transfer none) (nullable): the account that is shown
 */
SmrtAccount    *smrt_credits_page_get_account     (SmrtCreditsPage *self);
void            smrt_credits_page_set_account     (SmrtCreditsPage *self,
                                                   SmrtAccount     *account);

/** Returns: (transfer none): the ledger that is shown */
SmrtLedgerPane *smrt_credits_page_get_pane        (SmrtCreditsPage *self);

/**
 * smrt_credits_page_show:
 * @table: one of the two ledgers
 * @text: what is looked for in all of it
 *
 * Shows the rows of a receipt.
 */
void            smrt_credits_page_show            (SmrtCreditsPage *self,
                                                   SmrtStoreTable   table,
                                                   const char      *text);

/**
 * smrt_credits_page_search:
 * @text: what is looked for, in any case; empty for all
 *
 * Searches as if @text was typed.
 */
void            smrt_credits_page_search          (SmrtCreditsPage *self,
                                                   const char      *text);
const char     *smrt_credits_page_get_state       (SmrtCreditsPage *self);

G_END_DECLS
