/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * smrt_words_date:
 * @time: unix seconds
 *
 * The day in the person's time zone and order: "3 December 2026", "December 3,
 * 2026".
 *
 * Returns: (transfer full): the words
 */
char *smrt_words_date             (gint64 time);

/**
 * smrt_words_date_short:
 * @time: unix seconds
 *
 * Returns: (transfer full): the day for a table's column: "3 Nov 2026"
 */
char *smrt_words_date_short       (gint64 time);

/**
 * smrt_words_date_sortable:
 * @time: unix seconds
 *
 * Returns: (transfer full): the day for the name of a file, in every locale the
 *   same: "2026-11-03"
 */
char *smrt_words_date_sortable    (gint64 time);

/**
 * smrt_words_date_range:
 * @start: unix seconds
 * @end: unix seconds
 *
 * Returns: (transfer full): "18 November to 3 December", with the years where
 *   they differ; the one day where both are on it
 */
char *smrt_words_date_range       (gint64 start,
                                   gint64 end);

/**
 * smrt_words_date_range_short:
 * @start: unix seconds
 * @end: unix seconds
 *
 * Returns: (transfer full): "18 Dec 2026 to 18 Apr 2027"; the one day where
 *   both are on it
 */
char *smrt_words_date_range_short (gint64 start,
                                   gint64 end);

/**
 * smrt_words_time:
 * @time: unix seconds
 *
 * Returns: (transfer full): day and time of day: "18 November 2026, 00:00"
 */
char *smrt_words_time             (gint64 time);

G_END_DECLS
