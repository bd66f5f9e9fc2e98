/* SPDX-License-Identifier: Apache-2.0 */
/* connection.receiptHash: checksums on a server that tells its own, ProFTPD with mod_digest. */
#include "config.h"

#include "interop/suite.h"

#include "support/folder.h"

#include <CUnit/CUnit.h>
#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BIG = 3 * 1024 * 1024 + 5, HEX_SIZE = 65 };

static const char hashing[] = "{\"receiptHash\":\"sha256\"}";
static char big[BIG];

static const char *sha256_of(const void *bytes, size_t size, char text[HEX_SIZE])
{
    unsigned char raw[32];
    CU_ASSERT_EQUAL(gnutls_hash_fast(GNUTLS_DIG_SHA256, bytes, size, raw), 0);
    for (size_t i = 0; i < sizeof raw; i++) {
        snprintf(text + 2 * i, 3, "%02x", raw[i]);
    }
    return text;
}

static bool held(const json_t *receipt, const char *what)
{
    const json_t *verified = json_object_get(receipt, "verified");
    for (size_t i = 0; i < json_array_size(verified); i++) {
        if (strcmp(json_string_value(json_array_get(verified, i)), what) == 0) {
            return true;
        }
    }
    return false;
}

static const char *sum_in(const json_t *receipt)
{
    const char *text = json_string_value(json_object_get(receipt, "sha256"));
    return text != NULL ? text : "";
}

static const json_t *receipt_of(const struct outcome *outcome, const char *name)
{
    const struct job_output *output = output_named(outcome, name);
    return output != NULL ? json_object_get(output->properties, "receipt") : NULL;
}

/* All four, and the checksum of these bytes. */
static void check(struct rig *rig, const json_t *receipt, const void *bytes, size_t size, bool hash)
{
    char text[HEX_SIZE];
    EXPECT_TEXT(rig, sum_in(receipt), sha256_of(bytes, size, text));
    EXPECT(rig, held(receipt, "reply") && held(receipt, "eof") && held(receipt, "size"));
    EXPECT(rig, held(receipt, "hash") == hash);
    EXPECT(rig, json_integer_value(json_object_get(receipt, "bytes")) == (json_int_t)size);
    EXPECT(rig, json_integer_value(json_object_get(receipt, "reply")) == 226);
}

/* Up, and down again. */
static void both_ways(struct rig *rig, const char *name, const char *bytes, size_t size, bool hash)
{
    struct outcome *outcome = job_create(rig, NULL, name, bytes, size);
    EXPECT_DONE(rig, outcome, 1);
    check(rig, outcome->results[0].detail, bytes, size, hash);
    outcome_free(outcome);
    struct document document = {.id = name};
    outcome = job_one(rig, "get", NULL, &document);
    EXPECT_DONE(rig, outcome, 1);
    check(rig, outcome->results[0].detail, bytes, size, hash);
    check(rig, receipt_of(outcome, name), bytes, size, hash);
    outcome_free(outcome);
}

static bool begin(struct rig *rig, enum server_tls tls, const char *settings, const char *changes)
{
    struct rig_options options = {
        .server = {.kind = SERVER_PROFTPD, .tls = tls, .extra = settings}};
    bool ready = rig_start(rig, &options) && rig_open(rig, changes);
    CU_ASSERT_TRUE(ready);
    return ready;
}

static void end(struct rig *rig)
{
    rig_close(rig);
    rig_stop(rig);
}

static void with(const char *settings, enum server_tls tls, bool hash)
{
    struct rig rig = {0};
    if (begin(&rig, tls, settings, hashing)) {
        both_ways(&rig, "abc", "abc", 3, hash);
        both_ways(&rig, "big.bin", big, sizeof big, hash);
    }
    end(&rig);
}

static void test_best(void)
{
    with(NULL, SERVER_TLS_NONE, true);
    with(NULL, SERVER_TLS_EXPLICIT, true);
}

/* What else the server has is computed besides. */
static void test_others(void)
{
    with("DigestAlgorithms md5\n", SERVER_TLS_NONE, true);
    with("DigestAlgorithms crc32\n", SERVER_TLS_NONE, true);
    with("DigestAlgorithms sha1\n", SERVER_TLS_NONE, true);
}

/* HASH is refused by policy, or XSHA256 is all that there is. */
static void test_one_command(void)
{
    with("<Limit HASH>\nDenyAll\n</Limit>\n", SERVER_TLS_NONE, true);
    with("<Limit XSHA256>\nDenyAll\n</Limit>\n", SERVER_TLS_NONE, true);
}

static void test_refused(void)
{
    with("<Limit HASH XSHA256 XSHA1 XMD5 XCRC>\nDenyAll\n</Limit>\n", SERVER_TLS_NONE, false);
    with("DigestMaxSize 1\n", SERVER_TLS_NONE, false);
    with("DigestEngine off\n", SERVER_TLS_NONE, false);
}

