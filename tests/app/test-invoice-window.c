/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "demo-fixture.h"

#include <glib/gstdio.h>

#include "smrt-invoice-window.h"
#include "smrt-pdf-save.h"

/* GTK's file chooser and what it loads leak, and more than by a library that
 * could be named: it is opened in processes of its own, which are not looked at. */
int __lsan_is_turned_off (void);

int
__lsan_is_turned_off (void)
{
  return g_test_subprocess ();
}

static SmrtInvoiceWindow *
show_invoice (DemoFixture *fixture,
              SmrtInvoice *invoice)
{
  fixture->window = smrt_invoice_window_new (fixture->account, invoice);
  gtk_window_present (GTK_WINDOW (fixture->window));
  demo_wait_until (gtk_widget_get_mapped (fixture->window));

  return SMRT_INVOICE_WINDOW (fixture->window);
}

/* The newest invoice of a subscription with a plan: there are those for usage beside them. */
static SmrtInvoice *
get_newest (DemoFixture *fixture)
{
  GListModel *invoices = smrt_account_get_invoices (fixture->account);

  for (unsigned int i = 0; i < g_list_model_get_n_items (invoices); i++)
    {
      g_autoptr (SmrtInvoice) invoice = g_list_model_get_item (invoices, i);

      if (smrt_account_find_subscription (fixture->account, smrt_invoice_get_subscription_id (invoice)) != NULL)
        return invoice;
    }

  return NULL;
}

static GtkWidget *
find_chooser (void)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (unsigned int i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWidget) toplevel = g_list_model_get_item (toplevels, i);

      if (GTK_IS_FILE_CHOOSER_DIALOG (toplevel) && gtk_widget_get_mapped (toplevel))
        return toplevel;
    }

  return NULL;
}

static void
choose (const char *path)
{
  GtkWidget *chooser;

  demo_wait_until (find_chooser () != NULL);
  chooser = find_chooser ();
  /* A path may be typed, and then the chooser need not look at a folder first. */
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), path);
  demo_click (chooser, "Save");
}

static void
result_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gboolean
save_to (DemoFixture  *fixture,
         SmrtInvoice  *invoice,
         const char   *path,
         GError      **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;

  smrt_pdf_save_to_async (GTK_WINDOW (fixture->window), smrt_invoice_get_pdf_url (invoice), file, NULL, result_cb, &result);
  demo_wait_until (result != NULL);

  return smrt_pdf_save_finish (GTK_WINDOW (fixture->window), result, error);
}

