/* SPDX-License-Identifier: Apache-2.0 */
/* What goes through a directory: query and list. */
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
    struct disk_place place; /* of the entry in hand */
    int64_t left;            /* entries that may still be taken; below 0: all */
    hawser_failure
        *failure; /* the first of the files that could not be read, or what ends it all */
};

/* Does one entry that passed. */
typedef int32_t visit(struct walk *walk, const struct stat *status);

static int32_t list_entry(struct walk *walk, const struct stat *status)
{
    return disk_record(walk->run, walk->input, disk_describe(walk->place.base, status));
}

static int32_t tell_failed(struct walk *walk, const struct stat *status, const hawser_error *error)
{
    char *properties = disk_describe(walk->place.base, status);
    int32_t code = !properties ? HAWSER_NO_MEMORY
                               : walk->run->job.documents->out_fail(walk->run->job.call->host,
                                     walk->input->index, properties, strlen(properties), error);
    free(properties);
    return code;
}

static void keep(const hawser_failure *failure, hawser_failure *ret_kept)
{
    *ret_kept = *failure;
    if (failure->error.message == failure->message)
        ret_kept->error.message = ret_kept->message;
}

/* One file that can't be read is told of, and the others go on. */
static int32_t query_entry(struct walk *walk, const struct stat *status)
{
    hawser_failure here = {.error = {.code = HAWSER_OK}};
    int32_t code = S_ISREG(status->st_mode)
                       ? disk_deliver(walk->run, walk->input, &walk->place, &here)
                       : HAWSER_OK;
    if (code == HAWSER_OK || code == HAWSER_NOT_FOUND) /* gone since it was seen */
        return HAWSER_OK;
    if (here.error.code == HAWSER_OK)
        walk->run->job.explain(code, &here.error);
    if (hawser_ends_execution(code) || walk->failure->error.code == HAWSER_OK)
        keep(&here, walk->failure);
    return hawser_ends_execution(code) ? code : tell_failed(walk, status, &here.error);
}

static int32_t visit_name(struct walk *walk, const char *name, visit *each)
{
    struct stat status;
    const char *pattern = disk_option(walk->run, "pattern");
    int32_t code = hawser_ended(walk->run->job.call);
    if (code != HAWSER_OK)
        return code;
    if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0 ||
        (*pattern && !wildcard_matches(pattern, strlen(pattern), name, strlen(name))))
        return HAWSER_OK;
    if (fstatat(walk->place.directory, name, &status, AT_SYMLINK_NOFOLLOW) != 0)
        return errno == ENOENT ? HAWSER_OK : disk_failed(walk->failure, errno, "looking at", name);
    snprintf(walk->place.base, sizeof walk->place.base, "%s", name);
    walk->left -= each == list_entry || S_ISREG(status.st_mode);
    return each(walk, &status);
}

static int32_t visit_all(struct walk *walk, DIR *entries, visit *each)
{
    const struct dirent *entry = NULL;
    int32_t code = HAWSER_OK;
    for (errno = 0; walk->left != 0 && (entry = readdir(entries)); errno = 0)
        if ((code = visit_name(walk, entry->d_name, each)) != HAWSER_OK)
            return code;
    if (errno != 0)
        return disk_failed(walk->failure, errno, "listing", "the directory");
    return walk->failure->error.code;
}

static int32_t walk_directory(
    struct disk_run *run, const hawser_input *input, visit *each, hawser_failure *failure)
{
    const char *path = disk_option(run, "directory");
    const json_t *maximum = json_object_get(run->operation, "maximumFiles");
    struct walk walk = {.run = run, .input = input, .failure = failure};
    walk.left = maximum ? json_integer_value(maximum) : -1;
    int at = -1;
    int32_t code = disk_directory_open(run, path, &at, failure);
    if (code != HAWSER_OK)
        return code;
    walk.place.directory = openat(at, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *entries = walk.place.directory < 0 ? NULL : fdopendir(walk.place.directory);
    close(at);
    if (!entries)
        return disk_failed(failure, errno, "listing", path);
    code = visit_all(&walk, entries, each);
    closedir(entries);
    return code;
}

int32_t disk_query(struct disk_run *run, const hawser_input *input, hawser_failure *failure)
{
    return walk_directory(run, input, query_entry, failure);
}

int32_t disk_list(struct disk_run *run, const hawser_input *input, hawser_failure *failure)
{
    return walk_directory(run, input, list_entry, failure);
}
