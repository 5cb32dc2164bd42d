/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Where a server of the tests lets clients listen that want fixed ports. */
#define SIGN_IN_PEER_N_PORTS 2

/**
 * SignInPeer:
 *
 * A real sign-in server in a process of its own, which ends with this one; see
 * sign-in-server.js.
 */
typedef struct _SignInPeer SignInPeer;

/**
 * sign_in_peer_start:
 * @name: `oidc-provider` or `glewlwyd`
 *
 * Starts a server and waits until it listens.
 */
SignInPeer   *sign_in_peer_start           (const char   *name);
void          sign_in_peer_stop            (SignInPeer   *self);
const char   *sign_in_peer_get_name        (SignInPeer   *self);
const char   *sign_in_peer_get_issuer      (SignInPeer   *self);
const char   *sign_in_peer_get_client_id   (SignInPeer   *self);
const char   *sign_in_peer_get_client_secret (SignInPeer *self);
const char   *sign_in_peer_get_password    (SignInPeer   *self,
                                            const char   *user);

/** The ports, as a profile has them. */
const char   *sign_in_peer_get_ports       (SignInPeer   *self);

/**
 * sign_in_peer_configure:
 * @customer: whose the people are from now on
 * @resource: the account server
 * @rotate: whether refresh tokens are used once
 * @seconds: how long an access token holds
 *
 * It forgets what the people allowed as well.
 */
void          sign_in_peer_configure       (SignInPeer   *self,
                                            const char   *customer,
                                            const char   *resource,
                                            gboolean      rotate,
                                            unsigned int  seconds);

/** Makes worthless all access tokens that were given so far. */
void          sign_in_peer_expire          (SignInPeer   *self);

/** Returns: how many tokens it was asked for with a refresh token */
unsigned int  sign_in_peer_count_refreshes (SignInPeer   *self);

/* A person at a browser. */
typedef struct
{
  const char *user;
  const char *wrong_password;   /* nullable: what they type first */
  gboolean gives_up;            /* after the wrong password */
  gboolean refuses;             /* what the program asks for */
  gboolean uses_chromium;       /* where a simple browser would do */
  const char *code;             /* nullable: what a device shows */
} SignInPerson;

/**
 * sign_in_peer_visit:
 * @address: what the program wants to have opened
 * @refused: (out) (optional): how many passwords were
 * @query: (out) (optional): what the browser brought to the program, nullable
 *
 * Plays the person until they are through, or stuck. The main context runs
 * meanwhile.
 *
 * Returns: (transfer full): the title and the text of the page that is shown
 *   then, "TITLE\nTEXT"
 */
char         *sign_in_peer_visit           (SignInPeer          *self,
                                            const SignInPerson  *person,
                                            const char          *address,
                                            unsigned int        *refused,
                                            char               **query);

G_END_DECLS
