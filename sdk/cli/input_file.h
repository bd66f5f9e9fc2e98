/* SPDX-License-Identifier: Apache-2.0 */
/* Files named on the command line, read whole and bounded. */
#ifndef HAWSER_CLI_INPUT_FILE_H
#define HAWSER_CLI_INPUT_FILE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "console.h"

#define INPUT_FILE_LARGEST ((size_t)4 << 20) /* bytes of a configuration or a certificate file */

/* Bytes that may hold a secret. */
struct secret_text {
    char *bytes; /* a NUL follows */
    size_t length;
    size_t paged; /* 0, or the size of the pages that it has for itself */
};
/* Moves it to pages that are in no core dump. False: no memory; it stays where it is. */
bool secret_text_keep(struct secret_text *text);
void secret_text_done(struct secret_text *text); /* overwrites it first */

/* Reads `path`, - being standard input; `what` names it in messages: "the connection".
   Returns 0, or the exit status after saying what is wrong. */
int input_file_read(const struct console *console, const char *what, const char *path,
    struct secret_text *ret_text);

/* Reads a JSON object. No part of the file is repeated in a message: it may hold a password. */
int input_file_object(
    const struct console *console, const char *what, const char *path, json_t **ret_object);

#endif
