/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A host without libhawser, built with the headers of a release, with today's, and with those of a minor version to come.
 *
 *     host CONNECTOR.so                                     describe and validate
 *     host CONNECTOR.so CONNECTION ACTION OPERATION DOCUMENT...   and open, execute and close
 *
 * A DOCUMENT is its properties, "=" and its bytes. What the connector gives is printed, a line each. All that the
 * connector is given ends where nothing can be read any more.
 */
#include <dlfcn.h>
#include <hawser/connector.h>
#include <stdio.h>

#include "abi/edge.h"

enum { KEPT = 4096 };

struct hawser_document {
    const char *at;
};

struct hawser_output {
    char bytes[KEPT];
    size_t length;
};

/* What the callbacks work on. */
struct host {
    char **documents; /* those to come */
    uint64_t index;
    struct hawser_document input;
    struct hawser_output output;
};

static int32_t on_emit(void *host, uint32_t kind, const char *json, size_t length)
{
    (void)host;
    if (kind == HAWSER_EMIT_DESCRIPTOR)
        printf("descriptor %zu\n", length);
    else
        printf("%s %.*s\n", kind == HAWSER_EMIT_FINDING ? "finding" : "stage", (int)length, json);
    return HAWSER_OK;
}

static void print_error(const char *what, const hawser_error *error)
{
    printf("%s %d %s: %s%s\n", what, (int)error->code, error->id, error->message,
        NEXT_IN(error, hawser_error) ? " (next)" : "");
}

static void on_fail(void *host, const hawser_error *error)
{
    (void)host;
    print_error("fail", error);
}

static void on_log(void *host, uint32_t level, const char *line, size_t length)
{
    (void)host;
    if (level <= HAWSER_LOG_INFO)
        printf("log %.*s\n", (int)length, line);
}

static void on_progress(void *host, uint64_t input, uint64_t done, uint64_t total)
{
    (void)host;
    (void)input;
    if (total != HAWSER_SIZE_UNKNOWN && done > total)
        abort();
}

static int32_t on_secret(
    void *host, const char *pointer, char *buffer, size_t capacity, size_t *ret_length)
{
    (void)host;
    (void)pointer;
    (void)buffer;
    (void)capacity;
    *ret_length = 0;
    return HAWSER_NOT_FOUND;
}

static const void *on_extension(void *host, const char *name)
{
    (void)host;
    (void)name;
    return NULL;
}

/* Fills what it knows, as far as the connector's struct reaches. */
static int32_t on_next_input(void *user, hawser_input *input)
{
    struct host *host = user;
    hawser_input filled = {.size = sizeof filled};
    char *document = *host->documents;

    if (document == NULL)
        return HAWSER_END;
    char *bytes = strchr(document, '=');
    if (bytes == NULL)
        return HAWSER_HOST;
    *bytes++ = '\0';
    host->documents++;
    host->input.at = bytes;
    filled.index = host->index++;
    filled.document = &host->input;
    filled.properties = document;
    filled.properties_length = strlen(document);
    filled.content_size = strlen(bytes);
#if defined(HAWSER_NEXT)
    filled.next_text = NEXT_TEXT;
    filled.next_number = NEXT_NUMBER;
#endif
    size_t reach = input->size;
    memcpy(input, &filled, reach < sizeof filled ? reach : sizeof filled);
    input->size = reach;
    return HAWSER_OK;
}

static int32_t on_read(
    void *host, hawser_document *document, void *buffer, size_t capacity, size_t *ret_length)
{
    size_t length = strlen(document->at);

    (void)host;
    if (length == 0)
        return HAWSER_END;
    if (length > capacity)
        length = capacity;
    memcpy(buffer, document->at, length);
    document->at += length;
    *ret_length = length;
    return HAWSER_OK;
}

static int32_t on_rewind(void *host, hawser_document *document, uint64_t offset)
{
    (void)host;
    (void)document;
    (void)offset;
    return HAWSER_UNSUPPORTED;
}

static int32_t on_descriptor(void *host, hawser_document *document, int32_t *ret_descriptor)
{
    (void)host;
    (void)document;
    (void)ret_descriptor;
    return HAWSER_UNSUPPORTED;
}

static void on_moved(void *host, hawser_document *document, uint64_t length)
{
    (void)host;
    (void)document;
    (void)length;
}

static void on_close(void *host, hawser_document *document)
{
    (void)host;
    document->at = NULL;
}

static int32_t on_open(void *user, const hawser_output_request *request, hawser_output **ret_output,
    uint32_t *ret_capabilities)
{
    struct host *host = user;

    if (NEXT_IN(request, hawser_output_request))
        printf("request (next)\n");
    host->output.length = 0;
    *ret_output = &host->output;
    *ret_capabilities = 0;
    return HAWSER_OK;
}

static int32_t on_write(
    void *host, hawser_output *output, const void *bytes, size_t length, size_t *ret_length)
{
    (void)host;
    if (length > KEPT - output->length)
        return HAWSER_HOST;
    memcpy(output->bytes + output->length, bytes, length);
    output->length += length;
    *ret_length = length;
    return HAWSER_OK;
}

static int32_t on_out_descriptor(void *host, hawser_output *output, int32_t *ret_descriptor)
{
    (void)host;
    (void)output;
    (void)ret_descriptor;
    return HAWSER_UNSUPPORTED;
}

