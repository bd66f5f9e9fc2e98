/* SPDX-License-Identifier: Apache-2.0 */
/* The documents that a connector gives, kept in memory. */
#include <stdlib.h>
#include <string.h>

#include "host.h"
#include "report.h"

static int32_t on_out_open(void *user, const hawser_output_request *request,
    hawser_output **ret_output, uint32_t *ret_capabilities)
{
    struct host *host = user;
    int32_t code = host_enter(host, CALLBACK_OUT_OPEN);
    if (request->size < sizeof *request)
        host_fault(
            host, FAULT_SIZES, "out_open is given a struct whose size says %zu", request->size);
    if (code == HAWSER_OK && !host_is_object(request->properties, request->properties_length)) {
        host_fault(host, FAULT_OUTPUTS, "the properties of out_open are no JSON object");
        code = HAWSER_BAD_ARGUMENT;
    }
    if (code == HAWSER_OK && !(request->flags & HAWSER_OUTPUT_RECORD) &&
        host_is_dry(host, request->input < host->taken ? host->inputs[request->input] : NULL))
        code = HAWSER_UNSUPPORTED;
    if (code == HAWSER_OK) {
        hawser_output *output = report_memory(calloc(1, sizeof *output));
        output->input = request->input;
        output->flags = request->flags;
        host->outputs =
            report_memory(realloc(host->outputs, (host->output_count + 1) * sizeof *host->outputs));
        host->outputs[host->output_count++] = output;
        host_note(host, SAID_PROPERTIES, request->properties, request->properties_length);
        *ret_output = output;
        *ret_capabilities =
            HAWSER_OUTPUT_REWINDABLE | HAWSER_OUTPUT_READABLE | HAWSER_OUTPUT_DURABLE;
    }
    host_leave(host);
    return code;
}

/* A handle that was ended is the connector's mistake. */
static bool is_open(struct host *host, const hawser_output *output)
{
    if (output->gone)
        host_fault(host, FAULT_OUTPUTS, "an output was used after it was published or discarded");
    return !output->gone;
}

static void append(hawser_output *output, const void *bytes, size_t length)
{
    if (output->length + length > output->capacity) {
        output->capacity = (output->length + length) * 2;
        output->bytes = report_memory(realloc(output->bytes, output->capacity));
    }
    memcpy(output->bytes + output->length, bytes, length);
    output->length += length;
}

static int32_t on_out_write(
    void *user, hawser_output *output, const void *bytes, size_t length, size_t *ret_length)
{
    struct host *host = user;
    int32_t code = host_enter(host, CALLBACK_OUT_WRITE);
    if (code == HAWSER_OK && (!is_open(host, output) || length == 0))
        code = HAWSER_BAD_ARGUMENT;
    if (code == HAWSER_OK) {
        if (host->plan.most != 0 && length > host->plan.most)
            length = host->plan.most;
        append(output, bytes, length);
        *ret_length = length;
    }
    host_leave(host);
    return code;
}

static int32_t on_out_descriptor(void *user, hawser_output *output, int32_t *ret_descriptor)
{
    (void)user;
    (void)output;
    (void)ret_descriptor;
    return HAWSER_UNSUPPORTED;
}

static void on_out_moved(void *user, hawser_output *output, uint64_t length)
{
    (void)user;
    (void)output;
    (void)length;
}

static int32_t on_out_read(void *user, hawser_output *output, uint64_t offset, void *buffer,
    size_t capacity, size_t *ret_length)
{
    struct host *host = user;
    int32_t code = HAWSER_OK;
    host_enter_void(host);
    if (!is_open(host, output))
        code = HAWSER_BAD_ARGUMENT;
    else if (offset >= output->length)
        code = HAWSER_END;
    if (code == HAWSER_OK) {
        size_t left = output->length - (size_t)offset;
        size_t length = left < capacity ? left : capacity;
        if (host->plan.most != 0 && length > host->plan.most)
            length = host->plan.most;
        memcpy(buffer, output->bytes + offset, length);
        *ret_length = length;
    }
    host_leave(host);
    return code;
}

static int32_t on_out_truncate(void *user, hawser_output *output, uint64_t offset)
{
    struct host *host = user;
    host_enter_void(host);
    int32_t code =
        is_open(host, output) && offset <= output->length ? HAWSER_OK : HAWSER_BAD_ARGUMENT;
    if (code == HAWSER_OK)
        output->length = (size_t)offset;
    host_leave(host);
    return code;
}

static int32_t on_out_prepare(
    void *user, hawser_output *output, const char *properties, size_t length)
{
    struct host *host = user;
    int32_t code = host_enter(host, CALLBACK_OUT_PREPARE);
    if (code == HAWSER_OK && !is_open(host, output))
        code = HAWSER_BAD_ARGUMENT;
    if (code == HAWSER_OK && !host_is_object(properties, length)) {
        host_fault(host, FAULT_OUTPUTS, "the properties of out_prepare are no JSON object");
        code = HAWSER_BAD_ARGUMENT;
    }
    if (code == HAWSER_OK) {
        host_note(host, SAID_PROPERTIES, properties, length);
        free(output->properties);
        output->properties = report_memory(strndup(properties, length));
        output->prepared = true;
    }
    host_leave(host);
    return code;
}

static int32_t on_out_publish(void *user, hawser_output *output)
{
    struct host *host = user;
    int32_t code = host_enter(host, CALLBACK_OUT_PUBLISH);
    if (is_open(host, output) && !output->prepared) {
        host_fault(host, FAULT_OUTPUTS, "an output was published that was not prepared");
        code = code == HAWSER_OK ? HAWSER_BAD_ARGUMENT : code;
    }
    if (code == HAWSER_OK && (output->flags & HAWSER_OUTPUT_RECORD) &&
        !host_is_object(output->bytes, output->length))
        host_fault(host, FAULT_OUTPUTS, "a record of %zu bytes is no JSON object", output->length);
    output->published = code == HAWSER_OK;
    output->gone = true;
    host_leave(host);
    return code;
}

static void on_out_discard(void *user, hawser_output *output)
{
    struct host *host = user;
    host_enter_void(host);
    (void)is_open(host, output);
    output->gone = true;
    host_leave(host);
}

static int32_t on_out_fail(
    void *user, uint64_t input, const char *properties, size_t length, const hawser_error *error)
{
    struct host *host = user;
    int32_t code = host_enter(host, CALLBACK_OUT_FAIL);
    if (input >= host->taken)
        host_fault(host, FAULT_OUTPUTS, "out_fail names a document that was not taken");
    host_note(host, SAID_PROPERTIES, properties, length);
    if (error)
        host_note_error(host, SAID_RESULT, error);
    host_leave(host);
    return code;
}

void host_outputs_of(hawser_documents *documents)
{
    documents->out_open = on_out_open;
    documents->out_write = on_out_write;
    documents->out_descriptor = on_out_descriptor;
    documents->out_moved = on_out_moved;
    documents->out_read = on_out_read;
    documents->out_truncate = on_out_truncate;
    documents->out_prepare = on_out_prepare;
    documents->out_publish = on_out_publish;
    documents->out_discard = on_out_discard;
    documents->out_fail = on_out_fail;
}

void host_outputs_done(struct host *host)
{
    for (size_t i = 0; i < host->output_count; i++) {
        free(host->outputs[i]->bytes);
        free(host->outputs[i]->properties);
        free(host->outputs[i]);
    }
    free(host->outputs);
}
