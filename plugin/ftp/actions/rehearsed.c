/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE /* tdestroy */
#include "ftp/actions/rehearsed.h"

#include "ftp/actions/run.h"

#include <search.h>
#include <stdlib.h>
#include <string.h>

struct change {
    const char *path; /* behind the struct, or a caller's to look for */
    enum ftp_rehearsed what;
};

static int by_path(const void *left, const void *right)
{
    return strcmp(((const struct change *)left)->path, ((const struct change *)right)->path);
}

static struct change *find(const struct ftp_run *run, const char *path)
{
    const struct change wanted = {.path = path};
    struct change *const *found = tfind(&wanted, &run->shared->rehearsed, by_path);
    return found ? *found : NULL;
}

enum ftp_rehearsed ftp_rehearsed_at(const struct ftp_run *run, const char *path)
{
    const struct change *change = find(run, path);
    return change ? change->what : FTP_REHEARSED_NOTHING;
}

bool ftp_rehearsed_note(
    struct ftp_run *run, const char *path, enum ftp_rehearsed what, struct ftp_error *error)
{
    struct change *change = find(run, path);
    if (change) {
        change->what = what;
        return true;
    }
    size_t size = strlen(path) + 1;
    change = malloc(sizeof *change + size);
    if (change) {
        *change = (struct change){.path = memcpy(change + 1, path, size), .what = what};
        if (tsearch(change, &run->shared->rehearsed, by_path))
            return true;
    }
    free(change);
    return ftp_error_set(error, FTP_FAULT_MEMORY, "no memory for what a dry run would do");
}

void ftp_rehearsed_done(struct ftp_shared *shared)
{
    tdestroy(shared->rehearsed, free);
    shared->rehearsed = NULL;
}
