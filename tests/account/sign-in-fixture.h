/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "browser-fixture.h"
#include "issuer-fixture.h"
#include "smrt-profiles.h"
#include "smrt-sign-in.h"
#include "smrt-stored-session.h"

G_BEGIN_DECLS

#define SIGN_IN_ACCESS "access-never-to-be-seen"
#define SIGN_IN_REFRESH "refresh-never-to-be-seen"
#define SIGN_IN_OWNER "'smrtphone_role': 'owner', 'smrtphone_account': 'Northwind Realty'," \
                      " 'name': 'Ada Byron', 'stripe_customer': 'cus_1'"

/* An issuer that is an account server, too, and a place for what is kept. */
typedef struct
{
  IssuerFixture issuer;
  char *folder;
  SmrtProfiles *profiles;
  SmrtKeyring *keyring;
  unsigned int n_secrets;
  GString *states;
  const char *scope;      /* nullable: what the issuer says that it granted */
} SignInFixture;

/* How many secrets libsecret's file has; whose they are only the password
 * tells. */
unsigned int  sign_in_fixture_count_secrets          (void);
void          sign_in_fixture_set_up                 (SignInFixture *fixture,
                                                      gconstpointer  data);
void          sign_in_fixture_tear_down              (SignInFixture *fixture,
                                                      gconstpointer  data);
unsigned int  sign_in_fixture_count_profiles         (SignInFixture *fixture);
SmrtSecret   *sign_in_fixture_look_up                (SignInFixture *fixture,
                                                      const char    *account);

/* That neither the list nor the keyring knows anything, once it has done all
 * that it was asked for. */
void          sign_in_fixture_assert_nothing_stored  (SignInFixture *fixture,
                                                      SmrtSignIn    *sign_in);
SmrtSignIn   *sign_in_fixture_create                 (SignInFixture    *fixture,
                                                      SmrtSignInMethod  method);
gboolean      sign_in_fixture_is_waiting             (gpointer sign_in);

/* Lets the issuer give tokens for a sign-in that waits. */
void          sign_in_fixture_give_tokens            (SignInFixture *fixture,
                                                      const char    *address,
                                                      const char    *claims);

/* Where the issuer sends the browser. */
char         *sign_in_fixture_create_answer          (SignInFixture *fixture,
                                                      const char    *address,
                                                      const char    *parameters);

/* Plays the whole sign-in; the person's answer is @parameters. */
gboolean      sign_in_fixture_play                   (SignInFixture  *fixture,
                                                      SmrtSignIn     *sign_in,
                                                      const char     *claims,
                                                      const char     *parameters,
                                                      GError        **error);
SmrtSession  *sign_in_fixture_sign_in                (SignInFixture *fixture,
                                                      const char    *claims);
void          sign_in_fixture_assert_holds_no_secret (SignInFixture *fixture);
SmrtSession  *sign_in_fixture_open_stored            (SignInFixture  *fixture,
                                                      SmrtProfile    *profile,
                                                      GError        **error);

/* An address that was written into the file does not get the secret. */
SmrtProfile  *sign_in_fixture_tamper_with            (SmrtProfile *profile,
                                                      const char  *server_url);
void          sign_in_fixture_assert_stays_closed    (SignInFixture *fixture,
                                                      SmrtProfile   *profile);

/* Runs the tests with a keyring of their own; those in a subprocess have none,
 * and no bus. */
int           sign_in_fixture_run_tests              (void);

G_END_DECLS
