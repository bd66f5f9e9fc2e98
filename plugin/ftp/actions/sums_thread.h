/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Checksums that a thread of their own computes, while the one that has the bytes goes on with the network. Bytes are
 * copied into a ring; where it is full, who adds waits. It pays where a processor is free, and costs time where it has to
 * be waited for, which the thread finds out.
 */
#ifndef HAWSER_FTP_ACTIONS_SUMS_THREAD_H
#define HAWSER_FTP_ACTIONS_SUMS_THREAD_H

#include "ftp/session/digest.h"

struct ftp_sums_thread;

/* From now on only the thread touches the two digests, but between ftp_sums_thread_settle and the next addition. NULL: this
 * process has one processor only, or no memory or thread is left. */
struct ftp_sums_thread *ftp_sums_thread_new(struct ftp_digest *one, struct ftp_digest *other);
/* False: nothing was added, since the thread waits for a processor too often to be worth it. */
bool ftp_sums_thread_add(struct ftp_sums_thread *thread, const char *bytes, size_t length);
/* Returns when the digests are of all bytes that were added. */
void ftp_sums_thread_settle(struct ftp_sums_thread *thread);
/* Bytes that no digest has yet are dropped. NULL is fine. */
void ftp_sums_thread_free(struct ftp_sums_thread *thread);

#endif
