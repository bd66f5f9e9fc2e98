/* SPDX-License-Identifier: Apache-2.0 */
/* Large files in clear, which pass the process by between socket and descriptor. */
#include "config.h"

#include "interop/suite.h"
#include "support/folder.h"

#include <CUnit/CUnit.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#define MEBI ((size_t)1024 * 1024)
#define CONTENT_SIZE (6 * MEBI + 17)

/* The servers wait for nothing here: what is measured in time is limited by the connection. */
static const struct rig_options in_clear[SERVER_KINDS];
static char content[CONTENT_SIZE];

/* --- A sink with a descriptor ----------------------------------------------------------------- */

struct tray {
    struct rig *rig;
    char *path;
    int descriptor; /* that it offers; -1: none */
    int file;       /* that its own writes go to, at the place where they belong */
    uint64_t moved, written;
    unsigned drops; /* sessions to kill on the server, one each MiB */
    int cancel;     /* written to after a MiB; 0: not */
    bool published, discarded;
};

static int32_t tray_open(void *user, const hawser_output_request *request, void **ret_document)
{
    (void)request;
    *ret_document = user;
    return HAWSER_OK;
}

static void interfere(struct tray *tray)
{
    if (tray->moved + tray->written < MEBI) {
        return;
    }
    if (tray->cancel > 0) {
        CU_ASSERT_EQUAL(write(tray->cancel, "x", 1), 1);
    } else if (tray->drops > 0) {
        tray->drops--;
        server_drop_sessions(tray->rig->server);
    }
}

static int32_t tray_write(
    void *user, void *document, const void *bytes, size_t length, size_t *ret_length)
{
    struct tray *tray = user;
    (void)document;
    ssize_t length_written =
        pwrite(tray->file, bytes, length, (off_t)(tray->moved + tray->written));
    if (length_written <= 0) {
        return HAWSER_HOST;
    }
    tray->written += (uint64_t)length_written;
    *ret_length = (size_t)length_written;
    return HAWSER_OK;
}

static int32_t tray_read(
    void *user, void *document, uint64_t offset, void *buffer, size_t capacity, size_t *ret_length)
{
    const struct tray *tray = user;
    (void)document;
    ssize_t length = pread(tray->file, buffer, capacity, (off_t)offset);
    *ret_length = length > 0 ? (size_t)length : 0;
    return length > 0 ? HAWSER_OK : HAWSER_END;
}

static int32_t tray_truncate(void *user, void *document, uint64_t offset)
{
    struct tray *tray = user;
    (void)document;
    tray->moved = 0;
    tray->written = offset;
    return ftruncate(tray->file, (off_t)offset) == 0 ? HAWSER_OK : HAWSER_HOST;
}

static int32_t tray_prepare(void *user, void *document, const char *properties, size_t length)
{
    (void)user;
    (void)document;
    (void)properties;
    (void)length;
    return HAWSER_OK;
}

static int32_t tray_publish(void *user, void *document)
{
    (void)document;
    ((struct tray *)user)->published = true;
    return HAWSER_OK;
}

static void tray_discard(void *user, void *document)
{
    (void)document;
    ((struct tray *)user)->discarded = true;
}

static int32_t tray_descriptor(void *user, void *document)
{
    (void)document;
    return ((struct tray *)user)->descriptor;
}

static void tray_moved(void *user, void *document, uint64_t length)
{
    struct tray *tray = user;
    (void)document;
    tray->moved += length;
    interfere(tray);
}

