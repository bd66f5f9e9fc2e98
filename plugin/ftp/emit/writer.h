/* SPDX-License-Identifier: Apache-2.0 */
/* JSON written into a buffer as it goes, byte for byte as json_dumps would write it compactly: for what is made of
 * each entry of a listing, where values that are built, and freed again, cost more than all else. */
#ifndef HAWSER_FTP_EMIT_WRITER_H
#define HAWSER_FTP_EMIT_WRITER_H

#include "common/buffer.h"
#include "common/encoding.h"
#include "ftp/protocol/time.h"

#include <stdbool.h>
#include <stddef.h>

/* One object. What does not fit in, or has no memory, is remembered until the end. */
struct ftp_writer {
    struct buffer text;
    struct buffer shown; /* a name as UTF-8 */
    bool failed;
};

void ftp_writer_begin(struct ftp_writer *writer);
/* The text, freed by the caller. NULL: no memory, or a name that is too long. */
char *ftp_writer_end(struct ftp_writer *writer);

/* Keys and texts are the connector's own and plain: nothing in them is escaped. NULL is null. */
void ftp_write_text(struct ftp_writer *writer, const char *key, const char *text);
void ftp_write_number(struct ftp_writer *writer, const char *key, uint64_t number);
/* The name as ftp_json_set_name has it, with its bytes where they can't be had back from it. */
void ftp_write_name(struct ftp_writer *writer, const struct encoding *encoding, const char *key,
    const char *name, size_t length);
/* As ftp_json_set_stamp. */
void ftp_write_stamp(struct ftp_writer *writer, const struct ftp_stamp *stamp);

#endif
