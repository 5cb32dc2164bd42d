/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-cli"

#include "config.h"

#include "smrt-cli-source.h"

#include <glib/gi18n-lib.h>

#include "smrt-cli-error.h"
#include "smrt-words.h"

gboolean
smrt_cli_source_parse_span (const char      *period,
                            int              fiscal_start,
                            SmrtExportSpan  *span,
                            GError         **error)
{
  g_autoptr (GTimeZone) zone = smrt_words_dup_zone ();

  if (fiscal_start < 1 || fiscal_start > 12)
    {
      g_set_error_literal (error, SMRT_CLI_ERROR, SMRT_CLI_ERROR_USAGE,
                           _("--fiscal-start needs the number of a month, 1 to 12."));
      return FALSE;
    }

  span->fiscal_start = fiscal_start;
  span->period = smrt_period_all ();
  if (period != NULL && !smrt_period_parse (period, fiscal_start, &span->period))
    {
      g_set_error (error, SMRT_CLI_ERROR, SMRT_CLI_ERROR_USAGE,
                   /* Translators: %s is what somebody wrote; the examples stay as they are */
                   _("“%s” is no period: --period takes 2026-11, 2026-Q3, 2026, FY2026 or all."), period);
      return FALSE;
    }
  smrt_period_get_bounds (&span->period, zone, &span->from, &span->until);

  return TRUE;
}

static gboolean
is_in (const SmrtExportSpan *span,
       gint64                time)
{
  return (span->from == 0 || time >= span->from) && (span->until == 0 || time < span->until);
}

static void
add_credit (GListStore      *rows,
            SmrtAccount     *account,
            SmrtCreditEntry *entry)
{
  const char *id = smrt_credit_entry_get_invoice_id (entry);
  SmrtInvoice *invoice = id != NULL ? smrt_account_find_invoice (account, id) : NULL;
  g_autofree char *words = smrt_words_credit_entry (entry, invoice, smrt_account_get_catalogue (account));
  g_autoptr (SmrtLedgerRow) row = smrt_ledger_row_new ();

  smrt_ledger_row_fill (row, entry, invoice, words, invoice != NULL ? smrt_invoice_get_number (invoice) : NULL, FALSE);
  g_list_store_append (rows, row);
}

static void
add_invoice (GListStore  *rows,
             SmrtAccount *account,
             SmrtInvoice *invoice)
{
  g_autofree char *words = smrt_words_invoice (invoice, smrt_account_get_catalogue (account));
  g_autoptr (SmrtLedgerRow) row = smrt_ledger_row_new ();

  smrt_ledger_row_fill (row, NULL, invoice, words, smrt_invoice_get_number (invoice), FALSE);
  g_list_store_append (rows, row);
}

/* The rows of a list of the account. */
static GListModel *
make_rows (SmrtAccount          *account,
           GListModel           *objects,
           const SmrtExportSpan *span)
{
  GListStore *rows = g_list_store_new (SMRT_TYPE_LEDGER_ROW);

  for (unsigned int i = 0; i < g_list_model_get_n_items (objects); i++)
    {
      g_autoptr (GObject) object = g_list_model_get_item (objects, i);

      if (SMRT_IS_CREDIT_ENTRY (object))
        {
          if (is_in (span, smrt_credit_entry_get_created (SMRT_CREDIT_ENTRY (object))))
            add_credit (rows, account, SMRT_CREDIT_ENTRY (object));
        }
      else if (is_in (span, smrt_invoice_get_created (SMRT_INVOICE (object))))
        {
          add_invoice (rows, account, SMRT_INVOICE (object));
        }
    }

  return G_LIST_MODEL (rows);
}

/* What the ledger holds before and after the period, where it is of one
 * currency. */
static void
find_balances (SmrtExportSource     *source,
               GListModel           *credits,
               const SmrtExportSpan *span)
{
  unsigned int n_credits = g_list_model_get_n_items (credits);
  SmrtMoney opening = { 0 };
  SmrtMoney closing = { 0 };

  for (unsigned int i = n_credits; i > 0; i--)
    {
      g_autoptr (SmrtCreditEntry) entry = g_list_model_get_item (credits, i - 1);
      const SmrtMoney *balance = smrt_credit_entry_get_balance (entry);
      gint64 created = smrt_credit_entry_get_created (entry);

      if (i == n_credits)
        {
          opening = *balance;
          if (__builtin_sub_overflow (balance->amount, smrt_credit_entry_get_amount (entry)->amount, &opening.amount))
            return;
          closing = opening;
        }
      if (!g_str_equal (opening.currency, balance->currency))
        return;
      if (span->from != 0 && created < span->from)
        opening = *balance;
      if (span->until == 0 || created < span->until)
        closing = *balance;
    }

  if (n_credits > 0)
    smrt_export_source_set_balances (source, &opening, &closing);
}

SmrtExportSource *
smrt_cli_source_new (SmrtAccount          *account,
                     const SmrtExportSpan *span)
{
  SmrtSession *session;
  SmrtCustomer *customer;
  SmrtExportSource *source;
  g_autoptr (GListModel) credits = NULL;
  g_autoptr (GListModel) invoices = NULL;

  g_return_val_if_fail (SMRT_IS_ACCOUNT (account) && span != NULL, NULL);

  session = smrt_account_get_session (account);
  customer = smrt_account_get_customer (account);
  credits = make_rows (account, smrt_account_get_credits (account), span);
  invoices = make_rows (account, smrt_account_get_invoices (account), span);
  source = smrt_export_source_new (credits, invoices, smrt_account_get_subscriptions (account),
                                   smrt_account_get_catalogue (account), smrt_account_get_as_of (account));
  smrt_export_source_set_span (source, span);
  smrt_export_source_set_account_name (source, smrt_session_get_account_name (session));
  if (customer != NULL)
    smrt_export_source_set_payment_method (source, smrt_customer_get_payment_method (customer));
  find_balances (source, smrt_account_get_credits (account), span);

  return source;
}
