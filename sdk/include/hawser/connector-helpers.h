/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What most connectors would write again: the queue of documents, whole reads and writes, errors and findings with a
 * text. Nothing in it is needed, and nothing in it is more than the functions of hawser/connector.h put together; it is
 * compiled into the connector, and leaves no symbol there that others could see. It takes POSIX.1-2008 (with a strict
 * -std, _POSIX_C_SOURCE=200809L), in C99 or C++.
 *
 * Unless said otherwise a function returns the code of the callback that failed, else HAWSER_OK, may be called on any
 * thread on which those callbacks may be, keeps nothing of what it is given, and frees nothing. Since 1.0.
 */
#ifndef HAWSER_CONNECTOR_HELPERS_H
#define HAWSER_CONNECTOR_HELPERS_H

#include <hawser/connector.h>

#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define HAWSER_PRINTF_LIKE(text, first) __attribute__((format(printf, text, first)))
#else
#define HAWSER_PRINTF_LIKE(text, first)
#endif

#define HAWSER_FAILURE_TEXT 768
#define HAWSER_FINDING_TEXT 4096

/* --- What went wrong ---------------------------------------------------------------------------------------------- */

/* An error with room for its text. All zeros: nothing went wrong. `id` and `hint` are static texts. */
typedef struct hawser_failure {
    int32_t code;   /* as in hawser_error */
    uint32_t retry; /* HAWSER_RETRY_* */
    int32_t native;
    uint32_t status; /* HAWSER_STATUS_* of the document that it befalls */
    const char *id;
    const char *hint;
    char message[HAWSER_FAILURE_TEXT];
} hawser_failure;

/* Codes that concern one document alone, so that the next may follow. */
static inline uint32_t hawser_status_of(int32_t code)
{
    switch (code) {
    case HAWSER_OK:
        return HAWSER_STATUS_SUCCESS;
    case HAWSER_NOT_FOUND:
    case HAWSER_EXISTS:
    case HAWSER_DENIED:
    case HAWSER_BAD_CONFIG:
    case HAWSER_UNSUPPORTED:
    case HAWSER_DATA:
        return HAWSER_STATUS_APPLICATION_ERROR;
    default:
        return HAWSER_STATUS_FAILURE;
    }
}

/* Sets all but `native` and `hint`, which become 0 and NULL; the status is that of hawser_status_of(). A text that is too
   long is cut. Returns `code`. */
HAWSER_PRINTF_LIKE(5, 6)
static inline int32_t hawser_failure_set(
    hawser_failure *failure, int32_t code, uint32_t retry, const char *id, const char *format, ...)
{
    va_list arguments;
    failure->code = code;
    failure->retry = retry;
    failure->native = 0;
    failure->status = hawser_status_of(code);
    failure->id = id;
    failure->hint = NULL;
    va_start(arguments, format);
    (void)vsnprintf(failure->message, sizeof failure->message, format, arguments);
    va_end(arguments);
    return code;
}

/* As callbacks take it; it borrows from `failure`. */
static inline hawser_error hawser_failure_error(const hawser_failure *failure)
{
    hawser_error error;
    memset(&error, 0, sizeof error);
    error.size = sizeof error;
    error.code = failure->code;
    error.retry = failure->retry;
    error.native = failure->native;
    error.id = failure->id;
    error.message = failure->message;
    error.hint = failure->hint;
    return error;
}

/* Says why the call fails, and returns the code to return from it. [call] */
static inline int32_t hawser_call_fail(const hawser_call *call, const hawser_failure *failure)
{
    hawser_error error = hawser_failure_error(failure);
    call->fail(call->host, &error);
    return failure->code;
}

/* HAWSER_CANCELLED or HAWSER_TIMEOUT once the call should end, else HAWSER_OK. To be asked before each step that takes
   time, and each piece of bytes. */
static inline int32_t hawser_call_state(const hawser_call *call)
{
    struct timespec now;
    struct pollfd cancelled;
    cancelled.fd = call->cancel_fd; /* poll passes over -1 */
    cancelled.events = POLLIN;
    cancelled.revents = 0;
    if (poll(&cancelled, 1, 0) > 0)
        return HAWSER_CANCELLED;
    if (call->deadline_ns == 0 || clock_gettime(CLOCK_MONOTONIC, &now) != 0)
        return HAWSER_OK;
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec < call->deadline_ns
               ? HAWSER_OK
               : HAWSER_TIMEOUT;
}

/* --- JSON --------------------------------------------------------------------------------------------------------- */

/* Writes UTF-8 text as a JSON string, with its quotes and a NUL, and returns the bytes without the NUL; 0: `capacity` is
   too small, and `out` is empty. Six bytes for each of the text, and three more, always suffice. */
static inline size_t hawser_json_quote(char *out, size_t capacity, const char *text)
{
    size_t length = 0;
    if (capacity > 0)
        out[0] = '\0';
    if (capacity < 3)
        return 0;
    out[length++] = '"';
    for (; *text; text++) {
        unsigned char byte = (unsigned char)*text;
        if (capacity - length < 9) { /* the longest escape, quote, NUL, and one of sloth */
            out[0] = '\0';
            return 0;
        }
        if (byte < 0x20)
            length += (size_t)snprintf(out + length, 7, "\\u%04x", byte);
        else {
            if (byte == '"' || byte == '\\')
                out[length++] = '\\';
            out[length++] = (char)byte;
        }
    }
    out[length++] = '"';
    out[length] = '\0';
    return length;
}

/* Emits a finding. `severity` is error, warning or info; `code`, `pointer` and `severity` are texts that need no
   escaping; `hint` NULL: nothing to say. HAWSER_RESOURCE: all together are over HAWSER_FINDING_TEXT bytes. [call] */
