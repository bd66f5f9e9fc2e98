/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE /* strcasestr */
#include "ftp/session/transfer.h"

#include "ftp/session/keep_alive.h"
#include "ftp/session/rate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    BUFFER_SIZE = 64 * 1024,
    EXPLAIN_MS = 2000, /* how long the server may take to say why a data connection broke */
    SETTLE_MS = 5000,  /* how long it may take to acknowledge that we gave a transfer up */
    OWED_MS = 5000,    /* and, after its completion, for replies to NOOPs */
    SETTLE_CANCELLED_MS = 400,
    SILENT_MS = 2000, /* how long data may take after a completion without a preliminary reply */
    LOOK_NS =
        50 * 1000 * 1000,  /* how often a transfer that never waits looks at the call's limits */
    PRELIMINARY_MOST = 100 /* replies; RFC 959 knows one, some servers send signs of life */
};

/* What one step of one side came to. */
enum step { STEP_MOVED, STEP_WAITS, STEP_FAILED };

struct pump {
    struct ftp_session *session;
    struct ftp_transfer *transfer;
    struct ftp_data data;
    struct ftp_keep_alive keep;
    struct ftp_rate rate;
    char *buffer;
    size_t held, sent;    /* upload: bytes in the buffer, and of them sent */
    bool source_ended;    /* upload: the source has no more bytes */
    bool finished;        /* upload: our end of data is sent */
    bool closed;          /* the data connection is of no more use */
    bool refused;         /* the server said no */
    bool silent;          /* it said that it is done, and never that it begins */
    bool touched;         /* the caller gave or took bytes */
    bool waits_for_noops; /* all is over but for them */
    uint64_t until;       /* the read timeout, from the last progress */
    uint64_t looked;      /* when the call's limits were last looked at */
    unsigned begun;       /* preliminary replies */
};

static void progress(struct pump *pump)
{
    bool soon = pump->silent && pump->transfer->bytes == 0;
    pump->until = ftp_clock_after(soon ? SILENT_MS : pump->session->config->read_timeout_ms);
}

/* --- Control ---------------------------------------------------------------------------------- */

/* ProFTPD says no more than this where it misses the session of the control connection. */
static bool may_want_reuse(const struct pump *pump, const struct ftp_reply *reply)
{
    if (reply->code != 425 || !pump->session->protected_data)
        return false;
    if (pump->session->config->session_reuse == FTP_REUSE_OFF)
        return strcasestr(ftp_reply_final_text(reply), "operation not permitted") != NULL;
    /* The connection was made: that its session is a new one is the reason nearest to hand. */
    return pump->transfer->encrypted && !pump->transfer->tls.resumed;
}

static void name_refusal(struct pump *pump, const struct ftp_reply *reply, struct ftp_error *error)
{
    pump->transfer->none_there = ftp_refusal_means_none(reply);
    /* A command that has begun can't be one that is not understood: so vsftpd ends a session whose
     * process died. */
    if (pump->transfer->began && reply->code >= 500 && reply->code <= 504)
        pump->session->control.dead = true;
    if (may_want_reuse(pump, reply))
        ftp_refusal_as(FTP_FAULT_DATA_SESSION_REUSE, reply, pump->transfer->what, error);
    else
        ftp_refusal(pump->transfer->doing, reply, pump->transfer->what, error);
}

static enum step refuse(struct pump *pump, const struct ftp_reply *reply, struct ftp_error *error)
{
    pump->refused = true;
    name_refusal(pump, reply, error);
    if (error->fault == FTP_FAULT_DATA_OPEN)
        ftp_data_explain(pump->session, &pump->data, error);
    return STEP_FAILED;
}

static enum step against_protocol(
    struct pump *pump, const struct ftp_reply *reply, const char *when, struct ftp_error *error)
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

static bool listens(const struct pump *pump)
{
    return !pump->transfer->completed || pump->keep.owed > 0;
}

