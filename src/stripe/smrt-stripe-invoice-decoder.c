/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-stripe"

#include "config.h"

#include "smrt-stripe-invoice-decoder.h"

#include "smrt-address.h"
#include "smrt-stripe-reader.h"

static const SmrtStripeWord statuses[] = {
  { "draft", SMRT_INVOICE_STATUS_DRAFT },
  { "open", SMRT_INVOICE_STATUS_OPEN },
  { "paid", SMRT_INVOICE_STATUS_PAID },
  { "uncollectible", SMRT_INVOICE_STATUS_UNCOLLECTIBLE },
  { "void", SMRT_INVOICE_STATUS_VOID },
};

static const SmrtStripeWord payment_states[] = {
  { "succeeded", SMRT_PAYMENT_STATE_SUCCEEDED },
  { "processing", SMRT_PAYMENT_STATE_PROCESSING },
  { "requires_action", SMRT_PAYMENT_STATE_REQUIRES_ACTION },
  { "requires_payment_method", SMRT_PAYMENT_STATE_REQUIRES_PAYMENT_METHOD },
};

static gboolean
read_proration (const SmrtStripeReader *line)
{
  SmrtStripeReader parent, details;

  if (!smrt_stripe_reader_enter (line, "parent", &parent))
    return FALSE;
  if (smrt_stripe_reader_enter (&parent, "subscription_item_details", &details) ||
      smrt_stripe_reader_enter (&parent, "invoice_item_details", &details))
    return smrt_stripe_reader_get_boolean (&details, "proration", FALSE);

  return FALSE;
}

static SmrtInvoiceLine *
read_line (const SmrtStripeReader *reader,
           const char             *invoice_currency)
{
  const char *id = smrt_stripe_reader_need_string (reader, "id");
  const char *currency = smrt_stripe_reader_need_currency (reader, "currency");
  const char *description = smrt_stripe_reader_get_string (reader, "description");
  gint64 amount = smrt_stripe_reader_need_int (reader, "amount");
  gint64 quantity = smrt_stripe_reader_get_int (reader, "quantity", 1);
  gboolean proration = read_proration (reader);
  const char *price_id = NULL, *product_id = NULL;
  gint64 start = 0, end = 0;
  SmrtStripeReader period, pricing, details;
  SmrtMoney money;

  if (smrt_stripe_reader_enter (reader, "period", &period))
    {
      start = smrt_stripe_reader_need_int (&period, "start");
      end = smrt_stripe_reader_need_int (&period, "end");
    }
  else
    smrt_stripe_reader_fail (reader, "period", "missing");

  if (smrt_stripe_reader_enter (reader, "pricing", &pricing) &&
      smrt_stripe_reader_enter (&pricing, "price_details", &details))
    {
      price_id = smrt_stripe_reader_get_id (&details, "price");
      product_id = smrt_stripe_reader_get_id (&details, "product");
    }

  if (currency != NULL && g_ascii_strcasecmp (currency, invoice_currency) != 0)
    smrt_stripe_reader_fail (reader, "currency", "not that of the invoice");
  if (smrt_stripe_reader_failed (reader))
    return NULL;

  money = smrt_money_init (amount, currency);

  return smrt_invoice_line_new (id, &money, description, start, end, quantity, price_id, product_id, proration);
}

/* Adds up `amount` of the elements of a list; with @kind only of those whose
 * member of that name is @wanted. */
static gint64
read_sum (const SmrtStripeReader *reader,
          const char             *member,
          const char             *kind,
          const char             *wanted)
{
  unsigned int length = smrt_stripe_reader_get_length (reader, member);
  gint64 sum = 0;

  for (unsigned int i = 0; i < length; i++)
    {
      SmrtStripeReader element;
      gint64 amount;

      if (!smrt_stripe_reader_enter_element (reader, member, i, &element))
        return 0;
      if (kind != NULL && g_strcmp0 (smrt_stripe_reader_get_string (&element, kind), wanted) != 0)
        continue;
      amount = smrt_stripe_reader_need_int (&element, "amount");
      if (__builtin_add_overflow (sum, amount, &sum))
        smrt_stripe_reader_fail (reader, member, "does not add up");
    }

  return sum;
}

