/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-header-scroller.h"

#define DEFAULT_MAXIMUM_SIZE 860
#define DEFAULT_MARGIN 18

/* A footer stays in sight where it takes no more than one part of so many. */
#define FOOTER_SHARE 5

struct _SmrtHeaderScroller
{
  GtkWidget      parent_instance;

  GtkWidget     *header;
  GtkWidget     *list;
  GtkWidget     *footer;
  GtkAdjustment *hadjustment;
  GtkAdjustment *vadjustment;
  GtkAdjustment *list_adjustment;
  int            maximum_size;
  int            margin;

  /* How far the header has moved away, and how far list and footer have after
   * the list had come to its end. */
  double         header_offset;
  double         end_offset;
  int            header_height;
  int            clip_height;
  unsigned int   hscroll_policy : 1;
  unsigned int   vscroll_policy : 1;
  /* Who of the two adjustments is followed. */
  unsigned int   moved : 1;
  unsigned int   configuring : 1;
  unsigned int   follow_focus : 1;
};

static void smrt_header_scroller_scrollable_init (GtkScrollableInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SmrtHeaderScroller, smrt_header_scroller, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, smrt_header_scroller_scrollable_init))

enum
{
  PROP_0,
  PROP_HEADER,
  PROP_LIST,
  PROP_FOOTER,
  PROP_MAXIMUM_SIZE,
  PROP_MARGIN,
  N_PROPS,
  PROP_HADJUSTMENT = N_PROPS,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
};

static GParamSpec *properties[N_PROPS];

static gboolean
is_shown (GtkWidget *child)
{
  return child != NULL && gtk_widget_should_layout (child);
}

static int
get_content_width (SmrtHeaderScroller *self,
                   int                 width)
{
  return CLAMP (width - 2 * self->margin, 0, self->maximum_size);
}

static int
measure_height (GtkWidget *child,
                int        width)
{
  int natural = 0;

  if (is_shown (child))
    gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);

  return natural;
}

static int
measure_width (GtkWidget *child)
{
  int minimum = 0;

  if (is_shown (child))
    gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);

  return minimum;
}

static void
allocate_child (GtkWidget *child,
                int        x,
                int        y,
                int        width,
                int        height)
{
  const GtkAllocation allocation = { x, y, width, height };

  if (is_shown (child))
    gtk_widget_size_allocate (child, &allocation, -1);
}

static double
get_list_end (SmrtHeaderScroller *self)
{
  if (!is_shown (self->list))
    return 0;

  return MAX (gtk_adjustment_get_upper (self->list_adjustment) - gtk_adjustment_get_page_size (self->list_adjustment), 0);
}

/* The list goes first where it has moved by itself, to the row that got the
 * focus, or because rows came above those in sight. */
static void
take_value (SmrtHeaderScroller *self,
            double              value)
{
  double list_value;

  self->header_offset = CLAMP (value, 0, self->header_height);
  list_value = CLAMP (value - self->header_offset, 0, get_list_end (self));
  self->end_offset = MAX (value - self->header_offset - list_value, 0);

  if (gtk_adjustment_get_value (self->list_adjustment) != list_value)
    gtk_adjustment_set_value (self->list_adjustment, list_value);
}

static double
get_value (SmrtHeaderScroller *self)
{
  double list_value = is_shown (self->list) ? gtk_adjustment_get_value (self->list_adjustment) : 0;

  if (list_value > 0)
    self->header_offset = self->header_height;
  if (list_value < get_list_end (self))
    self->end_offset = 0;

  return self->header_offset + list_value + self->end_offset;
}

static void
value_changed_cb (SmrtHeaderScroller *self)
{
  if (self->configuring)
    return;

  self->moved = TRUE;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
list_value_changed_cb (SmrtHeaderScroller *self)
{
  if (!self->configuring)
    gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
focus_changed_cb (SmrtHeaderScroller *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    return;

  self->follow_focus = TRUE;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/* The list brings a row into its own sight, of which a part can be beneath what
 * is in sight here. */
static gboolean
find_focus (SmrtHeaderScroller *self,
            double             *value)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  graphene_rect_t bounds;
  double by = 0;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self)) ||
      (self->footer != NULL && gtk_widget_is_ancestor (focus, self->footer)) ||
      !gtk_widget_compute_bounds (focus, GTK_WIDGET (self), &bounds))
    return FALSE;

  if (bounds.origin.y + bounds.size.height > self->clip_height)
    by = bounds.origin.y + bounds.size.height - self->clip_height;
  if (bounds.origin.y - by < 0)
    by = bounds.origin.y;

  if (self->header != NULL && (focus == self->header || gtk_widget_is_ancestor (focus, self->header)))
    *value = self->header_offset + by;
  else
    *value = gtk_adjustment_get_value (self->vadjustment) + by;

  return by != 0;
}

