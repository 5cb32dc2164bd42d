/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-export"

#include "config.h"

#include "smrt-export-calendar.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "smrt-export-estimate.h"
#include "smrt-export-text.h"
#include "smrt-export-writer.h"
#include "smrt-words.h"

/* RFC 5545, 3.1: bytes of a line without its end. */
#define MAX_LINE 75

#define MAX_NAME 120

/* Folds between characters, never within one. */
static void
add_line (SmrtExportWriter *writer,
          const char       *line)
{
  g_autoptr (GString) folded = g_string_sized_new (strlen (line) + 16);
  unsigned int width = 0;

  for (const char *p = line; *p != '\0'; p = g_utf8_next_char (p))
    {
      unsigned int length = g_utf8_next_char (p) - p;

      if (width + length > MAX_LINE)
        {
          g_string_append (folded, "\r\n ");
          width = 1;
        }
      g_string_append_len (folded, p, length);
      width += length;
    }
  g_string_append (folded, "\r\n");

  smrt_export_writer_add (writer, folded->str);
}

static void
add_text (SmrtExportWriter *writer,
          const char       *name,
          const char       *text)
{
  g_autoptr (GString) line = g_string_new (name);

  g_string_append_c (line, ':');
  for (const char *p = text; *p != '\0'; p++)
    {
      if (strchr ("\\;,", *p) != NULL)
        g_string_append_c (line, '\\');
      g_string_append_c (line, *p);
    }

  add_line (writer, line->str);
}

/* "20261203" */
static void
add_day (SmrtExportWriter *writer,
         const char       *name,
         const char       *day)
{
  g_autofree char *line = g_strdup_printf ("%s;VALUE=DATE:%.4s%.2s%.2s", name, day, day + 5, day + 8);

  add_line (writer, line);
}

static void
add_stamp (SmrtExportWriter *writer,
           gint64            time)
{
  g_autoptr (GDateTime) date_time = g_date_time_new_from_unix_utc (time);
  g_autofree char *stamp = date_time != NULL ? g_date_time_format (date_time, "DTSTAMP:%Y%m%dT%H%M%SZ") : NULL;

  add_line (writer, stamp != NULL ? stamp : "DTSTAMP:19700101T000000Z");
}

static void
add_event (SmrtExportWriter *writer,
           SmrtExportSource *source,
           SmrtSubscription *subscription)
{
  SmrtCatalogue *catalogue = smrt_export_source_get_catalogue (source);
  SmrtPlan *plan = smrt_export_text_find_plan (subscription, catalogue);
  const char *id = smrt_subscription_get_id (subscription);
  g_autofree char *name = smrt_export_text_line (plan != NULL ? smrt_plan_get_name (plan) : id, MAX_NAME);
  g_autofree char *known_by = g_uri_escape_string (id, NULL, FALSE);
  g_autofree char *uid = g_strconcat (known_by, "@io.smrtphone.Plans", NULL);
  g_autofree char *day = smrt_export_text_day (smrt_subscription_get_next_billing_date (subscription));
  g_autofree char *title = NULL;
  g_autofree char *detail = NULL;
  g_autofree char *amount = NULL;
  SmrtMoney payment;

  if (day == NULL)
    return;

  if (smrt_export_estimate_payment (subscription, catalogue, &payment))
    {
      amount = smrt_words_money (&payment);
      /* Translators: an entry of a calendar; %1$s is a product, %2$s what it costs that day */
      title = g_strdup_printf (_("%1$s: %2$s (Estimate)"), name, amount);
      /* Translators: beneath that entry; %s is what the product costs that day */
      detail = g_strdup_printf (_("Next billing date. Estimate: %s, without usage, discounts, tax and credit."), amount);
    }
  else
    {
      /* Translators: an entry of a calendar; %s is a product */
      title = g_strdup_printf (_("%s: next billing date"), name);
    }

  add_line (writer, "BEGIN:VEVENT");
  add_text (writer, "UID", uid);
  add_stamp (writer, smrt_export_source_get_as_of (source));
  add_day (writer, "DTSTART", day);
  add_text (writer, "SUMMARY", title);
  if (detail != NULL)
    add_text (writer, "DESCRIPTION", detail);
  add_line (writer, "TRANSP:TRANSPARENT");
  add_line (writer, "END:VEVENT");
}

gboolean
smrt_export_calendar (SmrtExportSource  *source,
                      GOutputStream     *stream,
                      GCancellable      *cancellable,
                      GError           **error)
{
  g_autoptr (SmrtExportWriter) writer = smrt_export_writer_new (stream, cancellable);
  GListModel *subscriptions = smrt_export_source_get_subscriptions (source);

  add_line (writer, "BEGIN:VCALENDAR");
  add_line (writer, "VERSION:2.0");
  add_line (writer, "PRODID:-//smrtPhone Plans//" GETTEXT_PACKAGE " " PACKAGE_VERSION "//EN");
  for (unsigned int i = 0; i < g_list_model_get_n_items (subscriptions); i++)
    {
      g_autoptr (SmrtSubscription) subscription = g_list_model_get_item (subscriptions, i);

      if (smrt_export_estimate_goes_on (subscription))
        add_event (writer, source, subscription);
    }
  add_line (writer, "END:VCALENDAR");

  return smrt_export_writer_finish (writer, error);
}
