/* SPDX-License-Identifier: Apache-2.0 */
/* Formats, patterns and numbers, each with what it takes and what it refuses. */
#include <stdio.h>
#include <string.h>

#include <CUnit/Basic.h>

#include "schema.h"

/* Whether the one-keyword schema takes the JSON value; -1 where the schema is refused. */
static int takes(const char *keyword, const char *argument, const char *instance)
{
    json_error_t error;
    struct schema_problem problem;
    int flags = JSON_DECODE_ANY | JSON_ALLOW_NUL;
    json_t *value = json_loads(instance, (size_t)flags, &error);
    json_t *document = json_pack("{s:o}", keyword, json_loads(argument, (size_t)flags, &error));
    struct schema *schema = schema_compile(document, &problem);
    int taken = schema == NULL ? -1 : schema_validate(schema, value, 0, NULL, NULL);
    CU_ASSERT_PTR_NOT_NULL(value);
    schema_free(schema);
    json_decref(document);
    json_decref(value);
    return taken;
}

struct row {
    const char *argument;
    const char *instance;
    int expected;
};

static void check_rows(const char *keyword, const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        int taken = takes(keyword, rows[i].argument, rows[i].instance);
        CU_ASSERT_EQUAL(taken, rows[i].expected);
        if (taken != rows[i].expected)
            printf("\n%s %s, %s: %d\n", keyword, rows[i].argument, rows[i].instance, taken);
    }
}

#define CHECK_ROWS(keyword, rows) check_rows(keyword, rows, sizeof(rows) / sizeof(rows)[0])

static void test_network(void)
{
    static const struct row rows[] = {
        {"\"hostname\"", "\"ftp.example.com\"", 1}, {"\"hostname\"", "\"a\"", 1},
        {"\"hostname\"", "\"3com-x.com\"", 1}, {"\"hostname\"", "\"\"", 0},
        {"\"hostname\"", "\"ftp://example.com\"", 0}, {"\"hostname\"", "\"example.com:21\"", 0},
        {"\"hostname\"", "\"-a.com\"", 0}, {"\"hostname\"", "\"a-.com\"", 0},
        {"\"hostname\"", "\"a..b\"", 0}, {"\"hostname\"", "\"a b\"", 0},
        {"\"hostname\"", "\"a\\u0000b\"", 0},
        {"\"hostname\"", "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.com\"",
            0},
        {"\"ipv4\"", "\"192.0.2.1\"", 1}, {"\"ipv4\"", "\"0.0.0.0\"", 1},
        {"\"ipv4\"", "\"256.0.0.1\"", 0}, {"\"ipv4\"", "\"192.0.2\"", 0},
        {"\"ipv4\"", "\"192.0.2.1.5\"", 0}, {"\"ipv4\"", "\"192.0.02.1\"", 0},
        {"\"ipv4\"", "\"0x7f.0.0.1\"", 0}, {"\"ipv4\"", "\"192.0.2.1\\n\"", 0},
        {"\"ipv6\"", "\"::\"", 1}, {"\"ipv6\"", "\"::1\"", 1},
        {"\"ipv6\"", "\"2001:db8::8:800:200c:417a\"", 1}, {"\"ipv6\"", "\"1:2:3:4:5:6:7:8\"", 1},
        {"\"ipv6\"", "\"1:2:3:4:5:6:7::\"", 1}, {"\"ipv6\"", "\"::ffff:192.0.2.1\"", 1},
        {"\"ipv6\"", "\"1:2:3:4:5:6:7:8:9\"", 0}, {"\"ipv6\"", "\"1:2:3:4:5:6:7\"", 0},
        {"\"ipv6\"", "\"1::2::3\"", 0}, {"\"ipv6\"", "\"1:2:3:4::5:6:7:8\"", 0},
        {"\"ipv6\"", "\":1:2:3:4:5:6:7:8\"", 0}, {"\"ipv6\"", "\"12345::\"", 0},
        {"\"ipv6\"", "\":::\"", 0}, {"\"ipv6\"", "\"fe80::1%eth0\"", 0},
        {"\"ipv6\"", "\"192.0.2.1::\"", 0}, {"\"ipv6\"", "\"[::1]\"", 0},
        {"\"uri\"", "\"http://user:pw@example.com:8080/a?b=c#d\"", 1},
        {"\"uri\"", "\"socks5://[2001:db8::1]:1080\"", 1},
        {"\"uri\"", "\"urn:isbn:0451450523\"", 1}, {"\"uri\"", "\"//example.com/a\"", 0},
        {"\"uri\"", "\"example.com\"", 0}, {"\"uri\"", "\"http://exa mple.com\"", 0},
        {"\"uri\"", "\"http://[::1\"", 0}, {"\"uri\"", "\"http://host:port/\"", 0},
        {"\"uri\"", "\"http://a/%zz\"", 0}, {"\"uri\"", "\"http://a/#b#c\"", 0},
        {"\"uri-reference\"", "\"../a?b\"", 1}, {"\"uri-reference\"", "\"1a:b\"", 0},
        {"\"email\"", "\"joe.bloggs@example.com\"", 1}, {"\"email\"", "\"joe@[192.0.2.1]\"", 1},
        {"\"email\"", "\"joe..bloggs@example.com\"", 0}, {"\"email\"", "\"joe\"", 0},
        {"\"ipv4\"", "42", 1}, /* formats speak of texts only */
    };
    CHECK_ROWS("format", rows);
}

