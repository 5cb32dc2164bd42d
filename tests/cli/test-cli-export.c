/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE

#include "config.h"

#include "cli-fixture.h"

#include <fcntl.h>
#include <glib-unix.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "smrt-period.h"

static const struct
{
  const char *command;
  const char *format;
  const char *beginning;
} exports[] = {
  { "products", "--csv", "id,name,plan,status," },
  { "products", "--ics", "BEGIN:VCALENDAR\r\n" },
  { "products", "--json", "[" },
  { "plans", "--json", "[" },
  { "plans", "--csv", "id,name,family,offered," },
  { "credits", "--csv", "id,date,created,kind," },
  { "credits", "--ledger", "commodity USD\n" },
  { "credits", "--hledger", "decimal-mark .\n" },
  { "credits", "--beancount", "plugin " },
  { "credits", "--qif", "!Account\n" },
  { "credits", "--statement", "%PDF-" },
  { "usage", "--csv", "id,start,end,running,what," },
  { "usage", "--json", "[" },
  { "invoices", "--csv", "id,number,date,created," },
  { "invoices", "--ledger", "commodity USD\n" },
  { "invoices", "--hledger", "decimal-mark .\n" },
  { "invoices", "--beancount", "plugin " },
  { "invoices", "--qif", "!Account\n" },
  { "invoices", "--statement", "%PDF-" },
#ifdef HAVE_XLSX
  { "credits", "--xlsx", "PK" },
  { "invoices", "--xlsx", "PK" },
  { "usage", "--xlsx", "PK" },
#endif
};

static char *
load (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *contents;

  g_file_get_contents (path, &contents, NULL, &error);
  g_assert_no_error (error);

  return contents;
}

static JsonObject *
add_credit (CliFixture *fixture,
            const char *amount,
            JsonNode  **answer)
{
  g_autofree char *path = NULL;

  path = g_strdup_printf ("/v1/customers/%s/balance_transactions",
                          json_object_get_string_member (json_node_get_object (fixture->face), "customer"));
  *answer = cli_fixture_post (fixture, path, "amount", amount, "currency", "usd", "description", "=Goodwill", NULL);

  return json_node_get_object (*answer);
}

/* The date of the answer, which each reading has anew. */
static void
forget_stamps (char *calendar)
{
  for (char *p = strstr (calendar, "DTSTAMP:"); p != NULL; p = strstr (p, "DTSTAMP:"))
    {
      p += strlen ("DTSTAMP:");
      memset (p, '0', strcspn (p, "\r"));
    }
}

/* A file holds what is printed without it, and only its owner reads it. */
static void
test_formats (CliFixture   *fixture,
              gconstpointer unused)
{
  g_autofree char *path = cli_fixture_path (fixture, "export");
  g_autofree char *option = g_strconcat ("--output=", path, NULL);

  for (unsigned int i = 0; i < G_N_ELEMENTS (exports); i++)
    {
      g_auto (CliResult) written = cli_fixture_run_on_server (fixture, "user", exports[i].command, exports[i].format,
                                                              option, NULL);
      g_auto (CliResult) printed = { 0 };
      g_autofree char *contents = load (path);
      GStatBuf info;

      g_test_message ("%s %s", exports[i].command, exports[i].format);
      cli_assert_exit (&written, 0);
      g_assert_cmpstr (written.err, ==, "");
      g_assert_cmpstr (written.out, ==, "");
      g_assert_true (g_str_has_prefix (contents, exports[i].beginning));
      g_assert_cmpint (g_stat (path, &info), ==, 0);
      g_assert_cmpuint (info.st_mode & 0777, ==, 0600);

      if (!g_str_equal (exports[i].command, "products"))
        continue;
      printed = cli_fixture_run_on_server (fixture, "user", exports[i].command, exports[i].format, NULL);
      cli_assert_exit (&printed, 0);
      g_assert_cmpstr (printed.err, ==, "");
      forget_stamps (printed.out);
      forget_stamps (contents);
      g_assert_cmpstr (contents, ==, printed.out);
    }
}

