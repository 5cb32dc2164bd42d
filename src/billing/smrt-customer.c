/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-billing"

#include "config.h"

#include "smrt-customer.h"

struct _SmrtCustomer
{
  GObject parent_instance;

  char *id;
  char *name;
  char *test_clock;
  SmrtMoney *balance;
  SmrtTopUp *top_up;
  SmrtPaymentMethod *payment_method;
  gboolean livemode;
};

G_DEFINE_FINAL_TYPE (SmrtCustomer, smrt_customer, G_TYPE_OBJECT)

static void
smrt_customer_dispose (GObject *object)
{
  SmrtCustomer *self = SMRT_CUSTOMER (object);

  g_clear_object (&self->payment_method);

  G_OBJECT_CLASS (smrt_customer_parent_class)->dispose (object);
}

static void
smrt_customer_finalize (GObject *object)
{
  SmrtCustomer *self = SMRT_CUSTOMER (object);

  g_free (self->id);
  g_free (self->name);
  g_free (self->test_clock);
  g_clear_pointer (&self->balance, smrt_money_free);
  g_clear_pointer (&self->top_up, smrt_top_up_free);

  G_OBJECT_CLASS (smrt_customer_parent_class)->finalize (object);
}

static void
smrt_customer_class_init (SmrtCustomerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = smrt_customer_dispose;
  object_class->finalize = smrt_customer_finalize;
}

static void
smrt_customer_init (SmrtCustomer *self)
{
}

SmrtCustomer *
smrt_customer_new (const char        *id,
                   const char        *name,
                   const SmrtMoney   *balance,
                   SmrtPaymentMethod *payment_method,
                   gboolean           livemode)
{
  SmrtCustomer *self;

  g_return_val_if_fail (id != NULL, NULL);

  self = g_object_new (SMRT_TYPE_CUSTOMER, NULL);
  self->id = g_strdup (id);
  self->name = g_strdup (name);
  self->balance = balance != NULL ? smrt_money_copy (balance) : NULL;
  g_set_object (&self->payment_method, payment_method);
  self->livemode = livemode;

  return self;
}

const char *
smrt_customer_get_id (SmrtCustomer *self)
{
  g_return_val_if_fail (SMRT_IS_CUSTOMER (self), NULL);

  return self->id;
}

const char *
smrt_customer_get_name (SmrtCustomer *self)
{
  g_return_val_if_fail (SMRT_IS_CUSTOMER (self), NULL);

  return self->name;
}

SmrtPaymentMethod *
smrt_customer_get_payment_method (SmrtCustomer *self)
{
  g_return_val_if_fail (SMRT_IS_CUSTOMER (self), NULL);

  return self->payment_method;
}

gboolean
smrt_customer_get_livemode (SmrtCustomer *self)
{
  g_return_val_if_fail (SMRT_IS_CUSTOMER (self), FALSE);

  return self->livemode;
}

const SmrtMoney *
smrt_customer_get_balance (SmrtCustomer *self)
{
  g_return_val_if_fail (SMRT_IS_CUSTOMER (self), NULL);

  return self->balance;
}

const char *
smrt_customer_get_test_clock (SmrtCustomer *self)
{
  g_return_val_if_fail (SMRT_IS_CUSTOMER (self), NULL);

  return self->test_clock;
}

void
smrt_customer_set_test_clock (SmrtCustomer *self,
                              const char   *test_clock)
{
  g_return_if_fail (SMRT_IS_CUSTOMER (self));

  g_free (self->test_clock);
  self->test_clock = g_strdup (test_clock);
}

const SmrtTopUp *
smrt_customer_get_top_up (SmrtCustomer *self)
{
  g_return_val_if_fail (SMRT_IS_CUSTOMER (self), NULL);

  return self->top_up;
}

void
smrt_customer_set_top_up (SmrtCustomer    *self,
                          const SmrtTopUp *top_up)
{
  g_return_if_fail (SMRT_IS_CUSTOMER (self));

  g_clear_pointer (&self->top_up, smrt_top_up_free);
  self->top_up = top_up != NULL ? smrt_top_up_copy (top_up) : NULL;
}
