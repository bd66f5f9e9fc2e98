/* SPDX-License-Identifier: Apache-2.0 */
/* connection.proxy, connection.proxyPassword: real servers behind real proxies. */
#include "config.h"

#include "interop/suite.h"
#include "support/proxy.h"

#include <CUnit/CUnit.h>
#include <stdlib.h>
#include <string.h>

enum { CHANGES_SIZE = 512, REASON_SIZE = 512 };

static const char content[] = "through the proxy\n";
static const char user[] = "pat", password[] = "pr0xy-pass";

/* A server, and a proxy before it. */
struct place {
    struct rig rig;
    struct proxy *proxy;
};

static bool begin(struct place *place, enum server_kind kind, enum server_tls tls,
    const struct pki_options *certificate, const struct proxy_options *options)
{
    struct rig_options server = {.server = {.kind = kind, .tls = tls}, .certificate = certificate};
    bool started = rig_start(&place->rig, &server);
    struct proxy_options made = *options;
    if (made.only_port == 1) { /* stands for the server's own */
        made.only_port = started ? server_port(place->rig.server) : 1;
    }
    place->proxy = started ? proxy_start(&made) : NULL;
    if (place->proxy == NULL) {
        CU_FAIL("no server, or no proxy");
    }
    return place->proxy != NULL;
}

static void end(struct place *place)
{
    proxy_stop(place->proxy);
    rig_stop(&place->rig);
}

/* The members of the connection; `more` begins with a comma, or is "". */
static const char *through(
    const struct place *place, const char *who, const char *more, char changes[CHANGES_SIZE])
{
    snprintf(changes, CHANGES_SIZE, "{\"proxy\":\"%s://%s127.0.0.1:%u\"%s}",
        proxy_scheme(place->proxy), who, proxy_port(place->proxy), more);
    return changes;
}

static void expect_refusal(struct place *place, const char *changes, const char *id)
{
    struct rig *rig = &place->rig;
    rig_forget(rig);
    EXPECT(rig, rig_open(rig, changes));
    struct outcome *outcome = job_none(rig, "list", NULL);
    EXPECT_ERROR(rig, outcome, HAWSER_STATUS_FAILURE, id);
    EXPECT(rig, outcome->result_count > 0 && outcome->results[0].error.message != NULL &&
                    strstr(outcome->results[0].error.message, password) == NULL);
    outcome_free(outcome);
}

/* --- What goes through ------------------------------------------------------------------------ */

static void get_create_list(struct rig *rig)
{
    struct document document = {.id = "kept.txt"};
    remote_text(rig, "kept.txt", content);
    struct outcome *outcome = job_one(rig, "get", NULL, &document);
    if (EXPECT_DONE(rig, outcome, 1)) {
        EXPECT(rig, outcome->outputs[0].size == strlen(content) &&
                        memcmp(outcome->outputs[0].bytes, content, strlen(content)) == 0);
    }
    outcome_free(outcome);
    outcome = job_create(rig, NULL, "made.txt", content, strlen(content));
    EXPECT_DONE(rig, outcome, 1);
    outcome_free(outcome);
    EXPECT(rig, remote_is_text(rig, "made.txt", content));
    outcome = job_none(rig, "list", NULL);
    EXPECT_DONE(rig, outcome, 2);
    outcome_free(outcome);
}

static void run_cell(enum proxy_kind kind, enum server_kind server, enum server_tls tls, bool login)
{
    struct place place;
    char changes[CHANGES_SIZE];
    struct proxy_options options = {.kind = kind};
    if (login) {
        options.user = user;
        options.password = password;
    }
    if (begin(&place, server, tls, NULL, &options)) {
        EXPECT(&place.rig,
            rig_open(&place.rig, through(&place, login ? "pat@" : "",
                                     login ? ",\"proxyPassword\":\"pr0xy-pass\"" : "", changes)));
        get_create_list(&place.rig);
        /* The control connection, and three data connections to other ports of the same host. */
        unsigned control = proxy_count(place.proxy, "127.0.0.1", server_port(place.rig.server));
        EXPECT(&place.rig, control == 1);
        EXPECT(&place.rig, proxy_count(place.proxy, "127.0.0.1", 0) >= control + 3);
        EXPECT(&place.rig, rig_log_count(&place.rig, password) == 0);
    }
    end(&place);
}