static void
configure (SmrtHeaderScroller *self,
           int                 width,
           int                 height,
           double              upper)
{
  gtk_adjustment_configure (self->vadjustment, CLAMP (get_value (self), 0, MAX (upper - height, 0)),
                            0, MAX (upper, height), height * 0.1, height * 0.9, height);
  if (self->hadjustment != NULL)
    gtk_adjustment_configure (self->hadjustment, 0, 0, width, width * 0.1, width * 0.9, width);
}

static void
place (SmrtHeaderScroller *self,
       int                 x,
       int                 width,
       int                 list_height,
       int                 footer_height,
       gboolean            stays)
{
  int y;

  take_value (self, gtk_adjustment_get_value (self->vadjustment));

  y = self->header_height - (int) (self->header_offset + self->end_offset);
  allocate_child (self->header, x, -(int) self->header_offset, width, self->header_height);
  allocate_child (self->list, x, y, width, list_height);
  y += list_height;
  allocate_child (self->footer, x, stays ? MIN (y, self->clip_height) : y, width, footer_height);
}

static void
smrt_header_scroller_size_allocate (GtkWidget *widget,
                                    int        width,
                                    int        height,
                                    int        baseline)
{
  SmrtHeaderScroller *self = SMRT_HEADER_SCROLLER (widget);
  int content_width = get_content_width (self, width);
  int x = (width - content_width) / 2;
  int footer_height = measure_height (self->footer, content_width);
  int list_height = measure_height (self->list, content_width);
  gboolean stays = footer_height * FOOTER_SHARE <= height;
  double value;

  if (self->vadjustment == NULL)
    return;

  self->configuring = TRUE;
  self->clip_height = stays ? height - footer_height : height;
  self->header_height = measure_height (self->header, content_width);
  list_height = MIN (list_height, self->clip_height);

  /* How far the list goes, and has gone by itself, is known only after it had
   * its size. */
  if (self->moved)
    take_value (self, gtk_adjustment_get_value (self->vadjustment));
  allocate_child (self->list, x, 0, content_width, list_height);
  configure (self, width, height, self->header_height + list_height + get_list_end (self) + footer_height);
  place (self, x, content_width, list_height, footer_height, stays);

  if (self->follow_focus && find_focus (self, &value))
    {
      gtk_adjustment_set_value (self->vadjustment, value);
      place (self, x, content_width, list_height, footer_height, stays);
    }

  self->moved = self->follow_focus = self->configuring = FALSE;
}

static GtkSizeRequestMode
smrt_header_scroller_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
smrt_header_scroller_measure (GtkWidget      *widget,
                              GtkOrientation  orientation,
                              int             for_size,
                              int            *minimum,
                              int            *natural,
                              int            *minimum_baseline,
                              int            *natural_baseline)
{
  SmrtHeaderScroller *self = SMRT_HEADER_SCROLLER (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MAX (measure_width (self->header), measure_width (self->footer));
      *minimum = MAX (*minimum, measure_width (self->list)) + 2 * self->margin;
      *natural = MAX (*minimum, self->maximum_size + 2 * self->margin);
    }
  else
    {
      int width = get_content_width (self, for_size < 0 ? self->maximum_size + 2 * self->margin : for_size);

      *minimum = 0;
      *natural = measure_height (self->header, width) + measure_height (self->list, width) +
                 measure_height (self->footer, width);
    }
}

static void
smrt_header_scroller_snapshot (GtkWidget   *widget,
                               GtkSnapshot *snapshot)
{
  SmrtHeaderScroller *self = SMRT_HEADER_SCROLLER (widget);
  const graphene_rect_t clip = GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget), self->clip_height);

  gtk_snapshot_push_clip (snapshot, &clip);
  if (self->header != NULL)
    gtk_widget_snapshot_child (widget, self->header, snapshot);
  if (self->list != NULL)
    gtk_widget_snapshot_child (widget, self->list, snapshot);
  gtk_snapshot_pop (snapshot);

  if (self->footer != NULL)
    gtk_widget_snapshot_child (widget, self->footer, snapshot);
}

