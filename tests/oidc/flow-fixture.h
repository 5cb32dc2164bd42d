/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "browser-fixture.h"
#include "issuer-fixture.h"
#include "smrt-oidc-authorization.h"

G_BEGIN_DECLS

/* What is in no log, whatever happens: flow_tear_down() looks. */
#define FLOW_CODE "code-that-nobody-sees"
#define FLOW_ACCESS "access-that-nobody-sees"
#define FLOW_REFRESH "refresh-that-nobody-sees"

/* One sign-in, as the browser and the person see it. */
typedef struct
{
  SmrtOidcAuthorization *authorization;
  GCancellable *cancellable;
  GAsyncResult *result;
  unsigned int port;
  char *address;
  char *redirect_uri;
  char *state;
  char *nonce;
} SignIn;

/* An issuer, and a sign-in there that is freed with it. */
typedef struct
{
  IssuerFixture issuer;
  SmrtOidcProvider *provider;
  SignIn *sign_in;
} Flow;

/* Instead of g_test_run(): listens to what is logged. */
int             flow_run_tests          (void);

void            flow_set_up             (Flow           *flow,
                                         gconstpointer   data);
void            flow_tear_down          (Flow           *flow,
                                         gconstpointer   data);

/* The issuer's metadata say something else. */
void            flow_discover_again     (Flow           *flow,
                                         const char     *member,
                                         const char     *json);
SignIn         *flow_create_sign_in     (Flow           *flow,
                                         const char     *scope,
                                         const guint16  *ports,
                                         gsize           n_ports);
void            sign_in_run             (SignIn         *sign_in);

/* Creates one and runs it. */
SignIn         *flow_start              (Flow           *flow);

/* Nothing of it is left: no object and no port. */
void            sign_in_free            (SignIn         *sign_in);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignIn, sign_in_free)

/* What the issuer gives for the code, with an ID token for this sign-in. */
void            flow_set_tokens         (Flow           *flow,
                                         SignIn         *sign_in,
                                         const char     *overrides);

/* The browser comes back: with `state` and what the test says, or with a code
 * of this issuer. */
Visit          *sign_in_come_back       (SignIn         *sign_in,
                                         const char     *format,
                                         ...) G_GNUC_PRINTF (2, 3);
Visit          *flow_come_back          (Flow           *flow,
                                         SignIn         *sign_in);

/* Waits for the end. However it ends, the port is closed. */
SmrtOidcTokens *sign_in_finish          (SignIn         *sign_in,
                                         GError        **error);
void            sign_in_assert_succeeds (SignIn         *sign_in,
                                         Visit          *visit);

/* Refused: nothing is returned, and the browser's page says so. */
void            sign_in_assert_fails    (SignIn         *sign_in,
                                         Visit          *visit,
                                         GQuark          domain,
                                         int             code);

G_END_DECLS
