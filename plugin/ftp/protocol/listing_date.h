/* SPDX-License-Identifier: Apache-2.0 */
/* Dates and times as listing lines write them. */
#ifndef HAWSER_FTP_PROTOCOL_LISTING_DATE_H
#define HAWSER_FTP_PROTOCOL_LISTING_DATE_H

#include "ftp/protocol/span.h"
#include "ftp/protocol/time.h"

/* 1..12 for the name of a month, whole or short, in the languages that servers use; 0 otherwise. */
unsigned listing_month(struct ftp_span word);

/* Each takes from the cursor's front, blanks skipped, and leaves the cursor right after what it
 * took. False, cursor untouched, where no such date stands there. */

/* ls with the month as a word, or ISO: "Jan  5 10:20", "5 Jan 2009", "2009-01-05 10:20". */
bool listing_take_ls_date(struct ftp_span *cursor, int64_t now, struct ftp_time *ret_time);
/* ls with the month as a number: "1 5 10:20", "01-05 2009". Only where the above found nothing. */
bool listing_take_numeric_ls_date(struct ftp_span *cursor, int64_t now, struct ftp_time *ret_time);
/* Three numbers between one of '-', '/' and '.', order unknown yet. */
bool listing_take_triple(
    struct ftp_span *cursor, unsigned ret_numbers[3], unsigned ret_digits[3], char *ret_separator);
/* "H:MM", "HH:MM:SS", ":SS.fff", or with '.' for ':'; sets hour, minute, second and the precision.
 */
bool listing_take_clock(
    struct ftp_span *cursor, struct ftp_civil *civil, enum ftp_time_precision *ret_precision);
/* A whole word, "29-JAN-1996" or "3-Feb-09". */
bool listing_read_dashed_day(struct ftp_span word, struct ftp_civil *ret_civil);
/* 1970..2069 for two digits, as it stands for four; 0 for any other count. */
int listing_year(unsigned number, unsigned digits);

#endif
