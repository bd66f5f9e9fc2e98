/* SPDX-License-Identifier: Apache-2.0 */
/* connection.encoding: names between UTF-8 and the bytes of other encodings. */
#include "common/buffer.h"
#include "common/encoding.h"
#include "unit/suite.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static struct encoding found(const char *name)
{
    struct encoding encoding = {.name = "?"};
    const char *reason = NULL;
    CU_ASSERT_TRUE_FATAL(encoding_find(name, &encoding, &reason));
    CU_ASSERT_PTR_NULL(reason);
    return encoding;
}

static bool is(const struct buffer *buffer, const char *text)
{
    return buffer->length == strlen(text) && strcmp(buffer_text(buffer), text) == 0;
}

/* The bytes are those of the code charts: JIS X 0208, GB 18030-2005, ISO 8859-1, Windows-1252. */
static const struct {
    const char *encoding;
    const char *text;
    const char *bytes;
} pairs[] = {
    {"", "\xc3\xa4.txt", "\xc3\xa4.txt"},
    {"UTF-8", "\xf0\x9f\x98\x80", "\xf0\x9f\x98\x80"},
    {"utf8", "a/\xc3\xa4", "a/\xc3\xa4"},
    {"ISO-8859-1", "/\xc3\xa4/\xc3\xbf.txt", "/\xe4/\xff.txt"},
    {"ISO-8859-1", " -~\\\"[a]*?#%41 ", " -~\\\"[a]*?#%41 "},
    {"ISO-8859-1", "\xc2\x85", "\x85"},
    {"WINDOWS-1252", "\xe2\x82\xac", "\x80"},
    {"KOI8-R", "\xd1\x84", "\xc6"},
    /* U+8868 is 0x95 0x5C, U+30BD 0x83 0x5C, U+30DF 0x83 0x7E: trail bytes that look like ASCII */
    {"SHIFT_JIS", "/\xe8\xa1\xa8/\xe3\x82\xbd.txt", "/\x95\x5c/\x83\x5c.txt"},
    {"SHIFT_JIS", "\xe3\x83\x9f~\\", "\x83\x7e~\\"},
    {"CP932", "\xe8\xa1\xa8\\~", "\x95\x5c\\~"},
    {"BIG5", "\xe5\x8a\x9f", "\xa5\x5c"},
    {"GBK", "\xe4\xb8\xad", "\xd6\xd0"},
    /* four bytes, of which two are ASCII digits */
    {"GB18030", "/\xc3\xa4/\xe4\xb8\xad", "/\x81\x30\x8a\x31/\xd6\xd0"},
    {"EUC-KR", "\xea\xb0\x80", "\xb0\xa1"},
};

static void both_ways(void)
{
    struct buffer out;
    buffer_init(&out, 256);
    for (size_t i = 0; i < COUNT(pairs); i++) {
        struct encoding encoding = found(pairs[i].encoding);
        const char *text = pairs[i].text, *bytes = pairs[i].bytes;
        CU_ASSERT_EQUAL(encoding_encode(&encoding, text, strlen(text), &out), ENCODING_DONE);
        CU_ASSERT_TRUE(is(&out, bytes));
        CU_ASSERT_EQUAL(encoding_decode(&encoding, bytes, strlen(bytes), &out), NAME_TEXT_EXACT);
        CU_ASSERT_TRUE(is(&out, text));
    }
    buffer_done(&out);
}

static void inexpressible(void)
{
    static const struct {
        const char *encoding;
        const char *text;
    } cases[] = {
        {"ISO-8859-1", "\xe2\x82\xac"},
        {"ISO-8859-1", "a\xf0\x9f\x98\x80z"},
        {"ISO-8859-1", "a\xcc\x88"},         /* a and a combining diaeresis: not the one letter */
        {"ISO-8859-1", "a\xf3\xa0\x81\xa7"}, /* a tag character, which iconv drops in silence */
        {"SHIFT_JIS", "\xc2\xa5"},           /* would come back as a backslash */
        {"US-ASCII", "\xc3\xa4"},
    };
    struct buffer out;
    buffer_init(&out, 256);
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct encoding encoding = found(cases[i].encoding);
        const char *text = cases[i].text;
        CU_ASSERT_EQUAL(
            encoding_encode(&encoding, text, strlen(text), &out), ENCODING_INEXPRESSIBLE);
        CU_ASSERT_EQUAL(out.length, 0);
    }
    buffer_done(&out);
}

