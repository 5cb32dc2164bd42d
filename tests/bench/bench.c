/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-bench"

/* Measures from outside, on the X display that it is started on: the time from
 * exec to the first frame that shows what is asked for, and the peak of the
 * resident memory (VmHWM) once nothing is drawn any more.
 *
 *   smrt-bench REFERENCE PROGRAM
 *
 * XDamage tells that something was drawn; then the pixels of the screen are
 * looked at. The reference has its first frame when most of the window has the
 * window's colour. The program shows the products when a button's worth of
 * pixels has exactly the accent colour: on the products page of the demo
 * account that is Upgrade, and nothing is so coloured before it. Both are the
 * colours of libadwaita's light style. Nothing in the program knows of this.
 *
 * Both programs run in turn, after one run each that is not counted: it fills
 * the demo account's database and the disk cache. */

#include "config.h"

#include <X11/Xlib.h>
#include <X11/extensions/XShm.h>
#include <X11/extensions/Xdamage.h>
#include <errno.h>
#include <gio/gio.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <unistd.h>

#define RUNS 25
#define LIMIT_PERCENT 150
#define PATIENCE_MS 30000
#define QUIET_MS 150

typedef struct
{
  const char *name;
  const char *const *argv;
  guint32 colour;
  unsigned int pixels;
  gint64 frame_us[RUNS];
  gint64 memory_kib[RUNS];
} Subject;

typedef struct
{
  Display *display;
  Window root;
  XShmSegmentInfo segment;
  XImage *image;
  int damage_event;
} Screenshot;

static void
screenshot_open (Screenshot *self)
{
  XWindowAttributes attributes;
  int error;

  self->display = XOpenDisplay (NULL);
  if (self->display == NULL || !XShmQueryExtension (self->display) ||
      !XDamageQueryExtension (self->display, &self->damage_event, &error))
    g_error ("This needs an X display with MIT-SHM and DAMAGE");

  self->root = DefaultRootWindow (self->display);
  XGetWindowAttributes (self->display, self->root, &attributes);
  self->image = XShmCreateImage (self->display, attributes.visual, attributes.depth, ZPixmap, NULL,
                                 &self->segment, attributes.width, attributes.height);
  if (self->image == NULL || self->image->bits_per_pixel != 32)
    g_error ("This needs a display of 24 bits");

  self->segment.shmid = shmget (IPC_PRIVATE, (size_t) self->image->bytes_per_line * self->image->height,
                                IPC_CREAT | 0600);
  self->segment.shmaddr = self->image->data = shmat (self->segment.shmid, NULL, 0);
  if (self->segment.shmaddr == (void *) -1)
    g_error ("No shared memory: %s", g_strerror (errno));
  XShmAttach (self->display, &self->segment);
  XSync (self->display, False);
  shmctl (self->segment.shmid, IPC_RMID, NULL);

  XDamageCreate (self->display, self->root, XDamageReportRawRectangles);
}

/* Waits for something to be drawn, and takes all that was. */
static gboolean
screenshot_wait (Screenshot *self,
                 int         timeout_ms)
{
  struct pollfd descriptor = { .fd = ConnectionNumber (self->display), .events = POLLIN };
  gboolean drawn = FALSE;

  if (XPending (self->display) == 0)
    poll (&descriptor, 1, timeout_ms);

  while (XPending (self->display) > 0)
    {
      XEvent event;

      XNextEvent (self->display, &event);
      drawn |= event.type == self->damage_event + XDamageNotify;
    }

  return drawn;
}

static unsigned int
screenshot_count (Screenshot *self,
                  guint32     colour)
{
  unsigned int count = 0;

  XShmGetImage (self->display, self->root, self->image, 0, 0, AllPlanes);
  for (int y = 0; y < self->image->height; y++)
    {
      const guint32 *row = (const guint32 *) (const void *) (self->image->data + (gsize) y * self->image->bytes_per_line);

      for (int x = 0; x < self->image->width; x++)
        count += (row[x] & 0xffffff) == colour;
    }

  return count;
}