static void http_clear(void)
{
    run_cell(PROXY_TINYPROXY, SERVER_VSFTPD, SERVER_TLS_NONE, false);
}

static void http_explicit(void)
{
    run_cell(PROXY_TINYPROXY, SERVER_PROFTPD, SERVER_TLS_EXPLICIT, true);
}

static void http_implicit(void)
{
    run_cell(PROXY_TINYPROXY, SERVER_VSFTPD, SERVER_TLS_IMPLICIT, true);
}

static void socks_clear(void)
{
    run_cell(PROXY_MICROSOCKS, SERVER_PROFTPD, SERVER_TLS_NONE, false);
}

static void socks_explicit(void)
{
    run_cell(PROXY_MICROSOCKS, SERVER_VSFTPD, SERVER_TLS_EXPLICIT, true);
}

static void socks_implicit(void)
{
    run_cell(PROXY_MICROSOCKS, SERVER_PROFTPD, SERVER_TLS_IMPLICIT, true);
}

/* protocol.D4: the name goes to the proxy as it was typed, for data too; and PASV's host does not
 * count. */
static void host_as_typed(void)
{
    static const char more[] = ",\"host\":\"localhost\",\"extendedPassive\":\"never\"";
    struct place place;
    char changes[CHANGES_SIZE];
    const struct proxy_options options = {.kind = PROXY_TINYPROXY};
    if (begin(&place, SERVER_VSFTPD, SERVER_TLS_NONE, NULL, &options)) {
        EXPECT(&place.rig, rig_open(&place.rig, through(&place, "", more, changes)));
        get_create_list(&place.rig);
        EXPECT(&place.rig, rig_log_count(&place.rig, "> PASV") >= 3);
        EXPECT(&place.rig, proxy_count(place.proxy, "localhost", 0) >= 4);
        EXPECT(&place.rig, proxy_count(place.proxy, "127.0.0.1", 0) == 0);
    }
    end(&place);
}

/* The certificate must be the server's, and its name not the proxy's. */
static void verified_name(void)
{
    static const char *const names[] = {"localhost", NULL};
    static const struct pki_options certificate = {.dns_names = names};
    const struct proxy_options options = {.kind = PROXY_TINYPROXY};
    struct place place;
    char changes[CHANGES_SIZE];
    if (begin(&place, SERVER_PROFTPD, SERVER_TLS_EXPLICIT, &certificate, &options)) {
        snprintf(changes, sizeof changes, "{\"proxy\":\"http://localhost:%u\"}",
            proxy_port(place.proxy));
        expect_refusal(&place, changes, "ftp.tls.wrong-name");
        EXPECT(&place.rig, rig_log_count(&place.rig, "> PASS") == 0);
        EXPECT(&place.rig,
            rig_open(&place.rig, through(&place, "", ",\"host\":\"localhost\"", changes)));
        get_create_list(&place.rig);
    }
    end(&place);
}

/* --- What does not ---------------------------------------------------------------------------- */

static void wrong_password(enum proxy_kind kind)
{
    const struct proxy_options options = {.kind = kind, .user = user, .password = password};
    struct place place;
    char changes[CHANGES_SIZE];
    if (begin(&place, SERVER_VSFTPD, SERVER_TLS_NONE, NULL, &options)) {
        static const char id[] = "ftp.proxy.authentication";
        unsigned before = remote_log_count(&place.rig, "CONNECT: Client");
        expect_refusal(
            &place, through(&place, "pat@", ",\"proxyPassword\":\"wrong\"", changes), id);
        expect_refusal(&place, through(&place, "pat@", "", changes), id);
        expect_refusal(&place, through(&place, "", "", changes), id);
        /* Of a user whom nobody named, nothing is told. */
        expect_refusal(
            &place, through(&place, "", ",\"proxyPassword\":\"pr0xy-pass\"", changes), id);
        EXPECT(&place.rig, remote_log_count(&place.rig, "CONNECT: Client") == before);
    }
    end(&place);
}

static void http_wrong_password(void)
{
    wrong_password(PROXY_TINYPROXY);
}

static void socks_wrong_password(void)
{
    wrong_password(PROXY_MICROSOCKS);
}

