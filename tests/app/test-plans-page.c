/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "demo-fixture.h"

#include "smrt-plan-table.h"
#include "smrt-plans-page.h"

static SmrtPlansPage *
show_page (DemoFixture *fixture,
           int          width)
{
  GtkWidget *page = smrt_plans_page_new ();

  smrt_plans_page_set_account (SMRT_PLANS_PAGE (page), fixture->account);
  demo_fixture_show (fixture, page, width, 900);
  return SMRT_PLANS_PAGE (page);
}

static void
count_cb (GObject    *object,
          GParamSpec *pspec,
          gpointer    count)
{
  ++*(int *) count;
}

static void
activated_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       target)
{
  *(GVariant **) target = g_variant_ref (parameter);
}

/* Stands in for the window's action and keeps what it was activated with. */
static void
catch_change (DemoFixture  *fixture,
              GVariant    **target)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) action = g_simple_action_new ("change", G_VARIANT_TYPE ("(sss)"));

  g_signal_connect (action, "activate", G_CALLBACK (activated_cb), target);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
  gtk_widget_insert_action_group (fixture->window, "win", G_ACTION_GROUP (group));
}

static void
test_properties (void)
{
  SmrtPlansPage *page = g_object_ref_sink (SMRT_PLANS_PAGE (smrt_plans_page_new ()));
  int cycles = 0, differences = 0;

  g_assert_null (smrt_plans_page_get_account (page));
  g_assert_cmpint (smrt_plans_page_get_cycle (page), ==, SMRT_CYCLE_OTHER);
  g_assert_false (smrt_plans_page_get_differences_only (page));
  g_assert_null (smrt_plans_page_get_subtitle (page));

  g_signal_connect (page, "notify::cycle", G_CALLBACK (count_cb), &cycles);
  g_signal_connect (page, "notify::differences-only", G_CALLBACK (count_cb), &differences);
  smrt_plans_page_set_cycle (page, SMRT_CYCLE_ANNUAL);
  smrt_plans_page_set_cycle (page, SMRT_CYCLE_ANNUAL);
  g_object_set (page, "differences-only", TRUE, NULL);
  g_object_set (page, "differences-only", TRUE, NULL);
  g_assert_cmpint (cycles, ==, 1);
  g_assert_cmpint (differences, ==, 1);
  g_assert_true (smrt_plans_page_get_differences_only (page));

  g_assert_finalize_object (page);
}

static void
test_opens_on_own_cycle (DemoFixture *fixture,
                         const void  *data)
{
  GtkWidget *page = GTK_WIDGET (show_page (fixture, 900));
  GtkWidget *column;

  g_assert_cmpint (smrt_plans_page_get_cycle (SMRT_PLANS_PAGE (page)), ==, SMRT_CYCLE_MONTHLY);
  g_assert_cmpstr (smrt_plans_page_get_subtitle (SMRT_PLANS_PAGE (page)), ==, "smrtPhone");
  g_assert_nonnull (demo_find_text (page, "$75"));
  g_assert_nonnull (demo_find_text (page, "$125"));
  g_assert_nonnull (demo_find_text (page, "/ month"));
  g_assert_nonnull (demo_find_text (page, "Your plan"));
  g_assert_nonnull (demo_find_button (page, "Upgrade to Pro…"));
  g_assert_nonnull (demo_find_part (page, "You pay monthly today."));

  /* Nothing leads to where the account is. */
  column = gtk_widget_get_ancestor (demo_find_text (page, "Your plan"), g_type_from_name ("SmrtPlanColumn"));
  g_assert_nonnull (demo_find_text (column, "Standard"));
  g_assert_null (demo_find_button (column, "Switch to Monthly…"));
  g_assert_null (demo_find_part (column, "…"));
}

static void
test_annual (DemoFixture *fixture,
             const void  *data)
{
  GtkWidget *page = GTK_WIDGET (show_page (fixture, 900));
  g_autoptr (GVariant) target = NULL;
  const char *subscription, *product, *cycle;
  SmrtOffer *offer;

  catch_change (fixture, &target);
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (demo_find_button (page, "Annual"))));
  demo_click (page, "Annual");
  g_assert_cmpint (smrt_plans_page_get_cycle (SMRT_PLANS_PAGE (page)), ==, SMRT_CYCLE_ANNUAL);
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (demo_find_button (page, "Annual"))));
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (demo_find_button (page, "Monthly"))));

  /* 750 / 12 = 62.50 and 1,250 / 12 = 104.16, cut to whole dollars, beside the real prices. */
  g_assert_nonnull (demo_find_text (page, "$62"));
  g_assert_nonnull (demo_find_text (page, "$750.00 billed yearly · 2 months free"));
  g_assert_nonnull (demo_find_text (page, "$104"));
  g_assert_nonnull (demo_find_text (page, "$1,250.00 billed yearly · 2 months free"));
  g_assert_nonnull (demo_find_button (page, "Switch to Annual…"));

  demo_click (page, "Upgrade to Pro, annual…");
  g_assert_nonnull (target);
  g_variant_get (target, "(&s&s&s)", &subscription, &product, &cycle);
  offer = demo_fixture_get_offer (fixture, "smrtPhone Pro", SMRT_CYCLE_ANNUAL);
  g_assert_cmpstr (subscription, ==, smrt_subscription_get_id (demo_fixture_get_phone (fixture)));
  g_assert_cmpstr (product, ==, smrt_plan_get_id (smrt_offer_get_to_plan (offer)));
  g_assert_cmpstr (cycle, ==, "annual");
  g_object_unref (offer);
}

