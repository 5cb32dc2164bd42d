/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-key-sign-in.h"

#include <glib/gi18n-lib.h>

#include "smrt-address.h"
#include "smrt-error-box.h"
#include "smrt-stripe-error.h"
#include "smrt-words.h"

struct _SmrtKeySignIn
{
  AdwBin        parent_instance;

  SmrtProfile  *profile;
  gboolean      busy;

  SmrtSecret   *key;
  gboolean      stores;

  GtkEditable  *server_row;
  GtkEditable  *key_row;
  GtkEditable  *customer_row;
  GtkWidget    *group;
  GtkWidget    *cancel_button;
  SmrtErrorBox *error_box;
  GtkWidget    *connect_button;
};

G_DEFINE_FINAL_TYPE (SmrtKeySignIn, smrt_key_sign_in, ADW_TYPE_BIN)

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

static const char *
fill (const char *text)
{
  return text != NULL ? text : "";
}

static char *
dup_stripped (GtkEditable *editable)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (editable)));
}

/* What is pasted may have white space around it, which would hide what kind of
 * key it is. */
static SmrtSecret *
read_key (SmrtKeySignIn *self)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (self->key_row));
  gsize length = strlen (text);
  SmrtSecret *key = smrt_secret_new (g_strstrip (text));

  explicit_bzero (text, length);

  return key;
}

static void
update_button (SmrtKeySignIn *self)
{
  g_autofree char *server = dup_stripped (self->server_row);
  const char *key = gtk_editable_get_text (self->key_row);

  gtk_widget_set_sensitive (self->connect_button,
                            !self->busy && *server != '\0' && key[strspn (key, " \t")] != '\0');
}

static void
key_changed_cb (SmrtKeySignIn *self)
{
  if (self->connect_button == NULL)
    return;

  smrt_error_box_clear (self->error_box);
  update_button (self);
}

static void
input_changed_cb (SmrtKeySignIn *self)
{
  if (self->connect_button != NULL)
    smrt_key_sign_in_set_profile (self, NULL);

  key_changed_cb (self);
}

static SmrtProfile *
make_profile (SmrtKeySignIn *self)
{
  g_autofree char *server = dup_stripped (self->server_row);
  g_autofree char *customer = dup_stripped (self->customer_row);
  SmrtProfile *profile;

  if (self->profile != NULL)
    return g_object_ref (self->profile);

  profile = smrt_profile_new (SMRT_PROFILE_KIND_API_KEY, server);
  smrt_profile_set_customer_id (profile, *customer != '\0' ? customer : NULL);

  return profile;
}

static void
begin (SmrtKeySignIn *self)
{
  g_autoptr (SmrtSecret) key = g_steal_pointer (&self->key);
  g_autoptr (SmrtProfile) profile = make_profile (self);

  g_signal_emit (self, signals[BEGIN], 0, profile, key, self->stores);
}

static void
live_response_cb (SmrtKeySignIn *self,
                  const char    *response)
{
  if (g_str_equal (response, "use") && self->key != NULL)
    begin (self);
  else
    g_clear_pointer (&self->key, smrt_secret_unref);
}

