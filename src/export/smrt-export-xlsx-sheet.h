/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-export-days.h"
#include "smrt-export-xlsx-library.h"
#include "smrt-money.h"

G_BEGIN_DECLS

/** Rows that a sheet can have, its head among them. */
#define SMRT_EXPORT_XLSX_MAX_ROWS 1048576

/**
 * SmrtExportXlsxColumn:
 * @title: what is in it; marked for translation
 * @width: characters
 * @is_number: whether it is aligned as numbers are
 *
 * A column of a sheet.
 */
typedef struct
{
  const char *title;
  int         width;
  gboolean    is_number;
} SmrtExportXlsxColumn;

/**
 * SmrtExportXlsxBook:
 *
 * A workbook that is written into a file, row by row and in constant memory.
 */
typedef struct _SmrtExportXlsxBook SmrtExportXlsxBook;

/**
 * SmrtExportXlsxSheet:
 *
 * A table of the book. Where it has more rows than a sheet can have it goes on
 * in another one.
 */
typedef struct _SmrtExportXlsxSheet SmrtExportXlsxSheet;

/**
 * smrt_export_xlsx_book_new:
 * @path: the file
 * @folder: for what is on its way into the file
 * @error: return location for a GIOError
 *
 * Returns: (transfer full) (nullable): an empty book
 */
SmrtExportXlsxBook  *smrt_export_xlsx_book_new    (const char                  *path,
                                                   const char                  *folder,
                                                   GError                     **error);

/**
 * smrt_export_xlsx_book_set_max_rows:
 * @max_rows: how many rows a sheet has at the most, for tests
 */
void                 smrt_export_xlsx_book_set_max_rows (SmrtExportXlsxBook    *self,
                                                         unsigned int           max_rows);

/**
 * smrt_export_xlsx_book_close:
 * @self: (transfer full): a book
 * @error: return location for a GIOError
 *
 * Returns: whether the file is whole
 */
gboolean             smrt_export_xlsx_book_close  (SmrtExportXlsxBook          *self,
                                                   GError                     **error);

/**
 * smrt_export_xlsx_book_add_sheet:
 * @name: what it is called
 * @columns: (array length=n_columns): static
 * @n_columns: how many columns
 *
 * Returns: (transfer none): a sheet with a head
 */
SmrtExportXlsxSheet *smrt_export_xlsx_book_add_sheet (SmrtExportXlsxBook         *self,
                                                      const char                 *name,
                                                      const SmrtExportXlsxColumn *columns,
                                                      unsigned int                n_columns);

/* These fill one cell after the other. */
void                 smrt_export_xlsx_sheet_add_text   (SmrtExportXlsxSheet    *self,
                                                        const char             *text);

/**
 * smrt_export_xlsx_sheet_add_money:
 *
 * An amount is a number where a spreadsheet can show it to its last digit, which
 * is up to fifteen digits; a larger one is a text.
 */
void                 smrt_export_xlsx_sheet_add_money  (SmrtExportXlsxSheet    *self,
                                                        const SmrtMoney        *money);
void                 smrt_export_xlsx_sheet_add_count  (SmrtExportXlsxSheet    *self,
                                                        gint64                  count);
void                 smrt_export_xlsx_sheet_add_code   (SmrtExportXlsxSheet    *self,
                                                        const char             *currency);

/** The day in the person's time zone; an empty cell for 0. */
void                 smrt_export_xlsx_sheet_add_day    (SmrtExportXlsxSheet    *self,
                                                        gint64                  time);

/** Day and time of UTC. */
void                 smrt_export_xlsx_sheet_add_time   (SmrtExportXlsxSheet    *self,
                                                        gint64                  time);
void                 smrt_export_xlsx_sheet_end_row    (SmrtExportXlsxSheet    *self);

G_END_DECLS
