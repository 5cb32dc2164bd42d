/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-sign-in-page.h"

#include "smrt-problem.h"
#include "smrt-refresh.h"

struct _SmrtSignInPage
{
  AdwBin        parent_instance;

  SmrtAccount  *account;
  GCancellable *cancellable;
  GMenuModel   *menu_model;
  char         *error_text;
  gboolean      busy;

  GtkEditable  *server_row;
  GtkEditable  *key_row;
  GtkEditable  *customer_row;
  GtkWidget    *error_box;
  GtkLabel     *error_title;
  GtkLabel     *error_body;
  GtkWidget    *connect_button;
};

G_DEFINE_FINAL_TYPE (SmrtSignInPage, smrt_sign_in_page, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_MENU_MODEL,
  PROP_BUSY,
  PROP_ERROR_TITLE,
  N_PROPS,
};

enum
{
  SIGNED_IN,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static unsigned int signals[N_SIGNALS];

static char *
dup_stripped (GtkEditable *editable)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (editable)));
}

static void
update_button (SmrtSignInPage *self)
{
  g_autofree char *server = dup_stripped (self->server_row);

  gtk_widget_set_sensitive (self->connect_button,
                            !self->busy && *server != '\0' && *gtk_editable_get_text (self->key_row) != '\0');
}

static void
set_busy (SmrtSignInPage *self,
          gboolean        busy)
{
  if (self->busy == busy)
    return;

  self->busy = busy;
  update_button (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

static void
show_error (SmrtSignInPage *self,
            const GError   *error)
{
  g_autofree char *title = NULL;
  g_autofree char *body = NULL;

  if (error != NULL)
    smrt_problem_describe (error, &title, &body);

  gtk_label_set_label (self->error_title, title != NULL ? title : "");
  gtk_label_set_label (self->error_body, body != NULL ? body : "");
  gtk_widget_set_visible (self->error_box, error != NULL);

  if (g_strcmp0 (self->error_text, title) == 0)
    return;

  g_free (self->error_text);
  self->error_text = g_steal_pointer (&title);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR_TITLE]);
}

static void
refresh_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (SmrtSignInPage) self = user_data;
  g_autoptr (SmrtAccount) account = NULL;
  g_autoptr (GError) error = NULL;
  gboolean done = smrt_refresh_run_finish (SMRT_REFRESH (source), result, &error);

  if (self->account == NULL)
    return;

  account = g_steal_pointer (&self->account);
  set_busy (self, FALSE);

  if (!done)
    {
      show_error (self, error);
      /* Scrolls to where the error stands. */
      if (self->connect_button != NULL)
        gtk_widget_grab_focus (GTK_WIDGET (self->key_row));
      return;
    }

  gtk_editable_set_text (self->key_row, "");
  g_signal_emit (self, signals[SIGNED_IN], 0, account);
}

static void
input_changed_cb (SmrtSignInPage *self)
{
  if (self->connect_button == NULL)
    return;

  show_error (self, NULL);
  update_button (self);
}

static void
connect_cb (SmrtSignInPage *self)
{
  g_autofree char *server = dup_stripped (self->server_row);
  g_autofree char *customer = dup_stripped (self->customer_row);
  g_autoptr (SmrtSecret) key = NULL;

  if (!gtk_widget_get_sensitive (self->connect_button))
    return;

  key = smrt_secret_new (gtk_editable_get_text (self->key_row));
  smrt_sign_in_page_connect (self, server, key, *customer != '\0' ? customer : NULL);
}

