/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-sandbox"

#include "config.h"

#include "smrt-sandbox-cards.h"

#include "smrt-sandbox-json.h"
#include "smrt-sandbox-payments.h"

/* The cards that a person can choose on a page, by Stripe's test names. */
static const struct
{
  const char *choice;
  const char *label;
  const char *name;
  gboolean only_to_keep;
  gboolean moves_expiry;
  int months_left;
} cards[] = {
  { "works", "Mastercard ending in 4444 – works", "pm_card_mastercard", FALSE, FALSE, 0 },
  { "declines", "Visa ending in 0341 – is declined", "pm_card_chargeCustomerFail", FALSE, FALSE, 0 },
  { "asks", "Visa ending in 3184 – asks the bank", "pm_card_authenticationRequired", FALSE, FALSE, 0 },
  { "expires", "American Express ending in 0005 – works, expires this month", "pm_card_amex", TRUE, TRUE, 0 },
  { "expired", "Visa ending in 0069 – has expired", "pm_card_chargeDeclinedExpiredCard", TRUE, TRUE, -1 },
};

static const char *
name_brand (const char *brand)
{
  static const struct
  {
    const char *brand;
    const char *name;
  } brands[] = {
    { "visa", "Visa" },
    { "mastercard", "Mastercard" },
    { "amex", "American Express" },
    { "discover", "Discover" },
    { "jcb", "JCB" },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (brands); i++)
    if (g_str_equal (brands[i].brand, brand))
      return brands[i].name;

  return brand;
}

char *
smrt_sandbox_cards_describe (JsonObject *method)
{
  JsonObject *card = smrt_sandbox_json_object (method, "card");

  return g_strdup_printf ("%s ending in %s, expires %02d/%d", name_brand (smrt_sandbox_json_string (card, "brand")),
                          smrt_sandbox_json_string (card, "last4"), (int) smrt_sandbox_json_int (card, "exp_month"),
                          (int) smrt_sandbox_json_int (card, "exp_year"));
}

void
smrt_sandbox_cards_add_choices (SmrtSandboxPage *page,
                                const char      *legend,
                                JsonObject      *on_file,
                                gboolean         to_keep)
{
  smrt_sandbox_page_add (page, "<fieldset><legend>%s</legend>\n", legend);
  if (on_file != NULL)
    {
      g_autofree char *text = smrt_sandbox_cards_describe (on_file);

      smrt_sandbox_page_add (page, "<label><input type=\"radio\" name=\"card\" value=\"%s\" required checked>"
                                   "<span>%s (on file)</span></label>\n",
                             SMRT_SANDBOX_CARD_ON_FILE, text);
    }
  for (unsigned int i = 0; i < G_N_ELEMENTS (cards); i++)
    if (to_keep || !cards[i].only_to_keep)
      smrt_sandbox_page_add (page, "<label><input type=\"radio\" name=\"card\" value=\"%s\" required>"
                                   "<span>%s</span></label>\n",
                             cards[i].choice, cards[i].label);
  smrt_sandbox_page_add (page, "</fieldset>\n");
}

static void
set_expiry (JsonObject *method,
            gint64      now,
            int         months_left)
{
  g_autoptr (GDateTime) today = g_date_time_new_from_unix_utc (now);
  g_autoptr (GDateTime) last = g_date_time_add_months (today, months_left);
  JsonObject *card = smrt_sandbox_json_object (method, "card");

  json_object_set_int_member (card, "exp_month", g_date_time_get_month (last));
  json_object_set_int_member (card, "exp_year", g_date_time_get_year (last));
}

JsonObject *
smrt_sandbox_cards_take (SmrtSandboxStore *store,
                         const char       *choice,
                         JsonObject       *customer,
                         gint64            now)
{
  for (unsigned int i = 0; choice != NULL && i < G_N_ELEMENTS (cards); i++)
    if (g_str_equal (cards[i].choice, choice))
      {
        /* A new card belongs to nobody, so that attaching it cannot fail. */
        JsonObject *method = smrt_sandbox_payments_attach (store, cards[i].name, customer, NULL, now, NULL);

        if (cards[i].moves_expiry)
          set_expiry (method, now, cards[i].months_left);

        return method;
      }

  return NULL;
}