static void
test_save (DemoFixture *fixture,
           const void  *data)
{
  SmrtInvoice *invoice = get_newest (fixture);
  g_autofree char *path = g_build_filename (fixture->directory, "invoice.pdf", NULL);
  g_autofree char *nowhere = g_build_filename (fixture->directory, "no", "such", "folder.pdf", NULL);
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  show_invoice (fixture, invoice);
  g_assert_true (g_file_set_contents (path, "what was there before", -1, NULL));
  g_assert_true (save_to (fixture, invoice, path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  g_assert_true (g_str_has_prefix (contents, "%PDF-"));
  g_assert_cmpuint (length, >, 1000);

  g_assert_false (save_to (fixture, invoice, nowhere, &error));
  g_assert_cmpint (error->domain, ==, G_FILE_ERROR);
  g_unlink (path);
}

/* A PDF that is not there leaves the file as it was. */
static void
test_save_fails (DemoFixture *fixture,
                 const void  *data)
{
  SmrtInvoice *invoice = get_newest (fixture);
  g_autofree char *path = g_build_filename (fixture->directory, "invoice.pdf", NULL);
  g_autofree char *address = g_strconcat (smrt_sandbox_get_url (fixture->sandbox), "/pdf/nothing", NULL);
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;

  show_invoice (fixture, invoice);
  smrt_invoice_set_pdf_url (invoice, address);
  g_assert_true (g_file_set_contents (path, "what was there before", -1, NULL));
  g_assert_false (save_to (fixture, invoice, path, &error));
  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, "what was there before");
  g_unlink (path);
}

static gboolean
run_apart (void)
{
  if (g_test_subprocess ())
    return FALSE;

  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();

  return TRUE;
}

static void
choose_steps (DemoFixture *fixture)
{
  SmrtInvoice *invoice = get_newest (fixture);
  g_autofree char *expected = smrt_words_invoice_file_name (invoice);
  g_autofree char *path = g_build_filename (fixture->directory, expected, NULL);
  g_autofree char *name = NULL;

  show_invoice (fixture, invoice);

  demo_click (fixture->window, "Save PDF…");
  demo_wait_until (find_chooser () != NULL);
  g_assert_false (gtk_widget_is_sensitive (demo_find_button (fixture->window, "Save PDF…")));
  gtk_dialog_response (GTK_DIALOG (find_chooser ()), GTK_RESPONSE_CANCEL);
  demo_wait_until (gtk_widget_is_sensitive (demo_find_button (fixture->window, "Save PDF…")));

  demo_click (fixture->window, "Save PDF…");
  demo_wait_until (find_chooser () != NULL);
  g_assert_true (gtk_window_get_transient_for (GTK_WINDOW (find_chooser ())) == GTK_WINDOW (fixture->window));
  name = gtk_file_chooser_get_current_name (GTK_FILE_CHOOSER (find_chooser ()));
  g_assert_cmpstr (name, ==, expected);
  choose (path);
  demo_wait_until (demo_find_text (fixture->window, "The PDF was saved") != NULL);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
  g_unlink (path);
}

static void
test_chooser (DemoFixture *fixture,
              const void  *data)
{
  if (!run_apart ())
    choose_steps (fixture);
}

/* The window is closed over its chooser. */
static void
test_closed (DemoFixture *fixture,
             const void  *data)
{
  if (run_apart ())
    return;

  show_invoice (fixture, get_newest (fixture));
  demo_click (fixture->window, "Save PDF…");
  demo_wait_until (find_chooser () != NULL);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  fixture->window = NULL;
  demo_wait_until (find_chooser () == NULL);
}

static void
test_offline (DemoFixture *fixture,
              const void  *data)
{
  g_autofree char *path = g_build_filename (fixture->directory, "never.pdf", NULL);

  if (run_apart ())
    return;

  show_invoice (fixture, get_newest (fixture));
  smrt_sandbox_stop (fixture->sandbox);
  demo_click (fixture->window, "Save PDF…");
  choose (path);
  demo_wait_until (demo_find_text (fixture->window, "The PDF was not saved: its server was not reached") != NULL);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_no_pdf (DemoFixture *fixture,
             const void  *data)
{
  const SmrtInvoiceSums sums = { .total = 7500, .amount_due = 7500, .amount_remaining = 7500 };
  g_autoptr (SmrtInvoice) draft = smrt_invoice_new ("in_1", SMRT_INVOICE_STATUS_DRAFT, "usd", 1793707200, &sums);

  show_invoice (fixture, draft);
  g_assert_nonnull (demo_find_text (fixture->window, "Invoice"));
  g_assert_nonnull (demo_find_text (fixture->window, "in_1"));
  g_assert_false (gtk_widget_is_sensitive (demo_find_button (fixture->window, "Save PDF…")));
  g_assert_null (demo_find_button (fixture->window, "Pay $75.00…"));
}

/* An address that is not safe is not offered. */
static void
test_payable (DemoFixture *fixture,
              const void  *data)
{
  const SmrtInvoiceSums sums = { .total = 7500, .amount_due = 7500, .amount_paid = 2500, .amount_remaining = 5000 };
  g_autoptr (SmrtInvoice) open = smrt_invoice_new ("in_1", SMRT_INVOICE_STATUS_OPEN, "usd", 1793707200, &sums);

  smrt_invoice_set_hosted_url (open, "http://example.com/pay");
  show_invoice (fixture, open);
  g_assert_null (demo_find_button (fixture->window, "Pay $50.00…"));
  demo_fixture_close (fixture);

  smrt_invoice_set_hosted_url (open, "https://example.com/pay");
  show_invoice (fixture, open);
  g_assert_true (gtk_widget_is_sensitive (demo_find_button (fixture->window, "Pay $50.00…")));
}

static void
test_user_cannot_pay (DemoFixture *fixture,
                      const void  *data)
{
  const SmrtInvoiceSums sums = { .total = 7500, .amount_due = 7500, .amount_remaining = 7500 };
  g_autoptr (SmrtInvoice) open = smrt_invoice_new ("in_1", SMRT_INVOICE_STATUS_OPEN, "usd", 1793707200, &sums);
  GtkWidget *button;

  smrt_invoice_set_hosted_url (open, "https://example.com/pay");
  smrt_invoice_set_pdf_url (open, "https://example.com/pdf");
  show_invoice (fixture, open);
  button = demo_find_button (fixture->window, "Pay $75.00…");
  g_assert_false (gtk_widget_is_sensitive (button));
  g_assert_cmpstr (gtk_widget_get_tooltip_text (button), ==, smrt_words_pay_read_only ());
  g_assert_true (gtk_widget_is_sensitive (demo_find_button (fixture->window, "Save PDF…")));
}

static void
test_paid_meanwhile (DemoFixture *fixture,
                     const void  *data)
{
  SmrtInvoice *invoice;
  g_autofree char *path = NULL;

  demo_fixture_run (fixture, SMRT_DEMO_CARD_DECLINES);
  demo_fixture_run (fixture, SMRT_DEMO_NEXT_BILLING_DATE);
  demo_fixture_refresh (fixture);
  invoice = get_newest (fixture);
  g_assert_cmpint (smrt_invoice_get_status (invoice), ==, SMRT_INVOICE_STATUS_OPEN);
  path = g_strdup_printf ("/v1/invoices/%s/pay", smrt_invoice_get_id (invoice));
  smrt_invoice_set_hosted_url (invoice, "https://example.com/pay");

  show_invoice (fixture, invoice);
  g_assert_nonnull (demo_find_button (fixture->window, "Pay $75.00…"));
  g_assert_nonnull (demo_find_text (fixture->window, "Open"));

  demo_fixture_run (fixture, SMRT_DEMO_CARD_WORKS);
  demo_fixture_post (fixture, path, NULL, NULL, NULL);
  demo_fixture_refresh (fixture);
  g_assert_nonnull (demo_find_text (fixture->window, "Paid"));
  g_assert_nonnull (demo_find_text (fixture->window, "Receipt"));
  g_assert_null (demo_find_button (fixture->window, "Pay $75.00…"));
}

int
main (int   argc,
      char *argv[])
{
  demo_init (&argc, &argv);

#define ADD(name, function)                                                              \
 g_test_add ("/invoice-window/" name, DemoFixture, GINT_TO_POINTER (SMRT_ROLE_FINANCE), \
             demo_fixture_set_up, function, demo_fixture_tear_down)

  ADD ("save", test_save);
  ADD ("save-fails", test_save_fails);
  ADD ("chooser", test_chooser);
  ADD ("closed", test_closed);
  ADD ("offline", test_offline);
  ADD ("no-pdf", test_no_pdf);
  ADD ("payable", test_payable);
  ADD ("paid-meanwhile", test_paid_meanwhile);

  g_test_add ("/invoice-window/user-cannot-pay", DemoFixture, GINT_TO_POINTER (SMRT_ROLE_USER),
              demo_fixture_set_up, test_user_cannot_pay, demo_fixture_tear_down);

  return g_test_run ();
}
