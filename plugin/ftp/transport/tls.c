/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/transport/tls.h"

#include "ftp/transport/stream_tls.h"
#include "ftp/transport/tls_ciphers.h"
#include "ftp/transport/tls_session.h"

#include <stdlib.h>
#include <string.h>

/* Taken from what the administrator allows; nothing is added to it. */
static const char from_tls12[] = "-VERS-SSL3.0:-VERS-TLS1.0:-VERS-TLS1.1";
static const char tls12_alone[] = "-VERS-SSL3.0:-VERS-TLS1.0:-VERS-TLS1.1:-VERS-TLS1.3";
static const char from_tls13[] = "-VERS-SSL3.0:-VERS-TLS1.0:-VERS-TLS1.1:-VERS-TLS1.2";

static bool set_host(struct ftp_tls *tls, const char *host, struct ftp_error *error)
{
    tls->is_address = ftp_address_parse(host, 0, &tls->address);
    if (!ftp_host_name_ascii(host, tls->host, error))
        return false;
    size_t length = strlen(tls->host);
    if (length > 1 && tls->host[length - 1] == '.')
        tls->host[length - 1] = '\0';
    return true;
}

static bool set_priority(struct ftp_tls *tls, bool tls13_only, struct ftp_error *error)
{
    int code = ftp_tls_priority(
        &tls->priority, tls13_only ? from_tls13 : from_tls12, ftp_tls_has_fast_aes());
    if (code == 0 && !tls13_only &&
        ftp_tls_priority(&tls->priority12, tls12_alone, ftp_tls_has_fast_aes()) != 0)
        tls->priority12 = NULL;
    if (code == 0)
        return true;
    ftp_error_set(error, FTP_FAULT_TLS_HANDSHAKE,
        "this system's TLS policy leaves no version of TLS from %s on: %s",
        tls13_only ? "1.3" : "1.2", gnutls_strerror(code));
    ftp_error_hint(error, "Change the policy of GnuTLS on this system (its file is usually "
                          "/etc/gnutls/config), or lower Minimum TLS Version if it is 1.3.");
    return false;
}

static bool set_up(
    struct ftp_tls *tls, const struct ftp_tls_options *options, struct ftp_error *error)
{
    tls->verify_certificate = options->verify_certificate;
    tls->verify_host_name = options->verify_host_name;
    tls->now = options->now;
    if (!set_host(tls, options->host, error))
        return false;
    if (gnutls_certificate_allocate_credentials(&tls->credentials) < 0)
        return ftp_error_set(error, FTP_FAULT_MEMORY, "no memory for TLS");
    if (!set_priority(tls, options->tls13_only, error))
        return false;
    if (!ftp_pins_parse(options->pins, &tls->pins, error))
        return false;
    if (options->client_certificate && *options->client_certificate &&
        !ftp_tls_client_certificate(tls, options, error))
        return false;
    return !tls->verify_certificate ||
           ftp_trust_read(&tls->trust, options->trust_pem, options->trust_pem_length, error);
}

bool ftp_tls_new(
    const struct ftp_tls_options *options, struct ftp_tls **ret_tls, struct ftp_error *error)
{
    struct ftp_tls *tls = calloc(1, sizeof *tls);
    if (!tls)
        return ftp_error_set(error, FTP_FAULT_MEMORY, "no memory for TLS");
    if (!set_up(tls, options, error)) {
        ftp_tls_free(tls);
        return false;
    }
    *ret_tls = tls;
    return true;
}

void ftp_tls_free(struct ftp_tls *tls)
{
    if (!tls)
        return;
    ftp_trust_done(&tls->trust);
    if (tls->credentials)
        gnutls_certificate_free_credentials(tls->credentials);
    if (tls->priority)
        gnutls_priority_deinit(tls->priority);
    if (tls->priority12)
        gnutls_priority_deinit(tls->priority12);
    if (tls->pin)
        explicit_bzero(tls->pin, strlen(tls->pin));
    free(tls->pin);
    free(tls);
}

