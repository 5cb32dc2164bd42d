/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-sandbox"

#include "config.h"

#include "smrt-sandbox-terms.h"

#include "smrt-sandbox-coupons.h"
#include "smrt-sandbox-fault.h"
#include "smrt-sandbox-json.h"
#include "smrt-sandbox-rates.h"

struct _SmrtSandboxTerms
{
  SmrtSandboxParams *details;
  GPtrArray *discounts;   /* readers of what was sent; NULL: nothing was */
  gboolean no_discounts;
  char **tax_rates;
  gboolean no_tax_rates;
};

SmrtSandboxTerms *
smrt_sandbox_terms_read (SmrtSandboxParams *params,
                         SmrtSandboxParams *details)
{
  SmrtSandboxTerms *self = g_new0 (SmrtSandboxTerms, 1);

  self->details = details;
  self->no_discounts = smrt_sandbox_params_clears (params, "discounts");
  if (!self->no_discounts)
    self->discounts = smrt_sandbox_params_objects (params, "discounts");
  for (unsigned int i = 0; self->discounts != NULL && i < self->discounts->len; i++)
    {
      /* They are looked at later, but all that is accepted has to be read. */
      smrt_sandbox_params_string (g_ptr_array_index (self->discounts, i), "coupon");
      smrt_sandbox_params_string (g_ptr_array_index (self->discounts, i), "discount");
    }
  if (details == NULL)
    return self;

  self->no_tax_rates = smrt_sandbox_params_clears (details, "default_tax_rates");
  if (!self->no_tax_rates)
    self->tax_rates = smrt_sandbox_params_strings (details, "default_tax_rates");

  return self;
}

void
smrt_sandbox_terms_free (SmrtSandboxTerms *self)
{
  g_free (self);
}

gboolean
smrt_sandbox_terms_is_wanted (SmrtSandboxTerms *self)
{
  return self->no_discounts || self->discounts != NULL || self->no_tax_rates || self->tax_rates != NULL;
}

JsonArray *
smrt_sandbox_terms_read_rates (SmrtSandboxStore  *store,
                               char             **ids,
                               const char        *param,
                               GError           **error)
{
  g_autoptr (JsonArray) rates = json_array_new ();

  for (; ids != NULL && *ids != NULL; ids++)
    {
      JsonObject *rate = smrt_sandbox_store_find (store, "tax_rate", "tax rate", *ids, param, error);

      if (rate == NULL)
        return NULL;
      if (!smrt_sandbox_json_bool (rate, "active"))
        {
          smrt_sandbox_fault_invalid (error, NULL, param, "The tax rate '%s' is inactive.", *ids);
          return NULL;
        }
      json_array_add_object_element (rates, smrt_sandbox_json_copy (rate));
    }

  return g_steal_pointer (&rates);
}

static gboolean
has_discount (JsonObject *subscription,
              const char *id)
{
  JsonArray *discounts = smrt_sandbox_json_array (subscription, "discounts");

  for (unsigned int i = 0; i < json_array_get_length (discounts); i++)
    if (g_strcmp0 (json_array_get_string_element (discounts, i), id) == 0)
      return TRUE;

  return FALSE;
}

/* What one of the discounts that were sent names. */
static gboolean
read_discount (SmrtSandboxParams  *wish,
               const char        **coupon,
               const char        **kept,
               GError            **error)
{
  g_autofree char *path = smrt_sandbox_params_path (wish, "coupon");

  *coupon = smrt_sandbox_params_string (wish, "coupon");
  *kept = smrt_sandbox_params_string (wish, "discount");
  if ((*coupon == NULL) == (*kept == NULL))
    return smrt_sandbox_fault_invalid (error, "parameter_missing", path,
                                       "A discount is either a coupon or a discount that there is.");

  return TRUE;
}

