/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-fixture.h"

#include "smrt-database.h"
#include "smrt-store-answer.h"
#include "smrt-store-schema.h"

#define ROWS 60

/* One interruption, after that many steps of SQLite's machine. */
static int
interrupt_cb (gpointer data)
{
  int *n_steps = data;

  return (*n_steps)-- == 0;
}

/* However far a search has come when it is interrupted, it ends with the error
 * alone: half of the rows are no answer. */
static void
test_search (Fixture       *fixture,
             gconstpointer  words)
{
  g_autoptr (SmrtStoreQuery) query = smrt_store_query_new (SMRT_STORE_TABLE_CREDITS);
  g_autoptr (GError) error = NULL;
  g_autoptr (SmrtDatabase) database = NULL;
  GPtrArray *page = page_new ();
  gboolean answered = FALSE;
  unsigned int n_interrupted = 0;

  for (unsigned int i = ROWS; i > 0; i--)
    {
      g_autofree char *id = g_strdup_printf ("cbt_%u", i);

      page_add_credit (page, id, 1000 + i, "usd", 100, i * 100, NULL, "A dollar");
    }
  store_add (fixture->store, SMRT_STORE_TABLE_CREDITS, SMRT_STORE_SIDE_OLDER, NULL, page, TRUE, &error);
  g_assert_no_error (error);

  database = smrt_database_open (fixture->path, SMRT_STORE_APPLICATION_ID, smrt_store_schema, &error);
  g_assert_no_error (error);
  query->from = 1001;

  for (int k = 0; !answered; k++)
    {
      g_autoptr (SmrtStoreAnswer) answer = NULL;
      g_autoptr (GError) interrupted = NULL;
      int n_steps = k;

      sqlite3_progress_handler (smrt_database_get_handle (database), 1, interrupt_cb, &n_steps);
      answer = smrt_store_answer_find (database, query, NULL, &interrupted);
      sqlite3_progress_handler (smrt_database_get_handle (database), 0, NULL, NULL);

      answered = answer != NULL;
      g_assert_true (answered == (interrupted == NULL));
      if (answered)
        {
          g_assert_cmpint (smrt_store_answer_get_sums (answer)->n_rows, ==, ROWS);
          g_assert_cmpint (smrt_store_answer_get_sums (answer)->credited, ==, ROWS * 100);
        }
      else
        {
          n_interrupted++;
          smrt_database_rollback (database);
        }
    }
  g_assert_cmpuint (n_interrupted, >, ROWS);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/store/interrupt/search", Fixture, NULL, fixture_set_up, test_search, fixture_tear_down);

  return g_test_run ();
}
