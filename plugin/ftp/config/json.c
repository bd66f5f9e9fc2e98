/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/config/json.h"

#include <errno.h>
#include <string.h>

#define LARGEST 9007199254740992.0 /* 2^53: up to there a double holds each whole number */

json_t *ftp_json_object(const char *text, size_t length)
{
    errno = 0; /* Jansson does not tell all that lacks memory from what is malformed */
    json_t *value = json_loadb(text ? text : "{}", text ? length : 2, JSON_ALLOW_NUL, NULL);
    if (value && !json_is_object(value)) {
        json_decref(value);
        return NULL;
    }
    return value;
}

json_t *ftp_json_read(const char *text, size_t length, const char *what, struct ftp_error *error)
{
    json_t *object = ftp_json_object(text, length);
    if (!object && errno == ENOMEM)
        ftp_error_set(error, FTP_FAULT_MEMORY, "no memory for %s", what);
    else if (!object)
        ftp_error_set(error, FTP_FAULT_CONFIG, "%s: not a JSON object", what);
    return object;
}

bool ftp_json_bool(const json_t *object, const char *name, bool otherwise)
{
    const json_t *member = json_object_get(object, name);
    return json_is_boolean(member) ? json_is_true(member) : otherwise;
}

int64_t ftp_json_integer(const json_t *object, const char *name, int64_t otherwise)
{
    const json_t *member = json_object_get(object, name);
    /* A host writes whole numbers as such; one that does not must not have them passed over. */
    double real = json_real_value(member);
    if (json_is_real(member) && real > -LARGEST && real < LARGEST && (double)(int64_t)real == real)
        return (int64_t)real;
    return json_is_integer(member) ? json_integer_value(member) : otherwise;
}

int ftp_json_choice(
    const json_t *object, const char *name, const char *const *values, int count, int otherwise)
{
    const char *text = json_string_value(json_object_get(object, name));
    for (int i = 0; text && i < count; i++)
        if (strcmp(text, values[i]) == 0)
            return i;
    return otherwise;
}

char *ftp_json_text(const json_t *object, const char *name, const char *otherwise)
{
    const char *text = json_string_value(json_object_get(object, name));
    return strdup(text ? text : otherwise);
}

bool ftp_json_blank(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));
    return !text || text[strspn(text, " \t")] == '\0';
}
