/* SPDX-License-Identifier: Apache-2.0 */
/* A transfer, over a second login where the first one is of no more use to it. */
#include "ftp/session/renew.h"
#include "ftp/session/transfer.h"

static void forget_results(struct ftp_transfer *transfer)
{
    transfer->bytes = 0;
    transfer->reply = 0;
    transfer->began = transfer->completed = transfer->ended = transfer->unclosed = false;
    transfer->encrypted = transfer->too_early = transfer->may_be_early = false;
}

/* A server that insists on a reused TLS session takes none that is spent or forgotten. That of a new login it takes;
 * a second refusal has another reason. */
static bool is_ticket_spent(const struct ftp_session *session, const struct ftp_error *error)
{
    return error->fault == FTP_FAULT_DATA_SESSION_REUSE &&
           session->config->session_reuse != FTP_REUSE_OFF;
}

/* Where bytes went to or came from the caller, they can't be had again. */
bool ftp_transfer_run(
    struct ftp_session *session, struct ftp_transfer *transfer, struct ftp_error *error)
{
    if (ftp_transfer_once(session, transfer, &transfer->touched, error))
        return true;
    if (transfer->touched || !(transfer->too_early || is_ticket_spent(session, error)))
        return false;
    *error = (struct ftp_error){0};
    forget_results(transfer);
    return ftp_session_renew(session, error) &&
           ftp_transfer_once(session, transfer, &transfer->touched, error);
}
