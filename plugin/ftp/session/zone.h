/* SPDX-License-Identifier: Apache-2.0 */
/*
 * In which zone the server's times are. MLSx facts are UTC (RFC 3659, 7.5.3). LIST is in the zone that the server
 * keeps, which serverTimeZone may name. MDTM should be UTC (RFC 3659, 3), but some servers shift it with their
 * listings: it counts as UTC only where something proves it.
 */
#ifndef HAWSER_FTP_SESSION_ZONE_H
#define HAWSER_FTP_SESSION_ZONE_H

#include "ftp/protocol/listing.h"
#include "ftp/session/session.h"

/* Reads the configured zone, where it was not. No command is sent. */
bool ftp_zone_open(struct ftp_session *session, struct ftp_error *error);
void ftp_zone_close(struct ftp_session *session);

void ftp_zone_stamp(
    const struct ftp_session *session, const struct ftp_time *time, struct ftp_stamp *ret_stamp);

/* The same for a file that was changed at `now`, by our clock: clocks that agree show the zone. Also learns from it
 * which clock MDTM goes by. */
void ftp_zone_stamp_fresh(struct ftp_session *session, const struct ftp_time *time, int64_t now,
    struct ftp_stamp *ret_stamp);

/* The file of a listing whose time tells most: the latest one that is known to the minute. */
struct ftp_zone_sample {
    struct buffer name; /* empty: none */
    struct ftp_time listed;
};
void ftp_zone_sample_init(struct ftp_zone_sample *sample);
void ftp_zone_sample_done(struct ftp_zone_sample *sample);
void ftp_zone_sample_take(struct ftp_zone_sample *sample, const struct ftp_entry *entry);

/* True where the times of this session's listings are in an unknown zone, and a comparison may tell it: then one
 * is due, once. */
bool ftp_zone_wants_sample(const struct ftp_session *session);
/* Asks for the sample's time by MDTM and compares. The session stands in its directory. False only where the
 * session was lost. */
bool ftp_zone_compare(
    struct ftp_session *session, const struct ftp_zone_sample *sample, struct ftp_error *error);
/* Both, with a listing of the directory in which the session stands; nothing where none is due. */
bool ftp_zone_learn(struct ftp_session *session, const char *directory, struct ftp_error *error);

/* The text that sets a UTC time by MDTM. False where it can't be told which clock that goes by; also where it goes by the
 * zone's, and that had another offset then than it has now: vsftpd uses the one of today for all times. */
bool ftp_zone_mdtm_value(const struct ftp_session *session, const struct ftp_time *utc, int64_t now,
    char ret_text[FTP_TIME_TEXT_SIZE]);

/* What a comparison proves: the seconds that LIST is ahead of MDTM. False where it is no offset of a zone. */
bool ftp_zone_difference(
    const struct ftp_time *listed, const struct ftp_time *mdtm, int32_t *ret_ahead);
/* Whether an offset that held at `reference` still holds at `utc`: in the same months of one year, in which hardly a
 * zone of the world changes its clocks. */
bool ftp_zone_same_season(int64_t reference, int64_t utc);

#endif
