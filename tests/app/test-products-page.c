/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "demo-fixture.h"

#include "smrt-products-page.h"

static void
activate_cb (GSimpleAction *action,
             GVariant      *parameter,
             GVariant     **target)
{
  g_clear_pointer (target, g_variant_unref);
  *target = g_variant_ref (parameter);
}

/* Stands in for the window's action and keeps what it was activated with. */
static void
catch_action (DemoFixture  *fixture,
              const char   *name,
              const char   *type,
              gboolean      enabled,
              GVariant    **target)
{
  GActionGroup *group = G_ACTION_GROUP (g_object_get_data (G_OBJECT (fixture->window), "actions"));
  g_autoptr (GSimpleAction) action = g_simple_action_new (name, G_VARIANT_TYPE (type));

  if (group == NULL)
    {
      group = G_ACTION_GROUP (g_simple_action_group_new ());
      g_object_set_data_full (G_OBJECT (fixture->window), "actions", group, g_object_unref);
      gtk_widget_insert_action_group (fixture->window, "win", group);
    }

  g_simple_action_set_enabled (action, enabled);
  g_signal_connect (action, "activate", G_CALLBACK (activate_cb), target);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
}

static GtkWidget *
show_page (DemoFixture *fixture,
           int          width)
{
  GtkWidget *page = smrt_products_page_new ();

  smrt_products_page_set_account (SMRT_PRODUCTS_PAGE (page), fixture->account);
  demo_fixture_show (fixture, page, width, 800);

  return page;
}

static void
test_shows_products (DemoFixture *fixture,
                     const void  *data)
{
  GtkWidget *page = show_page (fixture, 900);

  g_assert_nonnull (demo_find_text (page, "smrtPhone"));
  g_assert_nonnull (demo_find_text (page, "Standard Subscription"));
  g_assert_nonnull (demo_find_text (page, "$75.00 a month · billed monthly"));
  g_assert_nonnull (demo_find_text (page, "Next billing date 3 December 2026"));
  g_assert_nonnull (demo_find_text (page, "smrtDialer"));
  g_assert_nonnull (demo_find_text (page, "3 seats · $225.00 a month · billed monthly"));
  g_assert_nonnull (demo_find_text (page, "Active"));
  g_assert_nonnull (demo_find_text (page, "Visa •••• 4242"));
  g_assert_nonnull (demo_find_text (page, "Expires 08/2029"));

  /* There is no credit, so nothing is said of it. */
  g_assert_null (demo_find_button (page, "View Credits"));
}

static void
test_upgrade_is_suggested (DemoFixture *fixture,
                           const void  *data)
{
  GtkWidget *page = show_page (fixture, 900);
  g_autoptr (GVariant) target = NULL;
  g_autoptr (SmrtOffer) offer = NULL;
  const char *subscription;
  const char *plan;
  const char *cycle;

  catch_action (fixture, "change", "(sss)", TRUE, &target);

  g_assert_true (gtk_widget_has_css_class (demo_find_button (page, "Upgrade to Pro…"), "suggested-action"));
  demo_click (page, "Upgrade to Pro…");
  g_variant_get (target, "(&s&s&s)", &subscription, &plan, &cycle);
  g_assert_cmpstr (subscription, ==, smrt_subscription_get_id (demo_fixture_get_phone (fixture)));
  offer = demo_fixture_get_offer (fixture, "smrtPhone Pro", SMRT_CYCLE_MONTHLY);
  g_assert_cmpstr (plan, ==, smrt_plan_get_id (smrt_offer_get_to_plan (offer)));
  g_assert_cmpstr (cycle, ==, "monthly");

  demo_click (page, "Switch to Annual…");
  g_variant_get (target, "(&s&s&s)", &subscription, &plan, &cycle);
  g_assert_cmpstr (cycle, ==, "annual");

  /* A downgrade takes as many clicks, and is not pressed on anybody. */
  g_assert_false (gtk_widget_has_css_class (demo_find_button (page, "Downgrade to Single Line…"), "suggested-action"));
}

