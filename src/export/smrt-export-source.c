/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-export"

#include "config.h"

#include "smrt-export-source.h"

#include "smrt-subscription.h"

struct _SmrtExportSource
{
  GObject parent_instance;

  GListModel *credits;
  GListModel *invoices;
  GListModel *subscriptions;
  SmrtCatalogue *catalogue;
  SmrtPaymentMethod *payment_method;
  char *account_name;
  gint64 as_of;

  SmrtExportCredit credit;
  SmrtExportSpan span;
  SmrtMoney *opening;
  SmrtMoney *closing;

  SmrtExportFindInvoice find_invoice;
  gpointer find_invoice_data;
  GDestroyNotify find_invoice_destroy;

  SmrtExportProgress progress;
  gpointer progress_data;
  GDestroyNotify progress_destroy;
};

G_DEFINE_FINAL_TYPE (SmrtExportSource, smrt_export_source, G_TYPE_OBJECT)

static void
smrt_export_source_dispose (GObject *object)
{
  SmrtExportSource *self = SMRT_EXPORT_SOURCE (object);

  smrt_export_source_set_find_invoice (self, NULL, NULL, NULL);
  smrt_export_source_set_progress (self, NULL, NULL, NULL);
  g_clear_object (&self->credits);
  g_clear_object (&self->invoices);
  g_clear_object (&self->subscriptions);
  g_clear_object (&self->catalogue);
  g_clear_object (&self->payment_method);

  G_OBJECT_CLASS (smrt_export_source_parent_class)->dispose (object);
}

static void
smrt_export_source_finalize (GObject *object)
{
  SmrtExportSource *self = SMRT_EXPORT_SOURCE (object);

  g_free (self->account_name);
  g_clear_pointer (&self->opening, smrt_money_free);
  g_clear_pointer (&self->closing, smrt_money_free);

  G_OBJECT_CLASS (smrt_export_source_parent_class)->finalize (object);
}

static void
smrt_export_source_class_init (SmrtExportSourceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = smrt_export_source_dispose;
  object_class->finalize = smrt_export_source_finalize;
}

static void
smrt_export_source_init (SmrtExportSource *self)
{
  self->span.period = smrt_period_all ();
  self->span.fiscal_start = 1;
}

static GListModel *
take_model (GListModel *model,
            GType       type)
{
  return model != NULL ? g_object_ref (model) : G_LIST_MODEL (g_list_store_new (type));
}

