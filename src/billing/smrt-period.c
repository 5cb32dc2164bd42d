/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-billing"

#include "config.h"

#include "smrt-period.h"

#include <string.h>

#define FIRST_YEAR 1
#define LAST_YEAR 9999

#define DAY G_GINT64_CONSTANT (86400)
#define HOUR G_GINT64_CONSTANT (3600)

/* As GDate counts its days, 1 January 1970. */
#define EPOCH 719163

static SmrtPeriod *
copy_period (SmrtPeriod *self)
{
  return g_memdup2 (self, sizeof *self);
}

G_DEFINE_BOXED_TYPE (SmrtPeriod, smrt_period, copy_period, g_free)

static gint64
floor_divide (gint64 a,
              gint64 b)
{
  return a / b - (a % b < 0 ? 1 : 0);
}

/* Days from 1 January 1970 to the first of a month. Unlike GDateTime, GDate knows
 * the year 10000, in which the last periods end. */
static gint64
count_days (int year,
            int month)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, 1, month, year);

  return (gint64) g_date_get_julian (&date) - EPOCH;
}

static gint64
get_offset (GTimeZone *zone,
            gint64     time)
{
  return g_time_zone_get_offset (zone, g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, time));
}

/* The first moment at which a clock of the zone shows midnight or more. A clock
 * can jump over midnight, and it can show it twice. */
static gint64
find_midnight (GTimeZone *zone,
               gint64     day)
{
  gint64 midnight = day * DAY;
  gint64 before = get_offset (zone, midnight - 16 * HOUR);
  gint64 early = midnight - before;
  gint64 after = get_offset (zone, early);
  gint64 late;

  if (after == before)
    return early;

  late = midnight - after;
  if (get_offset (zone, late) == after)
    return late;

  /* Between the two the clock jumps. */
  while (early - late > 1)
    {
      gint64 middle = late + (early - late) / 2;

      if (get_offset (zone, middle) == after)
        early = middle;
      else
        late = middle;
    }

  return early;
}

static int
count_months (SmrtPeriodKind kind)
{
  switch (kind)
    {
    case SMRT_PERIOD_KIND_MONTH:
      return 1;
    case SMRT_PERIOD_KIND_QUARTER:
      return 3;
    case SMRT_PERIOD_KIND_YEAR:
    case SMRT_PERIOD_KIND_FISCAL_YEAR:
      return 12;
    case SMRT_PERIOD_KIND_ALL:
    default:
      return 0;
    }
}

static SmrtPeriod
make_period (SmrtPeriodKind kind,
             gint64         month_number)
{
  return (SmrtPeriod) {
    .kind = kind,
    .year = floor_divide (month_number, 12),
    .month = month_number - floor_divide (month_number, 12) * 12 + 1,
  };
}

static gboolean
is_in_calendar (const SmrtPeriod *self)
{
  return self->year >= FIRST_YEAR && self->year <= LAST_YEAR;
}

/* The month of the zone's calendar, counted from January of the year 0. */
static gint64
find_month (GTimeZone *zone,
            gint64     time)
{
  const gint64 first = count_days (FIRST_YEAR, 1) * DAY;
  const gint64 last = count_days (LAST_YEAR + 1, 1) * DAY - 1;
  gint64 local = CLAMP (time, first, last);
  GDate date;

  local = CLAMP (local + get_offset (zone, local), first, last);
  g_date_clear (&date, 1);
  g_date_set_julian (&date, floor_divide (local, DAY) + EPOCH);

  return (gint64) g_date_get_year (&date) * 12 + g_date_get_month (&date) - 1;
}

SmrtPeriod
smrt_period_all (void)
{
  return (SmrtPeriod) { .kind = SMRT_PERIOD_KIND_ALL };
}

SmrtPeriod
smrt_period_at (SmrtPeriodKind  kind,
                gint64          time,
                int             fiscal_start,
                GTimeZone      *zone)
{
  int n_months = count_months (kind);
  int first = kind == SMRT_PERIOD_KIND_YEAR ? 1 : fiscal_start;
  gint64 month;
  SmrtPeriod period;

  g_return_val_if_fail (fiscal_start >= 1 && fiscal_start <= 12, smrt_period_all ());
  g_return_val_if_fail (zone != NULL, smrt_period_all ());

  if (n_months == 0)
    return smrt_period_all ();

  month = find_month (zone, time);
  period = make_period (kind, floor_divide (month - (first - 1), n_months) * n_months + first - 1);

  return is_in_calendar (&period) ? period : make_period (kind, period.year * 12 + period.month - 1 + n_months);
}

