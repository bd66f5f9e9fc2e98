/* SPDX-License-Identifier: Apache-2.0 */
/* Output documents, as a connector sees them. */
#include "config.h"
#include "documents.h"

#include <stdlib.h>
#include <string.h>

#include "document_properties.h"
#include "results.h"

/* What a handle stands for. */
struct output {
    struct sink *sink;
    void *document;  /* the sink's */
    uint64_t index;  /* the connector's, of the input */
    uint64_t number; /* the host's */
    char *properties;
    uint32_t flags; /* HAWSER_OUTPUT_* of the request */
    bool prepared;
};

static hawser_execution *execution_of(void *host)
{
    return call_of(host)->execution;
}

static struct output *take(hawser_execution *execution, hawser_output *handle)
{
    return handle_take(&execution->handles, HANDLE_OUTPUT, (uintptr_t)handle);
}

/* Ends the use of a handle, keeping why it failed. */
static int32_t give_back(hawser_execution *execution, hawser_output *handle,
    const struct output *output, int32_t code, const struct attempt *attempt)
{
    if (code != HAWSER_OK && attempt->code == code)
        execution_host_failed(execution, &output->index, attempt);
    handle_return(&execution->handles, (uintptr_t)handle);
    return code;
}

static bool is_request(const hawser_output_request *request)
{
    return request && HAWSER_HAS(request, hawser_output_request, reserved) &&
           (request->flags &
               ~(HAWSER_OUTPUT_WILL_DELETE | HAWSER_OUTPUT_RECORD | HAWSER_OUTPUT_KEEP_TIME)) == 0;
}

/* Counts an output as open. HAWSER_BAD_ARGUMENT: no such input, or it has its result. */
static int32_t attach(hawser_execution *execution, uint64_t index, uint64_t *ret_number)
{
    struct input *input;
    int32_t code = HAWSER_BAD_ARGUMENT;

    pthread_mutex_lock(&execution->mutex);
    input = execution_input(execution, index);
    if (input && !input->done) {
        input->outputs++;
        *ret_number = input->number;
        code = HAWSER_OK;
    }
    pthread_mutex_unlock(&execution->mutex);
    return code;
}

static void detach(hawser_execution *execution, uint64_t index)
{
    struct input *input;

    pthread_mutex_lock(&execution->mutex);
    input = execution_input(execution, index);
    if (input)
        input->outputs--;
    pthread_mutex_unlock(&execution->mutex);
}

static int32_t check_durable(
    const hawser_execution *execution, const struct output *output, struct attempt *attempt)
{
    if (!(output->flags & HAWSER_OUTPUT_WILL_DELETE) ||
        (output->sink->capabilities & HAWSER_OUTPUT_DURABLE) ||
        (execution->flags & HAWSER_EXECUTE_ACK_ON_WRITE))
        return HAWSER_OK;
    return attempt_failed(attempt, HAWSER_UNSUPPORTED,
        "the source was to be deleted, but the output can't be made durable: give a directory, or "
        "allow acknowledgement on write");
}

/* A dry run is told in records, which the host gets as such: no sink is to make anything. */
static int32_t choose_sink(
    const hawser_execution *execution, struct output *output, struct attempt *attempt)
{
    bool record = (output->flags & HAWSER_OUTPUT_RECORD) != 0;
    bool dry = (execution->flags & HAWSER_EXECUTE_DRY_RUN) != 0;

    if (dry && !record)
        return attempt_failed(attempt, HAWSER_UNSUPPORTED,
            "this is a dry run: no document is made, and the connector wanted to make one");
    output->sink = execution->sink;
    if (record && (dry || !execution->sink->takes_records))
        output->sink = execution->records;
    return HAWSER_OK;
}

