/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-ledger.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "smrt-badge.h"

/* The What column keeps a readable width on a narrow window, where the table
 * scrolls sideways. */
#define WHAT_WIDTH_CHARS 7

struct _SmrtLedger
{
  AdwBin                  parent_instance;

  const SmrtLedgerColumn *columns;
  unsigned int            n_columns;
  SmrtLedgerText          get_name;
  gpointer                data;
  SmrtLedgerMatch         match;
  gpointer                match_data;
  char                   *search;
  char                   *needle;
  char                   *title;

  GtkFilterListModel     *rows;
  GtkFilter              *filter;
  unsigned int            columns_id;
  unsigned int            n_shown;
  gboolean                tight;

  GtkScrolledWindow      *scroller;
  GtkColumnView          *view;
};

G_DEFINE_FINAL_TYPE (SmrtLedger, smrt_ledger, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_MODEL,
  PROP_SEARCH,
  PROP_N_SHOWN,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];
static unsigned int activated_signal;

static gboolean
contains (char       *text,
          const char *needle)
{
  g_autofree char *owned = text;
  g_autofree char *folded = g_utf8_casefold (owned, -1);

  return strstr (folded, needle) != NULL;
}

static gboolean
match_item (gpointer item,
            gpointer data)
{
  SmrtLedger *self = data;

  if (self->match != NULL && !self->match (item, self->match_data))
    return FALSE;
  if (self->needle == NULL)
    return TRUE;

  for (unsigned int i = 0; i < self->n_columns; i++)
    {
      if (contains (self->columns[i].get_text (item, self->data), self->needle))
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_amount (const SmrtLedgerColumn *column)
{
  return column->look == SMRT_LEDGER_AMOUNT || column->look == SMRT_LEDGER_BALANCE;
}

static SmrtLedger *
get_ledger (GtkSignalListItemFactory *factory)
{
  return g_object_get_data (G_OBJECT (factory), "ledger");
}

static void
setup_cell_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *list_item,
               const SmrtLedgerColumn   *column)
{
  GtkWidget *label;

  if (column->look == SMRT_LEDGER_BADGE)
    {
      GtkWidget *badge = smrt_badge_new (NULL, SMRT_TONE_NEUTRAL);

      gtk_widget_set_halign (badge, GTK_ALIGN_START);
      gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);
      gtk_list_item_set_child (list_item, badge);
      return;
    }

  label = gtk_label_new (NULL);

  if (column->look == SMRT_LEDGER_WHAT)
    {
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_width_chars (GTK_LABEL (label), WHAT_WIDTH_CHARS);
    }

  gtk_label_set_xalign (GTK_LABEL (label), is_amount (column) ? 1 : 0);
  gtk_widget_add_css_class (label, "numeric");

  if (column->look == SMRT_LEDGER_BALANCE)
    gtk_widget_add_css_class (label, "balance");

  gtk_list_item_set_child (list_item, label);
}

/* The focus goes to whole rows, and GTK gives them no name. */
static void
name_row (SmrtLedger *self,
          gpointer    item,
          GtkWidget  *cell)
{
  GtkWidget *row = gtk_widget_get_parent (gtk_widget_get_parent (cell));
  g_autofree char *name = self->get_name (item, self->data);

  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
bind_label (GtkWidget  *label,
            const char *text,
            SmrtTone    tone)
{
  gtk_label_set_label (GTK_LABEL (label), text);

  if (tone == SMRT_TONE_GOOD)
    gtk_widget_add_css_class (label, "success");
  else
    gtk_widget_remove_css_class (label, "success");
}

static void
bind_cell_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *list_item,
              const SmrtLedgerColumn   *column)
{
  SmrtLedger *self = get_ledger (factory);
  gpointer item = gtk_list_item_get_item (list_item);
  GtkWidget *child = gtk_list_item_get_child (list_item);
  SmrtTone tone = column->get_tone != NULL ? column->get_tone (item, self->data) : SMRT_TONE_NEUTRAL;
  g_autofree char *text =
    (self->tight && column->get_tight_text != NULL ? column->get_tight_text : column->get_text) (item, self->data);

  if (column->look == SMRT_LEDGER_BADGE)
    {
      smrt_badge_set_label (SMRT_BADGE (child), text);
      smrt_badge_set_tone (SMRT_BADGE (child), tone);
    }
  else
    bind_label (child, text, tone);

  if (column->look == SMRT_LEDGER_WHAT)
    {
      gtk_widget_set_tooltip_text (child, text);
      name_row (self, item, child);
    }
}

