/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "file_name.h"
#include "sink.h"

#include "contents.h"
#include "suite.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const no_name = "{}";

static int32_t open_in(struct sink *sink, const char *properties, bool deletes, void **ret_document,
    struct attempt *attempt)
{
    json_t *object = json_loads(properties, 0, NULL);
    const hawser_output_request abi = {.size = sizeof abi,
        .properties = properties,
        .properties_length = strlen(properties),
        .content_size = HAWSER_SIZE_UNKNOWN};
    const struct sink_request request = {.abi = &abi, .properties = object, .deletes = deletes};
    int32_t code;

    attempt_init(attempt, NULL);
    code = sink->type->open(sink, &request, ret_document, attempt);
    json_decref(object);
    return code;
}

static int32_t put(struct sink *sink, void *document, const char *text)
{
    struct attempt attempt;
    size_t left = strlen(text);
    int32_t code = HAWSER_OK;

    attempt_init(&attempt, NULL);
    while (code == HAWSER_OK && left > 0) {
        size_t written = 0;

        code = sink->type->write(document, text, left, &written, &attempt);
        text += written;
        left -= written;
    }
    return code;
}

static int32_t prepare(struct sink *sink, void *document, const char *properties)
{
    json_t *object = json_loads(properties, 0, NULL);
    struct attempt attempt;
    int32_t code;

    attempt_init(&attempt, NULL);
    code = sink->type->prepare(document, properties, object, &attempt);
    json_decref(object);
    return code;
}

static int32_t publish(struct sink *sink, void *document)
{
    struct sink_delivery delivery = {0};
    struct attempt attempt;
    int32_t code;

    attempt_init(&attempt, NULL);
    code = sink->type->publish(document, &delivery, &attempt);
    sink->type->release(document);
    return code;
}

static void discard(struct sink *sink, void *document)
{
    struct attempt attempt;

    attempt_init(&attempt, NULL);
    sink->type->discard(document, &attempt);
    sink->type->release(document);
}

/* Opens, writes, prepares and publishes; the code of the first that failed. */
static int32_t deliver(struct sink *sink, const char *properties, const char *text, bool deletes)
{
    struct attempt attempt;
    void *document = NULL;
    int32_t code = open_in(sink, properties, deletes, &document, &attempt);

    if (code != HAWSER_OK)
        return code;
    code = put(sink, document, text);
    if (code == HAWSER_OK)
        code = prepare(sink, document, properties);
    if (code == HAWSER_OK)
        return publish(sink, document);
    discard(sink, document);
    return code;
}

static struct sink *directory_at(const char *path, uint32_t flags)
{
    struct sink *sink = NULL;
    struct attempt attempt;

    attempt_init(&attempt, NULL);
    CU_ASSERT_EQUAL_FATAL(sink_directory_new(path, flags, NULL, NULL, &sink, &attempt), HAWSER_OK);
    return sink;
}

static void names_are_made_safe(void)
{
    static const struct {
        const char *name;
        const char *safe; /* NULL: refused */
    } cases[] = {
        {"a.txt", "a.txt"},
        {"-rf", "-rf"},
        {"  x ", "  x "},
        {"\xc3\xa4.txt", "\xc3\xa4.txt"},
        {"...", "..."},
        {".hidden", ".hidden"},
        {"a/b", "a_b"},
        {"../../etc/passwd", ".._.._etc_passwd"},
        {"/", "_"},
        {"a\nb\x1b[2Jc\x7f", "a_b_[2Jc_"},
        {"a\xc2\x9b"
         "2J",
            "a_2J"},
        {".hawser-0123456789abcdef.prepared", "_hawser-0123456789abcdef.prepared"},
        {"", NULL},
        {".", NULL},
        {"..", NULL},
        {"a\xff", NULL},
        {"\xc3", NULL},
    };
    char name[FILE_NAME_SIZE];
    struct attempt attempt;
    size_t i;

    for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        attempt_init(&attempt, NULL);
        int32_t code = file_name_safe(cases[i].name, strlen(cases[i].name), name, &attempt);
        CU_ASSERT_EQUAL(code, cases[i].safe ? HAWSER_OK : HAWSER_BAD_CONFIG);
        if (code == HAWSER_OK && cases[i].safe)
            CU_ASSERT_STRING_EQUAL(name, cases[i].safe);
        if (!cases[i].safe)
            CU_ASSERT_NOT_EQUAL(strlen(attempt.text), 0);
    }
    attempt_init(&attempt, NULL);
    CU_ASSERT_EQUAL(file_name_safe("a\0b", 3, name, &attempt), HAWSER_OK);
    CU_ASSERT_STRING_EQUAL(name, "a_b");
}

