/* SPDX-License-Identifier: Apache-2.0 */
/* The ways in which Create brings a document's bytes under its name. */
#ifndef HAWSER_FTP_ACTIONS_CREATE_H
#define HAWSER_FTP_ACTIONS_CREATE_H

#include "ftp/actions/target.h"
#include "ftp/actions/upload.h"

/* Each does all of it but the response, and sets target->name. */
bool ftp_create_by_temporary(
    struct ftp_upload *upload, struct ftp_target *target, struct ftp_error *error);
bool ftp_create_directly(
    struct ftp_upload *upload, struct ftp_target *target, struct ftp_error *error);
bool ftp_create_by_appending(
    struct ftp_upload *upload, struct ftp_target *target, struct ftp_error *error);

/* Where a text of the document is not blank, it overrides that of the operation. */
const char *ftp_create_staging(const struct ftp_run *run, const struct ftp_document *document);
const char *ftp_create_extension(const struct ftp_run *run, const struct ftp_document *document);

/* Notes in the journal where the bytes go. False: no memory. */
bool ftp_create_note(
    struct ftp_upload *upload, const struct ftp_target *target, struct ftp_error *error);

#endif
