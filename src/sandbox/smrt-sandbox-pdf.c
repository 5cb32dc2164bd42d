/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-sandbox"

#include "config.h"

#include "smrt-sandbox-pdf.h"

#include "smrt-sandbox-billing.h"
#include "smrt-sandbox-json.h"

#include <cairo-pdf.h>

/* A4, in points. */
#define PAGE_WIDTH 595.0
#define PAGE_HEIGHT 842.0
#define MARGIN 56.0
#define RIGHT (PAGE_WIDTH - MARGIN)
#define BOTTOM (PAGE_HEIGHT - MARGIN)

typedef struct
{
  cairo_t *cairo;
  JsonObject *invoice;   /* or a credit note */
  JsonObject *parent;    /* the invoice, or the one that is credited */
  const char *currency;
  double y;
} Sheet;

static void
set_font (Sheet    *sheet,
          double    size,
          gboolean  bold,
          double    grey)
{
  cairo_select_font_face (sheet->cairo, "sans-serif", CAIRO_FONT_SLANT_NORMAL,
                          bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL);
  cairo_set_font_size (sheet->cairo, size);
  cairo_set_source_rgb (sheet->cairo, grey, grey, grey);
}

static void
put_left (Sheet      *sheet,
          double      x,
          const char *text)
{
  cairo_move_to (sheet->cairo, x, sheet->y);
  cairo_show_text (sheet->cairo, text);
}

static void
put_right (Sheet      *sheet,
           double      x,
           const char *text)
{
  cairo_text_extents_t extents;

  cairo_text_extents (sheet->cairo, text, &extents);
  put_left (sheet, x - extents.x_advance, text);
}

static void
rule (Sheet  *sheet,
      double  from,
      double  width)
{
  cairo_set_source_rgb (sheet->cairo, 0.8, 0.8, 0.83);
  cairo_set_line_width (sheet->cairo, width);
  cairo_move_to (sheet->cairo, from, sheet->y);
  cairo_line_to (sheet->cairo, RIGHT, sheet->y);
  cairo_stroke (sheet->cairo);
}

static char *
format_date (gint64 time)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_utc (time);

  return g_date_time_format (moment, "%Y-%m-%d");
}

static gboolean
is_credit_note (Sheet *sheet)
{
  return sheet->invoice != sheet->parent;
}

static void
put_letterhead (Sheet *sheet)
{
  g_autofree char *date = format_date (smrt_sandbox_json_int (sheet->invoice, "created"));
  const char *name = smrt_sandbox_json_string (sheet->parent, "customer_name");
  const char *email = smrt_sandbox_json_string (sheet->parent, "customer_email");

  cairo_set_source_rgb (sheet->cairo, 0.11, 0.44, 0.85);
  cairo_rectangle (sheet->cairo, 0, 0, PAGE_WIDTH, 8);
  cairo_fill (sheet->cairo);

  sheet->y = MARGIN + 26;
  set_font (sheet, 24, TRUE, 0.1);
  put_left (sheet, MARGIN, is_credit_note (sheet) ? "Credit note" : "Invoice");
  set_font (sheet, 12, TRUE, 0.1);
  put_right (sheet, RIGHT, "smrtPhone");

  sheet->y += 34;
  set_font (sheet, 10, FALSE, 0.4);
  put_left (sheet, MARGIN, is_credit_note (sheet) ? "Credit note number" : "Invoice number");
  put_left (sheet, MARGIN + 160, "Date");
  put_left (sheet, MARGIN + 300, "Bill to");
  sheet->y += 16;
  set_font (sheet, 10, TRUE, 0.1);
  put_left (sheet, MARGIN, smrt_sandbox_json_string (sheet->invoice, "number"));
  put_left (sheet, MARGIN + 160, date);
  put_left (sheet, MARGIN + 300, name != NULL ? name : "");
  sheet->y += 14;
  set_font (sheet, 10, FALSE, 0.4);
  put_left (sheet, MARGIN + 300, email != NULL ? email : "");
  sheet->y += 36;
}

static void
put_columns (Sheet *sheet)
{
  set_font (sheet, 9, FALSE, 0.4);
  put_left (sheet, MARGIN, "Description");
  put_right (sheet, RIGHT - 110, "Quantity");
  put_right (sheet, RIGHT, "Amount");
  sheet->y += 8;
  rule (sheet, MARGIN, 1);
  sheet->y += 20;
}

/* Starts another page where what comes next does not fit. */
static void
reserve (Sheet  *sheet,
         double  height)
{
  if (sheet->y + height <= BOTTOM)
    return;

  cairo_show_page (sheet->cairo);
  sheet->y = MARGIN;
  put_columns (sheet);
}

/* What is credited has no time of its own. */
static char *
format_period (JsonObject *period)
{
  g_autofree char *start = NULL;
  g_autofree char *end = NULL;

  if (period == NULL)
    return g_strdup ("");
  start = format_date (smrt_sandbox_json_int (period, "start"));
  end = format_date (smrt_sandbox_json_int (period, "end"));

  return g_strdup_printf ("%s – %s", start, end);
}

