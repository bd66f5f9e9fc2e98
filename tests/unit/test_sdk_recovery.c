/* SPDX-License-Identifier: Apache-2.0 */
/* What is left of documents when the process that receives them is killed. */
#include "config.h"
#include "sink.h"
#include "staging.h"

#include "contents.h"
#include "suite.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define LINES_SIZE 4096

/* How far a document gets before its process is killed. */
enum stage {
    OPENED,
    WRITTEN,
    PREPARED,
    PUBLISHED,
};

static char lines[LINES_SIZE];

static void note(void *user, const char *line)
{
    size_t length = strlen(lines);

    (void)user;
    snprintf(lines + length, sizeof lines - length, "%s\n", line);
}

static struct sink *open_directory(const struct scratch *folder)
{
    struct sink *sink = NULL;
    struct attempt attempt;

    lines[0] = '\0';
    attempt_init(&attempt, NULL);
    CU_ASSERT_EQUAL_FATAL(
        sink_directory_new(folder->path, 0, note, NULL, &sink, &attempt), HAWSER_OK);
    return sink;
}

static void *receive(struct sink *sink, const char *text, bool deletes, enum stage stage)
{
    json_t *properties = json_pack("{s:s}", "fileName", "a.txt");
    const hawser_output_request abi = {.size = sizeof abi};
    const struct sink_request request = {.abi = &abi, .properties = properties, .deletes = deletes};
    struct sink_delivery delivery;
    struct attempt attempt;
    void *document;
    size_t length;

    attempt_init(&attempt, NULL);
    if (sink->type->open(sink, &request, &document, &attempt) != HAWSER_OK)
        _exit(1);
    if (stage >= WRITTEN)
        sink->type->write(document, text, strlen(text), &length, &attempt);
    if (stage >= PREPARED)
        sink->type->prepare(document, "{}", properties, &attempt);
    if (stage >= PUBLISHED)
        sink->type->publish(document, &delivery, &attempt);
    json_decref(properties);
    return document;
}

/* Gets a document of a child process so far, and kills that, without a chance to clean up. */
static void receive_and_die(
    const struct scratch *folder, const char *text, bool deletes, enum stage stage)
{
    pid_t child = fork();

    if (child == 0) {
        struct sink *sink = NULL;
        struct attempt attempt;

        attempt_init(&attempt, NULL);
        if (sink_directory_new(folder->path, 0, NULL, NULL, &sink, &attempt) == HAWSER_OK)
            receive(sink, text, deletes, stage);
        kill(getpid(), SIGKILL);
    }
    int status = 0;
    CU_ASSERT_EQUAL(waitpid(child, &status, 0), child);
    CU_ASSERT_TRUE(WIFSIGNALED(status));
}

