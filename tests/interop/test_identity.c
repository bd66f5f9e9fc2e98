/* SPDX-License-Identifier: Apache-2.0 */
/* Who the server is and who we are: names, pinned keys, client certificates, and what data
 * connections in clear mean. */
#include "config.h"

#include "interop/suite.h"
#include "support/folder.h"

#include <CUnit/CUnit.h>
#include <gnutls/x509.h>
#include <stdlib.h>
#include <string.h>

enum { PIN_SIZE = 80, CHANGES_SIZE = 16384, KEY_ID_SIZE = 64 };

static const char content[] = "some content\n";

static bool start_one(struct rig *rig, enum server_kind kind, const struct pki_options *certificate,
    bool tls_required)
{
    struct rig_options options = {
        .server = {.kind = kind, .tls = SERVER_TLS_EXPLICIT, .tls_required = tls_required},
        .certificate = certificate};
    return rig_start(rig, &options);
}

static void expect_get(struct rig *rig, const char *changes)
{
    struct document document = {.id = "kept.txt"};
    remote_text(rig, "kept.txt", content);
    EXPECT(rig, rig_open(rig, changes));
    struct outcome *outcome = job_one(rig, "get", NULL, &document);
    if (EXPECT_DONE(rig, outcome, 1)) {
        EXPECT(rig, outcome->outputs[0].size == strlen(content));
    }
    outcome_free(outcome);
}

static void expect_failure(struct rig *rig, const char *changes, const char *id)
{
    rig_forget(rig);
    EXPECT(rig, rig_open(rig, changes));
    struct outcome *outcome = job_none(rig, "list", NULL);
    EXPECT_ERROR(rig, outcome, HAWSER_STATUS_FAILURE, id);
    EXPECT(rig, rig_log_count(rig, "> PASS") == 0);
    outcome_free(outcome);
}

/* --- The server's name -------------------------------------------------------------------------- */

/* connection.serverName */
static void server_name(enum server_kind kind)
{
    static const char *const names[] = {"files.example.test", NULL};
    static const struct pki_options certificate = {.dns_names = names};
    struct rig rig;
    if (start_one(&rig, kind, &certificate, false)) {
        expect_failure(&rig, NULL, "ftp.tls.wrong-name");
        expect_failure(&rig, "{\"serverName\":\"other.example.test\"}", "ftp.tls.wrong-name");
        expect_get(&rig, "{\"serverName\":\"files.example.test\"}");
    } else {
        CU_FAIL("no server");
    }
    rig_stop(&rig);
}

static void server_name_proftpd(void)
{
    server_name(SERVER_PROFTPD);
}

static void server_name_vsftpd(void)
{
    server_name(SERVER_VSFTPD);
}

/* --- Pinned keys -------------------------------------------------------------------------------- */

/* By GnuTLS's own means, from the certificate's file. */
static void pin_of(const char *file, char pin[PIN_SIZE])
{
    size_t size = 0, length = KEY_ID_SIZE;
    unsigned char id[KEY_ID_SIZE];
    char *pem = file_read(file, &size);
    gnutls_x509_crt_t certificate;
    gnutls_datum_t base64 = {NULL, 0}, text = {(unsigned char *)pem, (unsigned)size};
    gnutls_x509_crt_init(&certificate);
    CU_ASSERT_EQUAL(gnutls_x509_crt_import(certificate, &text, GNUTLS_X509_FMT_PEM), 0);
    CU_ASSERT_EQUAL(
        gnutls_x509_crt_get_key_id(certificate, GNUTLS_KEYID_USE_SHA256, id, &length), 0);
    gnutls_datum_t bytes = {id, (unsigned)length};
    CU_ASSERT_EQUAL(gnutls_base64_encode2(&bytes, &base64), 0);
    snprintf(pin, PIN_SIZE, "sha256//%.*s", (int)base64.size, (char *)base64.data);
    gnutls_free(base64.data);
    gnutls_x509_crt_deinit(certificate);
    free(pem);
}

/* connection.pinnedPublicKey */
static void pinned_key(void)
{
    static const char other[] = "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    struct rig rig;
    char pin[PIN_SIZE], changes[CHANGES_SIZE];
    if (start_one(&rig, SERVER_PROFTPD, NULL, false)) {
        pin_of(rig.files.certificate, pin);
        snprintf(changes, sizeof changes, "{\"pinnedPublicKey\":\"%s\"}", pin);
        expect_get(&rig, changes);
        snprintf(changes, sizeof changes, "{\"pinnedPublicKey\":\"%s;%s\"}", other, pin);
        expect_get(&rig, changes);
        snprintf(changes, sizeof changes, "{\"pinnedPublicKey\":\"%s\"}", other);
        expect_failure(&rig, changes, "ftp.tls.untrusted");
        /* A pin counts also where the chain does not. */
        snprintf(changes, sizeof changes,
            "{\"pinnedPublicKey\":\"%s\",\"verifyCertificate\":false}", other);
        expect_failure(&rig, changes, "ftp.tls.untrusted");
    } else {
        CU_FAIL("no server");
    }
    rig_stop(&rig);
}