static void test_times(void)
{
    static const struct row rows[] = {
        {"\"date-time\"", "\"2030-01-31T23:59:00Z\"", 1},
        {"\"date-time\"", "\"2030-01-31t23:59:00.123+01:30\"", 1},
        {"\"date-time\"", "\"1998-12-31T23:59:60Z\"", 1},
        {"\"date-time\"", "\"1998-12-31T15:59:60.5-08:00\"", 1},
        {"\"date-time\"", "\"1998-12-31T22:59:60Z\"", 0},
        {"\"date-time\"", "\"2030-02-29T00:00:00Z\"", 0},
        {"\"date-time\"", "\"2030-01-31 23:59:00Z\"", 0},
        {"\"date-time\"", "\"2030-01-31T23:59:00\"", 0},
        {"\"date-time\"", "\"2030-01-31T24:00:00Z\"", 0},
        {"\"date-time\"", "\"2030-01-31T23:59:00.Z\"", 0},
        {"\"date-time\"", "\"2030-01-31T23:59:00+24:00\"", 0},
        {"\"date\"", "\"2028-02-29\"", 1},
        {"\"date\"", "\"1900-02-29\"", 0},
        {"\"date\"", "\"2030-13-01\"", 0},
        {"\"date\"", "\"2030-1-01\"", 0},
        {"\"time\"", "\"08:30:06Z\"", 1},
        {"\"time\"", "\"08:30:06\"", 0},
        {"\"duration\"", "\"P4DT12H30M5S\"", 1},
        {"\"duration\"", "\"P4Y\"", 1},
        {"\"duration\"", "\"PT36H\"", 1},
        {"\"duration\"", "\"P2W\"", 1},
        {"\"duration\"", "\"P\"", 0},
        {"\"duration\"", "\"PT\"", 0},
        {"\"duration\"", "\"P1DT\"", 0},
        {"\"duration\"", "\"P2D1Y\"", 0},
        {"\"duration\"", "\"P1D2H\"", 0},
        {"\"duration\"", "\"P1Y2W\"", 0},
        {"\"duration\"", "\"PT1D\"", 0},
        {"\"duration\"", "\"30\"", 0},
        {"\"duration\"", "\"PT1\"", 0},
        {"\"uuid\"", "\"2eb8aa08-aa98-11ea-b4aa-73b441d16380\"", 1},
        {"\"uuid\"", "\"2eb8aa08aa9811eab4aa73b441d16380\"", 0},
        {"\"json-pointer\"", "\"/a~1b\"", 1},
        {"\"json-pointer\"", "\"/a~2\"", 0},
        {"\"relative-json-pointer\"", "\"1/a\"", 1},
        {"\"relative-json-pointer\"", "\"0#\"", 1},
        {"\"relative-json-pointer\"", "\"/a\"", 0},
        {"\"relative-json-pointer\"", "\"01\"", 0},
    };
    CHECK_ROWS("format", rows);
}

