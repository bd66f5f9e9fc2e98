/* SPDX-License-Identifier: Apache-2.0 */
/* The files that a query will fetch, in the order of the listing: in memory up to a bound, past it
 * on disk. */
#ifndef HAWSER_FTP_ACTIONS_PLAN_H
#define HAWSER_FTP_ACTIONS_PLAN_H

#include "common/buffer.h"
#include "ftp/protocol/limits.h"
#include "ftp/protocol/listing.h"

#include <stdio.h>

enum { FTP_PLAN_MEMORY_MAX = 2 * 1024 * 1024 };

struct ftp_plan {
    struct buffer pending; /* entries not written to the spool */
    FILE *spool;           /* an unlinked temporary file, once the bound was passed; else NULL */
    uint64_t entries;
    size_t read; /* of `pending`, when reading */
};

/* What is kept of an entry; `name` ends in NUL. */
struct ftp_planned {
    enum ftp_entry_type type;
    bool hostile;
    bool size_known;
    uint64_t size;
    struct ftp_time modified;
    size_t name_length;
    char name[FTP_PATH_MAX + 1];
};

void ftp_plan_init(struct ftp_plan *plan);
void ftp_plan_done(struct ftp_plan *plan);
/* False: no memory, no room on disk, or a name too long. */
bool ftp_plan_add(struct ftp_plan *plan, const struct ftp_entry *entry);
/* Ends adding. False: the spool can't be read back. */
bool ftp_plan_rewind(struct ftp_plan *plan);
/* 1: the next entry; 0: no more; -1: the spool can't be read. */
int ftp_plan_next(struct ftp_plan *plan, struct ftp_planned *ret_planned);

#endif
