/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-banner.h"

struct _SmrtBanner
{
  GtkWidget  parent_instance;

  GtkWidget *revealer;
  char      *texts[4];
  gboolean   revealed;
};

G_DEFINE_FINAL_TYPE (SmrtBanner, smrt_banner, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_DETAIL,
  PROP_BUTTON_LABEL,
  PROP_BUTTON_ACTION,
  PROP_REVEALED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
set_text (SmrtBanner *self,
          guint       prop_id,
          const char *text)
{
  char **slot = &self->texts[prop_id - PROP_TITLE];

  if (g_strcmp0 (*slot, text) == 0)
    return;

  g_free (*slot);
  *slot = g_strdup (text);
  g_object_notify_by_pspec (G_OBJECT (self), properties[prop_id]);
}

static void
set_revealed (SmrtBanner *self,
              gboolean    revealed)
{
  if (self->revealed == revealed)
    return;

  self->revealed = revealed;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REVEALED]);
}

static void
smrt_banner_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  SmrtBanner *self = SMRT_BANNER (object);

  switch (prop_id)
    {
    case PROP_TITLE:
    case PROP_DETAIL:
    case PROP_BUTTON_LABEL:
    case PROP_BUTTON_ACTION:
      g_value_set_string (value, self->texts[prop_id - PROP_TITLE]);
      break;

    case PROP_REVEALED:
      g_value_set_boolean (value, self->revealed);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_banner_set_property (GObject      *object,
                          guint         prop_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  SmrtBanner *self = SMRT_BANNER (object);

  switch (prop_id)
    {
    case PROP_TITLE:
    case PROP_DETAIL:
    case PROP_BUTTON_LABEL:
    case PROP_BUTTON_ACTION:
      set_text (self, prop_id, g_value_get_string (value));
      break;

    case PROP_REVEALED:
      set_revealed (self, g_value_get_boolean (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_banner_dispose (GObject *object)
{
  SmrtBanner *self = SMRT_BANNER (object);

  g_clear_pointer (&self->revealer, gtk_widget_unparent);

  G_OBJECT_CLASS (smrt_banner_parent_class)->dispose (object);
}

static void
smrt_banner_finalize (GObject *object)
{
  SmrtBanner *self = SMRT_BANNER (object);

  for (unsigned int i = 0; i < G_N_ELEMENTS (self->texts); i++)
    g_free (self->texts[i]);

  G_OBJECT_CLASS (smrt_banner_parent_class)->finalize (object);
}

static void
smrt_banner_class_init (SmrtBannerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = smrt_banner_dispose;
  object_class->finalize = smrt_banner_finalize;
  object_class->get_property = smrt_banner_get_property;
  object_class->set_property = smrt_banner_set_property;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_DETAIL] = g_param_spec_string ("detail", NULL, NULL, NULL, flags);
  properties[PROP_BUTTON_LABEL] = g_param_spec_string ("button-label", NULL, NULL, NULL, flags);
  properties[PROP_BUTTON_ACTION] = g_param_spec_string ("button-action", NULL, NULL, NULL, flags);
  properties[PROP_REVEALED] = g_param_spec_boolean ("revealed", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "smrtbanner");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/smrtphone/Plans/smrt-banner.ui");
  gtk_widget_class_bind_template_child (widget_class, SmrtBanner, revealer);
}

static void
smrt_banner_init (SmrtBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
smrt_banner_new (void)
{
  return g_object_new (SMRT_TYPE_BANNER, NULL);
}

void
smrt_banner_show (SmrtBanner *self,
                  const char *title,
                  const char *detail)
{
  g_return_if_fail (SMRT_IS_BANNER (self));

  set_text (self, PROP_TITLE, title);
  set_text (self, PROP_DETAIL, detail);
  set_revealed (self, TRUE);
}

void
smrt_banner_hide (SmrtBanner *self)
{
  g_return_if_fail (SMRT_IS_BANNER (self));

  set_revealed (self, FALSE);
}

const char *
smrt_banner_get_title (SmrtBanner *self)
{
  g_return_val_if_fail (SMRT_IS_BANNER (self), NULL);

  return self->texts[PROP_TITLE - PROP_TITLE];
}

const char *
smrt_banner_get_detail (SmrtBanner *self)
{
  g_return_val_if_fail (SMRT_IS_BANNER (self), NULL);

  return self->texts[PROP_DETAIL - PROP_TITLE];
}

gboolean
smrt_banner_get_revealed (SmrtBanner *self)
{
  g_return_val_if_fail (SMRT_IS_BANNER (self), FALSE);

  return self->revealed;
}
