/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "demo-fixture.h"

#include "smrt-payment-card.h"
#include "state-fixture.h"

static void
count_cb (GObject    *object,
          GParamSpec *pspec,
          int        *count)
{
  (*count)++;
}

static void
test_properties (DemoFixture *fixture,
                 const void  *data)
{
  GtkWidget *card = g_object_ref_sink (smrt_payment_card_new ());
  g_autoptr (SmrtAccount) account = NULL;
  gboolean prominent = TRUE;
  int accounts = 0;
  int prominents = 0;

  g_signal_connect (card, "notify::account", G_CALLBACK (count_cb), &accounts);
  g_signal_connect (card, "notify::prominent", G_CALLBACK (count_cb), &prominents);
  g_assert_null (smrt_payment_card_get_account (SMRT_PAYMENT_CARD (card)));
  g_assert_false (smrt_payment_card_get_prominent (SMRT_PAYMENT_CARD (card)));

  smrt_payment_card_set_account (SMRT_PAYMENT_CARD (card), fixture->account);
  smrt_payment_card_set_account (SMRT_PAYMENT_CARD (card), fixture->account);
  g_assert_cmpint (accounts, ==, 1);
  g_object_set (card, "prominent", TRUE, NULL);
  smrt_payment_card_set_prominent (SMRT_PAYMENT_CARD (card), TRUE);
  g_assert_cmpint (prominents, ==, 1);

  g_object_get (card, "account", &account, "prominent", &prominent, NULL);
  g_assert_true (account == fixture->account);
  g_assert_true (prominent);

  g_assert_finalize_object (card);
}

/* Only where the payment method does not do is its button ever suggested, and
 * a name of the server is no markup. */
static void
test_follows_the_account (DemoFixture *fixture,
                          const void  *data)
{
  GtkWidget *card = smrt_payment_card_new ();
  g_autoptr (SmrtPaymentMethod) odd = smrt_payment_method_new ("pm_1", "card", "<b>new</b>", "1", 8, 2029);
  g_autoptr (GPtrArray) subscriptions = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) invoices = g_ptr_array_new ();

  smrt_payment_card_set_account (SMRT_PAYMENT_CARD (card), fixture->account);
  smrt_payment_card_set_prominent (SMRT_PAYMENT_CARD (card), TRUE);
  demo_fixture_show (fixture, card, 600, 100);
  g_assert_nonnull (demo_find_text (card, "Visa •••• 4242"));
  g_assert_false (smrt_payment_card_needs_attention (fixture->account));
  g_assert_false (gtk_widget_has_css_class (demo_find_button (card, "Update Payment Method…"), "suggested-action"));

  g_ptr_array_add (subscriptions, state_subscription_new (fixture->account, "sub_1", "active", ""));
  state_take_reading (fixture->account, subscriptions, invoices, odd);
  g_assert_nonnull (demo_find_text (card, "<b>new</b> •••• 1"));

  state_take_reading (fixture->account, subscriptions, invoices, NULL);
  g_assert_true (smrt_payment_card_needs_attention (fixture->account));
  g_assert_true (gtk_widget_has_css_class (demo_find_button (card, "Add a Payment Method…"), "suggested-action"));
  smrt_payment_card_set_prominent (SMRT_PAYMENT_CARD (card), FALSE);
  g_assert_false (gtk_widget_has_css_class (demo_find_button (card, "Add a Payment Method…"), "suggested-action"));
}

int
main (int   argc,
      char *argv[])
{
  demo_init (&argc, &argv);

#define ADD(name, function)                                                                      \
 g_test_add ("/payment-card/" name, DemoFixture, GINT_TO_POINTER (SMRT_ROLE_OWNER), demo_fixture_set_up, function, \
             demo_fixture_tear_down)

  ADD ("properties", test_properties);
  ADD ("follows-the-account", test_follows_the_account);

  return g_test_run ();
}
