/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "input_reader.h"

#include "contents.h"
#include "suite.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define TEXT_MOST 4096

static struct input *input_of(enum input_kind kind, const char *path, int descriptor)
{
    struct input *input = input_new(kind);

    input->path = path ? strdup(path) : NULL;
    input->descriptor = descriptor;
    return input;
}

static struct reader *open_it(struct input *input, int32_t expected)
{
    struct reader *reader = NULL;
    struct attempt attempt;

    attempt_init(&attempt, NULL);
    CU_ASSERT_EQUAL(reader_open(input, &reader, &attempt), expected);
    CU_ASSERT_EQUAL(reader != NULL, expected == HAWSER_OK);
    if (expected != HAWSER_OK)
        CU_ASSERT_EQUAL(attempt.code, expected);
    return reader;
}

/* Whether all that follows, read in small pieces, is `text`. */
static bool rest_is(struct reader *reader, const char *text)
{
    char found[TEXT_MOST];
    struct attempt attempt;
    size_t total = 0;
    size_t length = 0;
    int32_t code;

    attempt_init(&attempt, NULL);
    do {
        code = reader_read(reader, found + total, 3, &length, &attempt);
        if (code == HAWSER_OK)
            total += length;
    } while (code == HAWSER_OK);
    return code == HAWSER_END && total == strlen(text) && memcmp(found, text, total) == 0;
}

static int32_t go_to(struct reader *reader, uint64_t offset)
{
    struct attempt attempt;

    attempt_init(&attempt, NULL);
    return reader_rewind(reader, offset, &attempt);
}

static void finish(struct reader *reader, struct input *input)
{
    reader_close(reader);
    input_free(input);
}

static void files_are_read_again(void)
{
    struct scratch folder;
    char path[SCRATCH_PATH_SIZE];

    scratch_init(&folder);
    contents_put(&folder, "a", "abcdefgh");
    struct input *input = input_of(INPUT_FILE, scratch_path(&folder, "a", path), -1);
    struct reader *reader = open_it(input, HAWSER_OK);
    CU_ASSERT_EQUAL(reader->content_size, 8);
    CU_ASSERT_EQUAL(reader->capabilities, HAWSER_INPUT_REPLAYABLE | HAWSER_INPUT_DESCRIPTOR);
    CU_ASSERT_NOT_EQUAL(fcntl(reader->descriptor, F_GETFD) & FD_CLOEXEC, 0);
    CU_ASSERT_TRUE(rest_is(reader, "abcdefgh"));
    CU_ASSERT_EQUAL(go_to(reader, 6), HAWSER_OK);
    CU_ASSERT_TRUE(rest_is(reader, "gh"));
    CU_ASSERT_EQUAL(go_to(reader, 100), HAWSER_OK);
    CU_ASSERT_TRUE(rest_is(reader, ""));
    CU_ASSERT_EQUAL(go_to(reader, UINT64_MAX), HAWSER_OK);
    CU_ASSERT_TRUE(rest_is(reader, ""));
    finish(reader, input);
    scratch_done(&folder);
}

static void files_that_cannot_be_read(void)
{
    static const struct {
        const char *name;
        int32_t code;
    } cases[] = {
        {"missing", HAWSER_NOT_FOUND},
        {"file/below", HAWSER_NOT_FOUND},
        {".", HAWSER_HOST},
        {"closed", HAWSER_DENIED},
    };
    struct scratch folder;
    char path[SCRATCH_PATH_SIZE];
    size_t i;

    scratch_init(&folder);
    contents_put(&folder, "file", "");
    contents_put(&folder, "closed", "");
    chmod(scratch_path(&folder, "closed", path), 0);
    /* Root may read anything. */
    size_t count = geteuid() == 0 ? 3 : 4;
    for (i = 0; i < count; i++) {
        struct input *input = input_of(INPUT_FILE, scratch_path(&folder, cases[i].name, path), -1);
        open_it(input, cases[i].code);
        input_free(input);
    }
    scratch_done(&folder);
}

