/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-words"

#include "config.h"

#include "smrt-words-locale.h"

#include <locale.h>
#include <string.h>
#include <unicode/uloc.h>
#include <unicode/ulocdata.h>

#include "smrt-words-locale-private.h"

#define REPLACEMENT 0xfffd
#define MINUS_SIGN 0x2212

G_LOCK_DEFINE_STATIC (chosen);
static char *chosen_locale;
static char *chosen_time_zone;

G_LOCK_DEFINE_STATIC (zone);

static gboolean
turns_or_hides (gunichar c)
{
  if (g_unichar_type (c) != G_UNICODE_FORMAT)
    return FALSE;

  /* The soft hyphen and the two joiners belong to ordinary spelling. */
  return c != 0x00ad && c != 0x200c && c != 0x200d;
}

static gunichar
make_visible (gunichar c)
{
  if (c == '\n' || c == '\r' || c == '\t' || c == 0x2028 || c == 0x2029)
    return ' ';
  if (c < 0x20)
    return 0x2400 + c;
  if (c == 0x7f)
    return 0x2421;
  if (g_unichar_iscntrl (c) || turns_or_hides (c))
    return REPLACEMENT;

  return c;
}

/* Most of what a server writes: there is nothing to make visible. */
static gboolean
is_plain_ascii (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isprint (*p))
      return FALSE;

  return TRUE;
}

char *
smrt_words_dup_locale (int category)
{
  char canonical[ULOC_FULLNAME_CAPACITY];
  UErrorCode status = U_ZERO_ERROR;
  const char *posix;
  char *chosen;

  G_LOCK (chosen);
  chosen = g_strdup (chosen_locale);
  G_UNLOCK (chosen);

  if (chosen != NULL)
    return chosen;

  posix = setlocale (category, NULL);
  if (posix == NULL || g_str_has_prefix (posix, "C.") ||
      g_str_equal (posix, "C") || g_str_equal (posix, "POSIX"))
    return NULL;

  uloc_canonicalize (posix, canonical, sizeof canonical, &status);
  if (U_FAILURE (status) || status == U_STRING_NOT_TERMINATED_WARNING)
    return NULL;

  return g_strdup (canonical);
}

char *
smrt_words_dup_time_zone (void)
{
  char *time_zone;

  G_LOCK (chosen);
  time_zone = g_strdup (chosen_time_zone);
  G_UNLOCK (chosen);

  return time_zone;
}

char *
smrt_words_from_icu (const UChar *text,
                     int          length)
{
  GString *words = g_string_sized_new (length + 8);
  g_autofree char *utf8 = g_utf16_to_utf8 ((const gunichar2 *) text, length, NULL, NULL, NULL);

  for (const char *p = utf8; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    g_string_append_unichar (words, *p == '-' ? MINUS_SIGN : g_utf8_get_char (p));

  return g_string_free (words, FALSE);
}

void
smrt_words_set_locale (const char *icu_locale)
{
  G_LOCK (chosen);
  g_free (chosen_locale);
  chosen_locale = g_strdup (icu_locale);
  G_UNLOCK (chosen);
}

void
smrt_words_set_time_zone (const char *time_zone)
{
  G_LOCK (chosen);
  g_free (chosen_time_zone);
  chosen_time_zone = g_strdup (time_zone);
  G_UNLOCK (chosen);
}

/* GLib asks the machine for its zone each time, which a list of a million days
 * would notice; ICU's formats keep theirs too. */
GTimeZone *
smrt_words_dup_zone (void)
{
  static char *known_name;
  static GTimeZone *known_zone;
  g_autofree char *name = smrt_words_dup_time_zone ();
  GTimeZone *found;

  G_LOCK (zone);

  if (known_zone == NULL || g_strcmp0 (name, known_name) != 0)
    {
      g_clear_pointer (&known_zone, g_time_zone_unref);
      if (name != NULL)
        known_zone = g_time_zone_new_identifier (name);
      if (known_zone == NULL)
        known_zone = g_time_zone_new_local ();
      g_free (known_name);
      known_name = g_steal_pointer (&name);
    }
  found = g_time_zone_ref (known_zone);

  G_UNLOCK (zone);

  return found;
}

gboolean
smrt_words_is_right_to_left (void)
{
  g_autofree char *locale = smrt_words_dup_locale (LC_MESSAGES);

  return locale != NULL && uloc_isRightToLeft (locale);
}

gboolean
smrt_words_has_letter_paper (void)
{
  g_autofree char *locale = smrt_words_dup_locale (LC_PAPER);
  UErrorCode status = U_ZERO_ERROR;
  int height = 0;
  int width = 0;

  if (locale == NULL)
    return FALSE;

  ulocdata_getPaperSize (locale, &height, &width, &status);

  return U_SUCCESS (status) && height == 279 && width == 216;
}

char *
smrt_words_dup_style (void)
{
  g_autofree char *languages = g_strjoinv (":", (char **) g_get_language_names_with_category ("LC_MESSAGES"));
  g_autofree char *money = smrt_words_dup_locale (LC_MONETARY);
  g_autofree char *dates = smrt_words_dup_locale (LC_TIME);
  g_autofree char *time_zone = smrt_words_dup_time_zone ();
  g_autoptr (GTimeZone) local = time_zone == NULL ? g_time_zone_new_local () : NULL;

  return g_strdup_printf ("%s %s %s %s %s %s", languages, money != NULL ? money : "C", dates != NULL ? dates : "C",
                          time_zone != NULL ? time_zone : g_time_zone_get_identifier (local), U_ICU_VERSION,
                          PACKAGE_VERSION);
}

char *
smrt_words_plain (const char *server_text)
{
  g_autofree char *valid = NULL;
  GString *plain;

  if (server_text == NULL)
    return g_strdup ("");
  if (is_plain_ascii (server_text))
    return g_strdup (server_text);

  valid = g_utf8_make_valid (server_text, -1);
  plain = g_string_sized_new (strlen (valid));
  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    g_string_append_unichar (plain, make_visible (g_utf8_get_char (p)));

  return g_string_free (plain, FALSE);
}
