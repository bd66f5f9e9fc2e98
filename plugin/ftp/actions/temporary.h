/* SPDX-License-Identifier: Apache-2.0 */
/* Names for what is not finished: unique, and visibly ours, so that a later run can tell its own
 * leftovers. */
#ifndef HAWSER_FTP_ACTIONS_TEMPORARY_H
#define HAWSER_FTP_ACTIONS_TEMPORARY_H

#include "common/buffer.h"

/* "NAME.hawser-0123456789ab" and the extension. A long name is cut, so that the whole fits where
 * names have 255 bytes. */
bool ftp_temporary_name(const char *name, const char *extension, struct buffer *temporary);

/* The same with a ? for each digit that is not chosen yet. */
bool ftp_temporary_pattern(const char *name, const char *extension, struct buffer *pattern);

/* Whether that is how a name with this extension was made. */
bool ftp_temporary_is_ours(const char *name, size_t length, const char *extension);

/* The same with whatever extension: a file that some execution has not finished, or put aside. */
bool ftp_temporary_is_unfinished(const char *name, size_t length);

/* "NAME.hawser-lock", cut likewise: two long names may share a lock, which does no harm. */
bool ftp_lock_name(const char *name, struct buffer *lock);
/* "LOCK.hawser-breaker", the lock for breaking a lock. */
bool ftp_breaker_name(const char *lock, struct buffer *breaker);

#endif