static enum step transfer_reply(
    struct pump *pump, const struct ftp_reply *reply, struct ftp_error *error)
{
    struct ftp_transfer *transfer = pump->transfer;
    transfer->reply = reply->code;
    if (reply->code >= 300)
        return refuse(pump, reply, error);
    if (reply->code < 200) {
        transfer->began = true;
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
        transfer->listing_cut = says_cut(reply);
        pump->silent = !transfer->began;
    }
    progress(pump);
    return STEP_MOVED;
}

/* The transfer had its reply; those to NOOPs are missed by nobody. */
static enum step control_lost(struct pump *pump, struct ftp_error *error)
{
    if (!pump->transfer->completed)
        return STEP_FAILED;
    *error = (struct ftp_error){0};
    pump->keep.owed = 0;
    return STEP_MOVED;
}

static enum step control_step(struct pump *pump, struct ftp_error *error)
{
    const struct ftp_reply *reply;
    if (!listens(pump))
        return STEP_WAITS;
    enum ftp_io io = ftp_control_step(&pump->session->control, &reply, error);
    if (io == FTP_IO_AGAIN)
        return STEP_WAITS;
    if (io == FTP_IO_FAILED)
        return control_lost(pump, error);
    enum ftp_keep_alive_reply whose =
        reply->code < 200
            ? FTP_REPLY_OF_TRANSFER
            : ftp_keep_alive_take(&pump->keep, reply->code, pump->transfer->completed);
    if (whose == FTP_REPLY_OF_EITHER)
        return against_protocol(
            pump, reply, "to the transfer or to a NOOP, nobody can tell", error);
    return whose == FTP_REPLY_OF_NOOP ? STEP_MOVED : transfer_reply(pump, reply, error);
}

/* --- Data ------------------------------------------------------------------------------------- */

static enum step truncated(struct pump *pump, struct ftp_error *error)
{
    ftp_error_set(error, FTP_FAULT_TLS_TRUNCATED,
        "%s: the data ended after %llu bytes without TLS close_notify, so bytes may be missing",
        pump->transfer->what, (unsigned long long)pump->transfer->bytes);
    return STEP_FAILED;
}

/* Without close_notify only the size tells that nothing is missing (RFC 8446, 6.1). */
static bool cut_is_harmless(const struct pump *pump)
{
    const struct ftp_transfer *transfer = pump->transfer;
    return !pump->session->config->require_close_notify && transfer->size_known &&
           transfer->bytes == transfer->size;
}

static enum step cut(struct pump *pump, struct ftp_error *error)
{
    if (!cut_is_harmless(pump))
        return truncated(pump, error);
    pump->transfer->unclosed = pump->closed = true;
    ftp_stream_close(&pump->data.stream);
    progress(pump);
    return STEP_MOVED;
}

static enum step download_step(struct pump *pump, struct ftp_error *error)
{
    struct ftp_transfer *transfer = pump->transfer;
    size_t length = 0;
    switch (ftp_stream_read(&pump->data.stream, pump->buffer,
        ftp_rate_piece(&pump->rate, BUFFER_SIZE), &length, error)) {
    case FTP_IO_AGAIN:
        return STEP_WAITS;
    case FTP_IO_DONE:
        transfer->bytes += length;
        pump->touched = true;
        ftp_rate_moved(&pump->rate, length, ftp_clock_ns());
        if (!transfer->consume(transfer->user, pump->buffer, length, error))
            return STEP_FAILED;
        progress(pump); /* after the callback: its time is not the server's */
        return STEP_MOVED;
    case FTP_IO_END:
        transfer->ended = true;
        pump->closed = true;
        if (pump->session->protected_data) {
            struct ftp_error ignored = {0};
            ftp_stream_finish(&pump->data.stream, &ignored);
        }
        ftp_stream_close(&pump->data.stream);
        progress(pump);
        return STEP_MOVED;
    case FTP_IO_CUT:
        return cut(pump, error);
    case FTP_IO_FAILED:
        break;
    }
    return STEP_FAILED;
}

