/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-invoice-line.h"

G_BEGIN_DECLS

/**
 * SmrtInvoiceStatus:
 * @SMRT_INVOICE_STATUS_UNKNOWN: one that this program does not know
 */
typedef enum
{
  SMRT_INVOICE_STATUS_UNKNOWN,
  SMRT_INVOICE_STATUS_DRAFT,
  SMRT_INVOICE_STATUS_OPEN,
  SMRT_INVOICE_STATUS_PAID,
  SMRT_INVOICE_STATUS_UNCOLLECTIBLE,
  SMRT_INVOICE_STATUS_VOID,
} SmrtInvoiceStatus;

#define SMRT_TYPE_INVOICE_STATUS (smrt_invoice_status_get_type ())

GType smrt_invoice_status_get_type (void) G_GNUC_CONST;

/**
 * SmrtPaymentState:
 * @SMRT_PAYMENT_STATE_NONE: nothing is known of a payment
 * @SMRT_PAYMENT_STATE_SUCCEEDED: paid
 * @SMRT_PAYMENT_STATE_PROCESSING: it is being made
 * @SMRT_PAYMENT_STATE_REQUIRES_ACTION: the bank asks the person
 * @SMRT_PAYMENT_STATE_REQUIRES_PAYMENT_METHOD: declined
 *
 * The state of the newest payment intent of an invoice.
 */
typedef enum
{
  SMRT_PAYMENT_STATE_NONE,
  SMRT_PAYMENT_STATE_SUCCEEDED,
  SMRT_PAYMENT_STATE_PROCESSING,
  SMRT_PAYMENT_STATE_REQUIRES_ACTION,
  SMRT_PAYMENT_STATE_REQUIRES_PAYMENT_METHOD,
} SmrtPaymentState;

/**
 * SmrtInvoiceSums:
 * @subtotal: the lines added up
 * @discount: what discounts take off; not negative
 * @tax: tax that comes on top (exclusive)
 * @total: @subtotal − @discount − @usage_credit + @tax
 * @starting_balance: the customer balance before; negative is credit
 * @ending_balance: the customer balance after; meaningful once
 *   @has_ending_balance
 * @has_ending_balance: whether the server told it
 * @amount_due: what is charged
 * @amount_paid: what was paid
 * @amount_remaining: what is still to be paid
 * @usage_credit: what usage credit pays of the usage among the lines; not
 *   negative
 * @included_tax: tax that is within the amounts of the lines (inclusive)
 *
 * The sums of an invoice in minor units of its currency.
 */
typedef struct
{
  gint64   subtotal;
  gint64   discount;
  gint64   tax;
  gint64   total;
  gint64   starting_balance;
  gint64   ending_balance;
  gboolean has_ending_balance;
  gint64   amount_due;
  gint64   amount_paid;
  gint64   amount_remaining;
  gint64   usage_credit;
  gint64   included_tax;
} SmrtInvoiceSums;

#define SMRT_TYPE_INVOICE (smrt_invoice_get_type ())

/**
 * SmrtInvoice:
 *
 * An invoice, or the preview of one: a preview is never paid and has no
 * number.
 */
G_DECLARE_FINAL_TYPE (SmrtInvoice, smrt_invoice, SMRT, INVOICE, GObject)

/**
 * smrt_invoice_new:
 * @id: the server's id
 * @status: its status
 * @currency: ISO code
 * @created: unix seconds
 * @sums: its sums; copied
 */
SmrtInvoice           *smrt_invoice_new                 (const char            *id,
                                                         SmrtInvoiceStatus      status,
                                                         const char            *currency,
                                                         gint64                 created,
                                                         const SmrtInvoiceSums *sums);
const char            *smrt_invoice_get_id              (SmrtInvoice           *self);
SmrtInvoiceStatus      smrt_invoice_get_status          (SmrtInvoice           *self);
const char            *smrt_invoice_get_currency        (SmrtInvoice           *self);
gint64                 smrt_invoice_get_created         (SmrtInvoice           *self);
const SmrtInvoiceSums *smrt_invoice_get_sums            (SmrtInvoice           *self);

