/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-stripe"

#include "config.h"

#include "smrt-stripe-credit-note.h"

#include "smrt-stripe-call.h"
#include "smrt-stripe-decoder-private.h"

static const SmrtStripeWord reasons[] = {
  { "duplicate", SMRT_CREDIT_NOTE_REASON_DUPLICATE },
  { "fraudulent", SMRT_CREDIT_NOTE_REASON_FRAUDULENT },
  { "order_change", SMRT_CREDIT_NOTE_REASON_ORDER_CHANGE },
  { "product_unsatisfactory", SMRT_CREDIT_NOTE_REASON_UNSATISFACTORY },
};

/* One without a number is known by its id. */
static gpointer
read_credit_note (const SmrtStripeReader *reader)
{
  const char *id = smrt_stripe_reader_need_string (reader, "id");
  const char *number = smrt_stripe_read_text (reader, "number");
  const char *currency = smrt_stripe_reader_need_currency (reader, "currency");
  gint64 created = smrt_stripe_reader_need_int (reader, "created");
  gint64 amount = smrt_stripe_reader_need_int (reader, "amount");
  const char *status = smrt_stripe_reader_get_string (reader, "status");
  const char *memo = smrt_stripe_read_text (reader, "memo");
  const char *pdf_url = smrt_stripe_read_text (reader, "pdf");
  SmrtCreditNoteReason reason = smrt_stripe_reader_get_word (reader, "reason", reasons, G_N_ELEMENTS (reasons),
                                                             SMRT_CREDIT_NOTE_REASON_NONE);
  SmrtMoney money;

  if (smrt_stripe_reader_failed (reader))
    return NULL;

  money = smrt_money_init (amount, currency);

  return smrt_credit_note_new (id, number != NULL ? number : id, created, &money, reason, memo, pdf_url,
                               g_strcmp0 (status, "void") == 0);
}

static gpointer
decode_credit_note (JsonNode  *node,
                    GError   **error)
{
  return smrt_stripe_decode (node, read_credit_note, error);
}

void
smrt_stripe_load_credit_note_async (SmrtStripeClient    *client,
                                    const char          *id,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_autofree char *path = NULL;

  g_return_if_fail (id != NULL);

  path = smrt_stripe_call_get_path ("/v1/credit_notes/", id, NULL);
  smrt_stripe_call_get_async (client, path, NULL, decode_credit_note, g_object_unref,
                              smrt_stripe_load_credit_note_finish, cancellable, callback, user_data);
}

SmrtCreditNote *
smrt_stripe_load_credit_note_finish (SmrtStripeClient  *client,
                                     GAsyncResult      *result,
                                     GError           **error)
{
  return smrt_stripe_call_finish (client, result, smrt_stripe_load_credit_note_finish, error);
}
