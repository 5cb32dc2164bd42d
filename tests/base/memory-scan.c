/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "memory-scan.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* The marker from its end to its start. */
#define REVERSED "reven-yromem-ni-tfel-eb-ot-rekram"
#define LENGTH (sizeof REVERSED - 1)
/* What stands before it, where a heap may write when the memory is freed. */
#define MARGIN 32
#define CHUNK (1024 * 1024)
/* What is larger are the sanitizer's own tables. */
#define MAX_REGION (1024UL * 1024 * 1024)

/* Else the sanitizer overwrites what was freed, and nothing is ever found. */
const char *__asan_default_options (void);

const char *
__asan_default_options (void)
{
  return "max_free_fill_size=0";
}

static gboolean
is_marker (const char *text)
{
  for (gsize i = 0; i < LENGTH; i++)
    if (text[i] != REVERSED[LENGTH - 1 - i])
      return FALSE;

  return TRUE;
}

static gboolean
scan_region (int            memory,
             char          *buffer,
             unsigned long  start,
             unsigned long  end)
{
  for (unsigned long place = start; place < end; place += CHUNK - LENGTH)
    {
      gssize size = pread (memory, buffer, MIN (CHUNK, end - place), (off_t) place);

      for (gssize i = 0; i + (gssize) LENGTH <= size; i++)
        if (buffer[i] == REVERSED[LENGTH - 1] && is_marker (buffer + i))
          return TRUE;
    }

  return FALSE;
}

char *
memory_scan_make_marker (void)
{
  char *text = g_strnfill (MARGIN + LENGTH, '-');

  for (gsize i = 0; i < LENGTH; i++)
    text[MARGIN + i] = REVERSED[LENGTH - 1 - i];

  return text;
}

gboolean
memory_scan_finds_marker (void)
{
  g_autofree char *maps = NULL;
  g_auto (GStrv) lines = NULL;
  char *buffer = mmap (NULL, CHUNK, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  int memory = open ("/proc/self/mem", O_RDONLY | O_CLOEXEC);
  gboolean found = FALSE;

  g_assert_true (buffer != MAP_FAILED);
  g_assert_cmpint (memory, >=, 0);
  g_assert_true (g_file_get_contents ("/proc/self/maps", &maps, NULL, NULL));
  lines = g_strsplit (maps, "\n", -1);

  for (unsigned int i = 0; lines[i] != NULL && !found; i++)
    {
      unsigned long start, end;
      char rights[5];

      if (sscanf (lines[i], "%lx-%lx %4s", &start, &end, rights) != 3 || strncmp (rights, "rw", 2) != 0 ||
          end - start > MAX_REGION)
        continue;

      /* The buffer itself is left out: it holds what was read last. */
      if ((unsigned long) buffer >= start && (unsigned long) buffer < end)
        found = scan_region (memory, buffer, start, (unsigned long) buffer) ||
                scan_region (memory, buffer, (unsigned long) buffer + CHUNK, end);
      else
        found = scan_region (memory, buffer, start, end);
    }

  explicit_bzero (buffer, CHUNK);
  munmap (buffer, CHUNK);
  close (memory);

  return found;
}
