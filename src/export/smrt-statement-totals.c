/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-export"

#include "config.h"

#include "smrt-statement-totals.h"

#include <string.h>

GArray *
smrt_statement_totals_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (SmrtStatementTotals));
}

static SmrtStatementTotals *
look_up (GArray     *totals,
         const char *currency)
{
  for (unsigned int i = 0; i < totals->len; i++)
    {
      SmrtStatementTotals *self = &g_array_index (totals, SmrtStatementTotals, i);

      if (strcmp (self->currency, currency) == 0)
        return self;
    }

  return NULL;
}

SmrtStatementTotals *
smrt_statement_totals_find (GArray     *totals,
                            const char *currency)
{
  SmrtMoney zero = smrt_money_init (0, currency);
  SmrtStatementTotals fresh = { .exact = TRUE };
  SmrtStatementTotals *self = look_up (totals, zero.currency);

  if (self != NULL)
    return self;

  memcpy (fresh.currency, zero.currency, sizeof fresh.currency);
  g_array_append_val (totals, fresh);

  return &g_array_index (totals, SmrtStatementTotals, totals->len - 1);
}

static void
add (SmrtStatementTotals *self,
     gint64              *sum,
     gint64               amount)
{
  if (__builtin_add_overflow (*sum, amount, sum))
    self->exact = FALSE;
}

void
smrt_statement_totals_add_entry (GArray          *totals,
                                 SmrtCreditEntry *entry)
{
  const SmrtMoney *amount = smrt_credit_entry_get_amount (entry);
  const SmrtMoney *balance = smrt_credit_entry_get_balance (entry);
  SmrtStatementTotals *self = look_up (totals, amount->currency);

  if (self == NULL)
    {
      self = smrt_statement_totals_find (totals, amount->currency);
      if (__builtin_sub_overflow (balance->amount, amount->amount, &self->opening))
        self->exact = FALSE;
    }

  add (self, amount->amount > 0 ? &self->came : &self->went, amount->amount);
  self->closing = balance->amount;
}

void
smrt_statement_totals_add_invoice (GArray      *totals,
                                   SmrtInvoice *invoice)
{
  const SmrtInvoiceSums *sums = smrt_invoice_get_sums (invoice);
  SmrtStatementTotals *self = smrt_statement_totals_find (totals, smrt_invoice_get_currency (invoice));
  SmrtInvoiceStatus status = smrt_invoice_get_status (invoice);

  if (status == SMRT_INVOICE_STATUS_DRAFT || status == SMRT_INVOICE_STATUS_VOID)
    return;

  add (self, &self->came, sums->total);
  add (self, &self->went, sums->amount_paid);
}
