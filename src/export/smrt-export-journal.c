/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-export"

#include "config.h"

#include "smrt-export-journal.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "smrt-export-rows.h"
#include "smrt-export-text.h"
#include "smrt-words.h"

/* Some programs take no lines that are much longer. */
#define MAX_WHAT 160

static const char * const paths[][4] = {
  [SMRT_EXPORT_ACCOUNT_CREDIT] = { "Assets", "smrtPhone", "Subscription Credit" },
  [SMRT_EXPORT_ACCOUNT_USAGE_CREDIT] = { "Assets", "smrtPhone", "Usage Credit" },
  [SMRT_EXPORT_ACCOUNT_CARD] = { "Liabilities", "Card" },
  [SMRT_EXPORT_ACCOUNT_OPEN] = { "Liabilities", "smrtPhone", "Open Invoices" },
  [SMRT_EXPORT_ACCOUNT_APPLIED] = { "Equity", "smrtPhone", "Credit Applied" },
  [SMRT_EXPORT_ACCOUNT_OPENING] = { "Equity", "Opening Balances" },
  [SMRT_EXPORT_ACCOUNT_ADJUSTMENTS] = { "Income", "smrtPhone", "Adjustments" },
  [SMRT_EXPORT_ACCOUNT_CREDIT_NOTES] = { "Income", "smrtPhone", "Credit Notes" },
  [SMRT_EXPORT_ACCOUNT_USAGE_APPLIED] = { "Equity", "smrtPhone", "Usage Credit Applied" },
  [SMRT_EXPORT_ACCOUNT_PLAN] = { "Expenses", "smrtPhone" },
  [SMRT_EXPORT_ACCOUNT_OTHER] = { "Expenses", "smrtPhone", "Other" },
  [SMRT_EXPORT_ACCOUNT_DISCOUNTS] = { "Expenses", "smrtPhone", "Discounts" },
  [SMRT_EXPORT_ACCOUNT_TAX] = { "Expenses", "smrtPhone", "Tax" },
};

struct _SmrtExportJournal
{
  SmrtExportSource *source;
  SmrtExportRows *rows;
  gboolean of_invoices;
  SmrtExportAccount account;
  GHashTable *balances;
  GPtrArray *pending;
  gboolean failed;
};

static void
clear_posting (gpointer posting)
{
  g_clear_object (&((SmrtExportPosting *) posting)->plan);
}

void
smrt_export_transaction_free (SmrtExportTransaction *self)
{
  g_free (self->day);
  g_free (self->id);
  g_free (self->number);
  g_free (self->what);
  g_array_unref (self->postings);
  g_free (self);
}

static SmrtExportTransaction *
add_transaction (GPtrArray  *journal,
                 gint64      time,
                 const char *id,
                 const char *number,
                 const char *what)
{
  SmrtExportTransaction *self = g_new0 (SmrtExportTransaction, 1);

  self->time = time;
  self->day = smrt_export_text_day (time);
  self->id = smrt_export_text_token (id);
  self->number = smrt_export_text_token (number);
  self->what = smrt_export_text_line (what, MAX_WHAT);
  self->postings = g_array_new (FALSE, TRUE, sizeof (SmrtExportPosting));
  g_array_set_clear_func (self->postings, clear_posting);
  g_ptr_array_add (journal, self);

  return self;
}

static SmrtExportPosting *
add_posting (SmrtExportTransaction *self,
             SmrtExportAccount      account,
             SmrtPlan              *plan,
             gint64                 amount,
             const char            *currency)
{
  SmrtExportPosting posting = {
    .account = account,
    .plan = plan != NULL ? g_object_ref (plan) : NULL,
    .amount = smrt_money_init (amount, currency),
  };

  g_array_append_val (self->postings, posting);

  return &g_array_index (self->postings, SmrtExportPosting, self->postings->len - 1);
}

/* An account that gains or loses nothing is not named. */
static void
add_if_any (SmrtExportTransaction *self,
            SmrtExportAccount      account,
            gint64                 amount,
            const char            *currency)
{
  if (amount != 0)
    add_posting (self, account, NULL, amount, currency);
}

/* Whether each amount has a counterpart of the other sign. */
static gboolean
is_sound (SmrtExportTransaction *self)
{
  for (unsigned int i = 0; i < self->postings->len; i++)
    if (g_array_index (self->postings, SmrtExportPosting, i).amount.amount == G_MININT64)
      return FALSE;

  return self->day != NULL;
}

