/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/session/file.h"

#include "ftp/session/refusal.h"

#include <stdio.h>
#include <string.h>

enum { WHAT_MAX = 512 };

/* The command left, its reply did not come: nobody can say whether it was done. */
static bool unsure(
    struct ftp_session *session, enum ftp_fault fault, const char *what, struct ftp_error *error)
{
    char reason[FTP_ERROR_TEXT_MAX];
    if (!session->control.owed || error->fault == FTP_FAULT_BAD_NAME)
        return false;
    snprintf(reason, sizeof reason, "%s", error->message);
    return ftp_error_set(
        error, fault, "%s: the server did not say whether it was done (%s)", what, reason);
}

/* 221, or Pure-FTPd's "226 Logout", comes when a session ends: it answers neither of these commands. */
static bool answered_by_farewell(struct ftp_session *session, const struct ftp_reply *reply,
    enum ftp_fault fault, const char *what, struct ftp_error *error)
{
    if (reply->code != 221 && reply->code != 226)
        return false;
    session->control.dead = true;
    ftp_error_set(
        error, fault, "%s: the server said %d, which does not answer it", what, reply->code);
    return true;
}

bool ftp_file_delete(struct ftp_session *session, const char *operand, struct ftp_error *error)
{
    const struct ftp_reply *reply;
    char what[WHAT_MAX];
    snprintf(what, sizeof what, "deleting %s", operand);
    if (!ftp_early_settle(session, error)) /* DELE did not leave */
        return false;
    ftp_ahead_begin(session);
    if (!ftp_session_ask(session, "DELE", operand, &reply, error))
        return unsure(session, FTP_FAULT_DELETE_UNKNOWN, what, error);
    if (answered_by_farewell(session, reply, FTP_FAULT_DELETE_UNKNOWN, what, error))
        return false;
    return reply->code < 300 || ftp_refusal(FTP_DOING_DELETE, reply, what, error);
}

static bool rename_in_turn(struct ftp_session *session, const char *from, const char *to,
    const char *what, struct ftp_error *error)
{
    const struct ftp_reply *reply;
    if (!ftp_session_ask(session, "RNFR", from, &reply, error))
        return false;
    if (reply->code != 350)
        return ftp_refusal(FTP_DOING_RENAME, reply, what, error);
    if (!ftp_session_ask(session, "RNTO", to, &reply, error))
        return unsure(session, FTP_FAULT_RENAME_UNKNOWN, what, error);
    if (answered_by_farewell(session, reply, FTP_FAULT_RENAME_UNKNOWN, what, error))
        return false;
    return reply->code < 300 || ftp_refusal(FTP_DOING_RENAME, reply, what, error);
}

/* RNFR was refused, so that RNTO must be too. */
static bool refused_as_well(struct ftp_session *session, const char *what, struct ftp_error *error)
{
    const struct ftp_reply *reply;
    struct ftp_error failure = {0};
    uint64_t until = ftp_clock_after(session->config->read_timeout_ms);
    if (!ftp_control_final(&session->control, "RNTO", until, &reply, &failure)) {
        *error = failure;
        return unsure(session, FTP_FAULT_RENAME_UNKNOWN, what, error);
    }
    if (reply->code >= 300)
        return false;
    session->control.dead = true;
    return ftp_error_set(error, FTP_FAULT_RENAME_UNKNOWN,
        "%s: the server refused RNFR and granted RNTO all the same", what);
}

static bool rename_at_once(struct ftp_session *session, const char *from, const char *to,
    const char *what, struct ftp_error *error)
{
    const struct ftp_reply *reply;
    struct ftp_control *control = &session->control;
    uint64_t until = ftp_clock_after(session->config->read_timeout_ms);
    if (!ftp_early_settle(session, error))
        return false;
    ftp_ahead_begin(session);
    if (!ftp_control_queue(control, "RNFR", from, strlen(from), error) ||
        !ftp_control_queue(control, "RNTO", to, strlen(to), error))
        return false;
    if (!ftp_control_flush(control, error) ||
        !ftp_control_final(control, "RNFR", until, &reply, error))
        return unsure(session, FTP_FAULT_RENAME_UNKNOWN, what, error);
    if (reply->code != 350) {
        ftp_refusal(FTP_DOING_RENAME, reply, what, error);
        return refused_as_well(session, what, error);
    }
    if (!ftp_control_final(control, "RNTO", until, &reply, error))
        return unsure(session, FTP_FAULT_RENAME_UNKNOWN, what, error);
    if (answered_by_farewell(session, reply, FTP_FAULT_RENAME_UNKNOWN, what, error))
        return false;
    return reply->code < 300 || ftp_refusal(FTP_DOING_RENAME, reply, what, error);
}

