/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export-fixture.h"
#include "smrt-export-xlsx-sheet.h"
#include "smrt-export-xlsx.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  ExportFixture export;
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  g_autoptr (GError) error = NULL;

  export_fixture_set_up (&fixture->export, NULL);
  fixture->folder = g_dir_make_tmp ("smrt-export-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "book.xlsx", NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  g_unlink (fixture->path);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->path);
  g_free (fixture->folder);
  export_fixture_tear_down (&fixture->export, NULL);
}

static void
write_book (Fixture    *fixture,
            SmrtExport  write)
{
  g_autoptr (SmrtExportSource) source = export_fixture_make_source (&fixture->export);
  g_autoptr (GFile) file = g_file_new_for_path (fixture->path);
  g_autoptr (GFileOutputStream) stream = NULL;
  g_autoptr (GError) error = NULL;

  stream = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_NONE, NULL, &error);
  g_assert_no_error (error);
  write (source, G_OUTPUT_STREAM (stream), NULL, &error);
  g_assert_no_error (error);
  g_output_stream_close (G_OUTPUT_STREAM (stream), NULL, &error);
  g_assert_no_error (error);
}

static char *
run (const char * const *arguments)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                                                        G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  char *out = NULL;

  g_subprocess_launcher_unsetenv (launcher, "G_DEBUG");
  process = g_subprocess_launcher_spawnv (launcher, arguments, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &out, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (process));

  return out;
}

/* Cells as they are in the file, a line a row: sheet, type, text. */
static char *
read_cells (Fixture *fixture)
{
  static const char script[] =
    "import sys, zipfile, re\n"
    "from xml.etree import ElementTree\n"
    "n = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'\n"
    "book = zipfile.ZipFile(sys.argv[1])\n"
    "assert book.testzip() is None\n"
    "names = [s.get('name') for s in ElementTree.fromstring(book.read('xl/workbook.xml')).iter(n + 'sheet')]\n"
    "for i, name in enumerate(names):\n"
    "    root = ElementTree.fromstring(book.read(f'xl/worksheets/sheet{i + 1}.xml'))\n"
    "    assert not list(root.iter(n + 'f')) and not list(root.iter(n + 'hyperlink'))\n"
    "    for row in root.iter(n + 'row'):\n"
    "        cells = []\n"
    "        for cell in row.iter(n + 'c'):\n"
    "            text = ''.join(t.text or '' for t in cell.iter() if t.tag in (n + 't', n + 'v'))\n"
    "            kind = {'inlineStr': 's', None: 'n'}[cell.get('t')]\n"
    "            cells.append(re.sub('[0-9]', '', cell.get('r')) + kind + ':' + text)\n"
    "        print(name, *cells, sep='\\t')\n";
  const char * const arguments[] = { "python3", "-c", script, fixture->path, NULL };

  return run (arguments);
}

static char *
convert (Fixture    *fixture,
         const char *type)
{
  g_autofree char *option = g_strconcat ("--export-type=", type, NULL);
  const char * const arguments[] = { "ssconvert", option, fixture->path, "fd://1", NULL };

  return run (arguments);
}

static void
test_credits (Fixture       *fixture,
              gconstpointer  unused)
{
  g_autofree char *cells = NULL;

  export_fixture_add_credit (&fixture->export, SMRT_CREDIT_KIND_INITIAL, JANUARY_2, 7505, 7505, "usd", NULL, NULL);
  export_fixture_add_credit (&fixture->export, SMRT_CREDIT_KIND_ADJUSTMENT, NOVEMBER_18, -1250, -1250, "kwd", "=1+1",
                             "in_x");
  export_fixture_add_credit (&fixture->export, SMRT_CREDIT_KIND_ADJUSTMENT, DECEMBER_3, 1500, 1500, "jpy",
                             "https://example.com/", NULL);
  write_book (fixture, smrt_export_xlsx_credits);
  cells = read_cells (fixture);
  g_assert_cmpstr (cells, ==,
                   "Subscription credit\tAs:Date\tBs:What\tCs:Receipt\tDs:Amount\tEs:Balance\tFs:Currency\tGs:Kind"
                   "\tHs:Time (UTC)\tIs:ID\tJs:Invoice ID\n"
                   "Subscription credit\tAn:46359\tBs:https://example.com/\tDn:1500\tEn:1500\tFs:JPY\tGs:Adjusted by hand"
                   "\tHn:46359.5\tIs:cbtxn_3\n"
                   "Subscription credit\tAn:46344\tBs:=1+1\tDn:-1.25\tEn:-1.25\tFs:KWD\tGs:Adjusted by hand"
                   "\tHn:46344.5\tIs:cbtxn_2\tJs:in_x\n"
                   "Subscription credit\tAn:46024\tBs:Opening balance\tDn:75.05\tEn:75.05\tFs:USD\tGs:Opening balance"
                   "\tHn:46024.5\tIs:cbtxn_1\n");
}

