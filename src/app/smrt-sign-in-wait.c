/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-sign-in-wait.h"

#include <glib/gi18n-lib.h>

#include "smrt-customer.h"
#include "smrt-link.h"
#include "smrt-problem.h"
#include "smrt-words.h"

#define MOST_LARGE 9

struct _SmrtSignInWait
{
  GtkWidget       parent_instance;

  SmrtSignIn     *sign_in;
  GSignalGroup   *signals;
  GCancellable   *cancellable;
  gboolean        opened;
  gboolean        no_browser;

  AdwStatusPage  *page;
  GtkListBox     *choices;
  GtkWidget      *code_box;
  GtkLabel       *address_label;
  GtkLabel       *code_label;
  GtkSpinner     *spinner;
  GtkWidget      *store_button;
  GtkWidget      *keep_button;
  GtkWidget      *retry_button;
  GtkWidget      *copy_code_button;
  GtkWidget      *open_button;
  GtkWidget      *copy_address_button;
  GtkButton      *cancel_button;
};

G_DEFINE_FINAL_TYPE (SmrtSignInWait, smrt_sign_in_wait, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_SIGN_IN,
  N_PROPS,
};

enum
{
  CANCEL,
  RETRY,
  STORE,
  KEEP,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static unsigned int signals[N_SIGNALS];

static gboolean
is_device (SmrtSignInWait *self)
{
  return smrt_sign_in_get_method (self->sign_in) == SMRT_SIGN_IN_METHOD_DEVICE;
}

static gboolean
is_waiting (SmrtSignInWait *self)
{
  return self->sign_in != NULL && smrt_sign_in_get_state (self->sign_in) == SMRT_SIGN_IN_STATE_WAITING;
}

static char *
dup_host (const char *address)
{
  g_autoptr (GUri) uri = address != NULL ? g_uri_parse (address, G_URI_FLAGS_NONE, NULL) : NULL;

  return g_strdup (uri != NULL && g_uri_get_host (uri) != NULL ? g_uri_get_host (uri) : "");
}

/* A screen reader says letter by letter what has to be typed. */
static char *
spell (const char *code)
{
  GString *spelled = g_string_new (NULL);

  for (const char *p = code; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (spelled->len > 0)
        g_string_append_c (spelled, ' ');
      g_string_append_unichar (spelled, g_utf8_get_char (p));
    }

  return g_string_free (spelled, FALSE);
}

static void
say (SmrtSignInWait *self,
     const char     *icon_name,
     const char     *title,
     const char     *body)
{
  /* A status page takes its description for markup. */
  g_autofree char *escaped = g_markup_escape_text (body, -1);

  adw_status_page_set_icon_name (self->page, icon_name);
  adw_status_page_set_title (self->page, title);
  adw_status_page_set_description (self->page, escaped);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, body,
                                  -1);
}

static void
say_error (SmrtSignInWait *self,
           const char     *icon_name)
{
  g_autofree char *title = NULL;
  g_autofree char *body = NULL;

  smrt_problem_describe (smrt_sign_in_get_error (self->sign_in), &title, &body);
  say (self, icon_name, title, body);
}

static void
say_browser (SmrtSignInWait *self)
{
  g_autofree char *host = dup_host (smrt_sign_in_get_address (self->sign_in));
  g_autofree char *body = NULL;

  if (self->no_browser)
    {
      say (self, "dialog-warning-symbolic", _("No Browser Opened"),
           _("Copy the address, and open it in a browser on this computer. It goes on here as soon as you have signed in there."));
      return;
    }

  /* Translators: %s is the name of a server, "login.example.com" */
  body = g_strdup_printf (_("Sign in on the page of %s there, then come back here."), host);
  say (self, "smrt-browser-symbolic", _("Waiting for Your Browser"), body);
}

/* A code in large letters stands on one line. */
static void
set_long (SmrtSignInWait *self,
          gboolean        is_long)
{
  gtk_label_set_wrap (self->code_label, is_long);
  if (is_long)
    gtk_widget_add_css_class (GTK_WIDGET (self->code_label), "long");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->code_label), "long");
}

