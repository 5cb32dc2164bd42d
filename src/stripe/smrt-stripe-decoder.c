/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-stripe"

#include "config.h"

#include "smrt-stripe-decoder.h"

#include "smrt-stripe-decoder-private.h"

static const SmrtStripeWord intervals[] = {
  { "day", SMRT_INTERVAL_DAY },
  { "week", SMRT_INTERVAL_WEEK },
  { "month", SMRT_INTERVAL_MONTH },
  { "year", SMRT_INTERVAL_YEAR },
};

static const SmrtStripeWord prorations[] = {
  { "always_invoice", SMRT_PRORATION_ALWAYS_INVOICE },
  { "create_prorations", SMRT_PRORATION_CREATE_PRORATIONS },
  { "none", SMRT_PRORATION_NONE },
};

static const SmrtStripeWord update_flags[] = {
  { "price", SMRT_SWITCH_PRICE },
  { "quantity", SMRT_SWITCH_QUANTITY },
};

static const SmrtStripeWord condition_flags[] = {
  { "decreasing_item_amount", SMRT_SWITCH_WAIT_DECREASING_AMOUNT },
  { "shortening_interval", SMRT_SWITCH_WAIT_SHORTENING_INTERVAL },
};

static const SmrtStripeWord credit_kinds[] = {
  { "adjustment", SMRT_CREDIT_KIND_ADJUSTMENT },
  { "applied_to_invoice", SMRT_CREDIT_KIND_APPLIED_TO_INVOICE },
  { "credit_note", SMRT_CREDIT_KIND_CREDIT_NOTE },
  { "initial", SMRT_CREDIT_KIND_INITIAL },
  { "invoice_overpaid", SMRT_CREDIT_KIND_INVOICE_OVERPAID },
  { "invoice_too_large", SMRT_CREDIT_KIND_INVOICE_TOO_LARGE },
  { "invoice_too_small", SMRT_CREDIT_KIND_INVOICE_TOO_SMALL },
  { "migration", SMRT_CREDIT_KIND_MIGRATION },
  { "unapplied_from_invoice", SMRT_CREDIT_KIND_UNAPPLIED_FROM_INVOICE },
  { "unspent_receiver_credit", SMRT_CREDIT_KIND_UNSPENT_RECEIVER_CREDIT },
  { "checkout_session_subscription_payment", SMRT_CREDIT_KIND_CHECKOUT_PAYMENT },
  { "checkout_session_subscription_payment_canceled", SMRT_CREDIT_KIND_CHECKOUT_PAYMENT_CANCELED },
};

gpointer
smrt_stripe_decode (JsonNode             *node,
                    SmrtStripeReadFunc    read,
                    GError              **error)
{
  SmrtStripeReader reader;
  GError *local_error = NULL;
  gpointer value = NULL;

  if (smrt_stripe_reader_begin (&reader, node, &local_error))
    value = read (&reader);
  if (local_error != NULL)
    g_propagate_error (error, local_error);

  return value;
}

/* A text of the merchant; an empty one is none. */
const char *
smrt_stripe_read_text (const SmrtStripeReader *reader,
                       const char             *member)
{
  const char *text = smrt_stripe_reader_get_string (reader, member);

  return text != NULL && *text != '\0' ? text : NULL;
}

unsigned int
smrt_stripe_read_count (const SmrtStripeReader *reader,
                        const char             *member,
                        unsigned int            fallback)
{
  gint64 count = smrt_stripe_reader_get_int (reader, member, fallback);

  if (count >= 0 && count <= G_MAXINT)
    return count;

  smrt_stripe_reader_fail (reader, member, "out of range");

  return 0;
}

