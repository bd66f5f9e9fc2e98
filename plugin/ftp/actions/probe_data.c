/* SPDX-License-Identifier: Apache-2.0 */
/* The stages of data connections: in the configured way, and in every other. */
#include "ftp/actions/probe_stages.h"
#include "ftp/protocol/address.h"
#include "ftp/session/data.h"

#include <stdio.h>
#include <string.h>

enum { ATTEMPT_MS = 10000 }; /* for what the connection does not depend on */

static bool pass_over(void *user, const struct ftp_entry *entry, struct ftp_error *error)
{
    (void)user;
    (void)entry;
    (void)error;
    return true;
}

static uint32_t shorter(uint32_t timeout_ms)
{
    return timeout_ms == 0 || timeout_ms > ATTEMPT_MS ? ATTEMPT_MS : timeout_ms;
}

bool ftp_probe_list(struct probe *probe, const struct ftp_connection_config *config,
    struct ftp_listing_report *ret_report, struct ftp_error *error)
{
    struct ftp_session *session = probe->session;
    struct ftp_connection_config attempt = *config;
    attempt.read_timeout_ms = shorter(config->read_timeout_ms);
    if (!ftp_probe_steady(probe, error))
        return false;
    struct ftp_refused before = session->refused;
    session->refused.epsv = false;
    session->config = &attempt;
    session->control.read_timeout_ms = attempt.read_timeout_ms;
    bool done = ftp_listing_run(
        session, buffer_text(&probe->directory), pass_over, NULL, ret_report, error);
    session->control.read_timeout_ms = probe->config.read_timeout_ms;
    session->config = &probe->config;
    session->refused.epsv = before.epsv;
    return done;
}

/* --- As configured ---------------------------------------------------------------------------- */

/* The hint of a listing that failed names what was seen to work. */
static void explain(const struct ftp_advice *advice, struct ftp_error *error)
{
    if (!advice->field)
        return;
    ftp_error_hint(error, "Set %s to %s: %s.", advice->label, advice->text, advice->reason);
}

bool ftp_probe_data(struct probe *probe, struct ftp_error *error)
{
    struct ftp_session *session = probe->session;
    struct ftp_listing_report *report = &probe->listing;
    struct ftp_error over = {0};
    struct ftp_stage stage = ftp_probe_begin("data-channel");
    bool done =
        ftp_listing_run(session, buffer_text(&probe->directory), pass_over, NULL, report, error);
    stage.ended_ns = ftp_clock_ns();
    if (done) {
        stage.facts = ftp_facts_data(session, report, report->encrypted ? &report->tls : NULL);
    } else if (!ftp_probe_is_over(error)) {
        if (!ftp_probe_alternatives(probe, &stage.advice, &over))
            *error = over;
        explain(&stage.advice, error);
    }
    return ftp_probe_end(probe, &stage, done, error);
}

/* --- Passive ---------------------------------------------------------------------------------- */

static const char *word(enum ftp_learnt learnt)
{
    static const char *const words[] = {"not tried", "works", "fails"};
    return words[learnt];
}

static bool try_passive(struct probe *probe, enum ftp_extended_passive setting,
    enum ftp_learnt *ret_learnt, struct ftp_error *why)
{
    struct ftp_listing_report report;
    struct ftp_connection_config config = probe->config;
    config.active = false;
    config.trust_passive_address = false;
    config.extended_passive = setting;
    *ret_learnt = ftp_probe_list(probe, &config, &report, why) ? FTP_WORKS : FTP_FAILS;
    return !ftp_probe_is_over(why);
}

/* RFC 1918, loopback and link-local: nobody elsewhere gets there. */
static bool is_private(const unsigned char host[4])
{
    return host[0] == 10 || host[0] == 127 || (host[0] == 192 && host[1] == 168) ||
           (host[0] == 172 && host[1] >= 16 && host[1] <= 31) || (host[0] == 169 && host[1] == 254);
}

static void address_facts(
    const struct probe *probe, const unsigned char host[4], struct ftp_facts *facts)
{
    char named[FTP_ADDRESS_TEXT], peer[FTP_ADDRESS_TEXT];
    unsigned char of_peer[4] = {0};
    unsigned bytes[4] = {0};
    snprintf(named, sizeof named, "%u.%u.%u.%u", host[0], host[1], host[2], host[3]);
    ftp_address_text(&probe->session->peer, peer);
    if (sscanf(peer, "%3u.%3u.%3u.%3u", &bytes[0], &bytes[1], &bytes[2], &bytes[3]) == 4)
        for (size_t i = 0; i < sizeof of_peer; i++)
            of_peer[i] = (unsigned char)bytes[i];
    ftp_facts_text(facts, "address", named);
    ftp_facts_bool(facts, "addressIsServer", strcmp(named, peer) == 0);
    ftp_facts_bool(facts, "addressIsPrivate", is_private(host) && !is_private(of_peer));
}

