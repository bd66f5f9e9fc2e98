/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Work that comes in pieces, done by as many sessions at once as are allowed and pay. The calling thread works with the
 * first, and each further one has a thread of its own, which ends before ftp_crew_run returns.
 *
 * Pieces are taken one at a time, in their order, and only by who has nothing in hand. After a failure none is begun.
 */
#ifndef HAWSER_FTP_ACTIONS_CREW_H
#define HAWSER_FTP_ACTIONS_CREW_H

#include "ftp/actions/run.h"

enum ftp_taken { FTP_TAKEN, FTP_NONE_LEFT, FTP_TAKING_FAILED };

#define FTP_CREW_NO_LIMIT UINT64_MAX

struct ftp_task {
    void *user;
    size_t size;           /* of a piece; memory for it is given, not cleared */
    bool ordered;          /* each piece waits in ftp_crew_turn until those before it have ended */
    uint64_t most;         /* pieces that count (hand.counted); FTP_CREW_NO_LIMIT */
    uint64_t known, bytes; /* pieces that are sure to come, and what they move; 0: nobody can say */

    /* The next piece. One call at a time. May set run->hand.name: nobody is given the session for a piece while
     * somebody else works on one with that name that was taken before. */
    enum ftp_taken (*take)(void *user, struct ftp_run *run, void *piece, struct ftp_error *error);
    /* Does it, with run->session, which may not be logged in: see ftp_crew_ensure. False: nothing further is
     * begun; error is set where that is one of the execution. */
    bool (*act)(void *user, struct ftp_run *run, void *piece, struct ftp_error *error);
    /* The piece is not begun, since a failure came before. */
    void (*skip)(void *user, struct ftp_run *run, void *piece);
};

/* How many sessions an execution may use. */
unsigned ftp_crew_most(const struct ftp_run *run);

/*
 * Does all pieces, with at most `most` sessions. False: error is that of the first piece, in their order, that has
 * set one.
 */
bool ftp_crew_run(
    struct ftp_run *run, const struct ftp_task *task, unsigned most, struct ftp_error *error);

/* --- For who has a piece in hand -------------------------------------------------------------- */

/*
 * As ftp_session_ensure. A session that the server does not let in again leaves the crew, where there are others:
 * then run->session is another, for which it may have waited.
 */
bool ftp_crew_ensure(struct ftp_run *run, struct ftp_error *error);
/* Leaves the session, which the server wants no more of, for another one of the crew. False: there is none. */
bool ftp_crew_move(struct ftp_run *run);

/* Where a session stands before a piece. */
struct ftp_crew_mark {
    const struct ftp_session *session;
    uint64_t logins, replies;
};
void ftp_crew_mark(const struct ftp_run *run, struct ftp_crew_mark *ret_mark);
/*
 * True where nothing was done since then, because the session turned out to be gone, or one more than the server
 * wants: the piece may be begun again, after ftp_crew_ensure. `error` is cleared then.
 */
bool ftp_crew_recover(
    struct ftp_run *run, const struct ftp_crew_mark *mark, struct ftp_error *error);

/* Returns once all pieces that were taken before have ended, if the task is ordered. */
void ftp_crew_turn(struct ftp_run *run);

/* Waits until nobody else has the name, and has it then until the piece ends. False: no memory. */
bool ftp_crew_hold(struct ftp_run *run, const char *name, size_t length);
/* Has it, if nobody else does. */
bool ftp_crew_try(struct ftp_run *run, const char *name, size_t length);
void ftp_crew_drop(struct ftp_run *run, const char *name, size_t length);

#endif
