/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-outcome-view.h"

#include <glib/gi18n-lib.h>

#include "smrt-address.h"
#include "smrt-problem.h"
#include "smrt-words.h"

struct _SmrtOutcomeView
{
  AdwBin parent_instance;

  SmrtChange *change;
  GSignalGroup *change_signals;
  gboolean busy;

  GtkImage *image;
  GtkLabel *title_label;
  GtkLabel *body_label;
  GtkLabel *reason_label;
  GtkWidget *busy_box;
  GtkSpinner *spinner;
  GtkLabel *notice_label;
  GtkWidget *pay_button;
  GtkWidget *quote_button;
  GtkWidget *settle_button;
  GtkWidget *method_button;
  GtkWidget *give_up_button;
  GtkWidget *close_button;
};

G_DEFINE_FINAL_TYPE (SmrtOutcomeView, smrt_outcome_view, ADW_TYPE_BIN)

enum
{
  PROP_CHANGE = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
show_text (GtkLabel   *label,
           const char *text)
{
  gtk_label_set_label (label, text ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text && *text);
}

static void
show_outcome (SmrtOutcomeView *self,
              const char      *icon_name,
              const char      *css_class,
              const char      *title,
              const char      *body,
              const char      *reason)
{
  const char *classes[] = { css_class, NULL };

  gtk_image_set_from_icon_name (self->image, icon_name);
  gtk_widget_set_css_classes (GTK_WIDGET (self->image), classes);
  show_text (self->title_label, title);
  show_text (self->body_label, body);
  show_text (self->reason_label, reason);
}

/* Until when a change waits for its payment. */
static gint64
get_expiry (SmrtOutcomeView *self)
{
  SmrtSubscription *subscription = smrt_change_get_subscription (self->change);

  return subscription ? smrt_subscription_get_pending_update_expires_at (subscription) : 0;
}

static char *
describe_waiting (SmrtOutcomeView *self)
{
  gint64 expiry = get_expiry (self);
  g_autofree char *time = expiry != 0 ? smrt_words_time (expiry) : NULL;

  if (smrt_change_get_in_force (self->change))
    return g_strdup (_("Your plan has changed all the same, and its invoice is open. Pay it in the browser."));
  if (!smrt_change_get_invoice (self->change))
    return g_strdup (_("Your plan has not changed, and nothing was charged."));
  if (!time)
    return g_strdup (_("Your plan has not changed. The change waits for its payment."));
  /* Translators: %s is a day and a time of day. */
  return g_strdup_printf (_("Your plan has not changed. The change waits for its payment until %s."), time);
}

static char *
describe_bank (SmrtOutcomeView *self)
{
  gint64 expiry = get_expiry (self);
  g_autofree char *time = expiry != 0 ? smrt_words_time (expiry) : NULL;

  if (!time)
    return g_strdup (_("Your plan has not changed. Confirm the payment with your bank in the browser, and the change "
                       "is made."));
  /* Translators: %s is a day and a time of day. */
  return g_strdup_printf (_("Your plan has not changed. Confirm the payment with your bank in the browser until %s, "
                            "and the change is made."),
                          time);
}

/* A new quote would be refused again. */
static gboolean
is_outdated (SmrtOutcomeView *self)
{
  return g_error_matches (smrt_change_get_error (self->change), SMRT_CHANGE_ERROR,
                          SMRT_CHANGE_ERROR_SUBSCRIPTION_CHANGED);
}

static void
update_text (SmrtOutcomeView *self)
{
  const GError *error = smrt_change_get_error (self->change);
  SmrtInvoice *invoice = smrt_change_get_invoice (self->change);
  g_autofree char *title = NULL;
  g_autofree char *body = NULL;
  g_autofree char *reason = NULL;

  if (error)
    smrt_problem_describe (error, &title, &reason);

  switch (smrt_change_get_state (self->change))
    {
    case SMRT_CHANGE_STATE_QUOTE_FAILED:
      if (is_outdated (self))
        show_outcome (self, "dialog-information-symbolic", "dim-label",
                      _("The Subscription Has Changed"),
                      _("It is no longer what this change starts from. The account is read again: choose the change "
                        "anew."),
                      NULL);
      else
        show_outcome (self, "dialog-warning-symbolic", "warning",
                      _("There Is No Quote"),
                      _("Without a quote nothing can be changed. Your plan is as it was."),
                      reason);
      break;
    case SMRT_CHANGE_STATE_DECLINED:
      if (invoice && smrt_invoice_get_payment_error (invoice))
        {
          g_free (reason);
          reason = smrt_words_plain (smrt_invoice_get_payment_error (invoice));
        }
      body = describe_waiting (self);
      show_outcome (self, "dialog-error-symbolic", "error", _("The Payment Was Declined"), body, reason);
      break;
    case SMRT_CHANGE_STATE_NEEDS_ACTION:
      body = describe_bank (self);
      show_outcome (self, "dialog-password-symbolic", "warning", _("Your Bank Asks for Confirmation"), body, NULL);
      break;
    case SMRT_CHANGE_STATE_UNKNOWN:
      if (is_outdated (self))
        show_outcome (self, "dialog-question-symbolic", "warning",
                      _("The Outcome Cannot Be Told"),
                      _("The change was sent and no clear answer came; meanwhile the subscription has become something "
                        "else. Look at the products and the credits before you choose a change again."),
                      NULL);
      else
        show_outcome (self, "dialog-question-symbolic", "warning",
                      _("The Outcome Is Not Known Yet"),
                      _("The change was sent, but no clear answer came. It is being settled: the server is asked "
                        "again, and nothing is charged twice."),
                      reason);
      break;
    case SMRT_CHANGE_STATE_NOT_MADE:
      show_outcome (self, "dialog-information-symbolic", "dim-label",
                    _("The Change Was Not Made"),
                    smrt_change_get_plan_released (self->change)
                      ? _("Your plan is as it was. The change that was planned before has been taken back.")
                      : _("Your plan is as it was."),
                    reason);
      break;
    case SMRT_CHANGE_STATE_QUOTING:
    case SMRT_CHANGE_STATE_QUOTED:
    case SMRT_CHANGE_STATE_QUOTE_CHANGED:
    case SMRT_CHANGE_STATE_CONFIRMING:
    case SMRT_CHANGE_STATE_DONE:
    default:
      show_outcome (self, NULL, "dim-label", NULL, NULL, NULL);
    }
}

static void
update_buttons (SmrtOutcomeView *self)
{
  SmrtChangeState state = smrt_change_get_state (self->change);
  SmrtInvoice *invoice = smrt_change_get_invoice (self->change);
  gboolean waits = (state == SMRT_CHANGE_STATE_DECLINED || state == SMRT_CHANGE_STATE_NEEDS_ACTION) && invoice;
  gboolean payable = waits && smrt_address_is_safe (smrt_invoice_get_hosted_url (invoice));
  gboolean fresh = smrt_change_get_can_quote (self->change) && !is_outdated (self);

  gtk_button_set_label (GTK_BUTTON (self->pay_button),
                        state == SMRT_CHANGE_STATE_NEEDS_ACTION ? _("Confirm in Browser…") : _("Pay with Another Card…"));
  gtk_widget_set_visible (self->pay_button, payable);
  gtk_widget_set_visible (self->quote_button, fresh);
  gtk_widget_set_visible (self->settle_button, waits || state == SMRT_CHANGE_STATE_UNKNOWN);
  gtk_widget_set_visible (self->method_button, state == SMRT_CHANGE_STATE_DECLINED);
  gtk_widget_set_visible (self->give_up_button, waits && !smrt_change_get_in_force (self->change));
  gtk_widget_set_visible (self->close_button, !waits);
}

static void
update_busy (SmrtOutcomeView *self)
{
  SmrtChangeState state = self->change ? smrt_change_get_state (self->change) : SMRT_CHANGE_STATE_QUOTING;
  gboolean busy = self->busy || state == SMRT_CHANGE_STATE_CONFIRMING ||
                  (state == SMRT_CHANGE_STATE_UNKNOWN && !is_outdated (self));

  gtk_widget_set_visible (self->busy_box, busy);
  gtk_spinner_set_spinning (self->spinner, busy);
}

static void
update (SmrtOutcomeView *self)
{
  gtk_widget_set_visible (adw_bin_get_child (ADW_BIN (self)), self->change != NULL);
  update_busy (self);

  /* While an unknown change is sent once more, what was said of it stays. */
  if (!self->change || smrt_change_get_state (self->change) == SMRT_CHANGE_STATE_CONFIRMING)
    return;

  show_text (self->notice_label, NULL);
  update_text (self);
  update_buttons (self);
}

/* The first button rather than the text that can be selected. */
static gboolean
smrt_outcome_view_grab_focus (GtkWidget *widget)
{
  SmrtOutcomeView *self = SMRT_OUTCOME_VIEW (widget);
  GtkWidget *buttons[] = { self->pay_button, self->quote_button, self->settle_button, self->close_button };

  for (unsigned int i = 0; i < G_N_ELEMENTS (buttons); i++)
    if (gtk_widget_get_visible (buttons[i]) && gtk_widget_grab_focus (buttons[i]))
      return TRUE;
  return FALSE;
}

static void
smrt_outcome_view_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  SmrtOutcomeView *self = SMRT_OUTCOME_VIEW (object);

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
smrt_outcome_view_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  SmrtOutcomeView *self = SMRT_OUTCOME_VIEW (object);

