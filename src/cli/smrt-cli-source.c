/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-cli"

#include "config.h"

#include "smrt-cli-source.h"

#include <glib/gi18n-lib.h>

#include "smrt-cli-error.h"
#include "smrt-store-snapshot.h"
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

/* The rows of a table that are of the period. */
static SmrtStoreSnapshot *
make_rows (SmrtAccount           *account,
           SmrtStoreTable         table,
           const SmrtExportSpan  *span,
           GError               **error)
{
  g_autoptr (SmrtStoreQuery) query = smrt_store_query_new (table);

  query->from = span->from;
  query->until = span->until;

  return smrt_store_snapshot_new (smrt_account_get_store (account), query, error);
}

/* What the ledger holds before and after the period, where it is of one
 * currency. */
static void
set_balances (SmrtExportSource    *source,
              const SmrtStoreSums *sums)
{
  SmrtMoney opening, closing;

  if (!sums->has_balances || *sums->currency == '\0')
    return;

  opening = smrt_money_init (sums->opening, sums->currency);
  closing = smrt_money_init (sums->closing, sums->currency);
  smrt_export_source_set_balances (source, &opening, &closing);
}

SmrtExportSource *
smrt_cli_source_new (SmrtAccount           *account,
                     SmrtExportCredit       credit,
                     const SmrtExportSpan  *span,
                     GError               **error)
{
  SmrtSession *session;
  SmrtCustomer *customer;
  SmrtExportSource *source;
  g_autoptr (SmrtStoreSnapshot) credits = NULL;
  g_autoptr (SmrtStoreSnapshot) invoices = NULL;

  g_return_val_if_fail (SMRT_IS_ACCOUNT (account) && span != NULL, NULL);

  credits = make_rows (account,
                       credit == SMRT_EXPORT_CREDIT_USAGE ? SMRT_STORE_TABLE_USAGE_CREDITS : SMRT_STORE_TABLE_CREDITS,
                       span, error);
  invoices = credits != NULL ? make_rows (account, SMRT_STORE_TABLE_INVOICES, span, error) : NULL;
  if (invoices == NULL)
    return NULL;

  session = smrt_account_get_session (account);
  customer = smrt_account_get_customer (account);
  source = smrt_export_source_new (G_LIST_MODEL (credits), G_LIST_MODEL (invoices),
                                   smrt_account_get_subscriptions (account),
                                   smrt_account_get_catalogue (account), smrt_account_get_as_of (account));
  smrt_export_source_set_credit (source, credit);
  smrt_export_source_set_span (source, span);
  smrt_export_source_set_account_name (source, smrt_session_get_account_name (session));
  if (customer != NULL)
    smrt_export_source_set_payment_method (source, smrt_customer_get_payment_method (customer));
  set_balances (source, smrt_store_snapshot_get_sums (credits));

  return source;
}
