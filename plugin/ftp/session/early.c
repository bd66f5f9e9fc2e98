/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/session/early.h"

#include "ftp/protocol/address.h"
#include "ftp/session/refusal.h"
#include "ftp/session/session.h"

#include <string.h>

/* Servers give up listening after a minute; what is asked for again costs one round trip. */
enum { FRESH_MS = 5000 };

/* Else the server has to be asked how it takes FF, which can't be done in the middle. */
static bool is_clear(const struct ftp_session *session, const char *argument)
{
    return session->control.telnet != FTP_TELNET_UNKNOWN || !strchr(argument, 0xff);
}

bool ftp_early_may(const struct ftp_session *session, const char *argument)
{
    return session->early.proven && session->early.failures < FTP_EARLY_FAILURES_MOST &&
           !session->config->active && !session->refused.epsv && is_clear(session, argument);
}

bool ftp_early_may_look(const struct ftp_session *session, const char *argument)
{
    return session->early.order == FTP_ORDER_KEPT && session->features.size &&
           !session->refused.size && ftp_early_may(session, argument);
}

bool ftp_early_may_pair(
    const struct ftp_session *session, const char *first_argument, const char *second_argument)
{
    return session->early.order == FTP_ORDER_KEPT && is_clear(session, first_argument) &&
           is_clear(session, second_argument);
}

void ftp_early_failed(struct ftp_session *session, bool timed_out)
{
    session->early.failures += timed_out ? FTP_EARLY_FAILURES_MOST : 1;
}

void ftp_early_renew(struct ftp_session *session)
{
    const struct ftp_early *early = &session->early;
    ftp_ahead_drop(&session->early.ahead);
    session->early = (struct ftp_early){.failures = early->failures,
        .wait_ns = early->wait_ns,
        .last_wait_ns = early->last_wait_ns,
        .in_vain = early->in_vain};
}

void ftp_early_forget(struct ftp_session *session)
{
    session->early.asked_count = 0;
}

void ftp_early_answered(struct ftp_session *session, unsigned count)
{
    struct ftp_early *early = &session->early;
    early->asked_count -= count;
    memmove(early->asked, early->asked + count, early->asked_count * sizeof *early->asked);
}

bool ftp_early_grants(enum ftp_behind asked, int code)
{
    return code == (asked == FTP_BEHIND_SIZE ? 213 : 229);
}

void ftp_early_drop_port(struct ftp_session *session)
{
    session->early.port = 0;
    ftp_ahead_drop(&session->early.ahead);
}

static void epsv_reply(struct ftp_session *session, const struct ftp_reply *reply)
{
    struct ftp_early *early = &session->early;
    const char *text = ftp_reply_final_text(reply);
    ftp_early_drop_port(session);
    if (reply->code == 229 && ftp_epsv_parse(text, strlen(text), &early->port))
        early->until = ftp_clock_after(FRESH_MS);
    else
        early->order = FTP_ORDER_BROKEN;
}

/* The reply to what was asked first. */
static bool next_reply(
    struct ftp_session *session, const struct ftp_reply **ret_reply, struct ftp_error *error)
{
    struct ftp_control *control = &session->control;
    enum ftp_behind asked = session->early.asked[0];
    ftp_early_answered(session, 1);
    if (!ftp_control_reply(
            control, ftp_clock_after(session->config->read_timeout_ms), ret_reply, error))
        return false;
    const struct ftp_reply *reply = *ret_reply;
    if (reply->code < 300 && !ftp_early_grants(asked, reply->code)) /* it answers something else */
        control->dead = true;
    if (asked == FTP_BEHIND_EPSV)
        epsv_reply(session, reply);
    return true;
}

bool ftp_early_settle(struct ftp_session *session, struct ftp_error *error)
{
    const struct ftp_reply *reply;
    const struct ftp_control *control = &session->control;
    while (session->early.asked_count && !control->dead && control->owed)
        if (!next_reply(session, &reply, error))
            return false;
    ftp_early_forget(session); /* the rest was read with others that nobody needed */
    return true;
}

bool ftp_early_size(
    struct ftp_session *session, const struct ftp_reply **ret_reply, struct ftp_error *error)
{
    const struct ftp_control *control = &session->control;
    *ret_reply = NULL;
    if (!session->early.asked_count || session->early.asked[0] != FTP_BEHIND_SIZE ||
        control->dead || !control->owed)
        return true;
    return next_reply(session, ret_reply, error);
}

static uint16_t take_port(struct ftp_early *early)
{
    uint16_t port = ftp_clock_ns() < early->until ? early->port : 0;
    early->port = 0;
    if (!port)
        ftp_ahead_drop(&early->ahead);
    return port;
}

/* The reply to the EPSV before the command. */
static bool read_port(struct ftp_session *session, uint16_t *ret_port, struct ftp_error *error)
{
    const struct ftp_reply *reply;
    struct ftp_control *control = &session->control;
    uint64_t until = ftp_clock_after(session->config->read_timeout_ms);
    if (!ftp_control_reply(control, until, &reply, error))
        return false;
    const char *text = ftp_reply_final_text(reply);
    if (reply->code == 229 && ftp_epsv_parse(text, strlen(text), ret_port))
        return true;
    control->dead = true; /* the command behind it has been sent */
    if (reply->code == 421)
        return ftp_refusal(FTP_DOING_DATA, reply, "asking for a data connection (EPSV)", error);
    return ftp_error_set(error, FTP_FAULT_CONNECTION_LOST,
        "the server answered %d to EPSV, which it took before, when a transfer was asked for",
        reply->code);
}

/* The account of what stands behind is kept here, but for NOOP. */
static bool queue_behind(
    struct ftp_session *session, unsigned all, const char *argument, struct ftp_error *error)
{
    struct ftp_control *control = &session->control;
    struct ftp_early *early = &session->early;
    if ((all & FTP_BEHIND_NOOP) && !ftp_control_queue(control, "NOOP", NULL, 0, error))
        return false;
    if (all & FTP_BEHIND_SIZE) {
        if (!ftp_control_queue(control, "SIZE", argument, strlen(argument), error))
            return false;
        early->asked[early->asked_count++] = FTP_BEHIND_SIZE;
    }
    if (all & FTP_BEHIND_EPSV) {
        if (!ftp_control_queue(control, "EPSV", NULL, 0, error))
            return false;
        early->asked[early->asked_count++] = FTP_BEHIND_EPSV;
    }
    return true;
}

bool ftp_early_send_behind(
    struct ftp_session *session, unsigned behind, const char *argument, struct ftp_error *error)
{
    return behind == 0 || (queue_behind(session, behind, argument, error) &&
                              ftp_control_flush(&session->control, error));
}

bool ftp_early_send(struct ftp_session *session, const struct ftp_early_order *order,
    uint16_t *ret_port, struct ftp_error *error)
{
    struct ftp_control *control = &session->control;
    const char *argument = order->argument;
    size_t length = argument ? strlen(argument) : 0;
    if (!ftp_early_settle(session, error))
        return false;
    uint16_t port = take_port(&session->early);
    bool sent = (port || ftp_control_queue(control, "EPSV", NULL, 0, error)) &&
                (!order->size || ftp_control_queue(control, "SIZE", argument, length, error)) &&
                (!order->time || ftp_control_queue(control, "MDTM", argument, length, error)) &&
                ftp_control_queue(control, order->verb, argument, length, error) &&
                queue_behind(session, order->behind, argument, error) &&
                ftp_control_flush(control, error);
    if (!sent || (!port && !read_port(session, &port, error))) {
        ftp_early_forget(session);
        return false;
    }
    *ret_port = port;
    return true;
}
