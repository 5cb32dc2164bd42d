/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SMRT_TYPE_CLOCK (smrt_clock_get_type ())

G_DECLARE_FINAL_TYPE (SmrtClock, smrt_clock, SMRT, CLOCK, GObject)

/**
 * smrt_clock_get_default:
 *
 * The clock of the machine.
 *
 * Returns: (transfer none): the shared clock
 */
SmrtClock *smrt_clock_get_default (void);

/**
 * smrt_clock_new_manual:
 * @real_time: unix seconds at which the clock stands
 *
 * A clock that moves only by [method@Clock.advance], for tests and for a
 * server that keeps its own time.
 *
 * Returns: (transfer full): a new clock
 */
SmrtClock *smrt_clock_new_manual  (gint64     real_time);

/**
 * smrt_clock_get_real_time:
 *
 * Returns: wall-clock time in unix seconds
 */
gint64     smrt_clock_get_real_time (SmrtClock *self);

/**
 * smrt_clock_get_monotonic_time:
 *
 * Returns: microseconds of a clock that is never set back and goes on while
 *   the machine is suspended, so that an age is an age
 */
gint64     smrt_clock_get_monotonic_time (SmrtClock *self);

/**
 * smrt_clock_advance:
 * @seconds: how far to move; not negative
 *
 * Moves a manual clock, wall-clock and monotonic time alike.
 */
void       smrt_clock_advance (SmrtClock *self,
                               gint64     seconds);

G_END_DECLS
