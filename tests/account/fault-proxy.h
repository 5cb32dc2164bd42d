/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  FAULT_NONE,
  /* The request never arrives. */
  FAULT_LOSE_REQUEST,
  /* The server does what it is asked to, and nobody hears of it. */
  FAULT_LOSE_ANSWER,
} Fault;

typedef struct _FaultProxy FaultProxy;

/* A proxy on loopback in front of a server; a fault hits every POST to an
 * address that begins with /v1/subscriptions. */
FaultProxy  *fault_proxy_new         (const char *server_url);
void         fault_proxy_free        (FaultProxy *self);
const char  *fault_proxy_get_url     (FaultProxy *self);
void         fault_proxy_set_fault   (FaultProxy *self,
                                      Fault       fault);
unsigned int fault_proxy_get_n_hits  (FaultProxy *self);

/* The idempotency keys of all POSTs to a subscription, in order. */
GPtrArray   *fault_proxy_get_keys    (FaultProxy *self);

G_END_DECLS
