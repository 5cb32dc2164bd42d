/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "demo-fixture.h"

#include "smrt-link.h"

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
test_refused (void)
{
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  smrt_link_open_async (window, "file:///etc/passwd", NULL, done_cb, &result);
  demo_wait_until (result);
  g_assert_false (smrt_link_open_finish (window, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
  g_assert_null (strstr (error->message, "passwd"));
  gtk_window_destroy (window);
}

int
main (int    argc,
      char **argv)
{
  demo_init (&argc, &argv);
  g_test_add_func ("/app/link/refused", test_refused);
  return g_test_run ();
}
