/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-plan-table.h"

#include <glib/gi18n-lib.h>

#include "smrt-plan-column.h"
#include "smrt-words.h"

/* Narrower than this, in characters, the names of features are hard to read. */
#define FEATURE_CHARS 18
#define FEATURE_MAX_CHARS 21

struct _SmrtPlanTable
{
  AdwBin parent_instance;

  gboolean stacked;
  gboolean differences_only;

  /* The widgets of the features that all plans have alike. */
  GPtrArray *alike;
};

G_DEFINE_FINAL_TYPE (SmrtPlanTable, smrt_plan_table, ADW_TYPE_BIN)

enum
{
  PROP_STACKED = 1,
  PROP_DIFFERENCES_ONLY,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static GtkWidget *
create_label (const char *text,
              const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  /* It takes the width that there is: beside a taller neighbour it would wrap for nothing. */
  gtk_widget_set_hexpand (label, TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
create_mark (gboolean included)
{
  GtkWidget *image = gtk_image_new_from_icon_name (included ? "smrt-check-symbolic" : "smrt-dash-symbolic");

  gtk_widget_add_css_class (image, included ? "success" : "dim-label");
  gtk_accessible_update_state (GTK_ACCESSIBLE (image), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  return image;
}

static void
name_cell (GtkWidget  *cell,
           const char *feature,
           const char *plan,
           gboolean    included)
{
  g_autofree char *name = NULL;

  /* Translators: for a screen reader; the first %s is a feature, the second one a plan. */
  name = g_strdup_printf (included ? _("%s: included in %s") : _("%s: not included in %s"), feature, plan);
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static GtkWidget *
create_cell (gboolean current,
             gboolean first_row)
{
  GtkWidget *cell = g_object_new (GTK_TYPE_BOX,
                                  "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP,
                                  "spacing", 8,
                                  NULL);

  gtk_widget_add_css_class (cell, "plan-cell");
  if (current)
    gtk_widget_add_css_class (cell, "current");
  if (first_row)
    gtk_widget_add_css_class (cell, "first");
  return cell;
}

static gboolean
is_current (SmrtPlanChoice *choice,
            SmrtPlan       *plan)
{
  return smrt_plan_choice_get_subscription (choice) &&
         g_str_equal (smrt_plan_get_id (plan), smrt_plan_get_id (smrt_plan_choice_get_plan (choice)));
}

/* Only one button stands out: that of the nearest upgrade. */
static void
suggest_first_upgrade (GPtrArray *columns)
{
  for (unsigned int i = 0; i < columns->len; i++)
    if (smrt_plan_column_get_upgrades (g_ptr_array_index (columns, i)))
      {
        smrt_plan_column_set_suggested (g_ptr_array_index (columns, i), TRUE);
        return;
      }
}

static void
keep_row (SmrtPlanTable *self,
          SmrtFeature   *feature,
          GtkWidget     *widget)
{
  if (smrt_feature_get_differs (feature))
    return;
  gtk_widget_set_visible (widget, !self->differences_only);
  g_ptr_array_add (self->alike, g_object_ref (widget));
}

static void
attach_feature (SmrtPlanTable  *self,
                GtkGrid        *grid,
                int             row,
                SmrtFeature    *feature,
                SmrtPlanChoice *choice,
                GPtrArray      *plans,
                SmrtCatalogue  *catalogue)
{
  g_autofree char *name = smrt_words_plain (smrt_feature_get_name (feature));
  GtkWidget *head = create_cell (FALSE, FALSE);

  gtk_box_append (GTK_BOX (head), create_label (name, NULL));
  gtk_label_set_max_width_chars (GTK_LABEL (gtk_widget_get_first_child (head)), FEATURE_MAX_CHARS);
  gtk_widget_set_hexpand (head, FALSE);
  gtk_grid_attach (grid, head, 0, row, 1, 1);
  keep_row (self, feature, head);

  for (unsigned int i = 0; i < plans->len; i++)
    {
      SmrtPlan *plan = g_ptr_array_index (plans, i);
      gboolean included = smrt_feature_get_included (feature, i);
      GtkWidget *cell = create_cell (is_current (choice, plan), FALSE);
      GtkWidget *label = create_label (included ? _("Included") : _("Not included"), "caption");
      g_autofree char *plan_name = smrt_words_plan_short_name (plan, catalogue);

      if (!included)
        gtk_widget_add_css_class (label, "dim-label");
      gtk_box_append (GTK_BOX (cell), create_mark (included));
      gtk_box_append (GTK_BOX (cell), label);
      name_cell (cell, name, plan_name, included);
      gtk_grid_attach (grid, cell, i + 1, row, 1, 1);
      keep_row (self, feature, cell);
    }
}

static GtkWidget *
create_grid (SmrtPlanTable  *self,
             SmrtAccount    *account,
             SmrtPlanChoice *choice,
             SmrtCycle       cycle)
{
  SmrtCatalogue *catalogue = smrt_account_get_catalogue (account);
  g_autoptr (SmrtComparison) comparison = smrt_catalogue_compare (catalogue, smrt_plan_choice_get_plan (choice));
  g_autoptr (GPtrArray) columns = g_ptr_array_new ();
  g_autoptr (GtkSizeGroup) widths = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  GPtrArray *plans = smrt_comparison_get_plans (comparison);
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *corner = create_cell (FALSE, TRUE);

  gtk_widget_add_css_class (grid, "card");
  gtk_widget_add_css_class (grid, "plan-table");
  gtk_widget_set_overflow (grid, GTK_OVERFLOW_HIDDEN);

  gtk_box_append (GTK_BOX (corner), create_label (_("Compare"), "dim-label"));
  gtk_widget_set_valign (gtk_widget_get_first_child (corner), GTK_ALIGN_START);
  gtk_label_set_width_chars (GTK_LABEL (gtk_widget_get_first_child (corner)), FEATURE_CHARS);
  gtk_widget_set_hexpand (corner, FALSE);
  gtk_grid_attach (GTK_GRID (grid), corner, 0, 0, 1, 1);

  for (unsigned int i = 0; i < plans->len; i++)
    {
      SmrtPlan *plan = g_ptr_array_index (plans, i);
      GtkWidget *cell = create_cell (is_current (choice, plan), TRUE);
      GtkWidget *column = smrt_plan_column_new (account, choice, plan, cycle);

      gtk_widget_set_hexpand (column, TRUE);
      gtk_box_append (GTK_BOX (cell), column);
      gtk_size_group_add_widget (widths, cell);
      gtk_grid_attach (GTK_GRID (grid), cell, i + 1, 0, 1, 1);
      g_ptr_array_add (columns, column);
    }
  suggest_first_upgrade (columns);

  for (unsigned int i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (comparison)); i++)
    {
      g_autoptr (SmrtFeature) feature = g_list_model_get_item (G_LIST_MODEL (comparison), i);

      attach_feature (self, GTK_GRID (grid), i + 1, feature, choice, plans, catalogue);
    }
  return grid;
}

static GtkWidget *
create_card (SmrtPlanTable  *self,
             SmrtComparison *comparison,
             unsigned int    index,
             GtkWidget      *column,
             const char     *plan_name)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *features = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "plan-card");
  gtk_widget_add_css_class (features, "plan-features");
  gtk_box_append (GTK_BOX (card), column);

  for (unsigned int i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (comparison)); i++)
    {
      g_autoptr (SmrtFeature) feature = g_list_model_get_item (G_LIST_MODEL (comparison), i);
      g_autofree char *name = smrt_words_plain (smrt_feature_get_name (feature));
      gboolean included = smrt_feature_get_included (feature, index);
      GtkWidget *line = g_object_new (GTK_TYPE_BOX,
                                      "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP,
                                      "spacing", 8,
                                      NULL);

      gtk_box_append (GTK_BOX (line), create_mark (included));
      gtk_box_append (GTK_BOX (line), create_label (name, included ? NULL : "dim-label"));
      name_cell (line, name, plan_name, included);
      gtk_box_append (GTK_BOX (features), line);
      keep_row (self, feature, line);
    }
  gtk_box_append (GTK_BOX (card), features);
  return card;
}

static GtkWidget *
create_cards (SmrtPlanTable  *self,
              SmrtAccount    *account,
              SmrtPlanChoice *choice,
              SmrtCycle       cycle)
{
  SmrtCatalogue *catalogue = smrt_account_get_catalogue (account);
  g_autoptr (SmrtComparison) comparison = smrt_catalogue_compare (catalogue, smrt_plan_choice_get_plan (choice));
  g_autoptr (GPtrArray) columns = g_ptr_array_new ();
  GPtrArray *plans = smrt_comparison_get_plans (comparison);
  GtkWidget *cards = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  for (unsigned int i = 0; i < plans->len; i++)
    {
      SmrtPlan *plan = g_ptr_array_index (plans, i);
      GtkWidget *column = smrt_plan_column_new (account, choice, plan, cycle);
      g_autofree char *plan_name = smrt_words_plan_short_name (plan, catalogue);
      GtkWidget *card = create_card (self, comparison, i, column, plan_name);

      if (is_current (choice, plan))
        gtk_widget_add_css_class (card, "current");
      gtk_box_append (GTK_BOX (cards), card);
      g_ptr_array_add (columns, column);
    }
  suggest_first_upgrade (columns);
  return cards;
}

static void
smrt_plan_table_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  SmrtPlanTable *self = SMRT_PLAN_TABLE (object);