static void pipes_are_read_again(void)
{
    int ends[2];

    CU_ASSERT_EQUAL_FATAL(pipe(ends), 0);
    CU_ASSERT_EQUAL(write(ends[1], "abcdefgh", 8), 8);
    close(ends[1]);
    struct input *input = input_of(INPUT_DESCRIPTOR, NULL, ends[0]);
    struct reader *reader = open_it(input, HAWSER_OK);
    CU_ASSERT_EQUAL(reader->content_size, HAWSER_SIZE_UNKNOWN);
    CU_ASSERT_EQUAL(reader->capabilities, HAWSER_INPUT_REPLAYABLE);
    CU_ASSERT_EQUAL(go_to(reader, 5), HAWSER_OK);
    CU_ASSERT_TRUE(rest_is(reader, "fgh"));
    CU_ASSERT_EQUAL(go_to(reader, 0), HAWSER_OK);
    CU_ASSERT_TRUE(rest_is(reader, "abcdefgh"));
    CU_ASSERT_EQUAL(go_to(reader, 100), HAWSER_OK);
    CU_ASSERT_TRUE(rest_is(reader, ""));
    finish(reader, input);
    CU_ASSERT_EQUAL(fcntl(ends[0], F_GETFD), 0);
    close(ends[0]);
}

static void an_empty_pipe(void)
{
    int ends[2];

    CU_ASSERT_EQUAL_FATAL(pipe2(ends, O_NONBLOCK), 0);
    close(ends[1]);
    struct input *input = input_of(INPUT_DESCRIPTOR, NULL, ends[0]);
    struct reader *reader = open_it(input, HAWSER_OK);
    CU_ASSERT_TRUE(rest_is(reader, ""));
    CU_ASSERT_TRUE(rest_is(reader, ""));
    finish(reader, input);
    close(ends[0]);
}

/* A named pipe is opened without a writer, and read within the limits. */
static void a_pipe_that_nobody_writes(void)
{
    hawser_call limits = {.cancel_fd = -1};
    struct scratch folder;
    struct attempt attempt;
    char path[SCRATCH_PATH_SIZE];
    char byte;
    size_t length;
    int cancel[2];

    scratch_init(&folder);
    CU_ASSERT_EQUAL_FATAL(mkfifo(scratch_path(&folder, "fifo", path), 0600), 0);
    CU_ASSERT_EQUAL_FATAL(pipe(cancel), 0);
    struct input *input = input_of(INPUT_FILE, path, -1);
    struct reader *reader = open_it(input, HAWSER_OK);
    limits.deadline_ns = 1;
    attempt_init(&attempt, &limits);
    CU_ASSERT_EQUAL(reader_read(reader, &byte, 1, &length, &attempt), HAWSER_TIMEOUT);
    close(cancel[1]);
    limits.cancel_fd = cancel[0];
    attempt_init(&attempt, &limits);
    CU_ASSERT_EQUAL(reader_read(reader, &byte, 1, &length, &attempt), HAWSER_CANCELLED);
    int writer = open(path, O_WRONLY | O_NONBLOCK);
    CU_ASSERT_EQUAL(write(writer, "late", 4), 4);
    close(writer);
    CU_ASSERT_TRUE(rest_is(reader, "late"));
    finish(reader, input);
    close(cancel[0]);
    scratch_done(&folder);
}

/* Nobody ever saw a file whole that was cut off under the reader. */
static void a_file_that_shrinks(void)
{
    static const struct {
        off_t length; /* the file's, once four bytes were read */
        int32_t expected;
    } cases[] = {{8, HAWSER_END}, {7, HAWSER_HOST}, {2, HAWSER_HOST}, {0, HAWSER_HOST}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct scratch folder;
        struct attempt attempt;
        char path[SCRATCH_PATH_SIZE];
        char text[TEXT_MOST];
        size_t length = 0;
        int32_t code;

        scratch_init(&folder);
        contents_put(&folder, "a", "abcdefgh");
        struct input *input = input_of(INPUT_FILE, scratch_path(&folder, "a", path), -1);
        struct reader *reader = open_it(input, HAWSER_OK);
        attempt_init(&attempt, NULL);
        CU_ASSERT_EQUAL(reader_read(reader, text, 4, &length, &attempt), HAWSER_OK);
        CU_ASSERT_EQUAL(truncate(path, cases[i].length), 0);
        do
            code = reader_read(reader, text, sizeof text, &length, &attempt);
        while (code == HAWSER_OK);
        CU_ASSERT_EQUAL(code, cases[i].expected);
        CU_ASSERT_EQUAL(
            strstr(attempt.text, "became shorter") != NULL, cases[i].expected == HAWSER_HOST);
        finish(reader, input);
        scratch_done(&folder);
    }
}

