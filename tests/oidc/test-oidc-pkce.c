/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "smrt-oidc-pkce.h"

/* RFC 7636, appendix B. */
static void
test_challenge (void)
{
  g_autoptr (SmrtSecret) verifier = smrt_secret_new ("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
  g_autofree char *challenge = smrt_oidc_pkce_create_challenge (verifier);

  g_assert_cmpstr (challenge, ==, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
}

static void
test_verifier (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (unsigned int i = 0; i < 100; i++)
    {
      g_autoptr (SmrtSecret) verifier = smrt_oidc_pkce_create_verifier ();
      const char *text = smrt_secret_peek (verifier);

      g_assert_cmpuint (strlen (text), ==, 43);
      g_assert_cmpuint (strspn (text, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-_"), ==, 43);
      g_assert_true (g_hash_table_add (seen, g_strdup (text)));
      g_assert_true (g_hash_table_add (seen, smrt_oidc_pkce_create_nonce ()));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/oidc-pkce/challenge", test_challenge);
  g_test_add_func ("/oidc-pkce/verifier", test_verifier);

  return g_test_run ();
}