/**
 * smrt_invoice_get_money:
 * @amount: one of its sums
 *
 * Returns: @amount in the invoice's currency
 */
SmrtMoney              smrt_invoice_get_money           (SmrtInvoice           *self,
                                                         gint64                 amount);

/**
 * smrt_invoice_get_number:
 *
 * Returns: (nullable): the number people know it by
 */
const char            *smrt_invoice_get_number          (SmrtInvoice           *self);
void                   smrt_invoice_set_number          (SmrtInvoice           *self,
                                                         const char            *number);

/**
 * smrt_invoice_get_billing_reason:
 *
 * Returns: (nullable): Stripe's `billing_reason`
 */
const char            *smrt_invoice_get_billing_reason  (SmrtInvoice           *self);
void                   smrt_invoice_set_billing_reason  (SmrtInvoice           *self,
                                                         const char            *billing_reason);

/**
 * smrt_invoice_get_subscription_id:
 *
 * Returns: (nullable): the subscription that it is for
 */
const char            *smrt_invoice_get_subscription_id (SmrtInvoice           *self);
void                   smrt_invoice_set_subscription_id (SmrtInvoice           *self,
                                                         const char            *subscription_id);

/**
 * smrt_invoice_get_proration_date:
 *
 * Returns: unix seconds to which the prorations are reckoned: the server's
 *   own statement, else the start of the first proration line; 0 where there
 *   is neither
 */
gint64                 smrt_invoice_get_proration_date  (SmrtInvoice           *self);
void                   smrt_invoice_set_proration_date  (SmrtInvoice           *self,
                                                         gint64                 proration_date);

/**
 * smrt_invoice_get_hosted_url:
 *
 * Returns: (nullable): the page where it is paid; holds a secret, never log it
 */
const char            *smrt_invoice_get_hosted_url      (SmrtInvoice           *self);
void                   smrt_invoice_set_hosted_url      (SmrtInvoice           *self,
                                                         const char            *url);

/**
 * smrt_invoice_get_pdf_url:
 *
 * Returns: (nullable): its PDF; holds a secret, never log it
 */
const char            *smrt_invoice_get_pdf_url         (SmrtInvoice           *self);
void                   smrt_invoice_set_pdf_url         (SmrtInvoice           *self,
                                                         const char            *url);

/**
 * smrt_invoice_get_payment_state:
 *
 * Returns: what became of the newest payment; none where it was not asked for
 */
SmrtPaymentState       smrt_invoice_get_payment_state   (SmrtInvoice           *self);
void                   smrt_invoice_set_payment_state   (SmrtInvoice           *self,
                                                         SmrtPaymentState       payment_state);

/**
 * smrt_invoice_get_payment_error:
 *
 * Returns: (nullable): the provider's sentence about why the payment failed
 */
const char            *smrt_invoice_get_payment_error   (SmrtInvoice           *self);
void                   smrt_invoice_set_payment_error   (SmrtInvoice           *self,
                                                         const char            *message);

void                   smrt_invoice_add_line            (SmrtInvoice           *self,
                                                         SmrtInvoiceLine       *line);

/**
 * smrt_invoice_get_lines:
 *
 * Returns: (transfer none) (element-type SmrtInvoiceLine): its lines in the
 *   server's order
 */
GPtrArray             *smrt_invoice_get_lines           (SmrtInvoice           *self);

/**
 * smrt_invoice_get_credit_added:
 *
 * Returns: minor units by which a negative total raises the credit; not
 *   negative
 */
gint64                 smrt_invoice_get_credit_added    (SmrtInvoice           *self);

/**
 * smrt_invoice_get_balance_used:
 *
 * What the customer balance contributes: positive where credit pays a part,
 * negative where a debt is collected with it or a small amount is carried
 * forward as one.
 *
 * Returns: minor units: total − amount due, for a total that is not negative;
 *   else 0
 */
gint64                 smrt_invoice_get_balance_used    (SmrtInvoice           *self);

G_END_DECLS
