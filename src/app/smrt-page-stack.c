/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-page-stack.h"

#include <glib/gi18n-lib.h>

#include "smrt-credits-page.h"
#include "smrt-history-page.h"
#include "smrt-plans-page.h"
#include "smrt-products-page.h"
#include "smrt-usage-page.h"

struct _SmrtPageStack
{
  AdwBin       parent_instance;

  SmrtAccount *account;
  int          page;
  GtkStack    *stack;
};

G_DEFINE_FINAL_TYPE (SmrtPageStack, smrt_page_stack, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_ACCOUNT,
  PROP_PAGE,
  PROP_TITLE,
  PROP_SUBTITLE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static const struct
{
  const char *name;
  const char *title;
  GtkWidget *(*create) (void);
} pages[] = {
  { "products", N_("Products"), smrt_products_page_new },
  { "plans", N_("Plans"), smrt_plans_page_new },
  { "credits", N_("Credits"), smrt_credits_page_new },
  { "billing-history", N_("Billing History"), smrt_history_page_new },
  { "usage", N_("Usage"), smrt_usage_page_new },
};

static int
find_page (const char *name)
{
  for (unsigned int i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      if (g_strcmp0 (pages[i].name, name) == 0)
        return i;
    }

  return -1;
}

static void
notify_subtitle (SmrtPageStack *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SUBTITLE]);
}

static GtkWidget *
ensure_page (SmrtPageStack *self,
             int            index)
{
  GtkWidget *page = gtk_stack_get_child_by_name (self->stack, pages[index].name);

  if (page != NULL)
    return page;

  page = pages[index].create ();
  g_object_bind_property (self, "account", page, "account", G_BINDING_SYNC_CREATE);

  if (SMRT_IS_PLANS_PAGE (page))
    g_signal_connect_object (page, "notify::subtitle", G_CALLBACK (notify_subtitle), self, G_CONNECT_SWAPPED);

  gtk_stack_add_named (self->stack, page, pages[index].name);

  return page;
}

static void
show_page (SmrtPageStack *self)
{
  if (self->account != NULL)
    gtk_stack_set_visible_child (self->stack, ensure_page (self, self->page));

  notify_subtitle (self);
}

static void
remove_pages (SmrtPageStack *self)
{
  for (unsigned int i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      GtkWidget *page = gtk_stack_get_child_by_name (self->stack, pages[i].name);

      if (page != NULL)
        gtk_stack_remove (self->stack, page);
    }
}

static void
smrt_page_stack_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  SmrtPageStack *self = SMRT_PAGE_STACK (object);

  switch (prop_id)
    {
    case PROP_ACCOUNT:
      g_value_set_object (value, self->account);
      break;

    case PROP_PAGE:
      g_value_set_string (value, smrt_page_stack_get_page (self));
      break;

    case PROP_TITLE:
      g_value_set_string (value, smrt_page_stack_get_title (self));
      break;

    case PROP_SUBTITLE:
      g_value_set_string (value, smrt_page_stack_get_subtitle (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_page_stack_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  SmrtPageStack *self = SMRT_PAGE_STACK (object);

  switch (prop_id)
    {
    case PROP_ACCOUNT:
      smrt_page_stack_set_account (self, g_value_get_object (value));
      break;

    case PROP_PAGE:
      smrt_page_stack_set_page (self, g_value_get_string (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_page_stack_dispose (GObject *object)
{
  g_clear_object (&SMRT_PAGE_STACK (object)->account);

  G_OBJECT_CLASS (smrt_page_stack_parent_class)->dispose (object);
}

static void
smrt_page_stack_class_init (SmrtPageStackClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = smrt_page_stack_dispose;
  object_class->get_property = smrt_page_stack_get_property;
  object_class->set_property = smrt_page_stack_set_property;

  properties[PROP_ACCOUNT] = g_param_spec_object ("account", NULL, NULL, SMRT_TYPE_ACCOUNT, flags);
  properties[PROP_PAGE] = g_param_spec_string ("page", NULL, NULL, "products", flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, readable);
  properties[PROP_SUBTITLE] = g_param_spec_string ("subtitle", NULL, NULL, NULL, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
smrt_page_stack_init (SmrtPageStack *self)
{
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_hhomogeneous (self->stack, FALSE);
  gtk_stack_set_vhomogeneous (self->stack, FALSE);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
}

GtkWidget *
smrt_page_stack_new (void)
{
  return g_object_new (SMRT_TYPE_PAGE_STACK, NULL);
}

gboolean
smrt_page_stack_has_page (const char *name)
{
  return find_page (name) >= 0;
}

SmrtAccount *
smrt_page_stack_get_account (SmrtPageStack *self)
{
  g_return_val_if_fail (SMRT_IS_PAGE_STACK (self), NULL);

  return self->account;
}

void
smrt_page_stack_set_account (SmrtPageStack *self,
                             SmrtAccount   *account)
{
  g_return_if_fail (SMRT_IS_PAGE_STACK (self));
  g_return_if_fail (account == NULL || SMRT_IS_ACCOUNT (account));

  if (self->account == account)
    return;

  if (account == NULL)
    remove_pages (self);

  g_set_object (&self->account, account);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACCOUNT]);
  show_page (self);
}

const char *
smrt_page_stack_get_page (SmrtPageStack *self)
{
  g_return_val_if_fail (SMRT_IS_PAGE_STACK (self), NULL);

  return pages[self->page].name;
}

void
smrt_page_stack_set_page (SmrtPageStack *self,
                          const char    *page)
{
  g_return_if_fail (SMRT_IS_PAGE_STACK (self));
  g_return_if_fail (find_page (page) >= 0);

  if (self->page == find_page (page))
    return;

  self->page = find_page (page);
  show_page (self);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAGE]);
}

GtkWidget *
smrt_page_stack_get_page_widget (SmrtPageStack *self)
{
  g_return_val_if_fail (SMRT_IS_PAGE_STACK (self), NULL);

  return gtk_stack_get_visible_child (self->stack);
}

const char *
smrt_page_stack_get_title (SmrtPageStack *self)
{
  g_return_val_if_fail (SMRT_IS_PAGE_STACK (self), NULL);

  return _(pages[self->page].title);
}

const char *
smrt_page_stack_get_subtitle (SmrtPageStack *self)
{
  GtkWidget *page;

  g_return_val_if_fail (SMRT_IS_PAGE_STACK (self), NULL);

  page = gtk_stack_get_visible_child (self->stack);

  return SMRT_IS_PLANS_PAGE (page) ? smrt_plans_page_get_subtitle (SMRT_PLANS_PAGE (page)) : NULL;
}
