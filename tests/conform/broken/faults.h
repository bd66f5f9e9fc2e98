/* SPDX-License-Identifier: Apache-2.0 */
/* The places where the small connector can be made to break one rule. Without a FAULT_ nothing here
 * does anything but what is right. */
#ifndef TEST_CONFORM_FAULTS_H
#define TEST_CONFORM_FAULTS_H

#include <hawser/connector-helpers.h>

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <sys/socket.h>
#include <unistd.h>

#include "descriptor.h"

#if defined(FAULT_FINDING_NOWHERE)
#define FINDING_FIELD "noSuchField"
#else
#define FINDING_FIELD "name"
#endif
#if defined(FAULT_ERROR_ID)
#define MISSING_ID "good.never-heard-of"
#else
#define MISSING_ID "good.missing"
#endif
#if defined(FAULT_STAGE)
#define STAGE "failed"
#else
#define STAGE "passed"
#endif
#if defined(FAULT_SEVERITY)
#define SEVERITY "fatal"
#else
#define SEVERITY "info"
#endif
#if defined(FAULT_LABEL)
#define LABEL "It"
#else
#define LABEL "Name"
#endif
#if defined(FAULT_TIMEOUT)
#define TIMEOUT_ID "good.cancelled" /* whose class is another */
#else
#define TIMEOUT_ID "good.timeout"
#endif
#if defined(FAULT_RETRY)
#define MISSING_RETRY HAWSER_RETRY_LATER
#else
#define MISSING_RETRY HAWSER_RETRY_NEVER
#endif
#if defined(FAULT_UNANNOUNCED)
#define TAKE_FLAGS 0
#else
#define TAKE_FLAGS HAWSER_OUTPUT_WILL_DELETE
#endif
#if defined(FAULT_SUGGESTION)
#define SUGGESTION "{\"value\":7,\"title\":\"Seven\"}" /* Name is text */
#else
#define SUGGESTION "{\"value\":\"x\",\"title\":\"X\"}"
#endif
#if defined(FAULT_WOULD)
#define WOULD "will"
#else
#define WOULD "would"
#endif
#if defined(FAULT_TABLE)
#define CLOSE                                                                                      \
    NULL, .is_alive = (int32_t(*)(const hawser_call *, hawser_connection *))close_connection
#else
#define CLOSE close_connection
#endif
#if defined(FAULT_ANY_MAJOR)
#define ANSWERS(major) ((major) != 0 || (major) == 0)
#else
#define ANSWERS(major) ((major) == HAWSER_ABI_MAJOR)
#endif

#if defined(FAULT_TWO_SYMBOLS)
HAWSER_EXPORT int good_second_symbol(void);
int good_second_symbol(void)
{
    return 2;
}
#endif

static size_t fault_table(void)
{
#if defined(FAULT_POINTER)
    static atomic_uint calls;
    return atomic_fetch_add(&calls, 1) % 2;
#else
    return 0;
#endif
}

static void fault_in_describe(void)
{
#if defined(FAULT_ALLOCATION)
    volatile char *unchecked = malloc(1000);
    unchecked[0] = 1;
    free((void *)(uintptr_t)unchecked);
#endif
}

static int32_t fault_in_validate(const hawser_call *call, const hawser_validate_request *request)
{
    (void)call;
    (void)request;
#if defined(FAULT_SIZE)
    (void)*((const volatile char *)call + call->size);
#elif defined(FAULT_SOCKET)
    (void)close(socket(AF_INET, SOCK_STREAM, 0));
#elif defined(FAULT_FILE)
    (void)close(open("/etc/passwd", O_RDONLY));
#elif defined(FAULT_VALIDATE)
    if (request->action)
        return HAWSER_BAD_CONFIG;
#endif
    return HAWSER_OK;
}

/* How a message ends. */
static const char *fault_ending(const hawser_validate_request *request)
{
    (void)request;
#if defined(FAULT_FINDINGS)
    static atomic_uint calls;
    if (request->action && atomic_fetch_add(&calls, 1) % 2 == 1)
        return " for a change.";
#endif
    return ".";
}

/* Of a dry run. */
static void fault_in_dry_run(atomic_bool *shelf)
{
    (void)shelf;
#if defined(FAULT_DRY_RUN)
    atomic_store(shelf, false);
#endif
}

static void fault_before_prepare(atomic_bool *shelf)
{
    (void)shelf;
#if defined(FAULT_DELETES_EARLY)
    atomic_store(shelf, false);
#endif
}

