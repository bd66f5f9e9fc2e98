/* SPDX-License-Identifier: Apache-2.0 */
/* The stages that ask a command or two. */
#include "ftp/actions/probe_stages.h"

enum { SKEW_MOST = 60 }; /* seconds that harm nobody */

static enum ftp_learnt learnt(bool works)
{
    return works ? FTP_WORKS : FTP_FAILS;
}

/* The listing of the stage data-channel took MLSD where it could. */
bool ftp_probe_mlsd(struct probe *probe, struct ftp_error *error)
{
    const struct ftp_features *features = &probe->session->features;
    struct ftp_stage stage = ftp_probe_begin("mlsd");
    stage.facts = ftp_facts_new();
    ftp_facts_bool(stage.facts, "offered", features->mlst);
    if (!features->mlst)
        return ftp_probe_say(probe, &stage, FTP_STAGE_SKIPPED, NULL, error);
    bool works = probe->listing.source == FTP_SOURCE_MLSD;
    probe->learning.mlsd = learnt(works);
    ftp_facts_bool(stage.facts, "works", works);
    ftp_facts_bool(stage.facts, "type", features->facts_enabled & FTP_FACT_TYPE);
    ftp_facts_bool(stage.facts, "size", features->facts_enabled & FTP_FACT_SIZE);
    ftp_facts_bool(stage.facts, "modify", features->facts_enabled & FTP_FACT_MODIFY);
    ftp_facts_bool(stage.facts, "unique", features->facts_enabled & FTP_FACT_UNIQUE);
    return ftp_probe_end(probe, &stage, true, error);
}

/* RFC 3659, 5: a REST holds until the next command, but some servers remember it longer. */
bool ftp_probe_rest(struct probe *probe, struct ftp_error *error)
{
    const struct ftp_reply *reply;
    struct ftp_session *session = probe->session;
    struct ftp_stage stage = ftp_probe_begin("rest");
    bool asked = ftp_session_type(session, FTP_TYPE_IMAGE, error) &&
                 ftp_session_ask(session, "REST", "1", &reply, error);
    bool works = asked && reply->code == 350;
    if (works) {
        asked = ftp_session_ask(session, "REST", "0", &reply, error);
        session->control.dead = !asked || reply->code != 350;
    }
    if (!asked || !ftp_probe_steady(probe, error))
        return ftp_probe_end(probe, &stage, false, error);
    probe->learning.rest = learnt(works);
    stage.facts = ftp_facts_new();
    ftp_facts_bool(stage.facts, "offered", session->features.rest_stream);
    ftp_facts_bool(stage.facts, "works", works);
    return ftp_probe_end(probe, &stage, true, error);
}

bool ftp_probe_utf8(struct probe *probe, struct ftp_error *error)
{
    const struct ftp_reply *reply;
    struct ftp_session *session = probe->session;
    bool offered = session->features.utf8;
    struct ftp_stage stage = ftp_probe_begin("utf8");
    if (offered && !ftp_session_ask(session, "OPTS", "UTF8 ON", &reply, error))
        return ftp_probe_end(probe, &stage, false, error);
    stage.facts = ftp_facts_new();
    ftp_facts_bool(stage.facts, "offered", offered);
    if (offered)
        ftp_facts_bool(stage.facts, "accepted", reply->code < 300);
    probe->learning.utf8 = learnt(offered);
    return ftp_probe_end(probe, &stage, true, error);
}

/* No command tells the time: only a file that was just written does. */
bool ftp_probe_clock(struct probe *probe, struct ftp_error *error)
{
    struct ftp_error why = {0};
    struct ftp_stage stage = ftp_probe_begin("clock");
    stage.facts = ftp_facts_new();
    ftp_facts_bool(stage.facts, "known", probe->clock_known);
    if (!probe->clock_known)
        return ftp_probe_say(probe, &stage, FTP_STAGE_SKIPPED, NULL, error);
    ftp_facts_integer(stage.facts, "skew", probe->skew);
    if (probe->skew <= SKEW_MOST && probe->skew >= -SKEW_MOST)
        return ftp_probe_end(probe, &stage, true, error);
    ftp_error_set(&why, FTP_FAULT_CLOCK_SKEW, "the server's clock is %lld s %s this machine's",
        (long long)(probe->skew < 0 ? -probe->skew : probe->skew),
        probe->skew < 0 ? "behind" : "ahead of");
    return ftp_probe_say(probe, &stage, FTP_STAGE_WARNED, &why, error);
}