static void
test_differences_only (DemoFixture *fixture,
                       const void  *data)
{
  GtkWidget *page = GTK_WIDGET (show_page (fixture, 900));

  g_assert_nonnull (demo_find_text (page, "Instant Numbers"));
  g_assert_nonnull (demo_find_text (page, "Warm Transfers"));

  smrt_plans_page_set_differences_only (SMRT_PLANS_PAGE (page), TRUE);
  g_assert_null (demo_find_text (page, "Instant Numbers"));
  g_assert_nonnull (demo_find_text (page, "Warm Transfers"));

  smrt_plans_page_set_differences_only (SMRT_PLANS_PAGE (page), FALSE);
  g_assert_nonnull (demo_find_text (page, "Instant Numbers"));
}

static void
test_accessible_cells (DemoFixture *fixture,
                       const void  *data)
{
  GtkWidget *page = GTK_WIDGET (show_page (fixture, 900));
  GtkWidget *table = gtk_widget_get_ancestor (demo_find_text (page, "Warm Transfers"), SMRT_TYPE_PLAN_TABLE);
  GtkWidget *cell = gtk_widget_get_parent (demo_find_text (table, "Not included"));
  GtkWidget *image = gtk_widget_get_first_child (cell);

  gtk_test_accessible_assert_property (cell, GTK_ACCESSIBLE_PROPERTY_LABEL, "Warm Transfers: not included in Standard");
  gtk_test_accessible_assert_state (image, GTK_ACCESSIBLE_STATE_HIDDEN, TRUE);
}

static void
test_families (DemoFixture *fixture,
               const void  *data)
{
  GtkWidget *page = GTK_WIDGET (show_page (fixture, 900));
  GtkWidget *drop_down;
  int subtitles = 0;

  g_signal_connect (page, "notify::subtitle", G_CALLBACK (count_cb), &subtitles);
  drop_down = gtk_widget_get_ancestor (demo_find_text (page, "smrtPhone"), GTK_TYPE_DROP_DOWN);
  g_assert_nonnull (drop_down);
  g_assert_cmpint (g_list_model_get_n_items (gtk_drop_down_get_model (GTK_DROP_DOWN (drop_down))), ==, 2);

  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down), 1 - gtk_drop_down_get_selected (GTK_DROP_DOWN (drop_down)));
  g_assert_cmpint (subtitles, ==, 1);
  g_assert_cmpstr (smrt_plans_page_get_subtitle (SMRT_PLANS_PAGE (page)), ==, "smrtDialer");
  g_assert_nonnull (demo_find_text (page, "/ seat / month"));
  g_assert_nonnull (demo_find_text (page, "3 seats · $225.00 a month"));
  g_assert_nonnull (demo_find_text (page, "3 seats · $126.00 a month"));
  g_assert_nonnull (demo_find_button (page, "Downgrade to Single Line…"));
}

static void
test_narrow (DemoFixture *fixture,
             const void  *data)
{
  GtkWidget *page = GTK_WIDGET (show_page (fixture, 360));

  g_assert_cmpint (gtk_widget_get_width (page), <=, 360);
  /* The words of the table's cells are not there: each plan is a card with its own features. */
  g_assert_null (demo_find_text (page, "Not included"));
  g_assert_nonnull (demo_find_text (page, "Warm Transfers"));
  g_assert_nonnull (demo_find_button (page, "Upgrade to Pro…"));
}

static void
test_read_only (DemoFixture *fixture,
                const void  *data)
{
  GtkWidget *page = GTK_WIDGET (show_page (fixture, 900));
  GtkWidget *button = demo_find_button (page, "Upgrade to Pro…");
  GtkWidget *column = gtk_widget_get_ancestor (button, g_type_from_name ("SmrtPlanColumn"));
  g_autoptr (GVariant) target = NULL;

  catch_change (fixture, &target);
  g_assert_nonnull (demo_find_text (page, "$125"));
  g_assert_false (gtk_widget_is_sensitive (button));
  g_assert_nonnull (demo_find_text (column, smrt_words_read_only ()));
  g_signal_emit_by_name (button, "clicked");
  g_assert_null (target);
}

