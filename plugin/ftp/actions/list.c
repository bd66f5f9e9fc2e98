/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/actions/host.h"
#include "ftp/actions/match.h"
#include "ftp/actions/walk.h"
#include "ftp/protocol/path.h"
#include "ftp/session/zone.h"

#include <string.h>

struct listing {
    struct ftp_run *run;
    struct ftp_document *document;
    struct buffer below;    /* the directory that is being listed, as entries come with it */
    struct buffer path;     /* the same from the server's root; empty: not made yet */
    struct buffer relative; /* an entry's path, where directories below are listed too */
};

/* The entries of a directory come one after the other: its path is joined for the first of them. */
static bool know_path(struct listing *listing, const char *directory)
{
    if (listing->path.length && strcmp(buffer_text(&listing->below), directory) == 0)
        return true;
    buffer_clear(&listing->below);
    buffer_clear(&listing->path);
    return buffer_add_text(&listing->below, directory) &&
           ftp_path_join(ftp_span_of(buffer_text(&listing->document->directory)),
               ftp_span_of(directory), &listing->path);
}

static char *record_of(struct listing *listing, const char *directory,
    const struct ftp_entry *entry, const struct ftp_stamp *stamp)
{
    const struct ftp_operation *operation = listing->run->operation;
    const char *relative = NULL;
    if (!know_path(listing, directory))
        return NULL;
    if (operation->recursive) {
        if (!ftp_walk_path(directory, entry->name.data, entry->name.length, &listing->relative))
            return NULL;
        relative = buffer_text(&listing->relative);
    }
    return ftp_emit_entry(&listing->run->session->config->encoding, entry, stamp,
        buffer_text(&listing->path), relative, operation->all_metadata);
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
    struct buffer *buffers[] = {&listing.below, &listing.path, &listing.relative};
    for (size_t i = 0; i < sizeof buffers / sizeof buffers[0]; i++)
        buffer_init(buffers[i], FTP_PATH_MAX);
    /* To learn the zone costs one listing more: only for who wants to know all. */
    bool learns = run->operation->all_metadata && !run->session->clock.zone;
    bool done =
        ftp_document_enter(run, document, false, error) &&
        (!learns || ftp_zone_learn(run->session, buffer_text(&document->directory), error)) &&
        ftp_walk(run, buffer_text(&document->directory), run->operation->recursive, give_entry,
            &listing, &document->receipt, error);
    for (size_t i = 0; i < sizeof buffers / sizeof buffers[0]; i++)
        buffer_done(buffers[i]);
    return done;
}
