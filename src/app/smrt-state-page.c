/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-state-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "smrt-banner.h"
#include "smrt-problem.h"
#include "smrt-words.h"

/* A spinner that flashes by says less than none. */
#define SPINNER_DELAY_MS 400

#define DISMISSED "smrt-copy-dismissed"

struct _SmrtStatePage
{
  GtkWidget     parent_instance;

  SmrtAccount  *account;
  GSignalGroup *account_signals;
  GSignalGroup *session_signals;
  GtkWidget    *error_page;
  unsigned int  spinner_source;

  GtkStack     *stack;
  GtkSpinner   *spinner;
  SmrtBanner   *banner;
  SmrtBanner   *copy_banner;
  AdwBin       *content;
};

G_DEFINE_FINAL_TYPE (SmrtStatePage, smrt_state_page, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_ACCOUNT,
  PROP_CHILD,
  PROP_STATE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
stop_spinner (SmrtStatePage *self)
{
  g_clear_handle_id (&self->spinner_source, g_source_remove);
  gtk_spinner_stop (self->spinner);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), FALSE);
}

static gboolean
spinner_delay_cb (gpointer data)
{
  SmrtStatePage *self = data;

  self->spinner_source = 0;
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), TRUE);
  gtk_spinner_start (self->spinner);

  return G_SOURCE_REMOVE;
}

static void
show_waiting (SmrtStatePage *self)
{
  gtk_stack_set_visible_child_name (self->stack, "waiting");

  if (self->spinner_source == 0 && !gtk_spinner_get_spinning (self->spinner))
    self->spinner_source = g_timeout_add (SPINNER_DELAY_MS, spinner_delay_cb, self);
}

static gboolean
has_ended (SmrtStatePage *self)
{
  return smrt_session_get_ended (smrt_account_get_session (self->account));
}

/* The server refuses what the person is signed in with. */
static gboolean
has_to_sign_in (SmrtStatePage *self)
{
  const GError *error = smrt_account_get_error (self->account);

  return has_ended (self) || (error != NULL && smrt_problem_from_error (error) == SMRT_PROBLEM_SIGN_IN);
}

static void
describe (SmrtStatePage  *self,
          char          **title,
          char          **body)
{
  const GError *error = smrt_account_get_error (self->account);

  if (has_ended (self))
    {
      *title = g_strdup (_("Signed Out by the Server"));
      *body = g_strdup (_("Your sign-in has expired or was revoked. Sign in again to go on."));
    }
  else if (error != NULL)
    smrt_problem_describe (error, title, body);
  else
    smrt_words_problem (SMRT_PROBLEM_UNKNOWN, NULL, NULL, title, body);
}

static const char *
get_way_on (SmrtStatePage *self)
{
  return has_to_sign_in (self) ? "win.sign-in-again" : "win.refresh";
}

static void
show_error (SmrtStatePage *self)
{
  g_autofree char *title = NULL;
  g_autofree char *body = NULL;
  g_autofree char *escaped = NULL;
  GtkWidget *button;

  if (self->error_page == NULL)
    {
      button = gtk_button_new_with_mnemonic (_("_Try Again"));
      gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (button, "pill");
      gtk_widget_add_css_class (button, "suggested-action");

      self->error_page = adw_status_page_new ();
      adw_status_page_set_child (ADW_STATUS_PAGE (self->error_page), button);
      gtk_stack_add_named (self->stack, self->error_page, "error");
    }

  describe (self, &title, &body);
  /* A status page takes its description for markup. */
  escaped = g_markup_escape_text (body, -1);
  button = adw_status_page_get_child (ADW_STATUS_PAGE (self->error_page));
  gtk_button_set_label (GTK_BUTTON (button), has_to_sign_in (self) ? _("_Sign In Again…") : _("_Try Again"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), get_way_on (self));

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (self->error_page),
                                 smrt_account_get_state (self->account) == SMRT_ACCOUNT_STATE_OFFLINE
                                   ? "network-offline-symbolic"
                                   : "dialog-warning-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (self->error_page), title);
  adw_status_page_set_description (ADW_STATUS_PAGE (self->error_page), escaped);
  gtk_stack_set_visible_child_name (self->stack, "error");
}

