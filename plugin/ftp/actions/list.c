/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/actions/host.h"
#include "ftp/actions/match.h"
#include "ftp/actions/walk.h"
#include "ftp/protocol/path.h"
#include "ftp/session/zone.h"

struct listing {
    struct ftp_run *run;
    struct ftp_document *document;
};

static char *record_of(const struct listing *listing, const char *directory,
    const struct ftp_entry *entry, const struct ftp_stamp *stamp)
{
    const struct ftp_operation *operation = listing->run->operation;
    struct buffer path, relative;
    char *record = NULL;
    buffer_init(&path, FTP_PATH_MAX);
    buffer_init(&relative, FTP_PATH_MAX);
    if (ftp_path_join(ftp_span_of(buffer_text(&listing->document->directory)),
            ftp_span_of(directory), &path) &&
        ftp_walk_path(directory, entry->name.data, entry->name.length, &relative))
        record = ftp_emit_entry(&listing->run->session->config->encoding, entry, stamp,
            buffer_text(&path), operation->recursive ? buffer_text(&relative) : NULL,
            operation->all_metadata);
    buffer_done(&path);
    buffer_done(&relative);
    return record;
}

static bool give_entry(
    void *user, const char *directory, const struct ftp_entry *entry, struct ftp_error *error)
{
    struct listing *listing = user;
    struct ftp_run *run = listing->run;
    struct ftp_receipt *receipt = &listing->document->receipt;
    int64_t most = run->operation->maximum;
    if (most >= 0 && receipt->files >= (uint64_t)most)
        return true; /* the rest is read all the same: the session goes on */
    struct ftp_stamp stamp;
    struct ftp_entry shown = *entry; /* a filter sees the time as the record shows it */
    ftp_zone_stamp(run->session, &entry->modified, &stamp);
    shown.modified = stamp.shown;
    enum ftp_match match = ftp_match(run, &shown, error);
    if (match != FTP_MATCH_YES)
        return match == FTP_MATCH_NO;
    if (!ftp_output_record(run, listing->document->input.index, "a list entry",
            record_of(listing, directory, entry, &stamp), error))
        return false;
    receipt->files++;
    return true;
}

bool ftp_list(struct ftp_run *run, struct ftp_document *document, struct ftp_error *error)
{
    struct listing listing = {.run = run, .document = document};
    /* To learn the zone costs one listing more: only for who wants to know all. */
    bool learns = run->operation->all_metadata && !run->session->clock.zone;
    return ftp_document_enter(run, document, false, error) &&
           (!learns || ftp_zone_learn(run->session, buffer_text(&document->directory), error)) &&
           ftp_walk(run, buffer_text(&document->directory), run->operation->recursive, give_entry,
               &listing, &document->receipt, error);
}
