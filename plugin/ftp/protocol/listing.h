/* SPDX-License-Identifier: Apache-2.0 */
/* Listings, line by line as they arrive: MLSD (RFC 3659, 7), NLST, and whatever LIST gives. */
#ifndef HAWSER_FTP_PROTOCOL_LISTING_H
#define HAWSER_FTP_PROTOCOL_LISTING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/buffer.h"
#include "ftp/protocol/span.h"
#include "ftp/protocol/time.h"

enum ftp_entry_type {
    FTP_ENTRY_UNKNOWN, /* the dialect does not tell */
    FTP_ENTRY_FILE,
    FTP_ENTRY_DIRECTORY,
    FTP_ENTRY_LINK,
    FTP_ENTRY_OTHER, /* device, socket, pipe, ... */
};

/* Spans point into the parser and live as long as the callback runs. Absent texts have length 0. */
struct ftp_entry {
    struct ftp_span name; /* bytes as they came */
    enum ftp_entry_type type;
    uint64_t size; /* bytes */
    bool size_known;
    bool mode_known;
    unsigned mode; /* permission bits, 07777 at most */
    struct ftp_time modified;
    struct ftp_span target;      /* of a link */
    struct ftp_span permissions; /* "rwxr-x---", or the perm fact of MLSx */
    struct ftp_span owner, group;
    struct ftp_span unique;
    /* Empty, "." or "..", or with '/', NUL or another control in it: data to show, never a name to
     * join to a local path. Still reported, for the caller to decide. */
    bool hostile;
    bool is_self_or_parent; /* "." or "..", or cdir or pdir; reported only with keep_self */
};

/* False stops the listing: feed and finish return FTP_LISTING_STOPPED. */
typedef bool ftp_listing_callback(void *user, const struct ftp_entry *entry);

enum ftp_listing_kind { FTP_LISTING_LIST, FTP_LISTING_MLSD, FTP_LISTING_NLST };

enum ftp_listing_status {
    FTP_LISTING_OK,
    FTP_LISTING_STOPPED, /* by the callback */
    FTP_LISTING_TOO_LARGE, /* more than entries_max entries, lines_max lines, or a line of FTP_LISTING_DROPPED_MAX */
    FTP_LISTING_NO_MEMORY,
};

struct ftp_listing_dialect;

struct ftp_listing_parser {
    /* Set by init; the caller may change these four before the first feed. */
    uint64_t entries_max;
    uint64_t lines_max;
    bool keep_self; /* report "." and ".." too */
    size_t line_max;

    /* To read at any time. */
    uint64_t lines;                 /* lines seen, empty ones included */
    uint64_t entries;               /* entries reported */
    uint64_t unreadable;            /* lines that no dialect understood: never dropped in silence */
    struct buffer first_unreadable; /* the first of them, cut at FTP_LISTING_UNREADABLE_MAX */
    const char *dialect_name;       /* of the latest entry: "unix", "dos", ...; NULL before */

    /* The parser's own. */
    enum ftp_listing_kind kind;
    int64_t now;
    const struct ftp_listing_dialect *dialect;
    struct buffer line, held, scratch;
    bool line_cut;
    size_t dropped;                 /* bytes of this line */
    enum ftp_listing_status status; /* the first that was not OK */
    unsigned columns; /* which table a heading announced, for dialects that have several */
};

/* `now`: seconds since 1970, for dates without a year. */
void ftp_listing_init(struct ftp_listing_parser *parser, enum ftp_listing_kind kind, int64_t now);
void ftp_listing_done(struct ftp_listing_parser *parser);
enum ftp_listing_status ftp_listing_feed(struct ftp_listing_parser *parser, const char *bytes,
    size_t length, ftp_listing_callback *callback, void *user);
/* At the end of the data: the last line may lack its line end. */
enum ftp_listing_status ftp_listing_finish(
    struct ftp_listing_parser *parser, ftp_listing_callback *callback, void *user);

/* The entry line of an MLST reply (its second line, blanks before it tolerated). The spans point
 * into `line`; `.` and directories by a full path are entries here. */
bool ftp_mlst_entry_parse(struct ftp_span line, struct ftp_entry *ret_entry);

#endif
