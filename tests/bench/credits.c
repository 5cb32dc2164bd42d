/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-bench"

/* Shows the Credits page of the only account of this person's list, from its
 * offline copy, in the program's own window, and measures from inside:
 *
 *   smrt-bench-credits frame          until a frame with rows was painted
 *   smrt-bench-credits scroll         by 60 pixels a frame
 *   smrt-bench-credits search TEXT    until its result is known
 *
 * Prints JSON, with the peak of the resident memory. The account's server is not
 * reached. */

#include "config.h"

#include <adwaita.h>
#include <stdlib.h>
#include <string.h>

#include "smrt-credits-page.h"
#include "smrt-header-scroller.h"
#include "smrt-profiles.h"
#include "smrt-refresh.h"
#include "smrt-session.h"
#include "smrt-window.h"

#define PIXELS_A_FRAME 60
#define FRAMES 450
#define SETTLING_MS 700

typedef struct
{
  GtkWidget *window;
  SmrtStoreList *list;
  GtkAdjustment *adjustment;
  const char *text;
  gint64 begun;
  gint64 first_frame;
  gint64 last_frame;
  unsigned int n_frames;
  unsigned int n_jumps;
  unsigned int n_blank;
  double start;
  double first_place;
  gboolean has_place;
  gboolean painted;
  gboolean done;
} Bench;

static gint64
read_peak_kib (void)
{
  g_autofree char *status = NULL;
  const char *line;

  g_file_get_contents ("/proc/self/status", &status, NULL, NULL);
  line = status != NULL ? strstr (status, "VmHWM:") : NULL;
  g_assert (line != NULL);

  return g_ascii_strtoll (line + strlen ("VmHWM:"), NULL, 10);
}

static GtkWidget *
find (GtkWidget *root,
      GType      type)
{
  GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (root, type) ? root : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root);
       child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find (child, type);

  return found;
}

static gboolean
has_rows (Bench *bench)
{
  g_autoptr (SmrtLedgerRow) row = NULL;

  if (bench->list == NULL)
    {
      GtkWidget *page = find (bench->window, SMRT_TYPE_CREDITS_PAGE);

      if (page == NULL)
        return FALSE;
      bench->list = smrt_ledger_pane_get_list (smrt_credits_page_get_pane (SMRT_CREDITS_PAGE (page)));
    }

  row = g_list_model_get_item (G_LIST_MODEL (bench->list), 0);

  return row != NULL && smrt_ledger_row_get_loaded (row);
}

static void
before_paint_cb (GdkFrameClock *clock,
                 Bench         *bench)
{
  bench->painted = has_rows (bench);
}

static void
after_paint_cb (GdkFrameClock *clock,
                Bench         *bench)
{
  if (bench->painted && bench->first_frame == 0)
    bench->first_frame = g_get_monotonic_time ();
}

static gboolean
set_flag_cb (gpointer data)
{
  *(gboolean *) data = TRUE;

  return G_SOURCE_REMOVE;
}

