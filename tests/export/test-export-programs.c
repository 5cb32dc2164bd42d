/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export-fixture.h"
#include "smrt-export-beancount.h"
#include "smrt-export-csv.h"
#include "smrt-export-ledger.h"
#include "smrt-export-qif.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>

/* The programs that people open an export with read back what was in the model.
 * One that is missing fails its test. */

#define CREDIT "Assets:smrtPhone:Subscription Credit"
#define BEANCOUNT_CREDIT "Assets:SmrtPhone:Subscription-Credit"

typedef struct
{
  ExportFixture export;
  char *folder;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  g_autoptr (GError) error = NULL;

  export_fixture_set_up (&fixture->export, NULL);
  export_fixture_add_text_plan (&fixture->export, "Déluxe: (a/b) ; 名前  [x] =1");
  export_fixture_fill_credits (&fixture->export);
  export_fixture_fill_invoices (&fixture->export);
  fixture->folder = g_dir_make_tmp ("smrt-export-XXXXXX", &error);
  g_assert_no_error (error);
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_folder (child);
      else
        g_unlink (child);
    }
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  remove_folder (fixture->folder);
  g_clear_pointer (&fixture->folder, g_free);
  export_fixture_tear_down (&fixture->export, NULL);
}

static char *
write_file (Fixture    *fixture,
            const char *name,
            SmrtExport  write)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = export_fixture_run (&fixture->export, write, &error);
  char *path = g_build_filename (fixture->folder, name, NULL);

  g_assert_no_error (error);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);

  return path;
}

/* What a program prints; it has a home of its own, and no configuration. */
static char *
run (Fixture *fixture,
     ...)
{
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *err = NULL;
  char *out = NULL;
  va_list list;

  va_start (list, fixture);
  do
    g_ptr_array_add (arguments, va_arg (list, char *));
  while (g_ptr_array_index (arguments, arguments->len - 1) != NULL);
  va_end (list);

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_subprocess_launcher_setenv (launcher, "HOME", fixture->folder, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_CONFIG_HOME", fixture->folder, TRUE);
  g_subprocess_launcher_unsetenv (launcher, "G_DEBUG");
  process = g_subprocess_launcher_spawnv (launcher, (const char * const *) arguments->pdata, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &out, &err, &error);
  g_assert_no_error (error);
  if (!g_subprocess_get_successful (process))
    g_test_message ("%s: %s%s", (const char *) arguments->pdata[0], out, err);
  g_assert_true (g_subprocess_get_successful (process));

  return out;
}

static char *
format_money (const SmrtMoney *money)
{
  g_autofree char *decimal = smrt_money_to_decimal (money);
  g_autofree char *code = g_ascii_strup (money->currency, -1);

  return g_strconcat (decimal, " ", code, NULL);
}

/* "-75.00 USD", each on a line of its own, oldest first. */
static char *
list_amounts (Fixture *fixture)
{
  GListModel *credits = G_LIST_MODEL (fixture->export.credits);
  GString *text = g_string_new (NULL);

  for (unsigned int i = g_list_model_get_n_items (credits); i > 0; i--)
    {
      g_autoptr (SmrtCreditEntry) entry = g_list_model_get_item (credits, i - 1);
      g_autofree char *amount = format_money (smrt_credit_entry_get_amount (entry));

      g_string_append_printf (text, "%s\n", amount);
    }

  return g_string_free (text, FALSE);
}

/* Says where two lists of amounts differ, not all of them. */
static void
assert_lines (const char *text,
              const char *expected)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_auto (GStrv) expected_lines = g_strsplit (expected, "\n", -1);

  for (unsigned int i = 0; lines[i] != NULL && expected_lines[i] != NULL; i++)
    g_assert_cmpstr (lines[i], ==, expected_lines[i]);
  g_assert_cmpuint (g_strv_length (lines), ==, g_strv_length (expected_lines));
}