/* What was exported before stays where the next one fails, and nothing is left
 * of that. */
static void
test_failed (CliFixture   *fixture,
             gconstpointer unused)
{
  g_autofree char *path = cli_fixture_path (fixture, "export");
  g_autofree char *option = g_strconcat ("--output=", path, NULL);
  g_autofree char *below = cli_fixture_path (fixture, "none/export");
  g_autofree char *below_option = g_strconcat ("--output=", below, NULL);
  g_autofree char *folder_option = g_strconcat ("--output=", fixture->folder, NULL);
  g_autofree char *contents = NULL;
  g_auto (CliResult) no_server = { 0 };
  g_auto (CliResult) no_folder = cli_fixture_run_on_server (fixture, "owner", "credits", "--csv", below_option, NULL);
  g_auto (CliResult) folder = cli_fixture_run_on_server (fixture, "owner", "credits", "--csv", folder_option, NULL);
  g_auto (CliResult) device = cli_fixture_run_on_server (fixture, "owner", "credits", "--csv", "--output=/dev/null", NULL);
  g_autoptr (GDir) names = NULL;
  const char *name;

  cli_assert_failed (&no_folder, 2);
  cli_assert_failed (&folder, 2);
  cli_assert_failed (&device, 2);
  g_assert_false (g_file_test ("/dev/null", G_FILE_TEST_IS_REGULAR));

  g_assert_true (g_file_set_contents (path, "yesterday", -1, NULL));
  no_server = cli_fixture_run (fixture, "sk_test_1", "credits", "--csv", "--server=http://127.0.0.1:1",
                               "--customer=cus_1", option, NULL);
  cli_assert_failed (&no_server, 7);
  contents = load (path);
  g_assert_cmpstr (contents, ==, "yesterday");

  names = g_dir_open (fixture->folder, 0, NULL);
  while ((name = g_dir_read_name (names)) != NULL)
    g_assert_false (g_str_has_prefix (name, ".smrtphone-plans"));
}

/* A pipe that takes nothing more, because nobody reads it. */
static int
open_full_pipe (int *reader)
{
  char page[4096] = "";
  int ends[2];

  g_assert_true (g_unix_open_pipe (ends, FD_CLOEXEC, NULL));
  g_assert_true (g_unix_set_fd_nonblocking (ends[1], TRUE, NULL));
  while (write (ends[1], page, sizeof page) > 0)
    continue;
  g_assert_true (g_unix_set_fd_nonblocking (ends[1], FALSE, NULL));
  *reader = ends[0];

  return ends[1];
}

static gboolean
catches (GSubprocess *process,
         int          signal)
{
  g_autofree char *status = cli_read_process (process, "status");
  const char *caught = strstr (status, "SigCgt:");

  g_assert_nonnull (caught);

  return (g_ascii_strtoull (caught + strlen ("SigCgt:"), NULL, 16) & (G_GUINT64_CONSTANT (1) << (signal - 1))) != 0;
}

/* Ctrl+C ends an export that cannot go on. */
static void
test_interrupted (CliFixture   *fixture,
                  gconstpointer unused)
{
  JsonObject *face = json_node_get_object (fixture->face);
  g_autofree char *server = g_strconcat ("--server=", json_object_get_string_member (face, "url"), NULL);
  g_autofree char *customer = g_strconcat ("--customer=", json_object_get_string_member (face, "customer"), NULL);
  const char *arguments[] = { g_getenv ("SMRT_PROGRAM"), "credits", "--csv", server, customer, NULL };
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *err = NULL;
  int reader;

  g_subprocess_launcher_setenv (launcher, "HOME", fixture->folder, TRUE);
  g_subprocess_launcher_setenv (launcher, "SMRT_API_KEY", cli_fixture_key (fixture, "owner"), TRUE);
  g_subprocess_launcher_take_stdout_fd (launcher, open_full_pipe (&reader));
  process = g_subprocess_launcher_spawnv (launcher, arguments, &error);
  g_assert_no_error (error);

  while (!catches (process, SIGINT))
    g_thread_yield ();
  g_subprocess_send_signal (process, SIGINT);
  g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &err, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 130);
  g_assert_nonnull (strstr (err, "Interrupted.\n"));
  close (reader);
}

