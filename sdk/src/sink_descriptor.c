/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Output documents written to one descriptor, one after the other. The first of those that are open
 * is written through; the others wait in temporary files, so that a connector with many of them
 * open at once is neither refused nor made to wait.
 */
#include "config.h"
#include "sink.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "descriptor_write.h"
#include "spool.h"

#define COPY_SIZE 65536

/* /dev/null, everywhere on Linux. */
#define NULL_MAJOR 1
#define NULL_MINOR 3

struct stream_document;

struct stream {
    struct sink base;
    int descriptor;
    pthread_mutex_t mutex;
    struct stream_document *through; /* is written through; NULL: none */
    struct stream_document *first;   /* published, and waits for its turn */
    struct stream_document *last;
    struct attempt failure; /* sticky: what was written after it would be out of place */
};

struct stream_document {
    struct stream *stream;
    int spool; /* -1: none */
    uint64_t length;
    struct stream_document *next;
};

/* Both with the stream locked. */
static void note_failure(struct stream *stream, const struct attempt *attempt)
{
    if (stream->failure.code == HAWSER_OK)
        stream->failure = *attempt;
}

static int32_t failed_before(const struct stream *stream, struct attempt *attempt)
{
    if (stream->failure.code == HAWSER_OK)
        return HAWSER_OK;
    *attempt = stream->failure;
    return attempt->code;
}

static int32_t check(struct stream *stream, struct attempt *attempt)
{
    int32_t code;

    pthread_mutex_lock(&stream->mutex);
    code = failed_before(stream, attempt);
    pthread_mutex_unlock(&stream->mutex);
    return code;
}

/* Needs no lock for the writing: nothing else writes until this document ends. */
static int32_t write_through(
    struct stream *stream, const void *bytes, size_t length, struct attempt *attempt)
{
    int32_t code = check(stream, attempt);

    if (code != HAWSER_OK)
        return code;
    code = descriptor_write(stream->descriptor, bytes, length, attempt);
    if (code != HAWSER_OK) {
        pthread_mutex_lock(&stream->mutex);
        note_failure(stream, attempt);
        pthread_mutex_unlock(&stream->mutex);
    }
    return code;
}

static int32_t open_document(struct sink *sink, const struct sink_request *request,
    void **ret_document, struct attempt *attempt)
{
    struct stream *stream = (struct stream *)sink;
    struct stream_document *document = calloc(1, sizeof *document);
    int32_t code;

    (void)request;
    if (!document)
        return attempt_no_memory(attempt);
    document->stream = stream;
    document->spool = -1;
    pthread_mutex_lock(&stream->mutex);
    code = failed_before(stream, attempt);
    if (code == HAWSER_OK && !stream->through)
        stream->through = document;
    else if (code == HAWSER_OK)
        code = spool_open(&document->spool, attempt);
    pthread_mutex_unlock(&stream->mutex);
    if (code == HAWSER_OK)
        *ret_document = document;
    else
        free(document);
    return code;
}

static int32_t write_bytes(
    void *document, const void *bytes, size_t length, size_t *ret_length, struct attempt *attempt)
{
    struct stream_document *own = document;
    int32_t code;

    if (own->spool >= 0)
        code = spool_write(own->spool, bytes, length, own->length, attempt);
    else
        code = write_through(own->stream, bytes, length, attempt);
    if (code != HAWSER_OK)
        return code;
    own->length += length;
    *ret_length = length;
    return HAWSER_OK;
}

/* Whether what is written at the offset `length` goes where the next write would: into nothing, or into a file that
 * stands there. All else is written in order, and may make its writer wait. */
static bool takes_offset(int descriptor, uint64_t length)
{
    struct stat status;
    int flags = fcntl(descriptor, F_GETFL);

    if (flags < 0 || fstat(descriptor, &status))
        return false;
    if (S_ISCHR(status.st_mode))
        return status.st_rdev == makedev(NULL_MAJOR, NULL_MINOR);
    return S_ISREG(status.st_mode) && !(flags & O_APPEND) &&
           lseek(descriptor, 0, SEEK_CUR) == (off_t)length;
}

static int descriptor_of(void *document)
{
    const struct stream_document *own = document;
    struct attempt attempt;

    if (own->spool >= 0)
        return own->spool;
    if (check(own->stream, &attempt) != HAWSER_OK ||
        !takes_offset(own->stream->descriptor, own->length))
        return -1;
    return own->stream->descriptor;
}

