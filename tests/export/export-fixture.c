/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export-fixture.h"

/* Which each format could take for something else. */
static const char * const texts[] = {
  "=1+1",
  "+49 30 1234",
  "-2",
  "@SUM(A1:A9)",
  " =1+1",
  "＝1+1",
  "\t=HYPERLINK(\"https://example.com\")",
  "\"quoted\", \"and more\"",
  "two\r\nlines",
  "; id: none",
  "text ; comment: here",
  "[2020-01-01] and [=2020/02/02]",
  "key:: 1 / 0",
  ":tag:other:",
  "(code) ! * pending",
  "! pending",
  "* cleared",
  "(virtual)",
  "a | b",
  "back\\slash \\\" and \\n",
  "#tag ^link",
  "^",
  "!Type:Bank",
  "two  spaces   three",
  "Ünïcödé 名前 مرحبا",
  "{{braces}} ${x} %s %n `id`",
  "<b>bold</b> &amp;",
  "  ",
  "END:VEVENT",
  "include /etc/passwd",
};

/* A list that makes its rows when they are got, as one does that reads them from
 * a database, and insists on being read from one end to the other. */
#define EXPORT_TYPE_MODEL (export_model_get_type ())
G_DECLARE_FINAL_TYPE (ExportModel, export_model, EXPORT, MODEL, GObject)

struct _ExportModel
{
  GObject parent_instance;

  GListModel *objects;
  GHashTable *invoices_by_id;
  SmrtCatalogue *catalogue;
  unsigned int n_got;
  unsigned int last;
  int direction;
  unsigned int missing;
  unsigned int faulty;
  unsigned int n_alive;
};

static SmrtLedgerRow *
make_row (ExportModel  *self,
          unsigned int  position)
{
  g_autoptr (GObject) object = g_list_model_get_item (self->objects, position);
  SmrtLedgerRow *row = smrt_ledger_row_new ();

  if (position == self->missing)
    return row;

  if (SMRT_IS_CREDIT_ENTRY (object))
    {
      SmrtCreditEntry *entry = SMRT_CREDIT_ENTRY (object);
      const char *id = smrt_credit_entry_get_invoice_id (entry);
      SmrtInvoice *invoice = id != NULL ? g_hash_table_lookup (self->invoices_by_id, id) : NULL;
      g_autofree char *words = smrt_words_credit_entry (entry, invoice, self->catalogue);

      smrt_ledger_row_fill (row, entry, invoice, words, invoice != NULL ? smrt_invoice_get_number (invoice) : NULL,
                            position == self->faulty);
    }
  else
    {
      SmrtInvoice *invoice = SMRT_INVOICE (object);
      g_autofree char *words = smrt_words_invoice (invoice, self->catalogue);

      smrt_ledger_row_fill (row, NULL, invoice, words, smrt_invoice_get_number (invoice), FALSE);
    }

  return row;
}

static void
row_gone_cb (gpointer  data,
             GObject  *former_row)
{
  ((ExportModel *) data)->n_alive--;
}

static gpointer
export_model_get_item (GListModel   *model,
                       unsigned int  position)
{
  ExportModel *self = EXPORT_MODEL (model);
  unsigned int n_items = g_list_model_get_n_items (self->objects);
  SmrtLedgerRow *row;

  if (position >= n_items)
    return NULL;

  /* A statement reads its rows twice, to find its pages and to draw them. */
  if (self->n_got == n_items)
    self->n_got = 0;
  /* Nor may they be kept: there can be a million of them. */
  g_assert_cmpuint (self->n_alive, <=, 1);
  if (self->n_got == 0)
    g_assert_true (position == 0 || position == n_items - 1);
  else if (self->n_got == 1)
    self->direction = (int) position - (int) self->last;
  if (self->n_got > 0)
    {
      g_assert_cmpint (ABS (self->direction), ==, 1);
      g_assert_cmpint ((int) position - (int) self->last, ==, self->direction);
    }
  self->last = position;
  self->n_got++;

  row = make_row (self, position);
  self->n_alive++;
  g_object_weak_ref (G_OBJECT (row), row_gone_cb, self);

  return row;
}

static unsigned int
export_model_get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (EXPORT_MODEL (model)->objects);
}

static GType
export_model_get_item_type (GListModel *model)
{
  return SMRT_TYPE_LEDGER_ROW;
}

static void
export_model_init_interface (GListModelInterface *interface)
{
  interface->get_item = export_model_get_item;
  interface->get_n_items = export_model_get_n_items;
  interface->get_item_type = export_model_get_item_type;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (ExportModel, export_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, export_model_init_interface))

