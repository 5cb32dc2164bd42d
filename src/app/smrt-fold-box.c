/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-fold-box.h"

struct _SmrtFoldBox
{
  GtkWidget  parent_instance;

  GtkWidget *start;
  GtkWidget *end;
  int        spacing;
  int        fold_spacing;
  int        fold_width;
  int        homogeneous;
  gboolean   folded;
};

G_DEFINE_FINAL_TYPE (SmrtFoldBox, smrt_fold_box, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_START,
  PROP_END,
  PROP_SPACING,
  PROP_FOLD_SPACING,
  PROP_FOLD_WIDTH,
  PROP_HOMOGENEOUS,
  PROP_FOLDED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static gboolean
has_both (SmrtFoldBox *self)
{
  return self->start != NULL && gtk_widget_should_layout (self->start) &&
         self->end != NULL && gtk_widget_should_layout (self->end);
}

static void
measure_child (GtkWidget      *child,
               GtkOrientation  orientation,
               int             for_size,
               int            *minimum,
               int            *natural)
{
  *minimum = 0;
  *natural = 0;

  if (child != NULL && gtk_widget_should_layout (child))
    gtk_widget_measure (child, orientation, for_size, minimum, natural, NULL, NULL);
}

/* Large text needs more room before two things fit side by side. */
static int
get_scaled_fold_width (SmrtFoldBox *self)
{
  int dpi = 0;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-xft-dpi", &dpi, NULL);

  return dpi > 0 ? self->fold_width * (dpi / 1024) / 96 : self->fold_width;
}

/* The start takes what the end leaves, so that its text may wrap: it is
 * stacked only where the text would get less than its natural width and the
 * width is small. */
static gboolean
must_fold (SmrtFoldBox *self,
           int          width)
{
  int start_min;
  int start_nat;
  int end_min;
  int end_nat;

  if (!has_both (self))
    return FALSE;

  measure_child (self->start, GTK_ORIENTATION_HORIZONTAL, -1, &start_min, &start_nat);
  measure_child (self->end, GTK_ORIENTATION_HORIZONTAL, -1, &end_min, &end_nat);

  if (self->homogeneous)
    return 2 * MAX (start_min, end_min) + self->spacing > width || width < get_scaled_fold_width (self);

  if (start_min + self->spacing + end_nat > width)
    return TRUE;

  return width < get_scaled_fold_width (self) ||
         (self->fold_width == 0 && start_nat + self->spacing + end_nat > width);
}

static void
smrt_fold_box_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  SmrtFoldBox *self = SMRT_FOLD_BOX (widget);
  int start_min;
  int start_nat;
  int end_min;
  int end_nat;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      measure_child (self->start, orientation, -1, &start_min, &start_nat);
      measure_child (self->end, orientation, -1, &end_min, &end_nat);

      *minimum = MAX (start_min, end_min);
      *natural = start_nat + end_nat + (has_both (self) ? self->spacing : 0);
    }
  else if (for_size >= 0 && must_fold (self, for_size))
    {
      measure_child (self->start, orientation, for_size, &start_min, &start_nat);
      measure_child (self->end, orientation, for_size, &end_min, &end_nat);

      *minimum = start_min + self->fold_spacing + end_min;
      *natural = start_nat + self->fold_spacing + end_nat;
    }
  else
    {
      int end_width = -1;
      int start_width = for_size;

      if (for_size >= 0 && has_both (self))
        {
          int end_width_min;

          measure_child (self->end, GTK_ORIENTATION_HORIZONTAL, -1, &end_width_min, &end_width);
          if (self->homogeneous)
            end_width = (for_size - self->spacing) / 2;
          start_width = for_size - end_width - self->spacing;
        }

      measure_child (self->start, orientation, start_width, &start_min, &start_nat);
      measure_child (self->end, orientation, has_both (self) ? end_width : for_size, &end_min, &end_nat);

      *minimum = MAX (start_min, end_min);
      *natural = MAX (start_nat, end_nat);
    }
}

static void
allocate_child (GtkWidget *child,
                int        x,
                int        y,
                int        width,
                int        height)
{
  if (child != NULL && gtk_widget_should_layout (child))
    gtk_widget_size_allocate (child, &(GtkAllocation) { x, y, width, height }, -1);
}

static void
smrt_fold_box_size_allocate (GtkWidget *widget,
                             int        width,
                             int        height,
                             int        baseline)
{
  SmrtFoldBox *self = SMRT_FOLD_BOX (widget);
  gboolean folded = must_fold (self, width);

  if (!has_both (self))
    {
      allocate_child (self->start, 0, 0, width, height);
      allocate_child (self->end, 0, 0, width, height);
    }
  else if (folded)
    {
      int end_min;
      int end_nat;
      int start_height;

      measure_child (self->end, GTK_ORIENTATION_VERTICAL, width, &end_min, &end_nat);
      start_height = height - end_min - self->fold_spacing;

      allocate_child (self->start, 0, 0, width, start_height);
      allocate_child (self->end, 0, start_height + self->fold_spacing, width, end_min);
    }
  else
    {
      gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
      int end_min;
      int end_nat;
      int start_width;

      measure_child (self->end, GTK_ORIENTATION_HORIZONTAL, -1, &end_min, &end_nat);
      if (self->homogeneous)
        end_nat = (width - self->spacing) / 2;
      start_width = width - end_nat - self->spacing;

      allocate_child (self->start, rtl ? width - start_width : 0, 0, start_width, height);
      allocate_child (self->end, rtl ? 0 : width - end_nat, 0, end_nat, height);
    }

  if (self->folded != folded)
    {
      self->folded = folded;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLDED]);
    }
}

