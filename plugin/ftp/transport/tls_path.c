/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Path building. GnuTLS follows the chain as it was sent, and can't be told what time it is; so
 * each possible path is put together here, its times are compared here, and GnuTLS verifies the
 * path alone against its one anchor.
 */
#include "ftp/transport/tls_path.h"

#include "ftp/transport/tls_certificate.h"

#include <string.h>

/* Against chains made to be followed for ever. */
enum { PATHS_MOST = 16, STEPS_MOST = 128 };

struct search {
    const struct ftp_peer_chain *chain;
    const struct ftp_trust *trust;
    time_t now;
    gnutls_x509_crt_t path[FTP_TLS_CHAIN_MOST + 1]; /* room for the anchor */
    bool used[FTP_TLS_CHAIN_MOST];
    size_t length;
    unsigned paths, steps;
    struct ftp_path_verdict *verdict;
};

void ftp_peer_chain_done(struct ftp_peer_chain *chain)
{
    for (size_t i = 0; i < chain->count; i++)
        gnutls_x509_crt_deinit(chain->list[i]);
    chain->count = 0;
}

static int import(const gnutls_datum_t *der, gnutls_x509_crt_t *ret_certificate)
{
    gnutls_x509_crt_t certificate;
    int code = gnutls_x509_crt_init(&certificate);
    if (code < 0)
        return code;
    code = gnutls_x509_crt_import(certificate, der, GNUTLS_X509_FMT_DER);
    if (code < 0) {
        gnutls_x509_crt_deinit(certificate);
        return code;
    }
    *ret_certificate = certificate;
    return 0;
}

bool ftp_peer_chain_read(gnutls_session_t session, struct ftp_peer_chain *ret_chain, int *ret_code)
{
    unsigned count = 0;
    const gnutls_datum_t *der = gnutls_certificate_get_peers(session, &count);
    struct ftp_peer_chain chain = {.der = der};
    *ret_code = der && count > 0 ? 0 : GNUTLS_E_NO_CERTIFICATE_FOUND;
    for (unsigned i = 0; der && i < count && chain.count < FTP_TLS_CHAIN_MOST && *ret_code == 0;
         i++) {
        *ret_code = import(&der[i], &chain.list[chain.count]);
        chain.count += *ret_code == 0;
    }
    if (*ret_code != 0) {
        ftp_peer_chain_done(&chain);
        return false;
    }
    *ret_chain = chain;
    return true;
}

/* The first complaint is kept: it is about the path that the server itself suggests. */
static void complain(
    struct search *search, enum ftp_path path, unsigned status, gnutls_x509_crt_t culprit)
{
    if (search->verdict->path != FTP_PATH_NO_ANCHOR)
        return;
    search->verdict->path = path;
    search->verdict->status = status;
    ftp_certificate_describe(culprit, &search->verdict->culprit);
}

static bool is_timely(struct search *search, gnutls_x509_crt_t certificate)
{
    time_t begin = gnutls_x509_crt_get_activation_time(certificate);
    time_t end = gnutls_x509_crt_get_expiration_time(certificate);
    if (begin == (time_t)-1 || search->now < begin) {
        complain(search, FTP_PATH_NOT_YET_VALID, 0, certificate);
        return false;
    }
    if (end == (time_t)-1 || search->now > end) {
        complain(search, FTP_PATH_EXPIRED, 0, certificate);
        return false;
    }
    return true;
}

static unsigned verify_flags(void)
{
    return GNUTLS_VERIFY_DISABLE_TIME_CHECKS | GNUTLS_VERIFY_DISABLE_TRUSTED_TIME_CHECKS |
           GNUTLS_VERIFY_DISABLE_CRL_CHECKS | GNUTLS_VERIFY_DO_NOT_ALLOW_UNSORTED_CHAIN |
           (unsigned)GNUTLS_PROFILE_TO_VFLAGS(GNUTLS_PROFILE_MEDIUM);
}

