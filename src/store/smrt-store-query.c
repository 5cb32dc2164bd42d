/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-store"

#include "config.h"

#include "smrt-store-query.h"

G_DEFINE_BOXED_TYPE (SmrtStoreQuery, smrt_store_query, smrt_store_query_copy, smrt_store_query_free)

SmrtStoreQuery *
smrt_store_query_new (SmrtStoreTable table)
{
  SmrtStoreQuery *self = g_new0 (SmrtStoreQuery, 1);

  self->table = table;
  self->sort = SMRT_STORE_SORT_DATE;

  return self;
}

SmrtStoreQuery *
smrt_store_query_copy (const SmrtStoreQuery *self)
{
  SmrtStoreQuery *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->currency = g_strdup (self->currency);
  copy->search = g_strdup (self->search);

  return copy;
}

void
smrt_store_query_free (SmrtStoreQuery *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->currency);
  g_free (self->search);
  g_free (self);
}

gboolean
smrt_store_query_equal (const SmrtStoreQuery *self,
                        const SmrtStoreQuery *other)
{
  if (self == NULL || other == NULL)
    return self == other;

  return self->table == other->table && g_strcmp0 (self->currency, other->currency) == 0 &&
         self->from == other->from && self->until == other->until && self->kinds == other->kinds &&
         g_strcmp0 (self->search, other->search) == 0 && self->sort == other->sort &&
         !self->ascending == !other->ascending;
}
