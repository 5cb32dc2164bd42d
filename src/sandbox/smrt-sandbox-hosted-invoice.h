/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-sandbox-page.h"
#include "smrt-sandbox-request.h"

G_BEGIN_DECLS

/**
 * smrt_sandbox_hosted_invoice_show:
 * @request: whose id is the secret of an invoice
 *
 * The invoice with all that makes its amount, and while it is open a way to
 * pay it. Source: Stripe, "Hosted Invoice Page".
 *
 * Returns: (transfer full) (nullable): the page; %NULL where the secret is no
 *   invoice's, here and below
 */
SmrtSandboxPage *smrt_sandbox_hosted_invoice_show    (SmrtSandboxRequest *request);

/**
 * smrt_sandbox_hosted_invoice_pay:
 * @request: with the parameter `card`
 *
 * Pays an open invoice as `/v1/invoices/{id}/pay` does.
 */
SmrtSandboxPage *smrt_sandbox_hosted_invoice_pay     (SmrtSandboxRequest *request);

/**
 * smrt_sandbox_hosted_invoice_ask:
 *
 * What the bank asks about a payment.
 */
SmrtSandboxPage *smrt_sandbox_hosted_invoice_ask     (SmrtSandboxRequest *request);

/**
 * smrt_sandbox_hosted_invoice_confirm:
 * @request: with the parameter `answer`: `complete` or `fail`
 *
 * Takes the answer to the bank, and with its consent the payment.
 */
SmrtSandboxPage *smrt_sandbox_hosted_invoice_confirm (SmrtSandboxRequest *request);

G_END_DECLS
