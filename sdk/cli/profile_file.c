/* SPDX-License-Identifier: Apache-2.0 */
#include <config.h>

#include "profile_file.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "input_file.h"
#include "new_file.h"
#include "status.h"

enum { PUBLIC_MODE = 0644, MODE_BITS = 07777 };

static int refuse(const struct console *console, const char *path, int error)
{
    char reason[128];
    return console_fail(console, STATUS_USAGE, "cli.file", NULL, "%s can't be written: %s", path,
        strerror_r(error, reason, sizeof reason));
}

static bool is_same(const char *path, const char *connection)
{
    struct stat one, other;
    return strcmp(connection, "-") != 0 && stat(path, &one) == 0 && stat(connection, &other) == 0 &&
           one.st_dev == other.st_dev && one.st_ino == other.st_ino;
}

/* Owner and rights of the file that is replaced; only root can give a file away, so a failure to do
 * that is none. */
static bool take_rights(int descriptor, const char *path)
{
    struct stat old;
    if (stat(path, &old) != 0)
        return fchmod(descriptor, PUBLIC_MODE) == 0;
    if (fchown(descriptor, old.st_uid, old.st_gid) != 0 && errno != EPERM)
        return false;
    return fchmod(descriptor, old.st_mode & MODE_BITS) == 0;
}

static int write_object(const struct console *console, const char *path, const json_t *object)
{
    char *real = realpath(path, NULL);
    struct secret_text text = {.bytes = json_dumps(object, JSON_INDENT(2))};
    if (!text.bytes) {
        free(real);
        return console_no_memory(console);
    }
    text.length = strlen(text.bytes);
    /* what a symbolic link leads to is replaced, not the link */
    int error = new_file_write(real ? real : path, text.bytes, text.length, true, take_rights);
    secret_text_done(&text);
    free(real);
    return error == 0 ? STATUS_DONE : refuse(console, path, error);
}

int profile_save(
    const struct console *console, const char *path, const char *connection, json_t *profile)
{
    json_t *object = NULL;
    if (!is_same(path, connection))
        return write_object(console, path, profile);
    int status = input_file_object(console, "the connection", connection, &object);
    if (status != STATUS_DONE)
        return status;
    if (json_object_set(object, "serverProfile", profile) == 0)
        status = write_object(console, path, object);
    else
        status = console_no_memory(console);
    json_decref(object);
    return status;
}
