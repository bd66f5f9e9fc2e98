/* SPDX-License-Identifier: Apache-2.0 */
/* Input documents, as a connector sees them. */
#include "config.h"
#include "documents.h"

#include <stdlib.h>
#include <string.h>

#include "input_reader.h"
#include "problem.h"
#include "results.h"

/* What a handle stands for. */
struct document {
    struct input *input;
    struct reader *reader;
    uint64_t index;
};

static hawser_execution *execution_of(void *host)
{
    return call_of(host)->execution;
}

/* An input of the host's `next`, added to the list. Another code ends the inputs. */
static int32_t ask_host(hawser_execution *execution)
{
    hawser_source source = {.size = sizeof source, .content_size = HAWSER_SIZE_UNKNOWN};
    struct input *input;
    int32_t code = execution->next(execution->next_user, &source);

    if (code != HAWSER_OK)
        return code == HAWSER_END || code == HAWSER_CANCELLED || code == HAWSER_TIMEOUT
                   ? code
                   : HAWSER_HOST;
    input = input_new(INPUT_SOURCE);
    if (!input) {
        if (source.close)
            source.close(source.user);
        return HAWSER_NO_MEMORY;
    }
    input->source = source;
    code = input_describe(input, source.id, source.properties);
    if (code == HAWSER_OK)
        code = input_identify(input, source.identity);
    if (code == HAWSER_BAD_ARGUMENT)
        problem_set(&input->unusable, code, "host.input.properties", NULL,
            "the properties of an input document are not a JSON object");
    else if (code != HAWSER_OK) {
        input_free(input);
        return code;
    }
    return execution_add(execution, input);
}

/* The input whose turn it is, with `turn` held. */
static int32_t current(hawser_execution *execution, struct input **ret_input)
{
    int32_t code = execution->ended;

    pthread_mutex_lock(&execution->mutex);
    bool more = execution->next_number < execution->given.count;
    pthread_mutex_unlock(&execution->mutex);
    if (code == HAWSER_OK && !more) {
        code = execution->next ? ask_host(execution) : HAWSER_END;
        execution->ended = code;
    }
    if (code != HAWSER_OK)
        return code;
    pthread_mutex_lock(&execution->mutex);
    *ret_input = execution->given.inputs[execution->next_number];
    pthread_mutex_unlock(&execution->mutex);
    return HAWSER_OK;
}

/* Opens one that can be used; others get their result here and are passed over. */
static int32_t open_next(hawser_execution *execution, struct input **ret_input,
    struct reader **ret_reader, struct attempt *attempt)
{
    for (;;) {
        struct input *input = NULL;
        hawser_problem *problem = NULL;
        int32_t code = current(execution, &input);

        if (code != HAWSER_OK)
            return code;
        if (!input->unusable) {
            code = reader_open(input, ret_reader, attempt);
            if (code == HAWSER_NO_MEMORY)
                return code;
            if (code == HAWSER_OK) {
                *ret_input = input;
                return code;
            }
            problem_set(
                &problem, code, "host.input.open", NULL, "the input document %s", attempt->text);
        } else {
            problem = input->unusable;
            input->unusable = NULL;
        }
        execution->next_number++;
        results_unusable(execution, input, problem);
    }
}

/* Gives the input its index. Without memory nothing has changed. */
static int32_t take(hawser_execution *execution, struct input *input)
{
    int32_t code = HAWSER_OK;

    pthread_mutex_lock(&execution->mutex);
    if (execution->taken_count == execution->taken_capacity) {
        uint64_t capacity = execution->taken_capacity ? 2 * execution->taken_capacity : 16;
        uint64_t *taken = reallocarray(execution->taken, capacity, sizeof *taken);

        if (taken) {
            execution->taken = taken;
            execution->taken_capacity = capacity;
        } else
            code = HAWSER_NO_MEMORY;
    }
    if (code == HAWSER_OK) {
        input->index = execution->taken_count;
        input->taken = true;
        input->open = true;
        execution->taken[execution->taken_count++] = input->number;
    }
    pthread_mutex_unlock(&execution->mutex);
    return code;
}

static void fill(
    hawser_input *to, const struct input *input, const struct reader *reader, uintptr_t handle)
{
    to->index = input->index;
    to->document = (hawser_document *)handle;
    to->id = input->id;
    to->id_length = input->id ? strlen(input->id) : 0;
    to->properties = input->properties;
    to->properties_length = strlen(input->properties);
    to->content_size = reader->content_size;
    to->capabilities = reader->capabilities;
    to->reserved = 0;
    if (!HAWSER_HAS(to, hawser_input, identity_length))
        return;
    to->identity = reader_identity(reader);
    to->identity_length = to->identity ? strlen(to->identity) : 0;
}

/* Hands an opened input over to the connector. */
static int32_t hand_over(
    hawser_execution *execution, struct input *input, struct reader *reader, hawser_input *to)
{
    struct document *document = calloc(1, sizeof *document);
    uintptr_t handle = 0;

    if (document)
        handle = handle_add(&execution->handles, HANDLE_DOCUMENT, document);
    if (handle == 0 || take(execution, input) != HAWSER_OK) {
        if (handle != 0)
            handle_drop(&execution->handles, handle);
        free(document);
        reader_close(reader);
        return HAWSER_NO_MEMORY;
    }
    execution->next_number++;
    *document = (struct document){input, reader, input->index};
    fill(to, input, reader, handle);
    return HAWSER_OK;
}

