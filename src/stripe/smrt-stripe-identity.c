/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-stripe"

#include "config.h"

#include "smrt-stripe-identity.h"

struct _SmrtStripeIdentity
{
  GObject parent_instance;

  char *name;
  char *email;
  char *role;
  char *account_name;
  char **customer_ids;
};

G_DEFINE_FINAL_TYPE (SmrtStripeIdentity, smrt_stripe_identity, G_TYPE_OBJECT)

static void
smrt_stripe_identity_finalize (GObject *object)
{
  SmrtStripeIdentity *self = SMRT_STRIPE_IDENTITY (object);

  g_free (self->name);
  g_free (self->email);
  g_free (self->role);
  g_free (self->account_name);
  g_strfreev (self->customer_ids);

  G_OBJECT_CLASS (smrt_stripe_identity_parent_class)->finalize (object);
}

static void
smrt_stripe_identity_class_init (SmrtStripeIdentityClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = smrt_stripe_identity_finalize;
}

static void
smrt_stripe_identity_init (SmrtStripeIdentity *self)
{
}

SmrtStripeIdentity *
smrt_stripe_identity_new (const char         *name,
                          const char         *email,
                          const char         *role,
                          const char         *account_name,
                          const char * const *customer_ids)
{
  SmrtStripeIdentity *self;

  g_return_val_if_fail (customer_ids != NULL, NULL);

  self = g_object_new (SMRT_TYPE_STRIPE_IDENTITY, NULL);
  self->name = g_strdup (name);
  self->email = g_strdup (email);
  self->role = g_strdup (role);
  self->account_name = g_strdup (account_name);
  self->customer_ids = g_strdupv ((char **) customer_ids);

  return self;
}

const char *
smrt_stripe_identity_get_name (SmrtStripeIdentity *self)
{
  g_return_val_if_fail (SMRT_IS_STRIPE_IDENTITY (self), NULL);

  return self->name;
}

const char *
smrt_stripe_identity_get_email (SmrtStripeIdentity *self)
{
  g_return_val_if_fail (SMRT_IS_STRIPE_IDENTITY (self), NULL);

  return self->email;
}

const char *
smrt_stripe_identity_get_role (SmrtStripeIdentity *self)
{
  g_return_val_if_fail (SMRT_IS_STRIPE_IDENTITY (self), NULL);

  return self->role;
}

const char *
smrt_stripe_identity_get_account_name (SmrtStripeIdentity *self)
{
  g_return_val_if_fail (SMRT_IS_STRIPE_IDENTITY (self), NULL);

  return self->account_name;
}

const char *
smrt_stripe_identity_get_customer_id (SmrtStripeIdentity *self)
{
  g_return_val_if_fail (SMRT_IS_STRIPE_IDENTITY (self), NULL);

  return self->customer_ids[0];
}

const char * const *
smrt_stripe_identity_get_customer_ids (SmrtStripeIdentity *self)
{
  g_return_val_if_fail (SMRT_IS_STRIPE_IDENTITY (self), NULL);

  return (const char * const *) self->customer_ids;
}
