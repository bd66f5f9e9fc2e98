/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What can be read only once: pipes, terminals, sockets. Whatever is read of it is kept in a
 * temporary file, from which it is read again; nothing waits until all of it is there.
 */
#include "config.h"
#include "input_reader.h"

#include <errno.h>
#include <poll.h>
#include <unistd.h>

#include "spool.h"

#define PIECE_SIZE 16384

/* Waits for bytes and reads them. 0 bytes: the end. */
static int32_t receive(struct reader *reader, void *buffer, size_t capacity, size_t *ret_length,
    struct attempt *attempt)
{
    for (;;) {
        int32_t code = attempt_wait(attempt, reader->descriptor, POLLIN);
        ssize_t length;

        if (code != HAWSER_OK)
            return code;
        length = read(reader->descriptor, buffer, capacity);
        if (length >= 0) {
            *ret_length = (size_t)length;
            return HAWSER_OK;
        }
        if (errno != EINTR && errno != EAGAIN && errno != EWOULDBLOCK)
            return attempt_failed_errno(attempt, errno, "read %s",
                reader->input->path ? reader->input->path : "an input descriptor");
    }
}

/* Reads what comes next, and keeps it. */
static int32_t advance(struct reader *reader, void *buffer, size_t capacity, size_t *ret_length,
    struct attempt *attempt)
{
    size_t length = 0;
    int32_t code = HAWSER_OK;

    if (reader->spool < 0)
        code = spool_open(&reader->spool, attempt);
    if (code == HAWSER_OK)
        code = receive(reader, buffer, capacity, &length, attempt);
    if (code == HAWSER_OK)
        code = spool_write(reader->spool, buffer, length, reader->spooled, attempt);
    if (code != HAWSER_OK)
        return code;
    reader->spooled += length;
    reader->ended = length == 0;
    *ret_length = length;
    return HAWSER_OK;
}

/* Reads on to where the next read is to begin, which was set beyond what was read so far. */
static int32_t catch_up(struct reader *reader, struct attempt *attempt)
{
    char piece[PIECE_SIZE];
    int32_t code = HAWSER_OK;
    size_t length;

    while (code == HAWSER_OK && !reader->ended && reader->position > reader->spooled) {
        uint64_t gap = reader->position - reader->spooled;

        code = advance(
            reader, piece, gap < sizeof piece ? (size_t)gap : sizeof piece, &length, attempt);
    }
    return code;
}

static int32_t read_stream(struct reader *reader, void *buffer, size_t capacity, size_t *ret_length,
    struct attempt *attempt)
{
    int32_t code = catch_up(reader, attempt);

    if (code != HAWSER_OK)
        return code;
    if (reader->position < reader->spooled)
        code = spool_read(reader->spool, buffer, capacity, reader->position, ret_length, attempt);
    else if (!reader->ended)
        code = advance(reader, buffer, capacity, ret_length, attempt);
    if (code == HAWSER_OK && *ret_length == 0)
        return HAWSER_END;
    return code;
}

const struct reader_type reader_stream = {.read = read_stream};
