/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-billing"

#include "config.h"

#include "smrt-proof.h"

/* How far apart the periods of a quoted and a charged line may begin and end. */
#define PERIOD_TOLERANCE_SECONDS (60 * 60)

struct _SmrtProof
{
  GObject parent_instance;

  SmrtInvoice *quoted;
  SmrtInvoice *charged;
  GPtrArray *differences;
  gboolean ignores_periods;
  unsigned int n_expected;
};

G_DEFINE_FINAL_TYPE (SmrtProof, smrt_proof, G_TYPE_OBJECT)

static void
free_difference (SmrtDifference *difference)
{
  g_free (difference->description);
  g_free (difference);
}

static void
smrt_proof_finalize (GObject *object)
{
  SmrtProof *self = SMRT_PROOF (object);

  g_clear_object (&self->quoted);
  g_clear_object (&self->charged);
  g_ptr_array_unref (self->differences);

  G_OBJECT_CLASS (smrt_proof_parent_class)->finalize (object);
}

static void
smrt_proof_class_init (SmrtProofClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = smrt_proof_finalize;
}

static void
smrt_proof_init (SmrtProof *self)
{
  self->differences = g_ptr_array_new_with_free_func ((GDestroyNotify) free_difference);
}

static SmrtDifference *
add_difference (SmrtProof          *self,
                SmrtDifferenceKind  kind,
                const char         *description,
                gint64              quoted,
                gint64              charged)
{
  SmrtDifference *difference = g_new0 (SmrtDifference, 1);

  difference->kind = kind;
  difference->description = g_strdup (description);
  difference->quoted = smrt_invoice_get_money (self->quoted, quoted);
  difference->charged = smrt_invoice_get_money (self->charged, charged);
  g_ptr_array_add (self->differences, difference);

  return difference;
}

static void
add_period (SmrtProof       *self,
            SmrtInvoiceLine *quoted,
            SmrtInvoiceLine *charged)
{
  SmrtDifference *difference;

  difference = add_difference (self, SMRT_DIFFERENCE_LINE_PERIOD, smrt_invoice_line_get_description (quoted),
                               smrt_invoice_line_get_amount (quoted)->amount,
                               smrt_invoice_line_get_amount (charged)->amount);
  difference->quoted_start = smrt_invoice_line_get_period_start (quoted);
  difference->quoted_end = smrt_invoice_line_get_period_end (quoted);
  difference->charged_start = smrt_invoice_line_get_period_start (charged);
  difference->charged_end = smrt_invoice_line_get_period_end (charged);
}

static void
compare_sum (SmrtProof          *self,
             SmrtDifferenceKind  kind,
             gint64              quoted,
             gint64              charged)
{
  if (quoted != charged || g_strcmp0 (smrt_invoice_get_currency (self->quoted), smrt_invoice_get_currency (self->charged)) != 0)
    add_difference (self, kind, NULL, quoted, charged);
}

static gboolean
lines_correspond (SmrtInvoiceLine *a,
                  SmrtInvoiceLine *b)
{
  return g_strcmp0 (smrt_invoice_line_get_price_id (a), smrt_invoice_line_get_price_id (b)) == 0 &&
         g_strcmp0 (smrt_invoice_line_get_product_id (a), smrt_invoice_line_get_product_id (b)) == 0 &&
         smrt_invoice_line_get_proration (a) == smrt_invoice_line_get_proration (b) &&
         (smrt_invoice_line_get_amount (a)->amount < 0) == (smrt_invoice_line_get_amount (b)->amount < 0);
}

static gboolean
are_close (gint64 a,
           gint64 b)
{
  gint64 distance;

  return !__builtin_sub_overflow (a, b, &distance) &&
         distance >= -PERIOD_TOLERANCE_SECONDS && distance <= PERIOD_TOLERANCE_SECONDS;
}

static gboolean
same_period (SmrtInvoiceLine *a,
             SmrtInvoiceLine *b)
{
  return are_close (smrt_invoice_line_get_period_start (a), smrt_invoice_line_get_period_start (b)) &&
         are_close (smrt_invoice_line_get_period_end (a), smrt_invoice_line_get_period_end (b));
}

static gboolean
amounts_equal (SmrtInvoiceLine *a,
               SmrtInvoiceLine *b)
{
  return lines_correspond (a, b) &&
         smrt_money_equal (smrt_invoice_line_get_amount (a), smrt_invoice_line_get_amount (b)) &&
         smrt_invoice_line_get_quantity (a) == smrt_invoice_line_get_quantity (b);
}

static gboolean
lines_equal (SmrtInvoiceLine *a,
             SmrtInvoiceLine *b)
{
  return amounts_equal (a, b) && same_period (a, b);
}

static SmrtInvoiceLine *
take_match (GPtrArray       *candidates,
            SmrtInvoiceLine *line,
            gboolean (*matches) (SmrtInvoiceLine *, SmrtInvoiceLine *))
{
  for (unsigned int i = 0; i < candidates->len; i++)
    {
      SmrtInvoiceLine *candidate = g_ptr_array_index (candidates, i);

      if (matches (line, candidate))
        {
          g_ptr_array_remove_index (candidates, i);
          return candidate;
        }
    }

  return NULL;
}

