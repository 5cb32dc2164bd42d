/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-fixture.h"

#define ROWS 700
#define ROUNDS 300

static const char *language = "en";

#define wait_until(condition)                \
 G_STMT_START                              \
 {                                         \
  while (!(condition))                     \
   g_main_context_iteration (NULL, TRUE);  \
 }                                         \
 G_STMT_END

static char *
dup_language (void)
{
  return g_strdup (language);
}

static char *
describe (SmrtCatalogue *catalogue)
{
  SmrtPlan *plan = catalogue != NULL ? g_ptr_array_index (smrt_catalogue_get_plans (catalogue), 0) : NULL;

  return g_strdup_printf ("%s in %s", plan != NULL ? smrt_plan_get_name (plan) : "Nothing known", language);
}

static char *
describe_credit (SmrtCreditEntry *entry,
                 SmrtInvoice     *invoice,
                 SmrtCatalogue   *catalogue)
{
  return describe (catalogue);
}

static char *
describe_invoice (SmrtInvoice   *invoice,
                  SmrtCatalogue *catalogue)
{
  return describe (catalogue);
}

static const SmrtStoreWords words = { dup_language, describe_credit, describe_invoice, NULL, NULL };

static SmrtCatalogue *
make_catalogue (const char *name)
{
  g_autoptr (GPtrArray) plans = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (plans, smrt_plan_new ("prod_1", name));

  return smrt_catalogue_new (plans, NULL);
}

static GPtrArray *
make_page (unsigned int newest,
           unsigned int count)
{
  GPtrArray *page = page_new ();

  for (unsigned int i = newest; i > newest - count; i--)
    {
      g_autofree char *id = g_strdup_printf ("cbt_%u", i);

      page_add_credit (page, id, 1000 + i, "usd", 1, i, NULL, NULL);
    }

  return page;
}

/* Looks at a row, as a view does, until it reads like that. */
static void
wait_to_read (GListModel   *list,
              unsigned int  position,
              const char   *expected)
{
  g_autoptr (SmrtLedgerRow) row = g_list_model_get_item (list, position);

  while (row == NULL || g_strcmp0 (smrt_ledger_row_get_words (row), expected) != 0)
    {
      SmrtLedgerRow *now;

      g_main_context_iteration (NULL, TRUE);
      now = g_list_model_get_item (list, position);
      g_clear_object (&row);
      row = now;
    }
}

static SmrtStoreList *
show (Fixture *fixture)
{
  g_autoptr (SmrtStoreQuery) query = smrt_store_query_new (SMRT_STORE_TABLE_CREDITS);
  SmrtStoreList *list = smrt_store_list_new (fixture->store, query);

  wait_for_list (list);

  return list;
}

/* Rows that are shown are put into the words of the plans once these are known, and into another language when the
 * program speaks one. */
static void
test_anew (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (SmrtCatalogue) catalogue = make_catalogue ("Standard");
  g_autoptr (SmrtStoreList) list = NULL;
  g_autoptr (GError) error = NULL;

  store_add (fixture->store, SMRT_STORE_TABLE_CREDITS, SMRT_STORE_SIDE_OLDER, NULL, make_page (ROWS, ROWS), TRUE, &error);
  g_assert_no_error (error);
  list = show (fixture);
  wait_to_read (G_LIST_MODEL (list), 0, "Nothing known in en");

  smrt_store_set_catalogue (fixture->store, catalogue);
  g_assert_true (smrt_store_get_rewording (fixture->store));
  wait_to_read (G_LIST_MODEL (list), 0, "Standard in en");
  wait_to_read (G_LIST_MODEL (list), ROWS - 1, "Standard in en");
  wait_until (!smrt_store_get_rewording (fixture->store));
  g_clear_object (&list);
  store_close (fixture->store);

  language = "de";
  fixture_reopen (fixture, data);
  list = show (fixture);
  wait_to_read (G_LIST_MODEL (list), 0, "Standard in en");
  smrt_store_set_catalogue (fixture->store, catalogue);
  wait_to_read (G_LIST_MODEL (list), 0, "Standard in de");
  wait_to_read (G_LIST_MODEL (list), ROWS - 1, "Standard in de");
  g_clear_object (&list);
  store_close (fixture->store);
  language = "en";
}

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  unsigned int *n_waiting = user_data;

  g_assert_true (smrt_store_keep_copy_finish (SMRT_STORE (source), result, &error));
  g_assert_no_error (error);
  (*n_waiting)--;
}

/* The plans of the copy, and then those of the server, as at every start: at whatever moment the second come, whoever
 * looks on sees the last words. */
static void
test_meanwhile (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (SmrtStripeArchive) archive = smrt_stripe_archive_new ();
  g_autoptr (SmrtStoreCopy) copy = smrt_store_copy_new (archive, "cus_1", 1795003200);
  g_autoptr (SmrtStoreList) list = NULL;
  g_autoptr (GError) error = NULL;
  unsigned int n_waiting = 0;

  store_add (fixture->store, SMRT_STORE_TABLE_CREDITS, SMRT_STORE_SIDE_OLDER, NULL, make_page (20, 20), TRUE, &error);
  g_assert_no_error (error);
  list = show (fixture);
  wait_to_read (G_LIST_MODEL (list), 0, "Nothing known in en");

  for (unsigned int i = 0; i < ROUNDS; i++)
    {
      g_autofree char *name = g_strdup_printf ("Plan %u", i);
      g_autofree char *expected = g_strdup_printf ("Plan %u in en", i);
      g_autoptr (SmrtCatalogue) catalogue = make_catalogue (name);
      gint64 end = g_get_monotonic_time () + g_test_rand_int_range (0, 4000);

      smrt_store_set_catalogue (fixture->store, catalogue);
      while (g_get_monotonic_time () < end)
        g_main_context_iteration (NULL, FALSE);
      n_waiting++;
      smrt_store_keep_copy_async (fixture->store, copy, catalogue, NULL, kept_cb, &n_waiting);
      wait_until (n_waiting == 0);
      wait_to_read (G_LIST_MODEL (list), 0, expected);
      wait_to_read (G_LIST_MODEL (list), 19, expected);
    }

  g_clear_object (&list);
  store_close (fixture->store);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) g_test_add (name, Fixture, &words, fixture_set_up, function, fixture_tear_down)
  ADD ("/store/words/anew", test_anew);
  ADD ("/store/words/meanwhile", test_meanwhile);
#undef ADD

  return g_test_run ();
}
