/* SPDX-License-Identifier: Apache-2.0 */
/* The sessions of one connection: one, and while an execution has use for them, more. */
#ifndef HAWSER_FTP_SESSION_POOL_H
#define HAWSER_FTP_SESSION_POOL_H

#include "ftp/session/session.h"

/*
 * Where several threads use a pool, one lock of theirs stands around each of these functions. A session that was taken
 * is the taker's alone until it is given back.
 */
struct ftp_pool {
    const struct ftp_connection_config *config;
    const hawser_call *call; /* of the present call */
    struct ftp_session *sessions[FTP_PARALLEL_MOST];
    bool taken[FTP_PARALLEL_MOST];
    unsigned count;               /* one at least */
    unsigned most;                /* that the server bears, as far as it has shown */
    uint64_t login_ns;            /* what the last login took; 0: there was none */
    struct ftp_sibling sibling;   /* what a new session is told of those before it */
    struct ftp_clock_facts clock; /* what a new session need not find out; its zone is not used */
};

/* Makes the first session; connects nowhere. False: no memory. */
bool ftp_pool_init(struct ftp_pool *pool, const struct ftp_connection_config *config);
void ftp_pool_attach(struct ftp_pool *pool, const hawser_call *call);

/* A session that nobody has, `preferred` if that is one. NULL: there is none. */
struct ftp_session *ftp_pool_take(struct ftp_pool *pool, const struct ftp_session *preferred);
/* One more, taken. NULL: that would be more than `most`, or there is no memory for it. */
struct ftp_session *ftp_pool_add(struct ftp_pool *pool);
void ftp_pool_give_back(struct ftp_pool *pool, const struct ftp_session *session);

/* Takes a session out of the pool for good, but not the last one: then false. The caller ends it, see
 * ftp_pool_free. */
bool ftp_pool_remove(struct ftp_pool *pool, const struct ftp_session *session);
/* The same for the newest that nobody has. NULL: there is none, or it is the last one. */
struct ftp_session *ftp_pool_spare(struct ftp_pool *pool);
/* Ends one that is in no pool (any more), with QUIT where it is healthy, until `until`. */
void ftp_pool_free(struct ftp_session *session, uint64_t until);

/* The server refused one more than there are: from now on there are no more. */
void ftp_pool_limit(struct ftp_pool *pool);

/* Ends them all. */
void ftp_pool_done(struct ftp_pool *pool, uint64_t until);

#endif
