/* SPDX-License-Identifier: Apache-2.0 */
/* What a server offers, asked once after the login: FEAT, OPTS, PWD. */
#include "ftp/protocol/path.h"
#include "ftp/session/profile.h"
#include "ftp/session/refusal.h"
#include "ftp/session/session.h"

/* The lines stay for a Server Profile; where they are too many they are left out. */
static void keep_features(struct ftp_session *session, const struct ftp_reply *reply)
{
    struct ftp_span line;
    ftp_feat_parse(reply, &session->features);
    buffer_clear(&session->feature_lines);
    for (size_t i = 1; i + 1 < reply->line_count && ftp_reply_line(reply, i, &line); i++) {
        line = ftp_span_trim(line);
        if (!buffer_add(&session->feature_lines, line.data, line.length) ||
            !buffer_add(&session->feature_lines, "\n", 1))
            return;
    }
}

/* RFC 2389. A server without FEAT is no worse for it: what it can do shows when it is asked. */
bool ftp_session_learn(struct ftp_session *session, struct ftp_error *error)
{
    const struct ftp_reply *reply;
    session->profiled = false;
    if (!ftp_session_ask(session, "FEAT", NULL, &reply, error))
        return false;
    if (reply->code == 421)
        return ftp_refusal(FTP_DOING_COMMAND, reply, "asking for features", error);
    if (reply->code >= 200 && reply->code < 300)
        keep_features(session, reply);
    else
        session->features = (struct ftp_features){0};
    return true;
}

/* RFC 2640 has no need of it, several servers do. Whatever they reply, names stay UTF-8 here. */
static bool ask_utf8(struct ftp_session *session, struct ftp_error *error)
{
    const struct ftp_reply *reply;
    if (!session->features.utf8)
        return true;
    return ftp_session_ask(session, "OPTS", "UTF8 ON", &reply, error);
}

/* Where relative names begin. A server that does not tell is asked nothing more: paths stay
 * relative. */
static bool ask_directory(struct ftp_session *session, struct ftp_error *error)
{
    const struct ftp_reply *reply;
    if (!ftp_session_ask(session, "PWD", NULL, &reply, error))
        return false;
    if (reply->code == 421)
        return ftp_refusal(FTP_DOING_COMMAND, reply, "asking for the directory", error);
    if (reply->code == 257) {
        buffer_clear(&session->login_directory);
        ftp_pwd_parse(ftp_reply_last_line(reply), &session->login_directory);
    }
    return true;
}

bool ftp_session_discover(struct ftp_session *session, struct ftp_error *error)
{
    bool known = ftp_profile_apply(session) || ftp_session_learn(session, error);
    if (known && ask_utf8(session, error) && ask_directory(session, error))
        return true;
    session->control.dead = true;
    return false;
}
