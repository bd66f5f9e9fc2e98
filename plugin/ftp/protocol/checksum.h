/* SPDX-License-Identifier: Apache-2.0 */
/* Checksums as servers tell them: HASH (draft-ietf-ftpext2-hash), XSHA256, XSHA1, XMD5, XCRC. */
#ifndef HAWSER_FTP_PROTOCOL_CHECKSUM_H
#define HAWSER_FTP_PROTOCOL_CHECKSUM_H

#include "ftp/protocol/span.h"

enum ftp_sum { FTP_SUM_SHA256, FTP_SUM_SHA1, FTP_SUM_MD5, FTP_SUM_CRC32, FTP_SUM_KINDS };

enum { FTP_SUM_BYTES_MAX = 32, FTP_SUM_TEXT_SIZE = 2 * FTP_SUM_BYTES_MAX + 1 };

struct ftp_checksum {
    enum ftp_sum kind;
    unsigned char bytes[FTP_SUM_BYTES_MAX]; /* a CRC32's highest byte first */
};

/* "SHA-256", as FEAT and OPTS HASH have it. */
const char *ftp_sum_name(enum ftp_sum kind);

bool ftp_checksum_is(const struct ftp_checksum *one, const struct ftp_checksum *other);
/* Lower-case hexadecimal digits. */
void ftp_checksum_text(const struct ftp_checksum *checksum, char ret_text[FTP_SUM_TEXT_SIZE]);

/*
 * "SHA-256 0-255 HEX path": the last line of a reply to HASH. The range must be that of a whole
 * file of `size` bytes; servers differ in whether its end is the last byte or one past it.
 */
bool ftp_checksum_parse_hash(
    struct ftp_span line, enum ftp_sum kind, uint64_t size, struct ftp_checksum *ret_checksum);

/*
 * The one word of the line that has as many hexadecimal digits as the kind needs; around it may
 * stand what the server has to say, a path in quotes for one. False where there is none, or two.
 */
bool ftp_checksum_parse_word(
    struct ftp_span line, enum ftp_sum kind, struct ftp_checksum *ret_checksum);

#endif