/* A server might keep what an RNFR named beyond an RNTO that failed: after one, they go in turn. */
bool ftp_file_rename(
    struct ftp_session *session, const char *from, const char *to, struct ftp_error *error)
{
    char what[WHAT_MAX];
    bool at_once = !session->early.rename_failed && ftp_early_may_pair(session, from, to);
    snprintf(what, sizeof what, "renaming %s to %s", from, to);
    bool done = at_once ? rename_at_once(session, from, to, what, error)
                        : rename_in_turn(session, from, to, what, error);
    session->early.rename_failed = session->early.rename_failed || !done;
    return done;
}

/* Some servers put words before the number of a 213. */
static bool last_number(struct ftp_span text, uint64_t *ret_number)
{
    struct ftp_span word, last = {0};
    while (ftp_span_take_word(&text, &word))
        last = word;
    return ftp_span_number(last, ret_number);
}

/* The reply to a SIZE that was sent together with others. */
static bool take_size(
    const struct ftp_reply *reply, bool *ret_known, uint64_t *ret_size, struct ftp_error *error)
{
    if (reply->code == 421)
        return ftp_refusal(FTP_DOING_COMMAND, reply, "asking for a size", error);
    if (reply->code < 300 && reply->code != 213)
        return ftp_refusal_as(FTP_FAULT_PROTOCOL, reply, "asking for a size", error);
    *ret_known = reply->code == 213 && last_number(ftp_reply_last_line(reply), ret_size);
    return true;
}

bool ftp_file_size_behind(
    struct ftp_session *session, bool *ret_known, uint64_t *ret_size, struct ftp_error *error)
{
    const struct ftp_reply *reply;
    *ret_known = false;
    return ftp_early_size(session, &reply, error) &&
           (!reply || take_size(reply, ret_known, ret_size, error));
}

static bool take_time(struct ftp_session *session, const struct ftp_reply *reply,
    struct ftp_time *ret_time, struct ftp_error *error)
{
    if (reply->code == 421)
        return ftp_refusal(FTP_DOING_COMMAND, reply, "asking for a time", error);
    if (reply->code == 213)
        ftp_mdtm_parse(ftp_reply_last_line(reply), ret_time);
    session->refused.mdtm = reply->code >= 500 && reply->code <= 504;
    return true;
}

/* What answers something else says that the server did not take them together. */
static bool next_fact(
    struct ftp_session *session, const struct ftp_reply **ret_reply, struct ftp_error *error)
{
    uint64_t until = ftp_clock_after(session->config->read_timeout_ms);
    if (!ftp_control_reply(&session->control, until, ret_reply, error))
        return false;
    int code = (*ret_reply)->code;
    return code >= 300 || code == 213 ||
           ftp_error_set(error, FTP_FAULT_CONNECTION_LOST,
               "the server answered %d when a size and a time were asked for together with a "
               "transfer",
               code);
}

bool ftp_file_facts_before(
    struct ftp_session *session, bool time, struct ftp_found *ret_found, struct ftp_error *error)
{
    struct ftp_control *control = &session->control;
    const struct ftp_reply *reply;
    *ret_found = (struct ftp_found){.presence = FTP_UNTOLD};
    bool taken = next_fact(session, &reply, error) &&
                 take_size(reply, &ret_found->size_known, &ret_found->size, error);
    if (taken && time)
        taken = next_fact(session, &reply, error) &&
                take_time(session, reply, &ret_found->modified, error);
    control->dead = control->dead || !taken; /* the transfer was asked for as well */
    return taken;
}

bool ftp_file_size(struct ftp_session *session, const char *operand, bool *ret_known,
    uint64_t *ret_size, bool *ret_absent, struct ftp_error *error)
{
    const struct ftp_reply *reply;
    *ret_known = false;
    *ret_absent = false;
    if (session->refused.size)
        return true;
    if (!ftp_session_type(session, FTP_TYPE_IMAGE, error) ||
        !ftp_session_ask(session, "SIZE", operand, &reply, error))
        return false;
    *ret_absent = ftp_refusal_means_absent(reply);
    if (reply->code == 421)
        return ftp_refusal(FTP_DOING_COMMAND, reply, "asking for a size", error);
    if (reply->code == 213)
        *ret_known = last_number(ftp_reply_last_line(reply), ret_size);
    session->refused.size = reply->code >= 500 && reply->code <= 504;
    return true;
}

bool ftp_file_modified(struct ftp_session *session, const char *operand, struct ftp_time *ret_time,
    struct ftp_error *error)
{
    const struct ftp_reply *reply;
    *ret_time = (struct ftp_time){0};
    if (session->refused.mdtm)
        return true;
    return ftp_session_ask(session, "MDTM", operand, &reply, error) &&
           take_time(session, reply, ret_time, error);
}
