/* SPDX-License-Identifier: Apache-2.0 */
/* GnuTLS's codes and alerts in words that say what to change. */
#include "ftp/transport/tls_session.h"

#include "ftp/transport/system_error.h"

/* RFC 8446, B.1: change_cipher_spec, alert, handshake, application_data. */
enum { RECORD_TYPE_FIRST = 20, RECORD_TYPE_LAST = 23 };

static bool not_spoken(const struct ftp_tls_session *session, struct ftp_error *error)
{
    char text[4 * FTP_TLS_FIRST_BYTES];
    size_t length = session->first_length;
    while (length > 0 && (session->first[length - 1] == '\n' || session->first[length - 1] == '\r'))
        length--;
    ftp_error_quote(text, sizeof text, session->first, length);
    return ftp_error_set(error, FTP_FAULT_TLS_NOT_SPOKEN,
        "%s did not answer the TLS handshake with TLS but with \"%s\"", session->tls->host, text);
}

static bool alert(
    const struct ftp_tls_session *session, enum ftp_fault fault, struct ftp_error *error)
{
    gnutls_alert_description_t number = gnutls_alert_get(session->gnutls);
    const char *name = gnutls_alert_get_name(number);
    ftp_error_set(error, fault, "%s ended TLS with the alert %d: %s", session->tls->host,
        (int)number, name ? name : "unknown");
    if (number == GNUTLS_A_PROTOCOL_VERSION)
        ftp_error_hint(error,
            "The server has no TLS version in common with this connection: lower "
            "Minimum TLS Version, or have the server's operator switch on TLS 1.2 or 1.3.");
    else if (number == GNUTLS_A_CERTIFICATE_REQUIRED || number == GNUTLS_A_BAD_CERTIFICATE ||
             number == GNUTLS_A_UNKNOWN_CA || number == GNUTLS_A_CERTIFICATE_UNKNOWN)
        ftp_error_hint(error, "The server refuses this client's certificate, or wants one: check "
                              "Client Certificate under Advanced with the server's operator.");
    return false;
}

static bool lost(const struct ftp_tls_session *session, struct ftp_error *error)
{
    char text[FTP_SYSTEM_ERROR_TEXT];
    return ftp_error_set(error, FTP_FAULT_CONNECTION_LOST, "the connection to %s was lost%s: %s",
        session->tls->host,
        session->state == FTP_TLS_HANDSHAKING ? " during the TLS handshake" : "",
        ftp_system_error(session->system_error, text));
}

static bool ended_early(const struct ftp_tls_session *session, struct ftp_error *error)
{
    if (session->state != FTP_TLS_HANDSHAKING)
        return ftp_error_set(error, FTP_FAULT_TLS_TRUNCATED,
            "%s ended the connection without TLS's closing message", session->tls->host);
    return ftp_error_set(error,
        session->first_length ? FTP_FAULT_CONNECTION_LOST : FTP_FAULT_TLS_HANDSHAKE,
        "%s closed the connection %s", session->tls->host,
        session->first_length ? "in the middle of the TLS handshake"
                              : "when TLS was begun, without an answer");
}

static bool version(const struct ftp_tls_session *session, struct ftp_error *error)
{
    ftp_error_set(error, FTP_FAULT_TLS_HANDSHAKE,
        "%s offers only versions of TLS that are not allowed here", session->tls->host);
    ftp_error_hint(error, "Lower Minimum TLS Version if it is 1.3, or have the server's operator "
                          "switch on TLS 1.2 or 1.3.");
    return false;
}

bool ftp_tls_fail(const struct ftp_tls_session *session, int code, struct ftp_error *error)
{
    bool handshaking = session->state == FTP_TLS_HANDSHAKING;
    enum ftp_fault fault = handshaking ? FTP_FAULT_TLS_HANDSHAKE : FTP_FAULT_TLS_RECORD;
    if (handshaking && session->first_length > 0 &&
        (session->first[0] < RECORD_TYPE_FIRST || session->first[0] > RECORD_TYPE_LAST))
        return not_spoken(session, error);
    if (session->system_error != 0)
        return lost(session, error);
    switch (code) {
    case GNUTLS_E_FATAL_ALERT_RECEIVED:
        return alert(session, fault, error);
    case GNUTLS_E_PREMATURE_TERMINATION:
        return ended_early(session, error);
    case GNUTLS_E_UNSUPPORTED_VERSION_PACKET:
        return version(session, error);
    case GNUTLS_E_MEMORY_ERROR:
        return ftp_error_set(error, FTP_FAULT_MEMORY, "no memory for TLS");
    case GNUTLS_E_REHANDSHAKE:
        return ftp_error_set(error, fault,
            "%s asked to negotiate TLS anew in the middle of the session, which is refused",
            session->tls->host);
    default:
        return ftp_error_set(
            error, fault, "TLS with %s failed: %s", session->tls->host, gnutls_strerror(code));
    }
}