static void
show_content (SmrtStatePage *self)
{
  SmrtAccountState state = smrt_account_get_state (self->account);

  gtk_stack_set_visible_child_name (self->stack, "content");

  if (state == SMRT_ACCOUNT_STATE_OFFLINE || state == SMRT_ACCOUNT_STATE_FAILED || has_ended (self))
    {
      g_autofree char *title = NULL;
      g_autofree char *body = NULL;
      g_autofree char *time = smrt_words_time (smrt_account_get_as_of (self->account));
      g_autofree char *detail = NULL;

      describe (self, &title, &body);
      /* Translators: %s is a day and time of day, "18 November 2026, 12:00". */
      detail = g_strdup_printf (_("What is shown is as of %s."), time);
      g_object_set (self->banner,
                    "button-label", has_to_sign_in (self) ? _("Sign In Again…") : _("Try Again"),
                    "button-action", get_way_on (self),
                    NULL);
      smrt_banner_show (self->banner, title, detail);
    }
  else
    smrt_banner_hide (self->banner);
}

/* What is amiss with the offline copy keeps nobody from working, so it can be
 * put away, and is then on all pages of the account. */
static gboolean
is_dismissed (SmrtStatePage *self)
{
  return g_object_get_data (G_OBJECT (self->account), DISMISSED) != NULL;
}

static void
update_copy (SmrtStatePage *self)
{
  const GError *problem = self->account != NULL ? smrt_account_get_store_problem (self->account) : NULL;
  const char *set_aside = self->account != NULL ? smrt_account_get_store_notice (self->account) : NULL;
  g_autofree char *title = NULL;
  g_autofree char *body = NULL;

  if ((problem == NULL && set_aside == NULL) || is_dismissed (self))
    {
      smrt_banner_hide (self->copy_banner);
      return;
    }

  if (problem != NULL)
    {
      smrt_problem_describe (problem, &title, &body);
      g_clear_pointer (&title, g_free);
      title = g_strdup (_("No Offline Copy Is Kept"));
    }
  else
    {
      title = g_strdup (_("The Offline Copy Was Damaged"));
      /* Translators: %s is the name of a file. */
      body = g_strdup_printf (_("It is read anew from the server. What was there is kept in %s."), set_aside);
    }

  smrt_banner_show (self->copy_banner, title, body);
}

static void
copy_changed_cb (SmrtStatePage *self)
{
  g_object_set_data (G_OBJECT (self->account), DISMISSED, NULL);
  update_copy (self);
}

static void
dismiss_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  SmrtStatePage *self = SMRT_STATE_PAGE (widget);

  g_object_set_data (G_OBJECT (self->account), DISMISSED, self->account);
  update_copy (self);
}

