/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a small connector would otherwise write for itself: text into JSON, findings and errors,
 * the loop over input documents, reads to the end and writes in full. Optional: nothing of the ABI
 * needs it, and what it does a connector may do by other means. All of it is static and inline, so
 * that nothing is exported or linked; for C99, C11 and C++.
 *
 * The example of it is examples/env.c, a connector in 120 lines.
 *
 * Rules for the whole of it
 *   Memory      what is passed in is borrowed for the call, what a hawser_text holds is its own
 *               until hawser_text_done. Nothing else is allocated.
 *   Threads     no state of its own; an object is used by one thread at a time. Functions that call
 *               the host may be called where the callback that they name may be.
 *   Errors      those of the callback that they name, and HAWSER_NO_MEMORY.
 *   POSIX       what follows "The end of a call" needs the clock of POSIX.1-2001: -std=gnu11, or
 *               _POSIX_C_SOURCE as 200112L or later before the first header.
 *
 * Since 1.0.
 */
#ifndef HAWSER_CONNECTOR_HELPERS_H
#define HAWSER_CONNECTOR_HELPERS_H

#include <hawser/connector.h>

#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define HAWSER_PRINTF(text, first) __attribute__((__format__(__printf__, text, first), unused))
#define HAWSER_UNUSED __attribute__((unused))
#else
#define HAWSER_PRINTF(text, first)
#define HAWSER_UNUSED
#endif

/* C++98 has none of its own. */
#if defined(va_copy)
#define HAWSER_VA_COPY(to, from) va_copy(to, from)
#else
#define HAWSER_VA_COPY(to, from) __builtin_va_copy(to, from)
#endif

/* --- Text ------------------------------------------------------------------------------------- */

/* Text that grows, up to a cap; all 0 is an empty one without a cap. Once it has failed it stays
   so, and what is added is dropped: one look at the end is enough. */
typedef struct hawser_text {
    char *bytes;   /* a NUL follows; NULL: nothing was added */
    size_t length; /* without the NUL */
    size_t room;
    size_t most;    /* bytes that it may hold; 0: any number */
    int32_t failed; /* HAWSER_NO_MEMORY, or HAWSER_RESOURCE: past the cap */
} hawser_text;

/* Frees what it holds and makes it empty, with the same cap. Never fails; may be repeated. */
static HAWSER_UNUSED void hawser_text_done(hawser_text *text)
{
    free(text->bytes);
    text->bytes = NULL;
    text->length = 0;
    text->room = 0;
    text->failed = HAWSER_OK;
}

/* Room for `more` bytes and a NUL. Returns text->failed. */
static HAWSER_UNUSED int32_t hawser_text_reserve(hawser_text *text, size_t more)
{
    size_t needed = text->length + more;
    if (text->failed == HAWSER_OK &&
        (needed < more || needed + 1 == 0 || (text->most != 0 && needed > text->most)))
        text->failed = HAWSER_RESOURCE;
    if (text->failed == HAWSER_OK && needed + 1 > text->room) {
        size_t room =
            needed + 1 > text->room + text->room / 2 ? needed + 1 : text->room + text->room / 2;
        char *grown = (char *)realloc(text->bytes, room);
        if (grown == NULL) {
            text->failed = HAWSER_NO_MEMORY;
        } else {
            text->bytes = grown;
            text->room = room;
        }
    }
    return text->failed;
}

/* Adds bytes as they are. Returns text->failed. */
static HAWSER_UNUSED int32_t hawser_text_add(hawser_text *text, const void *bytes, size_t length)
{
    if (hawser_text_reserve(text, length) == HAWSER_OK) {
        if (length > 0)
            memcpy(text->bytes + text->length, bytes, length);
        text->length += length;
        text->bytes[text->length] = '\0';
    }
    return text->failed;
}

/* Adds text by a format of printf. Returns text->failed. */
static HAWSER_PRINTF(2, 0) int32_t
    hawser_text_format_list(hawser_text *text, const char *format, va_list arguments)
{
    va_list again;
    int length;

    HAWSER_VA_COPY(again, arguments);
    length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (length < 0)
        text->failed = HAWSER_INTERNAL;
    else if (hawser_text_reserve(text, (size_t)length) == HAWSER_OK) {
        (void)vsnprintf(text->bytes + text->length, (size_t)length + 1, format, arguments);
        text->length += (size_t)length;
    }
    return text->failed;
}

