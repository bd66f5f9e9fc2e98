/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The little JSON that a small connector needs: a descriptor written as it is into the source, and
 * one field read from a connection, an operation or a document's properties. Optional, as
 * connector-helpers.h is, and like it static and inline, for C99, C11 and C++. A connector that
 * reads more than single fields takes a library.
 *
 * Rules for the whole of it
 *   Memory      `json` is borrowed for the call. Nothing is allocated but what a hawser_text grows by.
 *   Threads     no state; any thread, any time.
 *   Errors      1: found, and of the type that is asked for; 0: it is not, and what ret_ leads to is
 *               not touched. JSON that is broken is no fault: what can't be read is not found.
 *   Names       compared after their escapes are resolved. Of two of the same name the first counts.
 *
 * Since 1.0.
 */
#ifndef HAWSER_CONNECTOR_JSON_H
#define HAWSER_CONNECTOR_JSON_H

#include <hawser/connector-helpers.h>

#ifdef __cplusplus
extern "C" {
#endif

/* JSON as text: HAWSER_JSON({"id": "env"}) is the literal "{\"id\": \"env\"}". Blanks and line ends
   outside of strings become one blank. C promises no more than 4095 bytes of one literal; C++ before
   2011 does not have it. */
#if !defined(__cplusplus) || __cplusplus >= 201103L
#define HAWSER_JSON(...) #__VA_ARGS__
#endif

/* --- Parts of the text: each returns where it ends, at most `length` --------------------------- */

/* What may stand between the parts. */
static HAWSER_UNUSED size_t hawser_json_blanks(const char *json, size_t length, size_t at)
{
    while (at < length &&
           (json[at] == ' ' || json[at] == '\t' || json[at] == '\n' || json[at] == '\r'))
        at++;
    return at;
}

/* The string that begins at the quotation mark at `at`. */
static HAWSER_UNUSED size_t hawser_json_string_end(const char *json, size_t length, size_t at)
{
    for (at++; at < length && json[at] != '"'; at++)
        if (json[at] == '\\' && at + 1 < length)
            at++;
    return at < length ? at + 1 : length;
}

/* The value that begins at `at`, with all that is in it. */
static HAWSER_UNUSED size_t hawser_json_value_end(const char *json, size_t length, size_t at)
{
    size_t depth = 0;

    while (at < length) {
        char byte = json[at];
        if (depth == 0 && (byte == ',' || byte == '}' || byte == ']'))
            return at;
        at = byte == '"' ? hawser_json_string_end(json, length, at) : at + 1;
        depth += byte == '{' || byte == '[';
        depth -= byte == '}' || byte == ']';
        if (depth == 0 && (byte == '"' || byte == '}' || byte == ']'))
            return at;
    }
    return at;
}

/* --- Characters of a string -------------------------------------------------------------------- */

/* Four hexadecimal digits at `at`; past U+FFFF: they are none. */
static HAWSER_UNUSED uint32_t hawser_json_hex(const char *json, size_t length, size_t at)
{
    uint32_t value = 0;
    int i;

    for (i = 0; i < 4; i++) {
        static const char digits[] = "0123456789abcdef0123456789ABCDEF";
        const char *digit = at + (size_t)i < length ? strchr(digits, json[at + (size_t)i]) : NULL;
        if (digit == NULL || *digit == '\0')
            return 0x110000;
        value = value * 16 + (uint32_t)(digit - digits) % 16;
    }
    return value;
}

/* A character in UTF-8. Returns how many bytes it has. */
static HAWSER_UNUSED size_t hawser_json_encode(uint32_t character, char ret_bytes[4])
{
    if (character < 0x80) {
        ret_bytes[0] = (char)character;
        return 1;
    }
    if (character < 0x800) {
        ret_bytes[0] = (char)(0xc0 | character >> 6);
        ret_bytes[1] = (char)(0x80 | (character & 0x3f));
        return 2;
    }
    if (character < 0x10000) {
        ret_bytes[0] = (char)(0xe0 | character >> 12);
        ret_bytes[1] = (char)(0x80 | (character >> 6 & 0x3f));
        ret_bytes[2] = (char)(0x80 | (character & 0x3f));
        return 3;
    }
    ret_bytes[0] = (char)(0xf0 | character >> 18);
    ret_bytes[1] = (char)(0x80 | (character >> 12 & 0x3f));
    ret_bytes[2] = (char)(0x80 | (character >> 6 & 0x3f));
    ret_bytes[3] = (char)(0x80 | (character & 0x3f));
    return 4;
}

/* The character behind "\u", whose digits begin at `*at`, which moves behind them. Half of a pair
   alone is U+FFFD. */
static HAWSER_UNUSED uint32_t hawser_json_unicode(const char *json, size_t length, size_t *at)
{
    uint32_t first = hawser_json_hex(json, length, *at);
    uint32_t second = 0;

    if (first > 0xffff)
        return 0xfffd;
    *at += 4;
    if (first < 0xd800 || first > 0xdfff)
        return first;
    if (first < 0xdc00 && *at + 1 < length && json[*at] == '\\' && json[*at + 1] == 'u')
        second = hawser_json_hex(json, length, *at + 2);
    if (second < 0xdc00 || second > 0xdfff)
        return 0xfffd;
    *at += 6;
    return 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
}

/* The next of a string's bytes, or what an escape stands for; `*at` moves behind it. Returns how
   many bytes it is. */
static HAWSER_UNUSED size_t hawser_json_next(
    const char *json, size_t length, size_t *at, char ret_bytes[4])
{
    static const char letters[] = "bfnrt";
    static const char meanings[] = "\b\f\n\r\t";
    const char *letter;

    if (json[*at] != '\\' || *at + 1 >= length) {
        ret_bytes[0] = json[(*at)++];
        return 1;
    }
    *at += 2;
    if (json[*at - 1] == 'u')
        return hawser_json_encode(hawser_json_unicode(json, length, at), ret_bytes);
    letter = strchr(letters, json[*at - 1]);
    ret_bytes[0] = letter != NULL && *letter != '\0' ? meanings[letter - letters] : json[*at - 1];
    return 1;
}

/* Whether a string, without its quotation marks, is `name`. */
static HAWSER_UNUSED int hawser_json_is(const char *string, size_t length, const char *name)
{
    size_t left = strlen(name);
    size_t at = 0;

    while (at < length) {
        char bytes[4];
        size_t count = hawser_json_next(string, length, &at, bytes);
        if (count > left || memcmp(bytes, name, count) != 0)
            return 0;
        name += count;
        left -= count;
    }
    return left == 0;
}

/* --- Fields of an object ----------------------------------------------------------------------- */

/* The value of the member `name` of an object, as JSON: a string has its quotation marks, an object
   can be looked into again. *ret_value is borrowed from `json`; both may be NULL where it is enough to
   know that it is there. */
static HAWSER_UNUSED int hawser_json_member(
    const char *json, size_t length, const char *name, const char **ret_value, size_t *ret_length)
{
    size_t at = hawser_json_blanks(json, length, 0);

    if (at == length || json[at] != '{')
        return 0;
    do {
        size_t key, value, end;
        key = hawser_json_blanks(json, length, at + 1);
        if (key == length || json[key] != '"')
            return 0;
        end = hawser_json_string_end(json, length, key);
        value = hawser_json_blanks(json, length, end);
        if (value == length || json[value] != ':')
            return 0;
        value = hawser_json_blanks(json, length, value + 1);
        at = hawser_json_value_end(json, length, value);
        if (hawser_json_is(json + key + 1, end - key - 2, name)) {
            while (at > value && hawser_json_blanks(json, at, at - 1) == at)
                at--;
            if (at > value && ret_value != NULL)
                *ret_value = json + value;
            if (at > value && ret_length != NULL)
                *ret_length = at - value;
            return at > value;
        }
        at = hawser_json_blanks(json, length, at);
    } while (at < length && json[at] == ',');
    return 0;
}

/* Adds the string that the member `name` is to `text`, without its quotation marks and with its
   escapes resolved; it may hold NUL. text->failed says where there was no memory or no room. */
static HAWSER_UNUSED int hawser_json_string(
    const char *json, size_t length, const char *name, hawser_text *text)
{
    const char *value = NULL;
    size_t end = 0;
    size_t at = 1;

    if (!hawser_json_member(json, length, name, &value, &end) || end < 2 || *value != '"' ||
        value[end - 1] != '"')
        return 0;
    (void)hawser_text_add(text, "", 0); /* empty, and not NULL */
    while (at < end - 1) {
        char bytes[4];
        size_t count = hawser_json_next(value, end - 1, &at, bytes);
        (void)hawser_text_add(text, bytes, count);
    }
    return 1;
}

/* The whole number that the member `name` is; one with a fraction or an exponent is none. */
static HAWSER_UNUSED int hawser_json_integer(
    const char *json, size_t length, const char *name, int64_t *ret_value)
{
    const char *value = NULL;
    size_t end = 0;
    size_t at;
    int64_t number = 0;

    if (!hawser_json_member(json, length, name, &value, &end))
        return 0;
    at = *value == '-';
    if (at == end)
        return 0;
    for (; at < end; at++) {
        int64_t digit = value[at] - '0';
        if (digit < 0 || digit > 9 || number < (INT64_MIN + digit) / 10)
            return 0;
        number = number * 10 - digit; /* there is one more below 0 than above */
    }
    if (*value != '-' && number == INT64_MIN)
        return 0;
    *ret_value = *value == '-' ? number : -number;
    return 1;
}

/* 1 or 0 where the member `name` is true or false. */
static HAWSER_UNUSED int hawser_json_boolean(
    const char *json, size_t length, const char *name, int *ret_value)
{
    const char *value = NULL;
    size_t end = 0;

    if (!hawser_json_member(json, length, name, &value, &end))
        return 0;
    if (!(end == 4 && memcmp(value, "true", 4) == 0) &&
        !(end == 5 && memcmp(value, "false", 5) == 0))
        return 0;
    *ret_value = end == 4;
    return 1;
}

#ifdef __cplusplus
}
#endif

#endif
