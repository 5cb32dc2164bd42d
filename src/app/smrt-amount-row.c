/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-amount-row.h"

#include <glib/gi18n-lib.h>

#include "smrt-format.h"

struct _SmrtAmountRow
{
  GtkListBoxRow parent_instance;

  char *title;
  char *subtitle;
  char *amount;
  gboolean emphasized;
  SmrtTone tone;

  GtkWidget *title_label;
  GtkWidget *amount_label;
};

G_DEFINE_FINAL_TYPE (SmrtAmountRow, smrt_amount_row, GTK_TYPE_LIST_BOX_ROW)

enum
{
  PROP_TITLE = 1,
  PROP_SUBTITLE,
  PROP_AMOUNT,
  PROP_EMPHASIZED,
  PROP_TONE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
set_class (GtkWidget  *widget,
           const char *name,
           gboolean    set)
{
  if (set)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static void
update_accessible (SmrtAmountRow *self)
{
  const char *title = self->title ? self->title : "";
  g_autofree char *name = NULL;

  if (self->amount)
    /* Translators: a row of a bill for a screen reader: what it is for, and its amount. */
    name = g_strdup_printf (_("%s: %s"), title, self->amount);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name ? name : title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, self->subtitle ? self->subtitle : "",
                                  -1);
}

static void
update_look (SmrtAmountRow *self)
{
  set_class (self->title_label, "heading", self->emphasized);
  set_class (self->amount_label, "title-1", self->emphasized);
  set_class (self->amount_label, "success", self->tone == SMRT_TONE_GOOD);
  set_class (self->amount_label, "warning", self->tone == SMRT_TONE_WARNING);
  set_class (self->amount_label, "error", self->tone == SMRT_TONE_BAD);
}

static void
set_text (SmrtAmountRow *self,
          char         **field,
          const char    *text,
          int            property)
{
  if (g_strcmp0 (*field, text) == 0)
    return;
  g_free (*field);
  *field = g_strdup (text);
  update_accessible (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
smrt_amount_row_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  SmrtAmountRow *self = SMRT_AMOUNT_ROW (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_SUBTITLE:
      g_value_set_string (value, self->subtitle);
      break;
    case PROP_AMOUNT:
      g_value_set_string (value, self->amount);
      break;
    case PROP_EMPHASIZED:
      g_value_set_boolean (value, self->emphasized);
      break;
    case PROP_TONE:
      g_value_set_enum (value, self->tone);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_amount_row_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  SmrtAmountRow *self = SMRT_AMOUNT_ROW (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      smrt_amount_row_set_title (self, g_value_get_string (value));
      break;
    case PROP_SUBTITLE:
      smrt_amount_row_set_subtitle (self, g_value_get_string (value));
      break;
    case PROP_AMOUNT:
      smrt_amount_row_set_amount (self, g_value_get_string (value));
      break;
    case PROP_EMPHASIZED:
      smrt_amount_row_set_emphasized (self, g_value_get_boolean (value));
      break;
    case PROP_TONE:
      smrt_amount_row_set_tone (self, g_value_get_enum (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_amount_row_finalize (GObject *object)
{
  SmrtAmountRow *self = SMRT_AMOUNT_ROW (object);

  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->amount);

  G_OBJECT_CLASS (smrt_amount_row_parent_class)->finalize (object);
}

static void
smrt_amount_row_class_init (SmrtAmountRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = smrt_amount_row_get_property;
  object_class->set_property = smrt_amount_row_set_property;
  object_class->finalize = smrt_amount_row_finalize;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_SUBTITLE] = g_param_spec_string ("subtitle", NULL, NULL, NULL, flags);
  properties[PROP_AMOUNT] = g_param_spec_string ("amount", NULL, NULL, NULL, flags);
  properties[PROP_EMPHASIZED] = g_param_spec_boolean ("emphasized", NULL, NULL, FALSE, flags);
  properties[PROP_TONE] = g_param_spec_enum ("tone", NULL, NULL, SMRT_TYPE_TONE, SMRT_TONE_NEUTRAL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/smrtphone/Plans/smrt-amount-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SmrtAmountRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, SmrtAmountRow, amount_label);
  smrt_format_bind (widget_class);
}

static void
smrt_amount_row_init (SmrtAmountRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
smrt_amount_row_new (const char *title,
                     const char *subtitle,
                     const char *amount)
{
  return g_object_new (SMRT_TYPE_AMOUNT_ROW,
                       "title", title,
                       "subtitle", subtitle,
                       "amount", amount,
                       NULL);
}

GtkWidget *
smrt_amount_row_new_money (const char      *title,
                           const char      *subtitle,
                           const SmrtMoney *money)
{
  g_autofree char *amount = smrt_words_money (money);

  return smrt_amount_row_new (title, subtitle, amount);
}

const char *
smrt_amount_row_get_title (SmrtAmountRow *self)
{
  g_return_val_if_fail (SMRT_IS_AMOUNT_ROW (self), NULL);

  return self->title;
}

void
smrt_amount_row_set_title (SmrtAmountRow *self,
                           const char    *title)
{
  g_return_if_fail (SMRT_IS_AMOUNT_ROW (self));

  set_text (self, &self->title, title, PROP_TITLE);
}

const char *
smrt_amount_row_get_subtitle (SmrtAmountRow *self)
{
  g_return_val_if_fail (SMRT_IS_AMOUNT_ROW (self), NULL);

  return self->subtitle;
}

void
smrt_amount_row_set_subtitle (SmrtAmountRow *self,
                              const char    *subtitle)
{
  g_return_if_fail (SMRT_IS_AMOUNT_ROW (self));

  set_text (self, &self->subtitle, subtitle, PROP_SUBTITLE);
}

const char *
smrt_amount_row_get_amount (SmrtAmountRow *self)
{
  g_return_val_if_fail (SMRT_IS_AMOUNT_ROW (self), NULL);

  return self->amount;
}

void
smrt_amount_row_set_amount (SmrtAmountRow *self,
                            const char    *amount)
{
  g_return_if_fail (SMRT_IS_AMOUNT_ROW (self));

  set_text (self, &self->amount, amount, PROP_AMOUNT);
}

gboolean
smrt_amount_row_get_emphasized (SmrtAmountRow *self)
{
  g_return_val_if_fail (SMRT_IS_AMOUNT_ROW (self), FALSE);

  return self->emphasized;
}

void
smrt_amount_row_set_emphasized (SmrtAmountRow *self,
                                gboolean       emphasized)
{
  g_return_if_fail (SMRT_IS_AMOUNT_ROW (self));

  emphasized = !!emphasized;
  if (self->emphasized == emphasized)
    return;
  self->emphasized = emphasized;
  update_look (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EMPHASIZED]);
}

SmrtTone
smrt_amount_row_get_tone (SmrtAmountRow *self)
{
  g_return_val_if_fail (SMRT_IS_AMOUNT_ROW (self), SMRT_TONE_NEUTRAL);

  return self->tone;
}

void
smrt_amount_row_set_tone (SmrtAmountRow *self,
                          SmrtTone       tone)
{
  g_return_if_fail (SMRT_IS_AMOUNT_ROW (self));

  if (self->tone == tone)
    return;
  self->tone = tone;
  update_look (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TONE]);
}
