/* SPDX-License-Identifier: Apache-2.0 */
/* What changes the disk: create and delete. */
#define _GNU_SOURCE /* renameat2 */
#include "disk/run.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sys/random.h>
#include <unistd.h>

/* A file in the making, which nobody sees under its own name. */
struct making {
    struct disk_place place;
    char temporary[48];
    int file;
    bool replaces;
    hawser_failure *failure;
};

static int32_t write_piece(void *user, const char *bytes, size_t length)
{
    const struct making *making = user;
    while (length > 0) {
        ssize_t written = write(making->file, bytes, length);
        if (written < 0 && errno != EINTR)
            return disk_failed(making->failure, errno, "writing", making->place.base);
        bytes += written > 0 ? written : 0;
        length -= written > 0 ? (size_t)written : 0;
    }
    return HAWSER_OK;
}

/* All bytes are on the disk before the name is, and the name before anybody is told. */
static int32_t put_in_place(const struct making *making)
{
    int directory = making->place.directory;
    const char *base = making->place.base;
    if (fsync(making->file) != 0)
        return disk_failed(making->failure, errno, "syncing", base);
    if (renameat2(directory, making->temporary, directory, base,
            making->replaces ? 0 : RENAME_NOREPLACE) != 0)
        return disk_failed(making->failure, errno, "naming", base);
    int entries = openat(directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int32_t code = HAWSER_OK;
    if (entries < 0 || fsync(entries) != 0)
        code = disk_failed(making->failure, errno, "syncing the directory of", base);
    if (entries >= 0)
        close(entries);
    return code;
}

static int32_t make(struct disk_run *run, const hawser_input *input, struct making *making)
{
    uint64_t number = 0;
    if (getrandom(&number, sizeof number, 0) != sizeof number)
        return disk_failed(making->failure, errno, "naming", making->place.base);
    snprintf(making->temporary, sizeof making->temporary, ".hawser-%016" PRIx64 ".part", number);
    making->file = openat(making->place.directory, making->temporary,
        O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (making->file < 0)
        return disk_failed(making->failure, errno, "making", making->place.base);
    int32_t code = hawser_input_stream(&run->job, input, write_piece, making);
    if (code == HAWSER_OK)
        code = put_in_place(making);
    close(making->file);
    if (code != HAWSER_OK) /* once it has its name, this finds nothing */
        unlinkat(making->place.directory, making->temporary, 0);
    return code;
}

static int32_t rehearse(
    struct disk_run *run, const hawser_input *input, const struct making *making)
{
    struct stat status;
    const char *name = making->place.base;
    bool there = fstatat(making->place.directory, name, &status, AT_SYMLINK_NOFOLLOW) == 0;
    return there && !making->replaces ? disk_failed(making->failure, EEXIST, "naming", name)
                                      : disk_would(run, input, there ? "replace" : "write", name);
}

int32_t disk_create(struct disk_run *run, const hawser_input *input, hawser_failure *failure)
{
    json_t *properties = json_loadb(input->properties, input->properties_length, 0, NULL);
    const json_t *name = json_object_get(properties, "fileName");
    struct making making = {.failure = failure};
    making.replaces = strcmp(disk_option(run, "actionIfFileExists"), "overwrite") == 0;
    int32_t code = disk_place_open(run, json_string_value(name) ? json_string_value(name) : "",
        json_string_length(name), &making.place, failure);
    if (code == HAWSER_OK) {
        code = run->dry ? rehearse(run, input, &making) : make(run, input, &making);
        close(making.place.directory);
    }
    if (code == HAWSER_OK && !run->dry) {
        json_t *made = json_pack("{s:s}", "fileName", json_string_value(name));
        code = disk_record(run, input, made ? json_dumps(made, JSON_COMPACT) : NULL);
        json_decref(made);
    }
    json_decref(properties);
    return code;
}

int32_t disk_delete(struct disk_run *run, const hawser_input *input, hawser_failure *failure)
{
    struct disk_place place;
    struct stat status;
    int32_t code = disk_place_open(run, input->id, input->id_length, &place, failure);
    if (code != HAWSER_OK)
        return code;
    if (fstatat(place.directory, place.base, &status, AT_SYMLINK_NOFOLLOW) != 0 ||
        (!run->dry && unlinkat(place.directory, place.base, 0) != 0))
        code = disk_failed(failure, errno, "deleting", place.base);
    else if (run->dry)
        code = disk_would(run, input, "delete", place.base);
    close(place.directory);
    return code;
}
