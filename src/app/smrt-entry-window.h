/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "smrt-account.h"
#include "smrt-ledger-row.h"

G_BEGIN_DECLS

#define SMRT_TYPE_ENTRY_WINDOW (smrt_entry_window_get_type ())

/**
 * SmrtEntryWindow:
 *
 * All that is known of a ledger's entry that belongs to no invoice: what it is,
 * its reason, its credit note with the PDF, and what to tell support.
 */
G_DECLARE_FINAL_TYPE (SmrtEntryWindow, smrt_entry_window, SMRT, ENTRY_WINDOW, AdwWindow)

/**
 * smrt_entry_window_new:
 * @account: whose it is
 * @row: a loaded row with an entry
 *
 * The credit note, where there is one, is read from the server.
 */
GtkWidget *smrt_entry_window_new (SmrtAccount   *account,
                                  SmrtLedgerRow *row);

G_END_DECLS
