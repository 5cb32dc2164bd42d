/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "smrt-run-down.h"
#include "words-fixture.h"

#include <string.h>

#define WIDTH 420
#define HEIGHT 160
#define EDGE 30

static const SmrtRunDownColours dark = {
  .text = 0xffffffff,
  .dim = 0xc0bfbcff,
  .credit = 0x78aeedff,
  .charged = 0xffa348ff,
};

static GArray *
make_payments (gint64 credit,
               gint64 payment)
{
  SmrtMoney money = smrt_money_init (credit, "usd");
  SmrtForecastSeries series = { smrt_money_init (payment, "usd"), DECEMBER_3, SMRT_CYCLE_MONTHLY };

  return smrt_forecast_payments (&money, &series, 1, SMRT_RUN_DOWN_MAX_PAYMENTS);
}

/* Drawn into the middle of an empty picture. */
static cairo_surface_t *
draw (GArray                   *payments,
      const SmrtRunDownColours *colours,
      int                       width,
      int                       height,
      gboolean                  right_to_left)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width + 2 * EDGE, height + 2 * EDGE);
  cairo_t *cr = cairo_create (surface);
  PangoContext *context = pango_cairo_create_context (cr);
  PangoFontDescription *font = pango_font_description_from_string ("Cantarell, Sans 10");
  const PangoRectangle place = {
    EDGE * PANGO_SCALE, EDGE * PANGO_SCALE, width * PANGO_SCALE, height * PANGO_SCALE
  };

  pango_context_set_font_description (context, font);
  pango_context_set_base_dir (context, right_to_left ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
  smrt_run_down_draw (cr, context, payments, &place, colours, right_to_left);
  pango_font_description_free (font);
  g_object_unref (context);
  cairo_destroy (cr);
  cairo_surface_flush (surface);

  return surface;
}

static guint32
get_pixel (cairo_surface_t *surface,
           int              x,
           int              y)
{
  const unsigned char *data = cairo_image_surface_get_data (surface);
  guint32 pixel;

  memcpy (&pixel, data + y * cairo_image_surface_get_stride (surface) + x * 4, sizeof pixel);

  return pixel;
}

static void
assert_nothing_outside (cairo_surface_t *surface)
{
  int width = cairo_image_surface_get_width (surface);
  int height = cairo_image_surface_get_height (surface);

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      if (x < EDGE - 1 || y < EDGE - 1 || x > width - EDGE || y > height - EDGE)
        g_assert_cmphex (get_pixel (surface, x, y), ==, 0);
}

/* How many pixels of a colour are in a part of the picture, and where their
 * middle is. */
static unsigned int
count (cairo_surface_t *surface,
       guint32          colour,
       int             *middle)
{
  guint32 wanted = 0xff000000 | colour >> 8;
  gint64 sum = 0;
  unsigned int n = 0;

  for (int y = 0; y < cairo_image_surface_get_height (surface); y++)
    for (int x = 0; x < cairo_image_surface_get_width (surface); x++)
      if (get_pixel (surface, x, y) == wanted)
        {
          n++;
          sum += x;
        }

  *middle = n > 0 ? sum / n : 0;

  return n;
}

/* What the credit pays is at the side where one begins to read. */
static void
test_sides (void)
{
  g_autoptr (GArray) payments = make_payments (40000, 12500);
  cairo_surface_t *surface = draw (payments, &smrt_run_down_paper, WIDTH, HEIGHT, FALSE);
  cairo_surface_t *mirrored = draw (payments, &smrt_run_down_paper, WIDTH, HEIGHT, TRUE);
  int credit, charged, mirrored_credit, mirrored_charged;
  unsigned int n_credit, n_mirrored;

  assert_nothing_outside (surface);
  assert_nothing_outside (mirrored);
  n_credit = count (surface, smrt_run_down_paper.credit, &credit);
  g_assert_cmpuint (n_credit, >, 1000);
  g_assert_cmpuint (count (surface, smrt_run_down_paper.charged, &charged), >, 10);
  n_mirrored = count (mirrored, smrt_run_down_paper.credit, &mirrored_credit);
  g_assert_cmpuint (count (mirrored, smrt_run_down_paper.charged, &mirrored_charged), >, 10);
  g_assert_cmpint (credit, <, charged);
  g_assert_cmpint (mirrored_credit, >, mirrored_charged);
  g_assert_cmpint (ABS (WIDTH + 2 * EDGE - credit - mirrored_credit), <=, 2);
  g_assert_cmpuint (ABS ((int) n_credit - (int) n_mirrored), <, n_credit / 20);

  cairo_surface_destroy (surface);
  cairo_surface_destroy (mirrored);
}

