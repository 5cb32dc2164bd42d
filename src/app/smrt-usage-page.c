/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-usage-page.h"

#include <glib/gi18n-lib.h>

#include "smrt-banner.h"
#include "smrt-fold-box.h"
#include "smrt-problem.h"
#include "smrt-state-page.h"
#include "smrt-usage-reading.h"
#include "smrt-usage-table.h"
#include "smrt-words.h"

struct _SmrtUsagePage
{
  AdwBin          parent_instance;

  SmrtAccount    *account;
  GSignalGroup   *account_signals;
  GSignalGroup   *usage_signals;
  GCancellable   *cancellable;
  char           *shown_id;
  gboolean        stale;
  gboolean        filling;

  GtkStack       *stack;
  AdwStatusPage  *error_page;
  SmrtBanner     *banner;
  GtkDropDown    *period_choice;
  GtkWidget      *credit_card;
  GtkLabel       *left_label;
  GtkLabel       *available_label;
  GtkLabel       *top_up_label;
  GtkLabel       *total_label;
  GtkLabel       *payment_label;
  GtkLabel       *status_label;
  GtkWidget      *receipt_button;
  GtkStack       *table_stack;
  SmrtUsageTable *table;
  GtkWidget      *grants_box;
  GtkListBox     *grants_list;
  GtkWidget      *top_up_box;
  AdwExpanderRow *top_up_row;
  GtkLabel       *rule_label;
  GtkLabel       *estimate_label;
};

G_DEFINE_FINAL_TYPE (SmrtUsagePage, smrt_usage_page, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_ACCOUNT,
  PROP_STATE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static SmrtAccountUsage *
get_account_usage (SmrtUsagePage *self)
{
  return smrt_account_get_usage (self->account);
}

SmrtUsage *
smrt_usage_page_get_usage (SmrtUsagePage *self)
{
  GListModel *periods;
  g_autoptr (SmrtUsage) first = NULL;
  SmrtUsage *shown;

  g_return_val_if_fail (SMRT_IS_USAGE_PAGE (self), NULL);

  if (self->account == NULL)
    return NULL;

  shown = self->shown_id != NULL ? smrt_account_usage_find_period (get_account_usage (self), self->shown_id) : NULL;
  if (shown != NULL)
    return shown;

  periods = smrt_account_usage_get_periods (get_account_usage (self));
  first = g_list_model_get_item (periods, 0);

  return first;
}

static unsigned int
find_shown (SmrtUsagePage *self)
{
  GListModel *periods = smrt_account_usage_get_periods (get_account_usage (self));
  SmrtUsage *shown = smrt_usage_page_get_usage (self);

  for (unsigned int i = 0; i < g_list_model_get_n_items (periods); i++)
    {
      g_autoptr (SmrtUsage) usage = g_list_model_get_item (periods, i);

      if (usage == shown)
        return i;
    }

  return 0;
}

static void
set_text (GtkLabel   *label,
          const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

static const SmrtTopUp *
get_top_up (SmrtUsagePage *self)
{
  SmrtCustomer *customer = smrt_account_get_customer (self->account);

  return customer != NULL ? smrt_customer_get_top_up (customer) : NULL;
}

/* What is used in the running periods is not taken from the credit before it is
 * billed. */
static char *
describe_available (const SmrtMoney *available,
                    const SmrtMoney *left)
{
  g_autofree char *available_words = smrt_words_money (available);
  g_autofree char *used_words = NULL;
  SmrtMoney used = smrt_money_init (available->amount - left->amount, available->currency);

  if (available->amount <= 0)
    return g_strdup (_("Nothing is left to pay for calls, texts and numbers"));
  if (used.amount == 0)
    return g_strdup (_("Pays for calls, texts and numbers"));

  used_words = smrt_words_money (&used);

  /* Translators: %1$s is usage credit, %2$s what of it was used but not billed yet */
  return g_strdup_printf (_("%1$s, of which %2$s were used since the last bill"), available_words, used_words);
}

static void
update_credit (SmrtUsagePage *self,
               SmrtUsage     *usage)
{
  const char *currency = usage != NULL ? smrt_usage_get_total (usage)->currency : NULL;
  const SmrtTopUp *top_up = get_top_up (self);
  g_autofree char *left_words = NULL;
  g_autofree char *available_words = NULL;
  g_autofree char *top_up_words = top_up != NULL ? smrt_words_top_up (top_up) : NULL;
  SmrtMoney available, left;

  if (!smrt_account_usage_get_available (get_account_usage (self), currency, &available) ||
      !smrt_account_usage_get_left (get_account_usage (self), currency, &left))
    {
      gtk_widget_set_visible (self->credit_card, FALSE);
      return;
    }

  left_words = smrt_words_money (&left);
  available_words = describe_available (&available, &left);
  gtk_widget_set_visible (self->credit_card, TRUE);
  set_text (self->left_label, left_words);
  set_text (self->available_label, available_words);
  set_text (self->top_up_label, top_up_words);
}

/* What has to be paid beside the credit is not to be overlooked. */
static void
mark_owed (SmrtUsagePage *self,
           gboolean       owed)
{
  GtkWidget *label = GTK_WIDGET (self->payment_label);

  if (owed)
    {
      gtk_widget_remove_css_class (label, "dim-label");
      gtk_widget_add_css_class (label, "warning");
    }
  else
    {
      gtk_widget_remove_css_class (label, "warning");
      gtk_widget_add_css_class (label, "dim-label");
    }
}

static void
update_period (SmrtUsagePage *self,
               SmrtUsage     *usage)
{
  g_autofree char *total = smrt_words_money (smrt_usage_get_total (usage));
  g_autofree char *payment = smrt_words_usage_payment (usage);
  g_autofree char *status = smrt_words_usage_status (usage);
  gboolean has_receipt = !smrt_usage_get_running (usage) &&
                         smrt_invoice_get_status (smrt_usage_get_invoice (usage)) != SMRT_INVOICE_STATUS_DRAFT;

  set_text (self->total_label, total);
  set_text (self->payment_label, payment);
  set_text (self->status_label, status);
  gtk_widget_set_visible (self->receipt_button, has_receipt);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->receipt_button), "s",
                                    smrt_invoice_get_id (smrt_usage_get_invoice (usage)));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->receipt_button), "win.show-invoice");
  mark_owed (self, smrt_usage_get_running (usage) && smrt_usage_get_owed (usage)->amount > 0);
  smrt_usage_table_set_usage (self->table, usage);
  gtk_stack_set_visible_child_name (self->table_stack, smrt_usage_get_used (usage) ? "rows" : "nothing");
}

