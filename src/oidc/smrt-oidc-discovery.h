/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-oidc-client.h"

G_BEGIN_DECLS

/* Finding out who signs people in; the steps behind
 * smrt_oidc_client_discover_async(), which says what they do. */

void              smrt_oidc_discovery_run_async        (SmrtOidcClient       *client,
                                                        const char           *server_url,
                                                        GCancellable         *cancellable,
                                                        GAsyncReadyCallback   callback,
                                                        gpointer              user_data);
void              smrt_oidc_discovery_run_issuer_async (SmrtOidcClient       *client,
                                                        const char           *issuer,
                                                        GCancellable         *cancellable,
                                                        GAsyncReadyCallback   callback,
                                                        gpointer              user_data);

/** Returns: (transfer full) (nullable): the issuer */
SmrtOidcProvider *smrt_oidc_discovery_run_finish       (SmrtOidcClient       *client,
                                                        GAsyncResult         *result,
                                                        GError              **error);

G_END_DECLS
