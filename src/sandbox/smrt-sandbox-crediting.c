/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-sandbox"

#include "config.h"

#include "smrt-sandbox-crediting.h"

#include "smrt-sandbox-charges.h"
#include "smrt-sandbox-json.h"

/* Replaces amounts by their shares. */
static JsonArray *
share_all (JsonArray *amounts,
           gint64     part,
           gint64     whole)
{
  static const char * const members[] = { "amount", "taxable_amount" };
  JsonArray *shares = smrt_sandbox_json_copy_array (amounts);

  for (unsigned int i = 0; i < json_array_get_length (shares); i++)
    {
      JsonObject *share = json_array_get_object_element (shares, i);

      for (unsigned int j = 0; j < G_N_ELEMENTS (members); j++)
        if (json_object_has_member (share, members[j]))
          json_object_set_int_member (share, members[j],
                                      smrt_sandbox_charges_share (smrt_sandbox_json_int (share, members[j]), part,
                                                                  whole));
    }

  return shares;
}

static JsonObject *
make_line (const char *type,
           const char *description,
           gint64      amount)
{
  JsonObject *line = smrt_sandbox_json_template (
    "{'object':'credit_note_line_item','livemode':false,'metadata':{},'quantity':null,'tax_rates':[],"
    "'unit_amount':null,'unit_amount_decimal':null}");

  json_object_set_string_member (line, "type", type);
  smrt_sandbox_json_set_string (line, "description", description);
  json_object_set_int_member (line, "amount", amount);

  return line;
}

JsonObject *
smrt_sandbox_crediting_line (JsonObject *line,
                             gint64      amount)
{
  gint64 whole = smrt_sandbox_json_int (line, "amount");
  JsonObject *credited = make_line ("invoice_line_item", smrt_sandbox_json_string (line, "description"), amount);
  JsonArray *discounts = share_all (smrt_sandbox_json_array (line, "discount_amounts"), amount, whole);

  json_object_set_string_member (credited, "invoice_line_item", smrt_sandbox_json_string (line, "id"));
  if (amount == whole)
    json_object_set_int_member (credited, "quantity", smrt_sandbox_json_int (line, "quantity"));
  json_object_set_int_member (credited, "discount_amount", smrt_sandbox_charges_sum (discounts));
  json_object_set_array_member (credited, "discount_amounts", discounts);
  json_object_set_array_member (credited, "pretax_credit_amounts",
                                share_all (smrt_sandbox_json_array (line, "pretax_credit_amounts"), amount, whole));
  json_object_set_array_member (credited, "taxes", share_all (smrt_sandbox_json_array (line, "taxes"), amount, whole));

  return credited;
}

JsonObject *
smrt_sandbox_crediting_custom (const char *description,
                               gint64      unit_amount,
                               gint64      quantity)
{
  JsonObject *line = make_line ("custom_line_item", description, unit_amount * quantity);
  g_autofree char *decimal = g_strdup_printf ("%" G_GINT64_FORMAT, unit_amount);

  json_object_set_int_member (line, "quantity", quantity);
  json_object_set_int_member (line, "unit_amount", unit_amount);
  json_object_set_string_member (line, "unit_amount_decimal", decimal);
  json_object_set_int_member (line, "discount_amount", 0);
  json_object_set_array_member (line, "discount_amounts", json_array_new ());
  json_object_set_array_member (line, "pretax_credit_amounts", json_array_new ());
  json_object_set_array_member (line, "taxes", json_array_new ());

  return line;
}

static gint64
sum_taxes (JsonArray  *taxes,
           const char *behavior)
{
  gint64 sum = 0;

  for (unsigned int i = 0; i < json_array_get_length (taxes); i++)
    {
      JsonObject *tax = json_array_get_object_element (taxes, i);

      if (g_str_equal (smrt_sandbox_json_string (tax, "tax_behavior"), behavior))
        sum += smrt_sandbox_json_int (tax, "amount");
    }

  return sum;
}

void
smrt_sandbox_crediting_sum (JsonObject *note,
                            JsonArray  *lines)
{
  g_autoptr (JsonObject) sums = smrt_sandbox_charges_collect (lines);
  JsonArray *taxes = smrt_sandbox_json_array (sums, "taxes");
  JsonArray *discounts = smrt_sandbox_json_array (sums, "discounts");
  JsonArray *credits = smrt_sandbox_json_array (sums, "credits");
  gint64 subtotal = smrt_sandbox_charges_sum (lines);
  gint64 left = subtotal - smrt_sandbox_charges_sum (credits);
  gint64 inclusive = sum_taxes (taxes, "inclusive");
  gint64 total = left + sum_taxes (taxes, "exclusive");

  json_object_set_int_member (note, "subtotal", subtotal);
  json_object_set_int_member (note, "subtotal_excluding_tax", subtotal - inclusive);
  json_object_set_int_member (note, "total", total);
  json_object_set_int_member (note, "amount", total);
  json_object_set_int_member (note, "total_excluding_tax", left - inclusive);
  json_object_set_int_member (note, "discount_amount", smrt_sandbox_charges_sum (discounts));
  json_object_set_array_member (note, "discount_amounts", json_array_ref (discounts));
  json_object_set_array_member (note, "pretax_credit_amounts", json_array_ref (credits));
  json_object_set_array_member (note, "total_taxes", json_array_ref (taxes));
}
