/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-store"

#include "config.h"

#include "smrt-store-wording.h"

#include <string.h>

struct _SmrtStoreWording
{
  gatomicrefcount ref_count;
  const SmrtStoreWords *words;
  SmrtCatalogue *catalogue;
  char *fingerprint;
};

static void
add_part (GChecksum  *checksum,
          const char *part)
{
  /* With its end, so that no two lists of parts are the same text. */
  g_checksum_update (checksum, (const guchar *) (part != NULL ? part : ""), part != NULL ? (gssize) strlen (part) + 1 : 1);
}

static void
add_plan (GChecksum *checksum,
          SmrtPlan  *plan)
{
  GPtrArray *prices = smrt_plan_get_prices (plan);

  add_part (checksum, smrt_plan_get_id (plan));
  add_part (checksum, smrt_plan_get_name (plan));
  add_part (checksum, smrt_plan_get_unit_label (plan));

  for (unsigned int i = 0; i < prices->len; i++)
    {
      SmrtPrice *price = prices->pdata[i];
      g_autofree char *cycle = g_strdup_printf ("%d %u %d", smrt_price_get_interval (price),
                                                smrt_price_get_interval_count (price),
                                                smrt_price_get_metered (price));

      add_part (checksum, smrt_price_get_id (price));
      add_part (checksum, cycle);
    }
}

static char *
make_fingerprint (const SmrtStoreWords *words,
                  SmrtCatalogue        *catalogue)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *language = words != NULL ? words->dup_language () : NULL;

  add_part (checksum, language);
  if (catalogue != NULL)
    {
      GPtrArray *plans = smrt_catalogue_get_plans (catalogue);

      for (unsigned int i = 0; i < plans->len; i++)
        add_plan (checksum, plans->pdata[i]);
    }

  return g_strdup (g_checksum_get_string (checksum));
}

SmrtStoreWording *
smrt_store_wording_new (const SmrtStoreWords *words,
                        SmrtCatalogue        *catalogue)
{
  SmrtStoreWording *self = g_new0 (SmrtStoreWording, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->words = words;
  g_set_object (&self->catalogue, catalogue);
  self->fingerprint = make_fingerprint (words, catalogue);

  return self;
}

SmrtStoreWording *
smrt_store_wording_ref (SmrtStoreWording *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
smrt_store_wording_unref (SmrtStoreWording *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_object (&self->catalogue);
  g_free (self->fingerprint);
  g_free (self);
}

const char *
smrt_store_wording_get_fingerprint (SmrtStoreWording *self)
{
  return self->fingerprint;
}

static char *
make_search (const char *words,
             const char *number,
             const char *extra)
{
  g_autofree char *text = g_strjoin ("\n", words != NULL ? words : "", number != NULL ? number : "",
                                     extra != NULL ? extra : "", NULL);

  return g_utf8_casefold (text, -1);
}

void
smrt_store_wording_make_credit (SmrtStoreWording  *self,
                                SmrtCreditEntry   *entry,
                                SmrtInvoice       *invoice,
                                char             **words,
                                char             **search)
{
  const char *number = invoice != NULL ? smrt_invoice_get_number (invoice) : NULL;
  g_autofree char *extra = NULL;

  if (self->words != NULL)
    *words = self->words->credit (entry, invoice, self->catalogue);
  else
    *words = g_strdup (smrt_credit_entry_get_description (entry));

  if (self->words != NULL && self->words->credit_search != NULL)
    extra = self->words->credit_search (entry, invoice);
  else
    extra = smrt_money_to_decimal (smrt_credit_entry_get_amount (entry));

  *search = make_search (*words, number, extra);
}

void
smrt_store_wording_make_invoice (SmrtStoreWording  *self,
                                 SmrtInvoice       *invoice,
                                 char             **words,
                                 char             **search)
{
  g_autofree char *extra = NULL;

  *words = self->words != NULL ? self->words->invoice (invoice, self->catalogue) : NULL;

  if (self->words != NULL && self->words->invoice_search != NULL)
    extra = self->words->invoice_search (invoice);
  else
    {
      SmrtMoney total = smrt_invoice_get_money (invoice, smrt_invoice_get_sums (invoice)->total);

      extra = smrt_money_to_decimal (&total);
    }

  *search = make_search (*words, smrt_invoice_get_number (invoice), extra);
}
