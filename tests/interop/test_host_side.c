/* SPDX-License-Identifier: Apache-2.0 */
/* Sources that fail, end early or lie about their size, and sinks that fail, with each option of what is done with them:
 * no part is ever taken for the whole, and nothing is gone. */
#include "config.h"

#include "interop/suite.h"

#include <CUnit/CUnit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SIZE = 300000, HALF = SIZE / 2 };

static const struct rig_options in_clear[SERVER_KINDS];
static char content[SIZE];

static void fill(void)
{
    for (size_t i = 0; i < sizeof content; i++) {
        content[i] = (char)(i * 7 + i / 251);
    }
}

/* --- Sources ---------------------------------------------------------------------------------- */

enum lie { HONEST, ENDS_EARLY, HAS_MORE, FAILS_MIDWAY, FAILS_AT_ONCE, READS_NOTHING };

struct source {
    const char *what;
    enum lie lie;
    uint64_t says;
    size_t gives; /* before it ends or fails */
};

static const struct source lies[] = {
    {"ends early", ENDS_EARLY, SIZE, HALF},
    {"ends at once", ENDS_EARLY, SIZE, 0},
    {"lacks one byte", ENDS_EARLY, SIZE, SIZE - 1},
    {"has more than it says", HAS_MORE, HALF, SIZE},
    {"has one byte more", HAS_MORE, SIZE - 1, SIZE},
    {"says that it has nothing", HAS_MORE, 0, SIZE},
    {"fails midway", FAILS_MIDWAY, SIZE, HALF},
    {"fails midway, of a size that is not known", FAILS_MIDWAY, HAWSER_SIZE_UNKNOWN, HALF},
    {"fails at once", FAILS_AT_ONCE, SIZE, 0},
    {"reads nothing and says it went well", READS_NOTHING, HAWSER_SIZE_UNKNOWN, HALF},
};
static const struct source honest[] = {
    {"says its size", HONEST, SIZE, SIZE},
    {"does not say it", HONEST, HAWSER_SIZE_UNKNOWN, SIZE},
};

struct reading {
    const struct source *source;
    size_t position;
    bool handed_out;
    char identity[16];
};

static int32_t read_source(void *user, void *buffer, size_t capacity, size_t *ret_length)
{
    struct reading *reading = user;
    size_t left = reading->source->gives - reading->position;
    size_t length = left < capacity ? left : capacity;
    enum lie lie = reading->source->lie;
    if (length == 0) {
        *ret_length = 0;
        return lie == READS_NOTHING                          ? HAWSER_OK
               : lie == FAILS_MIDWAY || lie == FAILS_AT_ONCE ? HAWSER_HOST
                                                             : HAWSER_END;
    }
    memcpy(buffer, content + reading->position, length);
    reading->position += length;
    *ret_length = length;
    return HAWSER_OK;
}

static int32_t rewind_source(void *user, uint64_t offset)
{
    ((struct reading *)user)->position = (size_t)offset;
    return offset <= SIZE ? HAWSER_OK : HAWSER_HOST;
}

static int32_t next_source(void *user, hawser_source *source)
{
    struct reading *reading = user;
    if (reading->handed_out) {
        return HAWSER_END;
    }
    reading->handed_out = true;
    source->user = reading;
    source->properties = "{\"fileName\":\"a.bin\"}";
    source->content_size = reading->source->says;
    source->read = read_source;
    source->rewind = rewind_source;
    source->identity = reading->identity;
    return HAWSER_OK;
}

/* What is done where a file of that name may be: `there` before, and names on the server if it went well. */
struct option {
    const char *operation;
    const char *there;
    const char *names;
    bool torn; /* a part may stay under the name, and is told */
};

static const struct option options[] = {
    {"{}", NULL, "a.bin\nbystander\nstaging\n", false},
    {"{\"actionIfFileExists\":\"overwrite\"}", "old", "a.bin\nbystander\nstaging\n", false},
    {"{\"actionIfFileExists\":\"createUniqueName\"}", "old", "a.bin\na1.bin\nbystander\nstaging\n",
        false},
    {"{\"actionIfFileExists\":\"append\"}", "old", "a.bin\nbystander\nstaging\n", true},
    {"{\"actionIfFileExists\":\"append\"}", NULL, "a.bin\nbystander\nstaging\n", true},
    {"{\"directUpload\":true}", NULL, "a.bin\nbystander\nstaging\n", true},
    {"{\"directUpload\":true,\"actionIfFileExists\":\"overwrite\"}", "old",
        "a.bin\nbystander\nstaging\n", true},
};

