/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-sandbox"

#include "config.h"

#include "smrt-sandbox-billing.h"

#include "smrt-money.h"
#include "smrt-proration.h"
#include "smrt-sandbox-charges.h"
#include "smrt-sandbox-fault.h"
#include "smrt-sandbox-json.h"

#include <string.h>

#define DECIMALS 12
#define ONE G_GINT64_CONSTANT (1000000000000)

void
smrt_sandbox_item_free (SmrtSandboxItem *self)
{
  g_free (self->id);
  g_free (self->subscription);
  g_free (self->price);
  g_free (self->product);
  g_free (self->name);
  g_free (self->currency);
  g_free (self->unit_amount_decimal);
  g_free (self->meter);
  g_clear_pointer (&self->discounts, json_array_unref);
  g_clear_pointer (&self->tax_rates, json_array_unref);
  g_clear_pointer (&self->billed_discounts, json_array_unref);
  g_free (self->billed_invoice);
  g_free (self->billed_line);
  g_free (self);
}

void
smrt_sandbox_plan_free (SmrtSandboxPlan *self)
{
  g_clear_pointer (&self->lines, json_array_unref);
  g_free (self);
}

static gboolean
set_too_large (GError **error)
{
  return smrt_sandbox_fault_invalid (error, "amount_too_large", NULL, "The amount is larger than can be billed.");
}

/* The price of the whole quantity for a whole period. */
static gboolean
get_full_amount (const SmrtSandboxItem  *item,
                 gint64                 *amount,
                 GError                **error)
{
  const char *point = strchr (item->unit_amount_decimal, '.');
  __int128 unit = 0;

  for (const char *c = item->unit_amount_decimal; *c != '\0'; c++)
    if (g_ascii_isdigit (*c))
      unit = unit * 10 + g_ascii_digit_value (*c);
  for (gsize i = point != NULL ? strlen (point + 1) : 0; i < DECIMALS; i++)
    unit *= 10;

  return smrt_round_ratio (unit * item->quantity, ONE, amount) || set_too_large (error);
}

char *
smrt_sandbox_format_amount (gint64      amount,
                            const char *currency)
{
  static const struct
  {
    const char *currency;
    const char *symbol;
  } symbols[] = { { "usd", "$" }, { "eur", "€" }, { "gbp", "£" }, { "jpy", "¥" }, { "cad", "CA$" }, { "aud", "A$" } };
  SmrtMoney money = smrt_money_init (amount < 0 ? -amount : amount, currency);
  g_autofree char *decimal = smrt_money_to_decimal (&money);
  g_autofree char *code = g_ascii_strup (currency, -1);
  const char *sign = amount < 0 ? "-" : "";
  GString *grouped = g_string_new (decimal);
  char *point = strchr (grouped->str, '.');
  gssize at = point != NULL ? point - grouped->str : (gssize) grouped->len;
  g_autofree char *text = NULL;

  for (at -= 3; at > 0; at -= 3)
    g_string_insert_c (grouped, at, ',');
  text = g_string_free (grouped, FALSE);

  for (unsigned int i = 0; i < G_N_ELEMENTS (symbols); i++)
    if (g_str_equal (symbols[i].currency, currency))
      return g_strconcat (sign, symbols[i].symbol, text, NULL);

  return g_strconcat (sign, code, " ", text, NULL);
}

/* 0.1 of a cent is $0.001. */
static char *
format_unit_amount (const char *decimal,
                    const char *currency)
{
  const char *point = strchr (decimal, '.');
  gint64 whole = g_ascii_strtoll (decimal, NULL, 10);
  g_autofree char *text = smrt_sandbox_format_amount (whole, currency);

  if (point == NULL)
    return g_steal_pointer (&text);
  if (smrt_currency_get_exponent (currency) == 0)
    return g_strconcat (text, point, NULL);

  return g_strconcat (text, point + 1, NULL);
}

