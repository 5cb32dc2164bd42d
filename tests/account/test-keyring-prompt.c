/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "keyring-fixture.h"

#include <gcr/gcr-base.h>

static gboolean
is_prompting (gpointer data)
{
  return gcr_mock_prompter_is_prompting ();
}

static gboolean
is_answered (gpointer data)
{
  return !gcr_mock_prompter_is_expecting () && !gcr_mock_prompter_is_prompting ();
}

static void
test_unlock (KeyringFixture *fixture,
             gconstpointer   data)
{
  keyring_fixture_start (fixture, KEYRING_PASSWORD);
  keyring_fixture_assert_stored (KEYRING_ACCOUNT, "token");
  keyring_fixture_lock (fixture);

  /* What is not there asks nobody. */
  keyring_fixture_assert_found (KEYRING_OTHER_ACCOUNT, NULL);
  keyring_fixture_assert_cleared (KEYRING_OTHER_ACCOUNT);

  gcr_mock_prompter_expect_password_ok (KEYRING_PASSWORD, NULL);
  keyring_fixture_assert_found (KEYRING_ACCOUNT, "token");
  g_assert_false (gcr_mock_prompter_is_expecting ());
  keyring_fixture_assert_found (KEYRING_ACCOUNT, "token");

  keyring_fixture_lock (fixture);
  gcr_mock_prompter_expect_password_ok (KEYRING_PASSWORD, NULL);
  keyring_fixture_assert_stored (KEYRING_OTHER_ACCOUNT, "other");
  g_assert_false (gcr_mock_prompter_is_expecting ());

  keyring_fixture_lock (fixture);
  gcr_mock_prompter_expect_password_ok (KEYRING_PASSWORD, NULL);
  keyring_fixture_assert_cleared (KEYRING_ACCOUNT);
  g_assert_false (gcr_mock_prompter_is_expecting ());
  keyring_fixture_assert_found (KEYRING_ACCOUNT, NULL);
  keyring_fixture_assert_found (KEYRING_OTHER_ACCOUNT, "other");
}

/* Several who ask at once need one answer. */
static void
test_at_once (KeyringFixture *fixture,
              gconstpointer   data)
{
  g_autoptr (SmrtKeyring) keyring = keyring_fixture_new_keyring (60000);
  KeyringAnswer answers[5] = { 0 };

  keyring_fixture_start (fixture, KEYRING_PASSWORD);
  keyring_fixture_assert_stored (KEYRING_ACCOUNT, "token");
  keyring_fixture_lock (fixture);

  gcr_mock_prompter_expect_password_ok (KEYRING_PASSWORD, NULL);
  for (unsigned int i = 0; i < G_N_ELEMENTS (answers); i++)
    smrt_keyring_lookup_async (keyring, KEYRING_ACCOUNT, NULL, keyring_answer_lookup_cb, &answers[i]);
  for (unsigned int i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      keyring_fixture_iterate_until (keyring_answer_is_done, &answers[i]);
      g_assert_no_error (answers[i].error);
      g_assert_cmpstr (smrt_secret_peek (answers[i].secret), ==, "token");
      keyring_answer_clear (&answers[i]);
    }
}

static void
test_wrong_password (KeyringFixture *fixture,
                     gconstpointer   data)
{
  keyring_fixture_start (fixture, KEYRING_PASSWORD);
  keyring_fixture_assert_stored (KEYRING_ACCOUNT, "token");
  keyring_fixture_lock (fixture);

  /* The daemon asks again, until the person gives up. */
  gcr_mock_prompter_expect_password_ok ("wrong", NULL);
  gcr_mock_prompter_expect_password_cancel ();
  keyring_fixture_assert_not_found (KEYRING_ACCOUNT, SMRT_KEYRING_ERROR_DISMISSED);
  g_assert_false (gcr_mock_prompter_is_expecting ());

  gcr_mock_prompter_expect_password_ok ("wrong", NULL);
  gcr_mock_prompter_expect_password_ok (KEYRING_PASSWORD, NULL);
  keyring_fixture_assert_found (KEYRING_ACCOUNT, "token");
}

static void
test_dismissed (KeyringFixture *fixture,
                gconstpointer   data)
{
  keyring_fixture_start (fixture, KEYRING_PASSWORD);
  keyring_fixture_assert_stored (KEYRING_ACCOUNT, "token");
  keyring_fixture_lock (fixture);

  gcr_mock_prompter_expect_password_cancel ();
  keyring_fixture_assert_not_found (KEYRING_ACCOUNT, SMRT_KEYRING_ERROR_DISMISSED);
  gcr_mock_prompter_expect_password_cancel ();
  keyring_fixture_assert_not_stored (KEYRING_OTHER_ACCOUNT, "other", SMRT_KEYRING_ERROR_DISMISSED);
  gcr_mock_prompter_expect_password_cancel ();
  keyring_fixture_assert_not_cleared (KEYRING_ACCOUNT, SMRT_KEYRING_ERROR_DISMISSED);
  g_assert_false (gcr_mock_prompter_is_expecting ());

  gcr_mock_prompter_expect_password_ok (KEYRING_PASSWORD, NULL);
  keyring_fixture_assert_found (KEYRING_ACCOUNT, "token");
  keyring_fixture_assert_found (KEYRING_OTHER_ACCOUNT, NULL);
}

/* The question stays on the screen, the daemon lives, and what the person types
 * in the end opens the keyring for the next one who asks. */
