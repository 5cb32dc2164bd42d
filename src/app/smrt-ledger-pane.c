/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-ledger-pane.h"

#include <glib/gi18n-lib.h>

#include "smrt-fold-box.h"
#include "smrt-header-scroller.h"
#include "smrt-problem.h"
#include "smrt-settings.h"
#include "smrt-words.h"

struct _SmrtLedgerPane
{
  AdwBin              parent_instance;

  SmrtAccount        *account;
  GSignalGroup       *account_signals;
  SmrtStoreList      *list;
  SmrtStoreTable      table;
  SmrtLedgerDescribe  describe;
  GSettings          *settings;
  GCancellable       *cancellable;
  GStrv               currencies;
  gboolean            faults_only;
  gboolean            search_mode;
  char               *search_hint;
  char               *empty_icon;
  char               *empty_title;
  char               *empty_description;
  const char         *state;

  GtkSearchBar       *search_bar;
  GtkEditable        *search_entry;
  AdwBin             *header_bin;
  AdwBin             *switcher_bin;
  GtkWidget          *bar;
  GtkDropDown        *currency_choice;
  SmrtKindsChoice    *kinds;
  SmrtPeriodChoice   *period;
  GtkWidget          *fault_bar;
  GtkLabel           *fault_label;
  GtkButton          *fault_button;
  GtkWidget          *loading_bar;
  GtkLabel           *loading_label;
  GtkSpinner         *spinner;
  AdwStatusPage      *status_page;
  GtkButton          *status_button;
  SmrtLedger         *ledger;
  GtkLabel           *summary_label;
};

G_DEFINE_FINAL_TYPE (SmrtLedgerPane, smrt_ledger_pane, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_ACCOUNT,
  PROP_TABLE,
  PROP_HEADER,
  PROP_SWITCHER,
  PROP_SEARCH_MODE,
  PROP_SEARCH_HINT,
  PROP_EMPTY_ICON,
  PROP_EMPTY_TITLE,
  PROP_EMPTY_DESCRIPTION,
  PROP_STATE,
  N_PROPS,
};

enum
{
  ACTIVATED,
  SUMMED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static unsigned int signals[N_SIGNALS];

static SmrtStore *
get_store (SmrtLedgerPane *self)
{
  return self->account != NULL ? smrt_account_get_store (self->account) : NULL;
}

static const char *
get_currency (SmrtLedgerPane *self)
{
  unsigned int selected = gtk_drop_down_get_selected (self->currency_choice);

  if (self->currencies == NULL || selected >= g_strv_length (self->currencies))
    return NULL;

  return self->currencies[selected];
}

static gboolean
is_filtered (SmrtLedgerPane *self)
{
  const SmrtStoreQuery *query = smrt_store_list_get_query (self->list);

  return query != NULL && (query->kinds != 0 || query->from != 0 || query->until != 0 || query->search != NULL ||
                           query->faulty);
}

static const char *
find_state (SmrtLedgerPane *self)
{
  const SmrtStoreSums *sums = smrt_store_list_get_sums (self->list);

  if (smrt_store_list_get_error (self->list) != NULL)
    return "error";
  if (get_store (self) == NULL || !smrt_store_list_get_answered (self->list))
    return "loading";
  if (sums->n_rows > 0)
    return "ledger";
  if (sums->n_all > 0 || is_filtered (self))
    return "no-results";
  if (!sums->complete && smrt_account_get_refreshing (self->account))
    return "loading";

  return "empty";
}

static void
show_status (SmrtLedgerPane *self,
             const char     *icon_name,
             const char     *title,
             const char     *description,
             const char     *button,
             const char     *action)
{
  /* A status page takes its description for markup. */
  g_autofree char *escaped = g_markup_escape_text (description != NULL ? description : "", -1);

  adw_status_page_set_icon_name (self->status_page, icon_name);
  adw_status_page_set_title (self->status_page, title);
  adw_status_page_set_description (self->status_page, escaped);
  gtk_widget_set_visible (GTK_WIDGET (self->status_button), button != NULL);
  gtk_button_set_label (self->status_button, button != NULL ? button : "");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->status_button), action);
}