static SmrtExportAccount
find_counterpart (SmrtCreditKind kind)
{
  switch (kind)
    {
    case SMRT_CREDIT_KIND_APPLIED_TO_INVOICE:
    case SMRT_CREDIT_KIND_UNAPPLIED_FROM_INVOICE:
    case SMRT_CREDIT_KIND_INVOICE_TOO_SMALL:
    case SMRT_CREDIT_KIND_INVOICE_TOO_LARGE:
      return SMRT_EXPORT_ACCOUNT_APPLIED;
    case SMRT_CREDIT_KIND_INVOICE_OVERPAID:
      return SMRT_EXPORT_ACCOUNT_OPEN;
    case SMRT_CREDIT_KIND_UNSPENT_RECEIVER_CREDIT:
    case SMRT_CREDIT_KIND_CHECKOUT_PAYMENT:
    case SMRT_CREDIT_KIND_CHECKOUT_PAYMENT_CANCELED:
      return SMRT_EXPORT_ACCOUNT_CARD;
    case SMRT_CREDIT_KIND_CREDIT_NOTE:
      return SMRT_EXPORT_ACCOUNT_CREDIT_NOTES;
    case SMRT_CREDIT_KIND_INITIAL:
    case SMRT_CREDIT_KIND_MIGRATION:
      return SMRT_EXPORT_ACCOUNT_OPENING;
    case SMRT_CREDIT_KIND_USAGE_GRANTED:
    case SMRT_CREDIT_KIND_USAGE_APPLIED:
    case SMRT_CREDIT_KIND_USAGE_EXPIRED:
    case SMRT_CREDIT_KIND_USAGE_VOIDED:
    case SMRT_CREDIT_KIND_USAGE_RETURNED:
    case SMRT_CREDIT_KIND_ADJUSTMENT:
    case SMRT_CREDIT_KIND_OTHER:
    default:
      return SMRT_EXPORT_ACCOUNT_ADJUSTMENTS;
    }
}

/* What usage takes from its credit is no part of the subscription credit's ways;
 * what a person did to it by hand is. */
static SmrtExportAccount
find_usage_counterpart (SmrtCreditKind kind)
{
  SmrtExportAccount account = find_counterpart (kind);

  return account == SMRT_EXPORT_ACCOUNT_APPLIED || account == SMRT_EXPORT_ACCOUNT_OPEN
           ? SMRT_EXPORT_ACCOUNT_USAGE_APPLIED
           : account;
}

/* The credit account changes by an amount and then holds a balance. */
static gboolean
add_credit (SmrtExportTransaction *self,
            SmrtExportAccount      account,
            SmrtExportAccount      counterpart,
            gint64                 amount,
            gint64                 balance,
            const char            *currency)
{
  SmrtExportPosting *posting;

  if (amount == G_MININT64)
    return FALSE;

  posting = add_posting (self, account, NULL, amount, currency);
  posting->has_balance = TRUE;
  posting->balance = smrt_money_init (balance, currency);
  add_posting (self, counterpart, NULL, -amount, currency);

  return is_sound (self);
}

static gboolean
add_entry (SmrtExportJournal *self,
           SmrtLedgerRow     *row,
           SmrtCreditEntry   *entry)
{
  const SmrtMoney *amount = smrt_credit_entry_get_amount (entry);
  const SmrtMoney *balance = smrt_credit_entry_get_balance (entry);
  const SmrtMoney *known = g_hash_table_lookup (self->balances, amount->currency);
  SmrtCreditKind kind = smrt_credit_entry_get_kind (entry);
  gint64 time = smrt_credit_entry_get_created (entry);
  SmrtMoney sum = smrt_money_init (known != NULL ? known->amount : 0, amount->currency);
  SmrtExportTransaction *transaction;
  gint64 before, missing;

  if (balance == NULL)
    {
      if (__builtin_add_overflow (sum.amount, amount->amount, &sum.amount))
        return FALSE;
      balance = &sum;
    }
  if (__builtin_sub_overflow (balance->amount, amount->amount, &before) ||
      __builtin_sub_overflow (before, known != NULL ? known->amount : 0, &missing))
    return FALSE;

  if (missing != 0)
    {
      transaction = add_transaction (self->pending, time, NULL, NULL,
                                     known == NULL ? _("Opening balance") : _("Entries that are not listed"));
      if (!add_credit (transaction, self->account, SMRT_EXPORT_ACCOUNT_OPENING, missing, before, amount->currency))
        return FALSE;
    }

  transaction = add_transaction (self->pending, time, smrt_credit_entry_get_id (entry),
                                 smrt_ledger_row_get_receipt (row), smrt_ledger_row_get_words (row));
  g_hash_table_replace (self->balances, g_strdup (amount->currency), smrt_money_copy (balance));

  return add_credit (transaction, self->account,
                     self->account == SMRT_EXPORT_ACCOUNT_CREDIT ? find_counterpart (kind) : find_usage_counterpart (kind),
                     amount->amount, balance->amount, amount->currency);
}