static void names_have_a_length(void)
{
    char long_name[FILE_NAME_MOST + 2];
    char name[FILE_NAME_SIZE];
    struct attempt attempt;

    attempt_init(&attempt, NULL);
    memset(long_name, 'x', sizeof long_name);
    CU_ASSERT_EQUAL(file_name_safe(long_name, 255, name, &attempt), HAWSER_OK);
    CU_ASSERT_EQUAL(strlen(name), 255);
    CU_ASSERT_EQUAL(file_name_safe(long_name, 256, name, &attempt), HAWSER_BAD_CONFIG);
}

static void recovered_names(void)
{
    static const struct {
        const char *name;
        unsigned number;
        const char *recovered;
    } cases[] = {
        {"a.txt", 1, "a (recovered).txt"},
        {"a.txt", 2, "a (recovered 2).txt"},
        {"a.tar.gz", 1, "a.tar (recovered).gz"},
        {"a", 1, "a (recovered)"},
        {".profile", 1, ".profile (recovered)"},
    };
    char name[FILE_NAME_SIZE];
    char long_name[FILE_NAME_SIZE];
    size_t i;

    for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        file_name_recovered(cases[i].name, cases[i].number, name);
        CU_ASSERT_STRING_EQUAL(name, cases[i].recovered);
    }
    /* 127 characters of two bytes and one of one: cut at a character. */
    for (i = 0; i < 127; i++)
        memcpy(long_name + 2 * i, "\xc3\xa4", 2);
    memcpy(long_name + 254, "x", 2);
    file_name_recovered(long_name, 1, name);
    CU_ASSERT_TRUE(strlen(name) <= FILE_NAME_MOST);
    CU_ASSERT_PTR_NOT_NULL(strstr(name, "\xc3\xa4 (recovered)"));
    /* Nothing but an extension that is too long to be kept. */
    memset(long_name, 'y', 255);
    memcpy(long_name, "a.", 2);
    long_name[255] = '\0';
    file_name_recovered(long_name, 1, name);
    CU_ASSERT_EQUAL(strlen(name), FILE_NAME_MOST);
}

static void a_file_appears_when_published(void)
{
    struct scratch folder;
    struct attempt attempt;
    void *document = NULL;
    struct stat status;
    char path[SCRATCH_PATH_SIZE];
    mode_t mask = umask(027);

    scratch_init(&folder);
    struct sink *sink = directory_at(folder.path, 0);
    CU_ASSERT_EQUAL(open_in(sink, "{\"fileName\": \"a\"}", false, &document, &attempt), HAWSER_OK);
    CU_ASSERT_EQUAL(put(sink, document, "bytes"), HAWSER_OK);
    CU_ASSERT_EQUAL(prepare(sink, document, "{\"fileName\": \"a\"}"), HAWSER_OK);
    CU_ASSERT_FALSE(contents_are(&folder, "a", "bytes"));
    CU_ASSERT_EQUAL(publish(sink, document), HAWSER_OK);
    CU_ASSERT_TRUE(contents_are(&folder, "a", "bytes"));
    CU_ASSERT_EQUAL(scratch_count(&folder), 1);
    CU_ASSERT_EQUAL(stat(scratch_path(&folder, "a", path), &status), 0);
    CU_ASSERT_EQUAL(status.st_mode & 07777, 0640);
    umask(mask);
    sink_free(sink);
    scratch_done(&folder);
}