static char *
reckon (const char *first,
        const char *second,
        const char *account)
{
  const char *arguments[] = { "hledger", "-f", first, "-f", second, "balance", account, "--no-total", "--format",
                              "%(total)", NULL };
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  char *out = NULL;

  process = g_subprocess_newv (arguments, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &out, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (process));

  return g_strstrip (out);
}

/* The demo account's year in one book: the credit is the server's, and between
 * the credit and the invoices nothing is left. */
static void
test_one_book (CliFixture   *fixture,
               gconstpointer unused)
{
  g_autofree char *credits = cli_fixture_path (fixture, "credits.journal");
  g_autofree char *invoices = cli_fixture_path (fixture, "invoices.journal");
  g_autofree char *credits_option = g_strconcat ("--output=", credits, NULL);
  g_autofree char *invoices_option = g_strconcat ("--output=", invoices, NULL);
  g_autoptr (JsonNode) answer = NULL;
  g_auto (CliResult) first = { 0 };
  g_auto (CliResult) second = { 0 };
  g_autofree char *credit = NULL;
  g_autofree char *applied = NULL;
  g_autofree char *given = NULL;
  g_autofree char *journal = NULL;
  gint64 balance = json_object_get_int_member (add_credit (fixture, "-4133", &answer), "ending_balance");

  first = cli_fixture_run_on_server (fixture, "owner", "credits", "--hledger", credits_option, NULL);
  second = cli_fixture_run_on_server (fixture, "owner", "invoices", "--hledger", invoices_option, NULL);
  cli_assert_exit (&first, 0);
  cli_assert_exit (&second, 0);

  g_assert_cmpint (balance, ==, -4133);
  credit = reckon (credits, invoices, "^Assets:smrtPhone:Subscription Credit$");
  applied = reckon (credits, invoices, "^Equity:smrtPhone:Credit Applied$");
  given = reckon (credits, invoices, "^Income:smrtPhone:Adjustments$");
  g_assert_cmpstr (credit, ==, "41.33 USD");
  journal = load (credits);
  g_assert_nonnull (strstr (journal, "    Equity:smrtPhone:Credit Applied  150.00 USD\n"));
  g_assert_cmpstr (applied, ==, "");
  g_assert_cmpstr (given, ==, "-41.33 USD");
}

static JsonArray *
list (CliFixture  *fixture,
      JsonNode   **root,
      const char  *command,
      const char  *option,
      const char  *other_option)
{
  g_auto (CliResult) result = cli_fixture_run_on_server (fixture, "finance", command, "--json", option, other_option,
                                                         NULL);
  g_autoptr (GError) error = NULL;

  cli_assert_exit (&result, 0);
  *root = json_from_string (result.out, &error);
  g_assert_no_error (error);

  return json_node_get_array (*root);
}

static gint64
get_created (JsonArray    *list,
             unsigned int  position)
{
  return json_object_get_int_member (json_array_get_object_element (list, position), "created");
}

