/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Getting over the interruptions of an upload. The file is ours alone, by its name. A server may
 * still be writing what the lost session sent: those bytes are the same at the same places, so they
 * do no harm, but their end has to be waited for.
 */
#include "ftp/actions/host.h"
#include "ftp/actions/remains.h"
#include "ftp/actions/upload.h"
#include "ftp/session/directory.h"
#include "ftp/session/file.h"

#include <stdlib.h>

enum {
    PIECE = 64 * 1024,
    PAUSE_MS = 100, /* before the first new session; doubled for each further one */
    PAUSE_DOUBLINGS = 6
};

static bool is_interruption(const struct ftp_error *error)
{
    static const enum ftp_fault interruptions[] = {FTP_FAULT_CONNECT_REFUSED,
        FTP_FAULT_CONNECT_FAILED, FTP_FAULT_CONNECT_TIMEOUT, FTP_FAULT_PROXY_UNAVAILABLE,
        FTP_FAULT_PROXY_REFUSED, FTP_FAULT_CONNECTION_LOST, FTP_FAULT_READ_TIMEOUT,
        FTP_FAULT_SERVICE_CLOSING, FTP_FAULT_DATA_ABORTED, FTP_FAULT_DATA_OPEN,
        FTP_FAULT_TLS_RECORD};
    for (size_t i = 0; i < sizeof interruptions / sizeof *interruptions; i++)
        if (error->fault == interruptions[i])
            return true;
    return false;
}

/* vsftpd's "500 OOPS": that a command which has begun is not understood can only mean that the
 * session is at its end. */
static bool is_collapse(const struct ftp_upload *upload, const struct ftp_error *error)
{
    return upload->document->receipt.transfer.began && error->reply >= 500 && error->reply <= 504;
}

/* Why an interruption ends this upload; NULL: it need not. */
static const char *hindrance(const struct ftp_upload *upload)
{
    if (upload->run->operation->ascii)
        return "in ASCII the server's size does not tell how much it has";
    if (!(upload->document->input.capabilities & HAWSER_INPUT_REPLAYABLE))
        return "the document can be read only once";
    return NULL;
}

/* The document from here on, once more: its next `length` bytes, exactly. */
static bool rewind_document(struct ftp_upload *upload, uint64_t offset, struct ftp_error *error)
{
    struct ftp_run *run = upload->run;
    int32_t code =
        run->documents->doc_rewind(run->call->host, upload->document->input.document, offset);
    return code == HAWSER_OK || ftp_host_failed(code, "reading the document again", error);
}

static bool reread(struct ftp_upload *upload, char *bytes, size_t length, struct ftp_error *error)
{
    struct ftp_run *run = upload->run;
    while (length) {
        size_t got = 0;
        int32_t code = run->documents->doc_read(
            run->call->host, upload->document->input.document, bytes, length, &got);
        if (code == HAWSER_END || (code == HAWSER_OK && (got == 0 || got > length)))
            code = HAWSER_HOST; /* it was longer before */
        if (code != HAWSER_OK)
            return ftp_host_failed(code, "reading the document again", error);
        bytes += got;
        length -= got;
    }
    return true;
}

/* The document's first `left` bytes, once more, into its checksum. */
static bool hash_again(struct ftp_upload *upload, uint64_t left, struct ftp_error *error)
{
    char *bytes = malloc(PIECE);
    bool done =
        bytes || ftp_error_set(error, FTP_FAULT_MEMORY, "no memory for reading a document again");
    while (done && left) {
        size_t piece = left < PIECE ? (size_t)left : PIECE;
        done = ftp_limits_check(&upload->run->session->limits, error) &&
               reread(upload, bytes, piece, error);
        if (done)
            ftp_sums_add(&upload->sums, bytes, piece);
        left -= piece;
    }
    free(bytes);
    return done;
}

/* Where a checksum of all of it is wanted, what comes before is read again too. */
bool ftp_upload_go_to(struct ftp_upload *upload, uint64_t offset, struct ftp_error *error)
{
    upload->offset = offset;
    if (!offset || !upload->run->session->config->receipt_hash)
        return rewind_document(upload, offset, error);
    ftp_sums_begin(&upload->sums, upload->run->session, true);
    return rewind_document(upload, 0, error) && hash_again(upload, offset, error);
}

/* Whether the server's bytes are others. What fails is no more than this look, but the session may be lost by it. */
static bool look_at(
    struct ftp_upload *upload, uint64_t size, bool *ret_differs, struct ftp_error *error)
{
    struct ftp_session *session = upload->run->session;
    enum ftp_proof proof =
        ftp_remains_prove(upload->run, upload->document, upload->path, size, error);
    *ret_differs = proof == FTP_PROOF_DIFFERENT;
    if (proof != FTP_PROOF_FAILED)
        return true;
    if (!ftp_limits_check(&session->limits, error))
        return false;
    *error = (struct ftp_error){0};
    return ftp_session_ensure(session, error) &&
           ftp_directory_enter(session, buffer_text(&upload->document->directory), error);
}