static void
append_column (SmrtLedger             *self,
               const SmrtLedgerColumn *column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) view_column = NULL;

  /* The factories go with the view, so they never outlive the ledger. */
  g_object_set_data (G_OBJECT (factory), "ledger", self);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cell_cb), (gpointer) column);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cell_cb), (gpointer) column);

  view_column = gtk_column_view_column_new (_(column->title), factory);
  gtk_column_view_column_set_expand (view_column, column->look == SMRT_LEDGER_WHAT);
  gtk_column_view_append_column (self->view, view_column);
}

static GtkWidget *
find_label (GtkWidget *root)
{
  GtkWidget *found = GTK_IS_LABEL (root) ? root : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root);
       child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_label (child);

  return found;
}

/* The heading of amounts stands over their end. GTK has no word for it: the
 * headings are the children of the view's first one, a column each. */
static void
align_headings (SmrtLedger *self)
{
  GtkWidget *heading = gtk_widget_get_first_child (gtk_widget_get_first_child (GTK_WIDGET (self->view)));

  for (unsigned int i = 0; i < self->n_columns && heading != NULL; i++)
    {
      GtkWidget *label = find_label (heading);

      if (label != NULL && is_amount (&self->columns[i]))
        {
          gtk_widget_set_hexpand (label, TRUE);
          gtk_widget_set_halign (label, GTK_ALIGN_END);
        }
      heading = gtk_widget_get_next_sibling (heading);
    }
}

/* Cells that say something else are bound anew, for which GTK has no call of
 * its own. */
static void
set_tight (SmrtLedger *self,
           gboolean    tight)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);

  if (self->tight == tight)
    return;

  self->tight = tight;
  if (tight)
    gtk_widget_add_css_class (GTK_WIDGET (self->view), "tight");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->view), "tight");

  for (unsigned int i = 0; i < self->n_columns; i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (self->columns[i].get_tight_text == NULL)
        continue;

      gtk_column_view_column_set_visible (column, FALSE);
      gtk_column_view_column_set_visible (column, TRUE);
    }
}

static gboolean
update_columns_cb (gpointer data)
{
  SmrtLedger *self = data;
  GListModel *columns = gtk_column_view_get_columns (self->view);
  int width = gtk_widget_get_width (GTK_WIDGET (self->scroller));
  int dpi = 0;

  self->columns_id = 0;
  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-xft-dpi", &dpi, NULL);
  if (dpi > 0)
    width = width * 96 / (dpi / 1024);

  for (unsigned int i = 0; i < self->n_columns; i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      gtk_column_view_column_set_visible (column, width >= self->columns[i].min_width);
    }

  set_tight (self, width < SMRT_LEDGER_TIGHT_WIDTH);

  return G_SOURCE_REMOVE;
}

/* Not at once: this comes in the middle of the layout. But before the next
 * frame is drawn. */
static void
width_changed_cb (SmrtLedger *self)
{
  if (self->columns_id == 0)
    self->columns_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, update_columns_cb, self, NULL);
}

static void
rows_changed_cb (SmrtLedger *self)
{
  unsigned int n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->rows));

  if (self->n_shown == n_shown)
    return;

  self->n_shown = n_shown;

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_SHOWN]);
}

static void
activate_cb (SmrtLedger   *self,
             unsigned int  position)
{
  g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->rows), position);

  if (item != NULL)
    g_signal_emit (self, activated_signal, 0, item);
}

