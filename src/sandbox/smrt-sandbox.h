/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-secret.h"

G_BEGIN_DECLS

#define SMRT_TYPE_SANDBOX (smrt_sandbox_get_type ())

/**
 * SmrtSandbox:
 *
 * A server on 127.0.0.1 that speaks the part of Stripe's API that this program
 * uses, with a demo account in it. It works in a thread of its own; who starts
 * it gets its address and its keys, and talks to it as to any other server.
 */
G_DECLARE_FINAL_TYPE (SmrtSandbox, smrt_sandbox, SMRT, SANDBOX, GObject)

/**
 * smrt_sandbox_new:
 * @database_path: (nullable): the file that holds its state, which is made
 *   where there is none; %NULL keeps everything in memory
 * @port: the port, or 0 for any free one
 * @clock: unix seconds at which its clock stands, or 0 for the machine's clock;
 *   the demo account has a test clock of its own
 *
 * Returns: (transfer full): a sandbox that does not run yet
 */
SmrtSandbox *smrt_sandbox_new           (const char           *database_path,
                                         guint16               port,
                                         gint64                clock);

/**
 * smrt_sandbox_set_issuer:
 * @issuer: the address of an OpenID Connect issuer: https, or http to loopback
 * @client_id: (nullable): the client as which the sandbox asks the issuer about
 *   tokens; %NULL: it asks UserInfo alone, which tells nothing of what a token
 *   is for
 * @client_secret: (nullable): its secret; both or neither
 *
 * Makes the sandbox an account server: besides its own keys it accepts the
 * issuer's access tokens, each cut down to what its claims say. The issuer is
 * not asked before the first token comes. To be called before the start.
 */
void         smrt_sandbox_set_issuer    (SmrtSandbox          *self,
                                         const char           *issuer,
                                         const char           *client_id,
                                         SmrtSecret           *client_secret);

/**
 * smrt_sandbox_start:
 * @error: return location for a SmrtDatabaseError (the file is damaged, newer,
 *   another program's, …), or a GIOError (the port is taken); nothing on the
 *   disk was changed then
 *
 * Starts the server and waits until it listens. Needs no main loop. A sandbox
 * is started once.
 *
 * Returns: whether it runs
 */
gboolean     smrt_sandbox_start         (SmrtSandbox          *self,
                                         GError              **error);

/**
 * smrt_sandbox_start_async:
 * @cancellable: (nullable): cancels the waiting; the server is stopped by
 *   smrt_sandbox_stop() all the same
 *
 * Starts the server; @callback comes in the caller's main context when it
 * listens. May be called before there is a main loop.
 */
void         smrt_sandbox_start_async   (SmrtSandbox          *self,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);

/**
 * smrt_sandbox_start_finish:
 * @error: as for smrt_sandbox_start()
 *
 * Returns: whether it runs
 */
gboolean     smrt_sandbox_start_finish  (SmrtSandbox          *self,
                                         GAsyncResult         *result,
                                         GError              **error);

/**
 * smrt_sandbox_stop:
 *
 * Stops the server and waits for its thread. What it answered is on the disk.
 */
void         smrt_sandbox_stop          (SmrtSandbox          *self);

/**
 * smrt_sandbox_get_url:
 *
 * Returns: (transfer none) (nullable): where it listens
 *   (`http://127.0.0.1:40001`); %NULL before it was started
 */
const char  *smrt_sandbox_get_url       (SmrtSandbox          *self);

/**
 * smrt_sandbox_get_database_path:
 *
 * Returns: (transfer none) (nullable): the file that holds its state; %NULL
 *   where it is in memory
 */
const char  *smrt_sandbox_get_database_path (SmrtSandbox      *self);

/**
 * smrt_sandbox_get_customer:
 *
 * Returns: (transfer none) (nullable): the demo account's customer
 */
const char  *smrt_sandbox_get_customer  (SmrtSandbox          *self);

/**
 * smrt_sandbox_get_owner_key:
 *
 * Returns: (transfer none) (nullable): the key of the Account Owner
 */
const char  *smrt_sandbox_get_owner_key (SmrtSandbox          *self);

/**
 * smrt_sandbox_get_finance_key:
 *
 * Returns: (transfer none) (nullable): the key of a user with Finance & Billing
 */
const char  *smrt_sandbox_get_finance_key (SmrtSandbox        *self);

/**
 * smrt_sandbox_get_user_key:
 *
 * Returns: (transfer none) (nullable): the key of a user who may only look
 */
const char  *smrt_sandbox_get_user_key  (SmrtSandbox          *self);

G_END_DECLS
