/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "smrt-form.h"

G_BEGIN_DECLS

#define SMRT_TYPE_STRIPE_ARCHIVE (smrt_stripe_archive_get_type ())

/**
 * SmrtStripeArchive:
 *
 * Answers of a server by what was asked: a client with an archive puts into it
 * what it is answered, and a client that replays one is answered by it, without
 * any network, so that what was read once goes through the same code again.
 */
G_DECLARE_FINAL_TYPE (SmrtStripeArchive, smrt_stripe_archive, SMRT, STRIPE_ARCHIVE, GObject)

SmrtStripeArchive *smrt_stripe_archive_new      (void);

/**
 * smrt_stripe_archive_dup_key:
 * @path: the path of a request
 * @form: (nullable): its parameters
 *
 * Returns: (transfer full): what names a request
 */
char              *smrt_stripe_archive_dup_key  (const char        *path,
                                                 const SmrtForm    *form);

/**
 * smrt_stripe_archive_add:
 * @key: what names the request
 * @answer: the answer, an object node
 */
void               smrt_stripe_archive_add      (SmrtStripeArchive *self,
                                                 const char        *key,
                                                 JsonNode          *answer);

/**
 * smrt_stripe_archive_add_text:
 * @key: what names the request
 * @text: (transfer full): the answer as JSON; parsed when it is asked for
 */
void               smrt_stripe_archive_add_text (SmrtStripeArchive *self,
                                                 const char        *key,
                                                 char              *text);

/**
 * smrt_stripe_archive_find:
 * @error: return location for %SMRT_STRIPE_ERROR_BAD_ANSWER
 *
 * Returns: (transfer full) (nullable): the answer; %NULL without an error where
 *   there is none
 */
JsonNode          *smrt_stripe_archive_find     (SmrtStripeArchive *self,
                                                 const char        *key,
                                                 GError           **error);

/**
 * smrt_stripe_archive_get_keys:
 *
 * Returns: (transfer container) (element-type utf8): all keys, sorted
 */
GPtrArray         *smrt_stripe_archive_get_keys (SmrtStripeArchive *self);

/**
 * smrt_stripe_archive_dup_text:
 *
 * Returns: (transfer full) (nullable): the answer as JSON
 */
char              *smrt_stripe_archive_dup_text (SmrtStripeArchive *self,
                                                 const char        *key);

G_END_DECLS
