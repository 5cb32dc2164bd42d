/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-profile-row.h"

#include <glib/gi18n-lib.h>

#include "smrt-format.h"

struct _SmrtProfileRow
{
  AdwActionRow  parent_instance;

  SmrtProfile  *profile;
  gboolean      current;

  AdwAvatar    *avatar;
  GtkWidget    *mark;
};

G_DEFINE_FINAL_TYPE (SmrtProfileRow, smrt_profile_row, ADW_TYPE_ACTION_ROW)

enum
{
  PROP_0,
  PROP_PROFILE,
  PROP_CURRENT,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static char *
describe (SmrtProfileRow *self)
{
  g_autofree char *role = smrt_format_role (self, smrt_profile_get_role (self->profile));
  g_autofree char *person = NULL;

  if (!smrt_profile_get_signed_in (self->profile))
    return g_strdup (_("Signed out"));
  if (smrt_profile_get_person (self->profile) == NULL)
    return g_steal_pointer (&role);

  person = smrt_words_plain (smrt_profile_get_person (self->profile));
  if (role == NULL)
    return g_steal_pointer (&person);

  /* Translators: a person’s name and their role, "Olivia Owner · Account Owner" */
  return g_strdup_printf (_("%s · %s"), person, role);
}

static void
update (SmrtProfileRow *self)
{
  g_autofree char *title = smrt_words_plain (smrt_profile_get_title (self->profile));
  g_autofree char *subtitle = describe (self);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle != NULL ? subtitle : "");
  adw_avatar_set_text (self->avatar, title);
  gtk_widget_set_opacity (GTK_WIDGET (self->avatar), smrt_profile_get_signed_in (self->profile) ? 1 : 0.5);
}

static void
smrt_profile_row_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  SmrtProfileRow *self = SMRT_PROFILE_ROW (object);

  switch (prop_id)
    {
    case PROP_PROFILE:
      g_value_set_object (value, self->profile);
      break;

    case PROP_CURRENT:
      g_value_set_boolean (value, self->current);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_profile_row_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  SmrtProfileRow *self = SMRT_PROFILE_ROW (object);

  switch (prop_id)
    {
    case PROP_PROFILE:
      self->profile = g_value_dup_object (value);
      break;

    case PROP_CURRENT:
      smrt_profile_row_set_current (self, g_value_get_boolean (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_profile_row_constructed (GObject *object)
{
  SmrtProfileRow *self = SMRT_PROFILE_ROW (object);

  G_OBJECT_CLASS (smrt_profile_row_parent_class)->constructed (object);

  g_signal_connect_object (self->profile, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

static void
smrt_profile_row_dispose (GObject *object)
{
  SmrtProfileRow *self = SMRT_PROFILE_ROW (object);

  g_clear_object (&self->profile);

  G_OBJECT_CLASS (smrt_profile_row_parent_class)->dispose (object);
}

static void
smrt_profile_row_class_init (SmrtProfileRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = smrt_profile_row_constructed;
  object_class->dispose = smrt_profile_row_dispose;
  object_class->get_property = smrt_profile_row_get_property;
  object_class->set_property = smrt_profile_row_set_property;

  properties[PROP_PROFILE] =
    g_param_spec_object ("profile", NULL, NULL, SMRT_TYPE_PROFILE,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_CURRENT] =
    g_param_spec_boolean ("current", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/smrtphone/Plans/smrt-profile-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SmrtProfileRow, avatar);
  gtk_widget_class_bind_template_child (widget_class, SmrtProfileRow, mark);
}

static void
smrt_profile_row_init (SmrtProfileRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
smrt_profile_row_new (SmrtProfile *profile)
{
  g_return_val_if_fail (SMRT_IS_PROFILE (profile), NULL);

  return g_object_new (SMRT_TYPE_PROFILE_ROW, "profile", profile, NULL);
}

SmrtProfile *
smrt_profile_row_get_profile (SmrtProfileRow *self)
{
  g_return_val_if_fail (SMRT_IS_PROFILE_ROW (self), NULL);

  return self->profile;
}

gboolean
smrt_profile_row_get_current (SmrtProfileRow *self)
{
  g_return_val_if_fail (SMRT_IS_PROFILE_ROW (self), FALSE);

  return self->current;
}

void
smrt_profile_row_set_current (SmrtProfileRow *self,
                              gboolean        current)
{
  g_return_if_fail (SMRT_IS_PROFILE_ROW (self));

  current = !!current;

  if (self->current == current)
    return;

  self->current = current;
  gtk_widget_set_visible (self->mark, current);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CURRENT]);
}
