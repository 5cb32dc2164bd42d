/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-sandbox"

#include "config.h"

#include "smrt-sandbox-charges.h"

#include "smrt-proration.h"
#include "smrt-sandbox-json.h"

#include <string.h>

#define RATE_DECIMALS 4

void
smrt_sandbox_grant_free (SmrtSandboxGrant *self)
{
  g_free (self->id);
  g_strfreev (self->prices);
  g_free (self);
}

gboolean
smrt_sandbox_charges_parse_rate (const char *text,
                                 gint64     *rate)
{
  gsize whole = strspn (text, "0123456789");
  const char *decimals = text[whole] == '.' ? text + whole + 1 : NULL;
  gsize n_decimals = decimals != NULL ? strspn (decimals, "0123456789") : 0;
  gint64 value = 0;

  if (whole < 1 || whole > 3 || (decimals != NULL && (n_decimals < 1 || n_decimals > RATE_DECIMALS)) ||
      (decimals != NULL ? decimals[n_decimals] : text[whole]) != '\0')
    return FALSE;

  for (gsize i = 0; i < whole; i++)
    value = value * 10 + g_ascii_digit_value (text[i]);
  for (gsize i = 0; i < RATE_DECIMALS; i++)
    value = value * 10 + (i < n_decimals ? g_ascii_digit_value (decimals[i]) : 0);

  *rate = value;

  return value <= SMRT_SANDBOX_WHOLE_RATE;
}

static gint64
round_half_away (__int128 numerator,
                 gint64   denominator)
{
  gint64 result = 0;

  /* Shares of amounts that fit do fit. smrt_round_ratio() takes exact halves
   * down, so what is not negative is rounded as its opposite. */
  if (!smrt_round_ratio (numerator < 0 ? numerator : -numerator, denominator, &result))
    g_warn_if_reached ();

  return numerator < 0 ? result : -result;
}

gint64
smrt_sandbox_charges_share (gint64 amount,
                            gint64 part,
                            gint64 whole)
{
  return round_half_away ((__int128) amount * part, whole);
}

gint64
smrt_sandbox_charges_sum (JsonArray *amounts)
{
  gint64 sum = 0;

  for (unsigned int i = 0; i < json_array_get_length (amounts); i++)
    sum += smrt_sandbox_json_int (json_array_get_object_element (amounts, i), "amount");

  return sum;
}

void
smrt_sandbox_charges_set_terms (JsonObject *line,
                                JsonArray  *discounts,
                                JsonArray  *tax_rates,
                                gboolean    metered)
{
  JsonObject *terms = smrt_sandbox_json_hidden (line);

  json_object_set_array_member (terms, "discounts",
                                discounts != NULL ? smrt_sandbox_json_copy_array (discounts) : json_array_new ());
  json_object_set_array_member (terms, "tax_rates",
                                tax_rates != NULL ? smrt_sandbox_json_copy_array (tax_rates) : json_array_new ());
  json_object_set_boolean_member (terms, "metered", metered);
}

static JsonArray *
get_terms (JsonObject *line,
           const char *name)
{
  return smrt_sandbox_json_array (smrt_sandbox_json_hidden (line), name);
}

static JsonObject *
find_by (JsonArray  *objects,
         const char *member,
         const char *id)
{
  for (unsigned int i = 0; i < json_array_get_length (objects); i++)
    {
      JsonObject *object = json_array_get_object_element (objects, i);

      if (g_strcmp0 (smrt_sandbox_json_string (object, member), id) == 0)
        return object;
    }

  return NULL;
}

static void
add_discount (JsonObject *line,
              const char *id,
              gint64      amount)
{
  JsonObject *entry = json_object_new ();

  json_object_set_int_member (entry, "amount", amount);
  json_object_set_string_member (entry, "discount", id);
  json_array_add_object_element (smrt_sandbox_json_array (line, "discount_amounts"), entry);
}

/* What is left of a line after its discounts. */
static gint64
get_left (JsonObject *line)
{
  return smrt_sandbox_json_int (line, "amount") -
         smrt_sandbox_charges_sum (smrt_sandbox_json_array (line, "discount_amounts"));
}