/* Nobody chose a cycle yet: then none is chosen for them. */
static void
test_without_subscription (DemoFixture *fixture,
                           const void  *data)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  GtkWidget *page;

  smrt_account_take_reading (fixture->account, smrt_account_get_catalogue (fixture->account),
                             smrt_account_get_customer (fixture->account), none, none, none, 1795003200);
  page = GTK_WIDGET (show_page (fixture, 900));
  g_assert_cmpstr (smrt_plans_page_get_subtitle (SMRT_PLANS_PAGE (page)), ==, "smrtPhone");
  g_assert_cmpint (smrt_plans_page_get_cycle (SMRT_PLANS_PAGE (page)), ==, SMRT_CYCLE_OTHER);
  g_assert_null (demo_find_part (page, "$"));
  g_assert_null (demo_find_text (page, "Your plan"));
  g_assert_nonnull (demo_find_text (page, "You do not subscribe to this product."));
  g_assert_nonnull (demo_find_text (page, "Choose Monthly or Annual to see the prices."));

  demo_click (page, "Annual");
  g_assert_nonnull (demo_find_text (page, "$62"));
  g_assert_null (demo_find_part (page, "Choose Monthly"));
}

static void
test_refresh_keeps_the_view (DemoFixture *fixture,
                             const void  *data)
{
  GtkWidget *page = GTK_WIDGET (show_page (fixture, 900));

  demo_click (page, "Annual");
  demo_fixture_refresh (fixture);
  g_assert_cmpint (smrt_plans_page_get_cycle (SMRT_PLANS_PAGE (page)), ==, SMRT_CYCLE_ANNUAL);
  g_assert_cmpstr (smrt_plans_page_get_subtitle (SMRT_PLANS_PAGE (page)), ==, "smrtPhone");
  g_assert_nonnull (demo_find_text (page, "$62"));
}

static void
assert_toggles (GtkWidget *page,
                gboolean   monthly,
                gboolean   annual)
{
  g_assert_cmpint (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (demo_find_button (page, "Monthly"))), ==, monthly);
  g_assert_cmpint (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (demo_find_button (page, "Annual"))), ==, annual);
}

/* The choice that is shown as made is the one whose prices are shown, also where another page was in front meanwhile. */
static void
test_toggles_follow (DemoFixture *fixture,
                     const void  *data)
{
  GtkWidget *stack = gtk_stack_new ();
  GtkWidget *page = smrt_plans_page_new ();
  GtkWidget *drop_down;

  gtk_stack_add_named (GTK_STACK (stack), page, "plans");
  gtk_stack_add_named (GTK_STACK (stack), gtk_label_new ("Products"), "products");
  smrt_plans_page_set_account (SMRT_PLANS_PAGE (page), fixture->account);
  demo_fixture_show (fixture, stack, 900, 900);

  assert_toggles (page, TRUE, FALSE);
  smrt_plans_page_set_cycle (SMRT_PLANS_PAGE (page), SMRT_CYCLE_ANNUAL);
  assert_toggles (page, FALSE, TRUE);
  drop_down = gtk_widget_get_ancestor (demo_find_text (page, "smrtPhone"), GTK_TYPE_DROP_DOWN);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down), 1);
  assert_toggles (page, TRUE, FALSE);

  smrt_plans_page_set_cycle (SMRT_PLANS_PAGE (page), SMRT_CYCLE_ANNUAL);
  /* GTK 4.8 leaks what had the focus where two widgets around it are hidden within one frame. */
  gtk_window_set_focus (GTK_WINDOW (fixture->window), NULL);
  gtk_stack_set_visible_child_name (GTK_STACK (stack), "products");
  smrt_plans_page_set_account (SMRT_PLANS_PAGE (page), NULL);
  smrt_plans_page_set_account (SMRT_PLANS_PAGE (page), fixture->account);
  gtk_stack_set_visible_child_name (GTK_STACK (stack), "plans");
  demo_wait_until (gtk_widget_get_mapped (page));
  g_assert_cmpint (smrt_plans_page_get_cycle (SMRT_PLANS_PAGE (page)), ==, SMRT_CYCLE_MONTHLY);
  assert_toggles (page, TRUE, FALSE);
}

static void
add (const char *path,
     SmrtRole    role,
     void      (*test) (DemoFixture *fixture, const void *data))
{
  g_test_add (path, DemoFixture, GINT_TO_POINTER (role), demo_fixture_set_up, test, demo_fixture_tear_down);
}

int
main (int    argc,
      char **argv)
{
  demo_init (&argc, &argv);
  g_test_add_func ("/app/plans-page/properties", test_properties);
  add ("/app/plans-page/opens-on-own-cycle", SMRT_ROLE_OWNER, test_opens_on_own_cycle);
  add ("/app/plans-page/annual", SMRT_ROLE_OWNER, test_annual);
  add ("/app/plans-page/differences-only", SMRT_ROLE_FINANCE, test_differences_only);
  add ("/app/plans-page/accessible-cells", SMRT_ROLE_OWNER, test_accessible_cells);
  add ("/app/plans-page/families", SMRT_ROLE_OWNER, test_families);
  add ("/app/plans-page/narrow", SMRT_ROLE_OWNER, test_narrow);
  add ("/app/plans-page/read-only", SMRT_ROLE_USER, test_read_only);
  add ("/app/plans-page/toggles-follow", SMRT_ROLE_OWNER, test_toggles_follow);
  add ("/app/plans-page/without-subscription", SMRT_ROLE_OWNER, test_without_subscription);
  add ("/app/plans-page/refresh-keeps-the-view", SMRT_ROLE_OWNER, test_refresh_keeps_the_view);
  return g_test_run ();
}
