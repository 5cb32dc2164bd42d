/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "account-fixture.h"
#include "real-keyring.h"
#include "sign-in-peer.h"
#include "smrt-sign-in.h"

G_BEGIN_DECLS

/* What is there as long as the program runs: the person's files, their keyring,
 * and a sign-in server. */
typedef struct
{
  char *home;
  RealKeyring *keyring;
  SignInPeer *peer;
} SignInServers;

/* Before anything else asks where the person's files are. */
void           sign_in_servers_start     (SignInServers       *servers,
                                          const char          *peer);
void           sign_in_servers_stop      (SignInServers       *servers);

/* A sandbox that is an account server in front of a real sign-in server, and
 * somebody who wants to sign in there. */
typedef struct
{
  AccountFixture account;       /* the session's, once there is one */
  const SignInServers *servers;
  SignInPeer *peer;
  SmrtKeyring *keyring;
  SmrtProfiles *profiles;
  SmrtProfile *profile;         /* what is signed in to */
  SmrtSignIn *sign_in;
  GCancellable *cancellable;
  GAsyncResult *result;         /* of the sign-in */
  char *database;               /* the sandbox's */
  guint16 port;                 /* that the program waits at */
} SignInFixture;

/* Adds a test, after which nothing secret may be anywhere. */
void           sign_in_fixture_add       (const char          *name,
                                          void               (*test) (SignInFixture *, gconstpointer),
                                          const SignInServers *servers);

/* Sets what the sign-in server does; at first, refresh tokens are used once,
 * and access tokens hold for an hour. */
void           sign_in_fixture_configure (SignInFixture       *fixture,
                                          gboolean             rotate,
                                          unsigned int         seconds);

/* Begins, and waits until it is the person's turn. */
void           sign_in_fixture_begin     (SignInFixture       *fixture,
                                          SmrtSignInMethod     method);

/* Plays the person. The query's code is a secret from then on. */
char          *sign_in_fixture_visit     (SignInFixture       *fixture,
                                          const SignInPerson  *person,
                                          unsigned int        *refused);

/* Waits for the end of it. */
gboolean       sign_in_fixture_finish    (SignInFixture       *fixture,
                                          GError             **error);

/* All three: @user is signed in then, and their tokens are secrets. */
void           sign_in_fixture_sign_in   (SignInFixture       *fixture,
                                          const char          *user);

/* The tokens that there are now; they are secrets from then on. */
const SmrtTokenSet *sign_in_fixture_get_tokens (SignInFixture *fixture);

/* A request with the session's tokens, a reading or a harmless change. */
gboolean       sign_in_fixture_read      (SignInFixture       *fixture,
                                          GError             **error);
gboolean       sign_in_fixture_write     (SignInFixture       *fixture,
                                          GError             **error);

/* Takes the sandbox away and puts another one in its place, which has the same
 * data and has heard of no token yet. */
void           sign_in_fixture_restart   (SignInFixture       *fixture);

/* Asks the issuer itself for a token: whether it still accepts @refresh_token. */
gboolean       sign_in_fixture_is_accepted (SignInFixture     *fixture,
                                          SmrtSecret          *refresh_token);

/* Whether somebody listens where the program waited. */
gboolean       sign_in_fixture_is_open   (SignInFixture       *fixture);

/* Nothing of the account is kept, in the list or the keyring. */
void           sign_in_fixture_assert_nothing_kept (SignInFixture *fixture);

G_END_DECLS