static void tray_make(struct tray *tray, int flags)
{
    struct rig *rig = interop_rig();
    *tray = (struct tray){.rig = rig, .path = folder_path(rig->folder, "tray.bin")};
    tray->file = open(tray->path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    tray->descriptor = open(tray->path, flags | O_CLOEXEC);
    CU_ASSERT_TRUE_FATAL(tray->file >= 0 && tray->descriptor >= 0);
}

static void tray_done(struct tray *tray)
{
    close(tray->file);
    close(tray->descriptor);
    free(tray->path);
}

static bool tray_holds(const struct tray *tray)
{
    size_t size = 0;
    char *bytes = file_read(tray->path, &size);
    bool same = bytes != NULL && size == sizeof content && memcmp(bytes, content, size) == 0;
    free(bytes);
    return tray->published && same && tray->moved + tray->written == sizeof content;
}

static struct outcome *get_into(struct tray *tray, const char *operation, int32_t cancel_fd)
{
    static const struct document document = {.id = "big.bin"};
    hawser_sink sink = {
        .size = sizeof sink,
        .user = tray,
        .capabilities = HAWSER_OUTPUT_REWINDABLE | HAWSER_OUTPUT_READABLE,
        .open = tray_open,
        .write = tray_write,
        .read = tray_read,
        .truncate = tray_truncate,
        .prepare = tray_prepare,
        .publish = tray_publish,
        .discard = tray_discard,
        .descriptor = tray_descriptor,
        .moved = tray_moved,
    };
    struct job job = {.action = "get",
        .operation = operation,
        .documents = &document,
        .count = 1,
        .sink = &sink,
        .cancel_fd = cancel_fd};
    return job_run(tray->rig, &job);
}

static void put_content(struct rig *rig)
{
    remote_put(rig, "big.bin", content, sizeof content);
    remote_time(rig, "big.bin", 1700000000);
}

/* --- Down ------------------------------------------------------------------------------------- */

struct sink_case {
    const char *name;
    int flags;             /* of the descriptor that is offered */
    const char *changes;   /* of the connection */
    const char *operation; /* NULL: "{}" */
    bool passes_by;        /* most bytes are moved, and not written */
};

/* get.direct */
static void test_down(void)
{
    static const struct sink_case cases[] = {
        {"file", O_RDWR, NULL, NULL, true},
        {"appended to", O_RDWR | O_APPEND, NULL, NULL, false}, /* splice refuses it */
        {"read only", O_RDONLY, NULL, NULL, false},
        {"hashed", O_RDWR, "{\"receiptHash\":\"sha256\"}", NULL, false},
        {"ASCII", O_RDWR, NULL, "{\"transferFormat\":\"ascii\"}", false},
    };
    struct rig *rig = interop_rig();
    put_content(rig);
    for (size_t i = 0; i < INTEROP_COUNT(cases); i++) {
        struct tray tray;
        tray_make(&tray, cases[i].flags);
        snprintf(rig->cell, sizeof rig->cell, "{%s}", cases[i].name);
        EXPECT(rig, rig_open(rig, cases[i].changes));
        struct outcome *outcome = get_into(&tray, cases[i].operation, 0);
        EXPECT_DONE(rig, outcome, 1);
        EXPECT(rig, strcmp(cases[i].name, "ASCII") == 0 || tray_holds(&tray));
        EXPECT(rig, cases[i].passes_by ? tray.moved > CONTENT_SIZE / 2 : tray.moved == 0);
        outcome_free(outcome);
        tray_done(&tray);
    }
}

/* What is too small for it is worth no pipe. */
static void test_small(void)
{
    struct rig *rig = interop_rig();
    struct tray tray;
    EXPECT(rig, rig_open(rig, NULL));
    remote_put(rig, "big.bin", content, 100000);
    tray_make(&tray, O_RDWR);
    struct outcome *outcome = get_into(&tray, NULL, 0);
    EXPECT_DONE(rig, outcome, 1);
    EXPECT(rig, tray.moved == 0 && tray.written == 100000);
    outcome_free(outcome);
    tray_done(&tray);
}

/* It goes on at the very byte, and in the same way. pyftpdlib has no sessions that can be killed. */
static void test_down_cut(void)
{
    struct rig *rig = interop_rig();
    struct tray tray;
    EXPECT(rig, rig_open(rig, "{\"rateLimit\":40000000}"));
    put_content(rig);
    tray_make(&tray, O_RDWR);
    tray.drops = rig->kind == SERVER_PYFTPDLIB ? 0 : 1;
    struct outcome *outcome = get_into(&tray, NULL, 0);
    EXPECT_DONE(rig, outcome, 1);
    EXPECT(rig, tray_holds(&tray));
    EXPECT(rig, tray.drops == 0 && tray.moved > CONTENT_SIZE / 2);
    outcome_free(outcome);
    tray_done(&tray);
}

static void test_down_cancelled(void)
{
    struct rig *rig = interop_rig();
    struct tray tray;
    int ends[2];
    CU_ASSERT_EQUAL_FATAL(pipe(ends), 0);
    EXPECT(rig, rig_open(rig, "{\"rateLimit\":8000000}"));
    put_content(rig);
    tray_make(&tray, O_RDWR);
    tray.cancel = ends[1];
    struct outcome *outcome = get_into(&tray, NULL, ends[0]);
    EXPECT(rig, outcome->code == HAWSER_CANCELLED);
    EXPECT(rig, tray.discarded && !tray.published);
    EXPECT(rig, tray.moved > 0 && tray.moved < CONTENT_SIZE);
    outcome_free(outcome);
    tray_done(&tray);
    close(ends[0]);
    close(ends[1]);
}

/* A full disk, as far as the descriptor goes: the host's own write says what is wrong. */
static void test_down_full(void)
{
    struct rig *rig = interop_rig();
    const struct document document = {.id = "big.bin"};
    struct job job = {
        .action = "get", .documents = &document, .count = 1, .folder = rig->output_folder};
    struct rlimit before, little = {.rlim_cur = 2 * MEBI};
    struct sigaction ignored = {.sa_handler = SIG_IGN}, handled;
    EXPECT(rig, rig_open(rig, NULL));
    put_content(rig);
    getrlimit(RLIMIT_FSIZE, &before);
    little.rlim_max = before.rlim_max;
    sigaction(SIGXFSZ, &ignored, &handled);
    setrlimit(RLIMIT_FSIZE, &little);
    struct outcome *outcome = job_run(rig, &job);
    setrlimit(RLIMIT_FSIZE, &before);
    sigaction(SIGXFSZ, &handled, NULL);
    EXPECT(rig, outcome->results[0].status == HAWSER_STATUS_FAILURE);
    EXPECT(rig, outcome->results[0].error.code == HAWSER_HOST);
    EXPECT(rig, strstr(outcome->results[0].error.message, strerrordesc_np(EFBIG)) != NULL);
    EXPECT(rig, folder_count(rig->output_folder) == 0);
    outcome_free(outcome);
}

/* --- Up --------------------------------------------------------------------------------------- */

struct source {
    struct rig *rig;
    char *path;
    unsigned drops;
    bool shrinks;
};

static void source_make(struct source *source)
{
    struct rig *rig = interop_rig();
    *source = (struct source){.rig = rig, .path = folder_path(rig->folder, "source.bin")};
    CU_ASSERT_TRUE_FATAL(file_write(source->path, content, sizeof content));
}

static void disturb(void *user, uint64_t input, uint64_t done, uint64_t total)
{
    struct source *source = user;
    (void)input;
    (void)total;
    if (done < MEBI) {
        return;
    }
    if (source->shrinks) {
        CU_ASSERT_EQUAL(truncate(source->path, MEBI / 2), 0);
    } else if (source->drops > 0) {
        source->drops--;
        server_drop_sessions(source->rig->server);
    }
}

static struct outcome *put_from(struct source *source, const char *operation)
{
    struct document document = {.file_name = "made.bin", .file = source->path};
    struct job job = {.action = "create",
        .operation = operation,
        .documents = &document,
        .count = 1,
        .progress = disturb,
        .progress_user = source};
    return job_run(source->rig, &job);
}

/* create.direct */
static void test_up(void)
{
    static const char *const changes[] = {NULL, "{\"receiptHash\":\"sha256\"}"};
    struct rig *rig = interop_rig();
    struct source source;
    source_make(&source);
    for (size_t i = 0; i < INTEROP_COUNT(changes); i++) {
        EXPECT(rig, rig_open(rig, changes[i]));
        struct outcome *outcome = put_from(&source, "{\"actionIfFileExists\":\"overwrite\"}");
        EXPECT_DONE(rig, outcome, 1);
        EXPECT(rig, outcome->summary.bytes_in == sizeof content);
        EXPECT(rig, remote_is(rig, "made.bin", content, sizeof content));
        outcome_free(outcome);
    }
    free(source.path);
}

static volatile sig_atomic_t signals;

static void count_signal(int number)
{
    (void)number;
    signals++;
}

/* Nor is a signal raised where the server hangs up. */
static void test_up_cut(void)
{
    struct rig *rig = interop_rig();
    struct sigaction counted = {.sa_handler = count_signal}, before;
    struct source source;
    EXPECT(rig, rig_open(rig, "{\"rateLimit\":8000000}"));
    source_make(&source);
    source.drops = rig->kind == SERVER_PYFTPDLIB ? 0 : 1;
    sigaction(SIGPIPE, &counted, &before);
    struct outcome *outcome = put_from(&source, NULL);
    sigaction(SIGPIPE, &before, NULL);
    EXPECT_DONE(rig, outcome, 1);
    EXPECT(rig, source.drops == 0 && signals == 0);
    EXPECT(rig, remote_is(rig, "made.bin", content, sizeof content));
    outcome_free(outcome);
    free(source.path);
}

/* A file that is cut off while it is sent is never taken for whole. */
static void test_up_shrinks(void)
{
    struct rig *rig = interop_rig();
    struct source source;
    EXPECT(rig, rig_open(rig, "{\"rateLimit\":8000000}"));
    source_make(&source);
    source.shrinks = true;
    struct outcome *outcome = put_from(&source, NULL);
    EXPECT(rig, outcome->results[0].status == HAWSER_STATUS_FAILURE);
    EXPECT(rig, outcome->results[0].error.code == HAWSER_HOST);
    EXPECT(rig, strstr(outcome->results[0].error.message, "became shorter") != NULL);
    outcome_free(outcome);
    EXPECT(rig, !remote_exists(rig, "made.bin"));
    free(source.path);
}

/* --- Both ------------------------------------------------------------------------------------- */

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* connection.rateLimit */
static void test_rate(void)
{
    struct rig *rig = interop_rig();
    struct source source;
    struct tray tray;
    EXPECT(rig, rig_open(rig, "{\"rateLimit\":6000000}"));
    source_make(&source);
    put_content(rig);
    tray_make(&tray, O_RDWR);
    double began = now();
    struct outcome *outcome = get_into(&tray, NULL, 0);
    double down = now() - began;
    EXPECT_DONE(rig, outcome, 1);
    EXPECT(rig, tray_holds(&tray) && tray.moved > CONTENT_SIZE / 2);
    EXPECT(rig, down >= 0.9 && down < 10);
    outcome_free(outcome);
    began = now();
    outcome = put_from(&source, NULL);
    double up = now() - began;
    EXPECT_DONE(rig, outcome, 1);
    EXPECT(rig, up >= 0.9 && up < 10);
    outcome_free(outcome);
    tray_done(&tray);
    free(source.path);
}

static const struct interop_test tests[] = {
    {"get.direct", test_down},
    {"get.direct small", test_small},
    {"get.direct cut", test_down_cut},
    {"get.direct cancelled", test_down_cancelled},
    {"get.direct full", test_down_full},
    {"create.direct", test_up},
    {"create.direct cut", test_up_cut},
    {"create.direct shrinks", test_up_shrinks},
    {"connection.rateLimit direct", test_rate},
};

int main(void)
{
    random_bytes(11, 0, content, sizeof content);
    return interop_on_each(in_clear, tests, INTEROP_COUNT(tests));
}
