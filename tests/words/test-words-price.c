/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "words-fixture.h"

static void
test_cycles (void)
{
  static const struct
  {
    SmrtInterval interval;
    unsigned int count;
    const char *cycle;
    const char *title;
    const char *price;
  } cases[] = {
    { SMRT_INTERVAL_MONTH, 1, "billed monthly", "Billed monthly", "$75.00 a month" },
    { SMRT_INTERVAL_MONTH, 3, "billed every 3 months", "Billed every 3 months", "$75.00 every 3 months" },
    { SMRT_INTERVAL_YEAR, 1, "billed annually", "Billed annually", "$75.00 a year" },
    { SMRT_INTERVAL_YEAR, 2, "billed every 2 years", "Billed every 2 years", "$75.00 every 2 years" },
    { SMRT_INTERVAL_WEEK, 1, "billed weekly", "Billed weekly", "$75.00 a week" },
    { SMRT_INTERVAL_WEEK, 2, "billed every 2 weeks", "Billed every 2 weeks", "$75.00 every 2 weeks" },
    { SMRT_INTERVAL_DAY, 1, "billed daily", "Billed daily", "$75.00 a day" },
    { SMRT_INTERVAL_DAY, 30, "billed every 30 days", "Billed every 30 days", "$75.00 every 30 days" },
    { SMRT_INTERVAL_UNKNOWN, 1, "billed in periods of its own", "Billed in periods of its own",
      "$75.00 each billing period" },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SmrtPrice) price = words_price_new ("standard", 7500, cases[i].interval, cases[i].count);

      assert_words (smrt_words_cycle (price), cases[i].cycle);
      assert_words (smrt_words_cycle_title (price), cases[i].title);
      assert_words (smrt_words_price (price, 1), cases[i].price);
    }
}

static void
test_no_amount (void)
{
  gint64 amount = 10;
  g_autoptr (SmrtPrice) tiered = smrt_price_new ("price_1", "prod_1", "usd", NULL, SMRT_INTERVAL_MONTH, 1,
                                                 FALSE, TRUE, NULL);
  g_autoptr (SmrtPrice) metered = smrt_price_new ("price_2", "prod_1", "usd", &amount, SMRT_INTERVAL_MONTH, 1,
                                                  TRUE, TRUE, NULL);
  g_autoptr (SmrtPrice) huge = words_price_new ("standard", G_MAXINT64, SMRT_INTERVAL_MONTH, 1);

  assert_words (smrt_words_price (tiered, 3), "Priced by quantity");
  assert_words (smrt_words_price_exact (tiered, NULL), "Priced by quantity");
  assert_words (smrt_words_price (metered, 0), "Priced by usage");
  assert_words (smrt_words_price (huge, 2), "Priced by quantity");
  g_assert_null (smrt_words_price_per_month (tiered));
}

static void
test_comparison (void)
{
  g_autoptr (SmrtPrice) monthly = words_price_new ("standard", 7500, SMRT_INTERVAL_MONTH, 1);
  g_autoptr (SmrtPrice) annual = words_price_new ("standard", 75000, SMRT_INTERVAL_YEAR, 1);
  g_autoptr (SmrtPrice) dear = words_price_new ("standard", 90000, SMRT_INTERVAL_YEAR, 1);
  g_autoptr (SmrtPrice) pro = words_price_new ("pro", 125000, SMRT_INTERVAL_YEAR, 1);

  assert_words (smrt_words_price_per_month (annual), "$62");
  assert_words (smrt_words_price_per_month (pro), "$104");
  assert_words (smrt_words_price_per_month (monthly), "$75");
  assert_words (smrt_words_price_exact (annual, monthly), "$750.00 billed yearly · 2 months free");
  assert_words (smrt_words_price_exact (annual, NULL), "$750.00 billed yearly");
  assert_words (smrt_words_price_exact (dear, monthly), "$900.00 billed yearly");
  assert_words (smrt_words_price_exact (monthly, monthly), "$75.00 billed monthly");
}

static void
test_quantity (void)
{
  assert_words (smrt_words_quantity (1, "seat"), "1 seat");
  assert_words (smrt_words_quantity (3, "seat"), "3 seats");
  assert_words (smrt_words_quantity (3, "line\n\xe2\x80\xae"), "3 × line \xef\xbf\xbd");
  assert_words (smrt_words_quantity (2, NULL), "2 units");
  g_assert_null (smrt_words_quantity (1, NULL));
}

