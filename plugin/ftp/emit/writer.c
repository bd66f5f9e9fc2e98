/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/emit/writer.h"

#include "common/utf8.h"
#include "ftp/protocol/limits.h"

#include <gnutls/gnutls.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* A byte of a name takes up to three as U+FFFD, and six as \u0000. An object has three of them, each perhaps with its
 * bytes in base64. */
enum { SHOWN_MAX = 3 * FTP_PATH_MAX, TEXT_MAX = 3 * (6 + 2) * FTP_PATH_MAX + 4096, USUAL = 511 };

void ftp_writer_begin(struct ftp_writer *writer)
{
    *writer = (struct ftp_writer){0};
    buffer_init(&writer->text, TEXT_MAX);
    buffer_init(&writer->shown, SHOWN_MAX);
    writer->failed = !buffer_reserve(&writer->text, USUAL) || !buffer_add_byte(&writer->text, '{');
}

char *ftp_writer_end(struct ftp_writer *writer)
{
    buffer_done(&writer->shown);
    if (!writer->failed && buffer_add_byte(&writer->text, '}'))
        return writer->text.data;
    buffer_done(&writer->text);
    return NULL;
}

/* Where that many bytes are to be written, with one to spare; NULL: nowhere. They count as written. */
static char *room(struct ftp_writer *writer, size_t length)
{
    struct buffer *text = &writer->text;
    if (writer->failed)
        return NULL;
    if (length >= text->capacity - text->length && !buffer_reserve(text, length)) {
        writer->failed = true;
        return NULL;
    }
    char *at = text->data + text->length;
    text->length += length;
    return at;
}

static void put(struct ftp_writer *writer, const char *bytes, size_t length)
{
    char *to = room(writer, length);
    if (to)
        memcpy(to, bytes, length);
}

/* How JSON writes a byte that may not stand for itself. */
static void put_escaped(struct ftp_writer *writer, unsigned char byte)
{
    static const char digits[] = "0123456789ABCDEF";
    static const char plain[] = "\"\\\b\f\n\r\t", letters[] = "\"\\bfnrt";
    const char *found = byte ? strchr(plain, byte) : NULL;
    char text[] = {'\\', 'u', '0', '0', digits[byte >> 4], digits[byte & 15]};
    if (found)
        text[1] = letters[found - plain];
    put(writer, text, found ? 2 : sizeof text);
}

/* Whether one of eight bytes does not stand for itself. */
static bool is_any_escaped(uint64_t word)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    uint64_t quote = word ^ ones * '"', backslash = word ^ ones * '\\';
    uint64_t low = (word - ones * 0x20) & ~word;
    return ((low | ((quote - ones) & ~quote) | ((backslash - ones) & ~backslash)) & ones << 7) != 0;
}

/* How many bytes stand for themselves. */
static size_t plain_length(const char *bytes, size_t length)
{
    uint64_t word;
    size_t count = 0;
    for (; length - count >= sizeof word; count += sizeof word) {
        memcpy(&word, bytes + count, sizeof word);
        if (is_any_escaped(word))
            break;
    }
    while (count < length && (unsigned char)bytes[count] >= 0x20 && bytes[count] != '"' &&
           bytes[count] != '\\')
        count++;
    return count;
}

/* Nearly always it is plain from one end to the other. */
static void put_string(struct ftp_writer *writer, const char *bytes, size_t length)
{
    size_t plain = plain_length(bytes, length);
    char *to = room(writer, plain + 2);
    if (!to)
        return;
    to[0] = '"';
    memcpy(to + 1, bytes, plain);
    to[plain + 1] = '"';
    if (plain == length)
        return;
    writer->text.length--;
    while (plain < length) {
        put_escaped(writer, (unsigned char)bytes[plain]);
        bytes += plain + 1;
        length -= plain + 1;
        plain = plain_length(bytes, length);
        put(writer, bytes, plain);
    }
    put(writer, "\"", 1);
}

static void put_key(struct ftp_writer *writer, const char *key, const char *more)
{
    size_t lengths[] = {writer->text.length > 1, strlen(key), strlen(more)};
    char *to = room(writer, lengths[0] + lengths[1] + lengths[2] + 3);
    if (!to)
        return;
    to[0] = ',';
    to += lengths[0];
    *to++ = '"';
    memcpy(to, key, lengths[1]);
    memcpy(to + lengths[1], more, lengths[2]);
    memcpy(to + lengths[1] + lengths[2], "\":", 2);
}

void ftp_write_text(struct ftp_writer *writer, const char *key, const char *text)
{
    size_t length = text ? strlen(text) : 0;
    put_key(writer, key, "");
    char *to = text ? room(writer, length + 2) : NULL;
    if (!text)
        put(writer, "null", 4);
    if (!to)
        return;
    to[0] = '"';
    memcpy(to + 1, text, length);
    to[length + 1] = '"';
}

void ftp_write_number(struct ftp_writer *writer, const char *key, uint64_t number)
{
    char digits[20];
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number);
    put_key(writer, key, "");
    put(writer, digits + at, sizeof digits - at);
}

static void write_bytes(struct ftp_writer *writer, const char *key, const char *name, size_t length)
{
    gnutls_datum_t raw = {(unsigned char *)(uintptr_t)name, (unsigned)length}, text;
    if (gnutls_base64_encode2(&raw, &text) < 0) {
        writer->failed = true;
        return;
    }
    put_key(writer, key, "Bytes");
    put_string(writer, (const char *)text.data, text.size);
    gnutls_free(text.data);
}

void ftp_write_name(struct ftp_writer *writer, const struct encoding *encoding, const char *key,
    const char *name, size_t length)
{
    if (!*encoding->name && utf8_is_valid(name, length)) { /* shown as it is */
        put_key(writer, key, "");
        put_string(writer, name, length);
        return;
    }
    enum name_text text = encoding_decode(encoding, name, length, &writer->shown);
    writer->failed = writer->failed || text == NAME_TEXT_FAILED;
    put_key(writer, key, "");
    put_string(writer, buffer_text(&writer->shown), writer->shown.length);
    if (text == NAME_TEXT_REPLACED)
        write_bytes(writer, key, name, length);
}

void ftp_write_stamp(struct ftp_writer *writer, const struct ftp_stamp *stamp)
{
    char text[FTP_TIME_TEXT_SIZE];
    ftp_write_text(writer, "timestamp", ftp_time_format(&stamp->shown, text) ? text : NULL);
    ftp_write_text(writer, "timestampUtc", ftp_time_format_iso(&stamp->utc, text) ? text : NULL);
    ftp_write_text(writer, "timestampPrecision", ftp_time_precision_name(&stamp->shown));
    ftp_write_text(writer, "timestampSource", ftp_time_source_name(&stamp->shown));
}
