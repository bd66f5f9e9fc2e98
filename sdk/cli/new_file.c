/* SPDX-License-Identifier: Apache-2.0 */
#include <config.h>

#include "new_file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static bool write_all(int descriptor, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t written = write(descriptor, bytes, length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        bytes += written;
        length -= (size_t)written;
    }
    return true;
}

static bool fill(
    int descriptor, const char *path, const char *text, size_t length, new_file_rights *rights)
{
    bool done = write_all(descriptor, text, length) && write_all(descriptor, "\n", 1) &&
                (!rights || rights(descriptor, path)) && fsync(descriptor) == 0;
    int error = errno;
    if (close(descriptor) != 0 && done)
        return false;
    errno = error;
    return done;
}

/* Not every file system can rename without replacing; then a second link does the same. */
static bool publish(const char *temporary, const char *path, bool replace)
{
    if (replace)
        return rename(temporary, path) == 0;
    if (renameat2(AT_FDCWD, temporary, AT_FDCWD, path, RENAME_NOREPLACE) == 0)
        return true;
    if (errno != EINVAL && errno != ENOSYS)
        return false;
    return link(temporary, path) == 0 && unlink(temporary) == 0;
}

int new_file_write(
    const char *path, const char *text, size_t length, bool replace, new_file_rights *rights)
{
    char temporary[PATH_MAX];
    int used = snprintf(temporary, sizeof temporary, "%s.XXXXXX", path);
    if (used < 0 || (size_t)used >= sizeof temporary)
        return ENAMETOOLONG;
    int descriptor = mkstemp(temporary); /* for its owner alone */
    if (descriptor < 0)
        return errno;
    if (fill(descriptor, path, text, length, rights) && publish(temporary, path, replace))
        return 0;
    int error = errno;
    (void)unlink(temporary);
    return error;
}