/* An amount that is never below nothing. */
static gint64
need_charge (const SmrtStripeReader *reader,
             const char             *member)
{
  gint64 amount = smrt_stripe_reader_need_int (reader, member);

  if (amount < 0)
    smrt_stripe_reader_fail (reader, member, "out of range");

  return amount;
}

static void
read_sums (const SmrtStripeReader *reader,
           SmrtInvoiceSums        *sums)
{
  *sums = (SmrtInvoiceSums){
    .subtotal = smrt_stripe_reader_need_int (reader, "subtotal"),
    .discount = read_sum (reader, "total_discount_amounts", NULL, NULL),
    .usage_credit = read_sum (reader, "total_pretax_credit_amounts", "type", "credit_balance_transaction"),
    .tax = read_sum (reader, "total_taxes", "tax_behavior", "exclusive"),
    .included_tax = read_sum (reader, "total_taxes", "tax_behavior", "inclusive"),
    .total = smrt_stripe_reader_need_int (reader, "total"),
    .starting_balance = smrt_stripe_reader_need_int (reader, "starting_balance"),
    .ending_balance = smrt_stripe_reader_get_int (reader, "ending_balance", 0),
    .has_ending_balance = smrt_stripe_reader_has (reader, "ending_balance"),
    .amount_due = need_charge (reader, "amount_due"),
    .amount_paid = need_charge (reader, "amount_paid"),
    .amount_remaining = need_charge (reader, "amount_remaining"),
  };
}

static void
read_parent (const SmrtStripeReader *reader,
             SmrtInvoice            *invoice)
{
  SmrtStripeReader parent, details;

  if (!smrt_stripe_reader_enter (reader, "parent", &parent) ||
      !smrt_stripe_reader_enter (&parent, "subscription_details", &details))
    return;

  smrt_invoice_set_subscription_id (invoice, smrt_stripe_reader_get_id (&details, "subscription"));
  smrt_invoice_set_proration_date (invoice, smrt_stripe_reader_get_int (&details, "subscription_proration_date", 0));
}

/* The first proration line says when, where the invoice itself does not. */
static void
add_line (SmrtInvoice     *invoice,
          SmrtInvoiceLine *line)
{
  smrt_invoice_add_line (invoice, line);
  if (smrt_invoice_get_proration_date (invoice) == 0 && smrt_invoice_line_get_proration (line))
    smrt_invoice_set_proration_date (invoice, smrt_invoice_line_get_period_start (line));
}

static void
read_lines (const SmrtStripeReader *reader,
            SmrtInvoice            *invoice)
{
  SmrtStripeReader lines, element;
  unsigned int length;

  if (!smrt_stripe_reader_enter (reader, "lines", &lines))
    {
      smrt_stripe_reader_fail (reader, "lines", "missing");
      return;
    }

  length = smrt_stripe_reader_get_length (&lines, "data");
  if (smrt_stripe_reader_get_boolean (&lines, "has_more", FALSE) && length == 0)
    smrt_stripe_reader_fail (&lines, "data", "empty, although there is more");
  for (unsigned int i = 0; i < length; i++)
    {
      g_autoptr (SmrtInvoiceLine) line = NULL;

      if (smrt_stripe_reader_enter_element (&lines, "data", i, &element))
        line = read_line (&element, smrt_invoice_get_currency (invoice));
      if (line == NULL)
        return;
      add_line (invoice, line);
    }
}

