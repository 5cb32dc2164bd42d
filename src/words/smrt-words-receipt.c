/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-words"

#include "config.h"

#include "smrt-words-receipt.h"

#include <glib/gi18n-lib.h>

#include "smrt-words-date.h"
#include "smrt-words-locale.h"
#include "smrt-words-money.h"
#include "smrt-words-plan.h"
#include "smrt-words-price.h"

static char *
describe_new_plan (const char *name,
                   SmrtOffer  *offer)
{
  SmrtCycle cycle = smrt_price_get_cycle (smrt_offer_get_to_price (offer));

  if (smrt_offer_changes_interval (offer) && cycle == SMRT_CYCLE_ANNUAL)
    /* Translators: a heading after a change; %s is a plan, "Pro" */
    return g_strdup_printf (_("You’re on %s and pay annually"), name);
  if (smrt_offer_changes_interval (offer) && cycle == SMRT_CYCLE_MONTHLY)
    /* Translators: a heading after a change; %s is a plan, "Pro" */
    return g_strdup_printf (_("You’re on %s and pay monthly"), name);

  /* Translators: a heading after a change; %s is a plan, "Pro" */
  return g_strdup_printf (_("You’re on %s"), name);
}

char *
smrt_words_done_title (SmrtOffer     *offer,
                       SmrtCatalogue *catalogue)
{
  g_autofree char *name = NULL;
  const char *unit_label;

  g_return_val_if_fail (SMRT_IS_OFFER (offer), NULL);

  switch (smrt_offer_get_kind (offer))
    {
    case SMRT_OFFER_SWITCH_TO_ANNUAL:
      return g_strdup (_("You Now Pay Annually"));
    case SMRT_OFFER_SWITCH_TO_MONTHLY:
      return g_strdup (_("You Now Pay Monthly"));
    case SMRT_OFFER_CHANGE_SEATS:
      unit_label = smrt_plan_get_unit_label (smrt_offer_get_to_plan (offer));
      name = smrt_words_quantity (smrt_offer_get_quantity (offer), unit_label != NULL ? unit_label : "seat");
      /* Translators: a heading after a change; %s is "5 seats" */
      return g_strdup_printf (_("You now have %s"), name);
    case SMRT_OFFER_UPGRADE:
    case SMRT_OFFER_DOWNGRADE:
    default:
      name = smrt_words_plan_short_name (smrt_offer_get_to_plan (offer), catalogue);
      return describe_new_plan (name, offer);
    }
}

char *
smrt_words_done_body (SmrtOffer     *offer,
                      SmrtCatalogue *catalogue)
{
  g_autofree char *name = NULL;

  g_return_val_if_fail (SMRT_IS_OFFER (offer), NULL);

  name = smrt_words_plan_short_name (smrt_offer_get_to_plan (offer), catalogue);

  switch (smrt_offer_get_kind (offer))
    {
    case SMRT_OFFER_UPGRADE:
      /* Translators: %s is a plan, "Pro" */
      return g_strdup_printf (_("All %s features are available now."), name);
    case SMRT_OFFER_DOWNGRADE:
      /* Translators: %s is a plan, "Standard" */
      return g_strdup_printf (_("Your subscription has the features of %s now."), name);
    case SMRT_OFFER_CHANGE_SEATS:
      return g_strdup (_("The new number applies now."));
    case SMRT_OFFER_SWITCH_TO_ANNUAL:
    case SMRT_OFFER_SWITCH_TO_MONTHLY:
    default:
      return g_strdup (_("All features stay."));
    }
}

char *
smrt_words_planned_title (SmrtQuote *quote)
{
  g_autofree char *date = NULL;

  g_return_val_if_fail (SMRT_IS_QUOTE (quote), NULL);

  date = smrt_words_date (smrt_quote_get_next_date (quote));

  /* Translators: a heading after a change was planned; %s is a day */
  return g_strdup_printf (_("Planned for %s"), date);
}

char *
smrt_words_planned_body (SmrtQuote     *quote,
                         SmrtCatalogue *catalogue)
{
  g_autofree char *plan = NULL;
  g_autofree char *quantity = NULL;
  const char *unit_label;
  SmrtOffer *offer;

  g_return_val_if_fail (SMRT_IS_QUOTE (quote), NULL);

  offer = smrt_quote_get_offer (quote);
  plan = smrt_words_plan_with_cycle (smrt_offer_get_to_plan (offer), smrt_offer_get_to_price (offer), catalogue);
  unit_label = smrt_plan_get_unit_label (smrt_offer_get_to_plan (offer));
  quantity = smrt_words_quantity (smrt_offer_get_quantity (offer), unit_label);

  if (quantity != NULL)
    /* Translators: %1$s is a plan, "Multi Line, monthly", %2$s how many there will be, "5 seats" */
    return g_strdup_printf (_("It becomes %1$s, with %2$s. Until then all stays as it is, and nothing is charged."),
                            plan, quantity);

  /* Translators: %s is a plan, "Pro, monthly" */
  return g_strdup_printf (_("It becomes %s. Until then all stays as it is, and nothing is charged."), plan);
}

