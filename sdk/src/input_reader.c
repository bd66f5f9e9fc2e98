/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "input_reader.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* How a document is called in a message. */
static const char *name_of(const struct input *input)
{
    return input->path ? input->path : "an input descriptor";
}

static int32_t read_memory(struct reader *reader, void *buffer, size_t capacity, size_t *ret_length,
    struct attempt *attempt)
{
    const struct input *input = reader->input;
    size_t left;

    (void)attempt;
    if (reader->position >= input->length)
        return HAWSER_END;
    left = input->length - (size_t)reader->position;
    left = left < capacity ? left : capacity;
    memcpy(buffer, (const char *)input->bytes + reader->position, left);
    *ret_length = left;
    return HAWSER_OK;
}

static const struct reader_type memory = {.read = read_memory};

static void open_memory(struct reader *reader)
{
    reader->type = &memory;
    reader->capabilities = HAWSER_INPUT_REPLAYABLE;
    reader->content_size = reader->input->length;
}

/* A file that lost bytes while it was read was never whole anywhere. That it has fewer than it says, as files of /sys do,
 * is another thing. */
static int32_t end_of_file(const struct reader *reader, struct attempt *attempt)
{
    struct stat status;

    if (fstat(reader->descriptor, &status))
        return attempt_failed_errno(attempt, errno, "look at %s", name_of(reader->input));
    if ((uint64_t)status.st_size >= reader->base + reader->content_size)
        return HAWSER_END;
    return attempt_failed(attempt, HAWSER_HOST,
        "became shorter while it was read: it had %ju bytes, and now has %ju",
        (uintmax_t)(reader->base + reader->content_size), (uintmax_t)status.st_size);
}

static int32_t read_file(struct reader *reader, void *buffer, size_t capacity, size_t *ret_length,
    struct attempt *attempt)
{
    ssize_t length;

    if (reader->position > INT64_MAX - reader->base)
        return HAWSER_END;
    do
        length =
            pread(reader->descriptor, buffer, capacity, (off_t)(reader->base + reader->position));
    while (length < 0 && errno == EINTR);
    if (length < 0)
        return attempt_failed_errno(attempt, errno, "read %s", name_of(reader->input));
    if (length == 0)
        return end_of_file(reader, attempt);
    *ret_length = (size_t)length;
    return HAWSER_OK;
}

static const struct reader_type file = {.read = read_file};

/* A file that was written again, or replaced, is another one. */
static void identify_file(struct reader *reader, const struct stat *status)
{
    snprintf(reader->identity, sizeof reader->identity,
        "file %ju %ju %ju bytes from %ju, changed %jd.%09ld", (uintmax_t)status->st_dev,
        (uintmax_t)status->st_ino, (uintmax_t)status->st_size, (uintmax_t)reader->base,
        (intmax_t)status->st_mtim.tv_sec, status->st_mtim.tv_nsec);
}

const char *reader_identity(const struct reader *reader)
{
    if (reader->input->identity)
        return reader->input->identity;
    return *reader->identity ? reader->identity : NULL;
}

/* A file begins where the descriptor stands. */
static void adopt_file(struct reader *reader, uint64_t size)
{
    off_t at = lseek(reader->descriptor, 0, SEEK_CUR);

    reader->type = &file;
    reader->base = at > 0 ? (uint64_t)at : 0;
    reader->content_size = size > reader->base ? size - reader->base : 0;
    reader->capabilities = HAWSER_INPUT_REPLAYABLE;
    if (reader->base == 0)
        reader->capabilities |= HAWSER_INPUT_DESCRIPTOR;
}

