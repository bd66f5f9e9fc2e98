/* SPDX-License-Identifier: Apache-2.0 */
/* Whether a peer is who it should be. Runs when the handshake is complete and before anything is
 * sent through it. */
#include "ftp/transport/tls_certificate.h"
#include "ftp/transport/tls_path.h"
#include "ftp/transport/tls_session.h"

#include <stdio.h>
#include <string.h>

enum { NAMES_MOST = 1024, DATE_TEXT = 32 };

static const char *or_unnamed(const char *name)
{
    return name[0] ? name : "(no name)";
}

/* Which certificate it was, for the person who must decide about it. */
static void identify(const struct ftp_tls_certificate *leaf, char *text, size_t size)
{
    snprintf(text, size, "%.300s, issued by %.300s, SHA-256 %s", or_unnamed(leaf->subject),
        leaf->self_signed ? "itself" : or_unnamed(leaf->issuer), leaf->fingerprint);
}

static void date_text(time_t when, char text[DATE_TEXT])
{
    struct tm parts;
    if (when == (time_t)-1 || !gmtime_r(&when, &parts) ||
        strftime(text, DATE_TEXT, "%Y-%m-%d %H:%M:%S UTC", &parts) == 0)
        snprintf(text, DATE_TEXT, "(unknown)");
}

static const char *why_invalid(unsigned status)
{
    static const struct {
        unsigned bit;
        const char *text;
    } reasons[] = {
        {GNUTLS_CERT_SIGNATURE_FAILURE, "a signature in its chain is wrong"},
        {GNUTLS_CERT_INSECURE_ALGORITHM, "its chain uses a signature or a key that is too weak"},
        {GNUTLS_CERT_SIGNER_NOT_CA, "it was issued by a certificate that is not an authority's"},
        {GNUTLS_CERT_SIGNER_CONSTRAINTS_FAILURE,
            "an authority in its chain is not allowed to issue it"},
        {GNUTLS_CERT_PURPOSE_MISMATCH, "it is not for a TLS server"},
        {GNUTLS_CERT_UNKNOWN_CRIT_EXTENSIONS,
            "its chain has a critical extension that is not known"},
        {GNUTLS_CERT_REVOKED, "it was revoked"},
        {FTP_PATH_LONG_SERIAL,
            "a certificate in its chain has a serial number of more than 20 octets, which RFC 5280 "
            "forbids; its issuer has to issue it anew"},
    };
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
        if (status & reasons[i].bit)
            return reasons[i].text;
    return "its chain does not verify";
}

static bool report_no_anchor(const struct ftp_tls_session *session, const char *who,
    const struct ftp_path_verdict *verdict, struct ftp_error *error)
{
    const struct ftp_trust *trust = &session->tls->trust;
    char unreadable[64] = "";
    if (trust->unreadable)
        snprintf(unreadable, sizeof unreadable, " (%zu more can't be read)", trust->unreadable);
    return ftp_error_set(error, FTP_FAULT_TLS_UNTRUSTED,
        "the certificate of %s is not trusted: %s; none of the runtime's %zu certificates%s is it "
        "or "
        "the missing issuer, %.300s",
        session->tls->host, who, trust->count, unreadable, or_unnamed(verdict->culprit.issuer));
}

static bool report_time(const struct ftp_tls_session *session, const char *who,
    const struct ftp_path_verdict *verdict, struct ftp_error *error)
{
    char begin[DATE_TEXT], end[DATE_TEXT];
    date_text(verdict->culprit.not_before, begin);
    date_text(verdict->culprit.not_after, end);
    return ftp_error_set(error, FTP_FAULT_TLS_EXPIRED,
        "the certificate of %s (%s) can't be used: %.300s %s; it is valid from %s to %s",
        session->tls->host, who, or_unnamed(verdict->culprit.subject),
        verdict->path == FTP_PATH_EXPIRED ? "has expired" : "is not valid yet", begin, end);
}

static bool check_path(const struct ftp_tls_session *session, const struct ftp_peer_chain *chain,
    const char *who, struct ftp_error *error)
{
    struct ftp_path_verdict verdict;
    time_t now = session->tls->now ? session->tls->now : time(NULL);
    ftp_path_find(chain, &session->tls->trust, now, &verdict);
    switch (verdict.path) {
    case FTP_PATH_TRUSTED:
        return true;
    case FTP_PATH_NO_ANCHOR:
        return report_no_anchor(session, who, &verdict, error);
    case FTP_PATH_EXPIRED:
    case FTP_PATH_NOT_YET_VALID:
        return report_time(session, who, &verdict, error);
    case FTP_PATH_INVALID:
        break;
    }
    return ftp_error_set(error, FTP_FAULT_TLS_UNTRUSTED,
        "the certificate of %s is not trusted: %s (%s)", session->tls->host,
        why_invalid(verdict.status), who);
}

