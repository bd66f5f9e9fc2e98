/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/actions/preserve.h"

#include "ftp/protocol/limits.h"
#include "ftp/session/directory.h"
#include "ftp/session/file.h"
#include "ftp/session/refusal.h"
#include "ftp/session/zone.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

enum { ARGUMENT_MAX = FTP_PATH_MAX + 128 };

/* --- Permissions ------------------------------------------------------------------------------ */

static bool set_permissions(
    struct ftp_run *run, struct ftp_document *document, const char *path, struct ftp_error *error)
{
    const char *mode = run->operation->permissions;
    const struct ftp_reply *reply;
    char argument[ARGUMENT_MAX], what[512];
    if (!*mode)
        return true;
    snprintf(argument, sizeof argument, "CHMOD %s %s", mode, path);
    snprintf(what, sizeof what, "setting the permissions %s of %s", mode, path);
    if (!ftp_session_ask(run->session, "SITE", argument, &reply, error))
        return false;
    if (reply->code >= 300)
        return ftp_refusal_as(FTP_FAULT_PERMISSIONS_REFUSED, reply, what, error);
    document->receipt.permissions_set = mode;
    return true;
}

/* --- The time of an upload -------------------------------------------------------------------- */

/* A time that is to be set, and what is known of the server's clock. */
struct setting {
    struct ftp_run *run;
    const char *path;
    struct ftp_time time;
    bool clock_known; /* what MDTM shows can be told in UTC */
    bool lost;        /* the session was: nothing more can be tried */
};

static bool ask(struct setting *setting, const char *verb, const char *argument, int *ret_code)
{
    const struct ftp_reply *reply;
    struct ftp_error ignored = {0};
    setting->lost = !ftp_session_ask(setting->run->session, verb, argument, &reply, &ignored);
    if (setting->lost)
        return false;
    *ret_code = reply->code;
    setting->lost = reply->code == 421;
    return reply->code < 300;
}

enum shown { SHOWN_NOTHING, SHOWN_IT, SHOWN_ANOTHER };

/* A server may say yes and do nothing, or something else. */
static enum shown look(struct setting *setting, const struct ftp_time *expected)
{
    struct ftp_time time;
    struct ftp_error ignored = {0};
    setting->lost =
        !ftp_file_modified(setting->run->session, setting->path, &time, &ignored) || setting->lost;
    if (setting->lost || time.precision == FTP_TIME_UNKNOWN)
        return SHOWN_NOTHING;
    return time.seconds == expected->seconds ? SHOWN_IT : SHOWN_ANOTHER;
}

/* What MDTM shows of a file that was changed at `setting->time`. */
static bool expect(const struct setting *setting, struct ftp_time *ret_expected)
{
    char text[FTP_TIME_TEXT_SIZE];
    return setting->clock_known &&
           ftp_zone_mdtm_value(setting->run->session, &setting->time, (int64_t)time(NULL), text) &&
           ftp_mdtm_parse(ftp_span_of(text), ret_expected);
}

/* MFMT is UTC by its definition, and its 213 names the time that was set. */
static bool by_mfmt(struct setting *setting)
{
    char value[FTP_TIME_TEXT_SIZE], argument[ARGUMENT_MAX];
    struct ftp_time expected;
    int code;
    if (!setting->run->session->features.mfmt || !ftp_time_format_value(&setting->time, value))
        return false;
    snprintf(argument, sizeof argument, "%s %s", value, setting->path);
    if (!ask(setting, "MFMT", argument, &code))
        return false;
    enum shown shown = expect(setting, &expected) ? look(setting, &expected) : SHOWN_NOTHING;
    return shown == SHOWN_IT || (shown == SHOWN_NOTHING && code == 213 && !setting->lost);
}

/* On the clock that this server's MDTM goes by. One that knows no such form takes all of it for a name. */
static bool by_mdtm(struct setting *setting)
{
    char value[FTP_TIME_TEXT_SIZE], argument[ARGUMENT_MAX];
    struct ftp_time expected;
    int code;
    if (setting->lost || setting->run->session->refused.mdtm || !expect(setting, &expected) ||
        !ftp_time_format_value(&expected, value))
        return false;
    snprintf(argument, sizeof argument, "%s %s", value, setting->path);
    return ask(setting, "MDTM", argument, &code) && look(setting, &expected) == SHOWN_IT;
}

/* There are two forms: name first and three times, or one time first. */
static bool by_utime(struct setting *setting)
{
    char value[FTP_TIME_TEXT_SIZE], argument[ARGUMENT_MAX];
    struct ftp_time expected;
    int code;
    if (setting->lost || !expect(setting, &expected) ||
        !ftp_time_format_value(&setting->time, value))
        return false;
    snprintf(
        argument, sizeof argument, "UTIME %s %s %s %s UTC", setting->path, value, value, value);
    if (ask(setting, "SITE", argument, &code) && look(setting, &expected) == SHOWN_IT)
        return true;
    if (setting->lost)
        return false;
    snprintf(argument, sizeof argument, "UTIME %s %s", value, setting->path);
    return ask(setting, "SITE", argument, &code) && look(setting, &expected) == SHOWN_IT;
}

