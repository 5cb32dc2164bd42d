/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Whose an object is, and who sees it. The store asks here, so that no endpoint
 * has to. */

/**
 * smrt_sandbox_owner_get:
 * @object: an object of the store
 *
 * Returns: (transfer none) (nullable): the customer that it belongs to; a
 *   customer is its own
 */
const char *smrt_sandbox_owner_get     (JsonObject         *object);

/**
 * smrt_sandbox_owner_is_seen:
 * @customers: (nullable) (array zero-terminated=1): who looks; %NULL: the
 *   merchant, who sees all
 *
 * Customers see what is theirs and the catalogue. What has no owner is hidden
 * from them, unless its kind is known to be for everybody.
 *
 * Returns: whether @object is there for them
 */
gboolean    smrt_sandbox_owner_is_seen (JsonObject         *object,
                                        const char * const *customers);

/**
 * smrt_sandbox_owner_narrow:
 * @customers: (nullable) (array zero-terminated=1): who looks
 *
 * Says in SQL what smrt_sandbox_owner_is_seen() says. A table of the same name
 * stands before the real one, so that no query can look past it.
 *
 * Returns: (transfer full): what a query of `objects` begins with; empty for
 *   the merchant
 */
char       *smrt_sandbox_owner_narrow  (const char * const *customers);

G_END_DECLS