static GtkSizeRequestMode
smrt_fold_box_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static gboolean
replace_child (SmrtFoldBox  *self,
               GtkWidget   **slot,
               GtkWidget    *widget)
{
  if (*slot == widget)
    return FALSE;

  g_clear_pointer (slot, gtk_widget_unparent);
  *slot = widget;

  if (self->start != NULL && widget == self->start)
    gtk_widget_insert_after (widget, GTK_WIDGET (self), NULL);
  else if (widget != NULL)
    gtk_widget_insert_before (widget, GTK_WIDGET (self), NULL);

  return TRUE;
}

static void
set_int (SmrtFoldBox *self,
         int         *field,
         int          value,
         int          prop_id)
{
  if (*field == value)
    return;

  *field = value;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[prop_id]);
}

static void
smrt_fold_box_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  SmrtFoldBox *self = SMRT_FOLD_BOX (object);

  switch (prop_id)
    {
    case PROP_START:
      g_value_set_object (value, self->start);
      break;

    case PROP_END:
      g_value_set_object (value, self->end);
      break;

    case PROP_SPACING:
      g_value_set_int (value, self->spacing);
      break;

    case PROP_FOLD_SPACING:
      g_value_set_int (value, self->fold_spacing);
      break;

    case PROP_FOLD_WIDTH:
      g_value_set_int (value, self->fold_width);
      break;

    case PROP_HOMOGENEOUS:
      g_value_set_boolean (value, self->homogeneous);
      break;

    case PROP_FOLDED:
      g_value_set_boolean (value, self->folded);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_fold_box_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  SmrtFoldBox *self = SMRT_FOLD_BOX (object);

  switch (prop_id)
    {
    case PROP_START:
      smrt_fold_box_set_start (self, g_value_get_object (value));
      break;

    case PROP_END:
      smrt_fold_box_set_end (self, g_value_get_object (value));
      break;

    case PROP_SPACING:
      set_int (self, &self->spacing, g_value_get_int (value), PROP_SPACING);
      break;

    case PROP_FOLD_SPACING:
      set_int (self, &self->fold_spacing, g_value_get_int (value), PROP_FOLD_SPACING);
      break;

    case PROP_FOLD_WIDTH:
      set_int (self, &self->fold_width, g_value_get_int (value), PROP_FOLD_WIDTH);
      break;

    case PROP_HOMOGENEOUS:
      set_int (self, &self->homogeneous, g_value_get_boolean (value), PROP_HOMOGENEOUS);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_fold_box_dispose (GObject *object)
{
  SmrtFoldBox *self = SMRT_FOLD_BOX (object);

  g_clear_pointer (&self->start, gtk_widget_unparent);
  g_clear_pointer (&self->end, gtk_widget_unparent);

  G_OBJECT_CLASS (smrt_fold_box_parent_class)->dispose (object);
}

static void
smrt_fold_box_class_init (SmrtFoldBoxClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = smrt_fold_box_dispose;
  object_class->get_property = smrt_fold_box_get_property;
  object_class->set_property = smrt_fold_box_set_property;
  widget_class->measure = smrt_fold_box_measure;
  widget_class->size_allocate = smrt_fold_box_size_allocate;
  widget_class->get_request_mode = smrt_fold_box_get_request_mode;

  properties[PROP_START] = g_param_spec_object ("start", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_END] = g_param_spec_object ("end", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_SPACING] = g_param_spec_int ("spacing", NULL, NULL, 0, G_MAXINT16, 0, flags);
  properties[PROP_FOLD_SPACING] = g_param_spec_int ("fold-spacing", NULL, NULL, 0, G_MAXINT16, 0, flags);
  properties[PROP_FOLD_WIDTH] = g_param_spec_int ("fold-width", NULL, NULL, 0, G_MAXINT16, 0, flags);
  properties[PROP_HOMOGENEOUS] = g_param_spec_boolean ("homogeneous", NULL, NULL, FALSE, flags);
  properties[PROP_FOLDED] =
    g_param_spec_boolean ("folded", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
smrt_fold_box_init (SmrtFoldBox *self)
{
}

GtkWidget *
smrt_fold_box_new (void)
{
  return g_object_new (SMRT_TYPE_FOLD_BOX, NULL);
}

GtkWidget *
smrt_fold_box_get_start (SmrtFoldBox *self)
{
  g_return_val_if_fail (SMRT_IS_FOLD_BOX (self), NULL);

  return self->start;
}

void
smrt_fold_box_set_start (SmrtFoldBox *self,
                         GtkWidget   *widget)
{
  g_return_if_fail (SMRT_IS_FOLD_BOX (self));
  g_return_if_fail (widget == NULL || GTK_IS_WIDGET (widget));

  if (replace_child (self, &self->start, widget))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_START]);
}

GtkWidget *
smrt_fold_box_get_end (SmrtFoldBox *self)
{
  g_return_val_if_fail (SMRT_IS_FOLD_BOX (self), NULL);

  return self->end;
}

void
smrt_fold_box_set_end (SmrtFoldBox *self,
                       GtkWidget   *widget)
{
  g_return_if_fail (SMRT_IS_FOLD_BOX (self));
  g_return_if_fail (widget == NULL || GTK_IS_WIDGET (widget));

  if (replace_child (self, &self->end, widget))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_END]);
}

gboolean
smrt_fold_box_get_folded (SmrtFoldBox *self)
{
  g_return_val_if_fail (SMRT_IS_FOLD_BOX (self), FALSE);

  return self->folded;
}