static gboolean
takes (JsonObject *line,
       const char *discount)
{
  return smrt_sandbox_json_bool (line, "discountable") &&
         find_by (get_terms (line, "discounts"), "id", discount) != NULL;
}

static void
apply_percentage (JsonArray  *lines,
                  const char *id,
                  gint64      rate)
{
  for (unsigned int i = 0; i < json_array_get_length (lines); i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i);

      if (takes (line, id))
        add_discount (line, id, smrt_sandbox_charges_share (get_left (line), rate, SMRT_SANDBOX_WHOLE_RATE));
    }
}

static void
apply_fixed (JsonArray  *lines,
             const char *id,
             gint64      amount)
{
  gint64 all = 0, so_far = 0, given = 0;

  for (unsigned int i = 0; i < json_array_get_length (lines); i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i);

      if (takes (line, id))
        all += MAX (get_left (line), 0);
    }

  for (unsigned int i = 0; i < json_array_get_length (lines); i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i);
      gint64 sum;

      if (!takes (line, id))
        continue;
      so_far += MAX (get_left (line), 0);
      sum = all > 0 ? smrt_sandbox_charges_share (MIN (amount, all), so_far, all) : 0;
      add_discount (line, id, sum - given);
      given = sum;
    }
}

void
smrt_sandbox_charges_discount (JsonArray *lines)
{
  g_autoptr (GHashTable) done = g_hash_table_new (g_str_hash, g_str_equal);

  for (unsigned int i = 0; i < json_array_get_length (lines); i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i);
      JsonArray *discounts = get_terms (line, "discounts");

      for (unsigned int j = 0; discounts != NULL && smrt_sandbox_json_bool (line, "discountable") &&
                               j < json_array_get_length (discounts);
           j++)
        {
          JsonObject *discount = json_array_get_object_element (discounts, j);
          const char *id = smrt_sandbox_json_string (discount, "id");

          if (!g_hash_table_add (done, (gpointer) id))
            continue;
          if (json_object_has_member (discount, "rate"))
            apply_percentage (lines, id, smrt_sandbox_json_int (discount, "rate"));
          else
            apply_fixed (lines, id, smrt_sandbox_json_int (discount, "amount"));
        }
    }
}

static gboolean
pays_for (const SmrtSandboxGrant *grant,
          JsonObject             *line)
{
  JsonObject *pricing = smrt_sandbox_json_object (line, "pricing");
  const char *price = smrt_sandbox_json_string (smrt_sandbox_json_object (pricing, "price_details"), "price");

  return grant->prices == NULL || g_strv_contains ((const char * const *) grant->prices, price);
}

/* Takes usage credit for a line; the transactions are written when the invoice
 * is finalised, until then there is the grant's id only. */
static gint64
apply_credit (JsonObject *line,
              GPtrArray  *grants,
              gint64      left)
{
  JsonArray *credits = smrt_sandbox_json_array (line, "pretax_credit_amounts");
  gint64 taken = 0;

  if (grants == NULL || !smrt_sandbox_json_bool (smrt_sandbox_json_hidden (line), "metered"))
    return 0;

  for (unsigned int i = 0; i < grants->len; i++)
    {
      SmrtSandboxGrant *grant = g_ptr_array_index (grants, i);
      gint64 amount = MIN (grant->available, left - taken);
      JsonObject *entry;

      if (amount <= 0 || !pays_for (grant, line))
        continue;

      grant->available -= amount;
      taken += amount;
      entry = smrt_sandbox_json_template ("{'credit_balance_transaction':null,'type':'credit_balance_transaction'}");
      json_object_set_int_member (entry, "amount", amount);
      json_object_set_string_member (smrt_sandbox_json_hidden (entry), "grant", grant->id);
      json_array_add_object_element (credits, entry);
    }

  return taken;
}

static void
list_discounts_as_credits (JsonObject *line)
{
  JsonArray *discounts = smrt_sandbox_json_array (line, "discount_amounts");
  JsonArray *credits = smrt_sandbox_json_array (line, "pretax_credit_amounts");

  for (unsigned int i = 0; i < json_array_get_length (discounts); i++)
    {
      JsonObject *entry = smrt_sandbox_json_copy (json_array_get_object_element (discounts, i));

      json_object_set_string_member (entry, "type", "discount");
      json_array_add_object_element (credits, entry);
    }
}

