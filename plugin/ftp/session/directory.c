/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE /* memrchr */
#include "ftp/session/directory.h"

#include "ftp/protocol/limits.h"
#include "ftp/protocol/path.h"
#include "ftp/session/refusal.h"

#include <stdio.h>
#include <string.h>

enum { GOODBYE_MS = 1000 };

static bool no_room(struct ftp_error *error)
{
    char what[64];
    snprintf(what, sizeof what, "the path is longer than %d bytes", FTP_PATH_MAX);
    return ftp_error_no_room(error, what);
}

bool ftp_directory_resolve(const struct ftp_session *session, const char *configured,
    struct buffer *path, struct ftp_error *error)
{
    const struct buffer *login = &session->login_directory;
    struct ftp_span top = {login->data, login->length};
    struct buffer joined;
    buffer_clear(path);
    buffer_init(&joined, FTP_PATH_MAX);
    bool done = ftp_path_join(top, ftp_span_of(configured), &joined) &&
                (joined.length == 0 ||
                    ftp_path_normalise((struct ftp_span){joined.data, joined.length}, path));
    buffer_done(&joined);
    return done || no_room(error);
}

bool ftp_directory_resolve_absolute(const struct ftp_session *session, const char *configured,
    const char *field, struct buffer *path, struct ftp_error *error)
{
    if (!ftp_directory_resolve(session, configured, path, error))
        return false;
    return *buffer_text(path) == '/' ||
           ftp_error_set(error, FTP_FAULT_BAD_NAME,
               "%s \"%s\" is not absolute, and the server does not tell where a login begins; it "
               "takes a path that begins with /",
               field, configured);
}

static bool is_there(const struct ftp_session *session, const char *path)
{
    const struct buffer *here =
        session->directory.length ? &session->directory : &session->login_directory;
    return strcmp(buffer_text(here), path) == 0 || (!*path && !session->directory.length);
}

bool ftp_directory_again(struct ftp_session *session, const char *path, struct ftp_error *error)
{
    const struct ftp_reply *reply;
    char what[512];
    if (!ftp_session_ask(session, "CWD", path, &reply, error))
        return false;
    if (reply->code >= 300) {
        snprintf(what, sizeof what, "entering the remote directory %s", path);
        return ftp_refusal(FTP_DOING_DIRECTORY, reply, what, error);
    }
    buffer_clear(&session->directory);
    if (buffer_add_text(&session->directory, path))
        return true;
    session->control.dead = true; /* nobody knows any more where it stands */
    return no_room(error);
}

/* Where the server does not tell its login directory, nothing but a new login leads back to it. */
static bool go_back(struct ftp_session *session, struct ftp_error *error)
{
    if (!session->directory.length)
        return true;
    ftp_session_quit(session, ftp_clock_after(GOODBYE_MS));
    return ftp_session_ensure(session, error);
}

bool ftp_directory_enter(struct ftp_session *session, const char *path, struct ftp_error *error)
{
    if (is_there(session, path))
        return true;
    if (*path != '/' && !session->login_directory.length && !go_back(session, error))
        return false;
    return is_there(session, path) || ftp_directory_again(session, path, error);
}

bool ftp_directory_make(
    struct ftp_session *session, const char *path, bool *ret_made, struct ftp_error *error)
{
    const struct ftp_reply *reply;
    char what[512];
    if (!ftp_session_ask(session, "MKD", path, &reply, error))
        return false;
    *ret_made = reply->code < 300;
    if (*ret_made)
        return true;
    snprintf(what, sizeof what, "making the directory %s", path);
    if (reply->code == 521) /* "exists": in no other command does it mean that */
        ftp_refusal_as(FTP_FAULT_UNAVAILABLE, reply, what, error);
    else
        ftp_refusal(FTP_DOING_COMMAND, reply, what, error);
    return reply->code != 421;
}

bool ftp_directory_remove(struct ftp_session *session, const char *path, struct ftp_error *error)
{
    const struct ftp_reply *reply;
    char what[512];
    if (!ftp_session_ask(session, "RMD", path, &reply, error))
        return false;
    snprintf(what, sizeof what, "removing the directory %s", path);
    return reply->code < 300 || ftp_refusal(FTP_DOING_DELETE, reply, what, error);
}

bool ftp_directory_split(const char *directory, const char *name, size_t length,
    struct buffer *ret_directory, struct buffer *ret_base, struct ftp_error *error)
{
    struct buffer whole;
    buffer_init(&whole, FTP_PATH_MAX);
    buffer_clear(ret_directory);
    buffer_clear(ret_base);
    bool done = ftp_path_join(ftp_span_of(directory), (struct ftp_span){name, length}, &whole);
    if (done) {
        const char *slash = memrchr(whole.data, '/', whole.length);
        size_t base = slash ? (size_t)(slash - whole.data) + 1 : 0;
        size_t parent = base > 1 ? base - 1 : base; /* "/" keeps its slash */
        done = buffer_add(ret_directory, whole.data, parent) &&
               buffer_add(ret_base, whole.data + base, whole.length - base);
    }
    buffer_done(&whole);
    if (!done)
        return no_room(error);
    if (strcmp(buffer_text(ret_base), ".") == 0 || strcmp(buffer_text(ret_base), "..") == 0)
        buffer_clear(ret_base);
    return true;
}

bool ftp_operand(const char *base, size_t length, struct buffer *operand)
{
    buffer_clear(operand);
    bool odd = length && (base[0] == '-' || base[0] == ' ' || base[0] == '~');
    return (!odd || buffer_add_text(operand, "./")) && buffer_add(operand, base, length);
}