static char *
describe_recurring (const SmrtSandboxItem *item)
{
  g_autofree char *amount = format_unit_amount (item->unit_amount_decimal, item->currency);

  if (item->interval.count == 1)
    return g_strdup_printf ("%" G_GINT64_FORMAT " × %s (at %s / %s)",
                            item->quantity, item->name, amount, item->interval.unit);

  return g_strdup_printf ("%" G_GINT64_FORMAT " × %s (at %s / every %" G_GINT64_FORMAT " %ss)",
                          item->quantity, item->name, amount, item->interval.count, item->interval.unit);
}

static char *
describe_proration (const SmrtSandboxItem *item,
                    gboolean               credit,
                    gint64                 date)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_utc (date);
  static const char * const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
  g_autofree char *many = item->quantity == 1 ? g_strdup ("")
                                              : g_strdup_printf ("%" G_GINT64_FORMAT " × ", item->quantity);

  return g_strdup_printf ("%s time on %s%s after %02d %s %d",
                          credit ? "Unused" : "Remaining", many, item->name,
                          g_date_time_get_day_of_month (moment), months[g_date_time_get_month (moment) - 1],
                          g_date_time_get_year (moment));
}

typedef enum
{
  LINE_RECURRING,
  LINE_CREDIT,
  LINE_DEBIT,
} LineKind;

static JsonObject *
make_line (const SmrtSandboxItem *item,
           gint64                 amount,
           SmrtSandboxPeriod      period,
           LineKind               kind)
{
  JsonObject *line = smrt_sandbox_json_template (
    "{'object':'line_item','discount_amounts':[],'discountable':true,'discounts':[],'livemode':false,"
    "'metadata':{},'parent':{'type':'subscription_item_details','invoice_item_details':null,"
    "'subscription_item_details':{'invoice_item':null,'proration_details':{'credited_items':null}}},"
    "'period':{},'pretax_credit_amounts':[],'pricing':{'type':'price_details','price_details':{}},'taxes':[]}");
  JsonObject *details = smrt_sandbox_json_object (smrt_sandbox_json_object (line, "parent"),
                                                  "subscription_item_details");
  JsonObject *pricing = smrt_sandbox_json_object (line, "pricing");
  JsonObject *times = smrt_sandbox_json_object (line, "period");
  JsonObject *price = smrt_sandbox_json_object (pricing, "price_details");
  g_autofree char *description = NULL;

  if (kind == LINE_RECURRING)
    description = describe_recurring (item);
  else
    description = describe_proration (item, kind == LINE_CREDIT, period.start);

  json_object_set_int_member (line, "amount", amount);
  json_object_set_int_member (line, "subtotal", amount);
  json_object_set_string_member (line, "currency", item->currency);
  json_object_set_string_member (line, "description", description);
  json_object_set_int_member (line, "quantity", item->quantity);
  smrt_sandbox_json_set_string (line, "subscription", item->subscription);
  json_object_set_int_member (times, "start", period.start);
  json_object_set_int_member (times, "end", period.end);
  json_object_set_boolean_member (details, "proration", kind != LINE_RECURRING);
  smrt_sandbox_json_set_string (details, "subscription", item->subscription);
  smrt_sandbox_json_set_string (details, "subscription_item", item->id);
  smrt_sandbox_json_set_string (pricing, "unit_amount_decimal",
                                kind == LINE_RECURRING ? item->unit_amount_decimal : NULL);
  json_object_set_string_member (price, "price", item->price);
  json_object_set_string_member (price, "product", item->product);
  json_object_set_boolean_member (line, "discountable", kind == LINE_RECURRING);
  smrt_sandbox_charges_set_terms (line, item->discounts, item->tax_rates, item->metered);

  return line;
}

