/* SPDX-License-Identifier: Apache-2.0 */
/* A transfer, over a second login where the first one is of no more use to it. */
#include "ftp/protocol/limits.h"
#include "ftp/session/directory.h"
#include "ftp/session/transfer.h"

enum { GOODBYE_MS = 1000 };

static bool stand_again(
    struct ftp_session *session, const char *directory, enum ftp_type type, struct ftp_error *error)
{
    return ftp_session_ensure(session, error) &&
           (!*directory || ftp_directory_enter(session, directory, error)) &&
           (type == FTP_TYPE_UNSET || ftp_session_type(session, type, error));
}

/* Leaves the session, logs in anew, and stands where the old one stood, with its type. */
static bool log_in_anew(struct ftp_session *session, struct ftp_error *error)
{
    struct buffer directory;
    enum ftp_type type = session->type;
    buffer_init(&directory, FTP_PATH_MAX);
    bool done = buffer_add(&directory, buffer_text(&session->directory), session->directory.length);
    if (!done)
        ftp_error_set(error, FTP_FAULT_MEMORY, "no memory for a path");
    ftp_session_quit(session, ftp_clock_after(GOODBYE_MS));
    done = done && stand_again(session, buffer_text(&directory), type, error);
    buffer_done(&directory);
    return done;
}

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
    bool touched = false;
    if (ftp_transfer_once(session, transfer, &touched, error))
        return true;
    if (touched || !(transfer->too_early || is_ticket_spent(session, error)))
        return false;
    *error = (struct ftp_error){0};
    forget_results(transfer);
    return log_in_anew(session, error) && ftp_transfer_once(session, transfer, &touched, error);
}
