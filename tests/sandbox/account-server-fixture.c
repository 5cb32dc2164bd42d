/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "account-server-fixture.h"

static void
set_up (AccountServerFixture *fixture,
        gconstpointer         bare)
{
  g_autoptr (SmrtSecret) secret = smrt_secret_new (FAKE_ISSUER_CLIENT_SECRET);
  g_autoptr (GError) error = NULL;

  fixture->issuer = fake_issuer_new ();
  fixture->client.sandbox = smrt_sandbox_new (NULL, 0, 0);
  smrt_sandbox_set_issuer (fixture->client.sandbox, fake_issuer_get_url (fixture->issuer),
                           bare == NULL ? FAKE_ISSUER_CLIENT_ID : NULL, bare == NULL ? secret : NULL);
  smrt_sandbox_start (fixture->client.sandbox, &error);
  g_assert_no_error (error);
  sandbox_fixture_connect (&fixture->client, smrt_sandbox_get_url (fixture->client.sandbox),
                           smrt_sandbox_get_owner_key (fixture->client.sandbox));
}

static void
tear_down (AccountServerFixture *fixture,
           gconstpointer         bare)
{
  sandbox_fixture_tear_down (&fixture->client, NULL);
  g_clear_pointer (&fixture->issuer, fake_issuer_free);
}

void
account_server_fixture_add (const char *path,
                            void (*test) (AccountServerFixture *, gconstpointer))
{
  g_test_add (path, AccountServerFixture, NULL, set_up, test, tear_down);
}

void
account_server_fixture_add_bare (const char *path,
                                 void (*test) (AccountServerFixture *, gconstpointer))
{
  g_test_add (path, AccountServerFixture, "bare", set_up, test, tear_down);
}

void
account_server_give (AccountServerFixture *fixture,
                     const char           *token,
                     const char           *sub,
                     const char           *role,
                     const char           *scope,
                     const char           *customers)
{
  g_autofree char *claims = g_strdup_printf ("'sub':'%s','smrtphone_role':'%s','stripe_customer':%s,"
                                             "'smrtphone_account':'Northwind','name':'Olivia','email':'o@n.example'",
                                             sub, role, customers);
  g_autofree char *introspection = g_strdup_printf ("{'active':true,'scope':'%s','aud':'%s',%s}", scope,
                                                    fixture->client.url, claims);
  g_autofree char *userinfo = g_strdup_printf ("{%s}", claims);

  fake_issuer_set_token (fixture->issuer, token, introspection, userinfo);
}

char *
account_server_quote_customer (AccountServerFixture *fixture)
{
  return g_strdup_printf ("'%s'", smrt_sandbox_get_customer (fixture->client.sandbox));
}
