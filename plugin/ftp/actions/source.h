/* SPDX-License-Identifier: Apache-2.0 */
/* What becomes of a file on the server once its document is safe on this side. */
#ifndef HAWSER_FTP_ACTIONS_SOURCE_H
#define HAWSER_FTP_ACTIONS_SOURCE_H

#include "ftp/actions/receive.h"

/* True where the operation deletes or moves what it reads. */
bool ftp_source_goes(const struct ftp_operation *operation);

/*
 * The path to which Move After Reading brings the file, in `path`, once nothing stands there. The
 * session stands in the file's directory, and does so again.
 */
bool ftp_source_target(
    struct ftp_receiving *receiving, struct buffer *path, struct ftp_error *error);

/*
 * Deletes or moves the source of a prepared document, with its marker, and publishes. Where that is
 * refused it is an error or a warning, as failIfUnableToDelete says. Where its outcome is unknown
 * the document is published all the same: it may be the only copy.
 */
bool ftp_source_finish(struct ftp_receiving *receiving, struct ftp_error *error);

#endif
