/* SPDX-License-Identifier: Apache-2.0 */
/* Names for files that are not finished: unique, and visibly ours, so that a later run can tell its
 * own leftovers. */
#ifndef HAWSER_FTP_ACTIONS_TEMPORARY_H
#define HAWSER_FTP_ACTIONS_TEMPORARY_H

#include "common/buffer.h"

/* "NAME.hawser-0123456789ab" and the extension. A long name is cut, so that the whole fits where
 * names have 255 bytes. */
bool ftp_temporary_name(const char *name, const char *extension, struct buffer *temporary);

#endif
