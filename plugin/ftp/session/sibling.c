/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/session/sibling.h"

#include "ftp/protocol/limits.h"
#include "ftp/protocol/path.h"
#include "ftp/session/refusal.h"
#include "ftp/session/session.h"

#include <string.h>

void ftp_sibling_done(struct ftp_sibling *sibling)
{
    buffer_done(&sibling->directory);
    *sibling = (struct ftp_sibling){0};
}

static bool copy(struct ftp_sibling *sibling, const struct ftp_sibling *from, const char *directory)
{
    ftp_sibling_done(sibling);
    *sibling = *from;
    buffer_init(&sibling->directory, FTP_PATH_MAX);
    sibling->known = buffer_add_text(&sibling->directory, directory);
    return sibling->known;
}

/* A path that is none of ours was found out by more questions (F4), which the next session has to ask as well. */
void ftp_sibling_note(struct ftp_sibling *sibling, const struct ftp_session *session)
{
    struct ftp_sibling seen = {.features = session->features, .refused = session->refused};
    if (!session->logged_in || session->profiled || session->told_more || !*session->greeting ||
        !session->login_directory.length || !session->early.proven || session->early.failures)
        return;
    memcpy(seen.greeting, session->greeting, sizeof seen.greeting);
    /* a listing did without; what follows will not */
    seen.type = session->type == FTP_TYPE_ASCII ? FTP_TYPE_ASCII : FTP_TYPE_IMAGE;
    copy(sibling, &seen, buffer_text(&session->directory));
}

void ftp_sibling_tell(const struct ftp_sibling *sibling, struct ftp_session *session)
{
    if (sibling->known)
        copy(&session->sibling, sibling, buffer_text(&sibling->directory));
}

bool ftp_sibling_helps(const struct ftp_session *session)
{
    return session->sibling.known && strcmp(session->sibling.greeting, session->greeting) == 0;
}

/* What is asked, in this order. */
enum question { OPTIONS, PATH, DIRECTORY, TYPE, QUESTION_COUNT };

struct asking {
    struct ftp_session *session;
    bool asked[QUESTION_COUNT];
};

static bool queue(struct asking *asking, enum question question, const char *verb,
    const char *argument, struct ftp_error *error)
{
    size_t length = argument ? strlen(argument) : 0;
    asking->asked[question] = true;
    return ftp_control_queue(&asking->session->control, verb, argument, length, error);
}

static bool send_all(struct asking *asking, struct ftp_error *error)
{
    struct ftp_session *session = asking->session;
    const struct ftp_sibling *sibling = &session->sibling;
    bool utf8 = session->features.utf8 && !*session->config->encoding.name;
    if (utf8 && !queue(asking, OPTIONS, "OPTS", "UTF8 ON", error))
        return false;
    if (!queue(asking, PATH, "PWD", NULL, error))
        return false;
    if (sibling->directory.length &&
        !queue(asking, DIRECTORY, "CWD", sibling->directory.data, error))
        return false;
    if (!queue(asking, TYPE, "TYPE", sibling->type == FTP_TYPE_ASCII ? "A" : "I", error))
        return false;
    return ftp_control_flush(&session->control, error);
}

/* A refusal is not the end: what is not so yet is asked for again, by whom it concerns. */
static bool take_answer(
    struct ftp_session *session, enum question question, const struct ftp_reply *reply)
{
    if (question == PATH && reply->code == 257)
        ftp_pwd_parse(ftp_reply_last_line(reply), &session->login_directory);
    if (question == DIRECTORY && reply->code < 300)
        return buffer_add_text(&session->directory, session->sibling.directory.data);
    if (question == TYPE && reply->code < 300)
        session->type = (enum ftp_type)session->sibling.type;
    return true;
}

static bool read_all(const struct asking *asking, struct ftp_error *error)
{
    struct ftp_session *session = asking->session;
    uint64_t until = ftp_clock_after(session->config->read_timeout_ms);
    const struct ftp_reply *reply;
    for (enum question question = 0; question < QUESTION_COUNT; question++) {
        if (!asking->asked[question])
            continue;
        if (!ftp_control_reply(&session->control, until, &reply, error))
            return false;
        if (reply->code == 421)
            return ftp_refusal(FTP_DOING_COMMAND, reply, "taking up another session", error);
        if (reply->code < 200 || !take_answer(session, question, reply))
            return ftp_error_set(error, FTP_FAULT_PROTOCOL,
                "the server said %d where another session of it began", reply->code);
    }
    return *buffer_text(&session->login_directory) == '/' ||
           ftp_error_set(error, FTP_FAULT_PROTOCOL,
               "the server does not say where another session begins, as it did for the first");
}

bool ftp_sibling_discover(struct ftp_session *session, struct ftp_error *error)
{
    struct asking asking = {.session = session};
    session->sibling.known = false; /* a login that follows on this one asks in turn */
    session->features = session->sibling.features;
    session->refused = session->sibling.refused;
    if (session->features.estp)
        ftp_control_without_telnet(&session->control);
    bool done = send_all(&asking, error) && read_all(&asking, error);
    session->early.proven = done && !session->refused.epsv;
    session->control.dead = session->control.dead || !done;
    return done;
}
