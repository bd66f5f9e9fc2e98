/* SPDX-License-Identifier: Apache-2.0 */
/* What switching a check off lets in, and what it still keeps out. */
#include "config.h"

#include "interop/expect.h"
#include "interop/job.h"
#include "interop/remote.h"
#include "interop/suite.h"

#include <CUnit/CUnit.h>

static const char *const other_host[] = {"ftp.example.com", NULL};
static const char *const no_addresses[] = {NULL};

static void expect_list(struct rig *rig, const char *changes, const char *id)
{
    snprintf(rig->cell, sizeof rig->cell, "{%s}", changes);
    EXPECT(rig, rig_open(rig, changes));
    struct outcome *outcome = job_none(rig, "list", NULL);
    if (id)
        EXPECT_ERROR(rig, outcome, HAWSER_STATUS_FAILURE, id);
    else
        EXPECT_DONE(rig, outcome, 1);
    outcome_free(outcome);
}

static void with_server(const struct pki_options *pki, bool untrusted, void (*check)(struct rig *))
{
    struct rig rig;
    struct rig_options options = {.server = {.kind = SERVER_VSFTPD, .tls = SERVER_TLS_EXPLICIT},
        .certificate = pki,
        .untrusted = untrusted};
    bool started = rig_start(&rig, &options);
    CU_ASSERT_TRUE(started);
    if (started) {
        remote_text(&rig, "a.txt", "a");
        check(&rig);
    }
    rig_stop(&rig);
}

static void check_untrusted(struct rig *rig)
{
    expect_list(rig, "{\"verifyHostname\":false}", "ftp.tls.untrusted");
    expect_list(rig, "{\"verifyCertificate\":false}", NULL);
}

static void check_wrong_name(struct rig *rig)
{
    expect_list(rig, "{}", "ftp.tls.wrong-name");
    expect_list(rig, "{\"verifyHostname\":false}", NULL);
}

/* connection.verifyCertificate */
static void test_untrusted(void)
{
    with_server(NULL, true, check_untrusted);
}

/* connection.verifyHostname */
static void test_wrong_name(void)
{
    static const struct pki_options wrong = {.dns_names = other_host, .ip_addresses = no_addresses};
    with_server(&wrong, false, check_wrong_name);
}

static const struct interop_test tests[] = {{"an authority that nobody trusts", test_untrusted},
    {"another host's certificate", test_wrong_name}};

int main(void)
{
    return interop_alone(SERVER_VSFTPD, tests, INTEROP_COUNT(tests));
}
