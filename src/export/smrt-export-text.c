/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-export"

#include "config.h"

#include "smrt-export-text.h"

#include <string.h>

#include "smrt-words.h"

/* Some programs take no lines that are much longer. */
#define MAX_TOKEN 80

char *
smrt_export_text_line (const char   *text,
                       unsigned int  max_chars)
{
  g_autofree char *plain = smrt_words_plain (text);
  GString *line = g_string_sized_new (MIN (strlen (plain), 1024));
  unsigned int n_chars = 0;
  gboolean gap = FALSE;

  for (const char *p = plain; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c))
        {
          gap = line->len > 0;
          continue;
        }
      if (n_chars + (gap ? 2 : 1) >= max_chars)
        {
          g_string_append (line, "…");
          break;
        }
      if (gap)
        g_string_append_c (line, ' ');
      g_string_append_unichar (line, c);
      n_chars += gap ? 2 : 1;
      gap = FALSE;
    }

  return g_string_free (line, FALSE);
}

char *
smrt_export_text_token (const char *text)
{
  char *token = g_strndup (text != NULL ? text : "", MAX_TOKEN);

  for (char *p = token; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && strchr ("-_.", *p) == NULL)
      *p = '-';

  return token;
}

/* Spreadsheets look for a formula behind spaces, and at the full-width forms of
 * the signs too. */
gboolean
smrt_export_text_is_formula (const char *text)
{
  gunichar c;

  g_return_val_if_fail (text != NULL, FALSE);

  /* Most texts. */
  while (*text == ' ')
    text++;
  if (*text == '\0' || g_ascii_isalnum (*text))
    return FALSE;

  while (g_unichar_isspace (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  c = g_utf8_get_char (text);

  return c == '=' || c == '+' || c == '-' || c == '@' ||
         c == 0xff1d || c == 0xff0b || c == 0xff0d || c == 0xff20;
}

char *
smrt_export_text_cell (const char *text)
{
  g_autofree char *plain = smrt_words_plain (text);
  g_autofree char *doubled = NULL;
  const char *apostrophe = smrt_export_text_is_formula (plain) ? "'" : "";
  gsize length = strlen (plain);

  if (strpbrk (plain, ",\"") == NULL && (length == 0 || (plain[0] != ' ' && plain[length - 1] != ' ')))
    return g_strconcat (apostrophe, plain, NULL);

  {
    g_auto (GStrv) parts = g_strsplit (plain, "\"", -1);

    doubled = g_strjoinv ("\"\"", parts);
  }

  return g_strconcat ("\"", apostrophe, doubled, "\"", NULL);
}

char *
smrt_export_text_day (gint64 time)
{
  char *day = smrt_words_date_sortable (time);

  if (strlen (day) != strlen ("2026-11-18"))
    g_clear_pointer (&day, g_free);

  return day;
}

char *
smrt_export_text_code (const char *currency)
{
  return g_ascii_strup (currency, -1);
}

SmrtPlan *
smrt_export_text_find_plan (SmrtSubscription *subscription,
                            SmrtCatalogue    *catalogue)
{
  SmrtSubscriptionItem *item = smrt_subscription_get_main_item (subscription);

  if (item == NULL || catalogue == NULL)
    return NULL;

  return smrt_catalogue_find_plan (catalogue, smrt_price_get_product_id (smrt_subscription_item_get_price (item)));
}