static enum step refill(struct pump *pump, struct ftp_error *error)
{
    struct ftp_transfer *transfer = pump->transfer;
    size_t length = 0;
    pump->touched = true;
    if (!transfer->produce(transfer->user, pump->buffer, BUFFER_SIZE, &length, error))
        return STEP_FAILED;
    pump->held = length;
    pump->sent = 0;
    pump->source_ended = length == 0;
    progress(pump);
    return STEP_MOVED;
}

/* The end of data: close_notify and FIN; then the server's own, so that nothing of ours is lost to
 * a reset. */
static enum step finish_step(struct pump *pump, struct ftp_error *error)
{
    enum ftp_io io = pump->finished ? ftp_stream_drain(&pump->data.stream, error)
                                    : ftp_stream_finish(&pump->data.stream, error);
    if (io == FTP_IO_AGAIN)
        return STEP_WAITS;
    if (!pump->finished && io == FTP_IO_FAILED)
        return STEP_FAILED;
    if (!pump->finished) {
        pump->finished = pump->transfer->ended = true;
        progress(pump); /* the completion reply has a time of its own */
        return STEP_MOVED;
    }
    /* Whatever the server does with its end now: the completion reply is what counts. */
    ftp_stream_close(&pump->data.stream);
    pump->closed = true;
    return STEP_MOVED;
}

static enum step upload_step(struct pump *pump, struct ftp_error *error)
{
    size_t length = 0;
    if (!pump->transfer
             ->began) /* the server may still refuse; it gets no byte before it consents */
        return STEP_WAITS;
    if (pump->source_ended)
        return finish_step(pump, error);
    if (pump->sent == pump->held)
        return refill(pump, error);
    switch (ftp_stream_write(&pump->data.stream, pump->buffer + pump->sent,
        ftp_rate_piece(&pump->rate, pump->held - pump->sent), &length, error)) {
    case FTP_IO_AGAIN:
        return STEP_WAITS;
    case FTP_IO_DONE:
        pump->sent += length;
        pump->transfer->bytes += length;
        ftp_rate_moved(&pump->rate, length, ftp_clock_ns());
        progress(pump);
        return STEP_MOVED;
    case FTP_IO_END:
    case FTP_IO_CUT:
    case FTP_IO_FAILED:
        break;
    }
    return STEP_FAILED;
}

static enum step open_step(struct pump *pump, struct ftp_error *error)
{
    enum ftp_io io = ftp_data_step(pump->session, &pump->data, error);
    if (io != FTP_IO_DONE)
        return io == FTP_IO_AGAIN ? STEP_WAITS : STEP_FAILED;
    pump->transfer->encrypted = ftp_tls_facts(&pump->data.stream, &pump->transfer->tls);
    progress(pump);
    return STEP_MOVED;
}

static enum step data_step(struct pump *pump, struct ftp_error *error)
{
    if (pump->closed)
        return STEP_WAITS;
    if (!pump->data.ready)
        return open_step(pump, error);
    if (ftp_rate_wait(&pump->rate, ftp_clock_ns()))
        return STEP_WAITS;
    return pump->transfer->consume ? download_step(pump, error) : upload_step(pump, error);
}

/* --- Both together ---------------------------------------------------------------------------- */

static bool timed_out(struct pump *pump, struct ftp_error *error)
{
    const struct ftp_transfer *transfer = pump->transfer;
    const char *waited =
        !pump->data.ready && !pump->closed
            ? (pump->data.listener >= 0 ? "the server did not connect back"
                                        : "the data connection was not made")
            : (transfer->ended || transfer->unclosed ? "the server did not confirm the transfer"
                                                     : "no bytes moved");
    ftp_error_set(error,
        pump->data.ready || pump->closed ? FTP_FAULT_READ_TIMEOUT : FTP_FAULT_DATA_OPEN,
        "%s: %s within the Read Timeout of %u ms", transfer->what, waited,
        (unsigned)pump->session->config->read_timeout_ms);
    if (error->fault == FTP_FAULT_DATA_OPEN)
        ftp_data_explain(pump->session, &pump->data, error);
    return false;
}

