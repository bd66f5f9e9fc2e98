/* SPDX-License-Identifier: Apache-2.0 */
/* What an earlier test learned of the server, as the field Server Profile holds it. */
#ifndef HAWSER_FTP_CONFIG_PROFILE_H
#define HAWSER_FTP_CONFIG_PROFILE_H

#include "ftp/protocol/feat.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

enum {
    FTP_PROFILE_FEATURES_MOST = 128,
    FTP_PROFILE_FEATURE_MAX = 512,
    FTP_PROFILE_DIGEST_SIZE = 65 /* SHA-256 in hexadecimal, and a NUL */
};

/* Nothing in it is a matter of trust: it spares questions, and the server's own answers count. */
struct ftp_profile {
    bool given;
    bool here; /* it is of the connection's host and port */
    char greeting[FTP_PROFILE_DIGEST_SIZE];
    struct ftp_features features;
    bool no_epsv, no_mlsd, no_size, no_mdtm; /* found not to work */
};

/* Reads the member serverProfile of a connection, if there is one. What is malformed in it counts
 * as not given. */
void ftp_profile_read(
    const json_t *connection, const char *host, uint16_t port, struct ftp_profile *ret_profile);

#endif
