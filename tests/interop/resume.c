/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "interop/resume.h"

#include "interop/suite.h"

#include <CUnit/CUnit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* A busy machine is behind with reading when it is interrupted; seven times that must leave something to
   interrupt. */
enum { CONTENT_SIZE = 2500000, EVERY = 100000, DROPS_MAX = 8 };

static enum server_kind kind;
static const char *slow_settings, *refusing_settings;
static char content[CONTENT_SIZE], other[CONTENT_SIZE], nearly[CONTENT_SIZE];

/* Where documents go: it kills the server's sessions when it holds so many bytes. */
struct place {
    struct rig *rig;
    char *bytes;
    size_t length;
    unsigned drops, dropped; /* how many to do, how many were done */
    size_t next;             /* at which length the next one is due */
    void (*meanwhile)(struct rig *rig);
    bool published, discarded;
    unsigned cuts;
};

static int32_t place_open(void *user, const hawser_output_request *request, void **ret_document)
{
    (void)request;
    *ret_document = user;
    return HAWSER_OK;
}

static int32_t place_write(
    void *user, void *document, const void *bytes, size_t length, size_t *ret_length)
{
    struct place *place = user;
    (void)document;
    if (length > sizeof content - place->length) {
        return HAWSER_HOST;
    }
    memcpy(place->bytes + place->length, bytes, length);
    place->length += length;
    *ret_length = length;
    /* What is read when there is no session any more was on its way before. */
    if (place->dropped < place->drops && place->length >= place->next &&
        server_drop_sessions(place->rig->server) > 0) {
        place->dropped++;
        place->next = place->length + EVERY;
        if (place->meanwhile != NULL) {
            place->meanwhile(place->rig);
        }
    }
    return HAWSER_OK;
}

static int32_t place_read(
    void *user, void *document, uint64_t offset, void *buffer, size_t capacity, size_t *ret_length)
{
    struct place *place = user;
    (void)document;
    if (offset >= place->length) {
        return HAWSER_END;
    }
    size_t rest = place->length - (size_t)offset;
    *ret_length = rest < capacity ? rest : capacity;
    memcpy(buffer, place->bytes + offset, *ret_length);
    return HAWSER_OK;
}

static int32_t place_truncate(void *user, void *document, uint64_t offset)
{
    struct place *place = user;
    (void)document;
    place->length = (size_t)offset;
    place->cuts++;
    return HAWSER_OK;
}

static int32_t place_prepare(void *user, void *document, const char *properties, size_t length)
{
    (void)user;
    (void)document;
    (void)properties;
    (void)length;
    return HAWSER_OK;
}

static int32_t place_publish(void *user, void *document)
{
    struct place *place = user;
    (void)document;
    place->published = true;
    return HAWSER_OK;
}

static void place_discard(void *user, void *document)
{
    struct place *place = user;
    (void)document;
    place->discarded = true;
}

static struct outcome *get_into(
    struct rig *rig, struct place *place, uint32_t capabilities, const char *operation)
{
    struct document document = {.id = "big.bin"};
    hawser_sink sink = {
        .size = sizeof sink,
        .user = place,
        .capabilities = capabilities,
        .open = place_open,
        .write = place_write,
        .read = place_read,
        .truncate = place_truncate,
        .prepare = place_prepare,
        .publish = place_publish,
        .discard = place_discard,
    };
    struct job job = {
        .action = "get", .operation = operation, .documents = &document, .count = 1, .sink = &sink};
    place->rig = rig;
    place->bytes = malloc(sizeof content);
    place->next = EVERY;
    return job_run(rig, &job);
}

static bool holds(const struct place *place, const char *wanted, size_t size)
{
    return place->published && place->length == size && memcmp(place->bytes, wanted, size) == 0;
}

/* The receipt's points, in their order; how many. */
static size_t points_of(const struct outcome *outcome, json_int_t points[DROPS_MAX])
{
    const json_t *array = json_object_get(outcome->results[0].detail, "resumedAt");
    for (size_t i = 0; i < json_array_size(array) && i < DROPS_MAX; i++) {
        points[i] = json_integer_value(json_array_get(array, i));
    }
    return json_array_size(array);
}

static bool begin(struct rig *rig, enum server_tls tls, const char *settings)
{
    struct rig_options options = {.server = {.kind = kind, .tls = tls, .extra = settings}};
    bool ready = rig_start(rig, &options) && rig_open(rig, NULL);
    CU_ASSERT_TRUE(ready);
    if (ready) {
        remote_put(rig, "big.bin", content, sizeof content);
        remote_time(rig, "big.bin", 1700000000);
    }
    return ready;
}

