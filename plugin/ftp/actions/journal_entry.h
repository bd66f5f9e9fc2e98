/* SPDX-License-Identifier: Apache-2.0 */
/* What the upload journal says of one document, and how that is written: as lines of a word and a value, since names
 * are bytes without line ends. */
#ifndef HAWSER_FTP_ACTIONS_JOURNAL_ENTRY_H
#define HAWSER_FTP_ACTIONS_JOURNAL_ENTRY_H

#include "common/buffer.h"

#include <stdint.h>

enum ftp_journal_phase {
    FTP_JOURNAL_NOTHING,   /* there is no entry */
    FTP_JOURNAL_UPLOADING, /* bytes are on their way to `path` */
    FTP_JOURNAL_RENAMING,  /* they are complete, and `path` gets its name */
    FTP_JOURNAL_REPLACING  /* what had the name before gets the name `aside` first */
};

enum { FTP_JOURNAL_ENTRY_MAX = 16 * 1024 };

struct ftp_journal_entry {
    enum ftp_journal_phase phase;
    struct buffer path;  /* as STOR or APPE got it */
    struct buffer name;  /* in the document's directory; empty while it is not known */
    struct buffer aside; /* operand of the old file's; empty: none */
    struct buffer lock;  /* operand of the lock that is held on the name; empty: none */
    bool original_known;
    uint64_t original; /* size of what is appended to */
    uint64_t written;  /* when, in seconds since 1970 */
};

void ftp_journal_entry_init(struct ftp_journal_entry *entry);
void ftp_journal_entry_done(struct ftp_journal_entry *entry);

/* False: no memory, or a value that has no place in a line. */
bool ftp_journal_entry_write(const struct ftp_journal_entry *entry, struct buffer *text);

/* False where that is no whole entry of this version; the entry is then to be initialised again. */
bool ftp_journal_entry_read(const char *text, size_t length, struct ftp_journal_entry *entry);

#endif
