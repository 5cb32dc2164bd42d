/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-billing"

#include "config.h"

#include "smrt-usage-grant.h"

struct _SmrtUsageGrant
{
  GObject parent_instance;

  char *id;
  char *name;
  SmrtGrantCategory category;
  SmrtMoney amount;
  SmrtMoney left;
  gint64 effective_at;
  gint64 expires_at;
  gboolean voided;
  gboolean has_left;
};

G_DEFINE_FINAL_TYPE (SmrtUsageGrant, smrt_usage_grant, G_TYPE_OBJECT)

static void
smrt_usage_grant_finalize (GObject *object)
{
  SmrtUsageGrant *self = SMRT_USAGE_GRANT (object);

  g_free (self->id);
  g_free (self->name);

  G_OBJECT_CLASS (smrt_usage_grant_parent_class)->finalize (object);
}

static void
smrt_usage_grant_class_init (SmrtUsageGrantClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = smrt_usage_grant_finalize;
}

static void
smrt_usage_grant_init (SmrtUsageGrant *self)
{
}

SmrtUsageGrant *
smrt_usage_grant_new (const char        *id,
                      const char        *name,
                      SmrtGrantCategory  category,
                      const SmrtMoney   *amount,
                      gint64             effective_at,
                      gint64             expires_at,
                      gboolean           voided)
{
  SmrtUsageGrant *self;

  g_return_val_if_fail (id != NULL && amount != NULL, NULL);

  self = g_object_new (SMRT_TYPE_USAGE_GRANT, NULL);
  self->id = g_strdup (id);
  self->name = g_strdup (name);
  self->category = category;
  self->amount = *amount;
  self->effective_at = effective_at;
  self->expires_at = expires_at;
  self->voided = voided;

  return self;
}

const char *
smrt_usage_grant_get_id (SmrtUsageGrant *self)
{
  g_return_val_if_fail (SMRT_IS_USAGE_GRANT (self), NULL);

  return self->id;
}

const char *
smrt_usage_grant_get_name (SmrtUsageGrant *self)
{
  g_return_val_if_fail (SMRT_IS_USAGE_GRANT (self), NULL);

  return self->name;
}

SmrtGrantCategory
smrt_usage_grant_get_category (SmrtUsageGrant *self)
{
  g_return_val_if_fail (SMRT_IS_USAGE_GRANT (self), SMRT_GRANT_CATEGORY_OTHER);

  return self->category;
}

const SmrtMoney *
smrt_usage_grant_get_amount (SmrtUsageGrant *self)
{
  g_return_val_if_fail (SMRT_IS_USAGE_GRANT (self), NULL);

  return &self->amount;
}

gint64
smrt_usage_grant_get_effective_at (SmrtUsageGrant *self)
{
  g_return_val_if_fail (SMRT_IS_USAGE_GRANT (self), 0);

  return self->effective_at;
}

gint64
smrt_usage_grant_get_expires_at (SmrtUsageGrant *self)
{
  g_return_val_if_fail (SMRT_IS_USAGE_GRANT (self), 0);

  return self->expires_at;
}

gboolean
smrt_usage_grant_is_in_force (SmrtUsageGrant *self,
                              gint64          time)
{
  g_return_val_if_fail (SMRT_IS_USAGE_GRANT (self), FALSE);

  return !self->voided && self->effective_at <= time && (self->expires_at == 0 || self->expires_at > time);
}

const SmrtMoney *
smrt_usage_grant_get_left (SmrtUsageGrant *self)
{
  g_return_val_if_fail (SMRT_IS_USAGE_GRANT (self), NULL);

  return self->has_left ? &self->left : NULL;
}

void
smrt_usage_grant_set_left (SmrtUsageGrant  *self,
                           const SmrtMoney *left)
{
  g_return_if_fail (SMRT_IS_USAGE_GRANT (self));
  g_return_if_fail (left != NULL);

  self->left = *left;
  self->has_left = TRUE;
}
