/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "smrt-clock.h"

static void
test_default (void)
{
  SmrtClock *clock = smrt_clock_get_default ();
  gint64 before = g_get_real_time () / G_USEC_PER_SEC;
  gint64 now = smrt_clock_get_real_time (clock);
  gint64 first = smrt_clock_get_monotonic_time (clock);

  g_assert_true (clock == smrt_clock_get_default ());
  g_assert_cmpint (now, >=, before);
  g_assert_cmpint (now, <=, g_get_real_time () / G_USEC_PER_SEC);
  g_assert_cmpint (smrt_clock_get_monotonic_time (clock), >=, first);

  g_test_expect_message ("smrt-base", G_LOG_LEVEL_CRITICAL, "*self->manual*");
  smrt_clock_advance (clock, 1);
  g_test_assert_expected_messages ();
}

static void
test_manual (void)
{
  SmrtClock *clock = smrt_clock_new_manual (1795003200);
  gint64 monotonic = smrt_clock_get_monotonic_time (clock);

  g_assert_cmpint (smrt_clock_get_real_time (clock), ==, 1795003200);

  smrt_clock_advance (clock, 0);
  g_assert_cmpint (smrt_clock_get_real_time (clock), ==, 1795003200);
  g_assert_cmpint (smrt_clock_get_monotonic_time (clock), ==, monotonic);

  smrt_clock_advance (clock, 86400);
  g_assert_cmpint (smrt_clock_get_real_time (clock), ==, 1795089600);
  g_assert_cmpint (smrt_clock_get_monotonic_time (clock), ==, monotonic + G_GINT64_CONSTANT (86400000000));

  g_test_expect_message ("smrt-base", G_LOG_LEVEL_CRITICAL, "*seconds >= 0*");
  smrt_clock_advance (clock, -1);
  g_test_assert_expected_messages ();
  g_assert_cmpint (smrt_clock_get_real_time (clock), ==, 1795089600);

  g_assert_finalize_object (clock);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/clock/default", test_default);
  g_test_add_func ("/clock/manual", test_manual);

  return g_test_run ();
}
