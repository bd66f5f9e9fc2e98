/* SPDX-License-Identifier: Apache-2.0 */
/* What the documents of a dry run would have changed so far, which no look at the server shows. */
#ifndef HAWSER_FTP_ACTIONS_REHEARSED_H
#define HAWSER_FTP_ACTIONS_REHEARSED_H

#include <stdbool.h>

struct ftp_run;
struct ftp_shared;
struct ftp_error;

enum ftp_rehearsed {
    FTP_REHEARSED_NOTHING, /* the server shows how it is */
    FTP_REHEARSED_MADE,
    FTP_REHEARSED_GONE
};

/* By absolute path. */
enum ftp_rehearsed ftp_rehearsed_at(const struct ftp_run *run, const char *path);
bool ftp_rehearsed_note(
    struct ftp_run *run, const char *path, enum ftp_rehearsed what, struct ftp_error *error);
void ftp_rehearsed_done(struct ftp_shared *shared);

#endif
