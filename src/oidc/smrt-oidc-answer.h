/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#include "smrt-oidc-error.h"

G_BEGIN_DECLS

/** Bytes that an answer may have. */
#define SMRT_OIDC_MAX_ANSWER (256 * 1024)

/**
 * smrt_oidc_answer_parse:
 * @message: a request whose answer is there
 * @body: the whole body
 * @error: return location for a %SMRT_OIDC_ERROR
 *
 * Reads an answer. What is not 2xx is an error, and so is OAuth's error object
 * that answers a POST by 2xx.
 *
 * Returns: (transfer full) (nullable): the object; an empty one for an empty
 *   body
 */
JsonObject *smrt_oidc_answer_parse    (SoupMessage  *message,
                                       GBytes       *body,
                                       GError      **error);

/**
 * smrt_oidc_answer_new_error:
 * @status: the status that came with it; 0 where it came by another way
 * @code: (nullable): OAuth's `error`
 * @description: (nullable): its `error_description`
 * @host: who says it
 *
 * Returns: (transfer full): the error, with its details
 */
GError     *smrt_oidc_answer_new_error (unsigned int  status,
                                        const char   *code,
                                        const char   *description,
                                        const char   *host);

G_END_DECLS