char *
smrt_words_proof (SmrtProof *proof)
{
  g_autofree char *amount = NULL;
  const SmrtInvoiceSums *sums;
  SmrtInvoice *charged;
  SmrtMoney money;

  g_return_val_if_fail (proof == NULL || SMRT_IS_PROOF (proof), NULL);

  if (proof == NULL)
    return g_strdup (_("No invoice was made"));
  if (!smrt_proof_is_exact (proof))
    return g_strdup (_("The invoice differs from the quote"));

  charged = smrt_proof_get_charged (proof);
  sums = smrt_invoice_get_sums (charged);

  if (smrt_invoice_get_credit_added (charged) > 0)
    {
      money = smrt_invoice_get_money (charged, smrt_invoice_get_credit_added (charged));
      amount = smrt_words_money (&money);
      /* Translators: %s is an amount of money */
      return g_strdup_printf (_("%s was added to your subscription credit, exactly as quoted"), amount);
    }
  if (sums->amount_due <= 0)
    return g_strdup (_("Nothing was charged, exactly as quoted"));

  money = smrt_invoice_get_money (charged, sums->amount_due);
  amount = smrt_words_money (&money);
  if (smrt_invoice_get_status (charged) == SMRT_INVOICE_STATUS_PAID)
    /* Translators: %s is an amount of money */
    return g_strdup_printf (_("Charged %s, exactly as quoted"), amount);

  /* Translators: %s is an amount of money */
  return g_strdup_printf (_("An invoice for %s was made, exactly as quoted"), amount);
}

char *
smrt_words_missing_invoice (SmrtQuote *quote)
{
  g_autofree char *amount = NULL;
  SmrtMoney money;

  g_return_val_if_fail (SMRT_IS_QUOTE (quote), NULL);

  money = smrt_invoice_get_money (smrt_quote_get_due_invoice (quote),
                                  smrt_invoice_get_sums (smrt_quote_get_due_invoice (quote))->total);
  amount = smrt_words_money (&money);

  /* Translators: %s is an amount of money */
  return g_strdup_printf (_("One for %s was quoted. Look at the invoices before you pay anything."), amount);
}

static char *
describe_times (gint64 start,
                gint64 end)
{
  g_autofree char *from = smrt_words_time (start);
  g_autofree char *to = smrt_words_time (end);

  /* Translators: a period of time: two days with times of day */
  return g_strdup_printf (C_("period", "%1$s – %2$s"), from, to);
}

static char *
describe_period (const char           *line,
                 const SmrtDifference *difference)
{
  g_autofree char *quoted = smrt_words_date_range (difference->quoted_start, difference->quoted_end);
  g_autofree char *charged = smrt_words_date_range (difference->charged_start, difference->charged_end);

  /* Within the same days it is the hours that differ. */
  if (g_str_equal (quoted, charged))
    {
      g_free (quoted);
      g_free (charged);
      quoted = describe_times (difference->quoted_start, difference->quoted_end);
      charged = describe_times (difference->charged_start, difference->charged_end);
    }

  /* Translators: %1$s is the text of a line, the others are periods of time */
  return g_strdup_printf (_("“%1$s” was quoted for %2$s; the invoice says %3$s."), line, quoted, charged);
}

char *
smrt_words_difference (const SmrtDifference *difference)
{
  g_autofree char *line = NULL;
  g_autofree char *quoted = NULL;
  g_autofree char *charged = NULL;

  g_return_val_if_fail (difference != NULL, NULL);

  line = smrt_words_plain (difference->description);
  quoted = smrt_words_money (&difference->quoted);
  charged = smrt_words_money (&difference->charged);

  switch (difference->kind)
    {
    case SMRT_DIFFERENCE_LINE_AMOUNT:
      /* Translators: %1$s is the text of a line, the others amounts of money */
      return g_strdup_printf (_("“%1$s” was quoted at %2$s; the invoice says %3$s."), line, quoted, charged);
    case SMRT_DIFFERENCE_LINE_PERIOD:
      return describe_period (line, difference);
    case SMRT_DIFFERENCE_LINE_MISSING:
      /* Translators: %1$s is the text of a line, %2$s an amount of money */
      return g_strdup_printf (_("“%1$s” was quoted at %2$s and is not on the invoice."), line, quoted);
    case SMRT_DIFFERENCE_LINE_ADDED:
      /* Translators: %1$s is the text of a line, %2$s an amount of money */
      return g_strdup_printf (_("“%1$s” for %2$s is on the invoice and was not quoted."), line, charged);
    case SMRT_DIFFERENCE_SUBTOTAL:
      /* Translators: both are amounts of money */
      return g_strdup_printf (_("The lines were quoted at %1$s together; on the invoice they come to %2$s."), quoted,
                              charged);
    case SMRT_DIFFERENCE_DISCOUNT:
      /* Translators: both are amounts of money */
      return g_strdup_printf (_("The discount was quoted at %1$s; the invoice says %2$s."), quoted, charged);
    case SMRT_DIFFERENCE_TAX:
      /* Translators: both are amounts of money */
      return g_strdup_printf (_("The tax was quoted at %1$s; the invoice says %2$s."), quoted, charged);
    case SMRT_DIFFERENCE_TOTAL:
      /* Translators: both are amounts of money */
      return g_strdup_printf (_("The total was quoted at %1$s; the invoice says %2$s."), quoted, charged);
    case SMRT_DIFFERENCE_BALANCE_USED:
      /* Translators: both are amounts of money */
      return g_strdup_printf (_("The credit used was quoted at %1$s; the invoice says %2$s."), quoted, charged);
    case SMRT_DIFFERENCE_AMOUNT_PAID:
      /* Translators: both are amounts of money */
      return g_strdup_printf (_("%1$s was due; %2$s was paid."), quoted, charged);
    case SMRT_DIFFERENCE_AMOUNT_DUE:
    default:
      /* Translators: both are amounts of money */
      return g_strdup_printf (_("The amount due was quoted at %1$s; the invoice says %2$s."), quoted, charged);
    }
}