static void test_names(void)
{
    static const char *const names[] = {
        "with blank", " two  blanks ", "quo\"te", "back\\slash", "gr\xc3\xbc\xc3\x9f", "-x", "0 3"};
    static const char *const settings[] = {NULL, "<Limit HASH>\nDenyAll\n</Limit>\n"};
    for (size_t s = 0; s < 2; s++) {
        struct rig rig = {0};
        if (begin(&rig, SERVER_TLS_NONE, settings[s], hashing)) {
            for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
                /* XSHA256 takes no such names; nothing is claimed then. */
                bool said = s == 0 || strpbrk(names[i], "\"\\") == NULL;
                remote_put(&rig, names[i], "abc", 3);
                struct document document = {.id = names[i]};
                struct outcome *outcome = job_one(&rig, "get", NULL, &document);
                snprintf(rig.cell, sizeof rig.cell, "%zu %s", s, names[i]);
                EXPECT_DONE(&rig, outcome, 1);
                check(&rig, outcome->results[0].detail, "abc", 3, said);
                outcome_free(outcome);
            }
        }
        end(&rig);
    }
}

/* Each file of a query has its own receipt; what is not computed is not there. */
static void test_query(void)
{
    struct rig rig = {0};
    if (begin(&rig, SERVER_TLS_NONE, NULL, hashing)) {
        remote_text(&rig, "a", "one");
        remote_text(&rig, "b", "another");
        struct outcome *outcome = job_none(&rig, "query", NULL);
        EXPECT_DONE(&rig, outcome, 2);
        check(&rig, receipt_of(outcome, "a"), "one", 3, true);
        check(&rig, receipt_of(outcome, "b"), "another", 7, true);
        EXPECT_TEXT(&rig, sum_in(outcome->results[0].detail), "");
        outcome_free(outcome);
    }
    end(&rig);
}

/* The host's bytes, which are not the server's. */
static void test_ascii(void)
{
    static const char ascii[] = "{\"transferFormat\":\"ascii\"}";
    struct rig rig = {0};
    char text[HEX_SIZE];
    if (begin(&rig, SERVER_TLS_NONE, NULL, hashing)) {
        struct outcome *outcome = job_create(&rig, ascii, "t", "a\nb\n", 4);
        EXPECT_DONE(&rig, outcome, 1);
        EXPECT_TEXT(&rig, sum_in(outcome->results[0].detail), sha256_of("a\nb\n", 4, text));
        EXPECT(&rig, !held(outcome->results[0].detail, "hash"));
        outcome_free(outcome);
        struct document document = {.id = "t"};
        outcome = job_one(&rig, "get", ascii, &document);
        EXPECT_DONE(&rig, outcome, 1);
        EXPECT_TEXT(&rig, sum_in(outcome->results[0].detail), sha256_of("a\nb\n", 4, text));
        EXPECT(&rig, !held(outcome->results[0].detail, "hash"));
        outcome_free(outcome);
    }
    end(&rig);
}

static void test_appended_and_empty(void)
{
    struct rig rig = {0};
    char text[HEX_SIZE];
    if (begin(&rig, SERVER_TLS_NONE, NULL, hashing)) {
        remote_text(&rig, "log", "old");
        struct outcome *outcome =
            job_create(&rig, "{\"actionIfFileExists\":\"append\"}", "log", "new", 3);
        EXPECT_DONE(&rig, outcome, 1);
        EXPECT_TEXT(&rig, sum_in(outcome->results[0].detail), sha256_of("new", 3, text));
        EXPECT(&rig, !held(outcome->results[0].detail, "hash"));
        outcome_free(outcome);
        both_ways(&rig, "empty", "", 0, true);
        EXPECT(&rig, remote_is_text(&rig, "log", "oldnew"));
    }
    end(&rig);
}

static void test_off(void)
{
    struct rig rig = {0};
    if (begin(&rig, SERVER_TLS_NONE, NULL, NULL)) {
        struct outcome *outcome = job_create(&rig, NULL, "a", "abc", 3);
        EXPECT_DONE(&rig, outcome, 1);
        EXPECT_TEXT(&rig, sum_in(outcome->results[0].detail), "");
        EXPECT(&rig, !held(outcome->results[0].detail, "hash"));
        EXPECT(&rig, held(outcome->results[0].detail, "size"));
        EXPECT(&rig, rig_log_count(&rig, "OPTS HASH") == 0);
        EXPECT(&rig, rig_log_count(&rig, "SHA256") <= 1); /* FEAT */
        outcome_free(outcome);
    }
    end(&rig);
}

static const struct interop_test tests[] = {
    {"connection.receiptHash: SHA-256 on both sides", test_best},
    {"connection.receiptHash: a server with another kind", test_others},
    {"connection.receiptHash: HASH or XSHA256 alone", test_one_command},
    {"connection.receiptHash: a server that refuses is no failure", test_refused},
    {"connection.receiptHash: odd names", test_names},
    {"connection.receiptHash: query", test_query},
    {"connection.receiptHash: ASCII", test_ascii},
    {"connection.receiptHash: append, and nothing at all", test_appended_and_empty},
    {"connection.receiptHash: none", test_off},
};

int main(void)
{
    random_bytes(11, 0, big, sizeof big);
    return interop_alone(SERVER_PROFTPD, tests, INTEROP_COUNT(tests));
}
