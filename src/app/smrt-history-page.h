/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "smrt-account.h"
#include "smrt-ledger-pane.h"

G_BEGIN_DECLS

#define SMRT_TYPE_HISTORY_PAGE (smrt_history_page_get_type ())

/**
 * SmrtHistoryPage:
 *
 * The billing history: the invoices of the account, the PDFs of which can be
 * saved many at once.
 *
 * Properties: `account` (#SmrtAccount, nullable), `search-mode` (boolean:
 * whether the search entry is shown), `selecting` (boolean: whether invoices
 * are being picked), and, read-only, `state` (string: that of its
 * [class@LedgerPane]).
 *
 * A row activates `win.show-invoice`.
 */
G_DECLARE_FINAL_TYPE (SmrtHistoryPage, smrt_history_page, SMRT, HISTORY_PAGE, AdwBin)

GtkWidget      *smrt_history_page_new           (void);

/**
 * smrt_history_page_get_account:
 *
 * Returns: (transfer none) (nullable): the account that is shown
 */
SmrtAccount    *smrt_history_page_get_account   (SmrtHistoryPage *self);
void            smrt_history_page_set_account   (SmrtHistoryPage *self,
                                                 SmrtAccount     *account);

/** Returns: (transfer none): the table that is shown */
SmrtLedgerPane *smrt_history_page_get_pane      (SmrtHistoryPage *self);
gboolean        smrt_history_page_get_selecting (SmrtHistoryPage *self);
void            smrt_history_page_set_selecting (SmrtHistoryPage *self,
                                                 gboolean         selecting);

/**
 * smrt_history_page_search:
 * @text: what is looked for, in any case; empty for all
 *
 * Searches as if @text was typed.
 */
void            smrt_history_page_search        (SmrtHistoryPage *self,
                                                 const char      *text);
const char     *smrt_history_page_get_state     (SmrtHistoryPage *self);

G_END_DECLS
