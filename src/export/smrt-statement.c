/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-export"

#include "config.h"

#include "smrt-statement.h"

#include <glib/gi18n-lib.h>

#include "smrt-export-estimate.h"
#include "smrt-export-pen.h"
#include "smrt-export-rows.h"
#include "smrt-run-down.h"
#include "smrt-statement-totals.h"
#include "smrt-words.h"

#define LENGTH(points) SMRT_EXPORT_LENGTH (points)

#define MARGIN_SIDE LENGTH (48)
#define MARGIN_TOP LENGTH (44)
#define MARGIN_BOTTOM LENGTH (52)
#define GAP LENGTH (10)
#define PADDING LENGTH (4)
#define CHART_HEIGHT LENGTH (120)

#define INK 0x241f31ff
#define DIM 0x5e5c64ff
#define ACCENT 0x1a5fb4ff
#define LINE 0xdeddda99

#define N_COLUMNS 5
#define WHAT 1

struct _SmrtStatement
{
  GObject parent_instance;

  SmrtExportSource *source;
  SmrtStatementKind kind;
  GListModel *model;
  unsigned int n_rows;

  PangoFontMap *fonts;
  PangoContext *context;
  gboolean right_to_left;
  int width;
  int height;

  GArray *totals;
  GArray *run_down;
  GStrv run_down_words;
  GArray *page_starts;
  unsigned int n_pages;
};

typedef struct
{
  const char *title;
  int width;
  SmrtExportStyle style;
} Column;

G_DEFINE_FINAL_TYPE (SmrtStatement, smrt_statement, G_TYPE_OBJECT)

static const SmrtExportStyle brand_style = { LENGTH (10), TRUE, SMRT_EXPORT_ALIGN_START, 1, FALSE };
static const SmrtExportStyle title_style = { LENGTH (22), TRUE, SMRT_EXPORT_ALIGN_START, 1, TRUE };
static const SmrtExportStyle period_style = { LENGTH (12), FALSE, SMRT_EXPORT_ALIGN_START, 1, TRUE };
static const SmrtExportStyle account_style = { LENGTH (10), TRUE, SMRT_EXPORT_ALIGN_END, 1, FALSE };
static const SmrtExportStyle small_style = { LENGTH (8), FALSE, SMRT_EXPORT_ALIGN_START, 1, FALSE };
static const SmrtExportStyle small_end_style = { LENGTH (8), FALSE, SMRT_EXPORT_ALIGN_END, 1, FALSE };
static const SmrtExportStyle heading_style = { LENGTH (13), TRUE, SMRT_EXPORT_ALIGN_START, 1, TRUE };
static const SmrtExportStyle body_style = { LENGTH (9), FALSE, SMRT_EXPORT_ALIGN_START, 2, FALSE };

#define TEXT_STYLE                                     \
 {                                                     \
  LENGTH (9), FALSE, SMRT_EXPORT_ALIGN_START, 2, FALSE \
 }
#define WHOLE_STYLE                                   \
 {                                                    \
  LENGTH (9), FALSE, SMRT_EXPORT_ALIGN_START, 1, TRUE \
 }
#define NUMBER_STYLE                                \
 {                                                  \
  LENGTH (9), FALSE, SMRT_EXPORT_ALIGN_END, 1, TRUE \
 }

static const Column credit_columns[N_COLUMNS] = {
  { N_("Date"), LENGTH (60), WHOLE_STYLE },
  { N_("What"), 0, TEXT_STYLE },
  { N_("Receipt"), LENGTH (76), WHOLE_STYLE },
  { N_("Amount"), LENGTH (64), NUMBER_STYLE },
  { N_("Balance"), LENGTH (64), NUMBER_STYLE },
};

static const Column invoice_columns[N_COLUMNS] = {
  { N_("Date"), LENGTH (60), WHOLE_STYLE },
  { N_("What"), 0, TEXT_STYLE },
  { N_("Number"), LENGTH (76), WHOLE_STYLE },
  { N_("Total"), LENGTH (64), NUMBER_STYLE },
  { N_("Paid"), LENGTH (64), NUMBER_STYLE },
};

