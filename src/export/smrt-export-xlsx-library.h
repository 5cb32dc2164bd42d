/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <xlsxwriter.h>

G_BEGIN_DECLS

/**
 * SmrtExportXlsxLibrary:
 *
 * What is used of libxlsxwriter, which is loaded when somebody exports to XLSX.
 */
typedef struct
{
  __typeof__ (format_set_align)              *format_set_align;
  __typeof__ (format_set_bold)               *format_set_bold;
  __typeof__ (format_set_bottom)             *format_set_bottom;
  __typeof__ (format_set_num_format)         *format_set_num_format;
  __typeof__ (workbook_add_format)           *workbook_add_format;
  __typeof__ (workbook_add_worksheet)        *workbook_add_worksheet;
  __typeof__ (workbook_close)                *workbook_close;
  __typeof__ (workbook_new_opt)              *workbook_new_opt;
  __typeof__ (worksheet_autofilter)          *worksheet_autofilter;
  __typeof__ (worksheet_freeze_panes)        *worksheet_freeze_panes;
  __typeof__ (worksheet_right_to_left)       *worksheet_right_to_left;
  __typeof__ (worksheet_set_column)          *worksheet_set_column;
  __typeof__ (worksheet_write_number)        *worksheet_write_number;
  __typeof__ (worksheet_write_string)        *worksheet_write_string;
  __typeof__ (worksheet_write_unixtime)      *worksheet_write_unixtime;
} SmrtExportXlsxLibrary;

/**
 * smrt_export_xlsx_library_get:
 * @error: return location for %G_IO_ERROR_NOT_SUPPORTED
 *
 * Returns: (transfer none) (nullable): the functions
 */
const SmrtExportXlsxLibrary *smrt_export_xlsx_library_get (GError **error);

G_END_DECLS
