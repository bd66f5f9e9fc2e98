/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/session/renew.h"

#include "ftp/protocol/limits.h"
#include "ftp/session/directory.h"

enum { GOODBYE_MS = 1000 };

static bool stand_again(
    struct ftp_session *session, const char *directory, enum ftp_type type, struct ftp_error *error)
{
    return ftp_session_ensure(session, error) &&
           (!*directory || ftp_directory_enter(session, directory, error)) &&
           (type == FTP_TYPE_UNSET || ftp_session_type(session, type, error));
}

bool ftp_session_renew(struct ftp_session *session, struct ftp_error *error)
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
