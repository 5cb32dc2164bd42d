/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-accels.h"

static const struct
{
  const char *action;
  const char *accels[3];
} accels[] = {
  { "app.quit", { "<Control>q" } },
  { "app.preferences", { "<Control>comma" } },
  { "app.shortcuts", { "<Control>question", "<Control>slash" } },
  { "window.close", { "<Control>w" } },
  { "win.refresh", { "<Control>r", "F5" } },
  { "win.search", { "<Control>f" } },
  { "win.back", { "<Alt>Left" } },
  { "win.show-page::products", { "<Alt>1" } },
  { "win.show-page::plans", { "<Alt>2" } },
  { "win.show-page::credits", { "<Alt>3" } },
  { "win.show-page::billing-history", { "<Alt>4" } },
  { "win.show-page::usage", { "<Alt>5" } },
};

void
smrt_accels_set (GtkApplication *application)
{
  g_return_if_fail (GTK_IS_APPLICATION (application));

  for (unsigned int i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (application, accels[i].action, accels[i].accels);
}
