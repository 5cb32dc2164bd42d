/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-change-window.h"

#include <glib/gi18n-lib.h>

#include "smrt-address.h"
#include "smrt-collection.h"
#include "smrt-invoice-window.h"
#include "smrt-link.h"
#include "smrt-outcome-view.h"
#include "smrt-problem.h"
#include "smrt-quote-view.h"
#include "smrt-receipt-view.h"
#include "smrt-refresh.h"
#include "smrt-seat-picker.h"
#include "smrt-words.h"

struct _SmrtChangeWindow
{
  AdwWindow parent_instance;

  SmrtChange *change;
  GSignalGroup *change_signals;
  SmrtAccount *account;
  SmrtSubscription *subscription;
  GCancellable *cancellable;
  gboolean sent;
  gboolean busy;
  gboolean browsing;

  AdwWindowTitle *title;
  GtkStack *stack;
  GtkSpinner *loading_spinner;
  SmrtSeatPicker *seat_picker;
  GtkWidget *seat_label;
  SmrtQuoteView *quote_view;
  GtkWidget *cancel_button;
  GtkWidget *method_button;
  GtkWidget *confirm_button;
  GtkSpinner *confirm_spinner;
  GtkLabel *confirm_label;
  SmrtOutcomeView *outcome_view;
  SmrtReceiptView *receipt_view;
};

G_DEFINE_FINAL_TYPE (SmrtChangeWindow, smrt_change_window, ADW_TYPE_WINDOW)

enum
{
  PROP_CHANGE = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
refresh_account (SmrtChange *change)
{
  smrt_refresh_read (smrt_change_get_account (change), NULL);
}

static gboolean
is_under_way (SmrtChange *change)
{
  SmrtChangeState state = smrt_change_get_state (change);

  return state == SMRT_CHANGE_STATE_CONFIRMING || state == SMRT_CHANGE_STATE_UNKNOWN;
}

static void
settled_unseen_cb (SmrtChange *change,
                   GParamSpec *pspec,
                   gpointer    user_data)
{
  if (is_under_way (change))
    return;
  refresh_account (change);
  g_signal_handlers_disconnect_by_func (change, settled_unseen_cb, user_data);
}

/* A change whose outcome is not known is settled also when nobody looks at it any more. */
static void
settle_unseen (SmrtChange *change)
{
  g_signal_connect_data (change, "notify::state", G_CALLBACK (settled_unseen_cb),
                         g_object_ref (change), (GClosureNotify) (void (*) (void)) g_object_unref, 0);
}

static gboolean
waits_for_payment (SmrtChange *change)
{
  SmrtChangeState state = smrt_change_get_state (change);

  return (state == SMRT_CHANGE_STATE_DECLINED || state == SMRT_CHANGE_STATE_NEEDS_ACTION) &&
         smrt_change_get_invoice (change);
}

static void
update_actions (SmrtChangeWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  SmrtChangeState state = self->change ? smrt_change_get_state (self->change) : SMRT_CHANGE_STATE_QUOTING;
  SmrtInvoice *invoice = self->change ? smrt_change_get_invoice (self->change) : NULL;
  gboolean waits = self->change && waits_for_payment (self->change);

  gtk_widget_action_set_enabled (widget, "change.quote",
                                 state != SMRT_CHANGE_STATE_QUOTING && smrt_change_get_can_quote (self->change));
  gtk_widget_action_set_enabled (widget, "change.confirm", self->change && smrt_change_get_can_confirm (self->change));
  gtk_widget_action_set_enabled (widget, "change.pay", waits && smrt_address_is_safe (smrt_invoice_get_hosted_url (invoice)));
  gtk_widget_action_set_enabled (widget, "change.settle", !self->busy && (waits || state == SMRT_CHANGE_STATE_UNKNOWN));
  gtk_widget_action_set_enabled (widget, "change.give-up",
                                 !self->busy && waits && !smrt_change_get_in_force (self->change));
  gtk_widget_action_set_enabled (widget, "change.view-invoice", state == SMRT_CHANGE_STATE_DONE && invoice);
}

static void
show_page (SmrtChangeWindow *self,
           const char       *name,
           GtkWidget        *focus)
{
  gboolean shown = g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), name) == 0;
  GtkWidget *focused = gtk_window_get_focus (GTK_WINDOW (self));

  gtk_spinner_set_spinning (self->loading_spinner, g_str_equal (name, "loading"));
  gtk_stack_set_visible_child_name (self->stack, name);

  /* The button that had the focus may be gone, or of no use any more. */
  if (focus && (!shown || !focused || !gtk_widget_is_drawable (focused) || !gtk_widget_is_sensitive (focused)))
    gtk_widget_grab_focus (focus);
}