/* Another kind of proxy than was said, a server that is none, and nobody. */
static void wrong_proxy(enum proxy_kind kind, const char *other, const char *id)
{
    const struct proxy_options options = {.kind = kind};
    struct place place;
    char changes[CHANGES_SIZE];
    if (begin(&place, SERVER_VSFTPD, SERVER_TLS_NONE, NULL, &options)) {
        snprintf(changes, sizeof changes,
            "{\"proxy\":\"%s://127.0.0.1:%u\",\"connectionTimeout\":700}", other,
            proxy_port(place.proxy));
        expect_refusal(&place, changes, id);
        /* The FTP server speaks first. */
        snprintf(changes, sizeof changes, "{\"proxy\":\"%s://127.0.0.1:%u\"}", other,
            server_port(place.rig.server));
        expect_refusal(&place, changes, "ftp.proxy.protocol");
        through(&place, "", "", changes);
        proxy_stop(place.proxy);
        place.proxy = NULL;
        expect_refusal(&place, changes, "ftp.proxy.unavailable");
        EXPECT(&place.rig, rig_log_count(&place.rig, "> USER") == 0);
    }
    end(&place);
}

static void http_is_socks(void)
{
    wrong_proxy(PROXY_TINYPROXY, "socks5", "ftp.connect.timeout"); /* it waits for a line */
}

static void socks_is_http(void)
{
    wrong_proxy(PROXY_MICROSOCKS, "http", "ftp.proxy.protocol");
}

/* A proxy that forbids the control connection, and one that forbids those for data. */
static void forbidden_ports(void)
{
    struct place place;
    char changes[CHANGES_SIZE];
    struct proxy_options options = {.kind = PROXY_TINYPROXY, .only_port = 9};
    if (begin(&place, SERVER_VSFTPD, SERVER_TLS_NONE, NULL, &options)) {
        expect_refusal(&place, through(&place, "", "", changes), "ftp.proxy.refused");
        EXPECT(&place.rig, rig_log_count(&place.rig, "> USER") == 0);
    }
    end(&place);
    options.only_port = 1;
    if (begin(&place, SERVER_VSFTPD, SERVER_TLS_NONE, NULL, &options)) {
        expect_refusal(&place, through(&place, "", "", changes), "ftp.proxy.refused");
        EXPECT(&place.rig, rig_log_count(&place.rig, "> PASS") == 1);
    }
    end(&place);
}

/* Nothing listens where the proxy is to connect to. */
static void nobody_behind(enum proxy_kind kind)
{
    const struct proxy_options options = {.kind = kind};
    struct place place;
    char changes[CHANGES_SIZE];
    if (begin(&place, SERVER_VSFTPD, SERVER_TLS_NONE, NULL, &options)) {
        expect_refusal(&place, through(&place, "", ",\"port\":9", changes), "ftp.proxy.refused");
    }
    end(&place);
}

static void http_nobody_behind(void)
{
    nobody_behind(PROXY_TINYPROXY);
}

static void socks_nobody_behind(void)
{
    nobody_behind(PROXY_MICROSOCKS);
}

int main(void)
{
    static const struct interop_test tests[] = {
        {"http, clear", http_clear},
        {"http, explicit TLS", http_explicit},
        {"http, implicit TLS", http_implicit},
        {"socks5, clear", socks_clear},
        {"socks5, explicit TLS", socks_explicit},
        {"socks5, implicit TLS", socks_implicit},
        {"host as typed", host_as_typed},
        {"name of the certificate", verified_name},
        {"http, wrong password", http_wrong_password},
        {"socks5, wrong password", socks_wrong_password},
        {"tinyproxy as socks5, and down", http_is_socks},
        {"microsocks as http, and down", socks_is_http},
        {"forbidden ports", forbidden_ports},
        {"http, nobody behind it", http_nobody_behind},
        {"socks5, nobody behind it", socks_nobody_behind},
    };
    char reason[REASON_SIZE];
    for (unsigned kind = 0; kind < PROXY_KINDS; kind++) {
        if (!proxy_is_there((enum proxy_kind)kind, reason, sizeof reason)) {
            printf("SKIP: %s\n", reason);
            return 77;
        }
    }
    int missing = rig_missing(SERVER_VSFTPD);
    return missing ? missing : interop_alone(SERVER_PROFTPD, tests, INTEROP_COUNT(tests));
}