static gint64
read_peak_memory (pid_t pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/status", (int) pid);
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents (path, &status, NULL, NULL) || (line = strstr (status, "VmHWM:")) == NULL)
    g_error ("%s has no VmHWM", path);

  return g_ascii_strtoll (line + strlen ("VmHWM:"), NULL, 10);
}

static void
measure (Screenshot *screenshot,
         Subject    *subject,
         gint64     *frame_us,
         gint64     *memory_kib)
{
  gint64 start = g_get_monotonic_time ();
  gboolean shown = FALSE;
  int status;
  pid_t pid = fork ();

  if (pid == 0)
    {
      execv (subject->argv[0], (char **) subject->argv);
      _exit (127);
    }
  if (pid < 0)
    g_error ("fork: %s", g_strerror (errno));

  while (!shown)
    {
      if (waitpid (pid, &status, WNOHANG) == pid)
        g_error ("%s ended before it showed anything", subject->name);
      if (g_get_monotonic_time () - start > PATIENCE_MS * 1000)
        g_error ("%s did not show what was waited for", subject->name);
      if (screenshot_wait (screenshot, 100))
        shown = screenshot_count (screenshot, subject->colour) >= subject->pixels;
    }
  *frame_us = g_get_monotonic_time () - start;

  while (screenshot_wait (screenshot, QUIET_MS))
    ;
  *memory_kib = read_peak_memory (pid);

  kill (pid, SIGTERM);
  waitpid (pid, &status, 0);

  /* The next one starts on an empty screen. */
  while (screenshot_count (screenshot, subject->colour) >= subject->pixels)
    screenshot_wait (screenshot, 100);
}

static int
compare_values (const void *a,
                const void *b)
{
  gint64 left = *(const gint64 *) a;
  gint64 right = *(const gint64 *) b;

  return (left > right) - (left < right);
}

static gint64
get_median (gint64 *values)
{
  qsort (values, RUNS, sizeof *values, compare_values);

  return values[RUNS / 2];
}

int
main (int    argc,
      char **argv)
{
  const char *const reference_argv[] = { argv[1], NULL };
  const char *const program_argv[] = { argv[argc - 1], "--demo", NULL };
  Subject subjects[] = {
    { .name = "bare AdwApplicationWindow", .argv = reference_argv, .colour = 0xfafafa, .pixels = 400000 },
    { .name = "smrtphone-plans --demo", .argv = program_argv, .colour = 0x3584e4, .pixels = 2000 },
  };
  Screenshot screenshot = { 0 };
  gint64 frame_us[2], memory_kib[2], frame_percent, memory_percent;

  if (argc != 3)
    {
      g_printerr ("Usage: smrt-bench REFERENCE PROGRAM\n");
      return 2;
    }

  screenshot_open (&screenshot);
  for (guint i = 0; i < 2; i++)
    measure (&screenshot, &subjects[i], &frame_us[i], &memory_kib[i]);
  for (guint run = 0; run < RUNS; run++)
    for (guint i = 0; i < 2; i++)
      measure (&screenshot, &subjects[i], &subjects[i].frame_us[run], &subjects[i].memory_kib[run]);

  g_print ("%-28s %16s %12s   median of %d\n", "", "exec to frame", "peak RSS", RUNS);
  for (guint i = 0; i < 2; i++)
    {
      frame_us[i] = get_median (subjects[i].frame_us);
      memory_kib[i] = get_median (subjects[i].memory_kib);
      g_print ("%-28s %13" G_GINT64_FORMAT " ms %8" G_GINT64_FORMAT " MiB\n", subjects[i].name,
               frame_us[i] / 1000, memory_kib[i] / 1024);
    }

  frame_percent = frame_us[1] * 100 / frame_us[0];
  memory_percent = memory_kib[1] * 100 / memory_kib[0];
  g_print ("%-28s %13" G_GINT64_FORMAT ".%02d %9" G_GINT64_FORMAT ".%02d     limit %d.%02d\n", "ratio",
           frame_percent / 100, (int) (frame_percent % 100), memory_percent / 100, (int) (memory_percent % 100),
           LIMIT_PERCENT / 100, LIMIT_PERCENT % 100);

  return frame_percent <= LIMIT_PERCENT && memory_percent <= LIMIT_PERCENT ? 0 : 1;
}
