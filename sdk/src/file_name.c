/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "file_name.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <jansson.h>

#define SUFFIX_SIZE 32

/* C0 and DEL in one byte, C1 in two: a terminal obeys either. */
static size_t control_length(const unsigned char *at, size_t left)
{
    if (at[0] < 0x20 || at[0] == 0x7f)
        return 1;
    return left > 1 && at[0] == 0xc2 && at[1] >= 0x80 && at[1] <= 0x9f ? 2 : 0;
}

static int is_text(const char *name, size_t length)
{
    json_t *value = json_stringn(name, length);
    int text = value != NULL;

    json_decref(value);
    return text;
}

/* Writes the name with what is unsafe replaced, which never makes it longer. */
static void replace(const char *name, size_t length, char *ret_name)
{
    size_t from = 0;
    size_t to = 0;

    while (from < length) {
        size_t control = control_length((const unsigned char *)name + from, length - from);

        ret_name[to++] = control > 0 || name[from] == '/' ? '_' : name[from];
        from += control > 0 ? control : 1;
    }
    ret_name[to] = '\0';
    if (strncmp(ret_name, FILE_NAME_OWN, strlen(FILE_NAME_OWN)) == 0)
        ret_name[0] = '_';
}

int32_t file_name_safe(
    const char *name, size_t length, char ret_name[FILE_NAME_SIZE], struct attempt *attempt)
{
    if (length == 0)
        return attempt_failed(attempt, HAWSER_BAD_CONFIG, "the document's fileName is empty");
    if (length > FILE_NAME_MOST)
        return attempt_failed(attempt, HAWSER_BAD_CONFIG,
            "the document's fileName has %zu bytes, and a file's name at most %d", length,
            FILE_NAME_MOST);
    if ((length == 1 && name[0] == '.') || (length == 2 && name[0] == '.' && name[1] == '.'))
        return attempt_failed(attempt, HAWSER_BAD_CONFIG,
            "the document's fileName \"%.*s\" is that of a directory", (int)length, name);
    errno = 0;
    if (!is_text(name, length))
        return errno == ENOMEM ? attempt_no_memory(attempt)
                               : attempt_failed(attempt, HAWSER_BAD_CONFIG,
                                     "the document's fileName is not UTF-8");
    replace(name, length, ret_name);
    return HAWSER_OK;
}

void file_name_recovered(const char *name, unsigned number, char ret_name[FILE_NAME_SIZE])
{
    const char *dot = strrchr(name, '.');
    size_t length = strlen(name);
    size_t stem = dot && dot != name ? (size_t)(dot - name) : length;
    char suffix[SUFFIX_SIZE];
    int added;

    if (number > 1)
        added = snprintf(suffix, sizeof suffix, " (recovered %u)", number);
    else
        added = snprintf(suffix, sizeof suffix, " (recovered)");
    /* An extension that leaves no room is none. */
    if (length - stem + (size_t)added >= FILE_NAME_MOST)
        stem = length;
    const char *extension = name + stem;
    size_t room = FILE_NAME_MOST - (size_t)added - strlen(extension);

    if (stem > room)
        stem = room;
    /* Not within a character. */
    while (stem > 0 && ((unsigned char)name[stem] & 0xc0) == 0x80)
        stem--;
    snprintf(ret_name, FILE_NAME_SIZE, "%.*s%s%s", (int)stem, name, suffix, extension);
}
