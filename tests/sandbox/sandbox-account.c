/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-account.h"

void
sandbox_account_clear (SandboxAccount *account)
{
  g_free (account->clock);
  g_free (account->customer);
  g_free (account->product);
  g_free (account->standard);
  g_free (account->pro);
  g_free (account->pro_yearly);
  g_free (account->subscription);
  g_free (account->path);
  g_free (account->item);
}

void
sandbox_account_make_with (SandboxFixture *fixture,
                           SandboxAccount *account,
                           SandboxFirst first,
                           const char *mode,
                           const char *start,
                           const char *more)
{
  g_autoptr (JsonObject) made = NULL;

  account->product = sandbox_make (fixture, "/v1/products", "name=Plan");
  account->clock = sandbox_make (fixture, "/v1/test_helpers/test_clocks", "frozen_time=%" G_GINT64_FORMAT,
                                 sandbox_time (start));
  account->customer = sandbox_make (fixture, "/v1/customers",
                                    "test_clock=%s&invoice_settings[default_payment_method]=pm_card_visa",
                                    account->clock);
  account->standard = sandbox_make (fixture, "/v1/prices",
                                    "product=%s&currency=usd&unit_amount=7500&recurring[interval]=month", account->product);
  account->pro = sandbox_make (fixture, "/v1/prices",
                               "product=%s&currency=usd&unit_amount=12500&recurring[interval]=month", account->product);
  account->pro_yearly = sandbox_make (fixture, "/v1/prices",
                                      "product=%s&currency=usd&unit_amount=125000&recurring[interval]=year", account->product);
  made = sandbox_post (fixture, "/v1/subscriptions", "customer=%s&items[0][price]=%s&billing_mode[type]=%s%s",
                       account->customer, first == SANDBOX_STANDARD ? account->standard : account->pro_yearly, mode,
                       more);
  g_assert_cmpint (fixture->status, ==, 200);
  account->subscription = g_strdup (sandbox_text (made, "id"));
  account->path = g_strconcat ("/v1/subscriptions/", account->subscription, NULL);
  account->item = g_strdup (sandbox_text (made, "items.data.0.id"));
}

void
sandbox_account_make (SandboxFixture *fixture,
                      SandboxAccount *account,
                      SandboxFirst    first,
                      const char     *mode,
                      const char     *start)
{
  sandbox_account_make_with (fixture, account, first, mode, start, "");
}

void
sandbox_account_advance (SandboxFixture *fixture,
                         SandboxAccount *account,
                         const char *time)
{
  g_autofree char *path = g_strdup_printf ("/v1/test_helpers/test_clocks/%s/advance", account->clock);
  g_autoptr (JsonObject) clock = sandbox_post (fixture, path, "frozen_time=%" G_GINT64_FORMAT, sandbox_time (time));

  g_assert_cmpint (fixture->status, ==, 200);
  g_assert_cmpstr (sandbox_text (clock, "status"), ==, "ready");
}

JsonObject *
sandbox_account_change (SandboxFixture *fixture,
                        SandboxAccount *account,
                        const char *price,
                        const char *more)
{
  return sandbox_post (fixture, account->path,
                       "items[0][id]=%s&items[0][price]=%s&proration_behavior=always_invoice"
                       "&expand[]=latest_invoice.payments.data.payment%s",
                       account->item, price, more);
}

void
sandbox_account_use_card (SandboxFixture *fixture,
                          SandboxAccount *account,
                          const char *card)
{
  g_autofree char *path = g_strdup_printf ("/v1/customers/%s", account->customer);
  g_autofree char *done = sandbox_make (fixture, path, "invoice_settings[default_payment_method]=%s", card);

  g_assert_cmpstr (done, ==, account->customer);
}

gint64
sandbox_account_get_balance (SandboxFixture *fixture,
                             SandboxAccount *account)
{
  g_autoptr (JsonObject) customer = sandbox_get (fixture, "/v1/customers/%s", account->customer);

  return sandbox_int (customer, "balance");
}

char *
sandbox_account_schedule (SandboxFixture *fixture,
                          SandboxAccount *account)
{
  return sandbox_make (fixture, "/v1/subscription_schedules", "from_subscription=%s", account->subscription);
}

char *
sandbox_account_name_terms (SandboxFixture *fixture,
                            SandboxAccount *account,
                            unsigned int phase)
{
  g_autoptr (JsonObject) subscription = sandbox_get (fixture, "%s", account->path);
  g_autoptr (GString) text = g_string_new (NULL);

  for (unsigned int i = 0; i < sandbox_length (subscription, "discounts"); i++)
    {
      g_autofree char *member = g_strdup_printf ("discounts.%u", i);

      g_string_append_printf (text, "&phases[%u][discounts][%u][discount]=%s", phase, i,
                              sandbox_text (subscription, member));
    }
  for (unsigned int i = 0; i < sandbox_length (subscription, "default_tax_rates"); i++)
    {
      g_autofree char *member = g_strdup_printf ("default_tax_rates.%u.id", i);

      g_string_append_printf (text, "&phases[%u][default_tax_rates][%u]=%s", phase, i,
                              sandbox_text (subscription, member));
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

JsonObject *
sandbox_account_plan_phase (SandboxFixture *fixture,
                            SandboxAccount *account,
                            const char *schedule,
                            const char *price,
                            const char *more)
{
  g_autofree char *path = g_strconcat ("/v1/subscription_schedules/", schedule, NULL);
  g_autoptr (JsonObject) before = sandbox_get (fixture, "%s", path);
  gint64 start = sandbox_int (before, "current_phase.start_date");
  gint64 end = sandbox_int (before, "current_phase.end_date");
  g_autofree char *terms = sandbox_account_name_terms (fixture, account, 0);

  return sandbox_post (fixture, path,
                       "end_behavior=release"
                       "&phases[0][items][0][price]=%s&phases[0][items][0][quantity]=%" G_GINT64_FORMAT
                       "&phases[0][start_date]=%" G_GINT64_FORMAT "&phases[0][end_date]=%" G_GINT64_FORMAT
                       "&phases[1][items][0][price]=%s&phases[1][start_date]=%" G_GINT64_FORMAT "%s%s",
                       sandbox_text (before, "phases.0.items.0.price"),
                       sandbox_int (before, "phases.0.items.0.quantity"), start, end, price, end, terms,
                       more);
}
