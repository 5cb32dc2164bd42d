/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-kinds-choice.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  unsigned int  kind;
  char         *label;
} Kind;

struct _SmrtKindsChoice
{
  AdwBin         parent_instance;

  GArray        *kinds;
  guint64        chosen;
  char          *all_label;
  char          *title;
  gboolean       filling;

  GtkMenuButton *button;
  GtkLabel      *label;
};

G_DEFINE_FINAL_TYPE (SmrtKindsChoice, smrt_kinds_choice, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_CHOSEN,
  PROP_ALL_LABEL,
  PROP_TITLE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
clear_kind (Kind *kind)
{
  g_free (kind->label);
}

static char *
describe (SmrtKindsChoice *self)
{
  const char *only = NULL;
  unsigned int count = 0;

  for (unsigned int i = 0; i < self->kinds->len; i++)
    {
      const Kind *kind = &g_array_index (self->kinds, Kind, i);

      if ((self->chosen & (G_GUINT64_CONSTANT (1) << kind->kind)) != 0)
        {
          only = kind->label;
          count++;
        }
    }

  if (count == 0)
    return g_strdup (self->all_label != NULL ? self->all_label : "");
  if (count == 1)
    return g_strdup (only);

  /* Translators: how many kinds, or statuses, of several are shown; at least two. */
  return g_strdup_printf (ngettext ("%u chosen", "%u chosen", count), count);
}

static void
update (SmrtKindsChoice *self)
{
  g_autofree char *words = describe (self);
  /* Translators: %1$s is what can be chosen, "Kinds", %2$s what is, "Adjustment". */
  g_autofree char *name = g_strdup_printf (_("%1$s: %2$s"), self->title != NULL ? self->title : "", words);

  gtk_label_set_label (self->label, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), self->title);
}

static void
toggled_cb (GtkCheckButton *check,
            gpointer        user_data)
{
  SmrtKindsChoice *self = user_data;
  unsigned int kind = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (check), "kind"));
  guint64 bit = G_GUINT64_CONSTANT (1) << kind;

  if (!self->filling)
    smrt_kinds_choice_set_chosen (self,
                                  gtk_check_button_get_active (check) ? self->chosen | bit : self->chosen & ~bit);
}

static GtkWidget *
create_check (SmrtKindsChoice *self,
              const Kind      *kind)
{
  GtkWidget *check = gtk_check_button_new_with_label (kind->label);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), (self->chosen & (G_GUINT64_CONSTANT (1) << kind->kind)) != 0);
  g_object_set_data (G_OBJECT (check), "kind", GUINT_TO_POINTER (kind->kind));
  g_signal_connect (check, "toggled", G_CALLBACK (toggled_cb), self);

  return check;
}

static void
show_all_cb (SmrtKindsChoice *self)
{
  smrt_kinds_choice_set_chosen (self, 0);
}

/* Made when it is opened, with the kinds that there are then. */
static void
create_popover_cb (GtkMenuButton *button,
                   gpointer       user_data)
{
  SmrtKindsChoice *self = user_data;
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *all = gtk_button_new_with_label (self->all_label);

  for (unsigned int i = 0; i < self->kinds->len; i++)
    gtk_box_append (GTK_BOX (box), create_check (self, &g_array_index (self->kinds, Kind, i)));
  gtk_widget_add_css_class (all, "flat");
  g_signal_connect_swapped (all, "clicked", G_CALLBACK (show_all_cb), self);
  gtk_box_append (GTK_BOX (box), all);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 360);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_popover_set_child (GTK_POPOVER (popover), scrolled);
  gtk_menu_button_set_popover (button, popover);
}

/* The checks of a popover that is open follow. */
static void
update_checks (SmrtKindsChoice *self,
               GtkWidget       *root)
{
  if (GTK_IS_CHECK_BUTTON (root))
    {
      unsigned int kind = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (root), "kind"));

      gtk_check_button_set_active (GTK_CHECK_BUTTON (root), (self->chosen & (G_GUINT64_CONSTANT (1) << kind)) != 0);
      return;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    update_checks (self, child);
}

