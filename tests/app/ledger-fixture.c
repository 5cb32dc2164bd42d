/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ledger-fixture.h"

#include "smrt-json.h"

#define NOW 1795003200

static void
result_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

GPtrArray *
ledger_page_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
}

static void add (GPtrArray  *page,
                 const char *format,
                 ...) G_GNUC_PRINTF (2, 3);

/* JSON with single quotes. */
static void
add (GPtrArray  *page,
     const char *format,
     ...)
{
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdelimit (g_strdup_vprintf (format, arguments), "'", '"');
  va_end (arguments);

  bytes = g_bytes_new_static (text, strlen (text));
  g_ptr_array_add (page, smrt_json_parse (bytes, 1 << 20, &error));
  g_assert_no_error (error);
}

static char *
quote (const char *text)
{
  return text != NULL ? g_strdup_printf ("'%s'", text) : g_strdup ("null");
}

static void
add_entry (GPtrArray  *page,
           const char *id,
           const char *type,
           const char *currency,
           gint64      created,
           gint64      amount,
           gint64      balance,
           const char *invoice,
           const char *description)
{
  g_autofree char *quoted_invoice = quote (invoice);
  g_autofree char *quoted_description = quote (description);

  add (page,
       "{'id': '%s', 'object': 'customer_balance_transaction', 'created': %" G_GINT64_FORMAT
       ", 'currency': '%s', 'amount': %" G_GINT64_FORMAT ", 'ending_balance': %" G_GINT64_FORMAT
       ", 'invoice': %s, 'description': %s, 'type': '%s', 'credit_note': null}",
       id, created, currency, -amount, -balance, quoted_invoice, quoted_description, type);
}

void
ledger_page_add_credit (GPtrArray  *page,
                        const char *id,
                        const char *type,
                        gint64      created,
                        gint64      amount,
                        gint64      balance,
                        const char *invoice,
                        const char *description)
{
  add_entry (page, id, type, "usd", created, amount, balance, invoice, description);
}

void
ledger_page_add_foreign (GPtrArray  *page,
                         const char *id,
                         const char *currency,
                         gint64      created,
                         gint64      amount,
                         gint64      balance)
{
  add_entry (page, id, "adjustment", currency, created, amount, balance, NULL, NULL);
}

void
ledger_page_add_usage (GPtrArray  *page,
                       const char *id,
                       gint64      created,
                       gint64      amount)
{
  const char *side = amount >= 0 ? "credit" : "debit";

  add (page,
       "{'id': '%s', 'object': 'billing.credit_balance_transaction', 'created': %" G_GINT64_FORMAT
       ", 'type': '%s', '%s': {'type': '%s', 'amount': {'type': 'monetary', 'monetary':"
       " {'currency': 'usd', 'value': %" G_GINT64_FORMAT "}}}}",
       id, created, side, side, amount >= 0 ? "credits_granted" : "credits_expired", ABS (amount));
}

void
ledger_page_add_invoice (GPtrArray  *page,
                         const char *id,
                         const char *number,
                         const char *status,
                         const char *currency,
                         gint64      created,
                         gint64      total,
                         gint64      paid,
                         const char *pdf)
{
  g_autofree char *quoted_number = quote (number);
  g_autofree char *quoted_pdf = quote (pdf);

  add (page,
       "{'id': '%s', 'object': 'invoice', 'created': %" G_GINT64_FORMAT ", 'number': %s, 'status': '%s',"
       " 'currency': '%s', 'subtotal': %" G_GINT64_FORMAT ", 'total': %" G_GINT64_FORMAT
       ", 'starting_balance': 0, 'amount_due': %" G_GINT64_FORMAT ", 'amount_paid': %" G_GINT64_FORMAT
       ", 'amount_remaining': %" G_GINT64_FORMAT ", 'invoice_pdf': %s, 'lines': {'data': [{'id': 'il_%s',"
       " 'currency': '%s', 'description': 'A line', 'amount': %" G_GINT64_FORMAT
       ", 'period': {'start': 1, 'end': 2}}], 'has_more': false}}",
       id, created, quoted_number, status, currency, total, total, MAX (total, 0), paid, MAX (total, 0) - paid,
       quoted_pdf, id, currency, total);
}

