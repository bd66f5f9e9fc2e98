/* SPDX-License-Identifier: Apache-2.0 */
/* The non-blocking steps of a stream under TLS. */
#include "ftp/transport/stream_tls.h"
#include "ftp/transport/tls_session.h"

#include <poll.h>

/* Tickets, key updates and warnings that may come without a byte of data between them, before it
 * counts as a flood. */
enum { QUIET_MOST = 64 };

static enum ftp_io again(struct ftp_stream *stream, short events)
{
    stream->events = events;
    return FTP_IO_AGAIN;
}

static enum ftp_io fail(const struct ftp_tls_session *session, int code, struct ftp_error *error)
{
    ftp_tls_fail(session, code, error);
    return FTP_IO_FAILED;
}

static enum ftp_io not_open(const struct ftp_tls_session *session, struct ftp_error *error)
{
    ftp_error_set(error, FTP_FAULT_INTERNAL, "TLS with %s was used though its handshake %s",
        session->tls->host, session->state == FTP_TLS_REFUSED ? "failed" : "is not complete");
    return FTP_IO_FAILED;
}

static bool passes(int code)
{
    return code == GNUTLS_E_AGAIN || code == GNUTLS_E_INTERRUPTED ||
           code == GNUTLS_E_WARNING_ALERT_RECEIVED;
}

static bool has_input(const struct ftp_tls_session *session)
{
    return session->in_at < session->in_length || gnutls_record_check_pending(session->gnutls) > 0;
}

/* One handshake step as far as input goes. 0: done; 1: wait for input; negative: failed. */
static int shake(struct ftp_tls_session *session)
{
    for (int quiet = 0; quiet < QUIET_MOST; quiet++) {
        int code = gnutls_handshake(session->gnutls);
        if (code == 0 || (!passes(code) && gnutls_error_is_fatal(code)))
            return code;
        if (!has_input(session) && code != GNUTLS_E_WARNING_ALERT_RECEIVED)
            return 1;
    }
    return GNUTLS_E_TOO_MANY_HANDSHAKE_PACKETS;
}

/* Tells the server why it is left, as far as that goes without waiting. */
static enum ftp_io refuse(struct ftp_tls_session *session, gnutls_alert_description_t alert)
{
    session->state = FTP_TLS_REFUSED;
    if (gnutls_alert_send(session->gnutls, GNUTLS_AL_FATAL, alert) == 0)
        ftp_tls_flush(session);
    return FTP_IO_FAILED;
}

static gnutls_alert_description_t alert_of(enum ftp_fault fault)
{
    if (fault == FTP_FAULT_TLS_UNTRUSTED)
        return GNUTLS_A_UNKNOWN_CA;
    return fault == FTP_FAULT_TLS_EXPIRED ? GNUTLS_A_CERTIFICATE_EXPIRED : GNUTLS_A_BAD_CERTIFICATE;
}

static enum ftp_io handshake_failed(
    struct ftp_tls_session *session, int code, struct ftp_error *error)
{
    ftp_tls_fail(session, code, error);
    int level;
    int description = gnutls_error_to_alert(code, &level);
    if (description >= 0 && session->first_length > 0 && error->fault == FTP_FAULT_TLS_HANDSHAKE)
        return refuse(session, (gnutls_alert_description_t)description);
    session->state = FTP_TLS_REFUSED;
    return FTP_IO_FAILED;
}

enum ftp_io ftp_tls_handshake(struct ftp_stream *stream, struct ftp_error *error)
{
    struct ftp_tls_session *session = stream->tls;
    if (session->state == FTP_TLS_OPEN)
        return FTP_IO_DONE;
    if (session->state == FTP_TLS_REFUSED)
        return not_open(session, error);
    int code = session->shaken ? 0 : shake(session);
    if (code < 0)
        return handshake_failed(session, code, error);
    session->shaken = code == 0;
    enum ftp_io flushed = ftp_tls_flush(session);
    if (flushed == FTP_IO_FAILED)
        return handshake_failed(session, GNUTLS_E_PUSH_ERROR, error);
    if (flushed == FTP_IO_AGAIN)
        return again(stream, POLLOUT);
    if (code > 0)
        return again(stream, POLLIN);
    if (!ftp_tls_verify(session, error))
        return refuse(session, alert_of(error->fault));
    session->state = FTP_TLS_OPEN;
    session->early = (gnutls_session_get_flags(session->gnutls) & GNUTLS_SFLAGS_FALSE_START) != 0;
    if (!session->early)
        ftp_tls_resume_collect(session);
    return FTP_IO_DONE;
}

