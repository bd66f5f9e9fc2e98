/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "spool.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const char *folder(void)
{
    const char *set = secure_getenv("TMPDIR");

    return set && *set ? set : "/tmp";
}

/* For file systems without O_TMPFILE. */
static int open_named(const char *where)
{
    char path[PATH_MAX];
    int length = snprintf(path, sizeof path, "%s/hawser-XXXXXX", where);
    int spool;

    if (length < 0 || (size_t)length >= sizeof path) {
        errno = ENAMETOOLONG;
        return -1;
    }
    spool = mkostemp(path, O_CLOEXEC);
    if (spool >= 0)
        unlink(path);
    return spool;
}

int32_t spool_open(int *ret_spool, struct attempt *attempt)
{
    const char *where = folder();
    int spool = open(where, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);

    if (spool < 0 && (errno == EOPNOTSUPP || errno == EISDIR || errno == EINVAL))
        spool = open_named(where);
    if (spool < 0)
        return attempt_failed_errno(attempt, errno, "make a temporary file in %s", where);
    *ret_spool = spool;
    return HAWSER_OK;
}

int32_t spool_write(
    int spool, const void *bytes, size_t length, uint64_t offset, struct attempt *attempt)
{
    const unsigned char *from = bytes;

    while (length > 0) {
        ssize_t written = pwrite(spool, from, length, (off_t)offset);

        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return attempt_failed_errno(
                attempt, written < 0 ? errno : ENOSPC, "write a temporary file in %s", folder());
        from += written;
        length -= (size_t)written;
        offset += (uint64_t)written;
    }
    return HAWSER_OK;
}

int32_t spool_read(int spool, void *buffer, size_t capacity, uint64_t offset, size_t *ret_length,
    struct attempt *attempt)
{
    ssize_t length = 0;

    if (offset <= INT64_MAX) {
        do
            length = pread(spool, buffer, capacity, (off_t)offset);
        while (length < 0 && errno == EINTR);
    }
    if (length < 0)
        return attempt_failed_errno(attempt, errno, "read a temporary file in %s", folder());
    *ret_length = (size_t)length;
    return HAWSER_OK;
}
