/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "smrt-stripe-error.h"

G_BEGIN_DECLS

/**
 * SmrtStripePage:
 * @objects: (element-type JsonNode): its objects, in the server's order
 * @has_more: whether the list goes on
 *
 * One page of a list.
 */
typedef struct
{
  GPtrArray *objects;
  gboolean   has_more;
} SmrtStripePage;

/**
 * smrt_stripe_page_new:
 * @list: the server's answer, an object node
 * @path: what was asked for, for the error
 * @error: return location for %SMRT_STRIPE_ERROR_BAD_ANSWER
 *
 * Returns: (transfer full) (nullable): the page
 */
SmrtStripePage *smrt_stripe_page_new    (JsonNode              *list,
                                         const char            *path,
                                         GError               **error);
void            smrt_stripe_page_free   (SmrtStripePage        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmrtStripePage, smrt_stripe_page_free)

/**
 * smrt_stripe_page_get_id:
 * @position: a position in the page, or one beyond it
 *
 * Returns: (nullable): the id of that object; %NULL where it has none, or where
 *   there is no such object
 */
const char     *smrt_stripe_page_get_id (const SmrtStripePage  *self,
                                         unsigned int           position);

G_END_DECLS
