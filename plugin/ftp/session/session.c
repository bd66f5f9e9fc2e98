/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/session/session.h"

#include "ftp/protocol/limits.h"
#include "ftp/session/profile.h"
#include "ftp/session/refusal.h"
#include "ftp/session/zone.h"

#include <string.h>

/* Together with what a transfer takes to settle they stay below the second of a cancelled call. */
enum { FTP_FEATURE_LINES_MAX = 16 * 1024 };
enum { GRACE_SETTLE_MS = 300, GRACE_MS = 500 };

void ftp_session_init(struct ftp_session *session, const struct ftp_connection_config *config)
{
    *session = (struct ftp_session){.config = config, .limits = {.cancel_fd = -1}};
    ftp_control_init(&session->control);
    buffer_init(&session->login_directory, FTP_PATH_MAX);
    buffer_init(&session->directory, FTP_PATH_MAX);
    buffer_init(&session->feature_lines, FTP_FEATURE_LINES_MAX);
}

void ftp_session_attach(struct ftp_session *session, const hawser_call *call)
{
    session->call = call;
    session->limits =
        (struct ftp_limits){.cancel_fd = call->cancel_fd, .deadline_ns = call->deadline_ns};
    session->control.call = call;
    session->control.limits = &session->limits;
    session->control.looked = 0;
    session->control.read_timeout_ms = session->config->read_timeout_ms;
}

static bool establish(struct ftp_session *session, struct ftp_error *error)
{
    uint64_t until = ftp_clock_after(session->config->connection_timeout_ms);
    return ftp_limits_check(&session->limits, error) &&
           ftp_session_resolve(session, until, error) &&
           ftp_session_connect(session, until, error) && ftp_session_greet(session, until, error) &&
           ftp_session_login(session, until, error) && ftp_session_discover(session, error);
}

static void settle(struct ftp_session *session)
{
    struct ftp_error ignored = {0};
    ftp_early_settle(session, &ignored);
}

bool ftp_session_ensure(struct ftp_session *session, struct ftp_error *error)
{
    settle(session);
    if (session->logged_in && !ftp_control_is_stale(&session->control))
        return ftp_limits_glance(&session->limits, &session->control.looked, error);
    ftp_session_close(session);
    if (establish(session, error))
        return true;
    ftp_session_close(session);
    return false;
}

bool ftp_session_ask(struct ftp_session *session, const char *verb, const char *argument,
    const struct ftp_reply **ret_reply, struct ftp_error *error)
{
    size_t length = argument ? strlen(argument) : 0;
    if (!ftp_early_settle(session, error) ||
        (ftp_profile_is_doubtful(session) && !ftp_session_learn(session, error)))
        return false;
    return ftp_control_ask(&session->control, verb, argument, length, ret_reply, error);
}

bool ftp_session_type(struct ftp_session *session, enum ftp_type type, struct ftp_error *error)
{
    const struct ftp_reply *reply;
    const char *code = type == FTP_TYPE_ASCII ? "A" : "I";
    if (session->type == type)
        return true;
    if (!ftp_session_ask(session, "TYPE", code, &reply, error))
        return false;
    if (reply->code >= 300)
        return ftp_refusal(FTP_DOING_COMMAND, reply,
            type == FTP_TYPE_ASCII ? "choosing ASCII transfer" : "choosing binary transfer", error);
    session->type = type;
    return true;
}

void ftp_session_begin_grace(
    struct ftp_session *session, uint32_t most_ms, struct ftp_grace *ret_before)
{
    struct ftp_error ignored = {0};
    struct ftp_limits *limits = &session->limits;
    *ret_before = (struct ftp_grace){*limits};
    bool over = !ftp_limits_check(limits, &ignored);
    if (over) {
        ftp_control_settle(&session->control, GRACE_SETTLE_MS);
        *limits = (struct ftp_limits){.cancel_fd = -1};
        most_ms = GRACE_MS;
    }
    if (!most_ms)
        return;
    uint64_t end = ftp_clock_after(most_ms);
    if (limits->deadline_ns == 0 || end < limits->deadline_ns)
        limits->deadline_ns = end;
}

void ftp_session_end_grace(struct ftp_session *session, const struct ftp_grace *before)
{
    session->limits = before->limits;
}

void ftp_session_quit(struct ftp_session *session, uint64_t until)
{
    struct ftp_error ignored = {0};
    const struct ftp_reply *reply;
    settle(session);
    ftp_early_drop_port(session);
    if (session->logged_in && !ftp_control_is_stale(&session->control) &&
        ftp_control_send(&session->control, "QUIT", NULL, 0, &ignored) &&
        ftp_control_reply(&session->control, until, &reply, &ignored))
        ftp_stream_finish(&session->control.stream, &ignored);
    ftp_session_close(session);
}

/* What was learned of one login does not hold for the next. */
void ftp_session_close(struct ftp_session *session)
{
    ftp_control_close(&session->control);
    ftp_tls_resume_free(session->resume);
    session->resume = NULL;
    session->leaf = (struct ftp_tls_leaf){0};
    session->features = (struct ftp_features){0};
    session->refused = (struct ftp_refused){0};
    ftp_early_renew(session);
    session->checksums = (struct ftp_checksum_state){.late = session->checksums.late};
    buffer_done(&session->login_directory);
    buffer_done(&session->directory);
    buffer_done(&session->feature_lines);
    session->profiled = session->epsv_spared = session->told_more = false;
    session->type = FTP_TYPE_UNSET;
    session->spent_ns = 0;
    session->greeted_in = session->logged_in = session->protected_data = false;
}

void ftp_session_done(struct ftp_session *session)
{
    ftp_session_close(session);
    ftp_tls_free(session->tls);
    session->tls = NULL;
    ftp_sibling_done(&session->sibling);
    ftp_zone_close(session);
}