static int
compare_cb (gconstpointer a,
            gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

static char *
sort_lines (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();

  for (unsigned int i = 0; lines[i] != NULL; i++)
    if (*g_strstrip (lines[i]) != '\0')
      g_ptr_array_add (sorted, lines[i]);
  g_ptr_array_sort (sorted, compare_cb);
  g_ptr_array_add (sorted, NULL);

  return g_strjoinv ("\n", (char **) sorted->pdata);
}

/* What the server says is left, in each currency; what is nothing is not said. */
static char *
list_balances (Fixture *fixture)
{
  GListModel *credits = G_LIST_MODEL (fixture->export.credits);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GString) text = g_string_new (NULL);

  for (unsigned int i = 0; i < g_list_model_get_n_items (credits); i++)
    {
      g_autoptr (SmrtCreditEntry) entry = g_list_model_get_item (credits, i);
      const SmrtMoney *balance = smrt_credit_entry_get_balance (entry);
      g_autofree char *line = format_money (balance);

      if (g_hash_table_add (seen, (gpointer) balance->currency) && balance->amount != 0)
        g_string_append_printf (text, "%s\n", line);
    }

  return sort_lines (text->str);
}

/* What invoices took from the card, in each currency. */
static char *
list_payments (Fixture *fixture)
{
  static const char * const currencies[] = { "usd", "jpy", "kwd" };
  GListModel *invoices = G_LIST_MODEL (fixture->export.invoices);
  g_autoptr (GString) text = g_string_new (NULL);

  for (unsigned int i = 0; i < G_N_ELEMENTS (currencies); i++)
    {
      SmrtMoney sum = smrt_money_init (0, currencies[i]);
      g_autofree char *line = NULL;

      for (unsigned int j = 0; j < g_list_model_get_n_items (invoices); j++)
        {
          g_autoptr (SmrtInvoice) invoice = g_list_model_get_item (invoices, j);

          if (g_str_equal (smrt_invoice_get_currency (invoice), currencies[i]))
            sum.amount -= smrt_invoice_get_sums (invoice)->amount_paid;
        }
      line = format_money (&sum);
      if (sum.amount != 0)
        g_string_append_printf (text, "%s\n", line);
    }

  return sort_lines (text->str);
}

/* The column of a table in CSV, without its head. */
static char *
cut_column (const char   *csv,
            unsigned int  column)
{
  g_auto (GStrv) lines = g_strsplit (csv, "\n", -1);
  GString *text = g_string_new (NULL);

  for (unsigned int i = 1; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], "\",\"", -1);

      g_assert_cmpuint (g_strv_length (cells), >, column);
      g_string_append_printf (text, "%s\n", cells[column]);
    }

  return g_string_free (text, FALSE);
}

static void
test_hledger (Fixture       *fixture,
              gconstpointer  unused)
{
  g_autofree char *credits = write_file (fixture, "credits.journal", smrt_export_hledger_credits);
  g_autofree char *invoices = write_file (fixture, "invoices.journal", smrt_export_hledger_invoices);
  g_autofree char *expected = list_amounts (fixture);
  g_autofree char *expected_balances = list_balances (fixture);
  g_autofree char *checked = run (fixture, "hledger", "-f", credits, "-f", invoices, "check", NULL);
  g_autofree char *rows = run (fixture, "hledger", "-f", credits, "register", "^" CREDIT "$", "-O", "csv", NULL);
  g_autofree char *balance = run (fixture, "hledger", "-f", credits, "balance", "^" CREDIT "$", "--no-total", "--format",
                                  "%(total)", NULL);
  g_autofree char *card = run (fixture, "hledger", "-f", invoices, "balance", "^Liabilities:Card$", "--no-total",
                               "--format", "%(total)", NULL);
  g_autofree char *payments = sort_lines (card);
  g_autofree char *expected_payments = list_payments (fixture);
  g_autofree char *amounts = cut_column (rows, 5);
  g_autofree char *balances = sort_lines (balance);

  assert_lines (amounts, expected);
  assert_lines (balances, expected_balances);
  assert_lines (payments, expected_payments);
}

