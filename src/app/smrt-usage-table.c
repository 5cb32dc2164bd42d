/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-usage-table.h"

#include <glib/gi18n-lib.h>

#include "smrt-fit-bin.h"
#include "smrt-words.h"

#define N_COLUMNS 4

struct _SmrtUsageTable
{
  AdwBin        parent_instance;

  GtkSizeGroup *columns[N_COLUMNS];
  GtkListBox   *wide;
  GtkListBox   *narrow;
};

G_DEFINE_FINAL_TYPE (SmrtUsageTable, smrt_usage_table, ADW_TYPE_BIN)

static GtkWidget *
create_label (const char *text,
              float       xalign)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);

  return label;
}

static GtkWidget *
append_row (GtkListBox *list,
            GtkWidget  *child,
            const char *name)
{
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), child);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_list_box_append (list, row);

  return row;
}

static void
append_wide (SmrtUsageTable     *self,
             const char * const  cells[N_COLUMNS],
             const char         *name,
             const char         *css_class)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 24);
  GtkWidget *row;

  for (unsigned int i = 0; i < N_COLUMNS; i++)
    {
      GtkWidget *label = create_label (cells[i], i == 0 ? 0 : 1);

      if (i == 0)
        {
          gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
          gtk_label_set_width_chars (GTK_LABEL (label), 16);
          gtk_widget_set_hexpand (label, TRUE);
        }
      else
        {
          gtk_size_group_add_widget (self->columns[i], label);
          gtk_widget_add_css_class (label, "numeric");
        }
      if (i == N_COLUMNS - 1)
        gtk_widget_add_css_class (label, "balance");
      gtk_box_append (GTK_BOX (box), label);
    }

  row = append_row (self->wide, box, name);
  gtk_widget_add_css_class (row, "usage-row");
  if (css_class != NULL)
    gtk_widget_add_css_class (row, css_class);
}

static void
append_narrow (SmrtUsageTable *self,
               const char     *title,
               const char     *detail,
               const char     *amount,
               const char     *name,
               const char     *css_class)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *title_label = create_label (title, 0);
  GtkWidget *amount_label = create_label (amount, 1);
  GtkWidget *row;

  gtk_label_set_wrap (GTK_LABEL (title_label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (title_label), PANGO_WRAP_WORD_CHAR);
  gtk_box_append (GTK_BOX (texts), title_label);
  if (*detail != '\0')
    {
      GtkWidget *detail_label = create_label (detail, 0);

      gtk_label_set_wrap (GTK_LABEL (detail_label), TRUE);
      gtk_widget_add_css_class (detail_label, "caption");
      gtk_widget_add_css_class (detail_label, "dim-label");
      gtk_widget_add_css_class (detail_label, "numeric");
      gtk_box_append (GTK_BOX (texts), detail_label);
    }
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (amount_label, "balance");
  gtk_widget_add_css_class (amount_label, "numeric");
  gtk_box_append (GTK_BOX (box), texts);
  gtk_box_append (GTK_BOX (box), amount_label);

  row = append_row (self->narrow, box, name);
  gtk_widget_add_css_class (row, "usage-row");
  if (css_class != NULL)
    gtk_widget_add_css_class (row, css_class);
}

static void
append (SmrtUsageTable *self,
        SmrtUsageRow   *row)
{
  g_autofree char *title = smrt_words_usage_name (row);
  g_autofree char *quantity = smrt_words_usage_quantity (row);
  g_autofree char *price = smrt_words_usage_price (row);
  g_autofree char *amount = smrt_words_money (smrt_usage_row_get_amount (row));
  g_autofree char *detail = NULL;
  g_autofree char *name = NULL;

  if (*quantity != '\0' && *price != '\0')
    /* Translators: %1$s is how much was used, "903 minutes", %2$s what one of it costs, "$0.015" */
    detail = g_strdup_printf (_("%1$s at %2$s"), quantity, price);
  else
    detail = g_strdup (quantity);

  if (*detail != '\0')
    /* Translators: a row read aloud: what was used, "Outbound calls", how much of it, "903 minutes at $0.015", the amount. */
    name = g_strdup_printf (_("%1$s: %2$s, %3$s"), title, detail, amount);
  else
    /* Translators: a row read aloud: "Taxes", the amount. */
    name = g_strdup_printf (_("%1$s: %2$s"), title, amount);

  append_wide (self, (const char * const[]) { title, quantity, price, amount }, name, NULL);
  append_narrow (self, title, detail, amount, name, NULL);
}

static void
append_total (SmrtUsageTable *self,
              SmrtUsage      *usage)
{
  g_autofree char *total = smrt_words_money (smrt_usage_get_total (usage));
  g_autofree char *name = g_strdup_printf (_("%1$s: %2$s"), _("Total"), total);

  append_wide (self, (const char * const[]) { _("Total"), "", "", total }, name, "total");
  append_narrow (self, _("Total"), "", total, name, "total");
}

static void
clear (GtkListBox *list)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, row);
}

static void
smrt_usage_table_dispose (GObject *object)
{
  SmrtUsageTable *self = SMRT_USAGE_TABLE (object);

  for (unsigned int i = 0; i < N_COLUMNS; i++)
    g_clear_object (&self->columns[i]);

  G_OBJECT_CLASS (smrt_usage_table_parent_class)->dispose (object);
}

static void
smrt_usage_table_class_init (SmrtUsageTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = smrt_usage_table_dispose;
}

static GtkListBox *
create_list (void)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_set_valign (list, GTK_ALIGN_START);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("What was used"), -1);

  return GTK_LIST_BOX (list);
}

static void
smrt_usage_table_init (SmrtUsageTable *self)
{
  GtkWidget *bin = smrt_fit_bin_new ();

  for (unsigned int i = 0; i < N_COLUMNS; i++)
    self->columns[i] = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  self->wide = create_list ();
  self->narrow = create_list ();
  smrt_fit_bin_set_wide (SMRT_FIT_BIN (bin), GTK_WIDGET (self->wide));
  smrt_fit_bin_set_narrow (SMRT_FIT_BIN (bin), GTK_WIDGET (self->narrow));
  adw_bin_set_child (ADW_BIN (self), bin);
}

GtkWidget *
smrt_usage_table_new (void)
{
  return g_object_new (SMRT_TYPE_USAGE_TABLE, NULL);
}

void
smrt_usage_table_set_usage (SmrtUsageTable *self,
                            SmrtUsage      *usage)
{
  const char *headings[] = { _("What"), _("Count"), _("Price"), _("Amount") };
  GListModel *rows;

  g_return_if_fail (SMRT_IS_USAGE_TABLE (self));
  g_return_if_fail (usage == NULL || SMRT_IS_USAGE (usage));

  clear (self->wide);
  clear (self->narrow);
  if (usage == NULL)
    return;

  append_wide (self, headings, _("What, count, price and amount"), "heading-row");
  rows = smrt_usage_get_rows (usage);
  for (unsigned int i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (SmrtUsageRow) row = g_list_model_get_item (rows, i);

      append (self, row);
    }
  append_total (self, usage);
}
