/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-subscription-row.h"

#include <glib/gi18n-lib.h>

#include "smrt-address.h"
#include "smrt-badge.h"
#include "smrt-fold-box.h"
#include "smrt-format.h"
#include "smrt-open-invoice.h"

/* A plan's name may be of any length. */
#define BUTTON_WIDTH_CHARS 30

struct _SmrtSubscriptionRow
{
  GtkListBoxRow     parent_instance;

  SmrtAccount      *account;
  SmrtSubscription *subscription;
  char             *family;
  gboolean          prominent;
  gboolean          suggests;

  GtkBox           *lines;
  GtkWidget        *next_label;
  GtkWidget        *first_button;
  GtkWidget        *second_button;
  GtkLabel         *reason_label;
};

G_DEFINE_FINAL_TYPE (SmrtSubscriptionRow, smrt_subscription_row, GTK_TYPE_LIST_BOX_ROW)

enum
{
  PROP_0,
  PROP_ACCOUNT,
  PROP_SUBSCRIPTION,
  PROP_PROMINENT,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* @target is consumed where it is floating. */
static void
show_button (GtkWidget  *button,
             const char *label,
             const char *action_name,
             GVariant   *target)
{
  GtkWidget *text;

  gtk_button_set_label (GTK_BUTTON (button), label);
  text = gtk_button_get_child (GTK_BUTTON (button));
  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_justify (GTK_LABEL (text), GTK_JUSTIFY_CENTER);
  gtk_label_set_max_width_chars (GTK_LABEL (text), BUTTON_WIDTH_CHARS);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action_name);
  gtk_widget_set_visible (button, TRUE);
}

static void
show_offer (SmrtSubscriptionRow *self,
            GtkWidget           *button,
            SmrtOffer           *offer)
{
  g_autoptr (GEnumClass) cycles = g_type_class_ref (SMRT_TYPE_CYCLE);
  g_autofree char *label = smrt_words_offer_button (offer, smrt_account_get_catalogue (self->account));
  GEnumValue *cycle = g_enum_get_value (cycles, smrt_price_get_cycle (smrt_offer_get_to_price (offer)));

  show_button (button, label, "win.change",
               g_variant_new ("(sss)",
                              smrt_subscription_get_id (self->subscription),
                              smrt_plan_get_id (smrt_offer_get_to_plan (offer)),
                              cycle->value_nick));
}

static gboolean
get_can_change (SmrtSubscriptionRow *self)
{
  return smrt_session_get_can_change (smrt_account_get_session (self->account));
}

static void
suggest (SmrtSubscriptionRow *self)
{
  if (!self->prominent || !get_can_change (self))
    return;

  self->suggests = TRUE;
  gtk_widget_add_css_class (self->first_button, "suggested-action");
}

/* The offers come with the nearest upgrade first, then downgrades, then the
 * other cycle; the rest is on the page of plans. */
static void
show_offers (SmrtSubscriptionRow *self,
             GPtrArray           *offers)
{
  gboolean has_plan = FALSE;
  gboolean has_cycle = FALSE;

  for (unsigned int i = 0; i < offers->len; i++)
    {
      SmrtOffer *offer = g_ptr_array_index (offers, i);
      SmrtOfferKind kind = smrt_offer_get_kind (offer);

      if (!has_cycle && (kind == SMRT_OFFER_SWITCH_TO_ANNUAL || kind == SMRT_OFFER_SWITCH_TO_MONTHLY))
        {
          has_cycle = TRUE;
          show_offer (self, self->second_button, offer);
        }
      else if (!has_plan && (kind == SMRT_OFFER_UPGRADE || kind == SMRT_OFFER_DOWNGRADE) &&
               !smrt_offer_changes_interval (offer))
        {
          has_plan = TRUE;
          show_offer (self, self->first_button, offer);

          if (kind == SMRT_OFFER_UPGRADE)
            suggest (self);
        }
    }
}

/* Only what has seats has a button for them. */
static void
show_seats (SmrtSubscriptionRow *self,
            SmrtCatalogue       *catalogue)
{
  GtkWidget *button;
  gint64 least, most;

  if (!smrt_catalogue_get_seat_range (catalogue, self->subscription, &least, &most))
    return;

  button = gtk_button_new ();
  gtk_widget_add_css_class (button, "flat");
  gtk_box_insert_child_after (GTK_BOX (gtk_widget_get_parent (self->second_button)), button, self->second_button);
  show_button (button, _("Change Seats…"), "win.change-seats",
               g_variant_new_string (smrt_subscription_get_id (self->subscription)));
}

/* Most rows have no more lines than their three, so that others are made when
 * there is something to say. */
static void
add_line (SmrtSubscriptionRow *self,
          const char          *text,
          const char          *tone)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_width_chars (GTK_LABEL (label), 16);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_add_css_class (label, tone);
  gtk_box_append (self->lines, label);
}