static void
test_ledger (Fixture       *fixture,
             gconstpointer  unused)
{
  g_autofree char *credits = write_file (fixture, "credits.ledger", smrt_export_ledger_credits);
  g_autofree char *invoices = write_file (fixture, "invoices.ledger", smrt_export_ledger_invoices);
  g_autofree char *expected = list_amounts (fixture);
  g_autofree char *expected_balances = list_balances (fixture);
  g_autofree char *amounts = run (fixture, "ledger", "-f", credits, "register", "/^" CREDIT "$/",
                                  "--register-format", "%(amount)\n", NULL);
  g_autofree char *balance = run (fixture, "ledger", "-f", credits, "balance", "/^" CREDIT "$/", "--flat", "--no-total",
                                  "--balance-format", "%(display_total)\n", NULL);
  g_autofree char *card = run (fixture, "ledger", "-f", invoices, "balance", "/^Liabilities:Card$/", "--flat",
                               "--no-total", "--balance-format", "%(display_total)\n", NULL);
  g_autofree char *payments = sort_lines (card);
  g_autofree char *expected_payments = list_payments (fixture);
  g_autofree char *balances = sort_lines (balance);

  assert_lines (amounts, expected);
  assert_lines (balances, expected_balances);
  assert_lines (payments, expected_payments);
}

/* The last column: bean-query aligns numbers at their points and currencies at
 * their beginnings. */
static char *
join_cells (const char *csv)
{
  g_auto (GStrv) lines = g_strsplit (csv, "\n", -1);
  GString *text = g_string_new (NULL);

  for (unsigned int i = 1; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      const char *comma = strrchr (lines[i], ',');
      g_auto (GStrv) words = g_strsplit_set (comma != NULL ? comma + 1 : lines[i], " \r", -1);
      const char *gap = "";

      for (unsigned int j = 0; words[j] != NULL; j++)
        if (*words[j] != '\0')
          {
            g_string_append_printf (text, "%s%s", gap, words[j]);
            gap = " ";
          }
      g_string_append_c (text, '\n');
    }

  return g_string_free (text, FALSE);
}

static void
test_beancount (Fixture       *fixture,
                gconstpointer  unused)
{
  g_autofree char *credits = write_file (fixture, "credits.beancount", smrt_export_beancount_credits);
  g_autofree char *invoices = write_file (fixture, "invoices.beancount", smrt_export_beancount_invoices);
  g_autofree char *book = g_build_filename (fixture->folder, "book.beancount", NULL);
  g_autofree char *expected = list_amounts (fixture);
  g_autofree char *expected_balances = list_balances (fixture);
  g_autofree char *checked_credits = run (fixture, "bean-check", credits, NULL);
  g_autofree char *checked_invoices = run (fixture, "bean-check", invoices, NULL);
  g_autofree char *checked_book = NULL;
  g_autofree char *rows = run (fixture, "bean-query", "-q", "-f", "csv", credits,
                               "SELECT position WHERE account = '" BEANCOUNT_CREDIT "'", NULL);
  g_autofree char *sums = run (fixture, "bean-query", "-q", "-f", "csv", credits,
                               "SELECT currency, sum(position) WHERE account = '" BEANCOUNT_CREDIT
                               "' GROUP BY currency",
                               NULL);
  g_autofree char *paid = run (fixture, "bean-query", "-q", "-f", "csv", invoices,
                               "SELECT currency, sum(position) WHERE account = 'Liabilities:Card' GROUP BY currency",
                               NULL);
  g_autofree char *amounts = join_cells (rows);
  g_autofree char *joined = join_cells (sums);
  g_autofree char *balances = sort_lines (joined);
  g_autofree char *joined_payments = join_cells (paid);
  g_autofree char *payments = sort_lines (joined_payments);
  g_autofree char *expected_payments = list_payments (fixture);

  g_assert_cmpstr (checked_credits, ==, "");
  g_assert_cmpstr (checked_invoices, ==, "");
  assert_lines (amounts, expected);
  assert_lines (balances, expected_balances);
  assert_lines (payments, expected_payments);

  /* Both fit into one book. */
  g_assert_true (g_file_set_contents (book,
                                      "plugin \"beancount.plugins.auto_accounts\"\n"
                                      "include \"credits.beancount\"\n"
                                      "include \"invoices.beancount\"\n",
                                      -1, NULL));
  checked_book = run (fixture, "bean-check", book, NULL);
  g_assert_cmpstr (checked_book, ==, "");
}