/* The same with the arguments themselves. */
static HAWSER_PRINTF(2, 3) int32_t hawser_text_format(hawser_text *text, const char *format, ...)
{
    va_list arguments;
    int32_t failed;

    va_start(arguments, format);
    failed = hawser_text_format_list(text, format, arguments);
    va_end(arguments);
    return failed;
}

/* How many bytes the UTF-8 sequence at `bytes` takes, 1 to 4; 0: it is none (RFC 3629, 4). */
static HAWSER_UNUSED size_t hawser_utf8_length(const unsigned char *bytes, size_t length)
{
    unsigned char first = length > 0 ? bytes[0] : 0xff;
    unsigned char low = 0x80, high = 0xbf;
    size_t count = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    size_t i;

    if (count == 0 || first > 0xf4 || count > length)
        return 0;
    if (first == 0xe0)
        low = 0xa0; /* longer than it need be */
    if (first == 0xed)
        high = 0x9f; /* a surrogate */
    if (first == 0xf0)
        low = 0x90;
    if (first == 0xf4)
        high = 0x8f; /* past U+10FFFF */
    for (i = 1; i < count; i++) {
        if (bytes[i] < low || bytes[i] > high)
            return 0;
        low = 0x80;
        high = 0xbf;
    }
    return count;
}

/* Adds a JSON string with its quotation marks. Bytes that are not UTF-8 become U+FFFD each.
   Returns text->failed. */
static HAWSER_UNUSED int32_t hawser_text_json(hawser_text *text, const char *string, size_t length)
{
    const unsigned char *bytes = (const unsigned char *)string;
    size_t at = 0;

    (void)hawser_text_add(text, "\"", 1);
    while (at < length) {
        size_t count = hawser_utf8_length(bytes + at, length - at);
        if (count == 0)
            (void)hawser_text_add(text, "\xef\xbf\xbd", 3);
        else if (bytes[at] == '"' || bytes[at] == '\\')
            (void)hawser_text_format(text, "\\%c", bytes[at]);
        else if (bytes[at] < 0x20)
            (void)hawser_text_format(text, "\\u%04x", (unsigned)bytes[at]);
        else
            (void)hawser_text_add(text, string + at, count);
        at += count == 0 ? 1 : count;
    }
    return hawser_text_add(text, "\"", 1);
}

/* --- Findings and errors ---------------------------------------------------------------------- */

/*
 * Emits one finding. `severity` is "error", "warning" or "info"; `document` "connection" or
 * "operation"; `pointer` a JSON Pointer into it; the message, by a format of printf, names the field
 * by its label. In validate only [call]. Returns what emit() returned, or HAWSER_NO_MEMORY; either
 * is what validate then returns.
 */
static HAWSER_PRINTF(6, 7) int32_t
    hawser_finding_emit(const hawser_call *call, const char *severity, const char *document,
        const char *pointer, const char *code, const char *format, ...)
{
    hawser_text message = {NULL, 0, 0, 0, HAWSER_OK};
    hawser_text json = {NULL, 0, 0, 0, HAWSER_OK};
    va_list arguments;
    int32_t result;

    va_start(arguments, format);
    (void)hawser_text_format_list(&message, format, arguments);
    va_end(arguments);
    (void)hawser_text_format(&json, "{\"severity\":\"%s\",\"code\":\"%s\",\"document\":\"%s\",",
        severity, code, document);
    (void)hawser_text_format(&json, "\"pointer\":");
    (void)hawser_text_json(&json, pointer, strlen(pointer));
    (void)hawser_text_format(&json, ",\"message\":");
    (void)hawser_text_json(&json, message.bytes == NULL ? "" : message.bytes, message.length);
    (void)hawser_text_format(&json, "}");
    result = message.failed != HAWSER_OK ? message.failed : json.failed;
    if (result == HAWSER_OK)
        result = call->emit(call->host, HAWSER_EMIT_FINDING, json.bytes, json.length);
    hawser_text_done(&json);
    hawser_text_done(&message);
    return result;
}

/* An error of the catalogue, with what all of its kind share. Its message is borrowed: it must last
   as long as the error is used. */
static HAWSER_UNUSED hawser_error hawser_error_of(
    int32_t code, uint32_t retry, const char *id, const char *message, const char *hint)
{
    hawser_error error;

    memset(&error, 0, sizeof error);
    error.size = sizeof error;
    error.code = code;
    error.retry = retry;
    error.id = id;
    error.message = message;
    error.hint = hint;
    return error;
}

/* The error of `kinds`, a table of `count`, whose code is `code`; else the last of them, for whatever
   has none of its own. With size and code set, which the last need not have. */