void
ledger_fill (DemoFixture    *fixture,
             SmrtStoreTable  table,
             GPtrArray      *page)
{
  SmrtStore *store = smrt_account_get_store (fixture->account);
  SmrtCustomer *customer = smrt_account_get_customer (fixture->account);
  g_autoptr (GAsyncResult) cleared = NULL;
  g_autoptr (GAsyncResult) added = NULL;
  g_autoptr (GError) error = NULL;

  smrt_store_clear_async (store, table, NULL, result_cb, &cleared);
  demo_wait_until (cleared != NULL);
  smrt_store_clear_finish (store, cleared, &error);
  g_assert_no_error (error);

  smrt_store_add_page_async (store, table, SMRT_STORE_SIDE_OLDER, NULL, page, TRUE, smrt_customer_get_id (customer),
                             NULL, result_cb, &added);
  demo_wait_until (added != NULL);
  smrt_store_add_page_finish (store, added, &error);
  g_assert_no_error (error);
}

void
ledger_fill_many (DemoFixture  *fixture,
                  unsigned int  count)
{
  GPtrArray *page = ledger_page_new ();

  for (unsigned int i = count; i > 0; i--)
    {
      g_autofree char *id = g_strdup_printf ("cbtxn_%06u", i);
      g_autofree char *description = g_strdup_printf ("Entry %u", i);

      ledger_page_add_credit (page, id, "adjustment", NOW - (gint64) (count - i) * 60, 1, i, NULL, description);
    }

  ledger_fill (fixture, SMRT_STORE_TABLE_CREDITS, page);
}

void
ledger_settle (SmrtLedgerPane *pane)
{
  SmrtStoreList *list = smrt_ledger_pane_get_list (pane);

  demo_wait_until (smrt_store_list_get_answered (list) && !smrt_store_list_get_loading (list));
}

static GtkWidget *
find_heading (GtkWidget  *root,
              const char *title)
{
  GtkWidget *label = demo_find_text (root, title);

  g_assert_nonnull (label);
  while (!gtk_widget_get_focusable (label))
    label = gtk_widget_get_parent (label);

  return label;
}

/* By the keys, which need no pointer. */
void
ledger_press_heading (SmrtLedgerPane *pane,
                      const char     *title)
{
  GtkWidget *view = demo_find_widget (GTK_WIDGET (pane), GTK_TYPE_COLUMN_VIEW);
  GtkWidget *heading = find_heading (gtk_widget_get_first_child (view), title);
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (heading);
  gboolean pressed = FALSE;

  for (unsigned int i = 0; i < g_list_model_get_n_items (controllers) && !pressed; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      g_autoptr (GtkShortcut) shortcut = NULL;

      if (!GTK_IS_SHORTCUT_CONTROLLER (controller))
        continue;

      shortcut = g_list_model_get_item (G_LIST_MODEL (controller), 0);
      pressed = gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, heading, NULL);
    }

  g_assert_true (pressed);
}

static SmrtLedgerRow *
load_row (SmrtLedgerPane *pane,
          unsigned int    position)
{
  SmrtLedgerRow *row = g_list_model_get_item (G_LIST_MODEL (smrt_ledger_pane_get_list (pane)), position);

  g_assert_nonnull (row);
  demo_wait_until (smrt_ledger_row_get_loaded (row));

  return row;
}

void
ledger_activate (SmrtLedgerPane *pane,
                 unsigned int    position)
{
  g_autoptr (SmrtLedgerRow) row = load_row (pane, position);

  g_signal_emit_by_name (demo_find_widget (GTK_WIDGET (pane), GTK_TYPE_COLUMN_VIEW), "activate", position);
}

char *
ledger_get_ids (SmrtLedgerPane *pane)
{
  GString *ids = g_string_new (NULL);
  unsigned int n_rows;

  ledger_settle (pane);
  n_rows = g_list_model_get_n_items (G_LIST_MODEL (smrt_ledger_pane_get_list (pane)));
  for (unsigned int i = 0; i < n_rows; i++)
    {
      g_autoptr (SmrtLedgerRow) row = load_row (pane, i);
      SmrtCreditEntry *entry = smrt_ledger_row_get_entry (row);

      g_string_append_printf (ids, "%s%s", i > 0 ? " " : "",
                              entry != NULL ? smrt_credit_entry_get_id (entry)
                                            : smrt_invoice_get_id (smrt_ledger_row_get_invoice (row)));
    }

  return g_string_free (ids, FALSE);
}
