/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sandbox-fixture.h"

G_BEGIN_DECLS

/* What a browser got. */
typedef struct
{
  int status;
  char *text;
  char *location;   /* where it is sent to, nullable */
  SoupMessageHeaders *headers;
} Page;

void  pages_clear    (Page           *page);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Page, pages_clear)

/* As a browser does, without a key; a redirection is looked at, not followed. */
Page  pages_visit_as (SandboxFixture *fixture,
                      const char     *method,
                      const char     *url,
                      const char     *form,
                      const char     *host);
Page  pages_visit    (SandboxFixture *fixture,
                      const char     *url);

/* Sends a form and looks at the page that it leads to. */
Page  pages_submit   (SandboxFixture *fixture,
                      const char     *url,
                      const char     *rest,
                      const char     *form);

void  pages_assert_shows   (const Page *page,
                            const char *text);
void  pages_assert_hides   (const Page *page,
                            const char *text);

/* What keeps a page from being kept, framed or filled with something else. */
void  pages_assert_headers (const Page *page);

/* A customer with a subscription of 75.00 a month, begun on 3 November; it is
 * the 18th, noon, now. */
typedef struct
{
  char *clock;
  char *customer;
  char *subscription;
  char *item;
  char *standard;
  char *pro;
  char *invoice;
  char *url;
} Payer;

void  pages_clear_payer    (Payer          *payer);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Payer, pages_clear_payer)

void  pages_found          (SandboxFixture *fixture,
                            Payer          *payer);
void  pages_advance        (SandboxFixture *fixture,
                            Payer          *payer,
                            const char     *time);
void  pages_use_card       (SandboxFixture *fixture,
                            Payer          *payer,
                            const char     *card);

/* Founds, and asks for the larger plan: 15 of 30 days are left, 7500 / 2 = 3750
 * back and 12500 / 2 = 6250 charged: 2500 are due, and @card does not pay them. */
void  pages_begin_change   (SandboxFixture *fixture,
                            Payer          *payer,
                            const char     *card);

/* The address of a portal session for one new card. */
char *pages_open_portal    (SandboxFixture *fixture,
                            Payer          *payer);

void  pages_assert_invoice (SandboxFixture *fixture,
                            Payer          *payer,
                            const char     *status,
                            int             amount_paid);

/* The plan, and whether a change waits. */
void  pages_assert_plan    (SandboxFixture *fixture,
                            Payer          *payer,
                            const char     *price,
                            gboolean        waits);
unsigned int pages_count_cards (SandboxFixture *fixture,
                                Payer          *payer);

G_END_DECLS
