/* SPDX-License-Identifier: Apache-2.0 */
/* protocol.checksums: what servers answer, and what is computed here. */
#include "ftp/session/digest.h"
#include "unit/suite.h"

#include <string.h>

#define SHA256_ABC "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
#define SHA256_UPPER "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD"
#define MD5_ABC "900150983cd24fb0d6963f7d28e17f72"

static bool hash(const char *line, enum ftp_sum kind, uint64_t size, char *text)
{
    struct ftp_checksum found;
    bool done = ftp_checksum_parse_hash(ftp_span_of(line), kind, size, &found);
    if (done)
        ftp_checksum_text(&found, text);
    return done;
}

static bool word(const char *line, enum ftp_sum kind, char *text)
{
    struct ftp_checksum found;
    bool done = ftp_checksum_parse_word(ftp_span_of(line), kind, &found);
    if (done)
        ftp_checksum_text(&found, text);
    return done;
}

/* ProFTPD ends a range one past the last byte, the draft with it. */
static void test_hash(void)
{
    char text[FTP_SUM_TEXT_SIZE] = "";
    CU_ASSERT(hash("SHA-256 0-3 " SHA256_ABC " a.txt", FTP_SUM_SHA256, 3, text));
    CU_ASSERT_STRING_EQUAL(text, SHA256_ABC);
    CU_ASSERT(hash("sha-256 0-2 " SHA256_UPPER " \"a b.txt\"", FTP_SUM_SHA256, 3, text));
    CU_ASSERT_STRING_EQUAL(text, SHA256_ABC);
    CU_ASSERT(hash("MD5 0-3 " MD5_ABC, FTP_SUM_MD5, 3, text));
    CU_ASSERT(hash("CRC32 0-0 00000000 empty", FTP_SUM_CRC32, 0, text));
    CU_ASSERT_STRING_EQUAL(text, "00000000");
}

static void test_hash_refused(void)
{
    static const char *const bad[] = {"", "SHA-256", "SHA-256 0-3", "SHA-256 0-3 ",
        "SHA-1 0-3 " SHA256_ABC " a", "SHA-256 1-3 " SHA256_ABC " a",
        "SHA-256 0-1 " SHA256_ABC " a", "SHA-256 0-4 " SHA256_ABC " a",
        "SHA-256 0-3x " SHA256_ABC " a", "SHA-256 0- " SHA256_ABC " a",
        "SHA-256 -3 " SHA256_ABC " a", "SHA-256 0-18446744073709551619 " SHA256_ABC " a",
        "SHA-256 0-3 " MD5_ABC " a", "SHA-256 0-3 " SHA256_ABC "0 a",
        "SHA-256 0-3 ga7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad a",
        "SHA-256 0-3 a"};
    char text[FTP_SUM_TEXT_SIZE];
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CU_ASSERT_FALSE(hash(bad[i], FTP_SUM_SHA256, 3, text));
    CU_ASSERT_FALSE(hash("SHA-256 0-3 a " SHA256_ABC, FTP_SUM_SHA256, 3, text));
    CU_ASSERT_FALSE(hash(SHA256_ABC, FTP_SUM_SHA256, 3, text));
    CU_ASSERT_FALSE(hash("SHA-256 0-3 x" SHA256_ABC, FTP_SUM_SHA256, 3, text));
    CU_ASSERT_FALSE(hash("MD5 0-18446744073709551615 " MD5_ABC, FTP_SUM_MD5, 0, text));
}

static void test_word(void)
{
    char text[FTP_SUM_TEXT_SIZE] = "";
    CU_ASSERT(word("CBF43926", FTP_SUM_CRC32, text));
    CU_ASSERT_STRING_EQUAL(text, "cbf43926");
    CU_ASSERT(word("XMD5 " MD5_ABC, FTP_SUM_MD5, text));
    CU_ASSERT_STRING_EQUAL(text, MD5_ABC);
    CU_ASSERT(word("a.txt " MD5_ABC, FTP_SUM_MD5, text));
    CU_ASSERT(word("\"" MD5_ABC "\" " MD5_ABC, FTP_SUM_MD5, text));
    CU_ASSERT(word("\"deadbeef deadbeef\" 00000001 \"deadbeef\"", FTP_SUM_CRC32, text));
    CU_ASSERT_STRING_EQUAL(text, "00000001");
}

static void test_word_refused(void)
{
    static const char *const bad[] = {"", " ", "done", "cbf4392", "cbf439260", "0xcbf43926",
        "cbf4392g", "\"cbf43926\"", "\"cbf43926", "20240101 cbf43926", "crc=cbf43926", "cbf4 3926"};
    char text[FTP_SUM_TEXT_SIZE];
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CU_ASSERT_FALSE(word(bad[i], FTP_SUM_CRC32, text));
}

/* The published test vectors of each kind. */
static void test_digests(void)
{
    static const struct {
        enum ftp_sum kind;
        const char *bytes, *wanted;
    } vectors[] = {
        {FTP_SUM_SHA256, "abc", SHA256_ABC},
        {FTP_SUM_SHA1, "abc", "a9993e364706816aba3e25717850c26c9cd0d89d"},
        {FTP_SUM_MD5, "abc", MD5_ABC},
        {FTP_SUM_CRC32, "123456789", "cbf43926"},
        {FTP_SUM_CRC32, "", "00000000"},
        {FTP_SUM_MD5, "", "d41d8cd98f00b204e9800998ecf8427e"},
    };
    for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
        struct ftp_digest digest = {0};
        struct ftp_checksum found;
        char text[FTP_SUM_TEXT_SIZE] = "";
        ftp_digest_begin(&digest, vectors[i].kind);
        for (const char *byte = vectors[i].bytes; *byte; byte++) {
            ftp_digest_add(&digest, byte, 1);
            CU_ASSERT_TRUE(ftp_digest_peek(&digest, &found)); /* which changes nothing */
        }
        CU_ASSERT_TRUE(ftp_digest_peek(&digest, &found));
        ftp_checksum_text(&found, text);
        CU_ASSERT_STRING_EQUAL(text, vectors[i].wanted);
        ftp_digest_end(&digest);
        CU_ASSERT_FALSE(ftp_digest_peek(&digest, &found));
    }
}

static void test_same(void)
{
    struct ftp_checksum one = {.kind = FTP_SUM_CRC32}, other = {.kind = FTP_SUM_CRC32};
    other.bytes[4] = 1; /* past its end */
    CU_ASSERT_TRUE(ftp_checksum_is(&one, &other));
    other.bytes[3] = 1;
    CU_ASSERT_FALSE(ftp_checksum_is(&one, &other));
    other = one;
    other.kind = FTP_SUM_MD5;
    CU_ASSERT_FALSE(ftp_checksum_is(&one, &other));
}

static const struct suite_test tests[] = {
    {"the reply to HASH", test_hash},
    {"what is no reply to HASH", test_hash_refused},
    {"the replies to XSHA256, XMD5, XCRC", test_word},
    {"what is none of them", test_word_refused},
    {"digests of bytes that come one by one", test_digests},
    {"which checksums are the same", test_same},
};

SUITE_MAIN("ftp checksums", tests)