/* Opens the document in its sink, told by the host's number of the input. */
static int32_t open_in_sink(hawser_execution *execution, const hawser_output_request *request,
    const json_t *properties, struct output *output, struct attempt *attempt)
{
    hawser_output_request told = {
        .size = sizeof told,
        .input = output->number,
        .properties = output->properties,
        .properties_length = strlen(output->properties),
        .content_size = request->content_size,
        .flags = request->flags,
    };
    const struct sink_request asked = {
        .abi = &told,
        .properties = properties,
        .durable = (execution->flags & HAWSER_EXECUTE_DURABLE) != 0,
        .deletes = (request->flags & HAWSER_OUTPUT_WILL_DELETE) != 0,
    };
    int32_t code = check_durable(execution, output, attempt);

    if (code != HAWSER_OK)
        return code;
    return output->sink->type->open(output->sink, &asked, &output->document, attempt);
}

static void free_output(struct output *output)
{
    if (output->document)
        output->sink->type->release(output->document);
    free(output->properties);
    free(output);
}

/* Records go to sinks that look at no property: they take theirs as text. */
static json_t **wanted_properties(uint32_t flags, json_t **properties)
{
    return flags & HAWSER_OUTPUT_RECORD ? NULL : properties;
}

/* Opens an output of an input that it is attached to. */
static int32_t make(hawser_execution *execution, const hawser_output_request *request,
    struct output *output, struct attempt *attempt)
{
    json_t *properties = NULL;
    int32_t code = document_properties_copy(request->properties, request->properties_length,
        &output->properties, wanted_properties(request->flags, &properties));

    output->flags = request->flags;
    if (code == HAWSER_OK)
        code = choose_sink(execution, output, attempt);
    if (code == HAWSER_OK)
        code = open_in_sink(execution, request, properties, output, attempt);
    json_decref(properties);
    return code;
}

/* A sink may have a descriptor for one document and none for the next. */
static int descriptor_of(const struct output *output)
{
    const struct sink_type *type = output->sink->type;

    return type->descriptor ? type->descriptor(output->document) : -1;
}

static uint32_t capabilities_of(const struct output *output)
{
    uint32_t others = output->sink->capabilities & ~HAWSER_OUTPUT_DESCRIPTOR;

    return descriptor_of(output) >= 0 ? others | HAWSER_OUTPUT_DESCRIPTOR : others;
}

int32_t outputs_open(void *host, const hawser_output_request *request, hawser_output **ret_output,
    uint32_t *ret_capabilities)
{
    hawser_execution *execution = execution_of(host);
    struct output *output;
    struct attempt attempt;
    uintptr_t handle = 0;
    int32_t code;

    if (!is_request(request) || !ret_output || !ret_capabilities)
        return HAWSER_BAD_ARGUMENT;
    output = malloc(sizeof *output);
    if (!output)
        return HAWSER_NO_MEMORY;
    *output = (struct output){.index = request->input};
    code = attach(execution, output->index, &output->number);
    if (code != HAWSER_OK) {
        free(output);
        return code;
    }
    attempt_init(&attempt, &call_of(host)->abi);
    code = make(execution, request, output, &attempt);
    if (code == HAWSER_OK) {
        handle = handle_add(&execution->handles, HANDLE_OUTPUT, output);
        if (handle == 0) {
            output->sink->type->discard(output->document, &attempt);
            code = HAWSER_NO_MEMORY;
        }
    }
    if (code != HAWSER_OK) {
        if (attempt.code == code)
            execution_host_failed(execution, &output->index, &attempt);
        detach(execution, output->index);
        free_output(output);
        return code;
    }
    *ret_output = (hawser_output *)handle;
    *ret_capabilities = capabilities_of(output);
    return HAWSER_OK;
}

int32_t outputs_write(
    void *host, hawser_output *handle, const void *bytes, size_t length, size_t *ret_length)
{
    hawser_execution *execution = execution_of(host);
    struct output *output;
    struct attempt attempt;
    int32_t code = HAWSER_BAD_ARGUMENT;

    if (!bytes || length == 0 || !ret_length)
        return code;
    output = take(execution, handle);
    if (!output)
        return code;
    attempt_init(&attempt, &call_of(host)->abi);
    if (!output->prepared)
        code = output->sink->type->write(output->document, bytes, length, ret_length, &attempt);
    return give_back(execution, handle, output, code, &attempt);
}

