/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "smrt-stripe-client.h"

G_BEGIN_DECLS

#define WIRE_KEY "sk_test_never_to_be_seen"

/* A server on loopback that answers what it was told to, in that order, and
 * keeps what it was asked. */
typedef struct
{
  SoupServer *server;
  char *url;
  GPtrArray *requests;
  GQueue answers;
  GPtrArray *held;
  SmrtSecret *key;
  SmrtClock *clock;
  SmrtStripeClient *client;
} Wire;

typedef struct
{
  char *method;
  char *path;
  char *query;
  char *body;
  GHashTable *headers;
} WireRequest;

typedef enum
{
  WIRE_ANSWERS,
  WIRE_RESETS,
  WIRE_RESETS_AND_CLOSES,
  WIRE_HOLDS,
} WireBehaviour;

typedef struct
{
  WireBehaviour behaviour;
  char *path;
  unsigned int status;
  char *content_type;
  GBytes *body;
  GHashTable *headers;
  gint64 clock_advance;
} WireAnswer;

void         wire_set_up         (Wire            *wire,
                                  gconstpointer    data);
void         wire_tear_down      (Wire            *wire,
                                  gconstpointer    data);

/* Replaces the client by one with other limits. */
void         wire_set_limits     (Wire            *wire,
                                  unsigned int     deadline_ms,
                                  unsigned int     retry_base_ms,
                                  unsigned int     max_retries);

/* The same, with something else to show to the server. */
void         wire_set_bearer     (Wire             *wire,
                                  SmrtStripeBearer *bearer,
                                  unsigned int      deadline_ms,
                                  unsigned int      retry_base_ms,
                                  unsigned int      max_retries);

/* The next answer; single quotes in @json stand for double ones. */
WireAnswer  *wire_answer         (Wire            *wire,
                                  unsigned int     status,
                                  const char      *json);

/* An answer for requests with @path alone, for those that go out together. */
WireAnswer  *wire_answer_for     (Wire            *wire,
                                  const char      *path,
                                  unsigned int     status,
                                  const char      *json);
WireAnswer  *wire_behave         (Wire            *wire,
                                  WireBehaviour    behaviour);
void         wire_add_header     (WireAnswer      *answer,
                                  const char      *name,
                                  const char      *value);

/* Waits until so many requests are held, and answers all of them with {}. */
void         wire_await_held     (Wire            *wire,
                                  unsigned int     count);
void         wire_release        (Wire            *wire);

WireRequest *wire_get_request    (Wire            *wire,
                                  unsigned int     index);

/* The only request with @path. */
WireRequest *wire_find_request   (Wire            *wire,
                                  const char      *path);
const char  *wire_request_header (WireRequest     *request,
                                  const char      *name);

/* A callback for any operation, and the wait for it. */
void          wire_result_cb     (GObject         *source,
                                  GAsyncResult    *result,
                                  gpointer         user_data);
GAsyncResult *wire_await         (GAsyncResult   **result);

JsonNode    *wire_get            (Wire            *wire,
                                  const char      *path,
                                  GError         **error);
JsonNode    *wire_post           (Wire            *wire,
                                  const char      *path,
                                  GError         **error);

G_END_DECLS
