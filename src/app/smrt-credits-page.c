/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-credits-page.h"

#include <glib/gi18n-lib.h>

#include "smrt-format.h"
#include "smrt-state-page.h"

/* The What column keeps a readable width on a narrow window, where the table
 * scrolls sideways. */
#define WHAT_WIDTH_CHARS 8
/* Widths, at ordinary text size, below which a column gives way: an amount is
 * never cut. The receipt is also opened by its row, the balance stands in it. */
#define RECEIPT_MIN_WIDTH 560
#define BALANCE_MIN_WIDTH 440

struct _SmrtCreditsPage
{
  AdwBin               parent_instance;

  SmrtAccount         *account;
  GSignalGroup        *account_signals;
  GtkFilterListModel  *entries;
  GtkFilter           *filter;
  char                *needle;
  gboolean             search_mode;
  unsigned int         columns_id;

  GtkStack            *stack;
  GtkSearchBar        *search_bar;
  GtkEditable         *search_entry;
  GtkScrolledWindow   *scroller;
  GtkColumnView       *view;
  GtkColumnViewColumn *date_column;
  GtkColumnViewColumn *what_column;
  GtkColumnViewColumn *receipt_column;
  GtkColumnViewColumn *amount_column;
  GtkColumnViewColumn *balance_column;
  GtkLabel            *summary_label;
  GtkWidget           *balance_label;
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

typedef char *(*TextFunc) (SmrtCreditsPage *self,
                           SmrtCreditEntry *entry);

static SmrtInvoice *
find_invoice (SmrtCreditsPage *self,
              SmrtCreditEntry *entry)
{
  const char *id = smrt_credit_entry_get_invoice_id (entry);

  return self->account != NULL && id != NULL ? smrt_account_find_invoice (self->account, id) : NULL;
}

static char *
get_date (SmrtCreditsPage *self,
          SmrtCreditEntry *entry)
{
  return smrt_words_date_short (smrt_credit_entry_get_created (entry));
}

static char *
get_what (SmrtCreditsPage *self,
          SmrtCreditEntry *entry)
{
  return smrt_words_credit_entry (entry,
                                  find_invoice (self, entry),
                                  self->account != NULL ? smrt_account_get_catalogue (self->account) : NULL);
}

static char *
get_receipt (SmrtCreditsPage *self,
             SmrtCreditEntry *entry)
{
  SmrtInvoice *invoice = find_invoice (self, entry);

  return invoice != NULL ? smrt_words_plain (smrt_invoice_get_number (invoice)) : g_strdup ("");
}

static char *
get_amount (SmrtCreditsPage *self,
            SmrtCreditEntry *entry)
{
  return smrt_words_money_signed (smrt_credit_entry_get_amount (entry));
}

static char *
get_balance (SmrtCreditsPage *self,
             SmrtCreditEntry *entry)
{
  return smrt_words_money (smrt_credit_entry_get_balance (entry));
}

static gboolean
contains (SmrtCreditsPage *self,
          char            *text)
{
  g_autofree char *owned = text;
  g_autofree char *folded = g_utf8_casefold (owned, -1);

  return strstr (folded, self->needle) != NULL;
}

static gboolean
match_entry (gpointer item,
             gpointer data)
{
  SmrtCreditsPage *self = data;

  return self->needle == NULL ||
         contains (self, get_what (self, item)) ||
         contains (self, get_receipt (self, item)) ||
         contains (self, get_date (self, item)) ||
         contains (self, get_amount (self, item)) ||
         contains (self, get_balance (self, item));
}

static void
setup_cell_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *list_item,
               GtkColumnViewColumn      *column)
{
  SmrtCreditsPage *self = g_object_get_data (G_OBJECT (factory), "page");
  GtkWidget *label = gtk_label_new (NULL);

  if (column == self->what_column)
    {
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_width_chars (GTK_LABEL (label), WHAT_WIDTH_CHARS);
    }

  gtk_label_set_xalign (GTK_LABEL (label), column == self->amount_column || column == self->balance_column ? 1 : 0);
  gtk_widget_add_css_class (label, "numeric");

  if (column == self->balance_column)
    gtk_widget_add_css_class (label, "balance");

  gtk_list_item_set_child (list_item, label);
}

/* The focus goes to whole rows, and GTK gives them no name. */
static void
name_row (SmrtCreditsPage *self,
          SmrtCreditEntry *entry,
          GtkWidget       *label)
{
  GtkWidget *row = gtk_widget_get_parent (gtk_widget_get_parent (label));
  g_autofree char *date = get_date (self, entry);
  g_autofree char *what = get_what (self, entry);
  g_autofree char *amount = get_amount (self, entry);
  g_autofree char *balance = get_balance (self, entry);
  g_autofree char *name =
    /* Translators: a row of the credits read aloud: the date, what it was, the amount, the balance after it. */
    g_strdup_printf (_("%1$s: %2$s, %3$s, balance %4$s"), date, what, amount, balance);

  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
bind_cell_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *list_item,
              TextFunc                  get_text)
{
  SmrtCreditsPage *self = g_object_get_data (G_OBJECT (factory), "page");
  SmrtCreditEntry *entry = gtk_list_item_get_item (list_item);
  GtkWidget *label = gtk_list_item_get_child (list_item);
  g_autofree char *text = get_text (self, entry);

  gtk_label_set_label (GTK_LABEL (label), text);

  if (get_text == get_what)
    {
      gtk_widget_set_tooltip_text (label, text);
      name_row (self, entry, label);
    }

  if (get_text == get_amount && smrt_credit_entry_get_amount (entry)->amount > 0)
    gtk_widget_add_css_class (label, "success");
  else
    gtk_widget_remove_css_class (label, "success");
}

