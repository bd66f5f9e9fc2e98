/* SPDX-License-Identifier: Apache-2.0 */
/* What a document, and a piece of a large one, costs on its way through the SDK and the ABI. */
#include "config.h"
#include "micro.h"
#include "null.h"

#include <hawser/host.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

struct abi {
    hawser_host *host;
    hawser_loaded *loaded;
    hawser_link *link;
};

/* Inputs still to be given, or pieces of one still to be read. */
struct feed {
    size_t documents;
    size_t pieces;
};

static void *begin(void)
{
    struct abi *abi = calloc(1, sizeof *abi);
    if (abi == NULL)
        micro_fail("out of memory");
    abi->host = hawser_host_new();
    hawser_host_set(abi->host, HAWSER_SETTING_CONNECTOR_PATH, MICRO_CONNECTORS);
    hawser_host_set(abi->host, HAWSER_SETTING_STATE_DIR, "/nowhere");
    if (hawser_load(abi->host, "null", &abi->loaded, NULL) != HAWSER_OK ||
        hawser_open(abi->loaded, "{}", 2, NULL, &abi->link, NULL) != HAWSER_OK)
        micro_fail("the connector null.so can't be opened");
    return abi;
}

static void end(void *state)
{
    struct abi *abi = state;
    hawser_close(abi->link, NULL);
    hawser_unload(abi->loaded);
    hawser_host_free(abi->host);
    free(abi);
}

static int32_t read_piece(void *user, void *buffer, size_t capacity, size_t *ret_length)
{
    struct feed *feed = user;
    (void)buffer;
    if (feed->pieces == 0)
        return HAWSER_END;
    feed->pieces--;
    *ret_length = capacity;
    return HAWSER_OK;
}

static int32_t next(void *user, hawser_source *source)
{
    struct feed *feed = user;
    if (feed->documents == 0)
        return HAWSER_END;
    feed->documents--;
    source->user = user;
    source->read = read_piece;
    return HAWSER_OK;
}

static int32_t sink_open(void *user, const hawser_output_request *request, void **ret_document)
{
    (void)request;
    *ret_document = user;
    return HAWSER_OK;
}

static int32_t sink_write(
    void *user, void *document, const void *bytes, size_t length, size_t *ret_length)
{
    (void)user;
    (void)document;
    (void)bytes;
    *ret_length = length;
    return HAWSER_OK;
}

static int32_t sink_prepare(void *user, void *document, const char *properties, size_t length)
{
    (void)user;
    (void)document;
    (void)properties;
    (void)length;
    return HAWSER_OK;
}

static int32_t sink_publish(void *user, void *document)
{
    (void)user;
    (void)document;
    return HAWSER_OK;
}

static void sink_discard(void *user, void *document)
{
    (void)user;
    (void)document;
}

static void execute(const struct abi *abi, const char *action, struct feed *feed)
{
    const hawser_sink sink = {.size = sizeof sink,
        .user = feed,
        .open = sink_open,
        .write = sink_write,
        .prepare = sink_prepare,
        .publish = sink_publish,
        .discard = sink_discard};
    hawser_execution *execution = hawser_execution_new(abi->link, action, "{}", 2, 0);
    if (execution == NULL || hawser_execution_to_sink(execution, &sink) != HAWSER_OK ||
        hawser_execution_on_input(execution, next, feed) != HAWSER_OK ||
        hawser_execution_run(execution, NULL, NULL, NULL) != HAWSER_OK || feed->documents ||
        feed->pieces)
        micro_fail("the execution failed");
    hawser_execution_free(execution);
}

static void run_documents(void *state, size_t count)
{
    execute(state, NULL_PASS, &(struct feed){.documents = count});
}

static void run_pieces(void *state, size_t count)
{
    execute(state, NULL_COPY, &(struct feed){.documents = 1, .pieces = count});
}

static const struct micro_case cases[] = {
    {"abi-document", "document", 2000, 0, begin, run_documents, end},
    {"abi-piece", "64 KiB", 10000, NULL_PIECE, begin, run_pieces, end},
};

const struct micro_cases micro_abi = {cases, sizeof cases / sizeof cases[0]};
