/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-ledger.h"

#include <glib/gi18n-lib.h>

#include "smrt-badge.h"

/* The What column keeps a readable width on a narrow window, where the table
 * scrolls sideways. */
#define WHAT_WIDTH_CHARS 7

/* A heading and two rows. */
#define MIN_HEIGHT 132
#define MIN_WIDTH 132

struct _SmrtLedger
{
  GtkWidget               parent_instance;

  const SmrtLedgerColumn *columns;
  unsigned int            n_columns;
  SmrtLedgerText          get_name;
  gpointer                data;
  char                   *title;
  GListModel             *model;
  GtkSelectionModel      *selection;
  GtkColumnViewColumn    *check_column;
  unsigned int            columns_id;
  int                     width;
  int                     asked;
  SmrtStoreSort           sort;
  gboolean                ascending;
  gboolean                selecting;
  gboolean                tight;

  GtkColumnView          *view;
  GtkWidget              *scrollbar;
};

G_DEFINE_FINAL_TYPE (SmrtLedger, smrt_ledger, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_MODEL,
  PROP_SELECTING,
  PROP_VADJUSTMENT,
  N_PROPS,
};

enum
{
  ACTIVATED,
  SORTED,
  PICKED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static unsigned int signals[N_SIGNALS];

static gboolean
is_amount (const SmrtLedgerColumn *column)
{
  return column->look == SMRT_LEDGER_AMOUNT || column->look == SMRT_LEDGER_BALANCE;
}

static const SmrtLedgerColumn *
get_column (GtkListItem *list_item)
{
  return g_object_get_data (G_OBJECT (gtk_list_item_get_child (list_item)), "column");
}

static SmrtLedger *
get_ledger (GtkListItem *list_item)
{
  return g_object_get_data (G_OBJECT (gtk_list_item_get_child (list_item)), "ledger");
}

static GtkWidget *
create_label (const SmrtLedgerColumn *column)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), is_amount (column) ? 1 : 0);
  gtk_widget_add_css_class (label, "numeric");
  if (column->look == SMRT_LEDGER_BALANCE)
    gtk_widget_add_css_class (label, "balance");

  return label;
}

/* What does not add up has a sign before its words. */
static GtkWidget *
create_what (const SmrtLedgerColumn *column)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
  GtkWidget *label = create_label (column);

  gtk_widget_set_visible (icon, FALSE);
  gtk_widget_add_css_class (icon, "warning");
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), WHAT_WIDTH_CHARS);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);

  return box;
}

static void
setup_cell_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *list_item,
               const SmrtLedgerColumn   *column)
{
  GtkWidget *child;

  if (column->look == SMRT_LEDGER_BADGE)
    {
      child = smrt_badge_new (NULL, SMRT_TONE_NEUTRAL);
      gtk_widget_set_has_tooltip (child, FALSE);
      gtk_widget_set_halign (child, GTK_ALIGN_START);
      gtk_widget_set_valign (child, GTK_ALIGN_CENTER);
    }
  else if (column->look == SMRT_LEDGER_WHAT)
    child = create_what (column);
  else
    child = create_label (column);

  g_object_set_data (G_OBJECT (child), "column", (gpointer) column);
  g_object_set_data (G_OBJECT (child), "ledger", g_object_get_data (G_OBJECT (factory), "ledger"));
  gtk_list_item_set_selectable (list_item, FALSE);
  gtk_list_item_set_child (list_item, child);
}

