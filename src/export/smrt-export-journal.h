/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-export-source.h"

G_BEGIN_DECLS

/**
 * SmrtExportAccount:
 * @SMRT_EXPORT_ACCOUNT_CREDIT: the subscription credit; negative is owed
 * @SMRT_EXPORT_ACCOUNT_USAGE_CREDIT: the usage credit
 * @SMRT_EXPORT_ACCOUNT_CARD: what payments are taken from
 * @SMRT_EXPORT_ACCOUNT_OPEN: what is still to be paid of invoices
 * @SMRT_EXPORT_ACCOUNT_APPLIED: what goes between invoices and the subscription
 *   credit: an invoice says how much, and so does the ledger's entry; with both
 *   in one book it comes to nothing
 * @SMRT_EXPORT_ACCOUNT_OPENING: what was there before
 * @SMRT_EXPORT_ACCOUNT_ADJUSTMENTS: credit that was given, or taken, by hand
 * @SMRT_EXPORT_ACCOUNT_CREDIT_NOTES: credit by a credit note
 * @SMRT_EXPORT_ACCOUNT_USAGE_APPLIED: what goes between invoices, or usage, and
 *   the usage credit
 * @SMRT_EXPORT_ACCOUNT_PLAN: what a plan costs; one account a plan
 * @SMRT_EXPORT_ACCOUNT_OTHER: what is for no plan that is known
 * @SMRT_EXPORT_ACCOUNT_DISCOUNTS: what discounts take off
 * @SMRT_EXPORT_ACCOUNT_TAX: tax that comes on top
 *
 * The accounts of a journal.
 */
typedef enum
{
  SMRT_EXPORT_ACCOUNT_CREDIT,
  SMRT_EXPORT_ACCOUNT_USAGE_CREDIT,
  SMRT_EXPORT_ACCOUNT_CARD,
  SMRT_EXPORT_ACCOUNT_OPEN,
  SMRT_EXPORT_ACCOUNT_APPLIED,
  SMRT_EXPORT_ACCOUNT_OPENING,
  SMRT_EXPORT_ACCOUNT_ADJUSTMENTS,
  SMRT_EXPORT_ACCOUNT_CREDIT_NOTES,
  SMRT_EXPORT_ACCOUNT_USAGE_APPLIED,
  SMRT_EXPORT_ACCOUNT_PLAN,
  SMRT_EXPORT_ACCOUNT_OTHER,
  SMRT_EXPORT_ACCOUNT_DISCOUNTS,
  SMRT_EXPORT_ACCOUNT_TAX,
} SmrtExportAccount;

/**
 * SmrtExportPosting:
 * @account: where it goes
 * @plan: (nullable): the plan of %SMRT_EXPORT_ACCOUNT_PLAN
 * @amount: how much, positive for what the account gains
 * @has_balance: whether @balance is known
 * @balance: what the account holds after it
 */
typedef struct
{
  SmrtExportAccount  account;
  SmrtPlan          *plan;
  SmrtMoney          amount;
  gboolean           has_balance;
  SmrtMoney          balance;
} SmrtExportPosting;

/**
 * SmrtExportTransaction:
 * @time: unix seconds
 * @day: the day in the person's time zone, "2026-11-18"
 * @id: the server's id of what it is about, as a token; empty where it has none
 * @number: the number of the invoice, as a token; empty where it has none
 * @what: what it is, in the person's words, one line
 * @postings: (element-type SmrtExportPosting): they add up to nothing
 */
typedef struct
{
  gint64  time;
  char   *day;
  char   *id;
  char   *number;
  char   *what;
  GArray *postings;
} SmrtExportTransaction;

void smrt_export_transaction_free (SmrtExportTransaction *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmrtExportTransaction, smrt_export_transaction_free)

/**
 * SmrtExportJournal:
 *
 * The transactions of a list, oldest first, one after the other.
 */
typedef struct _SmrtExportJournal SmrtExportJournal;

/**
 * smrt_export_journal_new_credits:
 * @source: what is exported
 *
 * The ledger of a credit. Where its running balance does not follow from what is
 * listed before, a transaction of its own makes up for what is not listed, so
 * that every balance is the server's.
 */
SmrtExportJournal *smrt_export_journal_new_credits   (SmrtExportSource        *source);

/**
 * smrt_export_journal_new_invoices:
 * @source: what is exported
 *
 * What invoices charge and how that was paid. Drafts, void invoices and those
 * that come to nothing are left out.
 */
SmrtExportJournal *smrt_export_journal_new_invoices  (SmrtExportSource        *source);
void               smrt_export_journal_free          (SmrtExportJournal       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmrtExportJournal, smrt_export_journal_free)

/**
 * smrt_export_journal_next:
 *
 * Returns: (transfer full) (nullable): the next transaction; %NULL at the end and
 *   after an error
 */
SmrtExportTransaction *smrt_export_journal_next      (SmrtExportJournal       *self);

/**
 * smrt_export_journal_check:
 * @error: return location for %G_IO_ERROR_INVALID_DATA, or for a row that could
 *   not be read
 *
 * Returns: whether there was no error so far
 */
gboolean           smrt_export_journal_check         (SmrtExportJournal       *self,
                                                      GError                 **error);

/**
 * smrt_export_journal_get_credit_account:
 *
 * Returns: the account of the credit whose ledger the source has
 */
SmrtExportAccount smrt_export_journal_get_credit_account (SmrtExportSource *source);

/**
 * smrt_export_journal_get_path:
 * @posting: a posting
 *
 * Returns: (array zero-terminated=1): the account's names from the root on,
 *   without that of the plan
 */
const char * const *smrt_export_journal_get_path (const SmrtExportPosting *posting);

G_END_DECLS
