/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export-fixture.h"
#include "smrt-export-statement.h"
#include "smrt-statement.h"

#include <glib/gstdio.h>
#include <string.h>

#define A4_WIDTH (595 * PANGO_SCALE)
#define A4_HEIGHT (842 * PANGO_SCALE)

typedef struct
{
  ExportFixture export;
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  g_autoptr (GError) error = NULL;

  export_fixture_set_up (&fixture->export, NULL);
  fixture->folder = g_dir_make_tmp ("smrt-export-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "statement.pdf", NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  g_unlink (fixture->path);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->path);
  g_free (fixture->folder);
  export_fixture_tear_down (&fixture->export, NULL);
}

/* An entry a day, each with a receipt of its own. */
static void
add_entries (Fixture      *fixture,
             unsigned int  n_entries)
{
  static const char * const texts[] = {
    "Sorry",
    "A longer text that needs a second line of the table, since it tells what was agreed",
    "A text that is so long that two lines do not hold it, and that goes on and on, as those texts do that somebody "
    "wrote into a field without a limit, from a telephone, on a Friday",
  };
  gint64 balance = 10000;

  for (unsigned int i = 0; i < n_entries; i++)
    {
      gint64 amount = i % 2 == 0 ? 7505 : -2500;
      g_autofree char *id = g_strdup_printf ("in_%u", i + 1);

      balance += amount;
      export_fixture_add_invoice (&fixture->export, SMRT_INVOICE_STATUS_PAID, JANUARY_2 + i * DAY, "usd",
                                  (SmrtInvoiceSums) { .total = 12300, .amount_paid = 12000 });
      export_fixture_add_credit (&fixture->export, SMRT_CREDIT_KIND_ADJUSTMENT, JANUARY_2 + i * DAY, amount, balance,
                                 "usd", texts[i % G_N_ELEMENTS (texts)], id);
    }
}

static void
add_subscription (Fixture *fixture)
{
  g_autoptr (SmrtSubscription) subscription = NULL;

  subscription = words_subscription_new (fixture->export.catalogue, "prod_pro", SMRT_CYCLE_MONTHLY, 1,
                                         SMRT_SUBSCRIPTION_STATUS_ACTIVE);
  g_list_store_append (fixture->export.subscriptions, subscription);
}

static void
write_pdf (Fixture          *fixture,
           SmrtExportSource *source,
           SmrtExport        write)
{
  g_autoptr (GFile) file = g_file_new_for_path (fixture->path);
  g_autoptr (GFileOutputStream) stream = NULL;
  g_autoptr (GError) error = NULL;

  stream = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_NONE, NULL, &error);
  g_assert_no_error (error);
  write (source, G_OUTPUT_STREAM (stream), NULL, &error);
  g_assert_no_error (error);
  g_output_stream_close (G_OUTPUT_STREAM (stream), NULL, &error);
  g_assert_no_error (error);
}

static char *
run (const char * const *arguments)
{
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  char *out = NULL;

  process = g_subprocess_newv (arguments, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &out, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (process));

  return out;
}

static char *
read_text (Fixture *fixture)
{
  const char * const arguments[] = { "pdftotext", "-layout", fixture->path, "-", NULL };

  return run (arguments);
}

static char *
read_info (Fixture *fixture)
{
  const char * const arguments[] = { "pdfinfo", fixture->path, NULL };

  return run (arguments);
}

/* Every word stands within the page's margins and on no other word, and the
 * statement is drawn on as many pages as it says. */
