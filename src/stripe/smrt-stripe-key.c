/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-stripe"

#include "config.h"

#include "smrt-stripe-key.h"

struct _SmrtStripeKey
{
  GObject parent_instance;

  SmrtSecret *key;
};

static void bearer_init (SmrtStripeBearerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SmrtStripeKey, smrt_stripe_key, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SMRT_TYPE_STRIPE_BEARER, bearer_init))

static SmrtSecret *
peek (SmrtStripeBearer *bearer)
{
  return SMRT_STRIPE_KEY (bearer)->key;
}

static void
bearer_init (SmrtStripeBearerInterface *iface)
{
  iface->peek = peek;
}

static void
smrt_stripe_key_finalize (GObject *object)
{
  smrt_secret_unref (SMRT_STRIPE_KEY (object)->key);

  G_OBJECT_CLASS (smrt_stripe_key_parent_class)->finalize (object);
}

static void
smrt_stripe_key_class_init (SmrtStripeKeyClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = smrt_stripe_key_finalize;
}

static void
smrt_stripe_key_init (SmrtStripeKey *self)
{
}

SmrtStripeBearer *
smrt_stripe_key_new (SmrtSecret *key)
{
  SmrtStripeKey *self;

  g_return_val_if_fail (key != NULL, NULL);

  self = g_object_new (SMRT_TYPE_STRIPE_KEY, NULL);
  self->key = smrt_secret_ref (key);

  return SMRT_STRIPE_BEARER (self);
}
