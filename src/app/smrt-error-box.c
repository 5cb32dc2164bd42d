/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-error-box.h"

#include "smrt-problem.h"

struct _SmrtErrorBox
{
  GtkWidget  parent_instance;

  char      *title;

  GtkWidget *box;
  GtkLabel  *title_label;
  GtkLabel  *body_label;
};

G_DEFINE_FINAL_TYPE (SmrtErrorBox, smrt_error_box, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_TITLE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
set_title (SmrtErrorBox *self,
           const char   *title)
{
  if (g_strcmp0 (self->title, title) == 0)
    return;

  g_free (self->title);
  self->title = g_strdup (title);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

static void
smrt_error_box_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  SmrtErrorBox *self = SMRT_ERROR_BOX (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_error_box_dispose (GObject *object)
{
  SmrtErrorBox *self = SMRT_ERROR_BOX (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (smrt_error_box_parent_class)->dispose (object);
}

static void
smrt_error_box_finalize (GObject *object)
{
  SmrtErrorBox *self = SMRT_ERROR_BOX (object);

  g_free (self->title);

  G_OBJECT_CLASS (smrt_error_box_parent_class)->finalize (object);
}

static void
smrt_error_box_class_init (SmrtErrorBoxClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = smrt_error_box_dispose;
  object_class->finalize = smrt_error_box_finalize;
  object_class->get_property = smrt_error_box_get_property;

  properties[PROP_TITLE] =
    g_param_spec_string ("title", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "smrterrorbox");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ALERT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/smrtphone/Plans/smrt-error-box.ui");
  gtk_widget_class_bind_template_child (widget_class, SmrtErrorBox, box);
  gtk_widget_class_bind_template_child (widget_class, SmrtErrorBox, title_label);
  gtk_widget_class_bind_template_child (widget_class, SmrtErrorBox, body_label);
}

static void
smrt_error_box_init (SmrtErrorBox *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
smrt_error_box_new (void)
{
  return g_object_new (SMRT_TYPE_ERROR_BOX, NULL);
}

void
smrt_error_box_show (SmrtErrorBox *self,
                     const char   *title,
                     const char   *body)
{
  g_return_if_fail (SMRT_IS_ERROR_BOX (self));
  g_return_if_fail (title != NULL && body != NULL);

  gtk_label_set_label (self->title_label, title);
  gtk_label_set_label (self->body_label, body);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, body,
                                  -1);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  set_title (self, title);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

void
smrt_error_box_show_error (SmrtErrorBox *self,
                           const GError *error)
{
  g_autofree char *title = NULL;
  g_autofree char *body = NULL;

  g_return_if_fail (SMRT_IS_ERROR_BOX (self));
  g_return_if_fail (error != NULL);

  smrt_problem_describe (error, &title, &body);
  smrt_error_box_show (self, title, body);
}

void
smrt_error_box_clear (SmrtErrorBox *self)
{
  g_return_if_fail (SMRT_IS_ERROR_BOX (self));

  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  set_title (self, NULL);
}

const char *
smrt_error_box_get_title (SmrtErrorBox *self)
{
  g_return_val_if_fail (SMRT_IS_ERROR_BOX (self), NULL);

  return self->title;
}
