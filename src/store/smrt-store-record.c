/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-store"

#include "config.h"

#include "smrt-store-record.h"

#include <string.h>

#include "smrt-json.h"
#include "smrt-store-sql.h"
#include "smrt-stripe-answer.h"
#include "smrt-stripe-decoder.h"
#include "smrt-stripe-usage-decoder.h"

void
smrt_store_record_free (SmrtStoreRecord *self)
{
  g_clear_object (&self->entry);
  g_clear_object (&self->invoice);
  g_free (self->json);
  g_free (self);
}

GPtrArray *
smrt_store_record_decode (SmrtStoreTable   table,
                          GPtrArray       *objects,
                          GError         **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) smrt_store_record_free);

  for (unsigned int i = 0; i < objects->len; i++)
    {
      JsonNode *node = objects->pdata[i];
      SmrtStoreRecord *record = g_new0 (SmrtStoreRecord, 1);

      g_ptr_array_add (records, record);
      if (table == SMRT_STORE_TABLE_INVOICES)
        record->invoice = smrt_stripe_decode_invoice (node, error);
      else if (table == SMRT_STORE_TABLE_CREDITS)
        record->entry = smrt_stripe_decode_credit_entry (node, error);
      else
        record->entry = smrt_stripe_decode_usage_entry (node, error);
      if (record->entry == NULL && record->invoice == NULL)
        return NULL;

      record->json = smrt_json_to_string (node, FALSE);
    }

  return g_steal_pointer (&records);
}

const char *
smrt_store_record_get_id (const SmrtStoreRecord *self)
{
  return self->entry != NULL ? smrt_credit_entry_get_id (self->entry) : smrt_invoice_get_id (self->invoice);
}

const char *
smrt_store_record_get_currency (const SmrtStoreRecord *self)
{
  return self->entry != NULL ? smrt_credit_entry_get_amount (self->entry)->currency
                             : smrt_invoice_get_currency (self->invoice);
}

void
smrt_store_record_change (SmrtStoreTable  table,
                          gint64          amount,
                          gint64          kind,
                          gint64          paid,
                          gint64         *credited,
                          gint64         *used)
{
  if (table != SMRT_STORE_TABLE_INVOICES)
    {
      *credited = MAX (amount, 0);
      *used = MIN (amount, 0);
    }
  else if (kind == SMRT_INVOICE_STATUS_DRAFT || kind == SMRT_INVOICE_STATUS_VOID)
    {
      *credited = 0;
      *used = 0;
    }
  else
    {
      *credited = amount;
      *used = -paid;
    }
}

void
smrt_store_record_get_change (const SmrtStoreRecord *self,
                              gint64                *credited,
                              gint64                *used)
{
  if (self->entry != NULL)
    smrt_store_record_change (SMRT_STORE_TABLE_CREDITS, smrt_credit_entry_get_amount (self->entry)->amount, 0, 0,
                              credited, used);
  else
    smrt_store_record_change (SMRT_STORE_TABLE_INVOICES, smrt_invoice_get_sums (self->invoice)->total,
                              smrt_invoice_get_status (self->invoice),
                              smrt_invoice_get_sums (self->invoice)->amount_paid, credited, used);
}

static gboolean
insert_entry (SmrtCreditEntry  *entry,
              SmrtDatabase     *database,
              SmrtStoreTable    table,
              gint64            seq,
              gboolean          faulty,
              const char       *words,
              const char       *search,
              GError          **error)
{
  static const char * const sql[] = SMRT_STORE_EACH_TABLE (
    "INSERT OR REPLACE INTO ",
    " (seq, id, created, currency, amount, kind, faulty, invoice, search, words, description, credit_note, balance)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  const SmrtMoney *amount = smrt_credit_entry_get_amount (entry);
  const SmrtMoney *balance = smrt_credit_entry_get_balance (entry);

  return smrt_store_sql_run (database, error, sql[table], balance != NULL ? "isisiiisssssi" : "isisiiisssssn",
                             seq, smrt_credit_entry_get_id (entry), smrt_credit_entry_get_created (entry),
                             amount->currency, amount->amount, (gint64) smrt_credit_entry_get_kind (entry),
                             (gint64) faulty, smrt_credit_entry_get_invoice_id (entry), search, words,
                             smrt_credit_entry_get_description (entry), smrt_credit_entry_get_credit_note_id (entry),
                             balance != NULL ? balance->amount : 0);
}

static gboolean
insert_invoice (SmrtInvoice   *invoice,
                SmrtDatabase  *database,
                gint64         seq,
                const char    *words,
                const char    *search,
                GError       **error)
{
  const SmrtInvoiceSums *sums = smrt_invoice_get_sums (invoice);
  SmrtInvoiceStatus status = smrt_invoice_get_status (invoice);
  gint64 changeable = status == SMRT_INVOICE_STATUS_OPEN || status == SMRT_INVOICE_STATUS_DRAFT;

  return smrt_store_sql_run (database, error,
                             "INSERT OR REPLACE INTO invoice"
                             " (seq, id, created, currency, amount, due, paid, kind, changeable, number, search, words)"
                             " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                             "isisiiiiisss", seq, smrt_invoice_get_id (invoice), smrt_invoice_get_created (invoice),
                             smrt_invoice_get_currency (invoice), sums->total, sums->amount_due, sums->amount_paid,
                             (gint64) status, changeable, smrt_invoice_get_number (invoice), search, words);
}

gboolean
smrt_store_record_insert (const SmrtStoreRecord  *self,
                          SmrtDatabase           *database,
                          SmrtStoreTable          table,
                          gint64                  seq,
                          gboolean                faulty,
                          const char             *words,
                          const char             *search,
                          GError                **error)
{
  static const char * const json_sql[] = SMRT_STORE_EACH_TABLE ("INSERT OR REPLACE INTO ",
                                                                "_json (seq, json) VALUES (?, ?)");

  if (self->entry != NULL && !insert_entry (self->entry, database, table, seq, faulty, words, search, error))
    return FALSE;
  if (self->invoice != NULL && !insert_invoice (self->invoice, database, seq, words, search, error))
    return FALSE;

  return smrt_store_sql_run (database, error, json_sql[table], "is", seq, self->json);
}

SmrtInvoice *
smrt_store_record_parse (const char  *json,
                         GError     **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (json, strlen (json));
  g_autoptr (JsonNode) node = smrt_json_parse (bytes, SMRT_STRIPE_MAX_ANSWER, error);

  return node != NULL ? smrt_stripe_decode_invoice (node, error) : NULL;
}
