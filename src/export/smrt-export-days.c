/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-export"

#include "config.h"

#include "smrt-export-days.h"

#include "smrt-words.h"

#define DAY G_GINT64_CONSTANT (86400)
#define DAY_LENGTH 10

/* As GDate counts its days, 1 January 1970; and the ends of the calendar. */
#define EPOCH 719163
#define FIRST_DAY (1 - EPOCH)
#define LAST_DAY (3652059 - EPOCH)

typedef struct
{
  gint64 day;
  char text[DAY_LENGTH + 1];
} DayText;

struct _SmrtExportDays
{
  GTimeZone *zone;
  gint64 from;
  gint64 until;
  gint64 offset;
  DayText local;
  DayText utc;
};

static gint64
floor_divide (gint64 a,
              gint64 b)
{
  return a / b - (a % b < 0 ? 1 : 0);
}

static void
write_digits (char         *text,
              unsigned int  n_digits,
              unsigned int  number)
{
  for (unsigned int i = n_digits; i > 0; i--)
    {
      text[i - 1] = '0' + number % 10;
      number /= 10;
    }
}

static const char *
find_day (DayText *self,
          gint64   day)
{
  GDate date;

  if (self->day == day)
    return self->text;

  self->day = day;
  self->text[0] = '\0';
  if (day < FIRST_DAY || day > LAST_DAY)
    return self->text;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, day + EPOCH);
  write_digits (self->text, 4, g_date_get_year (&date));
  write_digits (self->text + 5, 2, g_date_get_month (&date));
  write_digits (self->text + 8, 2, g_date_get_day (&date));
  self->text[4] = '-';
  self->text[7] = '-';
  self->text[DAY_LENGTH] = '\0';

  return self->text;
}

/* The offset is looked up once a day of UTC, if the clocks do not change on it. */
static gint64
get_offset (SmrtExportDays *self,
            gint64          time)
{
  gint64 from, until;
  int first, last;

  if (time >= self->from && time < self->until)
    return self->offset;

  from = floor_divide (time, DAY) * DAY;
  until = from + DAY;
  first = g_time_zone_find_interval (self->zone, G_TIME_TYPE_UNIVERSAL, from);
  last = g_time_zone_find_interval (self->zone, G_TIME_TYPE_UNIVERSAL, until);
  if (first != last)
    return g_time_zone_get_offset (self->zone, g_time_zone_find_interval (self->zone, G_TIME_TYPE_UNIVERSAL, time));

  self->from = from;
  self->until = until;
  self->offset = g_time_zone_get_offset (self->zone, first);

  return self->offset;
}

SmrtExportDays *
smrt_export_days_new (void)
{
  SmrtExportDays *self = g_new0 (SmrtExportDays, 1);

  self->zone = smrt_words_dup_zone ();
  self->local.day = G_MININT64;
  self->utc.day = G_MININT64;

  return self;
}

void
smrt_export_days_free (SmrtExportDays *self)
{
  g_time_zone_unref (self->zone);
  g_free (self);
}

void
smrt_export_days_get_local (SmrtExportDays *self,
                            gint64          time,
                            gint64         *day,
                            gint64         *second)
{
  gint64 local;

  g_return_if_fail (self != NULL && day != NULL && second != NULL);

  /* Whatever is beyond the calendar stays there. */
  time = CLAMP (time, (FIRST_DAY - 2) * DAY, (LAST_DAY + 2) * DAY);
  local = time + get_offset (self, time);
  *day = floor_divide (local, DAY);
  *second = local - *day * DAY;
}

void
smrt_export_days_append_day (SmrtExportDays *self,
                             GString        *text,
                             gint64          time)
{
  gint64 day, second;

  g_return_if_fail (self != NULL && text != NULL);

  smrt_export_days_get_local (self, time, &day, &second);
  g_string_append (text, find_day (&self->local, day));
}

void
smrt_export_days_append_time (SmrtExportDays *self,
                              GString        *text,
                              gint64          time)
{
  gint64 day;
  unsigned int second;
  char clock[] = "T00:00:00Z";
  const char *day_text;

  g_return_if_fail (self != NULL && text != NULL);

  day = floor_divide (time, DAY);
  second = time - day * DAY;
  day_text = find_day (&self->utc, day);
  if (*day_text == '\0')
    return;

  write_digits (clock + 1, 2, second / 3600);
  write_digits (clock + 4, 2, second / 60 % 60);
  write_digits (clock + 7, 2, second % 60);
  g_string_append_len (text, day_text, DAY_LENGTH);
  g_string_append_len (text, clock, sizeof clock - 1);
}
