/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-opening-page.h"

#include <glib/gi18n-lib.h>

#include "smrt-words.h"

struct _SmrtOpeningPage
{
  AdwBin         parent_instance;

  SmrtProfile   *profile;

  AdwStatusPage *page;
  GtkSpinner    *spinner;
  GtkWidget     *cancel_button;
};

G_DEFINE_FINAL_TYPE (SmrtOpeningPage, smrt_opening_page, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_PROFILE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
smrt_opening_page_map (GtkWidget *widget)
{
  SmrtOpeningPage *self = SMRT_OPENING_PAGE (widget);

  GTK_WIDGET_CLASS (smrt_opening_page_parent_class)->map (widget);

  gtk_spinner_start (self->spinner);
  gtk_widget_grab_focus (self->cancel_button);
}

static void
smrt_opening_page_unmap (GtkWidget *widget)
{
  gtk_spinner_stop (SMRT_OPENING_PAGE (widget)->spinner);

  GTK_WIDGET_CLASS (smrt_opening_page_parent_class)->unmap (widget);
}

static void
smrt_opening_page_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  SmrtOpeningPage *self = SMRT_OPENING_PAGE (object);

  switch (prop_id)
    {
    case PROP_PROFILE:
      g_value_set_object (value, self->profile);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_opening_page_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  SmrtOpeningPage *self = SMRT_OPENING_PAGE (object);

  switch (prop_id)
    {
    case PROP_PROFILE:
      smrt_opening_page_set_profile (self, g_value_get_object (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_opening_page_dispose (GObject *object)
{
  g_clear_object (&SMRT_OPENING_PAGE (object)->profile);

  G_OBJECT_CLASS (smrt_opening_page_parent_class)->dispose (object);
}

static void
smrt_opening_page_class_init (SmrtOpeningPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = smrt_opening_page_dispose;
  object_class->get_property = smrt_opening_page_get_property;
  object_class->set_property = smrt_opening_page_set_property;
  widget_class->map = smrt_opening_page_map;
  widget_class->unmap = smrt_opening_page_unmap;

  properties[PROP_PROFILE] =
    g_param_spec_object ("profile", NULL, NULL, SMRT_TYPE_PROFILE,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/smrtphone/Plans/smrt-opening-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SmrtOpeningPage, page);
  gtk_widget_class_bind_template_child (widget_class, SmrtOpeningPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, SmrtOpeningPage, cancel_button);
}

static void
smrt_opening_page_init (SmrtOpeningPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
smrt_opening_page_new (void)
{
  return g_object_new (SMRT_TYPE_OPENING_PAGE, NULL);
}

SmrtProfile *
smrt_opening_page_get_profile (SmrtOpeningPage *self)
{
  g_return_val_if_fail (SMRT_IS_OPENING_PAGE (self), NULL);

  return self->profile;
}

void
smrt_opening_page_set_profile (SmrtOpeningPage *self,
                               SmrtProfile     *profile)
{
  g_return_if_fail (SMRT_IS_OPENING_PAGE (self));
  g_return_if_fail (profile == NULL || SMRT_IS_PROFILE (profile));

  if (!g_set_object (&self->profile, profile))
    return;

  if (profile != NULL)
    {
      g_autofree char *name = smrt_words_plain (smrt_profile_get_title (profile));
      /* Translators: %s is the name of an account */
      g_autofree char *title = g_strdup_printf (_("Opening %s"), name);

      adw_status_page_set_title (self->page, title);
    }

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROFILE]);
}