static void
set_up_column (SmrtCreditsPage     *self,
               GtkColumnViewColumn *column,
               TextFunc             get_text)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  /* The factories go with the page's view, so they never outlive it. */
  g_object_set_data (G_OBJECT (factory), "page", self);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cell_cb), column);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cell_cb), get_text);
  gtk_column_view_column_set_factory (column, factory);
}

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
  unsigned int shown = g_list_model_get_n_items (G_LIST_MODEL (self->entries));
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
  else if (g_list_model_get_n_items (G_LIST_MODEL (self->entries)) == 0)
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
  const char *text = gtk_editable_get_text (self->search_entry);
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  g_clear_pointer (&self->needle, g_free);
  if (*stripped != '\0')
    self->needle = g_utf8_casefold (stripped, -1);

  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

static void
activate_cb (SmrtCreditsPage *self,
             unsigned int     position)
{
  g_autoptr (SmrtCreditEntry) entry = g_list_model_get_item (G_LIST_MODEL (self->entries), position);
  SmrtInvoice *invoice = entry != NULL ? find_invoice (self, entry) : NULL;

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

static gboolean
update_columns_cb (gpointer data)
{
  SmrtCreditsPage *self = data;
  int width = gtk_widget_get_width (GTK_WIDGET (self->scroller));
  int dpi = 0;

  self->columns_id = 0;
  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-xft-dpi", &dpi, NULL);
  if (dpi > 0)
    width = width * 96 / (dpi / 1024);

  gtk_column_view_column_set_visible (self->receipt_column, width >= RECEIPT_MIN_WIDTH);
  gtk_column_view_column_set_visible (self->balance_column, width >= BALANCE_MIN_WIDTH);

  return G_SOURCE_REMOVE;
}

/* Not at once: this comes in the middle of the layout. */
static void
width_changed_cb (SmrtCreditsPage *self)
{
  if (self->columns_id == 0)
    self->columns_id = g_idle_add (update_columns_cb, self);
}

static void
smrt_credits_page_dispose (GObject *object)
{
  SmrtCreditsPage *self = SMRT_CREDITS_PAGE (object);

  g_clear_handle_id (&self->columns_id, g_source_remove);
  if (self->view != NULL)
    gtk_column_view_set_model (self->view, NULL);
  self->view = NULL;
  if (self->account_signals != NULL)
    g_signal_group_set_target (self->account_signals, NULL);
  g_clear_object (&self->account_signals);
  g_clear_object (&self->entries);
  g_clear_object (&self->filter);
  g_clear_object (&self->account);

  G_OBJECT_CLASS (smrt_credits_page_parent_class)->dispose (object);
}

static void
smrt_credits_page_finalize (GObject *object)
{
  SmrtCreditsPage *self = SMRT_CREDITS_PAGE (object);

  g_free (self->needle);

  G_OBJECT_CLASS (smrt_credits_page_parent_class)->finalize (object);
}

static void
smrt_credits_page_class_init (SmrtCreditsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = smrt_credits_page_dispose;
  object_class->finalize = smrt_credits_page_finalize;
  object_class->get_property = smrt_credits_page_get_property;
  object_class->set_property = smrt_credits_page_set_property;

  properties[PROP_ACCOUNT] = g_param_spec_object ("account", NULL, NULL, SMRT_TYPE_ACCOUNT, flags);
  properties[PROP_SEARCH_MODE] = g_param_spec_boolean ("search-mode", NULL, NULL, FALSE, flags);
  properties[PROP_STATE] =
    g_param_spec_string ("state", NULL, NULL, "ledger",
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (SMRT_TYPE_STATE_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/smrtphone/Plans/smrt-credits-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SmrtCreditsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SmrtCreditsPage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, SmrtCreditsPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, SmrtCreditsPage, view);
  gtk_widget_class_bind_template_child (widget_class, SmrtCreditsPage, date_column);
  gtk_widget_class_bind_template_child (widget_class, SmrtCreditsPage, what_column);
  gtk_widget_class_bind_template_child (widget_class, SmrtCreditsPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, SmrtCreditsPage, receipt_column);
  gtk_widget_class_bind_template_child (widget_class, SmrtCreditsPage, amount_column);
  gtk_widget_class_bind_template_child (widget_class, SmrtCreditsPage, balance_column);
  gtk_widget_class_bind_template_child (widget_class, SmrtCreditsPage, summary_label);
  gtk_widget_class_bind_template_child (widget_class, SmrtCreditsPage, balance_label);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  smrt_format_bind (widget_class);
}

static void
smrt_credits_page_init (SmrtCreditsPage *self)
{
  g_autoptr (GtkSelectionModel) selection = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));

  gtk_search_bar_connect_entry (self->search_bar, self->search_entry);

  self->filter = GTK_FILTER (gtk_custom_filter_new (match_entry, self, NULL));
  self->entries = gtk_filter_list_model_new (NULL, g_object_ref (self->filter));
  g_signal_connect_object (self->entries, "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);

  set_up_column (self, self->date_column, get_date);
  set_up_column (self, self->what_column, get_what);
  set_up_column (self, self->receipt_column, get_receipt);
  set_up_column (self, self->amount_column, get_amount);
  set_up_column (self, self->balance_column, get_balance);

  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (self->scroller), "notify::page-size",
                           G_CALLBACK (width_changed_cb), self, G_CONNECT_SWAPPED);

  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->entries))));
  gtk_column_view_set_model (self->view, selection);

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
  gtk_filter_list_model_set_model (self->entries, account != NULL ? smrt_account_get_credits (account) : NULL);
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
