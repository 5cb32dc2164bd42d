/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-sandbox-log.h"
#include "smrt-sandbox-principal.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * SmrtSandboxExchange:
 * @message: the message
 * @id: the request's id
 * @principal: (nullable): who asks, where that is known
 * @cancellable: is cancelled when the exchange is over before its time
 * @idempotency_key: (nullable): its idempotency key
 *
 * One request from its arrival until its answer is sent. It goes with the
 * message and must not outlive log and keys.
 */
typedef struct
{
  SoupServerMessage *message;
  char *id;
  SmrtSandboxPrincipal *principal;
  GCancellable *cancellable;
  char *idempotency_key;

  /*< private >*/
  SmrtSandboxLog *log;
  GHashTable *in_flight;
  char *claimed;
  char *original;
  guint64 log_number;
  int status;
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
 * smrt_sandbox_exchange_dup_key:
 *
 * Returns: (transfer full) (nullable): the idempotency key as it is kept: two
 *   principals may use the same one
 */
char                *smrt_sandbox_exchange_dup_key (SmrtSandboxExchange *self);

/**
 * smrt_sandbox_exchange_is_claimed:
 * @key: what smrt_sandbox_exchange_dup_key() gave
 *
 * Returns: whether another request with the key is being answered
 */
gboolean             smrt_sandbox_exchange_is_claimed (SmrtSandboxExchange *self,
                                                       const char          *key);

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

/**
 * smrt_sandbox_exchange_challenge:
 * @challenge: what a token has to be like (RFC 6750, 3)
 *
 * To be called before the refusal.
 */
void                 smrt_sandbox_exchange_challenge (SmrtSandboxExchange   *self,
                                                      const char            *challenge);

G_END_DECLS
