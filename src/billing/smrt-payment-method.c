/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-billing"

#include "config.h"

#include "smrt-payment-method.h"

struct _SmrtPaymentMethod
{
  GObject parent_instance;

  char *id;
  char *kind;
  char *brand;
  char *last4;
  unsigned int exp_month;
  unsigned int exp_year;
};

G_DEFINE_FINAL_TYPE (SmrtPaymentMethod, smrt_payment_method, G_TYPE_OBJECT)

static void
smrt_payment_method_finalize (GObject *object)
{
  SmrtPaymentMethod *self = SMRT_PAYMENT_METHOD (object);

  g_free (self->id);
  g_free (self->kind);
  g_free (self->brand);
  g_free (self->last4);

  G_OBJECT_CLASS (smrt_payment_method_parent_class)->finalize (object);
}

static void
smrt_payment_method_class_init (SmrtPaymentMethodClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = smrt_payment_method_finalize;
}

static void
smrt_payment_method_init (SmrtPaymentMethod *self)
{
}

SmrtPaymentMethod *
smrt_payment_method_new (const char   *id,
                         const char   *type,
                         const char   *brand,
                         const char   *last4,
                         unsigned int  exp_month,
                         unsigned int  exp_year)
{
  SmrtPaymentMethod *self;

  g_return_val_if_fail (id != NULL && type != NULL, NULL);

  self = g_object_new (SMRT_TYPE_PAYMENT_METHOD, NULL);
  self->id = g_strdup (id);
  self->kind = g_strdup (type);
  self->brand = g_strdup (brand);
  self->last4 = g_strdup (last4);
  self->exp_month = exp_month;
  self->exp_year = exp_year;

  return self;
}

const char *
smrt_payment_method_get_id (SmrtPaymentMethod *self)
{
  g_return_val_if_fail (SMRT_IS_PAYMENT_METHOD (self), NULL);

  return self->id;
}

const char *
smrt_payment_method_get_kind (SmrtPaymentMethod *self)
{
  g_return_val_if_fail (SMRT_IS_PAYMENT_METHOD (self), NULL);

  return self->kind;
}

const char *
smrt_payment_method_get_brand (SmrtPaymentMethod *self)
{
  g_return_val_if_fail (SMRT_IS_PAYMENT_METHOD (self), NULL);

  return self->brand;
}

const char *
smrt_payment_method_get_last4 (SmrtPaymentMethod *self)
{
  g_return_val_if_fail (SMRT_IS_PAYMENT_METHOD (self), NULL);

  return self->last4;
}

unsigned int
smrt_payment_method_get_exp_month (SmrtPaymentMethod *self)
{
  g_return_val_if_fail (SMRT_IS_PAYMENT_METHOD (self), 0);

  return self->exp_month;
}

unsigned int
smrt_payment_method_get_exp_year (SmrtPaymentMethod *self)
{
  g_return_val_if_fail (SMRT_IS_PAYMENT_METHOD (self), 0);

  return self->exp_year;
}

gboolean
smrt_payment_method_is_bank_debit (SmrtPaymentMethod *self)
{
  static const char * const kinds[] = {
    "acss_debit", "au_becs_debit", "bacs_debit", "bank_account", "nz_bank_account", "sepa_debit",
    "us_bank_account", NULL
  };

  g_return_val_if_fail (SMRT_IS_PAYMENT_METHOD (self), FALSE);

  return g_strv_contains (kinds, self->kind);
}

gboolean
smrt_payment_method_is_expired (SmrtPaymentMethod *self,
                                gint64             time)
{
  g_autoptr (GDateTime) date = NULL;
  int year, month;

  g_return_val_if_fail (SMRT_IS_PAYMENT_METHOD (self), FALSE);

  if (self->exp_year == 0 || self->exp_month == 0)
    return FALSE;

  date = g_date_time_new_from_unix_utc (time);
  if (date == NULL)
    return FALSE;

  g_date_time_get_ymd (date, &year, &month, NULL);

  return (unsigned int) year > self->exp_year ||
         ((unsigned int) year == self->exp_year && (unsigned int) month > self->exp_month);
}
