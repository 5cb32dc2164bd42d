/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-words"

#include "config.h"

#include "smrt-words-plan.h"

#include <glib/gi18n-lib.h>

#include "smrt-words-locale.h"

static char **
split_name (SmrtPlan *plan)
{
  g_autofree char *plain = smrt_words_plain (smrt_plan_get_name (plan));

  return g_strsplit (g_strstrip (plain), " ", -1);
}

/* A name keeps at least one word of its own. */
static unsigned int
count_shared_words (SmrtPlan      *plan,
                    SmrtCatalogue *catalogue)
{
  g_autoptr (GPtrArray) family = NULL;
  g_auto (GStrv) words = NULL;
  unsigned int shared;

  if (catalogue == NULL)
    return 0;

  family = smrt_catalogue_get_family (catalogue, plan);
  if (family->len < 2)
    return 0;

  words = split_name (plan);
  shared = g_strv_length (words) - 1;
  for (unsigned int i = 0; i < family->len; i++)
    {
      g_auto (GStrv) others = split_name (g_ptr_array_index (family, i));
      unsigned int most = MIN (shared, MAX (g_strv_length (others), 1) - 1);

      for (shared = 0; shared < most; shared++)
        if (!g_str_equal (words[shared], others[shared]))
          break;
    }

  return shared;
}

char *
smrt_words_family_title (SmrtPlan      *plan,
                         SmrtCatalogue *catalogue)
{
  g_auto (GStrv) words = NULL;
  GString *title;
  unsigned int shared;

  g_return_val_if_fail (SMRT_IS_PLAN (plan), NULL);

  shared = count_shared_words (plan, catalogue);
  if (shared == 0)
    return smrt_words_plain (smrt_plan_get_name (plan));

  words = split_name (plan);
  title = g_string_new (words[0]);
  for (unsigned int i = 1; i < shared; i++)
    g_string_append_printf (title, " %s", words[i]);

  return g_string_free (title, FALSE);
}

char *
smrt_words_plan_short_name (SmrtPlan      *plan,
                            SmrtCatalogue *catalogue)
{
  g_auto (GStrv) words = NULL;

  g_return_val_if_fail (SMRT_IS_PLAN (plan), NULL);

  words = split_name (plan);

  return g_strjoinv (" ", words + count_shared_words (plan, catalogue));
}

char *
smrt_words_plan_title (SmrtPlan      *plan,
                       SmrtCatalogue *catalogue)
{
  g_autofree char *name = smrt_words_plan_short_name (plan, catalogue);

  if (count_shared_words (plan, catalogue) == 0)
    return g_steal_pointer (&name);

  /* Translators: %s is the name of a plan, "Standard" */
  return g_strdup_printf (_("%s Subscription"), name);
}

char *
smrt_words_plan_with_cycle (SmrtPlan      *plan,
                            SmrtPrice     *price,
                            SmrtCatalogue *catalogue)
{
  g_autofree char *name = smrt_words_plan_short_name (plan, catalogue);
  SmrtCycle cycle = price != NULL ? smrt_price_get_cycle (price) : SMRT_CYCLE_OTHER;

  switch (cycle)
    {
    case SMRT_CYCLE_MONTHLY:
      /* Translators: %s is the name of a plan, "Standard", that is paid by the month */
      return g_strdup_printf (_("%s, monthly"), name);
    case SMRT_CYCLE_ANNUAL:
      /* Translators: %s is the name of a plan, "Standard", that is paid by the year */
      return g_strdup_printf (_("%s, annual"), name);
    case SMRT_CYCLE_OTHER:
    default:
      return g_steal_pointer (&name);
    }
}
