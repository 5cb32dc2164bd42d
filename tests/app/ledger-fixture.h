/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo-fixture.h"

#include "smrt-ledger-pane.h"

/* What the server would have sent of an account's ledgers, put into its store, and what a person does with a
 * table of it. */

/* An empty page of rows, newest first. */
GPtrArray     *ledger_page_new         (void);
/* An entry of the subscription credit. @amount and @balance are a person's: what came is positive. */
void           ledger_page_add_credit  (GPtrArray      *page,
                                        const char     *id,
                                        const char     *type,
                                        gint64          created,
                                        gint64          amount,
                                        gint64          balance,
                                        const char     *invoice,
                                        const char     *description);
/* The same in another currency than US dollars. */
void           ledger_page_add_foreign (GPtrArray      *page,
                                        const char     *id,
                                        const char     *currency,
                                        gint64          created,
                                        gint64          amount,
                                        gint64          balance);
/* An entry of the usage credit: granted or used. */
void           ledger_page_add_usage   (GPtrArray      *page,
                                        const char     *id,
                                        gint64          created,
                                        gint64          amount);
void           ledger_page_add_invoice (GPtrArray      *page,
                                        const char     *id,
                                        const char     *number,
                                        const char     *status,
                                        const char     *currency,
                                        gint64          created,
                                        gint64          total,
                                        gint64          paid,
                                        const char     *pdf);

/* Makes @page, which is given away, all that there is in @table. */
void           ledger_fill             (DemoFixture    *fixture,
                                        SmrtStoreTable  table,
                                        GPtrArray      *page);
/* So many entries of one cent each, the newest of which is "Entry N" and of 19 November 2026, one a minute. */
void           ledger_fill_many        (DemoFixture    *fixture,
                                        unsigned int    count);

/* Waits until what is shown is the answer to what is asked for. */
void           ledger_settle           (SmrtLedgerPane *pane);
/* Presses the heading of that title. */
void           ledger_press_heading    (SmrtLedgerPane *pane,
                                        const char     *title);
/* Activates a row as a click on it does, once it is loaded. */
void           ledger_activate         (SmrtLedgerPane *pane,
                                        unsigned int    position);
/* The ids of the rows, with blanks between them, once they are loaded. */
char          *ledger_get_ids          (SmrtLedgerPane *pane);
