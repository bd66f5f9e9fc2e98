/* SPDX-License-Identifier: Apache-2.0 */
/* A secret of the connection, for as long as it is used. */
#ifndef HAWSER_FTP_SESSION_SECRET_H
#define HAWSER_FTP_SESSION_SECRET_H

#include "common/encoding.h"
#include "ftp/protocol/fault.h"

#include <hawser/connector.h>

struct ftp_secret {
    char *text; /* ended by a NUL */
    size_t length;
    bool set; /* false: there is none, and the text is "" */
};

/* By its pointer into the connection; `label` is what a person calls it. Due to ftp_secret_done
 * where it returns true. */
bool ftp_secret_read(const hawser_call *call, const char *pointer, const char *label,
    struct ftp_secret *ret_secret, struct ftp_error *error);
/* What is to be sent, in the encoding of the names. */
bool ftp_secret_encode(struct ftp_secret *secret, const struct encoding *encoding,
    const char *label, struct ftp_error *error);
void ftp_secret_done(struct ftp_secret *secret); /* wipes */

#endif
