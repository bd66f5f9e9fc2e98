/* SPDX-License-Identifier: Apache-2.0 */
/* Times as servers write them. No clock and no time zone: civil time arithmetic only. */
#ifndef HAWSER_FTP_PROTOCOL_TIME_H
#define HAWSER_FTP_PROTOCOL_TIME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ftp/protocol/span.h"

enum ftp_time_precision {
    FTP_TIME_UNKNOWN, /* there is no time; nothing else in the struct means anything */
    FTP_TIME_DAY,
    FTP_TIME_MINUTE,
    FTP_TIME_SECOND,
    FTP_TIME_MILLISECOND,
};

enum ftp_time_zone {
    FTP_ZONE_SERVER_LOCAL, /* the server's wall clock, zone not told */
    FTP_ZONE_UTC,
};

/* What told a time. MLSD stands for MLST too: they have the same facts. */
enum ftp_time_source { FTP_TIME_FROM_LIST, FTP_TIME_FROM_MLSD, FTP_TIME_FROM_MDTM };

struct ftp_time {
    int64_t seconds;       /* since 1970-01-01T00:00:00 on the clock that `zone` names */
    uint16_t milliseconds; /* 0..999 */
    enum ftp_time_precision precision;
    enum ftp_time_zone zone;
    enum ftp_time_source source;
    bool year_guessed; /* the line had no year: ftp_time_guess_year chose it */
};

/* One time as it is told to others. */
struct ftp_stamp {
    struct ftp_time
        shown; /* as the server's clock shows it, where its zone is known; else as it was told */
    struct ftp_time utc; /* unknown: nothing proves the zone */
};

struct ftp_civil {
    int year;                      /* 1..9999 */
    unsigned month, day;           /* from 1 */
    unsigned hour, minute, second; /* second up to 59; 60 is read as 59 */
};

bool ftp_civil_is_valid(const struct ftp_civil *civil);
int64_t ftp_civil_to_seconds(const struct ftp_civil *civil);
struct ftp_civil ftp_civil_from_seconds(int64_t seconds);

/* False where the civil time does not exist. */
bool ftp_time_from_civil(const struct ftp_civil *civil, enum ftp_time_precision precision,
    enum ftp_time_zone zone, struct ftp_time *ret_time);
/* The year of a date without one: this year's if that is at most a day after `now` (the server may
 * be east of us), else the latest earlier year that has the date. 0 where no year has it. */
int ftp_time_guess_year(unsigned month, unsigned day, unsigned hour, unsigned minute, int64_t now);

/* RFC 3659, 2.3: YYYYMMDDHHMMSS[.f+], UTC. Some servers of 2000 wrote 19100MMDD.. for 2000MMDD..:
 * understood. Anything else is refused. */
bool ftp_time_value_parse(struct ftp_span text, struct ftp_time *ret_time);
/* The text of a 213 reply to MDTM: blanks around it are tolerated. */
bool ftp_mdtm_parse(struct ftp_span text, struct ftp_time *ret_time);

enum { FTP_TIME_TEXT_SIZE = 32 }; /* room for any of the texts below, with their NUL */

/* "yyyy-MM-dd HH:mm:ss.SSS", zone not shown. False, nothing written, for an unknown time or a year
 * outside 1..9999. */
bool ftp_time_format(const struct ftp_time *time, char ret_text[FTP_TIME_TEXT_SIZE]);
/* "yyyy-MM-ddTHH:mm:ss.SSS", and 'Z' after it where the zone is UTC. */
bool ftp_time_format_iso(const struct ftp_time *time, char ret_text[FTP_TIME_TEXT_SIZE]);
/* The same with 'Z' or an offset ("+05:30") behind it, and a fraction or none: UTC, to the millisecond. */
bool ftp_time_iso_parse(struct ftp_span text, struct ftp_time *ret_time);
/* "year-guess", where the year was guessed; "day", "minute", "second" or "millisecond"; NULL: unknown. */
const char *ftp_time_precision_name(const struct ftp_time *time);
/* "mlsd", "mdtm" or "list"; NULL: unknown. */
const char *ftp_time_source_name(const struct ftp_time *time);
/* "YYYYMMDDHHMMSS", as MFMT and MDTM take it. */
bool ftp_time_format_value(const struct ftp_time *time, char ret_text[FTP_TIME_TEXT_SIZE]);

#endif