/* Replaces the discounts by new ones and those that shall stay. */
static gboolean
amend_discounts (SmrtSandboxTerms  *self,
                 SmrtSandboxStore  *store,
                 JsonObject        *amended,
                 const char        *currency,
                 gint64             now,
                 GError           **error)
{
  g_autoptr (JsonArray) ids = json_array_new ();
  JsonArray *made = json_array_new ();

  json_object_set_array_member (smrt_sandbox_json_hidden (amended), "new_discounts", made);
  for (unsigned int i = 0; i < self->discounts->len; i++)
    {
      SmrtSandboxParams *wish = g_ptr_array_index (self->discounts, i);
      g_autofree char *coupon_path = smrt_sandbox_params_path (wish, "coupon");
      g_autofree char *kept_path = smrt_sandbox_params_path (wish, "discount");
      const char *coupon, *kept;
      JsonObject *discount;

      if (!read_discount (wish, &coupon, &kept, error))
        return FALSE;
      if (kept != NULL)
        {
          if (!has_discount (amended, kept))
            {
              smrt_sandbox_fault_missing (error, "discount", kept, kept_path);
              return FALSE;
            }
          json_array_add_string_element (ids, kept);
          continue;
        }

      discount = smrt_sandbox_coupons_redeem (store, coupon, coupon_path, smrt_sandbox_json_string (amended, "customer"),
                                              smrt_sandbox_json_string (amended, "id"), currency, now, error);
      if (discount == NULL)
        return FALSE;
      json_array_add_string_element (ids, smrt_sandbox_json_string (discount, "id"));
      json_array_add_object_element (made, discount);
    }
  json_object_set_array_member (amended, "discounts", g_steal_pointer (&ids));

  return TRUE;
}

JsonObject *
smrt_sandbox_terms_amend (SmrtSandboxTerms  *self,
                          SmrtSandboxStore  *store,
                          JsonObject        *subscription,
                          const char        *currency,
                          gint64             now,
                          GError           **error)
{
  g_autoptr (JsonObject) amended = smrt_sandbox_json_copy (subscription);

  if (self->no_discounts || self->discounts != NULL)
    json_object_set_boolean_member (smrt_sandbox_json_hidden (amended), "inherits_none", FALSE);
  if (self->no_discounts)
    json_object_set_array_member (amended, "discounts", json_array_new ());
  else if (self->discounts != NULL && !amend_discounts (self, store, amended, currency, now, error))
    return NULL;

  if (self->no_tax_rates || self->tax_rates != NULL)
    {
      g_autofree char *path = smrt_sandbox_params_path (self->details, "default_tax_rates");
      JsonArray *rates = smrt_sandbox_terms_read_rates (store, self->tax_rates, path, error);

      if (rates == NULL)
        return NULL;
      json_object_set_array_member (amended, "default_tax_rates", rates);
    }
  smrt_sandbox_terms_settle (store, amended, now);

  return g_steal_pointer (&amended);
}

/* Whether the customer's discount does not hold for a subscription or a phase. */
static gboolean
inherits_none (JsonObject *object)
{
  return smrt_sandbox_json_bool (smrt_sandbox_json_hidden (object), "inherits_none");
}

void
smrt_sandbox_terms_commit (SmrtSandboxStore *store,
                           JsonObject       *subscription,
                           JsonObject       *amended)
{
  static const char * const members[] = { "discounts", "default_tax_rates" };
  JsonArray *made = smrt_sandbox_json_array (smrt_sandbox_json_hidden (amended), "new_discounts");

  for (unsigned int i = 0; i < G_N_ELEMENTS (members); i++)
    json_object_set_array_member (subscription, members[i],
                                  smrt_sandbox_json_copy_array (smrt_sandbox_json_array (amended, members[i])));
  json_object_set_array_member (smrt_sandbox_json_hidden (subscription), "terms",
                                smrt_sandbox_json_copy_array (
                                  smrt_sandbox_json_array (smrt_sandbox_json_hidden (amended), "terms")));
  json_object_set_boolean_member (smrt_sandbox_json_hidden (subscription), "inherits_none", inherits_none (amended));
  for (unsigned int i = 0; made != NULL && i < json_array_get_length (made); i++)
    smrt_sandbox_coupons_keep (store, json_array_get_object_element (made, i));
}

