/* SPDX-License-Identifier: Apache-2.0 */
/* Output documents as files of a directory. */
#include "config.h"
#include "sink.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "directory_names.h"
#include "directory_recovered.h"
#include "modified_time.h"
#include "recovery.h"
#include "staging.h"

struct file {
    struct directory *directory;
    int descriptor;
    char id[STAGING_ID_SIZE];
    char name[FILE_NAME_SIZE]; /* that it is to have */
    bool durable;
    bool deletes;
    bool prepared;
    bool there;      /* already: recovery published it */
    bool keeps_time; /* its own is that of its properties */
    uint64_t length;
    json_t *properties; /* as it was opened with: later ones say how the transfer went */
    char *path;         /* once published */
};

/* Properties may have changed since the document was opened; without a fileName the old name stays.
 */
static int32_t rename_claim(struct file *file, const json_t *properties, struct attempt *attempt)
{
    const json_t *property = json_object_get(properties, "fileName");
    char name[FILE_NAME_SIZE];
    struct attempt ignored;
    int32_t code;

    attempt_init(&ignored, NULL);
    if (!property)
        return HAWSER_OK;
    code = json_is_string(property) ? file_name_safe(json_string_value(property),
                                          json_string_length(property), name, &ignored)
                                    : HAWSER_BAD_CONFIG;
    if (code == HAWSER_NO_MEMORY)
        return attempt_no_memory(attempt);
    if (code == HAWSER_OK && strcmp(name, file->name) == 0)
        return HAWSER_OK;
    code = directory_claim_name(file->directory, property, name, attempt);
    if (code != HAWSER_OK)
        return code;
    directory_release_name(file->directory, file->name);
    memcpy(file->name, name, sizeof name);
    return HAWSER_OK;
}

static void free_file(struct file *file)
{
    json_decref(file->properties);
    free(file->path);
    free(file);
}

static struct file *file_new(struct directory *directory, const struct sink_request *request)
{
    struct file *file = calloc(1, sizeof *file);

    if (!file)
        return NULL;
    file->directory = directory;
    file->descriptor = -1;
    file->durable = request->durable || request->deletes;
    file->deletes = request->deletes;
    file->keeps_time = (request->abi->flags & HAWSER_OUTPUT_KEEP_TIME) != 0;
    file->properties = json_deep_copy(request->properties); /* without them it is not known again */
    return file;
}

static int32_t open_document(struct sink *sink, const struct sink_request *request,
    void **ret_document, struct attempt *attempt)
{
    struct directory *directory = (struct directory *)sink;
    const json_t *property = json_object_get(request->properties, "fileName");
    struct file *file = file_new(directory, request);
    int32_t code;

    if (!file)
        return attempt_no_memory(attempt);
    code = directory_claim_name(directory, property, file->name, attempt);
    if (code == HAWSER_OK) {
        code = staging_create(directory->descriptor, file->id, &file->descriptor, attempt);
        if (code != HAWSER_OK)
            directory_release_name(directory, file->name);
    }
    if (code == HAWSER_OK)
        *ret_document = file;
    else
        free_file(file);
    return code;
}

static int32_t write_bytes(
    void *document, const void *bytes, size_t length, size_t *ret_length, struct attempt *attempt)
{
    struct file *file = document;
    ssize_t written;

    do
        written = pwrite(file->descriptor, bytes, length, (off_t)file->length);
    while (written < 0 && errno == EINTR);
    if (written <= 0)
        return attempt_failed_errno(attempt, written < 0 ? errno : ENOSPC, "write %s/%s",
            file->directory->path, file->name);
    file->length += (uint64_t)written;
    *ret_length = (size_t)written;
    return HAWSER_OK;
}

static int32_t read_bytes(void *document, uint64_t offset, void *buffer, size_t capacity,
    size_t *ret_length, struct attempt *attempt)
{
    const struct file *file = document;
    ssize_t length;

    if (offset > INT64_MAX)
        return HAWSER_END;
    do
        length = pread(file->descriptor, buffer, capacity, (off_t)offset);
    while (length < 0 && errno == EINTR);
    if (length < 0)
        return attempt_failed_errno(
            attempt, errno, "read back %s/%s", file->directory->path, file->name);
    if (length == 0)
        return HAWSER_END;
    *ret_length = (size_t)length;
    return HAWSER_OK;
}

static int32_t truncate_bytes(void *document, uint64_t offset, struct attempt *attempt)
{
    struct file *file = document;

    if (offset > file->length)
        return attempt_failed(
            attempt, HAWSER_BAD_ARGUMENT, "the document is shorter than what it is to be cut to");
    if (ftruncate(file->descriptor, (off_t)offset))
        return attempt_failed_errno(attempt, errno, "cut %s/%s", file->directory->path, file->name);
    file->length = offset;
    return HAWSER_OK;
}

