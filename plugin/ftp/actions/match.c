/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/actions/match.h"

#include "ftp/protocol/limits.h"

#include <stdio.h>
#include <string.h>

enum ftp_match ftp_match(
    const struct ftp_run *run, const struct ftp_entry *entry, struct ftp_error *error)
{
    struct filter_value values[FTP_FILTER_COUNT] = {0};
    struct filter_problem problem;
    struct buffer shown;
    char time[FTP_TIME_TEXT_SIZE];
    if (filter_passes_all(run->operation->filter))
        return FTP_MATCH_YES;
    buffer_init(&shown, (size_t)3 * FTP_PATH_MAX);
    const struct encoding *encoding = &run->session->config->encoding;
    if (encoding_decode(encoding, entry->name.data, entry->name.length, &shown) ==
        NAME_TEXT_FAILED) {
        buffer_done(&shown);
        ftp_error_set(error, FTP_FAULT_MEMORY, "no memory for a name");
        return FTP_MATCH_FAILED;
    }
    values[FTP_FILTER_FILE_NAME] = (struct filter_value){buffer_text(&shown), shown.length};
    if (ftp_time_format(&entry->modified, time))
        values[FTP_FILTER_TIMESTAMP] = (struct filter_value){time, strlen(time)};
    char size[24];
    snprintf(size, sizeof size, "%llu", (unsigned long long)entry->size);
    if (entry->size_known)
        values[FTP_FILTER_SIZE] = (struct filter_value){size, strlen(size)};
    const char *type = ftp_entry_type_name(entry->type);
    values[FTP_FILTER_FILE_TYPE] = (struct filter_value){type, strlen(type)};
    struct filter_record record = {values, FTP_FILTER_COUNT};
    enum filter_verdict verdict = filter_matches(run->operation->filter, &record, &problem);
    if (verdict == FILTER_UNDECIDED)
        ftp_error_set(error, FTP_FAULT_CONFIG, "Filter%s, on \"%s\": %s", problem.pointer,
            buffer_text(&shown), problem.message);
    buffer_done(&shown);
    return verdict == FILTER_YES  ? FTP_MATCH_YES
           : verdict == FILTER_NO ? FTP_MATCH_NO
                                  : FTP_MATCH_FAILED;
}

void ftp_match_report(
    const struct ftp_run *run, struct ftp_receipt *receipt, const struct ftp_listing_report *report)
{
    receipt->unreadable = report->unreadable;
    snprintf(receipt->first_unreadable, sizeof receipt->first_unreadable, "%s",
        report->first_unreadable);
    if (report->unreadable)
        ftp_run_log(run, HAWSER_LOG_WARNING,
            "%llu lines of the listing can't be read, the first is \"%s\"",
            (unsigned long long)report->unreadable, report->first_unreadable);
}