static void
smrt_kinds_choice_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  SmrtKindsChoice *self = SMRT_KINDS_CHOICE (object);

  switch (prop_id)
    {
    case PROP_CHOSEN:
      g_value_set_uint64 (value, self->chosen);
      break;

    case PROP_ALL_LABEL:
      g_value_set_string (value, self->all_label);
      break;

    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
set_text (SmrtKindsChoice  *self,
          char            **place,
          const GValue     *value,
          GParamSpec       *pspec)
{
  if (g_strcmp0 (*place, g_value_get_string (value)) == 0)
    return;

  g_free (*place);
  *place = g_value_dup_string (value);
  update (self);

  g_object_notify_by_pspec (G_OBJECT (self), pspec);
}

static void
smrt_kinds_choice_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  SmrtKindsChoice *self = SMRT_KINDS_CHOICE (object);

  switch (prop_id)
    {
    case PROP_CHOSEN:
      smrt_kinds_choice_set_chosen (self, g_value_get_uint64 (value));
      break;

    case PROP_ALL_LABEL:
      set_text (self, &self->all_label, value, pspec);
      break;

    case PROP_TITLE:
      set_text (self, &self->title, value, pspec);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_kinds_choice_finalize (GObject *object)
{
  SmrtKindsChoice *self = SMRT_KINDS_CHOICE (object);

  g_array_unref (self->kinds);
  g_free (self->all_label);
  g_free (self->title);

  G_OBJECT_CLASS (smrt_kinds_choice_parent_class)->finalize (object);
}

static void
smrt_kinds_choice_class_init (SmrtKindsChoiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = smrt_kinds_choice_finalize;
  object_class->get_property = smrt_kinds_choice_get_property;
  object_class->set_property = smrt_kinds_choice_set_property;

  properties[PROP_CHOSEN] = g_param_spec_uint64 ("chosen", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  properties[PROP_ALL_LABEL] = g_param_spec_string ("all-label", NULL, NULL, NULL, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
smrt_kinds_choice_init (SmrtKindsChoice *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->kinds = g_array_new (FALSE, FALSE, sizeof (Kind));
  g_array_set_clear_func (self->kinds, (GDestroyNotify) clear_kind);

  /* A long name gives way to what is beside it. */
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (self->label, 20);
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("pan-down-symbolic"));
  gtk_menu_button_set_child (self->button, box);
  gtk_menu_button_set_create_popup_func (self->button, create_popover_cb, self, NULL);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->button));
}

GtkWidget *
smrt_kinds_choice_new (void)
{
  return g_object_new (SMRT_TYPE_KINDS_CHOICE, NULL);
}

void
smrt_kinds_choice_add (SmrtKindsChoice *self,
                       unsigned int     kind,
                       const char      *label)
{
  const Kind added = { kind, g_strdup (label) };

  g_return_if_fail (SMRT_IS_KINDS_CHOICE (self));
  g_return_if_fail (kind < 64 && label != NULL);

  g_array_append_val (self->kinds, added);
  update (self);
}

void
smrt_kinds_choice_clear (SmrtKindsChoice *self)
{
  g_return_if_fail (SMRT_IS_KINDS_CHOICE (self));

  g_array_set_size (self->kinds, 0);
  smrt_kinds_choice_set_chosen (self, 0);
}

guint64
smrt_kinds_choice_get_chosen (SmrtKindsChoice *self)
{
  g_return_val_if_fail (SMRT_IS_KINDS_CHOICE (self), 0);

  return self->chosen;
}

void
smrt_kinds_choice_set_chosen (SmrtKindsChoice *self,
                              guint64          chosen)
{
  GtkPopover *popover;

  g_return_if_fail (SMRT_IS_KINDS_CHOICE (self));

  if (self->chosen == chosen)
    return;

  self->chosen = chosen;
  update (self);

  popover = gtk_menu_button_get_popover (self->button);
  if (popover != NULL && !self->filling)
    {
      self->filling = TRUE;
      update_checks (self, GTK_WIDGET (popover));
      self->filling = FALSE;
    }

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHOSEN]);
}
