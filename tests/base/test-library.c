/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "smrt-library.h"

#include <math.h>

typedef struct
{
  double (*cosine) (double);
  double (*root) (double);
} Table;

static const SmrtLibrarySymbol symbols[] = {
  { "cos", G_STRUCT_OFFSET (Table, cosine) },
  { "sqrt", G_STRUCT_OFFSET (Table, root) },
};

static void
test_load (void)
{
  g_autoptr (GError) error = NULL;
  Table table = { NULL };

  g_assert_true (smrt_library_load ("libm.so.6", symbols, G_N_ELEMENTS (symbols), &table, &error));
  g_assert_no_error (error);
  g_assert_cmpfloat (table.root (16), ==, 4);
  g_assert_cmpfloat (table.cosine (0), ==, 1);
}

static void
test_missing_library (void)
{
  g_autoptr (GError) error = NULL;
  Table table = { NULL };

  g_assert_false (smrt_library_load ("libno-such-thing.so.1", symbols, G_N_ELEMENTS (symbols), &table, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
  g_assert_nonnull (strstr (error->message, "libno-such-thing.so.1"));
}

static void
test_missing_function (void)
{
  static const SmrtLibrarySymbol more[] = {
    { "cos", G_STRUCT_OFFSET (Table, cosine) },
    { "no_such_function", G_STRUCT_OFFSET (Table, root) },
  };
  g_autoptr (GError) error = NULL;
  Table table = { NULL };

  g_assert_false (smrt_library_load ("libm.so.6", more, G_N_ELEMENTS (more), &table, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
  g_assert_nonnull (strstr (error->message, "no_such_function"));
  g_assert_null (table.cosine);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/library/load", test_load);
  g_test_add_func ("/base/library/missing-library", test_missing_library);
  g_test_add_func ("/base/library/missing-function", test_missing_function);
  return g_test_run ();
}
