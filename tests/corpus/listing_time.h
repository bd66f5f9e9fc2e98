/* SPDX-License-Identifier: Apache-2.0 */
/* Times as the corpora write them. */
#ifndef HAWSER_TESTS_CORPUS_LISTING_TIME_H
#define HAWSER_TESTS_CORPUS_LISTING_TIME_H

#include "ftp/protocol/time.h"

/* Whether a found time has what the text asks for: "YYYY-MM-DD[Thh:mm[:ss[.mmm]]][Z]",
 * "--MM-DDThh:mm", or NULL for none. The text may say less than the time knows. */
bool listing_time_agrees(const char *wanted, const struct ftp_time *found);
/* The clock of a record; a fixed one where the record has none. */
int64_t listing_time_now(const char *text);

#endif
