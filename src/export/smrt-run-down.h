/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

#include "smrt-forecast.h"
#include "smrt-payment-method.h"

G_BEGIN_DECLS

/** More payments than this are not drawn. */
#define SMRT_RUN_DOWN_MAX_PAYMENTS 12

/**
 * SmrtRunDownColours:
 * @text: of amounts and of the legend, 0xRRGGBBAA
 * @dim: of months and of the line that the bars stand on
 * @credit: of what the credit pays
 * @charged: of what is charged, which has an edge and a lighter inside, so that
 *   it is told apart without colour too
 */
typedef struct
{
  guint32 text;
  guint32 dim;
  guint32 credit;
  guint32 charged;
} SmrtRunDownColours;

/** Colours for paper. */
extern const SmrtRunDownColours smrt_run_down_paper;

/**
 * smrt_run_down_draw:
 * @cr: where it is drawn, on screen or on paper
 * @context: for its texts; its font is the one of the text around
 * @payments: (element-type SmrtForecastRow): of smrt_forecast_payments()
 * @place: where it may draw, in Pango units
 * @colours: its colours
 * @right_to_left: whether the first payment is at the right
 *
 * Draws a bar for each coming payment: how much of it the credit pays, and how
 * much is charged. Beside it stands that it is an estimate.
 */
void  smrt_run_down_draw     (cairo_t                  *cr,
                              PangoContext             *context,
                              GArray                   *payments,
                              const PangoRectangle     *place,
                              const SmrtRunDownColours *colours,
                              gboolean                  right_to_left);

/**
 * smrt_run_down_describe:
 * @payments: (element-type SmrtForecastRow): of smrt_forecast_payments()
 * @payment_method: (nullable): what is charged
 *
 * What the drawing shows, for those who do not see it and for a table beside
 * it.
 *
 * Returns: (transfer full): a sentence a payment, "18 December 2026: $78.77 from
 *   credit, $46.23 charged to Visa •••• 4242."
 */
GStrv smrt_run_down_describe (GArray                   *payments,
                              SmrtPaymentMethod        *payment_method);

G_END_DECLS
