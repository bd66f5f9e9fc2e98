/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/emit/json.h"

#include "common/buffer.h"
#include "ftp/protocol/limits.h"

#include <errno.h>
#include <gnutls/gnutls.h>
#include <stdio.h>
#include <string.h>

/* A byte takes up to three, as U+FFFD and otherwise. */
enum { SHOWN_MAX = 3 * FTP_PATH_MAX };

static bool set_bytes(json_t *object, const char *key, const char *name, size_t length)
{
    char member[64];
    gnutls_datum_t raw = {(unsigned char *)(uintptr_t)name, (unsigned)length}, text;
    snprintf(member, sizeof member, "%sBytes", key);
    if (gnutls_base64_encode2(&raw, &text) < 0)
        return false;
    bool set =
        json_object_set_new(object, member, json_stringn((const char *)text.data, text.size)) == 0;
    gnutls_free(text.data);
    return set;
}

bool ftp_json_set_name(json_t *object, const struct encoding *encoding, const char *key,
    const char *name, size_t length)
{
    struct buffer shown;
    buffer_init(&shown, SHOWN_MAX);
    enum name_text text = encoding_decode(encoding, name, length, &shown);
    bool set =
        text != NAME_TEXT_FAILED &&
        json_object_set_new(object, key, json_stringn(buffer_text(&shown), shown.length)) == 0;
    buffer_done(&shown);
    return set && (text == NAME_TEXT_EXACT || set_bytes(object, key, name, length));
}

static bool set_or_null(json_t *object, const char *key, const char *text)
{
    return json_object_set_new(object, key, text ? json_string(text) : json_null()) == 0;
}

bool ftp_json_set_stamp(json_t *object, const struct ftp_stamp *stamp)
{
    char shown[FTP_TIME_TEXT_SIZE], utc[FTP_TIME_TEXT_SIZE];
    return set_or_null(object, "timestamp", ftp_time_format(&stamp->shown, shown) ? shown : NULL) &&
           set_or_null(
               object, "timestampUtc", ftp_time_format_iso(&stamp->utc, utc) ? utc : NULL) &&
           set_or_null(object, "timestampPrecision", ftp_time_precision_name(&stamp->shown)) &&
           set_or_null(object, "timestampSource", ftp_time_source_name(&stamp->shown));
}

const char *ftp_code_name(int32_t code)
{
    static const char *const names[] = {"OK", "END", "CANCELLED", "TIMEOUT", "BAD_ARGUMENT",
        "BAD_CONFIG", "UNSUPPORTED", "NO_MEMORY", "NETWORK", "TRUST", "AUTHENTICATION", "DENIED",
        "NOT_FOUND", "EXISTS", "RESOURCE", "PROTOCOL", "DATA", "HOST", "INTERNAL"};
    return names[code >= HAWSER_OK && code <= HAWSER_INTERNAL ? code : HAWSER_INTERNAL];
}

const char *ftp_retry_name(uint32_t retry)
{
    static const char *const names[] = {"NEVER", "SAME_CONNECTION", "NEW_CONNECTION", "LATER"};
    return names[retry <= HAWSER_RETRY_LATER ? retry : HAWSER_RETRY_NEVER];
}

static const char *hint_of(const struct ftp_error *error)
{
    const char *hint = error->hint[0] ? error->hint : ftp_fault_row(error->fault)->hint;
    return hint && *hint ? hint : NULL;
}

json_t *ftp_json_error(const struct ftp_error *error)
{
    const struct ftp_fault_row *row = ftp_fault_row(error->fault);
    return json_pack("{s:s, s:s, s:s, s:i, s:s, s:s?}", "id", row->id, "code",
        ftp_code_name(row->code), "retry", ftp_retry_name(row->retry), "native", error->reply,
        "message", error->message, "hint", hint_of(error));
}

char *ftp_json_text_of(json_t *object)
{
    errno = 0;
    char *text = object ? json_dumps(object, JSON_COMPACT | JSON_REAL_PRECISION(6)) : NULL;
    json_decref(object);
    if (errno != ENOMEM)
        return text;
    free(text); /* without memory Jansson leaves names of members out, and goes on */
    return NULL;
}

hawser_error ftp_error_export(const struct ftp_error *error, const char *transcript)
{
    const struct ftp_fault_row *row = ftp_fault_row(error->fault);
    return (hawser_error){
        .size = sizeof(hawser_error),
        .code = row->code,
        .retry = row->retry,
        .native = error->reply,
        .id = row->id,
        .message = error->message,
        .hint = hint_of(error),
        .transcript = transcript && *transcript ? transcript : NULL,
    };
}
