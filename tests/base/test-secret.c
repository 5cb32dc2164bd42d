/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "memory-scan.h"
#include "smrt-secret.h"

#include <string.h>

static void
test_text (void)
{
  char text[] = "rk_test_1234";
  g_autoptr (SmrtSecret) secret = smrt_secret_new (text);
  g_autoptr (SmrtSecret) empty = smrt_secret_new ("");

  memset (text, 'x', strlen (text));
  g_assert_cmpstr (smrt_secret_peek (secret), ==, "rk_test_1234");
  g_assert_cmpstr (smrt_secret_peek (empty), ==, "");
}

static void
test_long (void)
{
  /* The last one ends where a page ends. */
  static const gsize lengths[] = { 4094, 4095, 4096, 100000, 65535 };

  for (unsigned int i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autofree char *text = g_strnfill (lengths[i], 's');
      g_autoptr (SmrtSecret) secret = smrt_secret_new (text);

      g_assert_cmpstr (smrt_secret_peek (secret), ==, text);
    }
}

static void
test_references (void)
{
  SmrtSecret *secret = smrt_secret_new ("token");
  SmrtSecret *copy = g_boxed_copy (SMRT_TYPE_SECRET, secret);

  g_assert_true (copy == secret);
  smrt_secret_unref (secret);
  g_assert_cmpstr (smrt_secret_peek (copy), ==, "token");
  g_boxed_free (SMRT_TYPE_SECRET, copy);
}

/* Two secrets share no page, so that clearing one leaves the other alone. */
static void
test_pages (void)
{
  g_autoptr (SmrtSecret) a = smrt_secret_new ("a");
  SmrtSecret *b = smrt_secret_new ("b");

  g_assert_cmpuint ((gsize) smrt_secret_peek (a) / 4096, !=, (gsize) smrt_secret_peek (b) / 4096);
  smrt_secret_unref (b);
  g_assert_cmpstr (smrt_secret_peek (a), ==, "a");
}

/* The text goes over: what it was given in is cleared, and so is the secret in
 * the end. */
static void
test_take (void)
{
  char *text = memory_scan_make_marker ();
  char *expected = memory_scan_make_marker ();
  SmrtSecret *secret;

  g_assert_true (memory_scan_finds_marker ());
  secret = smrt_secret_new_take (text);
  g_assert_cmpstr (smrt_secret_peek (secret), ==, expected);
  explicit_bzero (expected, strlen (expected));
  g_free (expected);
  g_assert_true (memory_scan_finds_marker ());
  smrt_secret_unref (secret);
  g_assert_false (memory_scan_finds_marker ());
}

static void
test_null (void)
{
  g_test_expect_message ("smrt-base", G_LOG_LEVEL_CRITICAL, "*text != NULL*");
  g_assert_null (smrt_secret_new (NULL));
  g_test_assert_expected_messages ();
  g_test_expect_message ("smrt-base", G_LOG_LEVEL_CRITICAL, "*text != NULL*");
  g_assert_null (smrt_secret_new_take (NULL));
  g_test_assert_expected_messages ();
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/secret/text", test_text);
  g_test_add_func ("/secret/long", test_long);
  g_test_add_func ("/secret/references", test_references);
  g_test_add_func ("/secret/pages", test_pages);
  g_test_add_func ("/secret/take", test_take);
  g_test_add_func ("/secret/null", test_null);

  return g_test_run ();
}
