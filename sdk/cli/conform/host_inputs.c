/* SPDX-License-Identifier: Apache-2.0 */
/* The documents that a connector takes, and their results. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host.h"
#include "report.h"

static const struct fixture_document nothing = {.properties = (char[]){"{}"}};

/* The document with this number; NULL: there is none. After an endless host's cancellation they
   begin anew. An action without inputs is given an empty one. */
static const struct fixture_document *document_at(const struct host *host, size_t index)
{
    if (!host->action)
        return NULL;
    if (host->action->count == 0)
        return index == 0 || host_is_endless(host) ? &nothing : NULL;
    if (host_is_endless(host))
        return &host->action->documents[index % host->action->count];
    return index < host->count ? &host->action->documents[index] : NULL;
}

static void fill_input(hawser_input *input, struct host_input *taken, size_t index)
{
    const struct fixture_document *content = taken->document.content;
    /* Who made the struct says how far it reaches: nothing is written behind it. */
    size_t size = input->size;
    hawser_input full = {.size = size,
        .index = index,
        .document = &taken->document,
        .id = content->id,
        .id_length = content->id ? strlen(content->id) : 0,
        .properties = content->properties,
        .properties_length = strlen(content->properties),
        .content_size = content->content ? content->length : HAWSER_SIZE_UNKNOWN,
        .capabilities = HAWSER_INPUT_REPLAYABLE};
    memcpy(input, &full, size < sizeof full ? size : sizeof full);
}

static int32_t on_next_input(void *user, hawser_input *input)
{
    struct host *host = user;
    int32_t code = host_enter(host, CALLBACK_NEXT_INPUT);
    const struct fixture_document *content = document_at(host, host->taken);
    if (code == HAWSER_OK && input->size < sizeof *input)
        host_fault(
            host, FAULT_SIZES, "next_input is given a struct whose size says %zu", input->size);
    if (code == HAWSER_OK && !content)
        code = HAWSER_END;
    if (code == HAWSER_OK) {
        struct host_input *taken = report_memory(calloc(1, sizeof *taken));
        taken->document.content = content;
        host->inputs =
            report_memory(realloc(host->inputs, (host->taken + 1) * sizeof *host->inputs));
        host->inputs[host->taken] = taken;
        fill_input(input, taken, host->taken);
        host->taken++;
    }
    host_leave(host);
    return code;
}

static int32_t read_endlessly(void *buffer, size_t capacity, size_t *ret_length)
{
    memset(buffer, '.', capacity);
    *ret_length = capacity;
    return HAWSER_OK;
}

static int32_t read_some(
    struct host *host, hawser_document *document, void *buffer, size_t capacity, size_t *ret_length)
{
    if (document->closed)
        host_fault(host, FAULT_RESULTS, "a document was read after doc_close");
    if (document->closed || capacity == 0)
        return HAWSER_BAD_ARGUMENT;
    if (host_is_endless(host))
        return read_endlessly(buffer, capacity, ret_length);
    size_t left = document->content->length - (size_t)document->offset;
    size_t length = left < capacity ? left : capacity;
    if (host->plan.most != 0 && length > host->plan.most)
        length = host->plan.most;
    document->ended = length == 0;
    if (length == 0)
        return HAWSER_END;
    memcpy(buffer, document->content->content + document->offset, length);
    document->offset += length;
    *ret_length = length;
    return HAWSER_OK;
}

static int32_t on_doc_read(
    void *user, hawser_document *document, void *buffer, size_t capacity, size_t *ret_length)
{
    struct host *host = user;
    int32_t code = host_enter(host, CALLBACK_DOC_READ);
    if (code == HAWSER_OK && host_is_dry(host, (struct host_input *)document))
        code = HAWSER_UNSUPPORTED;
    if (code == HAWSER_OK)
        code = read_some(host, document, buffer, capacity, ret_length);
    host_leave(host);
    return code;
}