/* The focus goes to whole rows, and GTK gives them no name. */
static void
name_row (GtkWidget  *cell,
          const char *name)
{
  GtkWidget *row = gtk_widget_get_parent (gtk_widget_get_parent (cell));

  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
show_label (GtkWidget  *label,
            const char *text,
            SmrtTone    tone)
{
  gtk_label_set_label (GTK_LABEL (label), text);

  if (tone == SMRT_TONE_GOOD)
    gtk_widget_add_css_class (label, "success");
  else
    gtk_widget_remove_css_class (label, "success");
}

static char *
describe (SmrtLedger             *self,
          const SmrtLedgerColumn *column,
          SmrtLedgerRow          *row)
{
  if (!smrt_ledger_row_get_loaded (row))
    return g_strdup ("");

  if (self->tight && column->get_tight_text != NULL)
    return column->get_tight_text (row, self->data);

  return column->get_text (row, self->data);
}

static void
show_what (SmrtLedger    *self,
           GtkWidget     *box,
           SmrtLedgerRow *row,
           const char    *text)
{
  GtkWidget *icon = gtk_widget_get_first_child (box);
  gboolean loaded = smrt_ledger_row_get_loaded (row);
  gboolean faulty = loaded && smrt_ledger_row_get_faulty (row);
  g_autofree char *name = loaded ? self->get_name (row, self->data) : g_strdup (_("Being read"));
  g_autofree char *words = NULL;

  if (faulty)
    /* Translators: %s is what an entry of a ledger is. */
    words = g_strdup_printf (_("The balance does not add up · %s"), text);

  gtk_widget_set_visible (icon, faulty);
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_next_sibling (icon)), faulty ? words : text);
  name_row (box, name);
}

static void
show_cell (GtkListItem *list_item)
{
  SmrtLedger *self = get_ledger (list_item);
  const SmrtLedgerColumn *column = get_column (list_item);
  SmrtLedgerRow *row = gtk_list_item_get_item (list_item);
  GtkWidget *child = gtk_list_item_get_child (list_item);
  g_autofree char *text = describe (self, column, row);
  SmrtTone tone = SMRT_TONE_NEUTRAL;

  if (column->get_tone != NULL && smrt_ledger_row_get_loaded (row))
    tone = column->get_tone (row, self->data);

  if (column->look == SMRT_LEDGER_WHAT)
    show_what (self, child, row, text);
  else if (column->look == SMRT_LEDGER_BADGE)
    {
      smrt_badge_set_label (SMRT_BADGE (child), text);
      smrt_badge_set_tone (SMRT_BADGE (child), tone);
      /* One that is not read yet takes its place, but is not seen. */
      gtk_widget_set_opacity (child, *text != '\0' ? 1 : 0);
    }
  else
    show_label (child, text, tone);
}

static void
bind_cell_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *list_item)
{
  g_signal_connect_swapped (gtk_list_item_get_item (list_item), "notify::loaded", G_CALLBACK (show_cell), list_item);
  show_cell (list_item);
}

static void
unbind_cell_cb (GtkSignalListItemFactory *factory,
                GtkListItem              *list_item)
{
  g_signal_handlers_disconnect_by_data (gtk_list_item_get_item (list_item), list_item);
}

static void
setup_check_cb (GtkSignalListItemFactory *factory,
                GtkListItem              *list_item)
{
  GtkWidget *check = gtk_check_button_new ();

  /* The row is pressed, and says itself whether it is picked. */
  gtk_widget_set_can_target (check, FALSE);
  gtk_widget_set_focusable (check, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Picked"), -1);
  g_object_bind_property (list_item, "selected", check, "active", G_BINDING_SYNC_CREATE);
  gtk_list_item_set_selectable (list_item, FALSE);
  gtk_list_item_set_child (list_item, check);
}

/* A sorter of the view says by no function which column it sorts by, but it
 * asks that column's sorter first and turns its answer round where it has to,
 * whatever the two things are. */
static int
ask_column (gconstpointer a,
            gconstpointer b,
            gpointer      data)
{
  SmrtLedger *self = g_object_get_data (data, "ledger");

  if (self->asked < 0)
    self->asked = GPOINTER_TO_INT (g_object_get_data (data, "index"));

  return 1;
}

static void
sorter_changed_cb (SmrtLedger *self)
{
  GtkSorter *sorter = gtk_column_view_get_sorter (self->view);
  GtkOrdering ordering;

  self->asked = -1;
  ordering = gtk_sorter_compare (sorter, self, self->view);
  if (self->asked < 0)
    return;

  if (self->sort == self->columns[self->asked].sort && self->ascending == (ordering == GTK_ORDERING_LARGER))
    return;

  self->sort = self->columns[self->asked].sort;
  self->ascending = ordering == GTK_ORDERING_LARGER;

  g_signal_emit (self, signals[SORTED], 0);
}

static void
append_column (SmrtLedger   *self,
               unsigned int  index)
{
  const SmrtLedgerColumn *column = &self->columns[index];
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) view_column = NULL;

  /* The factories go with the view, so they never outlive the ledger. */
  g_object_set_data (G_OBJECT (factory), "ledger", self);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cell_cb), (gpointer) column);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cell_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cell_cb), NULL);

  view_column = gtk_column_view_column_new (_(column->title), factory);
  gtk_column_view_column_set_expand (view_column, column->look == SMRT_LEDGER_WHAT);

  if (column->sortable)
    {
      g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (ask_column, factory, NULL));

      g_object_set_data (G_OBJECT (factory), "index", GINT_TO_POINTER (index));
      gtk_column_view_column_set_sorter (view_column, sorter);
    }

  gtk_column_view_append_column (self->view, view_column);
}