int32_t outputs_descriptor(void *host, hawser_output *handle, int32_t *ret_descriptor)
{
    hawser_execution *execution = execution_of(host);
    struct output *output = take(execution, handle);
    int32_t code = HAWSER_BAD_ARGUMENT;

    if (!output)
        return code;
    if (ret_descriptor && !output->prepared) {
        int descriptor = descriptor_of(output);

        code = descriptor >= 0 ? HAWSER_OK : HAWSER_UNSUPPORTED;
        if (code == HAWSER_OK)
            *ret_descriptor = descriptor;
    }
    handle_return(&execution->handles, (uintptr_t)handle);
    return code;
}

void outputs_moved(void *host, hawser_output *handle, uint64_t length)
{
    hawser_execution *execution = execution_of(host);
    struct output *output = take(execution, handle);

    if (!output)
        return;
    if (output->sink->type->moved && !output->prepared)
        output->sink->type->moved(output->document, length);
    handle_return(&execution->handles, (uintptr_t)handle);
}

int32_t outputs_read(void *host, hawser_output *handle, uint64_t offset, void *buffer,
    size_t capacity, size_t *ret_length)
{
    hawser_execution *execution = execution_of(host);
    struct output *output;
    struct attempt attempt;
    int32_t code = HAWSER_UNSUPPORTED;

    if (!buffer || capacity == 0 || !ret_length)
        return HAWSER_BAD_ARGUMENT;
    output = take(execution, handle);
    if (!output)
        return HAWSER_BAD_ARGUMENT;
    attempt_init(&attempt, &call_of(host)->abi);
    if (output->sink->capabilities & HAWSER_OUTPUT_READABLE)
        code = output->sink->type->read(
            output->document, offset, buffer, capacity, ret_length, &attempt);
    return give_back(execution, handle, output, code, &attempt);
}

int32_t outputs_truncate(void *host, hawser_output *handle, uint64_t offset)
{
    hawser_execution *execution = execution_of(host);
    struct output *output = take(execution, handle);
    struct attempt attempt;
    int32_t code = HAWSER_BAD_ARGUMENT;

    if (!output)
        return code;
    attempt_init(&attempt, &call_of(host)->abi);
    if (!(output->sink->capabilities & HAWSER_OUTPUT_REWINDABLE))
        code = attempt_failed(&attempt, HAWSER_UNSUPPORTED, "the output can't be cut");
    else if (!output->prepared)
        code = output->sink->type->truncate(output->document, offset, &attempt);
    return give_back(execution, handle, output, code, &attempt);
}

static int32_t prepare(
    struct output *output, const char *text, size_t length, struct attempt *attempt)
{
    json_t *properties = NULL;
    char *copy = NULL;
    int32_t code = document_properties_copy(
        text, length, &copy, wanted_properties(output->flags, &properties));

    if (code == HAWSER_OK)
        code = output->sink->type->prepare(output->document, copy, properties, attempt);
    json_decref(properties);
    if (code != HAWSER_OK) {
        free(copy);
        return code;
    }
    free(output->properties);
    output->properties = copy;
    output->prepared = true;
    return code;
}

int32_t outputs_prepare(void *host, hawser_output *handle, const char *properties, size_t length)
{
    hawser_execution *execution = execution_of(host);
    struct output *output = take(execution, handle);
    struct attempt attempt;
    int32_t code = HAWSER_BAD_ARGUMENT;

    if (!output)
        return code;
    attempt_init(&attempt, &call_of(host)->abi);
    if (properties && !output->prepared)
        code = prepare(output, properties, length, &attempt);
    return give_back(execution, handle, output, code, &attempt);
}

