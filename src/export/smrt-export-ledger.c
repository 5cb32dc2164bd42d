/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-export"

#include "config.h"

#include "smrt-export-ledger.h"

#include <string.h>

#include "smrt-export-journal.h"
#include "smrt-export-text.h"
#include "smrt-export-writer.h"

#define MAX_PLAN 80

typedef enum
{
  DIALECT_LEDGER,
  DIALECT_HLEDGER,
} Dialect;

/* A semicolon begins a comment; a bar parts the payee from the note in hledger. */
static void
add_description (SmrtExportWriter *writer,
                 const char       *what,
                 Dialect           dialect)
{
  g_autofree char *text = g_strdup (what);

  g_strdelimit (text, ";", ',');
  if (dialect == DIALECT_HLEDGER)
    g_strdelimit (text, "|", '/');

  smrt_export_writer_add_format (writer, dialect == DIALECT_HLEDGER ? "smrtPhone | %s" : "smrtPhone: %s", text);
}

/* A colon begins a part of an account's name, and a semicolon a comment. */
static void
add_account (SmrtExportWriter        *writer,
             const SmrtExportPosting *posting)
{
  g_autofree char *path = g_strjoinv (":", (char **) smrt_export_journal_get_path (posting));

  smrt_export_writer_add (writer, path);
  if (posting->plan != NULL)
    {
      g_autofree char *name = smrt_export_text_line (smrt_plan_get_name (posting->plan), MAX_PLAN);

      g_strdelimit (name, ":;", '-');
      smrt_export_writer_add_format (writer, ":%s", *name != '\0' ? name : "Other");
    }
}

static void
add_amount (SmrtExportWriter *writer,
            const SmrtMoney  *money)
{
  g_autofree char *decimal = smrt_money_to_decimal (money);
  g_autofree char *code = smrt_export_text_code (money->currency);

  smrt_export_writer_add_format (writer, "%s %s", decimal, code);
}

/* Where a currency comes first, it is told how it is written. */
static void
add_commodity (SmrtExportWriter *writer,
               const char       *currency,
               Dialect           dialect)
{
  static const char * const fractions[] = { "", "", ".00", ".000" };
  g_autofree char *code = smrt_export_text_code (currency);
  const char *fraction = fractions[smrt_currency_get_exponent (currency)];

  if (dialect == DIALECT_LEDGER)
    smrt_export_writer_add_format (writer, "commodity %s\n    format 1000%s %s\n", code, fraction, code);
  else
    smrt_export_writer_add_format (writer, "commodity 1000%s %s\n", *fraction != '\0' ? fraction : ".", code);
}

static void
add_transaction (SmrtExportWriter            *writer,
                 const SmrtExportTransaction *transaction,
                 Dialect                      dialect)
{
  smrt_export_writer_add_format (writer, "\n%s * ", transaction->day);
  if (*transaction->number != '\0')
    smrt_export_writer_add_format (writer, "(%s) ", transaction->number);
  add_description (writer, transaction->what, dialect);
  smrt_export_writer_add (writer, "\n");
  if (*transaction->id != '\0')
    smrt_export_writer_add_format (writer, "    ; id: %s\n", transaction->id);

  for (unsigned int i = 0; i < transaction->postings->len; i++)
    {
      const SmrtExportPosting *posting = &g_array_index (transaction->postings, SmrtExportPosting, i);

      smrt_export_writer_add (writer, "    ");
      add_account (writer, posting);
      smrt_export_writer_add (writer, "  ");
      add_amount (writer, &posting->amount);
      if (posting->has_balance)
        {
          smrt_export_writer_add (writer, " = ");
          add_amount (writer, &posting->balance);
        }
      smrt_export_writer_add (writer, "\n");
    }
}

static gboolean
write_journal (SmrtExportJournal  *from,
               Dialect             dialect,
               GOutputStream      *stream,
               GCancellable       *cancellable,
               GError            **error)
{
  g_autoptr (SmrtExportJournal) journal = from;
  g_autoptr (SmrtExportWriter) writer = smrt_export_writer_new (stream, cancellable);
  g_autoptr (GHashTable) currencies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (dialect == DIALECT_HLEDGER)
    smrt_export_writer_add (writer, "decimal-mark .\n");

  while (!smrt_export_writer_has_failed (writer))
    {
      g_autoptr (SmrtExportTransaction) transaction = smrt_export_journal_next (journal);
      const char *currency;

      if (transaction == NULL)
        break;

      currency = g_array_index (transaction->postings, SmrtExportPosting, 0).amount.currency;
      if (!g_hash_table_contains (currencies, currency))
        {
          if (g_hash_table_size (currencies) > 0)
            smrt_export_writer_add (writer, "\n");
          g_hash_table_add (currencies, g_strdup (currency));
          add_commodity (writer, currency, dialect);
        }
      add_transaction (writer, transaction, dialect);
    }

  return smrt_export_journal_check (journal, error) && smrt_export_writer_finish (writer, error);
}

gboolean
smrt_export_ledger_credits (SmrtExportSource  *source,
                            GOutputStream     *stream,
                            GCancellable      *cancellable,
                            GError           **error)
{
  return write_journal (smrt_export_journal_new_credits (source), DIALECT_LEDGER, stream, cancellable, error);
}

gboolean
smrt_export_ledger_invoices (SmrtExportSource  *source,
                             GOutputStream     *stream,
                             GCancellable      *cancellable,
                             GError           **error)
{
  return write_journal (smrt_export_journal_new_invoices (source), DIALECT_LEDGER, stream, cancellable, error);
}

gboolean
smrt_export_hledger_credits (SmrtExportSource  *source,
                             GOutputStream     *stream,
                             GCancellable      *cancellable,
                             GError           **error)
{
  return write_journal (smrt_export_journal_new_credits (source), DIALECT_HLEDGER, stream, cancellable, error);
}

gboolean
smrt_export_hledger_invoices (SmrtExportSource  *source,
                              GOutputStream     *stream,
                              GCancellable      *cancellable,
                              GError           **error)
{
  return write_journal (smrt_export_journal_new_invoices (source), DIALECT_HLEDGER, stream, cancellable, error);
}
