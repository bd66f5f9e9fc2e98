/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/emit/writer.h"

#include "ftp/emit/json.h"

#include <CUnit/Basic.h>
#include <stdlib.h>
#include <string.h>

#include "suite.h"

static const struct encoding utf8 = {.name = ""};

static void write_name(const char *name, size_t length, const char *expected)
{
    struct ftp_writer writer;
    ftp_writer_begin(&writer);
    ftp_write_name(&writer, &utf8, "n", name, length);
    char *text = ftp_writer_end(&writer);
    CU_ASSERT_PTR_NOT_NULL_FATAL(text);
    CU_ASSERT_STRING_EQUAL(text, expected);
    free(text);
}

static void escapes(void)
{
    write_name("", 0, "{\"n\":\"\"}");
    write_name("a b/c", 5, "{\"n\":\"a b/c\"}");
    write_name("a\"b\\c", 5, "{\"n\":\"a\\\"b\\\\c\"}");
    write_name("\b\f\n\r\t", 5, "{\"n\":\"\\b\\f\\n\\r\\t\"}");
    write_name("a\0b\x1f\x7f", 5, "{\"n\":\"a\\u0000b\\u001F\x7f\"}");
    write_name("\xc3\xa9", 2, "{\"n\":\"\xc3\xa9\"}");
}

/* "/w==" and "Yf9i" are RFC 4648's base64 of FF and of 61 FF 62. */
static void shows_bytes_that_are_no_text(void)
{
    write_name("\xff", 1, "{\"n\":\"\xef\xbf\xbd\",\"nBytes\":\"/w==\"}");
    write_name("a\xff"
               "b",
        3,
        "{\"n\":\"a\xef\xbf\xbd"
        "b\",\"nBytes\":\"Yf9i\"}");
}

static void writes_members_in_order(void)
{
    struct ftp_writer writer;
    ftp_writer_begin(&writer);
    ftp_write_text(&writer, "a", NULL);
    ftp_write_number(&writer, "b", 0);
    ftp_write_number(&writer, "c", UINT64_MAX);
    ftp_write_text(&writer, "d", "x");
    char *text = ftp_writer_end(&writer);
    CU_ASSERT_PTR_NOT_NULL_FATAL(text);
    CU_ASSERT_STRING_EQUAL(text, "{\"a\":null,\"b\":0,\"c\":18446744073709551615,\"d\":\"x\"}");
    free(text);
}

/* As the other writer has it, whatever byte is in the name, and at whatever length the buffer grows. */
static void agrees_with_values(void)
{
    char name[1200];
    for (size_t i = 0; i < sizeof name; i++)
        name[i] = (char)(i * 7);
    for (size_t length = 0; length <= sizeof name; length += 13) {
        struct ftp_stamp stamp = {.shown = {.seconds = (int64_t)length * 99991,
                                      .milliseconds = (uint16_t)(length % 1000),
                                      .precision = FTP_TIME_MILLISECOND}};
        struct ftp_writer writer;
        json_t *object = json_object();
        CU_ASSERT_TRUE(ftp_json_set_name(object, &utf8, "n", name, length));
        CU_ASSERT_TRUE(ftp_json_set_stamp(object, &stamp));
        char *expected = ftp_json_text_of(object);
        ftp_writer_begin(&writer);
        ftp_write_name(&writer, &utf8, "n", name, length);
        ftp_write_stamp(&writer, &stamp);
        char *text = ftp_writer_end(&writer);
        CU_ASSERT_PTR_NOT_NULL_FATAL(text);
        CU_ASSERT_STRING_EQUAL(text, expected);
        free(text);
        free(expected);
    }
}

/* Several bytes are looked at in one step: each byte there is, at each place of a name that takes three of them. */
static void sees_each_byte_at_each_place(void)
{
    for (unsigned byte = 0; byte < 256; byte++) {
        for (size_t at = 0; at < 20; at++) {
            char name[] = "abcdefghijklmnopqrst";
            json_t *object = json_object();
            name[at] = (char)byte;
            CU_ASSERT_TRUE(ftp_json_set_name(object, &utf8, "n", name, sizeof name - 1));
            char *expected = ftp_json_text_of(object);
            write_name(name, sizeof name - 1, expected);
            free(expected);
        }
    }
}

static void refuses_a_name_without_end(void)
{
    size_t length = 1u << 20;
    char *name = malloc(length);
    CU_ASSERT_PTR_NOT_NULL_FATAL(name);
    memset(name, 'x', length);
    struct ftp_writer writer;
    ftp_writer_begin(&writer);
    ftp_write_name(&writer, &utf8, "n", name, length);
    ftp_write_text(&writer, "a", "b");
    CU_ASSERT_PTR_NULL(ftp_writer_end(&writer));
    free(name);
}

static const struct suite_test tests[] = {
    {"escapes", escapes},
    {"shows bytes that are no text", shows_bytes_that_are_no_text},
    {"writes members in order", writes_members_in_order},
    {"agrees with values", agrees_with_values},
    {"sees each byte at each place", sees_each_byte_at_each_place},
    {"refuses a name without end", refuses_a_name_without_end},
};
SUITE_MAIN("ftp_writer", tests)