static void
ask_about_live_key (SmrtKeySignIn *self)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                              _("This Key Moves Real Money"),
                                              _("Changes of plans that are confirmed with it are charged for real. "
                                                "To try things out, use a key of a Stripe sandbox instead: "
                                                "it begins with sk_test_ or rk_test_."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "use", _("_Use Live Key"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "use", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (live_response_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* @key is consumed. */
static void
use_key (SmrtKeySignIn *self,
         SmrtSecret    *key,
         gboolean       stores)
{
  g_autofree char *server = dup_stripped (self->server_row);

  g_clear_pointer (&self->key, smrt_secret_unref);
  self->key = key;
  self->stores = stores;

  if (!smrt_address_is_server (server))
    {
      g_autoptr (GError) error = g_error_new_literal (SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_BAD_ADDRESS, "No address of a server");

      g_clear_pointer (&self->key, smrt_secret_unref);
      smrt_key_sign_in_show_error (self, error);
      return;
    }

  smrt_error_box_clear (self->error_box);
  if (smrt_sign_in_is_live_key (self->key))
    ask_about_live_key (self);
  else
    begin (self);
}

static void
connect_cb (SmrtKeySignIn *self)
{
  if (gtk_widget_get_sensitive (self->connect_button))
    use_key (self, read_key (self), TRUE);
}

static void
cancel_cb (SmrtKeySignIn *self)
{
  g_signal_emit (self, signals[CANCEL], 0);
}

/* What cannot be used has no focus to lose: it goes to the way out before. */
static void
update_busy (SmrtKeySignIn *self)
{
  gtk_widget_set_visible (self->cancel_button, self->busy);
  if (self->busy && gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_widget_grab_focus (self->cancel_button);
  gtk_widget_set_sensitive (self->group, !self->busy);
  update_button (self);
}

/* With a key that was just pasted the same refusals mean something else. */
static void
show_problem (SmrtKeySignIn *self,
              SmrtProblem    problem,
              const GError  *error)
{
  g_autofree char *title = NULL;
  g_autofree char *body = NULL;

  smrt_words_problem (problem, smrt_stripe_error_get_message (error), smrt_stripe_error_get_request_id (error),
                      &title, &body);
  smrt_error_box_show (self->error_box, title, body);
}

static void
error_title_cb (SmrtKeySignIn *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR_TITLE]);
}

static gboolean
smrt_key_sign_in_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (SMRT_KEY_SIGN_IN (widget)->key_row));
}

