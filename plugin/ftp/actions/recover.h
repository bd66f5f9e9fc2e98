/* SPDX-License-Identifier: Apache-2.0 */
/* What to do with what an earlier execution left of a document, by its journal and by what is on
 * the server now. */
#ifndef HAWSER_FTP_ACTIONS_RECOVER_H
#define HAWSER_FTP_ACTIONS_RECOVER_H

#include "ftp/actions/target.h"
#include "ftp/actions/upload.h"

enum ftp_recovery {
    FTP_RECOVERY_NONE,     /* all begins anew; what was in the way was taken away */
    FTP_RECOVERY_TAKEN_UP, /* upload->path and where to go on are set */
    FTP_RECOVERY_DONE,     /* it was done; target->name is set */
    FTP_RECOVERY_FAILED
};

/* Each for one way to create. UNKNOWN is a failure, after which the next execution begins anew. */
enum ftp_recovery ftp_recover_temporary(
    struct ftp_upload *upload, struct ftp_target *target, struct ftp_error *error);
enum ftp_recovery ftp_recover_direct(
    struct ftp_upload *upload, struct ftp_target *target, struct ftp_error *error);
enum ftp_recovery ftp_recover_append(
    struct ftp_upload *upload, struct ftp_target *target, struct ftp_error *error);

#endif
