/* SPDX-License-Identifier: Apache-2.0 */
#include "run_lines.h"

#include <stdlib.h>
#include <string.h>

#include "amounts.h"
#include "json_line.h"
#include "json_text.h"
#include "problem.h"

static void set(json_t *object, const char *name, json_t *value)
{
    (void)json_object_set_new(object, name, value);
}

static void set_correlation(json_t *object, const char *correlation)
{
    if (correlation)
        set(object, "correlation", json_of_text(correlation));
}

/* RFC 4648, 4 */
static json_t *base64(const unsigned char *bytes, size_t length)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    size_t groups = length / 3 + (length % 3 != 0);
    char *text = malloc(groups * 4 + 1);
    char *to = text;
    for (size_t i = 0; text && i < length; i += 3) {
        size_t rest = length - i;
        uint32_t group = (uint32_t)bytes[i] << 16;
        group |= rest > 1 ? (uint32_t)bytes[i + 1] << 8 : 0;
        group |= rest > 2 ? bytes[i + 2] : 0;
        *to++ = digits[group >> 18];
        *to++ = digits[(group >> 12) & 63];
        *to++ = rest > 1 ? digits[(group >> 6) & 63] : '=';
        *to++ = rest > 2 ? digits[group & 63] : '=';
    }
    json_t *value = text ? json_stringn(text, (size_t)(to - text)) : NULL;
    free(text);
    return value;
}

static void set_bytes(json_t *object, const hawser_delivered *delivered, bool content)
{
    if (!delivered->bytes && delivered->length > 0)
        return;
    if (delivered->record) {
        json_t *record = json_loadb(delivered->bytes ? delivered->bytes : "",
            (size_t)delivered->length, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
        set(object, "record", record ? record : json_null());
    } else if (content && !delivered->file) {
        set(object, "content", base64(delivered->bytes, (size_t)delivered->length));
    }
}

json_t *run_line_document(const hawser_delivered *delivered, const char *correlation, bool content)
{
    json_t *line = json_object();
    json_t *number = delivered->error ? json_null() : json_integer((json_int_t)delivered->document);
    set(line, "document", number);
    set(line, "input", json_integer((json_int_t)delivered->input));
    set(line, "properties", json_of_json(delivered->properties));
    set(line, "file", json_of_text_or_null(delivered->file));
    set(line, "bytes", json_integer((json_int_t)delivered->length));
    if (delivered->error)
        set(line, "error", problem_json(delivered->error));
    else
        set_bytes(line, delivered, content);
    set_correlation(line, correlation);
    return line;
}

static void write_correlation(FILE *stream, const char *correlation)
{
    json_t *text = correlation ? json_of_text(correlation) : NULL;
    if (text) {
        (void)fputs(",\"correlation\":", stream);
        (void)json_dumpf(text, stream, JSON_COMPACT | JSON_ENCODE_ANY);
    }
    json_decref(text);
}

/* A part of a line that is put together and then written at once: printf would cost a good deal of what a line costs on
 * all its way. */
struct piece {
    FILE *stream;
    size_t length;
    char text[1024];
};

static void write_piece(struct piece *piece)
{
    (void)fwrite(piece->text, 1, piece->length, piece->stream);
    piece->length = 0;
}

static void add_bytes(struct piece *piece, const char *bytes, size_t length)
{
    if (length > sizeof piece->text - piece->length)
        write_piece(piece);
    if (length > sizeof piece->text) {
        (void)fwrite(bytes, 1, length, piece->stream);
        return;
    }
    memcpy(piece->text + piece->length, bytes, length);
    piece->length += length;
}

static void add(struct piece *piece, const char *text)
{
    add_bytes(piece, text, strlen(text));
}

static void add_number(struct piece *piece, uint64_t number)
{
    char digits[20];
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number);
    add_bytes(piece, digits + at, sizeof digits - at);
}

bool run_line_record(FILE *stream, const hawser_delivered *delivered, const char *correlation)
{
    struct piece piece;
    const char *properties = delivered->properties;
    size_t length = (size_t)delivered->length;
    if (!delivered->record || delivered->error || delivered->file || !delivered->bytes ||
        !properties || !json_is_line(properties, strlen(properties)) ||
        !json_is_line(delivered->bytes, length))
        return false;
    piece.stream = stream; /* not set as a whole: the text is long, and written before it is read */
    piece.length = 0;
    add(&piece, "{\"document\":");
    add_number(&piece, delivered->document);
    add(&piece, ",\"input\":");
    add_number(&piece, delivered->input);
    add(&piece, ",\"properties\":");
    add(&piece, properties);
    add(&piece, ",\"file\":null,\"bytes\":");
    add_number(&piece, delivered->length);
    add(&piece, ",\"record\":");
    add_bytes(&piece, delivered->bytes, length);
    if (correlation) {
        write_piece(&piece);
        write_correlation(stream, correlation);
    }
    add(&piece, "}\n");
    write_piece(&piece);
    return true;
}

json_t *run_line_given(uint64_t number, size_t count, const struct run_input *input)
{
    json_t *line = json_object();
    set(line, "given", json_integer((json_int_t)number));
    if (number == 0)
        set(line, "of", json_integer((json_int_t)count));
    if (input->id)
        set(line, "id", json_of_text(input->id));
    if (input->file)
        set(line, "file", json_of_text(input->file));
    set(line, "properties", json_incref(input->properties));
    return line;
}

json_t *run_line_result(const hawser_outcome *outcome, const char *correlation, const char *file)
{
    const hawser_error *error = outcome->error;
    json_t *line = json_object();
    set(line, "result", json_integer((json_int_t)outcome->input));
    set(line, "status", json_string(hawser_status_name(outcome->status)));
    set(line, "code", json_of_text_or_null(error ? error->id : NULL));
    set(line, "message", json_of_text_or_null(error ? error->message : NULL));
    if (error)
        set(line, "error", problem_json(error));
    if (outcome->detail)
        set(line, "detail", json_of_json(outcome->detail));
    if (outcome->id)
        set(line, "id", json_of_text(outcome->id));
    if (file)
        set(line, "file", json_of_text(file));
    set(line, "properties",
        outcome->properties ? json_of_json(outcome->properties) : json_object());
    set_correlation(line, correlation);
    return line;
}

json_t *run_line_summary(const hawser_summary *summary, int32_t code, const char *correlation)
{
    const uint64_t *statuses = summary->statuses;
    json_t *counts = json_pack("{s:s, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:f}",
        "outcome", hawser_code_name(code), "inputs", (json_int_t)summary->inputs, "success",
        (json_int_t)statuses[HAWSER_STATUS_SUCCESS], "applicationErrors",
        (json_int_t)statuses[HAWSER_STATUS_APPLICATION_ERROR], "failures",
        (json_int_t)statuses[HAWSER_STATUS_FAILURE], "skipped",
        (json_int_t)statuses[HAWSER_STATUS_SKIPPED], "unknown",
        (json_int_t)statuses[HAWSER_STATUS_UNKNOWN], "outputs", (json_int_t)summary->outputs,
        "outputsFailed", (json_int_t)summary->outputs_failed, "bytesIn",
        (json_int_t)summary->bytes_in, "bytesOut", (json_int_t)summary->bytes_out, "seconds",
        (double)summary->elapsed_ns / (double)NANOSECONDS_A_SECOND);
    if (counts)
        set_correlation(counts, correlation);
    return json_pack("{s:o}", "summary", counts);
}
