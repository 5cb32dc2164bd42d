/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-credits-page.h"

#include <glib/gi18n-lib.h>

#include "smrt-dialogs.h"
#include "smrt-fold-box.h"
#include "smrt-format.h"
#include "smrt-run-down-card.h"
#include "smrt-state-page.h"
#include "smrt-sums.h"
#include "smrt-usage-reading.h"

/* Widths, at ordinary text size, below which a column gives way: an amount is
 * never cut. The receipt is also opened by its row, the balance stands in it. */
#define RECEIPT_MIN_WIDTH 560
#define BALANCE_MIN_WIDTH 440

struct _SmrtCreditsPage
{
  AdwBin           parent_instance;

  SmrtAccount     *account;
  GSignalGroup    *account_signals;
  GSignalGroup    *usage_signals;
  gboolean         search_mode;

  SmrtLedgerPane  *pane;
  GtkToggleButton *subscription_button;
  GtkToggleButton *usage_button;
  GtkWidget       *balance_label;
  GtkLabel        *usage_label;
  GtkLabel        *top_up_label;
  GtkWidget       *run_down_button;
  AdwBin          *run_down_bin;
};

G_DEFINE_FINAL_TYPE (SmrtCreditsPage, smrt_credits_page, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_ACCOUNT,
  PROP_SEARCH_MODE,
  PROP_STATE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* In the order in which they are offered. */
static const SmrtCreditKind subscription_kinds[] = {
  SMRT_CREDIT_KIND_APPLIED_TO_INVOICE,
  SMRT_CREDIT_KIND_UNAPPLIED_FROM_INVOICE,
  SMRT_CREDIT_KIND_ADJUSTMENT,
  SMRT_CREDIT_KIND_CREDIT_NOTE,
  SMRT_CREDIT_KIND_INVOICE_OVERPAID,
  SMRT_CREDIT_KIND_INVOICE_TOO_SMALL,
  SMRT_CREDIT_KIND_INVOICE_TOO_LARGE,
  SMRT_CREDIT_KIND_UNSPENT_RECEIVER_CREDIT,
  SMRT_CREDIT_KIND_CHECKOUT_PAYMENT,
  SMRT_CREDIT_KIND_CHECKOUT_PAYMENT_CANCELED,
  SMRT_CREDIT_KIND_INITIAL,
  SMRT_CREDIT_KIND_MIGRATION,
  SMRT_CREDIT_KIND_OTHER,
};

static const SmrtCreditKind usage_kinds[] = {
  SMRT_CREDIT_KIND_USAGE_GRANTED,
  SMRT_CREDIT_KIND_USAGE_APPLIED,
  SMRT_CREDIT_KIND_USAGE_EXPIRED,
  SMRT_CREDIT_KIND_USAGE_VOIDED,
  SMRT_CREDIT_KIND_USAGE_RETURNED,
  SMRT_CREDIT_KIND_OTHER,
};

static char *
get_date (SmrtLedgerRow *row,
          gpointer       data)
{
  return smrt_words_date_short (smrt_credit_entry_get_created (smrt_ledger_row_get_entry (row)));
}

static char *
get_what (SmrtLedgerRow *row,
          gpointer       data)
{
  const char *words = smrt_ledger_row_get_words (row);

  return g_strdup (words != NULL ? words : "");
}

static char *
get_receipt (SmrtLedgerRow *row,
             gpointer       data)
{
  return smrt_words_plain (smrt_ledger_row_get_receipt (row));
}

static char *
get_amount (SmrtLedgerRow *row,
            gpointer       data)
{
  return smrt_words_money_signed (smrt_credit_entry_get_amount (smrt_ledger_row_get_entry (row)));
}

static char *
get_balance (SmrtLedgerRow *row,
             gpointer       data)
{
  const SmrtMoney *balance = smrt_credit_entry_get_balance (smrt_ledger_row_get_entry (row));

  return balance != NULL ? smrt_words_money (balance) : g_strdup ("");
}

static SmrtTone
get_amount_tone (SmrtLedgerRow *row,
                 gpointer       data)
{
  const SmrtMoney *amount = smrt_credit_entry_get_amount (smrt_ledger_row_get_entry (row));

  return amount->amount > 0 ? SMRT_TONE_GOOD : SMRT_TONE_NEUTRAL;
}

static char *
get_name (SmrtLedgerRow *row,
          gpointer       data)
{
  g_autofree char *date = get_date (row, data);
  g_autofree char *what = get_what (row, data);
  g_autofree char *amount = get_amount (row, data);
  g_autofree char *balance = get_balance (row, data);

  if (*balance == '\0')
    /* Translators: a row of the usage credit read aloud: the date, what it was, the amount. */
    return g_strdup_printf (_("%1$s: %2$s, %3$s"), date, what, amount);

  if (smrt_ledger_row_get_faulty (row))
    /* Translators: a row of the credits read aloud: the date, what it was, the amount, the balance after it. */
    return g_strdup_printf (_("%1$s: %2$s, %3$s, balance %4$s, which does not add up"), date, what, amount, balance);

  /* Translators: a row of the credits read aloud: the date, what it was, the amount, the balance after it. */
  return g_strdup_printf (_("%1$s: %2$s, %3$s, balance %4$s"), date, what, amount, balance);
}

static const SmrtLedgerColumn columns[] = {
  { N_("Date"), SMRT_LEDGER_TEXT, get_date, NULL, 0, NULL, TRUE, SMRT_STORE_SORT_DATE },
  { N_("What"), SMRT_LEDGER_WHAT, get_what, NULL, 0 },
  { N_("Receipt"), SMRT_LEDGER_TEXT, get_receipt, NULL, RECEIPT_MIN_WIDTH },
  { N_("Amount"), SMRT_LEDGER_AMOUNT, get_amount, get_amount_tone, 0, NULL, TRUE, SMRT_STORE_SORT_AMOUNT },
  { N_("Balance"), SMRT_LEDGER_BALANCE, get_balance, NULL, BALANCE_MIN_WIDTH, NULL, TRUE, SMRT_STORE_SORT_BALANCE },
};

static void
fill_kinds (SmrtCreditsPage *self)
{
  SmrtKindsChoice *choice = smrt_ledger_pane_get_kinds (self->pane);
  gboolean usage = smrt_ledger_pane_get_table (self->pane) == SMRT_STORE_TABLE_USAGE_CREDITS;
  const SmrtCreditKind *kinds = usage ? usage_kinds : subscription_kinds;
  unsigned int n_kinds = usage ? G_N_ELEMENTS (usage_kinds) : G_N_ELEMENTS (subscription_kinds);

  smrt_kinds_choice_clear (choice);
  for (unsigned int i = 0; i < n_kinds; i++)
    smrt_kinds_choice_add (choice, kinds[i], smrt_words_credit_kind (kinds[i]));
}

static void
describe_ledger (SmrtCreditsPage *self)
{
  gboolean usage = smrt_ledger_pane_get_table (self->pane) == SMRT_STORE_TABLE_USAGE_CREDITS;

  g_object_set (smrt_ledger_pane_get_ledger (self->pane),
                "title", usage ? _("Usage credit") : _("Subscription credit"), NULL);

  if (usage)
    g_object_set (self->pane,
                  "empty-title", _("No Usage Credit Yet"),
                  "empty-description", _("What is topped up, and what calls, texts and numbers take of it, is listed here."),
                  NULL);
  else
    g_object_set (self->pane,
                  "empty-title", _("No Credits Yet"),
                  "empty-description", _("When you downgrade or switch to monthly billing, what is left of the paid time "
                                         "becomes credit and is listed here."),
                  NULL);
}

static void
ledger_chosen_cb (SmrtCreditsPage *self)
{
  smrt_ledger_pane_set_table (self->pane, gtk_toggle_button_get_active (self->subscription_button)
                                            ? SMRT_STORE_TABLE_CREDITS
                                            : SMRT_STORE_TABLE_USAGE_CREDITS);
  fill_kinds (self);
  describe_ledger (self);
}

static void
update_usage (SmrtCreditsPage *self)
{
  SmrtCustomer *customer = smrt_account_get_customer (self->account);
  const SmrtTopUp *top_up = customer != NULL ? smrt_customer_get_top_up (customer) : NULL;
  g_autofree char *rule = top_up != NULL ? smrt_words_top_up (top_up) : NULL;
  g_autofree char *amount = NULL;
  g_autofree char *detail = NULL;
  SmrtMoney left;

  if (!smrt_account_usage_get_left (smrt_account_get_usage (self->account), NULL, &left))
    amount = g_strdup ("—");
  else
    amount = left.amount < 0 ? smrt_words_balance (&left) : smrt_words_money (&left);

  if (rule != NULL)
    /* Translators: what usage credit pays for; %s is "Tops up by $10.00 below $5.00". */
    detail = g_strdup_printf (_("Calls, texts, numbers. %s"), rule);
  else
    detail = g_strdup (_("Calls, texts, numbers"));

  gtk_label_set_label (self->usage_label, amount);
  gtk_label_set_label (self->top_up_label, detail);
}

static void
update_run_down (SmrtCreditsPage *self)
{
  gboolean known = smrt_run_down_card_is_known (self->account);
  gboolean shown = known && gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->run_down_button));

  gtk_widget_set_visible (self->run_down_button, known);
  gtk_button_set_icon_name (GTK_BUTTON (self->run_down_button), shown ? "pan-up-symbolic" : "pan-down-symbolic");
  adw_bin_set_child (self->run_down_bin, shown ? smrt_run_down_card_new (self->account) : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->run_down_bin), shown);
}