/* The rows of a period are those of all rows that are in it, in every format. */
static void
assert_period (CliFixture *fixture,
               const char *command,
               const char *text,
               int         fiscal_start)
{
  g_autofree char *option = g_strconcat ("--period=", text, NULL);
  g_autofree char *fiscal_option = g_strdup_printf ("--fiscal-start=%d", fiscal_start);
  g_autoptr (JsonNode) all_root = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  JsonArray *all = list (fixture, &all_root, command, NULL, NULL);
  JsonArray *some = list (fixture, &root, command, option, fiscal_option);
  g_auto (CliResult) csv = cli_fixture_run_on_server (fixture, "finance", command, "--csv", option, fiscal_option, NULL);
  g_auto (GStrv) lines = NULL;
  SmrtPeriod period;
  gint64 from, until;
  unsigned int n_in = 0;

  g_assert_true (smrt_period_parse (text, fiscal_start, &period));
  smrt_period_get_bounds (&period, zone, &from, &until);
  for (unsigned int i = 0; i < json_array_get_length (all); i++)
    if (get_created (all, i) >= from && (until == 0 || get_created (all, i) < until))
      {
        g_assert_cmpuint (n_in, <, json_array_get_length (some));
        g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (all, i), "id"), ==,
                         json_object_get_string_member (json_array_get_object_element (some, n_in), "id"));
        n_in++;
      }
  g_assert_cmpuint (n_in, ==, json_array_get_length (some));
  cli_assert_exit (&csv, 0);
  lines = g_strsplit (csv.out, "\r\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, n_in + 2);
}

