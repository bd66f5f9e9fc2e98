/* SPDX-License-Identifier: Apache-2.0 */
/* What a name in the present directory is, and what is known of it. */
#ifndef HAWSER_FTP_SESSION_LOOKUP_H
#define HAWSER_FTP_SESSION_LOOKUP_H

#include "ftp/protocol/time.h"
#include "ftp/session/session.h"

enum ftp_presence {
    FTP_ABSENT,
    FTP_PRESENT_FILE,
    FTP_PRESENT_DIRECTORY,
    FTP_PRESENT_OTHER,
    FTP_UNTOLD /* ftp_lookup_quick only */
};

struct ftp_found {
    enum ftp_presence presence;
    bool size_known; /* of files only: a link's would be its own */
    uint64_t size;
    struct ftp_time modified; /* unknown where only SIZE was asked */
};

/*
 * Looks `base` up in `directory`, where the session stands. By MLST or SIZE where they answer; a
 * 550 of theirs may as well mean denied, so the directory's listing decides, unless the 550 says in
 * words that there is no such file. With `proof` not even they are believed.
 */
bool ftp_lookup(struct ftp_session *session, const char *directory, const char *base, bool proof,
    struct ftp_found *ret_found, struct ftp_error *error);

/* By MLST or SIZE alone. */
bool ftp_lookup_quick(struct ftp_session *session, const char *base, struct ftp_found *ret_found,
    struct ftp_error *error);

/*
 * Tells a refusal about one file apart: NOT_FOUND, IS_DIRECTORY, or DENIED in the place of
 * UNAVAILABLE, by looking. An error of any other kind, and one that looking does not explain, stays
 * as it is. Always returns false.
 */
bool ftp_lookup_explain(
    struct ftp_session *session, const char *directory, const char *base, struct ftp_error *error);
/* The same for DELE: what is there and may not be touched was refused to be deleted. */
bool ftp_lookup_explain_delete(
    struct ftp_session *session, const char *directory, const char *base, struct ftp_error *error);

#endif
