/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-subscription-actions.h"

#include <glib/gi18n-lib.h>

#include "smrt-dialogs.h"
#include "smrt-give-up.h"
#include "smrt-keep-plan.h"
#include "smrt-link.h"
#include "smrt-schedule-repair.h"
#include "smrt-stripe-portal.h"

/* How long a page in the browser may still be at work: the provider's own
 * pages lapse in that time. */
#define BROWSING_MICROSECONDS (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)

struct _SmrtSubscriptionActions
{
  GObject               parent_instance;

  GtkApplicationWindow *window;
  SmrtAccount          *account;
  GSignalGroup         *account_signals;
  GCancellable         *cancellable;
  gint64                browsing_until;
  gboolean              busy;
  gboolean              looked_for_repair;
};

G_DEFINE_FINAL_TYPE (SmrtSubscriptionActions, smrt_subscription_actions, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_ACCOUNT,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static const char *const action_names[] = { "keep-plan", "give-up", "pay-invoice", "update-payment-method" };

static void
update_actions (SmrtSubscriptionActions *self)
{
  gboolean can_change = self->account != NULL &&
                        smrt_account_get_changes (self->account) == SMRT_ACCOUNT_CHANGES_OFFERED;

  if (self->window == NULL)
    return;

  for (unsigned int i = 0; i < G_N_ELEMENTS (action_names); i++)
    {
      GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->window), action_names[i]);

      g_simple_action_set_enabled (G_SIMPLE_ACTION (action), can_change && !self->busy);
    }
}

static void
set_busy (SmrtSubscriptionActions *self,
          gboolean                 busy)
{
  self->busy = busy;
  update_actions (self);
}

static void
tell (SmrtSubscriptionActions *self,
      const char              *text)
{
  if (self->window != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self->window), "win.tell", "s", text);
}

/* What failed stays on the screen until it was read. */
static void
show_error (SmrtSubscriptionActions *self,
            const GError            *error)
{
  if (self->window != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    smrt_dialogs_show_problem (GTK_WINDOW (self->window), error);
}

static void
finish_operation (SmrtSubscriptionActions *self,
                  GObject                 *source,
                  GAsyncResult            *result,
                  const char              *text)
{
  g_autoptr (GError) error = NULL;

  set_busy (self, FALSE);
  if (smrt_operation_run_finish (SMRT_OPERATION (source), result, &error))
    tell (self, text);
  else
    show_error (self, error);
}

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (SmrtSubscriptionActions) self = user_data;

  finish_operation (self, source, result, _("The scheduled change was taken back"));
}

static void
given_up_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (SmrtSubscriptionActions) self = user_data;

  finish_operation (self, source, result, _("The change was given up, and nothing was charged"));
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SmrtSubscriptionActions) self = user_data;

  set_busy (self, FALSE);
  if (smrt_link_open_finish (GTK_WINDOW (source), result, NULL))
    self->browsing_until = g_get_monotonic_time () + BROWSING_MICROSECONDS;
  else
    tell (self, _("The browser could not be opened"));
}

static void
open_page (SmrtSubscriptionActions *self,
           const char              *address)
{
  set_busy (self, TRUE);
  smrt_link_open_async (GTK_WINDOW (self->window), address, self->cancellable, opened_cb, g_object_ref (self));
}

static void
portal_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SmrtSubscriptionActions) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *address = NULL;

  address = smrt_stripe_create_portal_session_finish (SMRT_STRIPE_CLIENT (source), result, &error);

  set_busy (self, FALSE);
  if (address == NULL)
    show_error (self, error);
  else if (self->window != NULL)
    open_page (self, address);
}

/* @operation is consumed. */
static void
run (SmrtSubscriptionActions *self,
     SmrtOperation           *operation,
     GAsyncReadyCallback      callback)
{
  set_busy (self, TRUE);
  smrt_operation_run_async (operation, self->cancellable, callback, g_object_ref (self));
  g_object_unref (operation);
}

static void
keep_plan_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  SmrtSubscriptionActions *self = user_data;

  run (self, smrt_keep_plan_new (self->account, g_variant_get_string (parameter, NULL)), kept_cb);
}

static void
give_up_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  SmrtSubscriptionActions *self = user_data;

  run (self, smrt_give_up_new (self->account, g_variant_get_string (parameter, NULL)), given_up_cb);
}

static void
pay_invoice_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  SmrtSubscriptionActions *self = user_data;
  SmrtInvoice *invoice = smrt_account_find_invoice (self->account, g_variant_get_string (parameter, NULL));
  const char *address = invoice != NULL ? smrt_invoice_get_hosted_url (invoice) : NULL;

  if (address != NULL)
    open_page (self, address);
  else
    tell (self, _("The invoice has no page to pay it on"));
}

static void
update_payment_method_cb (GSimpleAction *action,
                          GVariant      *parameter,
                          gpointer       user_data)
{
  SmrtSubscriptionActions *self = user_data;
  SmrtStripeClient *client = smrt_session_get_client (smrt_account_get_session (self->account));

  set_busy (self, TRUE);
  smrt_stripe_create_portal_session_async (client,
                                           smrt_customer_get_id (smrt_account_get_customer (self->account)),
                                           self->cancellable, portal_cb, g_object_ref (self));
}

static void
repaired_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  /* Nobody has asked for it, and the next start tries again. */
  if (!smrt_schedule_repair_run_finish (SMRT_SCHEDULE_REPAIR (source), result, &error))
    g_debug ("A schedule that was left behind could not be released: %s", error->message);
}

