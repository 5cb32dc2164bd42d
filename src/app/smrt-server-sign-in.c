/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-server-sign-in.h"

#include <glib/gi18n-lib.h>

#include "smrt-address.h"
#include "smrt-error-box.h"
#include "smrt-fold-box.h"
#include "smrt-oidc-client.h"

struct _SmrtServerSignIn
{
  AdwBin        parent_instance;

  SmrtProfile  *profile;
  gboolean      busy;

  GtkEditable  *server_row;
  GtkEditable  *client_row;
  GtkEditable  *ports_row;
  GtkWidget    *group;
  GtkWidget    *cancel_button;
  SmrtErrorBox *error_box;
  GtkWidget    *browser_button;
  GtkWidget    *device_button;
};

G_DEFINE_FINAL_TYPE (SmrtServerSignIn, smrt_server_sign_in, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_PROFILE,
  PROP_BUSY,
  PROP_ERROR_TITLE,
  N_PROPS,
};

enum
{
  BEGIN,
  CANCEL,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static unsigned int signals[N_SIGNALS];

static char *
dup_stripped (GtkEditable *editable)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (editable)));
}

/* People write down the host alone. */
static char *
dup_address (SmrtServerSignIn *self)
{
  g_autofree char *text = dup_stripped (self->server_row);

  if (*text == '\0' || strstr (text, "://") != NULL)
    return g_steal_pointer (&text);

  return g_strconcat ("https://", text, NULL);
}

static void
update_buttons (SmrtServerSignIn *self)
{
  g_autofree char *address = dup_address (self);
  gboolean ready = !self->busy && *address != '\0';

  gtk_widget_set_sensitive (self->browser_button, ready);
  gtk_widget_set_sensitive (self->device_button, ready);
}

static void
input_changed_cb (SmrtServerSignIn *self)
{
  if (self->device_button == NULL)
    return;

  smrt_server_sign_in_set_profile (self, NULL);
  smrt_error_box_clear (self->error_box);
  update_buttons (self);
}

static SmrtProfile *
make_profile (SmrtServerSignIn *self,
              const char       *address)
{
  g_autofree char *client_id = dup_stripped (self->client_row);
  g_autofree char *ports = dup_stripped (self->ports_row);
  SmrtProfile *profile;

  if (self->profile != NULL)
    return g_object_ref (self->profile);

  profile = smrt_profile_new (SMRT_PROFILE_KIND_ACCOUNT_SERVER, address);
  smrt_profile_set_client_id (profile, *client_id != '\0' ? client_id : SMRT_OIDC_CLIENT_ID);
  smrt_profile_set_redirect_ports (profile, *ports != '\0' ? ports : NULL);

  return profile;
}

static gboolean
has_ports (SmrtServerSignIn *self)
{
  g_autofree char *ports = dup_stripped (self->ports_row);

  return *ports == '\0' || smrt_profile_are_ports (ports);
}

static void
begin (SmrtServerSignIn *self,
       SmrtSignInMethod  method)
{
  g_autofree char *address = dup_address (self);
  g_autoptr (SmrtProfile) profile = NULL;

  if (self->busy || *address == '\0')
    return;

  if (!smrt_address_is_server (address))
    {
      g_autoptr (GError) error = g_error_new_literal (SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_BAD_ADDRESS, "No address of a server");

      smrt_server_sign_in_show_error (self, error);
      return;
    }

  if (!has_ports (self))
    {
      smrt_error_box_show (self->error_box, _("Ports Not Understood"),
                           _("Write numbers from 1024 to 65535, divided by commas, or nothing for any free port."));
      return;
    }

  smrt_error_box_clear (self->error_box);
  profile = make_profile (self, address);
  g_signal_emit (self, signals[BEGIN], 0, profile, method);
}

static void
browser_cb (SmrtServerSignIn *self)
{
  begin (self, SMRT_SIGN_IN_METHOD_BROWSER);
}

static void
device_cb (SmrtServerSignIn *self)
{
  begin (self, SMRT_SIGN_IN_METHOD_DEVICE);
}

static void
cancel_cb (SmrtServerSignIn *self)
{
  g_signal_emit (self, signals[CANCEL], 0);
}

/* What cannot be used has no focus to lose: it goes to the way out before. */
static void
update_busy (SmrtServerSignIn *self)
{
  gtk_widget_set_visible (self->cancel_button, self->busy);
  if (self->busy && gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_widget_grab_focus (self->cancel_button);
  gtk_widget_set_sensitive (self->group, !self->busy);
  update_buttons (self);
}

static void
error_title_cb (SmrtServerSignIn *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR_TITLE]);
}

static gboolean
smrt_server_sign_in_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (SMRT_SERVER_SIGN_IN (widget)->server_row));
}