#if defined(FAULT_NO_RESULT)
static int32_t lost_result(void *host, const hawser_result *result)
{
    (void)host;
    (void)result;
    return HAWSER_OK;
}
#endif

#if defined(FAULT_RESULT_TWICE)
static const hawser_documents *single; /* of the execution; there is one at a time */

static int32_t give_twice(void *host, const hawser_result *result)
{
    int32_t first = single->result(host, result);
    int32_t second = single->result(host, result);
    return first == HAWSER_OK && second != HAWSER_BAD_ARGUMENT ? second : first;
}
#endif

#if defined(FAULT_ORDERED)
/* The result of the first document is kept until all others are given. */
static struct {
    const hawser_documents *documents;
    void *host;
    atomic_bool kept;
} order;

static int32_t give_later(void *host, const hawser_result *result)
{
    if (result->input != 0 || result->status != HAWSER_STATUS_SUCCESS)
        return order.documents->result(host, result);
    order.host = host;
    atomic_store(&order.kept, true);
    return HAWSER_OK;
}
#endif

#if defined(FAULT_ONE_THREAD)
static void *log_elsewhere(void *user)
{
    const hawser_call *call = user;
    call->log(call->host, HAWSER_LOG_DEBUG, "busy", 4);
    return NULL;
}
#endif

#if defined(FAULT_THREAD)
static void *wait_for_ever(void *user)
{
    for (;;)
        (void)pause();
    return user;
}
#endif

/* The copies may take the place of what the host gave. */
static int32_t fault_in_execute(hawser_job *job, hawser_call *call, hawser_documents *documents)
{
    (void)job;
    (void)call;
    (void)documents;
#if defined(FAULT_CANCEL)
    call->cancel_fd = -1;
    job->call = call;
#elif defined(FAULT_DEADLINE)
    call->deadline_ns = 0;
    job->call = call;
#elif defined(FAULT_HANG)
    for (;;)
        (void)pause();
#elif defined(FAULT_SLOW)
    (void)sleep(1);
#elif defined(FAULT_NO_RESULT)
    documents->result = lost_result;
    job->documents = documents;
#elif defined(FAULT_RESULT_TWICE)
    single = job->documents;
    documents->result = give_twice;
    job->documents = documents;
#elif defined(FAULT_DESCRIPTOR_LEAK)
    (void)!dup(0);
#elif defined(FAULT_THREAD)
    pthread_t thread;
    if (pthread_create(&thread, NULL, wait_for_ever, NULL) == 0)
        (void)pthread_detach(thread);
#elif defined(FAULT_ORDERED)
    order.documents = job->documents;
    documents->result = give_later;
    job->documents = documents;
#elif defined(FAULT_ONE_THREAD)
    pthread_t thread;
    if (pthread_create(&thread, NULL, log_elsewhere, call) == 0)
        (void)pthread_join(thread, NULL);
#elif defined(FAULT_LOG)
    call->log(call->host, HAWSER_LOG_DEBUG, "one\ntwo", 7);
#elif defined(FAULT_PRINTS)
    (void)puts("it goes well");
#elif defined(FAULT_SIGNAL)
    (void)signal(SIGPIPE, SIG_IGN);
#elif defined(FAULT_SECRET)
    char secret[256];
    size_t length = 0;
    int32_t code = call->secret(call->host, "/password", secret, sizeof secret, &length);
    if (code == HAWSER_OK)
        call->log(call->host, HAWSER_LOG_DEBUG, secret, length);
    return code;
#elif defined(FAULT_ALLOCATION_EXECUTE)
    volatile char *unchecked = malloc(1000);
    unchecked[0] = 1;
    free((void *)(uintptr_t)unchecked);
#endif
    return HAWSER_OK;
}

/* At the end of an execution, with the code that it returns. */
static int32_t fault_at_end(const hawser_call *call, int32_t code)
{
    (void)call;
#if defined(FAULT_LEAK_MEMORY)
    static void *volatile lost; /* else the compiler leaves it out */
    if (code == HAWSER_CANCELLED)
        lost = malloc(40);
    (void)lost;
#elif defined(FAULT_LEAK_CANCELLED)
    if (code == HAWSER_CANCELLED)
        (void)!dup(0);
#elif defined(FAULT_LEAK_HOST)
    if (code == HAWSER_HOST)
        (void)!dup(0);
#elif defined(FAULT_FAILS_TWICE)
    if (code != HAWSER_OK)
        (void)hawser_fail(call, HAWSER_INTERNAL, 0, "good.internal", "It went wrong.");
#elif defined(FAULT_ORDERED)
    hawser_result first = {.size = sizeof first, .status = HAWSER_STATUS_SUCCESS};
    int32_t told = HAWSER_OK;
    if (atomic_exchange(&order.kept, false))
        told = order.documents->result(order.host, &first);
    if (code == HAWSER_OK && told != HAWSER_OK)
        return hawser_fail(call, told, 0, "good.host", "It can't be told.");
#endif
    return code;
}