int32_t documents_next_input(void *host, hawser_input *input)
{
    hawser_execution *execution = execution_of(host);
    struct input *next = NULL;
    struct reader *reader = NULL;
    struct attempt attempt;
    int32_t code;

    if (!input || !HAWSER_HAS(input, hawser_input, reserved))
        return HAWSER_BAD_ARGUMENT;
    attempt_init(&attempt, &call_of(host)->abi);
    code = attempt_check(&attempt);
    if (code != HAWSER_OK)
        return code;
    pthread_mutex_lock(&execution->turn);
    code = open_next(execution, &next, &reader, &attempt);
    if (code == HAWSER_OK)
        code = hand_over(execution, next, reader, input);
    pthread_mutex_unlock(&execution->turn);
    if (code == HAWSER_HOST) {
        attempt_failed(&attempt, code, "the host could not give the next input document");
        execution_host_failed(execution, NULL, &attempt);
    }
    return code;
}

static struct document *take_document(hawser_execution *execution, hawser_document *document)
{
    return handle_take(&execution->handles, HANDLE_DOCUMENT, (uintptr_t)document);
}

/* Ends the use of a handle, keeping why it failed. */
static int32_t give_back(hawser_execution *execution, hawser_document *handle,
    const struct document *document, int32_t code, const struct attempt *attempt)
{
    if (code != HAWSER_OK && code != HAWSER_END && attempt->code == code)
        execution_host_failed(execution, &document->index, attempt);
    handle_return(&execution->handles, (uintptr_t)handle);
    return code;
}

static void count_in(hawser_execution *execution, uint64_t length)
{
    pthread_mutex_lock(&execution->mutex);
    execution->summary.bytes_in += length;
    pthread_mutex_unlock(&execution->mutex);
}

int32_t documents_read(
    void *host, hawser_document *handle, void *buffer, size_t capacity, size_t *ret_length)
{
    hawser_execution *execution = execution_of(host);
    struct document *document;
    struct attempt attempt;
    int32_t code;

    if (!buffer || capacity == 0 || !ret_length)
        return HAWSER_BAD_ARGUMENT;
    document = take_document(execution, handle);
    if (!document)
        return HAWSER_BAD_ARGUMENT;
    attempt_init(&attempt, &call_of(host)->abi);
    if (execution->flags & HAWSER_EXECUTE_DRY_RUN)
        code = attempt_failed(&attempt, HAWSER_UNSUPPORTED,
            "is not to be read: this is a dry run, and the connector wanted its bytes");
    else
        code = reader_read(document->reader, buffer, capacity, ret_length, &attempt);
    if (code == HAWSER_OK)
        count_in(execution, *ret_length);
    return give_back(execution, handle, document, code, &attempt);
}

int32_t documents_rewind(void *host, hawser_document *handle, uint64_t offset)
{
    hawser_execution *execution = execution_of(host);
    struct document *document = take_document(execution, handle);
    struct attempt attempt;
    int32_t code;

    if (!document)
        return HAWSER_BAD_ARGUMENT;
    attempt_init(&attempt, &call_of(host)->abi);
    code = reader_rewind(document->reader, offset, &attempt);
    return give_back(execution, handle, document, code, &attempt);
}

int32_t documents_descriptor(void *host, hawser_document *handle, int32_t *ret_descriptor)
{
    hawser_execution *execution = execution_of(host);
    struct document *document = take_document(execution, handle);
    int32_t code = HAWSER_UNSUPPORTED;

    if (!document)
        return HAWSER_BAD_ARGUMENT;
    if (!ret_descriptor)
        code = HAWSER_BAD_ARGUMENT;
    else if ((document->reader->capabilities & HAWSER_INPUT_DESCRIPTOR) &&
             !(execution->flags & HAWSER_EXECUTE_DRY_RUN)) {
        *ret_descriptor = document->reader->descriptor;
        code = HAWSER_OK;
    }
    handle_return(&execution->handles, (uintptr_t)handle);
    return code;
}

void documents_moved(void *host, hawser_document *handle, uint64_t length)
{
    hawser_execution *execution = execution_of(host);
    struct document *document = take_document(execution, handle);

    if (!document)
        return;
    document->reader->position += length;
    count_in(execution, length);
    handle_return(&execution->handles, (uintptr_t)handle);
}

static void close_document(hawser_execution *execution, struct document *document)
{
    struct input *retired;

    reader_close(document->reader);
    pthread_mutex_lock(&execution->mutex);
    document->input->open = false;
    retired = execution_retire(execution, document->input);
    pthread_mutex_unlock(&execution->mutex);
    input_free(retired);
    free(document);
}

void documents_close(void *host, hawser_document *handle)
{
    hawser_execution *execution = execution_of(host);
    struct document *document = take_document(execution, handle);

    if (!document)
        return;
    handle_drop(&execution->handles, (uintptr_t)handle);
    close_document(execution, document);
}

void documents_end(hawser_execution *execution)
{
    struct document *document;

    while ((document = handle_pop(&execution->handles, HANDLE_DOCUMENT)) != NULL)
        close_document(execution, document);
}
