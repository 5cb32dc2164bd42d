/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-account"

#include "config.h"

#include "smrt-quote-file.h"

#define FORMAT  "smrtphone-plans-quote"
#define VERSION 2
#define AT_NOW "now"
#define AT_RENEWAL "renewal"

/* Beyond what every JSON reader keeps exactly there is no amount and no time. */
#define MAX_EXACT_INTEGER ((G_GINT64_CONSTANT (1) << 53) - 1)

G_DEFINE_QUARK (smrt-quote-file-error-quark, smrt_quote_file_error)

/* The sums by name, so that writing and reading cannot part. */
static const struct
{
  const char *name;
  gsize offset;
} sums_members[] = {
  { "subtotal", G_STRUCT_OFFSET (SmrtInvoiceSums, subtotal) },
  { "discount", G_STRUCT_OFFSET (SmrtInvoiceSums, discount) },
  { "tax", G_STRUCT_OFFSET (SmrtInvoiceSums, tax) },
  { "total", G_STRUCT_OFFSET (SmrtInvoiceSums, total) },
  { "starting_balance", G_STRUCT_OFFSET (SmrtInvoiceSums, starting_balance) },
  { "amount_due", G_STRUCT_OFFSET (SmrtInvoiceSums, amount_due) },
};

static void
add_string (JsonBuilder *builder,
            const char  *name,
            const char  *value)
{
  json_builder_set_member_name (builder, name);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

static void
add_int (JsonBuilder *builder,
         const char  *name,
         gint64       value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

static void
add_invoice (JsonBuilder *builder,
             const char  *name,
             SmrtInvoice *invoice)
{
  const SmrtInvoiceSums *sums = smrt_invoice_get_sums (invoice);
  GPtrArray *lines = smrt_invoice_get_lines (invoice);

  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  for (unsigned int i = 0; i < G_N_ELEMENTS (sums_members); i++)
    add_int (builder, sums_members[i].name, G_STRUCT_MEMBER (gint64, sums, sums_members[i].offset));

  json_builder_set_member_name (builder, "lines");
  json_builder_begin_array (builder);
  for (unsigned int i = 0; i < lines->len; i++)
    {
      SmrtInvoiceLine *line = g_ptr_array_index (lines, i);

      json_builder_begin_object (builder);
      add_int (builder, "amount", smrt_invoice_line_get_amount (line)->amount);
      add_string (builder, "description", smrt_invoice_line_get_description (line));
      add_int (builder, "period_start", smrt_invoice_line_get_period_start (line));
      add_int (builder, "period_end", smrt_invoice_line_get_period_end (line));
      add_int (builder, "quantity", smrt_invoice_line_get_quantity (line));
      add_string (builder, "price", smrt_invoice_line_get_price_id (line));
      add_string (builder, "product", smrt_invoice_line_get_product_id (line));
      json_builder_set_member_name (builder, "proration");
      json_builder_add_boolean_value (builder, smrt_invoice_line_get_proration (line));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

JsonNode *
smrt_quote_file_to_json (SmrtAccount *account,
                         SmrtQuote   *quote)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  SmrtOffer *offer;
  SmrtSubscriptionItem *item;

  g_return_val_if_fail (SMRT_IS_ACCOUNT (account), NULL);
  g_return_val_if_fail (SMRT_IS_QUOTE (quote), NULL);

  offer = smrt_quote_get_offer (quote);
  item = smrt_offer_get_item (offer);

  json_builder_begin_object (builder);
  add_string (builder, "format", FORMAT);
  add_int (builder, "version", VERSION);
  add_string (builder, "customer", smrt_session_get_customer_id (smrt_account_get_session (account)));
  add_string (builder, "subscription", smrt_subscription_get_id (smrt_offer_get_subscription (offer)));
  add_string (builder, "item", smrt_subscription_item_get_id (item));
  add_string (builder, "from_price", smrt_price_get_id (smrt_offer_get_from_price (offer)));
  add_int (builder, "from_quantity", smrt_subscription_item_get_quantity (item));
  add_string (builder, "to_price", smrt_price_get_id (smrt_offer_get_to_price (offer)));
  add_int (builder, "to_quantity", smrt_offer_get_quantity (offer));
  add_string (builder, "at", smrt_quote_get_timing (quote) == SMRT_TIMING_NOW ? AT_NOW : AT_RENEWAL);
  add_string (builder, "currency", smrt_invoice_get_currency (smrt_quote_get_next_invoice (quote)));
  add_int (builder, "taken_at", smrt_quote_get_taken_at (quote));
  add_int (builder, "proration_date", smrt_quote_get_proration_date (quote));
  if (smrt_quote_get_due_invoice (quote) != NULL)
    add_invoice (builder, "due_today", smrt_quote_get_due_invoice (quote));
  add_invoice (builder, "next_payment", smrt_quote_get_next_invoice (quote));
  json_builder_end_object (builder);

  return json_builder_get_root (builder);
}

static gboolean
set_invalid (GError     **error,
             const char  *name)
{
  g_set_error (error, SMRT_QUOTE_FILE_ERROR, SMRT_QUOTE_FILE_ERROR_INVALID,
               "“%s” is missing or not of its kind", name);

  return FALSE;
}

static const char *
read_string (JsonObject  *object,
             const char  *name,
             GError     **error)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_get_string (node);

  set_invalid (error, name);

  return NULL;
}

static gboolean
read_int (JsonObject  *object,
          const char  *name,
          gint64      *value,
          GError     **error)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return set_invalid (error, name);

  *value = json_node_get_int (node);
  if (*value < -MAX_EXACT_INTEGER || *value > MAX_EXACT_INTEGER)
    return set_invalid (error, name);

  return TRUE;
}

static SmrtInvoiceLine *
read_line (JsonNode    *node,
           const char  *currency,
           unsigned int number,
           GError     **error)
{
  g_autofree char *id = g_strdup_printf ("line_%u", number);
  const char *description, *price, *product;
  gint64 amount, start, end, quantity;
  JsonObject *object;
  SmrtMoney money;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      set_invalid (error, "lines");
      return NULL;
    }

  object = json_node_get_object (node);
  if (!read_int (object, "amount", &amount, error) ||
      !read_int (object, "period_start", &start, error) ||
      !read_int (object, "period_end", &end, error) ||
      !read_int (object, "quantity", &quantity, error))
    return NULL;

  description = json_object_get_string_member_with_default (object, "description", NULL);
  price = json_object_get_string_member_with_default (object, "price", NULL);
  product = json_object_get_string_member_with_default (object, "product", NULL);
  money = smrt_money_init (amount, currency);

  return smrt_invoice_line_new (id, &money, description, start, end, quantity, price, product,
                                json_object_get_boolean_member_with_default (object, "proration", FALSE));
}