static void
test_invoices (Fixture       *fixture,
               gconstpointer  unused)
{
  g_autofree char *cells = NULL;
  SmrtInvoice *invoice;

  invoice = export_fixture_add_invoice (&fixture->export, SMRT_INVOICE_STATUS_PAID, NOVEMBER_18, "usd",
                                        (SmrtInvoiceSums) { .subtotal = 7500, .total = 7500, .amount_due = 7500 });
  export_fixture_add_line (invoice, "prod_standard", 7000);
  export_fixture_add_line (invoice, "prod_standard", 500);
  write_book (fixture, smrt_export_xlsx_invoices);
  cells = read_cells (fixture);
  g_assert_nonnull (strstr (cells, "\nInvoices\tAn:46344\tBs:NW-1\tCs:Standard, monthly\tDs:Paid\tEn:75\tFn:0"));
  g_assert_nonnull (strstr (cells, "\nLines\tAn:46344\tBs:NW-1\tCs:What the server wrote\tDn:46344\tEn:46359\tFn:1"
                                   "\tGn:70\tHs:USD\tIs:in_1\n"));
  g_assert_nonnull (strstr (cells, "\tGn:5\tHs:USD\tIs:in_1\n"));
}

/* Whatever is written as a number is, with the fifteen digits that a spreadsheet
 * shows, the amount to its last digit; and whatever is not a number is the
 * decimal itself. */