static void
test_late_answer (KeyringFixture *fixture,
                  gconstpointer   data)
{
  g_autoptr (SmrtKeyring) keyring = keyring_fixture_new_keyring (60000);
  g_autoptr (SmrtSecret) secret = smrt_secret_new ("never stored");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  KeyringAnswer answer = { 0 };

  keyring_fixture_start (fixture, KEYRING_PASSWORD);
  keyring_fixture_assert_stored (KEYRING_ACCOUNT, "token");
  keyring_fixture_lock (fixture);

  gcr_mock_prompter_set_delay_msec (300);
  gcr_mock_prompter_expect_password_ok (KEYRING_PASSWORD, NULL);
  smrt_keyring_store_async (keyring, KEYRING_OTHER_ACCOUNT, KEYRING_LABEL, secret, cancellable, keyring_answer_store_cb, &answer);
  keyring_fixture_iterate_until (is_prompting, NULL);
  g_cancellable_cancel (cancellable);
  keyring_fixture_iterate_until (keyring_answer_is_done, &answer);
  g_assert_error (answer.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (gcr_mock_prompter_is_prompting ());
  keyring_answer_clear (&answer);
  g_assert_finalize_object (g_steal_pointer (&keyring));

  keyring_fixture_iterate_until (is_answered, NULL);
  gcr_mock_prompter_set_delay_msec (0);

  keyring_fixture_assert_found (KEYRING_ACCOUNT, "token");
  keyring_fixture_assert_found (KEYRING_OTHER_ACCOUNT, NULL);
  g_assert_nonnull (g_subprocess_get_identifier (fixture->daemon));
}

static void
test_never_answered (KeyringFixture *fixture,
                     gconstpointer   data)
{
  g_autoptr (SmrtKeyring) keyring = keyring_fixture_new_keyring (3000);
  KeyringAnswer answer = { 0 };

  keyring_fixture_start (fixture, KEYRING_PASSWORD);
  keyring_fixture_assert_stored (KEYRING_ACCOUNT, "token");
  keyring_fixture_lock (fixture);

  gcr_mock_prompter_set_delay_msec (4500);
  gcr_mock_prompter_expect_password_ok (KEYRING_PASSWORD, NULL);
  smrt_keyring_lookup_async (keyring, KEYRING_ACCOUNT, NULL, keyring_answer_lookup_cb, &answer);
  keyring_fixture_iterate_until (keyring_answer_is_done, &answer);
  g_assert_error (answer.error, SMRT_KEYRING_ERROR, SMRT_KEYRING_ERROR_TIMED_OUT);
  g_assert_true (gcr_mock_prompter_is_prompting ());
  keyring_answer_clear (&answer);

  keyring_fixture_iterate_until (is_answered, NULL);
  gcr_mock_prompter_set_delay_msec (0);
  g_assert_nonnull (g_subprocess_get_identifier (fixture->daemon));
  keyring_fixture_assert_found (KEYRING_ACCOUNT, "token");
}

static void
test_daemon_dies (KeyringFixture *fixture,
                  gconstpointer   data)
{
  g_autoptr (SmrtKeyring) keyring = keyring_fixture_new_keyring (60000);
  KeyringAnswer answer = { 0 };

  keyring_fixture_start (fixture, KEYRING_PASSWORD);
  keyring_fixture_assert_stored (KEYRING_ACCOUNT, "token");
  keyring_fixture_lock (fixture);

  gcr_mock_prompter_set_delay_msec (60000);
  gcr_mock_prompter_expect_password_ok (KEYRING_PASSWORD, NULL);
  smrt_keyring_lookup_async (keyring, KEYRING_ACCOUNT, NULL, keyring_answer_lookup_cb, &answer);
  keyring_fixture_iterate_until (is_prompting, NULL);
  g_subprocess_force_exit (fixture->daemon);
  keyring_fixture_iterate_until (keyring_answer_is_done, &answer);
  g_assert_error (answer.error, SMRT_KEYRING_ERROR, SMRT_KEYRING_ERROR_NO_SERVICE);
  keyring_answer_clear (&answer);
  gcr_mock_prompter_set_delay_msec (0);

  /* Another one takes over, and is asked. */
  keyring_fixture_stop (fixture);
  keyring_fixture_start (fixture, KEYRING_PASSWORD);
  keyring_fixture_assert_found (KEYRING_ACCOUNT, "token");
}

static void
test_no_collection (KeyringFixture *fixture,
                    gconstpointer   data)
{
  keyring_fixture_start (fixture, NULL);

  keyring_fixture_assert_found (KEYRING_ACCOUNT, NULL);
  keyring_fixture_assert_cleared (KEYRING_ACCOUNT);

  gcr_mock_prompter_expect_password_cancel ();
  keyring_fixture_assert_not_stored (KEYRING_ACCOUNT, "token", SMRT_KEYRING_ERROR_NO_COLLECTION);
  g_assert_false (gcr_mock_prompter_is_expecting ());

  gcr_mock_prompter_expect_password_ok ("a new one", NULL);
  keyring_fixture_assert_stored (KEYRING_ACCOUNT, "token");
  g_assert_false (gcr_mock_prompter_is_expecting ());
  keyring_fixture_assert_found (KEYRING_ACCOUNT, "token");
}

int
main (int   argc,
      char *argv[])
{
  g_unsetenv ("SECRET_BACKEND");
  g_unsetenv ("SECRET_SERVICE_BUS_NAME");
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) \
 g_test_add ("/keyring-prompt/" name, KeyringFixture, NULL, keyring_fixture_set_up, function, keyring_fixture_tear_down)
  ADD ("unlock", test_unlock);
  ADD ("at-once", test_at_once);
  ADD ("wrong-password", test_wrong_password);
  ADD ("dismissed", test_dismissed);
  ADD ("late-answer", test_late_answer);
  ADD ("never-answered", test_never_answered);
  ADD ("daemon-dies", test_daemon_dies);
  ADD ("no-collection", test_no_collection);
#undef ADD

  return g_test_run ();
}
