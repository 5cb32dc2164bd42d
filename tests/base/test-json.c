/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "smrt-json.h"

#include <string.h>

#define MAX_SIZE (1024 * 1024)

static JsonNode *
parse (const char  *text,
       GError     **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return smrt_json_parse (bytes, MAX_SIZE, error);
}

static void
assert_refused (const char    *text,
                SmrtJsonError  code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (parse (text, &error));
  g_assert_error (error, SMRT_JSON_ERROR, (int) code);
  g_assert_cmpstr (error->message, !=, "");
}

static void
assert_parsed (const char *text,
               const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) root = parse (text, &error);
  g_autofree char *json = NULL;

  g_assert_no_error (error);
  json = smrt_json_to_string (root, FALSE);
  g_assert_cmpstr (json, ==, expected);
}

static char *
nest (unsigned int levels)
{
  GString *text = g_string_new (NULL);

  for (unsigned int i = 0; i < levels; i++)
    g_string_append_c (text, '[');
  for (unsigned int i = 0; i < levels; i++)
    g_string_append_c (text, ']');

  return g_string_free (text, FALSE);
}

static void
test_parse (void)
{
  assert_parsed ("{\"a\":[1,-2.5,true,false,null,\"x\"]}", "{\"a\":[1,-2.5,true,false,null,\"x\"]}");
  assert_parsed (" \t\r\n[ ]\n", "[]");
  assert_parsed ("\"text\"", "\"text\"");
  assert_parsed ("0", "0");
}

static void
test_depth (void)
{
  g_autofree char *deepest = nest (SMRT_JSON_MAX_DEPTH);
  g_autofree char *too_deep = nest (SMRT_JSON_MAX_DEPTH + 1);
  g_autofree char *bomb = g_strnfill (100 * 1000, '[');
  g_autofree char *half = g_strnfill (100 * 1000, '{');

  assert_parsed (deepest, deepest);
  assert_refused (too_deep, SMRT_JSON_ERROR_TOO_DEEP);
  assert_refused (bomb, SMRT_JSON_ERROR_TOO_DEEP);
  assert_refused (half, SMRT_JSON_ERROR_TOO_DEEP);
}

/* A list is as deep as its deepest element, not as long as it is. */
static void
test_breadth (void)
{
  g_autoptr (GString) text = g_string_new ("[[]");

  for (unsigned int i = 0; i < 1000; i++)
    g_string_append (text, ",[]");
  g_string_append_c (text, ']');

  assert_parsed (text->str, text->str);
}

static void
test_brackets_in_strings (void)
{
  g_autofree char *brackets = g_strnfill (1000, '[');
  g_autofree char *text = g_strconcat ("[\"", brackets, "\",\"\\\"", brackets, "\",\"\\\\\"]", NULL);
  g_autofree char *behind = g_strconcat ("[\"\\\\\",", brackets, "]", NULL);

  assert_parsed (text, text);
  assert_refused (behind, SMRT_JSON_ERROR_TOO_DEEP);
  assert_parsed ("[\"// it's # no comment /* here = */\"]", "[\"// it's # no comment /* here = */\"]");
}

