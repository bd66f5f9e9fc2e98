/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/session/zone.h"

#include "common/zone.h"
#include "ftp/protocol/limits.h"
#include "ftp/session/directory.h"
#include "ftp/session/file.h"
#include "ftp/session/listing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    QUARTER = 15 * 60, /* every offset in use is a multiple of it */
    EASTMOST = 14 * 3600,
    WESTMOST = -12 * 3600,
    NEAR = QUARTER / 2 - 30, /* clocks that differ by less show the same zone */
};

bool ftp_zone_open(struct ftp_session *session, struct ftp_error *error)
{
    const char *name = session->config->server_time_zone;
    if (!*name || session->clock.zone)
        return true;
    switch (zone_load(ZONE_DIRECTORY, name, &session->clock.zone)) {
    case ZONE_OK:
        return true;
    case ZONE_NO_MEMORY:
        return ftp_error_set(error, FTP_FAULT_MEMORY, "no memory for the time zone %s", name);
    case ZONE_BAD_NAME:
    case ZONE_UNKNOWN:
        return ftp_error_set(error, FTP_FAULT_TIME_ZONE,
            "Server Time Zone \"%s\": there is no such zone in %s", name, ZONE_DIRECTORY);
    case ZONE_UNREADABLE:
        break;
    }
    return ftp_error_set(error, FTP_FAULT_TIME_ZONE,
        "Server Time Zone \"%s\": what lies in %s is no time zone, or can't be read", name,
        ZONE_DIRECTORY);
}

void ftp_zone_close(struct ftp_session *session)
{
    zone_free(session->clock.zone);
    session->clock.zone = NULL;
}

/* --- What a time means ------------------------------------------------------------------------ */

static bool is_near(int64_t left, int64_t right)
{
    return left - right <= NEAR && right - left <= NEAR;
}

bool ftp_zone_same_season(int64_t reference, int64_t utc)
{
    /* Clocks are changed from March to the beginning of April, and from September to the beginning of November. */
    enum { WINTER_FROM = 1108, WINTER_TO = 307, SUMMER_FROM = 408, SUMMER_TO = 831 };
    struct ftp_civil one = ftp_civil_from_seconds(reference);
    struct ftp_civil other = ftp_civil_from_seconds(utc);
    unsigned days[2] = {one.month * 100 + one.day, other.month * 100 + other.day};
    bool summer = true, winter = true;
    for (size_t i = 0; i < 2; i++) {
        summer = summer && days[i] >= SUMMER_FROM && days[i] <= SUMMER_TO;
        winter = winter && (days[i] >= WINTER_FROM || days[i] <= WINTER_TO);
    }
    int years[2] = {one.year - (days[0] <= WINTER_TO), other.year - (days[1] <= WINTER_TO)};
    return (summer && one.year == other.year) || (winter && years[0] == years[1]);
}

static bool is_utc(const struct ftp_session *session, const struct ftp_time *time)
{
    if (time->source != FTP_TIME_FROM_MDTM)
        return time->zone == FTP_ZONE_UTC;
    /* A server with the facts of RFC 3659 has its MDTM too. Where the clocks show UTC all the same, it
     * makes no difference. */
    return session->features.mlst || session->clock.mdtm == FTP_MDTM_UTC ||
           (session->clock.mdtm == FTP_MDTM_UNTOLD && session->clock.zone &&
               zone_offset(session->clock.zone, time->seconds) == 0);
}

/* On the clock that the server shows. */
static bool local_to_utc(
    const struct ftp_session *session, const struct ftp_time *time, int64_t *ret_utc)
{
    const struct ftp_clock_facts *clock = &session->clock;
    bool shows_it = time->source == FTP_TIME_FROM_LIST || clock->mdtm == FTP_MDTM_LOCAL;
    if (clock->zone)
        return shows_it && zone_moment(clock->zone, time->seconds, ret_utc);
    if (!shows_it || !clock->offset_known ||
        !ftp_zone_same_season(clock->reference, time->seconds - clock->offset))
        return false;
    *ret_utc = time->seconds - clock->offset;
    return true;
}