/* Names of makes are not translated. */
static char *
describe_brand (const char *brand)
{
  static const struct
  {
    const char *brand;
    const char *name;
  } brands[] = {
    { "amex", "American Express" },
    { "cartes_bancaires", "Cartes Bancaires" },
    { "diners", "Diners Club" },
    { "discover", "Discover" },
    { "eftpos_au", "eftpos" },
    { "jcb", "JCB" },
    { "link", "Link" },
    { "mastercard", "Mastercard" },
    { "unionpay", "UnionPay" },
    { "visa", "Visa" },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (brands); i++)
    if (g_strcmp0 (brand, brands[i].brand) == 0)
      return g_strdup (brands[i].name);

  if (brand == NULL || g_str_equal (brand, "unknown"))
    return g_strdup (_("Card"));

  return smrt_words_plain (brand);
}

static char *
describe_type (SmrtPaymentMethod *payment_method)
{
  const char *type = smrt_payment_method_get_kind (payment_method);

  if (g_strcmp0 (type, "card") == 0)
    return describe_brand (smrt_payment_method_get_brand (payment_method));
  if (g_strcmp0 (type, "us_bank_account") == 0)
    return g_strdup (_("Bank account"));
  if (g_strcmp0 (type, "sepa_debit") == 0)
    return g_strdup (_("SEPA direct debit"));
  if (g_strcmp0 (type, "link") == 0)
    return g_strdup ("Link");
  if (g_strcmp0 (type, "paypal") == 0)
    return g_strdup ("PayPal");

  return smrt_words_plain (type);
}

char *
smrt_words_payment_method (SmrtPaymentMethod *payment_method)
{
  g_autofree char *name = NULL;
  g_autofree char *last4 = NULL;

  g_return_val_if_fail (SMRT_IS_PAYMENT_METHOD (payment_method), NULL);

  name = describe_type (payment_method);
  if (smrt_payment_method_get_last4 (payment_method) == NULL)
    return g_steal_pointer (&name);

  last4 = smrt_words_plain (smrt_payment_method_get_last4 (payment_method));

  /* Translators: a card: %1$s is its make, "Visa", %2$s its last four digits */
  return g_strdup_printf (_("%1$s •••• %2$s"), name, last4);
}

static gboolean
get_last_month (SmrtPaymentMethod *payment_method,
                unsigned int      *month,
                unsigned int      *year)
{
  *month = smrt_payment_method_get_exp_month (payment_method);
  *year = smrt_payment_method_get_exp_year (payment_method);

  return *month != 0 && *year != 0;
}

char *
smrt_words_payment_method_expiry (SmrtPaymentMethod *payment_method,
                                  gint64             now)
{
  unsigned int month;
  unsigned int year;

  g_return_val_if_fail (SMRT_IS_PAYMENT_METHOD (payment_method), NULL);

  if (!get_last_month (payment_method, &month, &year))
    return NULL;

  if (smrt_payment_method_is_expired (payment_method, now))
    /* Translators: a card's last month: "expired 08/2024" */
    return g_strdup_printf (_("expired %1$02u/%2$04u"), month, year);

  /* Translators: a card's last month: "expires 08/2029" */
  return g_strdup_printf (_("expires %1$02u/%2$04u"), month, year);
}

char *
smrt_words_payment_method_expiry_title (SmrtPaymentMethod *payment_method,
                                        gint64             now)
{
  unsigned int month;
  unsigned int year;

  g_return_val_if_fail (SMRT_IS_PAYMENT_METHOD (payment_method), NULL);

  if (!get_last_month (payment_method, &month, &year))
    return NULL;

  if (smrt_payment_method_is_expired (payment_method, now))
    /* Translators: a card's last month, at the start of a line: "Expired 08/2024" */
    return g_strdup_printf (_("Expired %1$02u/%2$04u"), month, year);

  /* Translators: a card's last month, at the start of a line: "Expires 08/2029" */
  return g_strdup_printf (_("Expires %1$02u/%2$04u"), month, year);
}
