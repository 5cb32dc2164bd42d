/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "issuer-key.h"
#include "smrt-oidc-client.h"

G_BEGIN_DECLS

/* 2026-11-18 12:00 UTC, where the fixture's clock stands. */
#define ISSUER_NOW 1795003200
#define ISSUER_SUBJECT "user-1"
#define ISSUER_BEARER "at-never-to-be-seen"
#define ISSUER_CODE "code-never-to-be-seen"

#define ISSUER_RESOURCE_PATH "/.well-known/oauth-protected-resource"
#define ISSUER_METADATA_PATH "/.well-known/openid-configuration"
#define ISSUER_OAUTH_PATH "/.well-known/oauth-authorization-server"
#define ISSUER_AUTHORIZATION_PATH "/authorize"
#define ISSUER_TOKEN_PATH "/token"
#define ISSUER_KEYS_PATH "/jwks"
#define ISSUER_USERINFO_PATH "/userinfo"
#define ISSUER_REVOCATION_PATH "/revoke"
#define ISSUER_DEVICE_PATH "/device"
#define ISSUER_INTROSPECTION_PATH "/introspect"

typedef enum
{
  ISSUER_ANSWERS,
  /* Closes the connection. */
  ISSUER_RESETS,
  /* Says nothing. */
  ISSUER_HOLDS,
  /* Sends the status and the first byte, and no more. */
  ISSUER_STALLS,
} IssuerBehaviour;

/* What was asked. */
typedef struct
{
  char *method;
  char *path;
  char *query;
  char *body;
  GHashTable *headers;
  /* What a form held, decoded: name → value. */
  GHashTable *form;
} IssuerRequest;

/* An issuer and an account server in one, on loopback, that does as it is told.
 * Its documents are right until a test makes them wrong; a path that nobody
 * spoke of is answered 404. Single quotes in JSON stand for double ones, and
 * %s for the issuer's own address. */
typedef struct
{
  SoupServer *server;
  char *url;
  GPtrArray *requests;
  GHashTable *answers;
  GPtrArray *held;
  IssuerKey *key;
  SmrtClock *clock;
  SmrtOidcClient *client;
} IssuerFixture;

void              issuer_fixture_set_up        (IssuerFixture    *fixture,
                                                gconstpointer     data);
void              issuer_fixture_tear_down     (IssuerFixture    *fixture,
                                                gconstpointer     data);

/* Replaces the client by one with another deadline, or with a secret. */
void              issuer_fixture_set_client    (IssuerFixture    *fixture,
                                                unsigned int      deadline_ms,
                                                const char       *client_secret);

/* What a path answers from now on. @content_type may be NULL, @length -1. */
void              issuer_fixture_set_answer    (IssuerFixture    *fixture,
                                                const char       *path,
                                                unsigned int      status,
                                                const char       *content_type,
                                                const char       *body,
                                                gssize            length);
void              issuer_fixture_set_json      (IssuerFixture    *fixture,
                                                const char       *path,
                                                unsigned int      status,
                                                const char       *json);

/* What a path answers once, before what it answers otherwise; several are
 * given in their order. */
void              issuer_fixture_queue_json    (IssuerFixture    *fixture,
                                                const char       *path,
                                                unsigned int      status,
                                                const char       *json);

/* Changes all that a path answers that was set. */
void              issuer_fixture_set_header    (IssuerFixture    *fixture,
                                                const char       *path,
                                                const char       *name,
                                                const char       *value);
void              issuer_fixture_set_behaviour (IssuerFixture    *fixture,
                                                const char       *path,
                                                IssuerBehaviour   behaviour);

/* Changes one member of the issuer's metadata; @json is its value, NULL takes it
 * away. */
void              issuer_fixture_set_metadata  (IssuerFixture    *fixture,
                                                const char       *member,
                                                const char       *json);

/* Publishes these keys, up to NULL, instead of the fixture's own. */
void              issuer_fixture_set_keys      (IssuerFixture    *fixture,
                                                IssuerKey        *first,
                                                ...) G_GNUC_NULL_TERMINATED;

/* The payload of an ID token that holds. @overrides (nullable) is an object;
 * its members replace those of the token, and null takes one away. */
char             *issuer_fixture_make_claims   (IssuerFixture    *fixture,
                                                const char       *nonce,
                                                const char       *overrides);

/* The same, signed with the fixture's key. */
char             *issuer_fixture_make_id_token (IssuerFixture    *fixture,
                                                const char       *nonce,
                                                const char       *overrides);

/* Lets the token endpoint give these tokens; each may be NULL. */
void              issuer_fixture_set_tokens    (IssuerFixture    *fixture,
                                                const char       *access_token,
                                                const char       *refresh_token,
                                                const char       *id_token);

/* Discovers the fixture as account server; it has to succeed. */
SmrtOidcProvider *issuer_fixture_discover      (IssuerFixture    *fixture);

/* One request with a token, and one with a code. */
JsonObject       *issuer_fixture_get           (IssuerFixture    *fixture,
                                                const char       *address,
                                                unsigned int     *status,
                                                GError          **error);
JsonObject       *issuer_fixture_post          (IssuerFixture    *fixture,
                                                const char       *address,
                                                unsigned int     *status,
                                                GError          **error);

unsigned int      issuer_fixture_count         (IssuerFixture    *fixture,
                                                const char       *path);

/* The last request for @path; there has to be one. */
IssuerRequest    *issuer_fixture_find          (IssuerFixture    *fixture,
                                                const char       *path);
const char       *issuer_request_header        (IssuerRequest    *request,
                                                const char       *name);

/* Waits until a path was asked so often. */
void              issuer_fixture_await         (IssuerFixture    *fixture,
                                                const char       *path,
                                                unsigned int      count);

/* Gives what was held the answers that it would have got. */
void              issuer_fixture_release       (IssuerFixture    *fixture);

/* A callback for any operation, and the wait for it. */
void              issuer_result_cb             (GObject          *source,
                                                GAsyncResult     *result,
                                                gpointer          user_data);
GAsyncResult     *issuer_await                 (GAsyncResult    **result);

G_END_DECLS