/* The sooner of two moments of which 0 is never. */
static uint64_t sooner(uint64_t a, uint64_t b)
{
    if (a == 0 || b == 0)
        return a + b;
    return a < b ? a : b;
}

/* The read timeout, the next NOOP, or the end of a pause. */
static uint64_t next_moment(const struct pump *pump, uint64_t pause)
{
    uint64_t noop = pump->transfer->completed ? 0 : pump->keep.next;
    return sooner(sooner(pump->until, noop), pause);
}

static bool moment_came(struct pump *pump, struct ftp_error *error)
{
    if (pump->waits_for_noops) { /* the transfer is done all the same; the session is not trusted */
        pump->session->control.dead = true;
        pump->keep.owed = 0;
        return true;
    }
    if (pump->until != 0 && ftp_clock_ns() >= pump->until)
        return timed_out(pump, error);
    return ftp_keep_alive_send(&pump->keep, &pump->session->control, error);
}

/* A server that has nothing to list may say so without ever using the data connection. One byte
 * that came makes it a listing, which has to end in order. */
static bool is_nothing(struct pump *pump)
{
    if (!pump->silent || pump->transfer->bytes)
        return false;
    pump->closed = pump->transfer->ended = true;
    return true;
}

static bool wait_for_both(struct pump *pump, struct ftp_error *error)
{
    struct pollfd polls[2] = {ftp_control_poll(&pump->session->control), {.fd = -1}};
    if (!listens(pump))
        polls[0].fd = -1;
    bool held_back = pump->data.ready && pump->transfer->produce && !pump->transfer->began;
    uint64_t pause = pump->closed ? 0 : ftp_rate_wait(&pump->rate, ftp_clock_ns());
    if (!pump->closed && !held_back && !pause)
        polls[1] = ftp_data_poll(&pump->data);
    switch (ftp_wait(&pump->session->limits, polls, 2, next_moment(pump, pause), error)) {
    case FTP_WAIT_READY:
        return true;
    case FTP_WAIT_TIMEOUT:
        return pause || is_nothing(pump) || moment_came(pump, error);
    case FTP_WAIT_ENDED:
        break;
    }
    return false;
}

/* An upload is over with the completion reply: what the server does with the data connection then
 * is its affair. */
static bool is_over(const struct pump *pump)
{
    const struct ftp_transfer *transfer = pump->transfer;
    return transfer->completed && (transfer->ended || transfer->unclosed);
}

/* Nor may a reply be left that the next command would take for its own. */
static bool is_settled(struct pump *pump)
{
    if (!is_over(pump))
        return false;
    if (pump->keep.owed > 0 && !pump->waits_for_noops) {
        pump->waits_for_noops = true;
        pump->until = ftp_clock_after(OWED_MS);
    }
    return pump->keep.owed == 0;
}

/* Only the connection's own breaking: an identity that does not hold is never explained away by
 * what the server says, and a fault on this side has its reason already. */
static bool is_data_failure(const struct pump *pump, const struct ftp_error *error)
{
    return !pump->refused &&
           (error->fault == FTP_FAULT_CONNECTION_LOST || error->fault == FTP_FAULT_TLS_HANDSHAKE ||
               error->fault == FTP_FAULT_TLS_TRUNCATED || error->fault == FTP_FAULT_TLS_RECORD);
}

/* A transfer that never has to wait must be cancelled all the same, and kept alive. */
static bool may_go_on(struct pump *pump, struct ftp_error *error)
{
    uint64_t now = ftp_clock_ns();
    if (now - pump->looked < LOOK_NS)
        return true;
    pump->looked = now;
    return ftp_limits_check(&pump->session->limits, error) &&
           (pump->transfer->completed ||
               ftp_keep_alive_send(&pump->keep, &pump->session->control, error));
}

