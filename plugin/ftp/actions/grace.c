/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/actions/grace.h"

#include "ftp/session/directory.h"

enum { GRACE_MS = 5000, GRACE_CANCELLED_MS = 450 };

void ftp_grace_begin(struct ftp_run *run, const struct ftp_error *error, struct ftp_grace *grace)
{
    struct ftp_session *session = run->session;
    bool hurry = error->fault == FTP_FAULT_CANCELLED || error->fault == FTP_FAULT_DEADLINE;
    uint32_t most = hurry ? GRACE_CANCELLED_MS : GRACE_MS;
    *grace = (struct ftp_grace){session->limits, session->control.read_timeout_ms};
    session->limits = (struct ftp_limits){.cancel_fd = -1, .deadline_ns = ftp_clock_after(most)};
    session->control.read_timeout_ms = most;
}

void ftp_grace_end(struct ftp_run *run, const struct ftp_grace *grace)
{
    run->session->limits = grace->limits;
    run->session->control.read_timeout_ms = grace->read_timeout_ms;
}

bool ftp_grace_return(struct ftp_run *run, const struct ftp_document *document)
{
    struct ftp_error ignored = {0};
    return ftp_session_ensure(run->session, &ignored) &&
           ftp_directory_enter(run->session, buffer_text(&document->directory), &ignored);
}