/* The seats are chosen where the quote is shown: what is shown stays while another number is asked for, and cannot be
 * confirmed. */
static void
update_seats (SmrtChangeWindow *self)
{
  gboolean quoted = self->change && smrt_change_get_state (self->change) >= SMRT_CHANGE_STATE_QUOTED;

  gtk_widget_set_visible (self->seat_label, !self->change);
  gtk_widget_set_visible (GTK_WIDGET (self->quote_view), self->change != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->quote_view), quoted);
  if (!self->change || quoted)
    smrt_quote_view_set_change (self->quote_view, self->change);
}

static void
update_page (SmrtChangeWindow *self)
{
  gboolean chooses_seats = self->subscription != NULL;

  if (chooses_seats)
    update_seats (self);
  if (!self->change)
    {
      show_page (self, "quote", GTK_WIDGET (self->seat_picker));
      return;
    }

  switch (smrt_change_get_state (self->change))
    {
    case SMRT_CHANGE_STATE_QUOTING:
      if (chooses_seats)
        show_page (self, "quote", GTK_WIDGET (self->seat_picker));
      else
        show_page (self, "loading", NULL);
      break;
    case SMRT_CHANGE_STATE_QUOTED:
    case SMRT_CHANGE_STATE_QUOTE_CHANGED:
      /* The focus is never put on what costs money. */
      show_page (self, "quote", chooses_seats ? GTK_WIDGET (self->seat_picker) : self->cancel_button);
      break;
    case SMRT_CHANGE_STATE_CONFIRMING:
      /* What was confirmed, or what is said of an unknown outcome, stays until there is an answer. */
      break;
    case SMRT_CHANGE_STATE_QUOTE_FAILED:
    case SMRT_CHANGE_STATE_DECLINED:
    case SMRT_CHANGE_STATE_NEEDS_ACTION:
    case SMRT_CHANGE_STATE_UNKNOWN:
    case SMRT_CHANGE_STATE_NOT_MADE:
    default:
      show_page (self, "outcome", GTK_WIDGET (self->outcome_view));
      break;
    case SMRT_CHANGE_STATE_DONE:
      show_page (self, "receipt", GTK_WIDGET (self->receipt_view));
      break;
    }
}

/* What cannot be paid is not offered for payment: first there has to be something to take it from. */
static void
update_method (SmrtChangeWindow *self,
               SmrtQuote        *quote)
{
  SmrtCollection collection = SMRT_COLLECTION_CHARGE;

  if (quote && smrt_quote_get_due_today (quote).amount > 0)
    collection = smrt_collection_of (smrt_offer_get_subscription (smrt_quote_get_offer (quote)),
                                     smrt_quote_get_payment_method (quote), smrt_account_get_as_of (self->account));

  gtk_button_set_label (GTK_BUTTON (self->method_button), collection == SMRT_COLLECTION_EXPIRED
                                                            ? _("Update Payment Method…")
                                                            : _("Add a Payment Method…"));
  gtk_widget_set_visible (self->method_button,
                          collection == SMRT_COLLECTION_NO_METHOD || collection == SMRT_COLLECTION_EXPIRED);
  gtk_widget_set_visible (self->confirm_button, !gtk_widget_get_visible (self->method_button));
}

static void
update_confirm (SmrtChangeWindow *self)
{
  SmrtQuote *quote = self->change ? smrt_change_get_quote (self->change) : NULL;
  g_autofree char *label = quote ? smrt_words_confirm (quote) : NULL;

  gtk_label_set_label (self->confirm_label, label ? label : _("Confirm"));
  update_method (self, quote);
}