static int set_up_session(struct ftp_tls_session *session)
{
    const struct ftp_tls *tls = session->tls;
    /* A certificate that was configured is shown to a server that asks for one, whatever
     * authorities it names: it knows better than its list which it accepts. */
    unsigned flags = GNUTLS_CLIENT | GNUTLS_NONBLOCK | GNUTLS_NO_SIGNAL | GNUTLS_FORCE_CLIENT_CERT;
    if (ftp_tls_resume_knows_group(session))
        flags |= GNUTLS_KEY_SHARE_TOP;
    /* RFC 7918: with TLS 1.2, USER is on its way while the server's Finished is. GnuTLS does so with ciphers and key
     * exchanges that nobody can have foisted on both sides, and not where it showed a certificate, which the server may
     * yet refuse. A data connection resumes, so that the server ends first anyway. */
    if (!session->is_data)
        flags |= GNUTLS_ENABLE_FALSE_START;
    int code = gnutls_init(&session->gnutls, flags);
    if (code < 0)
        return code;
    gnutls_session_set_ptr(session->gnutls, session);
    ftp_tls_wire(session);
    bool version12 = tls->priority12 && ftp_tls_resume_knows_version12(session);
    if ((code = gnutls_priority_set(session->gnutls, version12 ? tls->priority12 : tls->priority)) <
            0 ||
        (code = gnutls_credentials_set(session->gnutls, GNUTLS_CRD_CERTIFICATE, tls->credentials)) <
            0)
        return code;
    /* RFC 6066, 3: no address in SNI. */
    if (!tls->is_address && (code = gnutls_server_name_set(session->gnutls, GNUTLS_NAME_DNS,
                                 tls->host, strlen(tls->host))) < 0)
        return code;
    /* Keeps a server of another protocol with the same certificate from being taken for this one
     * (ALPACA). */
    unsigned char name[] = "ftp";
    const gnutls_datum_t protocol = {name, sizeof name - 1};
    return gnutls_alpn_set_protocols(session->gnutls, &protocol, 1, 0);
}

bool ftp_tls_start(struct ftp_stream *stream, struct ftp_tls *tls, struct ftp_tls_resume *resume,
    bool offer, const struct ftp_tls_leaf *same_as, struct ftp_error *error)
{
    if (stream->tls || stream->fd < 0)
        return ftp_error_set(
            error, FTP_FAULT_INTERNAL, "TLS was begun on a stream that has it, or is closed");
    struct ftp_tls_session *session = calloc(1, sizeof *session);
    unsigned char *in = malloc(FTP_TLS_IN_SIZE);
    if (!session || !in) {
        free(session);
        free(in);
        return ftp_error_set(error, FTP_FAULT_MEMORY, "no memory for TLS");
    }
    session->tls = tls;
    session->resume = resume;
    session->fd = stream->fd;
    session->is_data = same_as != NULL;
    if (same_as)
        session->same_as = *same_as;
    session->in = in;
    buffer_init(&session->out, FTP_TLS_OUT_MOST);
    int code = set_up_session(session);
    if (code < 0) {
        ftp_tls_fail(session, code, error);
        ftp_tls_session_free(session);
        return false;
    }
    ftp_tls_resume_watch(session);
    if (resume && offer)
        ftp_tls_resume_offer(session);
    stream->tls = session;
    return true;
}

void ftp_tls_session_free(struct ftp_tls_session *session)
{
    if (!session)
        return;
    if (session->gnutls)
        gnutls_deinit(session->gnutls);
    buffer_done(&session->out);
    free(session->in);
    free(session);
}

void ftp_tls_leaf(const struct ftp_stream *stream, struct ftp_tls_leaf *ret_leaf)
{
    *ret_leaf = stream->tls ? stream->tls->leaf : (struct ftp_tls_leaf){.known = false};
}

static void copy_name(char *to, size_t size, const char *name)
{
    ftp_error_quote(to, size, name ? name : "", name ? strlen(name) : 0);
}

bool ftp_tls_facts(const struct ftp_stream *stream, struct ftp_tls_facts *ret_facts)
{
    if (!stream->tls)
        return false;
    gnutls_session_t gnutls = stream->tls->gnutls;
    copy_name(ret_facts->version, sizeof ret_facts->version,
        gnutls_protocol_get_name(gnutls_protocol_get_version(gnutls)));
    copy_name(ret_facts->cipher, sizeof ret_facts->cipher,
        gnutls_cipher_get_name(gnutls_cipher_get(gnutls)));
    ret_facts->resumed = gnutls_session_is_resumed(gnutls) != 0;
    return true;
}
