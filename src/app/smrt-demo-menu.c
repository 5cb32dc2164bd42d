/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-demo-menu.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "smrt-badge.h"
#include "smrt-demo.h"
#include "smrt-problem.h"
#include "smrt-refresh.h"
#include "smrt-words.h"

struct _SmrtDemoMenu
{
  GtkWidget       parent_instance;

  SmrtAccount    *account;
  GCancellable   *cancellable;
  SmrtDemoAction  action;
  gboolean        busy;
  GSignalGroup   *account_signals;
  char           *date;

  GtkWidget      *button;
  GMenu          *menu;
  GMenuModel     *clock_section;
};

G_DEFINE_FINAL_TYPE (SmrtDemoMenu, smrt_demo_menu, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_ACCOUNT,
  PROP_BUSY,
  PROP_DATE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static const struct
{
  const char     *nick;
  SmrtDemoAction  action;
  const char     *done;
} actions[] = {
  { "one-day", SMRT_DEMO_ONE_DAY, N_("The clock is a day further") },
  { "next-billing-date", SMRT_DEMO_NEXT_BILLING_DATE, N_("The clock is past the next billing date") },
  { "card-works", SMRT_DEMO_CARD_WORKS, N_("The next payment will work") },
  { "card-declines", SMRT_DEMO_CARD_DECLINES, N_("The next payment will be declined") },
  { "card-asks", SMRT_DEMO_CARD_ASKS, N_("The next payment will ask the bank") },
  { "reset", SMRT_DEMO_RESET, N_("The demo account is as it was at first") },
};

static void
set_busy (SmrtDemoMenu *self,
          gboolean      busy)
{
  if (self->busy == busy)
    return;

  self->busy = busy;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "demo.run", !busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "demo.reset", !busy);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

/* The first section is the clock's, and its heading tells the date. */
static void
set_date (SmrtDemoMenu *self,
          gint64        time)
{
  g_autofree char *day = smrt_words_date (time);
  g_autofree char *heading = NULL;

  if (g_strcmp0 (self->date, day) == 0)
    return;

  g_free (self->date);
  self->date = g_steal_pointer (&day);
  /* Translators: the heading of a menu; %s is the day on which the demo account is, "18 November 2026". */
  heading = g_strdup_printf (_("It Is %s"), self->date);
  g_menu_remove (self->menu, 0);
  g_menu_insert_section (self->menu, 0, heading, self->clock_section);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DATE]);
}

static void
time_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (SmrtDemoMenu) self = user_data;
  g_autoptr (GError) error = NULL;
  gint64 time;

  if (!smrt_demo_load_time_finish (SMRT_ACCOUNT (source), result, &time, &error))
    g_debug ("The clock of the demo account was not read: %s", error->message);
  else if (self->account == SMRT_ACCOUNT (source))
    set_date (self, time);
}

/* Asked for once somebody has opened the menu, and then after every reading. */
static void
update_date (SmrtDemoMenu *self)
{
  if (self->account != NULL && gtk_menu_button_get_menu_model (GTK_MENU_BUTTON (self->button)) != NULL)
    smrt_demo_load_time_async (self->account, self->cancellable, time_cb, g_object_ref (self));
}

static void
tell (SmrtDemoMenu *self,
      const char   *text)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.tell", "s", text);
}

static void
tell_error (SmrtDemoMenu *self,
            const GError *error)
{
  g_autofree char *title = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  smrt_problem_describe (error, &title, NULL);
  tell (self, title);
}

static void
refresh_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (SmrtDemoMenu) self = user_data;
  g_autoptr (GError) error = NULL;

  if (smrt_refresh_run_finish (SMRT_REFRESH (source), result, &error))
    {
      for (unsigned int i = 0; i < G_N_ELEMENTS (actions); i++)
        {
          if (actions[i].action == self->action)
            tell (self, _(actions[i].done));
        }
    }
  else
    tell_error (self, error);

  set_busy (self, FALSE);
}

static void
run_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (SmrtDemoMenu) self = user_data;
  g_autoptr (SmrtRefresh) refresh = NULL;
  g_autoptr (GError) error = NULL;
  SmrtAccount *account = SMRT_ACCOUNT (source);

  if (!smrt_demo_run_finish (account, result, &error))
    {
      tell_error (self, error);
      set_busy (self, FALSE);
      return;
    }

  refresh = smrt_refresh_new (account);
  smrt_refresh_run_async (refresh, self->cancellable, refresh_cb, g_object_ref (self));
}

static void
run (SmrtDemoMenu   *self,
     SmrtDemoAction  action)
{
  if (self->busy || self->account == NULL)
    return;

  self->action = action;
  set_busy (self, TRUE);
  smrt_demo_run_async (self->account, action, self->cancellable, run_cb, g_object_ref (self));
}

static void
response_cb (SmrtDemoMenu *self,
             const char   *response)
{
  if (g_strcmp0 (response, "reset") == 0)
    run (self, SMRT_DEMO_RESET);
}

static void
run_action (GtkWidget  *widget,
            const char *action_name,
            GVariant   *parameter)
{
  const char *nick = g_variant_get_string (parameter, NULL);

  for (unsigned int i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      if (g_str_equal (actions[i].nick, nick))
        run (SMRT_DEMO_MENU (widget), actions[i].action);
    }
}