static void
assert_order (Fixture *fixture)
{
  static const char script[] =
    "import re, subprocess, sys\n"
    "text = subprocess.run(['pdftotext', '-bbox', sys.argv[1], '-'], capture_output=True, check=True).stdout.decode()\n"
    "for page in text.split('<page ')[1:]:\n"
    "    width, height = map(float, re.match(r'width=\"(.*?)\" height=\"(.*?)\"', page).groups())\n"
    "    words = [tuple(map(float, m[:4])) + (m[4],) for m in re.findall(\n"
    "        r'<word xMin=\"(.*?)\" yMin=\"(.*?)\" xMax=\"(.*?)\" yMax=\"(.*?)\">(.*?)</word>', page)]\n"
    "    assert words\n"
    "    for a in words:\n"
    "        assert 47 <= a[0] and a[2] <= width - 47 and 40 <= a[1] and a[3] <= height - 20, a\n"
    "    words.sort(key=lambda word: word[1])\n"
    "    for i, a in enumerate(words):\n"
    "        for b in words[i + 1:]:\n"
    "            if b[1] >= a[3]:\n"
    "                break\n"
    "            x = min(a[2], b[2]) - max(a[0], b[0])\n"
    "            y = min(a[3], b[3]) - max(a[1], b[1])\n"
    "            assert x <= 0.5 or y <= 0.4 * min(a[3] - a[1], b[3] - b[1]), (a, b)\n"
    "print('in order')\n";
  const char * const arguments[] = { "python3", "-c", script, fixture->path, NULL };
  g_autofree char *out = run (arguments);

  g_assert_cmpstr (out, ==, "in order\n");
}

static void
assert_has (const char *text,
            const char *part)
{
  if (strstr (text, part) == NULL)
    g_test_message ("No “%s” in: %s", part, text);
  g_assert_nonnull (strstr (text, part));
}

static unsigned int
count (const char *text,
       const char *part)
{
  unsigned int n = 0;

  for (const char *p = strstr (text, part); p != NULL; p = strstr (p + 1, part))
    n++;

  return n;
}

static void
set_november (SmrtExportSource *source)
{
  const SmrtExportSpan november = {
    .period = { SMRT_PERIOD_KIND_MONTH, 2026, 11 },
    .fiscal_start = 1,
    .from = NOVEMBER_18 - 17 * DAY - DAY / 2,
    .until = DECEMBER_3 - 2 * DAY - DAY / 2,
  };

  smrt_export_source_set_span (source, &november);
}

static void
test_content (Fixture       *fixture,
              gconstpointer  unused)
{
  g_autoptr (SmrtExportSource) source = NULL;
  g_autofree char *text = NULL;
  g_autofree char *info = NULL;

  add_entries (fixture, 3);
  source = export_fixture_make_source (&fixture->export);
  set_november (source);
  smrt_export_source_set_account_name (source, "Northwind <b>Traders</b> & Sons");
  write_pdf (fixture, source, smrt_export_statement_credits);

  text = read_text (fixture);
  assert_has (text, "Northwind <b>Traders</b> & Sons");
  assert_has (text, "Subscription credit\n");
  assert_has (text, "November 2026\n");
  assert_has (text, "As of 18 November 2026, 12:00");
  assert_has (text, "Opening balance");
  assert_has (text, "Credit $100.00");
  assert_has (text, "$150.10");
  assert_has (text, "−$25.00");
  assert_has (text, "Closing balance");
  assert_has (text, "Credit $225.10");
  assert_has (text, "NW-1");
  assert_has (text, "NW-3");
  assert_has (text, "+$75.05");
  assert_has (text, "1 of 1");
  /* The oldest comes first. */
  g_assert_true (strstr (text, "NW-1") < strstr (text, "NW-3"));
  g_assert_null (strstr (text, "Estimate"));
  assert_order (fixture);

  info = read_info (fixture);
  assert_has (info, "Subscription credit, November 2026\n");
  assert_has (info, "(A4)");
}

static void
test_letter (Fixture       *fixture,
             gconstpointer  unused)
{
  g_autoptr (SmrtExportSource) source = export_fixture_make_source (&fixture->export);
  g_autofree char *info = NULL;

  smrt_words_set_locale ("en_US");
  write_pdf (fixture, source, smrt_export_statement_credits);
  smrt_words_set_locale (NULL);
  info = read_info (fixture);
  assert_has (info, "(letter)");
}

static void
test_empty (Fixture       *fixture,
            gconstpointer  unused)
{
  const SmrtMoney balance = smrt_money_init (-1250, "kwd");
  g_autoptr (SmrtExportSource) source = export_fixture_make_source (&fixture->export);
  g_autofree char *text = NULL;

  smrt_export_source_set_credit (source, SMRT_EXPORT_CREDIT_USAGE);
  smrt_export_source_set_balances (source, &balance, &balance);
  write_pdf (fixture, source, smrt_export_statement_credits);
  text = read_text (fixture);
  assert_has (text, "Usage credit\n");
  assert_has (text, "All time");
  assert_has (text, "Nothing in this period.");
  assert_has (text, "1.250");
  assert_has (text, "1 of 1");
  assert_order (fixture);
}

