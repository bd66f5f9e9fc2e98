/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "files.h"

#include "text.h"

#define PRIVATE_MODE 0600

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int file_open(const char *path, int *ret_descriptor, struct stat *ret_status)
{
    struct stat status;
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);

    if (descriptor < 0)
        return errno;
    int reason = fstat(descriptor, &status) == 0 ? 0 : errno;
    if (reason == 0 && !S_ISREG(status.st_mode))
        reason = EINVAL;
    if (reason != 0) {
        close(descriptor);
        return reason;
    }
    *ret_descriptor = descriptor;
    *ret_status = status;
    return 0;
}

int file_fill(int descriptor, void *buffer, size_t capacity, size_t *ret_length)
{
    size_t length = 0;

    while (length < capacity) {
        ssize_t got = read(descriptor, (char *)buffer + length, capacity - length);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return errno;
        if (got == 0)
            break;
        length += (size_t)got;
    }
    *ret_length = length;
    return 0;
}

/* One byte more than may be is asked for, as the file may have grown since its size was looked at.
 */
static int read_all(
    int descriptor, const struct stat *status, size_t most, char **ret_bytes, size_t *ret_length)
{
    if ((status->st_mode & S_IWOTH) != 0)
        return EPERM;
    if (status->st_size < 0 || (uintmax_t)status->st_size > most)
        return EFBIG;
    size_t capacity = (size_t)status->st_size + 1;
    char *bytes = malloc(capacity);
    if (bytes == NULL)
        return ENOMEM;
    size_t length = 0;
    int reason = file_fill(descriptor, bytes, capacity, &length);
    if (reason == 0 && length == capacity)
        reason = EAGAIN;
    if (reason != 0) {
        free(bytes);
        return reason;
    }
    bytes[length] = '\0';
    *ret_bytes = bytes;
    *ret_length = length;
    return 0;
}

int file_read(const char *path, size_t most, char **ret_bytes, size_t *ret_length)
{
    int descriptor = -1;
    struct stat status;
    int reason = file_open(path, &descriptor, &status);

    if (reason != 0)
        return reason;
    reason = read_all(descriptor, &status, most, ret_bytes, ret_length);
    close(descriptor);
    return reason;
}

int file_put(int descriptor, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t put = write(descriptor, bytes, length);
        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            return put < 0 ? errno : EIO;
        bytes += put;
        length -= (size_t)put;
    }
    return 0;
}

/* A name is durable when the folder that holds it is. */
static int sync_folder(const char *path)
{
    int descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    if (descriptor < 0)
        return errno;
    int reason = fsync(descriptor) == 0 ? 0 : errno;
    close(descriptor);
    return reason;
}

/* Writes, makes durable where that is wanted, and closes. */
static int fill_temporary(
    int descriptor, mode_t mode, const void *bytes, size_t length, bool durable)
{
    /* mkostemp has made it this way already. */
    int reason = mode == PRIVATE_MODE || fchmod(descriptor, mode) == 0 ? 0 : errno;

    if (reason == 0)
        reason = file_put(descriptor, bytes, length);
    if (reason == 0 && durable && fsync(descriptor) != 0)
        reason = errno;
    if (close(descriptor) != 0 && reason == 0)
        reason = errno;
    return reason;
}

static int replace_with(const char *folder, const char *path, char *temporary, mode_t mode,
    const void *bytes, size_t length, bool durable)
{
    int descriptor = mkostemp(temporary, O_CLOEXEC);

    if (descriptor < 0)
        return errno;
    int reason = fill_temporary(descriptor, mode, bytes, length, durable);
    if (reason == 0 && rename(temporary, path) != 0)
        reason = errno;
    if (reason != 0) {
        unlink(temporary);
        return reason;
    }
    return durable ? sync_folder(folder) : 0;
}

static int replace(const char *folder, const char *name, mode_t mode, const void *bytes,
    size_t length, bool durable)
{
    char *path = text_format("%s/%s", folder, name);
    char *temporary = text_format("%s/" FILE_TEMPORARY "XXXXXX", folder);
    int reason = ENOMEM;

    if (path != NULL && temporary != NULL)
        reason = replace_with(folder, path, temporary, mode, bytes, length, durable);
    free(temporary);
    free(path);
    return reason;
}

int file_replace(
    const char *folder, const char *name, mode_t mode, const void *bytes, size_t length)
{
    return replace(folder, name, mode, bytes, length, true);
}

int file_replace_unsynced(
    const char *folder, const char *name, mode_t mode, const void *bytes, size_t length)
{
    return replace(folder, name, mode, bytes, length, false);
}

int file_remove_unsynced(const char *folder, const char *name)
{
    char *path = text_format("%s/%s", folder, name);

    if (path == NULL)
        return ENOMEM;
    int reason = unlink(path) == 0 ? 0 : errno;
    free(path);
    return reason;
}

int file_remove(const char *folder, const char *name)
{
    int reason = file_remove_unsynced(folder, name);

    return reason == 0 ? sync_folder(folder) : reason;
}

/* Makes the folder that `path` ends with; `parent` is the one that it stands in. */
static int make_one(const char *path, const char *parent, mode_t mode)
{
    struct stat status;

    if (mkdir(path, mode) == 0)
        return sync_folder(parent);
    if (errno != EEXIST)
        return errno;
    if (stat(path, &status) != 0)
        return errno;
    return S_ISDIR(status.st_mode) ? 0 : ENOTDIR;
}

/* The common case costs one look, and works where folders above may not be read. */
static bool is_folder(const char *path)
{
    struct stat status;

    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static int make_each(char *path, mode_t mode)
{
    char *parent = strdup(path[0] == '/' ? "/" : ".");
    char *slash = path;
    int reason = parent == NULL ? ENOMEM : 0;

    while (reason == 0 && slash != NULL) {
        slash += strspn(slash, "/");
        slash = strchr(slash, '/');
        if (slash != NULL)
            *slash = '\0';
        if (!is_folder(path))
            reason = make_one(path, parent, mode);
        free(parent);
        parent = strdup(path);
        if (parent == NULL)
            reason = ENOMEM;
        if (slash != NULL)
            *slash = '/';
    }
    free(parent);
    return reason;
}

int folder_make(const char *path, mode_t mode)
{
    if (path[0] == '\0')
        return ENOENT;
    if (is_folder(path))
        return 0;
    char *copy = strdup(path);
    if (copy == NULL)
        return ENOMEM;
    for (size_t end = strlen(copy); end > 1 && copy[end - 1] == '/'; end--)
        copy[end - 1] = '\0';
    int reason = make_each(copy, mode);
    free(copy);
    return reason;
}