static void moved(void *document, uint64_t length)
{
    struct stream_document *own = document;

    own->length += length;
    if (own->spool < 0) /* the next write is behind */
        (void)lseek(own->stream->descriptor, (off_t)length, SEEK_CUR);
}

static int32_t prepare(
    void *document, const char *text, const json_t *properties, struct attempt *attempt)
{
    (void)text;
    (void)properties;
    return check(((const struct stream_document *)document)->stream, attempt);
}

/* Writes a document that waited, from its temporary file. */
static int32_t copy_out(const struct stream_document *document, struct attempt *attempt)
{
    char *buffer = malloc(COPY_SIZE);
    uint64_t offset = 0;
    size_t length = 0;
    int32_t code = buffer ? HAWSER_OK : attempt_no_memory(attempt);

    while (code == HAWSER_OK && offset < document->length) {
        code = spool_read(document->spool, buffer, COPY_SIZE, offset, &length, attempt);
        if (code == HAWSER_OK && length == 0)
            code = attempt_failed(attempt, HAWSER_HOST, "a temporary file became shorter");
        if (code == HAWSER_OK)
            code = descriptor_write(document->stream->descriptor, buffer, length, attempt);
        offset += length;
    }
    free(buffer);
    return code;
}

static void free_document(struct stream_document *document)
{
    if (document->spool >= 0)
        close(document->spool);
    free(document);
}

/* Writes those whose turn has come, with the stream locked. */
static int32_t drain(struct stream *stream, struct attempt *attempt)
{
    int32_t code = failed_before(stream, attempt);

    while (stream->first && !stream->through) {
        struct stream_document *document = stream->first;

        stream->first = document->next;
        if (code == HAWSER_OK)
            code = copy_out(document, attempt);
        if (code != HAWSER_OK)
            note_failure(stream, attempt);
        free_document(document);
    }
    return code;
}

/* The queue owns what waits, so the handle keeps a document of its own. */
static int32_t enqueue(struct stream_document *own, struct attempt *attempt)
{
    struct stream *stream = own->stream;
    struct stream_document *waiting = calloc(1, sizeof *waiting);

    if (!waiting)
        return attempt_no_memory(attempt);
    *waiting = *own;
    waiting->next = NULL;
    own->spool = -1;
    if (stream->first)
        stream->last->next = waiting;
    else
        stream->first = waiting;
    stream->last = waiting;
    return HAWSER_OK;
}

static int32_t publish(void *document, struct sink_delivery *ret_delivery, struct attempt *attempt)
{
    struct stream_document *own = document;
    struct stream *stream = own->stream;
    int32_t code = HAWSER_OK;

    pthread_mutex_lock(&stream->mutex);
    if (own == stream->through)
        stream->through = NULL;
    else
        code = enqueue(own, attempt);
    if (code == HAWSER_OK)
        code = drain(stream, attempt);
    pthread_mutex_unlock(&stream->mutex);
    if (code == HAWSER_OK)
        *ret_delivery = (struct sink_delivery){.length = own->length};
    return code;
}

static void discard(void *document, struct attempt *attempt)
{
    struct stream_document *own = document;
    struct stream *stream = own->stream;

    pthread_mutex_lock(&stream->mutex);
    if (own == stream->through) {
        stream->through = NULL;
        drain(stream, attempt);
    }
    pthread_mutex_unlock(&stream->mutex);
}

static void release(void *document)
{
    free_document(document);
}

static int32_t finish(struct sink *sink, struct attempt *attempt)
{
    return check((struct stream *)sink, attempt);
}

static void free_sink(struct sink *sink)
{
    struct stream *stream = (struct stream *)sink;

    while (stream->first) {
        struct stream_document *document = stream->first;

        stream->first = document->next;
        free_document(document);
    }
    pthread_mutex_destroy(&stream->mutex);
    free(stream);
}

static const struct sink_type type = {
    .open = open_document,
    .write = write_bytes,
    .descriptor = descriptor_of,
    .moved = moved,
    .prepare = prepare,
    .publish = publish,
    .discard = discard,
    .release = release,
    .finish = finish,
    .free = free_sink,
};

struct sink *sink_descriptor_new(int descriptor)
{
    struct stream *stream = calloc(1, sizeof *stream);

    if (!stream)
        return NULL;
    stream->base.type = &type;
    stream->base.is_stream = true;
    stream->descriptor = descriptor;
    attempt_init(&stream->failure, NULL);
    pthread_mutex_init(&stream->mutex, NULL);
    return &stream->base;
}
