/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-period-choice.h"

#include <glib/gi18n-lib.h>

#include "smrt-words.h"
#include "smrt-words-period.h"

struct _SmrtPeriodChoice
{
  AdwBin         parent_instance;

  SmrtPeriod     period;
  int            fiscal_start;
  gint64         now;

  GtkWidget     *before_button;
  GtkWidget     *after_button;
  GtkMenuButton *button;
};

G_DEFINE_FINAL_TYPE (SmrtPeriodChoice, smrt_period_choice, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_PERIOD,
  PROP_FISCAL_START,
  PROP_NOW,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static const struct
{
  SmrtPeriodKind  kind;
  const char     *nick;
  const char     *title;
} kinds[] = {
  { SMRT_PERIOD_KIND_ALL, "all", N_("All Time") },
  { SMRT_PERIOD_KIND_MONTH, "month", N_("Month") },
  { SMRT_PERIOD_KIND_QUARTER, "quarter", N_("Quarter") },
  { SMRT_PERIOD_KIND_YEAR, "year", N_("Year") },
  { SMRT_PERIOD_KIND_FISCAL_YEAR, "fiscal-year", N_("Fiscal Year") },
};

/* A fiscal year that begins in January is the year. */
static void
create_menu_cb (GtkMenuButton *button,
                gpointer       user_data)
{
  SmrtPeriodChoice *self = user_data;
  g_autoptr (GMenu) menu = g_menu_new ();

  for (unsigned int i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *action = g_strdup_printf ("period.kind::%s", kinds[i].nick);

      if (kinds[i].kind != SMRT_PERIOD_KIND_FISCAL_YEAR || self->fiscal_start != 1)
        g_menu_append (menu, _(kinds[i].title), action);
    }

  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

static gboolean
is_last (SmrtPeriodChoice *self)
{
  g_autoptr (GTimeZone) zone = smrt_words_dup_zone ();
  gint64 from;
  gint64 until;

  smrt_period_get_bounds (&self->period, zone, &from, &until);

  return until > self->now;
}

static void
update (SmrtPeriodChoice *self)
{
  gboolean all = self->period.kind == SMRT_PERIOD_KIND_ALL;
  g_autofree char *words = smrt_words_period (&self->period, self->fiscal_start);
  /* Translators: %s is a period, "November 2026". */
  g_autofree char *name = g_strdup_printf (_("Period: %s"), words);

  gtk_menu_button_set_label (self->button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_visible (self->before_button, !all);
  gtk_widget_set_visible (self->after_button, !all);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "period.after", !all && !is_last (self));
}

/* Of another kind, the period is the one in which the chosen one begins. */
static void
set_kind (SmrtPeriodChoice *self,
          SmrtPeriodKind    kind)
{
  g_autoptr (GTimeZone) zone = smrt_words_dup_zone ();
  SmrtPeriod period = smrt_period_all ();
  gint64 time = self->now;

  if (self->period.kind != SMRT_PERIOD_KIND_ALL)
    {
      gint64 until;

      smrt_period_get_bounds (&self->period, zone, &time, &until);
      if (until > self->now && time <= self->now)
        time = self->now;
    }
  if (kind != SMRT_PERIOD_KIND_ALL)
    period = smrt_period_at (kind, time, self->fiscal_start, zone);

  smrt_period_choice_set_period (self, &period);
}

static void
kind_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  SmrtPeriodChoice *self = SMRT_PERIOD_CHOICE (widget);

  for (unsigned int i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (g_str_equal (kinds[i].nick, g_variant_get_string (parameter, NULL)))
        set_kind (self, kinds[i].kind);
    }
}

static void
step (SmrtPeriodChoice *self,
      int               n_steps)
{
  SmrtPeriod period = smrt_period_step (&self->period, n_steps);

  smrt_period_choice_set_period (self, &period);
}

static void
before_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  step (SMRT_PERIOD_CHOICE (widget), -1);
}

static void
after_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  step (SMRT_PERIOD_CHOICE (widget), 1);
}