/* Account by account, each with its currency: sorted, the amounts are the same. */
static void
test_qif (Fixture       *fixture,
          gconstpointer  unused)
{
  static const char script[] =
    "use strict;\n"
    "use Finance::QIF;\n"
    "my $file = Finance::QIF->new (file => $ARGV[0]);\n"
    "my $currency;\n"
    "while (my $record = $file->next) {\n"
    "  if ($record->{header} eq 'Account') {\n"
    "    $currency = substr ($record->{name}, -3);\n"
    "    next;\n"
    "  }\n"
    "  my $rest = 0;\n"
    "  for my $split (@{$record->{splits} || []}) { $rest += $split->{amount}; }\n"
    "  die 'splits' if $record->{splits} && abs ($rest - $record->{transaction}) > 0.0001;\n"
    "  die 'category' unless $record->{splits} || $record->{category};\n"
    "  print \"$record->{transaction} $currency\\n\";\n"
    "}\n";
  g_autofree char *credits = write_file (fixture, "credits.qif", smrt_export_qif_credits);
  g_autofree char *invoices = write_file (fixture, "invoices.qif", smrt_export_qif_invoices);
  g_autofree char *expected = list_amounts (fixture);
  g_autofree char *expected_amounts = sort_lines (expected);
  g_autofree char *rows = run (fixture, "perl", "-e", script, credits, NULL);
  g_autofree char *card = run (fixture, "perl", "-e", script, invoices, NULL);
  g_autofree char *amounts = sort_lines (rows);

  assert_lines (amounts, expected_amounts);
  g_assert_cmpstr (card, !=, "");
}

static JsonArray *
read_csv (Fixture     *fixture,
          const char  *path,
          JsonNode   **root)
{
  g_autofree char *json = run (fixture, "python3", "-c",
                               "import csv, json, sys\n"
                               "with open(sys.argv[1], newline='', encoding='utf-8') as file:\n"
                               "    json.dump(list(csv.reader(file, strict=True)), sys.stdout)\n",
                               path, NULL);
  g_autoptr (GError) error = NULL;

  *root = json_from_string (json, &error);
  g_assert_no_error (error);

  return json_node_get_array (*root);
}

static const char *
get_cell (JsonArray    *rows,
          unsigned int  row,
          unsigned int  column)
{
  return json_array_get_string_element (json_array_get_array_element (rows, row), column);
}

static void
test_python_csv (Fixture       *fixture,
                 gconstpointer  unused)
{
  GListModel *credits = G_LIST_MODEL (fixture->export.credits);
  GListModel *invoices = G_LIST_MODEL (fixture->export.invoices);
  g_autofree char *path = write_file (fixture, "credits.csv", smrt_export_csv_credits);
  g_autofree char *invoices_path = write_file (fixture, "invoices.csv", smrt_export_csv_invoices);
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (JsonNode) invoices_root = NULL;
  JsonArray *rows = read_csv (fixture, path, &root);
  JsonArray *invoice_rows = read_csv (fixture, invoices_path, &invoices_root);

  g_assert_cmpuint (json_array_get_length (rows), ==, g_list_model_get_n_items (credits) + 1);
  for (unsigned int i = 0; i < g_list_model_get_n_items (credits); i++)
    {
      g_autoptr (SmrtCreditEntry) entry = g_list_model_get_item (credits, i);
      g_autofree char *what = smrt_words_credit_entry (entry, NULL, NULL);
      g_autofree char *amount = smrt_money_to_decimal (smrt_credit_entry_get_amount (entry));
      g_autofree char *balance = smrt_money_to_decimal (smrt_credit_entry_get_balance (entry));
      const char *cell = get_cell (rows, i + 1, 4);

      g_assert_cmpuint (json_array_get_length (json_array_get_array_element (rows, i + 1)), ==, 10);
      g_assert_cmpstr (get_cell (rows, i + 1, 0), ==, smrt_credit_entry_get_id (entry));
      g_assert_cmpstr (*cell == '\'' ? cell + 1 : cell, ==, what);
      g_assert_cmpstr (get_cell (rows, i + 1, 7), ==, amount);
      g_assert_cmpstr (get_cell (rows, i + 1, 8), ==, balance);
    }

  g_assert_cmpuint (json_array_get_length (invoice_rows), ==, g_list_model_get_n_items (invoices) + 1);
  for (unsigned int i = 0; i < g_list_model_get_n_items (invoices); i++)
    {
      g_autoptr (SmrtInvoice) invoice = g_list_model_get_item (invoices, i);
      SmrtMoney total = smrt_invoice_get_money (invoice, smrt_invoice_get_sums (invoice)->total);
      g_autofree char *amount = smrt_money_to_decimal (&total);

      g_assert_cmpuint (json_array_get_length (json_array_get_array_element (invoice_rows, i + 1)), ==, 19);
      g_assert_cmpstr (get_cell (invoice_rows, i + 1, 12), ==, amount);
    }
}

