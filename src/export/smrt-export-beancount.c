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

static const SmrtExportPosting *
find_last_balance (GPtrArray  *journal,
                   const char *currency)
{
  for (unsigned int i = journal->len; i > 0; i--)
    {
      const SmrtExportTransaction *transaction = g_ptr_array_index (journal, i - 1);
      const SmrtExportPosting *posting = &g_array_index (transaction->postings, SmrtExportPosting, 0);

      if (posting->has_balance && g_str_equal (posting->amount.currency, currency))
        return posting;
    }

  return NULL;
}

static void
add_balances (SmrtExportWriter *writer,
              GPtrArray        *journal)
{
  g_autoptr (GPtrArray) currencies = smrt_export_journal_find_currencies (journal);
  const SmrtExportTransaction *last;
  g_autofree char *day = NULL;

  if (journal->len == 0)
    return;

  last = g_ptr_array_index (journal, journal->len - 1);
  day = make_next_day (last->day);
  for (unsigned int i = 0; i < currencies->len && day != NULL; i++)
    {
      const SmrtExportPosting *posting = find_last_balance (journal, g_ptr_array_index (currencies, i));

      if (posting == NULL)
        continue;
      smrt_export_writer_add_format (writer, "\n%s balance ", day);
      add_account (writer, posting);
      add_amount (writer, &posting->balance);
    }
}

/* Takes the journal, which is none where its source could not be reckoned. */
static gboolean
write_journal (GPtrArray      *transactions,
               GOutputStream  *stream,
               GCancellable   *cancellable,
               GError        **error)
{
  g_autoptr (GPtrArray) journal = transactions;
  g_autoptr (SmrtExportWriter) writer = NULL;

  if (journal == NULL)
    return FALSE;

  writer = smrt_export_writer_new (stream, cancellable);
  smrt_export_writer_add (writer, "plugin \"beancount.plugins.auto_accounts\"\n");
  for (unsigned int i = 0; i < journal->len && !smrt_export_writer_has_failed (writer); i++)
    add_transaction (writer, g_ptr_array_index (journal, i));
  add_balances (writer, journal);

  return smrt_export_writer_finish (writer, error);
}

gboolean
smrt_export_beancount_credits (SmrtExportSource  *source,
                               GOutputStream     *stream,
                               GCancellable      *cancellable,
                               GError           **error)
{
  return write_journal (smrt_export_journal_credits (source, error), stream, cancellable, error);
}

gboolean
smrt_export_beancount_invoices (SmrtExportSource  *source,
                                GOutputStream     *stream,
                                GCancellable      *cancellable,
                                GError           **error)
{
  return write_journal (smrt_export_journal_invoices (source, error), stream, cancellable, error);
}