gboolean
smrt_sandbox_terms_is_change (JsonObject *subscription,
                              JsonObject *amended)
{
  return !json_array_equal (smrt_sandbox_json_array (subscription, "discounts"),
                            smrt_sandbox_json_array (amended, "discounts")) ||
         !json_array_equal (smrt_sandbox_json_array (subscription, "default_tax_rates"),
                            smrt_sandbox_json_array (amended, "default_tax_rates")) ||
         inherits_none (subscription) != inherits_none (amended);
}

static JsonObject *
find_discount (SmrtSandboxStore *store,
               JsonObject       *subscription,
               const char       *id)
{
  JsonArray *made = smrt_sandbox_json_array (smrt_sandbox_json_hidden (subscription), "new_discounts");

  for (unsigned int i = 0; made != NULL && i < json_array_get_length (made); i++)
    {
      JsonObject *discount = json_array_get_object_element (made, i);

      if (g_strcmp0 (smrt_sandbox_json_string (discount, "id"), id) == 0)
        return discount;
    }

  return smrt_sandbox_store_get (store, "discount", id);
}

static gboolean
is_in_force (JsonObject *discount,
             gint64      time)
{
  return discount != NULL &&
         (smrt_sandbox_json_is_null (discount, "end") || smrt_sandbox_json_int (discount, "end") > time);
}

static void
add_term (JsonArray  *terms,
          JsonObject *discount)
{
  JsonObject *term = smrt_sandbox_json_copy (smrt_sandbox_json_hidden (discount));

  json_object_set_string_member (term, "id", smrt_sandbox_json_string (discount, "id"));
  json_array_add_object_element (terms, term);
}

/* A fixed discount of another currency says nothing about the subscription. */
static gboolean
fits (JsonObject *discount,
      JsonObject *subscription)
{
  const char *currency = smrt_sandbox_json_string (smrt_sandbox_json_hidden (discount), "currency");
  const char *other = smrt_sandbox_json_string (subscription, "currency");

  return currency == NULL || other == NULL || g_str_equal (currency, other);
}

void
smrt_sandbox_terms_settle (SmrtSandboxStore *store,
                           JsonObject       *subscription,
                           gint64            time)
{
  JsonObject *customer = smrt_sandbox_store_get (store, "customer",
                                                 smrt_sandbox_json_string (subscription, "customer"));
  JsonArray *discounts = smrt_sandbox_json_array (subscription, "discounts");
  JsonArray *kept = json_array_new ();
  JsonArray *terms = json_array_new ();
  JsonObject *inherited = NULL;

  for (unsigned int i = 0; i < json_array_get_length (discounts); i++)
    {
      const char *id = json_array_get_string_element (discounts, i);
      JsonObject *discount = find_discount (store, subscription, id);

      if (!is_in_force (discount, time))
        continue;
      json_array_add_string_element (kept, id);
      add_term (terms, discount);
    }

  if (customer != NULL)
    inherited = smrt_sandbox_store_get (store, "discount",
                                        smrt_sandbox_json_string (smrt_sandbox_json_hidden (customer), "discount"));
  if (json_array_get_length (kept) == 0 && !inherits_none (subscription) && is_in_force (inherited, time) &&
      fits (inherited, subscription))
    add_term (terms, inherited);

  json_object_set_array_member (subscription, "discounts", kept);
  json_object_set_array_member (smrt_sandbox_json_hidden (subscription), "terms", terms);
}

JsonObject *
smrt_sandbox_terms_foresee (SmrtSandboxStore *store,
                            JsonObject       *subscription,
                            gint64            time)
{
  JsonObject *amended = smrt_sandbox_json_copy (subscription);

  smrt_sandbox_terms_settle (store, amended, time);

  return amended;
}