/* What a 227 names. The port that it opened is given up by the next PASV. */
static bool ask_address(struct probe *probe, struct ftp_facts *facts, struct ftp_error *error)
{
    const struct ftp_reply *reply;
    unsigned char host[4];
    uint16_t port;
    if (!ftp_probe_steady(probe, error) ||
        !ftp_session_ask(probe->session, "PASV", NULL, &reply, error))
        return false;
    const char *text = ftp_reply_final_text(reply);
    if (reply->code == 227 && ftp_pasv_parse(text, strlen(text), host, &port))
        address_facts(probe, host, facts);
    return true;
}

bool ftp_probe_passive(struct probe *probe, struct ftp_error *error)
{
    struct ftp_error why = {0}, second = {0};
    struct ftp_learning *learning = &probe->learning;
    struct ftp_stage stage = ftp_probe_begin("passive");
    stage.facts = ftp_facts_new();
    bool going = try_passive(probe, FTP_EPSV_ALWAYS, &learning->extended_passive, &why);
    if (going && !ftp_address_is_ipv6(&probe->session->peer)) {
        struct ftp_error lost = {0};
        going = ask_address(probe, stage.facts, &lost) || !ftp_probe_is_over(&lost);
        going = going && try_passive(probe, FTP_EPSV_NEVER, &learning->plain_passive, &second);
    }
    if (!going) {
        *error = ftp_probe_is_over(&why) ? why : second;
        return ftp_probe_end(probe, &stage, false, error);
    }
    ftp_facts_text(stage.facts, "epsv", word(learning->extended_passive));
    ftp_facts_text(stage.facts, "pasv", word(learning->plain_passive));
    if (!ftp_probe_steady(probe, error))
        return ftp_probe_end(probe, &stage, false, error);
    bool works = learning->extended_passive == FTP_WORKS || learning->plain_passive == FTP_WORKS;
    if (works)
        return ftp_probe_end(probe, &stage, true, error);
    if (second.fault == FTP_FAULT_NONE)
        second = why;
    ftp_error_hint(&second, "Leave Connection Mode on active.");
    return ftp_probe_say(probe, &stage, FTP_STAGE_WARNED, &second, error);
}

/* --- Active ----------------------------------------------------------------------------------- */

bool ftp_probe_active(struct probe *probe, struct ftp_error *error)
{
    struct ftp_listing_report report;
    struct ftp_error why = {0};
    struct ftp_connection_config config = probe->config;
    struct ftp_stage stage = ftp_probe_begin("active");
    config.active = true;
    bool works = probe->config.active || ftp_probe_list(probe, &config, &report, &why);
    if (ftp_probe_is_over(&why) || !ftp_probe_steady(probe, &why)) {
        *error = why;
        return ftp_probe_end(probe, &stage, false, error);
    }
    probe->learning.active = works ? FTP_WORKS : FTP_FAILS;
    stage.facts = ftp_facts_new();
    ftp_facts_bool(stage.facts, "works", works);
    if (works)
        return ftp_probe_end(probe, &stage, true, error);
    ftp_error_hint(&why, "Leave Connection Mode on passive.");
    return ftp_probe_say(probe, &stage, FTP_STAGE_WARNED, &why, error);
}

/* --- Session reuse ---------------------------------------------------------------------------- */

bool ftp_probe_reuse(struct probe *probe, struct ftp_error *error)
{
    struct ftp_listing_report report;
    struct ftp_error why = {0};
    struct ftp_connection_config config = probe->config;
    struct ftp_learning *learning = &probe->learning;
    struct ftp_stage stage = ftp_probe_begin("session-reuse");
    if (!probe->listing.encrypted)
        return ftp_probe_say(probe, &stage, FTP_STAGE_SKIPPED, NULL, error);
    learning->session_resumed = probe->listing.tls.resumed ? FTP_WORKS : FTP_FAILS;
    config.session_reuse = FTP_REUSE_OFF;
    bool without = ftp_probe_list(probe, &config, &report, &why);
    if (ftp_probe_is_over(&why) || !ftp_probe_steady(probe, &why)) {
        *error = why;
        return ftp_probe_end(probe, &stage, false, error);
    }
    stage.facts = ftp_facts_new();
    ftp_facts_bool(stage.facts, "resumed", probe->listing.tls.resumed);
    if (without)
        learning->session_required = FTP_FAILS;
    else if (why.fault == FTP_FAULT_DATA_SESSION_REUSE)
        learning->session_required = FTP_WORKS;
    if (learning->session_required != FTP_UNTRIED)
        ftp_facts_bool(stage.facts, "required", !without);
    return ftp_probe_end(probe, &stage, true, error);
}
