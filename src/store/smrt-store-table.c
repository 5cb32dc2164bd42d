/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-store"

#include "config.h"

#include "smrt-store-table.h"

G_DEFINE_QUARK (smrt-store-error-quark, smrt_store_error)

G_DEFINE_ENUM_TYPE (SmrtStoreTable, smrt_store_table,
                    G_DEFINE_ENUM_VALUE (SMRT_STORE_TABLE_CREDITS, "credits"),
                    G_DEFINE_ENUM_VALUE (SMRT_STORE_TABLE_USAGE_CREDITS, "usage_credits"),
                    G_DEFINE_ENUM_VALUE (SMRT_STORE_TABLE_INVOICES, "invoices"))

void
smrt_store_edge_free (SmrtStoreEdge *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->newest_id);
  g_free (self->oldest_id);
  g_strfreev (self->changeable);
  g_free (self);
}
