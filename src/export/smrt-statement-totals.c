/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-export"

#include "config.h"

#include "smrt-statement-totals.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "smrt-words.h"

#define LENGTH(points) SMRT_EXPORT_LENGTH (points)
#define GAP LENGTH (10)
#define N_CELLS 4

#define INK 0x241f31ff
#define DIM 0x5e5c64ff
#define ACCENT 0x1a5fb4ff
#define BAND 0xf6f5f4ff

static const SmrtExportStyle label_style = { LENGTH (8), FALSE, SMRT_EXPORT_ALIGN_START, 1, FALSE };
static const SmrtExportStyle value_style = { LENGTH (13), TRUE, SMRT_EXPORT_ALIGN_START, 1, TRUE };

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

static char *
make_sum (const SmrtStatementTotals *self,
          gint64                     amount,
          gboolean                   as_balance)
{
  SmrtMoney money = smrt_money_init (amount, self->currency);

  /* Translators: in the place of a sum that is too large to be reckoned */
  if (!self->exact)
    return g_strdup (C_("sum", "—"));

  return as_balance ? smrt_words_balance (&money) : smrt_words_money (&money);
}

static void
make_cells (const SmrtStatementTotals *self,
            gboolean                   of_ledger,
            const char                *labels[N_CELLS],
            char                      *values[N_CELLS])
{
  gint64 open = 0;

  if (of_ledger)
    {
      labels[0] = _("Opening balance");
      /* Translators: the sum of what came into the credit */
      labels[1] = _("Credited");
      /* Translators: the sum of what was taken from the credit */
      labels[2] = _("Used");
      labels[3] = _("Closing balance");
      values[0] = make_sum (self, self->opening, TRUE);
      values[1] = make_sum (self, self->came, FALSE);
      values[2] = make_sum (self, self->went, FALSE);
      values[3] = make_sum (self, self->closing, TRUE);
      return;
    }

  labels[0] = _("Total");
  labels[1] = _("Paid");
  values[0] = make_sum (self, self->came, FALSE);
  values[1] = make_sum (self, self->went, FALSE);
  /* Translators: the difference of what invoices come to and what was paid by card: settled with credit, or open */
  labels[2] = _("Settled otherwise or open");
  if (!__builtin_sub_overflow (self->came, self->went, &open))
    values[2] = make_sum (self, open, FALSE);
}

int
smrt_statement_totals_draw (const SmrtStatementTotals *self,
                            const SmrtExportPen       *pen,
                            gboolean                   of_ledger,
                            int                        y)
{
  const char *labels[N_CELLS] = { NULL };
  char *values[N_CELLS] = { NULL };
  int width = (pen->width - (N_CELLS + 1) * GAP) / N_CELLS;
  int height = LENGTH (46);

  make_cells (self, of_ledger, labels, values);
  smrt_export_pen_set_colour (pen, BAND);
  smrt_export_pen_fill (pen, 0, y, pen->width, height);
  for (unsigned int i = 0; i < N_CELLS; i++)
    {
      int x = GAP + i * (width + GAP);

      if (values[i] != NULL)
        {
          smrt_export_pen_set_colour (pen, DIM);
          smrt_export_pen_text (pen, &label_style, labels[i], x, y + LENGTH (9), width);
          smrt_export_pen_set_colour (pen, i + 1 == N_CELLS ? ACCENT : INK);
          smrt_export_pen_text (pen, &value_style, values[i], x, y + LENGTH (20), width);
        }
      g_free (values[i]);
    }

  return y + height + LENGTH (6);
}