static void
test_user_is_told_why (DemoFixture *fixture,
                       const void  *data)
{
  GtkWidget *page = show_page (fixture, 900);
  g_autoptr (GVariant) target = NULL;

  catch_action (fixture, "change", "(sss)", FALSE, &target);

  g_assert_nonnull (demo_find_text (page, "Standard Subscription"));
  g_assert_false (gtk_widget_get_sensitive (demo_find_button (page, "Upgrade to Pro…")));
  g_assert_false (gtk_widget_get_sensitive (demo_find_button (page, "Switch to Annual…")));
  g_assert_nonnull (demo_find_text (page, smrt_words_read_only ()));
}

static void
test_stacks_when_narrow (DemoFixture *fixture,
                         const void  *data)
{
  GtkWidget *page = show_page (fixture, 360);
  graphene_rect_t title;
  graphene_rect_t button;

  g_assert_cmpint (gtk_widget_get_width (page), ==, 360);
  g_assert_true (gtk_widget_compute_bounds (demo_find_text (page, "Standard Subscription"), page, &title));
  g_assert_true (gtk_widget_compute_bounds (demo_find_button (page, "Upgrade to Pro…"), page, &button));
  g_assert_cmpfloat (button.origin.y, >, title.origin.y + title.size.height);
  g_assert_cmpfloat (button.origin.x + button.size.width, <=, 360);
}

static void
test_follows_the_account (DemoFixture *fixture,
                          const void  *data)
{
  GtkWidget *page = show_page (fixture, 900);
  g_autoptr (GVariant) target = NULL;
  g_autofree char *path = NULL;

  catch_action (fixture, "show-page", "s", TRUE, &target);
  demo_fixture_run (fixture, SMRT_DEMO_NEXT_BILLING_DATE);
  demo_fixture_refresh (fixture);

  g_assert_null (demo_find_text (page, "Next billing date 3 December 2026"));
  g_assert_nonnull (demo_find_text (page, "Next billing date 3 January 2027"));

  path = g_strdup_printf ("/v1/customers/%s/balance_transactions",
                          smrt_customer_get_id (smrt_account_get_customer (fixture->account)));
  demo_fixture_post (fixture, path,
                     "amount", "-4167",
                     "currency", "usd",
                     NULL);
  demo_fixture_refresh (fixture);
  g_assert_nonnull (demo_find_text (page, "Credit $41.67"));
  demo_click (page, "View Credits");
  g_assert_cmpstr (g_variant_get_string (target, NULL), ==, "credits");
}

static void
test_empty (DemoFixture *fixture,
            const void  *data)
{
  GtkWidget *page = show_page (fixture, 900);
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();
  g_autoptr (SmrtCustomer) customer = smrt_customer_new ("cus_2", NULL, NULL, NULL, FALSE);

  smrt_account_take_reading (fixture->account, smrt_account_get_catalogue (fixture->account), customer,
                             nothing, nothing, nothing, 1795003200);
  g_assert_nonnull (demo_find_text (page, "No Products"));
  g_assert_null (demo_find_text (page, "Standard Subscription"));
}

int
main (int   argc,
      char *argv[])
{
  demo_init (&argc, &argv);

#define ADD(name, role, function)                                                                      \
 g_test_add ("/products-page/" name, DemoFixture, GINT_TO_POINTER (role), demo_fixture_set_up, function, \
             demo_fixture_tear_down)

  ADD ("shows-products", SMRT_ROLE_OWNER, test_shows_products);
  ADD ("upgrade-is-suggested", SMRT_ROLE_FINANCE, test_upgrade_is_suggested);
  ADD ("user-is-told-why", SMRT_ROLE_USER, test_user_is_told_why);
  ADD ("stacks-when-narrow", SMRT_ROLE_OWNER, test_stacks_when_narrow);
  ADD ("follows-the-account", SMRT_ROLE_OWNER, test_follows_the_account);
  ADD ("empty", SMRT_ROLE_OWNER, test_empty);

  return g_test_run ();
}