static void
say_code (SmrtSignInWait *self)
{
  const char *code = smrt_sign_in_get_user_code (self->sign_in);
  const char *address = smrt_sign_in_get_address (self->sign_in);
  g_autofree char *spelled = spell (code != NULL ? code : "");

  say (self, NULL, _("Enter the Code on Another Device"),
       self->no_browser ? _("No browser could be opened here. Open this page on another device, and enter the code there.")
                        : _("Open this page on a phone or another computer, and enter the code there."));
  gtk_label_set_label (self->address_label, address != NULL ? address : "");
  gtk_label_set_label (self->code_label, code != NULL ? code : "");
  set_long (self, code != NULL && g_utf8_strlen (code, -1) > MOST_LARGE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->code_label), GTK_ACCESSIBLE_PROPERTY_LABEL, spelled, -1);
}

static void
say_state (SmrtSignInWait  *self,
           SmrtSignInState  state)
{
  switch (state)
    {
    case SMRT_SIGN_IN_STATE_READY:
    case SMRT_SIGN_IN_STATE_CONTACTING:
      {
        g_autofree char *host = dup_host (smrt_profile_get_server_url (smrt_sign_in_get_profile (self->sign_in)));

        say (self, NULL, _("Asking the Server"), host);
        break;
      }

    case SMRT_SIGN_IN_STATE_WAITING:
      if (is_device (self))
        say_code (self);
      else
        say_browser (self);
      break;

    case SMRT_SIGN_IN_STATE_FINISHING:
      say (self, NULL, _("Finishing the Sign-In"), _("The answer is being checked."));
      break;

    case SMRT_SIGN_IN_STATE_CHOOSING:
      say (self, NULL, _("Choose an Account"), _("You may see several. The others can be added later."));
      break;

    case SMRT_SIGN_IN_STATE_STORING:
      say (self, NULL, _("Keeping You Signed In"), _("If your keyring asks for its password, enter it."));
      break;

    case SMRT_SIGN_IN_STATE_NOT_STORED:
      say_error (self, "dialog-password-symbolic");
      break;

    case SMRT_SIGN_IN_STATE_FAILED:
      say_error (self, "dialog-warning-symbolic");
      break;

    case SMRT_SIGN_IN_STATE_DONE:
    default:
      say (self, NULL, _("Signed In"), "");
    }
}

static GtkWidget *
create_choice (gpointer item,
               gpointer user_data)
{
  const char *id = smrt_customer_get_id (item);
  g_autofree char *name = smrt_words_plain (smrt_customer_get_name (item) != NULL ? smrt_customer_get_name (item) : id);
  g_autofree char *subtitle = smrt_words_plain (id);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");

  g_object_set (arrow, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  g_object_set (row, "use-markup", FALSE, "activatable", TRUE, "title-lines", 1, "subtitle-lines", 1, NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  if (!g_str_equal (name, subtitle))
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);

  return row;
}

static void
chosen_cb (SmrtSignInWait *self,
           GtkListBoxRow  *row)
{
  g_autoptr (SmrtCustomer) customer = NULL;

  if (self->sign_in == NULL || smrt_sign_in_get_state (self->sign_in) != SMRT_SIGN_IN_STATE_CHOOSING)
    return;

  customer = g_list_model_get_item (smrt_sign_in_get_customers (self->sign_in), gtk_list_box_row_get_index (row));
  smrt_sign_in_choose_customer (self->sign_in, smrt_customer_get_id (customer));
}

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
update_buttons (SmrtSignInWait  *self,
                SmrtSignInState  state)
{
  gboolean waiting = state == SMRT_SIGN_IN_STATE_WAITING;
  gboolean choosing = state == SMRT_SIGN_IN_STATE_CHOOSING;
  gboolean stuck = choosing || state == SMRT_SIGN_IN_STATE_NOT_STORED || state == SMRT_SIGN_IN_STATE_FAILED;
  gboolean code = waiting && is_device (self);

  gtk_widget_set_visible (GTK_WIDGET (self->choices), choosing);
  gtk_widget_set_visible (self->code_box, code);
  gtk_widget_set_visible (self->copy_code_button, code);
  gtk_widget_set_visible (self->open_button, waiting);
  gtk_button_set_label (GTK_BUTTON (self->open_button), code ? _("_Open Page") : _("_Open Browser Again"));
  gtk_widget_set_visible (self->copy_address_button, waiting && (!code || self->no_browser));
  set_suggested (self->copy_address_button, !code && self->no_browser);
  gtk_box_reorder_child_after (GTK_BOX (gtk_widget_get_parent (self->open_button)), self->open_button,
                               self->no_browser ? self->copy_address_button : self->copy_code_button);
  gtk_widget_set_visible (self->store_button, state == SMRT_SIGN_IN_STATE_NOT_STORED);
  gtk_widget_set_visible (self->keep_button, state == SMRT_SIGN_IN_STATE_NOT_STORED);
  gtk_widget_set_visible (self->retry_button, state == SMRT_SIGN_IN_STATE_FAILED);
  gtk_button_set_label (self->cancel_button, state == SMRT_SIGN_IN_STATE_FAILED ? _("_Back") : _("_Cancel"));
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), !stuck);
  g_object_set (self->spinner, "spinning", !stuck, NULL);
}

