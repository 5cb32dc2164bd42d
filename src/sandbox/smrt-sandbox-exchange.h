/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-sandbox-log.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * SmrtSandboxExchange:
 * @message: the message
 * @id: the request's id
 * @role: (nullable): whose key it came with
 * @idempotency_key: (nullable): its idempotency key
 *
 * One request from its arrival until its answer is sent. It goes with the
 * message and must not outlive log and keys.
 */
typedef struct
{
  SoupServerMessage *message;
  char *id;
  const char *role;
  char *idempotency_key;

  /*< private >*/
  SmrtSandboxLog *log;
  GHashTable *in_flight;
  char *original;
  guint64 log_number;
  int status;
  gboolean claimed;
  GSource *timer;
} SmrtSandboxExchange;

/**
 * smrt_sandbox_exchange_new:
 * @in_flight: the idempotency keys that are being answered
 *
 * Returns: (transfer none): the exchange, owned by the message
 */
SmrtSandboxExchange *smrt_sandbox_exchange_new    (SoupServerMessage   *message,
                                                   const char          *id,
                                                   SmrtSandboxLog      *log,
                                                   GHashTable          *in_flight);

/**
 * smrt_sandbox_exchange_log:
 *
 * Writes the request into the log.
 */
void                 smrt_sandbox_exchange_log    (SmrtSandboxExchange *self,
                                                   const char          *method,
                                                   const char          *path);

/**
 * smrt_sandbox_exchange_claim:
 *
 * Marks the idempotency key as being answered, until the answer is sent.
 */
void                 smrt_sandbox_exchange_claim  (SmrtSandboxExchange *self);

/**
 * smrt_sandbox_exchange_answer:
 * @may_wait: whether the delay that tests set holds it back
 */
void                 smrt_sandbox_exchange_answer (SmrtSandboxExchange *self,
                                                   int                  status,
                                                   const char          *body,
                                                   gboolean             may_wait);

/**
 * smrt_sandbox_exchange_replay:
 *
 * Sends an answer that was kept.
 */
void                 smrt_sandbox_exchange_replay (SmrtSandboxExchange     *self,
                                                   const SmrtSandboxAnswer *answer);

/**
 * smrt_sandbox_exchange_refuse:
 * @fault: a fault, or another error, which becomes a 500
 */
void                 smrt_sandbox_exchange_refuse (SmrtSandboxExchange *self,
                                                   const GError        *fault,
                                                   gboolean             may_wait);

G_END_DECLS