  switch (prop_id)
    {
    case PROP_CHANGE:
      smrt_outcome_view_set_change (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_outcome_view_dispose (GObject *object)
{
  SmrtOutcomeView *self = SMRT_OUTCOME_VIEW (object);

  g_clear_object (&self->change_signals);
  g_clear_object (&self->change);

  G_OBJECT_CLASS (smrt_outcome_view_parent_class)->dispose (object);
}

static void
smrt_outcome_view_class_init (SmrtOutcomeViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = smrt_outcome_view_get_property;
  object_class->set_property = smrt_outcome_view_set_property;
  object_class->dispose = smrt_outcome_view_dispose;
  widget_class->grab_focus = smrt_outcome_view_grab_focus;

  properties[PROP_CHANGE] =
    g_param_spec_object ("change", NULL, NULL, SMRT_TYPE_CHANGE,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/smrtphone/Plans/smrt-outcome-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SmrtOutcomeView, image);
  gtk_widget_class_bind_template_child (widget_class, SmrtOutcomeView, title_label);
  gtk_widget_class_bind_template_child (widget_class, SmrtOutcomeView, body_label);
  gtk_widget_class_bind_template_child (widget_class, SmrtOutcomeView, reason_label);
  gtk_widget_class_bind_template_child (widget_class, SmrtOutcomeView, busy_box);
  gtk_widget_class_bind_template_child (widget_class, SmrtOutcomeView, spinner);
  gtk_widget_class_bind_template_child (widget_class, SmrtOutcomeView, notice_label);
  gtk_widget_class_bind_template_child (widget_class, SmrtOutcomeView, pay_button);
  gtk_widget_class_bind_template_child (widget_class, SmrtOutcomeView, quote_button);
  gtk_widget_class_bind_template_child (widget_class, SmrtOutcomeView, settle_button);
  gtk_widget_class_bind_template_child (widget_class, SmrtOutcomeView, method_button);
  gtk_widget_class_bind_template_child (widget_class, SmrtOutcomeView, give_up_button);
  gtk_widget_class_bind_template_child (widget_class, SmrtOutcomeView, close_button);
}

static void
smrt_outcome_view_init (SmrtOutcomeView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->change_signals = g_signal_group_new (SMRT_TYPE_CHANGE);
  g_signal_group_connect_swapped (self->change_signals, "notify::state", G_CALLBACK (update), self);
  g_signal_group_connect_swapped (self->change_signals, "notify::invoice", G_CALLBACK (update), self);
  g_signal_group_connect_swapped (self->change_signals, "notify::error", G_CALLBACK (update), self);

  update (self);
}

SmrtChange *
smrt_outcome_view_get_change (SmrtOutcomeView *self)
{
  g_return_val_if_fail (SMRT_IS_OUTCOME_VIEW (self), NULL);

  return self->change;
}

void
smrt_outcome_view_set_change (SmrtOutcomeView *self,
                              SmrtChange      *change)
{
  g_return_if_fail (SMRT_IS_OUTCOME_VIEW (self));
  g_return_if_fail (change == NULL || SMRT_IS_CHANGE (change));

  if (!g_set_object (&self->change, change))
    return;
  g_signal_group_set_target (self->change_signals, change);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHANGE]);
}

void
smrt_outcome_view_show_notice (SmrtOutcomeView *self,
                               const char      *notice)
{
  g_return_if_fail (SMRT_IS_OUTCOME_VIEW (self));

  show_text (self->notice_label, notice);
}

void
smrt_outcome_view_set_busy (SmrtOutcomeView *self,
                            gboolean         busy)
{
  g_return_if_fail (SMRT_IS_OUTCOME_VIEW (self));

  self->busy = busy;
  update_busy (self);
}
