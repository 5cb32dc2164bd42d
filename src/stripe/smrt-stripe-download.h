/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-stripe-error.h"

G_BEGIN_DECLS

#define SMRT_TYPE_STRIPE_DOWNLOAD (smrt_stripe_download_get_type ())

/**
 * SmrtStripeDownload:
 *
 * Fetches the PDF of an invoice. Its address holds a secret and needs no key:
 * no authorization is sent, by a session that knows none, and the address is
 * never logged nor part of an error. Source: Stripe, "The Invoice object",
 * `invoice_pdf`.
 *
 * Properties, all construct-only: `address` (string), `deadline-ms` (uint,
 * 60000: for all of it), `max-size` (uint, 20 MiB: bytes that are accepted).
 */
G_DECLARE_FINAL_TYPE (SmrtStripeDownload, smrt_stripe_download, SMRT, STRIPE_DOWNLOAD, GObject)

/**
 * smrt_stripe_download_new:
 * @address: where the server says that the PDF is
 *
 * Returns: (transfer full): a download that was not started
 */
SmrtStripeDownload *smrt_stripe_download_new        (const char           *address);

/**
 * smrt_stripe_download_run_async:
 * @cancellable: (nullable): cancels it
 *
 * Fetches it, once for each object. Up to three redirects are followed, to
 * https alone; http is for loopback, and only from loopback.
 *
 * Ends in the bytes of a whole PDF, in %G_IO_ERROR_CANCELLED, or in
 * %SMRT_STRIPE_ERROR_BAD_ADDRESS (also of a redirect),
 * %SMRT_STRIPE_ERROR_NOT_SENT, %SMRT_STRIPE_ERROR_TLS,
 * %SMRT_STRIPE_ERROR_TIMED_OUT, %SMRT_STRIPE_ERROR_NOT_FOUND (403, 404, 410),
 * %SMRT_STRIPE_ERROR_SERVER (5xx), %SMRT_STRIPE_ERROR_BAD_ANSWER (another
 * status, no PDF, cut off, too large, too many redirects).
 */
void                smrt_stripe_download_run_async  (SmrtStripeDownload   *self,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);

/**
 * smrt_stripe_download_run_finish:
 *
 * Returns: (transfer full) (nullable): the PDF
 */
GBytes             *smrt_stripe_download_run_finish (SmrtStripeDownload   *self,
                                                     GAsyncResult         *result,
                                                     GError              **error);

G_END_DECLS
