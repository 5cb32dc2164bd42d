/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-billing"

#include "config.h"

#include "smrt-price.h"

#define MONTHS_A_YEAR 12

struct _SmrtPrice
{
  GObject parent_instance;

  char *id;
  char *product_id;
  char *lookup_key;
  char currency[4];
  SmrtMoney unit_amount;
  gboolean has_unit_amount;
  SmrtInterval interval;
  unsigned int interval_count;
  gboolean metered;
  gboolean active;
};

G_DEFINE_FINAL_TYPE (SmrtPrice, smrt_price, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (SmrtInterval, smrt_interval,
                    G_DEFINE_ENUM_VALUE (SMRT_INTERVAL_UNKNOWN, "unknown"),
                    G_DEFINE_ENUM_VALUE (SMRT_INTERVAL_DAY, "day"),
                    G_DEFINE_ENUM_VALUE (SMRT_INTERVAL_WEEK, "week"),
                    G_DEFINE_ENUM_VALUE (SMRT_INTERVAL_MONTH, "month"),
                    G_DEFINE_ENUM_VALUE (SMRT_INTERVAL_YEAR, "year"))

G_DEFINE_ENUM_TYPE (SmrtCycle, smrt_cycle,
                    G_DEFINE_ENUM_VALUE (SMRT_CYCLE_OTHER, "other"),
                    G_DEFINE_ENUM_VALUE (SMRT_CYCLE_MONTHLY, "monthly"),
                    G_DEFINE_ENUM_VALUE (SMRT_CYCLE_ANNUAL, "annual"))

static void
smrt_price_finalize (GObject *object)
{
  SmrtPrice *self = SMRT_PRICE (object);

  g_free (self->id);
  g_free (self->product_id);
  g_free (self->lookup_key);

  G_OBJECT_CLASS (smrt_price_parent_class)->finalize (object);
}

static void
smrt_price_class_init (SmrtPriceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = smrt_price_finalize;
}

static void
smrt_price_init (SmrtPrice *self)
{
}

SmrtPrice *
smrt_price_new (const char   *id,
                const char   *product_id,
                const char   *currency,
                const gint64 *unit_amount,
                SmrtInterval  interval,
                unsigned int  interval_count,
                gboolean      metered,
                gboolean      active,
                const char   *lookup_key)
{
  SmrtPrice *self;

  g_return_val_if_fail (id != NULL && product_id != NULL, NULL);
  g_return_val_if_fail (smrt_currency_is_valid (currency), NULL);

  self = g_object_new (SMRT_TYPE_PRICE, NULL);
  self->id = g_strdup (id);
  self->product_id = g_strdup (product_id);
  self->lookup_key = g_strdup (lookup_key);
  self->has_unit_amount = unit_amount != NULL;
  self->unit_amount = smrt_money_init (unit_amount != NULL ? *unit_amount : 0, currency);
  g_strlcpy (self->currency, self->unit_amount.currency, sizeof self->currency);
  self->interval = interval;
  self->interval_count = interval_count;
  self->metered = metered;
  self->active = active;

  return self;
}

const char *
smrt_price_get_id (SmrtPrice *self)
{
  g_return_val_if_fail (SMRT_IS_PRICE (self), NULL);

  return self->id;
}

const char *
smrt_price_get_product_id (SmrtPrice *self)
{
  g_return_val_if_fail (SMRT_IS_PRICE (self), NULL);

  return self->product_id;
}

const char *
smrt_price_get_currency (SmrtPrice *self)
{
  g_return_val_if_fail (SMRT_IS_PRICE (self), NULL);

  return self->currency;
}

const char *
smrt_price_get_lookup_key (SmrtPrice *self)
{
  g_return_val_if_fail (SMRT_IS_PRICE (self), NULL);

  return self->lookup_key;
}

SmrtInterval
smrt_price_get_interval (SmrtPrice *self)
{
  g_return_val_if_fail (SMRT_IS_PRICE (self), SMRT_INTERVAL_UNKNOWN);

  return self->interval;
}

unsigned int
smrt_price_get_interval_count (SmrtPrice *self)
{
  g_return_val_if_fail (SMRT_IS_PRICE (self), 0);

  return self->interval_count;
}

SmrtCycle
smrt_price_get_cycle (SmrtPrice *self)
{
  g_return_val_if_fail (SMRT_IS_PRICE (self), SMRT_CYCLE_OTHER);

  if (self->interval == SMRT_INTERVAL_MONTH && self->interval_count == 1)
    return SMRT_CYCLE_MONTHLY;
  if ((self->interval == SMRT_INTERVAL_YEAR && self->interval_count == 1) ||
      (self->interval == SMRT_INTERVAL_MONTH && self->interval_count == MONTHS_A_YEAR))
    return SMRT_CYCLE_ANNUAL;

  return SMRT_CYCLE_OTHER;
}

gboolean
smrt_price_get_metered (SmrtPrice *self)
{
  g_return_val_if_fail (SMRT_IS_PRICE (self), FALSE);

  return self->metered;
}

gboolean
smrt_price_get_active (SmrtPrice *self)
{
  g_return_val_if_fail (SMRT_IS_PRICE (self), FALSE);

  return self->active;
}

const SmrtMoney *
smrt_price_get_unit_amount (SmrtPrice *self)
{
  g_return_val_if_fail (SMRT_IS_PRICE (self), NULL);

  return self->has_unit_amount ? &self->unit_amount : NULL;
}

gboolean
smrt_price_get_amount (SmrtPrice *self,
                       gint64     quantity,
                       SmrtMoney *amount)
{
  g_return_val_if_fail (SMRT_IS_PRICE (self), FALSE);
  g_return_val_if_fail (amount != NULL, FALSE);

  if (!self->has_unit_amount)
    return FALSE;

  *amount = self->unit_amount;

  return !__builtin_mul_overflow (self->unit_amount.amount, quantity, &amount->amount);
}

gboolean
smrt_price_get_per_month (SmrtPrice *self,
                          SmrtMoney *per_month)
{
  gint64 whole = 1;

  g_return_val_if_fail (SMRT_IS_PRICE (self), FALSE);
  g_return_val_if_fail (per_month != NULL, FALSE);

  if (!self->has_unit_amount)
    return FALSE;

  *per_month = self->unit_amount;

  switch (smrt_price_get_cycle (self))
    {
    case SMRT_CYCLE_MONTHLY:
      return TRUE;

    case SMRT_CYCLE_ANNUAL:
      for (unsigned int i = smrt_currency_get_exponent (self->currency); i > 0; i--)
        whole *= 10;
      per_month->amount = per_month->amount / MONTHS_A_YEAR / whole * whole;
      return TRUE;

    case SMRT_CYCLE_OTHER:
    default:
      return FALSE;
    }
}

unsigned int
smrt_price_get_free_months (SmrtPrice *annual,
                            SmrtPrice *monthly)
{
  gint64 year, month, saved;

  g_return_val_if_fail (SMRT_IS_PRICE (annual) && SMRT_IS_PRICE (monthly), 0);

  if (!annual->has_unit_amount || !monthly->has_unit_amount ||
      smrt_price_get_cycle (annual) != SMRT_CYCLE_ANNUAL ||
      smrt_price_get_cycle (monthly) != SMRT_CYCLE_MONTHLY ||
      !g_str_equal (annual->currency, monthly->currency))
    return 0;

  year = annual->unit_amount.amount;
  month = monthly->unit_amount.amount;
  if (year < 0 || month <= 0 || __builtin_mul_overflow (month, MONTHS_A_YEAR, &saved) || saved <= year)
    return 0;

  return (unsigned int) ((saved - year) / month);
}