int32_t reader_adopt(struct reader *reader, struct attempt *attempt)
{
    const char *name = name_of(reader->input);
    struct stat status;

    if (fstat(reader->descriptor, &status))
        return attempt_failed_errno(attempt, errno, "look at %s", name);
    if (S_ISDIR(status.st_mode))
        return attempt_failed_errno(attempt, EISDIR, "read %s", name);
    if (S_ISREG(status.st_mode)) {
        adopt_file(reader, (uint64_t)status.st_size);
        identify_file(reader, &status);
        return HAWSER_OK;
    }
    reader->type = &reader_stream;
    reader->capabilities = HAWSER_INPUT_REPLAYABLE;
    reader->content_size = HAWSER_SIZE_UNKNOWN;
    return HAWSER_OK;
}

static int32_t open_failed(struct attempt *attempt, int error, const char *path)
{
    attempt_failed_errno(attempt, error, "open %s", path);
    if (error == ENOENT || error == ENOTDIR)
        attempt->code = HAWSER_NOT_FOUND;
    if (error == EACCES || error == EPERM)
        attempt->code = HAWSER_DENIED;
    return attempt->code;
}

/* Never waits: a named pipe without a writer is waited for when it is read. */
static int32_t open_path(struct reader *reader, struct attempt *attempt)
{
    const char *path = reader->input->path;

    reader->descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (reader->descriptor < 0)
        return open_failed(attempt, errno, path);
    return reader_adopt(reader, attempt);
}

static int32_t open_descriptor(struct reader *reader, struct attempt *attempt)
{
    int given = reader->input->descriptor;

    reader->descriptor = fcntl(given, F_DUPFD_CLOEXEC, 0);
    if (reader->descriptor < 0)
        return attempt_failed_errno(attempt, errno, "use descriptor %d", given);
    return reader_adopt(reader, attempt);
}

static void open_source(struct reader *reader)
{
    const hawser_source *source = &reader->input->source;

    reader->type = &reader_source;
    reader->content_size = source->read ? source->content_size : 0;
    reader->capabilities = source->rewind || !source->read ? HAWSER_INPUT_REPLAYABLE : 0;
}

static int32_t open_kind(struct reader *reader, struct attempt *attempt)
{
    switch (reader->input->kind) {
    case INPUT_FILE:
        return open_path(reader, attempt);
    case INPUT_DESCRIPTOR:
        return open_descriptor(reader, attempt);
    case INPUT_SOURCE:
        open_source(reader);
        return HAWSER_OK;
    case INPUT_EMPTY:
    case INPUT_MEMORY:
    default:
        open_memory(reader);
        return HAWSER_OK;
    }
}

int32_t reader_open(struct input *input, struct reader **ret_reader, struct attempt *attempt)
{
    struct reader *reader = calloc(1, sizeof *reader);
    int32_t code;

    if (!reader)
        return attempt_no_memory(attempt);
    reader->input = input;
    reader->descriptor = -1;
    reader->spool = -1;
    code = open_kind(reader, attempt);
    if (code == HAWSER_OK)
        *ret_reader = reader;
    else
        reader_close(reader);
    return code;
}

void reader_close(struct reader *reader)
{
    if (!reader)
        return;
    if (reader->descriptor >= 0)
        close(reader->descriptor);
    if (reader->spool >= 0)
        close(reader->spool);
    input_end_source(reader->input);
    free(reader);
}

int32_t reader_read(struct reader *reader, void *buffer, size_t capacity, size_t *ret_length,
    struct attempt *attempt)
{
    size_t length = 0;
    int32_t code = reader->type->read(reader, buffer, capacity, &length, attempt);

    if (code != HAWSER_OK)
        return code;
    reader->position += length;
    *ret_length = length;
    return HAWSER_OK;
}

int32_t reader_rewind(struct reader *reader, uint64_t offset, struct attempt *attempt)
{
    int32_t code = HAWSER_OK;

    if (!(reader->capabilities & HAWSER_INPUT_REPLAYABLE))
        return attempt_failed(attempt, HAWSER_UNSUPPORTED, "the document can't be read again");
    if (reader->type->rewind)
        code = reader->type->rewind(reader, offset, attempt);
    if (code == HAWSER_OK)
        reader->position = offset;
    return code;
}