SmrtPeriod
smrt_period_step (const SmrtPeriod *self,
                  int               n_steps)
{
  gint64 n_months, month, first, last;

  g_return_val_if_fail (self != NULL, smrt_period_all ());

  n_months = count_months (self->kind);
  if (n_months == 0)
    return *self;

  /* The calendar's first and last month that a whole number of steps reaches. */
  month = self->year * G_GINT64_CONSTANT (12) + self->month - 1;
  first = month - (month - FIRST_YEAR * 12) / n_months * n_months;
  last = month + (LAST_YEAR * 12 + 11 - month) / n_months * n_months;

  return make_period (self->kind, CLAMP (month + n_steps * n_months, first, last));
}

void
smrt_period_get_bounds (const SmrtPeriod *self,
                        GTimeZone        *zone,
                        gint64           *from,
                        gint64           *until)
{
  SmrtPeriod next;

  g_return_if_fail (self != NULL && zone != NULL && from != NULL && until != NULL);

  *from = 0;
  *until = 0;
  if (self->kind == SMRT_PERIOD_KIND_ALL)
    return;

  next = make_period (self->kind, self->year * G_GINT64_CONSTANT (12) + self->month - 1 + count_months (self->kind));
  *from = find_midnight (zone, count_days (self->year, self->month));
  *until = find_midnight (zone, count_days (next.year, next.month));

  if (*until == 0)
    *until = 1;
}

gboolean
smrt_period_equal (const SmrtPeriod *self,
                   const SmrtPeriod *other)
{
  g_return_val_if_fail (self != NULL && other != NULL, FALSE);

  return self->kind == other->kind && self->year == other->year && self->month == other->month;
}

/* As many digits as there are, all of them. */
static gboolean
parse_digits (const char *text,
              gsize       length,
              int        *number)
{
  *number = 0;
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
      *number = *number * 10 + (text[i] - '0');
    }

  return TRUE;
}

static gboolean
parse_quarter (const char *text,
               int        *quarter)
{
  return g_ascii_toupper (text[0]) == 'Q' && parse_digits (text + 1, 1, quarter) && *quarter >= 1 && *quarter <= 4;
}

gboolean
smrt_period_parse (const char *text,
                   int         fiscal_start,
                   SmrtPeriod *period)
{
  SmrtPeriod parsed;
  gsize length;
  int year, part;

  g_return_val_if_fail (text != NULL && period != NULL, FALSE);
  g_return_val_if_fail (fiscal_start >= 1 && fiscal_start <= 12, FALSE);

  length = strlen (text);
  if (g_ascii_strcasecmp (text, "all") == 0)
    parsed = smrt_period_all ();
  else if (length == strlen ("2026") && parse_digits (text, 4, &year))
    parsed = make_period (SMRT_PERIOD_KIND_YEAR, year * 12);
  else if (length == strlen ("FY2026") && g_ascii_strncasecmp (text, "FY", 2) == 0 && parse_digits (text + 2, 4, &year))
    parsed = make_period (SMRT_PERIOD_KIND_FISCAL_YEAR, year * 12 + fiscal_start - 1);
  else if (length != strlen ("2026-11") || text[4] != '-' || !parse_digits (text, 4, &year))
    return FALSE;
  else if (parse_quarter (text + 5, &part))
    parsed = make_period (SMRT_PERIOD_KIND_QUARTER, year * 12 + fiscal_start - 1 + (part - 1) * 3);
  else if (parse_digits (text + 5, 2, &part) && part >= 1 && part <= 12)
    parsed = make_period (SMRT_PERIOD_KIND_MONTH, year * 12 + part - 1);
  else
    return FALSE;

  if (parsed.kind != SMRT_PERIOD_KIND_ALL && !is_in_calendar (&parsed))
    return FALSE;

  *period = parsed;

  return TRUE;
}

int
smrt_period_get_quarter (const SmrtPeriod *self,
                         int               fiscal_start,
                         int              *fiscal_year)
{
  g_return_val_if_fail (self != NULL && fiscal_year != NULL, 0);
  g_return_val_if_fail (fiscal_start >= 1 && fiscal_start <= 12, 0);

  *fiscal_year = self->month >= fiscal_start ? self->year : self->year - 1;

  return (self->month - fiscal_start + 12) % 12 / 3 + 1;
}

char *
smrt_period_to_text (const SmrtPeriod *self,
                     int               fiscal_start)
{
  int year, quarter;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (fiscal_start >= 1 && fiscal_start <= 12, NULL);

  switch (self->kind)
    {
    case SMRT_PERIOD_KIND_MONTH:
      return g_strdup_printf ("%04d-%02d", self->year, self->month);
    case SMRT_PERIOD_KIND_QUARTER:
      quarter = smrt_period_get_quarter (self, fiscal_start, &year);
      return g_strdup_printf ("%04d-Q%d", year, quarter);
    case SMRT_PERIOD_KIND_YEAR:
      return g_strdup_printf ("%04d", self->year);
    case SMRT_PERIOD_KIND_FISCAL_YEAR:
      return g_strdup_printf ("FY%04d", self->year);
    case SMRT_PERIOD_KIND_ALL:
    default:
      return g_strdup ("all");
    }
}