SmrtExportAccount
smrt_export_journal_get_credit_account (SmrtExportSource *source)
{
  g_return_val_if_fail (SMRT_IS_EXPORT_SOURCE (source), SMRT_EXPORT_ACCOUNT_CREDIT);

  return smrt_export_source_get_credit (source) == SMRT_EXPORT_CREDIT_USAGE ? SMRT_EXPORT_ACCOUNT_USAGE_CREDIT
                                                                            : SMRT_EXPORT_ACCOUNT_CREDIT;
}

static gboolean
take (gint64 *rest,
      gint64  amount)
{
  return !__builtin_sub_overflow (*rest, amount, rest);
}

/* What the invoice charges: its lines, and whatever else leads to its total. A
 * server need not tell all lines of a long invoice. */
static gboolean
add_charges (SmrtExportTransaction *self,
             SmrtInvoice           *invoice,
             SmrtCatalogue         *catalogue)
{
  const SmrtInvoiceSums *sums = smrt_invoice_get_sums (invoice);
  const char *currency = smrt_invoice_get_currency (invoice);
  GPtrArray *lines = smrt_invoice_get_lines (invoice);
  gint64 rest = sums->total;

  if (sums->discount == G_MININT64 || sums->usage_credit == G_MININT64)
    return FALSE;

  for (unsigned int i = 0; i < lines->len; i++)
    {
      SmrtInvoiceLine *line = g_ptr_array_index (lines, i);
      SmrtPlan *plan = smrt_words_find_line_plan (line, catalogue);
      gint64 amount = smrt_invoice_line_get_amount (line)->amount;

      if (amount == 0)
        continue;
      if (!take (&rest, amount))
        return FALSE;
      add_posting (self, plan != NULL ? SMRT_EXPORT_ACCOUNT_PLAN : SMRT_EXPORT_ACCOUNT_OTHER, plan, amount, currency);
    }

  add_if_any (self, SMRT_EXPORT_ACCOUNT_DISCOUNTS, -sums->discount, currency);
  add_if_any (self, SMRT_EXPORT_ACCOUNT_USAGE_APPLIED, -sums->usage_credit, currency);
  add_if_any (self, SMRT_EXPORT_ACCOUNT_TAX, sums->tax, currency);
  if (!take (&rest, -sums->discount) || !take (&rest, -sums->usage_credit) || !take (&rest, sums->tax))
    return FALSE;
  add_if_any (self, SMRT_EXPORT_ACCOUNT_OTHER, rest, currency);

  return TRUE;
}

/* How the total was settled: with the credit, which a negative total raises, by
 * the card, or not yet. What is left between the total and the amount due was
 * taken off by a credit note before it was paid. */
static gboolean
add_payment (SmrtExportTransaction *self,
             SmrtInvoice           *invoice)
{
  const SmrtInvoiceSums *sums = smrt_invoice_get_sums (invoice);
  const char *currency = smrt_invoice_get_currency (invoice);
  gint64 settled, applied, open;

  if (sums->amount_paid == G_MININT64 ||
      __builtin_sub_overflow (sums->amount_paid, sums->amount_due, &open) ||
      __builtin_sub_overflow (sums->amount_due, sums->total, &settled))
    return FALSE;

  applied = settled;
  if (sums->has_ending_balance &&
      (__builtin_sub_overflow (sums->starting_balance, sums->ending_balance, &applied) || !take (&settled, applied)))
    return FALSE;

  add_if_any (self, SMRT_EXPORT_ACCOUNT_APPLIED, applied, currency);
  if (sums->has_ending_balance)
    add_if_any (self, SMRT_EXPORT_ACCOUNT_CREDIT_NOTES, settled, currency);
  add_if_any (self, SMRT_EXPORT_ACCOUNT_CARD, -sums->amount_paid, currency);
  add_if_any (self, SMRT_EXPORT_ACCOUNT_OPEN, open, currency);

  return TRUE;
}

