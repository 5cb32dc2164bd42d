/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-billing"

#include "config.h"

#include "smrt-switch-rules.h"

struct _SmrtSwitchRules
{
  gatomicrefcount ref_count;
  gboolean enabled;
  SmrtSwitchFlags flags;
  SmrtProrationBehavior proration;
  GHashTable *products;
  GHashTable *prices;
  GHashTable *quantities;
};

typedef struct
{
  gint64 least;
  gint64 most;
} Quantities;

G_DEFINE_BOXED_TYPE (SmrtSwitchRules, smrt_switch_rules, smrt_switch_rules_ref, smrt_switch_rules_unref)

SmrtSwitchRules *
smrt_switch_rules_new (gboolean              enabled,
                       SmrtSwitchFlags       flags,
                       SmrtProrationBehavior proration)
{
  SmrtSwitchRules *self = g_new0 (SmrtSwitchRules, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->enabled = enabled;
  self->flags = flags;
  self->proration = proration;
  self->products = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->prices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->quantities = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return self;
}

SmrtSwitchRules *
smrt_switch_rules_ref (SmrtSwitchRules *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
smrt_switch_rules_unref (SmrtSwitchRules *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_hash_table_unref (self->products);
  g_hash_table_unref (self->prices);
  g_hash_table_unref (self->quantities);
  g_free (self);
}

void
smrt_switch_rules_allow_price (SmrtSwitchRules *self,
                               const char      *product_id,
                               const char      *price_id)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (product_id != NULL && price_id != NULL);

  g_hash_table_add (self->products, g_strdup (product_id));
  g_hash_table_add (self->prices, g_strdup (price_id));
}

void
smrt_switch_rules_allow_quantity (SmrtSwitchRules *self,
                                  const char      *product_id,
                                  gint64           least,
                                  gint64           most)
{
  Quantities *quantities;

  g_return_if_fail (self != NULL);
  g_return_if_fail (product_id != NULL);

  quantities = g_new0 (Quantities, 1);
  quantities->least = MAX (least, 1);
  quantities->most = MAX (most, 0);
  g_hash_table_replace (self->quantities, g_strdup (product_id), quantities);
}

gboolean
smrt_switch_rules_get_quantities (SmrtSwitchRules *self,
                                  const char      *product_id,
                                  gint64          *least,
                                  gint64          *most)
{
  const Quantities *quantities;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (product_id != NULL, FALSE);
  g_return_val_if_fail (least != NULL && most != NULL, FALSE);

  quantities = g_hash_table_lookup (self->quantities, product_id);
  if (quantities == NULL)
    return FALSE;

  *least = quantities->least;
  *most = quantities->most;

  return TRUE;
}

gboolean
smrt_switch_rules_get_enabled (SmrtSwitchRules *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->enabled;
}

SmrtSwitchFlags
smrt_switch_rules_get_flags (SmrtSwitchRules *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->flags;
}

SmrtProrationBehavior
smrt_switch_rules_get_proration (SmrtSwitchRules *self)
{
  g_return_val_if_fail (self != NULL, SMRT_PRORATION_ALWAYS_INVOICE);

  return self->proration;
}

gboolean
smrt_switch_rules_has_product (SmrtSwitchRules *self,
                               const char      *product_id)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return g_hash_table_contains (self->products, product_id);
}

gboolean
smrt_switch_rules_has_price (SmrtSwitchRules *self,
                             const char      *price_id)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return g_hash_table_contains (self->prices, price_id);
}