SmrtPrice *
smrt_stripe_read_price (const SmrtStripeReader *reader)
{
  const char *id = smrt_stripe_reader_need_string (reader, "id");
  const char *product_id = smrt_stripe_reader_get_id (reader, "product");
  const char *currency = smrt_stripe_reader_need_currency (reader, "currency");
  const char *lookup_key = smrt_stripe_read_text (reader, "lookup_key");
  gint64 unit_amount = smrt_stripe_reader_get_int (reader, "unit_amount", 0);
  gboolean has_unit_amount = smrt_stripe_reader_has (reader, "unit_amount") &&
                             !smrt_stripe_reader_has (reader, "transform_quantity");
  gboolean active = smrt_stripe_reader_get_boolean (reader, "active", TRUE);
  SmrtInterval interval = SMRT_INTERVAL_UNKNOWN;
  unsigned int interval_count = 1;
  gboolean metered = FALSE;
  SmrtStripeReader recurring;

  if (product_id == NULL)
    smrt_stripe_reader_fail (reader, "product", "missing");
  if (smrt_stripe_reader_enter (reader, "recurring", &recurring))
    {
      interval = smrt_stripe_reader_get_word (&recurring, "interval", intervals, G_N_ELEMENTS (intervals),
                                              SMRT_INTERVAL_UNKNOWN);
      interval_count = smrt_stripe_read_count (&recurring, "interval_count", 1);
      metered = g_strcmp0 (smrt_stripe_reader_get_string (&recurring, "usage_type"), "metered") == 0;
    }

  if (smrt_stripe_reader_failed (reader))
    return NULL;

  return smrt_price_new (id, product_id, currency, has_unit_amount ? &unit_amount : NULL,
                         interval, interval_count, metered, active, lookup_key);
}

static void
read_features (const SmrtStripeReader *reader,
               SmrtPlan               *plan)
{
  unsigned int length = smrt_stripe_reader_get_length (reader, "marketing_features");
  g_autoptr (GPtrArray) features = g_ptr_array_new ();

  for (unsigned int i = 0; i < length; i++)
    {
      SmrtStripeReader feature;
      const char *name;

      if (!smrt_stripe_reader_enter_element (reader, "marketing_features", i, &feature))
        return;
      name = smrt_stripe_read_text (&feature, "name");
      if (name != NULL)
        g_ptr_array_add (features, (gpointer) name);
    }

  g_ptr_array_add (features, NULL);
  smrt_plan_set_features (plan, (const char * const *) features->pdata);
}

static void
read_conventions (const SmrtStripeReader *reader,
                  SmrtPlan               *plan)
{
  SmrtStripeReader metadata;
  const char *rank;
  gint64 value;

  if (!smrt_stripe_reader_enter (reader, "metadata", &metadata))
    return;

  smrt_plan_set_family (plan, smrt_stripe_read_text (&metadata, "family"));
  smrt_plan_set_includes (plan, smrt_stripe_read_text (&metadata, "includes"));
  rank = smrt_stripe_read_text (&metadata, "rank");
  if (rank != NULL && g_ascii_string_to_signed (rank, 10, G_MININT64, G_MAXINT64, &value, NULL))
    smrt_plan_set_rank (plan, value);
}

static gpointer
read_plan (const SmrtStripeReader *reader)
{
  const char *id = smrt_stripe_reader_need_string (reader, "id");
  const char *name = smrt_stripe_reader_need_string (reader, "name");
  g_autoptr (SmrtPlan) plan = NULL;

  if (smrt_stripe_reader_failed (reader))
    return NULL;

  plan = smrt_plan_new (id, name);
  smrt_plan_set_description (plan, smrt_stripe_read_text (reader, "description"));
  smrt_plan_set_unit_label (plan, smrt_stripe_read_text (reader, "unit_label"));
  smrt_plan_set_active (plan, smrt_stripe_reader_get_boolean (reader, "active", TRUE));
  read_conventions (reader, plan);
  read_features (reader, plan);

  return smrt_stripe_reader_failed (reader) ? NULL : g_steal_pointer (&plan);
}