static void
reset_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *dialog = adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                              _("Reset the Demo Account?"),
                                              _("Its plans, invoices and credits become what they were at first."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "cancel", _("_Cancel"),
                                    "reset", _("_Reset"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "reset", ADW_RESPONSE_DESTRUCTIVE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), widget, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
smrt_demo_menu_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  SmrtDemoMenu *self = SMRT_DEMO_MENU (object);

  switch (prop_id)
    {
    case PROP_ACCOUNT:
      g_value_set_object (value, self->account);
      break;

    case PROP_BUSY:
      g_value_set_boolean (value, self->busy);
      break;

    case PROP_DATE:
      g_value_set_string (value, self->date);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_demo_menu_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  SmrtDemoMenu *self = SMRT_DEMO_MENU (object);

  switch (prop_id)
    {
    case PROP_ACCOUNT:
      smrt_demo_menu_set_account (self, g_value_get_object (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_demo_menu_dispose (GObject *object)
{
  SmrtDemoMenu *self = SMRT_DEMO_MENU (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  if (self->account_signals != NULL)
    g_signal_group_set_target (self->account_signals, NULL);
  g_clear_object (&self->account_signals);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->account);
  g_clear_pointer (&self->button, gtk_widget_unparent);

  G_OBJECT_CLASS (smrt_demo_menu_parent_class)->dispose (object);
}

/* A menu has more widgets than a page, so it is made when it is opened. */
static void
create_menu_cb (GtkMenuButton *button,
                gpointer       user_data)
{
  SmrtDemoMenu *self = user_data;

  if (gtk_menu_button_get_menu_model (button) == NULL)
    {
      gtk_menu_button_set_menu_model (button, G_MENU_MODEL (self->menu));
      update_date (self);
    }
}

static void
smrt_demo_menu_finalize (GObject *object)
{
  SmrtDemoMenu *self = SMRT_DEMO_MENU (object);

  g_clear_object (&self->clock_section);
  g_free (self->date);

  G_OBJECT_CLASS (smrt_demo_menu_parent_class)->finalize (object);
}

static void
smrt_demo_menu_class_init (SmrtDemoMenuClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = smrt_demo_menu_dispose;
  object_class->finalize = smrt_demo_menu_finalize;
  object_class->get_property = smrt_demo_menu_get_property;
  object_class->set_property = smrt_demo_menu_set_property;

  properties[PROP_ACCOUNT] =
    g_param_spec_object ("account", NULL, NULL, SMRT_TYPE_ACCOUNT,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_BUSY] =
    g_param_spec_boolean ("busy", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_DATE] =
    g_param_spec_string ("date", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (SMRT_TYPE_BADGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/smrtphone/Plans/smrt-demo-menu.ui");
  gtk_widget_class_bind_template_child (widget_class, SmrtDemoMenu, button);
  gtk_widget_class_bind_template_child (widget_class, SmrtDemoMenu, menu);
  gtk_widget_class_install_action (widget_class, "demo.run", "s", run_action);
  gtk_widget_class_install_action (widget_class, "demo.reset", NULL, reset_action);
}

static void
smrt_demo_menu_init (SmrtDemoMenu *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->button), create_menu_cb, self, NULL);

  /* A menu button centres its child, and this one fills its row. */
  gtk_widget_set_halign (gtk_widget_get_parent (gtk_menu_button_get_child (GTK_MENU_BUTTON (self->button))), GTK_ALIGN_FILL);

  self->cancellable = g_cancellable_new ();
  self->clock_section = g_menu_model_get_item_link (G_MENU_MODEL (self->menu), 0, G_MENU_LINK_SECTION);
  self->account_signals = g_signal_group_new (SMRT_TYPE_ACCOUNT);
  g_signal_group_connect_swapped (self->account_signals, "notify::customer", G_CALLBACK (update_date), self);
}

GtkWidget *
smrt_demo_menu_new (void)
{
  return g_object_new (SMRT_TYPE_DEMO_MENU, NULL);
}

SmrtAccount *
smrt_demo_menu_get_account (SmrtDemoMenu *self)
{
  g_return_val_if_fail (SMRT_IS_DEMO_MENU (self), NULL);

  return self->account;
}

void
smrt_demo_menu_set_account (SmrtDemoMenu *self,
                            SmrtAccount  *account)
{
  g_return_if_fail (SMRT_IS_DEMO_MENU (self));
  g_return_if_fail (account == NULL || SMRT_IS_ACCOUNT (account));

  if (!g_set_object (&self->account, account))
    return;

  g_signal_group_set_target (self->account_signals, account);
  update_date (self);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACCOUNT]);
}

gboolean
smrt_demo_menu_get_busy (SmrtDemoMenu *self)
{
  g_return_val_if_fail (SMRT_IS_DEMO_MENU (self), FALSE);

  return self->busy;
}

const char *
smrt_demo_menu_get_date (SmrtDemoMenu *self)
{
  g_return_val_if_fail (SMRT_IS_DEMO_MENU (self), NULL);

  return self->date;
}
