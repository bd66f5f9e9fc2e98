/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "interop/sink.h"

#include "interop/remote.h"

static int32_t open_document(void *user, const hawser_output_request *request, void **ret_document)
{
    (void)request;
    *ret_document = user;
    return HAWSER_OK;
}

static int32_t write_document(
    void *user, void *document, const void *bytes, size_t length, size_t *ret_length)
{
    (void)user;
    (void)document;
    (void)bytes;
    *ret_length = length;
    return HAWSER_OK;
}

static int32_t prepare(void *user, void *document, const char *properties, size_t length)
{
    struct watched_sink *sink = user;
    (void)document;
    (void)properties;
    (void)length;
    sink->prepared++;
    sink->there_when_prepared = remote_exists(sink->rig, sink->name);
    return sink->refuses_prepare ? HAWSER_HOST : HAWSER_OK;
}

static int32_t publish(void *user, void *document)
{
    struct watched_sink *sink = user;
    (void)document;
    sink->published++;
    sink->there_when_published = remote_exists(sink->rig, sink->name);
    return HAWSER_OK;
}

static void discard(void *user, void *document)
{
    struct watched_sink *sink = user;
    (void)document;
    sink->discarded++;
}

hawser_sink watched_sink_make(struct watched_sink *sink)
{
    return (hawser_sink){
        .size = sizeof(hawser_sink),
        .user = sink,
        .capabilities = HAWSER_OUTPUT_DURABLE,
        .open = open_document,
        .write = write_document,
        .prepare = prepare,
        .publish = publish,
        .discard = discard,
    };
}