static JsonObject *
make_phase_discount (const char *coupon,
                     const char *discount)
{
  JsonObject *entry = smrt_sandbox_json_template ("{'promotion_code':null}");

  smrt_sandbox_json_set_string (entry, "coupon", coupon);
  smrt_sandbox_json_set_string (entry, "discount", discount);

  return entry;
}

void
smrt_sandbox_terms_note (SmrtSandboxStore *store,
                         JsonObject       *subscription,
                         JsonObject       *phase)
{
  JsonArray *discounts = smrt_sandbox_json_array (subscription, "discounts");
  JsonArray *entries = json_array_new ();

  for (unsigned int i = 0; i < json_array_get_length (discounts); i++)
    {
      const char *id = json_array_get_string_element (discounts, i);
      JsonObject *source = smrt_sandbox_json_object (smrt_sandbox_store_get (store, "discount", id), "source");

      json_array_add_object_element (entries, make_phase_discount (smrt_sandbox_json_string (source, "coupon"), id));
    }
  json_object_set_array_member (phase, "discounts", entries);
  json_object_set_boolean_member (smrt_sandbox_json_hidden (phase), "inherits_none", inherits_none (subscription));
  json_object_set_array_member (phase, "default_tax_rates",
                                smrt_sandbox_json_copy_array (
                                  smrt_sandbox_json_array (subscription, "default_tax_rates")));
}

static gboolean
is_named (JsonObject *phase,
          const char *discount)
{
  JsonArray *entries = smrt_sandbox_json_array (phase, "discounts");

  for (unsigned int i = 0; i < json_array_get_length (entries); i++)
    if (g_strcmp0 (smrt_sandbox_json_string (json_array_get_object_element (entries, i), "discount"), discount) == 0)
      return TRUE;

  return FALSE;
}

/* What the schedule names already can be sent back to it. */
static gboolean
is_known (JsonObject *schedule,
          JsonObject *subscription,
          const char *discount)
{
  JsonArray *phases = smrt_sandbox_json_array (schedule, "phases");

  for (unsigned int i = 0; i < json_array_get_length (phases); i++)
    if (is_named (json_array_get_object_element (phases, i), discount))
      return TRUE;

  return has_discount (subscription, discount);
}

static gboolean
plan_discounts (SmrtSandboxTerms  *self,
                SmrtSandboxStore  *store,
                JsonObject        *schedule,
                JsonObject        *subscription,
                JsonObject        *phase,
                gint64             now,
                GError           **error)
{
  JsonArray *entries = smrt_sandbox_json_array (phase, "discounts");

  for (unsigned int i = 0; i < self->discounts->len; i++)
    {
      SmrtSandboxParams *wish = g_ptr_array_index (self->discounts, i);
      g_autofree char *coupon_path = smrt_sandbox_params_path (wish, "coupon");
      g_autofree char *kept_path = smrt_sandbox_params_path (wish, "discount");
      g_autoptr (JsonObject) tried = NULL;
      const char *coupon, *kept;

      if (!read_discount (wish, &coupon, &kept, error))
        return FALSE;
      if (kept != NULL && !is_known (schedule, subscription, kept))
        {
          smrt_sandbox_fault_missing (error, "discount", kept, kept_path);
          return FALSE;
        }
      if (coupon != NULL)
        {
          tried = smrt_sandbox_coupons_redeem (store, coupon, coupon_path,
                                               smrt_sandbox_json_string (subscription, "customer"),
                                               smrt_sandbox_json_string (subscription, "id"),
                                               smrt_sandbox_json_string (subscription, "currency"), now, error);
          if (tried == NULL)
            return FALSE;
        }
      json_array_add_object_element (entries, make_phase_discount (coupon, kept));
    }

  return TRUE;
}

