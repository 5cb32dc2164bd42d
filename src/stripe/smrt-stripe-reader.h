/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "smrt-stripe-error.h"

G_BEGIN_DECLS

/**
 * SmrtStripeReader:
 *
 * An object of an answer while its members are read. The first member that is
 * missing or of a wrong type sets the error of the whole reading, with its path
 * (`items.data[0].quantity: not an integer`); what is read after that is 0 or
 * %NULL and must not be used. It lives on the stack, and no longer than the
 * node and the reader that it came from.
 */
typedef struct _SmrtStripeReader SmrtStripeReader;

struct _SmrtStripeReader
{
  JsonObject *object;
  const SmrtStripeReader *parent;
  const char *member;
  int index;
  GError **error;
};

/**
 * smrt_stripe_reader_begin:
 * @self: (out): the reader
 * @node: the object
 * @error: (not nullable): the error of the whole reading
 *
 * Returns: whether @node is an object
 */
gboolean     smrt_stripe_reader_begin        (SmrtStripeReader       *self,
                                              JsonNode               *node,
                                              GError                **error);

/**
 * smrt_stripe_reader_fail:
 * @member: (nullable): the member it is about
 * @what: what is wrong with it
 *
 * Sets the error, unless there is one.
 */
void         smrt_stripe_reader_fail         (const SmrtStripeReader *self,
                                              const char             *member,
                                              const char             *what);

/**
 * smrt_stripe_reader_failed:
 *
 * Returns: whether anything was wrong so far
 */
gboolean     smrt_stripe_reader_failed       (const SmrtStripeReader *self);

/**
 * smrt_stripe_reader_has:
 *
 * Returns: whether the member is there and not null
 */
gboolean     smrt_stripe_reader_has          (const SmrtStripeReader *self,
                                              const char             *member);

/**
 * smrt_stripe_reader_enter:
 * @child: (out): the member, an object
 *
 * Returns: %FALSE where the member is missing, null or no object; only the last
 *   is an error
 */
gboolean     smrt_stripe_reader_enter        (const SmrtStripeReader *self,
                                              const char             *member,
                                              SmrtStripeReader       *child);

/**
 * smrt_stripe_reader_enter_expanded:
 * @child: (out): the member, an object
 *
 * As smrt_stripe_reader_enter(), for a member that may be the object or its id.
 *
 * Returns: %FALSE also where it is the id
 */
gboolean     smrt_stripe_reader_enter_expanded (const SmrtStripeReader *self,
                                                const char             *member,
                                                SmrtStripeReader       *child);

/**
 * smrt_stripe_reader_get_length:
 *
 * Returns: how many elements the member, an array, has; 0 where it is missing
 *   or null
 */
unsigned int smrt_stripe_reader_get_length   (const SmrtStripeReader *self,
                                              const char             *member);

/**
 * smrt_stripe_reader_enter_element:
 * @child: (out): the element, an object
 *
 * Returns: whether it is one
 */
gboolean     smrt_stripe_reader_enter_element (const SmrtStripeReader *self,
                                               const char             *member,
                                               unsigned int            index,
                                               SmrtStripeReader       *child);

/**
 * smrt_stripe_reader_get_element_string:
 *
 * Returns: the element, which must be a string
 */
const char  *smrt_stripe_reader_get_element_string (const SmrtStripeReader *self,
                                                    const char             *member,
                                                    unsigned int            index);

/**
 * smrt_stripe_reader_get_string:
 *
 * Returns: (nullable): the string; %NULL where it is missing or null
 */
const char  *smrt_stripe_reader_get_string   (const SmrtStripeReader *self,
                                              const char             *member);
const char  *smrt_stripe_reader_need_string  (const SmrtStripeReader *self,
                                              const char             *member);

/**
 * smrt_stripe_reader_get_id:
 *
 * Returns: (nullable): the id of a member that is an id or an expanded object
 */
const char  *smrt_stripe_reader_get_id       (const SmrtStripeReader *self,
                                              const char             *member);

/**
 * smrt_stripe_reader_need_currency:
 *
 * Returns: an ISO code
 */
const char  *smrt_stripe_reader_need_currency (const SmrtStripeReader *self,
                                               const char             *member);

/**
 * smrt_stripe_reader_get_int:
 * @fallback: what it is where it is missing or null
 */
gint64       smrt_stripe_reader_get_int      (const SmrtStripeReader *self,
                                              const char             *member,
                                              gint64                  fallback);
gint64       smrt_stripe_reader_need_int     (const SmrtStripeReader *self,
                                              const char             *member);
gboolean     smrt_stripe_reader_get_boolean  (const SmrtStripeReader *self,
                                              const char             *member,
                                              gboolean                fallback);

/**
 * SmrtStripeWord:
 *
 * A value of an enumeration as the API writes it.
 */
typedef struct
{
  const char *word;
  int value;
} SmrtStripeWord;

/**
 * smrt_stripe_reader_get_word:
 * @words: (array length=n_words): the known values
 * @fallback: what a missing or unknown one becomes
 */
int          smrt_stripe_reader_get_word     (const SmrtStripeReader *self,
                                              const char             *member,
                                              const SmrtStripeWord   *words,
                                              unsigned int            n_words,
                                              int                     fallback);

G_END_DECLS
