/* SPDX-License-Identifier: Apache-2.0 */
/* Sinks that are no directory. */
#include "config.h"
#include "deliver.h"

#include "suite.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void memory_has_a_limit(void)
{
    struct attempt attempt;
    struct sink_delivery delivery;
    void *document = NULL;
    size_t length = 0;
    struct sink *sink = sink_memory_new(4);

    CU_ASSERT_EQUAL(
        deliver_open(sink, DELIVER_NOTHING_SAID, false, &document, &attempt), HAWSER_OK);
    CU_ASSERT_EQUAL(deliver_bytes(sink, document, "abc"), HAWSER_OK);
    CU_ASSERT_EQUAL(sink->type->write(document, "de", 2, &length, &attempt), HAWSER_RESOURCE);
    CU_ASSERT_EQUAL(deliver_bytes(sink, document, "d"), HAWSER_OK);
    CU_ASSERT_EQUAL(sink->type->publish(document, &delivery, &attempt), HAWSER_OK);
    CU_ASSERT_EQUAL(delivery.length, 4);
    CU_ASSERT_NSTRING_EQUAL(delivery.bytes, "abcd", 4);
    sink->type->release(document);
    CU_ASSERT_EQUAL(deliver(sink, DELIVER_NOTHING_SAID, "", false), HAWSER_OK);
    sink_free(sink);
    sink = sink_memory_new(0);
    CU_ASSERT_EQUAL(deliver(sink, DELIVER_NOTHING_SAID, "x", false), HAWSER_RESOURCE);
    sink_free(sink);
}

static void documents_follow_each_other(void)
{
    struct attempt attempt;
    void *documents[3] = {NULL, NULL, NULL};
    char text[64];
    int ends[2];

    CU_ASSERT_EQUAL_FATAL(pipe(ends), 0);
    struct sink *sink = sink_descriptor_new(ends[1]);
    for (size_t i = 0; i < 3; i++)
        CU_ASSERT_EQUAL(
            deliver_open(sink, DELIVER_NOTHING_SAID, false, &documents[i], &attempt), HAWSER_OK);
    deliver_bytes(sink, documents[1], "second ");
    deliver_bytes(sink, documents[0], "fi");
    deliver_prepare(sink, documents[1], DELIVER_NOTHING_SAID);
    CU_ASSERT_EQUAL(deliver_publish(sink, documents[1]), HAWSER_OK);
    deliver_bytes(sink, documents[2], "never");
    deliver_bytes(sink, documents[0], "rst ");
    deliver_discard(sink, documents[2]);
    deliver_prepare(sink, documents[0], DELIVER_NOTHING_SAID);
    CU_ASSERT_EQUAL(deliver_publish(sink, documents[0]), HAWSER_OK);
    CU_ASSERT_EQUAL(deliver(sink, DELIVER_NOTHING_SAID, "third", false), HAWSER_OK);
    CU_ASSERT_EQUAL(sink->type->finish(sink, &attempt), HAWSER_OK);
    CU_ASSERT_EQUAL(read(ends[0], text, sizeof text), 18);
    CU_ASSERT_NSTRING_EQUAL(text, "first second third", 18);
    sink_free(sink);
    close(ends[0]);
    close(ends[1]);
}

static volatile sig_atomic_t signals;

static void count_signal(int number)
{
    (void)number;
    signals++;
}