static void
compare_lines (SmrtProof *self)
{
  GPtrArray *quoted = smrt_invoice_get_lines (self->quoted);
  GPtrArray *charged = smrt_invoice_get_lines (self->charged);
  g_autoptr (GPtrArray) unmatched = g_ptr_array_new ();
  g_autoptr (GPtrArray) changed = g_ptr_array_new ();

  g_ptr_array_extend (unmatched, charged, NULL, NULL);

  /* All that are equal first, so that none of them is taken for another line. */
  for (unsigned int i = 0; i < quoted->len; i++)
    if (take_match (unmatched, g_ptr_array_index (quoted, i), lines_equal) == NULL)
      g_ptr_array_add (changed, g_ptr_array_index (quoted, i));

  for (unsigned int i = 0; i < changed->len; i++)
    {
      SmrtInvoiceLine *line = g_ptr_array_index (changed, i);
      SmrtInvoiceLine *match = take_match (unmatched, line, amounts_equal);

      if (match != NULL)
        {
          if (!self->ignores_periods)
            add_period (self, line, match);
          continue;
        }

      match = take_match (unmatched, line, lines_correspond);
      add_difference (self, match != NULL ? SMRT_DIFFERENCE_LINE_AMOUNT : SMRT_DIFFERENCE_LINE_MISSING,
                      smrt_invoice_line_get_description (line), smrt_invoice_line_get_amount (line)->amount,
                      match != NULL ? smrt_invoice_line_get_amount (match)->amount : 0);
      if (match != NULL && !self->ignores_periods && !same_period (line, match))
        add_period (self, line, match);
    }

  for (unsigned int i = 0; i < unmatched->len; i++)
    {
      SmrtInvoiceLine *line = g_ptr_array_index (unmatched, i);

      add_difference (self, SMRT_DIFFERENCE_LINE_ADDED, smrt_invoice_line_get_description (line),
                      0, smrt_invoice_line_get_amount (line)->amount);
    }
}

/* What does not fit stops at the end of what does. */
static gint64
subtract (gint64 a,
          gint64 b)
{
  gint64 difference;

  if (__builtin_sub_overflow (a, b, &difference))
    return b < 0 ? G_MAXINT64 : G_MININT64;

  return difference;
}

static SmrtProof *
create (SmrtInvoice *quoted,
        SmrtInvoice *charged)
{
  SmrtProof *self = g_object_new (SMRT_TYPE_PROOF, NULL);

  self->quoted = g_object_ref (quoted);
  self->charged = g_object_ref (charged);

  return self;
}

static void
compare_additions (SmrtProof *self)
{
  const SmrtInvoiceSums *q = smrt_invoice_get_sums (self->quoted);
  const SmrtInvoiceSums *c = smrt_invoice_get_sums (self->charged);
  gint64 used =
    c->has_ending_balance ? subtract (c->ending_balance, c->starting_balance) : subtract (c->total, c->amount_due);

  compare_sum (self, SMRT_DIFFERENCE_DISCOUNT, q->discount, c->discount);
  compare_sum (self, SMRT_DIFFERENCE_TAX, q->tax, c->tax);
  compare_sum (self, SMRT_DIFFERENCE_TOTAL, q->total, c->total);
  compare_sum (self, SMRT_DIFFERENCE_BALANCE_USED, subtract (q->total, q->amount_due), used);
  compare_sum (self, SMRT_DIFFERENCE_AMOUNT_DUE, q->amount_due, c->amount_due);
}

static void
compare_paid (SmrtProof *self)
{
  const SmrtInvoiceSums *c = smrt_invoice_get_sums (self->charged);

  if (smrt_invoice_get_status (self->charged) == SMRT_INVOICE_STATUS_PAID)
    compare_sum (self, SMRT_DIFFERENCE_AMOUNT_PAID, c->amount_due, c->amount_paid);
}

SmrtProof *
smrt_proof_new (SmrtInvoice *quoted,
                SmrtInvoice *charged)
{
  SmrtProof *self;

  g_return_val_if_fail (SMRT_IS_INVOICE (quoted), NULL);
  g_return_val_if_fail (SMRT_IS_INVOICE (charged), NULL);

  self = create (quoted, charged);
  compare_lines (self);
  compare_additions (self);
  compare_paid (self);

  return self;
}

SmrtProof *
smrt_proof_new_at_renewal (SmrtInvoice *quoted,
                           SmrtInvoice *charged)
{
  SmrtProof *self;

  g_return_val_if_fail (SMRT_IS_INVOICE (quoted), NULL);
  g_return_val_if_fail (SMRT_IS_INVOICE (charged), NULL);

  self = create (quoted, charged);
  self->ignores_periods = TRUE;
  compare_additions (self);
  self->n_expected = self->differences->len;
  compare_lines (self);
  compare_sum (self, SMRT_DIFFERENCE_SUBTOTAL, smrt_invoice_get_sums (quoted)->subtotal,
               smrt_invoice_get_sums (charged)->subtotal);
  compare_paid (self);

  return self;
}

SmrtInvoice *
smrt_proof_get_quoted (SmrtProof *self)
{
  g_return_val_if_fail (SMRT_IS_PROOF (self), NULL);

  return self->quoted;
}

SmrtInvoice *
smrt_proof_get_charged (SmrtProof *self)
{
  g_return_val_if_fail (SMRT_IS_PROOF (self), NULL);

  return self->charged;
}

gboolean
smrt_proof_is_exact (SmrtProof *self)
{
  g_return_val_if_fail (SMRT_IS_PROOF (self), FALSE);

  return self->differences->len == self->n_expected;
}

GPtrArray *
smrt_proof_get_differences (SmrtProof *self)
{
  g_return_val_if_fail (SMRT_IS_PROOF (self), NULL);

  return self->differences;
}