static void a_discarded_file_leaves_nothing(void)
{
    static const bool deletes[] = {false, true};
    struct scratch folder;
    struct attempt attempt;
    size_t i;

    scratch_init(&folder);
    struct sink *sink = directory_at(folder.path, 0);
    for (i = 0; i < 2; i++) {
        void *document = NULL;

        CU_ASSERT_EQUAL(
            open_in(sink, "{\"fileName\": \"a\"}", deletes[i], &document, &attempt), HAWSER_OK);
        CU_ASSERT_EQUAL(put(sink, document, "bytes"), HAWSER_OK);
        CU_ASSERT_EQUAL(prepare(sink, document, "{\"fileName\": \"a\"}"), HAWSER_OK);
        discard(sink, document);
        CU_ASSERT_EQUAL(scratch_count(&folder), 0);
    }
    sink_free(sink);
    scratch_done(&folder);
}

static void existing_files_stay(void)
{
    struct scratch folder;
    char path[SCRATCH_PATH_SIZE];

    scratch_init(&folder);
    contents_put(&folder, "a", "old");
    struct sink *sink = directory_at(folder.path, 0);
    CU_ASSERT_EQUAL(deliver(sink, "{\"fileName\": \"a\"}", "new", false), HAWSER_EXISTS);
    CU_ASSERT_TRUE(contents_are(&folder, "a", "old"));
    sink_free(sink);
    sink = directory_at(folder.path, HAWSER_DIRECTORY_OVERWRITE);
    CU_ASSERT_EQUAL(deliver(sink, "{\"fileName\": \"a\"}", "new", false), HAWSER_OK);
    CU_ASSERT_TRUE(contents_are(&folder, "a", "new"));
    CU_ASSERT_EQUAL(deliver(sink, "{\"fileName\": \"a\"}", "newer", false), HAWSER_EXISTS);
    CU_ASSERT_TRUE(contents_are(&folder, "a", "new"));
    CU_ASSERT_EQUAL(mkdir(scratch_path(&folder, "d", path), 0777), 0);
    CU_ASSERT_EQUAL(deliver(sink, "{\"fileName\": \"d\"}", "x", false), HAWSER_EXISTS);
    sink_free(sink);
    scratch_done(&folder);
}

/* Made by another after the document was opened: found before a source is deleted, and when it is
 * published. */
static void a_name_taken_meanwhile(void)
{
    struct scratch folder;
    struct attempt attempt;
    void *document = NULL;
    char own[256];

    scratch_init(&folder);
    struct sink *sink = directory_at(folder.path, 0);
    open_in(sink, "{\"fileName\": \"a\"}", true, &document, &attempt);
    put(sink, document, "new");
    contents_put(&folder, "a", "other");
    CU_ASSERT_EQUAL(prepare(sink, document, "{\"fileName\": \"a\"}"), HAWSER_EXISTS);
    discard(sink, document);
    CU_ASSERT_EQUAL(scratch_count(&folder), 1);
    open_in(sink, "{\"fileName\": \"b\"}", false, &document, &attempt);
    CU_ASSERT_EQUAL(prepare(sink, document, "{\"fileName\": \"b\"}"), HAWSER_OK);
    contents_put(&folder, "b", "other");
    CU_ASSERT_EQUAL(publish(sink, document), HAWSER_EXISTS);
    CU_ASSERT_TRUE(contents_are(&folder, "b", "other"));
    CU_ASSERT_EQUAL(scratch_count(&folder), 2);
    /* The source is gone: what came from it must stay. */
    open_in(sink, "{\"fileName\": \"c\"}", true, &document, &attempt);
    put(sink, document, "precious");
    CU_ASSERT_EQUAL(prepare(sink, document, "{\"fileName\": \"c\"}"), HAWSER_OK);
    contents_put(&folder, "c", "other");
    CU_ASSERT_EQUAL(publish(sink, document), HAWSER_EXISTS);
    CU_ASSERT_TRUE(contents_find(&folder, ".prepared", own));
    sink_free(sink);
    sink_free(directory_at(folder.path, 0));
    CU_ASSERT_TRUE(contents_are(&folder, "c", "other"));
    CU_ASSERT_TRUE(contents_are(&folder, "c (recovered)", "precious"));
    CU_ASSERT_EQUAL(scratch_count(&folder), 4);
    scratch_done(&folder);
}