static void descriptors_of_files(void)
{
    struct scratch folder;
    char path[SCRATCH_PATH_SIZE];

    scratch_init(&folder);
    contents_put(&folder, "a", "abcdefgh");
    int descriptor = open(scratch_path(&folder, "a", path), O_RDONLY);
    CU_ASSERT_EQUAL(lseek(descriptor, 3, SEEK_SET), 3);
    struct input *input = input_of(INPUT_DESCRIPTOR, NULL, descriptor);
    struct reader *reader = open_it(input, HAWSER_OK);
    CU_ASSERT_EQUAL(reader->content_size, 5);
    CU_ASSERT_EQUAL(reader->capabilities, HAWSER_INPUT_REPLAYABLE);
    CU_ASSERT_TRUE(rest_is(reader, "defgh"));
    CU_ASSERT_EQUAL(go_to(reader, 1), HAWSER_OK);
    CU_ASSERT_TRUE(rest_is(reader, "efgh"));
    CU_ASSERT_EQUAL(lseek(descriptor, 0, SEEK_CUR), 3);
    finish(reader, input);
    close(descriptor);
    input = input_of(INPUT_DESCRIPTOR, NULL, descriptor);
    open_it(input, HAWSER_HOST);
    input_free(input);
    scratch_done(&folder);
}

static void no_place_to_spool(void)
{
    struct attempt attempt;
    const char *set = getenv("TMPDIR");
    char *before = set ? strdup(set) : NULL;
    char byte;
    size_t length;
    int ends[2];

    CU_ASSERT_EQUAL_FATAL(pipe(ends), 0);
    CU_ASSERT_EQUAL(write(ends[1], "a", 1), 1);
    setenv("TMPDIR", "/nowhere/at/all", 1);
    struct input *input = input_of(INPUT_DESCRIPTOR, NULL, ends[0]);
    struct reader *reader = open_it(input, HAWSER_OK);
    attempt_init(&attempt, NULL);
    CU_ASSERT_EQUAL(reader_read(reader, &byte, 1, &length, &attempt), HAWSER_HOST);
    CU_ASSERT_PTR_NOT_NULL(strstr(attempt.text, "/nowhere/at/all"));
    finish(reader, input);
    if (before)
        setenv("TMPDIR", before, 1);
    else
        unsetenv("TMPDIR");
    free(before);
    close(ends[0]);
    close(ends[1]);
}

struct host_source {
    int32_t code;
    size_t length;
    unsigned closed;
};

static int32_t host_read(void *user, void *buffer, size_t capacity, size_t *ret_length)
{
    const struct host_source *host = user;

    (void)capacity;
    memset(buffer, 'x', 1);
    *ret_length = host->length;
    return host->code;
}

static void host_close(void *user)
{
    struct host_source *host = user;

    host->closed++;
}

static void sources_that_misbehave(void)
{
    static const struct {
        int32_t code;
        size_t length;
        int32_t expected;
    } cases[] = {
        {HAWSER_OK, 1, HAWSER_OK},
        {HAWSER_END, 0, HAWSER_END},
        {HAWSER_OK, 0, HAWSER_HOST},
        {HAWSER_OK, 5, HAWSER_HOST},
        {99, 1, HAWSER_HOST},
        {-7, 1, HAWSER_HOST},
        {HAWSER_CANCELLED, 0, HAWSER_CANCELLED},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct host_source host = {cases[i].code, cases[i].length, 0};
        struct input *input = input_of(INPUT_SOURCE, NULL, -1);
        struct attempt attempt;
        char buffer[4];
        size_t length = 0;

        input->source = (hawser_source){.size = sizeof input->source,
            .user = &host,
            .content_size = HAWSER_SIZE_UNKNOWN,
            .read = host_read,
            .close = host_close};
        struct reader *reader = open_it(input, HAWSER_OK);
        attempt_init(&attempt, NULL);
        CU_ASSERT_EQUAL(
            reader_read(reader, buffer, sizeof buffer, &length, &attempt), cases[i].expected);
        CU_ASSERT_EQUAL(reader->capabilities, 0);
        CU_ASSERT_EQUAL(go_to(reader, 0), HAWSER_UNSUPPORTED);
        finish(reader, input);
        CU_ASSERT_EQUAL(host.closed, 1);
    }
}

struct counted_source {
    size_t left;
};