static struct outcome *create_from(const struct source *source, const struct option *option)
{
    struct rig *rig = interop_rig();
    static unsigned number; /* no two documents are one that an earlier execution may have sent */
    struct reading reading = {.source = source};
    snprintf(reading.identity, sizeof reading.identity, "%u", number++);
    struct job job = {.action = "create",
        .operation = option->operation,
        .next = next_source,
        .next_user = &reading};
    rig_clear(rig);
    snprintf(rig->cell, sizeof rig->cell, "%s: a source that %s", option->operation, source->what);
    remote_text(rig, "bystander", "nobody touches me");
    remote_folder(rig, "staging");
    if (option->there != NULL) {
        remote_text(rig, "a.bin", option->there);
    }
    return job_run(rig, &job);
}

/* create.source */
static void test_sources_that_lie(void)
{
    struct rig *rig = interop_rig();
    /* Some servers take a second to notice that a file ends here: of the others each so many-th will do. */
    size_t step = rig->kind == SERVER_VSFTPD ? 1 : 11;
    fill();
    for (size_t i = 0; i < INTEROP_COUNT(options) * INTEROP_COUNT(lies); i += step) {
        const struct option *option = &options[i / INTEROP_COUNT(lies)];
        struct outcome *outcome = create_from(&lies[i % INTEROP_COUNT(lies)], option);
        EXPECT(rig, outcome->result_count == 1);
        EXPECT(rig, outcome->results[0].status != HAWSER_STATUS_SUCCESS);
        EXPECT(rig, outcome->output_count == 0);
        EXPECT(rig, remote_is_text(rig, "bystander", "nobody touches me"));
        if (!option->torn) {
            EXPECT(rig, outcome->results[0].status == HAWSER_STATUS_FAILURE);
            EXPECT(rig, outcome->results[0].error.code == HAWSER_HOST);
            EXPECT_NAMES(rig, "",
                option->there != NULL ? "a.bin\nbystander\nstaging\n" : "bystander\nstaging\n");
            EXPECT(rig, option->there == NULL || remote_is_text(rig, "a.bin", option->there));
        }
        outcome_free(outcome);
    }
    rig->cell[0] = '\0';
}

static void test_sources_that_do_not(void)
{
    struct rig *rig = interop_rig();
    fill();
    for (size_t i = 0; i < INTEROP_COUNT(options) * INTEROP_COUNT(honest); i++) {
        const struct option *option = &options[i / INTEROP_COUNT(honest)];
        struct outcome *outcome = create_from(&honest[i % INTEROP_COUNT(honest)], option);
        EXPECT_DONE(rig, outcome, 1);
        EXPECT_NAMES(rig, "", option->names);
        outcome_free(outcome);
    }
    rig->cell[0] = '\0';
}

/* --- Sinks ------------------------------------------------------------------------------------ */

enum step { NOWHERE, AT_OPEN, AT_WRITE, MIDWAY, AT_PREPARE, AT_PUBLISH, STEPS };

static const char *const step_names[STEPS] = {
    "nowhere", "open", "write", "the middle of the bytes", "prepare", "publish"};

struct tray {
    enum step fails;
    size_t length;
    unsigned opened, prepared, published, discarded;
    bool whole; /* of what was prepared */
};

static int32_t tray_open(void *user, const hawser_output_request *request, void **ret_document)
{
    struct tray *tray = user;
    (void)request;
    if (tray->fails == AT_OPEN) {
        return HAWSER_HOST;
    }
    tray->opened++;
    tray->length = 0;
    tray->whole = true;
    *ret_document = tray;
    return HAWSER_OK;
}

static int32_t tray_write(
    void *user, void *document, const void *bytes, size_t length, size_t *ret_length)
{
    struct tray *tray = user;
    (void)document;
    if (tray->fails == AT_WRITE || (tray->fails == MIDWAY && tray->length >= HALF)) {
        return HAWSER_HOST;
    }
    tray->whole = tray->whole && tray->length + length <= SIZE &&
                  memcmp(content + tray->length, bytes, length) == 0;
    tray->length += length;
    *ret_length = length;
    return HAWSER_OK;
}

