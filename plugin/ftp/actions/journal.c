/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/actions/journal.h"

#include "common/hex.h"

#include <gnutls/crypto.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { DIGEST_BYTES = 32 };

/* Which document, to which target, in which way: an entry of another way would not fit. */
static bool make_key(const struct ftp_run *run, const struct ftp_document *document, char *key)
{
    const struct ftp_operation *operation = run->operation;
    unsigned char digest[DIGEST_BYTES];
    struct buffer text;
    buffer_init(&text, 4 * FTP_JOURNAL_ENTRY_MAX);
    bool made = buffer_printf(&text, "%d %d %d", (int)operation->if_exists, operation->ascii,
                    operation->direct_upload) &&
                buffer_add_byte(&text, '\0') &&
                buffer_add(&text, document->directory.data, document->directory.length) &&
                buffer_add_byte(&text, '\0') &&
                buffer_add(&text, document->base.data, document->base.length) &&
                buffer_add_byte(&text, '\0') &&
                buffer_add(&text, document->input.identity, document->input.identity_length) &&
                gnutls_hash_fast(GNUTLS_DIG_SHA256, text.data, text.length, digest) == 0;
    buffer_done(&text);
    size_t used = (size_t)snprintf(key, FTP_JOURNAL_KEY_MAX, "upload.");
    if (made)
        hex_text(digest, sizeof digest, key + used);
    return made;
}

static const hawser_state_1 *state_of(const struct ftp_run *run)
{
    const hawser_state_1 *state = run->call->extension(run->call->host, HAWSER_EXTENSION_STATE);
    return state && HAWSER_HAS(state, hawser_state_1, claim) ? state : NULL;
}

/* Once in an execution: a host without state is no fault, but a person should know. */
static void do_without(struct ftp_run *run, const char *why)
{
    pthread_mutex_lock(&run->shared->mutex);
    bool said = run->shared->journal_missed;
    run->shared->journal_missed = true;
    pthread_mutex_unlock(&run->shared->mutex);
    if (!said)
        ftp_run_log(run, HAWSER_LOG_WARNING,
            "uploads are not written down, so that none can be taken up after a crash: %s", why);
}

/* An entry that can't be read says nothing; one that is there but not ours to read stays. */
static bool read_left(struct ftp_run *run, struct ftp_journal *journal)
{
    char text[FTP_JOURNAL_ENTRY_MAX];
    size_t length = 0;
    int32_t code = journal->state->get(run->call->host, journal->key, text, sizeof text, &length);
    if (code == HAWSER_NOT_FOUND)
        return true;
    if (code != HAWSER_OK && code != HAWSER_RESOURCE)
        return false;
    if (code == HAWSER_OK && ftp_journal_entry_read(text, length, &journal->left))
        return true;
    ftp_journal_entry_done(&journal->left);
    ftp_journal_entry_init(&journal->left);
    ftp_run_log(run, HAWSER_LOG_WARNING, "an entry of the upload journal can't be read");
    return true;
}

static void close_journal(struct ftp_document *document)
{
    struct ftp_journal *journal = document->journal;
    document->journal = NULL;
    ftp_journal_entry_done(&journal->left);
    ftp_journal_entry_done(&journal->entry);
    free(journal);
}

static bool claim(struct ftp_run *run, struct ftp_journal *journal)
{
    int32_t code = journal->state->claim(run->call->host, journal->key);
    if (code == HAWSER_EXISTS)
        ftp_run_log(run, HAWSER_LOG_WARNING,
            "another execution has this very document in hand; this one does without the journal");
    else if (code != HAWSER_OK)
        do_without(run, "the host can't keep state");
    return code == HAWSER_OK;
}

void ftp_journal_open(struct ftp_run *run, struct ftp_document *document)
{
    const hawser_input *input = &document->input;
    const hawser_state_1 *state = state_of(run);
    if (document->journal) /* the session was gone, and all begins again */
        return;
    if (!state) {
        do_without(run, "the host keeps no state");
        return;
    }
    if (!input->identity || !(input->capabilities & HAWSER_INPUT_REPLAYABLE))
        return;
    struct ftp_journal *journal = calloc(1, sizeof *journal);
    if (!journal)
        return;
    journal->state = state;
    ftp_journal_entry_init(&journal->left);
    ftp_journal_entry_init(&journal->entry);
    document->journal = journal;
    if (!make_key(run, document, journal->key) || !claim(run, journal) || !read_left(run, journal))
        close_journal(document);
}

void ftp_journal_note(
    struct ftp_run *run, struct ftp_document *document, enum ftp_journal_phase phase)
{
    struct ftp_journal *journal = document->journal;
    struct buffer text;
    if (!journal)
        return;
    journal->entry.phase = phase;
    journal->entry.written = (uint64_t)time(NULL);
    buffer_init(&text, FTP_JOURNAL_ENTRY_MAX);
    if (!ftp_journal_entry_write(&journal->entry, &text) ||
        journal->state->put(run->call->host, journal->key, text.data, text.length) != HAWSER_OK)
        do_without(run, "the host can't keep state");
    buffer_done(&text);
}

void ftp_journal_end(struct ftp_run *run, struct ftp_document *document)
{
    struct ftp_journal *journal = document->journal;
    if (!journal)
        return;
    if (!journal->keep)
        journal->state->remove(run->call->host, journal->key);
    close_journal(document);
}

void ftp_journal_keep(struct ftp_document *document)
{
    if (document->journal)
        document->journal->keep = true;
}
