/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fake-issuer.h"
#include "sandbox-fixture.h"

G_BEGIN_DECLS

/* A sandbox that is an account server, and its issuer. */
typedef struct
{
  SandboxFixture client;   /* first, so that the sandbox's helpers take it */
  FakeIssuer *issuer;
} AccountServerFixture;

/* Adds a test of this fixture; the sandbox introspects tokens. */
void  account_server_fixture_add     (const char           *path,
                                      void                (*test) (AccountServerFixture *, gconstpointer));

/* Likewise, where the sandbox has no client at the issuer. */
void  account_server_fixture_add_bare (const char          *path,
                                       void               (*test) (AccountServerFixture *, gconstpointer));

/* The issuer knows a token from now on, for a person @sub of the role, who has
 * the customers (JSON with single quotes). All claims are told at once. */
void  account_server_give            (AccountServerFixture *fixture,
                                      const char           *token,
                                      const char           *sub,
                                      const char           *role,
                                      const char           *scope,
                                      const char           *customers);

/* The demo account's customer, as JSON with single quotes. */
char *account_server_quote_customer  (AccountServerFixture *fixture);

G_END_DECLS
