/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-cli"

#include "config.h"

#include "smrt-cli-output.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "smrt-json.h"
#include "smrt-words-money.h"

#define COLUMN_GAP 2

struct _SmrtCliTable
{
  char *alignment;
  GPtrArray *rows;
};

void
smrt_cli_add_string (JsonBuilder *builder,
                     const char  *name,
                     const char  *value)
{
  json_builder_set_member_name (builder, name);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

void
smrt_cli_add_int (JsonBuilder *builder,
                  const char  *name,
                  gint64       value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

void
smrt_cli_add_boolean (JsonBuilder *builder,
                      const char  *name,
                      gboolean     value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

void
smrt_cli_add_time (JsonBuilder *builder,
                   const char  *name,
                   gint64       time)
{
  json_builder_set_member_name (builder, name);
  if (time != 0)
    json_builder_add_int_value (builder, time);
  else
    json_builder_add_null_value (builder);
}

void
smrt_cli_add_money (JsonBuilder     *builder,
                    const char      *name,
                    const SmrtMoney *money)
{
  g_autofree char *display = NULL;

  json_builder_set_member_name (builder, name);
  if (money == NULL)
    {
      json_builder_add_null_value (builder);
      return;
    }

  display = smrt_words_money (money);
  json_builder_begin_object (builder);
  smrt_cli_add_int (builder, "amount", money->amount);
  smrt_cli_add_string (builder, "currency", money->currency);
  smrt_cli_add_string (builder, "display", display);
  json_builder_end_object (builder);
}

void
smrt_cli_add_strings (JsonBuilder        *builder,
                      const char         *name,
                      const char * const *values)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (; *values != NULL; values++)
    json_builder_add_string_value (builder, *values);
  json_builder_end_array (builder);
}

static SmrtCliExit
print (const char *text)
{
  if (fputs (text, stdout) != EOF && fflush (stdout) == 0)
    return SMRT_CLI_EXIT_DONE;

  smrt_cli_warn (g_strerror (errno));

  return SMRT_CLI_EXIT_SERVER;
}

SmrtCliExit
smrt_cli_print_json (JsonNode *node)
{
  g_autofree char *json = smrt_json_to_string (node, TRUE);
  g_autofree char *text = g_strconcat (json, "\n", NULL);

  return print (text);
}

SmrtCliExit
smrt_cli_print_text (const char *text)
{
  g_autofree char *local = NULL;
  const char *charset;

  if (!g_get_charset (&charset))
    local = g_convert_with_fallback (text, -1, charset, "UTF-8", "?", NULL, NULL, NULL);

  return print (local != NULL ? local : text);
}

static unsigned int
measure (const char *text)
{
  unsigned int width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_iszerowidth (c))
        width += g_unichar_iswide (c) ? 2 : 1;
    }

  return width;
}

static void
append_cell (GString      *text,
             const char   *cell,
             unsigned int  width,
             gboolean      to_right)
{
  unsigned int padding = width - measure (cell);

  if (to_right)
    g_string_append_printf (text, "%*s%s", (int) padding, "", cell);
  else
    g_string_append_printf (text, "%s%*s", cell, (int) padding, "");
}

static void
strip_end (GString *text)
{
  while (text->len > 0 && text->str[text->len - 1] == ' ')
    g_string_truncate (text, text->len - 1);
}

SmrtCliTable *
smrt_cli_table_new (const char *alignment)
{
  SmrtCliTable *self = g_new0 (SmrtCliTable, 1);

  self->alignment = g_strdup (alignment);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  return self;
}

void
smrt_cli_table_free (SmrtCliTable *self)
{
  g_free (self->alignment);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

void
smrt_cli_table_add (SmrtCliTable       *self,
                    const char * const *cells)
{
  g_return_if_fail (g_strv_length ((char **) cells) == strlen (self->alignment));

  g_ptr_array_add (self->rows, g_strdupv ((char **) cells));
}

void
smrt_cli_table_append_to (SmrtCliTable *self,
                          GString      *text)
{
  unsigned int n_columns = strlen (self->alignment);
  g_autofree unsigned int *widths = g_new0 (unsigned int, n_columns);

  for (unsigned int i = 0; i < self->rows->len; i++)
    {
      char **cells = g_ptr_array_index (self->rows, i);

      for (unsigned int j = 0; j < n_columns; j++)
        widths[j] = MAX (widths[j], measure (cells[j]));
    }

  for (unsigned int i = 0; i < self->rows->len; i++)
    {
      char **cells = g_ptr_array_index (self->rows, i);

      for (unsigned int j = 0; j < n_columns; j++)
        {
          if (j > 0)
            g_string_append_printf (text, "%*s", COLUMN_GAP, "");
          append_cell (text, cells[j], widths[j], self->alignment[j] == 'r');
        }
      strip_end (text);
      g_string_append_c (text, '\n');
    }
}