static SmrtSwitchFlags
read_flags (const SmrtStripeReader *update)
{
  unsigned int length = smrt_stripe_reader_get_length (update, "default_allowed_updates");
  SmrtSwitchFlags flags = 0;
  SmrtStripeReader schedule, condition;

  for (unsigned int i = 0; i < length; i++)
    {
      const char *word = smrt_stripe_reader_get_element_string (update, "default_allowed_updates", i);

      for (unsigned int j = 0; j < G_N_ELEMENTS (update_flags); j++)
        if (g_strcmp0 (word, update_flags[j].word) == 0)
          flags |= update_flags[j].value;
    }

  if (g_strcmp0 (smrt_stripe_reader_get_string (update, "billing_cycle_anchor"), "now") == 0)
    flags |= SMRT_SWITCH_MOVES_ANCHOR;

  if (!smrt_stripe_reader_enter (update, "schedule_at_period_end", &schedule))
    return flags;

  length = smrt_stripe_reader_get_length (&schedule, "conditions");
  for (unsigned int i = 0; i < length; i++)
    if (smrt_stripe_reader_enter_element (&schedule, "conditions", i, &condition))
      flags |= smrt_stripe_reader_get_word (&condition, "type", condition_flags, G_N_ELEMENTS (condition_flags), 0);

  return flags;
}

static void
read_quantities (const SmrtStripeReader *product,
                 const char             *product_id,
                 SmrtSwitchRules        *rules)
{
  SmrtStripeReader adjustable;

  if (product_id == NULL || !smrt_stripe_reader_enter (product, "adjustable_quantity", &adjustable) ||
      !smrt_stripe_reader_get_boolean (&adjustable, "enabled", FALSE))
    return;

  smrt_switch_rules_allow_quantity (rules, product_id,
                                    smrt_stripe_reader_get_int (&adjustable, "minimum", 1),
                                    smrt_stripe_reader_get_int (&adjustable, "maximum", 0));
}

static void
read_allowed_prices (const SmrtStripeReader *update,
                     SmrtSwitchRules        *rules)
{
  unsigned int n_products = smrt_stripe_reader_get_length (update, "products");

  for (unsigned int i = 0; i < n_products; i++)
    {
      SmrtStripeReader product;
      const char *product_id;
      unsigned int n_prices;

      if (!smrt_stripe_reader_enter_element (update, "products", i, &product))
        return;
      product_id = smrt_stripe_reader_get_id (&product, "product");
      read_quantities (&product, product_id, rules);
      n_prices = smrt_stripe_reader_get_length (&product, "prices");
      for (unsigned int j = 0; j < n_prices; j++)
        {
          const char *price_id = smrt_stripe_reader_get_element_string (&product, "prices", j);

          if (product_id != NULL && price_id != NULL)
            smrt_switch_rules_allow_price (rules, product_id, price_id);
        }
    }
}

static gpointer
read_switch_rules (const SmrtStripeReader *reader)
{
  SmrtStripeReader features, update;
  g_autoptr (SmrtSwitchRules) rules = NULL;
  gboolean enabled = FALSE;

  if (!smrt_stripe_reader_enter (reader, "features", &features) ||
      !smrt_stripe_reader_enter (&features, "subscription_update", &update))
    {
      smrt_stripe_reader_fail (reader, "features.subscription_update", "missing");
      return NULL;
    }

  enabled = smrt_stripe_reader_get_boolean (&update, "enabled", FALSE) &&
            smrt_stripe_reader_get_length (&update, "products") > 0;
  rules = smrt_switch_rules_new (enabled, read_flags (&update),
                                 smrt_stripe_reader_get_word (&update, "proration_behavior", prorations,
                                                              G_N_ELEMENTS (prorations),
                                                              SMRT_PRORATION_ALWAYS_INVOICE));
  read_allowed_prices (&update, rules);

  return smrt_stripe_reader_failed (reader) ? NULL : g_steal_pointer (&rules);
}