static void
test_exact (Fixture       *fixture,
            gconstpointer  unused)
{
  static const gint64 edges[] = {
    0,
    1,
    -1,
    9,
    10,
    99,
    100,
    101,
    999,
    1000,
    29,
    57,
    58,
    1001,
    999999999999999,
    -999999999999999,
    999999999999998,
    1000000000000000,
    -1000000000000000,
    9007199254740993,
    G_MAXINT64,
    G_MININT64,
  };
  static const char script[] =
    "import sys\n"
    "from decimal import Decimal\n"
    "for line in sys.stdin.read().splitlines()[1:]:\n"
    "    cells = {c[0]: c[1:] for c in line.split('\\t')[1:]}\n"
    "    kind, number = cells['D'].split(':')\n"
    "    digits = len(Decimal(cells['B'][2:]).as_tuple().digits)\n"
    "    shown = number if kind == 's' else '%.15g' % float(number)\n"
    "    assert Decimal(shown) == Decimal(cells['B'][2:]), line\n"
    "    assert kind == 's' or digits <= 15, line\n"
    "    assert kind == 'n' or digits > 15, line\n"
    "print('exact')\n";
  static const char * const currencies[] = { "jpy", "usd", "kwd" };
  const char * const arguments[] = { "python3", "-c", script, NULL };
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *cells = NULL;
  g_autofree char *out = NULL;

  for (unsigned int i = 0; i < 3; i++)
    for (unsigned int j = 0; j < 2000; j++)
      {
        guint64 random = (((guint64) (guint32) g_test_rand_int () << 32) | (guint32) g_test_rand_int ()) % 1000000000000000;
        gint64 amount = j < G_N_ELEMENTS (edges) ? edges[j] : (gint64) (random >> g_test_rand_int_range (0, 40)) * (j % 2 == 0 ? 1 : -1);
        SmrtMoney money = smrt_money_init (amount, currencies[i]);
        g_autofree char *decimal = smrt_money_to_decimal (&money);

        export_fixture_add_credit (&fixture->export, SMRT_CREDIT_KIND_ADJUSTMENT, JANUARY_2, amount, amount,
                                   currencies[i], decimal, NULL);
      }
  write_book (fixture, smrt_export_xlsx_credits);
  cells = read_cells (fixture);

  process = g_subprocess_newv (arguments, G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, cells, NULL, &out, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (out, ==, "exact\n");
}

/* Spreadsheets reckon with binary numbers; the nearest one is meant. */
static void
assert_number (const char      *cell,
               const SmrtMoney *money)
{
  g_autofree char *decimal = smrt_money_to_decimal (money);

  g_assert_cmpfloat (g_ascii_strtod (cell, NULL), ==, g_ascii_strtod (decimal, NULL));
}

/* A spreadsheet reads back every amount and every text. */
static void
test_spreadsheet (Fixture       *fixture,
                  gconstpointer  unused)
{
  GListModel *credits = G_LIST_MODEL (fixture->export.credits);
  g_autofree char *csv = NULL;
  g_autofree char *xml = NULL;
  g_auto (GStrv) lines = NULL;

  export_fixture_fill_credits (&fixture->export);
  write_book (fixture, smrt_export_xlsx_credits);
  csv = convert (fixture, "Gnumeric_stf:stf_csv");
  lines = g_strsplit (csv, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, g_list_model_get_n_items (credits) + 2);
  for (unsigned int i = 0; i < g_list_model_get_n_items (credits); i++)
    {
      g_autoptr (SmrtCreditEntry) entry = g_list_model_get_item (credits, i);
      g_autofree char *day = smrt_words_date_sortable (smrt_credit_entry_get_created (entry));
      g_autofree char *id = g_strdup_printf (",%s,", smrt_credit_entry_get_id (entry));
      g_autofree char *code = g_ascii_strup (smrt_credit_entry_get_amount (entry)->currency, -1);
      g_autofree char *currency = g_strdup_printf (",%s,", code);
      const char *end = strstr (lines[i + 1], currency);
      const char *balance, *amount;

      g_strdelimit (day, "-", '/');
      g_test_message ("%s", lines[i + 1]);
      g_assert_true (g_str_has_prefix (lines[i + 1], day));
      g_assert_nonnull (strstr (lines[i + 1], id));
      g_assert_nonnull (end);
      balance = g_strrstr_len (lines[i + 1], end - lines[i + 1], ",") + 1;
      amount = g_strrstr_len (lines[i + 1], balance - 1 - lines[i + 1], ",") + 1;
      assert_number (amount, smrt_credit_entry_get_amount (entry));
      assert_number (balance, smrt_credit_entry_get_balance (entry));
    }

  /* 60 is a text; a formula has no type. */
  xml = convert (fixture, "Gnumeric_XmlIO:sax:0");
  g_assert_nonnull (strstr (xml, "ValueType=\"60\">=1+1<"));
  g_assert_null (strstr (xml, "ExprID"));
  g_assert_null (strstr (xml, "<gnm:Cell Row=\"1\" Col=\"1\">"));
  g_assert_null (strstr (xml, "HyperLink"));
}

static const SmrtExportXlsxColumn columns[] = { { "What", 10, FALSE }, { "When", 10, FALSE } };

/* More rows than a sheet can have go on in another sheet, with its own head. */
static void
test_many_rows (Fixture       *fixture,
                gconstpointer  unused)
{
  g_autofree char *cells = NULL;
  g_autoptr (GError) error = NULL;
  SmrtExportXlsxBook *book = smrt_export_xlsx_book_new (fixture->path, fixture->folder, &error);
  SmrtExportXlsxSheet *sheet;

  g_assert_no_error (error);
  smrt_export_xlsx_book_set_max_rows (book, 3);
  sheet = smrt_export_xlsx_book_add_sheet (book, "Rows", columns, G_N_ELEMENTS (columns));
  for (unsigned int i = 0; i < 5; i++)
    {
      g_autofree char *text = g_strdup_printf ("row %u", i);

      smrt_export_xlsx_sheet_add_text (sheet, text);
      smrt_export_xlsx_sheet_add_day (sheet, 0);
      smrt_export_xlsx_sheet_end_row (sheet);
    }
  g_assert_true (smrt_export_xlsx_book_close (book, &error));
  g_assert_no_error (error);

  cells = read_cells (fixture);
  g_assert_cmpstr (cells, ==,
                   "Rows\tAs:What\tBs:When\nRows\tAs:row 0\nRows\tAs:row 1\n"
                   "Rows 2\tAs:What\tBs:When\nRows 2\tAs:row 2\nRows 2\tAs:row 3\n"
                   "Rows 3\tAs:What\tBs:When\nRows 3\tAs:row 4\n");
}

/* The day is the person's; a day that spreadsheets do not know is left out, and
 * a text that is too long is cut. */
static void
test_limits (Fixture       *fixture,
             gconstpointer  unused)
{
  static const gint64 beyond[] = { G_MININT64, -3000000000, 253402300800 + DAY, G_MAXINT64 };
  g_autofree char *cells = NULL;
  g_autofree char *long_text = g_strnfill (40000, 'x');
  g_autofree char *cut_text = g_strnfill (32000, 'x');
  g_autoptr (GError) error = NULL;
  SmrtExportXlsxBook *book;
  SmrtExportXlsxSheet *sheet;

  smrt_words_set_time_zone ("America/New_York");
  book = smrt_export_xlsx_book_new (fixture->path, fixture->folder, &error);
  g_assert_no_error (error);
  /* No sheet may be called that. */
  sheet = smrt_export_xlsx_book_add_sheet (book, "a/b", columns, G_N_ELEMENTS (columns));
  smrt_export_xlsx_sheet_add_text (sheet, "local");
  smrt_export_xlsx_sheet_add_day (sheet, NOVEMBER_18 - 10 * 3600);
  smrt_export_xlsx_sheet_end_row (sheet);
  smrt_export_xlsx_sheet_add_text (sheet, long_text);
  smrt_export_xlsx_sheet_add_time (sheet, NOVEMBER_18);
  smrt_export_xlsx_sheet_end_row (sheet);
  for (unsigned int i = 0; i < G_N_ELEMENTS (beyond); i++)
    {
      smrt_export_xlsx_sheet_add_text (sheet, "\xff\x01");
      smrt_export_xlsx_sheet_add_day (sheet, beyond[i]);
      smrt_export_xlsx_sheet_end_row (sheet);
    }
  g_assert_true (smrt_export_xlsx_book_close (book, &error));
  g_assert_no_error (error);
  smrt_words_set_time_zone (NULL);

  cells = read_cells (fixture);
  g_assert_true (g_str_has_prefix (cells, "Sheet1\tAs:What\tBs:When\nSheet1\tAs:local\tBn:46343\n"));
  g_assert_nonnull (strstr (cells, cut_text));
  g_assert_null (strstr (cells, long_text));
  g_assert_nonnull (strstr (cells, "\tBn:46344.5\n"));
  g_assert_true (g_str_has_suffix (cells, "\nSheet1\tAs:\uFFFD\u2401\nSheet1\tAs:\uFFFD\u2401\nSheet1\tAs:\uFFFD\u2401"
                                          "\nSheet1\tAs:\uFFFD\u2401\n"));
}

static void
test_failures (Fixture       *fixture,
               gconstpointer  unused)
{
  char buffer[40];
  g_autoptr (GOutputStream) full = g_memory_output_stream_new (buffer, sizeof buffer, NULL, NULL);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (SmrtExportSource) source = NULL;
  g_autoptr (SmrtExportSource) again = NULL;
  g_autoptr (GError) error = NULL;

  export_fixture_fill_credits (&fixture->export);
  source = export_fixture_make_source (&fixture->export);
  g_assert_false (smrt_export_xlsx_credits (source, full, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  g_clear_error (&error);

  g_cancellable_cancel (cancellable);
  again = export_fixture_make_source (&fixture->export);
  g_assert_false (smrt_export_xlsx_credits (again, stream, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_cmpuint (g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (stream)), ==, 0);

  fixture->export.missing_row = 200;
  g_assert_null (export_fixture_run (&fixture->export, smrt_export_xlsx_credits, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/export/xlsx/credits", test_credits);
  ADD ("/export/xlsx/invoices", test_invoices);
  ADD ("/export/xlsx/exact", test_exact);
  ADD ("/export/xlsx/spreadsheet", test_spreadsheet);
  ADD ("/export/xlsx/many-rows", test_many_rows);
  ADD ("/export/xlsx/limits", test_limits);
  ADD ("/export/xlsx/failures", test_failures);

  return g_test_run ();
}
