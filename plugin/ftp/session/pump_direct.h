/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The bytes of a large transfer in clear between socket and descriptor, past this process: splice for what comes,
 * sendfile for what goes. Whatever does not work so goes through the buffer, from the very byte on.
 */
#ifndef HAWSER_FTP_SESSION_PUMP_DIRECT_H
#define HAWSER_FTP_SESSION_PUMP_DIRECT_H

#include "ftp/session/pump.h"

void ftp_pump_direct_init(struct ftp_pump_direct *direct);
void ftp_pump_direct_done(struct ftp_pump_direct *direct);

/* The next bytes that came, into the buffer or past it; as ftp_stream_read. */
enum ftp_io ftp_pump_receive(struct ftp_pump *pump, size_t *ret_length, struct ftp_error *error);
/* Hands them over. */
bool ftp_pump_deliver(struct ftp_pump *pump, size_t length, struct ftp_error *error);

/* The next bytes of the source, straight onto the wire. DONE with 0: it has to be the buffer. */
enum ftp_io ftp_pump_send_direct(
    struct ftp_pump *pump, size_t *ret_length, struct ftp_error *error);

#endif
