/* SPDX-License-Identifier: Apache-2.0 */
/* A transfer, over a second login where the first one's TLS session is of no more use. */
#include "ftp/session/renew.h"
#include "ftp/session/transfer.h"

static void forget_results(struct ftp_transfer *transfer)
{
    transfer->bytes = 0;
    transfer->reply = 0;
    transfer->began = transfer->completed = transfer->ended = transfer->unclosed = false;
    transfer->encrypted = false;
}

/*
 * A server that insists on a reused TLS session takes none that is spent or forgotten. The session
 * of a new login it takes, so there is one; a second refusal has another reason. Bytes that went
 * to or came from the caller can't be had again.
 */
bool ftp_transfer_run(
    struct ftp_session *session, struct ftp_transfer *transfer, struct ftp_error *error)
{
    bool touched = false;
    if (ftp_transfer_once(session, transfer, &touched, error))
        return true;
    if (error->fault != FTP_FAULT_DATA_SESSION_REUSE || touched ||
        session->config->session_reuse == FTP_REUSE_OFF)
        return false;
    *error = (struct ftp_error){0};
    forget_results(transfer);
    return ftp_session_renew(session, error) &&
           ftp_transfer_once(session, transfer, &touched, error);
}
