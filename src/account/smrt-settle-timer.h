/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define SMRT_SETTLE_TIMER_MAX_DELAY_MS (60 * 1000)

#define SMRT_TYPE_SETTLE_TIMER (smrt_settle_timer_get_type ())

/**
 * SmrtSettleTimer:
 *
 * Says when an unknown outcome is worth another look: after a delay, each time
 * after twice as long, up to %SMRT_SETTLE_TIMER_MAX_DELAY_MS, and at once when
 * the network comes back.
 *
 * Signals: `due`, once for each smrt_settle_timer_start().
 */
G_DECLARE_FINAL_TYPE (SmrtSettleTimer, smrt_settle_timer, SMRT, SETTLE_TIMER, GObject)

/**
 * smrt_settle_timer_new:
 * @delay: milliseconds to the first look
 */
SmrtSettleTimer *smrt_settle_timer_new   (unsigned int     delay);

/**
 * smrt_settle_timer_start:
 *
 * Waits in the thread's default main context; what was waited for before is
 * forgotten.
 */
void             smrt_settle_timer_start (SmrtSettleTimer *self);

/**
 * smrt_settle_timer_stop:
 *
 * Waits no more; the next delay stays as long as it has become.
 */
void             smrt_settle_timer_stop  (SmrtSettleTimer *self);

/**
 * smrt_settle_timer_reset:
 *
 * Stops, and makes the next delay the first one again.
 */
void             smrt_settle_timer_reset (SmrtSettleTimer *self);

G_END_DECLS