static void
export_model_dispose (GObject *object)
{
  ExportModel *self = EXPORT_MODEL (object);

  g_clear_object (&self->objects);
  g_clear_pointer (&self->invoices_by_id, g_hash_table_unref);
  g_clear_object (&self->catalogue);

  G_OBJECT_CLASS (export_model_parent_class)->dispose (object);
}

static void
export_model_class_init (ExportModelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = export_model_dispose;
}

static void
export_model_init (ExportModel *self)
{
  self->missing = G_MAXUINT;
}

static ExportModel *
export_model_new (ExportFixture *fixture,
                  GListStore    *objects)
{
  ExportModel *self = g_object_new (EXPORT_TYPE_MODEL, NULL);

  self->objects = G_LIST_MODEL (g_object_ref (objects));
  self->invoices_by_id = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
  for (unsigned int i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (fixture->invoices)); i++)
    {
      SmrtInvoice *invoice = g_list_model_get_item (G_LIST_MODEL (fixture->invoices), i);

      g_hash_table_replace (self->invoices_by_id, (gpointer) smrt_invoice_get_id (invoice), invoice);
    }
  self->catalogue = g_object_ref (fixture->catalogue);
  self->missing = fixture->missing_row > 0 ? fixture->missing_row - 1 : G_MAXUINT;
  self->faulty = fixture->faulty_row > 0 ? fixture->faulty_row - 1 : G_MAXUINT;

  return self;
}

SmrtExportSource *
export_fixture_make_source (ExportFixture *self)
{
  g_autoptr (ExportModel) credits = export_model_new (self, self->credits);
  g_autoptr (ExportModel) invoices = export_model_new (self, self->invoices);

  return smrt_export_source_new (G_LIST_MODEL (credits), G_LIST_MODEL (invoices), G_LIST_MODEL (self->subscriptions),
                                 self->catalogue, NOVEMBER_18);
}

void
export_fixture_set_up (ExportFixture *self,
                       gconstpointer  unused)
{
  self->credits = g_list_store_new (SMRT_TYPE_CREDIT_ENTRY);
  self->invoices = g_list_store_new (SMRT_TYPE_INVOICE);
  self->subscriptions = g_list_store_new (SMRT_TYPE_SUBSCRIPTION);
  self->catalogue = words_catalogue_new ();
  self->credit = SMRT_EXPORT_CREDIT_SUBSCRIPTION;
  self->missing_row = 0;
  self->faulty_row = 0;
}

void
export_fixture_tear_down (ExportFixture *self,
                          gconstpointer  unused)
{
  g_clear_object (&self->credits);
  g_clear_object (&self->invoices);
  g_clear_object (&self->subscriptions);
  g_clear_object (&self->catalogue);
}

void
export_fixture_add_credit (ExportFixture  *self,
                           SmrtCreditKind  kind,
                           gint64          created,
                           gint64          amount,
                           gint64          balance,
                           const char     *currency,
                           const char     *description,
                           const char     *invoice_id)
{
  g_autofree char *id = g_strdup_printf ("cbtxn_%u", g_list_model_get_n_items (G_LIST_MODEL (self->credits)) + 1);
  g_autoptr (SmrtCreditEntry) entry = NULL;
  SmrtMoney amount_money = smrt_money_init (amount, currency);
  SmrtMoney balance_money = smrt_money_init (balance, currency);

  entry = smrt_credit_entry_new (id, kind, created, &amount_money, &balance_money, description, invoice_id);
  g_list_store_insert (self->credits, 0, entry);
}

SmrtInvoice *
export_fixture_add_invoice (ExportFixture     *self,
                            SmrtInvoiceStatus  status,
                            gint64             created,
                            const char        *currency,
                            SmrtInvoiceSums    sums)
{
  unsigned int number = g_list_model_get_n_items (G_LIST_MODEL (self->invoices)) + 1;
  g_autofree char *id = g_strdup_printf ("in_%u", number);
  g_autofree char *name = g_strdup_printf ("NW-%u", number);
  g_autoptr (SmrtInvoice) invoice = smrt_invoice_new (id, status, currency, created, &sums);

  smrt_invoice_set_number (invoice, name);
  g_list_store_insert (self->invoices, 0, invoice);

  return invoice;
}

void
export_fixture_add_line (SmrtInvoice *invoice,
                         const char  *product_id,
                         gint64       amount)
{
  SmrtMoney money = smrt_money_init (amount, smrt_invoice_get_currency (invoice));
  g_autoptr (SmrtInvoiceLine) line = NULL;

  line = smrt_invoice_line_new ("il_1", &money, "What the server wrote", NOVEMBER_18, DECEMBER_3, 1,
                                "price_standard_month", product_id, FALSE);
  smrt_invoice_add_line (invoice, line);
}

