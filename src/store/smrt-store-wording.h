/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-store.h"

G_BEGIN_DECLS

/**
 * SmrtStoreWording:
 *
 * What rows are put into words by: the words of the account floor, and the
 * plans. It does not change, so that a thread can hold it.
 */
typedef struct _SmrtStoreWording SmrtStoreWording;

SmrtStoreWording *smrt_store_wording_new   (const SmrtStoreWords *words,
                                            SmrtCatalogue        *catalogue);
SmrtStoreWording *smrt_store_wording_ref   (SmrtStoreWording     *self);
void              smrt_store_wording_unref (SmrtStoreWording     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmrtStoreWording, smrt_store_wording_unref)

/**
 * smrt_store_wording_get_fingerprint:
 *
 * Returns: what names the language and all that the words take from the plans
 */
const char       *smrt_store_wording_get_fingerprint (SmrtStoreWording *self);

/**
 * smrt_store_wording_make_credit:
 * @invoice: (nullable): the invoice of the entry
 * @words: (out) (transfer full) (nullable): what it is
 * @search: (out) (transfer full): what it is found by, casefolded
 */
void              smrt_store_wording_make_credit     (SmrtStoreWording *self,
                                                      SmrtCreditEntry  *entry,
                                                      SmrtInvoice      *invoice,
                                                      char            **words,
                                                      char            **search);
void              smrt_store_wording_make_invoice    (SmrtStoreWording *self,
                                                      SmrtInvoice      *invoice,
                                                      char            **words,
                                                      char            **search);

G_END_DECLS
