/* SPDX-License-Identifier: Apache-2.0 */
/* Server paths: bytes with '/' between names. Lengths travel with them; NUL and the other controls
 * are the command builder's to refuse, save in ftp_pwd_parse. */
#ifndef HAWSER_FTP_PROTOCOL_PATH_H
#define HAWSER_FTP_PROTOCOL_PATH_H

#include <stdbool.h>
#include <stddef.h>

#include "common/buffer.h"
#include "ftp/protocol/span.h"

/* The path of a 257 text: between double quotes, "" being one quote; rubbish before and after is
 * dropped. A text without any quote counts where it is one word or begins with '/'. Refused: an
 * unclosed quote, controls, more than FTP_PATH_MAX. An empty path is a path. `out` gets it added.
 */
bool ftp_pwd_parse(struct ftp_span text, struct buffer *out);

/* Adds directory + '/' + name to `out`; an absolute name replaces the directory, an empty one is
 * the directory itself. False past FTP_PATH_MAX or the buffer's limit. */
bool ftp_path_join(struct ftp_span directory, struct ftp_span name, struct buffer *out);
bool ftp_path_is_absolute(struct ftp_span path);
/* Adds the path with "//" and "/./" collapsed and the trailing '/' gone. ".." stays: on a server
 * with links, a/../b need not be b. "./" at the front goes, "." alone stays. */
bool ftp_path_normalise(struct ftp_span path, struct buffer *out);

#endif