static bool drive(struct pump *pump, struct ftp_error *error)
{
    progress(pump);
    while (!is_settled(pump)) {
        if (!may_go_on(pump, error))
            return false;
        enum step control = control_step(pump, error);
        if (control == STEP_FAILED)
            return false;
        enum step data = is_over(pump) ? STEP_WAITS : data_step(pump, error);
        if (data == STEP_FAILED && !(is_data_failure(pump, error) && is_nothing(pump)))
            return false;
        if (control == STEP_WAITS && data == STEP_WAITS && !wait_for_both(pump, error))
            return false;
    }
    return true;
}

/* A data connection that broke has its reason on the control connection, if the server gives one.
 */
static void ask_why(struct pump *pump, struct ftp_error *error)
{
    const struct ftp_reply *reply;
    struct ftp_error why = {0};
    struct ftp_control *control = &pump->session->control;
    uint64_t until = ftp_clock_after(EXPLAIN_MS);
    while (!control->dead && !pump->transfer->completed) {
        if (!ftp_control_reply(control, until, &reply, &why))
            return;
        if (reply->code >= 200 &&
            ftp_keep_alive_take(&pump->keep, reply->code, false) == FTP_REPLY_OF_NOOP)
            continue;
        pump->transfer->reply = reply->code;
        if (reply->code >= 200)
            pump->transfer->completed = true;
        if (reply->code >= 400) {
            name_refusal(pump, reply, &why);
            *error = why;
        }
    }
}

/* After we gave up: the reply that is still owed must come before anything else is asked. */
static void settle(struct ftp_session *session)
{
    struct ftp_error ignored = {0};
    const struct ftp_reply *reply;
    struct ftp_control *control = &session->control;
    uint64_t until = ftp_clock_after(SETTLE_MS);
    while (!control->dead && control->owed)
        if (!ftp_control_reply(control, until, &reply, &ignored))
            break;
    if (!control->dead && !ftp_limits_check(&session->limits, &ignored))
        ftp_control_settle(control, SETTLE_CANCELLED_MS);
}

/* RFC 3659, 5.1: REST stands right before the command that transfers. */
static bool restart(struct pump *pump, struct ftp_error *error)
{
    struct ftp_transfer *transfer = pump->transfer;
    const struct ftp_reply *reply;
    char marker[24];
    if (!transfer->restart)
        return true;
    snprintf(marker, sizeof marker, "%llu", (unsigned long long)transfer->restart);
    if (!ftp_session_ask(pump->session, "REST", marker, &reply, error))
        return false;
    if (reply->code == 350)
        return true;
    transfer->restart_refused = reply->code != 421;
    refuse(pump, reply, error);
    return false;
}

bool ftp_transfer_once(struct ftp_session *session, struct ftp_transfer *transfer,
    bool *ret_touched, struct ftp_error *error)
{
    struct pump pump = {.session = session,
        .transfer = transfer,
        .keep = {.every_ms = session->config->keep_alive_ms},
        .rate = {.limit = session->config->rate_limit}};
    ftp_data_init(&pump.data);
    if (!ftp_data_open(session, &pump.data, error)) {
        ftp_error_prefix(error, "%s: ", transfer->what);
        return false;
    }
    pump.buffer = malloc(BUFFER_SIZE);
    size_t length = transfer->argument ? strlen(transfer->argument) : 0;
    bool done =
        pump.buffer != NULL || ftp_error_set(error, FTP_FAULT_MEMORY, "no memory for a transfer");
    done = done && restart(&pump, error) &&
           ftp_control_send(&session->control, transfer->verb, transfer->argument, length, error) &&
           drive(&pump, error);
    if (!done) {
        if (is_data_failure(&pump, error))
            ask_why(&pump, error);
        if (transfer->produce) /* in clear, an orderly end would say that the file is complete */
            ftp_stream_reset(&pump.data.stream);
        ftp_data_close(&pump.data);
        settle(session);
    }
    ftp_data_close(&pump.data);
    free(pump.buffer);
    *ret_touched = pump.touched;
    return done;
}