static gint64
sum_inclusive_rates (JsonArray *rates)
{
  gint64 sum = 0;

  for (unsigned int i = 0; i < json_array_get_length (rates); i++)
    {
      JsonObject *rate = json_array_get_object_element (rates, i);

      if (smrt_sandbox_json_bool (rate, "inclusive"))
        sum += smrt_sandbox_json_int (rate, "rate");
    }

  return sum;
}

static gint64
get_inclusive_tax (JsonArray *rates,
                   gint64     amount)
{
  gint64 all = sum_inclusive_rates (rates);
  gint64 tax = 0;

  for (unsigned int i = 0; i < json_array_get_length (rates); i++)
    {
      JsonObject *rate = json_array_get_object_element (rates, i);

      if (smrt_sandbox_json_bool (rate, "inclusive"))
        tax += smrt_sandbox_charges_share (amount, smrt_sandbox_json_int (rate, "rate"),
                                           SMRT_SANDBOX_WHOLE_RATE + all);
    }

  return tax;
}

static void
add_tax (JsonObject *line,
         const char *rate,
         gboolean    inclusive,
         gint64      taxable,
         gint64      amount)
{
  JsonObject *tax = smrt_sandbox_json_template (
    "{'tax_rate_details':{},'taxability_reason':'not_available','type':'tax_rate_details'}");

  json_object_set_int_member (tax, "amount", amount);
  json_object_set_string_member (tax, "tax_behavior", inclusive ? "inclusive" : "exclusive");
  json_object_set_string_member (smrt_sandbox_json_object (tax, "tax_rate_details"), "tax_rate", rate);
  json_object_set_int_member (tax, "taxable_amount", taxable);
  json_array_add_object_element (smrt_sandbox_json_array (line, "taxes"), tax);
}

/* Returns what is added to the line's price. */
static gint64
apply_taxes (JsonObject *line,
             JsonArray  *rates,
             gint64      left)
{
  gint64 all = sum_inclusive_rates (rates);
  gint64 taxable = left - get_inclusive_tax (rates, left);
  gint64 added = 0;

  for (unsigned int i = 0; i < json_array_get_length (rates); i++)
    {
      JsonObject *rate = json_array_get_object_element (rates, i);
      gboolean inclusive = smrt_sandbox_json_bool (rate, "inclusive");
      gint64 tax = smrt_sandbox_charges_share (inclusive ? left : taxable, smrt_sandbox_json_int (rate, "rate"),
                                               SMRT_SANDBOX_WHOLE_RATE + (inclusive ? all : 0));

      add_tax (line, smrt_sandbox_json_string (rate, "id"), inclusive, taxable, tax);
      if (!inclusive)
        added += tax;
    }

  return added;
}

static void
add_to (JsonObject *object,
        const char *name,
        gint64      amount)
{
  json_object_set_int_member (object, name, smrt_sandbox_json_int (object, name) + amount);
}

/* Adds the amounts of a line to the sums of its invoice, one for each discount. */
static void
collect_discounts (JsonArray  *sums,
                   JsonObject *line)
{
  JsonArray *entries = smrt_sandbox_json_array (line, "discount_amounts");

  for (unsigned int i = 0; i < json_array_get_length (entries); i++)
    {
      JsonObject *entry = json_array_get_object_element (entries, i);
      JsonObject *sum = find_by (sums, "discount", smrt_sandbox_json_string (entry, "discount"));

      if (sum != NULL)
        add_to (sum, "amount", smrt_sandbox_json_int (entry, "amount"));
      else
        json_array_add_object_element (sums, smrt_sandbox_json_copy (entry));
    }
}

static JsonObject *
find_tax (JsonArray  *taxes,
          const char *rate)
{
  for (unsigned int i = 0; i < json_array_get_length (taxes); i++)
    {
      JsonObject *tax = json_array_get_object_element (taxes, i);
      JsonObject *details = smrt_sandbox_json_object (tax, "tax_rate_details");

      if (g_strcmp0 (smrt_sandbox_json_string (details, "tax_rate"), rate) == 0)
        return tax;
    }

  return NULL;
}

