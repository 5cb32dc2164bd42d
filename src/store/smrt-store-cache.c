/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-store"

#include "config.h"

#include "smrt-store-cache.h"

/* More than a window shows at a time. */
#define ROWS_KEPT 512

struct _SmrtStoreCache
{
  GHashTable *slots; /* key → Slot */
  GHashTable *by_row;
  GQueue wanted;     /* Slot, the last wish first */
  GQueue kept;       /* SmrtLedgerRow */
};

typedef struct
{
  gint64 seq;
  SmrtLedgerRow *row; /* not owned */
  unsigned int position;
  GList link;
  gboolean is_wanted;
} Slot;

static void
set_wanted (SmrtStoreCache *self,
            Slot           *slot,
            gboolean        is_wanted)
{
  if (slot->is_wanted)
    g_queue_unlink (&self->wanted, &slot->link);
  slot->is_wanted = is_wanted;
  if (is_wanted)
    g_queue_push_head_link (&self->wanted, &slot->link);
}

static void
row_gone_cb (gpointer  data,
             GObject  *row)
{
  SmrtStoreCache *self = data;
  Slot *slot = g_hash_table_lookup (self->by_row, row);

  set_wanted (self, slot, FALSE);
  g_hash_table_remove (self->by_row, row);
  g_hash_table_remove (self->slots, &slot->seq);
}

SmrtStoreCache *
smrt_store_cache_new (void)
{
  SmrtStoreCache *self = g_new0 (SmrtStoreCache, 1);

  self->slots = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  self->by_row = g_hash_table_new (NULL, NULL);
  g_queue_init (&self->wanted);
  g_queue_init (&self->kept);

  return self;
}

void
smrt_store_cache_clear (SmrtStoreCache *self)
{
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, self->by_row);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    g_object_weak_unref (row, row_gone_cb, self);

  g_hash_table_remove_all (self->by_row);
  g_queue_init (&self->wanted);
  g_hash_table_remove_all (self->slots);
  g_queue_clear_full (&self->kept, g_object_unref);
}

void
smrt_store_cache_free (SmrtStoreCache *self)
{
  smrt_store_cache_clear (self);
  g_hash_table_unref (self->by_row);
  g_hash_table_unref (self->slots);
  g_free (self);
}

SmrtLedgerRow *
smrt_store_cache_get (SmrtStoreCache *self,
                      gint64          seq,
                      unsigned int    position)
{
  Slot *slot = g_hash_table_lookup (self->slots, &seq);
  SmrtLedgerRow *row;

  if (slot != NULL)
    row = g_object_ref (slot->row);
  else
    {
      row = smrt_ledger_row_new ();
      slot = g_new0 (Slot, 1);
      slot->seq = seq;
      slot->row = row;
      slot->link.data = slot;
      g_hash_table_insert (self->slots, &slot->seq, slot);
      g_hash_table_insert (self->by_row, row, slot);
      g_object_weak_ref (G_OBJECT (row), row_gone_cb, self);
    }

  slot->position = position;
  set_wanted (self, slot, !smrt_ledger_row_get_loaded (row));

  return row;
}

void
smrt_store_cache_keep (SmrtStoreCache *self,
                       SmrtLedgerRow  *row)
{
  Slot *slot = g_hash_table_lookup (self->by_row, row);

  if (slot != NULL)
    set_wanted (self, slot, FALSE);
  g_queue_push_head (&self->kept, g_object_ref (row));
  if (self->kept.length > ROWS_KEPT)
    g_object_unref (g_queue_pop_tail (&self->kept));
}

SmrtLedgerRow *
smrt_store_cache_find (SmrtStoreCache *self,
                       gint64          seq)
{
  Slot *slot = g_hash_table_lookup (self->slots, &seq);

  return slot != NULL ? slot->row : NULL;
}

gboolean
smrt_store_cache_find_wanted (SmrtStoreCache *self,
                              gint64         *seq,
                              unsigned int   *position)
{
  Slot *slot = g_queue_peek_head (&self->wanted);

  if (slot == NULL)
    return FALSE;

  *seq = slot->seq;
  *position = slot->position;

  return TRUE;
}

void
smrt_store_cache_give_up (SmrtStoreCache *self,
                          gint64          seq)
{
  Slot *slot = g_hash_table_lookup (self->slots, &seq);

  if (slot != NULL)
    set_wanted (self, slot, FALSE);
}

void
smrt_store_cache_move (SmrtStoreCache *self,
                       unsigned int    n_before,
                       unsigned int    n_removed,
                       unsigned int    n_added)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->slots);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Slot *slot = value;

      if (slot->position == G_MAXUINT || slot->position < n_before)
        continue;
      if (slot->position - n_before < n_removed)
        slot->position = G_MAXUINT;
      else
        slot->position = slot->position - n_removed + n_added;
    }
}

GArray *
smrt_store_cache_list_loaded (SmrtStoreCache *self)
{
  GArray *seqs = g_array_new (FALSE, FALSE, sizeof (gint64));
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->slots);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Slot *slot = value;

      if (smrt_ledger_row_get_loaded (slot->row))
        g_array_append_val (seqs, slot->seq);
    }

  return seqs;
}
