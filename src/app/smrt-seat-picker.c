/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-seat-picker.h"

#include <glib/gi18n-lib.h>

#include "smrt-words.h"

#define MOMENT_MS 350
/* Source: Stripe, `items[].quantity`. */
#define MOST_SEATS 999999

struct _SmrtSeatPicker
{
  AdwBin parent_instance;

  GtkAdjustment *adjustment;
  GtkSpinButton *spin_button;
  GtkLabel *detail_label;

  gint64 quantity;
  unsigned int moment_source;
};

G_DEFINE_FINAL_TYPE (SmrtSeatPicker, smrt_seat_picker, ADW_TYPE_BIN)

enum
{
  PROP_QUANTITY = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
take_value (SmrtSeatPicker *self)
{
  gint64 quantity = gtk_spin_button_get_value_as_int (self->spin_button);

  g_clear_handle_id (&self->moment_source, g_source_remove);
  if (self->quantity == quantity)
    return;

  self->quantity = quantity;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_QUANTITY]);
}

static gboolean
moment_cb (gpointer data)
{
  SmrtSeatPicker *self = data;

  self->moment_source = 0;
  take_value (self);

  return G_SOURCE_REMOVE;
}

static void
value_changed_cb (SmrtSeatPicker *self)
{
  g_clear_handle_id (&self->moment_source, g_source_remove);
  self->moment_source = g_timeout_add (MOMENT_MS, moment_cb, self);
}

static void
smrt_seat_picker_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  SmrtSeatPicker *self = SMRT_SEAT_PICKER (object);

  switch (prop_id)
    {
    case PROP_QUANTITY:
      g_value_set_int64 (value, self->quantity);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static gboolean
smrt_seat_picker_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (SMRT_SEAT_PICKER (widget)->spin_button));
}

static void
smrt_seat_picker_dispose (GObject *object)
{
  SmrtSeatPicker *self = SMRT_SEAT_PICKER (object);

  g_clear_handle_id (&self->moment_source, g_source_remove);

  G_OBJECT_CLASS (smrt_seat_picker_parent_class)->dispose (object);
}

static void
smrt_seat_picker_class_init (SmrtSeatPickerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = smrt_seat_picker_get_property;
  object_class->dispose = smrt_seat_picker_dispose;
  widget_class->grab_focus = smrt_seat_picker_grab_focus;

  properties[PROP_QUANTITY] =
    g_param_spec_int64 ("quantity", NULL, NULL, 0, G_MAXINT64, 0,
                        G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/smrtphone/Plans/smrt-seat-picker.ui");
  gtk_widget_class_bind_template_child (widget_class, SmrtSeatPicker, adjustment);
  gtk_widget_class_bind_template_child (widget_class, SmrtSeatPicker, spin_button);
  gtk_widget_class_bind_template_child (widget_class, SmrtSeatPicker, detail_label);
  gtk_widget_class_bind_template_callback (widget_class, value_changed_cb);
}

static void
smrt_seat_picker_init (SmrtSeatPicker *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
smrt_seat_picker_set_range (SmrtSeatPicker *self,
                            gint64          present,
                            gint64          least,
                            gint64          most)
{
  g_autofree char *detail = NULL;

  g_return_if_fail (SMRT_IS_SEAT_PICKER (self));
  g_return_if_fail (present > 0 && least > 0);

  /* What there is can be outside of what can be chosen. */
  gtk_adjustment_configure (self->adjustment, present, MIN (least, present),
                            most > 0 ? MAX (MIN (most, MOST_SEATS), present) : MOST_SEATS, 1, 5, 0);
  g_clear_handle_id (&self->moment_source, g_source_remove);
  self->quantity = present;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_QUANTITY]);

  /* Translators: %d is how many seats there are now */
  detail = g_strdup_printf (ngettext ("You have %d now", "You have %d now", present), (int) present);
  gtk_label_set_label (self->detail_label, detail);
}

gint64
smrt_seat_picker_get_quantity (SmrtSeatPicker *self)
{
  g_return_val_if_fail (SMRT_IS_SEAT_PICKER (self), 0);

  return self->quantity;
}

void
smrt_seat_picker_choose (SmrtSeatPicker *self,
                         gint64          quantity)
{
  g_return_if_fail (SMRT_IS_SEAT_PICKER (self));
  g_return_if_fail (quantity > 0 && quantity <= MOST_SEATS);

  gtk_spin_button_set_value (self->spin_button, quantity);
  take_value (self);
}

void
smrt_seat_picker_commit (SmrtSeatPicker *self)
{
  g_return_if_fail (SMRT_IS_SEAT_PICKER (self));

  gtk_spin_button_update (self->spin_button);
  take_value (self);
}