SmrtExportSource *
smrt_export_source_new (GListModel    *credits,
                        GListModel    *invoices,
                        GListModel    *subscriptions,
                        SmrtCatalogue *catalogue,
                        gint64         as_of)
{
  SmrtExportSource *self;

  g_return_val_if_fail (credits == NULL || G_IS_LIST_MODEL (credits), NULL);
  g_return_val_if_fail (invoices == NULL || G_IS_LIST_MODEL (invoices), NULL);
  g_return_val_if_fail (subscriptions == NULL || G_IS_LIST_MODEL (subscriptions), NULL);
  g_return_val_if_fail (catalogue == NULL || SMRT_IS_CATALOGUE (catalogue), NULL);

  self = g_object_new (SMRT_TYPE_EXPORT_SOURCE, NULL);
  self->credits = take_model (credits, SMRT_TYPE_LEDGER_ROW);
  self->invoices = take_model (invoices, SMRT_TYPE_LEDGER_ROW);
  self->subscriptions = take_model (subscriptions, SMRT_TYPE_SUBSCRIPTION);
  g_set_object (&self->catalogue, catalogue);
  self->as_of = as_of;

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

SmrtExportCredit
smrt_export_source_get_credit (SmrtExportSource *self)
{
  g_return_val_if_fail (SMRT_IS_EXPORT_SOURCE (self), SMRT_EXPORT_CREDIT_SUBSCRIPTION);

  return self->credit;
}

void
smrt_export_source_set_credit (SmrtExportSource *self,
                               SmrtExportCredit  credit)
{
  g_return_if_fail (SMRT_IS_EXPORT_SOURCE (self));

  self->credit = credit;
}

const SmrtExportSpan *
smrt_export_source_get_span (SmrtExportSource *self)
{
  g_return_val_if_fail (SMRT_IS_EXPORT_SOURCE (self), NULL);

  return &self->span;
}

void
smrt_export_source_set_span (SmrtExportSource     *self,
                             const SmrtExportSpan *span)
{
  g_return_if_fail (SMRT_IS_EXPORT_SOURCE (self));
  g_return_if_fail (span != NULL && span->fiscal_start >= 1 && span->fiscal_start <= 12);

  self->span = *span;
}

const SmrtMoney *
smrt_export_source_get_opening (SmrtExportSource *self)
{
  g_return_val_if_fail (SMRT_IS_EXPORT_SOURCE (self), NULL);

  return self->opening;
}

const SmrtMoney *
smrt_export_source_get_closing (SmrtExportSource *self)
{
  g_return_val_if_fail (SMRT_IS_EXPORT_SOURCE (self), NULL);

  return self->closing;
}

void
smrt_export_source_set_balances (SmrtExportSource *self,
                                 const SmrtMoney  *opening,
                                 const SmrtMoney  *closing)
{
  g_return_if_fail (SMRT_IS_EXPORT_SOURCE (self));

  g_clear_pointer (&self->opening, smrt_money_free);
  g_clear_pointer (&self->closing, smrt_money_free);
  self->opening = opening != NULL ? smrt_money_copy (opening) : NULL;
  self->closing = closing != NULL ? smrt_money_copy (closing) : NULL;
}

const char *
smrt_export_source_get_account_name (SmrtExportSource *self)
{
  g_return_val_if_fail (SMRT_IS_EXPORT_SOURCE (self), NULL);

  return self->account_name;
}

void
smrt_export_source_set_account_name (SmrtExportSource *self,
                                     const char       *name)
{
  g_return_if_fail (SMRT_IS_EXPORT_SOURCE (self));

  g_free (self->account_name);
  self->account_name = g_strdup (name);
}

SmrtPaymentMethod *
smrt_export_source_get_payment_method (SmrtExportSource *self)
{
  g_return_val_if_fail (SMRT_IS_EXPORT_SOURCE (self), NULL);

  return self->payment_method;
}

void
smrt_export_source_set_payment_method (SmrtExportSource  *self,
                                       SmrtPaymentMethod *payment_method)
{
  g_return_if_fail (SMRT_IS_EXPORT_SOURCE (self));
  g_return_if_fail (payment_method == NULL || SMRT_IS_PAYMENT_METHOD (payment_method));

  g_set_object (&self->payment_method, payment_method);
}

void
smrt_export_source_set_find_invoice (SmrtExportSource      *self,
                                     SmrtExportFindInvoice  find_invoice,
                                     gpointer               user_data,
                                     GDestroyNotify         destroy)
{
  g_return_if_fail (SMRT_IS_EXPORT_SOURCE (self));

  if (self->find_invoice_destroy != NULL)
    self->find_invoice_destroy (self->find_invoice_data);
  self->find_invoice = find_invoice;
  self->find_invoice_data = user_data;
  self->find_invoice_destroy = destroy;
}

SmrtInvoice *
smrt_export_source_find_invoice (SmrtExportSource *self,
                                 const char       *id)
{
  g_return_val_if_fail (SMRT_IS_EXPORT_SOURCE (self), NULL);

  return id != NULL && self->find_invoice != NULL ? self->find_invoice (id, self->find_invoice_data) : NULL;
}

void
smrt_export_source_set_progress (SmrtExportSource   *self,
                                 SmrtExportProgress  progress,
                                 gpointer            user_data,
                                 GDestroyNotify      destroy)
{
  g_return_if_fail (SMRT_IS_EXPORT_SOURCE (self));

  if (self->progress_destroy != NULL)
    self->progress_destroy (self->progress_data);
  self->progress = progress;
  self->progress_data = user_data;
  self->progress_destroy = destroy;
}

void
smrt_export_source_report (SmrtExportSource *self,
                           guint64           n_done,
                           guint64           n_rows)
{
  g_return_if_fail (SMRT_IS_EXPORT_SOURCE (self));

  if (self->progress != NULL)
    self->progress (n_done, n_rows, self->progress_data);
}