static void
put_line (Sheet      *sheet,
          JsonObject *line)
{
  g_autofree char *dates = format_period (smrt_sandbox_json_object (line, "period"));
  const char *description = smrt_sandbox_json_string (line, "description");
  g_autofree char *quantity = g_strdup_printf ("%" G_GINT64_FORMAT, smrt_sandbox_json_int (line, "quantity"));
  g_autofree char *amount = smrt_sandbox_format_amount (smrt_sandbox_json_int (line, "amount"), sheet->currency);

  reserve (sheet, 40);
  set_font (sheet, 10, FALSE, 0.1);
  put_left (sheet, MARGIN, description != NULL ? description : "Credit");
  put_right (sheet, RIGHT - 110, quantity);
  put_right (sheet, RIGHT, amount);
  sheet->y += 13;
  set_font (sheet, 8.5, FALSE, 0.45);
  put_left (sheet, MARGIN, dates);
  sheet->y += 9;
  rule (sheet, MARGIN, 0.5);
  sheet->y += 18;
}

static void
put_total (Sheet      *sheet,
           const char *label,
           gint64      amount,
           gboolean    bold)
{
  g_autofree char *text = smrt_sandbox_format_amount (amount, sheet->currency);

  reserve (sheet, 20);
  set_font (sheet, bold ? 11 : 10, bold, 0.1);
  put_left (sheet, RIGHT - 220, label);
  put_right (sheet, RIGHT, text);
  sheet->y += 18;
}

/* What lies between the subtotal and the total. */
static void
put_taken_and_added (Sheet *sheet)
{
  gboolean note = is_credit_note (sheet);
  JsonArray *taken = smrt_sandbox_json_array (sheet->invoice,
                                              note ? "pretax_credit_amounts" : "total_pretax_credit_amounts");
  JsonArray *taxes = smrt_sandbox_json_array (sheet->invoice, "total_taxes");

  for (unsigned int i = 0; i < json_array_get_length (taken); i++)
    {
      JsonObject *each = json_array_get_object_element (taken, i);
      gboolean discount = g_str_equal (smrt_sandbox_json_string (each, "type"), "discount");

      if (smrt_sandbox_json_int (each, "amount") != 0)
        put_total (sheet, discount ? "Discount" : "Usage credit", -smrt_sandbox_json_int (each, "amount"), FALSE);
    }
  for (unsigned int i = 0; i < json_array_get_length (taxes); i++)
    {
      JsonObject *tax = json_array_get_object_element (taxes, i);
      gboolean inclusive = g_str_equal (smrt_sandbox_json_string (tax, "tax_behavior"), "inclusive");

      put_total (sheet, inclusive ? "Tax (included)" : "Tax", smrt_sandbox_json_int (tax, "amount"), FALSE);
    }
}

static void
draw (Sheet *sheet)
{
  JsonArray *lines = smrt_sandbox_json_array (sheet->invoice, "lines");
  gint64 balance = smrt_sandbox_json_int (sheet->invoice, "ending_balance") -
                   smrt_sandbox_json_int (sheet->invoice, "starting_balance");

  put_letterhead (sheet);
  put_columns (sheet);
  for (unsigned int i = 0; i < json_array_get_length (lines); i++)
    put_line (sheet, json_array_get_object_element (lines, i));

  sheet->y += 4;
  put_total (sheet, "Subtotal", smrt_sandbox_json_int (sheet->invoice, "subtotal"), FALSE);
  put_taken_and_added (sheet);
  if (is_credit_note (sheet))
    {
      put_total (sheet, "Total credited", smrt_sandbox_json_int (sheet->invoice, "total"), TRUE);
      return;
    }
  put_total (sheet, "Total", smrt_sandbox_json_int (sheet->invoice, "total"), FALSE);
  if (balance != 0)
    put_total (sheet, balance > 0 ? "Applied balance" : "Added to the balance", -balance, FALSE);
  put_total (sheet, "Amount due", smrt_sandbox_json_int (sheet->invoice, "amount_due"), TRUE);
  put_total (sheet, "Amount paid", smrt_sandbox_json_int (sheet->invoice, "amount_paid"), FALSE);
}

static cairo_status_t
append_cb (void                *closure,
           const unsigned char *data,
           unsigned int         length)
{
  g_byte_array_append (closure, data, length);

  return CAIRO_STATUS_SUCCESS;
}

GBytes *
smrt_sandbox_pdf_render (SmrtSandboxStore *store,
                         const char       *secret)
{
  JsonObject *invoice = smrt_sandbox_store_find_by_secret (store, "invoice", secret);
  g_autofree char *created = NULL;
  GByteArray *bytes;
  cairo_surface_t *surface;
  Sheet sheet = { 0 };

  if (invoice == NULL)
    invoice = smrt_sandbox_store_find_by_secret (store, "credit_note", secret);
  if (invoice == NULL)
    return NULL;

  sheet.invoice = invoice;
  sheet.parent = smrt_sandbox_store_get (store, "invoice", smrt_sandbox_json_string (invoice, "invoice"));
  if (sheet.parent == NULL)
    sheet.parent = invoice;
  sheet.currency = smrt_sandbox_json_string (sheet.invoice, "currency");
  bytes = g_byte_array_new ();
  surface = cairo_pdf_surface_create_for_stream (append_cb, bytes, PAGE_WIDTH, PAGE_HEIGHT);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE,
                                  smrt_sandbox_json_string (sheet.invoice, "number"));
  /* The same invoice is the same file, whenever it is fetched. */
  created = format_date (smrt_sandbox_json_int (sheet.invoice, "created"));
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, created);

  sheet.cairo = cairo_create (surface);
  draw (&sheet);
  cairo_destroy (sheet.cairo);
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);

  return g_byte_array_free_to_bytes (bytes);
}
