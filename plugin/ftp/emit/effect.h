/* SPDX-License-Identifier: Apache-2.0 */
/* The record of one thing that a dry run would do. */
#ifndef HAWSER_FTP_EMIT_EFFECT_H
#define HAWSER_FTP_EMIT_EFFECT_H

#include "common/encoding.h"
#include "ftp/protocol/time.h"

#include <stdbool.h>
#include <stdint.h>

/* Texts that are NULL are left out of the record. */
struct ftp_effect {
    const char *would;     /* read, write, replace, append, rename, createDirectory, delete, move */
    const char *name;      /* of the file; NULL: it is about the directory itself */
    const char *directory; /* absolute */
    const char *relative;
    const char *temporary_name; /* with ? for what is chosen when it is made */
    const char *temporary_directory;
    const char *to;        /* the path that the file gets */
    const char *uncertain; /* why it can't be told whether it would work */
    const struct ftp_stamp *stamp;
    bool size_known;
    uint64_t size;
};

/* Names come as the server's bytes, in its encoding. Freed by the caller. NULL: no memory. */
char *ftp_emit_effect(const struct encoding *encoding, const struct ftp_effect *effect);

#endif
