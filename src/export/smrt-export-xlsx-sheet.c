/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-export"

#include "config.h"

#include "smrt-export-xlsx-sheet.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <locale.h>

#include "smrt-export-text.h"
#include "smrt-words.h"

#define DAY G_GINT64_CONSTANT (86400)

/* The calendar of spreadsheets: 1 March 1900, before which it has a day too
 * many, and the end of the year 9999. */
#define FIRST_DAY -25508
#define LAST_DAY 2932896

/* The digits that a spreadsheet keeps, and the characters of a cell. */
#define MAX_NUMBER G_GINT64_CONSTANT (1000000000000000)
#define MAX_CHARS 32000

struct _SmrtExportXlsxBook
{
  const SmrtExportXlsxLibrary *library;
  lxw_workbook *workbook;
  lxw_format *head;
  lxw_format *number_head;
  lxw_format *day;
  lxw_format *time;
  lxw_format *count;
  lxw_format *text_number;
  lxw_format *amounts[4];
  SmrtExportDays *days;
  GPtrArray *sheets;
  unsigned int max_rows;
  locale_t plain_locale;
  locale_t former_locale;
  gboolean failed;
};

struct _SmrtExportXlsxSheet
{
  SmrtExportXlsxBook *book;
  lxw_worksheet *worksheet;
  char *name;
  const SmrtExportXlsxColumn *columns;
  unsigned int n_columns;
  unsigned int n_sheets;
  lxw_row_t row;
  lxw_col_t column;
};

static void
free_sheet (gpointer data)
{
  SmrtExportXlsxSheet *self = data;

  g_free (self->name);
  g_free (self);
}

static lxw_format *
add_format (SmrtExportXlsxBook *self,
            const char         *number_format)
{
  lxw_format *format = self->library->workbook_add_format (self->workbook);

  if (number_format != NULL)
    self->library->format_set_num_format (format, number_format);

  return format;
}

static lxw_format *
add_head_format (SmrtExportXlsxBook *self,
                 gboolean            is_number)
{
  lxw_format *format = add_format (self, NULL);

  self->library->format_set_bold (format);
  self->library->format_set_bottom (format, LXW_BORDER_THIN);
  if (is_number)
    self->library->format_set_align (format, LXW_ALIGN_RIGHT);

  return format;
}

/* The library writes numbers with the decimal point of the locale, which has to
 * be a point in the file. */
static void
set_plain_locale (SmrtExportXlsxBook *self)
{
  locale_t current = duplocale (uselocale ((locale_t) 0));

  self->plain_locale = newlocale (LC_NUMERIC_MASK, "C", current);
  if (self->plain_locale == (locale_t) 0)
    self->plain_locale = current;
  self->former_locale = uselocale (self->plain_locale);
}

SmrtExportXlsxBook *
smrt_export_xlsx_book_new (const char  *path,
                           const char  *folder,
                           GError     **error)
{
  static const char * const number_formats[] = { "#,##0", "#,##0.0", "#,##0.00", "#,##0.000" };
  const SmrtExportXlsxLibrary *library = smrt_export_xlsx_library_get (error);
  g_autofree char *temporary = g_strdup (folder);
  lxw_workbook_options options = { .constant_memory = LXW_TRUE, .use_zip64 = LXW_FALSE };
  SmrtExportXlsxBook *self;

  if (library == NULL)
    return NULL;

  self = g_new0 (SmrtExportXlsxBook, 1);
  self->library = library;
  self->days = smrt_export_days_new ();
  self->sheets = g_ptr_array_new_with_free_func (free_sheet);
  self->max_rows = SMRT_EXPORT_XLSX_MAX_ROWS;
  set_plain_locale (self);

  options.tmpdir = temporary;
  self->workbook = library->workbook_new_opt (path, &options);
  self->head = add_head_format (self, FALSE);
  self->number_head = add_head_format (self, TRUE);
  self->day = add_format (self, "yyyy-mm-dd");
  self->time = add_format (self, "yyyy-mm-dd hh:mm:ss");
  self->count = add_format (self, "#,##0");
  self->text_number = add_format (self, NULL);
  library->format_set_align (self->text_number, LXW_ALIGN_RIGHT);
  for (unsigned int i = 0; i < G_N_ELEMENTS (self->amounts); i++)
    self->amounts[i] = add_format (self, number_formats[i]);

  return self;
}

