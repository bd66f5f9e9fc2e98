/* SPDX-License-Identifier: Apache-2.0 */
/* A checksum of our own, over bytes as they pass. */
#ifndef HAWSER_FTP_SESSION_DIGEST_H
#define HAWSER_FTP_SESSION_DIGEST_H

#include "ftp/protocol/checksum.h"

/* All zero: none is computed. */
struct ftp_digest {
    bool on;
    enum ftp_sum kind;
    void *hash; /* GnuTLS's; NULL with a CRC32 */
    uint32_t crc;
};

/* Of no bytes yet. Where the cryptographic library does not allow the kind (MD5 under FIPS 140),
 * the digest stays off. Ends the one before. */
void ftp_digest_begin(struct ftp_digest *digest, enum ftp_sum kind);
/* Nothing where it is off. */
void ftp_digest_add(struct ftp_digest *digest, const void *bytes, size_t length);
/* Of the bytes so far; more may follow. False where it is off. */
bool ftp_digest_peek(const struct ftp_digest *digest, struct ftp_checksum *ret_checksum);
void ftp_digest_end(struct ftp_digest *digest);

#endif
