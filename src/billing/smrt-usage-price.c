/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-billing"

#include "config.h"

#include "smrt-usage-price.h"

struct _SmrtUsagePrice
{
  GObject parent_instance;

  char *id;
  char *name;
  char *unit_label;
  char *unit_amount;
};

G_DEFINE_FINAL_TYPE (SmrtUsagePrice, smrt_usage_price, G_TYPE_OBJECT)

static void
smrt_usage_price_finalize (GObject *object)
{
  SmrtUsagePrice *self = SMRT_USAGE_PRICE (object);

  g_free (self->id);
  g_free (self->name);
  g_free (self->unit_label);
  g_free (self->unit_amount);

  G_OBJECT_CLASS (smrt_usage_price_parent_class)->finalize (object);
}

static void
smrt_usage_price_class_init (SmrtUsagePriceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = smrt_usage_price_finalize;
}

static void
smrt_usage_price_init (SmrtUsagePrice *self)
{
}

SmrtUsagePrice *
smrt_usage_price_new (const char *id,
                      const char *name,
                      const char *unit_label,
                      const char *unit_amount)
{
  SmrtUsagePrice *self;

  g_return_val_if_fail (id != NULL, NULL);

  self = g_object_new (SMRT_TYPE_USAGE_PRICE, NULL);
  self->id = g_strdup (id);
  self->name = g_strdup (name);
  self->unit_label = g_strdup (unit_label);
  self->unit_amount = g_strdup (unit_amount);

  return self;
}

const char *
smrt_usage_price_get_id (SmrtUsagePrice *self)
{
  g_return_val_if_fail (SMRT_IS_USAGE_PRICE (self), NULL);

  return self->id;
}

const char *
smrt_usage_price_get_name (SmrtUsagePrice *self)
{
  g_return_val_if_fail (SMRT_IS_USAGE_PRICE (self), NULL);

  return self->name;
}

const char *
smrt_usage_price_get_unit_label (SmrtUsagePrice *self)
{
  g_return_val_if_fail (SMRT_IS_USAGE_PRICE (self), NULL);

  return self->unit_label;
}

const char *
smrt_usage_price_get_unit_amount (SmrtUsagePrice *self)
{
  g_return_val_if_fail (SMRT_IS_USAGE_PRICE (self), NULL);

  return self->unit_amount;
}
