/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-history-page.h"

#include <glib/gi18n-lib.h>

#include "smrt-ledger.h"
#include "smrt-state-page.h"
#include "smrt-words.h"

/* Widths, at ordinary text size, below which a column gives way. What was paid
 * follows from total and status, and both are in the invoice. */
#define NUMBER_MIN_WIDTH 600
#define PAID_MIN_WIDTH 520

struct _SmrtHistoryPage
{
  AdwBin         parent_instance;

  SmrtAccount   *account;
  GSignalGroup  *account_signals;
  gboolean       search_mode;

  GtkStack      *stack;
  GtkSearchBar  *search_bar;
  GtkEditable   *search_entry;
  GtkWidget     *bar;
  GtkDropDown   *status_choice;
  SmrtLedger    *ledger;
  GtkLabel      *summary_label;
};

G_DEFINE_FINAL_TYPE (SmrtHistoryPage, smrt_history_page, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_ACCOUNT,
  PROP_SEARCH_MODE,
  PROP_STATE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* The choices after the first one, which is all of them. */
static const SmrtInvoiceStatus choices[] = {
  SMRT_INVOICE_STATUS_OPEN,
  SMRT_INVOICE_STATUS_PAID,
  SMRT_INVOICE_STATUS_VOID,
  SMRT_INVOICE_STATUS_UNCOLLECTIBLE,
  SMRT_INVOICE_STATUS_DRAFT,
};

static char *
get_date (gpointer item,
          gpointer data)
{
  return smrt_words_date_short (smrt_invoice_get_created (item));
}

static char *
get_number (gpointer item,
            gpointer data)
{
  return smrt_words_invoice_number (item);
}

static char *
get_what (gpointer item,
          gpointer data)
{
  SmrtHistoryPage *self = data;

  return smrt_words_invoice (item, self->account != NULL ? smrt_account_get_catalogue (self->account) : NULL);
}

static char *
get_status (gpointer item,
            gpointer data)
{
  return g_strdup (smrt_words_invoice_state (item, NULL));
}

/* Where there is no room for the status, what is not simply paid says so. */
static char *
get_tight_what (gpointer item,
                gpointer data)
{
  g_autofree char *what = get_what (item, data);
  SmrtTone tone;
  const char *state = smrt_words_invoice_state (item, &tone);

  if (tone == SMRT_TONE_GOOD)
    return g_steal_pointer (&what);

  /* Translators: %1$s is the status of an invoice, "Open", %2$s what it is for. */
  return g_strdup_printf (_("%1$s · %2$s"), state, what);
}

static SmrtTone
get_status_tone (gpointer item,
                 gpointer data)
{
  SmrtTone tone;

  smrt_words_invoice_state (item, &tone);

  return tone;
}

static char *
get_total (gpointer item,
           gpointer data)
{
  SmrtMoney total = smrt_invoice_get_money (item, smrt_invoice_get_sums (item)->total);

  return smrt_words_money (&total);
}

static char *
get_paid (gpointer item,
          gpointer data)
{
  SmrtMoney paid = smrt_invoice_get_money (item, smrt_invoice_get_sums (item)->amount_paid);

  return smrt_words_money (&paid);
}

static char *
get_name (gpointer item,
          gpointer data)
{
  g_autofree char *date = get_date (item, data);
  g_autofree char *number = get_number (item, data);
  g_autofree char *what = get_what (item, data);
  g_autofree char *status = get_status (item, data);
  g_autofree char *total = get_total (item, data);
  g_autofree char *paid = get_paid (item, data);

  /* Translators: a row of the billing history read aloud: the date, the number of the invoice, what it is for, its
   * status ("Open"), its total, what of it was paid. */
  return g_strdup_printf (_("%1$s: invoice %2$s, %3$s, %4$s, total %5$s, paid %6$s"),
                          date, number, what, status, total, paid);
}

static const SmrtLedgerColumn columns[] = {
  { N_("Date"), SMRT_LEDGER_TEXT, get_date, NULL, 0 },
  { N_("Number"), SMRT_LEDGER_TEXT, get_number, NULL, NUMBER_MIN_WIDTH },
  { N_("What"), SMRT_LEDGER_WHAT, get_what, NULL, 0, get_tight_what },
  { N_("Status"), SMRT_LEDGER_BADGE, get_status, get_status_tone, SMRT_LEDGER_TIGHT_WIDTH },
  { N_("Total"), SMRT_LEDGER_BALANCE, get_total, NULL, 0 },
  { N_("Paid"), SMRT_LEDGER_AMOUNT, get_paid, NULL, PAID_MIN_WIDTH },
};

static gboolean
match_status (gpointer item,
              gpointer data)
{
  SmrtHistoryPage *self = data;
  unsigned int choice = gtk_drop_down_get_selected (self->status_choice);

  return choice == 0 || choice > G_N_ELEMENTS (choices) ||
         smrt_invoice_get_status (item) == choices[choice - 1];
}

/* Currencies are never added up. */
static gboolean
add_up (GListModel *invoices,
        SmrtMoney  *paid)
{
  unsigned int n_invoices = g_list_model_get_n_items (invoices);

  for (unsigned int i = 0; i < n_invoices; i++)
    {
      g_autoptr (SmrtInvoice) invoice = g_list_model_get_item (invoices, i);
      SmrtMoney amount = smrt_invoice_get_money (invoice, smrt_invoice_get_sums (invoice)->amount_paid);

      if (i == 0)
        *paid = smrt_money_init (0, amount.currency);

      if (!smrt_money_add (paid, &amount))
        return FALSE;
    }

  return n_invoices > 0;
}

static void
update_summary (SmrtHistoryPage *self,
                unsigned int     all)
{
  unsigned int shown = smrt_ledger_get_n_shown (self->ledger);
  g_autofree char *count = NULL;
  g_autofree char *paid_words = NULL;
  g_autofree char *summary = NULL;
  SmrtMoney paid;

  if (shown != all)
    /* Translators: %1$u is how many invoices a search has found, %2$u how many there are. */
    count = g_strdup_printf (ngettext ("%1$u of %2$u invoice", "%1$u of %2$u invoices", all), shown, all);
  else
    /* Translators: %u is the number of rows of the billing history. */
    count = g_strdup_printf (ngettext ("%u invoice", "%u invoices", all), all);

  if (!add_up (smrt_ledger_get_rows (self->ledger), &paid))
    {
      gtk_label_set_label (self->summary_label, count);
      return;
    }

  paid_words = smrt_words_money (&paid);
  /* Translators: %1$s is "12 invoices" or "3 of 12 invoices", %2$s what was paid of those. */
  summary = g_strdup_printf (_("%1$s · paid %2$s"), count, paid_words);
  gtk_label_set_label (self->summary_label, summary);
}

static void
update (SmrtHistoryPage *self)
{
  const char *before = gtk_stack_get_visible_child_name (self->stack);
  const char *state = "ledger";
  unsigned int all;

  if (self->account == NULL)
    return;

  all = g_list_model_get_n_items (smrt_account_get_invoices (self->account));
  if (all == 0)
    state = "empty";
  else if (smrt_ledger_get_n_shown (self->ledger) == 0)
    state = "no-results";

  gtk_stack_set_visible_child_name (self->stack, state);
  gtk_widget_set_visible (self->bar, all > 0);
  update_summary (self, all);

  if (g_strcmp0 (before, state) != 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
search_changed_cb (SmrtHistoryPage *self)
{
  smrt_ledger_set_search (self->ledger, gtk_editable_get_text (self->search_entry));
}

static void
status_chosen_cb (SmrtHistoryPage *self)
{
  smrt_ledger_set_match (self->ledger, match_status, self);
}

static void
activated_cb (SmrtHistoryPage *self,
              SmrtInvoice     *invoice)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-invoice", "s", smrt_invoice_get_id (invoice));
}

static void
fill_choices (SmrtHistoryPage *self)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  /* Translators: the choice that shows invoices of every status. */
  gtk_string_list_append (list, _("All Invoices"));
  for (unsigned int i = 0; i < G_N_ELEMENTS (choices); i++)
    gtk_string_list_append (list, smrt_words_invoice_status (choices[i], NULL));

  gtk_drop_down_set_model (self->status_choice, G_LIST_MODEL (list));
}

static void
smrt_history_page_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  SmrtHistoryPage *self = SMRT_HISTORY_PAGE (object);

  switch (prop_id)
    {
    case PROP_ACCOUNT:
      g_value_set_object (value, self->account);
      break;

    case PROP_SEARCH_MODE:
      g_value_set_boolean (value, self->search_mode);
      break;

    case PROP_STATE:
      g_value_set_string (value, smrt_history_page_get_state (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_history_page_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  SmrtHistoryPage *self = SMRT_HISTORY_PAGE (object);

  switch (prop_id)
    {
    case PROP_ACCOUNT:
      smrt_history_page_set_account (self, g_value_get_object (value));
      break;

    case PROP_SEARCH_MODE:
      smrt_history_page_set_search_mode (self, g_value_get_boolean (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_history_page_dispose (GObject *object)
{
  SmrtHistoryPage *self = SMRT_HISTORY_PAGE (object);

  if (self->account_signals != NULL)
    g_signal_group_set_target (self->account_signals, NULL);
  g_clear_object (&self->account_signals);
  g_clear_object (&self->account);

  G_OBJECT_CLASS (smrt_history_page_parent_class)->dispose (object);
}

static void
smrt_history_page_class_init (SmrtHistoryPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = smrt_history_page_dispose;
  object_class->get_property = smrt_history_page_get_property;
  object_class->set_property = smrt_history_page_set_property;

  properties[PROP_ACCOUNT] = g_param_spec_object ("account", NULL, NULL, SMRT_TYPE_ACCOUNT, flags);
  properties[PROP_SEARCH_MODE] = g_param_spec_boolean ("search-mode", NULL, NULL, FALSE, flags);
  properties[PROP_STATE] =
    g_param_spec_string ("state", NULL, NULL, "ledger",
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (SMRT_TYPE_LEDGER);
  g_type_ensure (SMRT_TYPE_STATE_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/smrtphone/Plans/smrt-history-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SmrtHistoryPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SmrtHistoryPage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, SmrtHistoryPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, SmrtHistoryPage, bar);
  gtk_widget_class_bind_template_child (widget_class, SmrtHistoryPage, status_choice);
  gtk_widget_class_bind_template_child (widget_class, SmrtHistoryPage, ledger);
  gtk_widget_class_bind_template_child (widget_class, SmrtHistoryPage, summary_label);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, status_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
smrt_history_page_init (SmrtHistoryPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  gtk_search_bar_connect_entry (self->search_bar, self->search_entry);
  fill_choices (self);
  smrt_ledger_set_columns (self->ledger, columns, G_N_ELEMENTS (columns), get_name, self);
  g_signal_connect_object (smrt_ledger_get_rows (self->ledger), "items-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);

  self->account_signals = g_signal_group_new (SMRT_TYPE_ACCOUNT);
  g_signal_group_connect_swapped (self->account_signals, "notify::customer", G_CALLBACK (update), self);
}

GtkWidget *
smrt_history_page_new (void)
{
  return g_object_new (SMRT_TYPE_HISTORY_PAGE, NULL);
}

SmrtAccount *
smrt_history_page_get_account (SmrtHistoryPage *self)
{
  g_return_val_if_fail (SMRT_IS_HISTORY_PAGE (self), NULL);

  return self->account;
}

void
smrt_history_page_set_account (SmrtHistoryPage *self,
                               SmrtAccount     *account)
{
  g_return_if_fail (SMRT_IS_HISTORY_PAGE (self));
  g_return_if_fail (account == NULL || SMRT_IS_ACCOUNT (account));

  if (!g_set_object (&self->account, account))
    return;

  g_signal_group_set_target (self->account_signals, account);
  smrt_ledger_set_model (self->ledger, account != NULL ? smrt_account_get_invoices (account) : NULL);
  update (self);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACCOUNT]);
}

gboolean
smrt_history_page_get_search_mode (SmrtHistoryPage *self)
{
  g_return_val_if_fail (SMRT_IS_HISTORY_PAGE (self), FALSE);

  return self->search_mode;
}

void
smrt_history_page_set_search_mode (SmrtHistoryPage *self,
                                   gboolean         search_mode)
{
  g_return_if_fail (SMRT_IS_HISTORY_PAGE (self));

  search_mode = !!search_mode;

  if (self->search_mode == search_mode)
    return;

  self->search_mode = search_mode;

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEARCH_MODE]);
}

void
smrt_history_page_search (SmrtHistoryPage *self,
                          const char      *text)
{
  g_return_if_fail (SMRT_IS_HISTORY_PAGE (self));
  g_return_if_fail (text != NULL);

  smrt_history_page_set_search_mode (self, *text != '\0');
  gtk_editable_set_text (self->search_entry, text);
  search_changed_cb (self);
}

const char *
smrt_history_page_get_state (SmrtHistoryPage *self)
{
  g_return_val_if_fail (SMRT_IS_HISTORY_PAGE (self), NULL);

  return gtk_stack_get_visible_child_name (self->stack);
}
