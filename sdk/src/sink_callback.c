/* SPDX-License-Identifier: Apache-2.0 */
/* A sink of the host's own making. */
#include "config.h"
#include "sink.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct callback {
    struct sink base;
    hawser_sink host;
    pthread_mutex_t mutex; /* the host's functions run one at a time */
};

struct callback_document {
    struct callback *callback;
    void *document; /* the host's */
    uint64_t length;
};

/* The host's code, or HAWSER_HOST for a number that is none. */
static int32_t checked(int32_t code, const char *function, struct attempt *attempt)
{
    if (code == HAWSER_OK)
        return code;
    if (code < 0 || code > HAWSER_INTERNAL || code == HAWSER_END) /* nothing ends here */
        code = HAWSER_HOST;
    return attempt_failed(attempt, code, "the host's sink failed to %s", function);
}

static int32_t open_document(struct sink *sink, const struct sink_request *request,
    void **ret_document, struct attempt *attempt)
{
    struct callback *callback = (struct callback *)sink;
    struct callback_document *document = calloc(1, sizeof *document);
    int32_t code;

    if (!document)
        return attempt_no_memory(attempt);
    document->callback = callback;
    pthread_mutex_lock(&callback->mutex);
    code = callback->host.open(callback->host.user, request->abi, &document->document);
    pthread_mutex_unlock(&callback->mutex);
    if (code == HAWSER_OK)
        *ret_document = document;
    else
        free(document);
    return checked(code, "open a document", attempt);
}

static int32_t write_bytes(
    void *document, const void *bytes, size_t length, size_t *ret_length, struct attempt *attempt)
{
    struct callback_document *own = document;
    struct callback *callback = own->callback;
    size_t written = 0;
    int32_t code;

    pthread_mutex_lock(&callback->mutex);
    code = callback->host.write(callback->host.user, own->document, bytes, length, &written);
    pthread_mutex_unlock(&callback->mutex);
    if (code == HAWSER_OK && (written == 0 || written > length))
        code = HAWSER_HOST;
    if (code != HAWSER_OK)
        return checked(code, "write", attempt);
    own->length += written;
    *ret_length = written;
    return HAWSER_OK;
}

static int32_t read_bytes(void *document, uint64_t offset, void *buffer, size_t capacity,
    size_t *ret_length, struct attempt *attempt)
{
    const struct callback_document *own = document;
    struct callback *callback = own->callback;
    size_t length = 0;
    int32_t code;

    pthread_mutex_lock(&callback->mutex);
    code =
        callback->host.read(callback->host.user, own->document, offset, buffer, capacity, &length);
    pthread_mutex_unlock(&callback->mutex);
    if (code == HAWSER_END)
        return code;
    if (code == HAWSER_OK && (length == 0 || length > capacity))
        code = HAWSER_HOST;
    if (code != HAWSER_OK)
        return checked(code, "read back", attempt);
    *ret_length = length;
    return HAWSER_OK;
}

static int32_t truncate_bytes(void *document, uint64_t offset, struct attempt *attempt)
{
    struct callback_document *own = document;
    struct callback *callback = own->callback;
    int32_t code;

    pthread_mutex_lock(&callback->mutex);
    code = callback->host.truncate(callback->host.user, own->document, offset);
    pthread_mutex_unlock(&callback->mutex);
    if (code == HAWSER_OK)
        own->length = offset;
    return checked(code, "cut a document", attempt);
}

static int descriptor_of(void *document)
{
    const struct callback_document *own = document;
    struct callback *callback = own->callback;
    int descriptor = -1;

    if (!callback->host.descriptor || !callback->host.moved)
        return -1;
    pthread_mutex_lock(&callback->mutex);
    descriptor = callback->host.descriptor(callback->host.user, own->document);
    pthread_mutex_unlock(&callback->mutex);
    return descriptor;
}

static void moved(void *document, uint64_t length)
{
    struct callback_document *own = document;
    struct callback *callback = own->callback;

    own->length += length;
    if (!callback->host.moved)
        return;
    pthread_mutex_lock(&callback->mutex);
    callback->host.moved(callback->host.user, own->document, length);
    pthread_mutex_unlock(&callback->mutex);
}

static int32_t prepare(
    void *document, const char *text, const json_t *properties, struct attempt *attempt)
{
    const struct callback_document *own = document;
    struct callback *callback = own->callback;
    int32_t code;

    (void)properties;
    pthread_mutex_lock(&callback->mutex);
    code = callback->host.prepare(callback->host.user, own->document, text, strlen(text));
    pthread_mutex_unlock(&callback->mutex);
    return checked(code, "prepare a document", attempt);
}

static int32_t publish(void *document, struct sink_delivery *ret_delivery, struct attempt *attempt)
{
    const struct callback_document *own = document;
    struct callback *callback = own->callback;
    int32_t code;

    pthread_mutex_lock(&callback->mutex);
    code = callback->host.publish(callback->host.user, own->document);
    pthread_mutex_unlock(&callback->mutex);
    if (code == HAWSER_OK)
        *ret_delivery = (struct sink_delivery){.length = own->length};
    return checked(code, "publish a document", attempt);
}

static void discard(void *document, struct attempt *attempt)
{
    const struct callback_document *own = document;
    struct callback *callback = own->callback;

    (void)attempt;
    pthread_mutex_lock(&callback->mutex);
    callback->host.discard(callback->host.user, own->document);
    pthread_mutex_unlock(&callback->mutex);
}

static void release(void *document)
{
    free(document);
}

static void free_sink(struct sink *sink)
{
    struct callback *callback = (struct callback *)sink;

    pthread_mutex_destroy(&callback->mutex);
    free(callback);
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

/* Whether it has the functions that are required, and those of the capabilities that it claims. */
static bool complete(const hawser_sink *sink)
{
    const uint32_t known =
        HAWSER_OUTPUT_REWINDABLE | HAWSER_OUTPUT_READABLE | HAWSER_OUTPUT_DURABLE;

    return sink->open && sink->write && sink->prepare && sink->publish && sink->discard &&
           (sink->capabilities & ~known) == 0 &&
           (sink->truncate || !(sink->capabilities & HAWSER_OUTPUT_REWINDABLE)) &&
           (sink->read || !(sink->capabilities & HAWSER_OUTPUT_READABLE));
}

int32_t sink_callback_new(const hawser_sink *sink, struct sink **ret_sink)
{
    struct callback *callback;

    if (!HAWSER_HAS(sink, hawser_sink, discard) || !complete(sink))
        return HAWSER_BAD_ARGUMENT;
    callback = calloc(1, sizeof *callback);
    if (!callback)
        return HAWSER_NO_MEMORY;
    callback->base.type = &type;
    callback->base.capabilities = sink->capabilities;
    callback->base.takes_records = true;
    /* An older host's struct ends sooner. */
    memcpy(&callback->host, sink, sink->size < sizeof *sink ? sink->size : sizeof *sink);
    pthread_mutex_init(&callback->mutex, NULL);
    *ret_sink = &callback->base;
    return HAWSER_OK;
}