static gboolean
counts (SmrtInvoice *invoice)
{
  switch (smrt_invoice_get_status (invoice))
    {
    case SMRT_INVOICE_STATUS_OPEN:
    case SMRT_INVOICE_STATUS_PAID:
    case SMRT_INVOICE_STATUS_UNCOLLECTIBLE:
      return TRUE;
    case SMRT_INVOICE_STATUS_UNKNOWN:
    case SMRT_INVOICE_STATUS_DRAFT:
    case SMRT_INVOICE_STATUS_VOID:
    default:
      return FALSE;
    }
}

static gboolean
add_invoice (SmrtExportJournal *self,
             SmrtLedgerRow     *row,
             SmrtInvoice       *invoice)
{
  SmrtExportTransaction *transaction;

  if (!counts (invoice))
    return TRUE;

  transaction = add_transaction (self->pending, smrt_invoice_get_created (invoice), smrt_invoice_get_id (invoice),
                                 smrt_ledger_row_get_receipt (row), smrt_ledger_row_get_words (row));
  if (!add_charges (transaction, invoice, smrt_export_source_get_catalogue (self->source)) ||
      !add_payment (transaction, invoice) || !is_sound (transaction))
    return FALSE;
  if (transaction->postings->len == 0)
    g_ptr_array_set_size (self->pending, 0);

  return TRUE;
}

static SmrtExportJournal *
make_journal (SmrtExportSource *source,
              GListModel       *model)
{
  SmrtExportJournal *self = g_new0 (SmrtExportJournal, 1);

  self->source = g_object_ref (source);
  self->rows = smrt_export_rows_new (source, model, TRUE);
  self->account = smrt_export_journal_get_credit_account (source);
  self->balances = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) smrt_money_free);
  self->pending = g_ptr_array_new_with_free_func ((GDestroyNotify) smrt_export_transaction_free);

  return self;
}

SmrtExportJournal *
smrt_export_journal_new_credits (SmrtExportSource *source)
{
  g_return_val_if_fail (SMRT_IS_EXPORT_SOURCE (source), NULL);

  return make_journal (source, smrt_export_source_get_credits (source));
}

SmrtExportJournal *
smrt_export_journal_new_invoices (SmrtExportSource *source)
{
  SmrtExportJournal *self;

  g_return_val_if_fail (SMRT_IS_EXPORT_SOURCE (source), NULL);

  self = make_journal (source, smrt_export_source_get_invoices (source));
  self->of_invoices = TRUE;

  return self;
}

void
smrt_export_journal_free (SmrtExportJournal *self)
{
  g_clear_pointer (&self->pending, g_ptr_array_unref);
  g_clear_pointer (&self->balances, g_hash_table_unref);
  g_clear_pointer (&self->rows, smrt_export_rows_free);
  g_clear_object (&self->source);
  g_free (self);
}

/* Makes what the next row comes to, which can be nothing; FALSE at the end. */
static gboolean
read_row (SmrtExportJournal *self)
{
  SmrtLedgerRow *row;

  if (self->of_invoices)
    {
      SmrtInvoice *invoice = smrt_export_rows_next_invoice (self->rows, &row);

      self->failed = invoice != NULL && !add_invoice (self, row, invoice);
      return invoice != NULL && !self->failed;
    }
  else
    {
      SmrtCreditEntry *entry = smrt_export_rows_next_entry (self->rows, &row);

      self->failed = entry != NULL && !add_entry (self, row, entry);
      return entry != NULL && !self->failed;
    }
}

SmrtExportTransaction *
smrt_export_journal_next (SmrtExportJournal *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  while (!self->failed && self->pending->len == 0)
    if (!read_row (self))
      return NULL;

  return self->failed ? NULL : g_ptr_array_steal_index (self->pending, 0);
}

gboolean
smrt_export_journal_check (SmrtExportJournal  *self,
                           GError            **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (!self->failed)
    return smrt_export_rows_check (self->rows, error);

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                       _("An amount is too large, or a date too far away, to be exported."));

  return FALSE;
}

const char * const *
smrt_export_journal_get_path (const SmrtExportPosting *posting)
{
  g_return_val_if_fail (posting != NULL && posting->account < G_N_ELEMENTS (paths), NULL);

  return paths[posting->account];
}
