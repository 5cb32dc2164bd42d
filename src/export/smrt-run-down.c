/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-export"

#include "config.h"

#include "smrt-run-down.h"

#include <glib/gi18n-lib.h>

#include "smrt-export-pen.h"
#include "smrt-words-receipt.h"
#include "smrt-words.h"

#define LENGTH(points) SMRT_EXPORT_LENGTH (points)

/* The inside of what is charged, as a part of its opacity. */
#define LIGHTER 5

const SmrtRunDownColours smrt_run_down_paper = {
  .text = 0x241f31ff,
  .dim = 0x5e5c64ff,
  .credit = 0x1a5fb4ff,
  .charged = 0xb35a00ff,
};

typedef struct
{
  SmrtExportPen pen;
  GArray *payments;
  unsigned int n_payments;
  const SmrtRunDownColours *colours;
  SmrtExportStyle label;
  SmrtExportStyle amount;
  gint64 highest;
  int line_height;
  int slot;
  int bar;
} Chart;

static const SmrtForecastRow *
get_payment (const Chart  *self,
             unsigned int  i)
{
  return &g_array_index (self->payments, SmrtForecastRow, i);
}

static void
draw_credit (const Chart *self,
             int          x,
             int          y,
             int          width,
             int          height)
{
  smrt_export_pen_set_colour (&self->pen, self->colours->credit);
  smrt_export_pen_fill (&self->pen, x, y, width, height);
}

static void
draw_charged (const Chart *self,
              int          x,
              int          y,
              int          width,
              int          height)
{
  guint32 colour = self->colours->charged;

  smrt_export_pen_set_colour (&self->pen, (colour & 0xffffff00) | (colour & 0xff) / LIGHTER);
  smrt_export_pen_fill (&self->pen, x, y, width, height);
  smrt_export_pen_set_colour (&self->pen, colour);
  smrt_export_pen_outline (&self->pen, x, y, width, height, LENGTH (1));
}

/* A square with its name; returns where the next one begins. */
static int
draw_key (const Chart *self,
          const char  *name,
          gboolean     is_credit,
          int          x,
          int          y)
{
  int side = self->line_height * 6 / 10;
  int gap = side / 2;
  int width = MIN (smrt_export_pen_measure (&self->pen, &self->label, name),
                   MAX (0, self->pen.width - x - side - gap));

  if (x + side > self->pen.width)
    return x;

  if (is_credit)
    draw_credit (self, x, y + (self->line_height - side) / 2, side, side);
  else
    draw_charged (self, x, y + (self->line_height - side) / 2, side, side);
  smrt_export_pen_set_colour (&self->pen, self->colours->text);
  smrt_export_pen_text (&self->pen, &self->label, name, x + side + gap, y, width);

  return x + side + gap + width + 2 * side;
}

/* Amounts beside each other have room, or none is written. */
static gboolean
has_room_for_amounts (const Chart *self)
{
  for (unsigned int i = 0; i < self->n_payments; i++)
    {
      const SmrtForecastRow *payment = get_payment (self, i);
      g_autofree char *charged = smrt_words_money (&payment->charged);

      if (payment->charged.amount > 0 &&
          smrt_export_pen_measure (&self->pen, &self->amount, charged) > self->slot)
        return FALSE;
    }

  return TRUE;
}

static gint64
scale (gint64 part,
       gint64 whole,
       int    length)
{
  return (gint64) ((__int128) part * length / whole);
}

static void
draw_payment (const Chart  *self,
              unsigned int  i,
              int           top,
              int           height,
              gboolean      with_amount)
{
  const SmrtForecastRow *payment = get_payment (self, i);
  int slot = i * self->slot;
  int x = slot + (self->slot - self->bar) / 2;
  int whole = scale (payment->payment.amount, self->highest, height);
  int from_credit = scale (payment->from_credit.amount, self->highest, height);
  g_autofree char *month = smrt_words_month_short (payment->first_date);
  g_autofree char *year = smrt_words_year (payment->first_date);

  /* However little it is, it can be seen. */
  if (payment->from_credit.amount > 0)
    from_credit = CLAMP (from_credit, LENGTH (1), whole);
  if (payment->charged.amount > 0)
    from_credit = MIN (from_credit, MAX (0, whole - LENGTH (2)));

  draw_credit (self, x, top + height - from_credit, self->bar, from_credit);
  draw_charged (self, x, top + height - whole, self->bar, whole - from_credit);

  if (with_amount && payment->charged.amount > 0)
    {
      g_autofree char *charged = smrt_words_money (&payment->charged);

      smrt_export_pen_set_colour (&self->pen, self->colours->text);
      smrt_export_pen_text (&self->pen, &self->amount, charged, slot, top + height - whole - self->line_height,
                            self->slot);
    }

  smrt_export_pen_set_colour (&self->pen, self->colours->dim);
  smrt_export_pen_text (&self->pen, &self->amount, month, slot, top + height + LENGTH (3), self->slot);
  if (i > 0)
    {
      g_autofree char *before = smrt_words_year (get_payment (self, i - 1)->first_date);

      if (g_str_equal (before, year))
        return;
    }
  smrt_export_pen_text (&self->pen, &self->amount, year, slot, top + height + LENGTH (3) + self->line_height,
                        self->slot);
}