static int descriptor_of(void *document)
{
    return ((const struct file *)document)->descriptor;
}

static void moved(void *document, uint64_t length)
{
    ((struct file *)document)->length += length;
}

static void remove_own(const struct file *file, const char *suffix)
{
    char name[STAGING_NAME_SIZE];

    staging_name(file->id, suffix, name);
    unlinkat(file->directory->descriptor, name, 0);
}

static int rename_own(const struct file *file, const char *from, const char *to)
{
    char old[STAGING_NAME_SIZE];
    char new[STAGING_NAME_SIZE];
    int directory = file->directory->descriptor;

    staging_name(file->id, from, old);
    staging_name(file->id, to, new);
    return renameat(directory, old, directory, new) ? errno : 0;
}

/* Makes it findable after a crash. The journal is complete before the name says that there is one.
 */
static int32_t journal(struct file *file, struct attempt *attempt)
{
    int directory = file->directory->descriptor;
    int32_t code =
        staging_journal_write(directory, file->id, file->name, file->properties, attempt);
    int error;

    if (code != HAWSER_OK)
        return code;
    error = rename_own(file, STAGING_PART, STAGING_PREPARED);
    if (error)
        code = attempt_failed_errno(
            attempt, error, "prepare %s/%s", file->directory->path, file->name);
    else
        code = staging_sync(directory, attempt);
    if (code != HAWSER_OK) {
        rename_own(file, STAGING_PREPARED, STAGING_PART);
        remove_own(file, STAGING_JOURNAL);
    }
    return code;
}

/* After its last byte, which would change it. */
static int32_t keep_time(const struct file *file, const json_t *properties, struct attempt *attempt)
{
    struct timespec times[2] = {{.tv_nsec = UTIME_OMIT}, {0}};

    if (!file->keeps_time || !modified_time_of(properties, &times[1]))
        return HAWSER_OK;
    if (futimens(file->descriptor, times))
        return attempt_failed_errno(
            attempt, errno, "set the time of %s/%s", file->directory->path, file->name);
    return HAWSER_OK;
}

static int32_t prepare(
    void *document, const char *text, const json_t *properties, struct attempt *attempt)
{
    struct file *file = document;
    int32_t code = rename_claim(file, properties, attempt);

    (void)text;
    file->there = code == HAWSER_OK && directory_recovered(file->directory, file->name,
                                           file->properties, file->descriptor);
    if (file->there)
        return HAWSER_OK;
    if (code == HAWSER_OK)
        code = keep_time(file, properties, attempt);
    /* Once more before a source is deleted: another may have made the file meanwhile. */
    if (code == HAWSER_OK && file->deletes)
        code = directory_check_free(file->directory, file->name, attempt);
    if (code != HAWSER_OK || !file->durable)
        return code;
    if (fsync(file->descriptor))
        return attempt_failed_errno(
            attempt, errno, "sync %s/%s to disk", file->directory->path, file->name);
    if (file->deletes)
        code = journal(file, attempt);
    file->prepared = code == HAWSER_OK && file->deletes;
    return code;
}

static const char *suffix_of(const struct file *file)
{
    return file->prepared ? STAGING_PREPARED : STAGING_PART;
}

static int32_t give_name(const struct file *file, struct attempt *attempt)
{
    const struct directory *directory = file->directory;
    char from[STAGING_NAME_SIZE];
    int error = 0;

    staging_name(file->id, suffix_of(file), from);
    if (!directory->overwrite)
        error = staging_rename_new(directory->descriptor, from, file->name);
    else if (renameat(directory->descriptor, from, directory->descriptor, file->name))
        error = errno;
    if (error == EEXIST || error == EISDIR || error == ENOTEMPTY)
        return directory_exists(directory, file->name, attempt);
    if (error)
        return attempt_failed_errno(attempt, error, "publish %s/%s", directory->path, file->name);
    return HAWSER_OK;
}

/* After a failure: what has no source any more is kept for the recovery, the rest removed. */
static void give_up(struct file *file, struct attempt *attempt)
{
    size_t length = strlen(attempt->text);

    if (!file->prepared) {
        remove_own(file, STAGING_PART);
        return;
    }
    snprintf(attempt->text + length, sizeof attempt->text - length,
        "; it is kept as %s%s%s, and published by the next execution into this directory",
        FILE_NAME_OWN, file->id, STAGING_PREPARED);
}

static char *path_of(const struct file *file)
{
    size_t size = strlen(file->directory->path) + 1 + strlen(file->name) + 1;
    char *path = malloc(size);

    if (path)
        snprintf(path, size, "%s/%s", file->directory->path, file->name);
    return path;
}