static const Column *
get_columns (SmrtStatement *self)
{
  return self->kind == SMRT_STATEMENT_KIND_CREDITS ? credit_columns : invoice_columns;
}

static const char *
get_name (SmrtStatement *self)
{
  if (self->kind == SMRT_STATEMENT_KIND_INVOICES)
    return _("Billing history");

  return smrt_export_source_get_credit (self->source) == SMRT_EXPORT_CREDIT_USAGE ? _("Usage credit")
                                                                                  : _("Subscription credit");
}

static char *
dup_period (SmrtStatement *self)
{
  const SmrtExportSpan *span = smrt_export_source_get_span (self->source);
  g_autofree char *period = smrt_words_period (&span->period, span->fiscal_start);
  g_autofree char *range = NULL;

  /* A quarter and a fiscal year begin where the person says: it is told. */
  if (span->period.kind != SMRT_PERIOD_KIND_QUARTER && span->period.kind != SMRT_PERIOD_KIND_FISCAL_YEAR)
    return g_steal_pointer (&period);

  range = smrt_words_date_range_short (span->from, span->until - 1);

  /* Translators: %1$s is a period, "Q3 2026", %2$s its days, "1 Jul 2026 to 30 Sep 2026" */
  return g_strdup_printf (C_("period", "%1$s · %2$s"), period, range);
}

static SmrtExportPen
make_pen (SmrtStatement *self,
          cairo_t       *cr)
{
  return (SmrtExportPen) { cr, self->context, MARGIN_SIDE, self->width - 2 * MARGIN_SIDE, self->right_to_left };
}

static int
find_what_width (SmrtStatement       *self,
                 const SmrtExportPen *pen)
{
  const Column *columns = get_columns (self);
  int width = pen->width;

  for (unsigned int i = 0; i < N_COLUMNS; i++)
    width -= columns[i].width + (i > 0 ? GAP : 0);

  return MAX (width, LENGTH (40));
}

/* One beside the other, "as of" beneath the name of the account. */
static int
draw_title (SmrtStatement       *self,
            const SmrtExportPen *pen,
            int                  y)
{
  g_autofree char *account = smrt_words_plain (smrt_export_source_get_account_name (self->source));
  g_autofree char *period = dup_period (self);
  g_autofree char *time = smrt_words_time (smrt_export_source_get_as_of (self->source));
  /* Translators: %s is a day with a time: when the server was asked */
  g_autofree char *as_of = g_strdup_printf (_("As of %s"), time);
  int half = (pen->width - GAP) / 2;
  int end_y = y;

  smrt_export_pen_set_colour (pen, ACCENT);
  y += smrt_export_pen_text (pen, &brand_style, "smrtPhone", 0, y, half);
  smrt_export_pen_set_colour (pen, INK);
  if (*account != '\0')
    end_y += smrt_export_pen_text (pen, &account_style, account, half + GAP, end_y, half);
  smrt_export_pen_set_colour (pen, DIM);
  end_y += smrt_export_pen_text (pen, &small_end_style, as_of, half + GAP, end_y, half);

  y = MAX (y, end_y) + LENGTH (30);
  smrt_export_pen_set_colour (pen, INK);
  y += smrt_export_pen_text (pen, &title_style, get_name (self), 0, y, pen->width);
  smrt_export_pen_set_colour (pen, DIM);
  y += smrt_export_pen_text (pen, &period_style, period, 0, y, pen->width);

  return y + LENGTH (18);
}

static int
draw_table_head (SmrtStatement       *self,
                 const SmrtExportPen *pen,
                 int                  y)
{
  const Column *columns = get_columns (self);
  int what_width = find_what_width (self, pen);
  int height = 0;
  int x = 0;

  smrt_export_pen_set_colour (pen, DIM);
  for (unsigned int i = 0; i < N_COLUMNS; i++)
    {
      SmrtExportStyle style = { LENGTH (8), TRUE, columns[i].style.align, 1, TRUE };
      int width = i == WHAT ? what_width : columns[i].width;

      height = MAX (height, smrt_export_pen_text (pen, &style, _(columns[i].title), x, y, width));
      x += width + GAP;
    }
  y += height + PADDING;
  smrt_export_pen_set_colour (pen, INK);
  smrt_export_pen_fill (pen, 0, y, pen->width, LENGTH (1) * 3 / 4);

  return y + LENGTH (1) * 3 / 4;
}

