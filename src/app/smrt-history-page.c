/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-history-page.h"

#include <glib/gi18n-lib.h>

#include "smrt-dialogs.h"
#include "smrt-state-page.h"
#include "smrt-sums.h"
#include "smrt-words.h"

/* Widths, at ordinary text size, below which a column gives way. What was paid
 * follows from total and status, and both are in the invoice. */
#define NUMBER_MIN_WIDTH 600
#define PAID_MIN_WIDTH 520

struct _SmrtHistoryPage
{
  AdwBin          parent_instance;

  SmrtAccount    *account;
  gboolean        search_mode;
  gboolean        selecting;

  SmrtLedgerPane *pane;
  GtkWidget      *select_button;
  GtkWidget      *bar_revealer;
  GtkLabel       *picked_label;
};

G_DEFINE_FINAL_TYPE (SmrtHistoryPage, smrt_history_page, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_ACCOUNT,
  PROP_SEARCH_MODE,
  PROP_SELECTING,
  PROP_STATE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* In the order in which they are offered. */
static const SmrtInvoiceStatus choices[] = {
  SMRT_INVOICE_STATUS_OPEN,
  SMRT_INVOICE_STATUS_PAID,
  SMRT_INVOICE_STATUS_VOID,
  SMRT_INVOICE_STATUS_UNCOLLECTIBLE,
  SMRT_INVOICE_STATUS_DRAFT,
};

static char *
get_date (SmrtLedgerRow *row,
          gpointer       data)
{
  return smrt_words_date_short (smrt_invoice_get_created (smrt_ledger_row_get_invoice (row)));
}

static char *
get_number (SmrtLedgerRow *row,
            gpointer       data)
{
  return smrt_words_invoice_number (smrt_ledger_row_get_invoice (row));
}

static char *
get_what (SmrtLedgerRow *row,
          gpointer       data)
{
  const char *words = smrt_ledger_row_get_words (row);

  return g_strdup (words != NULL ? words : "");
}

static char *
get_status (SmrtLedgerRow *row,
            gpointer       data)
{
  return g_strdup (smrt_words_invoice_state (smrt_ledger_row_get_invoice (row), NULL));
}

/* Where there is no room for the status, what is not simply paid says so. */
static char *
get_tight_what (SmrtLedgerRow *row,
                gpointer       data)
{
  g_autofree char *what = get_what (row, data);
  SmrtTone tone;
  const char *state = smrt_words_invoice_state (smrt_ledger_row_get_invoice (row), &tone);

  if (tone == SMRT_TONE_GOOD)
    return g_steal_pointer (&what);

  /* Translators: %1$s is the status of an invoice, "Open", %2$s what it is for. */
  return g_strdup_printf (_("%1$s · %2$s"), state, what);
}

static SmrtTone
get_status_tone (SmrtLedgerRow *row,
                 gpointer       data)
{
  SmrtTone tone;

  smrt_words_invoice_state (smrt_ledger_row_get_invoice (row), &tone);

  return tone;
}

static char *
get_total (SmrtLedgerRow *row,
           gpointer       data)
{
  SmrtInvoice *invoice = smrt_ledger_row_get_invoice (row);
  SmrtMoney total = smrt_invoice_get_money (invoice, smrt_invoice_get_sums (invoice)->total);

  return smrt_words_money (&total);
}

static char *
get_paid (SmrtLedgerRow *row,
          gpointer       data)
{
  SmrtInvoice *invoice = smrt_ledger_row_get_invoice (row);
  SmrtMoney paid = smrt_invoice_get_money (invoice, smrt_invoice_get_sums (invoice)->amount_paid);

  return smrt_words_money (&paid);
}

static char *
get_name (SmrtLedgerRow *row,
          gpointer       data)
{
  g_autofree char *date = get_date (row, data);
  g_autofree char *number = get_number (row, data);
  g_autofree char *what = get_what (row, data);
  g_autofree char *status = get_status (row, data);
  g_autofree char *total = get_total (row, data);
  g_autofree char *paid = get_paid (row, data);

  /* Translators: a row of the billing history read aloud: the date, the number of the invoice, what it is for, its
   * status ("Open"), its total, what of it was paid. */
  return g_strdup_printf (_("%1$s: invoice %2$s, %3$s, %4$s, total %5$s, paid %6$s"),
                          date, number, what, status, total, paid);
}

static const SmrtLedgerColumn columns[] = {
  { N_("Date"), SMRT_LEDGER_TEXT, get_date, NULL, 0, NULL, TRUE, SMRT_STORE_SORT_DATE },
  { N_("Number"), SMRT_LEDGER_TEXT, get_number, NULL, NUMBER_MIN_WIDTH, NULL, TRUE, SMRT_STORE_SORT_NUMBER },
  { N_("What"), SMRT_LEDGER_WHAT, get_what, NULL, 0, get_tight_what },
  { N_("Status"), SMRT_LEDGER_BADGE, get_status, get_status_tone, SMRT_LEDGER_TIGHT_WIDTH, NULL, TRUE,
    SMRT_STORE_SORT_STATUS },
  { N_("Total"), SMRT_LEDGER_BALANCE, get_total, NULL, 0, NULL, TRUE, SMRT_STORE_SORT_AMOUNT },
  { N_("Paid"), SMRT_LEDGER_AMOUNT, get_paid, NULL, PAID_MIN_WIDTH },
};

static void
notify_state (SmrtHistoryPage *self)
{
  const char *state = smrt_history_page_get_state (self);

  gtk_widget_set_visible (self->select_button, g_str_equal (state, "ledger") || g_str_equal (state, "no-results"));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
activated_cb (SmrtHistoryPage *self,
              SmrtLedgerRow   *row)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-invoice", "s",
                              smrt_invoice_get_id (smrt_ledger_row_get_invoice (row)));
}

