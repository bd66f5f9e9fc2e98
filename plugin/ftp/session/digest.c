/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/session/digest.h"

#include <gnutls/crypto.h>

/* --- CRC32, as in IEEE 802.3 ------------------------------------------------------------------ */

static uint32_t crc_add(uint32_t crc, const unsigned char *bytes, size_t length)
{
    /* The polynomial 0xEDB88320 for each value of four bits. */
    static const uint32_t of_four_bits[16] = {0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac,
        0x76dc4190, 0x6b6b51f4, 0x4db26158, 0x5005713c, 0xedb88320, 0xf00f9344, 0xd6d6a3e8,
        0xcb61b38c, 0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c};
    crc = ~crc;
    for (size_t i = 0; i < length; i++) {
        crc ^= bytes[i];
        crc = crc >> 4 ^ of_four_bits[crc & 15];
        crc = crc >> 4 ^ of_four_bits[crc & 15];
    }
    return ~crc;
}

static void crc_bytes(uint32_t crc, unsigned char bytes[4])
{
    for (unsigned i = 0; i < 4; i++)
        bytes[i] = (unsigned char)(crc >> (24 - 8 * i));
}

/* --- All kinds -------------------------------------------------------------------------------- */

static gnutls_digest_algorithm_t algorithm_of(enum ftp_sum kind)
{
    switch (kind) {
    case FTP_SUM_SHA256:
        return GNUTLS_DIG_SHA256;
    case FTP_SUM_SHA1:
        return GNUTLS_DIG_SHA1;
    case FTP_SUM_MD5:
        return GNUTLS_DIG_MD5;
    case FTP_SUM_CRC32:
    case FTP_SUM_KINDS:
        break;
    }
    return GNUTLS_DIG_UNKNOWN;
}

void ftp_digest_begin(struct ftp_digest *digest, enum ftp_sum kind)
{
    gnutls_hash_hd_t hash = NULL;
    ftp_digest_end(digest);
    digest->kind = kind;
    digest->on = kind == FTP_SUM_CRC32 || gnutls_hash_init(&hash, algorithm_of(kind)) == 0;
    digest->hash = digest->on ? hash : NULL;
}

void ftp_digest_add(struct ftp_digest *digest, const void *bytes, size_t length)
{
    if (!digest->on)
        return;
    if (digest->kind == FTP_SUM_CRC32)
        digest->crc = crc_add(digest->crc, bytes, length);
    else if (gnutls_hash(digest->hash, bytes, length) != 0)
        ftp_digest_end(digest);
}

bool ftp_digest_peek(const struct ftp_digest *digest, struct ftp_checksum *ret_checksum)
{
    struct ftp_checksum checksum = {.kind = digest->kind};
    if (!digest->on)
        return false;
    if (digest->kind == FTP_SUM_CRC32) {
        crc_bytes(digest->crc, checksum.bytes);
    } else {
        gnutls_hash_hd_t copy = gnutls_hash_copy(digest->hash);
        if (!copy)
            return false;
        gnutls_hash_deinit(copy, checksum.bytes);
    }
    *ret_checksum = checksum;
    return true;
}

void ftp_digest_end(struct ftp_digest *digest)
{
    if (digest->hash)
        gnutls_hash_deinit(digest->hash, NULL);
    *digest = (struct ftp_digest){0};
}
