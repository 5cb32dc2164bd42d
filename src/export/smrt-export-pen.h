/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

G_BEGIN_DECLS

/** Points of a page, or pixels of a window, as lengths are given: in Pango's whole units. */
#define SMRT_EXPORT_LENGTH(points) (PANGO_SCALE * (points))

/**
 * SmrtExportPen:
 * @cr: (nullable): where it draws; %NULL to measure only
 * @context: for texts
 * @left: where the drawing begins
 * @width: how wide it is
 * @right_to_left: whether it is mirrored
 *
 * What draws a statement and its chart. Places are counted from the side where
 * the person's language begins. All lengths are in Pango units.
 */
typedef struct
{
  cairo_t      *cr;
  PangoContext *context;
  int           left;
  int           width;
  gboolean      right_to_left;
} SmrtExportPen;

/**
 * SmrtExportAlign:
 * @SMRT_EXPORT_ALIGN_START: where the language begins
 * @SMRT_EXPORT_ALIGN_END: where it ends
 * @SMRT_EXPORT_ALIGN_CENTRE: in the middle
 */
typedef enum
{
  SMRT_EXPORT_ALIGN_START,
  SMRT_EXPORT_ALIGN_END,
  SMRT_EXPORT_ALIGN_CENTRE,
} SmrtExportAlign;

/**
 * SmrtExportStyle:
 * @size: of the font
 * @bold: whether it is bold
 * @align: where it stands in its place
 * @n_lines: how many lines it may have; what is longer ends in "…"
 * @shrinks: whether it becomes smaller rather than lose anything, as amounts do
 */
typedef struct
{
  int             size;
  gboolean        bold;
  SmrtExportAlign align;
  int             n_lines;
  gboolean        shrinks;
} SmrtExportStyle;

/**
 * smrt_export_pen_set_colour:
 * @colour: 0xRRGGBBAA
 */
void smrt_export_pen_set_colour (const SmrtExportPen   *self,
                                 guint32                colour);

/**
 * smrt_export_pen_text:
 * @text: plain text
 * @x: where its place begins
 * @y: its top
 * @width: how wide its place is
 *
 * Draws a text, or measures it.
 *
 * Returns: how high it is
 */
int  smrt_export_pen_text       (const SmrtExportPen   *self,
                                 const SmrtExportStyle *style,
                                 const char            *text,
                                 int                    x,
                                 int                    y,
                                 int                    width);

/**
 * smrt_export_pen_measure:
 *
 * Returns: how wide a line of text is
 */
int  smrt_export_pen_measure    (const SmrtExportPen   *self,
                                 const SmrtExportStyle *style,
                                 const char            *text);

/** Fills a rectangle. */
void smrt_export_pen_fill       (const SmrtExportPen   *self,
                                 int                    x,
                                 int                    y,
                                 int                    width,
                                 int                    height);

/** Draws the edge of a rectangle, within it. */
void smrt_export_pen_outline    (const SmrtExportPen   *self,
                                 int                    x,
                                 int                    y,
                                 int                    width,
                                 int                    height,
                                 int                    thickness);

G_END_DECLS
