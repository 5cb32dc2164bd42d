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

static void
clear_posting (gpointer posting)
{
  g_clear_object (&((SmrtExportPosting *) posting)->plan);
}

static void
free_transaction (gpointer data)
{
  SmrtExportTransaction *self = data;

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

static gboolean
set_error (GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                       _("An amount is too large, or a date too far away, to be exported."));

  return FALSE;
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
add_entry (GPtrArray         *journal,
           GHashTable        *balances,
           SmrtExportAccount  account,
           SmrtLedgerRow     *row,
           SmrtCreditEntry   *entry)
{
  const SmrtMoney *amount = smrt_credit_entry_get_amount (entry);
  const SmrtMoney *balance = smrt_credit_entry_get_balance (entry);
  const SmrtMoney *known = g_hash_table_lookup (balances, amount->currency);
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
      transaction = add_transaction (journal, time, NULL, NULL,
                                     known == NULL ? _("Opening balance") : _("Entries that are not listed"));
      if (!add_credit (transaction, account, SMRT_EXPORT_ACCOUNT_OPENING, missing, before, amount->currency))
        return FALSE;
    }

  transaction = add_transaction (journal, time, smrt_credit_entry_get_id (entry), smrt_ledger_row_get_receipt (row),
                                 smrt_ledger_row_get_words (row));
  g_hash_table_replace (balances, g_strdup (amount->currency), smrt_money_copy (balance));

  return add_credit (transaction, account,
                     account == SMRT_EXPORT_ACCOUNT_CREDIT ? find_counterpart (kind) : find_usage_counterpart (kind),
                     amount->amount, balance->amount, amount->currency);
}

SmrtExportAccount
smrt_export_journal_get_credit_account (SmrtExportSource *source)
{
  g_return_val_if_fail (SMRT_IS_EXPORT_SOURCE (source), SMRT_EXPORT_ACCOUNT_CREDIT);

  return smrt_export_source_get_credit (source) == SMRT_EXPORT_CREDIT_USAGE ? SMRT_EXPORT_ACCOUNT_USAGE_CREDIT
                                                                            : SMRT_EXPORT_ACCOUNT_CREDIT;
}

GPtrArray *
smrt_export_journal_credits (SmrtExportSource  *source,
                             GError           **error)
{
  g_autoptr (GPtrArray) journal = g_ptr_array_new_with_free_func (free_transaction);
  g_autoptr (GHashTable) balances = NULL;
  g_autoptr (SmrtExportRows) rows = NULL;
  SmrtExportAccount account;
  SmrtCreditEntry *entry;
  SmrtLedgerRow *row;

  g_return_val_if_fail (SMRT_IS_EXPORT_SOURCE (source), NULL);

  account = smrt_export_journal_get_credit_account (source);
  balances = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) smrt_money_free);
  rows = smrt_export_rows_new (source, smrt_export_source_get_credits (source), TRUE);
  while ((entry = smrt_export_rows_next_entry (rows, &row)) != NULL)
    if (!add_entry (journal, balances, account, row, entry))
      {
        set_error (error);
        return NULL;
      }

  return smrt_export_rows_check (rows, error) ? g_steal_pointer (&journal) : NULL;
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

GPtrArray *
smrt_export_journal_invoices (SmrtExportSource  *source,
                              GError           **error)
{
  g_autoptr (GPtrArray) journal = g_ptr_array_new_with_free_func (free_transaction);
  g_autoptr (SmrtExportRows) rows = NULL;
  SmrtCatalogue *catalogue;
  SmrtInvoice *invoice;
  SmrtLedgerRow *row;

  g_return_val_if_fail (SMRT_IS_EXPORT_SOURCE (source), NULL);

  catalogue = smrt_export_source_get_catalogue (source);
  rows = smrt_export_rows_new (source, smrt_export_source_get_invoices (source), TRUE);
  while ((invoice = smrt_export_rows_next_invoice (rows, &row)) != NULL)
    {
      SmrtExportTransaction *transaction;

      if (!counts (invoice))
        continue;

      transaction = add_transaction (journal, smrt_invoice_get_created (invoice), smrt_invoice_get_id (invoice),
                                     smrt_ledger_row_get_receipt (row), smrt_ledger_row_get_words (row));
      if (!add_charges (transaction, invoice, catalogue) || !add_payment (transaction, invoice) ||
          !is_sound (transaction))
        {
          set_error (error);
          return NULL;
        }
      if (transaction->postings->len == 0)
        g_ptr_array_remove_index (journal, journal->len - 1);
    }

  return smrt_export_rows_check (rows, error) ? g_steal_pointer (&journal) : NULL;
}

const char * const *
smrt_export_journal_get_path (const SmrtExportPosting *posting)
{
  g_return_val_if_fail (posting != NULL && posting->account < G_N_ELEMENTS (paths), NULL);

  return paths[posting->account];
}

static int
compare_cb (gconstpointer a,
            gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

GPtrArray *
smrt_export_journal_find_currencies (GPtrArray *transactions)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *currencies = g_ptr_array_new_with_free_func (g_free);

  for (unsigned int i = 0; i < transactions->len; i++)
    {
      SmrtExportTransaction *transaction = g_ptr_array_index (transactions, i);

      for (unsigned int j = 0; j < transaction->postings->len; j++)
        {
          const char *currency = g_array_index (transaction->postings, SmrtExportPosting, j).amount.currency;

          if (!g_hash_table_contains (seen, currency))
            {
              g_ptr_array_add (currencies, g_strdup (currency));
              g_hash_table_add (seen, g_ptr_array_index (currencies, currencies->len - 1));
            }
        }
    }
  g_ptr_array_sort (currencies, compare_cb);

  return currencies;
}