static void
show_reason (SmrtSubscriptionRow *self,
             const char          *reason)
{
  gtk_label_set_label (self->reason_label, reason);
  gtk_widget_set_visible (GTK_WIDGET (self->reason_label), reason != NULL);
}

static void
show_pay_button (SmrtSubscriptionRow *self,
                 SmrtInvoice         *invoice,
                 const char          *label)
{
  if (invoice == NULL || !smrt_address_is_safe (smrt_invoice_get_hosted_url (invoice)))
    return;

  show_button (self->first_button, label, "win.pay-invoice", g_variant_new_string (smrt_invoice_get_id (invoice)));
  suggest (self);
}

/* A change that waits: it is finished or given up, and nothing else. */
static void
show_pending (SmrtSubscriptionRow *self,
              SmrtCatalogue       *catalogue)
{
  SmrtInvoice *invoice = smrt_open_invoice_find_latest (self->account, self->subscription);
  g_autofree char *change = smrt_words_pending (self->subscription, catalogue);
  g_autofree char *payment = smrt_words_pending_payment (self->subscription, invoice);

  add_line (self, payment, "warning");
  if (change != NULL)
    {
      gtk_widget_set_visible (self->next_label, FALSE);
      add_line (self, change, "dim-label");
    }

  show_pay_button (self, invoice, _("Pay in Browser…"));
  if (invoice != NULL)
    show_button (self->second_button, _("Give Up"), "win.give-up",
                 g_variant_new_string (smrt_subscription_get_id (self->subscription)));
}

static void
show_owed (SmrtSubscriptionRow *self)
{
  SmrtInvoice *invoice = smrt_open_invoice_find (self->account, self->subscription);
  g_autofree char *label = NULL;

  if (invoice == NULL)
    return;

  label = smrt_words_pay_button (invoice);
  show_pay_button (self, invoice, label);
}

/* What is scheduled is news of the next billing date, and says when it is. */
static gboolean
show_scheduled (SmrtSubscriptionRow *self,
                SmrtCatalogue       *catalogue,
                gboolean             has_offers)
{
  g_autofree char *scheduled = smrt_words_scheduled (self->subscription, catalogue);
  g_autofree char *keep = NULL;

  if (scheduled == NULL)
    return FALSE;

  gtk_widget_set_visible (self->next_label, smrt_subscription_get_schedule (self->subscription) == NULL);
  add_line (self, scheduled, "dim-label");

  keep = smrt_words_keep_button (smrt_format_find_plan (self->account, self->subscription), catalogue);
  show_button (self->first_button, keep, "win.keep-plan",
               g_variant_new_string (smrt_subscription_get_id (self->subscription)));
  if (has_offers)
    show_button (self->second_button, _("Change…"), "win.show-page", g_variant_new_string ("plans"));

  return TRUE;
}

/* How it is paid, where that is not what the page says of the whole account. */
static void
show_collection (SmrtSubscriptionRow *self)
{
  SmrtCustomer *customer = smrt_account_get_customer (self->account);
  SmrtPaymentMethod *own = smrt_subscription_get_payment_method (self->subscription);
  SmrtPaymentMethod *shared = customer != NULL ? smrt_customer_get_payment_method (customer) : NULL;
  SmrtCollection collection = smrt_collection_of (self->subscription, shared, smrt_account_get_as_of (self->account));
  g_autofree char *words = smrt_words_collection (collection, self->subscription);
  g_autofree char *charged = NULL;

  if (collection == SMRT_COLLECTION_SEND_INVOICE)
    {
      add_line (self, words, "dim-label");
      return;
    }

  if (own == NULL ||
      (shared != NULL && g_str_equal (smrt_payment_method_get_id (own), smrt_payment_method_get_id (shared))))
    return;

  charged = smrt_words_own_payment_method (own);
  add_line (self, charged, "dim-label");
  if (words != NULL)
    add_line (self, words, "warning");
}

static void
smrt_subscription_row_constructed (GObject *object)
{
  SmrtSubscriptionRow *self = SMRT_SUBSCRIPTION_ROW (object);
  SmrtCatalogue *catalogue = smrt_account_get_catalogue (self->account);
  g_autoptr (GPtrArray) offers = NULL;
  g_autofree char *reason = NULL;
  SmrtOfferObstacle obstacle;

  G_OBJECT_CLASS (smrt_subscription_row_parent_class)->constructed (object);

  self->family = smrt_format_subscription_family (NULL, self->account, self->subscription);

  if (catalogue == NULL)
    return;

  obstacle = smrt_catalogue_get_obstacle (catalogue, self->subscription);
  reason = smrt_words_obstacle (obstacle, self->subscription);

  if (obstacle == SMRT_OFFER_OBSTACLE_PENDING)
    {
      show_pending (self, catalogue);
      g_clear_pointer (&reason, g_free);
    }
  else if (obstacle == SMRT_OFFER_OBSTACLE_UNPAID)
    {
      show_owed (self);
    }
  else if (obstacle == SMRT_OFFER_OBSTACLE_CANCELS)
    {
      /* Both the badge and the reason say when it ends. */
      gtk_widget_set_visible (self->next_label, FALSE);
    }
  else
    {
      offers = smrt_catalogue_get_offers (catalogue, self->subscription);
      if (!show_scheduled (self, catalogue, offers->len > 0))
        show_offers (self, offers);
      show_seats (self, catalogue);
    }

  if (obstacle != SMRT_OFFER_OBSTACLE_ENDED)
    show_collection (self);
  show_reason (self, reason != NULL || get_can_change (self) ? reason : smrt_words_read_only ());
}

