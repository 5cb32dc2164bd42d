/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-stripe"

#include "config.h"

#include "smrt-stripe-usage-decoder.h"

#include <string.h>

#include "smrt-stripe-decoder-private.h"

static const SmrtStripeWord sides[] = {
  { "credit", 1 },
  { "debit", -1 },
};

static const SmrtStripeWord kinds[] = {
  { "credits_granted", SMRT_CREDIT_KIND_USAGE_GRANTED },
  { "credits_applied", SMRT_CREDIT_KIND_USAGE_APPLIED },
  { "credits_expired", SMRT_CREDIT_KIND_USAGE_EXPIRED },
  { "credits_voided", SMRT_CREDIT_KIND_USAGE_VOIDED },
  { "credits_application_invoice_voided", SMRT_CREDIT_KIND_USAGE_RETURNED },
};

static const SmrtStripeWord categories[] = {
  { "paid", SMRT_GRANT_CATEGORY_PAID },
  { "promotional", SMRT_GRANT_CATEGORY_PROMOTIONAL },
};

/* An amount that is not money, which the API leaves room for, has no value here
 * and is refused: a row without its amount would make the sum wrong. */
static gint64
read_monetary (const SmrtStripeReader  *reader,
               const char              *member,
               const char             **currency)
{
  SmrtStripeReader amount, monetary;

  if (!smrt_stripe_reader_enter (reader, member, &amount))
    smrt_stripe_reader_fail (reader, member, "missing");
  else if (!smrt_stripe_reader_enter (&amount, "monetary", &monetary))
    smrt_stripe_reader_fail (&amount, "monetary", "missing");
  if (smrt_stripe_reader_failed (reader))
    return 0;

  *currency = smrt_stripe_reader_need_currency (&monetary, "currency");

  return smrt_stripe_reader_need_int (&monetary, "value");
}

static gpointer
read_usage_entry (const SmrtStripeReader *reader)
{
  const char *id = smrt_stripe_reader_need_string (reader, "id");
  gint64 created = smrt_stripe_reader_need_int (reader, "created");
  int sign = smrt_stripe_reader_get_word (reader, "type", sides, G_N_ELEMENTS (sides), 0);
  const char *member = sign > 0 ? "credit" : "debit";
  const char *currency = NULL;
  const char *invoice_id = NULL;
  SmrtStripeReader side, link;
  SmrtCreditKind kind;
  SmrtMoney money;
  gint64 value;

  if (sign == 0)
    smrt_stripe_reader_fail (reader, "type", "neither credit nor debit");
  else if (!smrt_stripe_reader_enter (reader, member, &side))
    smrt_stripe_reader_fail (reader, member, "missing");
  if (smrt_stripe_reader_failed (reader))
    return NULL;

  kind = smrt_stripe_reader_get_word (&side, "type", kinds, G_N_ELEMENTS (kinds), SMRT_CREDIT_KIND_OTHER);
  value = read_monetary (&side, "amount", &currency);
  if (smrt_stripe_reader_enter (&side, sign > 0 ? "credits_application_invoice_voided" : "credits_applied", &link))
    invoice_id = smrt_stripe_reader_get_id (&link, "invoice");
  if (smrt_stripe_reader_failed (reader))
    return NULL;

  money = smrt_money_init (sign * value, currency);

  return smrt_credit_entry_new (id, kind, created, &money, NULL, NULL, invoice_id);
}

SmrtCreditEntry *
smrt_stripe_decode_usage_entry (JsonNode  *node,
                                GError   **error)
{
  return smrt_stripe_decode (node, read_usage_entry, error);
}

/* A decimal number of minor units; a price of tiers or packages has none. */
static const char *
read_unit_amount (const SmrtStripeReader *reader)
{
  const char *text = smrt_stripe_read_text (reader, "unit_amount_decimal");
  gsize n_whole, n_more = 0;

  if (text == NULL || smrt_stripe_reader_has (reader, "transform_quantity"))
    return NULL;

  n_whole = strspn (text, "0123456789");
  if (text[n_whole] == '.')
    n_more = 1 + strspn (text + n_whole + 1, "0123456789");

  return n_whole > 0 && n_more != 1 && text[n_whole + n_more] == '\0' ? text : NULL;
}

static gpointer
read_usage_price (const SmrtStripeReader *reader)
{
  const char *id = smrt_stripe_reader_need_string (reader, "id");
  const char *name = smrt_stripe_read_text (reader, "nickname");
  const char *unit_amount = read_unit_amount (reader);
  const char *unit_label = NULL;
  SmrtStripeReader product, metadata;

  if (smrt_stripe_reader_enter (reader, "metadata", &metadata))
    unit_label = smrt_stripe_read_text (&metadata, "unit");
  if (smrt_stripe_reader_enter_expanded (reader, "product", &product))
    {
      if (unit_label == NULL)
        unit_label = smrt_stripe_read_text (&product, "unit_label");
      if (name == NULL)
        name = smrt_stripe_read_text (&product, "name");
    }
  if (smrt_stripe_reader_failed (reader))
    return NULL;

  return smrt_usage_price_new (id, name, unit_label, unit_amount);
}

SmrtUsagePrice *
smrt_stripe_decode_usage_price (JsonNode  *node,
                                GError   **error)
{
  return smrt_stripe_decode (node, read_usage_price, error);
}

static gpointer
read_usage_grant (const SmrtStripeReader *reader)
{
  const char *id = smrt_stripe_reader_need_string (reader, "id");
  const char *name = smrt_stripe_read_text (reader, "name");
  SmrtGrantCategory category = smrt_stripe_reader_get_word (reader, "category", categories, G_N_ELEMENTS (categories),
                                                            SMRT_GRANT_CATEGORY_OTHER);
  gint64 effective_at = smrt_stripe_reader_get_int (reader, "effective_at", 0);
  gint64 expires_at = smrt_stripe_reader_get_int (reader, "expires_at", 0);
  gboolean voided = smrt_stripe_reader_has (reader, "voided_at");
  const char *currency = NULL;
  gint64 value = read_monetary (reader, "amount", &currency);
  SmrtMoney amount;

  if (smrt_stripe_reader_failed (reader))
    return NULL;

  amount = smrt_money_init (value, currency);

  return smrt_usage_grant_new (id, name, category, &amount, effective_at, expires_at, voided);
}

SmrtUsageGrant *
smrt_stripe_decode_usage_grant (JsonNode  *node,
                                GError   **error)
{
  return smrt_stripe_decode (node, read_usage_grant, error);
}

static gpointer
read_usage_balance (const SmrtStripeReader *reader)
{
  unsigned int length = smrt_stripe_reader_get_length (reader, "balances");
  g_autoptr (GPtrArray) balances = g_ptr_array_new_with_free_func ((GDestroyNotify) smrt_money_free);

  for (unsigned int i = 0; i < length; i++)
    {
      SmrtStripeReader balance;
      const char *currency = NULL;
      gint64 value = 0;
      SmrtMoney money;

      if (smrt_stripe_reader_enter_element (reader, "balances", i, &balance))
        value = read_monetary (&balance, "available_balance", &currency);
      if (smrt_stripe_reader_failed (reader))
        return NULL;
      money = smrt_money_init (value, currency);
      g_ptr_array_add (balances, smrt_money_copy (&money));
    }

  return smrt_stripe_reader_failed (reader) ? NULL : g_steal_pointer (&balances);
}

GPtrArray *
smrt_stripe_decode_usage_balance (JsonNode  *node,
                                  GError   **error)
{
  return smrt_stripe_decode (node, read_usage_balance, error);
}
