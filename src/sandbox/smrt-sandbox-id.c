/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-sandbox"

#include "config.h"

#include "smrt-sandbox-id.h"

#include <sys/random.h>

static const char digits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/* Multiplication by an odd number and shifts that can be undone: no two counts
 * give the same text. */
static guint64
scramble (guint64 value)
{
  value ^= value >> 30;
  value *= G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  value ^= value >> 27;
  value *= G_GUINT64_CONSTANT (0x94d049bb133111eb);

  return value ^ (value >> 31);
}

char *
smrt_sandbox_id_make (const char *prefix,
                      guint64     count)
{
  guint64 value = scramble (count * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));
  char text[15] = { 0 };

  for (unsigned int i = 0; i < 11; i++, value /= 62)
    text[i] = digits[value % 62];
  value = scramble (count);
  for (unsigned int i = 11; i < 14; i++, value /= 62)
    text[i] = digits[value % 62];

  return g_strdup_printf ("%s_%s", prefix, text);
}

char *
smrt_sandbox_id_make_secret (void)
{
  unsigned char random[32];
  char text[G_N_ELEMENTS (random) + 1] = { 0 };

  /* Up to 256 bytes come whole or not at all. */
  if (getrandom (random, sizeof random, 0) != sizeof random)
    return NULL;

  for (unsigned int i = 0; i < G_N_ELEMENTS (random); i++)
    text[i] = digits[random[i] % 62];

  return g_strdup (text);
}
