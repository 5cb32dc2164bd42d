/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-window.h"

#include <glib/gi18n-lib.h>

#include "smrt-account-actions.h"
#include "smrt-credits-page.h"
#include "smrt-dialogs.h"
#include "smrt-export-actions.h"
#include "smrt-history-page.h"
#include "smrt-opening-page.h"
#include "smrt-page-stack.h"
#include "smrt-reconnect.h"
#include "smrt-refresh.h"
#include "smrt-sidebar.h"
#include "smrt-sign-in-page.h"
#include "smrt-subscription-actions.h"
#include "smrt-trouble-page.h"

struct _SmrtWindow
{
  AdwApplicationWindow  parent_instance;

  SmrtProfiles         *profiles;
  SmrtKeyring          *keyring;
  SmrtAccount          *account;
  SmrtProfile          *profile;
  GSignalGroup         *account_signals;
  SmrtReconnect        *reconnect;
  GBindingGroup        *search;
  GCancellable         *cancellable;
  AdwToast             *toast;

  AdwToastOverlay      *toasts;
  GtkStack             *stack;
  AdwLeaflet           *leaflet;
  SmrtSidebar          *sidebar;
  GtkWidget            *content;
  AdwWindowTitle       *page_title;
  GtkToggleButton      *search_button;
  GtkMenuButton        *export_button;
  GtkWidget            *refresh_button;
  SmrtPageStack        *pages;
  GtkMenuButton        *primary_button;
  GMenuModel           *primary_menu;
};

G_DEFINE_FINAL_TYPE (SmrtWindow, smrt_window, ADW_TYPE_APPLICATION_WINDOW)

enum
{
  PROP_0,
  PROP_ACCOUNT,
  PROP_PROFILE,
  PROP_PAGE,
  PROP_PROFILES,
  PROP_KEYRING,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* A menu has more widgets than a page, so it is made when it is opened. */
static void
create_menu_cb (GtkMenuButton *button,
                gpointer       user_data)
{
  SmrtWindow *self = user_data;

  if (gtk_menu_button_get_menu_model (button) == NULL)
    gtk_menu_button_set_menu_model (button, self->primary_menu);
}

static void
create_export_menu_cb (GtkMenuButton *button,
                       gpointer       user_data)
{
  g_autoptr (GMenuModel) menu = NULL;

  if (gtk_menu_button_get_menu_model (button) != NULL)
    return;

  menu = smrt_export_actions_create_menu ();
  gtk_menu_button_set_menu_model (button, menu);
}

static void
update_actions (SmrtWindow *self)
{
  gboolean has_account = self->account != NULL;
  gboolean can_change = has_account && smrt_account_get_changes (self->account) == SMRT_ACCOUNT_CHANGES_OFFERED;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.refresh",
                                 has_account && !smrt_account_get_refreshing (self->account));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.change", can_change);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.change-seats", can_change);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.show-invoice", has_account);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.show-credits", has_account);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.show-page", has_account);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.search", has_account);
}

static gboolean
can_search (GtkWidget *page)
{
  return SMRT_IS_CREDITS_PAGE (page) || SMRT_IS_HISTORY_PAGE (page);
}

static void
update_title (SmrtWindow *self)
{
  GtkWidget *page = smrt_page_stack_get_page_widget (self->pages);
  const char *subtitle = smrt_page_stack_get_subtitle (self->pages);
  gboolean can_export = smrt_export_actions_can_export (page);

  adw_window_title_set_title (self->page_title, smrt_page_stack_get_title (self->pages));
  adw_window_title_set_subtitle (self->page_title, subtitle != NULL ? subtitle : "");
  gtk_widget_set_visible (GTK_WIDGET (self->search_button), can_search (page));
  /* There is room for one of them besides the search, and for none on a narrow window. */
  gtk_widget_set_visible (GTK_WIDGET (self->export_button), can_export && !adw_leaflet_get_folded (self->leaflet));
  gtk_widget_set_visible (self->refresh_button, !can_export && !adw_leaflet_get_folded (self->leaflet));
  g_binding_group_set_source (self->search, can_search (page) ? page : NULL);
}

