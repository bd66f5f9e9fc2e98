/* SPDX-License-Identifier: Apache-2.0 */
/* The bytes of an input document whose turn has come. */
#ifndef HAWSER_SDK_INPUT_READER_H
#define HAWSER_SDK_INPUT_READER_H

#include "attempt.h"
#include "input.h"

struct reader;

struct reader_type {
    /* As doc_read. */
    int32_t (*read)(struct reader *reader, void *buffer, size_t capacity, size_t *ret_length,
        struct attempt *attempt);
    /* NULL: the position is all that there is to set. */
    int32_t (*rewind)(struct reader *reader, uint64_t offset, struct attempt *attempt);
};

#define READER_IDENTITY_MAX 160

struct reader {
    const struct reader_type *type;
    struct input *input;
    uint32_t capabilities; /* HAWSER_INPUT_* */
    uint64_t content_size;
    uint64_t position; /* of the next byte that is read */
    int descriptor;    /* of ours; -1: none */
    uint64_t base;     /* where the document begins in a file */
    int spool;         /* what was read of something that can't be read again; -1: none */
    uint64_t spooled;  /* how many bytes of it */
    bool ended;        /* there are no more of them */
    char identity[READER_IDENTITY_MAX]; /* of a file; "": none */
};

/*
 * Opens the document, which keeps a borrowed pointer to `input`. HAWSER_NOT_FOUND, HAWSER_DENIED,
 * HAWSER_HOST: it can't be read, as the attempt tells.
 */
int32_t reader_open(struct input *input, struct reader **ret_reader, struct attempt *attempt);
void reader_close(struct reader *reader);

int32_t reader_read(struct reader *reader, void *buffer, size_t capacity, size_t *ret_length,
    struct attempt *attempt);
/* What tells the document from others in later executions; NULL: nothing does. */
const char *reader_identity(const struct reader *reader);

int32_t reader_rewind(struct reader *reader, uint64_t offset, struct attempt *attempt);

/* What `descriptor` of the reader is: a file, or something that is spooled while it is read. */
int32_t reader_adopt(struct reader *reader, struct attempt *attempt);

extern const struct reader_type reader_stream; /* spooled */
extern const struct reader_type reader_source; /* the host's own */

#endif