static void
update_status (SmrtLedgerPane *self)
{
  if (g_str_equal (self->state, "empty"))
    show_status (self, self->empty_icon, self->empty_title, self->empty_description, NULL, NULL);
  else if (g_str_equal (self->state, "no-results"))
    show_status (self, "system-search-symbolic", _("No Results Found"),
                 _("Try a different search or other filters."), _("_Clear Filters"), "ledger.clear-filters");
  else if (g_str_equal (self->state, "error"))
    {
      g_autofree char *title = NULL;
      g_autofree char *body = NULL;

      smrt_problem_describe (smrt_store_list_get_error (self->list), &title, &body);
      show_status (self, "dialog-warning-symbolic", title, body, _("_Try Again"), "ledger.try-again");
    }
}

static void
update_loading (SmrtLedgerPane *self)
{
  const SmrtStoreSums *sums = smrt_store_list_get_sums (self->list);
  gboolean refreshing = self->account != NULL && smrt_account_get_refreshing (self->account);
  gboolean waiting = g_str_equal (self->state, "loading");
  gboolean older = smrt_store_list_get_answered (self->list) && !sums->complete && sums->n_all > 0;
  g_autofree char *words = NULL;

  if (waiting)
    words = g_strdup (_("Loading…"));
  else if (older && refreshing)
    /* Translators: %'u is how many rows of a long table have been read. */
    words = g_strdup_printf (ngettext ("Loading older entries… %'u so far", "Loading older entries… %'u so far",
                                       (unsigned int) MIN (sums->n_all, G_MAXUINT)),
                             (unsigned int) MIN (sums->n_all, G_MAXUINT));
  else if (older)
    words = g_strdup (_("Older entries have not been read yet"));

  gtk_label_set_label (self->loading_label, words != NULL ? words : "");
  gtk_widget_set_visible (self->loading_bar, words != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), waiting || refreshing);
  gtk_spinner_set_spinning (self->spinner, words != NULL && (waiting || refreshing));
}

static void
update_faults (SmrtLedgerPane *self)
{
  const SmrtStoreSums *sums = smrt_store_list_get_sums (self->list);
  unsigned int n_faulty = MIN (sums->n_faulty, G_MAXUINT);
  g_autofree char *words =
    /* Translators: %'u is how many rows of a ledger have a wrong balance. */
    g_strdup_printf (ngettext ("The balance of %'u entry does not follow from the one before it.",
                               "The balances of %'u entries do not follow from the one before them.", n_faulty),
                     n_faulty);

  gtk_label_set_label (self->fault_label, words);
  gtk_button_set_label (self->fault_button, self->faults_only ? _("Show All") : _("Show Them"));
  gtk_widget_set_visible (self->fault_bar, n_faulty > 0 || self->faults_only);
}

static void
update_summary (SmrtLedgerPane *self)
{
  const SmrtStoreSums *sums = smrt_store_list_get_sums (self->list);
  g_autofree char *words = NULL;

  if (self->describe != NULL && g_str_equal (self->state, "ledger"))
    words = self->describe (sums, is_filtered (self));

  gtk_label_set_label (self->summary_label, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->summary_label), words != NULL);
}