/* All that is above the rows; returns where these begin. */
static int
draw_head (SmrtStatement       *self,
           const SmrtExportPen *pen,
           unsigned int         page)
{
  gboolean of_ledger = self->kind == SMRT_STATEMENT_KIND_CREDITS;
  int y = MARGIN_TOP;

  if (page == 0)
    {
      y = draw_title (self, pen, y);
      for (unsigned int i = 0; i < self->totals->len; i++)
        y = smrt_statement_totals_draw (&g_array_index (self->totals, SmrtStatementTotals, i), pen, of_ledger, y);
      y += LENGTH (18);
    }
  else
    {
      g_autofree char *title = smrt_statement_dup_title (self);
      g_autofree char *account = smrt_words_plain (smrt_export_source_get_account_name (self->source));
      int half = (pen->width - GAP) / 2;

      smrt_export_pen_set_colour (pen, DIM);
      smrt_export_pen_text (pen, &small_style, title, 0, y, half);
      y += smrt_export_pen_text (pen, &small_end_style, account, half + GAP, y, half) + LENGTH (16);
    }

  return y;
}

static void
draw_foot (SmrtStatement       *self,
           const SmrtExportPen *pen,
           unsigned int         page,
           gboolean             has_faulty)
{
  /* Translators: the number of a page, of how many */
  g_autofree char *number = g_strdup_printf (C_("page", "%1$u of %2$u"), page + 1, self->n_pages);
  int y = self->height - MARGIN_BOTTOM + LENGTH (18);

  smrt_export_pen_set_colour (pen, DIM);
  smrt_export_pen_text (pen, &small_end_style, number, pen->width * 3 / 4, y, pen->width - pen->width * 3 / 4);
  if (has_faulty)
    smrt_export_pen_set_colour (pen, INK);
  smrt_export_pen_text (pen, &small_style,
                        /* Translators: a note at the foot of a page, to balances that have such a star before them */
                        has_faulty ? _("* This balance does not follow from the one before.") : "smrtPhone Plans", 0, y,
                        pen->width * 3 / 4);
}

static void
make_cells (SmrtLedgerRow *row,
            char          *cells[N_COLUMNS])
{
  SmrtCreditEntry *entry = smrt_ledger_row_get_entry (row);

  cells[WHAT] = smrt_words_plain (smrt_ledger_row_get_words (row));
  cells[2] = smrt_words_plain (smrt_ledger_row_get_receipt (row));
  if (entry != NULL)
    {
      cells[0] = smrt_words_date_short (smrt_credit_entry_get_created (entry));
      cells[3] = smrt_words_money_signed (smrt_credit_entry_get_amount (entry));
      cells[4] = smrt_words_money (smrt_credit_entry_get_balance (entry));
      if (smrt_ledger_row_get_faulty (row))
        {
          char *balance = g_steal_pointer (&cells[4]);

          cells[4] = g_strconcat ("* ", balance, NULL);
          g_free (balance);
        }
    }
  else
    {
      SmrtInvoice *invoice = smrt_ledger_row_get_invoice (row);
      SmrtMoney total = smrt_invoice_get_money (invoice, smrt_invoice_get_sums (invoice)->total);
      SmrtMoney paid = smrt_invoice_get_money (invoice, smrt_invoice_get_sums (invoice)->amount_paid);

      cells[0] = smrt_words_date_short (smrt_invoice_get_created (invoice));
      cells[3] = smrt_words_money (&total);
      cells[4] = smrt_words_money (&paid);
    }
}

static int
measure_row (SmrtStatement       *self,
             const SmrtExportPen *pen,
             const char          *what)
{
  return smrt_export_pen_text (pen, &get_columns (self)[WHAT].style, what, 0, 0, find_what_width (self, pen)) +
         2 * PADDING;
}