static int32_t counted_read(void *user, void *buffer, size_t capacity, size_t *ret_length)
{
    struct counted_source *source = user;
    size_t length = source->left < 3 ? source->left : 3;

    CU_ASSERT(length <= capacity);
    memset(buffer, 'x', length);
    source->left -= length;
    *ret_length = length;
    return length ? HAWSER_OK : HAWSER_END;
}

/* create.source: what says how many bytes it has is held to it: no part passes for the whole. */
static void sources_that_lie_about_their_size(void)
{
    static const struct {
        size_t has;
        uint64_t says;
        uint64_t read;    /* before the end, or the failure */
        const char *text; /* NULL: all is well */
    } cases[] = {
        {7, 7, 7, NULL},
        {0, 0, 0, NULL},
        {7, HAWSER_SIZE_UNKNOWN, 7, NULL},
        {7, 8, 7, "ended after 7 of the 8 bytes"},
        {0, 1, 0, "ended after 0 of the 1 bytes"},
        {7, HAWSER_SIZE_UNKNOWN - 1, 7, "ended after 7"},
        {7, 6, 6, "more than the 6 bytes"},
        {7, 4, 3, "more than the 4 bytes"},
        {7, 2, 0, "more than the 2 bytes"},
        {7, 0, 0, "more than the 0 bytes"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct counted_source host = {cases[i].has};
        struct input *input = input_of(INPUT_SOURCE, NULL, -1);
        struct attempt attempt;
        char buffer[4];
        size_t length = 0;
        int32_t code;

        input->source = (hawser_source){.size = sizeof input->source,
            .user = &host,
            .content_size = cases[i].says,
            .read = counted_read};
        struct reader *reader = open_it(input, HAWSER_OK);
        attempt_init(&attempt, NULL);
        do
            code = reader_read(reader, buffer, sizeof buffer, &length, &attempt);
        while (code == HAWSER_OK);
        CU_ASSERT_EQUAL(code, cases[i].text ? HAWSER_HOST : HAWSER_END);
        CU_ASSERT_EQUAL(reader->position, cases[i].read);
        CU_ASSERT(!cases[i].text || strstr(attempt.text, cases[i].text) != NULL);
        finish(reader, input);
    }
}

static void inputs_are_described(void)
{
    static const struct {
        const char *path;
        const char *properties;
        const char *described; /* NULL: refused */
    } cases[] = {
        {NULL, NULL, "{}"},
        {NULL, "{\"a\":1}", "{\"a\":1}"},
        {"/x/y.txt", NULL, "{\"fileName\":\"y.txt\"}"},
        {"y.txt", "{\"a\": 1}", "{\"a\":1,\"fileName\":\"y.txt\"}"},
        {"y.txt", "{\"fileName\": \"z\"}", "{\"fileName\":\"z\"}"},
        {"x/", NULL, "{}"},
        {"\xff", NULL, "{}"},
        {NULL, "[]", NULL},
        {NULL, "7", NULL},
        {NULL, "", NULL},
        {NULL, "{\"a\":1", NULL},
        {NULL, "{} {}", NULL},
        {NULL, "{\"a\":1,\"a\":2}", NULL},
        {"y.txt", "null", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct input *input = input_of(INPUT_EMPTY, cases[i].path, -1);
        int32_t code = input_describe(input, "id", cases[i].properties);

        CU_ASSERT_EQUAL(code, cases[i].described ? HAWSER_OK : HAWSER_BAD_ARGUMENT);
        if (code == HAWSER_OK && cases[i].described)
            CU_ASSERT_STRING_EQUAL(input->properties, cases[i].described);
        input_free(input);
    }
}

static const struct suite_test tests[] = {
    {"files are read again", files_are_read_again},
    {"files that cannot be read", files_that_cannot_be_read},
    {"pipes are read again", pipes_are_read_again},
    {"an empty pipe", an_empty_pipe},
    {"a pipe that nobody writes", a_pipe_that_nobody_writes},
    {"a file that shrinks", a_file_that_shrinks},
    {"descriptors of files", descriptors_of_files},
    {"no place to spool", no_place_to_spool},
    {"sources that misbehave", sources_that_misbehave},
    {"sources that lie about their size", sources_that_lie_about_their_size},
    {"inputs are described", inputs_are_described},
};

SUITE_MAIN("sdk sources", tests)
