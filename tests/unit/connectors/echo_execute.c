/* SPDX-License-Identifier: Apache-2.0 */
#include "echo_store.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#define CHUNK 4096

/* What an action needs. */
struct run {
    const hawser_call *call;
    const hawser_documents *documents;
    hawser_connection *connection;
    const char *prefix; /* of list */
};

static int32_t finish(const struct run *run, const hawser_input *input, const hawser_error *error)
{
    hawser_result result = {.size = sizeof result, .input = input->index, .error = error};

    if (error != NULL)
        result.status =
            error->code == HAWSER_HOST ? HAWSER_STATUS_FAILURE : HAWSER_STATUS_APPLICATION_ERROR;
    run->documents->doc_close(run->call->host, input->document);
    return run->documents->result(run->call->host, &result);
}

static int32_t finish_with(const struct run *run, const hawser_input *input, int32_t code,
    const char *id, const char *message)
{
    hawser_error error = {.size = sizeof error, .code = code, .id = id, .message = message};

    return finish(run, input, &error);
}

static int32_t read_document(
    const struct run *run, const hawser_input *input, struct echo_document *document)
{
    for (;;) {
        size_t got = 0;
        char *grown = realloc(document->bytes, document->length + CHUNK);
        if (grown == NULL)
            return HAWSER_NO_MEMORY;
        document->bytes = grown;
        int32_t code = run->documents->doc_read(
            run->call->host, input->document, grown + document->length, CHUNK, &got);
        if (code == HAWSER_END)
            return HAWSER_OK;
        if (code != HAWSER_OK)
            return code;
        document->length += got;
        run->call->progress(run->call->host, input->index, document->length, input->content_size);
    }
}

/* The name that the properties give; NULL: none that fits. */
static const char *read_name(json_t *properties)
{
    const char *name = json_string_value(json_object_get(properties, "fileName"));

    return name == NULL || name[0] == '\0' || strlen(name) >= ECHO_NAME_SIZE ? NULL : name;
}

static int32_t create(const struct run *run, const hawser_input *input)
{
    struct echo_document document = {0};
    json_t *properties = json_loadb(input->properties, input->properties_length, 0, NULL);
    const char *name = read_name(properties);

    if (name != NULL)
        memcpy(document.name, name, strlen(name) + 1);
    json_decref(properties);
    if (document.name[0] == '\0' || run->connection->count == ECHO_DOCUMENTS)
        return finish_with(run, input, HAWSER_BAD_CONFIG, "echo.bad-name",
            "The document has no File Name that fits.");
    int32_t code = read_document(run, input, &document);
    if (code != HAWSER_OK) {
        free(document.bytes);
        return finish_with(run, input, code, "echo.unreadable", "The document can't be read.");
    }
    run->connection->documents[run->connection->count++] = document;
    return finish(run, input, NULL);
}

static int32_t emit_bytes(
    const struct run *run, hawser_output *output, const char *bytes, size_t length)
{
    while (length > 0) {
        size_t put = 0;
        int32_t code = run->documents->out_write(run->call->host, output, bytes, length, &put);
        if (code != HAWSER_OK)
            return code;
        bytes += put;
        length -= put;
    }
    return HAWSER_OK;
}

static int32_t deliver(const struct run *run, const hawser_input *input, const char *name,
    const char *bytes, size_t length, uint32_t flags)
{
    json_t *json = json_pack("{s:s}", "fileName", name);
    char *properties = json_dumps(json, JSON_COMPACT);
    hawser_output_request request = {.size = sizeof request,
        .input = input->index,
        .properties = properties,
        .properties_length = properties == NULL ? 0 : strlen(properties),
        .content_size = length,
        .flags = flags};
    hawser_output *output = NULL;
    uint32_t capabilities = 0;
    void *host = run->call->host;

    int32_t code = run->documents->out_open(host, &request, &output, &capabilities);
    if (code == HAWSER_OK) {
        code = emit_bytes(run, output, bytes, length);
        if (code == HAWSER_OK)
            code = run->documents->out_prepare(host, output, properties, strlen(properties));
        if (code == HAWSER_OK)
            code = run->documents->out_publish(host, output);
        else
            run->documents->out_discard(host, output);
    }
    free(properties);
    json_decref(json);
    return code;
}

static int32_t settle(const struct run *run, const hawser_input *input, int32_t code)
{
    if (code == HAWSER_OK)
        return finish(run, input, NULL);
    return finish_with(run, input, code, "echo.sink", "The document could not be delivered.");
}

static int32_t get(const struct run *run, const hawser_input *input)
{
    for (size_t i = 0; input->id != NULL && i < run->connection->count; i++) {
        const struct echo_document *at = &run->connection->documents[i];
        if (strcmp(at->name, input->id) == 0)
            return settle(run, input, deliver(run, input, at->name, at->bytes, at->length, 0));
    }
    return finish_with(
        run, input, HAWSER_NOT_FOUND, "echo.no-such-document", "There is no such document.");
}

static int32_t list(const struct run *run, const hawser_input *input)
{
    int32_t code = HAWSER_OK;

    for (size_t i = 0; i < run->connection->count && code == HAWSER_OK; i++) {
        const struct echo_document *at = &run->connection->documents[i];
        if (strncmp(at->name, run->prefix, strlen(run->prefix)) != 0)
            continue;
        json_t *json =
            json_pack("{s:s, s:I}", "fileName", at->name, "size", (json_int_t)at->length);
        char *record = json_dumps(json, JSON_COMPACT);
        code = record == NULL
                   ? HAWSER_NO_MEMORY
                   : deliver(run, input, at->name, record, strlen(record), HAWSER_OUTPUT_RECORD);
        free(record);
        json_decref(json);
    }
    return settle(run, input, code);
}

static int32_t each_input(
    const struct run *run, int32_t (*action)(const struct run *run, const hawser_input *input))
{
    for (;;) {
        hawser_input input = {.size = sizeof input};
        int32_t code = run->documents->next_input(run->call->host, &input);
        if (code == HAWSER_END)
            return HAWSER_OK;
        if (code == HAWSER_OK)
            code = action(run, &input);
        if (code != HAWSER_OK)
            return code;
    }
}

int32_t echo_execute(
    const hawser_call *call, hawser_connection *connection, const hawser_execute_request *request)
{
    json_t *operation = json_loadb(request->operation, request->operation_length, 0, NULL);
    struct run run = {.call = call, .documents = request->documents, .connection = connection};
    int32_t code = HAWSER_BAD_ARGUMENT;

    run.prefix = json_string_value(json_object_get(operation, "prefix"));
    if (run.prefix == NULL)
        run.prefix = "";
    pthread_mutex_lock(&connection->mutex);
    if (strcmp(request->action, "create") == 0)
        code = each_input(&run, create);
    else if (strcmp(request->action, "get") == 0)
        code = each_input(&run, get);
    else if (strcmp(request->action, "list") == 0)
        code = each_input(&run, list);
    pthread_mutex_unlock(&connection->mutex);
    json_decref(operation);
    return code;
}
