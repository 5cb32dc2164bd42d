/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* An OpenID Connect issuer in a thread of its own that says what it is told to
 * say, and counts how often it was asked. */
typedef struct _FakeIssuer FakeIssuer;

/* What it is asked. */
typedef enum
{
  FAKE_ISSUER_METADATA,
  FAKE_ISSUER_INTROSPECTION,
  FAKE_ISSUER_USERINFO,
  FAKE_ISSUER_N_QUESTIONS
} FakeIssuerQuestion;

#define FAKE_ISSUER_CLIENT_ID "sandbox"
#define FAKE_ISSUER_CLIENT_SECRET "the secret of the sandbox"

FakeIssuer   *fake_issuer_new         (void);
void          fake_issuer_free        (FakeIssuer         *self);
const char   *fake_issuer_get_url     (FakeIssuer         *self);

/* What it says of a token, as JSON with single quotes; NULL: nothing. */
void          fake_issuer_set_token   (FakeIssuer         *self,
                                       const char         *token,
                                       const char         *introspection,
                                       const char         *userinfo);

/* Answers with this status and no more; 0: as it should. */
void          fake_issuer_set_status  (FakeIssuer         *self,
                                       FakeIssuerQuestion  question,
                                       unsigned int        status);

/* While it holds, it answers nobody about a token. */
void          fake_issuer_hold        (FakeIssuer         *self);
void          fake_issuer_release     (FakeIssuer         *self);
unsigned int  fake_issuer_get_count   (FakeIssuer         *self,
                                       FakeIssuerQuestion  question);

G_END_DECLS
