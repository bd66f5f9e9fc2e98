/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/session/early.h"

#include "ftp/protocol/address.h"
#include "ftp/session/refusal.h"
#include "ftp/session/session.h"

#include <string.h>

/* Servers give up listening after a minute; what is asked for again costs one round trip. */
enum { FRESH_MS = 5000 };

bool ftp_early_may(const struct ftp_session *session, const char *argument)
{
    bool clear = session->control.telnet != FTP_TELNET_UNKNOWN || !strchr(argument, 0xff);
    return session->early.proven && !session->control.stream.tls && !session->config->active &&
           !session->refused.epsv && clear;
}

void ftp_early_reply(struct ftp_session *session, const struct ftp_reply *reply)
{
    struct ftp_early *early = &session->early;
    const char *text = ftp_reply_final_text(reply);
    early->asked = false;
    early->port = 0;
    if (reply->code == 229 && ftp_epsv_parse(text, strlen(text), &early->port))
        early->until = ftp_clock_after(FRESH_MS);
    else
        early->order = FTP_ORDER_BROKEN;
    if (reply->code < 300 && reply->code != 229) /* then it answers something else */
        session->control.dead = true;
}

bool ftp_early_settle(struct ftp_session *session, struct ftp_error *error)
{
    const struct ftp_reply *reply;
    struct ftp_control *control = &session->control;
    if (!session->early.asked)
        return true;
    session->early.asked = false;
    if (control->dead || !control->owed) /* it was read with others that nobody needed */
        return true;
    if (!ftp_control_reply(
            control, ftp_clock_after(session->config->read_timeout_ms), &reply, error))
        return false;
    ftp_early_reply(session, reply);
    return true;
}

static uint16_t take_port(struct ftp_early *early)
{
    uint16_t port = ftp_clock_ns() < early->until ? early->port : 0;
    early->port = 0;
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

bool ftp_early_send(struct ftp_session *session, const char *verb, const char *argument,
    enum ftp_behind behind, uint16_t *ret_port, struct ftp_error *error)
{
    struct ftp_control *control = &session->control;
    size_t length = argument ? strlen(argument) : 0;
    if (!ftp_early_settle(session, error))
        return false;
    uint16_t port = take_port(&session->early);
    bool sent = (port || ftp_control_queue(control, "EPSV", NULL, 0, error)) &&
                ftp_control_queue(control, verb, argument, length, error) &&
                (behind == FTP_BEHIND_NOTHING ||
                    ftp_control_queue(
                        control, behind == FTP_BEHIND_EPSV ? "EPSV" : "NOOP", NULL, 0, error)) &&
                ftp_control_flush(control, error);
    if (!sent)
        return false;
    session->early.asked = behind == FTP_BEHIND_EPSV;
    if (!port && !read_port(session, &port, error)) {
        session->early.asked = false;
        return false;
    }
    *ret_port = port;
    return true;
}