static void
test_subscription (void)
{
  g_autoptr (SmrtCatalogue) catalogue = words_catalogue_new ();
  SmrtPlan *standard = smrt_catalogue_find_plan (catalogue, "prod_standard");
  SmrtPlan *dialer = smrt_catalogue_find_plan (catalogue, "prod_multi");
  g_autoptr (SmrtSubscription) phone = NULL;
  g_autoptr (SmrtSubscription) seats = NULL;
  g_autoptr (SmrtSubscription) empty = NULL;

  phone = words_subscription_new (catalogue, "prod_standard", SMRT_CYCLE_MONTHLY, 1, SMRT_SUBSCRIPTION_STATUS_ACTIVE);
  assert_words (smrt_words_subscription_price (phone, standard), "$75.00 a month · billed monthly");
  assert_words (smrt_words_subscription_next (phone), "Next billing date 3 December 2026");
  assert_words (smrt_words_subscription_summary (phone, standard),
                "Billed monthly · $75.00 a month · next billing date 3 December 2026");

  smrt_subscription_set_cancel_at (phone, DECEMBER_3);
  assert_words (smrt_words_subscription_next (phone), "Ends on 3 December 2026");
  assert_words (smrt_words_subscription_summary (phone, standard),
                "Billed monthly · $75.00 a month · ends on 3 December 2026");

  seats = words_subscription_new (catalogue, "prod_multi", SMRT_CYCLE_MONTHLY, 3, SMRT_SUBSCRIPTION_STATUS_TRIALING);
  assert_words (smrt_words_subscription_price (seats, dialer), "3 seats · $225.00 a month · billed monthly");
  assert_words (smrt_words_subscription_next (seats), "Nothing due until 3 December 2026");
  assert_words (smrt_words_subscription_summary (seats, dialer),
                "Billed monthly · 3 seats · $225.00 a month · next billing date 3 December 2026");

  empty = smrt_subscription_new ("sub_2", SMRT_SUBSCRIPTION_STATUS_CANCELED, "usd");
  assert_words (smrt_words_subscription_price (empty, NULL), "0 products");
  g_assert_null (smrt_words_subscription_next (empty));
}

static void
test_plan_names (void)
{
  g_autoptr (SmrtCatalogue) catalogue = words_catalogue_new ();
  SmrtPlan *pro = smrt_catalogue_find_plan (catalogue, "prod_pro");
  SmrtPlan *dialer = smrt_catalogue_find_plan (catalogue, "prod_multi");
  SmrtPrice *annual = smrt_plan_find_price (pro, SMRT_CYCLE_ANNUAL, "usd");

  assert_words (smrt_words_family_title (pro, catalogue), "smrtPhone");
  assert_words (smrt_words_plan_short_name (pro, catalogue), "Pro");
  assert_words (smrt_words_plan_title (pro, catalogue), "Pro Subscription");
  assert_words (smrt_words_plan_with_cycle (pro, annual, catalogue), "Pro, annual");
  assert_words (smrt_words_plan_with_cycle (pro, NULL, catalogue), "Pro");

  assert_words (smrt_words_plan_short_name (pro, NULL), "smrtPhone Pro");
  assert_words (smrt_words_plan_title (pro, NULL), "smrtPhone Pro");

  /* Alone in its family. */
  assert_words (smrt_words_family_title (dialer, catalogue), "smrtDialer Multi Line");
  assert_words (smrt_words_plan_short_name (dialer, catalogue), "smrtDialer Multi Line");
}

static void
test_plan_names_shared (void)
{
  static const struct
  {
    const char *names[3];
    const char *title;
    const char *short_name;
  } cases[] = {
    { { "Acme Talk Basic", "Acme Talk Plus", "Acme Talk Max" }, "Acme Talk", "Basic" },
    { { "Acme Talk Basic", "Acme Voice", "Acme Talk Max" }, "Acme", "Talk Basic" },
    { { "Basic", "Plus", "Max" }, "Basic", "Basic" },
    /* One name is the beginning of another: each keeps a word of its own. */
    { { "Acme", "Acme Plus", "Acme Max" }, "Acme", "Acme" },
    { { "Acme <b>Basic</b>", "Acme Plus", "Acme Max" }, "Acme", "<b>Basic</b>" },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) plans = g_ptr_array_new_with_free_func (g_object_unref);
      g_autoptr (SmrtCatalogue) catalogue = NULL;

      for (unsigned int j = 0; j < 3; j++)
        {
          g_autofree char *id = g_strdup_printf ("prod_%u", j);
          SmrtPlan *plan = smrt_plan_new (id, cases[i].names[j]);

          smrt_plan_set_family (plan, "acme");
          smrt_plan_set_rank (plan, j);
          g_ptr_array_add (plans, plan);
        }
      catalogue = smrt_catalogue_new (plans, NULL);

      assert_words (smrt_words_family_title (g_ptr_array_index (plans, 0), catalogue), cases[i].title);
      assert_words (smrt_words_plan_short_name (g_ptr_array_index (plans, 0), catalogue), cases[i].short_name);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/words/price/cycles", test_cycles);
  g_test_add_func ("/words/price/no-amount", test_no_amount);
  g_test_add_func ("/words/price/comparison", test_comparison);
  g_test_add_func ("/words/price/quantity", test_quantity);
  g_test_add_func ("/words/price/subscription", test_subscription);
  g_test_add_func ("/words/plan/names", test_plan_names);
  g_test_add_func ("/words/plan/names-shared", test_plan_names_shared);

  return g_test_run ();
}