static void
picked_cb (SmrtHistoryPage *self)
{
  g_autoptr (GtkBitset) picked = smrt_ledger_get_picked (smrt_ledger_pane_get_ledger (self->pane));
  unsigned int count = MIN (gtk_bitset_get_size (picked), G_MAXUINT);
  g_autofree char *words = NULL;

  if (count == 0)
    words = g_strdup (_("Choose invoices"));
  else
    /* Translators: %'u is how many invoices are picked. */
    words = g_strdup_printf (ngettext ("%'u chosen", "%'u chosen", count), count);

  gtk_label_set_label (self->picked_label, words);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "history.save-pdfs", self->selecting && count > 0);
}

static void
select_all_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  smrt_ledger_pick_all (smrt_ledger_pane_get_ledger (SMRT_HISTORY_PAGE (widget)->pane));
}

static void
save_pdfs_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  SmrtHistoryPage *self = SMRT_HISTORY_PAGE (widget);
  g_autoptr (GtkBitset) picked = smrt_ledger_get_picked (smrt_ledger_pane_get_ledger (self->pane));

  smrt_dialogs_save_pdfs (GTK_WINDOW (gtk_widget_get_root (widget)), self->account,
                          smrt_ledger_pane_get_query (self->pane), picked,
                          g_list_model_get_n_items (G_LIST_MODEL (smrt_ledger_pane_get_list (self->pane))));
}

