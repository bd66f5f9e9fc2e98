/* SPDX-License-Identifier: Apache-2.0 */
/* Settings and properties, which are UTF-8 in JSON, as the server's bytes: the one place where
 * texts go from the one to the other. */
#ifndef HAWSER_FTP_CONFIG_ENCODE_H
#define HAWSER_FTP_CONFIG_ENCODE_H

#include "ftp/config/connection.h"
#include "ftp/config/input.h"
#include "ftp/config/operation.h"

/* Finds the encoding of this name (NULL or "": UTF-8) for config->encoding, and encodes the texts
 * that go to the server. */
bool ftp_encode_connection(
    const char *name, struct ftp_connection_config *config, struct ftp_error *error);
/* *text, which was allocated, as Remote Directory has it. */
bool ftp_encode_directory(const struct encoding *encoding, char **text, struct ftp_error *error);
bool ftp_encode_operation(
    const struct encoding *encoding, struct ftp_operation *operation, struct ftp_error *error);
/* fileNameBytes are the server's already. On failure nothing is kept. */
bool ftp_encode_properties(const struct encoding *encoding, struct ftp_input_properties *properties,
    struct ftp_error *error);

#endif
