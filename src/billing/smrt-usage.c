/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-billing"

#include "config.h"

#include "smrt-usage.h"

struct _SmrtUsage
{
  GObject parent_instance;

  char *subscription_id;
  SmrtInvoice *invoice;
  GListStore *rows;
  SmrtMoney total;
  SmrtMoney from_credit;
  SmrtMoney owed;
  gint64 start;
  gint64 end;
  gboolean running;
  gboolean used;
};

G_DEFINE_FINAL_TYPE (SmrtUsage, smrt_usage, G_TYPE_OBJECT)

static void
smrt_usage_finalize (GObject *object)
{
  SmrtUsage *self = SMRT_USAGE (object);

  g_free (self->subscription_id);
  g_clear_object (&self->invoice);
  g_clear_object (&self->rows);

  G_OBJECT_CLASS (smrt_usage_parent_class)->finalize (object);
}

static void
smrt_usage_class_init (SmrtUsageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = smrt_usage_finalize;
}

static void
smrt_usage_init (SmrtUsage *self)
{
  self->rows = g_list_store_new (SMRT_TYPE_USAGE_ROW);
}

static SmrtUsagePrice *
find_price (GPtrArray  *prices,
            const char *id)
{
  for (unsigned int i = 0; id != NULL && i < prices->len; i++)
    if (g_str_equal (smrt_usage_price_get_id (g_ptr_array_index (prices, i)), id))
      return g_ptr_array_index (prices, i);

  return NULL;
}

static gboolean
add_line (SmrtUsage       *self,
          SmrtUsageRow    *row,
          SmrtInvoiceLine *line)
{
  gint64 start = smrt_invoice_line_get_period_start (line);
  gint64 end = smrt_invoice_line_get_period_end (line);
  gint64 quantity = smrt_invoice_line_get_quantity (line);
  const SmrtMoney *amount = smrt_invoice_line_get_amount (line);

  self->start = self->start == 0 ? start : MIN (self->start, start);
  self->end = MAX (self->end, end);
  self->used |= quantity != 0 || amount->amount != 0;

  return smrt_usage_row_add (row, quantity, amount->amount) && smrt_money_add (&self->total, amount);
}

/* A line whose price has no name of its own is called what the server wrote on
 * it. */
static gboolean
add_price (SmrtUsage      *self,
           SmrtUsagePrice *price)
{
  GPtrArray *lines = smrt_invoice_get_lines (self->invoice);
  const char *id = smrt_usage_price_get_id (price);
  g_autoptr (SmrtUsageRow) row = NULL;

  for (unsigned int i = 0; i < lines->len; i++)
    {
      SmrtInvoiceLine *line = g_ptr_array_index (lines, i);
      const char *name = smrt_usage_price_get_name (price);

      if (g_strcmp0 (smrt_invoice_line_get_price_id (line), id) != 0)
        continue;
      if (row == NULL)
        row = smrt_usage_row_new (SMRT_USAGE_KIND_USED, id,
                                  name != NULL ? name : smrt_invoice_line_get_description (line), price,
                                  self->total.currency);
      if (!add_line (self, row, line))
        return FALSE;
    }

  if (row != NULL)
    g_list_store_append (self->rows, row);

  return TRUE;
}

static gboolean
add_sum (SmrtUsage     *self,
         SmrtUsageKind  kind,
         const char    *id,
         gint64         amount)
{
  g_autoptr (SmrtUsageRow) row = smrt_usage_row_new (kind, id, NULL, NULL, self->total.currency);
  SmrtMoney money = smrt_money_init (amount, self->total.currency);

  if (amount == 0)
    return TRUE;
  if (!smrt_usage_row_add (row, 0, amount) || !smrt_money_add (&self->total, &money))
    return FALSE;

  g_list_store_append (self->rows, row);

  return TRUE;
}

