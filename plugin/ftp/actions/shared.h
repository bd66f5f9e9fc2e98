/* SPDX-License-Identifier: Apache-2.0 */
/* What all sessions of an execution have in common. */
#ifndef HAWSER_FTP_ACTIONS_SHARED_H
#define HAWSER_FTP_ACTIONS_SHARED_H

#include "ftp/session/transcript.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

struct ftp_place;

struct ftp_shared {
    pthread_mutex_t mutex;            /* around what follows, as far as several sessions use it */
    struct ftp_place *places;         /* see place.h */
    bool journal_missed;              /* and it was said */
    uint64_t told_at;                 /* progress of a query, which has many files under way */
    struct ftp_transcript transcript; /* of the session whose failure ended the execution */
    bool transcribed;                 /* it is known */
    void *rehearsed;                  /* see rehearsed.h; a dry run has one session */
};

void ftp_shared_init(struct ftp_shared *shared);
void ftp_shared_done(struct ftp_shared *shared);

#endif
