/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How many sessions are worth their while. Each one more costs a login, so that it has to be earned first by work of
 * that length; and what it brought is measured before the next is opened. Where jobs do little but wait for a server
 * that is far away, sessions wait at the same time: then all that are allowed come at once. No clock and no thread in here.
 */
#ifndef HAWSER_FTP_ACTIONS_GROWTH_H
#define HAWSER_FTP_ACTIONS_GROWTH_H

#include <stdbool.h>
#include <stdint.h>

enum { FTP_GROWTH_AUTO_MOST = 4 };

struct ftp_growth {
    unsigned most;          /* sessions, at the most */
    bool measures;          /* else as many as documents come for */
    bool at_once;           /* a session more need not wait for the login of the one before */
    bool settled;           /* more did not pay */
    unsigned wanted;        /* sessions, at present */
    uint64_t login_ns;      /* what a login takes; 0: not known */
    uint64_t round_trip_ns; /* what the quickest reply took; 0: not known */
    uint64_t since;         /* when the present number began its work; 0: it has not */
    uint64_t jobs, units, busy_ns; /* done since then */
    double before;                 /* units a second with one session less */
};

/* `most` from 1 up. */
void ftp_growth_init(struct ftp_growth *growth, unsigned most, bool measures);
void ftp_growth_login(struct ftp_growth *growth, uint64_t took_ns);
/* How far away the server is. */
void ftp_growth_distance(struct ftp_growth *growth, uint64_t round_trip_ns);
/* So many jobs wait, and what they move together. Updates `wanted`. */
void ftp_growth_known(struct ftp_growth *growth, uint64_t jobs, uint64_t bytes);

/* One job is done, at `now`, that took `took_ns` and moved `bytes`, with `sessions` at work. Updates `wanted`. */
void ftp_growth_done(
    struct ftp_growth *growth, unsigned sessions, uint64_t now, uint64_t took_ns, uint64_t bytes);

#endif
