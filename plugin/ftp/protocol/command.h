/* SPDX-License-Identifier: Apache-2.0 */
/* The one place where a command line is made. */
#ifndef HAWSER_FTP_PROTOCOL_COMMAND_H
#define HAWSER_FTP_PROTOCOL_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

#include "common/buffer.h"

/* Adds "VERB argument\r\n" to `out`; argument NULL means "VERB\r\n". The verb may hold words
 * ("SITE NAMEFMT"). CR, LF and NUL anywhere, an empty verb and a line past FTP_COMMAND_MAX are
 * refused: then nothing is added and *ret_reason is a static text (NULL: no memory). A byte FF of the argument goes
 * out doubled, as telnet wants it. RFC 2640 would send a CR of a path as CR NUL; we refuse it. */
bool ftp_command_build(struct buffer *out, const char *verb, const void *argument,
    size_t argument_length, const char **ret_reason);
/* The same for a server that knows no telnet: FF goes out once. */
bool ftp_command_build_raw(struct buffer *out, const char *verb, const void *argument,
    size_t argument_length, const char **ret_reason);

/* "NOOP" with a telnet sequence in it (IAC DONT ECHO): whoever does not know that verb knows no
 * telnet. */
#define FTP_TELNET_PROBE "NO\xff\xfe\x01OP\r\n"

/* Adds what a log may show of a command line, its line end dropped: the arguments of PASS, ACCT and
 * USER become "***", control characters "\xNN". */
bool ftp_command_redacted(struct buffer *out, const char *line, size_t length);

#endif