static void end(struct rig *rig, struct place *place, struct outcome *outcome)
{
    outcome_free(outcome);
    free(place->bytes);
    rig_close(rig);
    rig_stop(rig);
}

/* --- Going on --------------------------------------------------------------------------------- */

static void goes_on(enum server_tls tls, unsigned drops, uint32_t capabilities)
{
    struct rig rig = {0};
    struct place place = {.drops = drops};
    json_int_t points[DROPS_MAX] = {0};
    if (!begin(&rig, tls, slow_settings)) {
        rig_stop(&rig);
        return;
    }
    struct outcome *outcome = get_into(&rig, &place, capabilities, NULL);
    EXPECT_DONE(&rig, outcome, 1);
    EXPECT(&rig, holds(&place, content, sizeof content));
    EXPECT(&rig, place.dropped == drops && place.cuts == 0);
    EXPECT(&rig, points_of(outcome, points) == drops);
    for (unsigned i = 0; i < drops; i++) {
        EXPECT(&rig, points[i] >= (json_int_t)(i + 1) * EVERY && points[i] < CONTENT_SIZE);
        EXPECT(&rig, i == 0 || points[i] > points[i - 1]);
    }
    end(&rig, &place, outcome);
}

static const uint32_t all = HAWSER_OUTPUT_REWINDABLE | HAWSER_OUTPUT_READABLE;

static void in_clear(void)
{
    goes_on(SERVER_TLS_NONE, 2, all);
}

/* get.resume */
static void over_tls(void)
{
    goes_on(SERVER_TLS_EXPLICIT, 2, all);
}

static void into_a_pipe(void)
{
    goes_on(SERVER_TLS_NONE, 1, 0);
}

/* output.receipt */
static void six_times(void)
{
    goes_on(SERVER_TLS_NONE, 6, all);
}

/* connection.maxRetries */
static void a_seventh_time_is_an_error(void)
{
    struct rig rig = {0};
    struct place place = {.drops = 7};
    if (!begin(&rig, SERVER_TLS_EXPLICIT, slow_settings)) {
        rig_stop(&rig);
        return;
    }
    struct outcome *outcome =
        get_into(&rig, &place, all | HAWSER_OUTPUT_DURABLE, "{\"deleteAfterReading\":true}");
    EXPECT(&rig, outcome->results[0].status == HAWSER_STATUS_FAILURE);
    EXPECT(&rig, place.dropped == 7 && !place.published && place.discarded);
    EXPECT(&rig, remote_is(&rig, "big.bin", content, sizeof content));
    end(&rig, &place, outcome);
}

/* --- Not the same file ------------------------------------------------------------------------ */

static void make_shorter(struct rig *rig)
{
    remote_put(rig, "big.bin", other, sizeof other / 2);
}

static void make_alike(struct rig *rig)
{
    remote_put(rig, "big.bin", other, sizeof other);
    remote_time(rig, "big.bin", 1700000000);
}

static void make_newer(struct rig *rig)
{
    remote_put(rig, "big.bin", other, sizeof other);
    remote_time(rig, "big.bin", 1700000060);
}

static void remove_it(struct rig *rig)
{
    char *path = remote_local(rig, "big.bin");
    CU_ASSERT_EQUAL(remove(path), 0);
    free(path);
}

/* All but the first byte is the same. */
static void make_alike_but_for_a_byte(struct rig *rig)
{
    memcpy(nearly, content, sizeof content);
    nearly[0] ^= 1;
    remote_put(rig, "big.bin", nearly, sizeof nearly);
    remote_time(rig, "big.bin", 1700000000);
}

static void starts_over_as(
    void (*meanwhile)(struct rig *rig), const char *wanted, size_t size, const char *settings)
{
    struct rig rig = {0};
    struct place place = {.drops = 1, .meanwhile = meanwhile};
    if (!begin(&rig, SERVER_TLS_NONE, settings)) {
        rig_stop(&rig);
        return;
    }
    struct outcome *outcome = get_into(&rig, &place, all, NULL);
    EXPECT_DONE(&rig, outcome, 1);
    EXPECT(&rig, holds(&place, wanted, size));
    EXPECT(&rig, place.cuts == 1);
    end(&rig, &place, outcome);
}

static void starts_over(void (*meanwhile)(struct rig *rig), size_t size)
{
    starts_over_as(meanwhile, other, size, slow_settings);
}

/* get.resume */
static void changed_files_start_over(void)
{
    starts_over(make_shorter, sizeof other / 2);
    starts_over(make_newer, sizeof other);
    starts_over(make_alike, sizeof other);
}