static void
state_cb (SmrtChangeWindow *self)
{
  SmrtChangeState state = self->change ? smrt_change_get_state (self->change) : SMRT_CHANGE_STATE_QUOTING;
  gboolean confirming = state == SMRT_CHANGE_STATE_CONFIRMING;

  /* A text that loses its focus together with its sensitivity complains. */
  if (confirming && gtk_widget_get_focus_child (GTK_WIDGET (self->seat_picker)))
    gtk_window_set_focus (GTK_WINDOW (self), NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->seat_picker), !confirming);
  gtk_spinner_set_spinning (self->confirm_spinner, confirming);
  gtk_widget_set_visible (GTK_WIDGET (self->confirm_spinner), confirming);
  gtk_window_set_deletable (GTK_WINDOW (self), !confirming);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "window.close", !confirming);
  /* What cannot be pressed cannot have the focus. */
  update_actions (self);
  update_page (self);

  self->sent |= confirming;
  if (!self->change)
    return;
  if (g_error_matches (smrt_change_get_error (self->change), SMRT_CHANGE_ERROR, SMRT_CHANGE_ERROR_SUBSCRIPTION_CHANGED))
    refresh_account (self->change);
  else if (self->sent && (state == SMRT_CHANGE_STATE_DONE || state == SMRT_CHANGE_STATE_NOT_MADE ||
                          waits_for_payment (self->change)))
    refresh_account (self->change);
}

static void
quoted_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  /* The change's state says what came of it. */
  smrt_change_quote_finish (SMRT_CHANGE (source), result, NULL);
}

static void
confirmed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  smrt_change_confirm_finish (SMRT_CHANGE (source), result, NULL);
}

static void
set_busy (SmrtChangeWindow *self,
          gboolean          busy)
{
  self->busy = busy;
  smrt_outcome_view_set_busy (self->outcome_view, busy);
  update_actions (self);
  update_page (self);
}

static void
settled_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (SmrtChangeWindow) self = user_data;

  smrt_change_settle_finish (SMRT_CHANGE (source), result, NULL);
  if (self->change)
    set_busy (self, FALSE);
  else
    refresh_account (SMRT_CHANGE (source));
}

static void
gave_up_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (SmrtChangeWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *reason = NULL;

  smrt_change_give_up_finish (SMRT_CHANGE (source), result, &error);
  if (!self->change)
    {
      /* The window was closed meanwhile; what it gave up is shown elsewhere. */
      refresh_account (SMRT_CHANGE (source));
      return;
    }

  set_busy (self, FALSE);
  if (error && waits_for_payment (self->change))
    {
      smrt_problem_describe (error, NULL, &reason);
      smrt_outcome_view_show_notice (self->outcome_view, reason);
    }
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  SmrtChangeWindow *self = SMRT_CHANGE_WINDOW (source);

  self->browsing = smrt_link_open_finish (GTK_WINDOW (self), result, NULL);
  if (!self->browsing && self->change)
    smrt_outcome_view_show_notice (self->outcome_view, _("The browser could not be opened."));
}

static void
quote_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  SmrtChangeWindow *self = SMRT_CHANGE_WINDOW (widget);

  smrt_change_quote_async (self->change, self->cancellable, quoted_cb, NULL);
}

static void
confirm_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  SmrtChangeWindow *self = SMRT_CHANGE_WINDOW (widget);
  SmrtChange *change = self->change;

  /* A number that was typed a moment ago is quoted before it is confirmed. */
  if (self->subscription)
    smrt_seat_picker_commit (self->seat_picker);
  if (self->change != change)
    return;

  smrt_change_confirm_async (self->change, NULL, confirmed_cb, NULL);
}

static void
pay_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  SmrtChangeWindow *self = SMRT_CHANGE_WINDOW (widget);
  SmrtInvoice *invoice = smrt_change_get_invoice (self->change);

  smrt_link_open_async (GTK_WINDOW (self), smrt_invoice_get_hosted_url (invoice), NULL, opened_cb, NULL);
}

/* The window behind knows the page; when the person is back, the payment method is asked for with a new quote. */
static void
payment_method_action (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  SmrtChangeWindow *self = SMRT_CHANGE_WINDOW (widget);
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  self->browsing = parent && gtk_widget_activate_action (GTK_WIDGET (parent), "win.update-payment-method", NULL);
}

static void
settle_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  SmrtChangeWindow *self = SMRT_CHANGE_WINDOW (widget);

  self->browsing = FALSE;
  set_busy (self, TRUE);
  smrt_change_settle_async (self->change, NULL, settled_cb, g_object_ref (self));
}

static void
give_up_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  SmrtChangeWindow *self = SMRT_CHANGE_WINDOW (widget);

  set_busy (self, TRUE);
  smrt_change_give_up_async (self->change, NULL, gave_up_cb, g_object_ref (self));
}

static void
view_invoice_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  SmrtChangeWindow *self = SMRT_CHANGE_WINDOW (widget);
  GtkWidget *window = smrt_invoice_window_new (smrt_change_get_account (self->change),
                                               smrt_change_get_invoice (self->change));

  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (self));
  gtk_window_present (GTK_WINDOW (window));
}

