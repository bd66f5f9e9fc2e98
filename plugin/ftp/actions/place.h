/* SPDX-License-Identifier: Apache-2.0 */
/* What an execution has learned of the directories in which it made files. */
#ifndef HAWSER_FTP_ACTIONS_PLACE_H
#define HAWSER_FTP_ACTIONS_PLACE_H

#include <stdbool.h>

struct ftp_shared;

enum ftp_mark {
    FTP_MARK_SWEPT = 1,         /* leftovers of ours were looked for */
    FTP_MARK_LOCKS_CHECKED = 2, /* locks left behind were looked for */
    FTP_MARK_LOCKLESS = 4       /* the server makes no directories there: names can't be locked */
};

/* Whether the directory has that mark. */
bool ftp_place_has(struct ftp_shared *shared, const char *path, enum ftp_mark mark);
/* Gives it the mark. True where it had none, so that of several sessions one gets it; false also for want of
 * memory. */
bool ftp_place_mark(struct ftp_shared *shared, const char *path, enum ftp_mark mark);
/* Forgets them all. */
void ftp_places_done(struct ftp_shared *shared);

#endif
