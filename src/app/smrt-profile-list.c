/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-profile-list.h"

#include <glib/gi18n-lib.h>

#include "smrt-profile-row.h"

struct _SmrtProfileList
{
  AdwBin        parent_instance;

  SmrtProfiles *profiles;
  GSignalGroup *profiles_signals;

  GtkListBox   *list;
};

G_DEFINE_FINAL_TYPE (SmrtProfileList, smrt_profile_list, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_PROFILES,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
update_button (GtkButton   *button,
               GParamSpec  *pspec,
               SmrtProfile *profile)
{
  const char *text = smrt_profile_get_signed_in (profile) ? _("Sign Out…") : _("Remove from List");

  gtk_button_set_icon_name (button,
                            smrt_profile_get_signed_in (profile) ? "system-log-out-symbolic" : "user-trash-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (button), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
signed_in_changed_cb (SmrtProfile *profile,
                      GParamSpec  *pspec,
                      GtkButton   *button)
{
  update_button (button, pspec, profile);
}

static GtkWidget *
create_row (gpointer item,
            gpointer user_data)
{
  SmrtProfile *profile = item;
  GtkWidget *row = smrt_profile_row_new (profile);
  GtkWidget *button = gtk_button_new ();

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.leave-account");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", smrt_profile_get_id (profile));
  update_button (GTK_BUTTON (button), NULL, profile);
  g_signal_connect_object (profile, "notify::signed-in", G_CALLBACK (signed_in_changed_cb), button, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);

  return row;
}

static void
row_activated_cb (SmrtProfileList *self,
                  SmrtProfileRow  *row)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-account", "s",
                              smrt_profile_get_id (smrt_profile_row_get_profile (row)));
}

static void
update (SmrtProfileList *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self),
                          self->profiles != NULL && g_list_model_get_n_items (G_LIST_MODEL (self->profiles)) > 0);
}

static gboolean
smrt_profile_list_grab_focus (GtkWidget *widget)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (SMRT_PROFILE_LIST (widget)->list, 0);

  return row != NULL && gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
smrt_profile_list_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  SmrtProfileList *self = SMRT_PROFILE_LIST (object);

  switch (prop_id)
    {
    case PROP_PROFILES:
      g_value_set_object (value, self->profiles);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_profile_list_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  SmrtProfileList *self = SMRT_PROFILE_LIST (object);

  switch (prop_id)
    {
    case PROP_PROFILES:
      smrt_profile_list_set_profiles (self, g_value_get_object (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_profile_list_dispose (GObject *object)
{
  SmrtProfileList *self = SMRT_PROFILE_LIST (object);

  if (self->profiles_signals != NULL)
    g_signal_group_set_target (self->profiles_signals, NULL);
  g_clear_object (&self->profiles_signals);
  g_clear_object (&self->profiles);

  G_OBJECT_CLASS (smrt_profile_list_parent_class)->dispose (object);
}

static void
smrt_profile_list_class_init (SmrtProfileListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = smrt_profile_list_dispose;
  object_class->get_property = smrt_profile_list_get_property;
  object_class->set_property = smrt_profile_list_set_property;
  GTK_WIDGET_CLASS (klass)->grab_focus = smrt_profile_list_grab_focus;

  properties[PROP_PROFILES] =
    g_param_spec_object ("profiles", NULL, NULL, SMRT_TYPE_PROFILES,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/smrtphone/Plans/smrt-profile-list.ui");
  gtk_widget_class_bind_template_child (widget_class, SmrtProfileList, list);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
smrt_profile_list_init (SmrtProfileList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->profiles_signals = g_signal_group_new (SMRT_TYPE_PROFILES);
  g_signal_group_connect_swapped (self->profiles_signals, "items-changed", G_CALLBACK (update), self);
}

GtkWidget *
smrt_profile_list_new (void)
{
  return g_object_new (SMRT_TYPE_PROFILE_LIST, NULL);
}

SmrtProfiles *
smrt_profile_list_get_profiles (SmrtProfileList *self)
{
  g_return_val_if_fail (SMRT_IS_PROFILE_LIST (self), NULL);

  return self->profiles;
}

void
smrt_profile_list_set_profiles (SmrtProfileList *self,
                                SmrtProfiles    *profiles)
{
  g_return_if_fail (SMRT_IS_PROFILE_LIST (self));
  g_return_if_fail (profiles == NULL || SMRT_IS_PROFILES (profiles));

  if (!g_set_object (&self->profiles, profiles))
    return;

  g_signal_group_set_target (self->profiles_signals, profiles);
  gtk_list_box_bind_model (self->list, profiles != NULL ? G_LIST_MODEL (profiles) : NULL, create_row, self, NULL);
  update (self);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROFILES]);
}