static void
set_title (SmrtLedger *self,
           const char *title)
{
  if (g_strcmp0 (self->title, title) == 0)
    return;

  g_free (self->title);
  self->title = g_strdup (title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

static void
smrt_ledger_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  SmrtLedger *self = SMRT_LEDGER (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;

    case PROP_MODEL:
      g_value_set_object (value, smrt_ledger_get_model (self));
      break;

    case PROP_SEARCH:
      g_value_set_string (value, self->search);
      break;

    case PROP_N_SHOWN:
      g_value_set_uint (value, self->n_shown);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_ledger_set_property (GObject      *object,
                          guint         prop_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  SmrtLedger *self = SMRT_LEDGER (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      set_title (self, g_value_get_string (value));
      break;

    case PROP_MODEL:
      smrt_ledger_set_model (self, g_value_get_object (value));
      break;

    case PROP_SEARCH:
      smrt_ledger_set_search (self, g_value_get_string (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_ledger_dispose (GObject *object)
{
  SmrtLedger *self = SMRT_LEDGER (object);

  g_clear_handle_id (&self->columns_id, g_source_remove);
  if (self->view != NULL)
    gtk_column_view_set_model (self->view, NULL);
  self->view = NULL;
  g_clear_object (&self->rows);
  g_clear_object (&self->filter);

  G_OBJECT_CLASS (smrt_ledger_parent_class)->dispose (object);
}

static void
smrt_ledger_finalize (GObject *object)
{
  SmrtLedger *self = SMRT_LEDGER (object);

  g_free (self->search);
  g_free (self->needle);
  g_free (self->title);

  G_OBJECT_CLASS (smrt_ledger_parent_class)->finalize (object);
}

static void
smrt_ledger_class_init (SmrtLedgerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = smrt_ledger_dispose;
  object_class->finalize = smrt_ledger_finalize;
  object_class->get_property = smrt_ledger_get_property;
  object_class->set_property = smrt_ledger_set_property;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_MODEL] = g_param_spec_object ("model", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  properties[PROP_SEARCH] = g_param_spec_string ("search", NULL, NULL, NULL, flags);
  properties[PROP_N_SHOWN] =
    g_param_spec_uint ("n-shown", NULL, NULL, 0, G_MAXUINT, 0,
                       G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  activated_signal = g_signal_new ("activated", SMRT_TYPE_LEDGER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_OBJECT);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/smrtphone/Plans/smrt-ledger.ui");
  gtk_widget_class_bind_template_child (widget_class, SmrtLedger, scroller);
  gtk_widget_class_bind_template_child (widget_class, SmrtLedger, view);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
smrt_ledger_init (SmrtLedger *self)
{
  g_autoptr (GtkSelectionModel) selection = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));

  self->filter = GTK_FILTER (gtk_custom_filter_new (match_item, self, NULL));
  self->rows = gtk_filter_list_model_new (NULL, g_object_ref (self->filter));
  g_signal_connect_object (self->rows, "items-changed", G_CALLBACK (rows_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (self->scroller), "notify::page-size",
                           G_CALLBACK (width_changed_cb), self, G_CONNECT_SWAPPED);

  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->rows))));
  gtk_column_view_set_model (self->view, selection);
}

GtkWidget *
smrt_ledger_new (void)
{
  return g_object_new (SMRT_TYPE_LEDGER, NULL);
}

void
smrt_ledger_set_columns (SmrtLedger             *self,
                         const SmrtLedgerColumn *columns,
                         unsigned int            n_columns,
                         SmrtLedgerText          get_name,
                         gpointer                data)
{
  g_return_if_fail (SMRT_IS_LEDGER (self));
  g_return_if_fail (self->columns == NULL);
  g_return_if_fail (columns != NULL && get_name != NULL);

  self->columns = columns;
  self->n_columns = n_columns;
  self->get_name = get_name;
  self->data = data;

  for (unsigned int i = 0; i < n_columns; i++)
    append_column (self, &columns[i]);
  align_headings (self);
}

void
smrt_ledger_set_match (SmrtLedger      *self,
                       SmrtLedgerMatch  match,
                       gpointer         data)
{
  g_return_if_fail (SMRT_IS_LEDGER (self));

  self->match = match;
  self->match_data = data;
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

GListModel *
smrt_ledger_get_rows (SmrtLedger *self)
{
  g_return_val_if_fail (SMRT_IS_LEDGER (self), NULL);

  return G_LIST_MODEL (self->rows);
}

GListModel *
smrt_ledger_get_model (SmrtLedger *self)
{
  g_return_val_if_fail (SMRT_IS_LEDGER (self), NULL);

  return gtk_filter_list_model_get_model (self->rows);
}

void
smrt_ledger_set_model (SmrtLedger *self,
                       GListModel *model)
{
  g_return_if_fail (SMRT_IS_LEDGER (self));
  g_return_if_fail (model == NULL || G_IS_LIST_MODEL (model));

  if (gtk_filter_list_model_get_model (self->rows) == model)
    return;

  gtk_filter_list_model_set_model (self->rows, model);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODEL]);
}

const char *
smrt_ledger_get_search (SmrtLedger *self)
{
  g_return_val_if_fail (SMRT_IS_LEDGER (self), NULL);

  return self->search;
}

void
smrt_ledger_set_search (SmrtLedger *self,
                        const char *search)
{
  g_autofree char *stripped = NULL;

  g_return_if_fail (SMRT_IS_LEDGER (self));

  if (g_strcmp0 (self->search, search) == 0)
    return;

  g_free (self->search);
  self->search = g_strdup (search);

  stripped = g_strstrip (g_strdup (search != NULL ? search : ""));
  g_clear_pointer (&self->needle, g_free);
  if (*stripped != '\0')
    self->needle = g_utf8_casefold (stripped, -1);
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEARCH]);
}

unsigned int
smrt_ledger_get_n_shown (SmrtLedger *self)
{
  g_return_val_if_fail (SMRT_IS_LEDGER (self), 0);

  return self->n_shown;
}