static void
tell (SmrtWindow *self,
      const char *text)
{
  /* A toast takes its title for markup. */
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  smrt_window_add_toast (self, adw_toast_new (escaped));
}

static GtkWidget *
ensure_child (SmrtWindow *self,
              const char *name,
              GtkWidget *(*create) (void) )
{
  GtkWidget *child = gtk_stack_get_child_by_name (self->stack, name);

  if (child == NULL)
    {
      child = create ();
      gtk_stack_add_named (self->stack, child, name);
    }

  gtk_stack_set_visible_child (self->stack, child);

  return child;
}

/* What was read already is shown at once. */
static void
signed_in_cb (SmrtWindow  *self,
              SmrtAccount *account,
              SmrtProfile *profile)
{
  smrt_window_show_account (self, account, profile);

  if (!smrt_account_get_loaded (account))
    smrt_refresh_read (account, self->cancellable);
}

static SmrtSignInPage *
get_sign_in_page (SmrtWindow *self)
{
  GtkWidget *page = gtk_stack_get_child_by_name (self->stack, "sign-in");

  if (page == NULL)
    {
      page = smrt_sign_in_page_new (self->profiles, self->keyring);
      g_object_set (page, "menu-model", self->primary_menu, NULL);
      g_signal_connect_object (page, "signed-in", G_CALLBACK (signed_in_cb), self, G_CONNECT_SWAPPED);
      gtk_stack_add_named (self->stack, page, "sign-in");
    }

  return SMRT_SIGN_IN_PAGE (page);
}

static void
refresh_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  SmrtWindow *self = SMRT_WINDOW (widget);

  smrt_refresh_read (self->account, self->cancellable);
}

static void
show_page_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  SmrtWindow *self = SMRT_WINDOW (widget);
  const char *page = g_variant_get_string (parameter, NULL);

  if (!smrt_page_stack_has_page (page))
    return;

  smrt_window_set_page (self, page);
  adw_leaflet_set_visible_child (self->leaflet, self->content);
}

/* What is not there any more has no dialog, and then it says so. */
static void
change_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  SmrtWindow *self = SMRT_WINDOW (widget);

  if (!smrt_dialogs_show_change (GTK_WINDOW (self), self->account, parameter))
    tell (self, _("This change is no longer offered"));
}

static void
change_seats_action (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *parameter)
{
  SmrtWindow *self = SMRT_WINDOW (widget);

  if (!smrt_dialogs_show_seats (GTK_WINDOW (self), self->account, g_variant_get_string (parameter, NULL)))
    tell (self, _("This change is no longer offered"));
}

static void
show_invoice_action (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *parameter)
{
  SmrtWindow *self = SMRT_WINDOW (widget);

  smrt_dialogs_show_invoice (GTK_WINDOW (self), self->account, g_variant_get_string (parameter, NULL));
}

static void
show_credits_action (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *parameter)
{
  SmrtWindow *self = SMRT_WINDOW (widget);

  smrt_window_set_page (self, "credits");
  adw_leaflet_set_visible_child (self->leaflet, self->content);
  smrt_credits_page_show (SMRT_CREDITS_PAGE (smrt_page_stack_get_page_widget (self->pages)),
                          SMRT_STORE_TABLE_CREDITS, g_variant_get_string (parameter, NULL));
}

static void
search_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  SmrtWindow *self = SMRT_WINDOW (widget);

  if (gtk_widget_get_visible (GTK_WIDGET (self->search_button)))
    gtk_toggle_button_set_active (self->search_button, !gtk_toggle_button_get_active (self->search_button));
}

static void
back_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  SmrtWindow *self = SMRT_WINDOW (widget);
  GtkWidget *page = gtk_stack_get_visible_child (self->stack);

  if (SMRT_IS_SIGN_IN_PAGE (page))
    gtk_widget_activate_action (page, "sign-in.back", NULL);
  else
    adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
}