static int32_t read_document(const hawser_job *job, const hawser_input *input, hawser_text *text)
{
#if defined(FAULT_SHORT_READ)
    char buffer[65536];
    size_t length = 0;
    int32_t code =
        job->documents->doc_read(job->call->host, input->document, buffer, sizeof buffer, &length);
    if (code == HAWSER_OK)
        code = hawser_text_add(text, buffer, length);
    return code == HAWSER_END ? HAWSER_OK : code;
#elif defined(FAULT_PROGRESS)
    char buffer[65536];
    size_t length = 0;
    int32_t code;
    while ((code = hawser_ended(job->call)) == HAWSER_OK &&
           (code = job->documents->doc_read(
                job->call->host, input->document, buffer, sizeof buffer, &length)) == HAWSER_OK &&
           (code = hawser_text_add(text, buffer, length)) == HAWSER_OK)
        job->call->progress(job->call->host, input->index, text->length, input->content_size);
    return code == HAWSER_END ? HAWSER_OK : code;
#elif defined(FAULT_CLOSED)
    char byte;
    size_t length = 0;
    int32_t code = hawser_input_read(job, input, text);
    job->documents->doc_close(job->call->host, input->document);
    int32_t late = job->documents->doc_read(job->call->host, input->document, &byte, 1, &length);
    return late == HAWSER_HOST ? late : code;
#elif defined(FAULT_HOST)
    int32_t code = hawser_input_read(job, input, text);
    return code == HAWSER_HOST ? HAWSER_OK : code;
#else
    return hawser_input_read(job, input, text);
#endif
}

#if defined(FAULT_SHORT_WRITE) || defined(FAULT_UNPREPARED) || defined(FAULT_OUTPUT)
static int32_t deliver_badly(
    const hawser_job *job, uint64_t input, const char *bytes, size_t length)
{
    void *host = job->call->host;
    hawser_output *output;
    uint32_t capabilities;
    size_t written;
    hawser_output_request request = {
        .size = sizeof request, .input = input, .properties = "{}", .properties_length = 2};
    int32_t code = job->documents->out_open(host, &request, &output, &capabilities);
    if (code == HAWSER_OK && length > 0)
        code = job->documents->out_write(host, output, bytes, length, &written);
    if (code != HAWSER_OK)
        return code;
#if defined(FAULT_UNPREPARED)
    code = job->documents->out_publish(host, output);
    return code == HAWSER_BAD_ARGUMENT ? HAWSER_OK : code;
#elif defined(FAULT_OUTPUT)
    return HAWSER_OK;
#else
    code = job->documents->out_prepare(host, output, "{}", 2);
    if (code == HAWSER_OK)
        return job->documents->out_publish(host, output);
    job->documents->out_discard(host, output);
    return code;
#endif
}
#endif

#if defined(FAULT_UNDECLARED)
#define OUTPUT_PROPERTIES "{\"filename\":\"a\"}"
#elif defined(FAULT_MISTYPED)
#define OUTPUT_PROPERTIES "{\"fileName\":null}"
#else
#define OUTPUT_PROPERTIES "{\"fileName\":\"a\"}"
#endif

static int32_t deliver(const hawser_job *job, uint64_t input, const char *bytes, size_t length)
{
#if defined(FAULT_SHORT_WRITE) || defined(FAULT_UNPREPARED) || defined(FAULT_OUTPUT)
    return deliver_badly(job, input, bytes, length);
#else
    int32_t code = hawser_output_deliver(job, input, 0, OUTPUT_PROPERTIES, bytes, length);
#if defined(FAULT_CARDINALITY)
    if (code == HAWSER_OK)
        code = hawser_output_deliver(job, input, 0, OUTPUT_PROPERTIES, bytes, length);
#elif defined(FAULT_RECORD)
    static const char cut[] = "{\"bytes\":";
    if (code == HAWSER_OK)
        code = hawser_output_deliver(job, input, HAWSER_OUTPUT_RECORD, "{}", cut, sizeof cut - 1);
#endif
    return code;
#endif
}

#endif
