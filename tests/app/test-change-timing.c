/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "demo-fixture.h"

#include "smrt-change-window.h"
#include "smrt-seat-picker.h"

/* The demo account: smrtPhone Standard, $75.00 a month until 3 December 2026, of which half is left, and three seats of
 * smrtDialer Multi Line at $75.00 until 12 December, of which four fifths are left. */

static SmrtChange *
get_change (DemoFixture *fixture)
{
  return smrt_change_window_get_change (SMRT_CHANGE_WINDOW (fixture->window));
}

static SmrtChangeState
get_state (DemoFixture *fixture)
{
  SmrtChange *change = get_change (fixture);

  return change ? smrt_change_get_state (change) : SMRT_CHANGE_STATE_QUOTING;
}

static void
open_change (DemoFixture *fixture,
             const char  *plan_name,
             SmrtCycle    cycle)
{
  g_autoptr (SmrtOffer) offer = demo_fixture_get_offer (fixture, plan_name, cycle);

  fixture->window = smrt_change_window_new (fixture->account, offer);
  gtk_window_present (GTK_WINDOW (fixture->window));
  demo_wait_until (get_state (fixture) == SMRT_CHANGE_STATE_QUOTED);
}

static GtkWidget *
find_check (GtkWidget   *widget,
            unsigned int n)
{
  static unsigned int seen;

  if (n != G_MAXUINT)
    seen = n;
  if (GTK_IS_CHECK_BUTTON (widget) && seen-- == 0)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_check (child, G_MAXUINT);

      if (found)
        return found;
    }

  return NULL;
}

static void
choose_later (DemoFixture *fixture)
{
  GtkWidget *check = find_check (fixture->window, 1);

  g_assert_nonnull (check);
  gtk_widget_activate (check);
  g_assert_cmpint (smrt_change_get_timing (get_change (fixture)), ==, SMRT_TIMING_AT_RENEWAL);
}

static void
test_beside_each_other (DemoFixture *fixture,
                        const void  *data)
{
  open_change (fixture, "smrtPhone Pro", SMRT_CYCLE_MONTHLY);

  /* Now is chosen, as Upgrade means it; the cost of both stands beside. */
  g_assert_cmpint (smrt_change_get_timing (get_change (fixture)), ==, SMRT_TIMING_NOW);
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (find_check (fixture->window, 0))));
  g_assert_nonnull (demo_find_text (fixture->window, "$25.00 today"));
  g_assert_nonnull (demo_find_text (fixture->window, "On 3 December 2026"));
  g_assert_nonnull (demo_find_text (fixture->window, "$0.00 today"));
  g_assert_nonnull (demo_find_button (fixture->window, "Pay $25.00 and Upgrade"));

  choose_later (fixture);
  g_assert_null (demo_find_text (fixture->window, "Unused time on Standard"));
  g_assert_nonnull (demo_find_text (fixture->window, "$0.00"));
  g_assert_nonnull (demo_find_text (fixture->window, "Until that day all stays as it is"));
  g_assert_null (demo_find_button (fixture->window, "Pay $25.00 and Upgrade"));
  g_assert_true (gtk_widget_is_sensitive (demo_find_button (fixture->window, "Upgrade on 3 December 2026")));

  /* And back. */
  gtk_widget_activate (find_check (fixture->window, 0));
  g_assert_nonnull (demo_find_button (fixture->window, "Pay $25.00 and Upgrade"));
  g_assert_nonnull (demo_find_text (fixture->window, "Unused time on Standard"));
}

static void
test_planned (DemoFixture *fixture,
              const void  *data)
{
  open_change (fixture, "smrtPhone Pro", SMRT_CYCLE_MONTHLY);
  choose_later (fixture);
  demo_click (fixture->window, "Upgrade on 3 December 2026");
  demo_wait_until (get_state (fixture) == SMRT_CHANGE_STATE_DONE);

  g_assert_nonnull (demo_find_text (fixture->window, "Planned for 3 December 2026"));
  g_assert_nonnull (demo_find_text (fixture->window, "Nothing charged, as quoted"));
  g_assert_nonnull (demo_find_text (fixture->window, "3 December 2026, then monthly"));
  g_assert_nonnull (demo_find_text (fixture->window, "$125.00"));
  g_assert_null (demo_find_text (fixture->window, "You’re on Pro"));
  g_assert_null (demo_find_button (fixture->window, "View"));

  /* The account follows, and the next change says that it takes the plan's place. */
  demo_wait_until (smrt_subscription_get_schedule_id (demo_fixture_get_phone (fixture)) != NULL);
  demo_fixture_close (fixture);
  open_change (fixture, "smrtPhone Standard", SMRT_CYCLE_ANNUAL);
  g_assert_nonnull (demo_find_part (fixture->window, "Another change is planned already."));
}

/* What the merchant allows at the next billing date alone says so, and that is chosen. */
static void
test_only_later (DemoFixture *fixture,
                 const void  *data)
{
  g_autoptr (SmrtOffer) offer = demo_fixture_get_offer (fixture, "smrtPhone Pro", SMRT_CYCLE_MONTHLY);
  g_autoptr (SmrtOffer) later =
    smrt_offer_new (smrt_offer_get_kind (offer), smrt_offer_get_subscription (offer), smrt_offer_get_item (offer),
                    smrt_offer_get_from_plan (offer), smrt_offer_get_to_plan (offer), smrt_offer_get_to_price (offer), 1,
                    smrt_offer_get_proration (offer), TRUE);

  fixture->window = smrt_change_window_new (fixture->account, later);
  gtk_window_present (GTK_WINDOW (fixture->window));
  demo_wait_until (get_state (fixture) == SMRT_CHANGE_STATE_QUOTED);

  g_assert_cmpint (smrt_change_get_timing (get_change (fixture)), ==, SMRT_TIMING_AT_RENEWAL);
  g_assert_nonnull (demo_find_text (fixture->window, "Not offered for this change"));
  g_assert_false (gtk_widget_is_sensitive (find_check (fixture->window, 0)));
  g_assert_null (demo_find_text (fixture->window, "$25.00 today"));
  g_assert_nonnull (demo_find_button (fixture->window, "Upgrade on 3 December 2026"));
}