static void on_out_moved(void *host, hawser_output *output, uint64_t length)
{
    (void)host;
    (void)output;
    (void)length;
}

static int32_t on_out_read(void *host, hawser_output *output, uint64_t offset, void *buffer,
    size_t capacity, size_t *ret_length)
{
    (void)host;
    (void)output;
    (void)offset;
    (void)buffer;
    (void)capacity;
    (void)ret_length;
    return HAWSER_UNSUPPORTED;
}

static int32_t on_truncate(void *host, hawser_output *output, uint64_t offset)
{
    (void)host;
    (void)output;
    (void)offset;
    return HAWSER_UNSUPPORTED;
}

static int32_t on_prepare(void *host, hawser_output *output, const char *properties, size_t length)
{
    (void)host;
    printf("output %.*s=%.*s\n", (int)length, properties, (int)output->length, output->bytes);
    return HAWSER_OK;
}

static int32_t on_publish(void *host, hawser_output *output)
{
    (void)host;
    output->length = 0;
    return HAWSER_OK;
}

static void on_discard(void *host, hawser_output *output)
{
    (void)host;
    output->length = 0;
}

static int32_t on_out_fail(
    void *host, uint64_t input, const char *properties, size_t length, const hawser_error *error)
{
    (void)host;
    (void)input;
    (void)properties;
    (void)length;
    print_error("no output", error);
    return HAWSER_OK;
}

static int32_t on_result(void *host, const hawser_result *result)
{
    (void)host;
    printf("result %d %d%s\n", (int)result->input, (int)result->status,
        NEXT_IN(result, hawser_result) ? " (next)" : "");
    if (result->error != NULL)
        print_error("error", result->error);
    return HAWSER_OK;
}

/* The table as far as this host knows it. */
static int load(const char *path, hawser_connector *ret_table)
{
    void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    void *symbol = handle == NULL ? NULL : dlsym(handle, HAWSER_CONNECTOR_ENTRY);
    hawser_connector_entry_fn entry = NULL;

    if (symbol == NULL) {
        fprintf(stderr, "%s is no connector\n", path);
        return -1;
    }
    memcpy(&entry, &symbol, sizeof entry);
    if (entry(HAWSER_ABI_MAJOR + 1) != NULL)
        return -1;
    const hawser_connector *theirs = entry(HAWSER_ABI_MAJOR);
    if (theirs == NULL || theirs->abi_major != HAWSER_ABI_MAJOR)
        return -1;
    if (NEXT_IN(theirs, hawser_connector))
        printf("table (next)\n");
    memset(ret_table, 0, sizeof *ret_table);
    memcpy(ret_table, theirs, theirs->size < sizeof *ret_table ? theirs->size : sizeof *ret_table);
    return 0;
}

static hawser_call *call_new(struct host *host)
{
    hawser_call *call = EDGE_NEW(hawser_call);

    call->abi_minor = HAWSER_ABI_MINOR;
    call->cancel_fd = -1;
    call->host = host;
    call->emit = on_emit;
    call->fail = on_fail;
    call->log = on_log;
    call->progress = on_progress;
    call->secret = on_secret;
    call->extension = on_extension;
    return call;
}

static hawser_documents *documents_new(void)
{
    hawser_documents *documents = EDGE_NEW(hawser_documents);

    documents->next_input = on_next_input;
    documents->doc_read = on_read;
    documents->doc_rewind = on_rewind;
    documents->doc_descriptor = on_descriptor;
    documents->doc_moved = on_moved;
    documents->doc_close = on_close;
    documents->out_open = on_open;
    documents->out_write = on_write;
    documents->out_descriptor = on_out_descriptor;
    documents->out_moved = on_out_moved;
    documents->out_read = on_out_read;
    documents->out_truncate = on_truncate;
    documents->out_prepare = on_prepare;
    documents->out_publish = on_publish;
    documents->out_discard = on_discard;
    documents->out_fail = on_out_fail;
    documents->result = on_result;
    return documents;
}

static int32_t validate(const hawser_connector *table, struct host *host, const char *connection)
{
    hawser_validate_request *request = EDGE_NEW(hawser_validate_request);

    request->connection = connection;
    request->connection_length = strlen(connection);
    return table->validate(call_new(host), request);
}

static int32_t execute(const hawser_connector *table, struct host *host, char **words)
{
    hawser_execute_request *request = EDGE_NEW(hawser_execute_request);
    hawser_connection *connection = NULL;
    int32_t code = table->open(call_new(host), words[0], strlen(words[0]), &connection);

    if (code != HAWSER_OK)
        return code;
    request->action = words[1];
    request->operation = words[2];
    request->operation_length = strlen(words[2]);
    request->documents = documents_new();
    host->documents = words + 3;
    code = table->execute(call_new(host), connection, request);
    int32_t closed = table->close(call_new(host), connection);
    return code == HAWSER_OK ? closed : code;
}

int main(int count, char **words)
{
    static struct host host;
    hawser_connector table;

    if (count < 2 || (count > 2 && count < 5) || load(words[1], &table) != 0)
        return 2;
    int32_t code = table.describe(call_new(&host));
    if (code == HAWSER_OK)
        code = validate(&table, &host, count > 2 ? words[2] : "{}");
    if (code == HAWSER_OK && count > 2)
        code = execute(&table, &host, words + 2);
    printf("end %d\n", (int)code);
    return 0;
}