static void
smrt_sign_in_page_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  SmrtSignInPage *self = SMRT_SIGN_IN_PAGE (object);

  switch (prop_id)
    {
    case PROP_MENU_MODEL:
      g_value_set_object (value, self->menu_model);
      break;

    case PROP_BUSY:
      g_value_set_boolean (value, self->busy);
      break;

    case PROP_ERROR_TITLE:
      g_value_set_string (value, self->error_text);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_sign_in_page_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  SmrtSignInPage *self = SMRT_SIGN_IN_PAGE (object);

  switch (prop_id)
    {
    case PROP_MENU_MODEL:
      if (g_set_object (&self->menu_model, g_value_get_object (value)))
        g_object_notify_by_pspec (object, pspec);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_sign_in_page_dispose (GObject *object)
{
  SmrtSignInPage *self = SMRT_SIGN_IN_PAGE (object);

  self->connect_button = NULL;
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->account);
  g_clear_object (&self->menu_model);

  G_OBJECT_CLASS (smrt_sign_in_page_parent_class)->dispose (object);
}

static void
smrt_sign_in_page_finalize (GObject *object)
{
  SmrtSignInPage *self = SMRT_SIGN_IN_PAGE (object);

  g_free (self->error_text);

  G_OBJECT_CLASS (smrt_sign_in_page_parent_class)->finalize (object);
}

static void
smrt_sign_in_page_class_init (SmrtSignInPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = smrt_sign_in_page_dispose;
  object_class->finalize = smrt_sign_in_page_finalize;
  object_class->get_property = smrt_sign_in_page_get_property;
  object_class->set_property = smrt_sign_in_page_set_property;

  properties[PROP_MENU_MODEL] =
    g_param_spec_object ("menu-model", NULL, NULL, G_TYPE_MENU_MODEL,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_BUSY] =
    g_param_spec_boolean ("busy", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_ERROR_TITLE] =
    g_param_spec_string ("error-title", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNED_IN] =
    g_signal_new ("signed-in", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 1, SMRT_TYPE_ACCOUNT);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/smrtphone/Plans/smrt-sign-in-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SmrtSignInPage, server_row);
  gtk_widget_class_bind_template_child (widget_class, SmrtSignInPage, key_row);
  gtk_widget_class_bind_template_child (widget_class, SmrtSignInPage, customer_row);
  gtk_widget_class_bind_template_child (widget_class, SmrtSignInPage, error_box);
  gtk_widget_class_bind_template_child (widget_class, SmrtSignInPage, error_title);
  gtk_widget_class_bind_template_child (widget_class, SmrtSignInPage, error_body);
  gtk_widget_class_bind_template_child (widget_class, SmrtSignInPage, connect_button);
  gtk_widget_class_bind_template_callback (widget_class, input_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, connect_cb);
}

static void
smrt_sign_in_page_init (SmrtSignInPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->cancellable = g_cancellable_new ();
}

GtkWidget *
smrt_sign_in_page_new (void)
{
  return g_object_new (SMRT_TYPE_SIGN_IN_PAGE, NULL);
}

void
smrt_sign_in_page_connect (SmrtSignInPage *self,
                           const char     *server_url,
                           SmrtSecret     *key,
                           const char     *customer_id)
{
  g_autoptr (SmrtSession) session = NULL;
  g_autoptr (SmrtRefresh) refresh = NULL;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (SMRT_IS_SIGN_IN_PAGE (self));
  g_return_if_fail (server_url != NULL);
  g_return_if_fail (key != NULL);

  if (self->busy)
    return;

  gtk_editable_set_text (self->server_row, server_url);
  gtk_editable_set_text (self->customer_row, customer_id != NULL ? customer_id : "");
  show_error (self, NULL);
  session = smrt_session_new_with_key (server_url, key, customer_id, smrt_clock_get_default (), &error);

  if (session == NULL)
    {
      show_error (self, error);
      return;
    }

  self->account = smrt_account_new (session);
  refresh = smrt_refresh_new (self->account);
  set_busy (self, TRUE);
  smrt_refresh_run_async (refresh, self->cancellable, refresh_cb, g_object_ref (self));
}

gboolean
smrt_sign_in_page_get_busy (SmrtSignInPage *self)
{
  g_return_val_if_fail (SMRT_IS_SIGN_IN_PAGE (self), FALSE);

  return self->busy;
}

const char *
smrt_sign_in_page_get_error_title (SmrtSignInPage *self)
{
  g_return_val_if_fail (SMRT_IS_SIGN_IN_PAGE (self), NULL);

  return self->error_text;
}
