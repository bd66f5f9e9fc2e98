/* SPDX-License-Identifier: Apache-2.0 */
/* What the operator deploys counts from the next connection on, and no longer than it is there. */
#include "config.h"

#include "interop/suite.h"
#include "support/folder.h"

#include <netdb.h>
#include <CUnit/CUnit.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_SIZE = 512 };

static int32_t keep_name(void *user, const hawser_trusted *trusted)
{
    char *name = user;
    snprintf(name, NAME_SIZE, "%s", trusted->name);
    return 0;
}

static void deploy(struct rig *rig, const char *file, const char *peer, char ret_name[NAME_SIZE])
{
    size_t size = 0;
    char *pem = file_read(file, &size);
    int32_t code = hawser_trust_add(rig->host, pem, size, peer, keep_name, ret_name, NULL);
    EXPECT(rig, code == HAWSER_OK);
    free(pem);
}

static void expect_trusted(struct rig *rig, const char *step, bool trusted)
{
    struct outcome *outcome;
    snprintf(rig->cell, sizeof rig->cell, "{%s}", step);
    rig_forget(rig);
    outcome = job_none(rig, "list", NULL);
    if (trusted) {
        EXPECT_DONE(rig, outcome, 1);
    } else {
        EXPECT_ERROR(rig, outcome, HAWSER_STATUS_FAILURE, "ftp.tls.untrusted");
        EXPECT(rig, rig_log_count(rig, "> PASS") == 0);
    }
    outcome_free(outcome);
}

/* A new link for each step: the session of the one before would otherwise be used on. */
static void run_steps(struct rig *rig, const char *file, const char *peer)
{
    char name[NAME_SIZE] = "";
    remote_text(rig, "a.txt", "a");
    EXPECT(rig, rig_open(rig, NULL));
    expect_trusted(rig, "before", false);
    deploy(rig, file, peer, name);
    expect_trusted(rig, "deployed, same link", true);
    EXPECT(rig, rig_open(rig, NULL));
    expect_trusted(rig, "deployed, new link", true);
    EXPECT(rig, hawser_trust_remove(rig->host, name, NULL) == HAWSER_OK);
    EXPECT(rig, rig_open(rig, NULL));
    expect_trusted(rig, "removed", false);
}

static void start_untrusted(struct rig *rig, enum server_tls tls, const struct pki_options *pki)
{
    struct rig_options options = {
        .server = {.kind = SERVER_VSFTPD, .tls = tls}, .certificate = pki, .untrusted = true};
    CU_ASSERT_TRUE_FATAL(rig_start(rig, &options));
}

/* session.trust */
static void test_authority(void)
{
    struct rig rig;
    start_untrusted(&rig, SERVER_TLS_EXPLICIT, NULL);
    run_steps(&rig, pki_authority_file(rig.authority), NULL);
    rig_stop(&rig);
}

static void test_authority_implicit(void)
{
    struct rig rig;
    start_untrusted(&rig, SERVER_TLS_IMPLICIT, NULL);
    run_steps(&rig, pki_authority_file(rig.authority), NULL);
    rig_stop(&rig);
}

static void test_own_certificate(void)
{
    struct rig rig;
    start_untrusted(&rig, SERVER_TLS_EXPLICIT, NULL);
    run_steps(&rig, rig.files.certificate, NULL);
    rig_stop(&rig);
}

static void test_self_signed(void)
{
    static const struct pki_options self_signed = {.self_signed = true};
    struct rig rig;
    start_untrusted(&rig, SERVER_TLS_EXPLICIT, &self_signed);
    run_steps(&rig, rig.files.certificate, NULL);
    rig_stop(&rig);
}

static void test_for_this_host(void)
{
    struct rig rig;
    start_untrusted(&rig, SERVER_TLS_EXPLICIT, NULL);
    run_steps(&rig, pki_authority_file(rig.authority), server_host(rig.server));
    rig_stop(&rig);
}

/* A bare container may have no /etc/hosts. */
static bool localhost_resolves(void)
{
    struct addrinfo *addresses = NULL;
    if (getaddrinfo("localhost", NULL, NULL, &addresses) != 0) {
        printf("SKIP: localhost does not resolve here\n");
        return false;
    }
    freeaddrinfo(addresses);
    return true;
}

/* session.trust */
static void test_for_another_host(void)
{
    struct rig rig;
    char name[NAME_SIZE] = "";
    start_untrusted(&rig, SERVER_TLS_EXPLICIT, NULL);
    remote_text(&rig, "a.txt", "a");
    deploy(&rig, pki_authority_file(rig.authority), "ftp.example.com", name);
    EXPECT(&rig, rig_open(&rig, NULL));
    expect_trusted(&rig, "deployed for another host", false);
    if (localhost_resolves()) {
        EXPECT(&rig, rig_open(&rig, "{\"host\":\"localhost\"}"));
        expect_trusted(&rig, "nor by its name", false);
    }
    rig_stop(&rig);
}

/* A certificate that is deployed itself must still be for the host. */
static void test_own_certificate_of_another(void)
{
    static const char *const names[] = {"ftp.example.com", NULL};
    static const char *const addresses[] = {NULL};
    static const struct pki_options other = {.dns_names = names, .ip_addresses = addresses};
    struct rig rig;
    char name[NAME_SIZE] = "";
    start_untrusted(&rig, SERVER_TLS_EXPLICIT, &other);
    deploy(&rig, rig.files.certificate, NULL, name);
    EXPECT(&rig, rig_open(&rig, NULL));
    struct outcome *outcome = job_none(&rig, "list", NULL);
    EXPECT_ERROR(&rig, outcome, HAWSER_STATUS_FAILURE, "ftp.tls.wrong-name");
    outcome_free(outcome);
    rig_stop(&rig);
}

static const struct interop_test tests[] = {{"authority", test_authority},
    {"authority, implicit TLS", test_authority_implicit},
    {"the server's own certificate", test_own_certificate}, {"self-signed", test_self_signed},
    {"for this host", test_for_this_host}, {"for another host", test_for_another_host},
    {"own certificate of another host", test_own_certificate_of_another}};

int main(void)
{
    return interop_alone(SERVER_VSFTPD, tests, INTEROP_COUNT(tests));
}
