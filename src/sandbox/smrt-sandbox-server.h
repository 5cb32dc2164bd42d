/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-secret.h"

G_BEGIN_DECLS

/**
 * SmrtSandboxServer:
 *
 * The server itself. It belongs to the thread that makes it and works in that
 * thread's main context.
 */
typedef struct _SmrtSandboxServer SmrtSandboxServer;

/**
 * smrt_sandbox_server_new:
 * @path: (nullable): the database; %NULL keeps everything in memory
 * @port: the port on 127.0.0.1, 0 for any free one
 * @clock: unix seconds at which the server's clock stands; 0: the machine's
 * @error: return location for a GIOError or SmrtDatabaseError
 *
 * Listens first and opens the database then, so that a port that is taken
 * leaves no file behind. An empty database becomes the demo account.
 *
 * Returns: (transfer full) (nullable): the server
 */
SmrtSandboxServer *smrt_sandbox_server_new      (const char         *path,
                                                 guint16             port,
                                                 gint64              clock,
                                                 GError            **error);
void               smrt_sandbox_server_free     (SmrtSandboxServer  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmrtSandboxServer, smrt_sandbox_server_free)

const char        *smrt_sandbox_server_get_url      (SmrtSandboxServer *self);
const char        *smrt_sandbox_server_get_customer (SmrtSandboxServer *self);

/**
 * smrt_sandbox_server_get_key:
 * @role: `owner`, `finance` or `user`
 *
 * Returns: the key of that role
 */
const char        *smrt_sandbox_server_get_key      (SmrtSandboxServer *self,
                                                     const char        *role);

/**
 * smrt_sandbox_server_set_issuer:
 * @issuer: the address of an OpenID Connect issuer
 * @client_id: (nullable): who this server is to the issuer
 * @client_secret: (nullable): its secret
 *
 * From now on the issuer's access tokens are accepted besides the keys.
 */
void               smrt_sandbox_server_set_issuer   (SmrtSandboxServer *self,
                                                     const char        *issuer,
                                                     const char        *client_id,
                                                     SmrtSecret        *client_secret);

G_END_DECLS