/* Every row is on one of the pages, each of which has a head and its number. */
static void
test_many (Fixture       *fixture,
           gconstpointer  unused)
{
  g_autoptr (SmrtExportSource) source = NULL;
  g_autofree char *text = NULL;
  g_autofree char *info = NULL;
  g_autofree char *last = NULL;
  unsigned int n_pages;

  add_entries (fixture, 1000);
  source = export_fixture_make_source (&fixture->export);
  write_pdf (fixture, source, smrt_export_statement_credits);
  text = read_text (fixture);
  for (unsigned int i = 1; i <= 1000; i++)
    {
      g_autofree char *receipt = g_strdup_printf ("NW-%u ", i);

      g_assert_nonnull (strstr (text, receipt));
    }

  info = read_info (fixture);
  n_pages = g_ascii_strtoull (strstr (info, "Pages:") + strlen ("Pages:"), NULL, 10);
  g_assert_cmpuint (n_pages, >, 25);
  g_assert_cmpuint (n_pages, <, 60);
  last = g_strdup_printf ("%u of %u", n_pages, n_pages);
  assert_has (text, last);
  g_assert_cmpuint (count (text, "Receipt"), ==, n_pages);
  g_assert_cmpuint (count (text, "Subscription credit"), ==, n_pages);
  /* 7505 × 500 − 2500 × 500, from 100.00 on. */
  assert_has (text, "Credit $25,125.00");
  assert_order (fixture);
}

static void
test_currencies (Fixture       *fixture,
                 gconstpointer  unused)
{
  g_autoptr (SmrtExportSource) source = NULL;
  g_autofree char *text = NULL;

  export_fixture_add_credit (&fixture->export, SMRT_CREDIT_KIND_INITIAL, JANUARY_2, 7505, 7505, "usd", NULL, NULL);
  export_fixture_add_credit (&fixture->export, SMRT_CREDIT_KIND_INITIAL, JANUARY_2, G_MAXINT64, G_MAXINT64, "kwd",
                             NULL, NULL);
  export_fixture_add_credit (&fixture->export, SMRT_CREDIT_KIND_INITIAL, JANUARY_2, G_MAXINT64, G_MAXINT64, "kwd",
                             NULL, NULL);
  export_fixture_add_credit (&fixture->export, SMRT_CREDIT_KIND_INITIAL, JANUARY_2, -1500, -1500, "jpy", NULL, NULL);
  add_subscription (fixture);
  source = export_fixture_make_source (&fixture->export);
  write_pdf (fixture, source, smrt_export_statement_credits);
  text = read_text (fixture);
  assert_has (text, "Credit $75.05");
  assert_has (text, "Owed ¥1,500");
  /* Whole, however large; and no sum where it cannot be told. */
  assert_has (text, "9,223,372,036,854,775.807");
  assert_has (text, "—");
  g_assert_null (strstr (text, "Estimate"));
  assert_order (fixture);
}

/* The credit runs down: 332.60 are two payments of 125.00 and a part of one. */
static void
test_estimate (Fixture       *fixture,
               gconstpointer  unused)
{
  g_autoptr (SmrtExportSource) source = NULL;
  g_autoptr (SmrtExportSource) past = NULL;
  g_autofree char *text = NULL;
  g_autofree char *past_text = NULL;
  SmrtExportSpan span;

  add_entries (fixture, 1);
  export_fixture_add_credit (&fixture->export, SMRT_CREDIT_KIND_INITIAL, NOVEMBER_18, 15755, 33260, "usd", NULL, NULL);
  add_subscription (fixture);
  source = export_fixture_make_source (&fixture->export);
  write_pdf (fixture, source, smrt_export_statement_credits);
  text = read_text (fixture);
  assert_has (text, "Estimate: coming payments");
  assert_has (text, "3 December 2026: $125.00, all from credit.");
  assert_has (text, "3 January 2027: $125.00, all from credit.");
  assert_has (text, "3 February 2027: $82.60 from credit, $42.40 charged.");
  assert_has (text, "3 March 2027: $125.00 charged.");
  assert_has (text, "From credit");
  assert_order (fixture);

  /* A period that is over has no coming payments. */
  past = export_fixture_make_source (&fixture->export);
  set_november (past);
  span = *smrt_export_source_get_span (past);
  span.until = NOVEMBER_18;
  smrt_export_source_set_span (past, &span);
  write_pdf (fixture, past, smrt_export_statement_credits);
  past_text = read_text (fixture);
  g_assert_null (strstr (past_text, "Estimate"));
}

