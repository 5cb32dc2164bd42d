/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "smrt-address.h"

static void
test_safe (void)
{
  const char *safe[] = {
    "https://invoice.example/i/acct_1/live_1?s=ap",
    "http://127.0.0.1:8080/pay/x",
    "http://[::1]:8080/",
    "http://localhost/",
    "HTTPS://invoice.example/",
  };
  const char *unsafe[] = {
    NULL,
    "",
    "invoice.example",
    "http://invoice.example/",
    "http://127.0.0.1.example/",
    "http://localhost.example/",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "https:///nobody",
    "ftp://127.0.0.1/",
    "http://10.0.0.1/",
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (safe); i++)
    if (!smrt_address_is_safe (safe[i]))
      g_error ("%s is safe", safe[i]);
  for (unsigned int i = 0; i < G_N_ELEMENTS (unsafe); i++)
    if (smrt_address_is_safe (unsafe[i]))
      g_error ("%s is not safe", unsafe[i]);
}

static void
test_server (void)
{
  const char *servers[] = {
    "https://plans.example",
    "https://plans.example:8443/billing/",
    "http://127.0.0.1:40001",
  };
  const char *others[] = {
    NULL,
    "",
    "http://plans.example",
    "https://someone@plans.example/",
    "https://someone:secret@plans.example/",
    "https://plans.example/?key=1",
    "https://plans.example/#top",
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (servers); i++)
    if (!smrt_address_is_server (servers[i]))
      g_error ("%s is the address of a server", servers[i]);
  for (unsigned int i = 0; i < G_N_ELEMENTS (others); i++)
    if (smrt_address_is_server (others[i]))
      g_error ("%s is not the address of a server", others[i]);
}

static void
test_leads_on (void)
{
  g_assert_true (smrt_address_leads_on ("https://plans.example", "https://other.example/token"));
  g_assert_true (smrt_address_leads_on ("http://127.0.0.1:1", "http://localhost:2/token"));
  g_assert_true (smrt_address_leads_on ("http://127.0.0.1:1", "https://plans.example/token"));
  g_assert_false (smrt_address_leads_on ("https://plans.example", "http://127.0.0.1:1/token"));
  g_assert_false (smrt_address_leads_on ("https://plans.example", "https://localhost/token"));
  g_assert_false (smrt_address_leads_on ("https://plans.example", "http://plans.example/token"));
  g_assert_false (smrt_address_leads_on ("https://plans.example", NULL));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/address/safe", test_safe);
  g_test_add_func ("/base/address/server", test_server);
  g_test_add_func ("/base/address/leads-on", test_leads_on);
  return g_test_run ();
}