static void
test_foreign_syntax (void)
{
  static const char * const texts[] = {
    "/* [ */ {}",
    "{} // x",
    "# x\n{}",
    "['a']",
    "{'a':1}",
    "var a = {};",
    "\xef\xbb\xbf{}",
    "{} {}",
    "[] 1",
    "[]x",
    "[1,]",
    "{\"a\":1,}",
    "{a:1}",
    "[1;2]",
    "nul",
    "TRUE",
    "NaN",
    "[",
    "\"open",
    "\"open\\",
    "",
    " ",
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_refused (texts[i], SMRT_JSON_ERROR_INVALID);
}

/* A string may be shown and kept in a file: it is UTF-8 whatever was escaped. */
static void
test_surrogates (void)
{
  static const char * const halves[] = {
    "[\"\\udc00\"]",
    "[\"x\\udfffx\"]",
    "[\"\\ud800\"]",
    "[\"\\ud800x\"]",
    "[\"\\ud800\\n\"]",
    "[\"\\ud800\\u0041\"]",
    "[\"\\ud800\\ud800\"]",
    "[\"\\ud83d\\ude00\\ude00\"]",
    "{\"\\uDC00\":1}",
    "[\"\\ud800\\udc0",
    "[\"\\udc00",
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (halves); i++)
    assert_refused (halves[i], SMRT_JSON_ERROR_INVALID);

  assert_parsed ("[\"\\ud83d\\ude00\"]", "[\"\xf0\x9f\x98\x80\"]");
  assert_parsed ("[\"\\\\udc00\"]", "[\"\\\\udc00\"]");
}

/* json-glib would read these as other numbers than they are. */
static void
test_numbers (void)
{
  static const char * const texts[] = {
    "[010]",
    "[0x10]",
    "[$ff]",
    "[0b1]",
    "[.5]",
    "[1.]",
    "[+1]",
    "[- 5]",
    "[--5]",
    "[-]",
    "[1e]",
    "[1e+]",
    "[5abc]",
    "[9223372036854775808]",
    "[-9223372036854775809]",
    "[18446744073709551615]",
    "[99999999999999999999999]",
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_refused (texts[i], SMRT_JSON_ERROR_INVALID);

  assert_parsed ("[9223372036854775807,-9223372036854775808,-0,10]", "[9223372036854775807,-9223372036854775808,0,10]");
  assert_parsed ("[0.5,1.5E+2]", "[0.5,150.0]");
}

static void
test_encoding (void)
{
  g_autoptr (GBytes) nul = g_bytes_new_static ("[\"a\0b\"]", 7);
  g_autoptr (GError) error = NULL;

  assert_refused ("[\"\xff\"]", SMRT_JSON_ERROR_INVALID);
  assert_refused ("[\"\xc3\"]", SMRT_JSON_ERROR_INVALID);
  g_assert_null (smrt_json_parse (nul, MAX_SIZE, &error));
  g_assert_error (error, SMRT_JSON_ERROR, SMRT_JSON_ERROR_INVALID);

  assert_parsed ("[\"Ünïcødé\"]", "[\"Ünïcødé\"]");
}

static void
test_size (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("[1]", 3);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) root = smrt_json_parse (bytes, 3, &error);

  g_assert_no_error (error);
  g_assert_nonnull (root);
  g_assert_null (smrt_json_parse (bytes, 2, &error));
  g_assert_error (error, SMRT_JSON_ERROR, SMRT_JSON_ERROR_TOO_LARGE);
}

static void
test_pretty (void)
{
  g_autoptr (JsonNode) root = parse ("{\"a\":1}", NULL);
  g_autofree char *text = smrt_json_to_string (root, TRUE);

  g_assert_cmpstr (text, ==, "{\n  \"a\" : 1\n}");
}

static void
test_get_string (void)
{
  static const char * const others[] = { "number", "list", "object", "nothing", "truth", "absent" };
  g_autoptr (JsonNode) root = parse ("{\"text\":\"x\",\"empty\":\"\",\"number\":1,\"list\":[\"x\"],"
                                     "\"object\":{},\"nothing\":null,\"truth\":true}",
                                     NULL);
  JsonObject *object = json_node_get_object (root);

  g_assert_cmpstr (smrt_json_get_string (object, "text"), ==, "x");
  g_assert_cmpstr (smrt_json_get_string (object, "empty"), ==, "");
  for (unsigned int i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_null (smrt_json_get_string (object, others[i]));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json/parse", test_parse);
  g_test_add_func ("/json/depth", test_depth);
  g_test_add_func ("/json/breadth", test_breadth);
  g_test_add_func ("/json/brackets-in-strings", test_brackets_in_strings);
  g_test_add_func ("/json/foreign-syntax", test_foreign_syntax);
  g_test_add_func ("/json/surrogates", test_surrogates);
  g_test_add_func ("/json/numbers", test_numbers);
  g_test_add_func ("/json/encoding", test_encoding);
  g_test_add_func ("/json/size", test_size);
  g_test_add_func ("/json/pretty", test_pretty);
  g_test_add_func ("/json/get-string", test_get_string);

  return g_test_run ();
}