/* Usage has no price that is known before, and hides nothing of the rest; what
 * else has none does. */
static void
test_untold (Fixture       *fixture,
             gconstpointer  unused)
{
  for (unsigned int i = 0; i < 2; i++)
    {
      gboolean metered = i == 0;
      g_autoptr (SmrtSubscription) subscription = smrt_subscription_new ("sub_9", SMRT_SUBSCRIPTION_STATUS_ACTIVE, "usd");
      gint64 amount = 100;
      g_autoptr (SmrtPrice) price = smrt_price_new ("price_9", "prod_9", "usd", &amount, SMRT_INTERVAL_MONTH,
                                                    metered ? 1 : 5, metered, TRUE, NULL);
      g_autoptr (SmrtSubscriptionItem) item = NULL;
      g_autoptr (SmrtExportSource) source = NULL;
      g_autofree char *text = NULL;

      item = smrt_subscription_item_new ("si_9", price, 1, NOVEMBER_18, DECEMBER_3);
      smrt_subscription_add_item (subscription, item);
      if (i == 0)
        {
          add_entries (fixture, 1);
          add_subscription (fixture);
        }
      g_list_store_append (fixture->export.subscriptions, subscription);
      source = export_fixture_make_source (&fixture->export);
      write_pdf (fixture, source, smrt_export_statement_credits);
      text = read_text (fixture);
      g_assert_true ((strstr (text, "Estimate") != NULL) == metered);
    }
}

/* A balance that does not add up is marked, and the page says what that means. */
static void
test_faulty (Fixture       *fixture,
             gconstpointer  unused)
{
  g_autoptr (SmrtExportSource) right = NULL;
  g_autoptr (SmrtExportSource) source = NULL;
  g_autofree char *right_text = NULL;
  g_autofree char *text = NULL;

  add_entries (fixture, 3);
  right = export_fixture_make_source (&fixture->export);
  write_pdf (fixture, right, smrt_export_statement_credits);
  right_text = read_text (fixture);
  g_assert_null (strstr (right_text, "*"));

  fixture->export.faulty_row = 2;
  source = export_fixture_make_source (&fixture->export);
  write_pdf (fixture, source, smrt_export_statement_credits);
  text = read_text (fixture);
  assert_has (text, "* $150.05");
  assert_has (text, "* This balance does not follow from the one before.");
  assert_order (fixture);
}

static void
test_invoices (Fixture       *fixture,
               gconstpointer  unused)
{
  g_autoptr (SmrtExportSource) source = NULL;
  g_autofree char *text = NULL;

  add_entries (fixture, 2);
  export_fixture_add_invoice (&fixture->export, SMRT_INVOICE_STATUS_VOID, NOVEMBER_18, "usd",
                              (SmrtInvoiceSums) { .total = 99900 });
  source = export_fixture_make_source (&fixture->export);
  write_pdf (fixture, source, smrt_export_statement_invoices);
  text = read_text (fixture);
  assert_has (text, "Billing history");
  assert_has (text, "$246.00");
  assert_has (text, "$240.00");
  assert_has (text, "$6.00");
  assert_has (text, "NW-3");
  assert_order (fixture);
}

/* In a language that is written from right to left the first column is at the
 * right. */
