/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-billing"

#include "config.h"

#include "smrt-comparison.h"

#include "smrt-comparison-private.h"

struct _SmrtFeature
{
  GObject parent_instance;

  char *name;
  gboolean *columns;
  unsigned int n_columns;
};

G_DEFINE_FINAL_TYPE (SmrtFeature, smrt_feature, G_TYPE_OBJECT)

struct _SmrtComparison
{
  GObject parent_instance;

  GPtrArray *plans;
  GPtrArray *rows;
};

static GType
smrt_comparison_get_item_type (GListModel *model)
{
  return SMRT_TYPE_FEATURE;
}

static unsigned int
smrt_comparison_get_n_items (GListModel *model)
{
  return SMRT_COMPARISON (model)->rows->len;
}

static gpointer
smrt_comparison_get_item (GListModel   *model,
                          unsigned int  position)
{
  SmrtComparison *self = SMRT_COMPARISON (model);

  return position < self->rows->len ? g_object_ref (g_ptr_array_index (self->rows, position)) : NULL;
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = smrt_comparison_get_item_type;
  iface->get_n_items = smrt_comparison_get_n_items;
  iface->get_item = smrt_comparison_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (SmrtComparison, smrt_comparison, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static void
smrt_feature_finalize (GObject *object)
{
  SmrtFeature *self = SMRT_FEATURE (object);

  g_free (self->name);
  g_free (self->columns);

  G_OBJECT_CLASS (smrt_feature_parent_class)->finalize (object);
}

static void
smrt_feature_class_init (SmrtFeatureClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = smrt_feature_finalize;
}

static void
smrt_feature_init (SmrtFeature *self)
{
}

static void
smrt_comparison_finalize (GObject *object)
{
  SmrtComparison *self = SMRT_COMPARISON (object);

  g_ptr_array_unref (self->plans);
  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (smrt_comparison_parent_class)->finalize (object);
}

static void
smrt_comparison_class_init (SmrtComparisonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = smrt_comparison_finalize;
}

static void
smrt_comparison_init (SmrtComparison *self)
{
  self->plans = g_ptr_array_new_with_free_func (g_object_unref);
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
}

SmrtComparison *
smrt_comparison_new (GPtrArray *plans,
                     GPtrArray *features)
{
  g_autoptr (GHashTable) rows_by_name = g_hash_table_new (g_str_hash, g_str_equal);
  SmrtComparison *self;

  g_return_val_if_fail (plans != NULL && features != NULL, NULL);
  g_return_val_if_fail (plans->len == features->len, NULL);

  self = g_object_new (SMRT_TYPE_COMPARISON, NULL);

  for (unsigned int column = 0; column < plans->len; column++)
    {
      char **names = g_ptr_array_index (features, column);

      g_ptr_array_add (self->plans, g_object_ref (g_ptr_array_index (plans, column)));

      for (unsigned int i = 0; names[i] != NULL; i++)
        {
          SmrtFeature *feature = g_hash_table_lookup (rows_by_name, names[i]);

          if (feature == NULL)
            {
              feature = g_object_new (SMRT_TYPE_FEATURE, NULL);
              feature->name = g_strdup (names[i]);
              feature->columns = g_new0 (gboolean, plans->len);
              feature->n_columns = plans->len;
              g_hash_table_insert (rows_by_name, feature->name, feature);
              g_ptr_array_add (self->rows, feature);
            }
          feature->columns[column] = TRUE;
        }
    }

  return self;
}

const char *
smrt_feature_get_name (SmrtFeature *self)
{
  g_return_val_if_fail (SMRT_IS_FEATURE (self), NULL);

  return self->name;
}

gboolean
smrt_feature_get_included (SmrtFeature  *self,
                           unsigned int  column)
{
  g_return_val_if_fail (SMRT_IS_FEATURE (self), FALSE);

  return column < self->n_columns && self->columns[column];
}

gboolean
smrt_feature_get_differs (SmrtFeature *self)
{
  g_return_val_if_fail (SMRT_IS_FEATURE (self), FALSE);

  for (unsigned int column = 0; column < self->n_columns; column++)
    if (!smrt_feature_get_included (self, column))
      return TRUE;

  return FALSE;
}

GPtrArray *
smrt_comparison_get_plans (SmrtComparison *self)
{
  g_return_val_if_fail (SMRT_IS_COMPARISON (self), NULL);

  return self->plans;
}