static void a_reader_that_went_away(void)
{
    struct sigaction counted = {.sa_handler = count_signal};
    struct sigaction before;
    struct attempt attempt;
    void *document = NULL;
    size_t length;
    int ends[2];

    sigaction(SIGPIPE, &counted, &before);
    CU_ASSERT_EQUAL_FATAL(pipe(ends), 0);
    close(ends[0]);
    struct sink *sink = sink_descriptor_new(ends[1]);
    deliver_open(sink, DELIVER_NOTHING_SAID, false, &document, &attempt);
    CU_ASSERT_EQUAL(sink->type->write(document, "x", 1, &length, &attempt), HAWSER_HOST);
    CU_ASSERT_EQUAL(attempt.native, EPIPE);
    CU_ASSERT_EQUAL(signals, 0);
    CU_ASSERT_EQUAL(deliver_prepare(sink, document, DELIVER_NOTHING_SAID), HAWSER_HOST);
    deliver_discard(sink, document);
    CU_ASSERT_EQUAL(deliver(sink, DELIVER_NOTHING_SAID, "x", false), HAWSER_HOST);
    CU_ASSERT_EQUAL(sink->type->finish(sink, &attempt), HAWSER_HOST);
    sigaction(SIGPIPE, &before, NULL);
    sink_free(sink);
    close(ends[1]);
}

static void a_reader_that_does_not_read(void)
{
    static char much[1 << 20];
    hawser_call limits = {.cancel_fd = -1};
    struct attempt attempt;
    void *document = NULL;
    size_t length;
    int cancel[2];
    int ends[2];

    CU_ASSERT_EQUAL_FATAL(pipe(ends), 0);
    CU_ASSERT_EQUAL_FATAL(pipe(cancel), 0);
    CU_ASSERT_EQUAL(write(cancel[1], "x", 1), 1);
    limits.cancel_fd = cancel[0];
    struct sink *sink = sink_descriptor_new(ends[1]);
    deliver_open(sink, DELIVER_NOTHING_SAID, false, &document, &attempt);
    attempt_init(&attempt, &limits);
    CU_ASSERT_EQUAL(
        sink->type->write(document, much, sizeof much, &length, &attempt), HAWSER_CANCELLED);
    deliver_discard(sink, document);
    sink_free(sink);
    limits.cancel_fd = -1;
    limits.deadline_ns = 1;
    sink = sink_descriptor_new(ends[1]);
    deliver_open(sink, DELIVER_NOTHING_SAID, false, &document, &attempt);
    attempt_init(&attempt, &limits);
    CU_ASSERT_EQUAL(
        sink->type->write(document, much, sizeof much, &length, &attempt), HAWSER_TIMEOUT);
    deliver_discard(sink, document);
    sink_free(sink);
    for (size_t i = 0; i < 2; i++) {
        close(ends[i]);
        close(cancel[i]);
    }
}

/* What is put at an offset of the descriptor stands where a write would have put it. */
static void a_file_has_a_descriptor(void)
{
    struct attempt attempt;
    void *documents[2] = {NULL, NULL};
    char text[16];
    char path[] = "/tmp/hawser-sinks-XXXXXX";
    int file = mkstemp(path);

    CU_ASSERT_TRUE_FATAL(file >= 0);
    unlink(path);
    struct sink *sink = sink_descriptor_new(file);
    for (size_t i = 0; i < 2; i++)
        CU_ASSERT_EQUAL(
            deliver_open(sink, DELIVER_NOTHING_SAID, false, &documents[i], &attempt), HAWSER_OK);
    deliver_bytes(sink, documents[0], "ab");
    CU_ASSERT_EQUAL(sink->type->descriptor(documents[0]), file);
    CU_ASSERT_EQUAL(pwrite(file, "cde", 3, 2), 3);
    sink->type->moved(documents[0], 3);
    deliver_bytes(sink, documents[0], "f");
    int spool = sink->type->descriptor(documents[1]);
    CU_ASSERT_TRUE(spool >= 0 && spool != file);
    CU_ASSERT_EQUAL(pwrite(spool, "gh", 2, 0), 2);
    sink->type->moved(documents[1], 2);
    deliver_bytes(sink, documents[1], "i");
    for (size_t i = 0; i < 2; i++) {
        deliver_prepare(sink, documents[i], DELIVER_NOTHING_SAID);
        CU_ASSERT_EQUAL(deliver_publish(sink, documents[i]), HAWSER_OK);
    }
    CU_ASSERT_EQUAL(pread(file, text, sizeof text, 0), 9);
    CU_ASSERT_NSTRING_EQUAL(text, "abcdefghi", 9);
    /* A second document stands at another place than its own beginning. */
    deliver_open(sink, DELIVER_NOTHING_SAID, false, &documents[0], &attempt);
    CU_ASSERT_EQUAL(sink->type->descriptor(documents[0]), -1);
    deliver_discard(sink, documents[0]);
    sink_free(sink);
    close(file);
}