static void
test_right_to_left (Fixture       *fixture,
                    gconstpointer  unused)
{
  static const char script[] =
    "import re, subprocess, sys\n"
    "text = subprocess.run(['pdftotext', '-bbox', sys.argv[1], '-'], capture_output=True, check=True).stdout.decode()\n"
    "x = [float(re.search(f'xMin=\"([^\"]*)\" [^>]*>{word}<', text)[1]) for word in ['Date', 'What', 'Receipt', 'Amount',"
    " 'Balance']]\n"
    "print('ascending' if x == sorted(x) else 'descending' if x == sorted(x)[::-1] else x)\n";
  const char * const arguments[] = { "python3", "-c", script, fixture->path, NULL };
  static const char * const locales[] = { "en_GB", "ar_EG" };
  static const char * const expected[] = { "ascending\n", "descending\n" };

  add_entries (fixture, 3);
  for (unsigned int i = 0; i < 2; i++)
    {
      g_autoptr (SmrtExportSource) source = export_fixture_make_source (&fixture->export);
      g_autofree char *out = NULL;

      smrt_words_set_locale (locales[i]);
      write_pdf (fixture, source, smrt_export_statement_credits);
      smrt_words_set_locale (NULL);
      out = run (arguments);
      g_assert_cmpstr (out, ==, expected[i]);
      assert_order (fixture);
    }
}

/* As for a printer: pages by themselves, on any size. */
static void
test_pages (Fixture       *fixture,
            gconstpointer  unused)
{
  g_autoptr (SmrtExportSource) source = NULL;
  g_autoptr (SmrtStatement) statement = NULL;
  g_autoptr (GError) error = NULL;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 595, 842);
  cairo_t *cr = cairo_create (surface);
  unsigned int n_pages;

  add_entries (fixture, 40);
  source = export_fixture_make_source (&fixture->export);
  statement = smrt_statement_new (source, SMRT_STATEMENT_KIND_CREDITS);
  g_assert_cmpuint (smrt_statement_get_n_pages (statement), ==, 0);
  g_assert_true (smrt_statement_paginate (statement, A4_WIDTH, A4_HEIGHT, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (smrt_statement_get_n_pages (statement), ==, 2);
  for (unsigned int i = 0; i < 2; i++)
    g_assert_true (smrt_statement_draw_page (statement, cr, i, &error));

  /* A page with no room for anything has a row all the same. */
  g_assert_true (smrt_statement_paginate (statement, A4_WIDTH, 1, NULL, &error));
  n_pages = smrt_statement_get_n_pages (statement);
  g_assert_cmpuint (n_pages, ==, 40);
  g_assert_true (smrt_statement_draw_page (statement, cr, 0, &error));

  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static void
test_failures (Fixture       *fixture,
               gconstpointer  unused)
{
  char buffer[40];
  g_autoptr (GOutputStream) full = g_memory_output_stream_new (buffer, sizeof buffer, NULL, NULL);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (SmrtExportSource) source = NULL;
  g_autoptr (SmrtExportSource) again = NULL;
  g_autoptr (GError) error = NULL;

  add_entries (fixture, 300);
  source = export_fixture_make_source (&fixture->export);
  g_assert_false (smrt_export_statement_credits (source, full, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  g_clear_error (&error);

  g_cancellable_cancel (cancellable);
  again = export_fixture_make_source (&fixture->export);
  g_assert_false (smrt_export_statement_credits (again, stream, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_cmpuint (g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (stream)), ==, 0);

  fixture->export.missing_row = 200;
  g_assert_null (export_fixture_run (&fixture->export, smrt_export_statement_credits, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/export/statement/content", test_content);
  ADD ("/export/statement/letter", test_letter);
  ADD ("/export/statement/empty", test_empty);
  ADD ("/export/statement/many", test_many);
  ADD ("/export/statement/currencies", test_currencies);
  ADD ("/export/statement/estimate", test_estimate);
  ADD ("/export/statement/untold", test_untold);
  ADD ("/export/statement/faulty", test_faulty);
  ADD ("/export/statement/invoices", test_invoices);
  ADD ("/export/statement/right-to-left", test_right_to_left);
  ADD ("/export/statement/pages", test_pages);
  ADD ("/export/statement/failures", test_failures);

  return g_test_run ();
}