static void
focus_button (SmrtSignInWait *self)
{
  GtkWidget *const buttons[] = {
    self->store_button,
    self->retry_button,
    self->copy_code_button,
    self->no_browser ? self->copy_address_button : self->open_button,
    GTK_WIDGET (self->cancel_button),
  };

  if (gtk_widget_get_visible (GTK_WIDGET (self->choices)) &&
      gtk_widget_child_focus (GTK_WIDGET (self->choices), GTK_DIR_TAB_FORWARD))
    return;

  for (unsigned int i = 0; i < G_N_ELEMENTS (buttons); i++)
    {
      if (gtk_widget_get_visible (buttons[i]) && gtk_widget_grab_focus (buttons[i]))
        return;
    }
}

static void
update (SmrtSignInWait *self)
{
  SmrtSignInState state;

  if (self->sign_in == NULL)
    return;

  state = smrt_sign_in_get_state (self->sign_in);
  say_state (self, state);
  update_buttons (self, state);

  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    focus_button (self);
}

static void
browser_opened_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (SmrtSignInWait) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean opened = smrt_link_open_finish (GTK_WINDOW (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->no_browser == !opened)
    return;

  self->no_browser = !opened;
  if (is_waiting (self))
    update (self);
}

static void
open_browser (SmrtSignInWait *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  const char *address = smrt_sign_in_get_address_complete (self->sign_in);

  if (address == NULL)
    address = smrt_sign_in_get_address (self->sign_in);

  if (address != NULL && GTK_IS_WINDOW (root))
    smrt_link_open_async (GTK_WINDOW (root), address, self->cancellable, browser_opened_cb, g_object_ref (self));
}

/* The browser comes up by itself once, for who signs in on this computer. */
static void
state_changed_cb (SmrtSignInWait *self)
{
  update (self);

  if (is_waiting (self) && !is_device (self) && !self->opened && smrt_sign_in_get_address (self->sign_in) != NULL)
    {
      self->opened = TRUE;
      open_browser (self);
    }
}

static void
copy (SmrtSignInWait *self,
      const char     *text)
{
  if (text == NULL)
    return;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.tell", "s", _("Copied to the clipboard"));
}

static void
copy_code_cb (SmrtSignInWait *self)
{
  if (is_waiting (self))
    copy (self, smrt_sign_in_get_user_code (self->sign_in));
}

static void
copy_address_cb (SmrtSignInWait *self)
{
  if (is_waiting (self))
    copy (self, smrt_sign_in_get_address (self->sign_in));
}

static void
open_cb (SmrtSignInWait *self)
{
  if (is_waiting (self))
    open_browser (self);
}

static void
cancel_cb (SmrtSignInWait *self)
{
  g_signal_emit (self, signals[CANCEL], 0);
}

static void
retry_cb (SmrtSignInWait *self)
{
  g_signal_emit (self, signals[RETRY], 0);
}

static void
store_cb (SmrtSignInWait *self)
{
  g_signal_emit (self, signals[STORE], 0);
}

static void
keep_cb (SmrtSignInWait *self)
{
  g_signal_emit (self, signals[KEEP], 0);
}

static void
smrt_sign_in_wait_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (smrt_sign_in_wait_parent_class)->map (widget);

  focus_button (SMRT_SIGN_IN_WAIT (widget));
}

