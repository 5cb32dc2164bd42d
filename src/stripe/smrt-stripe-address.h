/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * smrt_stripe_address_is_loopback:
 * @uri: an address
 *
 * Returns: whether its host is this machine
 */
gboolean smrt_stripe_address_is_loopback (GUri       *uri);

/**
 * smrt_stripe_address_is_safe:
 * @address: (nullable): what a server says is the address of something
 *
 * Returns: whether it may be opened: https, or http to loopback
 */
gboolean smrt_stripe_address_is_safe     (const char *address);

G_END_DECLS