void ftp_zone_stamp(
    const struct ftp_session *session, const struct ftp_time *time, struct ftp_stamp *ret_stamp)
{
    struct ftp_stamp stamp = {.shown = *time};
    int64_t utc = time->seconds;
    if (time->precision != FTP_TIME_UNKNOWN && is_utc(session, time)) {
        stamp.utc = *time;
        stamp.utc.zone = FTP_ZONE_UTC;
        if (session->clock.zone) {
            stamp.shown.seconds = utc + zone_offset(session->clock.zone, utc);
            stamp.shown.zone = FTP_ZONE_SERVER_LOCAL;
        }
    } else if (time->precision != FTP_TIME_UNKNOWN && local_to_utc(session, time, &utc)) {
        stamp.utc = *time;
        stamp.utc.seconds = utc;
        stamp.utc.zone = FTP_ZONE_UTC;
    }
    *ret_stamp = stamp;
}

/* A clock that is ahead of ours by what the zone is ahead of UTC shows the zone, one that agrees with ours shows UTC. */
static void learn_from_fresh(struct ftp_session *session, const struct ftp_time *time, int64_t now)
{
    struct ftp_clock_facts *clock = &session->clock;
    int32_t offset = clock->zone ? zone_offset(clock->zone, now) : 0;
    if (time->source != FTP_TIME_FROM_MDTM || time->precision < FTP_TIME_MINUTE || offset == 0 ||
        clock->mdtm != FTP_MDTM_UNTOLD)
        return;
    if (is_near(time->seconds, now))
        clock->mdtm = FTP_MDTM_UTC;
    else if (is_near(time->seconds, now + offset))
        clock->mdtm = FTP_MDTM_LOCAL;
}

void ftp_zone_stamp_fresh(struct ftp_session *session, const struct ftp_time *time, int64_t now,
    struct ftp_stamp *ret_stamp)
{
    learn_from_fresh(session, time, now);
    ftp_zone_stamp(session, time, ret_stamp);
    if (ret_stamp->utc.precision != FTP_TIME_UNKNOWN || session->clock.zone ||
        time->precision < FTP_TIME_MINUTE || !is_near(time->seconds, now))
        return;
    ret_stamp->utc = *time;
    ret_stamp->utc.zone = FTP_ZONE_UTC;
}

bool ftp_zone_mdtm_value(const struct ftp_session *session, const struct ftp_time *utc, int64_t now,
    char ret_text[FTP_TIME_TEXT_SIZE])
{
    const struct ftp_clock_facts *clock = &session->clock;
    struct ftp_time set = *utc;
    int64_t back;
    int32_t offset = clock->zone ? zone_offset(clock->zone, utc->seconds) : 0;
    if (clock->mdtm == FTP_MDTM_LOCAL && clock->zone) {
        set.seconds += offset;
        if (zone_offset(clock->zone, now) != offset ||
            !zone_moment(clock->zone, set.seconds, &back))
            return false; /* the server could take it for an hour off */
    } else if (clock->mdtm != FTP_MDTM_UTC && offset != 0 && !session->features.mlst) {
        return false;
    }
    return ftp_time_format_value(&set, ret_text);
}

/* --- LIST against MDTM ------------------------------------------------------------------------ */

void ftp_zone_sample_init(struct ftp_zone_sample *sample)
{
    *sample = (struct ftp_zone_sample){.listed = {0}};
    buffer_init(&sample->name, FTP_PATH_MAX);
}

void ftp_zone_sample_done(struct ftp_zone_sample *sample)
{
    buffer_done(&sample->name);
}

void ftp_zone_sample_take(struct ftp_zone_sample *sample, const struct ftp_entry *entry)
{
    const struct ftp_time *time = &entry->modified;
    bool tells = entry->type == FTP_ENTRY_FILE && !entry->hostile &&
                 time->precision >= FTP_TIME_MINUTE && time->zone == FTP_ZONE_SERVER_LOCAL &&
                 time->source == FTP_TIME_FROM_LIST;
    if (!tells || (sample->name.length && time->seconds <= sample->listed.seconds))
        return;
    buffer_clear(&sample->name);
    if (buffer_add(&sample->name, entry->name.data, entry->name.length))
        sample->listed = *time;
    else
        buffer_clear(&sample->name);
}

