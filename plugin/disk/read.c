/* SPDX-License-Identifier: Apache-2.0 */
/* What reads files: get, and the delivery of each file of a query. */
#include "common/beneath.h"
#include "disk/run.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

/* A file on its way to the host. */
struct delivery {
    struct disk_run *run;
    const hawser_input *input;
    const struct disk_place *place;
    int file;
    struct stat status;
    bool deletes;
    hawser_output *output;
};

static bool changed(
    const struct delivery *delivery, const char *reason, struct disk_failure *failure)
{
    const char *name = delivery->place->base;
    return disk_refused(failure, HAWSER_DATA, "disk.changed", name, strlen(name), reason);
}

static bool copy(const struct delivery *delivery, struct disk_failure *failure)
{
    struct disk_run *run = delivery->run;
    uint64_t done = 0, size = (uint64_t)delivery->status.st_size;
    ssize_t length;
    while ((length = read(delivery->file, run->chunk, DISK_CHUNK)) > 0) {
        int32_t code = hawser_output_write(&run->job, delivery->output, run->chunk, (size_t)length);
        if (code != HAWSER_OK)
            return disk_host_failed(failure, code, "writing the document");
        done += (uint64_t)length;
        run->job.call->progress(run->job.call->host, delivery->input->index, done, size);
    }
    if (length < 0)
        return disk_failed(failure, errno, "reading", delivery->place->base);
    return done == size || changed(delivery, "changed while it was read", failure);
}

static bool is_as_it_was(const struct stat *before, const struct stat *now)
{
    return now->st_ino == before->st_ino && now->st_dev == before->st_dev &&
           now->st_size == before->st_size && now->st_mtim.tv_sec == before->st_mtim.tv_sec &&
           now->st_mtim.tv_nsec == before->st_mtim.tv_nsec;
}

/* The file that was read, and no other that has its name by now. */
static bool delete_read(const struct delivery *delivery, struct disk_failure *failure)
{
    struct stat now;
    const struct disk_place *place = delivery->place;
    if (fstatat(place->directory, place->base, &now, AT_SYMLINK_NOFOLLOW) == 0 &&
        !is_as_it_was(&delivery->status, &now))
        return changed(delivery, "changed since it was read, and was not deleted", failure);
    return unlinkat(place->directory, place->base, 0) == 0 ||
           disk_failed(failure, errno, "deleting", place->base);
}

/* The order matters: safe there, then gone here, then visible there. */
static bool hand_over(
    struct delivery *delivery, const char *properties, struct disk_failure *failure)
{
    void *host = delivery->run->job.call->host;
    const hawser_documents *documents = delivery->run->job.documents;
    uint32_t capabilities;
    hawser_output_request request = {
        .size = sizeof request,
        .input = delivery->input->index,
        .properties = properties,
        .properties_length = strlen(properties),
        .content_size = (uint64_t)delivery->status.st_size,
        .flags = delivery->deletes ? HAWSER_OUTPUT_WILL_DELETE : 0,
    };
    int32_t code = documents->out_open(host, &request, &delivery->output, &capabilities);
    if (code != HAWSER_OK)
        return disk_host_failed(failure, code, "opening a document");
    bool safe = copy(delivery, failure);
    if (safe) {
        code = documents->out_prepare(host, delivery->output, properties, strlen(properties));
        safe = code == HAWSER_OK || disk_host_failed(failure, code, "keeping the document safe");
    }
    if (!safe || (delivery->deletes && !delete_read(delivery, failure))) {
        documents->out_discard(host, delivery->output);
        return false;
    }
    code = documents->out_publish(host, delivery->output);
    return code == HAWSER_OK || disk_host_failed(failure, code, "publishing the document");
}

static bool deliver_open(struct delivery *delivery, struct disk_failure *failure)
{
    const char *name = delivery->place->base;
    if (fstat(delivery->file, &delivery->status) != 0)
        return disk_failed(failure, errno, "looking at", name);
    if (!S_ISREG(delivery->status.st_mode))
        return disk_refused(failure, HAWSER_BAD_CONFIG, "disk.not-a-file", name, strlen(name),
            "is not a regular file");
    if (delivery->run->dry)
        return disk_would(delivery->run, delivery->input, "read", name, failure) &&
               (!delivery->deletes ||
                   disk_would(delivery->run, delivery->input, "delete", name, failure));
    char *properties = disk_describe(name, &delivery->status);
    bool done = properties ? hand_over(delivery, properties, failure)
                           : disk_failed(failure, ENOMEM, "reading", name);
    free(properties);
    return done;
}

bool disk_deliver(struct disk_run *run, const hawser_input *input, const struct disk_place *place,
    struct disk_failure *failure)
{
    struct delivery delivery = {.run = run, .input = input, .place = place};
    delivery.deletes = json_is_true(json_object_get(run->operation, "deleteAfterReading"));
    /* Without blocking, should it be a FIFO. */
    delivery.file =
        openat(place->directory, place->base, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (delivery.file < 0)
        return disk_failed(failure, errno, "opening", place->base);
    bool done = deliver_open(&delivery, failure);
    close(delivery.file);
    return done;
}

bool disk_place_open(const struct disk_run *run, const char *path, size_t length,
    struct disk_place *ret_place, struct disk_failure *failure)
{
    const char *reason = NULL;
    ret_place->directory = beneath_file(run->root, path, length, ret_place->base, &reason);
    return ret_place->directory >= 0 || disk_path_failed(failure, errno, path, length, reason);
}

bool disk_get(struct disk_run *run, const hawser_input *input, struct disk_failure *failure)
{
    struct disk_place place;
    if (!disk_place_open(run, input->id, input->id_length, &place, failure))
        return false;
    bool done = disk_deliver(run, input, &place, failure);
    close(place.directory);
    return done;
}
