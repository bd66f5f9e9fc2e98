/* SPDX-License-Identifier: Apache-2.0 */
/* How much of a server's bytes the codecs take. */
#ifndef HAWSER_FTP_PROTOCOL_LIMITS_H
#define HAWSER_FTP_PROTOCOL_LIMITS_H

enum {
    FTP_REPLY_LINE_MAX = 16 * 1024,    /* bytes of one reply line, line end not counted */
    FTP_REPLY_LINES_MAX = 1000,        /* lines of one reply */
    FTP_REPLY_BYTES_MAX = 1024 * 1024, /* bytes of one reply on the wire, all included */
    FTP_COMMAND_MAX = 8 * 1024,        /* bytes of one command line, CRLF included */
    FTP_PATH_MAX = 4096,               /* bytes of one path */
    FTP_LISTING_LINE_MAX = 16 * 1024,  /* bytes of one listing line, line end not counted */
    FTP_LISTING_DROPPED_MAX =
        64 * 1024 * 1024,             /* bytes past that of one line, which are not read */
    FTP_LISTING_UNREADABLE_MAX = 256, /* bytes kept of the first line that was not understood */
    FTP_LISTING_ENTRIES_MAX =
        10000000, /* entries of one listing, unless the caller says otherwise */
};

#endif