/* Reads records while they are there. *ret_length counts what was read also where the code is an
 * error. */
static int read_records(
    struct ftp_tls_session *session, char *buffer, size_t capacity, size_t *ret_length)
{
    size_t length = 0;
    int code = GNUTLS_E_AGAIN, quiet = 0;
    do {
        ssize_t step = gnutls_record_recv(session->gnutls, buffer + length, capacity - length);
        code = step > 0 ? 1 : (int)step;
        if (step > 0)
            length += (size_t)step;
        else if (!passes(code))
            break;
        else if (++quiet > QUIET_MOST)
            code = GNUTLS_E_TOO_MANY_HANDSHAKE_PACKETS;
    } while (length < capacity && (code > 0 || passes(code)) && has_input(session));
    *ret_length = length;
    return code;
}

static enum ftp_io end_of_reading(struct ftp_tls_session *session, struct ftp_error *error)
{
    if (session->later_code == 0)
        return FTP_IO_END;
    if (session->later_code == GNUTLS_E_PREMATURE_TERMINATION && session->system_error == 0) {
        ftp_tls_fail(session, session->later_code, error);
        return FTP_IO_CUT;
    }
    return fail(session, session->later_code, error);
}

enum ftp_io ftp_tls_read(struct ftp_stream *stream, void *buffer, size_t capacity,
    size_t *ret_length, struct ftp_error *error)
{
    struct ftp_tls_session *session = stream->tls;
    if (session->state != FTP_TLS_OPEN)
        return not_open(session, error);
    if (session->later)
        return end_of_reading(session, error);
    if (capacity == 0) {
        *ret_length = 0;
        return FTP_IO_DONE;
    }
    size_t length;
    int code = read_records(session, buffer, capacity, &length);
    if (code <= 0 && !passes(code)) {
        session->later = true;
        session->later_code = code;
    }
    /* An answer to a key update goes out as far as it can; a failure shows at the next write. */
    enum ftp_io flushed = ftp_tls_flush(session);
    if (length > 0) {
        if (session->early)
            ftp_tls_resume_collect(session);
        session->early = false;
        *ret_length = length;
        return FTP_IO_DONE;
    }
    if (session->later)
        return end_of_reading(session, error);
    return again(stream, flushed == FTP_IO_AGAIN ? POLLIN | POLLOUT : POLLIN);
}

/* What is held back goes out first. */
static enum ftp_io flush_first(struct ftp_stream *stream, struct ftp_error *error)
{
    enum ftp_io flushed = ftp_tls_flush(stream->tls);
    if (flushed == FTP_IO_FAILED)
        return fail(stream->tls, GNUTLS_E_PUSH_ERROR, error);
    return flushed == FTP_IO_AGAIN ? again(stream, POLLOUT) : FTP_IO_DONE;
}

/* Encrypts up to four records, so that one system call sends them. A negative code, or 0. */
static int encrypt(
    struct ftp_tls_session *session, const char *bytes, size_t length, size_t *ret_length)
{
    size_t most = length < FTP_TLS_WRITE_MOST ? length : FTP_TLS_WRITE_MOST;
    size_t done = 0;
    while (done < most) {
        ssize_t step = gnutls_record_send(session->gnutls, bytes + done, most - done);
        if (step < 0)
            return (int)step;
        done += (size_t)step;
    }
    *ret_length = done;
    return 0;
}

enum ftp_io ftp_tls_write(struct ftp_stream *stream, const void *bytes, size_t length,
    size_t *ret_length, struct ftp_error *error)
{
    struct ftp_tls_session *session = stream->tls;
    if (session->state != FTP_TLS_OPEN)
        return not_open(session, error);
    enum ftp_io state = flush_first(stream, error);
    if (state != FTP_IO_DONE)
        return state;
    size_t done = session->accepted;
    if (done == 0) {
        int code = encrypt(session, bytes, length, &done);
        if (code < 0)
            return fail(session, code, error);
        session->accepted = done;
        state = flush_first(stream, error);
        if (state != FTP_IO_DONE)
            return state;
    }
    session->accepted = 0;
    *ret_length = done < length ? done : length;
    return FTP_IO_DONE;
}

enum ftp_io ftp_tls_finish(struct ftp_stream *stream, struct ftp_error *error)
{
    struct ftp_tls_session *session = stream->tls;
    if (session->state != FTP_TLS_OPEN)
        return FTP_IO_DONE;
    if (!session->said_goodbye) {
        int code = gnutls_bye(session->gnutls, GNUTLS_SHUT_WR);
        if (code < 0)
            return fail(session, code, error);
        session->said_goodbye = true;
    }
    return flush_first(stream, error);
}
