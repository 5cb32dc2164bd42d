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

/* The account of a currency, on its way into the file. */
typedef struct
{
  char *currency;
  SmrtExportWriter *writer;
  GOutputStream *stream;
} Book;

static void
clear_book (gpointer data)
{
  Book *self = data;

  g_free (self->currency);
  smrt_export_writer_free (self->writer);
  g_object_unref (self->stream);
}

/* An account stands in one piece. That of the first currency, which is mostly
 * the only one, goes straight into the file; the others wait in memory. */
static SmrtExportWriter *
find_book (GArray            *books,
           const char        *currency,
           SmrtExportAccount  account,
           const char        *type,
           GOutputStream     *stream,
           GCancellable      *cancellable)
{
  g_autofree char *name = NULL;
  Book book;

  for (unsigned int i = 0; i < books->len; i++)
    if (g_str_equal (g_array_index (books, Book, i).currency, currency))
      return g_array_index (books, Book, i).writer;

  book.currency = g_strdup (currency);
  book.stream = books->len == 0 ? g_object_ref (stream) : g_memory_output_stream_new_resizable ();
  book.writer = smrt_export_writer_new (book.stream, cancellable);
  g_array_append_val (books, book);
  name = make_account_name (account, currency);
  smrt_export_writer_add_format (book.writer, "!Account\nN%s\nT%s\n^\n!Type:%s\n", name, type, type);

  return book.writer;
}

static gboolean
finish_books (GArray         *books,
              GOutputStream  *stream,
              GCancellable   *cancellable,
              GError        **error)
{
  for (unsigned int i = 0; i < books->len; i++)
    {
      const Book *book = &g_array_index (books, Book, i);
      GMemoryOutputStream *memory;

      if (!smrt_export_writer_finish (book->writer, error))
        return FALSE;
      if (i == 0)
        continue;
      memory = G_MEMORY_OUTPUT_STREAM (book->stream);
      if (!g_output_stream_write_all (stream, g_memory_output_stream_get_data (memory),
                                      g_memory_output_stream_get_data_size (memory), NULL, cancellable, error))
        return FALSE;
    }

  return !g_cancellable_set_error_if_cancelled (cancellable, error) && g_output_stream_flush (stream, cancellable, error);
}

static gboolean
write_journal (SmrtExportJournal  *from,
               SmrtExportAccount   account,
               const char         *type,
               GOutputStream      *stream,
               GCancellable       *cancellable,
               GError            **error)
{
  g_autoptr (SmrtExportJournal) journal = from;
  g_autoptr (GArray) books = g_array_new (FALSE, FALSE, sizeof (Book));
  gboolean failed = FALSE;

  g_array_set_clear_func (books, clear_book);
  while (!failed)
    {
      g_autoptr (SmrtExportTransaction) transaction = smrt_export_journal_next (journal);
      SmrtExportWriter *writer;
      const char *currency;

      if (transaction == NULL)
        break;

      currency = g_array_index (transaction->postings, SmrtExportPosting, 0).amount.currency;
      writer = find_book (books, currency, account, type, stream, cancellable);
      add_transaction (writer, transaction, account);
      failed = smrt_export_writer_has_failed (writer);
    }

  return smrt_export_journal_check (journal, error) && finish_books (books, stream, cancellable, error);
}

gboolean
smrt_export_qif_credits (SmrtExportSource  *source,
                         GOutputStream     *stream,
                         GCancellable      *cancellable,
                         GError           **error)
{
  return write_journal (smrt_export_journal_new_credits (source), smrt_export_journal_get_credit_account (source),
                        "Oth A", stream, cancellable, error);
}

gboolean
smrt_export_qif_invoices (SmrtExportSource  *source,
                          GOutputStream     *stream,
                          GCancellable      *cancellable,
                          GError           **error)
{
  return write_journal (smrt_export_journal_new_invoices (source), SMRT_EXPORT_ACCOUNT_CARD, "CCard",
                        stream, cancellable, error);
}