/* The line of an item's whole period, discounted as if it were invoiced. */
static JsonObject *
make_whole (GPtrArray              *items,
            const SmrtSandboxItem  *item,
            SmrtSandboxPeriod       period,
            GError                **error)
{
  g_autoptr (JsonArray) lines = json_array_new ();
  JsonObject *whole = NULL;

  for (unsigned int i = 0; i < items->len; i++)
    {
      const SmrtSandboxItem *each = g_ptr_array_index (items, i);
      JsonObject *line;
      gint64 amount;

      if (each->metered)
        continue;
      if (!get_full_amount (each, &amount, error))
        return NULL;
      line = make_line (each, amount, period, LINE_RECURRING);
      json_array_add_object_element (lines, line);
      if (each == item)
        whole = line;
    }
  smrt_sandbox_charges_discount (lines);

  return json_object_ref (whole);
}

/* The line of what was billed for an item. */
static JsonObject *
make_billed (const SmrtSandboxItem *item)
{
  JsonObject *whole = make_line (item, item->billed_amount, item->billed_period, LINE_RECURRING);

  if (item->billed_discounts != NULL)
    json_object_set_array_member (whole, "discount_amounts", smrt_sandbox_json_copy_array (item->billed_discounts));

  return whole;
}

/* The part of @whole, a line for @period, from @date on. */
static JsonObject *
prorate (const SmrtSandboxChangeInput  *input,
         const SmrtSandboxItem         *item,
         JsonObject                    *whole,
         SmrtSandboxPeriod              period,
         gint64                         date,
         LineKind                       kind,
         GError                       **error)
{
  JsonArray *discounts = smrt_sandbox_json_array (whole, "discount_amounts");
  gint64 sign = kind == LINE_CREDIT ? -1 : 1;
  gint64 full = smrt_sandbox_json_int (whole, "amount");
  gint64 amount;
  g_autoptr (JsonObject) line = NULL;

  if (!input->itemized)
    full -= smrt_sandbox_charges_sum (discounts);
  if (!smrt_proration_of_amount (sign * full, period.start, period.end, date, &amount))
    {
      set_too_large (error);
      return NULL;
    }

  line = make_line (item, amount, (SmrtSandboxPeriod) { date, period.end }, kind);
  for (unsigned int i = 0; i < json_array_get_length (discounts); i++)
    {
      JsonObject *discount = smrt_sandbox_json_copy (json_array_get_object_element (discounts, i));
      gint64 part = 0;

      if (input->itemized && !smrt_proration_of_amount (sign * smrt_sandbox_json_int (discount, "amount"),
                                                        period.start, period.end, date, &part))
        g_warn_if_reached ();
      json_object_set_int_member (discount, "amount", part);
      json_array_add_object_element (smrt_sandbox_json_array (line, "discount_amounts"), discount);
      json_array_add_string_element (smrt_sandbox_json_array (line, "discounts"),
                                     smrt_sandbox_json_string (discount, "discount"));
    }

  return g_steal_pointer (&line);
}

/* The time from @date on is given back: at today's price in classic mode, at
 * what was billed in flexible mode. */
static gboolean
add_credit (SmrtSandboxPlan               *plan,
            const SmrtSandboxChangeInput  *input,
            const SmrtSandboxItem         *item,
            GError                       **error)
{
  SmrtSandboxPeriod period = input->period;
  g_autoptr (JsonObject) whole = NULL;
  JsonObject *line, *details, *credited;
  JsonArray *lines;

  if (input->flexible)
    {
      if (!item->billed || item->billed_period.end <= input->date)
        return TRUE;
      period = item->billed_period;
      whole = make_billed (item);
    }
  else
    whole = make_whole (input->before, item, period, error);

  line = whole != NULL ? prorate (input, item, whole, period, MAX (input->date, period.start), LINE_CREDIT, error)
                       : NULL;
  if (line == NULL)
    return FALSE;
  details = smrt_sandbox_json_object (smrt_sandbox_json_object (line, "parent"), "subscription_item_details");
  credited = json_object_new ();
  lines = json_array_new ();
  smrt_sandbox_json_set_string (credited, "invoice", item->billed_invoice);
  if (item->billed_line != NULL)
    json_array_add_string_element (lines, item->billed_line);
  json_object_set_array_member (credited, "invoice_line_items", lines);
  json_object_set_object_member (smrt_sandbox_json_object (details, "proration_details"), "credited_items", credited);

  json_array_add_object_element (plan->lines, line);
  plan->prorated = TRUE;

  return TRUE;
}