static void after_each_stage(void)
{
    static const struct {
        bool deletes;
        enum stage stage;
        bool kept;
        bool told;
    } cases[] = {
        {true, OPENED, false, false},
        {true, WRITTEN, false, false},
        {true, PREPARED, true, true},
        {true, PUBLISHED, true, false},
        {false, WRITTEN, false, false},
        /* Its source is still there. */
        {false, PREPARED, false, false},
        {false, PUBLISHED, true, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct scratch folder;

        scratch_init(&folder);
        receive_and_die(&folder, "bytes", cases[i].deletes, cases[i].stage);
        sink_free(open_directory(&folder));
        CU_ASSERT_EQUAL(contents_are(&folder, "a.txt", "bytes"), cases[i].kept);
        CU_ASSERT_EQUAL(scratch_count(&folder), cases[i].kept ? 1 : 0);
        CU_ASSERT_EQUAL(strstr(lines, "a.txt") != NULL, cases[i].told);
        scratch_done(&folder);
    }
}

static void never_over_an_existing_file(void)
{
    struct scratch folder;

    scratch_init(&folder);
    contents_put(&folder, "a.txt", "other");
    contents_put(&folder, "a (recovered).txt", "another");
    contents_put(&folder, ".hawser-0123456789abcdef.prepared", "bytes");
    contents_put(&folder, ".hawser-0123456789abcdef.json", "{\"fileName\": \"a.txt\"}");
    sink_free(open_directory(&folder));
    CU_ASSERT_TRUE(contents_are(&folder, "a.txt", "other"));
    CU_ASSERT_TRUE(contents_are(&folder, "a (recovered).txt", "another"));
    CU_ASSERT_TRUE(contents_are(&folder, "a (recovered 2).txt", "bytes"));
    CU_ASSERT_EQUAL(scratch_count(&folder), 3);
    scratch_done(&folder);
}

static void living_writers_are_left_alone(void)
{
    struct scratch folder;
    struct sink *writer;
    void *document;
    char name[256];

    scratch_init(&folder);
    writer = open_directory(&folder);
    document = receive(writer, "bytes", true, PREPARED);
    sink_free(open_directory(&folder));
    CU_ASSERT_TRUE(contents_find(&folder, STAGING_PREPARED, name));
    CU_ASSERT_TRUE(contents_find(&folder, STAGING_JOURNAL, name));
    CU_ASSERT_FALSE(contents_are(&folder, "a.txt", "bytes"));
    CU_ASSERT_EQUAL(lines[0], '\0');
    writer->type->release(document);
    scratch_done(&folder);
    sink_free(writer);
}

/* Files that something else left, or an attacker. */
static void strange_files(void)
{
    static const struct {
        const char *journal; /* NULL: none */
        const char *name;    /* that the document gets */
    } cases[] = {
        {NULL, "recovered-0123456789abcdef"},
        {"", "recovered-0123456789abcdef"},
        {"{", "recovered-0123456789abcdef"},
        {"[1]", "recovered-0123456789abcdef"},
        {"{\"fileName\": 1}", "recovered-0123456789abcdef"},
        {"{\"fileName\": \"..\"}", "recovered-0123456789abcdef"},
        {"{\"fileName\": \"../../a\"}", ".._.._a"},
        {"{\"fileName\": \".hawser-0123456789abcdef.prepared\"}",
            "_hawser-0123456789abcdef.prepared"},
        {"{\"fileName\": \"fine\"}", "fine"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct scratch folder;

        scratch_init(&folder);
        contents_put(&folder, ".hawser-0123456789abcdef.prepared", "bytes");
        if (cases[i].journal)
            contents_put(&folder, ".hawser-0123456789abcdef.json", cases[i].journal);
        sink_free(open_directory(&folder));
        CU_ASSERT_TRUE(contents_are(&folder, cases[i].name, "bytes"));
        CU_ASSERT_EQUAL(scratch_count(&folder), 1);
        scratch_done(&folder);
    }
}

static void other_files_stay(void)
{
    static const char *const names[] = {
        "a.part",
        ".hawser-.part",
        ".hawser-0123456789abcdeg.part",
        ".hawser-0123456789abcdef0.part",
        ".hawser-0123456789abcdef.partly",
        ".hawser-0123456789abcdef",
        ".hawser-0123456789ABCDEF.prepared",
    };
    struct scratch folder;
    char path[SCRATCH_PATH_SIZE];
    size_t count = sizeof names / sizeof names[0];

    scratch_init(&folder);
    for (size_t i = 0; i < count; i++)
        contents_put(&folder, names[i], "");
    /* A link to elsewhere is none of ours, whatever its name. */
    CU_ASSERT_EQUAL(
        symlink("a.part", scratch_path(&folder, ".hawser-0123456789abcdef.prepared", path)), 0);
    CU_ASSERT_EQUAL(mkfifo(scratch_path(&folder, ".hawser-fedcba9876543210.part", path), 0600), 0);
    sink_free(open_directory(&folder));
    CU_ASSERT_EQUAL(scratch_count(&folder), count + 2);
    CU_ASSERT_EQUAL(lines[0], '\0');
    scratch_done(&folder);
}

static void orphans_go(void)
{
    struct scratch folder;

    scratch_init(&folder);
    contents_put(&folder, ".hawser-0123456789abcdef.json", "{}");
    contents_put(&folder, ".hawser-fedcba9876543210.part", "half");
    sink_free(open_directory(&folder));
    CU_ASSERT_EQUAL(scratch_count(&folder), 0);
    scratch_done(&folder);
}

static const struct suite_test tests[] = {
    {"after each stage", after_each_stage},
    {"never over an existing file", never_over_an_existing_file},
    {"living writers are left alone", living_writers_are_left_alone},
    {"strange files", strange_files},
    {"other files stay", other_files_stay},
    {"orphans go", orphans_go},
};

SUITE_MAIN("sdk recovery", tests)
