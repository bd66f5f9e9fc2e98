/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "directory_recovered.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PIECE ((size_t)16 << 10)

/* As many bytes as there are up to PIECE; -1: they can't be read. */
static ssize_t read_piece(int file, char *bytes, off_t offset)
{
    size_t length = 0;

    while (length < PIECE) {
        ssize_t got = pread(file, bytes + length, PIECE - length, offset + (off_t)length);

        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return got < 0 ? -1 : (ssize_t)length;
        length += (size_t)got;
    }
    return (ssize_t)length;
}

static bool same_bytes(int one, int other)
{
    char left[PIECE];
    char right[PIECE];
    off_t offset = 0;
    ssize_t length;

    do {
        length = read_piece(one, left, offset);
        if (length < 0 || read_piece(other, right, offset) != length ||
            memcmp(left, right, (size_t)length) != 0)
            return false;
        offset += length;
    } while (length > 0);
    return true;
}

static bool has_bytes_of(int directory, const char *name, int file)
{
    struct stat status;
    int there = openat(directory, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    bool same;

    if (there < 0)
        return false;
    same = fstat(there, &status) == 0 && S_ISREG(status.st_mode) && same_bytes(there, file);
    close(there);
    return same;
}

bool directory_recovered(
    struct directory *directory, const char *name, const json_t *properties, int file)
{
    json_t *published;
    bool same;

    pthread_mutex_lock(&directory->mutex);
    published = json_incref(json_object_get(directory->recovered, name));
    (void)json_object_del(directory->recovered, name);
    pthread_mutex_unlock(&directory->mutex);
    same = published && json_equal(published, properties) &&
           has_bytes_of(directory->descriptor, name, file);
    json_decref(published);
    return same;
}