static void
draw_chart (const Chart          *self,
            const PangoRectangle *place)
{
  int top = place->y + self->line_height * 5 / 2;
  int height = place->height - self->line_height * 9 / 2 - LENGTH (4);
  gboolean with_amounts = has_room_for_amounts (self);
  int x;

  /* Translators: a key of a chart: the part of a payment that the credit pays */
  x = draw_key (self, _("From credit"), TRUE, 0, place->y);
  /* Translators: a key of a chart: the part of a payment that is charged */
  x = draw_key (self, _("Charged"), FALSE, x, place->y);
  if (x < self->pen.width)
    {
      SmrtExportStyle estimate = self->label;

      estimate.align = SMRT_EXPORT_ALIGN_END;
      smrt_export_pen_set_colour (&self->pen, self->colours->dim);
      smrt_export_pen_text (&self->pen, &estimate, _("Estimate"), x, place->y, self->pen.width - x);
    }

  if (height < LENGTH (8))
    return;

  for (unsigned int i = 0; i < self->n_payments; i++)
    draw_payment (self, i, top, height, with_amounts);
  smrt_export_pen_set_colour (&self->pen, self->colours->dim);
  smrt_export_pen_fill (&self->pen, 0, top + height, self->n_payments * self->slot, LENGTH (1) / 2);
}

void
smrt_run_down_draw (cairo_t                  *cr,
                    PangoContext             *context,
                    GArray                   *payments,
                    const PangoRectangle     *place,
                    const SmrtRunDownColours *colours,
                    gboolean                  right_to_left)
{
  const PangoFontDescription *font;
  Chart chart = { 0 };
  int size;

  g_return_if_fail (cr != NULL && PANGO_IS_CONTEXT (context));
  g_return_if_fail (payments != NULL && place != NULL && colours != NULL);

  chart.payments = payments;
  chart.n_payments = MIN (payments->len, SMRT_RUN_DOWN_MAX_PAYMENTS);
  if (chart.n_payments == 0 || place->width <= 0 || place->height <= 0)
    return;

  font = pango_context_get_font_description (context);
  size = font != NULL && pango_font_description_get_size (font) > 0 ? pango_font_description_get_size (font)
                                                                    : LENGTH (10);
  chart.pen = (SmrtExportPen) { cr, context, place->x, place->width, right_to_left };
  chart.colours = colours;
  chart.label = (SmrtExportStyle) { .size = size * 9 / 10, .n_lines = 1 };
  chart.amount = (SmrtExportStyle) { .size = size * 8 / 10, .n_lines = 1, .align = SMRT_EXPORT_ALIGN_CENTRE };
  chart.slot = MIN (place->width / (int) chart.n_payments, size * 6);
  chart.bar = MIN (chart.slot * 6 / 10, size * 3);
  for (unsigned int i = 0; i < chart.n_payments; i++)
    chart.highest = MAX (chart.highest, get_payment (&chart, i)->payment.amount);

  cairo_save (cr);
  chart.pen.cr = NULL;
  chart.line_height = smrt_export_pen_text (&chart.pen, &chart.label, "X", 0, 0, place->width);
  chart.pen.cr = cr;
  draw_chart (&chart, place);
  cairo_restore (cr);
}

static char *
describe_payment (const SmrtForecastRow *payment,
                  const char            *method)
{
  g_autofree char *date = smrt_words_date (payment->first_date);
  g_autofree char *from_credit = smrt_words_money (&payment->from_credit);
  g_autofree char *charged = smrt_words_money (&payment->charged);

  if (payment->charged.amount == 0)
    /* Translators: a coming payment: %1$s is its day, %2$s an amount */
    return g_strdup_printf (_("%1$s: %2$s, all from credit."), date, from_credit);
  if (payment->from_credit.amount == 0 && method != NULL)
    /* Translators: a coming payment: %1$s is its day, %2$s an amount, %3$s "Visa •••• 4242" */
    return g_strdup_printf (_("%1$s: %2$s charged to %3$s."), date, charged, method);
  if (payment->from_credit.amount == 0)
    /* Translators: a coming payment: %1$s is its day, %2$s an amount */
    return g_strdup_printf (_("%1$s: %2$s charged."), date, charged);
  if (method != NULL)
    /* Translators: a coming payment: %1$s is its day, %2$s and %3$s are amounts, %4$s "Visa •••• 4242" */
    return g_strdup_printf (_("%1$s: %2$s from credit, %3$s charged to %4$s."), date, from_credit, charged, method);

  /* Translators: a coming payment: %1$s is its day, %2$s and %3$s are amounts */
  return g_strdup_printf (_("%1$s: %2$s from credit, %3$s charged."), date, from_credit, charged);
}

GStrv
smrt_run_down_describe (GArray            *payments,
                        SmrtPaymentMethod *payment_method)
{
  g_autofree char *method = NULL;
  GStrvBuilder *sentences;
  GStrv result;

  g_return_val_if_fail (payments != NULL, NULL);
  g_return_val_if_fail (payment_method == NULL || SMRT_IS_PAYMENT_METHOD (payment_method), NULL);

  method = payment_method != NULL ? smrt_words_payment_method (payment_method) : NULL;
  sentences = g_strv_builder_new ();
  for (unsigned int i = 0; i < MIN (payments->len, SMRT_RUN_DOWN_MAX_PAYMENTS); i++)
    {
      g_autofree char *sentence = describe_payment (&g_array_index (payments, SmrtForecastRow, i), method);

      g_strv_builder_add (sentences, sentence);
    }
  result = g_strv_builder_end (sentences);
  g_strv_builder_unref (sentences);

  return result;
}