static gboolean
is_all_usage (SmrtInvoice *invoice,
              GPtrArray   *prices)
{
  GPtrArray *lines = smrt_invoice_get_lines (invoice);

  for (unsigned int i = 0; i < lines->len; i++)
    if (find_price (prices, smrt_invoice_line_get_price_id (g_ptr_array_index (lines, i))) == NULL)
      return FALSE;

  return TRUE;
}

SmrtUsage *
smrt_usage_new_from_invoice (SmrtInvoice *invoice,
                             const char  *subscription_id,
                             GPtrArray   *prices,
                             gboolean     running)
{
  g_autoptr (SmrtUsage) self = NULL;
  const SmrtInvoiceSums *sums;
  gint64 owed;

  g_return_val_if_fail (SMRT_IS_INVOICE (invoice) && subscription_id != NULL && prices != NULL, NULL);

  self = g_object_new (SMRT_TYPE_USAGE, NULL);
  self->subscription_id = g_strdup (subscription_id);
  self->invoice = g_object_ref (invoice);
  self->running = running;
  self->total = smrt_invoice_get_money (invoice, 0);

  for (unsigned int i = 0; i < prices->len; i++)
    if (!add_price (self, g_ptr_array_index (prices, i)))
      return NULL;
  if (g_list_model_get_n_items (G_LIST_MODEL (self->rows)) == 0)
    return NULL;

  sums = smrt_invoice_get_sums (invoice);
  if (is_all_usage (invoice, prices) && (!add_sum (self, SMRT_USAGE_KIND_DISCOUNT, "discount", -sums->discount) ||
                                         !add_sum (self, SMRT_USAGE_KIND_TAX, "tax", sums->tax)))
    return NULL;

  self->from_credit = smrt_invoice_get_money (invoice, sums->usage_credit);
  if (__builtin_sub_overflow (self->total.amount, sums->usage_credit, &owed))
    return NULL;
  self->owed = smrt_invoice_get_money (invoice, MAX (owed, 0));

  return g_steal_pointer (&self);
}

const char *
smrt_usage_get_id (SmrtUsage *self)
{
  g_return_val_if_fail (SMRT_IS_USAGE (self), NULL);

  return self->running ? self->subscription_id : smrt_invoice_get_id (self->invoice);
}

const char *
smrt_usage_get_subscription_id (SmrtUsage *self)
{
  g_return_val_if_fail (SMRT_IS_USAGE (self), NULL);

  return self->subscription_id;
}

SmrtInvoice *
smrt_usage_get_invoice (SmrtUsage *self)
{
  g_return_val_if_fail (SMRT_IS_USAGE (self), NULL);

  return self->invoice;
}

gint64
smrt_usage_get_start (SmrtUsage *self)
{
  g_return_val_if_fail (SMRT_IS_USAGE (self), 0);

  return self->start;
}

gint64
smrt_usage_get_end (SmrtUsage *self)
{
  g_return_val_if_fail (SMRT_IS_USAGE (self), 0);

  return self->end;
}

gboolean
smrt_usage_get_running (SmrtUsage *self)
{
  g_return_val_if_fail (SMRT_IS_USAGE (self), FALSE);

  return self->running;
}

GListModel *
smrt_usage_get_rows (SmrtUsage *self)
{
  g_return_val_if_fail (SMRT_IS_USAGE (self), NULL);

  return G_LIST_MODEL (self->rows);
}

gboolean
smrt_usage_get_used (SmrtUsage *self)
{
  g_return_val_if_fail (SMRT_IS_USAGE (self), FALSE);

  return self->used;
}

const SmrtMoney *
smrt_usage_get_total (SmrtUsage *self)
{
  g_return_val_if_fail (SMRT_IS_USAGE (self), NULL);

  return &self->total;
}

const SmrtMoney *
smrt_usage_get_from_credit (SmrtUsage *self)
{
  g_return_val_if_fail (SMRT_IS_USAGE (self), NULL);

  return &self->from_credit;
}

const SmrtMoney *
smrt_usage_get_owed (SmrtUsage *self)
{
  g_return_val_if_fail (SMRT_IS_USAGE (self), NULL);

  return &self->owed;
}
