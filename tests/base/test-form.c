/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "memory-scan.h"
#include "smrt-form.h"

#include <string.h>

static void
assert_parsed (const char *text,
               const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) root = smrt_form_parse (text, -1, &error);
  g_autofree char *json = NULL;

  g_assert_no_error (error);
  json = json_to_string (root, FALSE);
  g_assert_cmpstr (json, ==, expected);
}

static void
assert_refused (const char    *text,
                gssize         length,
                SmrtFormError  code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (smrt_form_parse (text, length, &error));
  g_assert_error (error, SMRT_FORM_ERROR, (int) code);
}

static void
test_values (void)
{
  g_autoptr (SmrtForm) form = smrt_form_new ();

  g_assert_true (smrt_form_is_empty (form));
  g_assert_null (smrt_form_get (form, "customer"));

  smrt_form_add (form, "customer", "cus_1");
  smrt_form_add (form, "customer", "cus_2");
  smrt_form_add_int (form, "proration_date", G_MININT64);

  g_assert_false (smrt_form_is_empty (form));
  g_assert_cmpstr (smrt_form_get (form, "customer"), ==, "cus_1");
  g_assert_cmpstr (smrt_form_get (form, "proration_date"), ==, "-9223372036854775808");
}

static void
test_copy (void)
{
  g_autoptr (SmrtForm) form = smrt_form_new ();
  g_autoptr (SmrtForm) copy = NULL;

  smrt_form_add (form, "a", "1");
  copy = g_boxed_copy (SMRT_TYPE_FORM, form);
  smrt_form_add (copy, "b", "2");
  g_assert_null (smrt_form_get (form, "b"));

  smrt_form_add_all (form, copy);
  {
    g_autofree char *text = smrt_form_encode (form);

    g_assert_cmpstr (text, ==, "a=1&a=1&b=2");
  }

  g_test_expect_message ("smrt-base", G_LOG_LEVEL_CRITICAL, "*self != other*");
  smrt_form_add_all (form, form);
  g_test_assert_expected_messages ();
}

static void
test_encode (void)
{
  g_autoptr (SmrtForm) form = smrt_form_new ();
  g_autofree char *empty = smrt_form_encode (form);
  g_autofree char *text = NULL;

  g_assert_cmpstr (empty, ==, "");

  smrt_form_add (form, "items[0][price]", "price_1");
  smrt_form_add (form, "expand[]", "data.product");
  smrt_form_add (form, "metadata[note & more]", "50% = ½ + [x]");
  smrt_form_add (form, "coupon", "");
  text = smrt_form_encode (form);

  g_assert_cmpstr (text, ==,
                   "items[0][price]=price_1&expand[]=data.product"
                   "&metadata[note%20%26%20more]=50%25%20%3D%20%C2%BD%20%2B%20%5Bx%5D&coupon=");
}

static void
test_round_trip (void)
{
  g_autoptr (SmrtForm) form = smrt_form_new ();
  g_autofree char *text = NULL;

  smrt_form_add (form, "subscription", "sub_1");
  smrt_form_add (form, "items[0][id]", "si_1");
  smrt_form_add_int (form, "items[0][quantity]", 3);
  smrt_form_add (form, "items[1][id]", "si_2");
  smrt_form_add (form, "expand[]", "a");
  smrt_form_add (form, "expand[]", "b");
  smrt_form_add (form, "metadata[k&=+%]", "Ärger & \"Freude\" + 1");
  text = smrt_form_encode (form);

  assert_parsed (text,
                 "{\"subscription\":\"sub_1\","
                 "\"items\":[{\"id\":\"si_1\",\"quantity\":\"3\"},{\"id\":\"si_2\"}],"
                 "\"expand\":[\"a\",\"b\"],"
                 "\"metadata\":{\"k&=+%\":\"Ärger & \\\"Freude\\\" + 1\"}}");
}

static void
test_parse (void)
{
  assert_parsed ("", "{}");
  assert_parsed ("&&", "{}");
  assert_parsed ("a=1&&b=2&", "{\"a\":\"1\",\"b\":\"2\"}");
  assert_parsed ("a", "{\"a\":\"\"}");
  assert_parsed ("a=b=c", "{\"a\":\"b=c\"}");
  assert_parsed ("a=x+y%20z", "{\"a\":\"x y z\"}");
  assert_parsed ("a=1&a=2", "{\"a\":\"2\"}");
  assert_parsed ("a%5Bb%5D=1", "{\"a\":{\"b\":\"1\"}}");
  assert_parsed ("a[b][c]=1&a[b][d]=2&a[e]=3", "{\"a\":{\"b\":{\"c\":\"1\",\"d\":\"2\"},\"e\":\"3\"}}");
  assert_parsed ("a[]=1&a[]=2&a[2]=3&a[0]=4", "{\"a\":[\"4\",\"2\",\"3\"]}");
  assert_parsed ("a[0][]=1&a[0][]=2&a[1][]=3", "{\"a\":[[\"1\",\"2\"],[\"3\"]]}");
}

