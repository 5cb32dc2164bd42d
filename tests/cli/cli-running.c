/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-running.h"

#include <string.h>

#define CHUNK 4096

typedef struct
{
  GInputStream *stream;
  GString *text;
  gboolean ended;
} Pipe;

struct _CliRunning
{
  GSubprocess *process;
  Pipe out;
  Pipe err;
};

static void read_on (Pipe *pipe);

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  Pipe *pipe = user_data;

  bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  g_assert_no_error (error);
  g_string_append_len (pipe->text, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  pipe->ended = g_bytes_get_size (bytes) == 0;
  if (!pipe->ended)
    read_on (pipe);
}

static void
read_on (Pipe *pipe)
{
  g_input_stream_read_bytes_async (pipe->stream, CHUNK, G_PRIORITY_DEFAULT, NULL, read_cb, pipe);
}

static void
open_pipe (Pipe         *pipe,
           GInputStream *stream)
{
  pipe->stream = stream;
  pipe->text = g_string_new (NULL);
  read_on (pipe);
}

static void
ended_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  gboolean *ended = user_data;

  g_assert_true (g_subprocess_wait_finish (G_SUBPROCESS (source), result, NULL));
  *ended = TRUE;
}

static char *
find_rest (const char *text,
           const char *beginning)
{
  const char *found = strstr (text, beginning);
  const char *end = found != NULL ? strchr (found, '\n') : NULL;

  if (end == NULL)
    return NULL;

  return g_strndup (found + strlen (beginning), end - found - strlen (beginning));
}

CliRunning *
cli_running_new (GSubprocess *process)
{
  CliRunning *self = g_new0 (CliRunning, 1);

  self->process = process;
  open_pipe (&self->out, g_subprocess_get_stdout_pipe (process));
  open_pipe (&self->err, g_subprocess_get_stderr_pipe (process));

  return self;
}

GSubprocess *
cli_running_get_process (CliRunning *self)
{
  return self->process;
}

char *
cli_running_wait_for (CliRunning *self,
                      const char *beginning)
{
  char *rest;

  while ((rest = find_rest (self->err.text->str, beginning)) == NULL)
    {
      if (self->err.ended)
        g_test_message ("%s", self->err.text->str);
      g_assert_false (self->err.ended);
      g_main_context_iteration (NULL, TRUE);
    }

  return rest;
}

CliResult
cli_running_finish (CliRunning *self)
{
  CliResult result = { 0 };
  gboolean ended = FALSE;

  g_subprocess_wait_async (self->process, NULL, ended_cb, &ended);
  while (!ended || !self->out.ended || !self->err.ended)
    g_main_context_iteration (NULL, TRUE);

  if (g_subprocess_get_if_exited (self->process))
    result.exit_code = g_subprocess_get_exit_status (self->process);
  else
    result.signal = g_subprocess_get_term_sig (self->process);
  result.out = g_string_free (self->out.text, FALSE);
  result.err = g_string_free (self->err.text, FALSE);

  g_object_unref (self->process);
  g_free (self);

  return result;
}
