/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-export"

#include "config.h"

#include "smrt-export-source.h"

struct _SmrtExportSource
{
  GObject parent_instance;

  GListModel *credits;
  GListModel *invoices;
  GListModel *subscriptions;
  SmrtCatalogue *catalogue;
  GHashTable *invoices_by_id;
  gint64 as_of;
};

G_DEFINE_FINAL_TYPE (SmrtExportSource, smrt_export_source, G_TYPE_OBJECT)

static void
smrt_export_source_dispose (GObject *object)
{
  SmrtExportSource *self = SMRT_EXPORT_SOURCE (object);

  g_clear_pointer (&self->invoices_by_id, g_hash_table_unref);
  g_clear_object (&self->credits);
  g_clear_object (&self->invoices);
  g_clear_object (&self->subscriptions);
  g_clear_object (&self->catalogue);

  G_OBJECT_CLASS (smrt_export_source_parent_class)->dispose (object);
}

static void
smrt_export_source_class_init (SmrtExportSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = smrt_export_source_dispose;
}

static void
smrt_export_source_init (SmrtExportSource *self)
{
}

SmrtExportSource *
smrt_export_source_new (GListModel    *credits,
                        GListModel    *invoices,
                        GListModel    *subscriptions,
                        SmrtCatalogue *catalogue,
                        gint64         as_of)
{
  SmrtExportSource *self;

  g_return_val_if_fail (G_IS_LIST_MODEL (credits), NULL);
  g_return_val_if_fail (G_IS_LIST_MODEL (invoices), NULL);
  g_return_val_if_fail (G_IS_LIST_MODEL (subscriptions), NULL);
  g_return_val_if_fail (catalogue == NULL || SMRT_IS_CATALOGUE (catalogue), NULL);

  self = g_object_new (SMRT_TYPE_EXPORT_SOURCE, NULL);
  self->credits = g_object_ref (credits);
  self->invoices = g_object_ref (invoices);
  self->subscriptions = g_object_ref (subscriptions);
  g_set_object (&self->catalogue, catalogue);
  self->as_of = as_of;

  self->invoices_by_id = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
  for (unsigned int i = 0; i < g_list_model_get_n_items (invoices); i++)
    {
      SmrtInvoice *invoice = g_list_model_get_item (invoices, i);

      g_hash_table_replace (self->invoices_by_id, (gpointer) smrt_invoice_get_id (invoice), invoice);
    }

  return self;
}

GListModel *
smrt_export_source_get_credits (SmrtExportSource *self)
{
  g_return_val_if_fail (SMRT_IS_EXPORT_SOURCE (self), NULL);

  return self->credits;
}

GListModel *
smrt_export_source_get_invoices (SmrtExportSource *self)
{
  g_return_val_if_fail (SMRT_IS_EXPORT_SOURCE (self), NULL);

  return self->invoices;
}

GListModel *
smrt_export_source_get_subscriptions (SmrtExportSource *self)
{
  g_return_val_if_fail (SMRT_IS_EXPORT_SOURCE (self), NULL);

  return self->subscriptions;
}

SmrtCatalogue *
smrt_export_source_get_catalogue (SmrtExportSource *self)
{
  g_return_val_if_fail (SMRT_IS_EXPORT_SOURCE (self), NULL);

  return self->catalogue;
}

gint64
smrt_export_source_get_as_of (SmrtExportSource *self)
{
  g_return_val_if_fail (SMRT_IS_EXPORT_SOURCE (self), 0);

  return self->as_of;
}

SmrtInvoice *
smrt_export_source_find_invoice (SmrtExportSource *self,
                                 const char       *id)
{
  g_return_val_if_fail (SMRT_IS_EXPORT_SOURCE (self), NULL);

  return id != NULL ? g_hash_table_lookup (self->invoices_by_id, id) : NULL;
}
