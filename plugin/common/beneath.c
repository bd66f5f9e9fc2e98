/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE /* O_PATH, memrchr */
#include "common/beneath.h"

#include "common/name.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static bool refuse(const char *reason, const char **ret_reason)
{
    *ret_reason = reason;
    errno = EINVAL;
    return false;
}

static bool take(const char *name, size_t length, char out[NAME_MAX + 1], const char **ret_reason)
{
    const char *reason = NULL;
    if (length > NAME_MAX)
        return refuse("is too long", ret_reason);
    if (!name_is_plain(name, length, &reason))
        return refuse(reason, ret_reason);
    memcpy(out, name, length);
    out[length] = '\0';
    return true;
}

/* One component more. The descriptor given is closed. */
static int step(int at, const char *name, size_t length, const char **ret_reason)
{
    char component[NAME_MAX + 1];
    int next = take(name, length, component, ret_reason)
                   ? openat(at, component, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
                   : -1;
    int failure = errno;
    close(at);
    errno = failure;
    return next;
}

int beneath_directory(int root, const char *path, size_t length, const char **ret_reason)
{
    int at = openat(root, ".", O_PATH | O_DIRECTORY | O_CLOEXEC);
    while (at >= 0 && length > 0) {
        const char *slash = memchr(path, '/', length);
        size_t component = slash ? (size_t)(slash - path) : length;
        at = step(at, path, component, ret_reason);
        component += slash != NULL;
        path += component;
        length -= component;
    }
    return at;
}

int beneath_file(
    int root, const char *path, size_t length, char base[NAME_MAX + 1], const char **ret_reason)
{
    const char *slash = memrchr(path, '/', length);
    const char *last = slash ? slash + 1 : path;
    if (slash && (slash == path || slash[-1] == '/')) {
        refuse("begins with a /, or has two in a row", ret_reason);
        return -1;
    }
    if (!take(last, length - (size_t)(last - path), base, ret_reason))
        return -1;
    return beneath_directory(root, path, slash ? (size_t)(slash - path) : 0, ret_reason);
}
