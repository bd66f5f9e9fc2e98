/* SPDX-License-Identifier: Apache-2.0 */
/* The stages up to the directory, each of which the connection can't do without. */
#include "ftp/actions/probe_stages.h"
#include "ftp/session/directory.h"

#include <time.h>

enum { EXPIRES_SOON_DAYS = 30, DAY_SECONDS = 24 * 60 * 60 };

bool ftp_probe_resolve(struct probe *probe, struct ftp_error *error)
{
    struct ftp_stage stage = ftp_probe_begin("resolve");
    bool done = ftp_session_resolve(probe->session, probe->until, error);
    stage.facts = done ? ftp_facts_addresses(probe->session) : NULL;
    return ftp_probe_end(probe, &stage, done, error);
}

bool ftp_probe_connect(struct probe *probe, struct ftp_error *error)
{
    struct ftp_stage stage = ftp_probe_begin("connect");
    bool done = ftp_session_connect(probe->session, probe->until, error);
    stage.facts = done ? ftp_facts_connection(probe->session) : NULL;
    return ftp_probe_end(probe, &stage, done, error);
}

static bool expires_soon(const struct probe *probe, struct ftp_error *ret_why)
{
    time_t first = 0;
    if (!ftp_tls_first_expiry(&probe->session->control.stream, &first) ||
        first - time(NULL) >= (time_t)EXPIRES_SOON_DAYS * DAY_SECONDS)
        return false;
    long long left = (long long)(first - time(NULL));
    if (left < 0)
        ftp_error_set(ret_why, FTP_FAULT_TLS_EXPIRES_SOON,
            "a certificate of the server has expired, which counts for nothing as Verify "
            "Certificate is off");
    else
        ftp_error_set(ret_why, FTP_FAULT_TLS_EXPIRES_SOON,
            "a certificate of the server expires soon: %lld days are left", left / DAY_SECONDS);
    return true;
}

/* Greeting, AUTH and the handshake are one stage: what fails in one is often mended in another. The
   chain is a fact also of a failure: it is what one has to look at before trusting it. */
bool ftp_probe_tls(struct probe *probe, struct ftp_error *error)
{
    struct ftp_error why = {0};
    bool secured = probe->config.ssl_mode != FTP_SSL_NONE;
    struct ftp_stage stage = ftp_probe_begin(secured ? "tls" : "greeting");
    bool done = ftp_session_greet(probe->session, probe->until, error);
    stage.facts = secured ? ftp_facts_tls(probe->session) : NULL;
    if (done && secured && expires_soon(probe, &why))
        return ftp_probe_say(probe, &stage, FTP_STAGE_WARNED, &why, error);
    return ftp_probe_end(probe, &stage, done, error);
}

bool ftp_probe_auth(struct probe *probe, struct ftp_error *error)
{
    struct ftp_stage stage = ftp_probe_begin("auth");
    bool done = ftp_session_login(probe->session, probe->until, error);
    stage.facts = done ? ftp_facts_login(probe->session) : NULL;
    return ftp_probe_end(probe, &stage, done, error);
}

bool ftp_probe_features(struct probe *probe, struct ftp_error *error)
{
    struct ftp_stage stage = ftp_probe_begin("features");
    bool done = ftp_session_discover(probe->session, error);
    stage.facts = ftp_facts_features(&probe->session->features);
    return ftp_probe_end(probe, &stage, done, error);
}

bool ftp_probe_directory(struct probe *probe, struct ftp_error *error)
{
    struct ftp_session *session = probe->session;
    struct ftp_stage stage = ftp_probe_begin("directory");
    bool done =
        ftp_directory_resolve(session, probe->config.remote_directory, &probe->directory, error) &&
        ftp_directory_enter(session, buffer_text(&probe->directory), error);
    stage.facts = ftp_facts_directory(probe->session, buffer_text(&probe->directory));
    return ftp_probe_end(probe, &stage, done, error);
}
