/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/emit/writer.h"

#include "ftp/protocol/limits.h"

#include <gnutls/gnutls.h>
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

static void put(struct ftp_writer *writer, const char *bytes, size_t length)
{
    struct buffer *text = &writer->text;
    if (writer->failed)
        return;
    if (length < text->capacity - text->length) {
        memcpy(text->data + text->length, bytes, length);
        text->length += length;
    } else {
        writer->failed = !buffer_add(text, bytes, length);
    }
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

static void put_string(struct ftp_writer *writer, const char *bytes, size_t length)
{
    size_t from = 0;
    put(writer, "\"", 1);
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)bytes[i];
        if (byte >= 0x20 && byte != '"' && byte != '\\')
            continue;
        put(writer, bytes + from, i - from);
        put_escaped(writer, byte);
        from = i + 1;
    }
    put(writer, bytes + from, length - from);
    put(writer, "\"", 1);
}

static void put_key(struct ftp_writer *writer, const char *key, const char *more)
{
    bool first = writer->text.length == 1;
    put(writer, first ? "\"" : ",\"", first ? 1 : 2);
    put(writer, key, strlen(key));
    put(writer, more, strlen(more));
    put(writer, "\":", 2);
}

void ftp_write_text(struct ftp_writer *writer, const char *key, const char *text)
{
    put_key(writer, key, "");
    if (text)
        put_string(writer, text, strlen(text));
    else
        put(writer, "null", 4);
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
