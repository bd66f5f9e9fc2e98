/* SPDX-License-Identifier: Apache-2.0 */
/* Building JSON out of what FTP knows: names that may be no text, times, errors. */
#ifndef HAWSER_FTP_EMIT_JSON_H
#define HAWSER_FTP_EMIT_JSON_H

#include "common/encoding.h"
#include "ftp/protocol/fault.h"
#include "ftp/protocol/time.h"

#include <hawser/connector.h>
#include <jansson.h>
#include <stdbool.h>

/* Sets member `key` to the server's name as UTF-8; where the name can't be had back from that, also
 * `keyBytes`, its bytes in base64. */
bool ftp_json_set_name(json_t *object, const struct encoding *encoding, const char *key,
    const char *name, size_t length);

/* Sets "timestamp" to yyyy-MM-dd HH:mm:ss.SSS, "timestampUtc" to the same moment in ISO 8601, and "timestampPrecision"
 * and "timestampSource"; each to null where it is not known. */
bool ftp_json_set_stamp(json_t *object, const struct ftp_stamp *stamp);

/* The names that schemas/error.json has for HAWSER_* codes and retry classes. */
const char *ftp_code_name(int32_t code);
const char *ftp_retry_name(uint32_t retry);

/* An error as schemas/error.json says it. NULL: no memory. */
json_t *ftp_json_error(const struct ftp_error *error);

/* Compact text of an object, which is released; freed by the caller with free. NULL: no memory (or
 * no object). */
char *ftp_json_text_of(json_t *object);

/* The error as the ABI passes it; `transcript` may be NULL. Texts are borrowed from `error`. */
hawser_error ftp_error_export(const struct ftp_error *error, const char *transcript);

#endif