static void
test_length (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) root = smrt_form_parse ("a=1&b=2", 3, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (json_object_get_size (json_node_get_object (root)), ==, 1);
}

static void
test_names (void)
{
  static const char * const names[] = { "=1", "[a]=1", "a]=1", "a[=1", "a[b=1", "a[b]c=1", "a[b[c]]=1", "a[b]]=1" };

  for (unsigned int i = 0; i < G_N_ELEMENTS (names); i++)
    assert_refused (names[i], -1, SMRT_FORM_ERROR_INVALID);
}

/* What was one kind of thing cannot become another. */
static void
test_conflicts (void)
{
  static const char * const texts[] = {
    "a=1&a[b]=2",
    "a[b]=1&a=2",
    "a=1&a[]=2",
    "a[]=1&a=2",
    "a[b]=1&a[]=2",
    "a[]=1&a[b]=2",
    "a[0]=1&a[0][b]=2",
    "a[1]=1",
    "a[0]=1&a[2]=3",
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_refused (texts[i], -1, SMRT_FORM_ERROR_INVALID);
}

static void
test_encoding (void)
{
  assert_refused ("a=%", -1, SMRT_FORM_ERROR_INVALID);
  assert_refused ("a=%4", -1, SMRT_FORM_ERROR_INVALID);
  assert_refused ("a=%zz", -1, SMRT_FORM_ERROR_INVALID);
  assert_refused ("a=%00", -1, SMRT_FORM_ERROR_INVALID);
  assert_refused ("a=%ff", -1, SMRT_FORM_ERROR_INVALID);
  assert_refused ("%ff=a", -1, SMRT_FORM_ERROR_INVALID);
  assert_refused ("a=\xff", -1, SMRT_FORM_ERROR_INVALID);
  assert_refused ("a=1\0002", 5, SMRT_FORM_ERROR_INVALID);
}

static void
test_limits (void)
{
  g_autoptr (GString) many = g_string_new (NULL);
  g_autoptr (GString) deep = g_string_new ("a");
  g_autoptr (GString) bomb = g_string_new ("a");
  g_autoptr (JsonNode) root = NULL;

  for (unsigned int i = 0; i < 11; i++)
    g_string_append (deep, "[b]");
  root = smrt_form_parse (deep->str, -1, NULL);
  g_assert_nonnull (root);
  g_string_append (deep, "[b]");
  assert_refused (deep->str, -1, SMRT_FORM_ERROR_TOO_LARGE);

  for (unsigned int i = 0; i < 50000; i++)
    g_string_append (bomb, "[]");
  assert_refused (bomb->str, -1, SMRT_FORM_ERROR_TOO_LARGE);

  for (unsigned int i = 0; i < 5000; i++)
    g_string_append (many, "a[]=1&");
  {
    g_autoptr (JsonNode) list = smrt_form_parse (many->str, -1, NULL);

    g_assert_nonnull (list);
    g_assert_cmpuint (json_array_get_length (json_object_get_array_member (json_node_get_object (list), "a")), ==, 5000);
  }
  g_string_append (many, "a[]=1");
  assert_refused (many->str, -1, SMRT_FORM_ERROR_TOO_LARGE);
}

/* A form that held a code leaves nothing of it in memory. */
static void
test_clear (void)
{
  char *marker = memory_scan_make_marker ();
  SmrtForm *form = smrt_form_new ();
  SmrtForm *copy;
  char *text;

  smrt_form_add (form, "grant_type", "authorization_code");
  smrt_form_add (form, "code", marker);
  for (unsigned int i = 0; i < 100; i++)
    smrt_form_add (form, "scope", "what makes the text grow after the code is in it");
  explicit_bzero (marker, strlen (marker));
  g_free (marker);

  copy = smrt_form_copy (form);
  text = smrt_form_encode (copy);
  smrt_form_free (form);
  smrt_form_free (copy);
  g_assert_true (memory_scan_finds_marker ());
  explicit_bzero (text, strlen (text));
  g_free (text);
  g_assert_false (memory_scan_finds_marker ());
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/form/values", test_values);
  g_test_add_func ("/form/copy", test_copy);
  g_test_add_func ("/form/encode", test_encode);
  g_test_add_func ("/form/round-trip", test_round_trip);
  g_test_add_func ("/form/parse", test_parse);
  g_test_add_func ("/form/length", test_length);
  g_test_add_func ("/form/names", test_names);
  g_test_add_func ("/form/conflicts", test_conflicts);
  g_test_add_func ("/form/encoding", test_encoding);
  g_test_add_func ("/form/limits", test_limits);
  g_test_add_func ("/form/clear", test_clear);

  return g_test_run ();
}
