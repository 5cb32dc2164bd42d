/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-fit-bin.h"

struct _SmrtFitBin
{
  GtkWidget parent_instance;

  GtkWidget *wide;
  GtkWidget *narrow;
  gboolean fits;
};

G_DEFINE_FINAL_TYPE (SmrtFitBin, smrt_fit_bin, GTK_TYPE_WIDGET)

enum
{
  PROP_WIDE = 1,
  PROP_NARROW,
  PROP_FITS,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static gboolean
wide_fits (SmrtFitBin *self,
           int         width)
{
  int minimum;

  if (!self->wide || !self->narrow)
    return self->wide != NULL;

  gtk_widget_measure (self->wide, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  return width >= minimum;
}

static GtkSizeRequestMode
smrt_fit_bin_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
smrt_fit_bin_measure (GtkWidget      *widget,
                      GtkOrientation  orientation,
                      int             for_size,
                      int            *minimum,
                      int            *natural,
                      int            *minimum_baseline,
                      int            *natural_baseline)
{
  SmrtFitBin *self = SMRT_FIT_BIN (widget);
  GtkWidget *smallest = self->narrow ? self->narrow : self->wide;
  GtkWidget *largest = self->wide ? self->wide : self->narrow;

  *minimum = *natural = 0;
  if (!smallest)
    return;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      gtk_widget_measure (smallest, orientation, -1, minimum, NULL, NULL, NULL);
      gtk_widget_measure (largest, orientation, -1, NULL, natural, NULL, NULL);
      *natural = MAX (*natural, *minimum);
    }
  else
    {
      gboolean fits = for_size < 0 ? self->fits : wide_fits (self, for_size);

      gtk_widget_measure (fits ? largest : smallest, orientation, for_size, minimum, natural, NULL, NULL);
    }
}

static void
smrt_fit_bin_size_allocate (GtkWidget *widget,
                            int        width,
                            int        height,
                            int        baseline)
{
  SmrtFitBin *self = SMRT_FIT_BIN (widget);
  gboolean fits = wide_fits (self, width);
  GtkWidget *shown = fits ? self->wide : self->narrow;

  if (self->wide)
    gtk_widget_set_child_visible (self->wide, fits);
  if (self->narrow)
    gtk_widget_set_child_visible (self->narrow, !fits);
  if (shown)
    gtk_widget_allocate (shown, width, height, baseline, NULL);

  if (self->fits != fits)
    {
      self->fits = fits;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FITS]);
    }
}

static void
set_child (SmrtFitBin  *self,
           GtkWidget  **child,
           GtkWidget   *widget,
           int          property)
{
  if (*child == widget)
    return;

  g_clear_pointer (child, gtk_widget_unparent);
  *child = widget;
  if (widget)
    gtk_widget_set_parent (widget, GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
smrt_fit_bin_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  SmrtFitBin *self = SMRT_FIT_BIN (object);

  switch (prop_id)
    {
    case PROP_WIDE:
      g_value_set_object (value, self->wide);
      break;
    case PROP_NARROW:
      g_value_set_object (value, self->narrow);
      break;
    case PROP_FITS:
      g_value_set_boolean (value, self->fits);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_fit_bin_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  SmrtFitBin *self = SMRT_FIT_BIN (object);

  switch (prop_id)
    {
    case PROP_WIDE:
      smrt_fit_bin_set_wide (self, g_value_get_object (value));
      break;
    case PROP_NARROW:
      smrt_fit_bin_set_narrow (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_fit_bin_dispose (GObject *object)
{
  SmrtFitBin *self = SMRT_FIT_BIN (object);

  g_clear_pointer (&self->wide, gtk_widget_unparent);
  g_clear_pointer (&self->narrow, gtk_widget_unparent);

  G_OBJECT_CLASS (smrt_fit_bin_parent_class)->dispose (object);
}

static void
smrt_fit_bin_class_init (SmrtFitBinClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = smrt_fit_bin_get_property;
  object_class->set_property = smrt_fit_bin_set_property;
  object_class->dispose = smrt_fit_bin_dispose;
  widget_class->get_request_mode = smrt_fit_bin_get_request_mode;
  widget_class->measure = smrt_fit_bin_measure;
  widget_class->size_allocate = smrt_fit_bin_size_allocate;

  properties[PROP_WIDE] = g_param_spec_object ("wide", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_NARROW] = g_param_spec_object ("narrow", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_FITS] = g_param_spec_boolean ("fits", NULL, NULL, TRUE,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
smrt_fit_bin_init (SmrtFitBin *self)
{
  self->fits = TRUE;
}

GtkWidget *
smrt_fit_bin_new (void)
{
  return g_object_new (SMRT_TYPE_FIT_BIN, NULL);
}

GtkWidget *
smrt_fit_bin_get_wide (SmrtFitBin *self)
{
  g_return_val_if_fail (SMRT_IS_FIT_BIN (self), NULL);

  return self->wide;
}

void
smrt_fit_bin_set_wide (SmrtFitBin *self,
                       GtkWidget  *widget)
{
  g_return_if_fail (SMRT_IS_FIT_BIN (self));

  set_child (self, &self->wide, widget, PROP_WIDE);
}

GtkWidget *
smrt_fit_bin_get_narrow (SmrtFitBin *self)
{
  g_return_val_if_fail (SMRT_IS_FIT_BIN (self), NULL);

  return self->narrow;
}

void
smrt_fit_bin_set_narrow (SmrtFitBin *self,
                         GtkWidget  *widget)
{
  g_return_if_fail (SMRT_IS_FIT_BIN (self));

  set_child (self, &self->narrow, widget, PROP_NARROW);
}

gboolean
smrt_fit_bin_get_fits (SmrtFitBin *self)
{
  g_return_val_if_fail (SMRT_IS_FIT_BIN (self), FALSE);

  return self->fits;
}
