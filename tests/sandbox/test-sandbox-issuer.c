/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fake-issuer.h"
#include "smrt-sandbox-fault.h"
#include "smrt-sandbox-issuer.h"

#include <string.h>

#define RESOURCE "https://accounts.example"
#define NOW 1795000000
#define PERSON "'sub':'usr_1','smrtphone_role':'owner','stripe_customer':'cus_1','smrtphone_account':'Northwind'," \
  "'name':'Olivia','email':'o@n.example'"
#define GOOD "{'active':true,'scope':'openid billing:read billing:write'," PERSON "}"

typedef struct
{
  FakeIssuer *fake;
  SmrtClock *clock;
  SmrtSandboxIssuer *issuer;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer bare)
{
  g_autoptr (SmrtSecret) secret = smrt_secret_new (FAKE_ISSUER_CLIENT_SECRET);

  fixture->fake = fake_issuer_new ();
  fixture->clock = smrt_clock_new_manual (NOW);
  fixture->issuer = smrt_sandbox_issuer_new (fake_issuer_get_url (fixture->fake), RESOURCE,
                                             bare == NULL ? FAKE_ISSUER_CLIENT_ID : NULL,
                                             bare == NULL ? secret : NULL, fixture->clock);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer bare)
{
  smrt_sandbox_issuer_stop (fixture->issuer);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_finalize_object (g_steal_pointer (&fixture->issuer));
  g_object_unref (fixture->clock);
  fake_issuer_free (fixture->fake);
}

typedef struct
{
  unsigned int ended;
  SmrtSandboxPrincipal *principal;
  GError *error;
} Outcome;

static void
outcome_clear (Outcome *outcome)
{
  g_clear_pointer (&outcome->principal, smrt_sandbox_principal_unref);
  g_clear_error (&outcome->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Outcome, outcome_clear)

static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Outcome *outcome = user_data;

  outcome_clear (outcome);
  outcome->principal = smrt_sandbox_issuer_check_finish (SMRT_SANDBOX_ISSUER (source), result, &outcome->error);
  g_assert_true ((outcome->principal == NULL) == (outcome->error != NULL));
  outcome->ended++;
}

static void
begin (Fixture      *fixture,
       const char   *token,
       GCancellable *cancellable,
       Outcome      *outcome)
{
  g_autoptr (SmrtSecret) secret = smrt_secret_new (token);

  smrt_sandbox_issuer_check_async (fixture->issuer, secret, cancellable, checked_cb, outcome);
}

/* Returns the status that a request with the token would get; 0: it gets in. */
static int
check (Fixture    *fixture,
       const char *token,
       Outcome    *outcome)
{
  unsigned int before = outcome->ended;

  begin (fixture, token, NULL, outcome);
  while (outcome->ended == before)
    g_main_context_iteration (NULL, TRUE);

  if (outcome->error == NULL)
    return 0;
  g_assert_true (outcome->error->domain == SMRT_SANDBOX_FAULT);

  return outcome->error->code;
}