static void
open_seats (DemoFixture *fixture)
{
  GListModel *subscriptions = smrt_account_get_subscriptions (fixture->account);

  for (unsigned int i = 0; i < g_list_model_get_n_items (subscriptions); i++)
    {
      g_autoptr (SmrtSubscription) subscription = g_list_model_get_item (subscriptions, i);
      gint64 least, most;

      if (!smrt_catalogue_get_seat_range (smrt_account_get_catalogue (fixture->account), subscription, &least, &most))
        continue;

      fixture->window = smrt_change_window_new_for_seats (fixture->account, subscription);
      gtk_window_present (GTK_WINDOW (fixture->window));
      return;
    }

  g_assert_not_reached ();
}

static SmrtSeatPicker *
find_picker (GtkWidget *widget)
{
  if (SMRT_IS_SEAT_PICKER (widget))
    return SMRT_SEAT_PICKER (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    {
      SmrtSeatPicker *found = find_picker (child);

      if (found)
        return found;
    }

  return NULL;
}

/* The spin button within a seat picker. */
static GtkSpinButton *
find_spin_button (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    {
      GtkSpinButton *found = GTK_IS_SPIN_BUTTON (child) ? GTK_SPIN_BUTTON (child) : find_spin_button (child);

      if (found)
        return found;
    }

  return NULL;
}

/* Who types a number and confirms at once has not seen what it costs. */
static void
test_hasty (DemoFixture *fixture,
            const void  *data)
{
  SmrtSeatPicker *picker;

  open_seats (fixture);
  picker = find_picker (fixture->window);
  smrt_seat_picker_choose (picker, 5);
  demo_wait_until (get_state (fixture) == SMRT_CHANGE_STATE_QUOTED);

  gtk_editable_set_text (GTK_EDITABLE (find_spin_button (GTK_WIDGET (picker))), "4");
  demo_click (fixture->window, "Pay $120.00 and Change Seats");
  g_assert_cmpint (get_state (fixture), ==, SMRT_CHANGE_STATE_QUOTING);
  demo_wait_until (get_state (fixture) == SMRT_CHANGE_STATE_QUOTED);
  g_assert_nonnull (demo_find_button (fixture->window, "Pay $60.00 and Change Seats"));
}

static void
test_seats (DemoFixture *fixture,
            const void  *data)
{
  SmrtSeatPicker *picker;

  open_seats (fixture);
  picker = find_picker (fixture->window);

  /* No number is chosen for the person. */
  g_assert_null (get_change (fixture));
  g_assert_cmpint (smrt_seat_picker_get_quantity (picker), ==, 3);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (fixture->window)), ==, "Change Seats");
  g_assert_null (demo_find_part (fixture->window, "$"));
  g_assert_false (gtk_widget_is_sensitive (demo_find_button (fixture->window, "Confirm")));

  /* 3 × 75.00 × 4/5 = 180.00 back, 5 × 75.00 × 4/5 = 300.00 charged. */
  smrt_seat_picker_choose (picker, 5);
  demo_wait_until (get_state (fixture) == SMRT_CHANGE_STATE_QUOTED);
  g_assert_nonnull (demo_find_text (fixture->window, "$120.00"));
  g_assert_true (gtk_widget_is_sensitive (demo_find_button (fixture->window, "Pay $120.00 and Change Seats")));

  /* Another number is another question, and until it is answered nothing can be confirmed. */
  smrt_seat_picker_choose (picker, 4);
  g_assert_cmpint (get_state (fixture), ==, SMRT_CHANGE_STATE_QUOTING);
  g_assert_null (demo_find_button (fixture->window, "Pay $120.00 and Change Seats"));
  demo_wait_until (get_state (fixture) == SMRT_CHANGE_STATE_QUOTED);
  g_assert_nonnull (demo_find_button (fixture->window, "Pay $60.00 and Change Seats"));

  /* As many as there are is no change. */
  smrt_seat_picker_choose (picker, 3);
  g_assert_null (get_change (fixture));
  g_assert_null (demo_find_part (fixture->window, "$60.00"));

  smrt_seat_picker_choose (picker, 4);
  demo_wait_until (get_state (fixture) == SMRT_CHANGE_STATE_QUOTED);
  demo_click (fixture->window, "Pay $60.00 and Change Seats");
  demo_wait_until (get_state (fixture) == SMRT_CHANGE_STATE_DONE);
  g_assert_nonnull (demo_find_text (fixture->window, "You now have 4 seats"));
  g_assert_nonnull (demo_find_text (fixture->window, "Charged exactly as quoted"));
}

static void
add (const char *path,
     void      (*test) (DemoFixture *fixture, const void *data))
{
  g_test_add (path, DemoFixture, NULL, demo_fixture_set_up, test, demo_fixture_tear_down);
}

int
main (int   argc,
      char *argv[])
{
  demo_init (&argc, &argv);

  add ("/change-timing/beside-each-other", test_beside_each_other);
  add ("/change-timing/planned", test_planned);
  add ("/change-timing/only-later", test_only_later);
  add ("/change-timing/seats", test_seats);
  add ("/change-timing/hasty", test_hasty);

  return g_test_run ();
}
