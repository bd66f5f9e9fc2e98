/* SPDX-License-Identifier: Apache-2.0 */
#include "corpora/corpus.h"

#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void judge_line(const char *path, unsigned number, const char *line, size_t length,
    corpus_judge *judge, struct corpus_tally *tally)
{
    json_error_t error;
    json_t *record = json_loadb(line, length, JSON_ALLOW_NUL, &error);
    /* A size past 2^63-1 does not fit json_int_t. */
    if (!record)
        record = json_loadb(line, length, JSON_ALLOW_NUL | JSON_DECODE_INT_AS_REAL, &error);
    if (record) {
        judge(record, tally);
    } else {
        printf("%s:%u: no JSON: %s\n", path, number, error.text);
        tally->failed++;
    }
    json_decref(record);
}

bool corpus_each_record(const char *path, corpus_judge *judge, struct corpus_tally *tally)
{
    char *line = NULL;
    size_t size = 0;
    ssize_t length;
    unsigned number = 0;
    FILE *file = fopen(path, "r");
    if (!file) {
        perror(path);
        return false;
    }
    while ((length = getline(&line, &size, file)) >= 0) {
        number++;
        if (length > 1)
            judge_line(path, number, line, (size_t)length, judge, tally);
    }
    bool done = !ferror(file);
    free(line);
    fclose(file);
    return done;
}

static const char *id_of(json_t *record)
{
    const char *id = corpus_text(record, "id");
    return id ? id : "(no id)";
}

void corpus_pass(struct corpus_tally *tally)
{
    tally->passed++;
}

void corpus_waive(struct corpus_tally *tally, json_t *record, const char *why)
{
    printf("%s: waived: %s\n", id_of(record), why);
    tally->waived++;
}

void corpus_fail(struct corpus_tally *tally, json_t *record, const char *format, ...)
{
    va_list arguments;
    const char *why = corpus_waiver(id_of(record));
    if (why) {
        corpus_waive(tally, record, why);
        return;
    }
    printf("%s: ", id_of(record));
    va_start(arguments, format);
    vprintf(format, arguments);
    va_end(arguments);
    putchar('\n');
    tally->failed++;
}

const char *corpus_text(json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

bool corpus_notes(json_t *record, const char *words)
{
    const char *note = corpus_text(record, "note");
    return note && strstr(note, words);
}

static bool add_base64(const char *text, struct buffer *out)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    uint32_t bits = 0;
    unsigned count = 0;
    for (; *text && *text != '='; text++) {
        const char *digit = strchr(digits, *text);
        if (!digit)
            return false;
        bits = bits << 6 | (uint32_t)(digit - digits);
        count += 6;
        if (count < 8)
            continue;
        count -= 8;
        if (!buffer_add_byte(out, (char)(bits >> count & 0xff)))
            return false;
    }
    return true;
}

bool corpus_bytes(json_t *object, const char *key, struct buffer *out)
{
    char encoded[64];
    json_t *plain = json_object_get(object, key);
    if (json_is_string(plain))
        return buffer_add(out, json_string_value(plain), json_string_length(plain));
    snprintf(encoded, sizeof encoded, "%s_b64", key);
    const char *base64 = corpus_text(object, encoded);
    return base64 && add_base64(base64, out);
}