#define assert_asked(fixture, question, n) \
 g_assert_cmpuint (fake_issuer_get_count (fixture->fake, FAKE_ISSUER_##question), ==, n)

static void
test_holds (Fixture      *fixture,
            gconstpointer bare)
{
  static const struct
  {
    const char *introspection;
    int status;
  } answers[] = {
    { GOOD, 0 },
    { NULL, 401 },
    { "{'active':false," PERSON ",'scope':'billing:read'}", 401 },
    { "{'active':'true'," PERSON ",'scope':'billing:read'}", 503 },
    { "{}", 503 },
    { "[]", 503 },
    { "{'active':true,'exp':1795000001," PERSON "}", 0 },
    { "{'active':true,'exp':1795000000," PERSON "}", 401 },
    { "{'active':true,'exp':0," PERSON "}", 401 },
    { "{'active':true,'nbf':1795000060," PERSON "}", 0 },
    { "{'active':true,'nbf':1795000061," PERSON "}", 401 },
    { "{'active':true,'iss':'https://other.example'," PERSON "}", 401 },
    { "{'active':true,'aud':'" RESOURCE "'," PERSON "}", 0 },
    { "{'active':true,'aud':'" RESOURCE "/'," PERSON "}", 0 },
    { "{'active':true,'aud':'" RESOURCE ".evil.example'," PERSON "}", 401 },
    { "{'active':true,'aud':'" RESOURCE "/other'," PERSON "}", 401 },
    { "{'active':true,'aud':'" FAKE_ISSUER_CLIENT_ID "'," PERSON "}", 0 },
    { "{'active':true,'aud':['https://other.example','" RESOURCE "']," PERSON "}", 0 },
    { "{'active':true,'aud':['https://other.example',7]," PERSON "}", 401 },
    { "{'active':true,'aud':[]," PERSON "}", 0 },
    { "{'active':true,'aud':{}," PERSON "}", 401 },
    { "{'active':true,'aud':'https://other.example','resource':'" RESOURCE "'," PERSON "}", 401 },
    { "{'active':true,'resource':'https://other.example'," PERSON "}", 401 },
    { "{'active':true,'resource':['" RESOURCE "']," PERSON "}", 0 },
    { "{'active':true,'aud':'app','client_id':'app'," PERSON "}", 0 },
    { "{'active':true,'aud':'app','client_id':'app','resource':'https://other.example'," PERSON "}", 401 },
    { "{'active':true,'aud':'other','client_id':'app'," PERSON "}", 401 },
    { "{'active':true,'aud':['app'],'client_id':'app'," PERSON "}", 0 },
    { "{'active':true,'aud':['app','other'],'client_id':'app'," PERSON "}", 401 },
    { "{'active':true,'token_type':'Bearer'," PERSON "}", 0 },
    { "{'active':true,'token_type':'access_token'," PERSON "}", 0 },
    { "{'active':true,'token_type':'refresh_token'," PERSON "}", 401 },
    { "{'active':true,'token_type':'id_token'," PERSON "}", 401 },
    { "{'active':true,'token_type':'DPoP'," PERSON "}", 401 },
    { "{'active':true,'cnf':{'jkt':'x'}," PERSON "}", 401 },
    { "{'active':true,'smrtphone_role':'owner'}", 403 },
  };
  g_auto (Outcome) outcome = { 0 };

  for (unsigned int i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autofree char *token = g_strdup_printf ("token-%u", i);

      g_test_message ("%s", answers[i].introspection);
      fake_issuer_set_token (fixture->fake, token, answers[i].introspection, NULL);
      g_assert_cmpint (check (fixture, token, &outcome), ==, answers[i].status);
      if (outcome.error != NULL)
        g_assert_null (strstr (outcome.error->message, token));
    }
}

/* What was found out holds for a minute; then a revoked token is refused. */
static void
test_kept (Fixture      *fixture,
           gconstpointer bare)
{
  g_auto (Outcome) outcome = { 0 };

  fake_issuer_set_token (fixture->fake, "token", GOOD, NULL);
  g_assert_cmpint (check (fixture, "token", &outcome), ==, 0);
  g_assert_cmpstr (outcome.principal->role, ==, "owner");
  g_assert_cmpstr (outcome.principal->customers[0], ==, "cus_1");
  g_assert_null (outcome.principal->customers[1]);
  fake_issuer_set_token (fixture->fake, "token", NULL, NULL);

  smrt_clock_advance (fixture->clock, 59);
  g_assert_cmpint (check (fixture, "token", &outcome), ==, 0);
  assert_asked (fixture, INTROSPECTION, 1);

  smrt_clock_advance (fixture->clock, 1);
  g_assert_cmpint (check (fixture, "token", &outcome), ==, 401);
  assert_asked (fixture, INTROSPECTION, 2);

  /* That a token does not hold is not remembered. */
  fake_issuer_set_token (fixture->fake, "token", GOOD, NULL);
  g_assert_cmpint (check (fixture, "token", &outcome), ==, 0);
  assert_asked (fixture, INTROSPECTION, 3);
  assert_asked (fixture, METADATA, 1);
}

static void
test_kept_until_it_expires (Fixture      *fixture,
                            gconstpointer bare)
{
  g_auto (Outcome) outcome = { 0 };

  fake_issuer_set_token (fixture->fake, "token", "{'active':true,'exp':1795000010," PERSON "}", NULL);
  g_assert_cmpint (check (fixture, "token", &outcome), ==, 0);
  smrt_clock_advance (fixture->clock, 9);
  g_assert_cmpint (check (fixture, "token", &outcome), ==, 0);
  assert_asked (fixture, INTROSPECTION, 1);
  smrt_clock_advance (fixture->clock, 1);
  g_assert_cmpint (check (fixture, "token", &outcome), ==, 401);
  assert_asked (fixture, INTROSPECTION, 2);
}

static void
test_one_question (Fixture      *fixture,
                   gconstpointer bare)
{
  Outcome outcomes[50] = { 0 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  unsigned int ended = 0;

  fake_issuer_set_token (fixture->fake, "one", GOOD, NULL);
  fake_issuer_set_token (fixture->fake, "two", GOOD, NULL);
  for (unsigned int i = 0; i < G_N_ELEMENTS (outcomes); i++)
    begin (fixture, i == 49 ? "two" : "one", i == 0 ? cancellable : NULL, &outcomes[i]);

  /* Who asked first and gives up takes nothing from the others. */
  g_cancellable_cancel (cancellable);
  while (ended < G_N_ELEMENTS (outcomes))
    {
      g_main_context_iteration (NULL, TRUE);
      ended = 0;
      for (unsigned int i = 0; i < G_N_ELEMENTS (outcomes); i++)
        ended += outcomes[i].ended;
    }

  g_assert_error (outcomes[0].error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  for (unsigned int i = 1; i < G_N_ELEMENTS (outcomes); i++)
    g_assert_no_error (outcomes[i].error);
  assert_asked (fixture, METADATA, 1);
  assert_asked (fixture, INTROSPECTION, 2);
  for (unsigned int i = 0; i < G_N_ELEMENTS (outcomes); i++)
    outcome_clear (&outcomes[i]);
}

/* UserInfo fills the gaps of the introspection, and no more than those. */
static void
test_completed (Fixture      *fixture,
                gconstpointer bare)
{
  g_auto (Outcome) outcome = { 0 };

  fake_issuer_set_token (fixture->fake, "gaps", "{'active':true,'sub':'usr_1','scope':'billing:read','smrtphone_role':'user'}",
                         "{'sub':'usr_1','smrtphone_role':'owner','stripe_customer':['cus_1','cus_2',3],'name':'Olivia'}");
  g_assert_cmpint (check (fixture, "gaps", &outcome), ==, 0);
  assert_asked (fixture, USERINFO, 1);
  g_assert_cmpstr (outcome.principal->role, ==, "user");
  g_assert_cmpuint (g_strv_length (outcome.principal->customers), ==, 2);
  g_assert_cmpstr (outcome.principal->customers[1], ==, "cus_2");
  g_assert_cmpstr (json_object_get_string_member (outcome.principal->claims, "name"), ==, "Olivia");

  /* One that refuses a token for this server leaves what is known. */
  fake_issuer_set_token (fixture->fake, "refused",
                         "{'active':true,'sub':'usr_1','scope':'billing:read','stripe_customer':'cus_1'}", NULL);
  g_assert_cmpint (check (fixture, "refused", &outcome), ==, 0);
  assert_asked (fixture, USERINFO, 2);
  g_assert_cmpstr (outcome.principal->role, ==, "user");
  g_assert_cmpstr (outcome.principal->customers[0], ==, "cus_1");

  /* One that tells of somebody else is in disorder. */
  fake_issuer_set_token (fixture->fake, "other", "{'active':true,'sub':'usr_1','scope':'billing:read'}",
                         "{'sub':'usr_2','smrtphone_role':'owner','stripe_customer':'cus_2'}");
  g_assert_cmpint (check (fixture, "other", &outcome), ==, 503);

  /* A whole answer needs no second question. */
  fake_issuer_set_token (fixture->fake, "whole", GOOD, NULL);
  g_assert_cmpint (check (fixture, "whole", &outcome), ==, 0);
  assert_asked (fixture, USERINFO, 3);
}

/* Without a client of its own the server has UserInfo alone. */
static void
test_userinfo_alone (Fixture      *fixture,
                     gconstpointer bare)
{
  g_auto (Outcome) outcome = { 0 };

  fake_issuer_set_token (fixture->fake, "token", NULL, "{" PERSON "}");
  g_assert_cmpint (check (fixture, "token", &outcome), ==, 0);
  g_assert_cmpstr (outcome.principal->id, ==, "sub:usr_1");
  g_assert_cmpstr (outcome.principal->role, ==, "owner");
  g_assert_cmpint (check (fixture, "nobody", &outcome), ==, 401);
  assert_asked (fixture, INTROSPECTION, 0);
  assert_asked (fixture, USERINFO, 2);

  fake_issuer_set_status (fixture->fake, FAKE_ISSUER_USERINFO, 500);
  g_assert_cmpint (check (fixture, "nobody", &outcome), ==, 503);
}

static void
test_trouble (Fixture      *fixture,
              gconstpointer bare)
{
  static const FakeIssuerQuestion questions[] = {
    FAKE_ISSUER_METADATA, FAKE_ISSUER_INTROSPECTION, FAKE_ISSUER_USERINFO
  };
  g_auto (Outcome) outcome = { 0 };

  fake_issuer_set_token (fixture->fake, "token", "{'active':true,'sub':'usr_1','scope':'billing:read'}",
                         "{'sub':'usr_1','stripe_customer':'cus_1'}");
  for (unsigned int i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      fake_issuer_set_status (fixture->fake, questions[i], 503);
      g_assert_cmpint (check (fixture, "token", &outcome), ==, 503);
      fake_issuer_set_status (fixture->fake, questions[i], 0);
    }

  /* That it would not have the server's own secret is not the token's fault. */
  fake_issuer_set_status (fixture->fake, FAKE_ISSUER_INTROSPECTION, 401);
  g_assert_cmpint (check (fixture, "token", &outcome), ==, 503);
  fake_issuer_set_status (fixture->fake, FAKE_ISSUER_INTROSPECTION, 0);

  /* It is asked anew, from its metadata on, once it is well again. */
  g_assert_cmpint (check (fixture, "token", &outcome), ==, 0);
}

static void
test_stop (Fixture      *fixture,
           gconstpointer bare)
{
  g_auto (Outcome) outcome = { 0 };

  fake_issuer_set_token (fixture->fake, "token", GOOD, NULL);
  fake_issuer_hold (fixture->fake);
  begin (fixture, "token", NULL, &outcome);
  while (fake_issuer_get_count (fixture->fake, FAKE_ISSUER_INTROSPECTION) == 0)
    g_main_context_iteration (NULL, FALSE);

  smrt_sandbox_issuer_stop (fixture->issuer);
  while (outcome.ended == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (outcome.error, SMRT_SANDBOX_FAULT, 503);
}

static void
add (const char *path,
     void (*test) (Fixture *, gconstpointer),
     const char *bare)
{
  g_test_add (path, Fixture, bare, set_up, test, tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/sandbox-issuer/holds", test_holds, NULL);
  add ("/sandbox-issuer/kept", test_kept, NULL);
  add ("/sandbox-issuer/kept-until-it-expires", test_kept_until_it_expires, NULL);
  add ("/sandbox-issuer/one-question", test_one_question, NULL);
  add ("/sandbox-issuer/completed", test_completed, NULL);
  add ("/sandbox-issuer/userinfo-alone", test_userinfo_alone, "bare");
  add ("/sandbox-issuer/trouble", test_trouble, NULL);
  add ("/sandbox-issuer/stop", test_stop, NULL);

  return g_test_run ();
}