/* get.resume: ProFTPD tells checksums of parts, in any of these kinds. */
static void a_checksum_tells_of_a_byte_long_passed(void)
{
    static const char *const digests[] = {
        "", "DigestAlgorithms sha1\n", "DigestAlgorithms md5\n", "DigestAlgorithms crc32\n"};
    for (size_t i = 0; kind == SERVER_PROFTPD && i < INTEROP_COUNT(digests); i++) {
        char settings[256];
        snprintf(settings, sizeof settings, "%s%s", slow_settings, digests[i]);
        starts_over_as(make_alike_but_for_a_byte, nearly, sizeof nearly, settings);
    }
}

static void fails(void (*meanwhile)(struct rig *rig), uint32_t capabilities, const char *settings,
    const char *operation, const char *id)
{
    struct rig rig = {0};
    struct place place = {.drops = 1, .meanwhile = meanwhile};
    if (!begin(&rig, SERVER_TLS_NONE, settings)) {
        rig_stop(&rig);
        return;
    }
    struct outcome *outcome = get_into(&rig, &place, capabilities, operation);
    EXPECT(&rig, outcome->results[0].status != HAWSER_STATUS_SUCCESS);
    EXPECT_TEXT(&rig, outcome->results[0].error.id, id);
    EXPECT(&rig, !place.published);
    end(&rig, &place, outcome);
}

static void changed_files_need_an_output_that_rewinds(void)
{
    fails(make_shorter, 0, slow_settings, NULL, "ftp.file.no-resume");
    fails(make_alike, HAWSER_OUTPUT_READABLE, slow_settings, NULL, "ftp.file.changed");
    fails(remove_it, all, slow_settings, NULL, "ftp.file.changed");
}

/* --- Starting over ---------------------------------------------------------------------------- */

static void from_the_first_byte(const char *settings, const char *operation)
{
    struct rig rig = {0};
    struct place place = {.drops = 1};
    json_int_t points[DROPS_MAX] = {0};
    if (!begin(&rig, SERVER_TLS_NONE, settings)) {
        rig_stop(&rig);
        return;
    }
    struct outcome *outcome = get_into(&rig, &place, all, operation);
    EXPECT_DONE(&rig, outcome, 1);
    EXPECT(&rig, holds(&place, content, sizeof content));
    EXPECT(&rig, place.cuts == 1 && points_of(outcome, points) == 1 && points[0] == 0);
    end(&rig, &place, outcome);
}

/* The content has neither CR nor LF here: it is the same in both formats. */
/* ascii.no-resume */
static void ascii_starts_over(void)
{
    static const char ascii[] = "{\"transferFormat\":\"ascii\"}";
    char *kept = malloc(sizeof content);
    memcpy(kept, content, sizeof content);
    for (size_t i = 0; i < sizeof content; i++) {
        content[i] = (char)('a' + (i * 7 + i / 1000) % 26);
    }
    from_the_first_byte(slow_settings, ascii);
    fails(NULL, HAWSER_OUTPUT_READABLE, slow_settings, ascii, "ftp.file.no-resume");
    memcpy(content, kept, sizeof content);
    free(kept);
}

/* get.resume protocol.D11 */
static void a_refused_restart_starts_over(void)
{
    if (refusing_settings == NULL) {
        return;
    }
    from_the_first_byte(refusing_settings, NULL);
    fails(NULL, HAWSER_OUTPUT_READABLE, refusing_settings, NULL, "ftp.file.no-resume");
}

static const struct interop_test tests[] = {
    {"an interrupted download goes on in clear", in_clear},
    {"an interrupted download goes on over TLS", over_tls},
    {"it goes on into an output that can't be read back", into_a_pipe},
    {"six interruptions are borne", six_times},
    {"a seventh is an error, and nothing is delivered or deleted", a_seventh_time_is_an_error},
    {"a file that changed is read from its first byte", changed_files_start_over},
    {"get.resume: a checksum tells of a byte long passed", a_checksum_tells_of_a_byte_long_passed},
    {"a file that changed fails where the output can't be emptied",
        changed_files_need_an_output_that_rewinds},
    {"ASCII starts over", ascii_starts_over},
    {"without REST it starts over", a_refused_restart_starts_over},
};

static void fill(char *bytes, size_t size, uint32_t state)
{
    for (size_t i = 0; i < size; i++) {
        state = state * 1664525u + 1013904223u;
        bytes[i] = (char)(state >> 24);
    }
}

int resume_main(enum server_kind server, const char *slow, const char *no_restart)
{
    kind = server;
    slow_settings = slow;
    refusing_settings = no_restart;
    fill(content, sizeof content, 1);
    fill(other, sizeof other, 2);
    return interop_alone(server, tests, INTEROP_COUNT(tests));
}
