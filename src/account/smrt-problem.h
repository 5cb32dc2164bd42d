/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-words-error.h"

G_BEGIN_DECLS

/**
 * smrt_problem_from_error:
 * @error: any error of the floors below
 *
 * Returns: what it is to a person
 */
SmrtProblem smrt_problem_from_error  (const GError  *error);

/**
 * smrt_problem_describe:
 * @error: any error of the floors below
 * @title: (out) (optional) (transfer full): a heading
 * @body: (out) (optional) (transfer full): what happened and what can be done,
 *   with the request id where the server gave one
 */
void        smrt_problem_describe    (const GError  *error,
                                      char         **title,
                                      char         **body);

G_END_DECLS
