/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE /* timegm */
#include "corpora/tls.h"

#include "unit/test_ftp_transport_peer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { SKIPPED = 77, LINE_MAX_BYTES = 4096, COLUMNS = 10, PATH_SIZE = 4096 };

enum column {
    ID,
    DIRECTORY,
    KIND,
    EXPECTED,
    PEER_KIND,
    PEER_NAME,
    TIME,
    IMPORTANCE,
    FEATURES,
    HAS_KEY
};

enum outcome { AS_EXPECTED, DIFFERENT, BY_CHOICE, NOT_APPLICABLE };

struct counts {
    unsigned good, bad, by_choice, skipped;
};

/*
 * Matters of form that public authorities must observe and private ones, who issue most
 * certificates of FTP servers, often do not. They say nothing about who holds the key, so the
 * connector believes such certificates knowingly.
 */
static const struct {
    const char *id; /* its beginning */
    const char *why;
} choices[] = {
    {"rfc5280::aki::", "key identifiers only help to find an issuer"},
    {"rfc5280::ski::", "key identifiers only help to find an issuer"},
    {"webpki::aki::", "key identifiers only help to find an issuer"},
    {"rfc5280::root-non-critical-basic-constraints", "an operator vouches for a deployed root"},
    {"webpki::forbidden-rsa-not-divisible-by-8-in-root", "an operator vouches for a deployed root"},
    {"webpki::cn::", "the common name is not looked at"},
    {"webpki::eku::ee-critical-eku", "a critical extension that is understood does no harm"},
};

/* What one row needs, released by material_done. */
struct material {
    gnutls_datum_t authorities;
    struct peer_options server;
};

static bool load(
    const char *folder, const char *directory, const char *name, gnutls_datum_t *ret_file)
{
    char path[PATH_SIZE];
    int length = snprintf(path, sizeof path, "%s/%s/%s", folder, directory, name);
    return length > 0 && (size_t)length < sizeof path && gnutls_load_file(path, ret_file) == 0;
}

static bool load_chain(const char *folder, const char *directory, struct peer_options *server)
{
    gnutls_datum_t pem;
    unsigned count = CHAIN_MOST;
    if (!load(folder, directory, "chain.pem", &pem))
        return false;
    int code = gnutls_x509_crt_list_import(server->chain, &count, &pem, GNUTLS_X509_FMT_PEM,
        GNUTLS_X509_CRT_LIST_IMPORT_FAIL_IF_EXCEED);
    gnutls_free(pem.data);
    server->chain_count = code > 0 ? (size_t)code : 0;
    return code > 0;
}

static bool load_key(const char *folder, const char *directory, struct peer_options *server)
{
    gnutls_datum_t pem;
    gnutls_x509_privkey_t key;
    if (!load(folder, directory, "key.pem", &pem))
        return false;
    bool good = gnutls_x509_privkey_init(&key) == 0;
    if (good && gnutls_x509_privkey_import2(key, &pem, GNUTLS_X509_FMT_PEM, NULL, 0) < 0) {
        gnutls_x509_privkey_deinit(key);
        good = false;
    }
    if (good)
        server->key = key;
    gnutls_free(pem.data);
    return good;
}

static void material_done(struct material *material)
{
    for (size_t i = 0; i < material->server.chain_count; i++)
        gnutls_x509_crt_deinit(material->server.chain[i]);
    if (material->server.key)
        gnutls_x509_privkey_deinit(material->server.key);
    gnutls_free(material->authorities.data);
}

/* "2024-01-01T00:00:00+00:00", fractions passed over; blank: now. */
static time_t time_of(const char *text)
{
    struct tm parts = {0};
    if (!text[0])
        return 0;
    return strptime(text, "%Y-%m-%dT%H:%M:%S", &parts) ? timegm(&parts) : (time_t)-1;
}

