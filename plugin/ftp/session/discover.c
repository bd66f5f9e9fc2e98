/* SPDX-License-Identifier: Apache-2.0 */
/* What a server offers, asked once after the login: FEAT, OPTS, PWD. */
#include "ftp/protocol/limits.h"
#include "ftp/protocol/path.h"
#include "ftp/session/profile.h"
#include "ftp/session/refusal.h"
#include "ftp/session/session.h"

#include <string.h>

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

/* A server with ESTP knows no telnet, and gives no reply at all to a line with a telnet sequence in it. */
static void note_telnet(struct ftp_session *session)
{
    if (session->features.estp)
        ftp_control_without_telnet(&session->control);
}

/* RFC 2640 has no need of it, several servers do. Whatever they reply, names stay UTF-8 here. Not
 * where the names are in another encoding: a server that converts would then convert them. */
static bool ask_utf8(struct ftp_session *session, struct ftp_error *error)
{
    const struct ftp_reply *reply;
    if (!session->features.utf8 || *session->config->encoding.name)
        return true;
    return ftp_session_ask(session, "OPTS", "UTF8 ON", &reply, error);
}

/* RFC 3659, 7.9: the reply names the facts that are on now. */
static void take_facts(struct ftp_session *session, const struct ftp_reply *reply)
{
    unsigned enabled, starred;
    struct ftp_span text = ftp_span_of(ftp_reply_final_text(reply));
    struct ftp_span word;
    if (reply->code != 200 || !ftp_span_take_word(&text, &word) ||
        !ftp_span_is_nocase(word, "MLST") || !ftp_span_take_word(&text, &word) ||
        !ftp_span_is_nocase(word, "OPTS"))
        return;
    ftp_mlst_facts_parse(text, &enabled, &starred);
    session->features.facts_enabled = enabled;
}

/* A server may offer a fact and leave it off until it is asked for. Without the type of an entry MLSD says less than LIST. */
static bool ask_facts(struct ftp_session *session, struct ftp_error *error)
{
    enum { WANTED = FTP_FACT_TYPE | FTP_FACT_SIZE | FTP_FACT_MODIFY };
    const struct ftp_reply *reply;
    struct ftp_features *features = &session->features;
    struct buffer options;
    if (!features->mlst)
        return true;
    buffer_init(&options, FTP_COMMAND_MAX);
    bool done = true;
    if (ftp_mlst_options(features, WANTED, &options)) {
        session->told_more = true;
        done = ftp_session_ask(session, "OPTS", buffer_text(&options), &reply, error);
        if (done && reply->code == 421)
            done = ftp_refusal(FTP_DOING_COMMAND, reply, "asking for facts", error);
        else if (done)
            take_facts(session, reply);
    }
    buffer_done(&options);
    if (features->facts_offered && !(features->facts_enabled & FTP_FACT_TYPE))
        session->refused.mlsd = session->refused.mlst = true;
    return done;
}

static bool ask_path(struct ftp_session *session, struct ftp_error *error)
{
    const struct ftp_reply *reply;
    if (!ftp_session_ask(session, "PWD", NULL, &reply, error))
        return false;
    if (reply->code == 421)
        return ftp_refusal(FTP_DOING_COMMAND, reply, "asking for the directory", error);
    buffer_clear(&session->login_directory);
    if (reply->code == 257)
        ftp_pwd_parse(ftp_reply_last_line(reply), &session->login_directory);
    return true;
}

/* OS/400 has paths with slashes too, once it is told to (F4). */
static bool choose_slashes(struct ftp_session *session, struct ftp_error *error)
{
    const struct ftp_reply *reply;
    if (!ftp_session_ask(session, "SYST", NULL, &reply, error))
        return false;
    if (reply->code != 215 || !strstr(ftp_reply_final_text(reply), "OS/400"))
        return true;
    session->told_more = true;
    return ftp_session_ask(session, "SITE", "NAMEFMT 1", &reply, error) &&
           (reply->code >= 300 || ask_path(session, error));
}

/* Where relative names begin. With a server that does not tell, or whose path is none of ours, as
 * VMS's DISK:[DIR] and MVS's 'HLQ.', nothing is put before them: paths stay relative. */
static bool ask_directory(struct ftp_session *session, struct ftp_error *error)
{
    const struct buffer *login = &session->login_directory;
    if (!ask_path(session, error))
        return false;
    if (login->length && login->data[0] != '/' && !choose_slashes(session, error))
        return false;
    if (login->length && login->data[0] != '/')
        buffer_clear(&session->login_directory);
    return true;
}

bool ftp_session_discover(struct ftp_session *session, struct ftp_error *error)
{
    if (ftp_sibling_helps(session))
        return ftp_sibling_discover(session, error);
    bool known = ftp_profile_apply(session) || ftp_session_learn(session, error);
    note_telnet(session);
    if (known && ask_facts(session, error) && ask_utf8(session, error) &&
        ask_directory(session, error))
        return true;
    session->control.dead = true;
    return false;
}