static int32_t publish(void *document, struct sink_delivery *ret_delivery, struct attempt *attempt)
{
    struct file *file = document;
    struct directory *directory = file->directory;
    struct stat status;
    int32_t code;

    file->path = path_of(file);
    if (file->there)
        remove_own(file, STAGING_PART);
    code = !file->path   ? attempt_no_memory(attempt)
           : file->there ? HAWSER_OK
                         : give_name(file, attempt);
    /* A name that is replaceable stays taken, or the next document of that name would replace this
     * one. */
    if (code != HAWSER_OK || !directory->overwrite)
        directory_release_name(directory, file->name);
    if (code != HAWSER_OK) {
        give_up(file, attempt);
        return code;
    }
    if (file->durable)
        code = staging_sync(directory->descriptor, attempt);
    if (code == HAWSER_OK && file->prepared)
        remove_own(file, STAGING_JOURNAL);
    ret_delivery->file = file->path;
    ret_delivery->bytes = NULL;
    ret_delivery->length =
        fstat(file->descriptor, &status) ? file->length : (uint64_t)status.st_size;
    return code;
}

static void discard(void *document, struct attempt *attempt)
{
    struct file *file = document;

    (void)attempt;
    remove_own(file, suffix_of(file));
    if (file->prepared)
        remove_own(file, STAGING_JOURNAL);
    directory_release_name(file->directory, file->name);
}

static void release(void *document)
{
    struct file *file = document;

    close(file->descriptor);
    free_file(file);
}

static void free_sink(struct sink *sink)
{
    struct directory *directory = (struct directory *)sink;

    if (directory->descriptor >= 0)
        close(directory->descriptor);
    json_decref(directory->names);
    json_decref(directory->recovered);
    free(directory->path);
    pthread_mutex_destroy(&directory->mutex);
    free(directory);
}

static const struct sink_type type = {
    .open = open_document,
    .write = write_bytes,
    .read = read_bytes,
    .truncate = truncate_bytes,
    .descriptor = descriptor_of,
    .moved = moved,
    .prepare = prepare,
    .publish = publish,
    .discard = discard,
    .release = release,
    .free = free_sink,
};

/* Makes the entry of a new directory durable: what is in it would be lost with it. */
static void sync_parent(int descriptor)
{
    int parent = openat(descriptor, "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    if (parent < 0)
        return;
    fsync(parent);
    close(parent);
}

/* Opens the directory, which may be named by a symbolic link, and makes it if it is missing. */
static int open_directory(const char *path)
{
    int descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    if (descriptor >= 0 || errno != ENOENT)
        return descriptor;
    if (mkdir(path, 0777) && errno != EEXIST)
        return -1;
    descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor >= 0)
        sync_parent(descriptor);
    return descriptor;
}

/* Without the slashes at its end, so that names can be joined to it. */
static char *copy_path(const char *path)
{
    size_t length = strlen(path);

    while (length > 0 && path[length - 1] == '/')
        length--;
    return strndup(path, length);
}

static struct directory *directory_new(const char *path, uint32_t flags)
{
    struct directory *directory = calloc(1, sizeof *directory);

    if (!directory)
        return NULL;
    directory->base.type = &type;
    directory->base.capabilities =
        HAWSER_OUTPUT_REWINDABLE | HAWSER_OUTPUT_READABLE | HAWSER_OUTPUT_DURABLE;
    directory->overwrite = (flags & HAWSER_DIRECTORY_OVERWRITE) != 0;
    directory->descriptor = -1;
    pthread_mutex_init(&directory->mutex, NULL);
    directory->path = copy_path(path);
    directory->names = json_object();
    directory->recovered = json_object();
    if (directory->path && directory->names && directory->recovered)
        return directory;
    free_sink(&directory->base);
    return NULL;
}

int32_t sink_directory_new(const char *path, uint32_t flags, sink_recovered_fn recovered,
    void *user, struct sink **ret_sink, struct attempt *attempt)
{
    struct directory *directory = directory_new(path, flags);
    int32_t code;

    if (!directory)
        return attempt_no_memory(attempt);
    directory->descriptor = open_directory(path);
    if (directory->descriptor < 0)
        code = attempt_failed_errno(attempt, errno, "open the directory %s", path);
    else if (faccessat(directory->descriptor, ".", W_OK | X_OK, AT_EACCESS))
        code = attempt_failed_errno(attempt, errno, "write to the directory %s", path);
    else
        code = recovery_run(
            directory->descriptor, directory->path, recovered, user, directory->recovered, attempt);
    if (code == HAWSER_OK)
        *ret_sink = &directory->base;
    else
        free_sink(&directory->base);
    return code;
}
