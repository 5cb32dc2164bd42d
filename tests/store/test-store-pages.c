/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-fixture.h"

#define assert_ids(store, table, expected)                      \
 G_STMT_START                                                 \
 {                                                            \
  g_autofree char *found_ids = store_list_ids (store, table); \
  g_assert_cmpstr (found_ids, ==, expected);                  \
 }                                                            \
 G_STMT_END

static void
assert_edge (SmrtStore      *store,
             SmrtStoreTable  table,
             const char     *newest,
             const char     *oldest,
             guint64         n_rows,
             gboolean        complete)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SmrtStoreEdge) edge = store_edge (store, table, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (edge->newest_id, ==, newest);
  g_assert_cmpstr (edge->oldest_id, ==, oldest);
  g_assert_cmpuint (edge->n_rows, ==, n_rows);
  g_assert_cmpint (edge->complete, ==, complete);
}

/* cbt_9, cbt_8 … down to cbt_@first, a dollar more each. */
static GPtrArray *
make_page (unsigned int last,
           unsigned int first)
{
  GPtrArray *page = page_new ();

  for (unsigned int i = last; i >= first; i--)
    {
      g_autofree char *id = g_strdup_printf ("cbt_%u", i);

      page_add_credit (page, id, 1000 + i, "usd", 100, i * 100, NULL, "A dollar");
    }

  return page;
}

static void
add (SmrtStore     *store,
     SmrtStoreSide  side,
     const char    *cursor,
     GPtrArray     *page,
     gboolean       complete)
{
  g_autoptr (GError) error = NULL;

  store_add (store, SMRT_STORE_TABLE_CREDITS, side, cursor, page, complete, &error);
  g_assert_no_error (error);
}

static void
test_pages (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  assert_edge (fixture->store, SMRT_STORE_TABLE_CREDITS, NULL, NULL, 0, FALSE);

  add (fixture->store, SMRT_STORE_SIDE_OLDER, NULL, make_page (6, 5), FALSE);
  assert_edge (fixture->store, SMRT_STORE_TABLE_CREDITS, "cbt_6", "cbt_5", 2, FALSE);
  add (fixture->store, SMRT_STORE_SIDE_OLDER, "cbt_5", make_page (4, 3), FALSE);
  add (fixture->store, SMRT_STORE_SIDE_NEWER, "cbt_6", make_page (8, 7), TRUE);
  assert_edge (fixture->store, SMRT_STORE_TABLE_CREDITS, "cbt_8", "cbt_3", 6, FALSE);

  /* Interrupted here, it goes on where it was. */
  fixture_reopen (fixture, data);
  assert_edge (fixture->store, SMRT_STORE_TABLE_CREDITS, "cbt_8", "cbt_3", 6, FALSE);
  add (fixture->store, SMRT_STORE_SIDE_OLDER, "cbt_3", make_page (2, 1), TRUE);
  add (fixture->store, SMRT_STORE_SIDE_NEWER, "cbt_8", make_page (9, 9), FALSE);
  assert_edge (fixture->store, SMRT_STORE_TABLE_CREDITS, "cbt_9", "cbt_1", 9, TRUE);
  assert_ids (fixture->store, SMRT_STORE_TABLE_CREDITS, "cbt_9 cbt_8 cbt_7 cbt_6 cbt_5 cbt_4 cbt_3 cbt_2 cbt_1");

  /* A page that overlaps what is there doubles nothing. */
  add (fixture->store, SMRT_STORE_SIDE_NEWER, "cbt_9", make_page (11, 8), FALSE);
  assert_edge (fixture->store, SMRT_STORE_TABLE_CREDITS, "cbt_11", "cbt_1", 11, TRUE);
  assert_ids (fixture->store, SMRT_STORE_TABLE_CREDITS,
              "cbt_11 cbt_10 cbt_9 cbt_8 cbt_7 cbt_6 cbt_5 cbt_4 cbt_3 cbt_2 cbt_1");

  g_assert_true (store_clear (fixture->store, SMRT_STORE_TABLE_CREDITS, &error));
  assert_edge (fixture->store, SMRT_STORE_TABLE_CREDITS, NULL, NULL, 0, FALSE);
  assert_ids (fixture->store, SMRT_STORE_TABLE_CREDITS, "");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) g_test_add (name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("/store/pages", test_pages);
#undef ADD

  return g_test_run ();
}