/* An address counts only against an address, a name only against a DNS name; the common name never
 * (RFC 9525, 6). */
static bool name_covers(const struct ftp_tls *tls, const struct ftp_certificate_name *name)
{
    struct ftp_address address;
    if (tls->is_address)
        return name->kind == FTP_NAME_IP && ftp_certificate_name_address(name, &address) &&
               ftp_address_same_host(&address, &tls->address);
    return name->kind == FTP_NAME_DNS &&
           ftp_host_name_covers((const char *)name->bytes, name->length, tls->host);
}

static bool check_name(const struct ftp_tls_session *session, gnutls_x509_crt_t leaf,
    const char *who, struct ftp_error *error)
{
    struct ftp_certificate_name name;
    unsigned count = 0;
    while (count < NAMES_MOST && ftp_certificate_name_at(leaf, count, &name)) {
        if (name_covers(session->tls, &name))
            return true;
        count++;
    }
    if (count == 0)
        return ftp_error_set(error, FTP_FAULT_TLS_NO_SAN,
            "the certificate of %s has no subjectAltName, so that it names no server (%s)",
            session->tls->host, who);
    struct ftp_tls_certificate description;
    ftp_certificate_describe(leaf, &description);
    return ftp_error_set(error, FTP_FAULT_TLS_WRONG_NAME,
        "the certificate of the server is not for %s but for %s (%s)", session->tls->host,
        description.names, who);
}

/* RFC 4217, 10: data must come from the server that was logged in to. */
static bool check_same(
    const struct ftp_tls_session *session, const char *who, struct ftp_error *error)
{
    if (!session->is_data || !session->same_as.known ||
        memcmp(session->same_as.sha256, session->leaf.sha256, sizeof session->leaf.sha256) == 0)
        return true;
    return ftp_error_set(error, FTP_FAULT_TLS_DATA_IDENTITY,
        "the data connection to %s showed another certificate than the control connection (%s)",
        session->tls->host, who);
}

/* A pin narrows whom the runtime trusts; it stands in for nothing. */
static bool check_pins(const struct ftp_tls_session *session, gnutls_x509_crt_t leaf,
    const char *who, struct ftp_error *error)
{
    char pin[FTP_PIN_TEXT];
    if (ftp_pins_hold(&session->tls->pins, leaf, pin))
        return true;
    ftp_error_set(error, FTP_FAULT_TLS_UNTRUSTED,
        "the public key of %s is not one that Pinned Public Key allows: it is %s (%s)",
        session->tls->host, pin, who);
    ftp_error_hint(error, "If the server's operator confirms this new key, put it into Pinned "
                          "Public Key; else someone stands between.");
    return false;
}

static bool check(const struct ftp_tls_session *session, const struct ftp_peer_chain *chain,
    struct ftp_error *error)
{
    struct ftp_tls_certificate leaf;
    char who[FTP_ERROR_TEXT_MAX / 2];
    ftp_certificate_describe(chain->list[0], &leaf);
    identify(&leaf, who, sizeof who);
    const struct ftp_tls *tls = session->tls;
    return check_same(session, who, error) && check_pins(session, chain->list[0], who, error) &&
           (!tls->verify_certificate || check_path(session, chain, who, error)) &&
           (!tls->verify_host_name || check_name(session, chain->list[0], who, error));
}

bool ftp_tls_verify(struct ftp_tls_session *session, struct ftp_error *error)
{
    struct ftp_peer_chain chain;
    int code;
    /* Who resumes a session proves to be who was verified when it began. */
    if (gnutls_session_is_resumed(session->gnutls))
        return true;
    if (!ftp_peer_chain_read(session->gnutls, &chain, &code))
        return ftp_error_set(error, FTP_FAULT_TLS_HANDSHAKE,
            "%s showed no certificate that can be read: %s", session->tls->host,
            gnutls_strerror(code));
    session->leaf.known = ftp_certificate_sha256(chain.list[0], session->leaf.sha256);
    bool good = session->leaf.known && check(session, &chain, error);
    if (!good && !session->leaf.known)
        ftp_error_set(error, FTP_FAULT_MEMORY, "no memory to verify the certificate");
    ftp_peer_chain_done(&chain);
    return good;
}
