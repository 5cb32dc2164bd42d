/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "smrt-account.h"
#include "smrt-demo.h"
#include "smrt-words.h"

/* The demo account on a sandbox of its own, read once, and what a person does with widgets: look for words, press
 * buttons, wait for what comes of it. */
typedef struct
{
  char *directory;
  SmrtSandbox *sandbox;
  SmrtClock *clock;
  SmrtAccount *account;
  GtkWidget *window;
} DemoFixture;

/* Runs the main loop until @condition holds; fails after half a minute. */
#define demo_wait_until(condition)                                                     \
  G_STMT_START                                                                         \
  {                                                                                    \
    gboolean _expired = FALSE;                                                         \
    unsigned int _source = demo_start_deadline (&_expired);                            \
    while (!(condition))                                                               \
      {                                                                                \
        if (_expired)                                                                  \
          g_error ("%s:%d: waited in vain for %s", __FILE__, __LINE__, G_STRINGIFY (condition)); \
        g_main_context_iteration (NULL, TRUE);                                         \
      }                                                                                \
    demo_end_deadline (_source, _expired);                                             \
  }                                                                                    \
  G_STMT_END

void              demo_init              (int           *argc,
                                          char        ***argv);
unsigned int      demo_start_deadline    (gboolean      *expired);
void              demo_end_deadline      (unsigned int   source,
                                          gboolean       expired);

void              demo_fixture_set_up    (DemoFixture   *fixture,
                                          const void    *role);
void              demo_fixture_tear_down (DemoFixture   *fixture,
                                          const void    *role);
/* Ends the server and starts it anew, on the same port and with what it had committed. */
void              demo_fixture_restart   (DemoFixture   *fixture);
/* Puts @child into a window of that size and shows it. */
void              demo_fixture_show      (DemoFixture   *fixture,
                                          GtkWidget     *child,
                                          int            width,
                                          int            height);
void              demo_fixture_close     (DemoFixture   *fixture);
void              demo_fixture_refresh   (DemoFixture   *fixture);
void              demo_fixture_run       (DemoFixture   *fixture,
                                          SmrtDemoAction action);
/* POSTs @form (urlencoded) as the owner. */
void              demo_fixture_post      (DemoFixture   *fixture,
                                          const char    *path,
                                          const char    *name,
                                          const char    *value,
                                          ...) G_GNUC_NULL_TERMINATED;
/* How often the server was asked that. */
unsigned int      demo_fixture_count_requests (DemoFixture *fixture,
                                               const char  *method,
                                               const char  *path);
SmrtSubscription *demo_fixture_get_phone (DemoFixture   *fixture);
SmrtOffer        *demo_fixture_get_offer (DemoFixture   *fixture,
                                          const char    *plan_name,
                                          SmrtCycle      cycle);

/* What is visible: a label that says exactly @text, or has it in it; a button whose label is @text. */
GtkWidget        *demo_find_text         (GtkWidget     *root,
                                          const char    *text);
GtkWidget        *demo_find_part         (GtkWidget     *root,
                                          const char    *part);
/* The first widget of that type. */
GtkWidget        *demo_find_widget       (GtkWidget     *root,
                                          GType          type);
GtkWidget        *demo_find_button       (GtkWidget     *root,
                                          const char    *text);
void              demo_click             (GtkWidget     *root,
                                          const char    *text);
