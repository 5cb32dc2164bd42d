/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "words-fixture.h"

static void
test_subscription (void)
{
  static const struct
  {
    SmrtSubscriptionStatus status;
    const char *words;
    SmrtTone tone;
  } cases[] = {
    { SMRT_SUBSCRIPTION_STATUS_ACTIVE, "Active", SMRT_TONE_GOOD },
    { SMRT_SUBSCRIPTION_STATUS_TRIALING, "Trial", SMRT_TONE_INFO },
    { SMRT_SUBSCRIPTION_STATUS_PAST_DUE, "Past due", SMRT_TONE_BAD },
    { SMRT_SUBSCRIPTION_STATUS_UNPAID, "Unpaid", SMRT_TONE_BAD },
    { SMRT_SUBSCRIPTION_STATUS_INCOMPLETE, "First payment outstanding", SMRT_TONE_WARNING },
    { SMRT_SUBSCRIPTION_STATUS_INCOMPLETE_EXPIRED, "Never started", SMRT_TONE_NEUTRAL },
    { SMRT_SUBSCRIPTION_STATUS_PAUSED, "Paused", SMRT_TONE_WARNING },
    { SMRT_SUBSCRIPTION_STATUS_CANCELED, "Canceled", SMRT_TONE_NEUTRAL },
    { SMRT_SUBSCRIPTION_STATUS_UNKNOWN, "Unknown status", SMRT_TONE_NEUTRAL },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SmrtSubscription) subscription = smrt_subscription_new ("sub_1", cases[i].status, "usd");
      SmrtTone tone = -1;

      assert_words (smrt_words_subscription_status (subscription, &tone), cases[i].words);
      g_assert_cmpint (tone, ==, cases[i].tone);
      assert_words (smrt_words_subscription_status (subscription, NULL), cases[i].words);
    }
}

static void
assert_active_status (SmrtSubscription *subscription,
                      const char       *words,
                      SmrtTone          expected)
{
  SmrtTone tone = -1;

  assert_words (smrt_words_subscription_status (subscription, &tone), words);
  g_assert_cmpint (tone, ==, expected);
}

static void
test_subscription_details (void)
{
  g_autoptr (SmrtSubscription) active = smrt_subscription_new ("sub_1", SMRT_SUBSCRIPTION_STATUS_ACTIVE, "usd");
  g_autoptr (SmrtSubscription) trial = smrt_subscription_new ("sub_2", SMRT_SUBSCRIPTION_STATUS_TRIALING, "usd");
  g_autoptr (SmrtSchedule) schedule = smrt_schedule_new ("sub_sched_1", 0);
  g_autoptr (SmrtSubscription) unpaid = smrt_subscription_new ("sub_3", SMRT_SUBSCRIPTION_STATUS_UNPAID, "usd");

  smrt_subscription_set_schedule_id (active, "sub_sched_1");
  assert_active_status (active, "Change scheduled", SMRT_TONE_INFO);
  smrt_subscription_set_schedule (active, schedule);
  assert_active_status (active, "Active", SMRT_TONE_GOOD);
  smrt_schedule_take_phase (schedule, smrt_schedule_phase_new (DECEMBER_3, 0));
  assert_active_status (active, "Changes on 3 December 2026", SMRT_TONE_INFO);
  smrt_subscription_set_collection_paused (active, TRUE);
  assert_active_status (active, "Payments paused", SMRT_TONE_WARNING);
  smrt_subscription_set_cancel_at (active, DECEMBER_3);
  assert_active_status (active, "Ends on 3 December 2026", SMRT_TONE_WARNING);
  smrt_subscription_set_pending_update_expires_at (active, DECEMBER_3);
  assert_active_status (active, "Change waits for payment", SMRT_TONE_WARNING);

  smrt_subscription_set_trial_end (trial, DECEMBER_3);
  assert_active_status (trial, "Trial until 3 December 2026", SMRT_TONE_INFO);

  /* What is owed comes before anything else. */
  smrt_subscription_set_cancel_at (unpaid, DECEMBER_3);
  assert_active_status (unpaid, "Unpaid", SMRT_TONE_BAD);
}

static void
test_invoice (void)
{
  SmrtTone tone;

  g_assert_cmpstr (smrt_words_invoice_status (SMRT_INVOICE_STATUS_PAID, &tone), ==, "Paid");
  g_assert_cmpint (tone, ==, SMRT_TONE_GOOD);
  g_assert_cmpstr (smrt_words_invoice_status (SMRT_INVOICE_STATUS_OPEN, &tone), ==, "Open");
  g_assert_cmpint (tone, ==, SMRT_TONE_WARNING);
  g_assert_cmpstr (smrt_words_invoice_status (SMRT_INVOICE_STATUS_VOID, NULL), ==, "Void");
  g_assert_cmpstr (smrt_words_invoice_status (SMRT_INVOICE_STATUS_DRAFT, NULL), ==, "Draft");
  g_assert_cmpstr (smrt_words_invoice_status (SMRT_INVOICE_STATUS_UNCOLLECTIBLE, &tone), ==, "Uncollectible");
  g_assert_cmpint (tone, ==, SMRT_TONE_BAD);
  g_assert_cmpstr (smrt_words_invoice_status (SMRT_INVOICE_STATUS_UNKNOWN, NULL), ==, "Unknown status");
}

