/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-sidebar.h"

#include <glib/gi18n-lib.h>

#include "smrt-account-menu.h"
#include "smrt-badge.h"
#include "smrt-demo-menu.h"
#include "smrt-format.h"

struct _SmrtSidebar
{
  AdwBin         parent_instance;

  SmrtAccount   *account;
  GSignalGroup  *account_signals;
  GSignalGroup  *session_signals;
  SmrtProfile   *profile;
  GSignalGroup  *profile_signals;
  SmrtProfiles  *profiles;
  char          *page;
  gboolean       folded;

  GtkMenuButton *account_button;
  AdwAvatar     *avatar;
  GtkLabel      *title_label;
  GtkLabel      *role_label;
  GtkListBox    *list;
  GtkWidget     *demo_menu;
  GtkWidget     *test_mode;
};

G_DEFINE_FINAL_TYPE (SmrtSidebar, smrt_sidebar, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_ACCOUNT,
  PROP_PROFILE,
  PROP_PROFILES,
  PROP_PAGE,
  PROP_FOLDED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static const struct
{
  const char *name;
  const char *title;
  const char *icon_name;
} pages[] = {
  { "products", N_("Products"), "smrt-products-symbolic" },
  { "plans", N_("Plans"), "smrt-plans-symbolic" },
  { "credits", N_("Credits"), "smrt-credits-symbolic" },
  { "billing-history", N_("Billing History"), "smrt-billing-history-symbolic" },
  { "usage", N_("Usage"), "smrt-usage-symbolic" },
};

static void
add_page (SmrtSidebar *self,
          const char  *title,
          const char  *icon_name)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *icon = gtk_image_new_from_icon_name (icon_name);
  GtkWidget *label = gtk_label_new (title);
  GtkWidget *row = gtk_list_box_row_new ();

  g_object_set (icon, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_list_box_append (self->list, row);
}

/* A menu has more widgets than a page, so it is made when it is opened, and
 * with the accounts that there are then. */
static void
create_menu_cb (GtkMenuButton *button,
                gpointer       user_data)
{
  SmrtSidebar *self = user_data;

  if (self->account != NULL)
    gtk_menu_button_set_popover (button, smrt_account_menu_new (self->account, self->profile, self->profiles));
}

/* The persons of the demo account are called after their roles. */
static char *
describe_person (SmrtSidebar *self,
                 SmrtSession *session)
{
  g_autofree char *role = smrt_format_role (self, smrt_session_get_role (session));
  g_autofree char *person = NULL;

  if (smrt_session_get_demo (session) || smrt_session_get_name (session) == NULL)
    return g_steal_pointer (&role);

  person = smrt_words_plain (smrt_session_get_name (session));
  if (role == NULL)
    return g_steal_pointer (&person);

  /* Translators: a role and the person’s name, "Account Owner · Olivia Owner" */
  return g_strdup_printf (_("%s · %s"), role, person);
}

static void
update_account (SmrtSidebar *self)
{
  SmrtSession *session;
  SmrtCustomer *customer;
  g_autofree char *title = NULL;
  g_autofree char *role = NULL;

  if (self->account == NULL)
    return;

  session = smrt_account_get_session (self->account);
  customer = smrt_account_get_customer (self->account);
  title = smrt_format_account_name (self->account, self->profile);
  role = describe_person (self, session);

  gtk_label_set_label (self->title_label, title);
  gtk_label_set_label (self->role_label, role != NULL ? role : "");
  gtk_widget_set_visible (GTK_WIDGET (self->role_label), role != NULL);
  adw_avatar_set_text (self->avatar, smrt_session_get_name (session) != NULL ? smrt_session_get_name (session) : title);

  gtk_widget_set_visible (self->demo_menu, smrt_session_get_demo (session));
  gtk_widget_set_visible (self->test_mode,
                          !smrt_session_get_demo (session) && customer != NULL &&
                            !smrt_customer_get_livemode (customer));
}

static void
set_profile (SmrtSidebar *self,
             SmrtProfile *profile)
{
  if (!g_set_object (&self->profile, profile))
    return;

  g_signal_group_set_target (self->profile_signals, profile);
  update_account (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROFILE]);
}

