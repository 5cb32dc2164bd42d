/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "account-fixture.h"

G_BEGIN_DECLS

typedef enum
{
  FAULT_NONE,
  /* The request never arrives. */
  FAULT_LOSE_REQUEST,
  /* The server does what it is asked to, and nobody hears of it. */
  FAULT_LOSE_ANSWER,
  /* Somebody in front of the server refuses: 429, and nothing arrives. */
  FAULT_REFUSE,
  /* The server refuses the card: 402, and keeps no invoice. */
  FAULT_DECLINE,
} Fault;

typedef struct _FaultProxy FaultProxy;

/* A proxy on loopback in front of a server; a fault hits every POST to an
 * address that begins with /v1/subscriptions, or with another target. */
FaultProxy  *fault_proxy_new         (const char *server_url);

/* A proxy in front of the fixture's sandbox; the account is read through it. */
FaultProxy  *fault_proxy_new_for     (AccountFixture *fixture);
void         fault_proxy_free        (FaultProxy *self);
const char  *fault_proxy_get_url     (FaultProxy *self);
void         fault_proxy_set_fault   (FaultProxy *self,
                                      Fault       fault);
void         fault_proxy_set_target  (FaultProxy *self,
                                      const char *path);
unsigned int fault_proxy_get_n_hits  (FaultProxy *self);

/* From now on the answers to @method requests ("*": to all) whose address begins with @path
 * say @to wherever they said @from; NULL ends it. */
void         fault_proxy_set_lie     (FaultProxy *self,
                                      const char *method,
                                      const char *path,
                                      const char *from,
                                      const char *to);

/* The idempotency keys of all POSTs to a subscription, in order. */
GPtrArray   *fault_proxy_get_keys    (FaultProxy *self);

/* All requests in order, "GET /v1/prices?limit=100", as they were sent; may be
 * emptied. */
GPtrArray   *fault_proxy_get_requests (FaultProxy *self);

/* Makes the server's pages shorter than the hundred that are asked for. */
void         fault_proxy_set_page_size (FaultProxy   *self,
                                        unsigned int  page_size);

/* After so many requests more the connection breaks at every one; -1 ends it. */
void         fault_proxy_cut_after   (FaultProxy *self,
                                      int         n_requests);

/* Answers everything whose address begins with @path with an error; NULL ends
 * it. */
void         fault_proxy_refuse      (FaultProxy   *self,
                                      const char   *path,
                                      unsigned int  status);

G_END_DECLS
