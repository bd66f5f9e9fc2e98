/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/actions/probe.h"

#include "ftp/actions/probe_stages.h"
#include "ftp/protocol/limits.h"
#include "ftp/session/directory.h"

struct ftp_stage ftp_probe_begin(const char *name)
{
    return (struct ftp_stage){.name = name, .began_ns = ftp_clock_ns()};
}

bool ftp_probe_say(struct probe *probe, struct ftp_stage *stage, enum ftp_stage_status status,
    const struct ftp_error *why, struct ftp_error *error)
{
    stage->status = status;
    stage->error = why;
    if (!stage->ended_ns)
        stage->ended_ns = ftp_clock_ns();
    int32_t code = ftp_emit_stage(probe->session->call, stage);
    return code == HAWSER_OK ||
           ftp_error_set(error, FTP_FAULT_HOST, "the host did not take a stage");
}

bool ftp_probe_end(struct probe *probe, struct ftp_stage *stage, bool done, struct ftp_error *error)
{
    struct ftp_error ignored = {0};
    if (done)
        return ftp_probe_say(probe, stage, FTP_STAGE_PASSED, NULL, error);
    if (!stage->advice.field)
        stage->advice = ftp_probe_advice(probe, error);
    ftp_probe_say(probe, stage, FTP_STAGE_FAILED, error, &ignored);
    return false;
}

bool ftp_probe_is_over(const struct ftp_error *error)
{
    return error->fault == FTP_FAULT_CANCELLED || error->fault == FTP_FAULT_DEADLINE ||
           error->fault == FTP_FAULT_MEMORY;
}

bool ftp_probe_steady(struct probe *probe, struct ftp_error *error)
{
    probe->session->config = &probe->config;
    return ftp_session_ensure(probe->session, error) &&
           ftp_directory_enter(probe->session, buffer_text(&probe->directory), error);
}

static bool hand_over(struct probe *probe, struct ftp_error *error)
{
    struct ftp_stage stage = ftp_probe_begin("profile");
    stage.facts = ftp_facts_profile(probe->session, &probe->learning);
    return ftp_probe_end(probe, &stage, true, error);
}

/* Up to where the data connection is known to work as the connection is set. */
static bool try_needed(struct probe *probe, struct ftp_error *error)
{
    return ftp_probe_auth(probe, error) && ftp_probe_features(probe, error) &&
           ftp_probe_directory(probe, error) && ftp_probe_data(probe, error);
}

static bool try_others(struct probe *probe, bool write, struct ftp_error *error)
{
    return ftp_probe_passive(probe, error) && ftp_probe_active(probe, error) &&
           ftp_probe_reuse(probe, error) && ftp_probe_mlsd(probe, error) &&
           ftp_probe_rest(probe, error) && ftp_probe_utf8(probe, error) &&
           (!write || ftp_probe_write(probe, error)) && ftp_probe_clock(probe, error) &&
           hand_over(probe, error);
}

bool ftp_probe(
    struct ftp_session *session, const struct ftp_probe_options *options, struct ftp_error *error)
{
    const struct ftp_connection_config *given = session->config;
    struct probe probe = {
        .session = session,
        .config = *given,
        .until = ftp_clock_after(given->connection_timeout_ms),
    };
    probe.config.profile = (struct ftp_profile){0};
    session->config = &probe.config;
    buffer_init(&probe.directory, FTP_PATH_MAX);
    bool done = ftp_probe_resolve(&probe, error) && ftp_probe_connect(&probe, error) &&
                ftp_probe_tls(&probe, error);
    if (!options->until_tls)
        done = done && try_needed(&probe, error) && try_others(&probe, options->write, error);
    buffer_done(&probe.directory);
    session->config = given;
    return done;
}