static void
account_read_cb (SmrtSubscriptionActions *self)
{
  update_actions (self);

  /* What was kept says nothing about what has to be repaired now. */
  if (self->looked_for_repair || smrt_account_get_state (self->account) != SMRT_ACCOUNT_STATE_READY)
    return;

  self->looked_for_repair = TRUE;
  if (smrt_schedule_repair_is_needed (self->account))
    {
      g_autoptr (SmrtScheduleRepair) repair = smrt_schedule_repair_new (self->account);

      smrt_schedule_repair_run_async (repair, self->cancellable, repaired_cb, NULL);
    }
}

/* Nobody knows what was done on the page, or whether it was left for good. */
static void
active_changed_cb (SmrtSubscriptionActions *self)
{
  if (gtk_window_is_active (GTK_WINDOW (self->window)) && g_get_monotonic_time () < self->browsing_until)
    gtk_widget_activate_action (GTK_WIDGET (self->window), "win.refresh", NULL);
}

static void
window_destroyed_cb (SmrtSubscriptionActions *self)
{
  g_cancellable_cancel (self->cancellable);
  smrt_subscription_actions_set_account (self, NULL);
  g_clear_weak_pointer (&self->window);
}

static void
smrt_subscription_actions_get_property (GObject    *object,
                                        guint       prop_id,
                                        GValue     *value,
                                        GParamSpec *pspec)
{
  SmrtSubscriptionActions *self = SMRT_SUBSCRIPTION_ACTIONS (object);

  switch (prop_id)
    {
    case PROP_ACCOUNT:
      g_value_set_object (value, self->account);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_subscription_actions_set_property (GObject      *object,
                                        guint         prop_id,
                                        const GValue *value,
                                        GParamSpec   *pspec)
{
  SmrtSubscriptionActions *self = SMRT_SUBSCRIPTION_ACTIONS (object);

  switch (prop_id)
    {
    case PROP_ACCOUNT:
      smrt_subscription_actions_set_account (self, g_value_get_object (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_subscription_actions_dispose (GObject *object)
{
  SmrtSubscriptionActions *self = SMRT_SUBSCRIPTION_ACTIONS (object);

  if (self->account_signals != NULL)
    g_signal_group_set_target (self->account_signals, NULL);
  g_clear_object (&self->account_signals);
  g_clear_object (&self->account);
  g_clear_object (&self->cancellable);
  g_clear_weak_pointer (&self->window);

  G_OBJECT_CLASS (smrt_subscription_actions_parent_class)->dispose (object);
}

static void
smrt_subscription_actions_class_init (SmrtSubscriptionActionsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = smrt_subscription_actions_dispose;
  object_class->get_property = smrt_subscription_actions_get_property;
  object_class->set_property = smrt_subscription_actions_set_property;

  properties[PROP_ACCOUNT] =
    g_param_spec_object ("account", NULL, NULL, SMRT_TYPE_ACCOUNT,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
smrt_subscription_actions_init (SmrtSubscriptionActions *self)
{
  self->cancellable = g_cancellable_new ();

  self->account_signals = g_signal_group_new (SMRT_TYPE_ACCOUNT);
  g_signal_group_connect_swapped (self->account_signals, "notify::customer", G_CALLBACK (account_read_cb), self);
  g_signal_group_connect_swapped (self->account_signals, "notify::changes", G_CALLBACK (update_actions), self);
}

SmrtSubscriptionActions *
smrt_subscription_actions_add_to (GtkApplicationWindow *window)
{
  static const GActionEntry entries[] = {
    { "keep-plan", keep_plan_cb, "s" },
    { "give-up", give_up_cb, "s" },
    { "pay-invoice", pay_invoice_cb, "s" },
    { "update-payment-method", update_payment_method_cb },
  };
  SmrtSubscriptionActions *self;

  g_return_val_if_fail (GTK_IS_APPLICATION_WINDOW (window), NULL);

  self = g_object_new (SMRT_TYPE_SUBSCRIPTION_ACTIONS, NULL);
  g_set_weak_pointer (&self->window, window);
  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect_object (window, "notify::is-active", G_CALLBACK (active_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (window, "destroy", G_CALLBACK (window_destroyed_cb), self, G_CONNECT_SWAPPED);
  g_object_bind_property (window, "account", self, "account", G_BINDING_SYNC_CREATE);
  g_object_set_data_full (G_OBJECT (window), "smrt-subscription-actions", self, g_object_unref);
  update_actions (self);

  return self;
}

SmrtAccount *
smrt_subscription_actions_get_account (SmrtSubscriptionActions *self)
{
  g_return_val_if_fail (SMRT_IS_SUBSCRIPTION_ACTIONS (self), NULL);

  return self->account;
}

void
smrt_subscription_actions_set_account (SmrtSubscriptionActions *self,
                                       SmrtAccount             *account)
{
  g_return_if_fail (SMRT_IS_SUBSCRIPTION_ACTIONS (self));
  g_return_if_fail (account == NULL || SMRT_IS_ACCOUNT (account));

  if (!g_set_object (&self->account, account))
    return;

  self->looked_for_repair = FALSE;
  self->browsing_until = 0;
  g_signal_group_set_target (self->account_signals, account);
  if (account != NULL)
    account_read_cb (self);
  else
    update_actions (self);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACCOUNT]);
}