static gboolean
add_debit (SmrtSandboxPlan               *plan,
           const SmrtSandboxChangeInput  *input,
           const SmrtSandboxItem         *item,
           GError                       **error)
{
  g_autoptr (JsonObject) whole = make_whole (input->after, item, plan->period, error);
  JsonObject *line;

  line = whole != NULL ? prorate (input, item, whole, plan->period, MAX (input->date, plan->period.start), LINE_DEBIT,
                                  error)
                       : NULL;
  if (line == NULL)
    return FALSE;

  json_array_add_object_element (plan->lines, line);
  plan->prorated = TRUE;

  return TRUE;
}

static const SmrtSandboxItem *
find_item (GPtrArray  *items,
           const char *id)
{
  for (unsigned int i = 0; i < items->len; i++)
    {
      SmrtSandboxItem *item = g_ptr_array_index (items, i);

      if (g_strcmp0 (item->id, id) == 0)
        return item;
    }

  return NULL;
}

static gboolean
is_same (const SmrtSandboxItem *a,
         const SmrtSandboxItem *b)
{
  return a != NULL && b != NULL && g_str_equal (a->price, b->price) && a->quantity == b->quantity;
}

/* The items that changed: first all that is given back, then all that is
 * charged. Where the period changes every item counts as changed. Usage is
 * billed when its time has come, whatever becomes of the item. */
