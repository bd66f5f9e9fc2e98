/* SPDX-License-Identifier: Apache-2.0 */
/* The files that a query will fetch, in the order of the listing: in memory up to a bound, past it
 * on disk. */
#ifndef HAWSER_FTP_ACTIONS_PLAN_H
#define HAWSER_FTP_ACTIONS_PLAN_H

#include "common/buffer.h"
#include "ftp/config/operation.h"
#include "ftp/protocol/limits.h"
#include "ftp/protocol/listing.h"

#include <stdio.h>

enum {
    FTP_PLAN_MEMORY_MAX = 2 * 1024 * 1024,
    FTP_PLAN_SORT_MAX = 64 * 1024 * 1024 /* what is sorted is held as a whole */
};

struct ftp_plan {
    struct buffer pending; /* entries not written to the spool */
    FILE *spool;           /* an unlinked temporary file, once the bound was passed; else NULL */
    uint64_t entries;
    uint64_t bytes; /* of those whose size is known */
    size_t read;    /* of `pending`, when reading */
};

/* What is kept of an entry; the texts end in NUL. */
struct ftp_planned {
    enum ftp_entry_type type;
    bool hostile;
    bool size_known;
    uint64_t size;
    struct ftp_time modified;
    size_t name_length;
    char name[FTP_PATH_MAX + 1];
    char directory[FTP_PATH_MAX + 1]; /* below the one that was asked for; "": in it */
};

void ftp_plan_init(struct ftp_plan *plan);
void ftp_plan_done(struct ftp_plan *plan);
/* False: no memory, no room on disk, or a name too long. */
bool ftp_plan_add_in(struct ftp_plan *plan, const char *directory, const struct ftp_entry *entry);
bool ftp_plan_add_planned(struct ftp_plan *plan, const struct ftp_planned *planned);
/* Ends adding. False: the spool can't be read back. */
bool ftp_plan_rewind(struct ftp_plan *plan);
/* 1: the next entry; 0: no more; -1: the spool can't be read. */
int ftp_plan_next(struct ftp_plan *plan, struct ftp_planned *ret_planned);

/* Whether another entry is likely to come, without reading it. */
bool ftp_plan_has_more(const struct ftp_plan *plan);

enum ftp_plan_sorted { FTP_PLAN_SORTED, FTP_PLAN_TOO_LARGE, FTP_PLAN_FAILED };

/* Puts a plan in order, to be read from its beginning. What is equal goes by name and directory;
 * what is not known comes first. TOO_LARGE: more than FTP_PLAN_SORT_MAX bytes. */
enum ftp_plan_sorted ftp_plan_sort(struct ftp_plan *plan, enum ftp_order_by order);

/* Less than, equal to or greater than 0, as in FTP_ORDER_NAME. */
int ftp_planned_compare(const struct ftp_planned *left, const struct ftp_planned *right);

#endif
