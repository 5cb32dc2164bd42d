/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-account.h"
#include "smrt-change.h"
#include "smrt-demo.h"
#include "smrt-refresh.h"

G_BEGIN_DECLS

/* 18 November 2026, 12:00 UTC */
#define DEMO_NOW G_GINT64_CONSTANT (1795003200)

typedef struct
{
  SmrtSandbox *sandbox;
  SmrtClock *clock;
  SmrtSession *session;
  SmrtAccount *account;
} AccountFixture;

/* A sandbox in memory, a session of @role on its demo account, not yet read. */
void              account_fixture_set_up    (AccountFixture  *fixture,
                                             SmrtRole         role);
void              account_fixture_tear_down (AccountFixture  *fixture);

/* Follows the session of another role on the same sandbox. */
void              account_fixture_sign_in   (AccountFixture  *fixture,
                                             SmrtRole         role);

/* Reads the account; the test fails where that fails. */
void              account_fixture_refresh   (AccountFixture  *fixture);

/* The subscription of the product with that name, in the present reading. */
SmrtSubscription *account_fixture_find      (AccountFixture  *fixture,
                                             const char      *plan_name);

SmrtPlan         *account_fixture_find_plan (AccountFixture  *fixture,
                                             const char      *plan_name);

/* The offer that leads from one plan to another one. */
SmrtOffer        *account_fixture_offer     (AccountFixture  *fixture,
                                             const char      *from,
                                             const char      *to,
                                             SmrtCycle        cycle);

/* A change of the demo account's Standard to Pro, that does not settle by
 * itself before a minute has passed. */
SmrtChange       *account_fixture_new_upgrade (AccountFixture *fixture);

/* What the demo menu does; the account is not read after it. */
void              account_fixture_run_demo  (AccountFixture  *fixture,
                                             SmrtDemoAction   action);

/* Runs a whole step of a change and gives what it finished with. */
gboolean          account_fixture_quote     (SmrtChange      *change,
                                             GError         **error);
gboolean          account_fixture_confirm   (SmrtChange      *change,
                                             GError         **error);
gboolean          account_fixture_settle    (SmrtChange      *change,
                                             GError         **error);
gboolean          account_fixture_give_up   (SmrtChange      *change,
                                             GError         **error);

/* Plain requests with the owner's key, as another client would send them. */
JsonNode         *account_fixture_get       (AccountFixture  *fixture,
                                             const char      *path,
                                             GError         **error);
JsonNode         *account_fixture_post      (AccountFixture  *fixture,
                                             const char      *path,
                                             const char      *parameters,
                                             GError         **error);

/* Moves the test clock and reads the account again. */
void              account_fixture_advance   (AccountFixture  *fixture,
                                             gint64           time);

/* The newest invoice of a subscription as the account has it after a reading. */
SmrtInvoice      *account_fixture_get_latest_invoice (AccountFixture *fixture,
                                             const char      *subscription_id);

/* The string under a path like `items.data.0.id` of an answer. */
char             *account_fixture_string    (JsonNode        *node,
                                             const char      *path);
gint64            account_fixture_int       (JsonNode        *node,
                                             const char      *path);

/* Waits until a condition holds; what takes ten seconds never will. */
typedef gboolean (*AccountFixtureCondition) (gpointer data);
void              account_fixture_wait      (AccountFixtureCondition condition,
                                             gpointer                data);

G_END_DECLS