static GtkColumnViewColumn *
get_view_column (SmrtLedger   *self,
                 unsigned int  index)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);
  g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, index + (self->check_column != NULL ? 1 : 0));

  return column;
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

static gboolean
press_heading_cb (GtkWidget *heading,
                  GVariant  *arguments,
                  gpointer   data)
{
  SmrtLedger *self = SMRT_LEDGER (gtk_widget_get_ancestor (heading, SMRT_TYPE_LEDGER));
  const SmrtLedgerColumn *column = data;
  gboolean same = self->sort == column->sort;

  smrt_ledger_set_sort (self, column->sort, same ? !self->ascending : TRUE);

  return TRUE;
}

/* GTK lets only a pointer press a heading. */
static void
make_heading_focusable (GtkWidget              *heading,
                        const SmrtLedgerColumn *column)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();
  GtkShortcutTrigger *trigger = gtk_shortcut_trigger_parse_string ("Return|space|KP_Enter|ISO_Enter");
  GtkShortcutAction *action = gtk_callback_action_new (press_heading_cb, (gpointer) column, NULL);

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), gtk_shortcut_new (trigger, action));
  gtk_widget_add_controller (heading, controller);
  gtk_widget_set_focusable (heading, TRUE);
}

/* The arrow of the order goes before the word, which ends where the amounts do. */
static void
align_heading (GtkWidget *label,
               gboolean   sortable)
{
  GtkWidget *box = gtk_widget_get_parent (label);
  GtkWidget *arrow = sortable && GTK_IS_BOX (box) ? gtk_widget_get_next_sibling (label) : NULL;
  GtkWidget *first = arrow != NULL ? arrow : label;

  if (arrow != NULL)
    gtk_box_reorder_child_after (GTK_BOX (box), label, arrow);

  gtk_widget_set_hexpand (first, TRUE);
  gtk_widget_set_halign (first, GTK_ALIGN_END);
}

/* The heading of amounts stands over their end. GTK has no word for it: the
 * headings are the children of the view's first one, a column each. */
static void
prepare_headings (SmrtLedger *self)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (self->view));
  GtkWidget *heading = gtk_widget_get_first_child (header);

  gtk_widget_set_can_focus (header, TRUE);

  for (unsigned int i = 0; i < self->n_columns && heading != NULL; i++)
    {
      GtkWidget *label = find_label (heading);

      if (label != NULL && is_amount (&self->columns[i]))
        align_heading (label, self->columns[i].sortable);
      if (self->columns[i].sortable)
        make_heading_focusable (heading, &self->columns[i]);
      heading = gtk_widget_get_next_sibling (heading);
    }
}

/* Cells that say something else are bound anew, for which GTK has no call of
 * its own. */
static void
set_tight (SmrtLedger *self,
           gboolean    tight)
{
  if (self->tight == tight)
    return;

  self->tight = tight;
  if (tight)
    gtk_widget_add_css_class (GTK_WIDGET (self->view), "tight");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->view), "tight");

  for (unsigned int i = 0; i < self->n_columns; i++)
    {
      if (self->columns[i].get_tight_text == NULL)
        continue;

      gtk_column_view_column_set_visible (get_view_column (self, i), FALSE);
      gtk_column_view_column_set_visible (get_view_column (self, i), TRUE);
    }
}

