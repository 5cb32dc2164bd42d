/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-attempt.h"
#include "smrt-change.h"
#include "smrt-settle-timer.h"

G_BEGIN_DECLS

/* What smrt-change.c (the object) and smrt-change-steps.c (what it does) share. */

struct _SmrtChange
{
  GObject parent_instance;

  SmrtAccount *account;
  SmrtOffer *offer;
  SmrtTiming timing;
  SmrtQuote *quotes[2]; /* for each timing; @quote is one of them */
  SmrtQuote *quote;
  SmrtQuote *previous_quote;
  SmrtProof *proof;
  SmrtInvoice *invoice;
  SmrtSubscription *subscription;
  GError *error;
  SmrtChangeState state;

  GTask *task;
  char *earlier_invoice_id;
  gint64 pinned_monotonic;
  SmrtAttempt *attempt;
  gboolean undecidable;
  GError *give_up_error;

  unsigned int settle_delay;
  SmrtSettleTimer *settle_timer;
};

/* Takes the quote of the timing that is chosen. */
void smrt_change_choose_quote (SmrtChange *self);

/* It is time to look again at an unknown outcome. */
void smrt_change_settle_due (SmrtChange *self);

G_END_DECLS
