/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/session/file.h"
#include "ftp/session/pump.h"
#include "ftp/session/pump_direct.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    EXPLAIN_MS = 2000, /* how long the server may take to say why a data connection broke */
    SETTLE_MS = 5000,  /* how long it may take to acknowledge that we gave a transfer up */
    SETTLE_CANCELLED_MS = 400,
    WAITS_NS = 15 * 1000 * 1000, /* less is not worth it */
    PARTED_TLS_MOST = 8 * 1024   /* bytes, which a server sends before it closes */
};

/* A data connection that broke has its reason on the control connection, if the server gives one.
 */
static void ask_why(struct ftp_pump *pump, struct ftp_error *error)
{
    const struct ftp_reply *reply;
    struct ftp_error why = {0};
    struct ftp_control *control = &pump->session->control;
    uint64_t until = ftp_clock_after(EXPLAIN_MS);
    if (pump->doubts) { /* so it was the transfer's */
        *error = pump->doubt;
        return;
    }
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
            ftp_pump_name_refusal(pump, reply, &why);
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
static bool restart(struct ftp_pump *pump, struct ftp_error *error)
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
    ftp_pump_refuse(pump, reply, error);
    return false;
}

/* What may follow the command without an answer to it. */
static unsigned behind(const struct ftp_session *session, const struct ftp_transfer *transfer)
{
    bool size = transfer->size_wanted && !session->refused.size;
    switch (session->early.order) {
    case FTP_ORDER_UNKNOWN:
        return transfer->more_follow ? FTP_BEHIND_NOOP : 0;
    case FTP_ORDER_KEPT:
        return (size ? FTP_BEHIND_SIZE : 0U) | (transfer->more_follow ? FTP_BEHIND_EPSV : 0U);
    case FTP_ORDER_BROKEN:
        break;
    }
    return 0;
}

/* Of a download, before its data came. close_notify is bytes: a server that closes without having read them resets the
 * connection, and what it has not sent yet is lost. */
static bool may_part(const struct ftp_session *session, const struct ftp_transfer *transfer)
{
    const struct ftp_early *early = &session->early;
    return transfer->consume && transfer->size_known && transfer->more_follow &&
           early->wait_ns > WAITS_NS && early->in_vain < FTP_EARLY_IN_VAIN_MOST &&
           (!session->protected_data || transfer->size <= PARTED_TLS_MOST);
}

/* What stands before the command. */
static bool read_facts(struct ftp_pump *pump, struct ftp_found *ret_found, struct ftp_error *error)
{
    pump->facts_owed = false;
    return ftp_file_facts_before(pump->session, pump->time_owed, ret_found, error);
}

/* A server that refused the command closes the port while the connection is on its way: that is no failure of the port. */
static bool was_refused(struct ftp_pump *pump, struct ftp_error *error)
{
    const struct ftp_reply *reply;
    struct ftp_error why = {0};
    struct ftp_found found;
    if (error->fault != FTP_FAULT_DATA_OPEN ||
        (!pump->session->early.asked_count && !pump->facts_owed) ||
        (pump->facts_owed && !read_facts(pump, &found, &why)) ||
        !ftp_control_reply(&pump->session->control, ftp_clock_after(EXPLAIN_MS), &reply, &why) ||
        reply->code < 400 || reply->code == 421 || reply->code == 425)
        return false;
    pump->refused = true;
    pump->transfer->reply = reply->code;
    ftp_pump_name_refusal(pump, reply, &why);
    *error = why;
    return true;
}

static bool tell_found(
    struct ftp_pump *pump, const struct ftp_found *found, struct ftp_error *error)
{
    pump->unwanted = !pump->transfer->found(pump->transfer, found, error);
    return !pump->unwanted;
}

/* What did not leave with the command leaves once it is known that the transfer is short. */
static bool learn_facts(struct ftp_pump *pump, unsigned *behind_it, struct ftp_error *error)
{
    struct ftp_transfer *transfer = pump->transfer;
    struct ftp_early *early = &pump->session->early;
    struct ftp_found found;
    if (!read_facts(pump, &found, error) || !tell_found(pump, &found, error))
        return false;
    early->was_short = transfer->more_follow;
    pump->disturbs = !*behind_it || !transfer->more_follow;
    if (*behind_it || early->undisturbed)
        return true;
    *behind_it = behind(pump->session, transfer);
    return ftp_early_send_behind(pump->session, *behind_it, transfer->argument, error);
}

/* Too early, or not wanted any more. */
static bool failed_early(struct ftp_pump *pump, struct ftp_error *error)
{
    struct ftp_transfer *transfer = pump->transfer;
    struct ftp_control *control = &pump->session->control;
    if (pump->unwanted || was_refused(pump, error))
        return false;
    transfer->too_early = error->fault == FTP_FAULT_DATA_OPEN ||
                          error->fault == FTP_FAULT_CONNECTION_LOST ||
                          error->fault == FTP_FAULT_PROXY_REFUSED;
    control->dead = control->dead || control->owed; /* what was asked for can't be taken back */
    return ftp_error_prefix(error, "%s: ", transfer->what), false;
}

