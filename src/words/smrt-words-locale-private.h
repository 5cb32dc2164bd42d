/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <unicode/utypes.h>

G_BEGIN_DECLS

/*
 * smrt_words_dup_locale:
 * @category: LC_MONETARY or LC_TIME
 *
 * Returns: (transfer full) (nullable): the ICU locale for it; %NULL where the
 *   person has chosen none, which is C and POSIX
 */
char *smrt_words_dup_locale    (int          category);

/*
 * smrt_words_dup_time_zone:
 *
 * Returns: (transfer full) (nullable): the zone that was set; %NULL for the
 *   machine's
 */
char *smrt_words_dup_time_zone (void);

/*
 * smrt_words_from_icu:
 * @text: what ICU wrote
 * @length: how many units
 *
 * Returns: (transfer full): the same in UTF-8, with the real minus sign
 */
char *smrt_words_from_icu      (const UChar *text,
                                int          length);

G_END_DECLS
