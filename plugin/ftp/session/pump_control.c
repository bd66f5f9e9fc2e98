/* SPDX-License-Identifier: Apache-2.0 */
/* What the server says while a transfer runs. */
#define _GNU_SOURCE /* strcasestr */
#include "ftp/session/pump.h"

#include <string.h>

enum { PRELIMINARY_MOST = 100 /* replies; RFC 959 knows one, some servers send signs of life */ };

/* ProFTPD says no more than this where it misses the session of the control connection. */
static bool may_want_reuse(const struct ftp_pump *pump, const struct ftp_reply *reply)
{
    if (reply->code != 425 || !pump->session->protected_data)
        return false;
    if (pump->session->config->session_reuse == FTP_REUSE_OFF)
        return strcasestr(ftp_reply_final_text(reply), "operation not permitted") != NULL;
    /* The connection was made: that its session is a new one is the reason nearest to hand. */
    return pump->transfer->encrypted && !pump->transfer->tls.resumed;
}

void ftp_pump_name_refusal(
    struct ftp_pump *pump, const struct ftp_reply *reply, struct ftp_error *error)
{
    pump->transfer->none_there = ftp_refusal_means_none(reply);
    /* A command that has begun can't be one that is not understood: so vsftpd ends a session whose
     * process died, or with 522, sooner or later, one whose data connection did not resume. */
    if (pump->transfer->began && ((reply->code >= 500 && reply->code <= 504) || reply->code == 522))
        pump->session->control.dead = true;
    if (may_want_reuse(pump, reply))
        ftp_refusal_as(FTP_FAULT_DATA_SESSION_REUSE, reply, pump->transfer->what, error);
    else
        ftp_refusal(pump->transfer->doing, reply, pump->transfer->what, error);
}

enum ftp_step ftp_pump_refuse(
    struct ftp_pump *pump, const struct ftp_reply *reply, struct ftp_error *error)
{
    pump->refused = true;
    ftp_pump_name_refusal(pump, reply, error);
    if (error->fault == FTP_FAULT_DATA_OPEN)
        ftp_data_explain(pump->session, &pump->data, error);
    return STEP_FAILED;
}

static enum ftp_step against_protocol(
    struct ftp_pump *pump, const struct ftp_reply *reply, const char *when, struct ftp_error *error)
{
    pump->session->control.dead = true;
    ftp_error_set(error, FTP_FAULT_PROTOCOL, "%s: the server said %d %s", pump->transfer->what,
        reply->code, when);
    return STEP_FAILED;
}

/* Pure-FTPd: "226-Output truncated to 2000 matches". */
static bool says_cut(const struct ftp_reply *reply)
{
    return strcasestr(buffer_text(&reply->text), "truncated") != NULL;
}

/* vsftpd: "226 Transfer done (but failed to open directory)." That is no empty directory. */
static bool says_unopened(const struct ftp_pump *pump, const struct ftp_reply *reply)
{
    return pump->transfer->doing == FTP_DOING_DIRECTORY &&
           strcasestr(ftp_reply_final_text(reply), "failed to open directory");
}

bool ftp_pump_listens(const struct ftp_pump *pump)
{
    return !pump->transfer->completed || pump->keep.owed > 0;
}

static enum ftp_step transfer_reply(
    struct ftp_pump *pump, const struct ftp_reply *reply, struct ftp_error *error)
{
    struct ftp_transfer *transfer = pump->transfer;
    transfer->reply = reply->code;
    if (reply->code >= 300)
        return ftp_pump_refuse(pump, reply, error);
    if (reply->code < 200) {
        transfer->began = true;
        if (!pump->session->early.asked_count) /* commands that wait are enough */
            ftp_keep_alive_begin(&pump->keep);
        if (++pump->begun > PRELIMINARY_MOST)
            return against_protocol(pump, reply, "once more, which has no end", error);
    } else if (!transfer->began && !transfer->may_be_silent) {
        return against_protocol(pump, reply, "before the transfer began", error);
    } else if (transfer->produce && !transfer->ended) {
        /* It can't speak of bytes that were not sent yet. */
        return against_protocol(pump, reply, "before all bytes were sent", error);
    } else {
        transfer->completed = true;
        pump->wait_ns = pump->ended_at ? ftp_clock_ns() - pump->ended_at : 0;
        transfer->listing_cut = says_cut(reply);
        pump->silent = !transfer->began;
        pump->refused = says_unopened(pump, reply);
        if (pump->refused) {
            ftp_refusal_as(FTP_FAULT_DENIED, reply, transfer->what, error);
            return STEP_FAILED;
        }
    }
    ftp_pump_progress(pump);
    return STEP_MOVED;
}