gboolean
smrt_sandbox_terms_plan (SmrtSandboxTerms  *self,
                         SmrtSandboxStore  *store,
                         JsonObject        *schedule,
                         JsonObject        *subscription,
                         JsonObject        *phase,
                         gint64             now,
                         GError           **error)
{
  g_autofree char *path = smrt_sandbox_params_path (self->details, "default_tax_rates");
  JsonArray *rates;

  json_object_set_boolean_member (smrt_sandbox_json_hidden (phase), "inherits_none", self->no_discounts);
  if (self->discounts != NULL && !plan_discounts (self, store, schedule, subscription, phase, now, error))
    return FALSE;

  rates = smrt_sandbox_terms_read_rates (store, self->tax_rates, path, error);
  if (rates == NULL)
    return FALSE;
  json_object_set_array_member (phase, "default_tax_rates", rates);

  return TRUE;
}

JsonObject *
smrt_sandbox_terms_follow (SmrtSandboxStore *store,
                           JsonObject       *subscription,
                           JsonObject       *phase,
                           gint64            time)
{
  JsonObject *amended = smrt_sandbox_json_copy (subscription);
  JsonArray *entries = smrt_sandbox_json_array (phase, "discounts");
  JsonArray *ids = json_array_new ();
  JsonArray *made = json_array_new ();

  for (unsigned int i = 0; i < json_array_get_length (entries); i++)
    {
      JsonObject *entry = json_array_get_object_element (entries, i);
      const char *kept = smrt_sandbox_json_string (entry, "discount");
      g_autoptr (GError) error = NULL;
      JsonObject *discount;

      if (kept != NULL)
        {
          discount = smrt_sandbox_store_get (store, "discount", kept);
          if (discount != NULL && !smrt_sandbox_json_bool (smrt_sandbox_json_hidden (discount), "used_up"))
            json_array_add_string_element (ids, kept);
          continue;
        }

      discount = smrt_sandbox_coupons_redeem (store, smrt_sandbox_json_string (entry, "coupon"), "coupon",
                                              smrt_sandbox_json_string (amended, "customer"),
                                              smrt_sandbox_json_string (amended, "id"),
                                              smrt_sandbox_json_string (amended, "currency"), time, &error);
      /* A coupon that is gone by then gives nothing (inferred: Stripe does not say). */
      if (discount == NULL)
        continue;
      json_array_add_string_element (ids, smrt_sandbox_json_string (discount, "id"));
      json_array_add_object_element (made, discount);
    }
  json_object_set_array_member (amended, "discounts", ids);
  json_object_set_array_member (smrt_sandbox_json_hidden (amended), "new_discounts", made);
  json_object_set_boolean_member (smrt_sandbox_json_hidden (amended), "inherits_none", inherits_none (phase));
  json_object_set_array_member (amended, "default_tax_rates",
                                smrt_sandbox_json_copy_array (smrt_sandbox_json_array (phase, "default_tax_rates")));
  smrt_sandbox_terms_settle (store, amended, time);

  return amended;
}

static JsonArray *
load_rates (JsonArray *stored)
{
  JsonArray *rates = json_array_new ();

  for (unsigned int i = 0; i < json_array_get_length (stored); i++)
    {
      JsonObject *rate = json_array_get_object_element (stored, i);
      JsonObject *term = json_object_new ();

      json_object_set_string_member (term, "id", smrt_sandbox_json_string (rate, "id"));
      json_object_set_boolean_member (term, "inclusive", smrt_sandbox_json_bool (rate, "inclusive"));
      json_object_set_int_member (term, "rate", smrt_sandbox_rates_get (rate));
      json_array_add_object_element (rates, term);
    }

  return rates;
}

void
smrt_sandbox_terms_load (JsonObject      *subscription,
                         JsonObject      *stored,
                         SmrtSandboxItem *item)
{
  JsonArray *rates = smrt_sandbox_json_array (stored, "tax_rates");
  JsonArray *terms;

  if (subscription != NULL && (rates == NULL || json_array_get_length (rates) == 0))
    rates = smrt_sandbox_json_array (subscription, "default_tax_rates");
  if (rates != NULL)
    item->tax_rates = load_rates (rates);

  terms = subscription != NULL ? smrt_sandbox_json_array (smrt_sandbox_json_hidden (subscription), "terms") : NULL;
  if (terms != NULL)
    item->discounts = smrt_sandbox_json_copy_array (terms);
}