/* Where ECMA-262 and PCRE2 differ. */
static void test_patterns(void)
{
    static const struct row rows[] = {
        {"\"b\"", "\"abc\"", 1},
        {"\"^b\"", "\"abc\"", 0},
        {"\"^a$\"", "\"a\"", 1},
        {"\"^a$\"", "\"a\\n\"", 0},
        {"\"^.$\"", "\"\\u2028\"", 0},
        {"\"^.$\"", "\"\\ud83d\\ude00\"", 1},
        {"\"^\\\\s$\"", "\"\\ufeff\"", 1},
        {"\"^\\\\s$\"", "\"\\u00a0\"", 1},
        {"\"^\\\\S$\"", "\"\\u00a0\"", 0},
        {"\"^[\\\\s\\\\S]$\"", "\"\\n\"", 1},
        {"\"^[^\\\\s:/]+$\"", "\"host.name\"", 1},
        {"\"^[^\\\\s:/]+$\"", "\"ftp://x\"", 0},
        {"\"^\\\\d$\"", "\"\\u0663\"", 0},
        {"\"^\\\\w$\"", "\"\\u00e4\"", 0},
        {"\"^\\\\p{Letter}$\"", "\"\\u00e4\"", 1},
        {"\"^\\\\p{gc=Lu}$\"", "\"a\"", 0},
        {"\"^\\\\v$\"", "\"\\u000b\"", 1},
        {"\"^\\\\v$\"", "\"\\n\"", 0},
        {"\"^\\\\u00e4$\"", "\"\\u00e4\"", 1},
        {"\"^\\\\u{1f600}$\"", "\"\\ud83d\\ude00\"", 1},
        {"\"^\\\\ud83d\\\\ude00$\"", "\"\\ud83d\\ude00\"", 1},
        {"\"^\\\\cA$\"", "\"\\u0001\"", 1},
        {"\"^\\\\0$\"", "\"\\u0000\"", 1},
        {"\"^[[a]$\"", "\"[\"", 1},
        {"\"^(?<x>a)\\\\k<x>$\"", "\"aa\"", 1},
        {"\"^(a)\\\\1$\"", "\"aa\"", 1},
        {"\"^(?:(b)|a)\\\\1$\"", "\"a\"", 1},
        {"\"[]\"", "\"a\"", 0},
        {"\"a{2}\"", "\"aa\"", 1},
        {"\"(?i)a\"", "\"a\"", -1},
        {"\"(?>a)\"", "\"a\"", -1},
        {"\"a++\"", "\"a\"", -1},
        {"\"*a\"", "\"a\"", -1},
        {"\"(*UTF)a\"", "\"a\"", -1},
        {"\"\\\\Qa\\\\E\"", "\"a\"", -1},
        {"\"^a\\\\Z\"", "\"a\"", -1},
        {"\"\\\\a\"", "\"a\"", -1},
        {"\"\\\\x1\"", "\"a\"", -1},
        {"\"\\\\ud800\"", "\"a\"", -1},
        {"\"\\\\\"", "\"a\"", -1},
        {"\"{\"", "\"{\"", -1},
        {"\"}\"", "\"}\"", -1},
        {"\"(a\"", "\"a\"", -1},
        {"\"[a\"", "\"a\"", -1},
        {"\"\\\\p{Nonsense}\"", "\"a\"", -1},
    };
    CHECK_ROWS("pattern", rows);
    CU_ASSERT_EQUAL(takes("format", "\"regex\"", "\"^[a-z]+$\""), 1);
    CU_ASSERT_EQUAL(takes("format", "\"regex\"", "\"^(a\""), 0);
    CU_ASSERT_EQUAL(takes("format", "\"regex\"", "\"^a\\\\Z\""), 0);
}

