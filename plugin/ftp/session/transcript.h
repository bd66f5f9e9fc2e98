/* SPDX-License-Identifier: Apache-2.0 */
/* The last lines exchanged on a control connection, redacted, for an error that a person has to
 * understand. */
#ifndef HAWSER_FTP_SESSION_TRANSCRIPT_H
#define HAWSER_FTP_SESSION_TRANSCRIPT_H

#include <stddef.h>

enum { FTP_TRANSCRIPT_LINES = 16, FTP_TRANSCRIPT_LINE_MAX = 200 };

struct ftp_transcript {
    char lines[FTP_TRANSCRIPT_LINES][FTP_TRANSCRIPT_LINE_MAX];
    size_t next;  /* where the next line goes */
    size_t count; /* lines in use */
};

/* Adds a line that was redacted already; longer ones are cut, and what is no text becomes '?'. */
void ftp_transcript_add(
    struct ftp_transcript *transcript, char direction, const char *text, size_t length);

/* The lines, oldest first, each with its end of line, into `text` of `capacity` bytes; older ones
   are left out where they do not fit. */
void ftp_transcript_text(const struct ftp_transcript *transcript, char *text, size_t capacity);

#endif
