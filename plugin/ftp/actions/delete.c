/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/actions/run.h"
#include "ftp/protocol/limits.h"
#include "ftp/session/directory.h"
#include "ftp/session/file.h"
#include "ftp/session/lookup.h"

/* After a reply to DELE that was lost. A file that is there may be a new one of the same name. */
static bool is_gone(
    struct ftp_run *run, const struct ftp_document *document, const struct ftp_error *error)
{
    struct ftp_error ignored = {0};
    struct ftp_found found;
    return error->fault == FTP_FAULT_DELETE_UNKNOWN && ftp_document_return(run, document) &&
           ftp_lookup(run->session, buffer_text(&document->directory), document->base.data, true,
               &found, &ignored) &&
           found.presence == FTP_ABSENT;
}

bool ftp_delete(struct ftp_run *run, struct ftp_document *document, struct ftp_error *error)
{
    struct buffer operand;
    if (!ftp_document_enter(run, document, true, error))
        return false;
    buffer_init(&operand, FTP_PATH_MAX);
    bool done = ftp_operand(document->base.data, document->base.length, &operand);
    if (!done)
        ftp_error_no_room(error, "the name is too long");
    else if (!ftp_file_delete(run->session, operand.data, error) && !is_gone(run, document, error))
        done = ftp_lookup_explain_delete(
            run->session, buffer_text(&document->directory), document->base.data, error);
    document->receipt.deleted = done;
    buffer_done(&operand);
    return done;
}