void
smrt_export_xlsx_book_set_max_rows (SmrtExportXlsxBook *self,
                                    unsigned int        max_rows)
{
  g_return_if_fail (self != NULL && max_rows > 1 && max_rows <= SMRT_EXPORT_XLSX_MAX_ROWS);

  self->max_rows = max_rows;
}

/* The library does not look whether its temporary files took what it wrote. */
static void
check_sheet (SmrtExportXlsxSheet *self)
{
  FILE *file = self->worksheet->optimize_tmpfile;

  if (file != NULL && (fflush (file) != 0 || ferror (file)))
    self->book->failed = TRUE;
}

static void
end_sheet (SmrtExportXlsxSheet *self)
{
  if (self->row > 1)
    self->book->library->worksheet_autofilter (self->worksheet, 0, 0, self->row - 1, self->n_columns - 1);
  check_sheet (self);
}

gboolean
smrt_export_xlsx_book_close (SmrtExportXlsxBook  *self,
                             GError             **error)
{
  lxw_error result;
  gboolean whole;

  g_return_val_if_fail (self != NULL, FALSE);

  for (unsigned int i = 0; i < self->sheets->len; i++)
    end_sheet (g_ptr_array_index (self->sheets, i));

  errno = 0;
  result = self->library->workbook_close (self->workbook);
  whole = result == LXW_NO_ERROR && !self->failed;
  if (!whole)
    {
      int code = errno != 0 ? g_io_error_from_errno (errno) : G_IO_ERROR_FAILED;

      g_set_error_literal (error, G_IO_ERROR, self->failed ? G_IO_ERROR_NO_SPACE : code,
                           _("The workbook could not be put together. Is there room for temporary files?"));
    }

  uselocale (self->former_locale);
  freelocale (self->plain_locale);
  smrt_export_days_free (self->days);
  g_ptr_array_unref (self->sheets);
  g_free (self);

  return whole;
}

static void
begin_sheet (SmrtExportXlsxSheet *self)
{
  const SmrtExportXlsxLibrary *library = self->book->library;
  g_autofree char *name = NULL;

  self->n_sheets++;
  name = self->n_sheets == 1 ? g_strdup (self->name) : g_strdup_printf ("%s %u", self->name, self->n_sheets);
  self->worksheet = library->workbook_add_worksheet (self->book->workbook, name);
  /* A name that the format does not take: the library numbers the sheet. */
  if (self->worksheet == NULL)
    self->worksheet = library->workbook_add_worksheet (self->book->workbook, NULL);

  library->worksheet_freeze_panes (self->worksheet, 1, 0);
  if (smrt_words_is_right_to_left ())
    library->worksheet_right_to_left (self->worksheet);
  for (unsigned int i = 0; i < self->n_columns; i++)
    {
      const SmrtExportXlsxColumn *column = &self->columns[i];

      library->worksheet_set_column (self->worksheet, i, i, column->width, NULL);
      library->worksheet_write_string (self->worksheet, 0, i, _(column->title),
                                       column->is_number ? self->book->number_head : self->book->head);
    }
  self->row = 1;
  self->column = 0;
}

SmrtExportXlsxSheet *
smrt_export_xlsx_book_add_sheet (SmrtExportXlsxBook         *self,
                                 const char                 *name,
                                 const SmrtExportXlsxColumn *columns,
                                 unsigned int                n_columns)
{
  SmrtExportXlsxSheet *sheet;

  g_return_val_if_fail (self != NULL && name != NULL && columns != NULL, NULL);

  sheet = g_new0 (SmrtExportXlsxSheet, 1);
  sheet->book = self;
  sheet->name = g_strdup (name);
  sheet->columns = columns;
  sheet->n_columns = n_columns;
  g_ptr_array_add (self->sheets, sheet);
  begin_sheet (sheet);

  return sheet;
}

