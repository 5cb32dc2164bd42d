/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <malloc.h>
#include <sys/resource.h>

#include "smrt-api-key.h"
#include "smrt-cli.h"
#include WINDOW_HEADER

int
main (int   argc,
      char *argv[])
{
  /* A core dump would write keys and tokens to the disk. To a collector that
   * the kernel has in place of the file 0 means nothing: it is spared by 1, which
   * is too little for a file, too. */
  setrlimit (RLIMIT_CORE, &(const struct rlimit) { 1, 1 });
  smrt_api_key_hide ();

#ifdef M_ARENA_MAX
  /* One heap for the main thread and one for all others keeps less memory than one each. */
  mallopt (M_ARENA_MAX, 2);
#endif

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");

  if (smrt_cli_is_wanted (argc, argv))
    return smrt_cli_run (argc, argv);

  return smrt_application_run (argc, argv);
}