static GtkWidget *
create_grant_row (SmrtUsageGrant *grant)
{
  GtkWidget *row = adw_action_row_new ();
  const SmrtMoney *left = smrt_usage_grant_get_left (grant);
  g_autofree char *title = smrt_words_usage_grant (grant);
  g_autofree char *detail = smrt_words_usage_grant_detail (grant);
  g_autofree char *amount = smrt_words_money (left != NULL ? left : smrt_usage_grant_get_amount (grant));
  GtkWidget *label;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), detail);
  label = gtk_label_new (amount);
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);

  return row;
}

/* What is used up says nothing any more. */
static void
update_grants (SmrtUsagePage *self)
{
  GListModel *grants = smrt_account_usage_get_grants (get_account_usage (self));
  gboolean any = FALSE;
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->grants_list))) != NULL)
    gtk_list_box_remove (self->grants_list, row);

  for (unsigned int i = 0; i < g_list_model_get_n_items (grants); i++)
    {
      g_autoptr (SmrtUsageGrant) grant = g_list_model_get_item (grants, i);
      const SmrtMoney *left = smrt_usage_grant_get_left (grant);

      if (left == NULL || left->amount <= 0)
        continue;
      gtk_list_box_append (self->grants_list, create_grant_row (grant));
      any = TRUE;
    }

  gtk_widget_set_visible (self->grants_box, any);
}

/* Batch billing with the numbers of this account: the credit that there is, and
 * what was used since the last bill. */