static gboolean
add_prorations (SmrtSandboxPlan               *plan,
                const SmrtSandboxChangeInput  *input,
                gboolean                       all,
                gboolean                       with_debits,
                GError                       **error)
{
  for (unsigned int i = 0; i < input->before->len; i++)
    {
      SmrtSandboxItem *item = g_ptr_array_index (input->before, i);

      if (!item->metered && (all || !is_same (item, find_item (input->after, item->id))) &&
          !add_credit (plan, input, item, error))
        return FALSE;
    }

  for (unsigned int i = 0; with_debits && i < input->after->len; i++)
    {
      SmrtSandboxItem *item = g_ptr_array_index (input->after, i);

      if (!item->metered && (all || !is_same (item, find_item (input->before, item->id))) &&
          !add_debit (plan, input, item, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_recurring (JsonArray          *lines,
               GPtrArray          *items,
               SmrtSandboxPeriod   period,
               GError            **error)
{
  for (unsigned int i = 0; i < items->len; i++)
    {
      SmrtSandboxItem *item = g_ptr_array_index (items, i);
      gint64 amount;

      if (item->metered && item->measured.end == 0)
        continue;
      if (!get_full_amount (item, &amount, error))
        return FALSE;
      json_array_add_object_element (lines, make_line (item, amount, item->metered ? item->measured : period,
                                                       LINE_RECURRING));
    }

  return TRUE;
}

JsonArray *
smrt_sandbox_billing_recurring_lines (GPtrArray          *items,
                                      SmrtSandboxPeriod   period,
                                      GError            **error)
{
  g_autoptr (JsonArray) lines = json_array_new ();

  return add_recurring (lines, items, period, error) ? g_steal_pointer (&lines) : NULL;
}

JsonArray *
smrt_sandbox_billing_usage_lines (GPtrArray  *items,
                                  GError    **error)
{
  g_autoptr (GPtrArray) metered = g_ptr_array_new ();

  for (unsigned int i = 0; i < items->len; i++)
    if (((SmrtSandboxItem *) g_ptr_array_index (items, i))->metered)
      g_ptr_array_add (metered, g_ptr_array_index (items, i));

  return smrt_sandbox_billing_recurring_lines (metered, (SmrtSandboxPeriod) { 0, 0 }, error);
}

SmrtSandboxPlan *
smrt_sandbox_billing_plan_change (const SmrtSandboxChangeInput  *input,
                                  GError                       **error)
{
  g_autoptr (SmrtSandboxPlan) plan = g_new0 (SmrtSandboxPlan, 1);
  const SmrtSandboxItem *before = g_ptr_array_index (input->before, 0);
  const SmrtSandboxItem *after = g_ptr_array_index (input->after, 0);
  gboolean other_interval = !smrt_sandbox_interval_equal (before->interval, after->interval);
  gboolean prorate = input->proration != SMRT_SANDBOX_PRORATION_NONE;

  plan->lines = json_array_new ();
  plan->anchor = input->anchor;
  plan->period = input->period;

  if (input->reset_anchor || (other_interval && !input->flexible))
    {
      plan->anchor = input->now;
      plan->period = smrt_sandbox_period_containing (input->now, after->interval, input->now);
      plan->invoice_now = TRUE;
      plan->measured_until = input->now;
      if (prorate && !add_prorations (plan, input, TRUE, FALSE, error))
        return NULL;
      smrt_sandbox_json_append (plan->lines, input->usage);
      if (!add_recurring (plan->lines, input->after, plan->period, error))
        return NULL;

      return g_steal_pointer (&plan);
    }

  if (other_interval)
    {
      plan->period = smrt_sandbox_period_containing (input->anchor, after->interval, input->date);
      if (plan->period.end <= input->now)
        plan->period = smrt_sandbox_period_containing (input->anchor, after->interval, input->now);
      plan->unbilled = !prorate;
    }

  if (prorate && !add_prorations (plan, input, other_interval, TRUE, error))
    return NULL;
  plan->invoice_now = input->proration == SMRT_SANDBOX_PRORATION_INVOICE && plan->prorated;

  return g_steal_pointer (&plan);
}

JsonArray *
smrt_sandbox_billing_credit_lines (const SmrtSandboxChangeInput  *input,
                                   GError                       **error)
{
  g_autoptr (SmrtSandboxPlan) plan = g_new0 (SmrtSandboxPlan, 1);

  plan->lines = json_array_new ();

  return add_prorations (plan, input, TRUE, FALSE, error) ? g_steal_pointer (&plan->lines) : NULL;
}

/* Half a dollar and its like. Source: Stripe, "Minimum and maximum charge
 * amounts", rounded down to what is certain for currencies not listed there. */
static gint64
get_minimum_charge (const char *currency)
{
  static const struct
  {
    const char *currency;
    gint64 amount;
  } minima[] = {
    { "usd", 50 },
    { "aud", 50 },
    { "brl", 50 },
    { "cad", 50 },
    { "chf", 50 },
    { "eur", 50 },
    { "gbp", 30 },
    { "nzd", 50 },
    { "sgd", 50 },
    { "dkk", 250 },
    { "nok", 300 },
    { "sek", 300 },
    { "czk", 1500 },
    { "hkd", 400 },
    { "mxn", 1000 },
    { "pln", 200 },
    { "ron", 200 },
    { "thb", 1000 },
    { "huf", 17500 },
    { "aed", 200 },
    { "inr", 50 },
    { "myr", 200 },
    { "jpy", 50 },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (minima); i++)
    if (g_str_equal (minima[i].currency, currency))
      return minima[i].amount;

  switch (smrt_currency_get_exponent (currency))
    {
    case 0:
      return 50;
    case 3:
      return 150;
    default:
      return 50;
    }
}

SmrtSandboxSettlement
smrt_sandbox_billing_settle (gint64      total,
                             gint64      balance,
                             const char *currency)
{
  SmrtSandboxSettlement settlement = { balance, 0, 0, 0 };
  gint64 sum = total + balance;

  if (sum <= 0)
    settlement.applied_balance = sum;
  else
    settlement.amount_due = sum;
  settlement.ending_balance = settlement.applied_balance;

  if (settlement.amount_due > 0 && settlement.amount_due < get_minimum_charge (currency))
    {
      settlement.ending_balance += settlement.amount_due;
      settlement.amount_due = 0;
    }

  return settlement;
}