static bool shake_hands(
    struct peer *peer, char *const *row, const struct material *material, struct ftp_error *error)
{
    struct ftp_tls_options options = {
        .host = row[PEER_NAME][0] ? row[PEER_NAME] : "unnamed.invalid",
        .verify_certificate = true,
        .verify_host_name = row[PEER_NAME][0] != '\0',
        .trust_pem = (const char *)material->authorities.data,
        .trust_pem_length = material->authorities.size,
        .now = time_of(row[TIME])};
    struct ftp_tls *tls;
    struct ftp_stream stream;
    if (!ftp_tls_new(&options, &tls, error))
        return false;
    client_connect(peer, &stream);
    bool good = ftp_tls_start(&stream, tls, NULL, false, NULL, error) &&
                client_handshake(&stream, NULL, error) == FTP_IO_DONE;
    ftp_stream_close(&stream);
    ftp_tls_free(tls);
    return good;
}

/* Why a row says nothing about this client; NULL: it does. */
static const char *why_not(char *const *row)
{
    if (strcmp(row[KIND], "SERVER") != 0)
        return "not about a server's certificate";
    if (strstr(row[FEATURES], "has-crl"))
        return "needs revocation lists";
    if (strstr(row[FEATURES], "max-chain-depth"))
        return "needs a bound on the depth";
    if (strcmp(row[HAS_KEY], "1") != 0)
        return "has no key to serve it with";
    return NULL;
}

static const char *by_choice(const char *id)
{
    for (size_t i = 0; i < sizeof choices / sizeof *choices; i++)
        if (strncmp(id, choices[i].id, strlen(choices[i].id)) == 0)
            return choices[i].why;
    return NULL;
}

static enum outcome compare(char *const *row, bool believed, const struct ftp_error *error)
{
    bool expected = strcmp(row[EXPECTED], "SUCCESS") == 0;
    const char *why = believed ? by_choice(row[ID]) : NULL;
    if (believed == expected)
        return AS_EXPECTED;
    printf("%s: expected %s, %s%s\n", row[ID], row[EXPECTED],
        why        ? "believed by choice: "
        : believed ? "was believed"
                   : "refused: ",
        why        ? why
        : believed ? ""
                   : error->message);
    return why ? BY_CHOICE : DIFFERENT;
}

static enum outcome try_row(const char *folder, char *const *row)
{
    struct material material = {.server = {.as_it_is = true}};
    struct ftp_error error = {0};
    enum outcome outcome = NOT_APPLICABLE;
    const char *reason = why_not(row);
    struct peer *peer = NULL;
    if (!reason && (!load(folder, row[DIRECTORY], "ca.pem", &material.authorities) ||
                       !load_chain(folder, row[DIRECTORY], &material.server) ||
                       !load_key(folder, row[DIRECTORY], &material.server)))
        reason = "its files can't be read";
    if (!reason && !(peer = peer_start(&material.server)))
        reason = "can't be served";
    if (reason)
        printf("%s: skipped, %s\n", row[ID], reason);
    else
        outcome = compare(row, shake_hands(peer, row, &material, &error), &error);
    if (peer)
        peer_stop(peer);
    material_done(&material);
    return outcome;
}

static bool split(char *line, char *ret_columns[COLUMNS])
{
    size_t count = 0;
    line[strcspn(line, "\r\n")] = '\0';
    for (char *at = line; at && count < COLUMNS;) {
        ret_columns[count++] = at;
        at = strchr(at, '\t');
        if (at)
            *at++ = '\0';
    }
    return count == COLUMNS;
}

static void count(struct counts *counts, enum outcome outcome)
{
    counts->good += outcome == AS_EXPECTED;
    counts->bad += outcome == DIFFERENT;
    counts->by_choice += outcome == BY_CHOICE;
    counts->skipped += outcome == NOT_APPLICABLE;
}

int corpus_tls(const char *folder)
{
    char path[PATH_SIZE], line[LINE_MAX_BYTES];
    char *columns[COLUMNS];
    struct counts counts = {0};
    snprintf(path, sizeof path, "%s/limbo_index.tsv", folder);
    FILE *index = fopen(path, "re");
    if (!index) {
        printf("skipped: there is no %s\n", path);
        return SKIPPED;
    }
    bool head = true;
    while (fgets(line, sizeof line, index)) {
        if (!head && split(line, columns))
            count(&counts, try_row(folder, columns));
        else if (!head)
            counts.bad++, printf("a line of %s can't be read\n", path);
        head = false;
    }
    fclose(index);
    printf("tls: %u as expected, %u not, %u not by choice, %u skipped\n", counts.good, counts.bad,
        counts.by_choice, counts.skipped);
    return counts.bad ? 1 : 0;
}
