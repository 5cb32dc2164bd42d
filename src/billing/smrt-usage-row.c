/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-billing"

#include "config.h"

#include "smrt-usage-row.h"

#include <string.h>

/* Decimals of an average beyond those of the currency. */
#define MORE_DECIMALS 2
#define MORE_FACTOR 100

struct _SmrtUsageRow
{
  GObject parent_instance;

  SmrtUsageKind kind;
  char *id;
  char *name;
  SmrtUsagePrice *price;
  SmrtMoney amount;
  gint64 quantity;
};

G_DEFINE_FINAL_TYPE (SmrtUsageRow, smrt_usage_row, G_TYPE_OBJECT)

static void
smrt_usage_row_finalize (GObject *object)
{
  SmrtUsageRow *self = SMRT_USAGE_ROW (object);

  g_free (self->id);
  g_free (self->name);
  g_clear_object (&self->price);

  G_OBJECT_CLASS (smrt_usage_row_parent_class)->finalize (object);
}

static void
smrt_usage_row_class_init (SmrtUsageRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = smrt_usage_row_finalize;
}

static void
smrt_usage_row_init (SmrtUsageRow *self)
{
}

SmrtUsageRow *
smrt_usage_row_new (SmrtUsageKind   kind,
                    const char     *id,
                    const char     *name,
                    SmrtUsagePrice *price,
                    const char     *currency)
{
  SmrtUsageRow *self;

  g_return_val_if_fail (id != NULL && smrt_currency_is_valid (currency), NULL);

  self = g_object_new (SMRT_TYPE_USAGE_ROW, NULL);
  self->kind = kind;
  self->id = g_strdup (id);
  self->name = g_strdup (name);
  self->price = price != NULL ? g_object_ref (price) : NULL;
  self->amount = smrt_money_init (0, currency);

  return self;
}

SmrtUsageKind
smrt_usage_row_get_kind (SmrtUsageRow *self)
{
  g_return_val_if_fail (SMRT_IS_USAGE_ROW (self), SMRT_USAGE_KIND_USED);

  return self->kind;
}

const char *
smrt_usage_row_get_id (SmrtUsageRow *self)
{
  g_return_val_if_fail (SMRT_IS_USAGE_ROW (self), NULL);

  return self->id;
}

const char *
smrt_usage_row_get_name (SmrtUsageRow *self)
{
  g_return_val_if_fail (SMRT_IS_USAGE_ROW (self), NULL);

  return self->name;
}

const char *
smrt_usage_row_get_unit_label (SmrtUsageRow *self)
{
  g_return_val_if_fail (SMRT_IS_USAGE_ROW (self), NULL);

  return self->price != NULL ? smrt_usage_price_get_unit_label (self->price) : NULL;
}

gint64
smrt_usage_row_get_quantity (SmrtUsageRow *self)
{
  g_return_val_if_fail (SMRT_IS_USAGE_ROW (self), 0);

  return self->quantity;
}

const SmrtMoney *
smrt_usage_row_get_amount (SmrtUsageRow *self)
{
  g_return_val_if_fail (SMRT_IS_USAGE_ROW (self), NULL);

  return &self->amount;
}

gboolean
smrt_usage_row_add (SmrtUsageRow *self,
                    gint64        quantity,
                    gint64        amount)
{
  gint64 new_quantity, new_amount;

  g_return_val_if_fail (SMRT_IS_USAGE_ROW (self), FALSE);

  if (__builtin_add_overflow (self->quantity, quantity, &new_quantity) ||
      __builtin_add_overflow (self->amount.amount, amount, &new_amount))
    return FALSE;

  self->quantity = new_quantity;
  self->amount.amount = new_amount;

  return TRUE;
}

/* Puts the point of a decimal number @n_digits further to the left, and leaves
 * out zeros at its end that are beyond the first @n_least decimals. */
static char *
move_point (const char   *decimal,
            unsigned int  n_digits,
            unsigned int  n_least)
{
  const char *sign = *decimal == '-' ? "-" : "";
  const char *digits = decimal + strlen (sign);
  gsize n_whole = strcspn (digits, ".");
  g_autoptr (GString) text = g_string_new_len (digits, n_whole);
  gsize least;

  if (digits[n_whole] == '.')
    g_string_append (text, digits + n_whole + 1);
  while (n_whole <= n_digits)
    {
      g_string_prepend_c (text, '0');
      n_whole++;
    }

  n_whole -= n_digits;
  while (text->len < n_whole + n_least)
    g_string_append_c (text, '0');
  least = n_whole + n_least;
  while (text->len > least && text->str[text->len - 1] == '0')
    g_string_truncate (text, text->len - 1);
  if (text->len > n_whole)
    g_string_insert_c (text, n_whole, '.');
  while (n_whole > 1 && text->str[0] == '0')
    {
      g_string_erase (text, 0, 1);
      n_whole--;
    }
  g_string_prepend (text, sign);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
smrt_usage_row_dup_unit_price (SmrtUsageRow *self)
{
  unsigned int exponent;

  g_return_val_if_fail (SMRT_IS_USAGE_ROW (self), NULL);

  if (self->price == NULL || smrt_usage_price_get_unit_amount (self->price) == NULL)
    return NULL;

  exponent = smrt_currency_get_exponent (self->amount.currency);

  return move_point (smrt_usage_price_get_unit_amount (self->price), exponent, exponent);
}

char *
smrt_usage_row_dup_average (SmrtUsageRow *self)
{
  gint64 whole, rest, average, more;
  unsigned int exponent;
  g_autofree char *text = NULL;

  g_return_val_if_fail (SMRT_IS_USAGE_ROW (self), NULL);

  if (self->quantity <= 0 || self->quantity > G_MAXINT64 / MORE_FACTOR / 4)
    return NULL;

  whole = self->amount.amount / self->quantity;
  rest = self->amount.amount % self->quantity * MORE_FACTOR;
  more = (2 * rest + (rest < 0 ? -self->quantity : self->quantity)) / (2 * self->quantity);
  if (__builtin_mul_overflow (whole, MORE_FACTOR, &average) || __builtin_add_overflow (average, more, &average))
    return NULL;

  exponent = smrt_currency_get_exponent (self->amount.currency);
  text = g_strdup_printf ("%" G_GINT64_FORMAT, average);

  return move_point (text, exponent + MORE_DECIMALS, exponent);
}
