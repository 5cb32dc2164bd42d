/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo-fixture.h"
#include "smrt-application.h"
#include "smrt-window.h"

#define WIDTH 1000
#define HEIGHT 640

typedef struct
{
  SmrtApplication *application;
  SmrtWindow      *window;
  char            *directory;
  gboolean         sign_in_only;
  gboolean         usage_only;
} Driver;

void shoot (Driver *self,
      GtkWidget *window,
      const char *name);
void resize (Driver *self,
      int width,
      int height);
void set_dark (gboolean dark);
void set_text_scale (int percent);
SmrtAccount *get_account (Driver *self);
void open_demo (Driver *self,
      SmrtRole role);
void show_page (Driver *self,
      const char *page);
void refresh (Driver *self);
GtkWidget *find_widget (GtkWidget *root,
      GType type);
GtkWidget *find_toplevel (GType type);
void run_demo (Driver *self,
      const char *nick);
JsonNode *post (Driver *self,
      const char *path,
      const char *name,
      const char *value);

/* The sign-in page and all that comes of it: shots-sign-in.c. */
void shoot_sign_in (Driver *self);

/* The usage page, and how it is when the server goes away: shots-usage.c. */
void shoot_usage (Driver *self);
void shoot_usage_offline (Driver *self);
