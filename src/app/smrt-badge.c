/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-badge.h"

struct _SmrtBadge
{
  GtkWidget  parent_instance;

  GtkWidget *text;
  SmrtTone   tone;
};

G_DEFINE_FINAL_TYPE (SmrtBadge, smrt_badge, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_LABEL,
  PROP_TONE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static const char *
get_tone_class (SmrtTone tone)
{
  switch (tone)
    {
    case SMRT_TONE_GOOD:
      return "good";

    case SMRT_TONE_INFO:
      return "info";

    case SMRT_TONE_WARNING:
      return "caution";

    case SMRT_TONE_BAD:
      return "bad";

    case SMRT_TONE_NEUTRAL:
    default:
      return "neutral";
    }
}

static void
smrt_badge_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  SmrtBadge *self = SMRT_BADGE (object);

  switch (prop_id)
    {
    case PROP_LABEL:
      g_value_set_string (value, smrt_badge_get_label (self));
      break;

    case PROP_TONE:
      g_value_set_enum (value, self->tone);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_badge_set_property (GObject      *object,
                         guint         prop_id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  SmrtBadge *self = SMRT_BADGE (object);

  switch (prop_id)
    {
    case PROP_LABEL:
      smrt_badge_set_label (self, g_value_get_string (value));
      break;

    case PROP_TONE:
      smrt_badge_set_tone (self, g_value_get_enum (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

/* Where the words are cut. A text that is set as a tooltip would ask the
 * display for the pointer each time, four times there and back. */
static gboolean
smrt_badge_query_tooltip (GtkWidget  *widget,
                          int         x,
                          int         y,
                          gboolean    keyboard_mode,
                          GtkTooltip *tooltip)
{
  SmrtBadge *self = SMRT_BADGE (widget);

  if (!pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (self->text))))
    return FALSE;

  gtk_tooltip_set_text (tooltip, smrt_badge_get_label (self));

  return TRUE;
}

static void
smrt_badge_dispose (GObject *object)
{
  SmrtBadge *self = SMRT_BADGE (object);

  g_clear_pointer (&self->text, gtk_widget_unparent);

  G_OBJECT_CLASS (smrt_badge_parent_class)->dispose (object);
}

static void
smrt_badge_class_init (SmrtBadgeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = smrt_badge_dispose;
  object_class->get_property = smrt_badge_get_property;
  object_class->set_property = smrt_badge_set_property;
  widget_class->query_tooltip = smrt_badge_query_tooltip;

  properties[PROP_LABEL] =
    g_param_spec_string ("label", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_TONE] =
    g_param_spec_enum ("tone", NULL, NULL, SMRT_TYPE_TONE, SMRT_TONE_NEUTRAL,
                       G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "badge");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
smrt_badge_init (SmrtBadge *self)
{
  self->text = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->text), PANGO_ELLIPSIZE_END);
  gtk_widget_set_parent (self->text, GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), get_tone_class (self->tone));
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_START);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

GtkWidget *
smrt_badge_new (const char *label,
                SmrtTone    tone)
{
  return g_object_new (SMRT_TYPE_BADGE,
                       "label", label,
                       "tone", tone,
                       NULL);
}

const char *
smrt_badge_get_label (SmrtBadge *self)
{
  const char *label;

  g_return_val_if_fail (SMRT_IS_BADGE (self), NULL);

  label = gtk_label_get_label (GTK_LABEL (self->text));

  return *label != '\0' ? label : NULL;
}

void
smrt_badge_set_label (SmrtBadge  *self,
                      const char *label)
{
  g_return_if_fail (SMRT_IS_BADGE (self));

  if (label != NULL && *label == '\0')
    label = NULL;

  if (g_strcmp0 (smrt_badge_get_label (self), label) == 0)
    return;

  gtk_label_set_label (GTK_LABEL (self->text), label != NULL ? label : "");
  gtk_widget_set_visible (GTK_WIDGET (self), label != NULL);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LABEL]);
}

SmrtTone
smrt_badge_get_tone (SmrtBadge *self)
{
  g_return_val_if_fail (SMRT_IS_BADGE (self), SMRT_TONE_NEUTRAL);

  return self->tone;
}

void
smrt_badge_set_tone (SmrtBadge *self,
                     SmrtTone   tone)
{
  g_return_if_fail (SMRT_IS_BADGE (self));

  if (self->tone == tone)
    return;

  gtk_widget_remove_css_class (GTK_WIDGET (self), get_tone_class (self->tone));
  self->tone = tone;
  gtk_widget_add_css_class (GTK_WIDGET (self), get_tone_class (self->tone));

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TONE]);
}
