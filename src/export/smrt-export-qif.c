/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-export"

#include "config.h"

#include "smrt-export-qif.h"

#include <string.h>

#include "smrt-export-journal.h"
#include "smrt-export-text.h"
#include "smrt-export-writer.h"

#define MAX_PLAN 80

/* "Card USD", "smrtPhone Subscription Credit USD" */
static char *
make_account_name (SmrtExportAccount  account,
                   const char        *currency)
{
  const SmrtExportPosting posting = { .account = account };
  const char * const *path = smrt_export_journal_get_path (&posting);
  g_autofree char *name = g_strjoinv (" ", (char **) path + 1);
  g_autofree char *code = smrt_export_text_code (currency);

  return g_strconcat (name, " ", code, NULL);
}

/* Another account stands in brackets; what is earned or spent is a category. */
static char *
make_category (const SmrtExportPosting *posting)
{
  const char * const *path = smrt_export_journal_get_path (posting);
  g_autofree char *name = NULL;
  g_autofree char *plan = NULL;

  if (!g_str_equal (path[0], "Expenses") && !g_str_equal (path[0], "Income"))
    {
      name = make_account_name (posting->account, posting->amount.currency);
      return g_strconcat ("[", name, "]", NULL);
    }

  name = g_strjoinv (":", (char **) path + 1);
  if (posting->plan == NULL)
    return g_steal_pointer (&name);

  plan = smrt_export_text_line (smrt_plan_get_name (posting->plan), MAX_PLAN);
  g_strdelimit (plan, ":/|[]", '-');

  return g_strconcat (name, ":", *plan != '\0' ? plan : "Other", NULL);
}

static void
add_amount (SmrtExportWriter *writer,
            char              field,
            gint64            amount,
            const char       *currency)
{
  SmrtMoney money = smrt_money_init (amount, currency);
  g_autofree char *decimal = smrt_money_to_decimal (&money);

  smrt_export_writer_add_format (writer, "%c%s\n", field, decimal);
}

/* "2026-11-18" */
static void
add_day (SmrtExportWriter *writer,
         const char       *day)
{
  smrt_export_writer_add_format (writer, "D%.2s/%.2s/%.4s\n", day + 5, day + 8, day);
}

static void
add_transaction (SmrtExportWriter            *writer,
                 const SmrtExportTransaction *transaction,
                 SmrtExportAccount            account)
{
  const SmrtExportPosting *first = &g_array_index (transaction->postings, SmrtExportPosting, 0);
  const SmrtExportPosting *only = NULL;
  unsigned int n_splits = 0;
  gint64 amount = 0;

  for (unsigned int i = 0; i < transaction->postings->len; i++)
    {
      const SmrtExportPosting *posting = &g_array_index (transaction->postings, SmrtExportPosting, i);

      if (posting->account == account)
        {
          amount = posting->amount.amount;
          continue;
        }
      only = posting;
      n_splits++;
    }

  add_day (writer, transaction->day);
  add_amount (writer, 'T', amount, first->amount.currency);
  smrt_export_writer_add (writer, "CX\n");
  if (*transaction->number != '\0')
    smrt_export_writer_add_format (writer, "N%s\n", transaction->number);
  smrt_export_writer_add_format (writer, "PsmrtPhone\nM%s\n", transaction->what);

  if (n_splits == 1)
    {
      g_autofree char *category = make_category (only);

      smrt_export_writer_add_format (writer, "L%s\n", category);
    }
  for (unsigned int i = 0; i < transaction->postings->len && n_splits > 1; i++)
    {
      const SmrtExportPosting *posting = &g_array_index (transaction->postings, SmrtExportPosting, i);
      g_autofree char *category = NULL;

      if (posting->account == account)
        continue;
      category = make_category (posting);
      smrt_export_writer_add_format (writer, "S%s\n", category);
      add_amount (writer, '$', -posting->amount.amount, posting->amount.currency);
    }
  smrt_export_writer_add (writer, "^\n");
}

/* Takes the journal, which is none where its source could not be reckoned. */
static gboolean
write_journal (GPtrArray          *transactions,
               SmrtExportAccount   account,
               const char         *type,
               GOutputStream      *stream,
               GCancellable       *cancellable,
               GError            **error)
{
  g_autoptr (GPtrArray) journal = transactions;
  g_autoptr (GPtrArray) currencies = NULL;
  g_autoptr (SmrtExportWriter) writer = NULL;

  if (journal == NULL)
    return FALSE;

  writer = smrt_export_writer_new (stream, cancellable);
  currencies = smrt_export_journal_find_currencies (journal);
  for (unsigned int i = 0; i < currencies->len; i++)
    {
      const char *currency = g_ptr_array_index (currencies, i);
      g_autofree char *name = make_account_name (account, currency);

      smrt_export_writer_add_format (writer, "!Account\nN%s\nT%s\n^\n!Type:%s\n", name, type, type);
      for (unsigned int j = 0; j < journal->len && !smrt_export_writer_has_failed (writer); j++)
        {
          const SmrtExportTransaction *transaction = g_ptr_array_index (journal, j);

          if (g_str_equal (g_array_index (transaction->postings, SmrtExportPosting, 0).amount.currency, currency))
            add_transaction (writer, transaction, account);
        }
    }

  return smrt_export_writer_finish (writer, error);
}

gboolean
smrt_export_qif_credits (SmrtExportSource  *source,
                         GOutputStream     *stream,
                         GCancellable      *cancellable,
                         GError           **error)
{
  return write_journal (smrt_export_journal_credits (source, error), smrt_export_journal_get_credit_account (source),
                        "Oth A", stream, cancellable, error);
}

gboolean
smrt_export_qif_invoices (SmrtExportSource  *source,
                          GOutputStream     *stream,
                          GCancellable      *cancellable,
                          GError           **error)
{
  return write_journal (smrt_export_journal_invoices (source, error), SMRT_EXPORT_ACCOUNT_CARD, "CCard",
                        stream, cancellable, error);
}
