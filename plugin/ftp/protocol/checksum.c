/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/protocol/checksum.h"

#include "common/hex.h"

#include <string.h>

static const struct {
    const char *name;
    size_t length;
} kinds[FTP_SUM_KINDS] = {
    [FTP_SUM_SHA256] = {"SHA-256", 32},
    [FTP_SUM_SHA1] = {"SHA-1", 20},
    [FTP_SUM_MD5] = {"MD5", 16},
    [FTP_SUM_CRC32] = {"CRC32", 4},
};

const char *ftp_sum_name(enum ftp_sum kind)
{
    return kinds[kind].name;
}

bool ftp_checksum_is(const struct ftp_checksum *one, const struct ftp_checksum *other)
{
    return one->kind == other->kind &&
           memcmp(one->bytes, other->bytes, kinds[one->kind].length) == 0;
}

void ftp_checksum_text(const struct ftp_checksum *checksum, char ret_text[FTP_SUM_TEXT_SIZE])
{
    hex_text(checksum->bytes, kinds[checksum->kind].length, ret_text);
}

/* --- Reading ---------------------------------------------------------------------------------- */

static int digit_of(char byte)
{
    if (byte >= '0' && byte <= '9')
        return byte - '0';
    if (byte >= 'a' && byte <= 'f')
        return byte - 'a' + 10;
    return byte >= 'A' && byte <= 'F' ? byte - 'A' + 10 : -1;
}

static bool read_digits(struct ftp_span word, enum ftp_sum kind, struct ftp_checksum *ret_checksum)
{
    struct ftp_checksum found = {.kind = kind};
    if (word.length != 2 * kinds[kind].length)
        return false;
    for (size_t i = 0; i < word.length; i++) {
        int digit = digit_of(word.data[i]);
        if (digit < 0)
            return false;
        found.bytes[i / 2] = (unsigned char)(found.bytes[i / 2] << 4 | digit);
    }
    *ret_checksum = found;
    return true;
}

/* "0-255" or "0-256" of 256 bytes; "0-0" of none. */
static bool is_whole(struct ftp_span range, uint64_t size)
{
    uint64_t first, last;
    if (!ftp_span_take_number(&range, &first) || !ftp_span_take_char(&range, '-') ||
        !ftp_span_number(range, &last))
        return false;
    return first == 0 && (last == size || (size > 0 && last == size - 1));
}

bool ftp_checksum_parse_hash(
    struct ftp_span line, enum ftp_sum kind, uint64_t size, struct ftp_checksum *ret_checksum)
{
    struct ftp_span algorithm, range, digits;
    return ftp_span_take_word(&line, &algorithm) && ftp_span_take_word(&line, &range) &&
           ftp_span_take_word(&line, &digits) && ftp_span_is_nocase(algorithm, kinds[kind].name) &&
           is_whole(range, size) && read_digits(digits, kind, ret_checksum);
}

/* A path in quotes may hold anything, digits among it. */
static void skip_quoted(struct ftp_span *line)
{
    ftp_span_take_blanks(line);
    while (ftp_span_take_char(line, '"')) {
        ftp_span_take_until(line, '"');
        ftp_span_take_blanks(line);
    }
}

bool ftp_checksum_parse_word(
    struct ftp_span line, enum ftp_sum kind, struct ftp_checksum *ret_checksum)
{
    struct ftp_checksum found = {.kind = kind};
    struct ftp_span word;
    unsigned count = 0;
    skip_quoted(&line);
    while (ftp_span_take_word(&line, &word)) {
        count += read_digits(word, kind, &found);
        skip_quoted(&line);
    }
    if (count != 1)
        return false;
    *ret_checksum = found;
    return true;
}