/* What the server has may not be what was sent, though as long; then the offset is 0. */
static bool stand_at(struct ftp_upload *upload, uint64_t size, struct ftp_error *error)
{
    bool differs = false;
    if (size && !look_at(upload, size, &differs, error))
        return false;
    if (differs)
        ftp_run_log(upload->run, HAWSER_LOG_WARNING,
            "the server's %llu bytes of %s are not those of the document: it is sent from its "
            "first byte",
            (unsigned long long)size, upload->document->base.data);
    return ftp_upload_go_to(upload, differs ? 0 : size, error);
}

/* Where to go on, by what the file has now. What was sent once can be sent again to the same place,
 * but not to the end of a file that does not show how much of it arrived. */
static bool find_place(struct ftp_upload *upload, uint64_t *ret_offset, struct ftp_error *error)
{
    enum ftp_remains remains;
    uint64_t size = 0;
    if (!ftp_remains_look(upload->run, upload->path, &remains, &size, error))
        return false;
    bool settled = remains == FTP_REMAINS_SETTLED;
    if (upload->appends) {
        bool absent = remains == FTP_REMAINS_ABSENT && upload->base == 0;
        bool proven =
            upload->base_known &&
            (absent || (settled && size >= upload->base && size - upload->base <= upload->reached));
        *ret_offset = proven && settled ? size - upload->base : 0;
        return proven || ftp_error_set(error, FTP_FAULT_APPEND_UNKNOWN,
                             "appending to %s was interrupted, and its size does not show how much "
                             "arrived",
                             upload->document->base.data);
    }
    bool ours = settled && size <= upload->reached && upload->way != FTP_RESUME_ANEW;
    *ret_offset = ours ? size : 0;
    return true;
}

/* A new session, and where to go on: from the start where what is there can't be relied on. */
static bool take_up(struct ftp_upload *upload, unsigned interruptions, struct ftp_error *error)
{
    struct ftp_session *session = upload->run->session;
    unsigned doublings = interruptions < PAUSE_DOUBLINGS ? interruptions : PAUSE_DOUBLINGS;
    uint64_t until = ftp_clock_after((uint32_t)PAUSE_MS << (doublings - 1)), offset = 0;
    if (ftp_wait(&session->limits, NULL, 0, until, error) == FTP_WAIT_ENDED ||
        !ftp_session_ensure(session, error) ||
        !ftp_directory_enter(session, buffer_text(&upload->document->directory), error))
        return false;
    if (!find_place(upload, &offset, error))
        return false;
    bool stands =
        upload->appends ? ftp_upload_go_to(upload, offset, error) : stand_at(upload, offset, error);
    if (!stands)
        return false;
    ftp_run_log(upload->run, HAWSER_LOG_INFO, "going on with %s at byte %llu",
        upload->document->base.data, (unsigned long long)upload->offset);
    return true;
}

/* The server consented neither to REST nor to the command after it: there are other ways. */
static bool try_another_way(struct ftp_upload *upload, struct ftp_error *error)
{
    const struct ftp_transfer *transfer = &upload->document->receipt.transfer;
    if (!upload->offset || transfer->began || error->reply < 400 || error->reply == 421 ||
        upload->way == FTP_RESUME_ANEW || upload->appends)
        return false;
    upload->way++;
    struct ftp_error again = {0};
    if (!ftp_upload_go_to(upload, upload->way == FTP_RESUME_ANEW ? 0 : upload->offset, &again)) {
        *error = again;
        return false;
    }
    return true;
}

static bool attempt(struct ftp_upload *upload, struct ftp_error *error)
{
    do {
        bool append = upload->appends || (upload->offset && upload->way == FTP_RESUME_APPEND);
        *error = (struct ftp_error){0};
        if (ftp_upload_once(upload, append ? "APPE" : "STOR", error))
            return true;
    } while (try_another_way(upload, error));
    return false;
}

/* Counts an interruption; false where it ends the upload. */
static bool may_go_on(
    const struct ftp_upload *upload, unsigned *interruptions, struct ftp_error *error)
{
    unsigned most = upload->run->session->config->max_retries;
    const char *why = hindrance(upload);
    if (!upload->began || (!is_interruption(error) && !is_collapse(upload, error)))
        return false;
    if (why) {
        ftp_error_hint(error, "%s The upload was not taken up again: %s.",
            *error->hint ? error->hint : ftp_fault_row(error->fault)->hint, why);
        return false;
    }
    if (*interruptions >= most)
        return false;
    ++*interruptions;
    ftp_run_log(upload->run, HAWSER_LOG_WARNING, "interruption %u of at most %u: %s",
        *interruptions, most, error->message);
    return true;
}

bool ftp_upload_run(struct ftp_upload *upload, struct ftp_error *error)
{
    unsigned interruptions = 0;
    while (!attempt(upload, error)) {
        do {
            if (!may_go_on(upload, &interruptions, error))
                return false;
            *error = (struct ftp_error){0};
        } while (!take_up(upload, interruptions, error));
    }
    return true;
}