static void
update_top_up (SmrtUsagePage *self)
{
  GListModel *periods = smrt_account_usage_get_periods (get_account_usage (self));
  g_autoptr (SmrtUsage) newest = g_list_model_get_item (periods, 0);
  const SmrtTopUp *top_up = get_top_up (self);
  g_autofree char *words = NULL;
  g_autofree char *rule = NULL;
  g_autofree char *estimate = NULL;
  SmrtMoney available;

  gtk_widget_set_visible (self->top_up_box, top_up != NULL);
  if (top_up == NULL)
    return;

  words = smrt_words_top_up (top_up);
  rule = smrt_words_top_up_rule (top_up);
  adw_expander_row_set_subtitle (self->top_up_row, words);
  set_text (self->rule_label, rule);
  if (newest != NULL && smrt_usage_get_running (newest) &&
      smrt_account_usage_get_available (get_account_usage (self), smrt_usage_get_total (newest)->currency, &available))
    estimate = smrt_words_top_up_estimate (top_up, &available, smrt_usage_get_total (newest));
  set_text (self->estimate_label, estimate);
}

static void
update_actions (SmrtUsagePage *self)
{
  unsigned int n_periods = 0, shown = 0;

  if (self->account != NULL)
    {
      n_periods = g_list_model_get_n_items (smrt_account_usage_get_periods (get_account_usage (self)));
      shown = find_shown (self);
    }

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "usage.earlier", shown + 1 < n_periods);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "usage.later", shown > 0);
}

static void
fill_periods (SmrtUsagePage *self)
{
  GListModel *periods = smrt_account_usage_get_periods (get_account_usage (self));
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  for (unsigned int i = 0; i < g_list_model_get_n_items (periods); i++)
    {
      g_autoptr (SmrtUsage) usage = g_list_model_get_item (periods, i);
      g_autofree char *period = smrt_words_usage_period (usage);

      gtk_string_list_append (list, period);
    }

  /* To choose the one that is shown is no choice of the person's. */
  self->filling = TRUE;
  gtk_drop_down_set_model (self->period_choice, G_LIST_MODEL (list));
  gtk_drop_down_set_selected (self->period_choice, find_shown (self));
  self->filling = FALSE;
}

static void
show_usage (SmrtUsagePage *self)
{
  SmrtUsage *usage = smrt_usage_page_get_usage (self);

  update_actions (self);
  update_credit (self, usage);
  if (usage != NULL)
    update_period (self, usage);
}

static void
show_error (SmrtUsagePage *self)
{
  const GError *error = smrt_account_usage_get_error (get_account_usage (self));
  gboolean offline = smrt_account_usage_get_state (get_account_usage (self)) == SMRT_USAGE_STATE_OFFLINE;
  g_autofree char *title = NULL;
  g_autofree char *body = NULL;
  g_autofree char *escaped = NULL;

  smrt_problem_describe (error, &title, &body);
  /* A status page takes its description for markup. */
  escaped = g_markup_escape_text (body, -1);
  adw_status_page_set_icon_name (self->error_page, offline ? "network-offline-symbolic" : "dialog-warning-symbolic");
  adw_status_page_set_title (self->error_page, title);
  adw_status_page_set_description (self->error_page, escaped);
}

/* Where the whole account was not reached, its own banner says so. */
static void
update_banner (SmrtUsagePage *self)
{
  SmrtAccountUsage *usage = get_account_usage (self);
  const GError *error = smrt_account_usage_get_error (usage);
  g_autofree char *title = NULL;
  g_autofree char *body = NULL;
  g_autofree char *time = NULL;
  g_autofree char *detail = NULL;

  if (error == NULL || smrt_account_get_state (self->account) != SMRT_ACCOUNT_STATE_READY)
    {
      smrt_banner_hide (self->banner);
      return;
    }

  smrt_problem_describe (error, &title, &body);
  time = smrt_words_time (smrt_account_usage_get_as_of (usage));
  /* Translators: %s is a day and time of day, "18 November 2026, 12:00". */
  detail = g_strdup_printf (_("What is shown is as of %s."), time);
  smrt_banner_show (self->banner, title, detail);
}

static const char *
choose_state (SmrtUsagePage *self)
{
  SmrtAccountUsage *usage = get_account_usage (self);

  if (smrt_account_usage_get_loaded (usage))
    return g_list_model_get_n_items (smrt_account_usage_get_periods (usage)) > 0 ? "content" : "empty";

  return smrt_account_usage_get_error (usage) != NULL ? "error" : "waiting";
}