static int
draw_row (SmrtStatement       *self,
          const SmrtExportPen *pen,
          SmrtLedgerRow       *row,
          int                  y)
{
  const Column *columns = get_columns (self);
  int what_width = find_what_width (self, pen);
  char *cells[N_COLUMNS];
  int x = 0;
  int height = 0;

  make_cells (row, cells);
  smrt_export_pen_set_colour (pen, INK);
  for (unsigned int i = 0; i < N_COLUMNS; i++)
    {
      int width = i == WHAT ? what_width : columns[i].width;

      int text_height = smrt_export_pen_text (pen, &columns[i].style, cells[i], x, y + PADDING, width);

      if (i == WHAT)
        height = text_height + 2 * PADDING;
      x += width + GAP;
      g_free (cells[i]);
    }
  smrt_export_pen_set_colour (pen, LINE);
  smrt_export_pen_fill (pen, 0, y + height - LENGTH (1) / 2, pen->width, LENGTH (1) / 2);

  return y + height;
}

static int
draw_run_down (SmrtStatement       *self,
               const SmrtExportPen *pen,
               int                  y)
{
  y += LENGTH (28);
  smrt_export_pen_set_colour (pen, INK);
  y += smrt_export_pen_text (pen, &heading_style, _("Estimate: coming payments"), 0, y, pen->width);
  smrt_export_pen_set_colour (pen, DIM);
  y += smrt_export_pen_text (pen, &small_style, _("As far as prices tell: without usage, discounts and tax."), 0, y,
                             pen->width);
  y += LENGTH (12);
  if (pen->cr != NULL)
    smrt_run_down_draw (pen->cr, self->context, self->run_down,
                        &(PangoRectangle) { pen->left, y, pen->width, CHART_HEIGHT }, &smrt_run_down_paper,
                        self->right_to_left);
  y += CHART_HEIGHT + LENGTH (8);
  smrt_export_pen_set_colour (pen, INK);
  for (unsigned int i = 0; self->run_down_words[i] != NULL; i++)
    y += smrt_export_pen_text (pen, &body_style, self->run_down_words[i], 0, y, pen->width) + LENGTH (3);

  return y;
}

static int
draw_nothing (const SmrtExportPen *pen,
              int                  y)
{
  smrt_export_pen_set_colour (pen, DIM);

  return y + LENGTH (12) + smrt_export_pen_text (pen, &period_style, _("Nothing in this period."), 0, y + LENGTH (12), pen->width);
}

/* What a ledger without rows holds, where that is known. */
static void
add_known_balances (SmrtStatement *self)
{
  const SmrtMoney *opening = smrt_export_source_get_opening (self->source);
  const SmrtMoney *closing = smrt_export_source_get_closing (self->source);
  SmrtStatementTotals *totals;

  if (self->kind != SMRT_STATEMENT_KIND_CREDITS || self->totals->len > 0 || opening == NULL || closing == NULL)
    return;

  totals = smrt_statement_totals_find (self->totals, closing->currency);
  totals->opening = opening->amount;
  totals->closing = closing->amount;
}

/* Of a period that is over there is no telling; nor of several currencies at
 * once. */
static void
estimate (SmrtStatement *self)
{
  const SmrtExportSpan *span = smrt_export_source_get_span (self->source);
  const SmrtStatementTotals *totals;
  SmrtMoney credit;

  if (self->kind != SMRT_STATEMENT_KIND_CREDITS || self->totals->len != 1 ||
      smrt_export_source_get_credit (self->source) != SMRT_EXPORT_CREDIT_SUBSCRIPTION ||
      (span->until != 0 && span->until <= smrt_export_source_get_as_of (self->source)))
    return;

  totals = &g_array_index (self->totals, SmrtStatementTotals, 0);
  credit = smrt_money_init (totals->closing, totals->currency);
  self->run_down = smrt_export_estimate_run_down (smrt_export_source_get_subscriptions (self->source),
                                                  smrt_export_source_get_catalogue (self->source), &credit,
                                                  SMRT_RUN_DOWN_MAX_PAYMENTS);
  self->run_down_words = smrt_run_down_describe (self->run_down,
                                                 smrt_export_source_get_payment_method (self->source));
}