static SmrtInvoice *
read_invoice (JsonObject  *parent,
              const char  *name,
              const char  *currency,
              gint64       proration_date,
              GError     **error)
{
  g_autoptr (SmrtInvoice) invoice = NULL;
  JsonNode *node = json_object_get_member (parent, name);
  SmrtInvoiceSums sums = { 0 };
  JsonObject *object;
  JsonArray *lines;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    {
      set_invalid (error, name);
      return NULL;
    }

  object = json_node_get_object (node);
  for (unsigned int i = 0; i < G_N_ELEMENTS (sums_members); i++)
    if (!read_int (object, sums_members[i].name, &G_STRUCT_MEMBER (gint64, &sums, sums_members[i].offset), error))
      return NULL;

  node = json_object_get_member (object, "lines");
  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    {
      set_invalid (error, "lines");
      return NULL;
    }

  invoice = smrt_invoice_new (name, SMRT_INVOICE_STATUS_DRAFT, currency, 0, &sums);
  smrt_invoice_set_proration_date (invoice, proration_date);

  lines = json_node_get_array (node);
  for (unsigned int i = 0; i < json_array_get_length (lines); i++)
    {
      g_autoptr (SmrtInvoiceLine) line = read_line (json_array_get_element (lines, i), currency, i, error);

      if (line == NULL)
        return NULL;
      smrt_invoice_add_line (invoice, line);
    }

  return g_steal_pointer (&invoice);
}

/* All that is offered, with the seats of the file too, and these alone. */
static GPtrArray *
list_offers (SmrtAccount      *account,
             SmrtSubscription *subscription,
             gint64            quantity)
{
  SmrtCatalogue *catalogue = smrt_account_get_catalogue (account);
  GPtrArray *offers = smrt_catalogue_get_offers (catalogue, subscription);
  SmrtOffer *seats = smrt_catalogue_make_seat_offer (catalogue, subscription, quantity);
  unsigned int length = seats != NULL ? offers->len : 0;

  for (unsigned int i = 0; i < length; i++)
    g_ptr_array_add (offers, smrt_offer_with_quantity (g_ptr_array_index (offers, i), quantity));
  if (seats != NULL)
    g_ptr_array_add (offers, seats);

  return offers;
}

/* A file of the first version does not say when: it is of a change at once. */
static gboolean
read_timing (JsonObject  *object,
             SmrtTiming  *timing,
             GError     **error)
{
  const char *at = json_object_has_member (object, "at") ? read_string (object, "at", error) : AT_NOW;

  if (at == NULL)
    return FALSE;

  *timing = g_str_equal (at, AT_NOW) ? SMRT_TIMING_NOW : SMRT_TIMING_AT_RENEWAL;

  return g_str_equal (at, AT_NOW) || g_str_equal (at, AT_RENEWAL) || set_invalid (error, "at");
}

