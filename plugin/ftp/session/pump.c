/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/session/pump.h"

enum {
    OWED_MS = 5000,   /* for replies to NOOPs after the completion */
    SILENT_MS = 2000, /* how long data may take after a completion without a preliminary reply */
    LOOK_NS =
        50 * 1000 * 1000 /* how often a transfer that never waits looks at the call's limits */
};

void ftp_pump_progress(struct ftp_pump *pump)
{
    bool soon = pump->silent && pump->transfer->bytes == 0;
    pump->until = ftp_clock_after(soon ? SILENT_MS : pump->session->config->read_timeout_ms);
}

static bool timed_out(struct ftp_pump *pump, struct ftp_error *error)
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

static bool too_slow(const struct ftp_pump *pump, struct ftp_error *error)
{
    const struct ftp_connection_config *config = pump->session->config;
    ftp_error_set(error, FTP_FAULT_READ_TIMEOUT,
        "%s: the data moves more slowly than the Minimum Speed of %llu bytes a second; %llu bytes "
        "came through so far",
        pump->transfer->what, (unsigned long long)config->minimum_speed,
        (unsigned long long)pump->transfer->bytes);
    ftp_error_hint(error,
        "Look whether the server or the line is overloaded; lower Minimum Speed, or raise Read "
        "Timeout, over which it is measured, where the line is as slow as that.");
    return false;
}

/* Whether a wait is one for more bytes, and only for them. */
static bool waits_for_data(const struct ftp_pump *pump, const struct pollfd *data)
{
    const struct ftp_transfer *transfer = pump->transfer;
    return data->fd >= 0 && pump->data.ready && pump->speed.minimum && transfer->bytes &&
           !transfer->ended && !transfer->completed;
}

/* The read timeout, the next NOOP, or the end of a pause. */
static uint64_t next_moment(const struct ftp_pump *pump, uint64_t pause)
{
    uint64_t noop = pump->transfer->completed ? 0 : pump->keep.next;
    return ftp_clock_sooner(ftp_clock_sooner(pump->until, noop), pause);
}

static bool moment_came(struct ftp_pump *pump, struct ftp_error *error)
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
static bool is_nothing(struct ftp_pump *pump)
{
    if (!pump->silent || pump->transfer->bytes)
        return false;
    pump->closed = pump->transfer->ended = true;
    return true;
}

static bool wait_for_both(struct ftp_pump *pump, struct ftp_error *error)
{
    struct pollfd polls[2] = {ftp_control_poll(&pump->session->control), {.fd = -1}};
    if (!ftp_pump_listens(pump))
        polls[0].fd = -1;
    bool held_back = pump->data.ready && pump->transfer->produce && !ftp_pump_may_send(pump);
    uint64_t pause = pump->closed ? 0 : ftp_rate_wait(&pump->rate, ftp_clock_ns());
    if (!pump->closed && !held_back && !pause)
        polls[1] = ftp_data_poll(&pump->data);
    uint64_t began = waits_for_data(pump, &polls[1]) ? ftp_clock_ns() : 0;
    enum ftp_wait waited =
        ftp_wait(&pump->session->limits, polls, 2, next_moment(pump, pause), error);
    if (began && waited != FTP_WAIT_ENDED &&
        !ftp_speed_holds(&pump->speed, ftp_clock_ns() - began, pump->transfer->bytes))
        return too_slow(pump, error);
    switch (waited) {
    case FTP_WAIT_READY:
        pump->hears = polls[0].revents != 0;
        pump->moves = polls[1].revents != 0;
        return true;
    case FTP_WAIT_TIMEOUT:
        pump->hears = pump->moves = true;
        return pause || is_nothing(pump) || moment_came(pump, error);
    case FTP_WAIT_ENDED:
        break;
    }
    return false;
}

/* An upload is over with the completion reply: what the server does with the data connection then
 * is its affair. */
static bool is_over(const struct ftp_pump *pump)
{
    const struct ftp_transfer *transfer = pump->transfer;
    return transfer->completed && (transfer->ended || transfer->unclosed);
}

/* Nor may a reply be left that the next command would take for its own. */
static bool is_settled(struct ftp_pump *pump)
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
bool ftp_pump_data_broke(const struct ftp_pump *pump, const struct ftp_error *error)
{
    return !pump->refused &&
           (error->fault == FTP_FAULT_CONNECTION_LOST || error->fault == FTP_FAULT_TLS_HANDSHAKE ||
               error->fault == FTP_FAULT_TLS_TRUNCATED || error->fault == FTP_FAULT_TLS_RECORD);
}

/* A transfer that never has to wait must be cancelled all the same, and kept alive. */
static bool may_go_on(struct ftp_pump *pump, struct ftp_error *error)
{
    uint64_t now = ftp_clock_ns();
    if (now - pump->looked < LOOK_NS)
        return true;
    pump->looked = now;
    pump->hears = true; /* a server may refuse what it goes on to read */
    return ftp_limits_check(&pump->session->limits, error) &&
           (pump->transfer->completed ||
               ftp_keep_alive_send(&pump->keep, &pump->session->control, error));
}

/* Where nothing is known to have come, nothing is read: a wait for both tells more in one call. */
static enum ftp_step hear(struct ftp_pump *pump, struct ftp_error *error)
{
    if (!pump->hears && !ftp_control_is_due(&pump->session->control))
        return STEP_WAITS;
    enum ftp_step step = ftp_pump_control(pump, error);
    pump->hears = false;
    if (step == STEP_MOVED && pump->transfer->produce)
        pump->moves = true; /* it may have been the consent */
    return step;
}

static enum ftp_step move(struct ftp_pump *pump, struct ftp_error *error)
{
    if (!pump->moves || is_over(pump))
        return STEP_WAITS;
    enum ftp_step step = ftp_pump_data(pump, error);
    if (step == STEP_WAITS)
        pump->moves = false;
    return step;
}

bool ftp_pump_drive(struct ftp_pump *pump, struct ftp_error *error)
{
    ftp_pump_progress(pump);
    pump->looked = ftp_clock_ns();
    pump->moves = true;
    while (!is_settled(pump)) {
        if (!may_go_on(pump, error))
            return false;
        enum ftp_step control = hear(pump, error);
        if (control == STEP_FAILED)
            return false;
        enum ftp_step data = move(pump, error);
        if (data == STEP_FAILED && !(ftp_pump_data_broke(pump, error) && is_nothing(pump)))
            return false;
        if (control == STEP_WAITS && data == STEP_WAITS && !wait_for_both(pump, error))
            return false;
    }
    return true;
}
