/* SPDX-License-Identifier: Apache-2.0 */
/* Checksums of servers: what is read is in the line, digit by digit, and says so in either case. */
#include "ftp/protocol/checksum.h"

#include <stdlib.h>
#include <string.h>

#include "fuzz/ftp_targets.h"

/* Whether the digits of the checksum are a part of the line. */
static bool stands_in(const struct ftp_checksum *found, const char *data, size_t length)
{
    static const size_t lengths[FTP_SUM_KINDS] = {
        [FTP_SUM_SHA256] = 64, [FTP_SUM_SHA1] = 40, [FTP_SUM_MD5] = 32, [FTP_SUM_CRC32] = 8};
    char text[FTP_SUM_TEXT_SIZE];
    ftp_checksum_text(found, text);
    size_t digits = strlen(text);
    FUZZ_CHECK(digits == lengths[found->kind]);
    for (size_t at = 0; at + digits <= length; at++)
        if (ftp_span_is_nocase((struct ftp_span){data + at, digits}, text))
            return true;
    return false;
}

static void check(const char *data, size_t length, enum ftp_sum kind, uint64_t size)
{
    struct ftp_checksum found, again;
    struct ftp_span line = {data, length};
    memset(&found, 0x55, sizeof found);
    if (ftp_checksum_parse_hash(line, kind, size, &found)) {
        FUZZ_CHECK(found.kind == kind && stands_in(&found, data, length));
        FUZZ_CHECK(ftp_span_starts_nocase(ftp_span_trim(line), ftp_sum_name(kind)));
        FUZZ_CHECK(!ftp_checksum_parse_hash(line, kind, size + 7, &again));
    }
    if (ftp_checksum_parse_word(line, kind, &found)) {
        FUZZ_CHECK(found.kind == kind && stands_in(&found, data, length));
        FUZZ_CHECK(ftp_checksum_parse_word(line, kind, &again));
        FUZZ_CHECK(ftp_checksum_is(&found, &again));
    }
}

void fuzz_checksum(const char *data, size_t length)
{
    char *copy = fuzz_copy(data, length);
    for (int kind = 0; kind < FTP_SUM_KINDS; kind++) {
        check(copy, length, (enum ftp_sum)kind, 3);
        check(copy, length, (enum ftp_sum)kind, 0);
        check(copy, length, (enum ftp_sum)kind, UINT64_MAX - 7);
    }
    free(copy);
}
