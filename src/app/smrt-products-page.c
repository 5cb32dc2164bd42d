/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-products-page.h"

#include <glib/gi18n-lib.h>

#include "smrt-fold-box.h"
#include "smrt-format.h"
#include "smrt-open-invoice.h"
#include "smrt-payment-card.h"
#include "smrt-state-page.h"
#include "smrt-subscription-row.h"

struct _SmrtProductsPage
{
  AdwBin        parent_instance;

  SmrtAccount  *account;
  GSignalGroup *account_signals;

  GtkStack     *stack;
  GtkListBox   *list;
  SmrtPaymentCard *payment_card;
};

G_DEFINE_FINAL_TYPE (SmrtProductsPage, smrt_products_page, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_ACCOUNT,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
show_empty (SmrtProductsPage *self)
{
  if (gtk_stack_get_child_by_name (self->stack, "empty") == NULL)
    {
      GtkWidget *page = adw_status_page_new ();

      adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "smrt-products-symbolic");
      adw_status_page_set_title (ADW_STATUS_PAGE (page), _("No Products"));
      adw_status_page_set_description (ADW_STATUS_PAGE (page),
                                       _("What the account subscribes to is shown here."));
      gtk_stack_add_named (self->stack, page, "empty");
    }

  gtk_stack_set_visible_child_name (self->stack, "empty");
}

/* The index at which a subscription keeps the company of its family. */
static unsigned int
find_place (GPtrArray  *families,
            const char *family)
{
  for (unsigned int i = families->len; i > 0; i--)
    {
      if (strcmp (g_ptr_array_index (families, i - 1), family) == 0)
        return i;
    }

  return families->len;
}

/* The oldest first, which people know best, and families together. */
static GPtrArray *
sort_subscriptions (SmrtAccount *account)
{
  GListModel *model = smrt_account_get_subscriptions (account);
  g_autoptr (GPtrArray) families = g_ptr_array_new_with_free_func (g_free);
  GPtrArray *sorted = g_ptr_array_new_with_free_func (g_object_unref);

  for (unsigned int i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (SmrtSubscription) subscription = g_list_model_get_item (model, i);
      char *family = smrt_format_subscription_family (NULL, account, subscription);
      unsigned int place = find_place (families, family);

      g_ptr_array_insert (families, place, family);
      g_ptr_array_insert (sorted, place, g_object_ref (subscription));
    }

  return sorted;
}

static gboolean
has_open_invoice (SmrtProductsPage *self,
                  GPtrArray        *subscriptions)
{
  for (unsigned int i = 0; i < subscriptions->len; i++)
    if (smrt_open_invoice_find (self->account, g_ptr_array_index (subscriptions, i)) != NULL)
      return TRUE;

  return FALSE;
}

static void
update (SmrtProductsPage *self)
{
  g_autoptr (GPtrArray) subscriptions = NULL;
  gboolean has_suggestion = FALSE;
  gboolean owes;
  gboolean attention;
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);

  if (self->account == NULL || !smrt_account_get_loaded (self->account))
    return;

  subscriptions = sort_subscriptions (self->account);

  owes = has_open_invoice (self, subscriptions);
  attention = smrt_payment_card_needs_attention (self->account);

  /* One thing is suggested: what is to be paid, else a payment method that
   * does, else an upgrade. */
  for (unsigned int i = 0; i < subscriptions->len; i++)
    {
      SmrtSubscription *subscription = g_ptr_array_index (subscriptions, i);
      gboolean prominent = owes ? smrt_open_invoice_find (self->account, subscription) != NULL : !attention;

      row = smrt_subscription_row_new (self->account, subscription, prominent && !has_suggestion);
      has_suggestion |= smrt_subscription_row_get_suggests (SMRT_SUBSCRIPTION_ROW (row));
      gtk_list_box_append (self->list, row);
    }
  smrt_payment_card_set_prominent (self->payment_card, !has_suggestion);

  if (subscriptions->len == 0)
    show_empty (self);
  else
    gtk_stack_set_visible_child_name (self->stack, "products");
}

static void
update_header (GtkListBoxRow *row,
               GtkListBoxRow *before,
               gpointer       user_data)
{
  const char *family = smrt_subscription_row_get_family (SMRT_SUBSCRIPTION_ROW (row));
  GtkWidget *label;

  if (before != NULL && strcmp (family, smrt_subscription_row_get_family (SMRT_SUBSCRIPTION_ROW (before))) == 0)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }

  if (gtk_list_box_row_get_header (row) != NULL)
    return;

  label = gtk_label_new (family);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "section-heading");
  gtk_list_box_row_set_header (row, label);
}

static void
smrt_products_page_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  SmrtProductsPage *self = SMRT_PRODUCTS_PAGE (object);

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
smrt_products_page_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  SmrtProductsPage *self = SMRT_PRODUCTS_PAGE (object);

  switch (prop_id)
    {
    case PROP_ACCOUNT:
      smrt_products_page_set_account (self, g_value_get_object (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_products_page_dispose (GObject *object)
{
  SmrtProductsPage *self = SMRT_PRODUCTS_PAGE (object);

  if (self->account_signals != NULL)
    g_signal_group_set_target (self->account_signals, NULL);
  g_clear_object (&self->account_signals);
  g_clear_object (&self->account);

  G_OBJECT_CLASS (smrt_products_page_parent_class)->dispose (object);
}

static void
smrt_products_page_class_init (SmrtProductsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = smrt_products_page_dispose;
  object_class->get_property = smrt_products_page_get_property;
  object_class->set_property = smrt_products_page_set_property;

  properties[PROP_ACCOUNT] =
    g_param_spec_object ("account", NULL, NULL, SMRT_TYPE_ACCOUNT,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (SMRT_TYPE_FOLD_BOX);
  g_type_ensure (SMRT_TYPE_PAYMENT_CARD);
  g_type_ensure (SMRT_TYPE_STATE_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/smrtphone/Plans/smrt-products-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SmrtProductsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SmrtProductsPage, list);
  gtk_widget_class_bind_template_child (widget_class, SmrtProductsPage, payment_card);
  smrt_format_bind (widget_class);
}

static void
smrt_products_page_init (SmrtProductsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  gtk_list_box_set_header_func (self->list, update_header, NULL, NULL);

  self->account_signals = g_signal_group_new (SMRT_TYPE_ACCOUNT);
  g_signal_group_connect_swapped (self->account_signals, "notify::customer", G_CALLBACK (update), self);
}

GtkWidget *
smrt_products_page_new (void)
{
  return g_object_new (SMRT_TYPE_PRODUCTS_PAGE, NULL);
}

SmrtAccount *
smrt_products_page_get_account (SmrtProductsPage *self)
{
  g_return_val_if_fail (SMRT_IS_PRODUCTS_PAGE (self), NULL);

  return self->account;
}

void
smrt_products_page_set_account (SmrtProductsPage *self,
                                SmrtAccount      *account)
{
  g_return_if_fail (SMRT_IS_PRODUCTS_PAGE (self));
  g_return_if_fail (account == NULL || SMRT_IS_ACCOUNT (account));

  if (!g_set_object (&self->account, account))
    return;

  g_signal_group_set_target (self->account_signals, account);
  update (self);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACCOUNT]);
}
