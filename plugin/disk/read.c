/* SPDX-License-Identifier: Apache-2.0 */
/* What reads files: get, and the delivery of each file of a query. */
#include "disk/run.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

/* A file on its way to the host. */
struct delivery {
    const struct disk_place *place;
    int file;
    struct stat status;
    uint64_t read;
    hawser_failure *failure;
};

static int32_t changed(const struct delivery *delivery, const char *reason)
{
    return disk_refused(
        delivery->failure, HAWSER_DATA, "disk.changed", delivery->place->base, reason);
}

static int32_t read_piece(void *user, char *bytes, size_t room, size_t *ret_length)
{
    struct delivery *delivery = user;
    ssize_t length = read(delivery->file, bytes, room);
    if (length < 0)
        return disk_failed(delivery->failure, errno, "reading", delivery->place->base);
    delivery->read += (uint64_t)length;
    *ret_length = (size_t)length;
    return length > 0 || delivery->read == (uint64_t)delivery->status.st_size
               ? HAWSER_OK
               : changed(delivery, "changed while it was read");
}

static bool is_as_it_was(const struct stat *before, const struct stat *now)
{
    return now->st_ino == before->st_ino && now->st_dev == before->st_dev &&
           now->st_size == before->st_size && now->st_mtim.tv_sec == before->st_mtim.tv_sec &&
           now->st_mtim.tv_nsec == before->st_mtim.tv_nsec;
}

/* The file that was read, and no other that has its name by now. */
static int32_t delete_read(void *user)
{
    struct delivery *delivery = user;
    const struct disk_place *place = delivery->place;
    struct stat now;
    if (fstatat(place->directory, place->base, &now, AT_SYMLINK_NOFOLLOW) == 0 &&
        !is_as_it_was(&delivery->status, &now))
        return changed(delivery, "changed since it was read, and was not deleted");
    return unlinkat(place->directory, place->base, 0) == 0
               ? HAWSER_OK
               : disk_failed(delivery->failure, errno, "deleting", place->base);
}

static int32_t deliver_open(
    struct disk_run *run, const hawser_input *input, struct delivery *delivery)
{
    const char *name = delivery->place->base;
    bool deletes = json_is_true(json_object_get(run->operation, "deleteAfterReading"));
    if (fstat(delivery->file, &delivery->status) != 0)
        return disk_failed(delivery->failure, errno, "looking at", name);
    if (!S_ISREG(delivery->status.st_mode))
        return disk_refused(
            delivery->failure, HAWSER_BAD_CONFIG, "disk.not-a-file", name, "is not a regular file");
    if (run->dry) {
        int32_t code = disk_would(run, input, "read", name);
        return code == HAWSER_OK && deletes ? disk_would(run, input, "delete", name) : code;
    }
    char *properties = disk_describe(name, &delivery->status);
    if (!properties)
        return HAWSER_NO_MEMORY;
    hawser_output_request request = {.size = sizeof request,
        .input = input->index,
        .properties = properties,
        .properties_length = strlen(properties),
        .content_size = (uint64_t)delivery->status.st_size,
        .flags = deletes ? HAWSER_OUTPUT_WILL_DELETE : 0};
    int32_t code = hawser_output_stream(
        &run->job, &request, read_piece, deletes ? delete_read : NULL, delivery);
    free(properties);
    return code;
}

int32_t disk_deliver(struct disk_run *run, const hawser_input *input,
    const struct disk_place *place, hawser_failure *failure)
{
    struct delivery delivery = {.place = place, .failure = failure};
    /* Without blocking, should it be a FIFO. */
    delivery.file =
        openat(place->directory, place->base, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (delivery.file < 0)
        return disk_failed(failure, errno, "opening", place->base);
    int32_t code = deliver_open(run, input, &delivery);
    close(delivery.file);
    return code;
}

int32_t disk_get(struct disk_run *run, const hawser_input *input, hawser_failure *failure)
{
    struct disk_place place;
    int32_t code = disk_place_open(run, input->id, input->id_length, &place, failure);
    if (code != HAWSER_OK)
        return code;
    code = disk_deliver(run, input, &place, failure);
    close(place.directory);
    return code;
}