/* Command and data connection at once. */
static bool begin_early(struct ftp_pump *pump, struct ftp_error *error)
{
    struct ftp_session *session = pump->session;
    struct ftp_transfer *transfer = pump->transfer;
    bool looks = transfer->found != NULL;
    if (looks)
        transfer->more_follow = transfer->more_if_short && session->early.was_short;
    unsigned follows = behind(session, transfer);
    struct ftp_early_order order = {.verb = transfer->verb,
        .argument = transfer->argument,
        .size = looks,
        .time = looks && !session->refused.mdtm,
        .behind = follows};
    uint16_t port;
    pump->asked = true;
    pump->facts_owed = order.size;
    pump->time_owed = order.time;
    if (!ftp_early_send(session, &order, &port, error) ||
        !ftp_data_connect(session, &pump->data, port, error) ||
        (looks && !learn_facts(pump, &follows, error)))
        return failed_early(pump, error);
    pump->probes_order = follows == FTP_BEHIND_NOOP;
    pump->keep.owed = pump->probes_order;
    pump->parts = may_part(session, transfer);
    pump->unbidden = session->early.order == FTP_ORDER_KEPT && !session->protected_data;
    return true;
}

/* As begin_early does in one piece. */
static bool look_in_turn(struct ftp_pump *pump, struct ftp_error *error)
{
    struct ftp_session *session = pump->session;
    const char *argument = pump->transfer->argument;
    struct ftp_found found = {.presence = FTP_UNTOLD};
    bool absent;
    return !pump->transfer->found ||
           (ftp_file_size(session, argument, &found.size_known, &found.size, &absent, error) &&
               ftp_file_modified(session, argument, &found.modified, error) &&
               tell_found(pump, &found, error));
}

static bool begin_in_turn(struct ftp_pump *pump, struct ftp_error *error)
{
    const struct ftp_transfer *transfer = pump->transfer;
    size_t length = transfer->argument ? strlen(transfer->argument) : 0;
    bool settled = ftp_early_settle(pump->session, error);
    ftp_early_drop_port(pump->session);
    if (!settled || !look_in_turn(pump, error) ||
        !ftp_data_open(pump->session, &pump->data, error)) {
        if (!pump->unwanted)
            ftp_error_prefix(error, "%s: ", transfer->what);
        return false;
    }
    if (!restart(pump, error))
        return false;
    pump->asked = true;
    return ftp_control_send(
        &pump->session->control, transfer->verb, transfer->argument, length, error);
}

/* A server may make or empty the file before it finds that there is no data connection, and say so
 * (425, 426) or be cut off. Only what it refuses at once, for another reason, was not begun. */
static bool may_have_acted(const struct ftp_pump *pump)
{
    const struct ftp_transfer *transfer = pump->transfer;
    int reply = transfer->reply;
    bool plain = reply == 450 || (reply >= 500 && reply <= 504) || reply == 530 || reply == 532 ||
                 reply == 550 || reply == 553;
    return pump->asked && (transfer->began || !plain);
}

static void give_up(struct ftp_pump *pump, struct ftp_error *error)
{
    if (ftp_pump_data_broke(pump, error))
        ask_why(pump, error);
    pump->transfer->acted = pump->transfer->acted || may_have_acted(pump);
    if (pump->transfer->produce) /* in clear, an orderly end would say that the file is complete */
        ftp_stream_reset(&pump->data.stream);
    ftp_data_close(&pump->data);
    settle(pump->session);
    ftp_early_forget(pump->session); /* those replies were among what was read */
}

/* Some servers take the end of our side for that of the transfer. */
static bool is_whole(struct ftp_pump *pump, struct ftp_error *error)
{
    const struct ftp_transfer *transfer = pump->transfer;
    return !pump->parted || transfer->bytes >= transfer->size ||
           ftp_error_set(error, FTP_FAULT_DATA_ABORTED,
               "%s: the server ended the data after %llu of %llu bytes", transfer->what,
               (unsigned long long)transfer->bytes, (unsigned long long)transfer->size);
}

/* Whether the server waits for our end of a download, and whether it helps to send that first. */
static void note_parting(const struct ftp_pump *pump, bool done)
{
    struct ftp_early *early = &pump->session->early;
    if (pump->parted && !done)
        early->in_vain = FTP_EARLY_IN_VAIN_MOST;
    else if (pump->parted)
        early->in_vain = pump->wait_ns > early->wait_ns / 4 * 3 ? early->in_vain + 1 : 0;
    if (pump->parted || !done)
        return;
    early->wait_ns = pump->wait_ns < early->last_wait_ns ? pump->wait_ns : early->last_wait_ns;
    early->last_wait_ns = pump->wait_ns;
}

bool ftp_transfer_once(struct ftp_session *session, struct ftp_transfer *transfer,
    bool *ret_touched, struct ftp_error *error)
{
    struct ftp_pump pump = {.session = session,
        .transfer = transfer,
        .keep = {.every_ms = session->config->keep_alive_ms},
        .rate = {.limit = session->config->rate_limit},
        .speed = {.minimum = session->config->minimum_speed,
            .window_ms = session->config->read_timeout_ms}};
    bool early = transfer->may_be_early && !transfer->restart &&
                 (transfer->found ? ftp_early_may_look(session, transfer->argument)
                                  : ftp_early_may(session, transfer->argument));
    ftp_data_init(&pump.data);
    ftp_pump_direct_init(&pump.direct);
    pump.buffer = malloc(FTP_PUMP_BUFFER);
    bool begun =
        pump.buffer != NULL || ftp_error_set(error, FTP_FAULT_MEMORY, "no memory for a transfer");
    begun = begun && (early ? begin_early(&pump, error) : begin_in_turn(&pump, error));
    bool done = begun && ftp_pump_drive(&pump, error) && is_whole(&pump, error);
    if (!done)
        give_up(&pump, error);
    note_parting(&pump, done);
    if (early && !done && !transfer->began && !pump.refused && session->control.dead)
        ftp_early_failed(session, error->fault == FTP_FAULT_READ_TIMEOUT);
    ftp_data_close(&pump.data);
    ftp_pump_direct_done(&pump.direct);
    free(pump.buffer);
    *ret_touched = pump.touched;
    return done;
}
