/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-export"

#include "config.h"

#include "smrt-export-csv.h"

#include <string.h>

#include "smrt-export-text.h"
#include "smrt-export-writer.h"
#include "smrt-words.h"

/* A row that is being put together. */
typedef struct
{
  GString *text;
  gboolean begun;
} Row;

static void
add_raw (Row        *row,
         const char *cell)
{
  if (row->begun)
    g_string_append_c (row->text, ',');
  g_string_append (row->text, cell);
  row->begun = TRUE;
}

/* Spreadsheets look for a formula behind spaces, and at the full-width forms of
 * the signs too. */
static gboolean
is_formula (const char *text)
{
  gunichar c;

  while (g_unichar_isspace (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  c = g_utf8_get_char (text);

  return c == '=' || c == '+' || c == '-' || c == '@' ||
         c == 0xff1d || c == 0xff0b || c == 0xff0d || c == 0xff20;
}

static void
add_text (Row        *row,
          const char *text)
{
  g_autofree char *plain = smrt_words_plain (text);
  gsize length = strlen (plain);
  gboolean quote;

  if (row->begun)
    g_string_append_c (row->text, ',');
  row->begun = TRUE;

  quote = strpbrk (plain, ",\"") != NULL || (length > 0 && (plain[0] == ' ' || plain[length - 1] == ' '));
  if (quote)
    g_string_append_c (row->text, '"');
  if (is_formula (plain))
    g_string_append_c (row->text, '\'');
  for (const char *p = plain; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (row->text, '"');
      g_string_append_c (row->text, *p);
    }
  if (quote)
    g_string_append_c (row->text, '"');
}

static void
add_day (Row    *row,
         gint64  time)
{
  g_autofree char *day = time != 0 ? smrt_export_text_day (time) : NULL;

  add_raw (row, day != NULL ? day : "");
}

static void
add_time (Row    *row,
          gint64  time)
{
  g_autoptr (GDateTime) date_time = g_date_time_new_from_unix_utc (time);
  g_autofree char *text = date_time != NULL ? g_date_time_format_iso8601 (date_time) : NULL;

  add_raw (row, text != NULL ? text : "");
}

static void
add_money (Row             *row,
           const SmrtMoney *money)
{
  g_autofree char *decimal = money != NULL ? smrt_money_to_decimal (money) : NULL;

  add_raw (row, decimal != NULL ? decimal : "");
}

static void
add_currency (Row        *row,
              const char *currency)
{
  g_autofree char *code = smrt_export_text_code (currency);

  add_raw (row, code);
}

static void
add_value (Row       *row,
           GType      type,
           int        value)
{
  g_autoptr (GEnumClass) values = g_type_class_ref (type);

  add_raw (row, g_enum_get_value (values, value)->value_nick);
}

static void
end_row (Row              *row,
         SmrtExportWriter *writer)
{
  g_string_append (row->text, "\r\n");
  smrt_export_writer_add (writer, row->text->str);
  g_string_truncate (row->text, 0);
  row->begun = FALSE;
}

gboolean
smrt_export_csv_credits (SmrtExportSource  *source,
                         GOutputStream     *stream,
                         GCancellable      *cancellable,
                         GError           **error)
{
  g_autoptr (SmrtExportWriter) writer = smrt_export_writer_new (stream, cancellable);
  g_autoptr (GString) text = g_string_new (NULL);
  GListModel *credits = smrt_export_source_get_credits (source);
  unsigned int n_credits = g_list_model_get_n_items (credits);
  Row row = { text, FALSE };

  smrt_export_writer_add (writer, "id,date,created,kind,what,invoice,receipt,amount,balance,currency\r\n");
  for (unsigned int i = 0; i < n_credits && !smrt_export_writer_has_failed (writer); i++)
    {
      g_autoptr (SmrtCreditEntry) entry = g_list_model_get_item (credits, i);
      SmrtInvoice *invoice = smrt_export_source_find_invoice (source, smrt_credit_entry_get_invoice_id (entry));
      g_autofree char *what = smrt_words_credit_entry (entry, invoice, smrt_export_source_get_catalogue (source));

      add_text (&row, smrt_credit_entry_get_id (entry));
      add_day (&row, smrt_credit_entry_get_created (entry));
      add_time (&row, smrt_credit_entry_get_created (entry));
      add_value (&row, SMRT_TYPE_CREDIT_KIND, smrt_credit_entry_get_kind (entry));
      add_text (&row, what);
      add_text (&row, smrt_credit_entry_get_invoice_id (entry));
      add_text (&row, invoice != NULL ? smrt_invoice_get_number (invoice) : NULL);
      add_money (&row, smrt_credit_entry_get_amount (entry));
      add_money (&row, smrt_credit_entry_get_balance (entry));
      add_currency (&row, smrt_credit_entry_get_amount (entry)->currency);
      end_row (&row, writer);
    }

  return smrt_export_writer_finish (writer, error);
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
  g_autoptr (SmrtExportWriter) writer = smrt_export_writer_new (stream, cancellable);
  g_autoptr (GString) text = g_string_new (NULL);
  GListModel *invoices = smrt_export_source_get_invoices (source);
  unsigned int n_invoices = g_list_model_get_n_items (invoices);
  Row row = { text, FALSE };

  smrt_export_writer_add (writer,
                          "id,number,date,created,status,what,subscription,subtotal,discount,usage_credit,tax,"
                          "included_tax,total,credit_used,credit_added,due,paid,remaining,currency\r\n");
  for (unsigned int i = 0; i < n_invoices && !smrt_export_writer_has_failed (writer); i++)
    {
      g_autoptr (SmrtInvoice) invoice = g_list_model_get_item (invoices, i);
      const SmrtInvoiceSums *sums = smrt_invoice_get_sums (invoice);
      g_autofree char *what = smrt_words_invoice (invoice, smrt_export_source_get_catalogue (source));

      add_text (&row, smrt_invoice_get_id (invoice));
      add_text (&row, smrt_invoice_get_number (invoice));
      add_day (&row, smrt_invoice_get_created (invoice));
      add_time (&row, smrt_invoice_get_created (invoice));
      add_value (&row, SMRT_TYPE_INVOICE_STATUS, smrt_invoice_get_status (invoice));
      add_text (&row, what);
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
      end_row (&row, writer);
    }

  return smrt_export_writer_finish (writer, error);
}

static void
add_item (Row                  *row,
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
  add_value (row, SMRT_TYPE_CYCLE, smrt_price_get_cycle (price));
  add_raw (row, quantity);
  add_money (row, known ? &amount : NULL);
}

gboolean
smrt_export_csv_products (SmrtExportSource  *source,
                          GOutputStream     *stream,
                          GCancellable      *cancellable,
                          GError           **error)
{
  g_autoptr (SmrtExportWriter) writer = smrt_export_writer_new (stream, cancellable);
  g_autoptr (GString) text = g_string_new (NULL);
  GListModel *subscriptions = smrt_export_source_get_subscriptions (source);
  unsigned int n_subscriptions = g_list_model_get_n_items (subscriptions);
  Row row = { text, FALSE };

  smrt_export_writer_add (writer,
                          "id,name,plan,status,price,cycle,quantity,amount,currency,next_billing_date,cancel_at,"
                          "summary\r\n");
  for (unsigned int i = 0; i < n_subscriptions && !smrt_export_writer_has_failed (writer); i++)
    {
      g_autoptr (SmrtSubscription) subscription = g_list_model_get_item (subscriptions, i);
      SmrtPlan *plan = smrt_export_text_find_plan (subscription, smrt_export_source_get_catalogue (source));
      g_autofree char *summary = smrt_words_subscription_summary (subscription, plan);

      add_text (&row, smrt_subscription_get_id (subscription));
      add_text (&row, plan != NULL ? smrt_plan_get_name (plan) : NULL);
      add_text (&row, plan != NULL ? smrt_plan_get_id (plan) : NULL);
      add_value (&row, SMRT_TYPE_SUBSCRIPTION_STATUS, smrt_subscription_get_status (subscription));
      add_item (&row, smrt_subscription_get_main_item (subscription));
      add_currency (&row, smrt_subscription_get_currency (subscription));
      add_day (&row, smrt_subscription_get_next_billing_date (subscription));
      add_day (&row, smrt_subscription_get_cancel_at (subscription));
      add_text (&row, summary);
      end_row (&row, writer);
    }

  return smrt_export_writer_finish (writer, error);
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
  add_value (row, SMRT_TYPE_CYCLE, smrt_price_get_cycle (price));
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
  g_autoptr (SmrtExportWriter) writer = smrt_export_writer_new (stream, cancellable);
  g_autoptr (GString) text = g_string_new (NULL);
  SmrtCatalogue *catalogue = smrt_export_source_get_catalogue (source);
  GPtrArray *plans = catalogue != NULL ? smrt_catalogue_get_plans (catalogue) : NULL;
  Row row = { text, FALSE };

  smrt_export_writer_add (writer,
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
          add_price (&row, source, plan, g_ptr_array_index (prices, j));
          add_text (&row, feature_list);
          end_row (&row, writer);
        }
    }

  return smrt_export_writer_finish (writer, error);
}