/* A pinned key does not stand in for a trusted certificate. */
/* connection.pinnedPublicKey */
static void pinned_key_untrusted(void)
{
    struct rig_options options = {
        .server = {.kind = SERVER_VSFTPD, .tls = SERVER_TLS_EXPLICIT}, .untrusted = true};
    struct rig rig;
    char pin[PIN_SIZE], changes[CHANGES_SIZE];
    if (rig_start(&rig, &options)) {
        pin_of(rig.files.certificate, pin);
        snprintf(changes, sizeof changes, "{\"pinnedPublicKey\":\"%s\"}", pin);
        expect_failure(&rig, changes, "ftp.tls.untrusted");
    } else {
        CU_FAIL("no server");
    }
    rig_stop(&rig);
}

/* --- Client certificates ------------------------------------------------------------------------ */

/* A server's authority and our certificate from it, made before the server, which reads them. */
struct world {
    char *folder;
    struct pki_authority *authority;
    struct pki_authority *intermediate;
    struct pki_files server;
    struct pki_files client;
    struct pki_files below; /* of the intermediate authority */
    struct pki_files stranger;
};

static bool make_world(struct world *world)
{
    static const struct pki_options client = {.common_name = "partner", .client = true};
    static const struct pki_options alone = {
        .common_name = "stranger", .client = true, .self_signed = true};
    *world = (struct world){.folder = folder_new("identity")};
    world->authority = pki_authority_new(world->folder, "root");
    world->intermediate = pki_intermediate_new(world->authority, "middle");
    return pki_issue(world->authority, world->folder, "server", NULL, &world->server) &&
           pki_issue(world->authority, world->folder, "client", &client, &world->client) &&
           pki_issue(world->intermediate, world->folder, "below", &client, &world->below) &&
           pki_issue(NULL, world->folder, "stranger", &alone, &world->stranger);
}

static void world_done(struct world *world)
{
    pki_authority_free(world->intermediate);
    pki_authority_free(world->authority);
    folder_remove(world->folder);
    folder_free(world->folder);
}

static void show(char changes[CHANGES_SIZE], const char *certificate, const char *key)
{
    snprintf(changes, CHANGES_SIZE,
        "{\"clientCertificate\":{\"certificate\":\"%s\",\"key\":\"%s\"}}", certificate, key);
}

/* The key and its certificate in one file, encrypted, as PKCS #12. */
static bool write_pkcs12(const struct world *world, const char *path, const char *passphrase)
{
    char command[CHANGES_SIZE];
    snprintf(command, sizeof command,
        "certtool --to-p12 --load-certificate '%s' --load-privkey '%s' --p12-name x --password "
        "'%s' --outder --outfile '%s' >'%s.log' 2>&1",
        world->client.certificate, world->client.key, passphrase, path, path);
    return system(command) == 0;
}

static void try_pkcs12(struct rig *rig, const struct world *world)
{
    char changes[CHANGES_SIZE];
    char *path = folder_path(world->folder, "client.p12");
    if (system("command -v certtool >/dev/null 2>&1") != 0) {
        puts("SKIP: no certtool, so no PKCS #12 file");
    } else if (EXPECT(rig, write_pkcs12(world, path, "open me"))) {
        snprintf(changes, sizeof changes,
            "{\"clientCertificate\":{\"certificate\":\"%s\",\"passphrase\":\"open me\"}}", path);
        expect_get(rig, changes);
        EXPECT(rig, rig_log_count(rig, "open me") == 0);
        snprintf(changes, sizeof changes,
            "{\"clientCertificate\":{\"certificate\":\"%s\",\"passphrase\":\"wrong\"}}", path);
        expect_failure(rig, changes, "ftp.config");
    }
    free(path);
}

