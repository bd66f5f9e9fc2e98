/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/actions/probe.h"

#include "ftp/emit/stage.h"
#include "ftp/protocol/limits.h"
#include "ftp/session/directory.h"

struct probe {
    struct ftp_session *session;
    uint64_t until; /* the connection timeout, from resolve to login */
    uint64_t began; /* the stage in hand */
};

static void begin(struct probe *probe)
{
    probe->began = ftp_clock_ns();
}

/* Emits the stage; what it returns says whether the next may follow. */
static bool end(struct probe *probe, const char *stage, bool done, struct ftp_facts *facts,
    struct ftp_error *error)
{
    int32_t code = ftp_emit_stage(probe->session->call, stage,
        done ? FTP_STAGE_PASSED : FTP_STAGE_FAILED, probe->began, facts, done ? NULL : error);
    if (done && code != HAWSER_OK)
        return ftp_error_set(error, FTP_FAULT_HOST, "the host did not take a stage");
    return done;
}

static bool probe_resolve(struct probe *probe, struct ftp_error *error)
{
    begin(probe);
    bool done = ftp_session_resolve(probe->session, probe->until, error);
    return end(probe, "resolve", done, done ? ftp_facts_addresses(probe->session) : NULL, error);
}

static bool probe_connect(struct probe *probe, struct ftp_error *error)
{
    begin(probe);
    bool done = ftp_session_connect(probe->session, probe->until, error);
    return end(probe, "connect", done, done ? ftp_facts_connection(probe->session) : NULL, error);
}

/* Greeting, AUTH and the handshake are one stage: what fails in one is often mended in another. The
   chain is a fact also of a failure: it is what one has to look at before trusting it. */
static bool probe_tls(struct probe *probe, struct ftp_error *error)
{
    bool secured = probe->session->config->ssl_mode != FTP_SSL_NONE;
    begin(probe);
    bool done = ftp_session_greet(probe->session, probe->until, error);
    return end(probe, secured ? "tls" : "greeting", done,
        secured ? ftp_facts_tls(probe->session) : NULL, error);
}

static bool probe_login(struct probe *probe, struct ftp_error *error)
{
    begin(probe);
    bool done = ftp_session_login(probe->session, probe->until, error);
    return end(probe, "auth", done, done ? ftp_facts_login(probe->session) : NULL, error);
}

static bool probe_features(struct probe *probe, struct ftp_error *error)
{
    begin(probe);
    bool done = ftp_session_discover(probe->session, error);
    return end(probe, "features", done, ftp_facts_features(&probe->session->features), error);
}

static bool probe_directory(struct probe *probe, struct buffer *path, struct ftp_error *error)
{
    begin(probe);
    bool done = ftp_directory_resolve(
                    probe->session, probe->session->config->remote_directory, path, error) &&
                ftp_directory_enter(probe->session, buffer_text(path), error);
    return end(
        probe, "directory", done, ftp_facts_directory(probe->session, buffer_text(path)), error);
}

static bool pass_over(void *user, const struct ftp_entry *entry, struct ftp_error *error)
{
    (void)user;
    (void)entry;
    (void)error;
    return true;
}

static bool probe_data(struct probe *probe, const char *directory, struct ftp_error *error)
{
    struct ftp_listing_report report = {0};
    begin(probe);
    bool done = ftp_listing_run(probe->session, directory, pass_over, NULL, &report, error);
    return end(probe, "data-channel", done,
        done ? ftp_facts_data(probe->session, &report, report.encrypted ? &report.tls : NULL)
             : NULL,
        error);
}

bool ftp_probe(struct ftp_session *session, struct ftp_error *error)
{
    struct probe probe = {
        .session = session,
        .until = ftp_clock_after(session->config->connection_timeout_ms),
    };
    struct buffer path;
    buffer_init(&path, FTP_PATH_MAX);
    bool done = probe_resolve(&probe, error) && probe_connect(&probe, error) &&
                probe_tls(&probe, error) && probe_login(&probe, error) &&
                probe_features(&probe, error) && probe_directory(&probe, &path, error) &&
                probe_data(&probe, buffer_text(&path), error);
    buffer_done(&path);
    return done;
}