static inline int32_t hawser_emit_finding(const hawser_call *call, const char *severity,
    const char *code, const char *pointer, const char *message, const char *hint)
{
    char text[HAWSER_FINDING_TEXT], quoted[HAWSER_FINDING_TEXT / 2],
        advice[HAWSER_FINDING_TEXT / 2] = "null";
    if (!hawser_json_quote(quoted, sizeof quoted, message) ||
        (hint && !hawser_json_quote(advice, sizeof advice, hint)))
        return HAWSER_RESOURCE;
    int length = snprintf(text, sizeof text,
        "{\"severity\":\"%s\",\"code\":\"%s\",\"pointer\":\"%s\",\"message\":%s,\"hint\":%s}",
        severity, code, pointer, quoted, advice);
    if (length < 0 || (size_t)length >= sizeof text)
        return HAWSER_RESOURCE;
    return call->emit(call->host, HAWSER_EMIT_FINDING, text, (size_t)length);
}

/* --- Documents ---------------------------------------------------------------------------------------------------- */

/* Reads an input to its end, into `buffer`. HAWSER_RESOURCE: it has more than `capacity` bytes. */
static inline int32_t hawser_read_all(const hawser_call *call, const hawser_documents *documents,
    hawser_document *document, char *buffer, size_t capacity, size_t *ret_length)
{
    size_t length = 0, got = 0;
    char beyond;
    int32_t code = HAWSER_OK;
    while (code == HAWSER_OK && length < capacity) {
        code = documents->doc_read(call->host, document, buffer + length, capacity - length, &got);
        length += code == HAWSER_OK ? got : 0;
    }
    if (code == HAWSER_OK)
        code = documents->doc_read(call->host, document, &beyond, 1, &got);
    if (code == HAWSER_OK)
        return HAWSER_RESOURCE;
    if (code != HAWSER_END)
        return code;
    *ret_length = length;
    return HAWSER_OK;
}

/* Writes all bytes, however few the host takes at a time. */
static inline int32_t hawser_write_all(const hawser_call *call, const hawser_documents *documents,
    hawser_output *output, const char *bytes, size_t length)
{
    while (length > 0) {
        size_t written = 0;
        int32_t code = documents->out_write(call->host, output, bytes, length, &written);
        if (code != HAWSER_OK)
            return code;
        bytes += written;
        length -= written;
    }
    return HAWSER_OK;
}

/* Opens an output document. `properties` is a JSON object; `size` HAWSER_SIZE_UNKNOWN: not known; `flags` are
   HAWSER_OUTPUT_*. *ret_output is the caller's to publish or discard. */
static inline int32_t hawser_open_output(const hawser_call *call, const hawser_documents *documents,
    uint64_t input, const char *properties, uint64_t size, uint32_t flags,
    hawser_output **ret_output)
{
    uint32_t capabilities = 0;
    hawser_output_request request;
    memset(&request, 0, sizeof request);
    request.size = sizeof request;
    request.input = input;
    request.properties = properties;
    request.properties_length = strlen(properties);
    request.content_size = size;
    request.flags = flags;
    return documents->out_open(call->host, &request, ret_output, &capabilities);
}

/* A whole output document that is in memory: visible, or not there at all. */
static inline int32_t hawser_deliver(const hawser_call *call, const hawser_documents *documents,
    uint64_t input, const char *properties, uint32_t flags, const char *bytes, size_t length)
{
    hawser_output *output = NULL;
    int32_t code = hawser_open_output(call, documents, input, properties, length, flags, &output);
    if (code != HAWSER_OK)
        return code;
    code = hawser_write_all(call, documents, output, bytes, length);
    if (code == HAWSER_OK)
        code = documents->out_prepare(call->host, output, properties, strlen(properties));
    if (code == HAWSER_OK)
        return documents->out_publish(call->host, output);
    documents->out_discard(call->host, output);
    return code;
}

/* Does one input document; returns HAWSER_OK, or failure->code with *failure set. It does not close the document. */
typedef int32_t (*hawser_each_input_fn)(
    void *user, const hawser_input *input, hawser_failure *failure);

/*
 * Pulls every input, does `each` with it, closes it and gives its result. A failure whose status is not
 * APPLICATION_ERROR, or a callback that fails, ends that, with *failure set and its code returned; the rest is the
 * host's to mark as skipped. `id` is that of the error for callbacks that fail. [call]
 */
static inline int32_t hawser_each_input(const hawser_call *call, const hawser_documents *documents,
    const char *id, hawser_each_input_fn each, void *user, hawser_failure *failure)
{
    for (;;) {
        hawser_input input;
        hawser_result result;
        hawser_error error;
        memset(&input, 0, sizeof input);
        memset(&result, 0, sizeof result);
        memset(failure, 0, sizeof *failure);
        input.size = sizeof input;
        int32_t code = documents->next_input(call->host, &input);
        if (code == HAWSER_END)
            return HAWSER_OK;
        if (code != HAWSER_OK)
            return hawser_failure_set(
                failure, code, HAWSER_RETRY_LATER, id, "the next document can't be taken");
        int32_t done = each(user, &input, failure);
        documents->doc_close(call->host, input.document);
        result.size = sizeof result;
        result.input = input.index;
        if (done != HAWSER_OK) {
            error = hawser_failure_error(failure);
            result.error = &error;
            result.status = failure->status;
        }
        code = documents->result(call->host, &result);
        if (code != HAWSER_OK)
            return hawser_failure_set(
                failure, code, HAWSER_RETRY_LATER, id, "a result was not taken");
        if (done != HAWSER_OK && failure->status != HAWSER_STATUS_APPLICATION_ERROR)
            return done;
    }
}

#ifdef __cplusplus
}
#endif

#endif
