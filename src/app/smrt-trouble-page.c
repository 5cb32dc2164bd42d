/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-trouble-page.h"

#include "smrt-problem.h"
#include "smrt-words.h"

struct _SmrtTroublePage
{
  AdwBin         parent_instance;

  AdwStatusPage *status_page;
  GtkWidget     *anew_button;
  GtkWidget     *retry_button;
  GtkWidget     *again_button;
  AdwWindowTitle *window_title;
};

G_DEFINE_FINAL_TYPE (SmrtTroublePage, smrt_trouble_page, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_CAN_START_ANEW,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
set_suggested (GtkWidget *button,
               gboolean   suggested)
{
  if (suggested)
    gtk_widget_add_css_class (button, "suggested-action");
  else
    gtk_widget_remove_css_class (button, "suggested-action");
}

static void
show_account (SmrtTroublePage *self,
              SmrtProfile     *profile)
{
  g_autofree char *name = profile != NULL ? smrt_words_plain (smrt_profile_get_title (profile)) : NULL;

  adw_window_title_set_title (self->window_title, name != NULL ? name : "");
}

static void
smrt_trouble_page_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  SmrtTroublePage *self = SMRT_TROUBLE_PAGE (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, smrt_trouble_page_get_title (self));
      break;

    case PROP_CAN_START_ANEW:
      g_value_set_boolean (value, smrt_trouble_page_get_can_start_anew (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_trouble_page_class_init (SmrtTroublePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = smrt_trouble_page_get_property;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_CAN_START_ANEW] = g_param_spec_boolean ("can-start-anew", NULL, NULL, TRUE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/smrtphone/Plans/smrt-trouble-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SmrtTroublePage, status_page);
  gtk_widget_class_bind_template_child (widget_class, SmrtTroublePage, anew_button);
  gtk_widget_class_bind_template_child (widget_class, SmrtTroublePage, retry_button);
  gtk_widget_class_bind_template_child (widget_class, SmrtTroublePage, again_button);
  gtk_widget_class_bind_template_child (widget_class, SmrtTroublePage, window_title);
}

static void
smrt_trouble_page_init (SmrtTroublePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
smrt_trouble_page_new (void)
{
  return g_object_new (SMRT_TYPE_TROUBLE_PAGE, NULL);
}

void
smrt_trouble_page_show (SmrtTroublePage *self,
                        const GError    *error,
                        SmrtProfile     *profile)
{
  g_autofree char *title = NULL;
  g_autofree char *body = NULL;
  g_autofree char *escaped = NULL;
  gboolean damaged, gone;

  g_return_if_fail (SMRT_IS_TROUBLE_PAGE (self));
  g_return_if_fail (error != NULL);

  damaged = profile == NULL && smrt_problem_from_error (error) == SMRT_PROBLEM_DATABASE_CORRUPT;
  gone = profile != NULL && smrt_problem_from_error (error) == SMRT_PROBLEM_SIGN_IN;

  /* Nobody was asked but the keyring. */
  if (gone)
    smrt_words_problem (SMRT_PROBLEM_NO_SECRET, NULL, NULL, &title, &body);
  else
    smrt_problem_describe (error, &title, &body);
  /* A status page takes its description for markup. */
  escaped = g_markup_escape_text (body, -1);

  adw_status_page_set_title (self->status_page, title);
  adw_status_page_set_description (self->status_page, escaped);
  adw_status_page_set_icon_name (self->status_page,
                                 profile != NULL ? "dialog-password-symbolic" : "dialog-warning-symbolic");
  show_account (self, profile);
  gtk_widget_set_visible (self->anew_button, damaged);
  gtk_widget_set_visible (self->retry_button, !damaged && !gone);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->retry_button),
                                  profile != NULL ? "win.retry-account" : "app.retry-demo");
  gtk_widget_set_visible (self->again_button, profile != NULL);
  set_suggested (self->retry_button, profile != NULL);
  set_suggested (self->again_button, gone);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_START_ANEW]);
}

const char *
smrt_trouble_page_get_title (SmrtTroublePage *self)
{
  g_return_val_if_fail (SMRT_IS_TROUBLE_PAGE (self), NULL);

  return adw_status_page_get_title (self->status_page);
}

gboolean
smrt_trouble_page_get_can_start_anew (SmrtTroublePage *self)
{
  g_return_val_if_fail (SMRT_IS_TROUBLE_PAGE (self), FALSE);

  return gtk_widget_get_visible (self->anew_button);
}