static void
update (SmrtUsagePage *self)
{
  const char *before = gtk_stack_get_visible_child_name (self->stack);
  const char *state;

  if (self->account == NULL)
    return;

  state = choose_state (self);
  if (g_str_equal (state, "error"))
    show_error (self);
  if (g_str_equal (state, "content"))
    {
      fill_periods (self);
      show_usage (self);
      update_grants (self);
      update_top_up (self);
    }
  update_banner (self);
  update_actions (self);

  gtk_stack_set_visible_child_name (self->stack, state);
  if (g_strcmp0 (before, state) != 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
read_usage (SmrtUsagePage *self)
{
  self->stale = FALSE;
  smrt_usage_reading_read (self->account, self->cancellable);
}

static void
read_if_seen (SmrtUsagePage *self)
{
  if (self->account != NULL && smrt_account_get_loaded (self->account) && self->stale &&
      gtk_widget_get_mapped (GTK_WIDGET (self)))
    read_usage (self);
}

static void
account_read_cb (SmrtUsagePage *self)
{
  self->stale = TRUE;
  read_if_seen (self);
}

static void
period_chosen_cb (SmrtUsagePage *self)
{
  g_autoptr (SmrtUsage) usage = NULL;

  if (self->filling || self->account == NULL)
    return;

  usage = g_list_model_get_item (smrt_account_usage_get_periods (get_account_usage (self)),
                                 gtk_drop_down_get_selected (self->period_choice));
  if (usage == NULL)
    return;

  g_free (self->shown_id);
  self->shown_id = g_strdup (smrt_usage_get_id (usage));
  show_usage (self);
}

static void
earlier_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  SmrtUsagePage *self = SMRT_USAGE_PAGE (widget);

  gtk_drop_down_set_selected (self->period_choice, gtk_drop_down_get_selected (self->period_choice) + 1);
}

static void
later_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  SmrtUsagePage *self = SMRT_USAGE_PAGE (widget);

  gtk_drop_down_set_selected (self->period_choice, gtk_drop_down_get_selected (self->period_choice) - 1);
}

static void
read_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  SmrtUsagePage *self = SMRT_USAGE_PAGE (widget);

  if (self->account != NULL)
    read_usage (self);
}

static void
smrt_usage_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (smrt_usage_page_parent_class)->map (widget);

  read_if_seen (SMRT_USAGE_PAGE (widget));
}

