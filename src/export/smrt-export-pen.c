/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-export"

#include "config.h"

#include "smrt-export-pen.h"

/* The smallest font, in parts of the wanted one, in hundredths. */
#define MIN_SHRINK 55

static int
find_left (const SmrtExportPen *self,
           int                  x,
           int                  width)
{
  return self->left + (self->right_to_left ? self->width - x - width : x);
}

void
smrt_export_pen_set_colour (const SmrtExportPen *self,
                            guint32              colour)
{
  g_return_if_fail (self != NULL);

  if (self->cr != NULL)
    cairo_set_source_rgba (self->cr, (colour >> 24) / 255.0, (colour >> 16 & 0xff) / 255.0,
                           (colour >> 8 & 0xff) / 255.0, (colour & 0xff) / 255.0);
}

static void
set_font (const SmrtExportPen   *self,
          PangoLayout           *layout,
          const SmrtExportStyle *style,
          int                    size)
{
  PangoFontDescription *font = pango_font_description_copy (pango_context_get_font_description (self->context));

  pango_font_description_set_size (font, size);
  pango_font_description_set_weight (font, style->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
}

static PangoLayout *
make_layout (const SmrtExportPen   *self,
             const SmrtExportStyle *style,
             const char            *text)
{
  PangoLayout *layout = pango_layout_new (self->context);
  PangoAttrList *attributes = pango_attr_list_new ();

  /* Digits of one width stand beneath each other. */
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_set_text (layout, text, -1);
  set_font (self, layout, style, style->size);

  return layout;
}

/* Where a text runs the other way than the page, Pango turns its sides around. */
static PangoAlignment
find_alignment (const SmrtExportPen *self,
                SmrtExportAlign      align,
                PangoLayout         *layout)
{
  PangoLayoutLine *line = pango_layout_get_line_readonly (layout, 0);
  PangoDirection direction = line->resolved_dir;
  gboolean is_right = (align == SMRT_EXPORT_ALIGN_END) != self->right_to_left;

  if (align == SMRT_EXPORT_ALIGN_CENTRE)
    return PANGO_ALIGN_CENTER;
  if ((direction == PANGO_DIRECTION_RTL) != self->right_to_left)
    is_right = !is_right;

  return is_right ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT;
}

/* Makes the font smaller until the text has room, or it is too small to read. */
static int
shrink (const SmrtExportPen   *self,
        PangoLayout           *layout,
        const SmrtExportStyle *style,
        int                    natural,
        int                    width)
{
  for (int part = 95; natural > width && part >= MIN_SHRINK; part -= 5)
    {
      set_font (self, layout, style, style->size * part / 100);
      pango_layout_get_size (layout, &natural, NULL);
    }

  return natural;
}

/* Where a line stands that is not as wide as its place. */
static int
find_offset (const SmrtExportPen   *self,
             const SmrtExportStyle *style,
             int                    rest)
{
  if (style->align == SMRT_EXPORT_ALIGN_CENTRE)
    return rest / 2;

  return (style->align == SMRT_EXPORT_ALIGN_END) != self->right_to_left ? rest : 0;
}

int
smrt_export_pen_text (const SmrtExportPen   *self,
                      const SmrtExportStyle *style,
                      const char            *text,
                      int                    x,
                      int                    y,
                      int                    width)
{
  PangoLayout *layout;
  int natural, height;
  int offset = 0;

  g_return_val_if_fail (self != NULL && style != NULL && text != NULL, 0);

  layout = make_layout (self, style, text);
  pango_layout_get_size (layout, &natural, &height);
  if (style->shrinks && natural > width)
    natural = shrink (self, layout, style, natural, width);

  /* What fits, as most does, is not laid out again. */
  if (natural <= width)
    {
      offset = find_offset (self, style, width - natural);
    }
  else
    {
      pango_layout_set_width (layout, MAX (width, 0));
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
      pango_layout_set_height (layout, -MAX (style->n_lines, 1));
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
      pango_layout_set_alignment (layout, find_alignment (self, style->align, layout));
    }
  pango_layout_get_size (layout, NULL, &height);

  if (self->cr != NULL)
    {
      cairo_move_to (self->cr, pango_units_to_double (find_left (self, x, width) + offset), pango_units_to_double (y));
      pango_cairo_show_layout (self->cr, layout);
    }
  g_object_unref (layout);

  return height;
}

int
smrt_export_pen_measure (const SmrtExportPen   *self,
                         const SmrtExportStyle *style,
                         const char            *text)
{
  PangoLayout *layout;
  int width;

  g_return_val_if_fail (self != NULL && style != NULL && text != NULL, 0);

  layout = make_layout (self, style, text);
  pango_layout_get_size (layout, &width, NULL);
  g_object_unref (layout);

  return width;
}

static void
add_rectangle (const SmrtExportPen *self,
               int                  x,
               int                  y,
               int                  width,
               int                  height)
{
  cairo_rectangle (self->cr, pango_units_to_double (find_left (self, x, width)), pango_units_to_double (y),
                   pango_units_to_double (width), pango_units_to_double (height));
}

void
smrt_export_pen_fill (const SmrtExportPen *self,
                      int                  x,
                      int                  y,
                      int                  width,
                      int                  height)
{
  g_return_if_fail (self != NULL);

  if (self->cr == NULL || width <= 0 || height <= 0)
    return;

  add_rectangle (self, x, y, width, height);
  cairo_fill (self->cr);
}

void
smrt_export_pen_outline (const SmrtExportPen *self,
                         int                  x,
                         int                  y,
                         int                  width,
                         int                  height,
                         int                  thickness)
{
  g_return_if_fail (self != NULL);

  if (self->cr == NULL || width <= thickness || height <= thickness)
    return;

  add_rectangle (self, x + thickness / 2, y + thickness / 2, width - thickness, height - thickness);
  cairo_set_line_width (self->cr, pango_units_to_double (thickness));
  cairo_stroke (self->cr);
}