static int32_t on_doc_rewind(void *user, hawser_document *document, uint64_t offset)
{
    struct host *host = user;
    host_enter_void(host);
    int32_t code =
        document->closed || offset > document->content->length ? HAWSER_BAD_ARGUMENT : HAWSER_OK;
    if (code == HAWSER_OK)
        document->offset = offset;
    host_leave(host);
    return code;
}

static int32_t on_doc_descriptor(void *user, hawser_document *document, int32_t *ret_descriptor)
{
    (void)user;
    (void)document;
    (void)ret_descriptor;
    return HAWSER_UNSUPPORTED;
}

static void on_doc_moved(void *user, hawser_document *document, uint64_t length)
{
    (void)user;
    (void)document;
    (void)length;
}

static void on_doc_close(void *user, hawser_document *document)
{
    struct host *host = user;
    host_enter_void(host);
    if (document)
        document->closed = true;
    host_leave(host);
}

static bool has_open_output(const struct host *host, uint64_t input)
{
    for (size_t i = 0; i < host->output_count; i++) {
        if (host->outputs[i]->input == input && !host->outputs[i]->gone)
            return true;
    }
    return false;
}

/* HAWSER_BAD_ARGUMENT where the header says so. */
static int32_t judge_result(struct host *host, const hawser_result *result)
{
    if (result->size < sizeof *result)
        host_fault(host, FAULT_SIZES, "a result says that its size is %zu", result->size);
    if (result->input >= host->taken) {
        host_fault(host, FAULT_RESULTS, "there is a result for document %llu, which was not taken",
            (unsigned long long)result->input);
        return HAWSER_BAD_ARGUMENT;
    }
    if (++host->inputs[result->input]->results > 1) {
        host_fault(host, FAULT_RESULTS, "document %llu got a second result",
            (unsigned long long)result->input);
        return HAWSER_BAD_ARGUMENT;
    }
    for (uint64_t i = 0; i < result->input; i++) {
        if ((host->plan.flags & HAWSER_EXECUTE_ORDERED) && host->inputs[i]->results == 0)
            host_fault(host, FAULT_ORDER,
                "document %llu got its result before document %llu, despite HAWSER_EXECUTE_ORDERED",
                (unsigned long long)result->input, (unsigned long long)i);
    }
    if (has_open_output(host, result->input))
        host_fault(host, FAULT_OUTPUTS,
            "document %llu got its result while an output of it was open",
            (unsigned long long)result->input);
    bool needs = result->status != HAWSER_STATUS_SUCCESS && result->status != HAWSER_STATUS_SKIPPED;
    if (result->status > HAWSER_STATUS_UNKNOWN || (needs && !result->error) ||
        (result->status == HAWSER_STATUS_SUCCESS && result->error))
        host_fault(host, FAULT_ERRORS, "the result of document %llu has the status %u %s an error",
            (unsigned long long)result->input, (unsigned)result->status,
            result->error ? "with" : "without");
    if (result->detail && !host_is_object(result->detail, result->detail_length))
        host_fault(host, FAULT_ERRORS, "the detail of a result is no JSON object");
    return HAWSER_OK;
}

static void keep_result(struct host *host, const hawser_result *result)
{
    struct host_input *input = host->inputs[result->input];
    input->status = result->status;
    if (result->error) {
        host_keep_error(result->error, &input->error);
        host_note_error(host, SAID_RESULT, result->error);
    }
    if (result->detail)
        host_note(host, SAID_RESULT, result->detail, result->detail_length);
}

static int32_t on_result(void *user, const hawser_result *result)
{
    struct host *host = user;
    int32_t answer = host_enter(host, CALLBACK_RESULT);
    int32_t code = judge_result(host, result);
    if (code == HAWSER_OK)
        keep_result(host, result);
    host_leave(host);
    return answer == HAWSER_OK ? code : answer;
}

void host_inputs_of(hawser_documents *documents)
{
    documents->next_input = on_next_input;
    documents->doc_read = on_doc_read;
    documents->doc_rewind = on_doc_rewind;
    documents->doc_descriptor = on_doc_descriptor;
    documents->doc_moved = on_doc_moved;
    documents->doc_close = on_doc_close;
    documents->result = on_result;
}