static void
test_colours (void)
{
  g_autoptr (GArray) payments = make_payments (40000, 12500);
  cairo_surface_t *surface = draw (payments, &dark, WIDTH, HEIGHT, FALSE);
  int middle;

  g_assert_cmpuint (count (surface, dark.credit, &middle), >, 1000);
  g_assert_cmpuint (count (surface, dark.charged, &middle), >, 10);
  g_assert_cmpuint (count (surface, smrt_run_down_paper.credit, &middle), ==, 0);
  g_assert_cmpuint (count (surface, smrt_run_down_paper.text, &middle), ==, 0);

  cairo_surface_destroy (surface);
}

/* Half of a payment is half a bar. */
static void
test_heights (void)
{
  g_autoptr (GArray) half = make_payments (6250, 12500);
  g_autoptr (GArray) whole = make_payments (12500, 12500);
  cairo_surface_t *half_surface = draw (half, &smrt_run_down_paper, WIDTH, HEIGHT, FALSE);
  cairo_surface_t *whole_surface = draw (whole, &smrt_run_down_paper, WIDTH, HEIGHT, FALSE);
  unsigned int n_half, n_whole, n_key;
  int middle;

  n_half = count (half_surface, smrt_run_down_paper.credit, &middle);
  n_whole = count (whole_surface, smrt_run_down_paper.credit, &middle);
  /* The square of the key is in both. */
  n_key = 120;
  g_assert_cmpuint (n_half, >, (n_whole - n_key) * 4 / 10);
  g_assert_cmpuint (n_half, <, (n_whole - n_key) * 6 / 10 + n_key);

  cairo_surface_destroy (half_surface);
  cairo_surface_destroy (whole_surface);
}

/* Whatever the amounts and however small the place, it keeps to it. */
static void
test_place (void)
{
  static const gint64 credits[] = { 1, 12499, 12500, 12501, 150000, G_MAXINT64 };
  static const gint64 payments[] = { 1, 12500, 1234567890, G_MAXINT64 };
  static const int sizes[][2] = { { 420, 160 }, { 120, 80 }, { 60, 40 }, { 20, 10 }, { 3, 3 }, { 1000, 60 } };

  for (unsigned int i = 0; i < G_N_ELEMENTS (credits); i++)
    for (unsigned int j = 0; j < G_N_ELEMENTS (payments); j++)
      for (unsigned int k = 0; k < 2; k++)
        {
          g_autoptr (GArray) rows = make_payments (credits[i], payments[j]);
          cairo_surface_t *surface = draw (rows, &smrt_run_down_paper, sizes[k][0], sizes[k][1], j % 2 == 0);

          assert_nothing_outside (surface);
          cairo_surface_destroy (surface);
        }
  /* Where it is too small for anything, it fails not. */
  for (unsigned int k = 2; k < G_N_ELEMENTS (sizes); k++)
    {
      g_autoptr (GArray) rows = make_payments (40000, 12500);

      cairo_surface_destroy (draw (rows, &smrt_run_down_paper, sizes[k][0], sizes[k][1], FALSE));
    }
}

static void
test_nothing (void)
{
  g_autoptr (GArray) payments = make_payments (0, 12500);
  cairo_surface_t *surface = draw (payments, &smrt_run_down_paper, WIDTH, HEIGHT, FALSE);
  g_auto (GStrv) words = smrt_run_down_describe (payments, NULL);
  int middle;

  g_assert_cmpuint (count (surface, smrt_run_down_paper.dim, &middle), ==, 0);
  g_assert_cmpuint (g_strv_length (words), ==, 0);

  cairo_surface_destroy (surface);
}

static void
test_words (void)
{
  g_autoptr (GArray) payments = make_payments (20000, 12500);
  g_autoptr (SmrtPaymentMethod) card = smrt_payment_method_new ("pm_1", "card", "visa", "4242", 8, 2029);
  g_auto (GStrv) words = smrt_run_down_describe (payments, NULL);
  g_auto (GStrv) with_card = smrt_run_down_describe (payments, card);

  g_assert_cmpuint (g_strv_length (words), ==, 3);
  g_assert_cmpstr (words[0], ==, "3 December 2026: $125.00, all from credit.");
  g_assert_cmpstr (words[1], ==, "3 January 2027: $75.00 from credit, $50.00 charged.");
  g_assert_cmpstr (words[2], ==, "3 February 2027: $125.00 charged.");
  g_assert_cmpstr (with_card[1], ==, "3 January 2027: $75.00 from credit, $50.00 charged to Visa •••• 4242.");
  g_assert_cmpstr (with_card[2], ==, "3 February 2027: $125.00 charged to Visa •••• 4242.");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/run-down/sides", test_sides);
  g_test_add_func ("/run-down/colours", test_colours);
  g_test_add_func ("/run-down/heights", test_heights);
  g_test_add_func ("/run-down/place", test_place);
  g_test_add_func ("/run-down/nothing", test_nothing);
  g_test_add_func ("/run-down/words", test_words);

  return g_test_run ();
}
