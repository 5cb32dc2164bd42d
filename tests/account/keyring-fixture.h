/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-keyring.h"

G_BEGIN_DECLS

#define KEYRING_ACCOUNT "6d9a1a0e-4d5c-4c0e-9f62-0f4d6c9a7f11"
#define KEYRING_OTHER_ACCOUNT "0a8a4b8e-2f0d-4f0e-8f5b-3c1f6e2d9b22"
#define KEYRING_LABEL "smrtPhone Plans: Example Inc."
#define KEYRING_PASSWORD "correct horse"

/* A bus where only this test's keyring is, in a home of its own. */
typedef struct
{
  GTestDBus *bus;
  char *home;
  const char *prompter;
  GSubprocess *daemon;
} KeyringFixture;

/* What a call was answered with. */
typedef struct
{
  gboolean done;
  gboolean stored;
  SmrtSecret *secret;
  GError *error;
} KeyringAnswer;

void         keyring_answer_clear              (KeyringAnswer     *answer);
gboolean     keyring_answer_is_done            (gpointer           answer);
void         keyring_answer_store_cb           (GObject           *source,
                                                GAsyncResult      *result,
                                                gpointer           answer);
void         keyring_answer_lookup_cb          (GObject           *source,
                                                GAsyncResult      *result,
                                                gpointer           answer);

/* The mock person, and a bus; the daemon is started by the test, with a keyring
 * that is open by its password, or without. */
void         keyring_fixture_set_up            (KeyringFixture    *fixture,
                                                gconstpointer      data);
void         keyring_fixture_tear_down         (KeyringFixture    *fixture,
                                                gconstpointer      data);
void         keyring_fixture_start             (KeyringFixture    *fixture,
                                                const char        *password);
void         keyring_fixture_stop              (KeyringFixture    *fixture);
void         keyring_fixture_lock              (KeyringFixture    *fixture);
void         keyring_fixture_iterate_until     (gboolean         (*condition) (gpointer),
                                                gpointer           data);
SmrtKeyring *keyring_fixture_new_keyring       (unsigned int       timeout_ms);

void         keyring_fixture_assert_stored     (const char        *account,
                                                const char        *text);
void         keyring_fixture_assert_found      (const char        *account,
                                                const char        *text);
void         keyring_fixture_assert_cleared    (const char        *account);
void         keyring_fixture_assert_not_stored (const char        *account,
                                                const char        *text,
                                                SmrtKeyringError   code);
void         keyring_fixture_assert_not_found  (const char        *account,
                                                SmrtKeyringError   code);
void         keyring_fixture_assert_not_cleared (const char       *account,
                                                 SmrtKeyringError  code);

G_END_DECLS