static void
write_text (SmrtExportXlsxSheet *self,
            const char          *text,
            lxw_format          *format)
{
  if (*text != '\0')
    self->book->library->worksheet_write_string (self->worksheet, self->row, self->column, text, format);
  self->column++;
}

/* It is written as a text and nothing else, whatever it begins with. */
void
smrt_export_xlsx_sheet_add_text (SmrtExportXlsxSheet *self,
                                 const char          *text)
{
  g_autofree char *plain = NULL;

  g_return_if_fail (self != NULL);

  plain = smrt_words_plain (text);
  if (g_utf8_strlen (plain, -1) > MAX_CHARS)
    *g_utf8_offset_to_pointer (plain, MAX_CHARS) = '\0';
  write_text (self, plain, NULL);
}

/* The library takes numbers in binary alone. Here is the one place where an
 * amount becomes one, and only to be written: a quotient of two whole numbers
 * that binary holds exactly is the nearest there is to the decimal, and what the
 * library writes of it is, rounded to fifteen digits, the decimal again. */
void
smrt_export_xlsx_sheet_add_money (SmrtExportXlsxSheet *self,
                                  const SmrtMoney     *money)
{
  const SmrtExportXlsxLibrary *library;
  unsigned int exponent;
  lxw_format *format;

  g_return_if_fail (self != NULL && money != NULL);

  library = self->book->library;
  exponent = smrt_currency_get_exponent (money->currency);
  format = self->book->amounts[exponent];
  if (money->amount <= -MAX_NUMBER || money->amount >= MAX_NUMBER)
    {
      g_autofree char *decimal = smrt_money_to_decimal (money);

      write_text (self, decimal, self->book->text_number);
      return;
    }

  if (exponent == 0)
    library->worksheet_write_number (self->worksheet, self->row, self->column, money->amount, format);
  else if (exponent == 2)
    library->worksheet_write_number (self->worksheet, self->row, self->column, money->amount / 100.0, format);
  else
    library->worksheet_write_number (self->worksheet, self->row, self->column, money->amount / 1000.0, format);
  self->column++;
}

void
smrt_export_xlsx_sheet_add_count (SmrtExportXlsxSheet *self,
                                  gint64               count)
{
  g_return_if_fail (self != NULL);

  self->book->library->worksheet_write_number (self->worksheet, self->row, self->column, count, self->book->count);
  self->column++;
}

void
smrt_export_xlsx_sheet_add_code (SmrtExportXlsxSheet *self,
                                 const char          *currency)
{
  g_autofree char *code = smrt_export_text_code (currency);

  smrt_export_xlsx_sheet_add_text (self, code);
}

static void
write_time (SmrtExportXlsxSheet *self,
            gint64               seconds,
            lxw_format          *format)
{
  if (seconds >= FIRST_DAY * DAY && seconds < (LAST_DAY + 1) * DAY)
    self->book->library->worksheet_write_unixtime (self->worksheet, self->row, self->column, seconds, format);
  self->column++;
}

void
smrt_export_xlsx_sheet_add_day (SmrtExportXlsxSheet *self,
                                gint64               time)
{
  gint64 day, second;

  g_return_if_fail (self != NULL);

  if (time == 0)
    {
      self->column++;
      return;
    }

  smrt_export_days_get_local (self->book->days, time, &day, &second);
  write_time (self, day * DAY, self->book->day);
}

void
smrt_export_xlsx_sheet_add_time (SmrtExportXlsxSheet *self,
                                 gint64               time)
{
  g_return_if_fail (self != NULL);

  write_time (self, time, self->book->time);
}

void
smrt_export_xlsx_sheet_end_row (SmrtExportXlsxSheet *self)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (self->column == self->n_columns);

  self->row++;
  self->column = 0;
  if (self->row == self->book->max_rows)
    {
      end_sheet (self);
      begin_sheet (self);
    }
}