  switch (prop_id)
    {
    case PROP_STACKED:
      g_value_set_boolean (value, self->stacked);
      break;
    case PROP_DIFFERENCES_ONLY:
      g_value_set_boolean (value, self->differences_only);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_plan_table_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  SmrtPlanTable *self = SMRT_PLAN_TABLE (object);

  switch (prop_id)
    {
    case PROP_STACKED:
      self->stacked = g_value_get_boolean (value);
      break;
    case PROP_DIFFERENCES_ONLY:
      smrt_plan_table_set_differences_only (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_plan_table_dispose (GObject *object)
{
  SmrtPlanTable *self = SMRT_PLAN_TABLE (object);

  g_ptr_array_set_size (self->alike, 0);

  G_OBJECT_CLASS (smrt_plan_table_parent_class)->dispose (object);
}

static void
smrt_plan_table_finalize (GObject *object)
{
  SmrtPlanTable *self = SMRT_PLAN_TABLE (object);

  g_ptr_array_unref (self->alike);

  G_OBJECT_CLASS (smrt_plan_table_parent_class)->finalize (object);
}

static void
smrt_plan_table_class_init (SmrtPlanTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = smrt_plan_table_get_property;
  object_class->set_property = smrt_plan_table_set_property;
  object_class->dispose = smrt_plan_table_dispose;
  object_class->finalize = smrt_plan_table_finalize;

  properties[PROP_STACKED] =
    g_param_spec_boolean ("stacked", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_DIFFERENCES_ONLY] =
    g_param_spec_boolean ("differences-only", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
smrt_plan_table_init (SmrtPlanTable *self)
{
  self->alike = g_ptr_array_new_with_free_func (g_object_unref);
}

GtkWidget *
smrt_plan_table_new (gboolean stacked)
{
  return g_object_new (SMRT_TYPE_PLAN_TABLE, "stacked", stacked, NULL);
}

void
smrt_plan_table_show (SmrtPlanTable  *self,
                      SmrtAccount    *account,
                      SmrtPlanChoice *choice,
                      SmrtCycle       cycle)
{
  g_return_if_fail (SMRT_IS_PLAN_TABLE (self));

  g_ptr_array_set_size (self->alike, 0);
  if (!account || !choice || !smrt_account_get_catalogue (account))
    adw_bin_set_child (ADW_BIN (self), NULL);
  else if (self->stacked)
    adw_bin_set_child (ADW_BIN (self), create_cards (self, account, choice, cycle));
  else
    adw_bin_set_child (ADW_BIN (self), create_grid (self, account, choice, cycle));
}

gboolean
smrt_plan_table_get_differences_only (SmrtPlanTable *self)
{
  g_return_val_if_fail (SMRT_IS_PLAN_TABLE (self), FALSE);

  return self->differences_only;
}

void
smrt_plan_table_set_differences_only (SmrtPlanTable *self,
                                      gboolean       differences_only)
{
  g_return_if_fail (SMRT_IS_PLAN_TABLE (self));

  differences_only = !!differences_only;
  if (self->differences_only == differences_only)
    return;
  self->differences_only = differences_only;
  for (unsigned int i = 0; i < self->alike->len; i++)
    gtk_widget_set_visible (g_ptr_array_index (self->alike, i), !differences_only);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DIFFERENCES_ONLY]);
}
