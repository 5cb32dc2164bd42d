/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-export"

#include "config.h"

#include "smrt-export-beancount.h"

#include <string.h>

#include "smrt-export-journal.h"
#include "smrt-export-text.h"
#include "smrt-export-writer.h"

#define MAX_PLAN 80

/* A part of an account's name has letters, digits and hyphens, and begins with a
 * capital or a digit. ASCII alone is what every version takes. */
static char *
make_component (const char *name)
{
  g_autofree char *line = smrt_export_text_line (name, MAX_PLAN);
  g_autofree char *ascii = g_str_to_ascii (line, "C");
  GString *component = g_string_new (NULL);

  for (const char *p = ascii; *p != '\0'; p++)
    {
      if (g_ascii_isalnum (*p))
        g_string_append_c (component, component->len == 0 ? g_ascii_toupper (*p) : *p);
      else if (component->len > 0 && component->str[component->len - 1] != '-')
        g_string_append_c (component, '-');
    }
  if (component->len > 0 && component->str[component->len - 1] == '-')
    g_string_truncate (component, component->len - 1);

  return g_string_free (component, FALSE);
}

static void
add_account (SmrtExportWriter        *writer,
             const SmrtExportPosting *posting)
{
  const char * const *path = smrt_export_journal_get_path (posting);

  smrt_export_writer_add (writer, path[0]);
  for (unsigned int i = 1; path[i] != NULL; i++)
    {
      g_autofree char *component = make_component (path[i]);

      smrt_export_writer_add_format (writer, ":%s", component);
    }

  if (posting->plan != NULL)
    {
      g_autofree char *name = make_component (smrt_plan_get_name (posting->plan));
      g_autofree char *id = make_component (smrt_plan_get_id (posting->plan));

      /* A name without a Latin letter is known by its id. */
      smrt_export_writer_add_format (writer, ":%s", *name != '\0' ? name : *id != '\0' ? id
                                                                                       : "Other");
    }
}

static void
add_string (SmrtExportWriter *writer,
            const char       *text)
{
  GString *quoted = g_string_new ("\"");

  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"' || *p == '\\')
        g_string_append_c (quoted, '\\');
      g_string_append_c (quoted, *p);
    }
  g_string_append_c (quoted, '"');

  smrt_export_writer_add (writer, quoted->str);
  g_string_free (quoted, TRUE);
}

static void
add_amount (SmrtExportWriter *writer,
            const SmrtMoney  *money)
{
  g_autofree char *decimal = smrt_money_to_decimal (money);
  g_autofree char *code = smrt_export_text_code (money->currency);

  smrt_export_writer_add_format (writer, "  %s %s\n", decimal, code);
}

static void
add_transaction (SmrtExportWriter            *writer,
                 const SmrtExportTransaction *transaction)
{
  smrt_export_writer_add_format (writer, "\n%s * \"smrtPhone\" ", transaction->day);
  add_string (writer, transaction->what);
  if (*transaction->number != '\0')
    smrt_export_writer_add_format (writer, " ^%s", transaction->number);
  smrt_export_writer_add (writer, "\n");
  if (*transaction->id != '\0')
    smrt_export_writer_add_format (writer, "  id: \"%s\"\n", transaction->id);

  for (unsigned int i = 0; i < transaction->postings->len; i++)
    {
      const SmrtExportPosting *posting = &g_array_index (transaction->postings, SmrtExportPosting, i);

      smrt_export_writer_add (writer, "  ");
      add_account (writer, posting);
      add_amount (writer, &posting->amount);
    }
}

/* A balance holds at the beginning of its day: the next one is meant. */
static char *
make_next_day (const char *day)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *noon = g_strconcat (day, "T12:00:00Z", NULL);
  g_autoptr (GDateTime) date = g_date_time_new_from_iso8601 (noon, utc);
  g_autoptr (GDateTime) next = date != NULL ? g_date_time_add_days (date, 1) : NULL;

  return next != NULL ? g_date_time_format (next, "%Y-%m-%d") : NULL;
}

static int
compare_cb (gconstpointer a,
            gconstpointer b)
{
  return strcmp (((const SmrtExportPosting *) a)->balance.currency, ((const SmrtExportPosting *) b)->balance.currency);
}

/* The last balance of each currency. */
static void
keep_balance (GArray                      *balances,
              const SmrtExportTransaction *transaction)
{
  const SmrtExportPosting *posting = &g_array_index (transaction->postings, SmrtExportPosting, 0);

  if (!posting->has_balance)
    return;

  for (unsigned int i = 0; i < balances->len; i++)
    if (g_str_equal (g_array_index (balances, SmrtExportPosting, i).balance.currency, posting->balance.currency))
      {
        g_array_index (balances, SmrtExportPosting, i) = *posting;
        return;
      }

  g_array_append_val (balances, *posting);
}

static void
add_balances (SmrtExportWriter *writer,
              GArray           *balances,
              const char       *last_day)
{
  g_autofree char *day = last_day != NULL ? make_next_day (last_day) : NULL;

  g_array_sort (balances, compare_cb);
  for (unsigned int i = 0; i < balances->len && day != NULL; i++)
    {
      const SmrtExportPosting *posting = &g_array_index (balances, SmrtExportPosting, i);

      smrt_export_writer_add_format (writer, "\n%s balance ", day);
      add_account (writer, posting);
      add_amount (writer, &posting->balance);
    }
}

static gboolean
write_journal (SmrtExportJournal  *from,
               GOutputStream      *stream,
               GCancellable       *cancellable,
               GError            **error)
{
  g_autoptr (SmrtExportJournal) journal = from;
  g_autoptr (SmrtExportWriter) writer = smrt_export_writer_new (stream, cancellable);
  g_autoptr (GArray) balances = g_array_new (FALSE, FALSE, sizeof (SmrtExportPosting));
  g_autofree char *last_day = NULL;

  smrt_export_writer_add (writer, "plugin \"beancount.plugins.auto_accounts\"\n");
  while (!smrt_export_writer_has_failed (writer))
    {
      g_autoptr (SmrtExportTransaction) transaction = smrt_export_journal_next (journal);

      if (transaction == NULL)
        break;

      add_transaction (writer, transaction);
      keep_balance (balances, transaction);
      g_free (last_day);
      last_day = g_strdup (transaction->day);
    }
  add_balances (writer, balances, last_day);

  return smrt_export_journal_check (journal, error) && smrt_export_writer_finish (writer, error);
}

gboolean
smrt_export_beancount_credits (SmrtExportSource  *source,
                               GOutputStream     *stream,
                               GCancellable      *cancellable,
                               GError           **error)
{
  return write_journal (smrt_export_journal_new_credits (source), stream, cancellable, error);
}

gboolean
smrt_export_beancount_invoices (SmrtExportSource  *source,
                                GOutputStream     *stream,
                                GCancellable      *cancellable,
                                GError           **error)
{
  return write_journal (smrt_export_journal_new_invoices (source), stream, cancellable, error);
}