static void
smrt_usage_page_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  SmrtUsagePage *self = SMRT_USAGE_PAGE (object);

  switch (prop_id)
    {
    case PROP_ACCOUNT:
      g_value_set_object (value, self->account);
      break;

    case PROP_STATE:
      g_value_set_string (value, smrt_usage_page_get_state (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_usage_page_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  SmrtUsagePage *self = SMRT_USAGE_PAGE (object);

  switch (prop_id)
    {
    case PROP_ACCOUNT:
      smrt_usage_page_set_account (self, g_value_get_object (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_usage_page_dispose (GObject *object)
{
  SmrtUsagePage *self = SMRT_USAGE_PAGE (object);

  if (self->account_signals != NULL)
    g_signal_group_set_target (self->account_signals, NULL);
  if (self->usage_signals != NULL)
    g_signal_group_set_target (self->usage_signals, NULL);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->account_signals);
  g_clear_object (&self->usage_signals);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->account);
  g_clear_pointer (&self->shown_id, g_free);

  G_OBJECT_CLASS (smrt_usage_page_parent_class)->dispose (object);
}

static void
smrt_usage_page_class_init (SmrtUsagePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = smrt_usage_page_dispose;
  object_class->get_property = smrt_usage_page_get_property;
  object_class->set_property = smrt_usage_page_set_property;
  widget_class->map = smrt_usage_page_map;

  properties[PROP_ACCOUNT] =
    g_param_spec_object ("account", NULL, NULL, SMRT_TYPE_ACCOUNT,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_STATE] =
    g_param_spec_string ("state", NULL, NULL, "waiting",
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (SMRT_TYPE_BANNER);
  g_type_ensure (SMRT_TYPE_FOLD_BOX);
  g_type_ensure (SMRT_TYPE_STATE_PAGE);
  g_type_ensure (SMRT_TYPE_USAGE_TABLE);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/smrtphone/Plans/smrt-usage-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SmrtUsagePage, stack);
  gtk_widget_class_bind_template_child (widget_class, SmrtUsagePage, error_page);
  gtk_widget_class_bind_template_child (widget_class, SmrtUsagePage, banner);
  gtk_widget_class_bind_template_child (widget_class, SmrtUsagePage, period_choice);
  gtk_widget_class_bind_template_child (widget_class, SmrtUsagePage, credit_card);
  gtk_widget_class_bind_template_child (widget_class, SmrtUsagePage, left_label);
  gtk_widget_class_bind_template_child (widget_class, SmrtUsagePage, available_label);
  gtk_widget_class_bind_template_child (widget_class, SmrtUsagePage, top_up_label);
  gtk_widget_class_bind_template_child (widget_class, SmrtUsagePage, total_label);
  gtk_widget_class_bind_template_child (widget_class, SmrtUsagePage, payment_label);
  gtk_widget_class_bind_template_child (widget_class, SmrtUsagePage, status_label);
  gtk_widget_class_bind_template_child (widget_class, SmrtUsagePage, receipt_button);
  gtk_widget_class_bind_template_child (widget_class, SmrtUsagePage, table_stack);
  gtk_widget_class_bind_template_child (widget_class, SmrtUsagePage, table);
  gtk_widget_class_bind_template_child (widget_class, SmrtUsagePage, grants_box);
  gtk_widget_class_bind_template_child (widget_class, SmrtUsagePage, grants_list);
  gtk_widget_class_bind_template_child (widget_class, SmrtUsagePage, top_up_box);
  gtk_widget_class_bind_template_child (widget_class, SmrtUsagePage, top_up_row);
  gtk_widget_class_bind_template_child (widget_class, SmrtUsagePage, rule_label);
  gtk_widget_class_bind_template_child (widget_class, SmrtUsagePage, estimate_label);
  gtk_widget_class_bind_template_callback (widget_class, period_chosen_cb);

  gtk_widget_class_install_action (widget_class, "usage.earlier", NULL, earlier_action);
  gtk_widget_class_install_action (widget_class, "usage.later", NULL, later_action);
  gtk_widget_class_install_action (widget_class, "usage.read", NULL, read_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Up, GDK_ALT_MASK, "usage.earlier", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Down, GDK_ALT_MASK, "usage.later", NULL);
}

static void
smrt_usage_page_init (SmrtUsagePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->cancellable = g_cancellable_new ();
  self->account_signals = g_signal_group_new (SMRT_TYPE_ACCOUNT);
  g_signal_group_connect_swapped (self->account_signals, "notify::customer", G_CALLBACK (account_read_cb), self);
  g_signal_group_connect_swapped (self->account_signals, "notify::state", G_CALLBACK (update), self);

  self->usage_signals = g_signal_group_new (SMRT_TYPE_ACCOUNT_USAGE);
  g_signal_group_connect_swapped (self->usage_signals, "notify::as-of", G_CALLBACK (update), self);
  g_signal_group_connect_swapped (self->usage_signals, "notify::state", G_CALLBACK (update), self);
  update_actions (self);
}

GtkWidget *
smrt_usage_page_new (void)
{
  return g_object_new (SMRT_TYPE_USAGE_PAGE, NULL);
}

SmrtAccount *
smrt_usage_page_get_account (SmrtUsagePage *self)
{
  g_return_val_if_fail (SMRT_IS_USAGE_PAGE (self), NULL);

  return self->account;
}

void
smrt_usage_page_set_account (SmrtUsagePage *self,
                             SmrtAccount   *account)
{
  g_return_if_fail (SMRT_IS_USAGE_PAGE (self));
  g_return_if_fail (account == NULL || SMRT_IS_ACCOUNT (account));

  if (!g_set_object (&self->account, account))
    return;

  g_clear_pointer (&self->shown_id, g_free);
  self->stale = account != NULL && smrt_account_usage_get_state (get_account_usage (self)) != SMRT_USAGE_STATE_READY;
  g_signal_group_set_target (self->account_signals, account);
  g_signal_group_set_target (self->usage_signals, account != NULL ? get_account_usage (self) : NULL);
  update (self);
  read_if_seen (self);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACCOUNT]);
}

const char *
smrt_usage_page_get_state (SmrtUsagePage *self)
{
  g_return_val_if_fail (SMRT_IS_USAGE_PAGE (self), NULL);

  return gtk_stack_get_visible_child_name (self->stack);
}
