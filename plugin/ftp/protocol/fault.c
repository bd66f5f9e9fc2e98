/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/protocol/fault.h"

#include "ftp/protocol/fault_table.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const char cut_mark[] = "...";

const struct ftp_fault_row *ftp_fault_row(enum ftp_fault fault)
{
    /* Through an unsigned number, since what an enumeration's variable holds need not be one of its
     * names. */
    static const struct ftp_fault_row *const tables[] = {
        ftp_fault_connection, ftp_fault_exchange, ftp_fault_files};
    unsigned number = (unsigned)fault;
    for (size_t i = 0; number < FTP_FAULT_COUNT && i < sizeof tables / sizeof *tables; i++)
        if (tables[i][number].id)
            return &tables[i][number];
    return &ftp_fault_connection[FTP_FAULT_INTERNAL];
}

/* Length of the well-formed UTF-8 character at `bytes` (RFC 3629: no surrogates, no overlong
 * forms), or 0. */
static size_t character_length(const unsigned char *bytes, size_t available)
{
    unsigned char first = bytes[0];
    if (first < 0x80)
        return 1;
    size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || available < length)
        return 0;
    for (size_t i = 1; i < length; i++)
        if ((bytes[i] & 0xC0) != 0x80)
            return 0;
    bool bad = (first == 0xE0 && bytes[1] < 0xA0) || (first == 0xED && bytes[1] > 0x9F) ||
               (first == 0xF0 && bytes[1] < 0x90) || (first == 0xF4 && bytes[1] > 0x8F);
    return bad ? 0 : length;
}

/* C0, DEL and C1, and the two separators and the direction marks that could disguise a log line. */
static bool is_control(const unsigned char *bytes, size_t length)
{
    if (length == 1)
        return bytes[0] < 0x20 || bytes[0] == 0x7F;
    if (length == 2)
        return bytes[0] == 0xC2 && bytes[1] < 0xA0;
    if (length != 3 || bytes[0] != 0xE2)
        return false;
    return (bytes[1] == 0x80 && bytes[2] >= 0xA8 && bytes[2] <= 0xAE) ||
           (bytes[1] == 0x81 && bytes[2] >= 0xA6 && bytes[2] <= 0xA9);
}

/* Copies what fits, cleaned; `text` and `bytes` may be the same memory, as nothing grows. True
 * where all fitted. */
static bool clean(char *text, size_t size, const unsigned char *bytes, size_t length)
{
    size_t at = 0, from = 0;
    while (from < length) {
        size_t step = character_length(bytes + from, length - from);
        bool replace = step == 0 || is_control(bytes + from, step);
        size_t needed = replace ? 1 : step;
        if (at + needed >= size)
            break;
        if (replace)
            text[at] = '?';
        else
            memmove(text + at, bytes + from, step);
        at += needed;
        from += step ? step : 1;
    }
    text[at] = '\0';
    return from == length;
}

/* Puts the mark of a cut at the end of a text that filled its memory, at a whole character. */
static void mark_cut(char *text, size_t size)
{
    size_t length = strlen(text);
    if (size <= sizeof cut_mark)
        return;
    size_t keep = length < size - sizeof cut_mark ? length : size - sizeof cut_mark;
    while (keep > 0 && keep < length && ((unsigned char)text[keep] & 0xC0) == 0x80)
        keep--;
    memcpy(text + keep, cut_mark, sizeof cut_mark);
}

void ftp_error_quote(char *text, size_t size, const void *bytes, size_t length)
{
    if (size == 0)
        return;
    if (!clean(text, size, bytes, length))
        mark_cut(text, size);
}

/* Drops the head of a character whose tail did not fit, so that it isn't taken for a malformed one.
 */
static size_t whole_length(const char *text, size_t length)
{
    size_t back = 1;
    while (back < 4 && back <= length && ((unsigned char)text[length - back] & 0xC0) == 0x80)
        back++;
    if (back > length)
        return length;
    unsigned char first = (unsigned char)text[length - back];
    size_t wanted = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
    return wanted > back ? length - back : length;
}

__attribute__((format(printf, 2, 0))) static void store(
    char text[FTP_ERROR_TEXT_MAX], const char *format, va_list arguments)
{
    int length = vsnprintf(text, FTP_ERROR_TEXT_MAX, format, arguments);
    if (length < 0) {
        text[0] = '\0';
        return;
    }
    bool cut = length >= FTP_ERROR_TEXT_MAX;
    size_t kept = cut ? whole_length(text, FTP_ERROR_TEXT_MAX - 1) : (size_t)length;
    clean(text, FTP_ERROR_TEXT_MAX, (const unsigned char *)text, kept);
    if (cut)
        mark_cut(text, FTP_ERROR_TEXT_MAX);
}

bool ftp_error_set(struct ftp_error *error, enum ftp_fault fault, const char *format, ...)
{
    char text[FTP_ERROR_TEXT_MAX]; /* an argument may be the error's own message */
    va_list arguments;
    va_start(arguments, format);
    store(text, format, arguments);
    va_end(arguments);
    memcpy(error->message, text, strlen(text) + 1);
    error->fault = fault;
    error->reply = 0;
    error->hint[0] = '\0';
    return false;
}

void ftp_error_hint(struct ftp_error *error, const char *format, ...)
{
    char text[FTP_ERROR_TEXT_MAX];
    va_list arguments;
    va_start(arguments, format);
    store(text, format, arguments);
    va_end(arguments);
    memcpy(error->hint, text, strlen(text) + 1);
}

void ftp_error_prefix(struct ftp_error *error, const char *format, ...)
{
    char text[FTP_ERROR_TEXT_MAX];
    va_list arguments;
    va_start(arguments, format);
    store(text, format, arguments);
    va_end(arguments);
    size_t length = strlen(text);
    size_t kept = strlen(error->message);
    size_t room = sizeof text - 1 - length;
    bool cut = kept > room;
    if (cut)
        kept = whole_length(error->message, room);
    memcpy(text + length, error->message, kept);
    text[length + kept] = '\0';
    if (cut)
        mark_cut(text, sizeof text);
    memcpy(error->message, text, strlen(text) + 1);
}

bool ftp_error_is_unknown(const struct ftp_error *error)
{
    return error->fault == FTP_FAULT_DELETE_UNKNOWN || error->fault == FTP_FAULT_RENAME_UNKNOWN ||
           error->fault == FTP_FAULT_UPLOAD_UNKNOWN || error->fault == FTP_FAULT_APPEND_UNKNOWN;
}

bool ftp_error_is_application(const struct ftp_error *error)
{
    return error->fault != FTP_FAULT_NONE && ftp_fault_row(error->fault)->application;
}

bool ftp_error_no_room(struct ftp_error *error, const char *too_long)
{
    if (errno == ENOMEM)
        return ftp_error_set(error, FTP_FAULT_MEMORY, "there is no memory for a name");
    return ftp_error_set(error, FTP_FAULT_BAD_NAME, "%s", too_long);
}