static HAWSER_UNUSED hawser_error hawser_error_pick(
    const hawser_error *kinds, size_t count, int32_t code)
{
    hawser_error error;
    size_t i = 0;

    while (i + 1 < count && kinds[i].code != code)
        i++;
    error = kinds[i];
    error.size = sizeof error;
    error.code = code;
    return error;
}

/* Says why the call fails, and returns the code for it: `return hawser_fail(call, ...);`. The
   message is written by a format of printf, and cut after 1023 bytes. */
static HAWSER_PRINTF(5, 6) int32_t hawser_fail(
    const hawser_call *call, int32_t code, uint32_t retry, const char *id, const char *format, ...)
{
    char message[1024];
    hawser_error error;
    va_list arguments;

    va_start(arguments, format);
    (void)vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    error = hawser_error_of(code, retry, id, message, NULL);
    call->fail(call->host, &error);
    return code;
}

/* Why one document failed, with its message. Not to be copied: the error points into it. */
typedef struct hawser_failure {
    hawser_error error; /* error.code is HAWSER_OK while nothing has failed */
    char message[1024];
} hawser_failure;

/* Fills it, with a message by a format of printf, cut after 1023 bytes, and returns the code:
   `return hawser_failure_set(failure, ...);`. */
static HAWSER_PRINTF(5, 6) int32_t hawser_failure_set(
    hawser_failure *failure, int32_t code, uint32_t retry, const char *id, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    (void)vsnprintf(failure->message, sizeof failure->message, format, arguments);
    va_end(arguments);
    failure->error = hawser_error_of(code, retry, id, failure->message, NULL);
    return code;
}

#if defined(CLOCK_MONOTONIC)

/* --- The end of a call ------------------------------------------------------------------------ */

