/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The upload journal: what this connector is doing to one document and its target, kept by the host, so that the next
 * execution knows after a crash. There is an entry from before the server changes anything until
 * the document has its result, and longer where that is not known.
 */
#ifndef HAWSER_FTP_ACTIONS_JOURNAL_H
#define HAWSER_FTP_ACTIONS_JOURNAL_H

#include "ftp/actions/journal_entry.h"
#include "ftp/actions/run.h"

enum { FTP_JOURNAL_KEY_MAX = 96 };

struct ftp_journal {
    const hawser_state_1 *state;
    char key[FTP_JOURNAL_KEY_MAX];
    bool keep;                      /* the entry outlives the result */
    struct ftp_journal_entry left;  /* by an earlier execution; nothing where there was none */
    struct ftp_journal_entry entry; /* of this one */
};

/*
 * Opens document->journal, with what was left. It stays NULL where the host keeps no state, does
 * not know the document again, or another execution has this very document in hand; that is no
 * error.
 */
void ftp_journal_open(struct ftp_run *run, struct ftp_document *document);

/* Writes document->journal->entry, with that phase. Nothing where there is no journal. */
void ftp_journal_note(
    struct ftp_run *run, struct ftp_document *document, enum ftp_journal_phase phase);

/* Called after the document's result was given: removes the entry, unless it is to be kept. */
void ftp_journal_end(struct ftp_run *run, struct ftp_document *document);

/* The entry stays, so that a later execution can find out more. */
void ftp_journal_keep(struct ftp_document *document);

#endif
