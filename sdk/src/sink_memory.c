/* SPDX-License-Identifier: Apache-2.0 */
/* Output documents in memory. */
#include "config.h"
#include "sink.h"

#include <stdlib.h>
#include <string.h>

#define CAPACITY_FIRST 4096

struct memory {
    struct sink base;
    size_t limit;
};

struct memory_document {
    const struct memory *memory;
    size_t first; /* what is reserved first: a record says how long it is */
    unsigned char *bytes;
    size_t length;
    size_t capacity;
};

static int32_t open_document(struct sink *sink, const struct sink_request *request,
    void **ret_document, struct attempt *attempt)
{
    struct memory_document *document = malloc(sizeof *document);

    if (!document)
        return attempt_no_memory(attempt);
    *document = (struct memory_document){.memory = (const struct memory *)sink};
    document->first = request->abi->content_size < CAPACITY_FIRST
                          ? (size_t)request->abi->content_size
                          : CAPACITY_FIRST;
    *ret_document = document;
    return HAWSER_OK;
}

/* Makes room for `length` bytes in all, which is within the limit. */
static int reserve(struct memory_document *document, size_t length)
{
    size_t capacity = document->capacity;
    unsigned char *bytes;

    if (length <= capacity)
        return 0;
    capacity = capacity ? capacity : document->first;
    capacity = capacity ? capacity : CAPACITY_FIRST;
    while (capacity < length)
        capacity = capacity > SIZE_MAX / 2 ? length : 2 * capacity;
    if (capacity > document->memory->limit)
        capacity = document->memory->limit;
    bytes = realloc(document->bytes, capacity);
    if (!bytes)
        return -1;
    document->bytes = bytes;
    document->capacity = capacity;
    return 0;
}

static int32_t write_bytes(
    void *document, const void *bytes, size_t length, size_t *ret_length, struct attempt *attempt)
{
    struct memory_document *memory = document;
    size_t limit = memory->memory->limit;

    if (length > limit - memory->length)
        return attempt_failed(attempt, HAWSER_RESOURCE,
            "the document is larger than the %zu bytes that are kept in memory", limit);
    if (reserve(memory, memory->length + length))
        return attempt_no_memory(attempt);
    memcpy(memory->bytes + memory->length, bytes, length);
    memory->length += length;
    *ret_length = length;
    return HAWSER_OK;
}

static int32_t read_bytes(void *document, uint64_t offset, void *buffer, size_t capacity,
    size_t *ret_length, struct attempt *attempt)
{
    const struct memory_document *memory = document;
    size_t left;

    (void)attempt;
    if (offset >= memory->length)
        return HAWSER_END;
    left = memory->length - (size_t)offset;
    left = left < capacity ? left : capacity;
    memcpy(buffer, memory->bytes + offset, left);
    *ret_length = left;
    return HAWSER_OK;
}

static int32_t truncate_bytes(void *document, uint64_t offset, struct attempt *attempt)
{
    struct memory_document *memory = document;

    if (offset > memory->length)
        return attempt_failed(
            attempt, HAWSER_BAD_ARGUMENT, "the document is shorter than what it is to be cut to");
    memory->length = (size_t)offset;
    return HAWSER_OK;
}

static int32_t prepare(
    void *document, const char *text, const json_t *properties, struct attempt *attempt)
{
    (void)document;
    (void)text;
    (void)properties;
    (void)attempt;
    return HAWSER_OK;
}

static int32_t publish(void *document, struct sink_delivery *ret_delivery, struct attempt *attempt)
{
    const struct memory_document *memory = document;

    (void)attempt;
    /* An empty document's bytes are kept too: NULL would say that they are not. */
    *ret_delivery = (struct sink_delivery){
        .bytes = memory->bytes ? (const void *)memory->bytes : "", .length = memory->length};
    return HAWSER_OK;
}

static void discard(void *document, struct attempt *attempt)
{
    (void)document;
    (void)attempt;
}

static void release(void *document)
{
    struct memory_document *memory = document;

    free(memory->bytes);
    free(memory);
}

static void free_sink(struct sink *sink)
{
    free(sink);
}

static const struct sink_type type = {
    .open = open_document,
    .write = write_bytes,
    .read = read_bytes,
    .truncate = truncate_bytes,
    .prepare = prepare,
    .publish = publish,
    .discard = discard,
    .release = release,
    .free = free_sink,
};

struct sink *sink_memory_new(size_t limit)
{
    struct memory *memory = calloc(1, sizeof *memory);

    if (!memory)
        return NULL;
    memory->base.type = &type;
    memory->base.capabilities = HAWSER_OUTPUT_REWINDABLE | HAWSER_OUTPUT_READABLE;
    memory->base.takes_records = true;
    memory->limit = limit;
    return &memory->base;
}

void sink_free(struct sink *sink)
{
    if (sink)
        sink->type->free(sink);
}