SmrtPaymentMethod *
smrt_stripe_read_payment_method (const SmrtStripeReader *reader)
{
  const char *id = smrt_stripe_reader_need_string (reader, "id");
  const char *object = smrt_stripe_reader_get_string (reader, "object");
  const char *type = smrt_stripe_reader_get_string (reader, "type");
  const char *brand, *last4;
  g_autofree char *lower = NULL;
  SmrtStripeReader details = *reader;
  unsigned int exp_month, exp_year;

  if (type == NULL)
    type = object != NULL ? object : "";
  else
    smrt_stripe_reader_enter (reader, type, &details);
  if (smrt_stripe_reader_failed (reader))
    return NULL;

  brand = smrt_stripe_reader_get_string (&details, "brand");
  last4 = smrt_stripe_reader_get_string (&details, "last4");
  exp_month = smrt_stripe_read_count (&details, "exp_month", 0);
  exp_year = smrt_stripe_read_count (&details, "exp_year", 0);
  if (exp_month > 12)
    smrt_stripe_reader_fail (&details, "exp_month", "out of range");
  if (smrt_stripe_reader_failed (reader))
    return NULL;

  lower = brand != NULL ? g_ascii_strdown (brand, -1) : NULL;

  return smrt_payment_method_new (id, type, lower, last4, exp_month, exp_year);
}

static gboolean
read_amount (const SmrtStripeReader *metadata,
             const char             *member,
             gint64                  least,
             gint64                 *amount)
{
  const char *text = smrt_stripe_read_text (metadata, member);

  return text != NULL && g_ascii_string_to_signed (text, 10, least, G_MAXINT64, amount, NULL);
}

/* What is no rule is none: metadata is written by hand. */
static void
read_top_up (const SmrtStripeReader *reader,
             const char             *currency,
             SmrtCustomer           *customer)
{
  SmrtStripeReader metadata;
  gint64 amount, below;

  if (currency == NULL || !smrt_stripe_reader_enter (reader, "metadata", &metadata) ||
      !read_amount (&metadata, "topup_amount", 1, &amount) || !read_amount (&metadata, "topup_below", 0, &below))
    return;

  smrt_customer_set_top_up (customer, &(SmrtTopUp) { smrt_money_init (amount, currency),
                                                    smrt_money_init (below, currency) });
}

static gpointer
read_customer (const SmrtStripeReader *reader)
{
  const char *id = smrt_stripe_reader_need_string (reader, "id");
  const char *name = smrt_stripe_read_text (reader, "name");
  gint64 balance = smrt_stripe_reader_get_int (reader, "balance", 0);
  gboolean has_currency = smrt_stripe_reader_has (reader, "currency");
  const char *currency = has_currency ? smrt_stripe_reader_need_currency (reader, "currency") : NULL;
  gboolean livemode = smrt_stripe_reader_get_boolean (reader, "livemode", FALSE);
  const char *test_clock = smrt_stripe_reader_get_id (reader, "test_clock");
  g_autoptr (SmrtPaymentMethod) payment_method = NULL;
  SmrtCustomer *customer;
  SmrtStripeReader settings, child;
  SmrtMoney money;

  if (smrt_stripe_reader_get_boolean (reader, "deleted", FALSE))
    g_set_error (reader->error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_NOT_FOUND, "Customer %s was deleted", id);

  if (smrt_stripe_reader_enter (reader, "invoice_settings", &settings) &&
      smrt_stripe_reader_enter_expanded (&settings, "default_payment_method", &child))
    payment_method = smrt_stripe_read_payment_method (&child);
  else if (smrt_stripe_reader_enter_expanded (reader, "default_source", &child))
    payment_method = smrt_stripe_read_payment_method (&child);

  if (smrt_stripe_reader_failed (reader))
    return NULL;

  if (currency != NULL)
    money = smrt_money_init (balance, currency);
  customer = smrt_customer_new (id, name, currency != NULL ? &money : NULL, payment_method, livemode);
  smrt_customer_set_test_clock (customer, test_clock);
  read_top_up (reader, currency, customer);

  return customer;
}