static gboolean
lists (JsonObject *invoice,
       const char *discount)
{
  JsonArray *amounts = smrt_sandbox_json_array (invoice, "total_discount_amounts");

  for (unsigned int i = 0; i < json_array_get_length (amounts); i++)
    if (g_strcmp0 (smrt_sandbox_json_string (json_array_get_object_element (amounts, i), "discount"), discount) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
is_used_up (SmrtSandboxStore *store,
            JsonObject       *invoice,
            const char       *id)
{
  JsonObject *discount = smrt_sandbox_store_get (store, "discount", id);

  return discount != NULL && smrt_sandbox_json_bool (smrt_sandbox_json_hidden (discount), "once") &&
         lists (invoice, id);
}

/* A discount that is used up does not come back with the phase that names it. */
static void
note_used_up (SmrtSandboxStore *store,
              const char       *id,
              gboolean          used_up)
{
  JsonObject *discount = smrt_sandbox_store_get (store, "discount", id);

  if (discount == NULL || smrt_sandbox_json_bool (smrt_sandbox_json_hidden (discount), "used_up") == used_up)
    return;
  json_object_set_boolean_member (smrt_sandbox_json_hidden (discount), "used_up", used_up);
  smrt_sandbox_store_touch (store, discount);
}

void
smrt_sandbox_terms_use_up (SmrtSandboxStore *store,
                           JsonObject       *subscription,
                           JsonObject       *invoice)
{
  JsonObject *customer = smrt_sandbox_store_get (store, "customer",
                                                 smrt_sandbox_json_string (subscription, "customer"));
  JsonArray *discounts = smrt_sandbox_json_array (subscription, "discounts");
  JsonArray *kept = json_array_new ();
  JsonArray *used = json_array_new ();
  const char *inherited = smrt_sandbox_json_string (smrt_sandbox_json_hidden (customer), "discount");

  for (unsigned int i = 0; i < json_array_get_length (discounts); i++)
    {
      const char *id = json_array_get_string_element (discounts, i);

      json_array_add_string_element (is_used_up (store, invoice, id) ? used : kept, id);
      note_used_up (store, id, is_used_up (store, invoice, id));
    }
  json_object_set_array_member (subscription, "discounts", kept);
  smrt_sandbox_store_touch (store, subscription);

  if (is_used_up (store, invoice, inherited))
    {
      json_array_add_string_element (used, inherited);
      json_object_set_null_member (smrt_sandbox_json_hidden (customer), "discount");
      smrt_sandbox_store_touch (store, customer);
    }
  json_object_set_array_member (smrt_sandbox_json_hidden (invoice), "used_up", used);
  smrt_sandbox_store_touch (store, invoice);
}

void
smrt_sandbox_terms_give_back (SmrtSandboxStore *store,
                              JsonObject       *subscription,
                              JsonObject       *invoice)
{
  JsonObject *customer = smrt_sandbox_store_get (store, "customer",
                                                 smrt_sandbox_json_string (subscription, "customer"));
  JsonArray *used = smrt_sandbox_json_array (smrt_sandbox_json_hidden (invoice), "used_up");

  for (unsigned int i = 0; i < json_array_get_length (used); i++)
    {
      const char *id = json_array_get_string_element (used, i);
      JsonObject *discount = smrt_sandbox_store_get (store, "discount", id);

      note_used_up (store, id, FALSE);
      if (!smrt_sandbox_json_is_null (discount, "subscription"))
        json_array_add_string_element (smrt_sandbox_json_array (subscription, "discounts"), id);
      else
        json_object_set_string_member (smrt_sandbox_json_hidden (customer), "discount", id);
    }
  smrt_sandbox_store_touch (store, subscription);
  smrt_sandbox_store_touch (store, customer);
}
