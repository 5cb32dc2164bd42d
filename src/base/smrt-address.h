/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * smrt_address_is_loopback:
 * @uri: an address
 *
 * Returns: whether its host is this machine
 */
gboolean smrt_address_is_loopback (GUri       *uri);

/**
 * smrt_address_is_safe:
 * @address: (nullable): what a server says is the address of something
 *
 * Returns: whether it may be opened: https, or http to loopback
 */
gboolean smrt_address_is_safe     (const char *address);

/**
 * smrt_address_leads_on:
 * @from: a server's address
 * @to: (nullable): an address that it names
 *
 * Returns: whether that may be gone to: it is safe, and on this machine only
 *   where @from is, so that no server out there sends anything to a program
 *   of this machine
 */
gboolean smrt_address_leads_on    (const char *from,
                                   const char *to);

/**
 * smrt_address_is_server:
 * @address: (nullable): what a person says is the address of a server
 *
 * Returns: whether a key or token may be sent there: it is safe and has no
 *   user, query or fragment
 */
gboolean smrt_address_is_server   (const char *address);

G_END_DECLS