static void test_multiples(void)
{
    static const struct row rows[] = {
        {"0.1", "0.3", 1},
        {"0.01", "19.99", 1},
        {"0.01", "0.0075", 0},
        {"0.0001", "0.00751", 0},
        {"2", "7", 0},
        {"2", "-8", 1},
        {"25", "100", 1},
        {"30", "1.5", 0},
        {"1.5", "4.5", 1},
        {"0.5", "1e308", 1},
        {"1e-8", "12391239123", 1},
        {"0.123456789", "1e308", 0},
        {"3", "9223372036854775807", 0},
        {"7", "9223372036854775807", 1},
        {"9223372036854775807", "-9223372036854775807", 1},
        {"10", "0", 1},
        {"10", "0.0", 1},
    };
    CHECK_ROWS("multipleOf", rows);
}

static void test_numbers(void)
{
    static const struct row minimum[] = {
        {"9007199254740993", "9007199254740992.0", 0},
        {"9007199254740992.0", "9007199254740993", 1},
        {"9223372036854775807", "9223372036854775808.0", 1},
        {"-9223372036854775808", "-1e300", 0},
        {"-0.5", "0", 1},
        {"-0.5", "-1", 0},
    };
    static const struct row constant[] = {
        {"1", "1.0", 1},
        {"1.0", "1", 1},
        {"9007199254740993", "9007199254740992.0", 0},
        {"0", "false", 0},
        {"[{\"a\": 1, \"b\": 2}]", "[{\"b\": 2.0, \"a\": 1}]", 1},
        {"{\"a\": 1}", "{\"a\": 1, \"b\": 1}", 0},
        {"\"a\\u0000b\"", "\"a\\u0000c\"", 0},
        {"null", "null", 1},
    };
    static const struct row type[] = {
        {"\"integer\"", "2.0", 1},
        {"\"integer\"", "1e300", 1},
        {"\"integer\"", "2.5", 0},
        {"\"integer\"", "\"2\"", 0},
        {"\"number\"", "true", 0},
        {"[\"integer\", \"null\"]", "null", 1},
    };
    static const struct row length[] = {
        {"1", "\"\\ud83d\\ude00\"", 1},
        {"2", "\"\\u00e4\\u00e4\"", 1},
        {"1", "\"ab\"", 0},
    };
    static const struct row unique[] = {
        {"true", "[1, 2, 1.0]", 0},
        {"true", "[1, true, \"1\", null, [], {}]", 1},
        {"true", "[{\"a\": 1, \"b\": 2}, {\"b\": 2, \"a\": 1}]", 0},
        {"true", "[[1, 2], [2, 1]]", 1},
        {"false", "[1, 1]", 1},
    };
    CHECK_ROWS("minimum", minimum);
    CHECK_ROWS("const", constant);
    CHECK_ROWS("type", type);
    CHECK_ROWS("maxLength", length);
    CHECK_ROWS("uniqueItems", unique);
}

int main(void)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return 1;
    CU_pSuite suite = CU_add_suite("schema formats and values", NULL, NULL);
    CU_add_test(suite, "names and addresses", test_network);
    CU_add_test(suite, "times and others", test_times);
    CU_add_test(suite, "patterns", test_patterns);
    CU_add_test(suite, "multiples", test_multiples);
    CU_add_test(suite, "numbers and equality", test_numbers);
    CU_basic_run_tests();
    unsigned failures = CU_get_number_of_failures();
    CU_cleanup_registry();
    return failures != 0;
}
