/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "smrt-ledger-row.h"
#include "smrt-store-query.h"
#include "smrt-words-status.h"

G_BEGIN_DECLS

/**
 * SmrtLedgerText:
 * @row: a row that is loaded
 * @data: what smrt_ledger_set_columns() was given
 *
 * Returns: (transfer full): what a cell says
 */
typedef char *(*SmrtLedgerText) (SmrtLedgerRow *row,
                                 gpointer       data);

/**
 * SmrtLedgerTone:
 * @row: a row that is loaded
 * @data: what smrt_ledger_set_columns() was given
 *
 * Returns: the colour of a cell, which only repeats what it says
 */
typedef SmrtTone (*SmrtLedgerTone) (SmrtLedgerRow *row,
                                    gpointer       data);

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
 * @sortable: whether its heading sorts the table
 * @sort: by what
 */
typedef struct
{
  const char     *title;
  SmrtLedgerLook  look;
  SmrtLedgerText  get_text;
  SmrtLedgerTone  get_tone;
  int             min_width;
  SmrtLedgerText  get_tight_text;
  gboolean        sortable;
  SmrtStoreSort   sort;
} SmrtLedgerColumn;

#define SMRT_TYPE_LEDGER (smrt_ledger_get_type ())

/**
 * SmrtLedger:
 *
 * A table of what happened to an account, a row an entry, all of one height. It
 * makes widgets for the rows in sight alone and shows a row that is not loaded
 * yet as an empty one. Where there is little room columns give way to the
 * amounts, which are never cut. Headings that sort change `sort` and
 * `ascending`, and the model's owner has to follow.
 *
 * Properties: `title` (string: the name of the table for who does not see it),
 * `model` (#GListModel of #SmrtLedgerRow, nullable), `selecting` (boolean:
 * whether rows are picked instead of being activated), `vadjustment`
 * (#GtkAdjustment, nullable: what it scrolls by).
 *
 * Signals: `activated` (#SmrtLedgerRow): a row was; `sorted`:
 * smrt_ledger_get_sort() says something else; `picked`: other rows are picked.
 */
G_DECLARE_FINAL_TYPE (SmrtLedger, smrt_ledger, SMRT, LEDGER, GtkWidget)

GtkWidget    *smrt_ledger_new           (void);

/**
 * smrt_ledger_set_columns:
 * @columns: (array length=n_columns): its columns; kept, so static
 * @n_columns: how many
 * @get_name: what a row is called when it is read aloud
 * @data: for the functions of @columns; outlives the ledger
 */
void          smrt_ledger_set_columns   (SmrtLedger             *self,
                                         const SmrtLedgerColumn *columns,
                                         unsigned int            n_columns,
                                         SmrtLedgerText          get_name,
                                         gpointer                data);

/**
 * smrt_ledger_get_model:
 *
 * Returns: (transfer none) (nullable): all rows
 */
GListModel   *smrt_ledger_get_model     (SmrtLedger             *self);
void          smrt_ledger_set_model     (SmrtLedger             *self,
                                         GListModel             *model);

/**
 * smrt_ledger_get_sort:
 * @ascending: (out) (optional): whether the smallest comes first
 *
 * Returns: what the headings say that the rows are sorted by
 */
SmrtStoreSort smrt_ledger_get_sort      (SmrtLedger             *self,
                                         gboolean               *ascending);

/**
 * smrt_ledger_set_sort:
 * @sort: what a column sorts by
 * @ascending: whether the smallest comes first
 *
 * As if the person had chosen it.
 */
void          smrt_ledger_set_sort      (SmrtLedger             *self,
                                         SmrtStoreSort           sort,
                                         gboolean                ascending);
gboolean      smrt_ledger_get_selecting (SmrtLedger             *self);
void          smrt_ledger_set_selecting (SmrtLedger             *self,
                                         gboolean                selecting);

/**
 * smrt_ledger_get_picked:
 *
 * Returns: (transfer full): the positions that are picked
 */
GtkBitset    *smrt_ledger_get_picked    (SmrtLedger             *self);
void          smrt_ledger_pick_all      (SmrtLedger             *self);
void          smrt_ledger_pick_none     (SmrtLedger             *self);

G_END_DECLS