/* GnuTLS's status of the path below `anchor`; 0: good. */
static unsigned verify_path(struct search *search, gnutls_x509_crt_t anchor)
{
    gnutls_x509_trust_list_t list;
    unsigned status = GNUTLS_CERT_INVALID;
    if (gnutls_x509_trust_list_init(&list, 1) < 0)
        return status;
    unsigned char purpose[] = GNUTLS_KP_TLS_WWW_SERVER;
    gnutls_typed_vdata_st wanted = {
        .type = GNUTLS_DT_KEY_PURPOSE_OID, .data = purpose, .size = sizeof purpose - 1};
    if (gnutls_x509_trust_list_add_cas(list, &anchor, 1, 0) != 1 ||
        gnutls_x509_trust_list_verify_crt2(list, search->path, (unsigned)search->length, &wanted, 1,
            verify_flags(), &status, NULL) < 0)
        status |= GNUTLS_CERT_INVALID;
    gnutls_x509_trust_list_deinit(list, 0); /* the anchor is the caller's */
    return status;
}

static bool try_path(struct search *search, gnutls_x509_crt_t anchor)
{
    if (++search->paths > PATHS_MOST)
        return false;
    for (size_t i = 0; i < search->length; i++)
        if (!is_timely(search, search->path[i]))
            return false;
    if (!is_timely(search, anchor))
        return false;
    unsigned status = verify_path(search, anchor);
    if (status == 0) {
        search->path[search->length] = anchor;
        status = ftp_path_rules(search->path, search->length + 1);
    }
    if (status != 0) {
        complain(search, FTP_PATH_INVALID, status, search->path[0]);
        return false;
    }
    search->verdict->path = FTP_PATH_TRUSTED;
    return true;
}

/* True where an anchor issued the last certificate of the path and everything holds. */
static bool try_anchors(struct search *search)
{
    gnutls_x509_crt_t last = search->path[search->length - 1], anchor;
    gnutls_datum_t issuer;
    if (gnutls_x509_crt_get_raw_issuer_dn(last, &issuer) < 0)
        return false;
    size_t at = 0;
    bool trusted = false;
    const struct ftp_anchor *found;
    while (!trusted && (found = ftp_trust_find(search->trust, &issuer, &at))) {
        if (import(&found->der, &anchor) < 0)
            continue;
        trusted = gnutls_x509_crt_check_issuer(last, anchor) && try_path(search, anchor);
        gnutls_x509_crt_deinit(anchor);
    }
    gnutls_free(issuer.data);
    return trusted;
}

/* Makes the path longer by each presented certificate that may be the issuer of its last one. */
static bool extend(struct search *search)
{
    if (try_anchors(search))
        return true;
    for (size_t i = 1; i < search->chain->count && search->length < FTP_TLS_CHAIN_MOST; i++) {
        gnutls_x509_crt_t next = search->chain->list[i];
        if (search->used[i] || ++search->steps > STEPS_MOST ||
            !gnutls_x509_crt_check_issuer(search->path[search->length - 1], next))
            continue;
        search->used[i] = true;
        search->path[search->length++] = next;
        if (extend(search))
            return true;
        search->length--;
        search->used[i] = false;
    }
    return false;
}

/* The end of the chain as it was sent: the one whose issuer would have to be known. */
static gnutls_x509_crt_t last_in_line(const struct ftp_peer_chain *chain)
{
    size_t i = 0;
    while (i + 1 < chain->count && gnutls_x509_crt_check_issuer(chain->list[i], chain->list[i + 1]))
        i++;
    return chain->list[i];
}

void ftp_path_find(const struct ftp_peer_chain *chain, const struct ftp_trust *trust, time_t now,
    struct ftp_path_verdict *ret_verdict)
{
    struct search search = {.chain = chain, .trust = trust, .now = now, .verdict = ret_verdict};
    *ret_verdict = (struct ftp_path_verdict){.path = FTP_PATH_NO_ANCHOR};
    search.path[0] = chain->list[0];
    search.length = 1;
    /* A deployed leaf is trusted for what it is, whoever issued it. */
    if (ftp_trust_has(trust, &chain->der[0])) {
        if (is_timely(&search, chain->list[0]))
            ret_verdict->path = FTP_PATH_TRUSTED;
        return;
    }
    if (!extend(&search) && ret_verdict->path == FTP_PATH_NO_ANCHOR)
        ftp_certificate_describe(last_in_line(chain), &ret_verdict->culprit);
}