/* Of the usage credit, out of the server's database and not through its API. */
static gint64
query_usage_credit (CliFixture   *fixture,
                    unsigned int *n_rows)
{
  g_autofree char *path = cli_fixture_path (fixture, "sandbox.sqlite");
  sqlite3_stmt *statement;
  sqlite3 *database;
  gint64 sum;

  g_assert_cmpint (sqlite3_open_v2 (path, &database, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  sqlite3_busy_timeout (database, 5000);
  g_assert_cmpint (sqlite3_prepare_v2 (database,
                                       "SELECT count (*),"
                                       "       sum (coalesce (json_extract (json, '$.credit.amount.monetary.value'), 0)"
                                       "          - coalesce (json_extract (json, '$.debit.amount.monetary.value'), 0))"
                                       "  FROM objects WHERE type = 'billing.credit_balance_transaction'",
                                       -1, &statement, NULL),
                   ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  *n_rows = sqlite3_column_int (statement, 0);
  sum = sqlite3_column_int64 (statement, 1);
  sqlite3_finalize (statement);
  sqlite3_close (database);

  return sum;
}

/* The usage credit's ledger is another one: in every format, with what the
 * server has, and never added to the subscription credit. */
static void
test_usage_credit (CliFixture   *fixture,
                   gconstpointer unused)
{
  g_autofree char *path = cli_fixture_path (fixture, "usage.journal");
  g_autofree char *output = g_strconcat ("--output=", path, NULL);
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (JsonNode) answer = NULL;
  JsonArray *entries;
  gint64 sum = 0;
  gint64 truth;
  unsigned int n_rows;

  add_credit (fixture, "-4133", &answer);
  truth = query_usage_credit (fixture, &n_rows);
  g_assert_cmpuint (n_rows, >, 1);
  g_assert_cmpint (truth, >, 0);

  entries = list (fixture, &root, "credits", "--usage", NULL);
  g_assert_cmpuint (json_array_get_length (entries), ==, n_rows);
  for (unsigned int i = 0; i < n_rows; i++)
    {
      JsonObject *entry = json_array_get_object_element (entries, i);
      JsonObject *amount = json_object_get_object_member (entry, "amount");

      g_assert_true (g_str_has_prefix (json_object_get_string_member (entry, "kind"), "credits_"));
      g_assert_cmpstr (json_object_get_string_member (amount, "currency"), ==, "usd");
      sum += json_object_get_int_member (amount, "amount");
    }
  g_assert_cmpint (sum, ==, truth);

  for (unsigned int i = 0; i < G_N_ELEMENTS (exports); i++)
    {
      g_auto (CliResult) result = { 0 };
      g_autofree char *contents = NULL;

      if (!g_str_equal (exports[i].command, "credits"))
        continue;

      g_test_message ("%s", exports[i].format);
      result = cli_fixture_run_on_server (fixture, "user", "credits", "--usage", exports[i].format, output, NULL);
      cli_assert_exit (&result, 0);
      contents = load (path);
      g_assert_true (g_str_has_prefix (contents, exports[i].beginning));
    }

  {
    g_auto (CliResult) journal = cli_fixture_run_on_server (fixture, "user", "credits", "--usage", "--hledger", output,
                                                            NULL);
    g_auto (CliResult) table = cli_fixture_run_on_server (fixture, "user", "credits", "--usage", NULL);
    g_auto (CliResult) both = cli_fixture_run_on_server (fixture, "user", "credits", NULL);
    g_auto (CliResult) invoices = cli_fixture_run_on_server (fixture, "user", "invoices", "--usage", NULL);
    g_autofree char *amount = g_strdup_printf ("%" G_GINT64_FORMAT ".%02" G_GINT64_FORMAT, truth / 100, truth % 100);
    g_autofree char *expected = g_strconcat (amount, " USD", NULL);
    g_autofree char *words = g_strdup_printf ("Usage credit $%s, before what the running period takes of it\n", amount);
    g_autofree char *both_words = g_strconcat ("Credit $41.33\n", words, NULL);
    g_autofree char *balance = NULL;
    g_autofree char *other = NULL;

    cli_assert_exit (&journal, 0);
    balance = reckon (path, "/dev/null", "^Assets:smrtPhone:Usage Credit$");
    other = reckon (path, "/dev/null", "^Assets:smrtPhone:Subscription Credit$");
    g_assert_cmpstr (balance, ==, expected);
    g_assert_cmpstr (other, ==, "");
    cli_assert_exit (&table, 0);
    g_assert_true (g_str_has_prefix (table.out, words));
    cli_assert_exit (&both, 0);
    g_assert_true (g_str_has_prefix (both.out, both_words));
    cli_assert_failed (&invoices, 2);
  }
}

static void
test_period (CliFixture   *fixture,
             gconstpointer unused)
{
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (GDateTime) newest = NULL;
  g_autofree char *month = NULL;
  g_autofree char *year = NULL;
  g_autofree char *month_option = NULL;
  g_auto (CliResult) table = { 0 };
  g_auto (CliResult) empty = { 0 };
  g_auto (CliResult) no_credits = { 0 };

  add_credit (fixture, "-4133", &answer);
  newest = g_date_time_new_from_unix_local (get_created (list (fixture, &root, "invoices", NULL, NULL), 0));
  month = g_date_time_format (newest, "%Y-%m");
  year = g_date_time_format (newest, "%Y");
  assert_period (fixture, "invoices", month, 1);
  assert_period (fixture, "invoices", year, 7);
  assert_period (fixture, "invoices", "all", 1);
  assert_period (fixture, "credits", year, 1);
  {
    g_autofree char *fiscal_year = g_strconcat ("FY", year, NULL);
    g_autofree char *quarter = g_strconcat (year, "-Q2", NULL);

    assert_period (fixture, "invoices", fiscal_year, 4);
    assert_period (fixture, "credits", quarter, 2);
  }

  empty = cli_fixture_run_on_server (fixture, "user", "invoices", "--period=1999-01", NULL);
  cli_assert_exit (&empty, 0);
  g_assert_cmpstr (empty.out, ==, "There are no invoices of this period.\n");
  no_credits = cli_fixture_run_on_server (fixture, "user", "credits", "--period=1999-01", NULL);
  cli_assert_exit (&no_credits, 0);
  g_assert_cmpstr (no_credits.out, ==, "January 1999\nOpening balance: No credit. Closing balance: No credit.\n");
  table = cli_fixture_run_on_server (fixture, "user", "credits", "--period=all", NULL);
  cli_assert_exit (&table, 0);
  g_assert_true (g_str_has_prefix (table.out, "Credit $41.33\n"));
}

static void
test_bad_options (CliFixture   *fixture,
                  gconstpointer unused)
{
  g_auto (CliResult) no_period = cli_fixture_run_on_server (fixture, "user", "credits", "--period=2026-13", NULL);
  g_auto (CliResult) no_month = cli_fixture_run_on_server (fixture, "user", "invoices", "--fiscal-start=13", NULL);
  g_auto (CliResult) no_rows = cli_fixture_run_on_server (fixture, "user", "plans", "--period=2026", NULL);
  g_auto (CliResult) two = cli_fixture_run_on_server (fixture, "user", "credits", "--statement", "--csv", NULL);

  cli_assert_failed (&no_period, 2);
  g_assert_nonnull (strstr (no_period.err, "2026-13"));
  cli_assert_failed (&no_month, 2);
  cli_assert_failed (&no_rows, 2);
  cli_assert_failed (&two, 2);
}

/* For cron: on standard error, and nothing of it among the data. */
static void
test_progress (CliFixture   *fixture,
               gconstpointer unused)
{
  g_auto (CliResult) quiet = cli_fixture_run_on_server (fixture, "user", "invoices", "--csv", NULL);
  g_auto (CliResult) loud = cli_fixture_run_on_server (fixture, "user", "invoices", "--csv", "--progress", NULL);
  g_auto (CliResult) table = cli_fixture_run_on_server (fixture, "user", "invoices", "--progress", NULL);
  g_auto (GStrv) lines = g_strsplit (quiet.out, "\r\n", -1);
  unsigned int n_rows = g_strv_length (lines) - 2;
  g_autofree char *expected = g_strdup_printf ("%u of %u rows\n", n_rows, n_rows);

  cli_assert_exit (&quiet, 0);
  cli_assert_exit (&loud, 0);
  cli_assert_exit (&table, 0);
  g_assert_cmpstr (quiet.err, ==, "");
  g_assert_cmpstr (loud.err, ==, expected);
  g_assert_cmpstr (table.err, ==, expected);
  g_assert_cmpstr (loud.out, ==, quiet.out);
}

static int
open_terminal (int *own_end)
{
  int terminal;

  *own_end = posix_openpt (O_RDWR | O_NOCTTY | O_CLOEXEC);
  g_assert_cmpint (*own_end, >=, 0);
  g_assert_cmpint (grantpt (*own_end), ==, 0);
  g_assert_cmpint (unlockpt (*own_end), ==, 0);
  terminal = open (ptsname (*own_end), O_RDWR | O_NOCTTY | O_CLOEXEC);
  g_assert_cmpint (terminal, >=, 0);

  return terminal;
}

/* A PDF would make a mess of a terminal: that is said before anything is read. */
static void
test_terminal (CliFixture   *fixture,
               gconstpointer unused)
{
  const char *arguments[] = { g_getenv ("SMRT_PROGRAM"), "credits", "--statement", "--server=http://127.0.0.1:1",
                              "--customer=cus_1", NULL };
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *err = NULL;
  int own_end;

  g_subprocess_launcher_setenv (launcher, "HOME", fixture->folder, TRUE);
  g_subprocess_launcher_setenv (launcher, "SMRT_API_KEY", "sk_test_1", TRUE);
  g_subprocess_launcher_take_stdout_fd (launcher, open_terminal (&own_end));
  process = g_subprocess_launcher_spawnv (launcher, arguments, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &err, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 2);
  g_assert_nonnull (strstr (err, "--output"));
  close (own_end);
}

#define ADD(path, function) \
 g_test_add (path, CliFixture, NULL, cli_fixture_set_up, function, cli_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/cli/export/formats", test_formats);
  ADD ("/cli/export/failed", test_failed);
  ADD ("/cli/export/interrupted", test_interrupted);
  ADD ("/cli/export/one-book", test_one_book);
  ADD ("/cli/export/usage-credit", test_usage_credit);
  ADD ("/cli/export/period", test_period);
  ADD ("/cli/export/bad-options", test_bad_options);
  ADD ("/cli/export/progress", test_progress);
  ADD ("/cli/export/terminal", test_terminal);

  return g_test_run ();
}