/* Who comes back from the browser has most likely paid there, or given another card. */
static void
active_cb (SmrtChangeWindow *self)
{
  if (!self->change || !self->browsing || self->busy || !gtk_window_is_active (GTK_WINDOW (self)))
    return;

  if (waits_for_payment (self->change))
    gtk_widget_activate_action (GTK_WIDGET (self), "change.settle", NULL);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "change.quote", NULL);
}

static void
show_title (SmrtChangeWindow *self)
{
  SmrtCatalogue *catalogue = smrt_account_get_catalogue (self->account);
  SmrtOffer *offer = self->change ? smrt_change_get_offer (self->change) : NULL;
  SmrtPlan *plan = offer ? smrt_offer_get_to_plan (offer) : NULL;
  g_autofree char *title = self->subscription ? g_strdup (_("Change Seats")) : smrt_words_offer_title (offer, catalogue);
  g_autofree char *family = NULL;

  if (!plan)
    plan = smrt_catalogue_find_plan (catalogue, smrt_price_get_product_id (smrt_subscription_item_get_price (
                                                  smrt_subscription_get_main_item (self->subscription))));
  family = smrt_words_family_title (plan, catalogue);
  gtk_window_set_title (GTK_WINDOW (self), title);
  adw_window_title_set_title (self->title, title);
  adw_window_title_set_subtitle (self->title, family);
}

/* A change that is only quoted is given up by letting go of it. */
static void
take_change (SmrtChangeWindow *self,
             SmrtChange       *change)
{
  if (!g_set_object (&self->change, change))
    return;

  if (change)
    g_set_object (&self->account, smrt_change_get_account (change));
  g_signal_group_set_target (self->change_signals, change);
  smrt_outcome_view_set_change (self->outcome_view, change);
  smrt_receipt_view_set_change (self->receipt_view, change);
  if (!self->subscription)
    smrt_quote_view_set_change (self->quote_view, change);

  show_title (self);
  update_confirm (self);
  state_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHANGE]);
}

static void
begin_change (SmrtChangeWindow *self,
              SmrtOffer        *offer)
{
  g_autoptr (SmrtChange) change = smrt_change_new (self->account, offer);

  take_change (self, change);
  smrt_change_quote_async (change, self->cancellable, quoted_cb, NULL);
}

static void
seats_chosen_cb (SmrtChangeWindow *self)
{
  g_autoptr (SmrtOffer) offer = NULL;

  if (!self->subscription || (self->change && !smrt_change_get_can_quote (self->change)))
    return;

  offer = smrt_catalogue_make_seat_offer (smrt_account_get_catalogue (self->account), self->subscription,
                                          smrt_seat_picker_get_quantity (self->seat_picker));
  if (offer)
    begin_change (self, offer);
  else
    take_change (self, NULL);
}

static gboolean
smrt_change_window_close_request (GtkWindow *window)
{
  SmrtChangeWindow *self = SMRT_CHANGE_WINDOW (window);

  if (self->change && smrt_change_get_state (self->change) == SMRT_CHANGE_STATE_CONFIRMING)
    return TRUE;

  return GTK_WINDOW_CLASS (smrt_change_window_parent_class)->close_request (window);
}

static void
smrt_change_window_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  SmrtChangeWindow *self = SMRT_CHANGE_WINDOW (object);

  switch (prop_id)
    {
    case PROP_CHANGE:
      g_value_set_object (value, self->change);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_change_window_dispose (GObject *object)
{
  SmrtChangeWindow *self = SMRT_CHANGE_WINDOW (object);

  if (self->change && is_under_way (self->change))
    settle_unseen (self->change);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->change_signals);
  g_clear_object (&self->change);
  g_clear_object (&self->subscription);
  g_clear_object (&self->account);

  G_OBJECT_CLASS (smrt_change_window_parent_class)->dispose (object);
}

