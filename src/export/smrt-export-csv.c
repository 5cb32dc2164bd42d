/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-export"

#include "config.h"

#include "smrt-export-csv.h"

#include <string.h>

#include "smrt-export-days.h"
#include "smrt-export-rows.h"
#include "smrt-export-text.h"
#include "smrt-export-writer.h"
#include "smrt-words.h"

/* A row that is being put together, and what most rows have in common: a list
 * can have a million of them. */
typedef struct
{
  SmrtExportWriter *writer;
  SmrtExportDays *days;
  GString *text;
  gboolean begun;
  char currency[4];
  char code[4];
  unsigned int exponent;
} Row;

static void
clear_row (Row *row)
{
  g_clear_pointer (&row->days, smrt_export_days_free);
  g_clear_pointer (&row->writer, smrt_export_writer_free);
  if (row->text != NULL)
    g_string_free (row->text, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Row, clear_row)

static Row
make_row (GOutputStream *stream,
          GCancellable  *cancellable,
          const char    *header)
{
  Row row = {
    .writer = smrt_export_writer_new (stream, cancellable),
    .days = smrt_export_days_new (),
    .text = g_string_sized_new (1024),
  };

  smrt_export_writer_add (row.writer, header);

  return row;
}

static void
begin_cell (Row *row)
{
  if (row->begun)
    g_string_append_c (row->text, ',');
  row->begun = TRUE;
}

static void
add_raw (Row        *row,
         const char *cell)
{
  begin_cell (row);
  g_string_append (row->text, cell);
}

static void
add_quoted (Row        *row,
            const char *text)
{
  const char *quote;

  g_string_append_c (row->text, '"');
  if (smrt_export_text_is_formula (text))
    g_string_append_c (row->text, '\'');
  while ((quote = strchr (text, '"')) != NULL)
    {
      g_string_append_len (row->text, text, quote + 1 - text);
      g_string_append_c (row->text, '"');
      text = quote + 1;
    }
  g_string_append (row->text, text);
  g_string_append_c (row->text, '"');
}

/* Most texts are plain and are copied once. */
static void
add_text (Row        *row,
          const char *text)
{
  g_autofree char *plain = NULL;
  gboolean quote = FALSE;
  gsize length;

  begin_cell (row);
  if (text == NULL)
    return;

  for (length = 0; text[length] != '\0'; length++)
    {
      if (text[length] < ' ' || text[length] > '~')
        {
          plain = smrt_words_plain (text);
          text = plain;
          length = strlen (plain);
          quote = strpbrk (plain, ",\"") != NULL;
          break;
        }
      quote = quote || text[length] == ',' || text[length] == '"';
    }
  if (length == 0)
    return;

  if (quote || text[0] == ' ' || text[length - 1] == ' ')
    {
      add_quoted (row, text);
      return;
    }
  if (smrt_export_text_is_formula (text))
    g_string_append_c (row->text, '\'');
  g_string_append_len (row->text, text, length);
}

static void
add_day (Row    *row,
         gint64  time)
{
  begin_cell (row);
  if (time != 0)
    smrt_export_days_append_day (row->days, row->text, time);
}

static void
add_time (Row    *row,
          gint64  time)
{
  begin_cell (row);
  smrt_export_days_append_time (row->days, row->text, time);
}

static void
find_currency (Row        *row,
               const char *currency)
{
  if (strcmp (row->currency, currency) == 0)
    return;

  g_strlcpy (row->currency, currency, sizeof row->currency);
  for (unsigned int i = 0; i < sizeof row->code; i++)
    row->code[i] = g_ascii_toupper (row->currency[i]);
  row->exponent = smrt_currency_get_exponent (currency);
}

static void
add_money (Row             *row,
           const SmrtMoney *money)
{
  char decimal[SMRT_MONEY_DECIMAL_SIZE];
  gsize length;

  begin_cell (row);
  if (money == NULL)
    return;

  find_currency (row, money->currency);
  length = smrt_money_write_decimal (money->amount, row->exponent, decimal);
  g_string_append_len (row->text, decimal, length);
}

static void
add_currency (Row        *row,
              const char *currency)
{
  find_currency (row, currency);
  add_raw (row, row->code);
}

static void
add_value (Row        *row,
           GEnumClass *values,
           int         value)
{
  add_raw (row, g_enum_get_value (values, value)->value_nick);
}

static void
end_row (Row *row)
{
  g_string_append_len (row->text, "\r\n", 2);
  smrt_export_writer_add_length (row->writer, row->text->str, row->text->len);
  g_string_truncate (row->text, 0);
  row->begun = FALSE;
}

gboolean
smrt_export_csv_credits (SmrtExportSource  *source,
                         GOutputStream     *stream,
                         GCancellable      *cancellable,
                         GError           **error)
{
  g_autoptr (GEnumClass) kinds = g_type_class_ref (SMRT_TYPE_CREDIT_KIND);
  g_autoptr (SmrtExportRows) rows = smrt_export_rows_new (source, smrt_export_source_get_credits (source), FALSE);
  g_auto (Row) row = { 0 };
  SmrtCreditEntry *entry;
  SmrtLedgerRow *item;

  row = make_row (stream, cancellable, "id,date,created,kind,what,invoice,receipt,amount,balance,currency\r\n");
  while (!smrt_export_writer_has_failed (row.writer) && (entry = smrt_export_rows_next_entry (rows, &item)) != NULL)
    {
      gint64 created = smrt_credit_entry_get_created (entry);
      const SmrtMoney *amount = smrt_credit_entry_get_amount (entry);

      add_text (&row, smrt_credit_entry_get_id (entry));
      add_day (&row, created);
      add_time (&row, created);
      add_value (&row, kinds, smrt_credit_entry_get_kind (entry));
      add_text (&row, smrt_ledger_row_get_words (item));
      add_text (&row, smrt_credit_entry_get_invoice_id (entry));
      add_text (&row, smrt_ledger_row_get_receipt (item));
      add_money (&row, amount);
      add_money (&row, smrt_credit_entry_get_balance (entry));
      add_currency (&row, amount->currency);
      end_row (&row);
    }

  return smrt_export_rows_check (rows, error) && smrt_export_writer_finish (row.writer, error);
}

static void
add_sum (Row         *row,
         SmrtInvoice *invoice,
         gint64       amount)
{
  SmrtMoney money = smrt_invoice_get_money (invoice, amount);

  add_money (row, &money);
}

gboolean
smrt_export_csv_invoices (SmrtExportSource  *source,
                          GOutputStream     *stream,
                          GCancellable      *cancellable,
                          GError           **error)
{
  g_autoptr (GEnumClass) statuses = g_type_class_ref (SMRT_TYPE_INVOICE_STATUS);
  g_autoptr (SmrtExportRows) rows = smrt_export_rows_new (source, smrt_export_source_get_invoices (source), FALSE);
  g_auto (Row) row = { 0 };
  SmrtInvoice *invoice;
  SmrtLedgerRow *item;

  row = make_row (stream, cancellable,
                  "id,number,date,created,status,what,subscription,subtotal,discount,usage_credit,tax,"
                  "included_tax,total,credit_used,credit_added,due,paid,remaining,currency\r\n");
  while (!smrt_export_writer_has_failed (row.writer) && (invoice = smrt_export_rows_next_invoice (rows, &item)) != NULL)
    {
      const SmrtInvoiceSums *sums = smrt_invoice_get_sums (invoice);

      add_text (&row, smrt_invoice_get_id (invoice));
      add_text (&row, smrt_ledger_row_get_receipt (item));
      add_day (&row, smrt_invoice_get_created (invoice));
      add_time (&row, smrt_invoice_get_created (invoice));
      add_value (&row, statuses, smrt_invoice_get_status (invoice));
      add_text (&row, smrt_ledger_row_get_words (item));
      add_text (&row, smrt_invoice_get_subscription_id (invoice));
      add_sum (&row, invoice, sums->subtotal);
      add_sum (&row, invoice, sums->discount);
      add_sum (&row, invoice, sums->usage_credit);
      add_sum (&row, invoice, sums->tax);
      add_sum (&row, invoice, sums->included_tax);
      add_sum (&row, invoice, sums->total);
      add_sum (&row, invoice, smrt_invoice_get_balance_used (invoice));
      add_sum (&row, invoice, smrt_invoice_get_credit_added (invoice));
      add_sum (&row, invoice, sums->amount_due);
      add_sum (&row, invoice, sums->amount_paid);
      add_sum (&row, invoice, sums->amount_remaining);
      add_currency (&row, smrt_invoice_get_currency (invoice));
      end_row (&row);
    }

  return smrt_export_rows_check (rows, error) && smrt_export_writer_finish (row.writer, error);
}

static void
add_item (Row                  *row,
          GEnumClass           *cycles,
          SmrtSubscriptionItem *item)
{
  SmrtPrice *price = item != NULL ? smrt_subscription_item_get_price (item) : NULL;
  g_autofree char *quantity = NULL;
  SmrtMoney amount;
  gboolean known;

  add_text (row, price != NULL ? smrt_price_get_id (price) : NULL);
  if (price == NULL)
    {
      add_raw (row, "");
      add_raw (row, "");
      add_money (row, NULL);
      return;
    }

  quantity = g_strdup_printf ("%" G_GINT64_FORMAT, smrt_subscription_item_get_quantity (item));
  known = smrt_price_get_amount (price, smrt_subscription_item_get_quantity (item), &amount);
  add_value (row, cycles, smrt_price_get_cycle (price));
  add_raw (row, quantity);
  add_money (row, known ? &amount : NULL);
}

gboolean
smrt_export_csv_products (SmrtExportSource  *source,
                          GOutputStream     *stream,
                          GCancellable      *cancellable,
                          GError           **error)
{
  g_autoptr (GEnumClass) statuses = g_type_class_ref (SMRT_TYPE_SUBSCRIPTION_STATUS);
  g_autoptr (GEnumClass) cycles = g_type_class_ref (SMRT_TYPE_CYCLE);
  GListModel *subscriptions = smrt_export_source_get_subscriptions (source);
  unsigned int n_subscriptions = g_list_model_get_n_items (subscriptions);
  g_auto (Row) row = { 0 };

  row = make_row (stream, cancellable,
                  "id,name,plan,status,price,cycle,quantity,amount,currency,next_billing_date,cancel_at,"
                  "summary\r\n");
  for (unsigned int i = 0; i < n_subscriptions && !smrt_export_writer_has_failed (row.writer); i++)
    {
      g_autoptr (SmrtSubscription) subscription = g_list_model_get_item (subscriptions, i);
      SmrtPlan *plan = smrt_export_text_find_plan (subscription, smrt_export_source_get_catalogue (source));
      g_autofree char *summary = smrt_words_subscription_summary (subscription, plan);

      add_text (&row, smrt_subscription_get_id (subscription));
      add_text (&row, plan != NULL ? smrt_plan_get_name (plan) : NULL);
      add_text (&row, plan != NULL ? smrt_plan_get_id (plan) : NULL);
      add_value (&row, statuses, smrt_subscription_get_status (subscription));
      add_item (&row, cycles, smrt_subscription_get_main_item (subscription));
      add_currency (&row, smrt_subscription_get_currency (subscription));
      add_day (&row, smrt_subscription_get_next_billing_date (subscription));
      add_day (&row, smrt_subscription_get_cancel_at (subscription));
      add_text (&row, summary);
      end_row (&row);
    }

  return smrt_export_writer_finish (row.writer, error);
}

static gboolean
is_subscribed (SmrtExportSource *source,
               SmrtPrice        *price)
{
  GListModel *subscriptions = smrt_export_source_get_subscriptions (source);

  for (unsigned int i = 0; i < g_list_model_get_n_items (subscriptions); i++)
    {
      g_autoptr (SmrtSubscription) subscription = g_list_model_get_item (subscriptions, i);
      SmrtSubscriptionItem *item = smrt_subscription_get_main_item (subscription);

      if (item != NULL &&
          g_str_equal (smrt_price_get_id (smrt_subscription_item_get_price (item)), smrt_price_get_id (price)))
        return TRUE;
    }

  return FALSE;
}

static void
add_price (Row              *row,
           GEnumClass       *cycles,
           SmrtExportSource *source,
           SmrtPlan         *plan,
           SmrtPrice        *price)
{
  SmrtPrice *monthly = smrt_plan_find_price (plan, SMRT_CYCLE_MONTHLY, smrt_price_get_currency (price));
  g_autofree char *free_months = NULL;
  SmrtMoney per_month;
  gboolean has_per_month = smrt_price_get_per_month (price, &per_month);

  if (smrt_price_get_cycle (price) == SMRT_CYCLE_ANNUAL && monthly != NULL)
    free_months = g_strdup_printf ("%u", smrt_price_get_free_months (price, monthly));

  add_text (row, smrt_price_get_id (price));
  add_value (row, cycles, smrt_price_get_cycle (price));
  add_money (row, smrt_price_get_unit_amount (price));
  add_currency (row, smrt_price_get_currency (price));
  add_money (row, has_per_month ? &per_month : NULL);
  add_raw (row, free_months != NULL ? free_months : "0");
  add_raw (row, is_subscribed (source, price) ? "true" : "false");
}

gboolean
smrt_export_csv_plans (SmrtExportSource  *source,
                       GOutputStream     *stream,
                       GCancellable      *cancellable,
                       GError           **error)
{
  g_autoptr (GEnumClass) cycles = g_type_class_ref (SMRT_TYPE_CYCLE);
  SmrtCatalogue *catalogue = smrt_export_source_get_catalogue (source);
  GPtrArray *plans = catalogue != NULL ? smrt_catalogue_get_plans (catalogue) : NULL;
  g_auto (Row) row = { 0 };

  row = make_row (stream, cancellable,
                  "id,name,family,offered,price,cycle,amount,currency,display_per_month,free_months,current,"
                  "features\r\n");
  for (unsigned int i = 0; plans != NULL && i < plans->len; i++)
    {
      SmrtPlan *plan = g_ptr_array_index (plans, i);
      GPtrArray *prices = smrt_plan_get_prices (plan);
      g_autofree char *family = smrt_words_family_title (plan, catalogue);
      g_auto (GStrv) features = smrt_catalogue_get_features (catalogue, plan);
      g_autofree char *feature_list = g_strjoinv ("; ", features);

      for (unsigned int j = 0; j < prices->len; j++)
        {
          add_text (&row, smrt_plan_get_id (plan));
          add_text (&row, smrt_plan_get_name (plan));
          add_text (&row, family);
          add_raw (&row, smrt_plan_get_active (plan) ? "true" : "false");
          add_price (&row, cycles, source, plan, g_ptr_array_index (prices, j));
          add_text (&row, feature_list);
          end_row (&row);
        }
    }

  return smrt_export_writer_finish (row.writer, error);
}