/* Counts a document and shows it to the host. */
static void deliver(hawser_execution *execution, hawser_delivered *delivered)
{
    pthread_mutex_lock(&execution->hook);
    pthread_mutex_lock(&execution->mutex);
    if (delivered->error)
        execution->summary.outputs_failed++;
    else
        execution->summary.outputs++;
    if (!delivered->error && !delivered->record)
        execution->summary.bytes_out += delivered->length;
    pthread_mutex_unlock(&execution->mutex);
    delivered->size = sizeof *delivered;
    delivered->document = execution->delivered++;
    if (execution->output)
        execution->output(execution->output_user, delivered);
    pthread_mutex_unlock(&execution->hook);
}

static int32_t publish(hawser_execution *execution, struct output *output, struct attempt *attempt)
{
    struct sink_delivery delivery = {0};
    hawser_delivered delivered = {
        .input = output->number,
        .properties = output->properties,
        .record = (output->flags & HAWSER_OUTPUT_RECORD) != 0,
    };
    int32_t code = output->sink->type->publish(output->document, &delivery, attempt);

    if (code != HAWSER_OK)
        return code;
    delivered.file = delivery.file;
    delivered.bytes = delivery.bytes;
    delivered.length = delivery.length;
    deliver(execution, &delivered);
    return code;
}

int32_t outputs_publish(void *host, hawser_output *handle)
{
    hawser_execution *execution = execution_of(host);
    struct output *output = take(execution, handle);
    struct attempt attempt;
    int32_t code = HAWSER_BAD_ARGUMENT;

    if (!output)
        return code;
    handle_drop(&execution->handles, (uintptr_t)handle);
    attempt_init(&attempt, &call_of(host)->abi);
    if (output->prepared)
        code = publish(execution, output, &attempt);
    else
        output->sink->type->discard(output->document, &attempt);
    if (code != HAWSER_OK && attempt.code == code)
        execution_host_failed(execution, &output->index, &attempt);
    detach(execution, output->index);
    free_output(output);
    return code;
}

void outputs_discard(void *host, hawser_output *handle)
{
    hawser_execution *execution = execution_of(host);
    struct output *output = take(execution, handle);
    struct attempt attempt;

    if (!output)
        return;
    handle_drop(&execution->handles, (uintptr_t)handle);
    attempt_init(&attempt, &call_of(host)->abi);
    output->sink->type->discard(output->document, &attempt);
    detach(execution, output->index);
    free_output(output);
}

int32_t outputs_fail(
    void *host, uint64_t index, const char *properties, size_t length, const hawser_error *error)
{
    hawser_execution *execution = execution_of(host);
    hawser_delivered delivered = {0};
    hawser_problem *problem = NULL;
    const struct input *input;
    char *copy = NULL;
    int32_t code;

    if (!properties || !results_is_error(error))
        return HAWSER_BAD_ARGUMENT;
    code = attach(execution, index, &delivered.input);
    if (code != HAWSER_OK)
        return code;
    code = document_properties_copy(properties, length, &copy, NULL);
    if (code == HAWSER_OK) {
        pthread_mutex_lock(&execution->mutex);
        input = execution_input(execution, index);
        problem = results_amend(execution, error, input ? input->host_error : NULL);
        pthread_mutex_unlock(&execution->mutex);
        delivered.properties = copy;
        delivered.error = hawser_problem_error(problem);
        deliver(execution, &delivered);
    }
    detach(execution, index);
    hawser_problem_free(problem);
    free(copy);
    return code;
}

/* A source may be gone that was to be deleted after prepare: its document is published, as it would
   be after a crash. */
static void end(hawser_execution *execution, struct output *output)
{
    struct attempt attempt;

    attempt_init(&attempt, &execution->call->abi);
    if (output->prepared && (output->flags & HAWSER_OUTPUT_WILL_DELETE)) {
        if (publish(execution, output, &attempt) != HAWSER_OK)
            execution_host_failed(execution, &output->index, &attempt);
    } else
        output->sink->type->discard(output->document, &attempt);
    detach(execution, output->index);
    free_output(output);
}

void outputs_end(hawser_execution *execution)
{
    struct output *output;

    while ((output = handle_pop(&execution->handles, HANDLE_OUTPUT)) != NULL)
        end(execution, output);
}