static void
smrt_subscription_row_get_property (GObject    *object,
                                    guint       prop_id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  SmrtSubscriptionRow *self = SMRT_SUBSCRIPTION_ROW (object);

  switch (prop_id)
    {
    case PROP_ACCOUNT:
      g_value_set_object (value, self->account);
      break;

    case PROP_SUBSCRIPTION:
      g_value_set_object (value, self->subscription);
      break;

    case PROP_PROMINENT:
      g_value_set_boolean (value, self->prominent);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_subscription_row_set_property (GObject      *object,
                                    guint         prop_id,
                                    const GValue *value,
                                    GParamSpec   *pspec)
{
  SmrtSubscriptionRow *self = SMRT_SUBSCRIPTION_ROW (object);

  switch (prop_id)
    {
    case PROP_ACCOUNT:
      self->account = g_value_dup_object (value);
      break;

    case PROP_SUBSCRIPTION:
      self->subscription = g_value_dup_object (value);
      break;

    case PROP_PROMINENT:
      self->prominent = g_value_get_boolean (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_subscription_row_dispose (GObject *object)
{
  SmrtSubscriptionRow *self = SMRT_SUBSCRIPTION_ROW (object);

  g_clear_object (&self->account);
  g_clear_object (&self->subscription);

  G_OBJECT_CLASS (smrt_subscription_row_parent_class)->dispose (object);
}

static void
smrt_subscription_row_finalize (GObject *object)
{
  SmrtSubscriptionRow *self = SMRT_SUBSCRIPTION_ROW (object);

  g_free (self->family);

  G_OBJECT_CLASS (smrt_subscription_row_parent_class)->finalize (object);
}

static void
smrt_subscription_row_class_init (SmrtSubscriptionRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = smrt_subscription_row_constructed;
  object_class->dispose = smrt_subscription_row_dispose;
  object_class->finalize = smrt_subscription_row_finalize;
  object_class->get_property = smrt_subscription_row_get_property;
  object_class->set_property = smrt_subscription_row_set_property;

  properties[PROP_ACCOUNT] = g_param_spec_object ("account", NULL, NULL, SMRT_TYPE_ACCOUNT, flags);
  properties[PROP_SUBSCRIPTION] = g_param_spec_object ("subscription", NULL, NULL, SMRT_TYPE_SUBSCRIPTION, flags);
  properties[PROP_PROMINENT] = g_param_spec_boolean ("prominent", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (SMRT_TYPE_BADGE);
  g_type_ensure (SMRT_TYPE_FOLD_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/smrtphone/Plans/smrt-subscription-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SmrtSubscriptionRow, lines);
  gtk_widget_class_bind_template_child (widget_class, SmrtSubscriptionRow, next_label);
  gtk_widget_class_bind_template_child (widget_class, SmrtSubscriptionRow, first_button);
  gtk_widget_class_bind_template_child (widget_class, SmrtSubscriptionRow, second_button);
  gtk_widget_class_bind_template_child (widget_class, SmrtSubscriptionRow, reason_label);
  smrt_format_bind (widget_class);
}

static void
smrt_subscription_row_init (SmrtSubscriptionRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
smrt_subscription_row_new (SmrtAccount      *account,
                           SmrtSubscription *subscription,
                           gboolean          prominent)
{
  g_return_val_if_fail (SMRT_IS_ACCOUNT (account), NULL);
  g_return_val_if_fail (SMRT_IS_SUBSCRIPTION (subscription), NULL);

  return g_object_new (SMRT_TYPE_SUBSCRIPTION_ROW,
                       "account", account,
                       "subscription", subscription,
                       "prominent", prominent,
                       NULL);
}

SmrtSubscription *
smrt_subscription_row_get_subscription (SmrtSubscriptionRow *self)
{
  g_return_val_if_fail (SMRT_IS_SUBSCRIPTION_ROW (self), NULL);

  return self->subscription;
}

const char *
smrt_subscription_row_get_family (SmrtSubscriptionRow *self)
{
  g_return_val_if_fail (SMRT_IS_SUBSCRIPTION_ROW (self), NULL);

  return self->family;
}

gboolean
smrt_subscription_row_get_suggests (SmrtSubscriptionRow *self)
{
  g_return_val_if_fail (SMRT_IS_SUBSCRIPTION_ROW (self), FALSE);

  return self->suggests;
}