/* Heights of all rows: at most a few bytes each, and known before the first is
 * drawn. */
static gboolean
measure_rows (SmrtStatement       *self,
              const SmrtExportPen *pen,
              GArray              *heights,
              GCancellable        *cancellable,
              GError             **error)
{
  g_autoptr (SmrtExportRows) rows = smrt_export_rows_new (self->source, self->model, TRUE);
  SmrtLedgerRow *row;

  smrt_export_rows_set_quiet (rows);
  while (!g_cancellable_is_cancelled (cancellable) && (row = smrt_export_rows_next (rows)) != NULL)
    {
      g_autofree char *what = smrt_words_plain (smrt_ledger_row_get_words (row));
      int height = measure_row (self, pen, what);

      g_array_append_val (heights, height);
      if (smrt_ledger_row_get_entry (row) != NULL)
        smrt_statement_totals_add_entry (self->totals, smrt_ledger_row_get_entry (row));
      else
        smrt_statement_totals_add_invoice (self->totals, smrt_ledger_row_get_invoice (row));
    }

  return smrt_export_rows_check (rows, error) && !g_cancellable_set_error_if_cancelled (cancellable, error);
}

static void
find_pages (SmrtStatement       *self,
            const SmrtExportPen *pen,
            GArray              *heights)
{
  int bottom = self->height - MARGIN_BOTTOM;
  int head = draw_table_head (self, pen, 0);
  int y = draw_head (self, pen, 0) + head;
  unsigned int start = 0;

  g_array_append_val (self->page_starts, start);
  for (unsigned int i = 0; i < heights->len; i++)
    {
      int height = g_array_index (heights, int, i);

      /* A page has at least a row, however small it is. */
      if (y + height > bottom && i > g_array_index (self->page_starts, unsigned int, self->page_starts->len - 1))
        {
          g_array_append_val (self->page_starts, i);
          y = draw_head (self, pen, 1) + head;
        }
      y += height;
    }
  self->n_pages = self->page_starts->len;

  if (self->n_rows == 0)
    y = draw_nothing (pen, draw_head (self, pen, 0));
  if (self->run_down != NULL && self->run_down->len > 0 && draw_run_down (self, pen, y) > bottom)
    self->n_pages++;
}

static void
clear_pages (SmrtStatement *self)
{
  g_clear_pointer (&self->totals, g_array_unref);
  g_clear_pointer (&self->run_down, g_array_unref);
  g_clear_pointer (&self->run_down_words, g_strfreev);
  g_clear_pointer (&self->page_starts, g_array_unref);
  self->n_pages = 0;
}

static void
smrt_statement_dispose (GObject *object)
{
  SmrtStatement *self = SMRT_STATEMENT (object);

  clear_pages (self);
  g_clear_object (&self->context);
  g_clear_object (&self->fonts);
  g_clear_object (&self->model);
  g_clear_object (&self->source);

  G_OBJECT_CLASS (smrt_statement_parent_class)->dispose (object);
}

static void
smrt_statement_class_init (SmrtStatementClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = smrt_statement_dispose;
}

