/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-sums.h"

#include <glib/gi18n-lib.h>

#include "smrt-words.h"

/* A list shows no more rows than this counts. */
static unsigned int
clamp_count (guint64 count)
{
  return MIN (count, G_MAXUINT);
}

static char *
describe_amount (const SmrtStoreSums *sums,
                 gint64               amount)
{
  const SmrtMoney money = smrt_money_init (amount, sums->currency);

  return smrt_words_money (&money);
}

/* What is owed has its sign. */
static char *
describe_used (const SmrtStoreSums *sums)
{
  const SmrtMoney money = smrt_money_init (sums->used, sums->currency);

  return smrt_words_money_unsigned (&money);
}

static char *
count_entries (const SmrtStoreSums *sums,
               gboolean             filtered)
{
  unsigned int n_rows = clamp_count (sums->n_rows);
  unsigned int n_all = clamp_count (sums->n_all);

  if (filtered && n_rows != n_all)
    /* Translators: %1$'u is how many rows are shown, %2$'u how many there are. */
    return g_strdup_printf (ngettext ("%1$'u of %2$'u entry", "%1$'u of %2$'u entries", n_all), n_rows, n_all);

  /* Translators: %'u is the number of rows of a table of credits. */
  return g_strdup_printf (ngettext ("%'u entry", "%'u entries", n_rows), n_rows);
}

static char *
count_invoices (const SmrtStoreSums *sums,
                gboolean             filtered)
{
  unsigned int n_rows = clamp_count (sums->n_rows);
  unsigned int n_all = clamp_count (sums->n_all);

  if (filtered && n_rows != n_all)
    /* Translators: %1$'u is how many invoices are shown, %2$'u how many there are. */
    return g_strdup_printf (ngettext ("%1$'u of %2$'u invoice", "%1$'u of %2$'u invoices", n_all), n_rows, n_all);

  /* Translators: %'u is a number of invoices. */
  return g_strdup_printf (ngettext ("%'u invoice", "%'u invoices", n_rows), n_rows);
}

static gboolean
has_sums (const SmrtStoreSums *sums)
{
  return sums->exact && sums->currency[0] != '\0' && sums->n_rows > 0;
}

char *
smrt_sums_describe_credits (const SmrtStoreSums *sums,
                            gboolean             filtered)
{
  g_autofree char *count = NULL;
  g_autofree char *credited = NULL;
  g_autofree char *used = NULL;
  g_autofree char *opening = NULL;
  g_autofree char *closing = NULL;

  g_return_val_if_fail (sums != NULL, NULL);

  count = count_entries (sums, filtered);
  if (!has_sums (sums))
    return g_steal_pointer (&count);

  credited = describe_amount (sums, sums->credited);
  used = describe_used (sums);
  if (!sums->has_balances)
    /* Translators: the first %s is "12 entries", the others are amounts. */
    return g_strdup_printf (_("%s · credited %s · used %s"), count, credited, used);

  opening = describe_amount (sums, sums->opening);
  closing = describe_amount (sums, sums->closing);

  /* Translators: %1$s is "12 entries", the others are amounts: the balance before them, what came, what went, the
   * balance after them. */
  return g_strdup_printf (_("%1$s · opening balance %2$s · credited %3$s · used %4$s · closing balance %5$s"),
                          count, opening, credited, used, closing);
}

char *
smrt_sums_describe_invoices (const SmrtStoreSums *sums,
                             gboolean             filtered)
{
  g_autofree char *count = NULL;
  g_autofree char *total = NULL;
  g_autofree char *paid = NULL;

  g_return_val_if_fail (sums != NULL, NULL);

  count = count_invoices (sums, filtered);
  if (!has_sums (sums))
    return g_steal_pointer (&count);

  total = describe_amount (sums, sums->credited);
  paid = describe_used (sums);

  /* Translators: the first %s is "12 invoices", the others are amounts. */
  return g_strdup_printf (_("%s · total %s · paid %s"), count, total, paid);
}
