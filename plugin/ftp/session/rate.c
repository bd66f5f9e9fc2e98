/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/session/rate.h"

enum { PIECES_PER_S = 10 };
static const uint64_t ns_per_s = 1000000000;

size_t ftp_rate_piece(const struct ftp_rate *rate, size_t length)
{
    uint64_t most = rate->limit / PIECES_PER_S;
    if (rate->limit == 0 || length <= most)
        return length;
    return most > 0 ? (size_t)most : 1;
}

void ftp_rate_moved(struct ftp_rate *rate, size_t length, uint64_t now)
{
    if (rate->limit == 0)
        return;
    uint64_t from = rate->next > now ? rate->next : now;
    /* A piece is a tenth of the limit or a single byte: no product here grows past 64 bits. */
    rate->next = from + (uint64_t)length * ns_per_s / rate->limit;
}

uint64_t ftp_rate_wait(const struct ftp_rate *rate, uint64_t now)
{
    return rate->limit > 0 && rate->next > now ? rate->next : 0;
}
