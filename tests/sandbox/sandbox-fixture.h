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
  char *challenge;      /* its WWW-Authenticate */
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

/* From now on another key or token is sent. */
void        sandbox_use    (SandboxFixture *fixture,
                            const char     *key);

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

/* A customer on a clock of their own with a card, and a product. */
typedef struct
{
  char *clock;
  char *customer;
  char *product;
} SandboxCustomer;

void sandbox_customer_clear (SandboxCustomer *account);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SandboxCustomer, sandbox_customer_clear)

void sandbox_customer_make (SandboxFixture *fixture,
                           SandboxCustomer *account,
                           const char     *start);
void sandbox_customer_advance (SandboxFixture *fixture,
                              SandboxCustomer *account,
                              const char     *time);
char *sandbox_customer_price (SandboxFixture *fixture,
                             SandboxCustomer *account,
                             const char     *currency,
                             int             amount,
                             const char     *interval);

/* The customer's newest invoice. */
JsonObject *sandbox_customer_latest (SandboxFixture *fixture,
                                    SandboxCustomer *account);

/* POSTs and asserts that it is refused because of a parameter. */
void sandbox_assert_refused (SandboxFixture *fixture,
                             const char     *path,
                             const char     *body,
                             const char     *param);

/* Asserts that two invoices are the same line by line, with what is taken off and
 * added to each, and in total. */
void sandbox_assert_same_lines (JsonObject *a,
                                JsonObject *b);

/* How many elements the array at a path has. */
unsigned int sandbox_length (JsonObject *object,
                             const char *path);

G_END_DECLS
