/* SPDX-License-Identifier: Apache-2.0 */
/* Where output documents go. */
#ifndef HAWSER_SDK_SINK_H
#define HAWSER_SDK_SINK_H

#include <hawser/host.h>
#include <jansson.h>
#include <stdbool.h>

#include "attempt.h"

struct sink;

#define SINK_MEMORY_LIMIT ((size_t)16 << 20)

/* An output document that is to be made. Borrowed for the call. */
struct sink_request {
    const hawser_output_request
        *abi; /* as the connector gave it, but for the host's input number */
    const json_t *properties;
    bool durable; /* to be synced to disk, whether or not a source is deleted */
    bool deletes; /* the source is deleted between prepare and publish */
};

/* What was published. Borrowed until the document is released. */
struct sink_delivery {
    const char *file;
    const void *bytes;
    uint64_t length;
};

/*
 * A slot that is NULL belongs to a capability that the sink does not have. Codes are those of the
 * slot of the same name in hawser_documents; why it failed stands in the attempt. One document is
 * used by one thread at a time, a sink by many.
 */
struct sink_type {
    int32_t (*open)(struct sink *sink, const struct sink_request *request, void **ret_document,
        struct attempt *attempt);
    int32_t (*write)(void *document, const void *bytes, size_t length, size_t *ret_length,
        struct attempt *attempt);
    int32_t (*read)(void *document, uint64_t offset, void *buffer, size_t capacity,
        size_t *ret_length, struct attempt *attempt);
    int32_t (*truncate)(void *document, uint64_t offset, struct attempt *attempt);
    /* -1: this document has none. */
    int (*descriptor)(void *document);
    void (*moved)(void *document, uint64_t length);
    /* After a failure the document is as it was before. */
    int32_t (*prepare)(
        void *document, const char *text, const json_t *properties, struct attempt *attempt);
    /* Release follows, whatever it returns. */
    int32_t (*publish)(void *document, struct sink_delivery *ret_delivery, struct attempt *attempt);
    /* Instead of publish; release follows. Of the attempt only the limits count. */
    void (*discard)(void *document, struct attempt *attempt);
    void (*release)(void *document);
    /* After the last document. NULL: nothing to do. */
    int32_t (*finish)(struct sink *sink, struct attempt *attempt);
    void (*free)(struct sink *sink);
};

struct sink {
    const struct sink_type *type;
    uint32_t capabilities; /* HAWSER_OUTPUT_* */
    bool takes_records;    /* else records are kept in memory, beside it */
    bool is_stream;        /* the bytes of all documents are one */
};

/* NULL: no memory. */
struct sink *sink_memory_new(size_t limit);
struct sink *sink_descriptor_new(int descriptor);

/* HAWSER_BAD_ARGUMENT: a slot that must not be NULL is. */
int32_t sink_callback_new(const hawser_sink *sink, struct sink **ret_sink);

/* `recovered` is told of each document of an earlier run that was published, or could not be, as a
 * line for the log. */
typedef void (*sink_recovered_fn)(void *user, const char *line);
int32_t sink_directory_new(const char *path, uint32_t flags, sink_recovered_fn recovered,
    void *user, struct sink **ret_sink, struct attempt *attempt);

void sink_free(struct sink *sink);

#endif
