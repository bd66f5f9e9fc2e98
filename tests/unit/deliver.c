/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "deliver.h"

#include <string.h>

int32_t deliver_open(struct sink *sink, const char *properties, bool deletes, void **ret_document,
    struct attempt *attempt)
{
    json_t *object = json_loads(properties, 0, NULL);
    const hawser_output_request abi = {.size = sizeof abi,
        .properties = properties,
        .properties_length = strlen(properties),
        .content_size = HAWSER_SIZE_UNKNOWN};
    const struct sink_request request = {.abi = &abi, .properties = object, .deletes = deletes};
    int32_t code;

    attempt_init(attempt, NULL);
    code = sink->type->open(sink, &request, ret_document, attempt);
    json_decref(object);
    return code;
}

int32_t deliver_bytes(struct sink *sink, void *document, const char *text)
{
    struct attempt attempt;
    size_t left = strlen(text);
    int32_t code = HAWSER_OK;

    attempt_init(&attempt, NULL);
    while (code == HAWSER_OK && left > 0) {
        size_t written = 0;

        code = sink->type->write(document, text, left, &written, &attempt);
        text += written;
        left -= written;
    }
    return code;
}

int32_t deliver_prepare(struct sink *sink, void *document, const char *properties)
{
    json_t *object = json_loads(properties, 0, NULL);
    struct attempt attempt;
    int32_t code;

    attempt_init(&attempt, NULL);
    code = sink->type->prepare(document, properties, object, &attempt);
    json_decref(object);
    return code;
}

int32_t deliver_publish(struct sink *sink, void *document)
{
    struct sink_delivery delivery = {0};
    struct attempt attempt;
    int32_t code;

    attempt_init(&attempt, NULL);
    code = sink->type->publish(document, &delivery, &attempt);
    sink->type->release(document);
    return code;
}

void deliver_discard(struct sink *sink, void *document)
{
    struct attempt attempt;

    attempt_init(&attempt, NULL);
    sink->type->discard(document, &attempt);
    sink->type->release(document);
}

/* Opens, writes, prepares and publishes; the code of the first that failed. */
int32_t deliver(struct sink *sink, const char *properties, const char *text, bool deletes)
{
    struct attempt attempt;
    void *document = NULL;
    int32_t code = deliver_open(sink, properties, deletes, &document, &attempt);

    if (code != HAWSER_OK)
        return code;
    code = deliver_bytes(sink, document, text);
    if (code == HAWSER_OK)
        code = deliver_prepare(sink, document, properties);
    if (code == HAWSER_OK)
        return deliver_publish(sink, document);
    deliver_discard(sink, document);
    return code;
}