static gpointer
read_credit_entry (const SmrtStripeReader *reader)
{
  const char *id = smrt_stripe_reader_need_string (reader, "id");
  const char *currency = smrt_stripe_reader_need_currency (reader, "currency");
  gint64 created = smrt_stripe_reader_need_int (reader, "created");
  gint64 amount = smrt_stripe_reader_need_int (reader, "amount");
  gint64 ending_balance = smrt_stripe_reader_need_int (reader, "ending_balance");
  const char *description = smrt_stripe_read_text (reader, "description");
  const char *invoice_id = smrt_stripe_reader_get_id (reader, "invoice");
  const char *credit_note_id = smrt_stripe_reader_get_id (reader, "credit_note");
  SmrtCreditEntry *entry;
  SmrtCreditKind kind = smrt_stripe_reader_get_word (reader, "type", credit_kinds, G_N_ELEMENTS (credit_kinds),
                                                     SMRT_CREDIT_KIND_OTHER);
  SmrtMoney credit, balance;

  if (smrt_stripe_reader_failed (reader))
    return NULL;

  credit = smrt_money_init (-amount, currency);
  balance = smrt_money_init (-ending_balance, currency);

  entry = smrt_credit_entry_new (id, kind, created, &credit, &balance, description, invoice_id);
  smrt_credit_entry_set_credit_note_id (entry, credit_note_id);

  return entry;
}

/* `stripe_customer` is one id or a list of them. */
static char **
read_customer_ids (const SmrtStripeReader *reader)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  JsonNode *node = json_object_get_member (reader->object, "stripe_customer");
  unsigned int length;

  if (node != NULL && !JSON_NODE_HOLDS_ARRAY (node))
    {
      const char *id = smrt_stripe_read_text (reader, "stripe_customer");

      if (id != NULL)
        g_strv_builder_add (ids, id);
      return g_strv_builder_end (ids);
    }

  length = smrt_stripe_reader_get_length (reader, "stripe_customer");
  for (unsigned int i = 0; i < length; i++)
    {
      const char *id = smrt_stripe_reader_get_element_string (reader, "stripe_customer", i);

      if (id != NULL)
        g_strv_builder_add (ids, id);
    }

  return g_strv_builder_end (ids);
}

static gpointer
read_identity (const SmrtStripeReader *reader)
{
  const char *name = smrt_stripe_read_text (reader, "name");
  const char *email = smrt_stripe_read_text (reader, "email");
  const char *role = smrt_stripe_read_text (reader, "smrtphone_role");
  const char *account_name = smrt_stripe_read_text (reader, "smrtphone_account");
  g_auto (GStrv) customer_ids = read_customer_ids (reader);

  if (smrt_stripe_reader_failed (reader))
    return NULL;

  return smrt_stripe_identity_new (name, email, role, account_name, (const char * const *) customer_ids);
}

SmrtPrice *
smrt_stripe_decode_price (JsonNode  *node,
                          GError   **error)
{
  return smrt_stripe_decode (node, (SmrtStripeReadFunc) smrt_stripe_read_price, error);
}

SmrtPlan *
smrt_stripe_decode_plan (JsonNode  *node,
                         GError   **error)
{
  return smrt_stripe_decode (node, read_plan, error);
}

SmrtSwitchRules *
smrt_stripe_decode_switch_rules (JsonNode  *node,
                                 GError   **error)
{
  return smrt_stripe_decode (node, read_switch_rules, error);
}

SmrtCustomer *
smrt_stripe_decode_customer (JsonNode  *node,
                             GError   **error)
{
  return smrt_stripe_decode (node, read_customer, error);
}

SmrtPaymentMethod *
smrt_stripe_decode_payment_method (JsonNode  *node,
                                   GError   **error)
{
  return smrt_stripe_decode (node, (SmrtStripeReadFunc) smrt_stripe_read_payment_method, error);
}

SmrtCreditEntry *
smrt_stripe_decode_credit_entry (JsonNode  *node,
                                 GError   **error)
{
  return smrt_stripe_decode (node, read_credit_entry, error);
}

SmrtStripeIdentity *
smrt_stripe_decode_identity (JsonNode  *node,
                             GError   **error)
{
  return smrt_stripe_decode (node, read_identity, error);
}