bool ftp_zone_wants_sample(const struct ftp_session *session)
{
    const struct ftp_clock_facts *clock = &session->clock;
    bool facts = session->features.mlst && !session->refused.mlsd;
    return !facts && !clock->compared && !session->refused.mdtm && clock->mdtm == FTP_MDTM_UNTOLD;
}

bool ftp_zone_difference(
    const struct ftp_time *listed, const struct ftp_time *mdtm, int32_t *ret_ahead)
{
    if (listed->precision < FTP_TIME_MINUTE || mdtm->precision < FTP_TIME_SECOND)
        return false;
    int64_t told = mdtm->seconds;
    if (listed->precision == FTP_TIME_MINUTE)
        told -= ((told % 60) + 60) % 60;
    int64_t ahead = listed->seconds - told;
    if (ahead < WESTMOST || ahead > EASTMOST || ahead % QUARTER != 0)
        return false;
    *ret_ahead = (int32_t)ahead;
    return true;
}

/* The configured zone is believed; that the server shows another clock is said. */
static void warn_of_zone(const struct ftp_session *session, int32_t ahead)
{
    char line[256];
    int length = snprintf(line, sizeof line,
        "the server's listings are %d minutes ahead of UTC, which does not fit Server Time Zone %s",
        (int)(ahead / 60), session->config->server_time_zone);
    if (session->call->log && length > 0 && (size_t)length < sizeof line)
        session->call->log(session->call->host, HAWSER_LOG_WARNING, line, (size_t)length);
}

/* That LIST is shifted and MDTM is not proves both. Where they agree, either none is shifted or both are: the
 * zone then tells which, unless it is UTC itself. */
static void conclude(
    struct ftp_session *session, const struct ftp_time *listed, const struct ftp_time *mdtm)
{
    struct ftp_clock_facts *clock = &session->clock;
    int32_t ahead;
    if (!ftp_zone_difference(listed, mdtm, &ahead))
        return;
    if (ahead != 0) {
        clock->mdtm = FTP_MDTM_UTC;
        clock->offset_known = true;
        clock->offset = ahead;
        clock->reference = mdtm->seconds;
        if (clock->zone && zone_offset(clock->zone, mdtm->seconds) != ahead)
            warn_of_zone(session, ahead);
    } else if (clock->zone && zone_offset(clock->zone, mdtm->seconds) != 0) {
        clock->mdtm = FTP_MDTM_LOCAL;
    }
}

bool ftp_zone_compare(
    struct ftp_session *session, const struct ftp_zone_sample *sample, struct ftp_error *error)
{
    struct buffer operand;
    struct ftp_time mdtm = {0};
    if (!sample->name.length)
        return true;
    session->clock.compared = true;
    buffer_init(&operand, FTP_PATH_MAX);
    bool done = !ftp_operand(sample->name.data, sample->name.length, &operand) ||
                ftp_file_modified(session, operand.data, &mdtm, error);
    buffer_done(&operand);
    if (done)
        conclude(session, &sample->listed, &mdtm);
    return done;
}

static bool take_sample(void *user, const struct ftp_entry *entry, struct ftp_error *error)
{
    (void)error;
    ftp_zone_sample_take(user, entry);
    return true;
}

bool ftp_zone_learn(struct ftp_session *session, const char *directory, struct ftp_error *error)
{
    struct ftp_zone_sample sample;
    struct ftp_listing_report report;
    if (!ftp_zone_wants_sample(session))
        return true;
    ftp_zone_sample_init(&sample);
    bool done = ftp_listing_run(session, directory, take_sample, &sample, &report, error) &&
                ftp_zone_compare(session, &sample, error);
    ftp_zone_sample_done(&sample);
    return done;
}
