/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A browser without comforts: it sends exactly what it is told to, follows
 * nothing by itself, and can go away in the middle. */
typedef struct
{
  GSocketConnection *connection;
  GCancellable *cancellable;
  char *request;
  GByteArray *bytes;
  gboolean over;
  unsigned int status;
  char *head;
  char *body;
} Visit;

/* Opens an address. */
Visit        *browser_open         (const char   *address);

/* Sends any text to a port of this machine. */
Visit        *browser_send         (unsigned int  port,
                                    const char   *request);

/* Waits until the other side has said all it has to say: the status, or 0 where
 * that is no answer. */
unsigned int  browser_await        (Visit        *visit);

/* As browser_await(), without the visit. */
unsigned int  browser_get_status   (const char   *address);

/* A header of the answer, %NULL where there is none. */
char         *browser_get_header   (Visit        *visit,
                                    const char   *name);

/* Forgets a visit; goes away where it is not over. */
void          browser_leave        (Visit        *visit);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Visit, browser_leave)

/* Where the server sends the browser that opens @address. */
char         *browser_follow       (const char   *address);

/* Whether somebody listens. */
gboolean      browser_can_connect  (unsigned int  port);
unsigned int  browser_get_port     (const char   *address);

/* A parameter of an address, decoded; %NULL where it has none, or has two. */
char         *browser_get_parameter (const char  *address,
                                     const char  *name);

/* A port that nobody listens on, and a socket that listens on one. */
unsigned int  browser_find_port    (void);
GSocket      *browser_take_port    (unsigned int *port);

G_END_DECLS