static SmrtOffer *
find_offer (SmrtAccount *account,
            JsonObject  *object,
            SmrtTiming   timing,
            GError     **error)
{
  g_autoptr (GPtrArray) offers = NULL;
  const char *subscription_id = read_string (object, "subscription", error);
  const char *item_id = subscription_id != NULL ? read_string (object, "item", error) : NULL;
  const char *from_price = item_id != NULL ? read_string (object, "from_price", error) : NULL;
  const char *to_price = from_price != NULL ? read_string (object, "to_price", error) : NULL;
  gint64 from_quantity, to_quantity;
  SmrtSubscription *subscription;

  if (to_price == NULL ||
      !read_int (object, "from_quantity", &from_quantity, error) ||
      !read_int (object, "to_quantity", &to_quantity, error))
    return NULL;

  subscription = smrt_account_find_subscription (account, subscription_id);
  if (subscription != NULL)
    offers = list_offers (account, subscription, to_quantity);

  for (unsigned int i = 0; offers != NULL && i < offers->len; i++)
    {
      SmrtOffer *offer = g_ptr_array_index (offers, i);

      if (g_str_equal (smrt_subscription_item_get_id (smrt_offer_get_item (offer)), item_id) &&
          g_str_equal (smrt_price_get_id (smrt_offer_get_from_price (offer)), from_price) &&
          g_str_equal (smrt_price_get_id (smrt_offer_get_to_price (offer)), to_price) &&
          smrt_subscription_item_get_quantity (smrt_offer_get_item (offer)) == from_quantity &&
          smrt_offer_get_quantity (offer) == to_quantity &&
          smrt_offer_allows (offer, timing))
        return g_object_ref (offer);
    }

  g_set_error_literal (error, SMRT_QUOTE_FILE_ERROR, SMRT_QUOTE_FILE_ERROR_STALE,
                       "The subscription is no longer what it was when the quote was taken");

  return NULL;
}

SmrtQuote *
smrt_quote_file_from_json (SmrtAccount  *account,
                           JsonNode     *node,
                           GError      **error)
{
  g_autoptr (SmrtOffer) offer = NULL;
  g_autoptr (SmrtInvoice) due_invoice = NULL;
  g_autoptr (SmrtInvoice) next_invoice = NULL;
  const char *format, *customer, *currency;
  gint64 version, taken_at, proration_date, age;
  SmrtSession *session;
  SmrtTiming timing;
  JsonObject *object;
  gint64 monotonic;

  g_return_val_if_fail (SMRT_IS_ACCOUNT (account), NULL);
  g_return_val_if_fail (smrt_account_get_loaded (account), NULL);
  g_return_val_if_fail (node != NULL, NULL);

  session = smrt_account_get_session (account);
  object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  format = object != NULL ? json_object_get_string_member_with_default (object, "format", NULL) : NULL;
  if (g_strcmp0 (format, FORMAT) != 0)
    {
      g_set_error_literal (error, SMRT_QUOTE_FILE_ERROR, SMRT_QUOTE_FILE_ERROR_INVALID, "This is not a quote file");
      return NULL;
    }

  if (!read_int (object, "version", &version, error))
    return NULL;
  if (version > VERSION)
    {
      g_set_error_literal (error, SMRT_QUOTE_FILE_ERROR, SMRT_QUOTE_FILE_ERROR_NEWER,
                           "The quote was written by a newer version of this program");
      return NULL;
    }

  customer = read_string (object, "customer", error);
  if (customer == NULL)
    return NULL;
  if (g_strcmp0 (customer, smrt_session_get_customer_id (session)) != 0)
    {
      g_set_error_literal (error, SMRT_QUOTE_FILE_ERROR, SMRT_QUOTE_FILE_ERROR_OTHER_ACCOUNT,
                           "The quote is for another account");
      return NULL;
    }

  currency = read_string (object, "currency", error);
  if (currency == NULL)
    return NULL;
  if (!smrt_currency_is_valid (currency))
    {
      set_invalid (error, "currency");
      return NULL;
    }

  if (!read_int (object, "taken_at", &taken_at, error) ||
      !read_int (object, "proration_date", &proration_date, error) ||
      !read_timing (object, &timing, error))
    return NULL;

  offer = find_offer (account, object, timing, error);
  if (offer == NULL)
    return NULL;

  /* Otherwise the change is charged with the next payment, or at it. */
  if (timing == SMRT_TIMING_NOW && smrt_offer_charges_at_once (offer))
    {
      due_invoice = read_invoice (object, "due_today", currency, proration_date, error);
      if (due_invoice == NULL)
        return NULL;
    }

  next_invoice = read_invoice (object, "next_payment", currency, 0, error);
  if (next_invoice == NULL)
    return NULL;

  /* Its age is reckoned from the server's clock, the only one that both
   * machines share. */
  age = smrt_stripe_client_get_server_time (smrt_session_get_client (session)) - taken_at;
  age = CLAMP (age, 0, G_MAXINT32);

  monotonic = smrt_clock_get_monotonic_time (smrt_session_get_clock (session)) - age * G_USEC_PER_SEC;

  if (timing == SMRT_TIMING_AT_RENEWAL)
    return smrt_quote_new_at_renewal (offer, next_invoice, taken_at, monotonic);
  if (due_invoice != NULL)
    return smrt_quote_new (offer, due_invoice, next_invoice, taken_at, monotonic);

  smrt_invoice_set_proration_date (next_invoice, proration_date);

  return smrt_quote_new_charged_later (offer, next_invoice, taken_at, monotonic);
}