static gboolean
update_columns_cb (gpointer data)
{
  SmrtLedger *self = data;
  int width = self->width;
  int dpi = 0;

  self->columns_id = 0;
  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-xft-dpi", &dpi, NULL);
  if (dpi > 0)
    width = width * 96 / (dpi / 1024);

  for (unsigned int i = 0; i < self->n_columns; i++)
    gtk_column_view_column_set_visible (get_view_column (self, i), width >= self->columns[i].min_width);

  set_tight (self, width < SMRT_LEDGER_TIGHT_WIDTH);

  return G_SOURCE_REMOVE;
}

static void
toggle (SmrtLedger   *self,
        unsigned int  position)
{
  if (gtk_selection_model_is_selected (self->selection, position))
    gtk_selection_model_unselect_item (self->selection, position);
  else
    gtk_selection_model_select_item (self->selection, position, FALSE);
}

static void
activate_cb (SmrtLedger   *self,
             unsigned int  position)
{
  g_autoptr (SmrtLedgerRow) row = NULL;

  if (self->selecting)
    {
      toggle (self, position);
      return;
    }

  row = g_list_model_get_item (self->model, position);
  if (row != NULL && smrt_ledger_row_get_loaded (row))
    g_signal_emit (self, signals[ACTIVATED], 0, row);
}

/* A click is enough. GTK's own single clicks make the row under the pointer the
 * selected one whenever another one comes there: it takes the place of the row
 * that the keys have reached, and GTK 4.8 crashes where that happens while the
 * rows are laid out. */
static void
clicked_cb (SmrtLedger *self,
            int         n_press,
            double      x,
            double      y)
{
  GtkWidget *row = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);

  while (row != NULL && row != GTK_WIDGET (self) && !g_str_equal (gtk_widget_get_css_name (row), "row"))
    row = gtk_widget_get_parent (row);

  if (n_press == 1 && row != NULL && row != GTK_WIDGET (self))
    gtk_widget_activate (row);
}

/* A row that is focused is picked by the space bar, too. */
static gboolean
press_row_cb (GtkWidget *widget,
              GVariant  *arguments,
              gpointer   data)
{
  SmrtLedger *self = SMRT_LEDGER (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return self->selecting && focus != NULL && gtk_widget_activate (focus);
}

static void
selection_changed_cb (SmrtLedger *self)
{
  g_signal_emit (self, signals[PICKED], 0);
}

static void
update_selection (SmrtLedger *self)
{
  GListModel *model = self->model != NULL ? g_object_ref (self->model) : NULL;

  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  g_clear_object (&self->selection);

  self->selection = self->selecting ? GTK_SELECTION_MODEL (gtk_multi_selection_new (model))
                                    : GTK_SELECTION_MODEL (gtk_no_selection_new (model));
  g_signal_connect_swapped (self->selection, "selection-changed", G_CALLBACK (selection_changed_cb), self);
  g_signal_connect_swapped (self->selection, "items-changed", G_CALLBACK (selection_changed_cb), self);
  gtk_column_view_set_model (self->view, self->selection);
}

static gboolean
scroll_cb (SmrtLedger *self,
           double      dx,
           double      dy)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (self->view));
  double before = gtk_adjustment_get_value (adjustment);

  if (dx == 0)
    return GDK_EVENT_PROPAGATE;

  gtk_adjustment_set_value (adjustment, before + dx * gtk_adjustment_get_step_increment (adjustment));

  return gtk_adjustment_get_value (adjustment) != before;
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

static GtkSizeRequestMode
smrt_ledger_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
smrt_ledger_measure (GtkWidget      *widget,
                     GtkOrientation  orientation,
                     int             for_size,
                     int            *minimum,
                     int            *natural,
                     int            *minimum_baseline,
                     int            *natural_baseline)
{
  SmrtLedger *self = SMRT_LEDGER (widget);

  gtk_widget_measure (GTK_WIDGET (self->view), orientation, for_size, minimum, natural, NULL, NULL);
  *minimum = MIN (*minimum, orientation == GTK_ORIENTATION_HORIZONTAL ? MIN_WIDTH : MIN_HEIGHT);
}

