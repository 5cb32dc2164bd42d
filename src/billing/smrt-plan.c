/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-billing"

#include "config.h"

#include "smrt-plan.h"

struct _SmrtPlan
{
  GObject parent_instance;

  char *id;
  char *name;
  char *description;
  char *family;
  char *includes;
  char *unit_label;
  char **features;
  GPtrArray *prices;
  gint64 rank;
  gboolean has_rank;
  gboolean active;
};

G_DEFINE_FINAL_TYPE (SmrtPlan, smrt_plan, G_TYPE_OBJECT)

static void
smrt_plan_finalize (GObject *object)
{
  SmrtPlan *self = SMRT_PLAN (object);

  g_free (self->id);
  g_free (self->name);
  g_free (self->description);
  g_free (self->family);
  g_free (self->includes);
  g_free (self->unit_label);
  g_strfreev (self->features);
  g_ptr_array_unref (self->prices);

  G_OBJECT_CLASS (smrt_plan_parent_class)->finalize (object);
}

static void
smrt_plan_class_init (SmrtPlanClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = smrt_plan_finalize;
}

static void
smrt_plan_init (SmrtPlan *self)
{
  self->features = g_new0 (char *, 1);
  self->prices = g_ptr_array_new_with_free_func (g_object_unref);
  self->active = TRUE;
}

SmrtPlan *
smrt_plan_new (const char *id,
               const char *name)
{
  SmrtPlan *self;

  g_return_val_if_fail (id != NULL && name != NULL, NULL);

  self = g_object_new (SMRT_TYPE_PLAN, NULL);
  self->id = g_strdup (id);
  self->name = g_strdup (name);

  return self;
}

const char *
smrt_plan_get_id (SmrtPlan *self)
{
  g_return_val_if_fail (SMRT_IS_PLAN (self), NULL);

  return self->id;
}

const char *
smrt_plan_get_name (SmrtPlan *self)
{
  g_return_val_if_fail (SMRT_IS_PLAN (self), NULL);

  return self->name;
}

const char *
smrt_plan_get_description (SmrtPlan *self)
{
  g_return_val_if_fail (SMRT_IS_PLAN (self), NULL);

  return self->description;
}

void
smrt_plan_set_description (SmrtPlan   *self,
                           const char *description)
{
  g_return_if_fail (SMRT_IS_PLAN (self));

  g_free (self->description);
  self->description = g_strdup (description);
}

const char *
smrt_plan_get_family (SmrtPlan *self)
{
  g_return_val_if_fail (SMRT_IS_PLAN (self), NULL);

  return self->family;
}

void
smrt_plan_set_family (SmrtPlan   *self,
                      const char *family)
{
  g_return_if_fail (SMRT_IS_PLAN (self));

  g_free (self->family);
  self->family = g_strdup (family);
}

gboolean
smrt_plan_get_rank (SmrtPlan *self,
                    gint64   *rank)
{
  g_return_val_if_fail (SMRT_IS_PLAN (self), FALSE);
  g_return_val_if_fail (rank != NULL, FALSE);

  *rank = self->rank;

  return self->has_rank;
}

void
smrt_plan_set_rank (SmrtPlan *self,
                    gint64    rank)
{
  g_return_if_fail (SMRT_IS_PLAN (self));

  self->rank = rank;
  self->has_rank = TRUE;
}

const char *
smrt_plan_get_includes (SmrtPlan *self)
{
  g_return_val_if_fail (SMRT_IS_PLAN (self), NULL);

  return self->includes;
}

void
smrt_plan_set_includes (SmrtPlan   *self,
                        const char *product_id)
{
  g_return_if_fail (SMRT_IS_PLAN (self));

  g_free (self->includes);
  self->includes = g_strdup (product_id);
}

const char *
smrt_plan_get_unit_label (SmrtPlan *self)
{
  g_return_val_if_fail (SMRT_IS_PLAN (self), NULL);

  return self->unit_label;
}

void
smrt_plan_set_unit_label (SmrtPlan   *self,
                          const char *unit_label)
{
  g_return_if_fail (SMRT_IS_PLAN (self));

  g_free (self->unit_label);
  self->unit_label = g_strdup (unit_label);
}

const char * const *
smrt_plan_get_features (SmrtPlan *self)
{
  g_return_val_if_fail (SMRT_IS_PLAN (self), NULL);

  return (const char * const *) self->features;
}

void
smrt_plan_set_features (SmrtPlan           *self,
                        const char * const *features)
{
  g_return_if_fail (SMRT_IS_PLAN (self));
  g_return_if_fail (features != NULL);

  g_strfreev (self->features);
  self->features = g_strdupv ((char **) features);
}

gboolean
smrt_plan_get_active (SmrtPlan *self)
{
  g_return_val_if_fail (SMRT_IS_PLAN (self), FALSE);

  return self->active;
}

void
smrt_plan_set_active (SmrtPlan *self,
                      gboolean  active)
{
  g_return_if_fail (SMRT_IS_PLAN (self));

  self->active = active;
}

void
smrt_plan_add_price (SmrtPlan  *self,
                     SmrtPrice *price)
{
  g_return_if_fail (SMRT_IS_PLAN (self));
  g_return_if_fail (SMRT_IS_PRICE (price));

  g_ptr_array_add (self->prices, g_object_ref (price));
}

GPtrArray *
smrt_plan_get_prices (SmrtPlan *self)
{
  g_return_val_if_fail (SMRT_IS_PLAN (self), NULL);

  return self->prices;
}

SmrtPrice *
smrt_plan_find_price (SmrtPlan   *self,
                      SmrtCycle   cycle,
                      const char *currency)
{
  g_return_val_if_fail (SMRT_IS_PLAN (self), NULL);
  g_return_val_if_fail (currency != NULL, NULL);

  for (unsigned int i = 0; i < self->prices->len; i++)
    {
      SmrtPrice *price = g_ptr_array_index (self->prices, i);

      if (smrt_price_get_active (price) &&
          !smrt_price_get_metered (price) &&
          smrt_price_get_cycle (price) == cycle &&
          g_ascii_strcasecmp (smrt_price_get_currency (price), currency) == 0)
        return price;
    }

  return NULL;
}
