/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "document_properties.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "modified_time.h"
#include "text.h"

#define NO_PROPERTIES "{}"

static bool is_none(const char *text, size_t length)
{
    return length == strlen(NO_PROPERTIES) && memcmp(text, NO_PROPERTIES, length) == 0;
}

/* What records have, by the hundred thousand: worth not being parsed. */
static json_t *parse(const char *text, size_t length)
{
    if (is_none(text, length))
        return json_object();
    return json_loadb(text, length, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, NULL);
}

static int32_t copy_none(char **ret_text)
{
    char *copy = strdup(NO_PROPERTIES);

    if (!copy)
        return HAWSER_NO_MEMORY;
    *ret_text = copy;
    return HAWSER_OK;
}

int32_t document_properties_copy(
    const char *text, size_t length, char **ret_text, json_t **ret_object)
{
    json_t *object;
    char *copy;

    if (!text) {
        text = NO_PROPERTIES;
        length = strlen(text);
    }
    if (ret_text && !ret_object && is_none(text, length))
        return copy_none(ret_text);
    errno = 0;
    object = parse(text, length);
    if (!json_is_object(object)) {
        bool no_memory = !object && errno == ENOMEM;
        json_decref(object);
        return no_memory ? HAWSER_NO_MEMORY : HAWSER_BAD_ARGUMENT;
    }
    copy = strndup(text, length);
    if (!copy) {
        json_decref(object);
        return HAWSER_NO_MEMORY;
    }
    if (ret_text)
        *ret_text = copy;
    else
        free(copy);
    if (ret_object)
        *ret_object = object;
    else
        json_decref(object);
    return HAWSER_OK;
}

/* Sets fileName, unless it is there or the name is not text and so can't be said. */
static int32_t name(json_t *object, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *base = slash ? slash + 1 : path;
    json_t *value;

    if (json_object_get(object, "fileName") || *base == '\0')
        return HAWSER_OK;
    value = json_string(base);
    if (value && json_object_set_new(object, "fileName", value))
        return HAWSER_NO_MEMORY;
    return HAWSER_OK;
}

/* Sets timestampUtc, unless it is there, or what is at `path` is no plain file. */
static int32_t time_of_change(json_t *object, const char *path)
{
    char text[MODIFIED_TIME_SIZE];
    struct stat about;

    if (json_object_get(object, MODIFIED_TIME_PROPERTY) || stat(path, &about) != 0 ||
        !S_ISREG(about.st_mode) || !modified_time_text(&about.st_mtim, text))
        return HAWSER_OK;
    return json_object_set_new(object, MODIFIED_TIME_PROPERTY, json_string(text)) ? HAWSER_NO_MEMORY
                                                                                  : HAWSER_OK;
}

int32_t document_properties_of_file(const char *text, const char *path, char **ret_text)
{
    json_t *object;
    char *named = NULL;
    int32_t code = document_properties_copy(text, text ? strlen(text) : 0, NULL, &object);

    if (code != HAWSER_OK)
        return code;
    code = name(object, path);
    if (code == HAWSER_OK)
        code = time_of_change(object, path);
    if (code == HAWSER_OK) {
        named = text_of_json(object, JSON_COMPACT);
        code = named ? HAWSER_OK : HAWSER_NO_MEMORY;
    }
    json_decref(object);
    if (code == HAWSER_OK)
        *ret_text = named;
    return code;
}
