/* SPDX-License-Identifier: Apache-2.0 */
/* What an execution has learned of the directories in which it made files. */
#ifndef HAWSER_FTP_ACTIONS_PLACE_H
#define HAWSER_FTP_ACTIONS_PLACE_H

#include <stdbool.h>

struct ftp_run;

struct ftp_place {
    struct ftp_place *next;
    bool swept;         /* leftovers of ours were looked for */
    bool locks_checked; /* locks left behind were looked for */
    bool lockless;      /* the server makes no directories there: names can't be locked */
    char path[];
};

/* That of the directory, which is new at its first use. NULL: no memory. */
struct ftp_place *ftp_place_of(struct ftp_run *run, const char *path);
/* Forgets them all. */
void ftp_places_done(struct ftp_run *run);

#endif