/* The refusal that was in doubt is the transfer's. */
static enum ftp_step refused_before(struct ftp_pump *pump, struct ftp_error *error)
{
    pump->refused = true;
    *error = pump->doubt;
    return STEP_FAILED;
}

static enum ftp_step doubt(
    struct ftp_pump *pump, const struct ftp_reply *reply, struct ftp_error *error)
{
    if (pump->doubts++ == 0) {
        pump->transfer->reply = reply->code;
        ftp_refusal(pump->transfer->doing, reply, pump->transfer->what, &pump->doubt);
    }
    ftp_pump_progress(pump);
    if (pump->doubts <= pump->session->early.asked_count)
        return STEP_MOVED;
    pump->session->early.order = FTP_ORDER_BROKEN; /* all of them were refused */
    return refused_before(pump, error);
}

/* That many commands behind the transfer's were answered before it. Where they came while it ran, that says nothing of
 * those that come with it: so Pure-FTPd refuses the former. */
static enum ftp_step broken(struct ftp_pump *pump, unsigned count)
{
    if (pump->disturbs)
        pump->session->early.undisturbed = true;
    else
        pump->session->early.order = FTP_ORDER_BROKEN;
    ftp_early_answered(pump->session, count);
    pump->doubts = 0;
    return STEP_MOVED;
}

/*
 * Before the transfer's completion. A refusal is its own, or that of a command behind it, which the server did not let
 * wait. What comes next tells: 213 answers nothing but SIZE, 229 nothing but EPSV, and any other success is the
 * transfer's. Among themselves the commands behind it are answered in their order.
 */
static enum ftp_step reply_of_many(
    struct ftp_pump *pump, const struct ftp_reply *reply, struct ftp_error *error)
{
    const struct ftp_early *early = &pump->session->early;
    unsigned doubts = pump->doubts;
    if (reply->code == 421)
        return transfer_reply(pump, reply, error);
    if (reply->code >= 300)
        return doubt(pump, reply, error);
    if (doubts < early->asked_count && ftp_early_grants(early->asked[doubts], reply->code))
        return broken(pump, doubts + 1);
    if (doubts && ftp_early_grants(early->asked[doubts - 1], reply->code)) {
        ftp_early_answered(pump->session, doubts);
        return refused_before(pump, error);
    }
    if (doubts)
        broken(pump, doubts);
    return transfer_reply(pump, reply, error);
}

/* The transfer had its reply; those to NOOPs are missed by nobody. */
static enum ftp_step control_lost(struct ftp_pump *pump, struct ftp_error *error)
{
    if (!pump->transfer->completed)
        return STEP_FAILED;
    *error = (struct ftp_error){0};
    pump->keep.owed = 0;
    return STEP_MOVED;
}

static enum ftp_step noop_reply(struct ftp_pump *pump)
{
    if (pump->probes_order)
        pump->session->early.order = pump->transfer->completed ? FTP_ORDER_KEPT : FTP_ORDER_BROKEN;
    pump->probes_order = false;
    return STEP_MOVED;
}

static enum ftp_step take_reply(
    struct ftp_pump *pump, const struct ftp_reply *reply, struct ftp_error *error)
{
    const struct ftp_transfer *transfer = pump->transfer;
    if (reply->code < 200 || !transfer->began) /* what was sent behind has no answer before it */
        return transfer_reply(pump, reply, error);
    if (pump->session->early.asked_count && !transfer->completed)
        return reply_of_many(pump, reply, error);
    switch (ftp_keep_alive_take(&pump->keep, reply->code, transfer->completed)) {
    case FTP_REPLY_OF_NOOP:
        return noop_reply(pump);
    case FTP_REPLY_OF_TRANSFER:
        return transfer_reply(pump, reply, error);
    case FTP_REPLY_OF_EITHER:
        break;
    }
    return against_protocol(pump, reply, "to the transfer or to a NOOP, nobody can tell", error);
}

enum ftp_step ftp_pump_control(struct ftp_pump *pump, struct ftp_error *error)
{
    const struct ftp_reply *reply;
    if (!ftp_pump_listens(pump))
        return STEP_WAITS;
    enum ftp_io io = ftp_control_step(&pump->session->control, &reply, error);
    if (io == FTP_IO_AGAIN)
        return STEP_WAITS;
    if (io == FTP_IO_FAILED)
        return control_lost(pump, error);
    return take_reply(pump, reply, error);
}
