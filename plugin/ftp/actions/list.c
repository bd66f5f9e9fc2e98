/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/actions/host.h"
#include "ftp/actions/match.h"
#include "ftp/session/listing.h"

struct listing {
    struct ftp_run *run;
    struct ftp_document *document;
};

static bool give_entry(void *user, const struct ftp_entry *entry, struct ftp_error *error)
{
    struct listing *listing = user;
    struct ftp_run *run = listing->run;
    struct ftp_receipt *receipt = &listing->document->receipt;
    int64_t most = run->operation->maximum;
    if (most >= 0 && receipt->files >= (uint64_t)most)
        return true; /* the rest is read all the same: the session goes on */
    enum ftp_match match = ftp_match(run->operation->filter, entry, error);
    if (match != FTP_MATCH_YES)
        return match == FTP_MATCH_NO;
    if (!ftp_output_record(run, listing->document->input.index, "a list entry",
            ftp_emit_entry(entry, buffer_text(&listing->document->directory)), error))
        return false;
    receipt->files++;
    return true;
}

bool ftp_list(struct ftp_run *run, struct ftp_document *document, struct ftp_error *error)
{
    struct listing listing = {.run = run, .document = document};
    if (!ftp_document_enter(run, document, false, error))
        return false;
    document->receipt.listed = true;
    struct ftp_listing_report report;
    if (!ftp_listing_run(
            run->session, buffer_text(&document->directory), give_entry, &listing, &report, error))
        return false;
    ftp_match_report(run, &document->receipt, &report);
    return true;
}