static void symbolic_links_are_not_followed(void)
{
    struct scratch folder;
    struct scratch elsewhere;
    char path[SCRATCH_PATH_SIZE];
    char target[SCRATCH_PATH_SIZE];

    scratch_init(&folder);
    scratch_init(&elsewhere);
    contents_put(&elsewhere, "secret", "old");
    CU_ASSERT_EQUAL(
        symlink(scratch_path(&elsewhere, "secret", target), scratch_path(&folder, "a", path)), 0);
    CU_ASSERT_EQUAL(symlink("/nowhere/at/all", scratch_path(&folder, "dangling", path)), 0);
    struct sink *sink = directory_at(folder.path, 0);
    CU_ASSERT_EQUAL(deliver(sink, "{\"fileName\": \"a\"}", "new", false), HAWSER_EXISTS);
    CU_ASSERT_EQUAL(deliver(sink, "{\"fileName\": \"dangling\"}", "new", false), HAWSER_EXISTS);
    sink_free(sink);
    sink = directory_at(folder.path, HAWSER_DIRECTORY_OVERWRITE);
    CU_ASSERT_EQUAL(deliver(sink, "{\"fileName\": \"a\"}", "new", false), HAWSER_OK);
    CU_ASSERT_TRUE(contents_are(&folder, "a", "new"));
    CU_ASSERT_TRUE(contents_are(&elsewhere, "secret", "old"));
    sink_free(sink);
    scratch_done(&folder);
    scratch_done(&elsewhere);
}

static void one_name_at_a_time(void)
{
    struct scratch folder;
    struct attempt attempt;
    void *first = NULL;
    void *second = NULL;

    scratch_init(&folder);
    struct sink *sink = directory_at(folder.path, 0);
    CU_ASSERT_EQUAL(open_in(sink, "{\"fileName\": \"a\"}", false, &first, &attempt), HAWSER_OK);
    CU_ASSERT_EQUAL(
        open_in(sink, "{\"fileName\": \"a\"}", false, &second, &attempt), HAWSER_EXISTS);
    CU_ASSERT_EQUAL(open_in(sink, "{\"fileName\": \"b\"}", false, &second, &attempt), HAWSER_OK);
    CU_ASSERT_EQUAL(prepare(sink, second, "{\"fileName\": \"a\"}"), HAWSER_EXISTS);
    discard(sink, first);
    CU_ASSERT_EQUAL(prepare(sink, second, "{\"fileName\": \"a\"}"), HAWSER_OK);
    CU_ASSERT_EQUAL(publish(sink, second), HAWSER_OK);
    CU_ASSERT_TRUE(contents_are(&folder, "a", ""));
    CU_ASSERT_EQUAL(scratch_count(&folder), 1);
    sink_free(sink);
    scratch_done(&folder);
}

static void documents_without_a_name(void)
{
    struct scratch folder;

    scratch_init(&folder);
    contents_put(&folder, "document-2", "old");
    struct sink *sink = directory_at(folder.path, 0);
    CU_ASSERT_EQUAL(deliver(sink, no_name, "one", false), HAWSER_OK);
    CU_ASSERT_EQUAL(deliver(sink, no_name, "three", true), HAWSER_OK);
    CU_ASSERT_TRUE(contents_are(&folder, "document-1", "one"));
    CU_ASSERT_TRUE(contents_are(&folder, "document-2", "old"));
    CU_ASSERT_TRUE(contents_are(&folder, "document-3", "three"));
    CU_ASSERT_EQUAL(deliver(sink, "{\"fileName\": 7}", "x", false), HAWSER_BAD_CONFIG);
    CU_ASSERT_EQUAL(deliver(sink, "{\"fileName\": \"..\"}", "x", false), HAWSER_BAD_CONFIG);
    CU_ASSERT_EQUAL(scratch_count(&folder), 3);
    sink_free(sink);
    scratch_done(&folder);
}