/* Texts are measured as on paper, whatever they are drawn on. */
static void
smrt_statement_init (SmrtStatement *self)
{
  PangoFontDescription *font = pango_font_description_from_string ("Cantarell, Sans 9");
  cairo_font_options_t *options = cairo_font_options_create ();

  self->right_to_left = smrt_words_is_right_to_left ();
  self->fonts = pango_cairo_font_map_new ();
  self->context = pango_font_map_create_context (self->fonts);
  pango_context_set_font_description (self->context, font);
  pango_context_set_base_dir (self->context, self->right_to_left ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
  pango_context_set_round_glyph_positions (self->context, FALSE);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options (self->context, options);
  pango_cairo_context_set_resolution (self->context, 72);

  cairo_font_options_destroy (options);
  pango_font_description_free (font);
}

SmrtStatement *
smrt_statement_new (SmrtExportSource  *source,
                    SmrtStatementKind  kind)
{
  SmrtStatement *self;

  g_return_val_if_fail (SMRT_IS_EXPORT_SOURCE (source), NULL);

  self = g_object_new (SMRT_TYPE_STATEMENT, NULL);
  self->source = g_object_ref (source);
  self->kind = kind;
  self->model = g_object_ref (kind == SMRT_STATEMENT_KIND_CREDITS ? smrt_export_source_get_credits (source)
                                                                  : smrt_export_source_get_invoices (source));

  return self;
}

char *
smrt_statement_dup_title (SmrtStatement *self)
{
  const SmrtExportSpan *span;
  g_autofree char *period = NULL;

  g_return_val_if_fail (SMRT_IS_STATEMENT (self), NULL);

  span = smrt_export_source_get_span (self->source);
  period = smrt_words_period (&span->period, span->fiscal_start);

  /* Translators: the title of a statement: %1$s is "Subscription credit", %2$s a period, "November 2026" */
  return g_strdup_printf (_("%1$s, %2$s"), get_name (self), period);
}

gboolean
smrt_statement_paginate (SmrtStatement  *self,
                         int             width,
                         int             height,
                         GCancellable   *cancellable,
                         GError        **error)
{
  g_autoptr (GArray) heights = g_array_new (FALSE, FALSE, sizeof (int));
  SmrtExportPen pen;

  g_return_val_if_fail (SMRT_IS_STATEMENT (self), FALSE);
  g_return_val_if_fail (width > 0 && height > 0, FALSE);

  clear_pages (self);
  self->width = width;
  self->height = height;
  self->totals = smrt_statement_totals_new ();
  self->page_starts = g_array_new (FALSE, FALSE, sizeof (unsigned int));
  pen = make_pen (self, NULL);
  if (!measure_rows (self, &pen, heights, cancellable, error))
    return FALSE;

  self->n_rows = heights->len;
  add_known_balances (self);
  estimate (self);
  find_pages (self, &pen, heights);

  return TRUE;
}

unsigned int
smrt_statement_get_n_pages (SmrtStatement *self)
{
  g_return_val_if_fail (SMRT_IS_STATEMENT (self), 0);

  return self->n_pages;
}

gboolean
smrt_statement_draw_page (SmrtStatement  *self,
                          cairo_t        *cr,
                          unsigned int    page,
                          GError        **error)
{
  SmrtExportPen pen;
  gboolean has_faulty = FALSE;
  unsigned int first, end;
  int y;

  g_return_val_if_fail (SMRT_IS_STATEMENT (self) && cr != NULL, FALSE);
  g_return_val_if_fail (page < self->n_pages, FALSE);

  pen = make_pen (self, cr);
  y = draw_head (self, &pen, page);
  first = page < self->page_starts->len ? g_array_index (self->page_starts, unsigned int, page) : self->n_rows;
  end = page + 1 < self->page_starts->len ? g_array_index (self->page_starts, unsigned int, page + 1) : self->n_rows;

  if (first < end)
    y = draw_table_head (self, &pen, y);
  else if (self->n_rows == 0)
    y = draw_nothing (&pen, y);
  for (unsigned int i = first; i < end; i++)
    {
      g_autoptr (SmrtLedgerRow) row = g_list_model_get_item (self->model, self->n_rows - 1 - i);

      if (row == NULL || !smrt_ledger_row_get_loaded (row))
        {
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("A row of the list could not be read."));
          return FALSE;
        }
      y = draw_row (self, &pen, row, y);
      has_faulty = has_faulty || smrt_ledger_row_get_faulty (row);
    }

  if (page + 1 == self->n_pages && self->run_down != NULL && self->run_down->len > 0)
    draw_run_down (self, &pen, y);
  draw_foot (self, &pen, page, has_faulty);
  if (first < end || page == 0)
    smrt_export_source_report (self->source, end, self->n_rows);

  return TRUE;
}
