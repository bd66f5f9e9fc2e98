/* SPDX-License-Identifier: Apache-2.0 */
#include <config.h>

#include "input_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "secret_memory.h"
#include "status.h"

enum { FIRST_CAPACITY = 4096 };

bool secret_text_keep(struct secret_text *text)
{
    size_t size = text->length + 1;
    char *bytes = secret_memory_new(size);
    if (!bytes)
        return false;
    memcpy(bytes, text->bytes, size);
    struct secret_text kept = {.bytes = bytes, .length = text->length, .paged = size};
    secret_text_done(text);
    *text = kept;
    return true;
}

void secret_text_done(struct secret_text *text)
{
    if (text->paged) {
        secret_memory_free(text->bytes, text->paged);
        text->bytes = NULL;
    }
    if (text->bytes)
        explicit_bzero(text->bytes, text->length);
    free(text->bytes);
    *text = (struct secret_text){0};
}

/* Not realloc, which would leave the old bytes behind. */
static bool grow(struct secret_text *text, size_t *capacity)
{
    char *larger = malloc(*capacity * 2 + 1);
    if (!larger)
        return false;
    memcpy(larger, text->bytes, text->length);
    explicit_bzero(text->bytes, text->length);
    free(text->bytes);
    text->bytes = larger;
    *capacity *= 2;
    return true;
}

/* 0, or an errno. */
static int read_all(int descriptor, struct secret_text *text)
{
    size_t capacity = FIRST_CAPACITY;
    text->bytes = malloc(capacity + 1);
    while (text->bytes) {
        if (text->length == capacity && !grow(text, &capacity))
            return ENOMEM;
        ssize_t got = read(descriptor, text->bytes + text->length, capacity - text->length);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return errno;
        text->length += (size_t)got;
        text->bytes[text->length] = '\0';
        if (got == 0)
            return 0;
        if (text->length > INPUT_FILE_LARGEST)
            return EFBIG;
    }
    return ENOMEM;
}

static int refuse(const struct console *console, const char *what, const char *path, int error)
{
    char reason[128];
    const char *hint = NULL;
    if (error == EFBIG)
        hint = "such a file may have up to 4 MiB";
    else if (error == ENOENT && path[0] == '\0')
        hint = "the name is blank: is a variable of the shell not set?";
    else if (error == ENOENT)
        hint = "name a file that is there; one without a / is looked for in the folder where this "
               "runs";
    return console_fail(console, STATUS_USAGE, "cli.file", hint, "%s can't be read from %s: %s",
        what, strcmp(path, "-") == 0 ? "standard input" : path,
        strerror_r(error, reason, sizeof reason));
}

int input_file_read(
    const struct console *console, const char *what, const char *path, struct secret_text *ret_text)
{
    struct secret_text text = {0};
    bool is_input = strcmp(path, "-") == 0;
    int descriptor = is_input ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (descriptor < 0)
        return refuse(console, what, path, errno);
    int error = read_all(descriptor, &text);
    if (!is_input)
        (void)close(descriptor);
    if (error != 0) {
        secret_text_done(&text);
        return refuse(console, what, path, error);
    }
    *ret_text = text;
    return STATUS_DONE;
}

/* Jansson ends its messages with the text that it stumbled over. */
static int reason_length(const char *reason)
{
    const char *near = strstr(reason, " near ");
    return (int)(near ? (size_t)(near - reason) : strlen(reason));
}

int input_file_object(
    const struct console *console, const char *what, const char *path, json_t **ret_object)
{
    struct secret_text text;
    json_error_t error;
    int status = input_file_read(console, what, path, &text);
    if (status != STATUS_DONE)
        return status;
    json_t *object = json_loadb(text.bytes, text.length, JSON_REJECT_DUPLICATES, &error);
    secret_text_done(&text);
    if (!object)
        return console_fail(console, STATUS_CONFIG, "cli.json",
            "it has to be one object in JSON, such as {\"host\": \"example.com\"}",
            "%s in %s is not JSON: line %d, column %d: %.*s", what, path, error.line, error.column,
            reason_length(error.text), error.text);
    if (!json_is_object(object)) {
        json_decref(object);
        return console_fail(console, STATUS_CONFIG, "cli.json",
            "begin the file with { and end it with }", "%s in %s is not a JSON object", what, path);
    }
    *ret_object = object;
    return STATUS_DONE;
}