static void
tell_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  tell (SMRT_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

/* A dialog may have a reason to stay, and then the window stays with it. */
static gboolean
smrt_window_close_request (GtkWindow *window)
{
  if (!smrt_dialogs_close_all (window))
    return GDK_EVENT_STOP;

  return GTK_WINDOW_CLASS (smrt_window_parent_class)->close_request (window);
}

static void
smrt_window_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  SmrtWindow *self = SMRT_WINDOW (object);

  switch (prop_id)
    {
    case PROP_ACCOUNT:
      g_value_set_object (value, self->account);
      break;

    case PROP_PROFILE:
      g_value_set_object (value, self->profile);
      break;

    case PROP_PROFILES:
      g_value_set_object (value, self->profiles);
      break;

    case PROP_KEYRING:
      g_value_set_object (value, self->keyring);
      break;

    case PROP_PAGE:
      g_value_set_string (value, smrt_window_get_page (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_window_set_property (GObject      *object,
                          guint         prop_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  SmrtWindow *self = SMRT_WINDOW (object);

  switch (prop_id)
    {
    case PROP_ACCOUNT:
      smrt_window_set_account (self, g_value_get_object (value));
      break;

    case PROP_PROFILES:
      self->profiles = g_value_dup_object (value);
      break;

    case PROP_KEYRING:
      self->keyring = g_value_dup_object (value);
      break;

    case PROP_PAGE:
      smrt_window_set_page (self, g_value_get_string (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_window_constructed (GObject *object)
{
  SmrtWindow *self = SMRT_WINDOW (object);

  if (self->profiles == NULL)
    self->profiles = smrt_profiles_new (NULL);
  if (self->keyring == NULL)
    self->keyring = smrt_keyring_new ();

  G_OBJECT_CLASS (smrt_window_parent_class)->constructed (object);

  g_object_set (self->sidebar, "profiles", self->profiles, NULL);
  smrt_account_actions_add_to (self, self->profiles, self->keyring);
}

static void
smrt_window_dispose (GObject *object)
{
  SmrtWindow *self = SMRT_WINDOW (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  if (self->account_signals != NULL)
    g_signal_group_set_target (self->account_signals, NULL);
  g_clear_weak_pointer (&self->toast);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->account_signals);
  g_clear_object (&self->reconnect);
  g_clear_object (&self->search);
  g_clear_object (&self->account);
  g_clear_object (&self->profile);
  g_clear_object (&self->profiles);
  g_clear_object (&self->keyring);

  G_OBJECT_CLASS (smrt_window_parent_class)->dispose (object);
}

static void
smrt_window_class_init (SmrtWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  const GParamFlags once = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = smrt_window_constructed;
  object_class->dispose = smrt_window_dispose;
  object_class->get_property = smrt_window_get_property;
  object_class->set_property = smrt_window_set_property;
  GTK_WINDOW_CLASS (klass)->close_request = smrt_window_close_request;

  properties[PROP_ACCOUNT] = g_param_spec_object ("account", NULL, NULL, SMRT_TYPE_ACCOUNT, flags);
  properties[PROP_PROFILE] =
    g_param_spec_object ("profile", NULL, NULL, SMRT_TYPE_PROFILE,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_PROFILES] = g_param_spec_object ("profiles", NULL, NULL, SMRT_TYPE_PROFILES, once);
  properties[PROP_KEYRING] = g_param_spec_object ("keyring", NULL, NULL, SMRT_TYPE_KEYRING, once);
  properties[PROP_PAGE] = g_param_spec_string ("page", NULL, NULL, "products", flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (SMRT_TYPE_PAGE_STACK);
  g_type_ensure (SMRT_TYPE_SIDEBAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/smrtphone/Plans/smrt-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SmrtWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, SmrtWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, SmrtWindow, leaflet);
  gtk_widget_class_bind_template_child (widget_class, SmrtWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, SmrtWindow, content);
  gtk_widget_class_bind_template_child (widget_class, SmrtWindow, page_title);
  gtk_widget_class_bind_template_child (widget_class, SmrtWindow, search_button);
  gtk_widget_class_bind_template_child (widget_class, SmrtWindow, export_button);
  gtk_widget_class_bind_template_child (widget_class, SmrtWindow, refresh_button);
  gtk_widget_class_bind_template_child (widget_class, SmrtWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, SmrtWindow, primary_button);
  gtk_widget_class_bind_template_child (widget_class, SmrtWindow, primary_menu);

  gtk_widget_class_install_action (widget_class, "win.show-page", "s", show_page_action);
  gtk_widget_class_install_action (widget_class, "win.change", "(sss)", change_action);
  gtk_widget_class_install_action (widget_class, "win.change-seats", "s", change_seats_action);
  gtk_widget_class_install_action (widget_class, "win.show-invoice", "s", show_invoice_action);
  gtk_widget_class_install_action (widget_class, "win.show-credits", "s", show_credits_action);
  gtk_widget_class_install_action (widget_class, "win.refresh", NULL, refresh_action);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, search_action);
  gtk_widget_class_install_action (widget_class, "win.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "win.tell", "s", tell_action);
}

static void
smrt_window_init (SmrtWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->primary_button, create_menu_cb, self, NULL);
  gtk_menu_button_set_create_popup_func (self->export_button, create_export_menu_cb, NULL, NULL);

  self->cancellable = g_cancellable_new ();
  self->search = g_binding_group_new ();
  g_binding_group_bind (self->search, "search-mode", self->search_button, "active", G_BINDING_BIDIRECTIONAL);
  g_signal_connect_swapped (self->pages, "notify::subtitle", G_CALLBACK (update_title), self);
  g_signal_connect_object (self->leaflet, "notify::folded", G_CALLBACK (update_title), self, G_CONNECT_SWAPPED);
  g_object_bind_property (self, "page", self->sidebar, "page", G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);

  self->account_signals = g_signal_group_new (SMRT_TYPE_ACCOUNT);
  g_signal_group_connect_swapped (self->account_signals, "notify::refreshing", G_CALLBACK (update_actions), self);
  g_signal_group_connect_swapped (self->account_signals, "notify::changes", G_CALLBACK (update_actions), self);

  smrt_subscription_actions_add_to (GTK_APPLICATION_WINDOW (self));
  smrt_export_actions_add_to (self);
  update_actions (self);
}

GtkWidget *
smrt_window_new (GtkApplication *application)
{
  return smrt_window_new_with_accounts (application, NULL, NULL);
}

GtkWidget *
smrt_window_new_with_accounts (GtkApplication *application,
                               SmrtProfiles   *profiles,
                               SmrtKeyring    *keyring)
{
  return g_object_new (SMRT_TYPE_WINDOW, "application", application, "profiles", profiles, "keyring", keyring, NULL);
}

SmrtAccount *
smrt_window_get_account (SmrtWindow *self)
{
  g_return_val_if_fail (SMRT_IS_WINDOW (self), NULL);

  return self->account;
}

void
smrt_window_set_account (SmrtWindow  *self,
                         SmrtAccount *account)
{
  g_return_if_fail (SMRT_IS_WINDOW (self));
  g_return_if_fail (account == NULL || SMRT_IS_ACCOUNT (account));

  if (self->account != account)
    smrt_window_show_account (self, account, NULL);
}

SmrtProfile *
smrt_window_get_profile (SmrtWindow *self)
{
  g_return_val_if_fail (SMRT_IS_WINDOW (self), NULL);

  return self->profile;
}

void
smrt_window_show_account (SmrtWindow  *self,
                          SmrtAccount *account,
                          SmrtProfile *profile)
{
  gboolean is_new;

  g_return_if_fail (SMRT_IS_WINDOW (self));
  g_return_if_fail (account == NULL || SMRT_IS_ACCOUNT (account));
  g_return_if_fail (profile == NULL || SMRT_IS_PROFILE (profile));

  g_object_freeze_notify (G_OBJECT (self));

  is_new = g_set_object (&self->account, account);
  if (g_set_object (&self->profile, profile))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROFILE]);
  g_signal_group_set_target (self->account_signals, account);
  if (is_new)
    {
      g_clear_object (&self->reconnect);
      self->reconnect = account != NULL ? smrt_reconnect_new (account) : NULL;
    }
  update_actions (self);

  if (account != NULL)
    smrt_window_wait (self);
  else
    smrt_window_show_sign_in (self);

  smrt_page_stack_set_account (self->pages, account);

  if (is_new)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACCOUNT]);
  g_object_thaw_notify (G_OBJECT (self));
}

const char *
smrt_window_get_page (SmrtWindow *self)
{
  g_return_val_if_fail (SMRT_IS_WINDOW (self), NULL);

  return smrt_page_stack_get_page (self->pages);
}

void
smrt_window_set_page (SmrtWindow *self,
                      const char *page)
{
  g_return_if_fail (SMRT_IS_WINDOW (self));
  g_return_if_fail (smrt_page_stack_has_page (page));

  if (g_str_equal (smrt_window_get_page (self), page))
    return;

  smrt_page_stack_set_page (self->pages, page);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAGE]);
}

GtkWidget *
smrt_window_get_page_widget (SmrtWindow *self)
{
  g_return_val_if_fail (SMRT_IS_WINDOW (self), NULL);

  return smrt_page_stack_get_page_widget (self->pages);
}

gboolean
smrt_window_get_shows_account (SmrtWindow *self)
{
  g_return_val_if_fail (SMRT_IS_WINDOW (self), FALSE);

  return self->account != NULL && gtk_stack_get_visible_child (self->stack) == GTK_WIDGET (self->leaflet);
}

void
smrt_window_add_toast (SmrtWindow *self,
                       AdwToast   *toast)
{
  g_return_if_fail (SMRT_IS_WINDOW (self));
  g_return_if_fail (ADW_IS_TOAST (toast));

  /* What was told before is of no interest any more. */
  if (self->toast != NULL)
    adw_toast_dismiss (self->toast);

  g_set_weak_pointer (&self->toast, toast);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

void
smrt_window_wait (SmrtWindow *self)
{
  g_return_if_fail (SMRT_IS_WINDOW (self));

  update_title (self);
  gtk_stack_set_visible_child_name (self->stack, "account");
}

void
smrt_window_show_sign_in (SmrtWindow *self)
{
  SmrtSignInPage *page;

  g_return_if_fail (SMRT_IS_WINDOW (self));

  page = get_sign_in_page (self);
  smrt_sign_in_page_set_can_go_back (page, self->account != NULL);
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (page));
}

void
smrt_window_sign_in_again (SmrtWindow  *self,
                           SmrtProfile *profile)
{
  g_return_if_fail (SMRT_IS_WINDOW (self));
  g_return_if_fail (SMRT_IS_PROFILE (profile));

  smrt_window_show_sign_in (self);
  smrt_sign_in_page_sign_in_again (get_sign_in_page (self), profile);
}

void
smrt_window_show_opening (SmrtWindow  *self,
                          SmrtProfile *profile)
{
  g_return_if_fail (SMRT_IS_WINDOW (self));
  g_return_if_fail (SMRT_IS_PROFILE (profile));

  smrt_opening_page_set_profile (SMRT_OPENING_PAGE (ensure_child (self, "opening", smrt_opening_page_new)), profile);
}

void
smrt_window_show_trouble (SmrtWindow   *self,
                          const GError *error,
                          SmrtProfile  *profile)
{
  g_return_if_fail (SMRT_IS_WINDOW (self));
  g_return_if_fail (error != NULL);
  g_return_if_fail (profile == NULL || SMRT_IS_PROFILE (profile));

  smrt_trouble_page_show (SMRT_TROUBLE_PAGE (ensure_child (self, "trouble", smrt_trouble_page_new)), error, profile);
}

void
smrt_window_connect (SmrtWindow *self,
                     const char *server_url,
                     SmrtSecret *key,
                     const char *customer_id)
{
  g_return_if_fail (SMRT_IS_WINDOW (self));
  g_return_if_fail (server_url != NULL);
  g_return_if_fail (key != NULL);

  smrt_window_show_sign_in (self);
  smrt_sign_in_page_connect (get_sign_in_page (self), server_url, key, customer_id);
}