static void undecodable(void)
{
    static const struct {
        const char *encoding;
        const char *bytes;
        const char *shown;
    } cases[] = {
        {"UTF-8", "\xff", "\xef\xbf\xbd"},
        {"WINDOWS-1252", "a\x81z", "a\xef\xbf\xbdz"},
        {"SHIFT_JIS", "a\x83", "a\xef\xbf\xbd"},
        {"SHIFT_JIS", "\xff.txt", "\xef\xbf\xbd.txt"},
        {"SHIFT_JIS", "\x83/b", "\xef\xbf\xbd/b"}, /* a slash stays one, whatever is before it */
        {"GB18030", "\x81\x30/b",
            "\xef\xbf\xbd"
            "0/b"},
        {"US-ASCII", "\xe4", "\xef\xbf\xbd"},
        /* NEC's and IBM's copies of one character: the text alone would lead to the other */
        {"CP932", "\xfa\x54", "\xef\xbf\xa2"},
    };
    struct buffer out;
    buffer_init(&out, 256);
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct encoding encoding = found(cases[i].encoding);
        const char *bytes = cases[i].bytes;
        CU_ASSERT_EQUAL(encoding_decode(&encoding, bytes, strlen(bytes), &out), NAME_TEXT_REPLACED);
        CU_ASSERT_TRUE(is(&out, cases[i].shown));
    }
    buffer_done(&out);
}

/* Whatever the bytes: no slash and no control character appears or goes, and what is EXACT comes
 * back. */
static void every_pair_of_bytes(void)
{
    static const char *const names[] = {"SHIFT_JIS", "GB18030", "BIG5-HKSCS", "CP1258"};
    struct buffer text, back;
    buffer_init(&text, 64);
    buffer_init(&back, 64);
    for (size_t i = 0; i < COUNT(names); i++) {
        struct encoding encoding = found(names[i]);
        size_t wrong = 0;
        for (unsigned lead = 0x7f; lead <= 0xff; lead++) {
            for (unsigned trail = 1; trail <= 0xff; trail += 2) {
                char bytes[3] = {(char)lead, (char)trail, '/'};
                enum name_text kind = encoding_decode(&encoding, bytes, 3, &text);
                size_t slashes = 0;
                for (size_t at = 0; at < text.length; at++)
                    slashes += text.data[at] == '/';
                wrong += kind == NAME_TEXT_FAILED || slashes != 1u + (trail == '/');
                if (kind == NAME_TEXT_EXACT)
                    wrong += encoding_encode(&encoding, text.data, text.length, &back) !=
                                 ENCODING_DONE ||
                             back.length != 3 || memcmp(back.data, bytes, 3) != 0;
            }
        }
        CU_ASSERT_EQUAL(wrong, 0);
    }
    buffer_done(&text);
    buffer_done(&back);
}

static void refused_encodings(void)
{
    static const struct {
        const char *name;
        const char *reason;
    } cases[] = {
        {"NO-SUCH-ENCODING", "is not known"},
        {"ISO-8859-1//TRANSLIT", "is not known"},
        {"ISO-8859-1//IGNORE", "is not known"},
        {"//", "is not known"},
        {" UTF-8", "is not known"},
        {"../../tmp/x", "is not known"},
        {"UTF-16", "can't be used"},
        {"UTF-16LE", "can't be used"},
        {"UCS-4", "can't be used"},
        {"UTF-7", "can't be used"},
        {"ISO-2022-JP", "can't be used"},
        {"ISO-2022-KR", "can't be used"},
        {"ISO-2022-CN", "can't be used"},
        {"IBM037", "can't be used"},
        {"EBCDIC-US", "can't be used"},
        {"JOHAB", "can't be used"},
        {"VISCII", "can't be used"},
        {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            "is not known"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct encoding encoding = {.name = "untouched"};
        const char *reason = "";
        CU_ASSERT_FALSE(encoding_find(cases[i].name, &encoding, &reason));
        CU_ASSERT_PTR_NOT_NULL(strstr(reason, cases[i].reason));
        CU_ASSERT_STRING_EQUAL(encoding.name, "untouched");
    }
}

static void limits(void)
{
    struct encoding encoding = found("ISO-8859-1");
    struct buffer out;
    buffer_init(&out, 4);
    CU_ASSERT_EQUAL(encoding_decode(&encoding, "\xe4\xe4", 2, &out), NAME_TEXT_EXACT);
    CU_ASSERT_EQUAL(encoding_decode(&encoding, "\xe4\xe4\xe4", 3, &out), NAME_TEXT_FAILED);
    CU_ASSERT_EQUAL(encoding_encode(&encoding, "abcd", 4, &out), ENCODING_DONE);
    CU_ASSERT_EQUAL(encoding_encode(&encoding, "abcde", 5, &out), ENCODING_FAILED);
    CU_ASSERT_EQUAL(out.length, 0);
    CU_ASSERT_EQUAL(encoding_encode(&encoding, "", 0, &out), ENCODING_DONE);
    CU_ASSERT_EQUAL(out.length, 0);
    CU_ASSERT_EQUAL(encoding_decode(&encoding, NULL, 0, &out), NAME_TEXT_EXACT);
    buffer_done(&out);
}

static const struct suite_test tests[] = {
    {"names go both ways", both_ways},
    {"what an encoding lacks is refused", inexpressible},
    {"what does not decode is shown as U+FFFD", undecodable},
    {"no pair of bytes makes or hides a slash", every_pair_of_bytes},
    {"unknown and unfit encodings are refused", refused_encodings},
    {"limits", limits},
};

SUITE_MAIN("common: encodings", tests)