static void
update (SmrtLedgerPane *self)
{
  const char *before = self->state;

  self->state = find_state (self);

  gtk_widget_set_visible (GTK_WIDGET (self->ledger), g_str_equal (self->state, "ledger"));
  gtk_widget_set_visible (GTK_WIDGET (self->status_page),
                          !g_str_equal (self->state, "ledger") && !g_str_equal (self->state, "loading"));
  /* Without any row there is nothing to filter. */
  gtk_widget_set_visible (self->bar, adw_bin_get_child (self->switcher_bin) != NULL ||
                                       g_str_equal (self->state, "ledger") || g_str_equal (self->state, "no-results"));
  gtk_widget_set_visible (gtk_widget_get_ancestor (GTK_WIDGET (self->period), SMRT_TYPE_FOLD_BOX),
                          g_str_equal (self->state, "ledger") || g_str_equal (self->state, "no-results"));
  update_status (self);
  update_loading (self);
  update_faults (self);
  update_summary (self);

  if (g_strcmp0 (before, self->state) != 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
summed_cb (SmrtLedgerPane *self)
{
  update (self);
  g_signal_emit (self, signals[SUMMED], 0);
}

static SmrtStoreQuery *
create_query (SmrtLedgerPane *self)
{
  SmrtStoreQuery *query = smrt_store_query_new (self->table);
  g_autoptr (GTimeZone) zone = smrt_words_dup_zone ();
  g_autofree char *search = g_strstrip (g_strdup (gtk_editable_get_text (self->search_entry)));

  query->currency = g_strdup (get_currency (self));
  query->kinds = smrt_kinds_choice_get_chosen (self->kinds);
  query->search = *search != '\0' ? g_steal_pointer (&search) : NULL;
  query->faulty = self->faults_only;
  query->sort = smrt_ledger_get_sort (self->ledger, &query->ascending);
  smrt_period_get_bounds (smrt_period_choice_get_period (self->period), zone, &query->from, &query->until);

  return query;
}

static void
update_query (SmrtLedgerPane *self)
{
  g_autoptr (SmrtStoreQuery) query = create_query (self);

  smrt_store_list_set_query (self->list, query);
  update (self);
}

/* Currencies are chosen only where there are several. */
static void
show_currencies (SmrtLedgerPane *self,
                 GStrv           currencies)
{
  g_autofree char *before = g_strdup (get_currency (self));
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  unsigned int selected = 0;

  if (self->currencies != NULL && g_strv_equal ((const char *const *) self->currencies, (const char *const *) currencies))
    return;

  for (unsigned int i = 0; currencies[i] != NULL; i++)
    {
      g_autofree char *name = g_ascii_strup (currencies[i], -1);

      gtk_string_list_append (names, name);
      if (g_strcmp0 (currencies[i], before) == 0)
        selected = i;
    }

  g_strfreev (self->currencies);
  self->currencies = g_strdupv (currencies);
  gtk_drop_down_set_model (self->currency_choice, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->currency_choice, selected);
  gtk_widget_set_visible (GTK_WIDGET (self->currency_choice), g_strv_length (currencies) > 1);
  update_query (self);
}

static void
currencies_loaded_cb (GObject      *source,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  g_autoptr (SmrtLedgerPane) self = user_data;
  g_auto (GStrv) currencies = smrt_store_load_currencies_finish (SMRT_STORE (source), result, NULL);

  if (currencies != NULL && self->account != NULL && get_store (self) == SMRT_STORE (source))
    show_currencies (self, currencies);
}

static void
load_currencies (SmrtLedgerPane *self)
{
  SmrtStore *store = get_store (self);

  if (store != NULL)
    smrt_store_load_currencies_async (store, self->table, self->cancellable, currencies_loaded_cb, g_object_ref (self));
}

static void
store_changed_cb (SmrtLedgerPane *self)
{
  smrt_store_list_set_store (self->list, get_store (self));
  load_currencies (self);
  update (self);
}

static void
account_read_cb (SmrtLedgerPane *self)
{
  g_object_set (self->period, "now", self->account != NULL ? smrt_account_get_as_of (self->account) : 0, NULL);
  load_currencies (self);
  update (self);
}

static void
activated_cb (SmrtLedgerPane *self,
              SmrtLedgerRow  *row)
{
  g_signal_emit (self, signals[ACTIVATED], 0, row);
}

static void
clear_filters_action (GtkWidget  *widget,
                      const char *action_name,
                      GVariant   *parameter)
{
  smrt_ledger_pane_clear_filters (SMRT_LEDGER_PANE (widget));
}

static void
show_faults_action (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *parameter)
{
  SmrtLedgerPane *self = SMRT_LEDGER_PANE (widget);

  self->faults_only = !self->faults_only;
  update_query (self);
}

static void
try_again_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  SmrtLedgerPane *self = SMRT_LEDGER_PANE (widget);

  smrt_store_list_set_query (self->list, NULL);
  update_query (self);
}

/* Typing starts a search wherever the focus is in the window, as long as this
 * is the page that is shown. */
static void
smrt_ledger_pane_map (GtkWidget *widget)
{
  SmrtLedgerPane *self = SMRT_LEDGER_PANE (widget);

  GTK_WIDGET_CLASS (smrt_ledger_pane_parent_class)->map (widget);

  gtk_search_bar_set_key_capture_widget (self->search_bar, GTK_WIDGET (gtk_widget_get_root (widget)));
}

static void
smrt_ledger_pane_unmap (GtkWidget *widget)
{
  gtk_search_bar_set_key_capture_widget (SMRT_LEDGER_PANE (widget)->search_bar, NULL);

  GTK_WIDGET_CLASS (smrt_ledger_pane_parent_class)->unmap (widget);
}

static void
smrt_ledger_pane_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  SmrtLedgerPane *self = SMRT_LEDGER_PANE (object);

  switch (prop_id)
    {
    case PROP_ACCOUNT:
      g_value_set_object (value, self->account);
      break;

    case PROP_TABLE:
      g_value_set_enum (value, self->table);
      break;

    case PROP_HEADER:
      g_value_set_object (value, adw_bin_get_child (self->header_bin));
      break;

    case PROP_SWITCHER:
      g_value_set_object (value, adw_bin_get_child (self->switcher_bin));
      break;

    case PROP_SEARCH_MODE:
      g_value_set_boolean (value, self->search_mode);
      break;

    case PROP_SEARCH_HINT:
      g_value_set_string (value, self->search_hint);
      break;

    case PROP_EMPTY_ICON:
      g_value_set_string (value, self->empty_icon);
      break;

    case PROP_EMPTY_TITLE:
      g_value_set_string (value, self->empty_title);
      break;

    case PROP_EMPTY_DESCRIPTION:
      g_value_set_string (value, self->empty_description);
      break;

    case PROP_STATE:
      g_value_set_string (value, self->state);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
set_text (SmrtLedgerPane  *self,
          char           **place,
          const GValue    *value,
          GParamSpec      *pspec)
{
  if (g_strcmp0 (*place, g_value_get_string (value)) == 0)
    return;

  g_free (*place);
  *place = g_value_dup_string (value);
  update (self);

  g_object_notify_by_pspec (G_OBJECT (self), pspec);
}

static void
set_part (SmrtLedgerPane *self,
          AdwBin         *bin,
          GtkWidget      *child,
          GParamSpec     *pspec)
{
  if (adw_bin_get_child (bin) == child)
    return;

  adw_bin_set_child (bin, child);
  gtk_widget_set_visible (GTK_WIDGET (bin), child != NULL);
  update (self);

  g_object_notify_by_pspec (G_OBJECT (self), pspec);
}

static void
smrt_ledger_pane_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  SmrtLedgerPane *self = SMRT_LEDGER_PANE (object);

  switch (prop_id)
    {
    case PROP_ACCOUNT:
      smrt_ledger_pane_set_account (self, g_value_get_object (value));
      break;

    case PROP_TABLE:
      smrt_ledger_pane_set_table (self, g_value_get_enum (value));
      break;

    case PROP_HEADER:
      set_part (self, self->header_bin, g_value_get_object (value), pspec);
      break;

    case PROP_SWITCHER:
      set_part (self, self->switcher_bin, g_value_get_object (value), pspec);
      break;

    case PROP_SEARCH_MODE:
      smrt_ledger_pane_set_search_mode (self, g_value_get_boolean (value));
      break;

    case PROP_SEARCH_HINT:
      set_text (self, &self->search_hint, value, pspec);
      break;

    case PROP_EMPTY_ICON:
      set_text (self, &self->empty_icon, value, pspec);
      break;

    case PROP_EMPTY_TITLE:
      set_text (self, &self->empty_title, value, pspec);
      break;

    case PROP_EMPTY_DESCRIPTION:
      set_text (self, &self->empty_description, value, pspec);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_ledger_pane_dispose (GObject *object)
{
  SmrtLedgerPane *self = SMRT_LEDGER_PANE (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  if (self->account_signals != NULL)
    g_signal_group_set_target (self->account_signals, NULL);
  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->account_signals);
  g_clear_object (&self->account);
  g_clear_object (&self->list);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (smrt_ledger_pane_parent_class)->dispose (object);
}

static void
smrt_ledger_pane_finalize (GObject *object)
{
  SmrtLedgerPane *self = SMRT_LEDGER_PANE (object);

  g_strfreev (self->currencies);
  g_free (self->search_hint);
  g_free (self->empty_icon);
  g_free (self->empty_title);
  g_free (self->empty_description);

  G_OBJECT_CLASS (smrt_ledger_pane_parent_class)->finalize (object);
}

static void
smrt_ledger_pane_class_init (SmrtLedgerPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = smrt_ledger_pane_dispose;
  object_class->finalize = smrt_ledger_pane_finalize;
  object_class->get_property = smrt_ledger_pane_get_property;
  object_class->set_property = smrt_ledger_pane_set_property;
  widget_class->map = smrt_ledger_pane_map;
  widget_class->unmap = smrt_ledger_pane_unmap;

  properties[PROP_ACCOUNT] = g_param_spec_object ("account", NULL, NULL, SMRT_TYPE_ACCOUNT, flags);
  properties[PROP_TABLE] =
    g_param_spec_enum ("table", NULL, NULL, SMRT_TYPE_STORE_TABLE, SMRT_STORE_TABLE_CREDITS, flags);
  properties[PROP_HEADER] = g_param_spec_object ("header", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_SWITCHER] = g_param_spec_object ("switcher", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_SEARCH_MODE] = g_param_spec_boolean ("search-mode", NULL, NULL, FALSE, flags);
  properties[PROP_SEARCH_HINT] = g_param_spec_string ("search-hint", NULL, NULL, NULL, flags);
  properties[PROP_EMPTY_ICON] = g_param_spec_string ("empty-icon", NULL, NULL, NULL, flags);
  properties[PROP_EMPTY_TITLE] = g_param_spec_string ("empty-title", NULL, NULL, NULL, flags);
  properties[PROP_EMPTY_DESCRIPTION] = g_param_spec_string ("empty-description", NULL, NULL, NULL, flags);
  properties[PROP_STATE] =
    g_param_spec_string ("state", NULL, NULL, "loading",
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[ACTIVATED] = g_signal_new ("activated", SMRT_TYPE_LEDGER_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, SMRT_TYPE_LEDGER_ROW);
  signals[SUMMED] = g_signal_new ("summed", SMRT_TYPE_LEDGER_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);

  g_type_ensure (SMRT_TYPE_FOLD_BOX);
  g_type_ensure (SMRT_TYPE_HEADER_SCROLLER);
  g_type_ensure (SMRT_TYPE_KINDS_CHOICE);
  g_type_ensure (SMRT_TYPE_LEDGER);
  g_type_ensure (SMRT_TYPE_PERIOD_CHOICE);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/smrtphone/Plans/smrt-ledger-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, SmrtLedgerPane, search_bar);
  gtk_widget_class_bind_template_child (widget_class, SmrtLedgerPane, search_entry);
  gtk_widget_class_bind_template_child (widget_class, SmrtLedgerPane, header_bin);
  gtk_widget_class_bind_template_child (widget_class, SmrtLedgerPane, switcher_bin);
  gtk_widget_class_bind_template_child (widget_class, SmrtLedgerPane, bar);
  gtk_widget_class_bind_template_child (widget_class, SmrtLedgerPane, currency_choice);
  gtk_widget_class_bind_template_child (widget_class, SmrtLedgerPane, kinds);
  gtk_widget_class_bind_template_child (widget_class, SmrtLedgerPane, period);
  gtk_widget_class_bind_template_child (widget_class, SmrtLedgerPane, fault_bar);
  gtk_widget_class_bind_template_child (widget_class, SmrtLedgerPane, fault_label);
  gtk_widget_class_bind_template_child (widget_class, SmrtLedgerPane, fault_button);
  gtk_widget_class_bind_template_child (widget_class, SmrtLedgerPane, loading_bar);
  gtk_widget_class_bind_template_child (widget_class, SmrtLedgerPane, loading_label);
  gtk_widget_class_bind_template_child (widget_class, SmrtLedgerPane, spinner);
  gtk_widget_class_bind_template_child (widget_class, SmrtLedgerPane, status_page);
  gtk_widget_class_bind_template_child (widget_class, SmrtLedgerPane, status_button);
  gtk_widget_class_bind_template_child (widget_class, SmrtLedgerPane, ledger);
  gtk_widget_class_bind_template_child (widget_class, SmrtLedgerPane, summary_label);
  gtk_widget_class_bind_template_callback (widget_class, update_query);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);

  gtk_widget_class_install_action (widget_class, "ledger.clear-filters", NULL, clear_filters_action);
  gtk_widget_class_install_action (widget_class, "ledger.show-faults", NULL, show_faults_action);
  gtk_widget_class_install_action (widget_class, "ledger.try-again", NULL, try_again_action);
}

static void
smrt_ledger_pane_init (SmrtLedgerPane *self)
{
  self->state = "loading";
  self->cancellable = g_cancellable_new ();
  self->list = smrt_store_list_new (NULL, NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_bar_connect_entry (self->search_bar, self->search_entry);

  self->settings = smrt_settings_load ();
  if (self->settings != NULL)
    g_settings_bind (self->settings, "fiscal-year-start", self->period, "fiscal-start", G_SETTINGS_BIND_GET);

  smrt_ledger_set_model (self->ledger, G_LIST_MODEL (self->list));
  g_signal_connect_swapped (self->list, "summed", G_CALLBACK (summed_cb), self);
  g_signal_connect_swapped (self->list, "notify::answered", G_CALLBACK (update), self);
  g_signal_connect_swapped (self->list, "notify::error", G_CALLBACK (update), self);

  self->account_signals = g_signal_group_new (SMRT_TYPE_ACCOUNT);
  g_signal_group_connect_swapped (self->account_signals, "notify::store", G_CALLBACK (store_changed_cb), self);
  g_signal_group_connect_swapped (self->account_signals, "notify::as-of", G_CALLBACK (account_read_cb), self);
  g_signal_group_connect_swapped (self->account_signals, "notify::refreshing", G_CALLBACK (update), self);
}

GtkWidget *
smrt_ledger_pane_new (void)
{
  return g_object_new (SMRT_TYPE_LEDGER_PANE, NULL);
}

SmrtAccount *
smrt_ledger_pane_get_account (SmrtLedgerPane *self)
{
  g_return_val_if_fail (SMRT_IS_LEDGER_PANE (self), NULL);

  return self->account;
}

void
smrt_ledger_pane_set_account (SmrtLedgerPane *self,
                              SmrtAccount    *account)
{
  g_return_if_fail (SMRT_IS_LEDGER_PANE (self));
  g_return_if_fail (account == NULL || SMRT_IS_ACCOUNT (account));

  if (!g_set_object (&self->account, account))
    return;

  g_signal_group_set_target (self->account_signals, account);
  g_clear_pointer (&self->currencies, g_strfreev);
  if (account != NULL)
    {
      account_read_cb (self);
      update_query (self);
    }
  store_changed_cb (self);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACCOUNT]);
}

SmrtStoreTable
smrt_ledger_pane_get_table (SmrtLedgerPane *self)
{
  g_return_val_if_fail (SMRT_IS_LEDGER_PANE (self), SMRT_STORE_TABLE_CREDITS);

  return self->table;
}

void
smrt_ledger_pane_set_table (SmrtLedgerPane *self,
                            SmrtStoreTable  table)
{
  g_return_if_fail (SMRT_IS_LEDGER_PANE (self));

  if (self->table == table)
    return;

  self->table = table;
  self->faults_only = FALSE;
  g_clear_pointer (&self->currencies, g_strfreev);
  gtk_widget_set_visible (GTK_WIDGET (self->currency_choice), FALSE);
  smrt_kinds_choice_set_chosen (self->kinds, 0);
  if (self->account != NULL)
    update_query (self);
  load_currencies (self);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TABLE]);
}