static void
update (SmrtStatePage *self)
{
  const char *before = gtk_stack_get_visible_child_name (self->stack);
  SmrtAccountState state = self->account != NULL ? smrt_account_get_state (self->account) : SMRT_ACCOUNT_STATE_EMPTY;

  if (self->account != NULL && smrt_account_get_loaded (self->account))
    {
      stop_spinner (self);
      show_content (self);
    }
  else if ((state == SMRT_ACCOUNT_STATE_OFFLINE || state == SMRT_ACCOUNT_STATE_FAILED) &&
           !smrt_account_get_refreshing (self->account))
    {
      stop_spinner (self);
      show_error (self);
    }
  else
    show_waiting (self);

  if (g_strcmp0 (before, gtk_stack_get_visible_child_name (self->stack)) != 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
smrt_state_page_map (GtkWidget *widget)
{
  update_copy (SMRT_STATE_PAGE (widget));

  GTK_WIDGET_CLASS (smrt_state_page_parent_class)->map (widget);
}

static void
smrt_state_page_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  SmrtStatePage *self = SMRT_STATE_PAGE (object);

  switch (prop_id)
    {
    case PROP_ACCOUNT:
      g_value_set_object (value, self->account);
      break;

    case PROP_CHILD:
      g_value_set_object (value, smrt_state_page_get_child (self));
      break;

    case PROP_STATE:
      g_value_set_string (value, smrt_state_page_get_state (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_state_page_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  SmrtStatePage *self = SMRT_STATE_PAGE (object);

  switch (prop_id)
    {
    case PROP_ACCOUNT:
      smrt_state_page_set_account (self, g_value_get_object (value));
      break;

    case PROP_CHILD:
      smrt_state_page_set_child (self, g_value_get_object (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_state_page_dispose (GObject *object)
{
  SmrtStatePage *self = SMRT_STATE_PAGE (object);

  g_clear_handle_id (&self->spinner_source, g_source_remove);
  if (self->account_signals != NULL)
    g_signal_group_set_target (self->account_signals, NULL);
  if (self->session_signals != NULL)
    g_signal_group_set_target (self->session_signals, NULL);
  g_clear_object (&self->account_signals);
  g_clear_object (&self->session_signals);
  g_clear_object (&self->account);
  if (self->stack != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->stack)));

  G_OBJECT_CLASS (smrt_state_page_parent_class)->dispose (object);
}

static void
smrt_state_page_class_init (SmrtStatePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = smrt_state_page_dispose;
  object_class->get_property = smrt_state_page_get_property;
  object_class->set_property = smrt_state_page_set_property;
  widget_class->map = smrt_state_page_map;

  properties[PROP_ACCOUNT] = g_param_spec_object ("account", NULL, NULL, SMRT_TYPE_ACCOUNT, flags);
  properties[PROP_CHILD] = g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_STATE] =
    g_param_spec_string ("state", NULL, NULL, "waiting",
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (SMRT_TYPE_BANNER);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/smrtphone/Plans/smrt-state-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SmrtStatePage, stack);
  gtk_widget_class_bind_template_child (widget_class, SmrtStatePage, spinner);
  gtk_widget_class_bind_template_child (widget_class, SmrtStatePage, banner);
  gtk_widget_class_bind_template_child (widget_class, SmrtStatePage, copy_banner);
  gtk_widget_class_bind_template_child (widget_class, SmrtStatePage, content);

  gtk_widget_class_install_action (widget_class, "state.dismiss", NULL, dismiss_action);
}

static void
smrt_state_page_init (SmrtStatePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->account_signals = g_signal_group_new (SMRT_TYPE_ACCOUNT);
  g_signal_group_connect_swapped (self->account_signals, "notify::state", G_CALLBACK (update), self);
  g_signal_group_connect_swapped (self->account_signals, "notify::loaded", G_CALLBACK (update), self);
  g_signal_group_connect_swapped (self->account_signals, "notify::refreshing", G_CALLBACK (update), self);
  g_signal_group_connect_swapped (self->account_signals, "notify::error", G_CALLBACK (update), self);
  g_signal_group_connect_swapped (self->account_signals, "notify::store-problem", G_CALLBACK (copy_changed_cb), self);
  g_signal_group_connect_swapped (self->account_signals, "notify::store-notice", G_CALLBACK (copy_changed_cb), self);

  self->session_signals = g_signal_group_new (SMRT_TYPE_SESSION);
  g_signal_group_connect_swapped (self->session_signals, "notify::ended", G_CALLBACK (update), self);

  update (self);
}

GtkWidget *
smrt_state_page_new (void)
{
  return g_object_new (SMRT_TYPE_STATE_PAGE, NULL);
}

SmrtAccount *
smrt_state_page_get_account (SmrtStatePage *self)
{
  g_return_val_if_fail (SMRT_IS_STATE_PAGE (self), NULL);

  return self->account;
}

void
smrt_state_page_set_account (SmrtStatePage *self,
                             SmrtAccount   *account)
{
  g_return_if_fail (SMRT_IS_STATE_PAGE (self));
  g_return_if_fail (account == NULL || SMRT_IS_ACCOUNT (account));

  if (!g_set_object (&self->account, account))
    return;

  g_signal_group_set_target (self->account_signals, account);
  g_signal_group_set_target (self->session_signals, account != NULL ? smrt_account_get_session (account) : NULL);
  update (self);
  update_copy (self);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACCOUNT]);
}

GtkWidget *
smrt_state_page_get_child (SmrtStatePage *self)
{
  g_return_val_if_fail (SMRT_IS_STATE_PAGE (self), NULL);

  return adw_bin_get_child (self->content);
}

void
smrt_state_page_set_child (SmrtStatePage *self,
                           GtkWidget     *child)
{
  g_return_if_fail (SMRT_IS_STATE_PAGE (self));
  g_return_if_fail (child == NULL || GTK_IS_WIDGET (child));

  if (smrt_state_page_get_child (self) == child)
    return;

  adw_bin_set_child (self->content, child);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHILD]);
}

const char *
smrt_state_page_get_state (SmrtStatePage *self)
{
  g_return_val_if_fail (SMRT_IS_STATE_PAGE (self), NULL);

  return gtk_stack_get_visible_child_name (self->stack);
}
