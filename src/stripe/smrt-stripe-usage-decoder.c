/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-stripe"

#include "config.h"

#include "smrt-stripe-usage-decoder.h"

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

/* An amount that is not money, which the API leaves room for, has no value here
 * and is refused: a row without its amount would make the sum wrong. */
static gint64
read_monetary (const SmrtStripeReader  *reader,
               const char             **currency)
{
  SmrtStripeReader amount, monetary;

  if (!smrt_stripe_reader_enter (reader, "amount", &amount))
    smrt_stripe_reader_fail (reader, "amount", "missing");
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
  value = read_monetary (&side, &currency);
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