void
smrt_ledger_pane_set_describe (SmrtLedgerPane     *self,
                               SmrtLedgerDescribe  describe)
{
  g_return_if_fail (SMRT_IS_LEDGER_PANE (self));

  self->describe = describe;
  update (self);
}

SmrtLedger *
smrt_ledger_pane_get_ledger (SmrtLedgerPane *self)
{
  g_return_val_if_fail (SMRT_IS_LEDGER_PANE (self), NULL);

  return self->ledger;
}

SmrtStoreList *
smrt_ledger_pane_get_list (SmrtLedgerPane *self)
{
  g_return_val_if_fail (SMRT_IS_LEDGER_PANE (self), NULL);

  return self->list;
}

SmrtKindsChoice *
smrt_ledger_pane_get_kinds (SmrtLedgerPane *self)
{
  g_return_val_if_fail (SMRT_IS_LEDGER_PANE (self), NULL);

  return self->kinds;
}

SmrtPeriodChoice *
smrt_ledger_pane_get_period (SmrtLedgerPane *self)
{
  g_return_val_if_fail (SMRT_IS_LEDGER_PANE (self), NULL);

  return self->period;
}

const SmrtStoreQuery *
smrt_ledger_pane_get_query (SmrtLedgerPane *self)
{
  g_return_val_if_fail (SMRT_IS_LEDGER_PANE (self), NULL);

  return smrt_store_list_get_query (self->list);
}

