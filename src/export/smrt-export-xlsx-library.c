/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-export"

#include "config.h"

#include "smrt-export-xlsx-library.h"

#include "smrt-library.h"

#define SONAME "libxlsxwriter.so." LXW_SOVERSION

#define FUNCTION(name)                                \
 {                                                    \
#  name, G_STRUCT_OFFSET(SmrtExportXlsxLibrary, name) \
 }

static const SmrtLibrarySymbol symbols[] = {
  FUNCTION (format_set_align),
  FUNCTION (format_set_bold),
  FUNCTION (format_set_bottom),
  FUNCTION (format_set_num_format),
  FUNCTION (workbook_add_format),
  FUNCTION (workbook_add_worksheet),
  FUNCTION (workbook_close),
  FUNCTION (workbook_new_opt),
  FUNCTION (worksheet_autofilter),
  FUNCTION (worksheet_freeze_panes),
  FUNCTION (worksheet_right_to_left),
  FUNCTION (worksheet_set_column),
  FUNCTION (worksheet_write_number),
  FUNCTION (worksheet_write_string),
  FUNCTION (worksheet_write_unixtime),
};

G_LOCK_DEFINE_STATIC (library);
static SmrtExportXlsxLibrary library;
static gboolean loaded;

const SmrtExportXlsxLibrary *
smrt_export_xlsx_library_get (GError **error)
{
  gboolean ready;

  G_LOCK (library);
  if (!loaded)
    loaded = smrt_library_load (SONAME, symbols, G_N_ELEMENTS (symbols), &library, error);
  ready = loaded;
  G_UNLOCK (library);

  return ready ? &library : NULL;
}
