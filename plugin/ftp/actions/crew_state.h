/* SPDX-License-Identifier: Apache-2.0 */
/* What crew.c and crew_hand.c both see of a crew. */
#ifndef HAWSER_FTP_ACTIONS_CREW_STATE_H
#define HAWSER_FTP_ACTIONS_CREW_STATE_H

#include "ftp/actions/crew.h"
#include "ftp/actions/growth.h"
#include "ftp/actions/targets.h"

enum { FTP_CREW_GOODBYE_MS = 1000 };

struct ftp_worker {
    struct ftp_crew *crew;
    struct ftp_run *run; /* of the first worker, the caller's */
    struct ftp_run own;
    const struct ftp_session *preferred; /* that it had last, if that is still there */
    pthread_t thread;
    bool helps; /* it is not the first */
    bool joins; /* it is not logged in yet */
};

struct ftp_crew {
    const struct ftp_task *task;
    struct ftp_pool *pool;
    struct ftp_shared *shared;
    unsigned most;          /* workers; does not change */
    pthread_mutex_t taking; /* held while a piece is taken; before `mutex` */
    pthread_mutex_t mutex;  /* around what follows, and the pool */
    pthread_cond_t changed;
    struct ftp_targets targets;
    struct ftp_growth growth;
    struct ftp_worker workers[FTP_PARALLEL_MOST];
    unsigned most_threads; /* fewer than `most` once no more could be made */
    unsigned hired;        /* workers that there have been */
    unsigned at_work;      /* that there are */
    unsigned joining;      /* of them, that are not logged in yet */
    bool drained;          /* no piece is left */
    bool stopped;          /* by a failure */
    uint64_t taken, ended, in_hand, counted;
    bool failed;
    uint64_t failed_turn;
    struct ftp_error failure;
};

void ftp_crew_lock(struct ftp_crew *crew);
void ftp_crew_unlock(struct ftp_crew *crew);
/* Both with the lock. */
void ftp_crew_wait(struct ftp_crew *crew);
void ftp_crew_tell(struct ftp_crew *crew);

/* More workers, where they are wanted: one where those before have found their place, or all at once where the server
 * is far away. With the lock. */
void ftp_crew_hire(struct ftp_crew *crew);
/* The worker is in, or will not be. With the lock. */
void ftp_crew_joined(struct ftp_crew *crew, const struct ftp_run *run);

#endif