const SmrtStoreSums *
smrt_ledger_pane_get_sums (SmrtLedgerPane *self)
{
  g_return_val_if_fail (SMRT_IS_LEDGER_PANE (self), NULL);

  return smrt_store_list_get_sums (self->list);
}

const char *
smrt_ledger_pane_get_state (SmrtLedgerPane *self)
{
  g_return_val_if_fail (SMRT_IS_LEDGER_PANE (self), NULL);

  return self->state;
}

void
smrt_ledger_pane_search (SmrtLedgerPane *self,
                         const char     *text)
{
  g_return_if_fail (SMRT_IS_LEDGER_PANE (self));
  g_return_if_fail (text != NULL);

  smrt_ledger_pane_set_search_mode (self, *text != '\0');
  gtk_editable_set_text (self->search_entry, text);
}

void
smrt_ledger_pane_clear_filters (SmrtLedgerPane *self)
{
  const SmrtPeriod all = smrt_period_all ();

  g_return_if_fail (SMRT_IS_LEDGER_PANE (self));

  self->faults_only = FALSE;
  smrt_ledger_pane_search (self, "");
  smrt_kinds_choice_set_chosen (self->kinds, 0);
  smrt_period_choice_set_period (self->period, &all);
  update_query (self);
}

gboolean
smrt_ledger_pane_get_search_mode (SmrtLedgerPane *self)
{
  g_return_val_if_fail (SMRT_IS_LEDGER_PANE (self), FALSE);

  return self->search_mode;
}

void
smrt_ledger_pane_set_search_mode (SmrtLedgerPane *self,
                                  gboolean        search_mode)
{
  g_return_if_fail (SMRT_IS_LEDGER_PANE (self));

  search_mode = !!search_mode;

  if (self->search_mode == search_mode)
    return;

  self->search_mode = search_mode;

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEARCH_MODE]);
}
