/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-sandbox.h"

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

/* A running sandbox and a client that waits for every answer. What is sent goes
 * with @key; @idempotency_key goes with the next request only. */
typedef struct
{
  SmrtSandbox *sandbox;
  SoupSession *session;
  char *url;
  char *key;
  char *idempotency_key;
  int status;           /* of the last answer */
  gboolean replayed;    /* whether it was a kept one */
  char *request_id;
} SandboxFixture;

void        sandbox_fixture_set_up    (SandboxFixture *fixture,
                                       gconstpointer   data);
void        sandbox_fixture_tear_down (SandboxFixture *fixture,
                                       gconstpointer   data);

/* A client of a server that runs elsewhere. */
void        sandbox_fixture_connect   (SandboxFixture *fixture,
                                       const char     *url,
                                       const char     *key);

/* Adds a test of this fixture. */
void        sandbox_fixture_add       (const char     *path,
                                       void          (*test) (SandboxFixture *, gconstpointer),
                                       gconstpointer   data);

/* Adds a test of this fixture for each billing mode, which it gets as its data. */
void        sandbox_fixture_add_modes (const char     *path,
                                       void          (*test) (SandboxFixture *, gconstpointer));

JsonObject *sandbox_send   (SandboxFixture *fixture,
                            const char     *method,
                            const char     *path,
                            const char     *body);
JsonObject *sandbox_get    (SandboxFixture *fixture,
                            const char     *format,
                            ...) G_GNUC_PRINTF (2, 3);
JsonObject *sandbox_post   (SandboxFixture *fixture,
                            const char     *path,
                            const char     *format,
                            ...) G_GNUC_PRINTF (3, 4);

/* POSTs, asserts success, and returns the id of what was made. */
char       *sandbox_make   (SandboxFixture *fixture,
                            const char     *path,
                            const char     *format,
                            ...) G_GNUC_PRINTF (3, 4);

/* A member by its path with dots; numbers count in arrays. */
gint64      sandbox_int    (JsonObject     *object,
                            const char     *path);
const char *sandbox_text   (JsonObject     *object,
                            const char     *path);
gboolean    sandbox_is_null (JsonObject    *object,
                             const char    *path);

/* Unix seconds of a moment as in 2026-11-18T12:00:00Z. */
gint64      sandbox_time   (const char     *text);

G_END_DECLS