/* The file is of this moment, so that its time tells the server's clock. */
static void find_clock(struct setting *setting)
{
    struct ftp_session *session = setting->run->session;
    struct ftp_time fresh;
    struct ftp_stamp stamp;
    struct ftp_error ignored = {0};
    setting->clock_known = session->features.mlst;
    if (setting->clock_known)
        return;
    setting->lost = !ftp_file_modified(session, setting->path, &fresh, &ignored);
    if (setting->lost)
        return;
    ftp_zone_stamp_fresh(session, &fresh, (int64_t)time(NULL), &stamp);
    setting->clock_known = stamp.utc.precision != FTP_TIME_UNKNOWN;
}

static void set_time(struct ftp_run *run, struct ftp_document *document, const char *path)
{
    struct setting setting = {.run = run, .path = path};
    const char *given = document->properties.timestamp_utc;
    struct ftp_receipt *receipt = &document->receipt;
    if (!run->operation->preserve_timestamps)
        return;
    receipt->time_kept = FTP_KEPT_NO;
    if (!ftp_time_iso_parse(ftp_span_of(given), &setting.time)) {
        ftp_run_log(run, HAWSER_LOG_WARNING,
            "the time of %s is not preserved: the document's timestampUtc is %s%.64s",
            document->base.data, *given ? "no time of ISO 8601: " : "missing", given);
        return;
    }
    find_clock(&setting);
    setting.time.milliseconds = 0; /* no server takes them */
    setting.time.precision = FTP_TIME_SECOND;
    if (!setting.lost && (by_mfmt(&setting) || by_mdtm(&setting) || by_utime(&setting))) {
        receipt->time_kept = FTP_KEPT_YES;
        receipt->time_set = setting.time;
        return;
    }
    ftp_run_log(run, HAWSER_LOG_WARNING,
        "the time of %s is not preserved: the server takes it neither by MFMT nor by MDTM nor by "
        "SITE UTIME, or does not show it then",
        document->base.data);
}

bool ftp_preserve(
    struct ftp_run *run, struct ftp_document *document, const char *path, struct ftp_error *error)
{
    if (!set_permissions(run, document, path, error))
        return false;
    set_time(run, document, path);
    return true;
}

void ftp_preserve_stamp(struct ftp_run *run, const struct ftp_document *document,
    const struct ftp_time *time_now, struct ftp_stamp *ret_stamp)
{
    const struct ftp_receipt *receipt = &document->receipt;
    if (receipt->time_kept != FTP_KEPT_YES) {
        ftp_zone_stamp_fresh(run->session, time_now, (int64_t)time(NULL), ret_stamp);
        return;
    }
    ftp_zone_stamp(run->session, time_now, ret_stamp);
    if (ret_stamp->utc.precision != FTP_TIME_UNKNOWN || time_now->precision < FTP_TIME_SECOND ||
        time_now->seconds != receipt->time_set.seconds)
        return;
    ret_stamp->utc = *time_now;
    ret_stamp->utc.zone = FTP_ZONE_UTC;
}

/* --- The time of a download ------------------------------------------------------------------- */

void ftp_preserve_ask(struct ftp_run *run, const char *base, bool link, struct ftp_time *time)
{
    struct buffer operand;
    struct ftp_time told = {0};
    struct ftp_error ignored = {0};
    bool listed = time->precision == FTP_TIME_UNKNOWN || time->source == FTP_TIME_FROM_LIST;
    if (!run->operation->preserve_timestamps || (!listed && !link))
        return;
    buffer_init(&operand, FTP_PATH_MAX);
    if (ftp_operand(base, strlen(base), &operand) &&
        ftp_file_modified(run->session, operand.data, &told, &ignored) &&
        told.precision != FTP_TIME_UNKNOWN)
        *time = told;
    buffer_done(&operand);
}

uint32_t ftp_preserve_output(
    const struct ftp_run *run, const struct ftp_fetch *fetch, struct ftp_receipt *receipt)
{
    if (!run->operation->preserve_timestamps)
        return 0;
    if (fetch->stamp && fetch->stamp->utc.precision != FTP_TIME_UNKNOWN)
        return HAWSER_OUTPUT_KEEP_TIME;
    receipt->time_kept = FTP_KEPT_NO;
    ftp_run_log(run, HAWSER_LOG_WARNING,
        "the time of %s is not preserved: nothing proves what it is in UTC; Server Time Zone may "
        "say it",
        fetch->base);
    return 0;
}
