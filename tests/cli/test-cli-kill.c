/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-fixture.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Five pages of the server. */
#define ROWS 460
#define KILLS 24

typedef enum
{
  LOAD,
  REFRESH,
  EXPORT,
  N_WORKS
} Work;

static const char * const names[] = { "load", "refresh", "export" };

static void
add_credits (CliFixture   *fixture,
             unsigned int  count)
{
  g_autofree char *path =
    g_strdup_printf ("/v1/customers/%s/balance_transactions",
                     json_object_get_string_member (json_node_get_object (fixture->face), "customer"));

  for (unsigned int i = 0; i < count; i++)
    {
      g_autofree char *amount = g_strdup_printf ("%d", g_test_rand_int_range (-9999, 10000) | 1);
      g_autoptr (JsonNode) answer =
        cli_fixture_post (fixture, path, "amount", amount, "currency", "usd", "description", "Entry of a test", NULL);

      g_assert_nonnull (answer);
    }
}

/* What the server has, read out of its database and not through the API: a line
 * an entry with the signs that a person reads. */
static char *
read_server (CliFixture *fixture)
{
  g_autofree char *path = cli_fixture_path (fixture, "sandbox.sqlite");
  g_autoptr (GString) lines = g_string_new (NULL);
  sqlite3_stmt *statement;
  sqlite3 *database;

  g_assert_cmpint (sqlite3_open_v2 (path, &database, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  sqlite3_busy_timeout (database, 5000);
  g_assert_cmpint (sqlite3_prepare_v2 (database,
                                       "SELECT id, printf ('%s%d.%02d', iif (a < 0, '-', ''), abs (a) / 100, abs (a) % 100),"
                                       "       printf ('%s%d.%02d', iif (b < 0, '-', ''), abs (b) / 100, abs (b) % 100)"
                                       "  FROM (SELECT seq, id, -json_extract (json, '$.amount') AS a,"
                                       "               -json_extract (json, '$.ending_balance') AS b"
                                       "          FROM objects WHERE type = 'customer_balance_transaction')"
                                       "  ORDER BY seq DESC",
                                       -1, &statement, NULL),
                   ==, SQLITE_OK);
  while (sqlite3_step (statement) == SQLITE_ROW)
    g_string_append_printf (lines, "%s %s %s\n", (const char *) sqlite3_column_text (statement, 0),
                            (const char *) sqlite3_column_text (statement, 1),
                            (const char *) sqlite3_column_text (statement, 2));
  sqlite3_finalize (statement);
  sqlite3_close (database);

  return g_string_free (g_steal_pointer (&lines), FALSE);
}

/* The same lines out of what was exported; no cell of these has a comma. */
static char *
read_csv (const char *csv)
{
  g_auto (GStrv) rows = g_strsplit (csv, "\r\n", -1);
  g_autoptr (GString) lines = g_string_new (NULL);

  for (unsigned int i = 0; rows[i] != NULL && *rows[i] != '\0'; i++)
    {
      g_auto (GStrv) cells = g_strsplit (rows[i], ",", -1);

      if (i == 0)
        {
          g_assert_cmpstr (cells[0], ==, "id");
          g_assert_true (g_str_has_suffix (rows[i], ",amount,balance,currency"));
        }
      else
        {
          unsigned int n_cells = g_strv_length (cells);

          /* A description may hold a comma; what counts stands before and after it. */
          g_assert_cmpuint (n_cells, >=, 10);
          g_string_append_printf (lines, "%s %s %s\n", cells[0], cells[n_cells - 3], cells[n_cells - 2]);
        }
    }

  return g_string_free (g_steal_pointer (&lines), FALSE);
}

static char *
dup_accounts_folder (CliFixture *fixture)
{
  return g_build_filename (fixture->folder, "smrtphone-plans", "accounts", NULL);
}

static void
forget_copies (CliFixture *fixture)
{
  g_autofree char *folder = dup_accounts_folder (fixture);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_assert_cmpint (g_unlink (path), ==, 0);
    }
}

/* The copy is a sound database without anything twice. */
static void
check_copy (CliFixture *fixture)
{
  g_autofree char *folder = dup_accounts_folder (fixture);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  unsigned int n_copies = 0;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      sqlite3_stmt *statement;
      sqlite3 *database;

      g_assert_false (strstr (name, "damaged") != NULL);
      if (!g_str_has_suffix (name, ".db"))
        continue;

      n_copies++;
      g_assert_cmpint (sqlite3_open_v2 (path, &database, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
      g_assert_cmpint (sqlite3_prepare_v2 (database, "PRAGMA integrity_check", -1, &statement, NULL), ==, SQLITE_OK);
      g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
      g_assert_cmpstr ((const char *) sqlite3_column_text (statement, 0), ==, "ok");
      sqlite3_finalize (statement);
      sqlite3_close (database);
    }
  g_assert_cmpuint (n_copies, ==, 1);
}

static GSubprocess *
start (CliFixture *fixture,
       const char *output)
{
  return cli_fixture_start (fixture, NULL, "credits", "--csv", "--account=Kill", output, NULL);
}

static gint64
measure (CliFixture *fixture,
         const char *output)
{
  gint64 start_time = g_get_monotonic_time ();
  g_autoptr (GSubprocess) process = start (fixture, output);
  g_auto (CliResult) result = cli_fixture_finish (process);

  cli_assert_exit (&result, 0);

  return g_get_monotonic_time () - start_time;
}

static gboolean
kill_cb (gpointer process)
{
  g_subprocess_send_signal (process, SIGKILL);

  return G_SOURCE_REMOVE;
}

static void
ended_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  gboolean *ended = user_data;

  g_subprocess_wait_finish (G_SUBPROCESS (source), result, NULL);
  *ended = TRUE;
}

/* How long it takes until it begins to work. */
static gint64
measure_start (CliFixture *fixture)
{
  gint64 start_time = g_get_monotonic_time ();
  g_auto (CliResult) result = cli_fixture_run (fixture, NULL, "accounts", NULL);

  cli_assert_exit (&result, 0);

  return g_get_monotonic_time () - start_time;
}

/* Whether it was killed, at a moment between the two, and had not ended before. */
static gboolean
run_and_kill (CliFixture *fixture,
              const char *output,
              gint64      from_us,
              gint64      until_us)
{
  g_autoptr (GSubprocess) process = start (fixture, output);
  gboolean ended = FALSE;
  int from = (int) (MIN (from_us, until_us) / 1000);
  unsigned int timer = g_timeout_add (g_test_rand_int_range (from, (int) (until_us / 1000) + 1), kill_cb, process);

  g_subprocess_wait_async (process, NULL, ended_cb, &ended);
  while (!ended)
    g_main_context_iteration (NULL, TRUE);
  if (g_main_context_find_source_by_id (NULL, timer) != NULL)
    g_source_remove (timer);

  return g_subprocess_get_if_signaled (process);
}

static char *
load (const char *path)
{
  char *contents = NULL;

  g_file_get_contents (path, &contents, NULL, NULL);

  return contents;
}

/* Killed at any moment of its work, it goes on where it stood: nothing is
 * missing, twice or different, and a file under its final name is whole. */
static void
test_kill (CliFixture   *fixture,
           gconstpointer unused)
{
  const char *wanted = g_getenv ("SMRT_KILLS");
  unsigned int n_kills = wanted != NULL ? (unsigned int) g_ascii_strtoull (wanted, NULL, 10) : KILLS;
  g_autofree char *path = cli_fixture_path (fixture, "credits.csv");
  g_autofree char *output = g_strconcat ("--output=", path, NULL);
  g_autofree char *server = NULL;
  g_autofree char *before = NULL;
  unsigned int killed[N_WORKS] = { 0 };
  unsigned int ended[N_WORKS] = { 0 };
  g_autoptr (GString) figures = NULL;
  gint64 spans[N_WORKS];
  gint64 start_span;

  add_credits (fixture, ROWS);
  server = g_strconcat ("--server=", json_object_get_string_member (json_node_get_object (fixture->face), "url"), NULL);
  {
    g_autofree char *customer =
      g_strconcat ("--customer=", json_object_get_string_member (json_node_get_object (fixture->face), "customer"), NULL);
    g_auto (CliResult) result = cli_fixture_run (fixture, cli_fixture_key (fixture, "owner"), "sign-in", server, customer,
                                                 "--name=Kill", NULL);

    cli_assert_exit (&result, 0);
  }

  start_span = measure_start (fixture);
  forget_copies (fixture);
  spans[LOAD] = measure (fixture, output);
  spans[REFRESH] = spans[EXPORT] = measure (fixture, output);
  g_test_message ("it starts in %" G_GINT64_FORMAT " ms, loads in %" G_GINT64_FORMAT " ms, refreshes in %" G_GINT64_FORMAT " ms", start_span / 1000, spans[LOAD] / 1000, spans[REFRESH] / 1000);
  before = load (path);
  g_assert_nonnull (before);

  for (unsigned int i = 0; i < n_kills; i++)
    {
      Work work = i % N_WORKS;
      g_autofree char *truth = NULL;
      g_autofree char *lines = NULL;
      g_autofree char *left = NULL;
      g_autofree char *found = NULL;

      if (work == LOAD)
        forget_copies (fixture);
      else if (work == REFRESH)
        add_credits (fixture, g_test_rand_int_range (1, 130));

      if (run_and_kill (fixture, output, start_span / 2, spans[work]))
        killed[work]++;
      else
        ended[work]++;

      truth = read_server (fixture);
      left = load (path);
      g_assert_nonnull (left);
      if (!g_str_equal (left, before))
        {
          g_autofree char *whole = read_csv (left);

          g_assert_cmpstr (whole, ==, truth);
        }

      measure (fixture, output);
      g_free (before);
      before = load (path);
      lines = read_csv (before);
      g_assert_cmpstr (lines, ==, truth);
      check_copy (fixture);
    }

  /* ./dev torture prints this line. */
  figures = g_string_new (NULL);
  for (unsigned int work = 0; work < N_WORKS; work++)
    g_string_append_printf (figures, "%s%s %u of %u", work > 0 ? ", " : "", names[work], killed[work],
                            killed[work] + ended[work]);
  g_test_message ("%u kills: %s met it alive; nothing missing, twice or different", n_kills, figures->str);
  g_assert_cmpuint (killed[LOAD] + killed[REFRESH] + killed[EXPORT], >, n_kills / 2);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/cli/kill", CliFixture, NULL, cli_fixture_set_up, test_kill, cli_fixture_tear_down);

  return g_test_run ();
}
