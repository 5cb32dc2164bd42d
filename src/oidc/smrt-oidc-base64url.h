/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * smrt_oidc_base64url_encode:
 * @data: (array length=size): bytes
 * @size: how many
 *
 * Returns: (transfer full): their base64url without padding (RFC 7515, 2)
 */
char   *smrt_oidc_base64url_encode (const guint8 *data,
                                    gsize         size);

/**
 * smrt_oidc_base64url_decode:
 * @text: base64url without padding
 *
 * Returns: (transfer full) (nullable): the bytes; %NULL where @text has a
 *   foreign character, padding, or is not how its bytes are encoded
 */
GBytes *smrt_oidc_base64url_decode (const char   *text);

G_END_DECLS
