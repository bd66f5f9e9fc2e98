/* SPDX-License-Identifier: Apache-2.0 */
/* What the listing parser and its dialects say to each other. */
#ifndef HAWSER_FTP_PROTOCOL_LISTING_DIALECT_H
#define HAWSER_FTP_PROTOCOL_LISTING_DIALECT_H

#include "ftp/protocol/listing.h"

enum listing_line {
    LISTING_NOT_MINE, /* another dialect may know the line */
    LISTING_SKIP,     /* a heading, a sum: nothing to report */
    LISTING_ENTRY,    /* *entry is filled */
    LISTING_HOLD,     /* the record goes on in the next line: show both together then */
};

struct listing_context {
    int64_t now;
    struct buffer *scratch; /* empty; for what an entry says in other bytes than the line has */
    unsigned columns;       /* free for the dialect in use; 0 until it says otherwise */
};

struct ftp_listing_dialect {
    const char *name;
    enum listing_line (*read)(
        struct listing_context *context, struct ftp_span line, struct ftp_entry *entry);
};

extern const struct ftp_listing_dialect listing_mlsx, listing_unix, listing_dos, listing_netware,
    listing_eplf, listing_vms, listing_os400, listing_mvs, listing_os2, listing_nonstop,
    listing_zvm, listing_vxworks, listing_stat, listing_vshell;

/* An MLSD line, which may have no facts at all: " name". */
bool listing_read_facts(struct ftp_span line, struct ftp_entry *ret_entry);
/* A line that holds no entry in any dialect: "total 12", reply lines of STAT. */
bool listing_is_heading(struct ftp_span line);
/* "dir:" before a section. Only for lines that no dialect took: a name may end so. */
bool listing_is_section(struct ftp_span line);

#endif
