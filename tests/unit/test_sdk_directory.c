/* SPDX-License-Identifier: Apache-2.0 */
/* Output documents as files. */
#include "config.h"
#include "file_name.h"

#include "contents.h"
#include "deliver.h"
#include "suite.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

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
    CU_ASSERT_EQUAL(
        deliver_open(sink, "{\"fileName\": \"a\"}", false, &document, &attempt), HAWSER_OK);
    CU_ASSERT_EQUAL(deliver_bytes(sink, document, "bytes"), HAWSER_OK);
    CU_ASSERT_EQUAL(deliver_prepare(sink, document, "{\"fileName\": \"a\"}"), HAWSER_OK);
    CU_ASSERT_FALSE(contents_are(&folder, "a", "bytes"));
    CU_ASSERT_EQUAL(deliver_publish(sink, document), HAWSER_OK);
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
            deliver_open(sink, "{\"fileName\": \"a\"}", deletes[i], &document, &attempt),
            HAWSER_OK);
        CU_ASSERT_EQUAL(deliver_bytes(sink, document, "bytes"), HAWSER_OK);
        CU_ASSERT_EQUAL(deliver_prepare(sink, document, "{\"fileName\": \"a\"}"), HAWSER_OK);
        deliver_discard(sink, document);
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
    deliver_open(sink, "{\"fileName\": \"a\"}", true, &document, &attempt);
    deliver_bytes(sink, document, "new");
    contents_put(&folder, "a", "other");
    CU_ASSERT_EQUAL(deliver_prepare(sink, document, "{\"fileName\": \"a\"}"), HAWSER_EXISTS);
    deliver_discard(sink, document);
    CU_ASSERT_EQUAL(scratch_count(&folder), 1);
    deliver_open(sink, "{\"fileName\": \"b\"}", false, &document, &attempt);
    CU_ASSERT_EQUAL(deliver_prepare(sink, document, "{\"fileName\": \"b\"}"), HAWSER_OK);
    contents_put(&folder, "b", "other");
    CU_ASSERT_EQUAL(deliver_publish(sink, document), HAWSER_EXISTS);
    CU_ASSERT_TRUE(contents_are(&folder, "b", "other"));
    CU_ASSERT_EQUAL(scratch_count(&folder), 2);
    /* The source is gone: what came from it must stay. */
    deliver_open(sink, "{\"fileName\": \"c\"}", true, &document, &attempt);
    deliver_bytes(sink, document, "precious");
    CU_ASSERT_EQUAL(deliver_prepare(sink, document, "{\"fileName\": \"c\"}"), HAWSER_OK);
    contents_put(&folder, "c", "other");
    CU_ASSERT_EQUAL(deliver_publish(sink, document), HAWSER_EXISTS);
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
    CU_ASSERT_EQUAL(
        deliver_open(sink, "{\"fileName\": \"a\"}", false, &first, &attempt), HAWSER_OK);
    CU_ASSERT_EQUAL(
        deliver_open(sink, "{\"fileName\": \"a\"}", false, &second, &attempt), HAWSER_EXISTS);
    CU_ASSERT_EQUAL(
        deliver_open(sink, "{\"fileName\": \"b\"}", false, &second, &attempt), HAWSER_OK);
    CU_ASSERT_EQUAL(deliver_prepare(sink, second, "{\"fileName\": \"a\"}"), HAWSER_EXISTS);
    deliver_discard(sink, first);
    CU_ASSERT_EQUAL(deliver_prepare(sink, second, "{\"fileName\": \"a\"}"), HAWSER_OK);
    CU_ASSERT_EQUAL(deliver_publish(sink, second), HAWSER_OK);
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
    CU_ASSERT_EQUAL(deliver(sink, DELIVER_NOTHING_SAID, "one", false), HAWSER_OK);
    CU_ASSERT_EQUAL(deliver(sink, DELIVER_NOTHING_SAID, "three", true), HAWSER_OK);
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
    deliver_open(sink, "{\"fileName\": \"a\"}", false, &document, &attempt);
    deliver_bytes(sink, document, "abcdef");
    CU_ASSERT_EQUAL(sink->type->read(document, 2, text, 3, &length, &attempt), HAWSER_OK);
    CU_ASSERT_EQUAL(length, 3);
    CU_ASSERT_NSTRING_EQUAL(text, "cde", 3);
    CU_ASSERT_EQUAL(sink->type->read(document, 6, text, 3, &length, &attempt), HAWSER_END);
    CU_ASSERT_EQUAL(sink->type->read(document, UINT64_MAX, text, 3, &length, &attempt), HAWSER_END);
    CU_ASSERT_EQUAL(sink->type->truncate(document, 7, &attempt), HAWSER_BAD_ARGUMENT);
    CU_ASSERT_EQUAL(sink->type->truncate(document, 3, &attempt), HAWSER_OK);
    deliver_bytes(sink, document, "X");
    deliver_prepare(sink, document, DELIVER_NOTHING_SAID);
    CU_ASSERT_EQUAL(deliver_publish(sink, document), HAWSER_OK);
    CU_ASSERT_TRUE(contents_are(&folder, "a", "abcX"));
    sink_free(sink);
    scratch_done(&folder);
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
};

SUITE_MAIN("sdk directory", tests)