/* Spreadsheets reckon with binary numbers; the nearest one is meant. */
static void
assert_number (const char      *cell,
               const SmrtMoney *money)
{
  g_autofree char *decimal = smrt_money_to_decimal (money);

  g_assert_cmpfloat (g_ascii_strtod (cell, NULL), ==, g_ascii_strtod (decimal, NULL));
}

/* A cell of Gnumeric's own file, with its type: 40 is a number, 60 a text; a
 * formula has none. */
static char *
find_cell (const char   *xml,
           unsigned int  row,
           unsigned int  column,
           const char   *type)
{
  g_autofree char *head = g_strdup_printf ("<gnm:Cell Row=\"%u\" Col=\"%u\" ValueType=\"%s\"", row, column, type);
  const char *start = strstr (xml, head);
  const char *end;

  if (start == NULL)
    g_test_message ("No %s>", head);
  g_assert_nonnull (start);
  start = strchr (start, '>') + 1;
  end = strchr (start, '<');

  return g_strndup (start, end - start);
}

static void
test_spreadsheet (Fixture       *fixture,
                  gconstpointer  unused)
{
  GListModel *credits = G_LIST_MODEL (fixture->export.credits);
  g_autofree char *path = write_file (fixture, "credits.csv", smrt_export_csv_credits);
  g_autofree char *xml = run (fixture, "ssconvert", "--import-type=Gnumeric_stf:stf_csvtab",
                              "--export-type=Gnumeric_XmlIO:sax:0", path, "fd://1", NULL);
  const char *next = xml;

  for (unsigned int i = 0; i < g_list_model_get_n_items (credits); i++)
    {
      g_autoptr (SmrtCreditEntry) entry = g_list_model_get_item (credits, i);
      g_autofree char *row = g_strdup_printf ("<gnm:Cell Row=\"%u\" Col=\"0\"", i + 1);
      g_autofree char *what = NULL;
      g_autofree char *amount_cell = NULL;
      g_autofree char *balance_cell = NULL;

      next = strstr (next, row);
      g_assert_nonnull (next);
      what = find_cell (next, i + 1, 4, "60");
      amount_cell = find_cell (next, i + 1, 7, "40");
      balance_cell = find_cell (next, i + 1, 8, "40");
      g_assert_cmpstr (what, !=, "");
      assert_number (amount_cell, smrt_credit_entry_get_amount (entry));
      assert_number (balance_cell, smrt_credit_entry_get_balance (entry));
    }
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/export/programs/hledger", test_hledger);
  ADD ("/export/programs/ledger", test_ledger);
  ADD ("/export/programs/beancount", test_beancount);
  ADD ("/export/programs/qif", test_qif);
  ADD ("/export/programs/python-csv", test_python_csv);
  ADD ("/export/programs/spreadsheet", test_spreadsheet);

  return g_test_run ();
}