/* A software token that holds the key and its certificate as "partner". */
static bool fill_token(const struct world *world)
{
    char *settings = folder_path(world->folder, "softhsm.conf");
    char *tokens = folder_path(world->folder, "tokens");
    char text[CHANGES_SIZE], command[2 * CHANGES_SIZE];
    snprintf(text, sizeof text, "directories.tokendir = %s\nobjectstore.backend = file\n", tokens);
    snprintf(command, sizeof command,
        "mkdir '%s' && softhsm2-util --init-token --free --label hawser --pin 1234 --so-pin 5678 "
        ">'%s.log' 2>&1 && for what in privkey='%s' certificate='%s'; do GNUTLS_PIN=1234 p11tool "
        "--batch --login --write --load-$what --label partner pkcs11:token=hawser >>'%s.log' 2>&1 "
        "|| "
        "exit 1; done",
        tokens, tokens, world->client.key, world->client.certificate, tokens);
    bool filled = file_write(settings, text, strlen(text)) &&
                  setenv("SOFTHSM2_CONF", settings, 1) == 0 && system(command) == 0;
    free(settings);
    free(tokens);
    return filled;
}

static void try_token(struct rig *rig, const struct world *world)
{
    static const char shown[] =
        "{\"clientCertificate\":{\"certificate\":\"pkcs11:token=hawser;object=partner;type=cert\","
        "\"key\":\"pkcs11:token=hawser;object=partner;type=private\",\"passphrase\":\"%s\"}}";
    char changes[CHANGES_SIZE];
    if (system("command -v softhsm2-util p11tool >/dev/null 2>&1") != 0) {
        puts("SKIP: no softhsm2-util or p11tool, so no token");
    } else if (EXPECT(rig, fill_token(world))) {
        snprintf(changes, sizeof changes, shown, "1234");
        expect_get(rig, changes);
        snprintf(changes, sizeof changes, shown, "4321");
        expect_failure(rig, changes, "ftp.config");
    }
}

static void try_certificates(struct rig *rig, const struct world *world, bool with_all)
{
    char changes[CHANGES_SIZE];
    show(changes, world->client.certificate, world->client.key);
    expect_get(rig, changes);
    show(changes, world->below.chain, world->below.key);
    expect_get(rig, changes);
    if (with_all) {
        try_token(rig, world);
        try_pkcs12(rig, world);
    }
    /* What can't be used is said before a byte of the login is sent. */
    show(changes, world->client.certificate, world->stranger.key);
    expect_failure(rig, changes, "ftp.config");
    show(changes, "/nonexistent/client.pem", "");
    expect_failure(rig, changes, "ftp.config");
    show(changes, world->folder, "");
    expect_failure(rig, changes, "ftp.config");
    show(changes, "pkcs11:token=none;object=none", "");
    expect_failure(rig, changes, "ftp.config");
}

static void expect_refused(struct rig *rig, const char *changes)
{
    EXPECT(rig, rig_open(rig, changes));
    struct outcome *outcome = job_none(rig, "list", NULL);
    EXPECT(rig, outcome->code != HAWSER_OK);
    EXPECT(rig, outcome->results[0].status == HAWSER_STATUS_FAILURE);
    outcome_free(outcome);
}

/* connection.clientCertificate */
static void client_certificate(enum server_kind kind, const char *asking)
{
    struct world world;
    struct rig rig = {.server = NULL};
    char extra[CHANGES_SIZE], changes[CHANGES_SIZE];
    CU_ASSERT_TRUE_FATAL(make_world(&world));
    snprintf(extra, sizeof extra, "%s%s\n", asking, pki_authority_file(world.authority));
    struct rig_options options = {.server = {.kind = kind,
                                      .tls = SERVER_TLS_EXPLICIT,
                                      .certificate = world.server.chain,
                                      .key = world.server.key,
                                      .extra = extra}};
    if (rig_start(&rig, &options)) {
        size_t size;
        char *pem = file_read(pki_authority_file(world.authority), &size);
        EXPECT(&rig, hawser_trust_add(rig.host, pem, size, NULL, NULL, NULL, NULL) == HAWSER_OK);
        free(pem);
        try_certificates(&rig, &world, kind == SERVER_PROFTPD);
        expect_refused(&rig, NULL);
        show(changes, world.stranger.certificate, world.stranger.key);
        expect_refused(&rig, changes);
    } else {
        CU_FAIL("no server");
    }
    rig_stop(&rig);
    world_done(&world);
}

static void client_certificate_proftpd(void)
{
    client_certificate(SERVER_PROFTPD, "TLSVerifyClient on\nTLSCACertificateFile ");
}

static void client_certificate_vsftpd(void)
{
    client_certificate(SERVER_VSFTPD, "require_cert=YES\nvalidate_cert=YES\nca_certs_file=");
}

/* --- Data connections in clear -------------------------------------------------------------------- */

static const char clear_data[] = "{\"dataProtection\":\"clear\"}";