static void
smrt_key_sign_in_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  SmrtKeySignIn *self = SMRT_KEY_SIGN_IN (object);

  switch (prop_id)
    {
    case PROP_PROFILE:
      g_value_set_object (value, self->profile);
      break;

    case PROP_BUSY:
      g_value_set_boolean (value, self->busy);
      break;

    case PROP_ERROR_TITLE:
      g_value_set_string (value, smrt_key_sign_in_get_error_title (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_key_sign_in_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  SmrtKeySignIn *self = SMRT_KEY_SIGN_IN (object);

  switch (prop_id)
    {
    case PROP_PROFILE:
      smrt_key_sign_in_set_profile (self, g_value_get_object (value));
      break;

    case PROP_BUSY:
      smrt_key_sign_in_set_busy (self, g_value_get_boolean (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_key_sign_in_dispose (GObject *object)
{
  SmrtKeySignIn *self = SMRT_KEY_SIGN_IN (object);

  /* The entries may still notify. */
  self->connect_button = NULL;
  g_clear_pointer (&self->key, smrt_secret_unref);
  g_clear_object (&self->profile);

  G_OBJECT_CLASS (smrt_key_sign_in_parent_class)->dispose (object);
}

static void
smrt_key_sign_in_class_init (SmrtKeySignInClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = smrt_key_sign_in_dispose;
  object_class->get_property = smrt_key_sign_in_get_property;
  object_class->set_property = smrt_key_sign_in_set_property;
  widget_class->grab_focus = smrt_key_sign_in_grab_focus;

  properties[PROP_PROFILE] = g_param_spec_object ("profile", NULL, NULL, SMRT_TYPE_PROFILE, flags);
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, flags);
  properties[PROP_ERROR_TITLE] =
    g_param_spec_string ("error-title", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[BEGIN] =
    g_signal_new ("begin", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 3, SMRT_TYPE_PROFILE, SMRT_TYPE_SECRET, G_TYPE_BOOLEAN);
  signals[CANCEL] =
    g_signal_new ("cancel", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (SMRT_TYPE_ERROR_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/smrtphone/Plans/smrt-key-sign-in.ui");
  gtk_widget_class_bind_template_child (widget_class, SmrtKeySignIn, server_row);
  gtk_widget_class_bind_template_child (widget_class, SmrtKeySignIn, key_row);
  gtk_widget_class_bind_template_child (widget_class, SmrtKeySignIn, customer_row);
  gtk_widget_class_bind_template_child (widget_class, SmrtKeySignIn, group);
  gtk_widget_class_bind_template_child (widget_class, SmrtKeySignIn, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, SmrtKeySignIn, error_box);
  gtk_widget_class_bind_template_child (widget_class, SmrtKeySignIn, connect_button);
  gtk_widget_class_bind_template_callback (widget_class, input_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, connect_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, error_title_cb);
}

static void
smrt_key_sign_in_init (SmrtKeySignIn *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
smrt_key_sign_in_new (void)
{
  return g_object_new (SMRT_TYPE_KEY_SIGN_IN, NULL);
}

SmrtProfile *
smrt_key_sign_in_get_profile (SmrtKeySignIn *self)
{
  g_return_val_if_fail (SMRT_IS_KEY_SIGN_IN (self), NULL);

  return self->profile;
}

void
smrt_key_sign_in_set_profile (SmrtKeySignIn *self,
                              SmrtProfile *profile)
{
  g_return_if_fail (SMRT_IS_KEY_SIGN_IN (self));
  g_return_if_fail (profile == NULL || SMRT_IS_PROFILE (profile));

  if (self->profile == profile)
    return;

  if (profile != NULL)
    {
      gtk_editable_set_text (self->server_row, smrt_profile_get_server_url (profile));
      gtk_editable_set_text (self->customer_row, fill (smrt_profile_get_customer_id (profile)));
      smrt_error_box_clear (self->error_box);
    }

  g_set_object (&self->profile, profile);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROFILE]);
}

void
smrt_key_sign_in_connect (SmrtKeySignIn *self,
                          const char    *server_url,
                          SmrtSecret    *key,
                          const char    *customer_id)
{
  g_return_if_fail (SMRT_IS_KEY_SIGN_IN (self));
  g_return_if_fail (server_url != NULL && key != NULL);

  gtk_editable_set_text (self->server_row, server_url);
  gtk_editable_set_text (self->customer_row, fill (customer_id));
  use_key (self, smrt_secret_ref (key), FALSE);
}

void
smrt_key_sign_in_forget_key (SmrtKeySignIn *self)
{
  g_return_if_fail (SMRT_IS_KEY_SIGN_IN (self));

  g_clear_pointer (&self->key, smrt_secret_unref);
  gtk_editable_set_text (self->key_row, "");
}

gboolean
smrt_key_sign_in_get_busy (SmrtKeySignIn *self)
{
  g_return_val_if_fail (SMRT_IS_KEY_SIGN_IN (self), FALSE);

  return self->busy;
}

void
smrt_key_sign_in_set_busy (SmrtKeySignIn *self,
                           gboolean busy)
{
  g_return_if_fail (SMRT_IS_KEY_SIGN_IN (self));

  busy = !!busy;

  if (self->busy == busy)
    return;

  self->busy = busy;
  update_busy (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

void
smrt_key_sign_in_show_error (SmrtKeySignIn *self,
                             const GError *error)
{
  g_return_if_fail (SMRT_IS_KEY_SIGN_IN (self));

  if (error == NULL)
    smrt_error_box_clear (self->error_box);
  else if (g_error_matches (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_AUTHENTICATION))
    show_problem (self, SMRT_PROBLEM_KEY_NOT_ACCEPTED, error);
  else if (g_error_matches (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_PERMISSION))
    show_problem (self, SMRT_PROBLEM_KEY_PERMISSION, error);
  else
    smrt_error_box_show_error (self->error_box, error);
}

const char *
smrt_key_sign_in_get_error_title (SmrtKeySignIn *self)
{
  g_return_val_if_fail (SMRT_IS_KEY_SIGN_IN (self), NULL);

  return smrt_error_box_get_title (self->error_box);
}