static void directories_that_cannot_be(void)
{
    struct scratch folder;
    struct attempt attempt;
    struct sink *sink = NULL;
    char path[SCRATCH_PATH_SIZE];

    scratch_init(&folder);
    contents_put(&folder, "file", "");
    attempt_init(&attempt, NULL);
    CU_ASSERT_EQUAL(
        sink_directory_new(scratch_path(&folder, "file", path), 0, NULL, NULL, &sink, &attempt),
        HAWSER_HOST);
    CU_ASSERT_EQUAL(attempt.native, ENOTDIR);
    CU_ASSERT_EQUAL(
        sink_directory_new(scratch_path(&folder, "a/b", path), 0, NULL, NULL, &sink, &attempt),
        HAWSER_HOST);
    CU_ASSERT_EQUAL(attempt.native, ENOENT);
    CU_ASSERT_EQUAL(sink_directory_new("", 0, NULL, NULL, &sink, &attempt), HAWSER_HOST);
    CU_ASSERT_PTR_NULL(sink);
    CU_ASSERT_EQUAL(
        sink_directory_new(scratch_path(&folder, "new/", path), 0, NULL, NULL, &sink, &attempt),
        HAWSER_OK);
    sink_free(sink);
    scratch_done(&folder);
}

static void a_file_is_read_back_and_cut(void)
{
    struct scratch folder;
    struct attempt attempt;
    void *document = NULL;
    char text[8];
    size_t length = 0;

    scratch_init(&folder);
    struct sink *sink = directory_at(folder.path, 0);
    open_in(sink, "{\"fileName\": \"a\"}", false, &document, &attempt);
    put(sink, document, "abcdef");
    CU_ASSERT_EQUAL(sink->type->read(document, 2, text, 3, &length, &attempt), HAWSER_OK);
    CU_ASSERT_EQUAL(length, 3);
    CU_ASSERT_NSTRING_EQUAL(text, "cde", 3);
    CU_ASSERT_EQUAL(sink->type->read(document, 6, text, 3, &length, &attempt), HAWSER_END);
    CU_ASSERT_EQUAL(sink->type->read(document, UINT64_MAX, text, 3, &length, &attempt), HAWSER_END);
    CU_ASSERT_EQUAL(sink->type->truncate(document, 7, &attempt), HAWSER_BAD_ARGUMENT);
    CU_ASSERT_EQUAL(sink->type->truncate(document, 3, &attempt), HAWSER_OK);
    put(sink, document, "X");
    prepare(sink, document, no_name);
    CU_ASSERT_EQUAL(publish(sink, document), HAWSER_OK);
    CU_ASSERT_TRUE(contents_are(&folder, "a", "abcX"));
    sink_free(sink);
    scratch_done(&folder);
}

