/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * smrt_words_set_locale:
 * @icu_locale: (nullable): an ICU locale ("de_DE") for amounts and dates; %NULL
 *   for that of the process, as it is the first time something is formatted
 *
 * The language of the words is not touched: that is gettext's.
 */
void smrt_words_set_locale    (const char *icu_locale);

/**
 * smrt_words_set_time_zone:
 * @time_zone: (nullable): a zone of the IANA database; %NULL for the machine's
 */
void smrt_words_set_time_zone (const char *time_zone);

/**
 * smrt_words_dup_style:
 *
 * Returns: (transfer full): what names the language, the formats, the time zone
 *   and the version of all words: words that were kept under another name may
 *   read differently now
 */
char *smrt_words_dup_style    (void);

/**
 * smrt_words_dup_zone:
 *
 * Returns: (transfer full): the person's time zone, for what is reckoned by it
 */
GTimeZone *smrt_words_dup_zone (void);

/**
 * smrt_words_is_right_to_left:
 *
 * Returns: whether the person's language is written from right to left
 */
gboolean smrt_words_is_right_to_left (void);

/**
 * smrt_words_has_letter_paper:
 *
 * Returns: whether the paper of the person's country is Letter and not A4
 */
gboolean smrt_words_has_letter_paper (void);

/**
 * smrt_words_plain:
 * @server_text: (nullable): text that a server wrote; it need not be UTF-8
 *
 * Makes one line of plain text of it that shows what is there: line breaks and
 * tabs become spaces; control characters and those that turn the direction of
 * writing are replaced by a visible sign. It is not markup and must not be
 * used as such.
 *
 * Returns: (transfer full): the text; empty for %NULL
 */
char *smrt_words_plain        (const char *server_text);

G_END_DECLS
