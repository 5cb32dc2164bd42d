/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "smrt-oidc-client.h"

G_BEGIN_DECLS

/* What the requests of this floor are made with. */

/** Returns: (transfer none): the session for @uri: no proxy stands before this machine */
SoupSession  *smrt_oidc_client_get_session       (SmrtOidcClient *self,
                                                  GUri           *uri);

/** Returns: (transfer none) (nullable): the client's secret */
SmrtSecret   *smrt_oidc_client_get_client_secret (SmrtOidcClient *self);

/** Returns: milliseconds for one request */
unsigned int  smrt_oidc_client_get_deadline_ms   (SmrtOidcClient *self);

G_END_DECLS
