/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SmrtExportDays:
 *
 * Writes days and times of a long list. It remembers the last ones: rows that
 * follow each other are mostly of the same day.
 */
typedef struct _SmrtExportDays SmrtExportDays;

SmrtExportDays *smrt_export_days_new         (void);
void            smrt_export_days_free        (SmrtExportDays *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmrtExportDays, smrt_export_days_free)

/**
 * smrt_export_days_append_day:
 * @text: where it is written
 * @time: unix seconds
 *
 * Writes the day in the person's time zone, "2026-11-18", and nothing where no
 * calendar has it.
 */
void            smrt_export_days_append_day  (SmrtExportDays *self,
                                              GString        *text,
                                              gint64          time);

/**
 * smrt_export_days_append_time:
 * @text: where it is written
 * @time: unix seconds
 *
 * Writes day and time of UTC, "2026-11-18T12:00:00Z", and nothing where no
 * calendar has it.
 */
void            smrt_export_days_append_time (SmrtExportDays *self,
                                              GString        *text,
                                              gint64          time);

/**
 * smrt_export_days_get_local:
 * @time: unix seconds
 * @day: (out): the day in the person's time zone, days from 1 January 1970
 * @second: (out): the second of that day by the clock
 */
void            smrt_export_days_get_local   (SmrtExportDays *self,
                                              gint64          time,
                                              gint64         *day,
                                              gint64         *second);

G_END_DECLS
