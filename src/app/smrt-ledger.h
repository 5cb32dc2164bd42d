/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "smrt-words-status.h"

G_BEGIN_DECLS

/**
 * SmrtLedgerText:
 * @item: an item of the model
 * @data: what smrt_ledger_set_columns() was given
 *
 * Returns: (transfer full): what a cell says
 */
typedef char *(*SmrtLedgerText) (gpointer item,
                                 gpointer data);

/**
 * SmrtLedgerTone:
 * @item: an item of the model
 * @data: what smrt_ledger_set_columns() was given
 *
 * Returns: the colour of a cell, which only repeats what it says
 */
typedef SmrtTone (*SmrtLedgerTone) (gpointer item,
                                    gpointer data);

/**
 * SmrtLedgerMatch:
 * @item: an item of the model
 * @data: what smrt_ledger_set_match() was given
 *
 * Returns: whether it is shown
 */
typedef gboolean (*SmrtLedgerMatch) (gpointer item,
                                     gpointer data);

/**
 * SmrtLedgerLook:
 * @SMRT_LEDGER_TEXT: a short text
 * @SMRT_LEDGER_WHAT: the text that takes what width is left, and is cut
 * @SMRT_LEDGER_AMOUNT: an amount
 * @SMRT_LEDGER_BALANCE: the amount that counts
 * @SMRT_LEDGER_BADGE: a word in a lozenge
 */
typedef enum
{
  SMRT_LEDGER_TEXT,
  SMRT_LEDGER_WHAT,
  SMRT_LEDGER_AMOUNT,
  SMRT_LEDGER_BALANCE,
  SMRT_LEDGER_BADGE,
} SmrtLedgerLook;

/** Pixels of the table, at ordinary text size, below which it is tight. */
#define SMRT_LEDGER_TIGHT_WIDTH 400

/**
 * SmrtLedgerColumn:
 * @title: its heading, to be translated
 * @look: how it looks
 * @get_text: what its cells say
 * @get_tone: (nullable): the colour of its cells
 * @min_width: pixels of the table, at ordinary text size, below which the
 *   column gives way to the others; 0 for never
 * @get_tight_text: (nullable): what its cells say below
 *   %SMRT_LEDGER_TIGHT_WIDTH, where it takes over from a column that gave way
 */
typedef struct
{
  const char     *title;
  SmrtLedgerLook  look;
  SmrtLedgerText  get_text;
  SmrtLedgerTone  get_tone;
  int             min_width;
  SmrtLedgerText  get_tight_text;
} SmrtLedgerColumn;

#define SMRT_TYPE_LEDGER (smrt_ledger_get_type ())

/**
 * SmrtLedger:
 *
 * A table of what happened to an account, a row an entry, that is searched as
 * one types. Where there is little room columns give way to the amounts, which
 * are never cut.
 *
 * Properties: `title` (string: the name of the table for who does not see it),
 * `model` (#GListModel, nullable), `search` (string, nullable: rows are shown
 * that have it in any of their cells, in any case), and, read-only, `n-shown`
 * (uint: how many rows there are).
 *
 * Signals: `activated` (#GObject): a row was.
 */
G_DECLARE_FINAL_TYPE (SmrtLedger, smrt_ledger, SMRT, LEDGER, AdwBin)

GtkWidget    *smrt_ledger_new         (void);

/**
 * smrt_ledger_set_columns:
 * @columns: (array length=n_columns): its columns; kept, so static
 * @n_columns: how many
 * @get_name: what a row is called when it is read aloud
 * @data: for the functions of @columns; outlives the ledger
 */
void          smrt_ledger_set_columns (SmrtLedger             *self,
                                       const SmrtLedgerColumn *columns,
                                       unsigned int            n_columns,
                                       SmrtLedgerText          get_name,
                                       gpointer                data);

/**
 * smrt_ledger_set_match:
 * @match: (nullable): which rows are shown, besides the search
 * @data: for @match; outlives the ledger
 *
 * Is to be set again where @match has changed its mind.
 */
void          smrt_ledger_set_match   (SmrtLedger             *self,
                                       SmrtLedgerMatch         match,
                                       gpointer                data);

/**
 * smrt_ledger_get_rows:
 *
 * Returns: (transfer none): what is shown of the model
 */
GListModel   *smrt_ledger_get_rows    (SmrtLedger             *self);

/**
 * smrt_ledger_get_model:
 *
 * Returns: (transfer none) (nullable): all entries
 */
GListModel   *smrt_ledger_get_model   (SmrtLedger             *self);
void          smrt_ledger_set_model   (SmrtLedger             *self,
                                       GListModel             *model);
const char   *smrt_ledger_get_search  (SmrtLedger             *self);
void          smrt_ledger_set_search  (SmrtLedger             *self,
                                       const char             *search);
unsigned int  smrt_ledger_get_n_shown (SmrtLedger             *self);

G_END_DECLS
