/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-oidc-error.h"

G_BEGIN_DECLS

#define SMRT_TYPE_OIDC_REDIRECT (smrt_oidc_redirect_get_type ())

/**
 * SmrtOidcRedirect:
 *
 * The place on this computer that the browser is sent back to (RFC 8252, 7.3):
 * one address of 127.0.0.1, which takes one answer.
 *
 * An answer is a GET of exactly that address with the `state` of the sign-in.
 * Everything else is refused and ends nothing, since every page in the browser
 * and every program of this computer can reach the port: another path or host,
 * another method, a query that is too long or has no `state`, or another one.
 * So whoever does not know `state` can neither answer nor spoil a sign-in. After
 * the answer every request is refused.
 *
 * The browser waits for its page until it is known how the sign-in ended. The
 * port is closed by smrt_oidc_redirect_end(), smrt_oidc_redirect_close() and
 * with the object.
 *
 * Signals: `answered`: the answer is there; `ended`: after
 * smrt_oidc_redirect_end(), the browser has its page and the port is closed.
 */
G_DECLARE_FINAL_TYPE (SmrtOidcRedirect, smrt_oidc_redirect, SMRT, OIDC_REDIRECT, GObject)

/**
 * smrt_oidc_redirect_new:
 * @state: the `state` of the sign-in
 * @page_done: "TITLE\nTEXT" of the page after a sign-in
 * @page_failed: "TITLE\nTEXT" of the page where it did not succeed
 */
SmrtOidcRedirect *smrt_oidc_redirect_new         (const char        *state,
                                                  const char        *page_done,
                                                  const char        *page_failed);

/**
 * smrt_oidc_redirect_listen:
 * @ports: (nullable) (element-type guint16): the ports to try in their order;
 *   %NULL for any free one
 * @error: return location for %SMRT_OIDC_ERROR_PORT
 *
 * Begins to listen.
 */
gboolean          smrt_oidc_redirect_listen      (SmrtOidcRedirect  *self,
                                                  GArray            *ports,
                                                  GError           **error);

/**
 * smrt_oidc_redirect_get_uri:
 *
 * Returns: (nullable): the `redirect_uri`; %NULL before it listens
 */
const char       *smrt_oidc_redirect_get_uri     (SmrtOidcRedirect  *self);

/**
 * smrt_oidc_redirect_take_answer:
 * @error: return location for %SMRT_OIDC_ERROR_BAD_ANSWER: not the parameters of
 *   an answer, or one of them came twice (RFC 6749, 3.1)
 *
 * Returns: (transfer full) (nullable) (element-type utf8 utf8): the parameters
 *   of the answer, which are wiped with the table. For once, in `answered`.
 */
GHashTable       *smrt_oidc_redirect_take_answer (SmrtOidcRedirect  *self,
                                                  GError           **error);

/**
 * smrt_oidc_redirect_end:
 * @done: whether the sign-in succeeded
 *
 * Gives the browser its page, closes the port and emits `ended`.
 */
void              smrt_oidc_redirect_end         (SmrtOidcRedirect  *self,
                                                  gboolean           done);

/**
 * smrt_oidc_redirect_close:
 *
 * Closes the port at once, whatever the browser waits for.
 */
void              smrt_oidc_redirect_close       (SmrtOidcRedirect  *self);

G_END_DECLS