static void what_has_no_descriptor(void)
{
    static const struct {
        const char *path; /* NULL: a pipe */
        int flags;
        bool expected;
    } cases[] = {
        {"/dev/null", O_WRONLY, true},
        {"/dev/zero", O_WRONLY, false},
        {"/tmp", O_WRONLY | O_TMPFILE, true},
        {"/tmp", O_WRONLY | O_TMPFILE | O_APPEND, false},
        {NULL, 0, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct attempt attempt;
        void *document = NULL;
        int ends[2] = {-1, -1};

        if (cases[i].path)
            ends[1] = open(cases[i].path, cases[i].flags, 0600);
        else
            CU_ASSERT_EQUAL_FATAL(pipe(ends), 0);
        CU_ASSERT_TRUE_FATAL(ends[1] >= 0);
        struct sink *sink = sink_descriptor_new(ends[1]);
        deliver_open(sink, DELIVER_NOTHING_SAID, false, &document, &attempt);
        deliver_bytes(sink, document, "x");
        CU_ASSERT_EQUAL(sink->type->descriptor(document), cases[i].expected ? ends[1] : -1);
        deliver_discard(sink, document);
        sink_free(sink);
        close(ends[1]);
        if (ends[0] >= 0)
            close(ends[0]);
    }
}

struct host_sink {
    int descriptor;
    uint64_t moved;
    int32_t write_code;
    size_t write_length;
    unsigned discards;
};

static int32_t host_open(void *user, const hawser_output_request *request, void **ret_document)
{
    (void)request;
    *ret_document = user;
    return HAWSER_OK;
}

static int32_t host_write(
    void *user, void *document, const void *bytes, size_t length, size_t *ret_length)
{
    const struct host_sink *host = user;

    (void)document;
    (void)bytes;
    (void)length;
    *ret_length = host->write_length;
    return host->write_code;
}

static int32_t host_prepare(void *user, void *document, const char *properties, size_t length)
{
    (void)user;
    (void)document;
    (void)properties;
    (void)length;
    return HAWSER_OK;
}

static int32_t host_publish(void *user, void *document)
{
    (void)user;
    (void)document;
    return HAWSER_OK;
}

static int32_t host_descriptor(void *user, void *document)
{
    (void)document;
    return ((const struct host_sink *)user)->descriptor;
}

static void host_moved(void *user, void *document, uint64_t length)
{
    (void)document;
    ((struct host_sink *)user)->moved += length;
}

static void host_discard(void *user, void *document)
{
    struct host_sink *host = user;

    (void)document;
    host->discards++;
}

static hawser_sink host_sink(struct host_sink *user)
{
    return (hawser_sink){.size = sizeof(hawser_sink),
        .user = user,
        .open = host_open,
        .write = host_write,
        .prepare = host_prepare,
        .publish = host_publish,
        .discard = host_discard};
}

static void a_host_with_a_descriptor(void)
{
    struct host_sink user = {.descriptor = 7, .write_length = 1};
    struct sink_delivery delivery;
    struct attempt attempt;
    struct sink *sink = NULL;
    void *document = NULL;
    hawser_sink host = host_sink(&user);

    host.descriptor = host_descriptor;
    host.moved = host_moved;
    CU_ASSERT_EQUAL_FATAL(sink_callback_new(&host, &sink), HAWSER_OK);
    deliver_open(sink, DELIVER_NOTHING_SAID, false, &document, &attempt);
    CU_ASSERT_EQUAL(sink->type->descriptor(document), 7);
    deliver_bytes(sink, document, "x");
    sink->type->moved(document, 5);
    CU_ASSERT_EQUAL(user.moved, 5);
    deliver_prepare(sink, document, DELIVER_NOTHING_SAID);
    CU_ASSERT_EQUAL(sink->type->publish(document, &delivery, &attempt), HAWSER_OK);
    CU_ASSERT_EQUAL(delivery.length, 6);
    sink->type->release(document);
    sink_free(sink);
    /* One without the other, and a host that was built before there were any, have none. */
    for (unsigned i = 0; i < 2; i++) {
        host.moved = i ? host_moved : NULL;
        host.size = i ? offsetof(hawser_sink, descriptor) : sizeof host;
        CU_ASSERT_EQUAL_FATAL(sink_callback_new(&host, &sink), HAWSER_OK);
        deliver_open(sink, DELIVER_NOTHING_SAID, false, &document, &attempt);
        CU_ASSERT_EQUAL(sink->type->descriptor(document), -1);
        deliver_discard(sink, document);
        sink_free(sink);
    }
}

static void a_host_that_misbehaves(void)
{
    static const struct {
        int32_t code;
        size_t length;
        int32_t expected;
    } cases[] = {
        {HAWSER_OK, 1, HAWSER_OK},
        {HAWSER_OK, 0, HAWSER_HOST},
        {HAWSER_OK, 2, HAWSER_HOST},
        {99, 1, HAWSER_HOST},
        {-1, 1, HAWSER_HOST},
        {HAWSER_END, 1, HAWSER_HOST}, /* of what is written there is no end */
        {HAWSER_RESOURCE, 0, HAWSER_RESOURCE},
        {HAWSER_CANCELLED, 0, HAWSER_CANCELLED},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct host_sink user = {.write_code = cases[i].code, .write_length = cases[i].length};
        hawser_sink host = host_sink(&user);
        struct sink *sink = NULL;

        CU_ASSERT_EQUAL_FATAL(sink_callback_new(&host, &sink), HAWSER_OK);
        CU_ASSERT_EQUAL(deliver(sink, DELIVER_NOTHING_SAID, "x", false), cases[i].expected);
        CU_ASSERT_EQUAL(user.discards, cases[i].expected == HAWSER_OK ? 0 : 1);
        sink_free(sink);
    }
}

static void a_host_that_lacks_functions(void)
{
    struct host_sink user = {0};
    struct sink *sink = NULL;
    hawser_sink host = host_sink(&user);

    host.capabilities = HAWSER_OUTPUT_READABLE;
    CU_ASSERT_EQUAL(sink_callback_new(&host, &sink), HAWSER_BAD_ARGUMENT);
    host.capabilities = HAWSER_OUTPUT_REWINDABLE;
    CU_ASSERT_EQUAL(sink_callback_new(&host, &sink), HAWSER_BAD_ARGUMENT);
    host.capabilities = HAWSER_OUTPUT_DESCRIPTOR;
    CU_ASSERT_EQUAL(sink_callback_new(&host, &sink), HAWSER_BAD_ARGUMENT);
    host = host_sink(&user);
    host.discard = NULL;
    CU_ASSERT_EQUAL(sink_callback_new(&host, &sink), HAWSER_BAD_ARGUMENT);
    host = host_sink(&user);
    host.size = offsetof(hawser_sink, discard);
    CU_ASSERT_EQUAL(sink_callback_new(&host, &sink), HAWSER_BAD_ARGUMENT);
    CU_ASSERT_PTR_NULL(sink);
}

static const struct suite_test tests[] = {
    {"memory has a limit", memory_has_a_limit},
    {"documents follow each other", documents_follow_each_other},
    {"a reader that went away", a_reader_that_went_away},
    {"a reader that does not read", a_reader_that_does_not_read},
    {"a file has a descriptor", a_file_has_a_descriptor},
    {"what has no descriptor", what_has_no_descriptor},
    {"a host with a descriptor", a_host_with_a_descriptor},
    {"a host that misbehaves", a_host_that_misbehaves},
    {"a host that lacks functions", a_host_that_lacks_functions},
};

SUITE_MAIN("sdk sinks", tests)