static gboolean
end_selecting_cb (GtkWidget *widget,
                  GVariant  *arguments,
                  gpointer   data)
{
  SmrtHistoryPage *self = SMRT_HISTORY_PAGE (widget);

  if (!self->selecting)
    return FALSE;

  smrt_history_page_set_selecting (self, FALSE);

  return TRUE;
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

    case PROP_SELECTING:
      g_value_set_boolean (value, self->selecting);
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
      if (self->search_mode != g_value_get_boolean (value))
        {
          self->search_mode = g_value_get_boolean (value);
          g_object_notify_by_pspec (object, pspec);
        }
      break;

    case PROP_SELECTING:
      smrt_history_page_set_selecting (self, g_value_get_boolean (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_history_page_dispose (GObject *object)
{
  g_clear_object (&SMRT_HISTORY_PAGE (object)->account);

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
  properties[PROP_SELECTING] = g_param_spec_boolean ("selecting", NULL, NULL, FALSE, flags);
  properties[PROP_STATE] =
    g_param_spec_string ("state", NULL, NULL, "loading",
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (SMRT_TYPE_LEDGER_PANE);
  g_type_ensure (SMRT_TYPE_STATE_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/smrtphone/Plans/smrt-history-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SmrtHistoryPage, pane);
  gtk_widget_class_bind_template_child (widget_class, SmrtHistoryPage, select_button);
  gtk_widget_class_bind_template_child (widget_class, SmrtHistoryPage, bar_revealer);
  gtk_widget_class_bind_template_child (widget_class, SmrtHistoryPage, picked_label);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, notify_state);

  gtk_widget_class_install_action (widget_class, "history.select-all", NULL, select_all_action);
  gtk_widget_class_install_action (widget_class, "history.save-pdfs", NULL, save_pdfs_action);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, end_selecting_cb, NULL);
}

static void
smrt_history_page_init (SmrtHistoryPage *self)
{
  SmrtKindsChoice *kinds;
  SmrtLedger *ledger;

  gtk_widget_init_template (GTK_WIDGET (self));

  ledger = smrt_ledger_pane_get_ledger (self->pane);
  smrt_ledger_set_columns (ledger, columns, G_N_ELEMENTS (columns), get_name, self);
  smrt_ledger_set_sort (ledger, SMRT_STORE_SORT_DATE, FALSE);
  g_object_set (ledger, "title", _("Invoices"), NULL);
  g_signal_connect_swapped (ledger, "picked", G_CALLBACK (picked_cb), self);
  smrt_ledger_pane_set_describe (self->pane, smrt_sums_describe_invoices);

  kinds = smrt_ledger_pane_get_kinds (self->pane);
  g_object_set (kinds, "title", _("Status"), "all-label", _("All statuses"), NULL);
  for (unsigned int i = 0; i < G_N_ELEMENTS (choices); i++)
    smrt_kinds_choice_add (kinds, choices[i], smrt_words_invoice_status (choices[i], NULL));

  picked_cb (self);
  notify_state (self);
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

  smrt_ledger_pane_set_account (self->pane, account);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACCOUNT]);
}

SmrtLedgerPane *
smrt_history_page_get_pane (SmrtHistoryPage *self)
{
  g_return_val_if_fail (SMRT_IS_HISTORY_PAGE (self), NULL);

  return self->pane;
}

gboolean
smrt_history_page_get_selecting (SmrtHistoryPage *self)
{
  g_return_val_if_fail (SMRT_IS_HISTORY_PAGE (self), FALSE);

  return self->selecting;
}

void
smrt_history_page_set_selecting (SmrtHistoryPage *self,
                                 gboolean         selecting)
{
  g_return_if_fail (SMRT_IS_HISTORY_PAGE (self));

  if (self->selecting == !!selecting)
    return;

  self->selecting = !!selecting;
  smrt_ledger_set_selecting (smrt_ledger_pane_get_ledger (self->pane), self->selecting);
  picked_cb (self);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTING]);
}

void
smrt_history_page_search (SmrtHistoryPage *self,
                          const char      *text)
{
  g_return_if_fail (SMRT_IS_HISTORY_PAGE (self));

  smrt_ledger_pane_search (self->pane, text);
}

const char *
smrt_history_page_get_state (SmrtHistoryPage *self)
{
  g_return_val_if_fail (SMRT_IS_HISTORY_PAGE (self), NULL);

  return smrt_ledger_pane_get_state (self->pane);
}