void
export_fixture_add_text_plan (ExportFixture *self,
                              const char    *name)
{
  g_autoptr (GPtrArray) plans = g_ptr_array_copy (smrt_catalogue_get_plans (self->catalogue), (GCopyFunc) g_object_ref,
                                                  NULL);
  g_autoptr (SmrtCatalogue) catalogue = NULL;

  g_ptr_array_set_free_func (plans, g_object_unref);
  g_ptr_array_add (plans, smrt_plan_new ("prod_text", name));
  catalogue = smrt_catalogue_new (plans, NULL);
  g_set_object (&self->catalogue, catalogue);
}

/* Never nothing, which some programs write without its currency, and no more
 * than bean-query can show the sums of: a billion. */
static gint64
choose_amount (void)
{
  switch (g_test_rand_int_range (0, 3))
    {
    case 0:
      return g_test_rand_int_range (1, 10) * (g_test_rand_bit () ? 1 : -1);
    case 1:
      return g_test_rand_int_range (10, 99999) * (g_test_rand_bit () ? 1 : -1);
    default:
      return g_test_rand_int_range (100000, 2000000) * (g_test_rand_bit () ? 1 : -1);
    }
}

void
export_fixture_fill_credits (ExportFixture *self)
{
  static const char * const currencies[] = { "usd", "eur", "jpy", "krw", "kwd", "isk" };
  gint64 balances[G_N_ELEMENTS (currencies)] = { 0 };
  g_autofree char *long_text = g_strnfill (20000, 'x');

  for (unsigned int i = 0; i < 300; i++)
    {
      unsigned int which = g_test_rand_int_range (0, G_N_ELEMENTS (currencies));
      gint64 amount = choose_amount ();
      const char *text = i == 17 ? long_text : texts[i % G_N_ELEMENTS (texts)];

      balances[which] += amount;
      export_fixture_add_credit (self, i % 2 == 0 ? SMRT_CREDIT_KIND_ADJUSTMENT : (SmrtCreditKind) (i % 11),
                                 JANUARY_2 + i * DAY / 3, amount, balances[which], currencies[which], text, NULL);
    }
}

void
export_fixture_fill_invoices (ExportFixture *self)
{
  static const char * const currencies[] = { "usd", "jpy", "kwd" };
  static const char * const products[] = { "prod_standard", "prod_pro", "prod_text", "prod_unknown" };

  for (unsigned int i = 0; i < 150; i++)
    {
      const char *currency = currencies[i % G_N_ELEMENTS (currencies)];
      SmrtInvoiceStatus status = (SmrtInvoiceStatus) (i % 6);
      SmrtInvoiceSums sums = { 0 };
      gint64 first = g_test_rand_int_range (-50000, 50000);
      gint64 second = g_test_rand_int_range (-50000, 50000);
      SmrtInvoice *invoice;

      sums.subtotal = first + second;
      sums.discount = g_test_rand_int_range (0, 500);
      sums.tax = g_test_rand_int_range (0, 500);
      sums.usage_credit = g_test_rand_int_range (0, 500);
      sums.total = sums.subtotal - sums.discount - sums.usage_credit + sums.tax;
      sums.starting_balance = g_test_rand_int_range (-20000, 5000);
      sums.amount_due = MAX (0, sums.total + sums.starting_balance);
      sums.ending_balance = sums.total < 0 ? sums.starting_balance + sums.total
                                           : sums.starting_balance - (sums.amount_due - sums.total);
      sums.has_ending_balance = i % 5 != 0;
      sums.amount_paid = status == SMRT_INVOICE_STATUS_PAID ? sums.amount_due : 0;
      sums.amount_remaining = sums.amount_due - sums.amount_paid;

      invoice = export_fixture_add_invoice (self, status, JANUARY_2 + i * DAY, currency, sums);
      if (i % 7 == 0)
        smrt_invoice_set_number (invoice, texts[i % G_N_ELEMENTS (texts)]);
      export_fixture_add_line (invoice, products[i % G_N_ELEMENTS (products)], first);
      /* A server need not tell every line. */
      if (i % 4 != 0)
        export_fixture_add_line (invoice, products[(i / 4) % G_N_ELEMENTS (products)], second);
    }
}

char *
export_fixture_run (ExportFixture  *self,
                    SmrtExport      write,
                    GError        **error)
{
  g_autoptr (SmrtExportSource) source = NULL;
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();

  source = export_fixture_make_source (self);
  smrt_export_source_set_credit (source, self->credit);
  if (!write (source, stream, NULL, error))
    return NULL;

  g_output_stream_write_all (stream, "", 1, NULL, NULL, NULL);
  g_output_stream_close (stream, NULL, NULL);

  return g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (stream));
}

void
export_fixture_assert (ExportFixture *self,
                       SmrtExport     write,
                       const char    *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = export_fixture_run (self, write, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, expected);
}