static void
test_obstacles (void)
{
  g_autoptr (SmrtSubscription) subscription = smrt_subscription_new ("sub_1", SMRT_SUBSCRIPTION_STATUS_ACTIVE, "usd");
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  smrt_subscription_set_cancel_at (subscription, DECEMBER_3);
  smrt_subscription_set_pending_update_expires_at (subscription, NOVEMBER_18);

  g_assert_null (smrt_words_obstacle (SMRT_OFFER_OBSTACLE_NONE, subscription));
  assert_words (smrt_words_obstacle (SMRT_OFFER_OBSTACLE_CANCELS, subscription),
                "This subscription ends on 3 December 2026, so its plan cannot be changed.");
  assert_words (smrt_words_obstacle (SMRT_OFFER_OBSTACLE_PENDING, subscription),
                "A change waits for its payment until 18 November 2026, 12:00.");

  assert_words (smrt_words_obstacle (SMRT_OFFER_OBSTACLE_PAUSED, subscription),
                "This subscription is paused. The plan can be changed once it goes on.");
  smrt_subscription_set_collection_paused (subscription, TRUE);
  assert_words (smrt_words_obstacle (SMRT_OFFER_OBSTACLE_PAUSED, subscription),
                "Its payments are paused. The plan can be changed once they are collected again.");
  smrt_subscription_set_resumes_at (subscription, DECEMBER_3);
  assert_words (smrt_words_obstacle (SMRT_OFFER_OBSTACLE_PAUSED, subscription),
                "Its payments are paused until 3 December 2026. The plan can be changed after that.");

  for (int obstacle = SMRT_OFFER_OBSTACLE_NONE + 1; obstacle <= SMRT_OFFER_OBSTACLE_NOTHING; obstacle++)
    {
      char *words = smrt_words_obstacle (obstacle, subscription);

      g_assert_nonnull (words);
      g_assert_true (g_str_has_suffix (words, "."));
      g_assert_true (g_hash_table_add (seen, words));
    }
}

static void
test_roles (void)
{
  assert_words (smrt_words_role ("owner"), "Account Owner");
  assert_words (smrt_words_role ("finance"), "Finance & Billing");
  assert_words (smrt_words_role ("user"), "User");
  assert_words (smrt_words_role ("api-key"), "API Key");
  assert_words (smrt_words_role ("chief\r"), "chief ");
  g_assert_null (smrt_words_role (NULL));
  g_assert_nonnull (strstr (smrt_words_read_only (), "Account Owner"));
}

static void
test_problems (void)
{
  g_autoptr (GEnumClass) class = g_type_class_ref (SMRT_TYPE_PROBLEM);
  g_autoptr (GHashTable) titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (unsigned int i = 0; i < class->n_values; i++)
    {
      g_autofree char *body = NULL;
      char *title = NULL;

      smrt_words_problem (class->values[i].value, NULL, NULL, &title, &body);
      g_assert_nonnull (title);
      g_assert_true (g_str_has_suffix (body, "."));
      g_assert_true (g_hash_table_add (titles, title));
    }
}

static void
test_problem_message (void)
{
  g_autofree char *title = NULL;
  g_autofree char *body = NULL;

  smrt_words_problem (SMRT_PROBLEM_DECLINED, "Your card was <b>declined</b>.\x1b[2J\xff", "req_1", &title, &body);
  g_assert_cmpstr (title, ==, "Payment Declined");
  g_assert_cmpstr (body, ==,
                   "The payment was declined. Your plan has not changed.\n"
                   "The message is: “Your card was <b>declined</b>.\xe2\x90\x9b[2J\xef\xbf\xbd”\n"
                   "Request: req_1");
}

static void
test_problem_unknown (void)
{
  g_autofree char *title = NULL;
  g_autofree char *body = NULL;

  smrt_words_problem (4711, "", "", &title, &body);
  g_assert_cmpstr (title, ==, "Something Went Wrong");
  g_assert_cmpstr (body, ==, "The program met an error that it does not know.");
}

static void
test_plain (void)
{
  assert_words (smrt_words_plain (NULL), "");
  assert_words (smrt_words_plain ("Team & Support"), "Team & Support");
  assert_words (smrt_words_plain ("a\nb\tc\xe2\x80\xa9"
                                  "d"),
                "a b c d");
  assert_words (smrt_words_plain ("\x7f\xc2\x9b"), "\xe2\x90\xa1\xef\xbf\xbd");
  /* Right-to-left override, and the isolate that hides an ending. */
  assert_words (smrt_words_plain ("pay\xe2\x80\xae"
                                  "001\xe2\x81\xa6"),
                "pay\xef\xbf\xbd"
                "001\xef\xbf\xbd");
  /* The joiner of Persian and of emoji stays. */
  assert_words (smrt_words_plain ("\xd9\x85\xdb\x8c\xe2\x80\x8c\xd8\xb1"), "\xd9\x85\xdb\x8c\xe2\x80\x8c\xd8\xb1");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  smrt_words_set_time_zone ("UTC");

  g_test_add_func ("/words/status/subscription", test_subscription);
  g_test_add_func ("/words/status/subscription-details", test_subscription_details);
  g_test_add_func ("/words/status/invoice", test_invoice);
  g_test_add_func ("/words/status/obstacles", test_obstacles);
  g_test_add_func ("/words/status/roles", test_roles);
  g_test_add_func ("/words/error/problems", test_problems);
  g_test_add_func ("/words/error/message", test_problem_message);
  g_test_add_func ("/words/error/unknown", test_problem_unknown);
  g_test_add_func ("/words/locale/plain", test_plain);

  return g_test_run ();
}