static void
smrt_change_window_class_init (SmrtChangeWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GtkWindowClass *window_class = GTK_WINDOW_CLASS (klass);

  object_class->get_property = smrt_change_window_get_property;
  object_class->dispose = smrt_change_window_dispose;
  window_class->close_request = smrt_change_window_close_request;

  properties[PROP_CHANGE] =
    g_param_spec_object ("change", NULL, NULL, SMRT_TYPE_CHANGE,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (SMRT_TYPE_OUTCOME_VIEW);
  g_type_ensure (SMRT_TYPE_QUOTE_VIEW);
  g_type_ensure (SMRT_TYPE_RECEIPT_VIEW);
  g_type_ensure (SMRT_TYPE_SEAT_PICKER);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/smrtphone/Plans/smrt-change-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SmrtChangeWindow, title);
  gtk_widget_class_bind_template_child (widget_class, SmrtChangeWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, SmrtChangeWindow, loading_spinner);
  gtk_widget_class_bind_template_child (widget_class, SmrtChangeWindow, seat_picker);
  gtk_widget_class_bind_template_child (widget_class, SmrtChangeWindow, seat_label);
  gtk_widget_class_bind_template_child (widget_class, SmrtChangeWindow, quote_view);
  gtk_widget_class_bind_template_child (widget_class, SmrtChangeWindow, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, SmrtChangeWindow, method_button);
  gtk_widget_class_bind_template_child (widget_class, SmrtChangeWindow, confirm_button);
  gtk_widget_class_bind_template_child (widget_class, SmrtChangeWindow, confirm_spinner);
  gtk_widget_class_bind_template_child (widget_class, SmrtChangeWindow, confirm_label);
  gtk_widget_class_bind_template_child (widget_class, SmrtChangeWindow, outcome_view);
  gtk_widget_class_bind_template_child (widget_class, SmrtChangeWindow, receipt_view);
  gtk_widget_class_bind_template_callback (widget_class, seats_chosen_cb);

  gtk_widget_class_install_action (widget_class, "change.quote", NULL, quote_action);
  gtk_widget_class_install_action (widget_class, "change.confirm", NULL, confirm_action);
  gtk_widget_class_install_action (widget_class, "change.pay", NULL, pay_action);
  gtk_widget_class_install_action (widget_class, "change.payment-method", NULL, payment_method_action);
  gtk_widget_class_install_action (widget_class, "change.settle", NULL, settle_action);
  gtk_widget_class_install_action (widget_class, "change.give-up", NULL, give_up_action);
  gtk_widget_class_install_action (widget_class, "change.view-invoice", NULL, view_invoice_action);
}

static void
smrt_change_window_init (SmrtChangeWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_spinner_start (self->loading_spinner);

  self->change_signals = g_signal_group_new (SMRT_TYPE_CHANGE);
  g_signal_group_connect_swapped (self->change_signals, "notify::state", G_CALLBACK (state_cb), self);
  g_signal_group_connect_swapped (self->change_signals, "notify::can-confirm", G_CALLBACK (update_actions), self);
  g_signal_group_connect_swapped (self->change_signals, "notify::invoice", G_CALLBACK (update_actions), self);
  g_signal_group_connect_swapped (self->change_signals, "notify::quote", G_CALLBACK (update_confirm), self);
  g_signal_connect (self, "notify::is-active", G_CALLBACK (active_cb), NULL);
}

GtkWidget *
smrt_change_window_new (SmrtAccount *account,
                        SmrtOffer   *offer)
{
  SmrtChangeWindow *self;

  g_return_val_if_fail (SMRT_IS_ACCOUNT (account), NULL);
  g_return_val_if_fail (SMRT_IS_OFFER (offer), NULL);

  self = g_object_new (SMRT_TYPE_CHANGE_WINDOW, NULL);
  self->account = g_object_ref (account);
  begin_change (self, offer);

  return GTK_WIDGET (self);
}

GtkWidget *
smrt_change_window_new_for_seats (SmrtAccount      *account,
                                  SmrtSubscription *subscription)
{
  SmrtChangeWindow *self;
  gint64 least, most;

  g_return_val_if_fail (SMRT_IS_ACCOUNT (account), NULL);
  g_return_val_if_fail (SMRT_IS_SUBSCRIPTION (subscription), NULL);

  if (!smrt_catalogue_get_seat_range (smrt_account_get_catalogue (account), subscription, &least, &most))
    return NULL;

  self = g_object_new (SMRT_TYPE_CHANGE_WINDOW, NULL);
  self->account = g_object_ref (account);
  self->subscription = g_object_ref (subscription);
  smrt_seat_picker_set_range (self->seat_picker,
                              smrt_subscription_item_get_quantity (smrt_subscription_get_main_item (subscription)),
                              least, most);
  gtk_widget_set_visible (GTK_WIDGET (self->seat_picker), TRUE);
  show_title (self);
  update_confirm (self);
  state_cb (self);

  return GTK_WIDGET (self);
}

SmrtChange *
smrt_change_window_get_change (SmrtChangeWindow *self)
{
  g_return_val_if_fail (SMRT_IS_CHANGE_WINDOW (self), NULL);

  return self->change;
}