static void
select_page (SmrtSidebar *self)
{
  for (unsigned int i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      if (g_strcmp0 (pages[i].name, self->page) == 0)
        gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, i));
    }
}

static void
row_selected_cb (SmrtSidebar   *self,
                 GtkListBoxRow *row)
{
  if (row == NULL)
    return;

  smrt_sidebar_set_page (self, pages[gtk_list_box_row_get_index (row)].name);
}

static void
row_activated_cb (SmrtSidebar   *self,
                  GtkListBoxRow *row)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-page", "s",
                              pages[gtk_list_box_row_get_index (row)].name);
}

/* A list selects the row that gets the focus, and so Tab would walk through the
 * pages; the arrows are for that, and Tab leaves the list. */
static gboolean
key_pressed_cb (SmrtSidebar     *self,
                unsigned int     keyval,
                unsigned int     keycode,
                GdkModifierType  modifiers)
{
  gboolean backward = keyval == GDK_KEY_ISO_Left_Tab || (modifiers & GDK_SHIFT_MASK) != 0;
  GtkWidget *list = GTK_WIDGET (self->list);

  if ((keyval != GDK_KEY_Tab && keyval != GDK_KEY_KP_Tab && keyval != GDK_KEY_ISO_Left_Tab) ||
      (modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;

  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL; row = gtk_widget_get_next_sibling (row))
    gtk_widget_set_focusable (row, gtk_widget_has_focus (row));

  g_signal_emit_by_name (list, "move-focus", backward ? GTK_DIR_TAB_BACKWARD : GTK_DIR_TAB_FORWARD);

  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL; row = gtk_widget_get_next_sibling (row))
    gtk_widget_set_focusable (row, TRUE);

  return GDK_EVENT_STOP;
}