static int32_t tray_prepare(void *user, void *document, const char *properties, size_t length)
{
    struct tray *tray = user;
    (void)document;
    (void)properties;
    (void)length;
    if (tray->fails == AT_PREPARE) {
        return HAWSER_HOST;
    }
    tray->prepared += tray->whole && tray->length == SIZE;
    return HAWSER_OK;
}

static int32_t tray_publish(void *user, void *document)
{
    struct tray *tray = user;
    (void)document;
    if (tray->fails == AT_PUBLISH) {
        return HAWSER_HOST;
    }
    tray->published++;
    return HAWSER_OK;
}

static void tray_discard(void *user, void *document)
{
    (void)document;
    ((struct tray *)user)->discarded++;
}

static struct outcome *fetch_into(struct tray *tray, const char *action, const char *option)
{
    struct rig *rig = interop_rig();
    char *moved = remote_path(rig, "moved"), settings[256] = "{}";
    if (strcmp(option, "move") == 0) {
        snprintf(settings, sizeof settings, "{\"moveAfterReading\":\"%s\"}", moved);
    } else if (strcmp(option, "delete") == 0) {
        snprintf(settings, sizeof settings, "{\"deleteAfterReading\":true}");
    }
    free(moved);
    hawser_sink sink = {.size = sizeof sink,
        .user = tray,
        .capabilities = HAWSER_OUTPUT_DURABLE,
        .open = tray_open,
        .write = tray_write,
        .prepare = tray_prepare,
        .publish = tray_publish,
        .discard = tray_discard};
    struct document document = {.id = "a.bin"};
    struct job job = {.action = action,
        .operation = settings,
        .documents = &document,
        .count = strcmp(action, "get") == 0,
        .sink = &sink};
    rig_clear(rig);
    snprintf(rig->cell, sizeof rig->cell, "%s %s: a sink that fails at %s", action, option,
        step_names[tray->fails]);
    remote_put(rig, "a.bin", content, sizeof content);
    remote_folder(rig, "moved");
    return job_run(rig, &job);
}

static const struct {
    const char *action, *option, *after; /* where the file is then; NULL: nowhere */
} fetches[] = {
    {"get", "keep", "a.bin"},
    {"get", "delete", NULL},
    {"get", "move", "moved/a.bin"},
    {"query", "keep", "a.bin"},
    {"query", "delete", NULL},
    {"query", "move", "moved/a.bin"},
};

/* Each file is here or there: whole, and once it was prepared. */
static void check_fetch(struct rig *rig, const struct tray *tray, const char *after)
{
    bool there = remote_is(rig, "a.bin", content, sizeof content);
    bool moved = remote_is(rig, "moved/a.bin", content, sizeof content);
    EXPECT(rig, there || moved || tray->prepared == 1);
    EXPECT(rig, tray->fails == AT_PUBLISH || tray->fails == NOWHERE || there);
    EXPECT(rig, tray->opened == tray->published + tray->discarded || tray->fails == AT_PUBLISH);
    if (tray->fails == NOWHERE) {
        EXPECT(rig, after != NULL ? remote_is(rig, after, content, sizeof content) : !there);
    }
}

/* get.sink query.sink */
static void test_sinks_that_fail(void)
{
    struct rig *rig = interop_rig();
    fill();
    for (size_t i = 0; i < INTEROP_COUNT(fetches) * STEPS; i++) {
        struct tray tray = {.fails = (enum step)(i % STEPS)};
        struct outcome *outcome =
            fetch_into(&tray, fetches[i / STEPS].action, fetches[i / STEPS].option);
        if (tray.fails == NOWHERE) {
            EXPECT_DONE(rig, outcome, 1);
        } else {
            EXPECT(rig, outcome->result_count == 1);
            EXPECT(rig, outcome->results[0].status == HAWSER_STATUS_FAILURE ||
                            (tray.fails == AT_PUBLISH &&
                                outcome->results[0].status == HAWSER_STATUS_UNKNOWN));
            EXPECT(rig, outcome->results[0].error.code == HAWSER_HOST);
            EXPECT(rig, tray.published == 0);
        }
        check_fetch(rig, &tray, fetches[i / STEPS].after);
        outcome_free(outcome);
    }
    rig->cell[0] = '\0';
}

static const struct interop_test tests[] = {
    {"sources that lie", test_sources_that_lie},
    {"sources that do not", test_sources_that_do_not},
    {"sinks that fail", test_sinks_that_fail},
};

int main(void)
{
    return interop_on_each(in_clear, tests, INTEROP_COUNT(tests));
}
