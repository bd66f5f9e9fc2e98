/* SPDX-License-Identifier: Apache-2.0 */
/* How fast data may move: a pause after each piece, and pieces of a tenth of a second at most. */
#ifndef HAWSER_FTP_SESSION_RATE_H
#define HAWSER_FTP_SESSION_RATE_H

#include <stddef.h>
#include <stdint.h>

struct ftp_rate {
    uint64_t limit; /* bytes a second; 0: none */
    uint64_t next;  /* monotonic ns: before it no more may move */
};

/* How much of `length` may move at once. */
size_t ftp_rate_piece(const struct ftp_rate *rate, size_t length);
/* So many bytes moved at the moment `now`. Time that went by unused is not made up for. */
void ftp_rate_moved(struct ftp_rate *rate, size_t length, uint64_t now);
/* The moment to wait for; 0: bytes may move. */
uint64_t ftp_rate_wait(const struct ftp_rate *rate, uint64_t now);

#endif
