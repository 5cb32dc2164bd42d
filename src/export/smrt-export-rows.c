/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-export"

#include "config.h"

#include "smrt-export-rows.h"

#include <glib/gi18n-lib.h>

/* Often enough for a person to see, and too seldom to be noticed. */
#define REPORT 512

struct _SmrtExportRows
{
  SmrtExportSource *source;
  GListModel *model;
  gboolean backwards;
  unsigned int n_rows;
  unsigned int n_done;
  SmrtLedgerRow *row;
  gboolean failed;
  gboolean quiet;
};

SmrtExportRows *
smrt_export_rows_new (SmrtExportSource *source,
                      GListModel       *model,
                      gboolean          backwards)
{
  SmrtExportRows *self;

  g_return_val_if_fail (SMRT_IS_EXPORT_SOURCE (source), NULL);
  g_return_val_if_fail (G_IS_LIST_MODEL (model), NULL);

  self = g_new0 (SmrtExportRows, 1);
  self->source = g_object_ref (source);
  self->model = g_object_ref (model);
  self->backwards = backwards;
  self->n_rows = g_list_model_get_n_items (model);

  return self;
}

void
smrt_export_rows_free (SmrtExportRows *self)
{
  g_clear_object (&self->row);
  g_clear_object (&self->model);
  g_clear_object (&self->source);
  g_free (self);
}

void
smrt_export_rows_set_quiet (SmrtExportRows *self)
{
  g_return_if_fail (self != NULL);

  self->quiet = TRUE;
}

SmrtLedgerRow *
smrt_export_rows_next (SmrtExportRows *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_clear_object (&self->row);
  if (self->failed)
    return NULL;
  if (!self->quiet && (self->n_done % REPORT == 0 || self->n_done == self->n_rows))
    smrt_export_source_report (self->source, self->n_done, self->n_rows);
  if (self->n_done == self->n_rows)
    return NULL;

  self->row = g_list_model_get_item (self->model, self->backwards ? self->n_rows - 1 - self->n_done : self->n_done);
  self->n_done++;
  self->failed = self->row == NULL || !smrt_ledger_row_get_loaded (self->row);

  return self->failed ? NULL : self->row;
}

SmrtCreditEntry *
smrt_export_rows_next_entry (SmrtExportRows  *self,
                             SmrtLedgerRow  **row)
{
  SmrtCreditEntry *entry;

  g_return_val_if_fail (self != NULL && row != NULL, NULL);

  *row = smrt_export_rows_next (self);
  entry = *row != NULL ? smrt_ledger_row_get_entry (*row) : NULL;
  self->failed = self->failed || (*row != NULL && entry == NULL);

  return entry;
}

SmrtInvoice *
smrt_export_rows_next_invoice (SmrtExportRows  *self,
                               SmrtLedgerRow  **row)
{
  SmrtInvoice *invoice;

  g_return_val_if_fail (self != NULL && row != NULL, NULL);

  *row = smrt_export_rows_next (self);
  invoice = *row != NULL ? smrt_ledger_row_get_invoice (*row) : NULL;
  self->failed = self->failed || (*row != NULL && invoice == NULL);

  return invoice;
}

gboolean
smrt_export_rows_check (SmrtExportRows  *self,
                        GError         **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->failed)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("A row of the list could not be read."));

  return !self->failed;
}