static void
collect_taxes (JsonArray  *sums,
               JsonObject *line)
{
  JsonArray *entries = smrt_sandbox_json_array (line, "taxes");

  for (unsigned int i = 0; i < json_array_get_length (entries); i++)
    {
      JsonObject *entry = json_array_get_object_element (entries, i);
      JsonObject *details = smrt_sandbox_json_object (entry, "tax_rate_details");
      JsonObject *sum = find_tax (sums, smrt_sandbox_json_string (details, "tax_rate"));

      if (sum == NULL)
        {
          json_array_add_object_element (sums, smrt_sandbox_json_copy (entry));
          continue;
        }
      add_to (sum, "amount", smrt_sandbox_json_int (entry, "amount"));
      add_to (sum, "taxable_amount", smrt_sandbox_json_int (entry, "taxable_amount"));
    }
}

static void
collect_credits (JsonArray  *all,
                 JsonObject *line)
{
  JsonArray *entries = smrt_sandbox_json_array (line, "pretax_credit_amounts");

  for (unsigned int i = 0; i < json_array_get_length (entries); i++)
    json_array_add_object_element (all, smrt_sandbox_json_copy (json_array_get_object_element (entries, i)));
}

JsonObject *
smrt_sandbox_charges_collect (JsonArray *lines)
{
  JsonObject *sums = json_object_new ();
  JsonArray *discounts = json_array_new ();
  JsonArray *credits = json_array_new ();
  JsonArray *taxes = json_array_new ();

  for (unsigned int i = 0; i < json_array_get_length (lines); i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i);

      collect_discounts (discounts, line);
      collect_credits (credits, line);
      collect_taxes (taxes, line);
    }
  json_object_set_array_member (sums, "discounts", discounts);
  json_object_set_array_member (sums, "credits", credits);
  json_object_set_array_member (sums, "taxes", taxes);

  return sums;
}

/* What was charged before, but for the discounts that a proration has of its own. */
static void
forget_charges (JsonObject *line)
{
  json_object_set_array_member (line, "pretax_credit_amounts", json_array_new ());
  json_object_set_array_member (line, "taxes", json_array_new ());
  if (smrt_sandbox_json_bool (line, "discountable"))
    json_object_set_array_member (line, "discount_amounts", json_array_new ());
}

void
smrt_sandbox_charges_apply (JsonObject *invoice,
                            JsonArray  *lines,
                            GPtrArray  *grants)
{
  g_autoptr (JsonObject) sums = NULL;
  gint64 subtotal = 0, subtotal_without_tax = 0, total = 0, total_without_tax = 0;

  for (unsigned int i = 0; i < json_array_get_length (lines); i++)
    forget_charges (json_array_get_object_element (lines, i));
  smrt_sandbox_charges_discount (lines);

  for (unsigned int i = 0; i < json_array_get_length (lines); i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i);
      JsonArray *rates = get_terms (line, "tax_rates");
      gint64 amount = smrt_sandbox_json_int (line, "amount");
      gint64 left = get_left (line);

      list_discounts_as_credits (line);
      left -= apply_credit (line, grants, left);
      subtotal += amount;
      subtotal_without_tax += amount - (rates != NULL ? get_inclusive_tax (rates, amount) : 0);
      total_without_tax += left - (rates != NULL ? get_inclusive_tax (rates, left) : 0);
      total += left + (rates != NULL ? apply_taxes (line, rates, left) : 0);
    }

  sums = smrt_sandbox_charges_collect (lines);
  json_object_set_int_member (invoice, "subtotal", subtotal);
  json_object_set_int_member (invoice, "subtotal_excluding_tax", subtotal_without_tax);
  json_object_set_int_member (invoice, "total", total);
  json_object_set_int_member (invoice, "total_excluding_tax", total_without_tax);
  json_object_set_array_member (invoice, "total_discount_amounts",
                                json_array_ref (smrt_sandbox_json_array (sums, "discounts")));
  json_object_set_array_member (invoice, "total_pretax_credit_amounts",
                                json_array_ref (smrt_sandbox_json_array (sums, "credits")));
  json_object_set_array_member (invoice, "total_taxes", json_array_ref (smrt_sandbox_json_array (sums, "taxes")));
}