static void
smrt_period_choice_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  SmrtPeriodChoice *self = SMRT_PERIOD_CHOICE (object);

  switch (prop_id)
    {
    case PROP_PERIOD:
      g_value_set_boxed (value, &self->period);
      break;

    case PROP_FISCAL_START:
      g_value_set_int (value, self->fiscal_start);
      break;

    case PROP_NOW:
      g_value_set_int64 (value, self->now);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

/* Quarters and fiscal years are others then. */
static void
set_fiscal_start (SmrtPeriodChoice *self,
                  int               fiscal_start)
{
  if (self->fiscal_start == fiscal_start)
    return;

  self->fiscal_start = fiscal_start;
  gtk_menu_button_set_menu_model (self->button, NULL);
  gtk_menu_button_set_create_popup_func (self->button, create_menu_cb, self, NULL);
  if (self->period.kind == SMRT_PERIOD_KIND_QUARTER || self->period.kind == SMRT_PERIOD_KIND_FISCAL_YEAR)
    set_kind (self, fiscal_start == 1 && self->period.kind == SMRT_PERIOD_KIND_FISCAL_YEAR ? SMRT_PERIOD_KIND_YEAR
                                                                                           : self->period.kind);
  update (self);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FISCAL_START]);
}

static void
smrt_period_choice_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  SmrtPeriodChoice *self = SMRT_PERIOD_CHOICE (object);

  switch (prop_id)
    {
    case PROP_PERIOD:
      smrt_period_choice_set_period (self, g_value_get_boxed (value));
      break;

    case PROP_FISCAL_START:
      set_fiscal_start (self, g_value_get_int (value));
      break;

    case PROP_NOW:
      if (self->now != g_value_get_int64 (value))
        {
          self->now = g_value_get_int64 (value);
          update (self);
          g_object_notify_by_pspec (object, pspec);
        }
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_period_choice_class_init (SmrtPeriodChoiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = smrt_period_choice_get_property;
  object_class->set_property = smrt_period_choice_set_property;

  properties[PROP_PERIOD] = g_param_spec_boxed ("period", NULL, NULL, SMRT_TYPE_PERIOD, flags);
  properties[PROP_FISCAL_START] = g_param_spec_int ("fiscal-start", NULL, NULL, 1, 12, 1, flags);
  properties[PROP_NOW] = g_param_spec_int64 ("now", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/smrtphone/Plans/smrt-period-choice.ui");
  gtk_widget_class_bind_template_child (widget_class, SmrtPeriodChoice, before_button);
  gtk_widget_class_bind_template_child (widget_class, SmrtPeriodChoice, after_button);
  gtk_widget_class_bind_template_child (widget_class, SmrtPeriodChoice, button);

  gtk_widget_class_install_action (widget_class, "period.kind", "s", kind_action);
  gtk_widget_class_install_action (widget_class, "period.before", NULL, before_action);
  gtk_widget_class_install_action (widget_class, "period.after", NULL, after_action);
}

static void
smrt_period_choice_init (SmrtPeriodChoice *self)
{
  self->fiscal_start = 1;
  self->period = smrt_period_all ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->button, create_menu_cb, self, NULL);
  update (self);
}

GtkWidget *
smrt_period_choice_new (void)
{
  return g_object_new (SMRT_TYPE_PERIOD_CHOICE, NULL);
}

const SmrtPeriod *
smrt_period_choice_get_period (SmrtPeriodChoice *self)
{
  g_return_val_if_fail (SMRT_IS_PERIOD_CHOICE (self), NULL);

  return &self->period;
}

void
smrt_period_choice_set_period (SmrtPeriodChoice *self,
                               const SmrtPeriod *period)
{
  g_return_if_fail (SMRT_IS_PERIOD_CHOICE (self));
  g_return_if_fail (period != NULL);

  if (smrt_period_equal (&self->period, period))
    return;

  self->period = *period;
  update (self);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PERIOD]);
}

int
smrt_period_choice_get_fiscal_start (SmrtPeriodChoice *self)
{
  g_return_val_if_fail (SMRT_IS_PERIOD_CHOICE (self), 1);

  return self->fiscal_start;
}
