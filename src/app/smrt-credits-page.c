/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-credits-page.h"

#include <glib/gi18n-lib.h>

#include "smrt-format.h"
#include "smrt-ledger.h"
#include "smrt-state-page.h"

/* Widths, at ordinary text size, below which a column gives way: an amount is
 * never cut. The receipt is also opened by its row, the balance stands in it. */
#define RECEIPT_MIN_WIDTH 560
#define BALANCE_MIN_WIDTH 440

struct _SmrtCreditsPage
{
  AdwBin         parent_instance;

  SmrtAccount   *account;
  GSignalGroup  *account_signals;
  gboolean       search_mode;

  GtkStack      *stack;
  GtkSearchBar  *search_bar;
  GtkEditable   *search_entry;
  SmrtLedger    *ledger;
  GtkLabel      *summary_label;
  GtkWidget     *balance_label;
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

static SmrtInvoice *
find_invoice (SmrtCreditsPage *self,
              SmrtCreditEntry *entry)
{
  const char *id = smrt_credit_entry_get_invoice_id (entry);

  return self->account != NULL && id != NULL ? smrt_account_find_invoice (self->account, id) : NULL;
}

static char *
get_date (gpointer item,
          gpointer data)
{
  return smrt_words_date_short (smrt_credit_entry_get_created (item));
}

static char *
get_what (gpointer item,
          gpointer data)
{
  SmrtCreditsPage *self = data;

  return smrt_words_credit_entry (item,
                                  find_invoice (self, item),
                                  self->account != NULL ? smrt_account_get_catalogue (self->account) : NULL);
}

static char *
get_receipt (gpointer item,
             gpointer data)
{
  SmrtInvoice *invoice = find_invoice (data, item);

  return invoice != NULL ? smrt_words_plain (smrt_invoice_get_number (invoice)) : g_strdup ("");
}

static char *
get_amount (gpointer item,
            gpointer data)
{
  return smrt_words_money_signed (smrt_credit_entry_get_amount (item));
}

static char *
get_balance (gpointer item,
             gpointer data)
{
  const SmrtMoney *balance = smrt_credit_entry_get_balance (item);

  return balance != NULL ? smrt_words_money (balance) : g_strdup ("");
}

static SmrtTone
get_amount_tone (gpointer item,
                 gpointer data)
{
  return smrt_credit_entry_get_amount (item)->amount > 0 ? SMRT_TONE_GOOD : SMRT_TONE_NEUTRAL;
}

static char *
get_name (gpointer item,
          gpointer data)
{
  g_autofree char *date = get_date (item, data);
  g_autofree char *what = get_what (item, data);
  g_autofree char *amount = get_amount (item, data);
  g_autofree char *balance = get_balance (item, data);

  /* Translators: a row of the credits read aloud: the date, what it was, the amount, the balance after it. */
  return g_strdup_printf (_("%1$s: %2$s, %3$s, balance %4$s"), date, what, amount, balance);
}

static const SmrtLedgerColumn columns[] = {
  { N_("Date"), SMRT_LEDGER_TEXT, get_date, NULL, 0 },
  { N_("What"), SMRT_LEDGER_WHAT, get_what, NULL, 0 },
  { N_("Receipt"), SMRT_LEDGER_TEXT, get_receipt, NULL, RECEIPT_MIN_WIDTH },
  { N_("Amount"), SMRT_LEDGER_AMOUNT, get_amount, get_amount_tone, 0 },
  { N_("Balance"), SMRT_LEDGER_BALANCE, get_balance, NULL, BALANCE_MIN_WIDTH },
};

/* What came and what went over the whole ledger. */
static gboolean
add_up (GListModel *entries,
        SmrtMoney  *credited,
        SmrtMoney  *used)
{
  unsigned int n_entries = g_list_model_get_n_items (entries);

  for (unsigned int i = 0; i < n_entries; i++)
    {
      g_autoptr (SmrtCreditEntry) entry = g_list_model_get_item (entries, i);
      const SmrtMoney *amount = smrt_credit_entry_get_amount (entry);

      if (i == 0)
        *credited = *used = smrt_money_init (0, amount->currency);

      if (!smrt_money_add (amount->amount > 0 ? credited : used, amount))
        return FALSE;
    }

  return n_entries > 0;
}

static void
update_summary (SmrtCreditsPage *self,
                GListModel      *entries)
{
  unsigned int shown = smrt_ledger_get_n_shown (self->ledger);
  unsigned int all = g_list_model_get_n_items (entries);
  g_autofree char *count = NULL;
  SmrtMoney credited;
  SmrtMoney used;

  if (shown != all)
    {
      /* Translators: %1$u is how many rows a search has found, %2$u how many there are. */
      count = g_strdup_printf (ngettext ("%1$u of %2$u entry", "%1$u of %2$u entries", all), shown, all);
      gtk_label_set_label (self->summary_label, count);
      return;
    }

  /* Translators: %u is the number of rows of the table of credits. */
  count = g_strdup_printf (ngettext ("%u entry", "%u entries", all), all);

  if (add_up (entries, &credited, &used))
    {
      g_autofree char *credited_words = smrt_words_money (&credited);
      g_autofree char *used_words = smrt_words_money_unsigned (&used);
      g_autofree char *summary =
        /* Translators: the first %s is "12 entries", the others are amounts. */
        g_strdup_printf (_("%s · credited %s · used %s"), count, credited_words, used_words);

      gtk_label_set_label (self->summary_label, summary);
    }
  else
    gtk_label_set_label (self->summary_label, count);
}

static void
update (SmrtCreditsPage *self)
{
  const char *before = gtk_stack_get_visible_child_name (self->stack);
  GListModel *entries;
  SmrtMoney credit;

  if (self->account == NULL)
    return;

  entries = smrt_account_get_credits (self->account);

  if (g_list_model_get_n_items (entries) == 0)
    gtk_stack_set_visible_child_name (self->stack, "empty");
  else if (smrt_ledger_get_n_shown (self->ledger) == 0)
    gtk_stack_set_visible_child_name (self->stack, "no-results");
  else
    gtk_stack_set_visible_child_name (self->stack, "ledger");

  update_summary (self, entries);

  if (smrt_account_get_credit (self->account, &credit) && credit.amount > 0)
    gtk_widget_add_css_class (self->balance_label, "success");
  else
    gtk_widget_remove_css_class (self->balance_label, "success");

  if (g_strcmp0 (before, gtk_stack_get_visible_child_name (self->stack)) != 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
search_changed_cb (SmrtCreditsPage *self)
{
  smrt_ledger_set_search (self->ledger, gtk_editable_get_text (self->search_entry));
}

static void
activated_cb (SmrtCreditsPage *self,
              SmrtCreditEntry *entry)
{
  SmrtInvoice *invoice = find_invoice (self, entry);

  if (invoice != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-invoice", "s", smrt_invoice_get_id (invoice));
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
      smrt_credits_page_set_search_mode (self, g_value_get_boolean (value));
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
  g_clear_object (&self->account_signals);
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

  properties[PROP_ACCOUNT] = g_param_spec_object ("account", NULL, NULL, SMRT_TYPE_ACCOUNT, flags);
  properties[PROP_SEARCH_MODE] = g_param_spec_boolean ("search-mode", NULL, NULL, FALSE, flags);
  properties[PROP_STATE] =
    g_param_spec_string ("state", NULL, NULL, "ledger",
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (SMRT_TYPE_LEDGER);
  g_type_ensure (SMRT_TYPE_STATE_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/smrtphone/Plans/smrt-credits-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SmrtCreditsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SmrtCreditsPage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, SmrtCreditsPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, SmrtCreditsPage, ledger);
  gtk_widget_class_bind_template_child (widget_class, SmrtCreditsPage, summary_label);
  gtk_widget_class_bind_template_child (widget_class, SmrtCreditsPage, balance_label);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  smrt_format_bind (widget_class);
}

static void
smrt_credits_page_init (SmrtCreditsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  gtk_search_bar_connect_entry (self->search_bar, self->search_entry);
  smrt_ledger_set_columns (self->ledger, columns, G_N_ELEMENTS (columns), get_name, self);
  g_signal_connect_object (smrt_ledger_get_rows (self->ledger), "items-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);

  self->account_signals = g_signal_group_new (SMRT_TYPE_ACCOUNT);
  g_signal_group_connect_swapped (self->account_signals, "notify::customer", G_CALLBACK (update), self);
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
  smrt_ledger_set_model (self->ledger, account != NULL ? smrt_account_get_credits (account) : NULL);
  update (self);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACCOUNT]);
}

gboolean
smrt_credits_page_get_search_mode (SmrtCreditsPage *self)
{
  g_return_val_if_fail (SMRT_IS_CREDITS_PAGE (self), FALSE);

  return self->search_mode;
}

void
smrt_credits_page_set_search_mode (SmrtCreditsPage *self,
                                   gboolean         search_mode)
{
  g_return_if_fail (SMRT_IS_CREDITS_PAGE (self));

  search_mode = !!search_mode;

  if (self->search_mode == search_mode)
    return;

  self->search_mode = search_mode;

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEARCH_MODE]);
}

void
smrt_credits_page_search (SmrtCreditsPage *self,
                          const char      *text)
{
  g_return_if_fail (SMRT_IS_CREDITS_PAGE (self));
  g_return_if_fail (text != NULL);

  smrt_credits_page_set_search_mode (self, *text != '\0');
  gtk_editable_set_text (self->search_entry, text);
  search_changed_cb (self);
}

const char *
smrt_credits_page_get_state (SmrtCreditsPage *self)
{
  g_return_val_if_fail (SMRT_IS_CREDITS_PAGE (self), NULL);

  return gtk_stack_get_visible_child_name (self->stack);
}