static void
smrt_header_scroller_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (smrt_header_scroller_parent_class)->root (widget);

  g_signal_connect_swapped (gtk_widget_get_root (widget), "notify::focus-widget", G_CALLBACK (focus_changed_cb), widget);
}

static void
smrt_header_scroller_unroot (GtkWidget *widget)
{
  g_signal_handlers_disconnect_by_data (gtk_widget_get_root (widget), widget);

  GTK_WIDGET_CLASS (smrt_header_scroller_parent_class)->unroot (widget);
}

static void
set_adjustment (SmrtHeaderScroller  *self,
                GtkAdjustment      **place,
                GtkAdjustment       *adjustment,
                GCallback            callback)
{
  if (*place != NULL)
    g_signal_handlers_disconnect_by_data (*place, self);
  g_clear_object (place);

  if (adjustment != NULL)
    {
      *place = g_object_ref_sink (adjustment);
      if (callback != NULL)
        g_signal_connect_swapped (adjustment, "value-changed", callback, self);
    }

  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/* They are drawn, and hit, in this order. */
static void
set_child (SmrtHeaderScroller  *self,
           GtkWidget          **place,
           GtkWidget           *child,
           GtkWidget           *after,
           int                  property)
{
  if (*place == child)
    return;

  g_clear_pointer (place, gtk_widget_unparent);
  *place = child;
  if (child != NULL)
    gtk_widget_insert_after (child, GTK_WIDGET (self), after);

  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
smrt_header_scroller_get_property (GObject    *object,
                                   guint       prop_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  SmrtHeaderScroller *self = SMRT_HEADER_SCROLLER (object);

  switch (prop_id)
    {
    case PROP_HEADER:
      g_value_set_object (value, self->header);
      break;

    case PROP_LIST:
      g_value_set_object (value, self->list);
      break;

    case PROP_FOOTER:
      g_value_set_object (value, self->footer);
      break;

    case PROP_MAXIMUM_SIZE:
      g_value_set_int (value, self->maximum_size);
      break;

    case PROP_MARGIN:
      g_value_set_int (value, self->margin);
      break;

    case PROP_HADJUSTMENT:
      g_value_set_object (value, self->hadjustment);
      break;

    case PROP_VADJUSTMENT:
      g_value_set_object (value, self->vadjustment);
      break;

    case PROP_HSCROLL_POLICY:
      g_value_set_enum (value, self->hscroll_policy);
      break;

    case PROP_VSCROLL_POLICY:
      g_value_set_enum (value, self->vscroll_policy);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
set_size (SmrtHeaderScroller *self,
          int                *place,
          int                 size,
          int                 property)
{
  if (*place == size)
    return;

  *place = size;
  gtk_widget_queue_resize (GTK_WIDGET (self));

  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
smrt_header_scroller_set_property (GObject      *object,
                                   guint         prop_id,
                                   const GValue *value,
                                   GParamSpec   *pspec)
{
  SmrtHeaderScroller *self = SMRT_HEADER_SCROLLER (object);

  switch (prop_id)
    {
    case PROP_HEADER:
      smrt_header_scroller_set_header (self, g_value_get_object (value));
      break;

    case PROP_LIST:
      smrt_header_scroller_set_list (self, g_value_get_object (value));
      break;

    case PROP_FOOTER:
      smrt_header_scroller_set_footer (self, g_value_get_object (value));
      break;

    case PROP_MAXIMUM_SIZE:
      set_size (self, &self->maximum_size, g_value_get_int (value), PROP_MAXIMUM_SIZE);
      break;

    case PROP_MARGIN:
      set_size (self, &self->margin, g_value_get_int (value), PROP_MARGIN);
      break;

    case PROP_HADJUSTMENT:
      set_adjustment (self, &self->hadjustment, g_value_get_object (value), NULL);
      break;

    case PROP_VADJUSTMENT:
      set_adjustment (self, &self->vadjustment, g_value_get_object (value), G_CALLBACK (value_changed_cb));
      break;

    case PROP_HSCROLL_POLICY:
      self->hscroll_policy = g_value_get_enum (value);
      break;

    case PROP_VSCROLL_POLICY:
      self->vscroll_policy = g_value_get_enum (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_header_scroller_dispose (GObject *object)
{
  SmrtHeaderScroller *self = SMRT_HEADER_SCROLLER (object);

  set_adjustment (self, &self->hadjustment, NULL, NULL);
  set_adjustment (self, &self->vadjustment, NULL, NULL);
  if (self->list_adjustment != NULL)
    g_signal_handlers_disconnect_by_data (self->list_adjustment, self);
  g_clear_pointer (&self->header, gtk_widget_unparent);
  g_clear_pointer (&self->list, gtk_widget_unparent);
  g_clear_pointer (&self->footer, gtk_widget_unparent);
  g_clear_object (&self->list_adjustment);

  G_OBJECT_CLASS (smrt_header_scroller_parent_class)->dispose (object);
}

static void
smrt_header_scroller_scrollable_init (GtkScrollableInterface *iface)
{
}

static void
smrt_header_scroller_class_init (SmrtHeaderScrollerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = smrt_header_scroller_dispose;
  object_class->get_property = smrt_header_scroller_get_property;
  object_class->set_property = smrt_header_scroller_set_property;
  widget_class->get_request_mode = smrt_header_scroller_get_request_mode;
  widget_class->measure = smrt_header_scroller_measure;
  widget_class->size_allocate = smrt_header_scroller_size_allocate;
  widget_class->snapshot = smrt_header_scroller_snapshot;
  widget_class->root = smrt_header_scroller_root;
  widget_class->unroot = smrt_header_scroller_unroot;

  properties[PROP_HEADER] = g_param_spec_object ("header", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_LIST] = g_param_spec_object ("list", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_FOOTER] = g_param_spec_object ("footer", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_MAXIMUM_SIZE] =
    g_param_spec_int ("maximum-size", NULL, NULL, 0, G_MAXINT / 2, DEFAULT_MAXIMUM_SIZE, flags);
  properties[PROP_MARGIN] = g_param_spec_int ("margin", NULL, NULL, 0, G_MAXINT16, DEFAULT_MARGIN, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");
}

static void
smrt_header_scroller_init (SmrtHeaderScroller *self)
{
  self->maximum_size = DEFAULT_MAXIMUM_SIZE;
  self->margin = DEFAULT_MARGIN;
  self->list_adjustment = g_object_ref_sink (gtk_adjustment_new (0, 0, 0, 0, 0, 0));
  g_signal_connect_swapped (self->list_adjustment, "value-changed", G_CALLBACK (list_value_changed_cb), self);
  g_signal_connect_swapped (self->list_adjustment, "changed", G_CALLBACK (list_value_changed_cb), self);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
smrt_header_scroller_new (void)
{
  return g_object_new (SMRT_TYPE_HEADER_SCROLLER, NULL);
}

GtkWidget *
smrt_header_scroller_get_header (SmrtHeaderScroller *self)
{
  g_return_val_if_fail (SMRT_IS_HEADER_SCROLLER (self), NULL);

  return self->header;
}

void
smrt_header_scroller_set_header (SmrtHeaderScroller *self,
                                 GtkWidget          *header)
{
  g_return_if_fail (SMRT_IS_HEADER_SCROLLER (self));

  set_child (self, &self->header, header, NULL, PROP_HEADER);
}

GtkWidget *
smrt_header_scroller_get_list (SmrtHeaderScroller *self)
{
  g_return_val_if_fail (SMRT_IS_HEADER_SCROLLER (self), NULL);

  return self->list;
}

void
smrt_header_scroller_set_list (SmrtHeaderScroller *self,
                               GtkWidget          *list)
{
  g_return_if_fail (SMRT_IS_HEADER_SCROLLER (self));

  set_child (self, &self->list, list, self->header, PROP_LIST);
  if (list != NULL)
    g_object_set (list, "vadjustment", self->list_adjustment, NULL);
}

GtkWidget *
smrt_header_scroller_get_footer (SmrtHeaderScroller *self)
{
  g_return_val_if_fail (SMRT_IS_HEADER_SCROLLER (self), NULL);

  return self->footer;
}

void
smrt_header_scroller_set_footer (SmrtHeaderScroller *self,
                                 GtkWidget          *footer)
{
  g_return_if_fail (SMRT_IS_HEADER_SCROLLER (self));

  set_child (self, &self->footer, footer, self->list != NULL ? self->list : self->header, PROP_FOOTER);
}
