/* SPDX-License-Identifier: Apache-2.0 */
/* Times as the corpora write them. */
#ifndef HAWSER_TESTS_CORPUS_LISTING_TIME_H
#define HAWSER_TESTS_CORPUS_LISTING_TIME_H

#include "ftp/protocol/time.h"

enum listing_time_verdict {
    LISTING_TIME_SAME,
    LISTING_TIME_OTHER_RULE, /* right by our rule for the year of a date without one */
    LISTING_TIME_OTHER,
};

/* Whether a found time has what the text asks for: "YYYY-MM-DD[Thh:mm[:ss[.mmm]]][Z]",
 * "--MM-DDThh:mm", or NULL for none. The text may say less than the time knows. */
enum listing_time_verdict listing_time_compare(
    const char *wanted, const struct ftp_time *found, int64_t now);
/* The clock of a record; a fixed one where the record has none. */
int64_t listing_time_now(const char *text);

#endif
