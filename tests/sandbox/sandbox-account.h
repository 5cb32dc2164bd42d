/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sandbox-fixture.h"

G_BEGIN_DECLS

/* A customer on a clock of their own with Standard ($75.00) and Pro ($125.00,
 * $1,250.00), and a subscription to one of them. */
typedef struct
{
  char *clock;
  char *customer;
  char *product;
  char *standard;
  char *pro;
  char *pro_yearly;
  char *subscription;
  char *path;           /* of the subscription */
  char *item;           /* its first one */
} SandboxAccount;

void        sandbox_account_clear (SandboxAccount *account);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SandboxAccount, sandbox_account_clear)

typedef enum
{
  SANDBOX_STANDARD,
  SANDBOX_PRO_YEARLY,
} SandboxFirst;

void        sandbox_account_make        (SandboxFixture *fixture,
                                         SandboxAccount *account,
                                         SandboxFirst    first,
                                         const char     *mode,
                                         const char     *start);

/* The same with more parameters for the subscription, each after its &. */
void        sandbox_account_make_with   (SandboxFixture *fixture,
                                         SandboxAccount *account,
                                         SandboxFirst    first,
                                         const char     *mode,
                                         const char     *start,
                                         const char     *more);
void        sandbox_account_advance     (SandboxFixture *fixture,
                                         SandboxAccount *account,
                                         const char     *time);

/* An update of the first item to a price, invoiced at once. */
JsonObject *sandbox_account_change      (SandboxFixture *fixture,
                                         SandboxAccount *account,
                                         const char     *price,
                                         const char     *more);
void        sandbox_account_use_card    (SandboxFixture *fixture,
                                         SandboxAccount *account,
                                         const char     *card);
gint64      sandbox_account_get_balance (SandboxFixture *fixture,
                                         SandboxAccount *account);

/* Makes a schedule from the subscription; its id. */
char       *sandbox_account_schedule    (SandboxFixture *fixture,
                                         SandboxAccount *account);

/* The parameters, each after its &, that give a phase the discounts and tax rates
 * which the subscription has. */
char       *sandbox_account_name_terms  (SandboxFixture *fixture,
                                         SandboxAccount *account,
                                         unsigned int    phase);

/* The phase that runs, as it is, and after it one with these parameters. */
JsonObject *sandbox_account_plan_phase  (SandboxFixture *fixture,
                                         SandboxAccount *account,
                                         const char     *schedule,
                                         const char     *price,
                                         const char     *more);

G_END_DECLS