/* The newest payment whose intent was expanded: the list is newest first. */
static void
read_payments (const SmrtStripeReader *reader,
               SmrtInvoice            *invoice)
{
  SmrtStripeReader payments, element, payment, intent, error;
  unsigned int length;

  if (!smrt_stripe_reader_enter (reader, "payments", &payments))
    return;

  length = smrt_stripe_reader_get_length (&payments, "data");
  for (unsigned int i = 0; i < length; i++)
    {
      if (!smrt_stripe_reader_enter_element (&payments, "data", i, &element) ||
          !smrt_stripe_reader_enter (&element, "payment", &payment) ||
          !smrt_stripe_reader_enter_expanded (&payment, "payment_intent", &intent))
        continue;

      smrt_invoice_set_payment_state (invoice, smrt_stripe_reader_get_word (&intent, "status", payment_states,
                                                                            G_N_ELEMENTS (payment_states),
                                                                            SMRT_PAYMENT_STATE_NONE));
      if (smrt_stripe_reader_enter (&intent, "last_payment_error", &error))
        smrt_invoice_set_payment_error (invoice, smrt_stripe_reader_get_string (&error, "message"));
      return;
    }
}

static const char *
read_address (const SmrtStripeReader *reader,
              const char             *member)
{
  const char *address = smrt_stripe_reader_get_string (reader, member);

  return smrt_address_is_safe (address) ? address : NULL;
}

static SmrtInvoice *
read_invoice (const SmrtStripeReader *reader)
{
  const char *id = smrt_stripe_reader_need_string (reader, "id");
  const char *currency = smrt_stripe_reader_need_currency (reader, "currency");
  gint64 created = smrt_stripe_reader_need_int (reader, "created");
  SmrtInvoiceStatus status = smrt_stripe_reader_get_word (reader, "status", statuses, G_N_ELEMENTS (statuses),
                                                          SMRT_INVOICE_STATUS_UNKNOWN);
  g_autoptr (SmrtInvoice) invoice = NULL;
  SmrtInvoiceSums sums;

  read_sums (reader, &sums);
  if (smrt_stripe_reader_failed (reader))
    return NULL;

  invoice = smrt_invoice_new (id, status, currency, created, &sums);
  smrt_invoice_set_number (invoice, smrt_stripe_reader_get_string (reader, "number"));
  smrt_invoice_set_billing_reason (invoice, smrt_stripe_reader_get_string (reader, "billing_reason"));
  smrt_invoice_set_hosted_url (invoice, read_address (reader, "hosted_invoice_url"));
  smrt_invoice_set_pdf_url (invoice, read_address (reader, "invoice_pdf"));
  read_parent (reader, invoice);
  read_lines (reader, invoice);
  read_payments (reader, invoice);

  return smrt_stripe_reader_failed (reader) ? NULL : g_steal_pointer (&invoice);
}

SmrtInvoice *
smrt_stripe_decode_invoice (JsonNode  *node,
                            GError   **error)
{
  SmrtStripeReader reader;
  GError *local_error = NULL;
  SmrtInvoice *invoice = NULL;

  if (smrt_stripe_reader_begin (&reader, node, &local_error))
    invoice = read_invoice (&reader);
  if (local_error != NULL)
    g_propagate_error (error, local_error);

  return invoice;
}

gboolean
smrt_stripe_decode_line_into (SmrtInvoice  *invoice,
                              JsonNode     *node,
                              GError      **error)
{
  SmrtStripeReader reader;
  GError *local_error = NULL;
  g_autoptr (SmrtInvoiceLine) line = NULL;

  if (smrt_stripe_reader_begin (&reader, node, &local_error))
    line = read_line (&reader, smrt_invoice_get_currency (invoice));
  if (local_error != NULL)
    g_propagate_error (error, local_error);
  if (line != NULL)
    add_line (invoice, line);

  return line != NULL;
}

char *
smrt_stripe_decode_lines_cursor (JsonNode *node)
{
  SmrtStripeReader reader, lines, last;
  g_autoptr (GError) error = NULL;
  unsigned int length;

  if (!smrt_stripe_reader_begin (&reader, node, &error) ||
      !smrt_stripe_reader_enter (&reader, "lines", &lines) ||
      !smrt_stripe_reader_get_boolean (&lines, "has_more", FALSE))
    return NULL;

  length = smrt_stripe_reader_get_length (&lines, "data");
  if (length == 0 || !smrt_stripe_reader_enter_element (&lines, "data", length - 1, &last))
    return NULL;

  return g_strdup (smrt_stripe_reader_need_string (&last, "id"));
}