static void
smrt_sidebar_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  SmrtSidebar *self = SMRT_SIDEBAR (object);

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

    case PROP_PAGE:
      g_value_set_string (value, self->page);
      break;

    case PROP_FOLDED:
      g_value_set_boolean (value, self->folded);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_sidebar_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  SmrtSidebar *self = SMRT_SIDEBAR (object);

  switch (prop_id)
    {
    case PROP_ACCOUNT:
      smrt_sidebar_set_account (self, g_value_get_object (value));
      break;

    case PROP_PROFILE:
      set_profile (self, g_value_get_object (value));
      break;

    case PROP_PROFILES:
      if (g_set_object (&self->profiles, g_value_get_object (value)))
        g_object_notify_by_pspec (object, pspec);
      break;

    case PROP_PAGE:
      smrt_sidebar_set_page (self, g_value_get_string (value));
      break;

    case PROP_FOLDED:
      smrt_sidebar_set_folded (self, g_value_get_boolean (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_sidebar_dispose (GObject *object)
{
  SmrtSidebar *self = SMRT_SIDEBAR (object);

  if (self->account_signals != NULL)
    g_signal_group_set_target (self->account_signals, NULL);
  if (self->session_signals != NULL)
    g_signal_group_set_target (self->session_signals, NULL);
  g_clear_object (&self->account_signals);
  if (self->profile_signals != NULL)
    g_signal_group_set_target (self->profile_signals, NULL);
  g_clear_object (&self->session_signals);
  g_clear_object (&self->profile_signals);
  g_clear_object (&self->profile);
  g_clear_object (&self->profiles);
  g_clear_object (&self->account);

  G_OBJECT_CLASS (smrt_sidebar_parent_class)->dispose (object);
}

static void
smrt_sidebar_finalize (GObject *object)
{
  SmrtSidebar *self = SMRT_SIDEBAR (object);

  g_free (self->page);

  G_OBJECT_CLASS (smrt_sidebar_parent_class)->finalize (object);
}

static void
smrt_sidebar_class_init (SmrtSidebarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = smrt_sidebar_dispose;
  object_class->finalize = smrt_sidebar_finalize;
  object_class->get_property = smrt_sidebar_get_property;
  object_class->set_property = smrt_sidebar_set_property;

  properties[PROP_ACCOUNT] = g_param_spec_object ("account", NULL, NULL, SMRT_TYPE_ACCOUNT, flags);
  properties[PROP_PROFILE] = g_param_spec_object ("profile", NULL, NULL, SMRT_TYPE_PROFILE, flags);
  properties[PROP_PROFILES] = g_param_spec_object ("profiles", NULL, NULL, SMRT_TYPE_PROFILES, flags);
  properties[PROP_PAGE] = g_param_spec_string ("page", NULL, NULL, NULL, flags);
  properties[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (SMRT_TYPE_BADGE);
  g_type_ensure (SMRT_TYPE_DEMO_MENU);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/smrtphone/Plans/smrt-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, SmrtSidebar, account_button);
  gtk_widget_class_bind_template_child (widget_class, SmrtSidebar, avatar);
  gtk_widget_class_bind_template_child (widget_class, SmrtSidebar, title_label);
  gtk_widget_class_bind_template_child (widget_class, SmrtSidebar, role_label);
  gtk_widget_class_bind_template_child (widget_class, SmrtSidebar, list);
  gtk_widget_class_bind_template_child (widget_class, SmrtSidebar, demo_menu);
  gtk_widget_class_bind_template_child (widget_class, SmrtSidebar, test_mode);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
}

static void
smrt_sidebar_init (SmrtSidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->account_button, create_menu_cb, self, NULL);

  /* A menu button centres its child, and this one fills its row. */
  gtk_widget_set_halign (gtk_widget_get_parent (gtk_menu_button_get_child (self->account_button)), GTK_ALIGN_FILL);

  for (unsigned int i = 0; i < G_N_ELEMENTS (pages); i++)
    add_page (self, _(pages[i].title), pages[i].icon_name);

  self->account_signals = g_signal_group_new (SMRT_TYPE_ACCOUNT);
  g_signal_group_connect_swapped (self->account_signals, "notify::customer", G_CALLBACK (update_account), self);

  self->session_signals = g_signal_group_new (SMRT_TYPE_SESSION);
  g_signal_group_connect_swapped (self->session_signals, "notify::signed-in", G_CALLBACK (update_account), self);

  self->profile_signals = g_signal_group_new (SMRT_TYPE_PROFILE);
  g_signal_group_connect_swapped (self->profile_signals, "notify::title", G_CALLBACK (update_account), self);
}

GtkWidget *
smrt_sidebar_new (void)
{
  return g_object_new (SMRT_TYPE_SIDEBAR, NULL);
}

SmrtAccount *
smrt_sidebar_get_account (SmrtSidebar *self)
{
  g_return_val_if_fail (SMRT_IS_SIDEBAR (self), NULL);

  return self->account;
}

void
smrt_sidebar_set_account (SmrtSidebar *self,
                          SmrtAccount *account)
{
  g_return_if_fail (SMRT_IS_SIDEBAR (self));
  g_return_if_fail (account == NULL || SMRT_IS_ACCOUNT (account));

  if (!g_set_object (&self->account, account))
    return;

  g_signal_group_set_target (self->account_signals, account);
  g_signal_group_set_target (self->session_signals, account != NULL ? smrt_account_get_session (account) : NULL);
  update_account (self);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACCOUNT]);
}

const char *
smrt_sidebar_get_page (SmrtSidebar *self)
{
  g_return_val_if_fail (SMRT_IS_SIDEBAR (self), NULL);

  return self->page;
}

void
smrt_sidebar_set_page (SmrtSidebar *self,
                       const char  *page)
{
  g_return_if_fail (SMRT_IS_SIDEBAR (self));

  if (g_strcmp0 (self->page, page) == 0)
    return;

  g_free (self->page);
  self->page = g_strdup (page);
  select_page (self);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAGE]);
}

gboolean
smrt_sidebar_get_folded (SmrtSidebar *self)
{
  g_return_val_if_fail (SMRT_IS_SIDEBAR (self), FALSE);

  return self->folded;
}

void
smrt_sidebar_set_folded (SmrtSidebar *self,
                         gboolean     folded)
{
  g_return_if_fail (SMRT_IS_SIDEBAR (self));

  folded = !!folded;

  if (self->folded == folded)
    return;

  self->folded = folded;

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLDED]);
}