static void
update (SmrtCreditsPage *self)
{
  SmrtMoney credit;

  if (self->account == NULL)
    return;

  if (smrt_account_get_credit (self->account, &credit) && credit.amount > 0)
    gtk_widget_add_css_class (self->balance_label, "success");
  else
    gtk_widget_remove_css_class (self->balance_label, "success");

  update_usage (self);
  update_run_down (self);
}

static void
notify_state (SmrtCreditsPage *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
activated_cb (SmrtCreditsPage *self,
              SmrtLedgerRow   *row)
{
  const char *invoice_id = smrt_credit_entry_get_invoice_id (smrt_ledger_row_get_entry (row));

  if (invoice_id != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-invoice", "s", invoice_id);
  else
    smrt_dialogs_show_entry (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->account, row);
}

/* What was used is read when somebody wants to see it. */
static void
smrt_credits_page_map (GtkWidget *widget)
{
  SmrtCreditsPage *self = SMRT_CREDITS_PAGE (widget);

  GTK_WIDGET_CLASS (smrt_credits_page_parent_class)->map (widget);

  if (self->account != NULL && smrt_account_get_loaded (self->account) &&
      !smrt_account_usage_get_loaded (smrt_account_get_usage (self->account)))
    smrt_usage_reading_read (self->account, NULL);
}

static void
smrt_credits_page_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  SmrtCreditsPage *self = SMRT_CREDITS_PAGE (object);

  switch (prop_id)
    {
    case PROP_ACCOUNT:
      g_value_set_object (value, self->account);
      break;

    case PROP_SEARCH_MODE:
      g_value_set_boolean (value, self->search_mode);
      break;

    case PROP_STATE:
      g_value_set_string (value, smrt_credits_page_get_state (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_credits_page_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  SmrtCreditsPage *self = SMRT_CREDITS_PAGE (object);

  switch (prop_id)
    {
    case PROP_ACCOUNT:
      smrt_credits_page_set_account (self, g_value_get_object (value));
      break;

    case PROP_SEARCH_MODE:
      if (self->search_mode != g_value_get_boolean (value))
        {
          self->search_mode = g_value_get_boolean (value);
          g_object_notify_by_pspec (object, pspec);
        }
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_credits_page_dispose (GObject *object)
{
  SmrtCreditsPage *self = SMRT_CREDITS_PAGE (object);

  if (self->account_signals != NULL)
    g_signal_group_set_target (self->account_signals, NULL);
  if (self->usage_signals != NULL)
    g_signal_group_set_target (self->usage_signals, NULL);
  g_clear_object (&self->account_signals);
  g_clear_object (&self->usage_signals);
  g_clear_object (&self->account);

  G_OBJECT_CLASS (smrt_credits_page_parent_class)->dispose (object);
}

static void
smrt_credits_page_class_init (SmrtCreditsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = smrt_credits_page_dispose;
  object_class->get_property = smrt_credits_page_get_property;
  object_class->set_property = smrt_credits_page_set_property;
  widget_class->map = smrt_credits_page_map;

  properties[PROP_ACCOUNT] = g_param_spec_object ("account", NULL, NULL, SMRT_TYPE_ACCOUNT, flags);
  properties[PROP_SEARCH_MODE] = g_param_spec_boolean ("search-mode", NULL, NULL, FALSE, flags);
  properties[PROP_STATE] =
    g_param_spec_string ("state", NULL, NULL, "loading",
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (SMRT_TYPE_FOLD_BOX);
  g_type_ensure (SMRT_TYPE_LEDGER_PANE);
  g_type_ensure (SMRT_TYPE_STATE_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/smrtphone/Plans/smrt-credits-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SmrtCreditsPage, pane);
  gtk_widget_class_bind_template_child (widget_class, SmrtCreditsPage, subscription_button);
  gtk_widget_class_bind_template_child (widget_class, SmrtCreditsPage, usage_button);
  gtk_widget_class_bind_template_child (widget_class, SmrtCreditsPage, balance_label);
  gtk_widget_class_bind_template_child (widget_class, SmrtCreditsPage, usage_label);
  gtk_widget_class_bind_template_child (widget_class, SmrtCreditsPage, top_up_label);
  gtk_widget_class_bind_template_child (widget_class, SmrtCreditsPage, run_down_button);
  gtk_widget_class_bind_template_child (widget_class, SmrtCreditsPage, run_down_bin);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, ledger_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, notify_state);
  smrt_format_bind (widget_class);
}

static void
smrt_credits_page_init (SmrtCreditsPage *self)
{
  SmrtLedger *ledger;

  gtk_widget_init_template (GTK_WIDGET (self));

  ledger = smrt_ledger_pane_get_ledger (self->pane);
  smrt_ledger_set_columns (ledger, columns, G_N_ELEMENTS (columns), get_name, self);
  smrt_ledger_set_sort (ledger, SMRT_STORE_SORT_DATE, FALSE);
  smrt_ledger_pane_set_describe (self->pane, smrt_sums_describe_credits);
  g_object_set (smrt_ledger_pane_get_kinds (self->pane), "title", _("Kinds"), "all-label", _("All kinds"), NULL);
  fill_kinds (self);
  describe_ledger (self);
  g_signal_connect_swapped (self->run_down_button, "toggled", G_CALLBACK (update_run_down), self);

  self->account_signals = g_signal_group_new (SMRT_TYPE_ACCOUNT);
  g_signal_group_connect_swapped (self->account_signals, "notify::customer", G_CALLBACK (update), self);
  self->usage_signals = g_signal_group_new (SMRT_TYPE_ACCOUNT_USAGE);
  g_signal_group_connect_swapped (self->usage_signals, "notify::as-of", G_CALLBACK (update), self);
}

GtkWidget *
smrt_credits_page_new (void)
{
  return g_object_new (SMRT_TYPE_CREDITS_PAGE, NULL);
}

SmrtAccount *
smrt_credits_page_get_account (SmrtCreditsPage *self)
{
  g_return_val_if_fail (SMRT_IS_CREDITS_PAGE (self), NULL);

  return self->account;
}

void
smrt_credits_page_set_account (SmrtCreditsPage *self,
                               SmrtAccount     *account)
{
  g_return_if_fail (SMRT_IS_CREDITS_PAGE (self));
  g_return_if_fail (account == NULL || SMRT_IS_ACCOUNT (account));

  if (!g_set_object (&self->account, account))
    return;

  g_signal_group_set_target (self->account_signals, account);
  g_signal_group_set_target (self->usage_signals, account != NULL ? smrt_account_get_usage (account) : NULL);
  smrt_ledger_pane_set_account (self->pane, account);
  update (self);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACCOUNT]);
}

SmrtLedgerPane *
smrt_credits_page_get_pane (SmrtCreditsPage *self)
{
  g_return_val_if_fail (SMRT_IS_CREDITS_PAGE (self), NULL);

  return self->pane;
}

void
smrt_credits_page_show (SmrtCreditsPage *self,
                        SmrtStoreTable   table,
                        const char      *text)
{
  g_return_if_fail (SMRT_IS_CREDITS_PAGE (self));
  g_return_if_fail (text != NULL);

  gtk_toggle_button_set_active (table == SMRT_STORE_TABLE_USAGE_CREDITS ? self->usage_button
                                                                        : self->subscription_button,
                                TRUE);
  smrt_ledger_pane_clear_filters (self->pane);
  smrt_ledger_pane_search (self->pane, text);
}

void
smrt_credits_page_search (SmrtCreditsPage *self,
                          const char      *text)
{
  g_return_if_fail (SMRT_IS_CREDITS_PAGE (self));

  smrt_ledger_pane_search (self->pane, text);
}

const char *
smrt_credits_page_get_state (SmrtCreditsPage *self)
{
  g_return_val_if_fail (SMRT_IS_CREDITS_PAGE (self), NULL);

  return smrt_ledger_pane_get_state (self->pane);
}
