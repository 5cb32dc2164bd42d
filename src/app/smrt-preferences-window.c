/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-preferences-window.h"

#define N_MONTHS 12

struct _SmrtPreferencesWindow
{
  AdwPreferencesWindow parent_instance;

  GtkWidget           *appearance_row;
  AdwComboRow         *fiscal_year_row;
  GtkWidget           *start_page_row;
  GtkWidget           *reopen_switch;
};

G_DEFINE_FINAL_TYPE (SmrtPreferencesWindow, smrt_preferences_window, ADW_TYPE_PREFERENCES_WINDOW)

/* In the order of the rows' lists. */
static const char *const appearances[] = { "system", "light", "dark", NULL };
static const char *const start_pages[] = { "last", "products", NULL };

static gboolean
word_to_position (GValue   *value,
                  GVariant *variant,
                  gpointer  data)
{
  const char *const *words = data;

  for (unsigned int i = 0; words[i] != NULL; i++)
    {
      if (g_str_equal (words[i], g_variant_get_string (variant, NULL)))
        {
          g_value_set_uint (value, i);
          return TRUE;
        }
    }

  return FALSE;
}

static GVariant *
position_to_word (const GValue       *value,
                  const GVariantType *expected_type,
                  gpointer            data)
{
  const char *const *words = data;
  unsigned int position = g_value_get_uint (value);

  if (position >= g_strv_length ((char **) words))
    return NULL;

  return g_variant_new_string (words[position]);
}

static gboolean
month_to_position (GValue   *value,
                   GVariant *variant,
                   gpointer  data)
{
  g_value_set_uint (value, g_variant_get_int32 (variant) - 1);

  return TRUE;
}

static GVariant *
position_to_month (const GValue       *value,
                   const GVariantType *expected_type,
                   gpointer            data)
{
  unsigned int position = g_value_get_uint (value);

  return position < N_MONTHS ? g_variant_new_int32 (position + 1) : NULL;
}

/* By the names that the person's language gives to months that stand alone. */
static void
fill_months (SmrtPreferencesWindow *self)
{
  g_autoptr (GtkStringList) months = gtk_string_list_new (NULL);

  for (int month = 1; month <= N_MONTHS; month++)
    {
      g_autoptr (GDateTime) first = g_date_time_new_utc (2026, month, 1, 0, 0, 0);
      g_autofree char *name = g_date_time_format (first, "%OB");

      gtk_string_list_append (months, name);
    }

  adw_combo_row_set_model (self->fiscal_year_row, G_LIST_MODEL (months));
}

static void
smrt_preferences_window_class_init (SmrtPreferencesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/smrtphone/Plans/smrt-preferences-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SmrtPreferencesWindow, appearance_row);
  gtk_widget_class_bind_template_child (widget_class, SmrtPreferencesWindow, fiscal_year_row);
  gtk_widget_class_bind_template_child (widget_class, SmrtPreferencesWindow, start_page_row);
  gtk_widget_class_bind_template_child (widget_class, SmrtPreferencesWindow, reopen_switch);
}

static void
smrt_preferences_window_init (SmrtPreferencesWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_months (self);
}

GtkWidget *
smrt_preferences_window_new (GSettings *settings)
{
  SmrtPreferencesWindow *self;

  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  self = g_object_new (SMRT_TYPE_PREFERENCES_WINDOW, NULL);
  g_settings_bind_with_mapping (settings, "color-scheme", self->appearance_row, "selected", G_SETTINGS_BIND_DEFAULT,
                                word_to_position, position_to_word, (gpointer) appearances, NULL);
  g_settings_bind_with_mapping (settings, "fiscal-year-start", self->fiscal_year_row, "selected",
                                G_SETTINGS_BIND_DEFAULT, month_to_position, position_to_month, NULL, NULL);
  g_settings_bind_with_mapping (settings, "start-page", self->start_page_row, "selected", G_SETTINGS_BIND_DEFAULT,
                                word_to_position, position_to_word, (gpointer) start_pages, NULL);
  g_settings_bind (settings, "reopen-account", self->reopen_switch, "active", G_SETTINGS_BIND_DEFAULT);

  return GTK_WIDGET (self);
}