static void
smrt_ledger_size_allocate (GtkWidget *widget,
                           int        width,
                           int        height,
                           int        baseline)
{
  SmrtLedger *self = SMRT_LEDGER (widget);
  GtkAdjustment *adjustment = gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (self->view));
  int bar_height;
  GtkAllocation bar;

  gtk_widget_allocate (GTK_WIDGET (self->view), width, height, -1, NULL);

  gtk_widget_measure (self->scrollbar, GTK_ORIENTATION_VERTICAL, -1, &bar_height, NULL, NULL, NULL);
  bar = (GtkAllocation) { 0, height - bar_height, width, bar_height };
  gtk_widget_set_child_visible (self->scrollbar,
                                gtk_adjustment_get_upper (adjustment) > gtk_adjustment_get_page_size (adjustment));
  gtk_widget_size_allocate (self->scrollbar, &bar, -1);

  /* Not at once, in the middle of the layout. But before the next frame is
   * drawn. */
  if (self->width != width && self->columns_id == 0)
    self->columns_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, update_columns_cb, self, NULL);
  self->width = width;
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
      g_value_set_object (value, self->model);
      break;

    case PROP_SELECTING:
      g_value_set_boolean (value, self->selecting);
      break;

    case PROP_VADJUSTMENT:
      g_value_set_object (value, gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view)));
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

    case PROP_SELECTING:
      smrt_ledger_set_selecting (self, g_value_get_boolean (value));
      break;

    case PROP_VADJUSTMENT:
      gtk_scrollable_set_vadjustment (GTK_SCROLLABLE (self->view), g_value_get_object (value));
      g_object_notify_by_pspec (object, pspec);
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
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  if (self->view != NULL)
    {
      g_signal_handlers_disconnect_by_data (gtk_column_view_get_sorter (self->view), self);
      gtk_column_view_set_model (self->view, NULL);
      gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->view)));
    }
  g_clear_pointer (&self->scrollbar, gtk_widget_unparent);
  g_clear_object (&self->selection);
  g_clear_object (&self->check_column);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (smrt_ledger_parent_class)->dispose (object);
}

static void
smrt_ledger_finalize (GObject *object)
{
  g_free (SMRT_LEDGER (object)->title);

  G_OBJECT_CLASS (smrt_ledger_parent_class)->finalize (object);
}

/* What is cut is told whole by the table and not by its cells: a tooltip is a
 * child of what it is for, and GTK does not bear that a row scrolls away with
 * one. */