static void memory_has_a_limit(void)
{
    struct attempt attempt;
    struct sink_delivery delivery;
    void *document = NULL;
    size_t length = 0;
    struct sink *sink = sink_memory_new(4);

    CU_ASSERT_EQUAL(open_in(sink, no_name, false, &document, &attempt), HAWSER_OK);
    CU_ASSERT_EQUAL(put(sink, document, "abc"), HAWSER_OK);
    CU_ASSERT_EQUAL(sink->type->write(document, "de", 2, &length, &attempt), HAWSER_RESOURCE);
    CU_ASSERT_EQUAL(put(sink, document, "d"), HAWSER_OK);
    CU_ASSERT_EQUAL(sink->type->publish(document, &delivery, &attempt), HAWSER_OK);
    CU_ASSERT_EQUAL(delivery.length, 4);
    CU_ASSERT_NSTRING_EQUAL(delivery.bytes, "abcd", 4);
    sink->type->release(document);
    CU_ASSERT_EQUAL(deliver(sink, no_name, "", false), HAWSER_OK);
    sink_free(sink);
    sink = sink_memory_new(0);
    CU_ASSERT_EQUAL(deliver(sink, no_name, "x", false), HAWSER_RESOURCE);
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
        CU_ASSERT_EQUAL(open_in(sink, no_name, false, &documents[i], &attempt), HAWSER_OK);
    put(sink, documents[1], "second ");
    put(sink, documents[0], "fi");
    prepare(sink, documents[1], no_name);
    CU_ASSERT_EQUAL(publish(sink, documents[1]), HAWSER_OK);
    put(sink, documents[2], "never");
    put(sink, documents[0], "rst ");
    discard(sink, documents[2]);
    prepare(sink, documents[0], no_name);
    CU_ASSERT_EQUAL(publish(sink, documents[0]), HAWSER_OK);
    CU_ASSERT_EQUAL(deliver(sink, no_name, "third", false), HAWSER_OK);
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
    open_in(sink, no_name, false, &document, &attempt);
    CU_ASSERT_EQUAL(sink->type->write(document, "x", 1, &length, &attempt), HAWSER_HOST);
    CU_ASSERT_EQUAL(attempt.native, EPIPE);
    CU_ASSERT_EQUAL(signals, 0);
    CU_ASSERT_EQUAL(prepare(sink, document, no_name), HAWSER_HOST);
    discard(sink, document);
    CU_ASSERT_EQUAL(deliver(sink, no_name, "x", false), HAWSER_HOST);
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
    open_in(sink, no_name, false, &document, &attempt);
    attempt_init(&attempt, &limits);
    CU_ASSERT_EQUAL(
        sink->type->write(document, much, sizeof much, &length, &attempt), HAWSER_CANCELLED);
    discard(sink, document);
    sink_free(sink);
    limits.cancel_fd = -1;
    limits.deadline_ns = 1;
    sink = sink_descriptor_new(ends[1]);
    open_in(sink, no_name, false, &document, &attempt);
    attempt_init(&attempt, &limits);
    CU_ASSERT_EQUAL(
        sink->type->write(document, much, sizeof much, &length, &attempt), HAWSER_TIMEOUT);
    discard(sink, document);
    sink_free(sink);
    for (size_t i = 0; i < 2; i++) {
        close(ends[i]);
        close(cancel[i]);
    }
}

struct host_sink {
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
        {HAWSER_RESOURCE, 0, HAWSER_RESOURCE},
        {HAWSER_CANCELLED, 0, HAWSER_CANCELLED},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct host_sink user = {cases[i].code, cases[i].length, 0};
        hawser_sink host = host_sink(&user);
        struct sink *sink = NULL;

        CU_ASSERT_EQUAL_FATAL(sink_callback_new(&host, &sink), HAWSER_OK);
        CU_ASSERT_EQUAL(deliver(sink, no_name, "x", false), cases[i].expected);
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
    {"names are made safe", names_are_made_safe},
    {"names have a length", names_have_a_length},
    {"recovered names", recovered_names},
    {"a file appears when published", a_file_appears_when_published},
    {"a discarded file leaves nothing", a_discarded_file_leaves_nothing},
    {"existing files stay", existing_files_stay},
    {"a name taken meanwhile", a_name_taken_meanwhile},
    {"symbolic links are not followed", symbolic_links_are_not_followed},
    {"one name at a time", one_name_at_a_time},
    {"documents without a name", documents_without_a_name},
    {"directories that cannot be", directories_that_cannot_be},
    {"a file is read back and cut", a_file_is_read_back_and_cut},
    {"memory has a limit", memory_has_a_limit},
    {"documents follow each other", documents_follow_each_other},
    {"a reader that went away", a_reader_that_went_away},
    {"a reader that does not read", a_reader_that_does_not_read},
    {"a host that misbehaves", a_host_that_misbehaves},
    {"a host that lacks functions", a_host_that_lacks_functions},
};

SUITE_MAIN("sdk sinks", tests)
