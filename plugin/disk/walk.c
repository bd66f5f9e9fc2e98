/* SPDX-License-Identifier: Apache-2.0 */
/* What goes through a directory: query and list. */
#include "common/beneath.h"
#include "common/wildcard.h"
#include "disk/run.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

/* A directory that is gone through, and what came of it. */
struct walk {
    struct disk_run *run;
    const hawser_input *input;
    struct disk_place place;   /* of the entry in hand */
    int64_t left;              /* entries that may still be taken; below 0: all */
    struct disk_failure first; /* of the files that could not be read */
};

/* Does one entry that passed. */
typedef bool visit(struct walk *walk, const struct stat *status, struct disk_failure *failure);

static bool list_entry(struct walk *walk, const struct stat *status, struct disk_failure *failure)
{
    return disk_record_text(
        walk->run, walk->input, disk_describe(walk->place.base, status), failure);
}

/* One file that can't be read is told of, and the others go on. */
static bool query_entry(struct walk *walk, const struct stat *status, struct disk_failure *failure)
{
    struct disk_failure here = {0};
    if (!S_ISREG(status->st_mode) || disk_deliver(walk->run, walk->input, &walk->place, &here) ||
        here.error.code == HAWSER_NOT_FOUND) /* gone since it was seen */
        return true;
    if (hawser_ends_execution(here.error.code)) {
        *failure = here;
        return false;
    }
    hawser_error error = disk_error(&here);
    char *properties = disk_describe(walk->place.base, status);
    int32_t code = !properties ? HAWSER_NO_MEMORY
                               : walk->run->job.documents->out_fail(walk->run->job.call->host,
                                     walk->input->index, properties, strlen(properties), &error);
    free(properties);
    if (walk->first.error.code == HAWSER_OK)
        walk->first = here;
    return code == HAWSER_OK || disk_host_failed(failure, code, "telling of a file that failed");
}

static bool visit_name(
    struct walk *walk, const char *name, visit *each, struct disk_failure *failure)
{
    struct stat status;
    const char *pattern = disk_option(walk->run, "pattern");
    int32_t code = hawser_ended(walk->run->job.call);
    if (code != HAWSER_OK)
        return disk_host_failed(failure, code, "listing the directory");
    if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0 ||
        (*pattern && !wildcard_matches(pattern, strlen(pattern), name, strlen(name))))
        return true;
    if (fstatat(walk->place.directory, name, &status, AT_SYMLINK_NOFOLLOW) != 0)
        return errno == ENOENT || disk_failed(failure, errno, "looking at", name);
    snprintf(walk->place.base, sizeof walk->place.base, "%s", name);
    walk->left -= each == list_entry || S_ISREG(status.st_mode);
    return each(walk, &status, failure);
}

static bool visit_all(struct walk *walk, DIR *entries, visit *each, struct disk_failure *failure)
{
    const struct dirent *entry = NULL;
    for (errno = 0; walk->left != 0 && (entry = readdir(entries)); errno = 0)
        if (!visit_name(walk, entry->d_name, each, failure))
            return false;
    if (errno != 0)
        return disk_failed(failure, errno, "listing", "the directory");
    *failure = walk->first;
    return walk->first.error.code == HAWSER_OK;
}

static bool walk_directory(
    struct disk_run *run, const hawser_input *input, visit *each, struct disk_failure *failure)
{
    const char *path = disk_option(run, "directory");
    const json_t *maximum = json_object_get(run->operation, "maximumFiles");
    struct walk walk = {.run = run, .input = input};
    walk.left = maximum ? json_integer_value(maximum) : -1;
    const char *reason = "can't be opened";
    int at = beneath_directory(run->root, path, strlen(path), &reason);
    if (at < 0)
        return disk_path_failed(failure, errno, path, strlen(path), reason);
    walk.place.directory = openat(at, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *entries = walk.place.directory < 0 ? NULL : fdopendir(walk.place.directory);
    close(at);
    if (!entries)
        return disk_failed(failure, errno, "listing", path);
    bool done = visit_all(&walk, entries, each, failure);
    closedir(entries);
    return done;
}

bool disk_query(struct disk_run *run, const hawser_input *input, struct disk_failure *failure)
{
    return walk_directory(run, input, query_entry, failure);
}

bool disk_list(struct disk_run *run, const hawser_input *input, struct disk_failure *failure)
{
    return walk_directory(run, input, list_entry, failure);
}
