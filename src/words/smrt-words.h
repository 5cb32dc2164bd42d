/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-words-credit.h"
#include "smrt-words-date.h"
#include "smrt-words-error.h"
#include "smrt-words-invoice.h"
#include "smrt-words-locale.h"
#include "smrt-words-money.h"
#include "smrt-words-period.h"
#include "smrt-words-plan.h"
#include "smrt-words-price.h"
#include "smrt-words-quote.h"
#include "smrt-words-sign-in.h"
#include "smrt-words-status.h"
#include "smrt-words-subscription.h"
#include "smrt-words-usage.h"
