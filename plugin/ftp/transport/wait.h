/* SPDX-License-Identifier: Apache-2.0 */
/* Waiting for descriptors with a timeout, and with the call's cancellation and deadline always in
 * the set. */
#ifndef HAWSER_FTP_TRANSPORT_WAIT_H
#define HAWSER_FTP_TRANSPORT_WAIT_H

#include "ftp/protocol/fault.h"

#include <poll.h>
#include <stdint.h>

/* What may end every wait of a call. */
struct ftp_limits {
    int cancel_fd;        /* -1: none */
    uint64_t deadline_ns; /* CLOCK_MONOTONIC; 0: none */
};

uint64_t ftp_clock_ns(void); /* CLOCK_MONOTONIC */

/* The moment `timeout_ms` from now; 0 ms is for ever, which is 0. */
uint64_t ftp_clock_after(uint32_t timeout_ms);
/* The sooner of two moments of which 0 is never. */
uint64_t ftp_clock_sooner(uint64_t a, uint64_t b);

enum ftp_wait {
    FTP_WAIT_READY,
    FTP_WAIT_TIMEOUT, /* `until` passed */
    FTP_WAIT_ENDED    /* cancelled or past the call's deadline (or poll failed): error is set */
};

enum { FTP_WAIT_MOST = 16 };

/*
 * Polls `polls` (at most FTP_WAIT_MOST; negative descriptors are passed over) until one has an
 * event, `until` passes (monotonic ns; 0: no such limit) or the call is over. With `count` 0 it
 * sleeps. revents are set.
 */
enum ftp_wait ftp_wait(const struct ftp_limits *limits, struct pollfd *polls, nfds_t count,
    uint64_t until, struct ftp_error *error);

/* False, with error set, where the call is cancelled or past its deadline. Does not wait. */
bool ftp_limits_check(const struct ftp_limits *limits, struct ftp_error *error);

/* The same for what is done thousands of times a second: the descriptor is asked again only some
 * time after `*looked` (monotonic ns; 0: never), which is then set anew. */
bool ftp_limits_glance(const struct ftp_limits *limits, uint64_t *looked, struct ftp_error *error);

#endif