static gboolean
smrt_ledger_query_tooltip (GtkWidget  *widget,
                           int         x,
                           int         y,
                           gboolean    keyboard,
                           GtkTooltip *tooltip)
{
  GtkWidget *picked = keyboard ? NULL : gtk_widget_pick (widget, x, y, GTK_PICK_DEFAULT);

  if (!GTK_IS_LABEL (picked) || !pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (picked))))
    return FALSE;

  gtk_tooltip_set_text (tooltip, gtk_label_get_text (GTK_LABEL (picked)));

  return TRUE;
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
  widget_class->get_request_mode = smrt_ledger_get_request_mode;
  widget_class->measure = smrt_ledger_measure;
  widget_class->size_allocate = smrt_ledger_size_allocate;
  widget_class->query_tooltip = smrt_ledger_query_tooltip;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_MODEL] = g_param_spec_object ("model", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  properties[PROP_SELECTING] = g_param_spec_boolean ("selecting", NULL, NULL, FALSE, flags);
  properties[PROP_VADJUSTMENT] = g_param_spec_object ("vadjustment", NULL, NULL, GTK_TYPE_ADJUSTMENT, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[ACTIVATED] = g_signal_new ("activated", SMRT_TYPE_LEDGER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, SMRT_TYPE_LEDGER_ROW);
  signals[SORTED] = g_signal_new ("sorted", SMRT_TYPE_LEDGER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[PICKED] = g_signal_new ("picked", SMRT_TYPE_LEDGER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_add_binding (widget_class, GDK_KEY_space, 0, press_row_cb, NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/smrtphone/Plans/smrt-ledger.ui");
  gtk_widget_class_bind_template_child (widget_class, SmrtLedger, view);
  gtk_widget_class_bind_template_child (widget_class, SmrtLedger, scrollbar);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, scroll_cb);
}

static void
smrt_ledger_init (SmrtLedger *self)
{
  g_autoptr (GtkAdjustment) adjustment = g_object_ref_sink (gtk_adjustment_new (0, 0, 0, 0, 0, 0));

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);

  gtk_scrollable_set_hadjustment (GTK_SCROLLABLE (self->view), adjustment);
  gtk_scrollbar_set_adjustment (GTK_SCROLLBAR (self->scrollbar), adjustment);
  g_signal_connect_swapped (gtk_column_view_get_sorter (self->view), "changed", G_CALLBACK (sorter_changed_cb), self);
  update_selection (self);
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
    append_column (self, i);
  prepare_headings (self);
}

GListModel *
smrt_ledger_get_model (SmrtLedger *self)
{
  g_return_val_if_fail (SMRT_IS_LEDGER (self), NULL);

  return self->model;
}

void
smrt_ledger_set_model (SmrtLedger *self,
                       GListModel *model)
{
  g_return_if_fail (SMRT_IS_LEDGER (self));
  g_return_if_fail (model == NULL || G_IS_LIST_MODEL (model));

  if (!g_set_object (&self->model, model))
    return;

  update_selection (self);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODEL]);
}

SmrtStoreSort
smrt_ledger_get_sort (SmrtLedger *self,
                      gboolean   *ascending)
{
  g_return_val_if_fail (SMRT_IS_LEDGER (self), SMRT_STORE_SORT_DATE);

  if (ascending != NULL)
    *ascending = self->ascending;

  return self->sort;
}

void
smrt_ledger_set_sort (SmrtLedger    *self,
                      SmrtStoreSort  sort,
                      gboolean       ascending)
{
  g_return_if_fail (SMRT_IS_LEDGER (self));

  for (unsigned int i = 0; i < self->n_columns; i++)
    {
      if (self->columns[i].sortable && self->columns[i].sort == sort)
        gtk_column_view_sort_by_column (self->view, get_view_column (self, i),
                                        ascending ? GTK_SORT_ASCENDING : GTK_SORT_DESCENDING);
    }
}

gboolean
smrt_ledger_get_selecting (SmrtLedger *self)
{
  g_return_val_if_fail (SMRT_IS_LEDGER (self), FALSE);

  return self->selecting;
}

void
smrt_ledger_set_selecting (SmrtLedger *self,
                           gboolean    selecting)
{
  g_return_if_fail (SMRT_IS_LEDGER (self));

  if (self->selecting == !!selecting)
    return;

  self->selecting = !!selecting;
  update_selection (self);

  if (self->selecting)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

      g_signal_connect (factory, "setup", G_CALLBACK (setup_check_cb), NULL);
      self->check_column = gtk_column_view_column_new (NULL, factory);
      gtk_column_view_insert_column (self->view, 0, self->check_column);
    }
  else
    {
      gtk_column_view_remove_column (self->view, self->check_column);
      g_clear_object (&self->check_column);
    }

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTING]);
  g_signal_emit (self, signals[PICKED], 0);
}

GtkBitset *
smrt_ledger_get_picked (SmrtLedger *self)
{
  g_return_val_if_fail (SMRT_IS_LEDGER (self), NULL);

  return gtk_selection_model_get_selection (self->selection);
}

void
smrt_ledger_pick_all (SmrtLedger *self)
{
  g_return_if_fail (SMRT_IS_LEDGER (self));

  gtk_selection_model_select_all (self->selection);
}

void
smrt_ledger_pick_none (SmrtLedger *self)
{
  g_return_if_fail (SMRT_IS_LEDGER (self));

  gtk_selection_model_unselect_all (self->selection);
}