static void
settle (void)
{
  gboolean over = FALSE;

  g_timeout_add (SETTLING_MS, set_flag_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

/* The number in "Adjustment 12345 of the quarter": where a row belongs. */
static const char *
find_text (GtkWidget *root)
{
  const char *found = NULL;

  if (GTK_IS_LABEL (root))
    {
      const char *text = gtk_label_get_text (GTK_LABEL (root));

      return g_str_has_prefix (text, "Adjustment ") ? text : NULL;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (root);
       child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_text (child);

  return found;
}

/* Whatever row is in the middle of the window has to be where the scrolling by
 * that many pixels has brought it. */
static void
check_place (Bench  *bench,
             double  scrolled)
{
  double middle_x = gtk_widget_get_width (bench->window) * 0.6;
  double middle_y = gtk_widget_get_height (bench->window) * 0.7;
  GtkWidget *row = gtk_widget_pick (bench->window, middle_x, middle_y, GTK_PICK_DEFAULT);
  graphene_rect_t bounds;
  const char *text;
  double place;

  while (row != NULL && strcmp (gtk_widget_get_css_name (row), "row") != 0)
    row = gtk_widget_get_parent (row);
  if (row == NULL || !gtk_widget_compute_bounds (row, bench->window, &bounds))
    {
      bench->n_jumps++;
      return;
    }

  text = find_text (row);
  if (text == NULL)
    {
      bench->n_blank++;
      return;
    }

  /* Rows count downwards, so the number times the height falls as one scrolls. */
  place = -(double) g_ascii_strtoll (text + strlen ("Adjustment "), NULL, 10) * bounds.size.height - bounds.origin.y;
  if (!bench->has_place)
    {
      bench->first_place = place - scrolled;
      bench->has_place = TRUE;
    }
  else if (ABS (place - scrolled - bench->first_place) > 1.5)
    {
      bench->n_jumps++;
    }
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       data)
{
  Bench *bench = data;

  if (bench->n_frames == 0)
    bench->begun = g_get_monotonic_time ();
  gtk_adjustment_set_value (bench->adjustment, bench->start + PIXELS_A_FRAME * ++bench->n_frames);

  return bench->n_frames < FRAMES ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
scrolled_cb (GdkFrameClock *clock,
             Bench         *bench)
{
  if (bench->n_frames == 0 || bench->done)
    return;

  check_place (bench, (double) PIXELS_A_FRAME * bench->n_frames);
  if (bench->n_frames == FRAMES)
    {
      bench->last_frame = g_get_monotonic_time ();
      bench->done = TRUE;
    }
}

static void
scroll (Bench *bench)
{
  GtkWidget *scroller = find (bench->window, SMRT_TYPE_HEADER_SCROLLER);

  g_assert (scroller != NULL);
  bench->adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (scroller));
  bench->start = PIXELS_A_FRAME * 20;
  while (smrt_account_get_refreshing (smrt_window_get_account (SMRT_WINDOW (bench->window))))
    g_main_context_iteration (NULL, TRUE);
  settle ();
  gtk_adjustment_set_value (bench->adjustment, bench->start);
  settle ();

  g_signal_connect (gtk_widget_get_frame_clock (bench->window), "after-paint", G_CALLBACK (scrolled_cb), bench);
  gtk_widget_add_tick_callback (bench->window, tick_cb, bench, NULL);
  while (!bench->done)
    g_main_context_iteration (NULL, TRUE);

  g_print ("{\"frames_per_second\": %.1f, \"jumps\": %u, \"blank\": %u, \"peak_kib\": %" G_GINT64_FORMAT "}\n",
           (FRAMES - 1) * 1e6 / (bench->last_frame - bench->begun), bench->n_jumps, bench->n_blank, read_peak_kib ());
}

static void
search (Bench      *bench,
        const char *text)
{
  SmrtCreditsPage *page = SMRT_CREDITS_PAGE (find (bench->window, SMRT_TYPE_CREDITS_PAGE));
  gint64 start;

  settle ();
  start = g_get_monotonic_time ();
  smrt_credits_page_search (page, text);
  while (g_strcmp0 (smrt_store_list_get_query (bench->list)->search, text) != 0 ||
         smrt_store_list_get_loading (bench->list))
    g_main_context_iteration (NULL, TRUE);

  g_print ("{\"search_us\": %" G_GINT64_FORMAT ", \"found\": %u}\n", g_get_monotonic_time () - start,
           g_list_model_get_n_items (G_LIST_MODEL (bench->list)));
}

static SmrtAccount *
open_account (SmrtProfiles *profiles)
{
  g_autoptr (SmrtProfile) profile = g_list_model_get_item (G_LIST_MODEL (profiles), 0);
  g_autoptr (SmrtSecret) key = smrt_secret_new ("sk_test_bench");
  g_autoptr (SmrtSession) session = NULL;

  g_assert (profile != NULL);
  session = smrt_session_new_for_profile_with_key (profile, key, smrt_clock_get_default ());

  return smrt_account_new (session);
}

int
main (int    argc,
      char **argv)
{
  Bench bench = { .begun = g_get_monotonic_time () };
  g_autoptr (SmrtProfiles) profiles = NULL;
  g_autoptr (SmrtAccount) account = NULL;

  if (argc < 2 || (strcmp (argv[1], "search") == 0 && argc < 3))
    {
      g_printerr ("Usage: smrt-bench-credits frame | scroll | search TEXT\n");
      return 2;
    }

  adw_init ();
  profiles = smrt_profiles_new (NULL);
  smrt_profiles_load (profiles);
  account = open_account (profiles);

  bench.window = smrt_window_new_with_accounts (NULL, profiles, NULL);
  smrt_window_show_account (SMRT_WINDOW (bench.window), account, NULL);
  smrt_window_set_page (SMRT_WINDOW (bench.window), "credits");
  smrt_refresh_read (account, NULL);
  gtk_window_present (GTK_WINDOW (bench.window));
  g_signal_connect (gtk_widget_get_frame_clock (bench.window), "before-paint", G_CALLBACK (before_paint_cb), &bench);
  g_signal_connect (gtk_widget_get_frame_clock (bench.window), "after-paint", G_CALLBACK (after_paint_cb), &bench);
  while (bench.first_frame == 0)
    g_main_context_iteration (NULL, TRUE);

  if (strcmp (argv[1], "scroll") == 0)
    {
      scroll (&bench);
    }
  else if (strcmp (argv[1], "search") == 0)
    {
      search (&bench, argv[2]);
    }
  else
    {
      settle ();
      g_print ("{\"frame_us\": %" G_GINT64_FORMAT ", \"peak_kib\": %" G_GINT64_FORMAT "}\n",
               bench.first_frame - bench.begun, read_peak_kib ());
    }

  gtk_window_destroy (GTK_WINDOW (bench.window));

  return 0;
}
