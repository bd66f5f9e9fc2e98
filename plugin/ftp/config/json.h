/* SPDX-License-Identifier: Apache-2.0 */
/* Reading members of a JSON object with a default, for settings that a schema has checked before.
 */
#ifndef HAWSER_FTP_CONFIG_JSON_H
#define HAWSER_FTP_CONFIG_JSON_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ftp/protocol/fault.h"

/* A whole JSON object from text; NULL where it is something else, and then errno is ENOMEM where that was for lack of
 * memory, else not. */
json_t *ftp_json_object(const char *text, size_t length);
/* The same for "the operation" and its like, with the error. */
json_t *ftp_json_read(const char *text, size_t length, const char *what, struct ftp_error *error);

bool ftp_json_bool(const json_t *object, const char *name, bool otherwise);
int64_t ftp_json_integer(const json_t *object, const char *name, int64_t otherwise);
/* The position of a string member in `values`; `otherwise` where it is missing or none of them. */
int ftp_json_choice(
    const json_t *object, const char *name, const char *const *values, int count, int otherwise);
/* A copy; `otherwise` where it is missing or not a string. NULL: no memory. */
char *ftp_json_text(const json_t *object, const char *name, const char *otherwise);
/* True for a string of blanks, and for what is missing or null. */
bool ftp_json_blank(const json_t *object, const char *name);

#endif