/* connection.dataProtection protocol.T5 */
static void data_in_clear(enum server_kind kind)
{
    struct rig rig;
    struct document document = {.id = "kept.txt"};
    if (start_one(&rig, kind, NULL, false)) {
        remote_text(&rig, "kept.txt", content);
        EXPECT(&rig, rig_open(&rig, clear_data));
        struct outcome *outcome = job_one(&rig, "get", NULL, &document);
        if (EXPECT_DONE(&rig, outcome, 1)) {
            EXPECT(&rig, json_is_null(json_object_get(outcome->results[0].detail, "tls")));
            EXPECT(&rig, rig_log_count(&rig, "> PROT C") == 1);
            EXPECT(&rig, rig_log_count(&rig, "> PROT P") == 0);
            EXPECT(&rig, rig_log_count(&rig, "> AUTH TLS") == 1);
        }
        outcome_free(outcome);
    } else {
        CU_FAIL("no server");
    }
    rig_stop(&rig);
}

static void data_in_clear_proftpd(void)
{
    data_in_clear(SERVER_PROFTPD);
}

static void data_in_clear_vsftpd(void)
{
    data_in_clear(SERVER_VSFTPD);
}

/* Whether at PROT or at the transfer: nothing goes out in clear where the server forbids it. */
/* connection.dataProtection protocol.T3 protocol.T5 */
static void data_in_clear_refused(void)
{
    struct rig rig;
    if (start_one(&rig, SERVER_PROFTPD, NULL, true)) {
        EXPECT(&rig, rig_open(&rig, clear_data));
        struct outcome *outcome = job_none(&rig, "list", NULL);
        EXPECT_ERROR(&rig, outcome, HAWSER_STATUS_FAILURE, "ftp.tls.protection");
        outcome_free(outcome);
    } else {
        CU_FAIL("no server");
    }
    rig_stop(&rig);
}

/* --- Data that ends without TLS's closing message --------------------------------------------------- */

static void expect_truncated(struct rig *rig, const char *changes, const char *action)
{
    struct document document = {.id = "kept.txt"};
    EXPECT(rig, rig_open(rig, changes));
    struct outcome *outcome = strcmp(action, "list") == 0 ? job_none(rig, action, NULL)
                                                          : job_one(rig, action, NULL, &document);
    EXPECT_ERROR(rig, outcome, HAWSER_STATUS_FAILURE, "ftp.tls.truncated");
    EXPECT(rig, strcmp(action, "get") != 0 || outcome->output_count == 0);
    outcome_free(outcome);
}

static bool has_verified(const struct outcome *outcome, const char *what)
{
    const json_t *held = json_object_get(outcome->results[0].detail, "verified");
    bool found = false;
    for (size_t i = 0; i < json_array_size(held); i++) {
        found = found || strcmp(json_string_value(json_array_get(held, i)), what) == 0;
    }
    return found;
}

/* connection.requireCloseNotify protocol.T9 */
static void cut_data(void)
{
    static const char tolerant[] = "{\"requireCloseNotify\":false}";
    struct rig rig;
    struct document document = {.id = "kept.txt"};
    struct rig_options options = {
        .server = {.kind = SERVER_PYFTPDLIB, .tls = SERVER_TLS_EXPLICIT, .extra = "--cut"}};
    if (rig_start(&rig, &options)) {
        remote_text(&rig, "kept.txt", content);
        expect_truncated(&rig, NULL, "get");
        expect_truncated(&rig, NULL, "list");
        expect_truncated(&rig, tolerant, "list"); /* nothing tells how long a listing is */
        EXPECT(&rig, rig_open(&rig, tolerant));
        struct outcome *outcome = job_one(&rig, "get", NULL, &document);
        if (EXPECT_DONE(&rig, outcome, 1)) {
            EXPECT(&rig, has_verified(outcome, "size") && has_verified(outcome, "reply"));
            EXPECT(&rig, !has_verified(outcome, "eof"));
        }
        outcome_free(outcome);
    } else {
        CU_FAIL("no server");
    }
    rig_stop(&rig);
}

int main(void)
{
    static const struct interop_test proftpd[] = {
        {"server name, ProFTPD", server_name_proftpd},
        {"server name, vsftpd", server_name_vsftpd},
        {"pinned key", pinned_key},
        {"pinned key, untrusted", pinned_key_untrusted},
        {"client certificate, ProFTPD", client_certificate_proftpd},
        {"client certificate, vsftpd", client_certificate_vsftpd},
        {"data in clear, ProFTPD", data_in_clear_proftpd},
        {"data in clear, vsftpd", data_in_clear_vsftpd},
        {"data in clear, refused", data_in_clear_refused},
        {"cut data", cut_data},
    };
    int missing = rig_missing(SERVER_VSFTPD);
    missing = missing ? missing : rig_missing(SERVER_PYFTPDLIB);
    return missing ? missing : interop_alone(SERVER_PROFTPD, proftpd, INTEROP_COUNT(proftpd));
}