/* CLOCK_MONOTONIC in nanoseconds; 0: this system can't tell. */
static HAWSER_UNUSED uint64_t hawser_clock(void)
{
    struct timespec now;

    return clock_gettime(CLOCK_MONOTONIC, &now) == 0
               ? (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec
               : 0;
}

/* HAWSER_CANCELLED or HAWSER_TIMEOUT where the call is to end, else HAWSER_OK. Does not wait. To be
   asked wherever work goes on: the functions below that move bytes or take documents do. */
static HAWSER_UNUSED int32_t hawser_ended(const hawser_call *call)
{
    if (call->cancel_fd >= 0) {
        struct pollfd wait;
        wait.fd = call->cancel_fd;
        wait.events = POLLIN;
        wait.revents = 0;
        if (poll(&wait, 1, 0) > 0)
            return HAWSER_CANCELLED;
    }
    return call->deadline_ns != 0 && hawser_clock() >= call->deadline_ns ? HAWSER_TIMEOUT
                                                                         : HAWSER_OK;
}

/* --- Documents -------------------------------------------------------------------------------- */

/* What the functions for documents need. Made in execute, for as long as it lasts. */
typedef struct hawser_job {
    const hawser_call *call;
    const hawser_documents *documents;
    /* Fills the connector's error for a code, for hawser_inputs_each. Its texts are static. */
    void (*explain)(int32_t code, hawser_error *ret_error);
} hawser_job;

/* Closes a document and gives it its result: SUCCESS where `error` is NULL. Returns what result()
   returned. */
static HAWSER_UNUSED int32_t hawser_input_finish(
    const hawser_job *job, const hawser_input *input, uint32_t status, const hawser_error *error)
{
    hawser_result result;

    memset(&result, 0, sizeof result);
    result.size = sizeof result;
    result.input = input->index;
    result.status = status;
    result.error = error;
    job->documents->doc_close(job->call->host, input->document);
    return job->documents->result(job->call->host, &result);
}

/* Writes all of the bytes, with as many writes as that takes. Returns HAWSER_OK, HAWSER_CANCELLED or
   HAWSER_TIMEOUT, or what out_write() returned. */
static HAWSER_UNUSED int32_t hawser_output_write(
    const hawser_job *job, hawser_output *output, const void *bytes, size_t length)
{
    const char *at = (const char *)bytes;

    while (length > 0) {
        size_t written = 0;
        int32_t code = hawser_ended(job->call);
        if (code == HAWSER_OK)
            code = job->documents->out_write(job->call->host, output, at, length, &written);
        if (code != HAWSER_OK)
            return code;
        at += written;
        length -= written;
    }
    return HAWSER_OK;
}

/* Takes `length` bytes of a document. Returns HAWSER_OK, or the code that ends the reading. */
typedef int32_t (*hawser_write_fn)(void *user, const char *bytes, size_t length);

/* Gives the next bytes of a document, at most `room`; *ret_length stays 0 at its end. Returns HAWSER_OK, or the code that
   ends the writing. */
typedef int32_t (*hawser_read_fn)(void *user, char *bytes, size_t room, size_t *ret_length);

/* How far a document has come. The ABI bears it ten times a second. */
typedef struct hawser_pace {
    uint64_t done; /* bytes */
    uint64_t told; /* when; ns */
} hawser_pace;

static HAWSER_UNUSED void hawser_pace_add(
    const hawser_call *call, hawser_pace *pace, uint64_t input, uint64_t length, uint64_t total)
{
    uint64_t now = hawser_clock();

    pace->done += length;
    if (now - pace->told < 100000000u)
        return;
    pace->told = now;
    call->progress(call->host, input, pace->done, total);
}

/* Reads a document to its end and hands each piece to `write`, with progress. Returns HAWSER_OK, HAWSER_CANCELLED or
   HAWSER_TIMEOUT, or what doc_read() or `write` returned; HAWSER_HOST for a HAWSER_END of `write`, which has none. */
static HAWSER_UNUSED int32_t hawser_input_stream(
    const hawser_job *job, const hawser_input *input, hawser_write_fn write, void *user)
{
    char buffer[32768];
    hawser_pace pace;

    pace.done = 0;
    pace.told = hawser_clock();
    for (;;) {
        size_t length = 0;
        int32_t code = hawser_ended(job->call);
        if (code == HAWSER_OK)
            code = job->documents->doc_read(
                job->call->host, input->document, buffer, sizeof buffer, &length);
        if (code != HAWSER_OK)
            return code == HAWSER_END ? HAWSER_OK : code;
        code = write(user, buffer, length);
        if (code != HAWSER_OK)
            return code == HAWSER_END ? HAWSER_HOST : code;
        hawser_pace_add(job->call, &pace, input->index, length, input->content_size);
    }
}

static HAWSER_UNUSED int32_t hawser_text_write(void *user, const char *bytes, size_t length)
{
    return hawser_text_add((hawser_text *)user, bytes, length);
}

/* Reads a document to its end. Returns HAWSER_OK; HAWSER_RESOURCE: it has more bytes than text->most; HAWSER_NO_MEMORY; or what
   hawser_input_stream returns. */
static HAWSER_UNUSED int32_t hawser_input_read(
    const hawser_job *job, const hawser_input *input, hawser_text *text)
{
    return hawser_input_stream(job, input, hawser_text_write, text);
}

/* The bytes of hawser_output_stream, with progress. */
static HAWSER_UNUSED int32_t hawser_output_pump(const hawser_job *job, hawser_output *output,
    const hawser_output_request *request, hawser_read_fn read, void *user)
{
    char buffer[32768];
    hawser_pace pace;

    pace.done = 0;
    pace.told = hawser_clock();
    for (;;) {
        size_t length = 0;
        int32_t code = read(user, buffer, sizeof buffer, &length);
        if (code == HAWSER_OK && length > 0)
            code = hawser_output_write(job, output, buffer, length);
        if (code != HAWSER_OK || length == 0)
            return code;
        hawser_pace_add(job->call, &pace, request->input, length, request->content_size);
    }
}

/*
 * One output document in the order that loses nothing: opened, written with what `read` gives, prepared, `settle` called,
 * then published; discarded where one of them fails. `settle` is where the source is deleted or moved, for which the
 * request has to say so (HAWSER_OUTPUT_WILL_DELETE); NULL: there is nothing to do. Returns HAWSER_OK, or what the callback or the
 * function that failed returned.
 */
static HAWSER_UNUSED int32_t hawser_output_stream(const hawser_job *job,
    const hawser_output_request *request, hawser_read_fn read, int32_t (*settle)(void *user),
    void *user)
{
    void *host = job->call->host;
    const hawser_documents *documents = job->documents;
    hawser_output *output = NULL;
    uint32_t capabilities = 0;
    int32_t code = documents->out_open(host, request, &output, &capabilities);

    if (code != HAWSER_OK)
        return code;
    code = hawser_output_pump(job, output, request, read, user);
    if (code == HAWSER_OK)
        code =
            documents->out_prepare(host, output, request->properties, request->properties_length);
    if (code == HAWSER_OK && settle != NULL)
        code = settle(user);
    if (code == HAWSER_OK)
        return documents->out_publish(host, output);
    documents->out_discard(host, output);
    return code;
}

/* What hawser_output_deliver has left to give. */
typedef struct hawser_memory {
    const char *bytes;
    size_t length;
} hawser_memory;

static HAWSER_UNUSED int32_t hawser_memory_read(
    void *user, char *bytes, size_t room, size_t *ret_length)
{
    hawser_memory *memory = (hawser_memory *)user;

    *ret_length = memory->length < room ? memory->length : room;
    if (*ret_length > 0) { /* else it may be NULL */
        memcpy(bytes, memory->bytes, *ret_length);
        memory->bytes += *ret_length;
    }
    memory->length -= *ret_length;
    return HAWSER_OK;
}

/*
 * One output document as a whole, from memory, by hawser_output_stream. `properties` is a JSON object; `flags` are
 * HAWSER_OUTPUT_*. A source that is to be deleted needs hawser_output_stream itself. Returns HAWSER_OK, or what the
 * callback that failed returned.
 */
static HAWSER_UNUSED int32_t hawser_output_deliver(const hawser_job *job, uint64_t input,
    uint32_t flags, const char *properties, const void *bytes, size_t length)
{
    hawser_output_request request;
    hawser_memory memory;

    memset(&request, 0, sizeof request);
    request.size = sizeof request;
    request.input = input;
    request.properties = properties;
    request.properties_length = strlen(properties);
    request.content_size = length;
    request.flags = flags;
    memory.bytes = (const char *)bytes;
    memory.length = length;
    return hawser_output_stream(job, &request, hawser_memory_read, NULL, &memory);
}

/*
 * Does one document. Returns HAWSER_OK where it is done; else a code, for which it may fill
 * *ret_error, whose texts must then last until the result was given; else it is explained.
 */
typedef int32_t (*hawser_input_fn)(
    const hawser_job *job, void *user, const hawser_input *input, hawser_error *ret_error);

/* Whether an error ends the execution, not its document alone. */
static HAWSER_UNUSED int hawser_ends_execution(int32_t code)
{
    return code == HAWSER_CANCELLED || code == HAWSER_TIMEOUT || code == HAWSER_NO_MEMORY ||
           code == HAWSER_NETWORK || code == HAWSER_AUTHENTICATION || code == HAWSER_TRUST ||
           code == HAWSER_HOST || code == HAWSER_INTERNAL;
}

/* One document from its taking to its result. Returns HAWSER_OK, HAWSER_END: no more, or what ends
   the execution, with *ret_error filled. */
static HAWSER_UNUSED int32_t hawser_input_do(
    const hawser_job *job, hawser_input_fn each, void *user, hawser_error *ret_error)
{
    hawser_input input;
    int32_t code = hawser_ended(job->call);
    int32_t told;
    uint32_t status = HAWSER_STATUS_SUCCESS;

    memset(&input, 0, sizeof input);
    memset(ret_error, 0, sizeof *ret_error);
    input.size = sizeof input;
    if (code == HAWSER_OK)
        code = job->documents->next_input(job->call->host, &input);
    if (code != HAWSER_OK)
        return code;
    code = each(job, user, &input, ret_error);
    if (code != HAWSER_OK && ret_error->code == HAWSER_OK)
        job->explain(code, ret_error);
    if (code != HAWSER_OK)
        status =
            hawser_ends_execution(code) ? HAWSER_STATUS_FAILURE : HAWSER_STATUS_APPLICATION_ERROR;
    told = hawser_input_finish(job, &input, status, code == HAWSER_OK ? NULL : ret_error);
    if (hawser_ends_execution(code))
        return code;
    memset(ret_error, 0, sizeof *ret_error);
    return told;
}

/*
 * Takes each input document in turn, and gives it its result: SUCCESS; FAILURE where
 * hawser_ends_execution(), and the call then fails with the same error; APPLICATION_ERROR for all
 * others, after which the next is taken. `each` leaves no output open. Returns what execute is to
 * return, after fail() where it has to be. On the thread of the call.
 */
static HAWSER_UNUSED int32_t hawser_inputs_each(
    const hawser_job *job, hawser_input_fn each, void *user)
{
    hawser_error error;
    int32_t code;

    do
        code = hawser_input_do(job, each, user, &error);
    while (code == HAWSER_OK);
    if (code == HAWSER_END)
        return HAWSER_OK;
    if (error.code == HAWSER_OK)
        job->explain(code, &error);
    job->call->fail(job->call->host, &error);
    return code;
}

#endif /* CLOCK_MONOTONIC */

#ifdef __cplusplus
}
#endif

#endif
