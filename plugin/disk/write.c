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
};

static bool write_all(int file, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t written = write(file, bytes, length);
        if (written < 0 && errno != EINTR)
            return false;
        bytes += written > 0 ? written : 0;
        length -= written > 0 ? (size_t)written : 0;
    }
    return true;
}

static bool copy(struct disk_run *run, const hawser_input *input, const struct making *making,
    struct disk_failure *failure)
{
    for (uint64_t done = 0;;) {
        size_t length = 0;
        int32_t code = hawser_ended(run->job.call);
        if (code == HAWSER_OK)
            code = run->job.documents->doc_read(
                run->job.call->host, input->document, run->chunk, DISK_CHUNK, &length);
        if (code == HAWSER_END)
            return true;
        if (code != HAWSER_OK)
            return disk_host_failed(failure, code, "reading the document");
        if (!write_all(making->file, run->chunk, length))
            return disk_failed(failure, errno, "writing", making->place.base);
        done += length;
        run->job.call->progress(run->job.call->host, input->index, done, input->content_size);
    }
}

/* All bytes are on the disk before the name is, and the name before anybody is told. */
static bool put_in_place(const struct making *making, struct disk_failure *failure)
{
    int directory = making->place.directory;
    if (fsync(making->file) != 0)
        return disk_failed(failure, errno, "syncing", making->place.base);
    if (renameat2(directory, making->temporary, directory, making->place.base,
            making->replaces ? 0 : RENAME_NOREPLACE) != 0)
        return disk_failed(failure, errno, "naming", making->place.base);
    int entries = openat(directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool safe = entries >= 0 && fsync(entries) == 0;
    if (!safe)
        disk_failed(failure, errno, "syncing the directory of", making->place.base);
    if (entries >= 0)
        close(entries);
    return safe;
}

static bool make(struct disk_run *run, const hawser_input *input, struct making *making,
    struct disk_failure *failure)
{
    uint64_t number = 0;
    if (getrandom(&number, sizeof number, 0) != sizeof number)
        return disk_failed(failure, errno, "naming", making->place.base);
    snprintf(making->temporary, sizeof making->temporary, ".hawser-%016" PRIx64 ".part", number);
    making->file = openat(making->place.directory, making->temporary,
        O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (making->file < 0)
        return disk_failed(failure, errno, "making", making->place.base);
    bool made = copy(run, input, making, failure) && put_in_place(making, failure);
    close(making->file);
    if (!made) /* once it has its name, this finds nothing */
        unlinkat(making->place.directory, making->temporary, 0);
    return made;
}

static bool rehearse(struct disk_run *run, const hawser_input *input, const struct making *making,
    struct disk_failure *failure)
{
    struct stat status;
    const char *name = making->place.base;
    bool there = fstatat(making->place.directory, name, &status, AT_SYMLINK_NOFOLLOW) == 0;
    if (there && !making->replaces)
        return disk_failed(failure, EEXIST, "naming", name);
    return disk_would(run, input, there ? "replace" : "write", name, failure);
}

bool disk_create(struct disk_run *run, const hawser_input *input, struct disk_failure *failure)
{
    json_t *properties = json_loadb(input->properties, input->properties_length, 0, NULL);
    json_t *name = json_object_get(properties, "fileName");
    const char *if_exists = disk_option(run, "actionIfFileExists");
    struct making making = {.replaces = strcmp(if_exists, "overwrite") == 0};
    bool done = disk_place_open(run, json_string_value(name) ? json_string_value(name) : "",
        json_string_length(name), &making.place, failure);
    if (done) {
        done = run->dry
                   ? rehearse(run, input, &making, failure)
                   : make(run, input, &making, failure) &&
                         disk_record(run, input, json_pack("{s:O}", "fileName", name), failure);
        close(making.place.directory);
    }
    json_decref(properties);
    return done;
}

bool disk_delete(struct disk_run *run, const hawser_input *input, struct disk_failure *failure)
{
    struct disk_place place;
    struct stat status;
    if (!disk_place_open(run, input->id, input->id_length, &place, failure))
        return false;
    bool done = fstatat(place.directory, place.base, &status, AT_SYMLINK_NOFOLLOW) == 0 &&
                (run->dry || unlinkat(place.directory, place.base, 0) == 0);
    if (!done)
        disk_failed(failure, errno, "deleting", place.base);
    else if (run->dry)
        done = disk_would(run, input, "delete", place.base, failure);
    close(place.directory);
    return done;
}