static void
smrt_sign_in_wait_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  SmrtSignInWait *self = SMRT_SIGN_IN_WAIT (object);

  switch (prop_id)
    {
    case PROP_SIGN_IN:
      g_value_set_object (value, self->sign_in);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_sign_in_wait_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  SmrtSignInWait *self = SMRT_SIGN_IN_WAIT (object);

  switch (prop_id)
    {
    case PROP_SIGN_IN:
      smrt_sign_in_wait_set_sign_in (self, g_value_get_object (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_sign_in_wait_dispose (GObject *object)
{
  SmrtSignInWait *self = SMRT_SIGN_IN_WAIT (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  if (self->signals != NULL)
    g_signal_group_set_target (self->signals, NULL);
  g_clear_object (&self->signals);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->sign_in);
  if (self->page != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->page)));

  G_OBJECT_CLASS (smrt_sign_in_wait_parent_class)->dispose (object);
}

static void
smrt_sign_in_wait_class_init (SmrtSignInWaitClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  static const char *const names[] = { "cancel", "retry", "store", "keep" };

  object_class->dispose = smrt_sign_in_wait_dispose;
  object_class->get_property = smrt_sign_in_wait_get_property;
  object_class->set_property = smrt_sign_in_wait_set_property;
  widget_class->map = smrt_sign_in_wait_map;

  properties[PROP_SIGN_IN] =
    g_param_spec_object ("sign-in", NULL, NULL, SMRT_TYPE_SIGN_IN,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  for (unsigned int i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                               NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ALERT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/smrtphone/Plans/smrt-sign-in-wait.ui");
  gtk_widget_class_bind_template_child (widget_class, SmrtSignInWait, page);
  gtk_widget_class_bind_template_child (widget_class, SmrtSignInWait, choices);
  gtk_widget_class_bind_template_child (widget_class, SmrtSignInWait, code_box);
  gtk_widget_class_bind_template_child (widget_class, SmrtSignInWait, address_label);
  gtk_widget_class_bind_template_child (widget_class, SmrtSignInWait, code_label);
  gtk_widget_class_bind_template_child (widget_class, SmrtSignInWait, spinner);
  gtk_widget_class_bind_template_child (widget_class, SmrtSignInWait, store_button);
  gtk_widget_class_bind_template_child (widget_class, SmrtSignInWait, keep_button);
  gtk_widget_class_bind_template_child (widget_class, SmrtSignInWait, retry_button);
  gtk_widget_class_bind_template_child (widget_class, SmrtSignInWait, copy_code_button);
  gtk_widget_class_bind_template_child (widget_class, SmrtSignInWait, open_button);
  gtk_widget_class_bind_template_child (widget_class, SmrtSignInWait, copy_address_button);
  gtk_widget_class_bind_template_child (widget_class, SmrtSignInWait, cancel_button);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_code_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_address_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
  gtk_widget_class_bind_template_callback (widget_class, store_cb);
  gtk_widget_class_bind_template_callback (widget_class, keep_cb);
}

static void
smrt_sign_in_wait_init (SmrtSignInWait *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->cancellable = g_cancellable_new ();
  self->signals = g_signal_group_new (SMRT_TYPE_SIGN_IN);
  g_signal_group_connect_swapped (self->signals, "notify::state", G_CALLBACK (state_changed_cb), self);
}

GtkWidget *
smrt_sign_in_wait_new (void)
{
  return g_object_new (SMRT_TYPE_SIGN_IN_WAIT, NULL);
}

SmrtSignIn *
smrt_sign_in_wait_get_sign_in (SmrtSignInWait *self)
{
  g_return_val_if_fail (SMRT_IS_SIGN_IN_WAIT (self), NULL);

  return self->sign_in;
}

void
smrt_sign_in_wait_set_sign_in (SmrtSignInWait *self,
                               SmrtSignIn     *sign_in)
{
  g_return_if_fail (SMRT_IS_SIGN_IN_WAIT (self));
  g_return_if_fail (sign_in == NULL || SMRT_IS_SIGN_IN (sign_in));

  if (!g_set_object (&self->sign_in, sign_in))
    return;

  self->opened = FALSE;
  self->no_browser = FALSE;
  g_signal_group_set_target (self->signals, sign_in);
  gtk_list_box_bind_model (self->choices, sign_in != NULL ? smrt_sign_in_get_customers (sign_in) : NULL, create_choice,
                           NULL, NULL);
  if (sign_in != NULL)
    state_changed_cb (self);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SIGN_IN]);
}

const char *
smrt_sign_in_wait_get_title (SmrtSignInWait *self)
{
  g_return_val_if_fail (SMRT_IS_SIGN_IN_WAIT (self), NULL);

  return adw_status_page_get_title (self->page);
}