static void
smrt_server_sign_in_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  SmrtServerSignIn *self = SMRT_SERVER_SIGN_IN (object);

  switch (prop_id)
    {
    case PROP_PROFILE:
      g_value_set_object (value, self->profile);
      break;

    case PROP_BUSY:
      g_value_set_boolean (value, self->busy);
      break;

    case PROP_ERROR_TITLE:
      g_value_set_string (value, smrt_server_sign_in_get_error_title (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_server_sign_in_set_property (GObject      *object,
                                  guint         prop_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  SmrtServerSignIn *self = SMRT_SERVER_SIGN_IN (object);

  switch (prop_id)
    {
    case PROP_PROFILE:
      smrt_server_sign_in_set_profile (self, g_value_get_object (value));
      break;

    case PROP_BUSY:
      smrt_server_sign_in_set_busy (self, g_value_get_boolean (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_server_sign_in_dispose (GObject *object)
{
  SmrtServerSignIn *self = SMRT_SERVER_SIGN_IN (object);

  /* The entries may still notify. */
  self->device_button = NULL;
  g_clear_object (&self->profile);

  G_OBJECT_CLASS (smrt_server_sign_in_parent_class)->dispose (object);
}

static void
smrt_server_sign_in_class_init (SmrtServerSignInClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = smrt_server_sign_in_dispose;
  object_class->get_property = smrt_server_sign_in_get_property;
  object_class->set_property = smrt_server_sign_in_set_property;
  widget_class->grab_focus = smrt_server_sign_in_grab_focus;

  properties[PROP_PROFILE] = g_param_spec_object ("profile", NULL, NULL, SMRT_TYPE_PROFILE, flags);
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, flags);
  properties[PROP_ERROR_TITLE] =
    g_param_spec_string ("error-title", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[BEGIN] =
    g_signal_new ("begin", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 2, SMRT_TYPE_PROFILE, SMRT_TYPE_SIGN_IN_METHOD);
  signals[CANCEL] =
    g_signal_new ("cancel", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (SMRT_TYPE_ERROR_BOX);
  g_type_ensure (SMRT_TYPE_FOLD_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/smrtphone/Plans/smrt-server-sign-in.ui");
  gtk_widget_class_bind_template_child (widget_class, SmrtServerSignIn, server_row);
  gtk_widget_class_bind_template_child (widget_class, SmrtServerSignIn, client_row);
  gtk_widget_class_bind_template_child (widget_class, SmrtServerSignIn, ports_row);
  gtk_widget_class_bind_template_child (widget_class, SmrtServerSignIn, group);
  gtk_widget_class_bind_template_child (widget_class, SmrtServerSignIn, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, SmrtServerSignIn, error_box);
  gtk_widget_class_bind_template_child (widget_class, SmrtServerSignIn, browser_button);
  gtk_widget_class_bind_template_child (widget_class, SmrtServerSignIn, device_button);
  gtk_widget_class_bind_template_callback (widget_class, input_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, browser_cb);
  gtk_widget_class_bind_template_callback (widget_class, device_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, error_title_cb);
}

static void
smrt_server_sign_in_init (SmrtServerSignIn *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  gtk_editable_set_text (self->client_row, SMRT_OIDC_CLIENT_ID);
  update_buttons (self);
}

GtkWidget *
smrt_server_sign_in_new (void)
{
  return g_object_new (SMRT_TYPE_SERVER_SIGN_IN, NULL);
}

SmrtProfile *
smrt_server_sign_in_get_profile (SmrtServerSignIn *self)
{
  g_return_val_if_fail (SMRT_IS_SERVER_SIGN_IN (self), NULL);

  return self->profile;
}

void
smrt_server_sign_in_set_profile (SmrtServerSignIn *self,
                                 SmrtProfile      *profile)
{
  g_return_if_fail (SMRT_IS_SERVER_SIGN_IN (self));
  g_return_if_fail (profile == NULL || SMRT_IS_PROFILE (profile));

  if (self->profile == profile)
    return;

  if (profile != NULL)
    {
      const char *ports = smrt_profile_get_redirect_ports (profile);

      gtk_editable_set_text (self->server_row, smrt_profile_get_server_url (profile));
      gtk_editable_set_text (self->client_row, smrt_profile_get_client_id (profile));
      gtk_editable_set_text (self->ports_row, ports != NULL ? ports : "");
      smrt_error_box_clear (self->error_box);
    }

  g_set_object (&self->profile, profile);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROFILE]);
}

void
smrt_server_sign_in_reset (SmrtServerSignIn *self)
{
  g_return_if_fail (SMRT_IS_SERVER_SIGN_IN (self));

  gtk_editable_set_text (self->server_row, "");
  gtk_editable_set_text (self->client_row, SMRT_OIDC_CLIENT_ID);
  gtk_editable_set_text (self->ports_row, "");
}

gboolean
smrt_server_sign_in_get_busy (SmrtServerSignIn *self)
{
  g_return_val_if_fail (SMRT_IS_SERVER_SIGN_IN (self), FALSE);

  return self->busy;
}

void
smrt_server_sign_in_set_busy (SmrtServerSignIn *self,
                              gboolean          busy)
{
  g_return_if_fail (SMRT_IS_SERVER_SIGN_IN (self));

  busy = !!busy;

  if (self->busy == busy)
    return;

  self->busy = busy;
  update_busy (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

void
smrt_server_sign_in_show_error (SmrtServerSignIn *self,
                                const GError     *error)
{
  g_return_if_fail (SMRT_IS_SERVER_SIGN_IN (self));

  if (error != NULL)
    smrt_error_box_show_error (self->error_box, error);
  else
    smrt_error_box_clear (self->error_box);
}

const char *
smrt_server_sign_in_get_error_title (SmrtServerSignIn *self)
{
  g_return_val_if_fail (SMRT_IS_SERVER_SIGN_IN (self), NULL);

  return smrt_error_box_get_title (self->error_box);
}
