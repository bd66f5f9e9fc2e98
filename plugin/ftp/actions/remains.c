/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/actions/remains.h"

#include "ftp/actions/host.h"
#include "ftp/session/checksum.h"
#include "ftp/session/digest.h"
#include "ftp/session/file.h"
#include "ftp/session/transfer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    LOOK_MS = 250, /* between two looks at the size */
    LOOKS_MOST = 40,
    TAIL_MOST = 4096,
    PIECE = 64 * 1024
};

/* --- Sizes ------------------------------------------------------------------------------------ */

bool ftp_remains_look(struct ftp_run *run, const char *operand, enum ftp_remains *ret_remains,
    uint64_t *ret_size, struct ftp_error *error)
{
    struct ftp_session *session = run->session;
    uint64_t before = 0, size = 0;
    *ret_remains = FTP_REMAINS_UNCLEAR;
    for (int looks = 0; looks < LOOKS_MOST; looks++) {
        bool known = false, absent = false;
        if (!ftp_file_size(session, operand, &known, &size, &absent, error))
            return false;
        if (!known) {
            *ret_remains = absent ? FTP_REMAINS_ABSENT : FTP_REMAINS_UNCLEAR;
            return true;
        }
        if (looks > 0 && size == before) {
            *ret_size = size;
            *ret_remains = FTP_REMAINS_SETTLED;
            return true;
        }
        before = size;
        if (ftp_wait(&session->limits, NULL, 0, ftp_clock_after(LOOK_MS), error) == FTP_WAIT_ENDED)
            return false;
    }
    return true;
}

/* RNFR says it on any server; what follows and is not RNTO takes it back. */
bool ftp_remains_exist(
    struct ftp_run *run, const char *operand, bool *ret_exist, struct ftp_error *error)
{
    const struct ftp_reply *reply;
    bool known = false, absent = false;
    uint64_t size;
    if (!ftp_file_size(run->session, operand, &known, &size, &absent, error))
        return false;
    *ret_exist = known;
    if (known || absent)
        return true;
    if (!ftp_session_ask(run->session, "RNFR", operand, &reply, error))
        return false;
    *ret_exist = reply->code == 350;
    return true;
}

/* --- Content ---------------------------------------------------------------------------------- */

struct tail {
    char ours[TAIL_MOST];
    size_t length;
    size_t seen;
    bool differs;
};

static bool compare(void *user, const char *bytes, size_t length, struct ftp_error *error)
{
    struct tail *tail = user;
    (void)error;
    if (length > tail->length - tail->seen || memcmp(tail->ours + tail->seen, bytes, length) != 0) {
        tail->differs = true;
        return ftp_error_set(error, FTP_FAULT_SOURCE_CHANGED, "other bytes than were sent");
    }
    tail->seen += length;
    return true;
}

/* Exactly `length` bytes of the document from where it stands. *ret_short: it ends before, and is another than was sent. */
static bool read_document(struct ftp_run *run, const struct ftp_document *document, char *bytes,
    size_t length, bool *ret_short, struct ftp_error *error)
{
    const hawser_documents *host = run->documents;
    int32_t code = HAWSER_OK;
    for (size_t read = 0, step = 0; code == HAWSER_OK && read < length; read += step) {
        step = 0;
        code = host->doc_read(
            run->call->host, document->input.document, bytes + read, length - read, &step);
        if (code == HAWSER_OK && (step == 0 || step > length - read))
            code = HAWSER_HOST;
    }
    *ret_short = code == HAWSER_END;
    return code == HAWSER_OK || code == HAWSER_END ||
           ftp_host_failed(code, "reading the document again", error);
}

static bool rewind_to(struct ftp_run *run, const struct ftp_document *document, uint64_t offset,
    struct ftp_error *error)
{
    int32_t code = run->documents->doc_rewind(run->call->host, document->input.document, offset);
    return code == HAWSER_OK || ftp_host_failed(code, "reading the document again", error);
}

static bool read_ours(struct ftp_run *run, const struct ftp_document *document, uint64_t offset,
    struct tail *tail, struct ftp_error *error)
{
    return rewind_to(run, document, offset, error) &&
           read_document(run, document, tail->ours, tail->length, &tail->differs, error);
}

static enum ftp_match judge(struct ftp_run *run, const struct tail *tail, bool done,
    const struct ftp_transfer *transfer, struct ftp_error *error)
{
    if (done || tail->differs) {
        *error = (struct ftp_error){0};
        return done && tail->seen == tail->length ? FTP_MATCH_SAME : FTP_MATCH_DIFFERENT;
    }
    if (!transfer->restart_refused && !(error->reply >= 500 && error->reply < 600))
        return FTP_MATCH_FAILED;
    ftp_run_log(run, HAWSER_LOG_INFO, "what was uploaded can't be read back: %s", error->message);
    *error = (struct ftp_error){0};
    return FTP_MATCH_UNREADABLE;
}

enum ftp_match ftp_remains_match(struct ftp_run *run, struct ftp_document *document,
    const char *operand, uint64_t base, uint64_t count, struct ftp_error *error)
{
    struct tail tail = {.length = count < TAIL_MOST ? (size_t)count : TAIL_MOST};
    char what[512];
    if (count == 0)
        return FTP_MATCH_SAME;
    if (!read_ours(run, document, count - tail.length, &tail, error))
        return FTP_MATCH_FAILED;
    if (tail.differs)
        return FTP_MATCH_DIFFERENT;
    snprintf(what, sizeof what, "reading the end of %s", operand);
    struct ftp_transfer transfer = {.doing = FTP_DOING_READ,
        .verb = "RETR",
        .argument = operand,
        .what = what,
        .consume = compare,
        .user = &tail,
        .restart = base + count - tail.length};
    bool done = ftp_session_type(run->session, FTP_TYPE_IMAGE, error) &&
                ftp_transfer_run(run->session, &transfer, error);
    return judge(run, &tail, done, &transfer, error);
}

/* --- Proof ------------------------------------------------------------------------------------ */

/* *ret_known is false where the document ends before, or that kind can't be computed here. */
static bool hash_ours(struct ftp_run *run, const struct ftp_document *document, enum ftp_sum kind,
    uint64_t count, struct ftp_checksum *ret_sum, bool *ret_known, struct ftp_error *error)
{
    struct ftp_digest digest = {0};
    bool ended = false;
    char *bytes = malloc(PIECE);
    bool done =
        bytes || ftp_error_set(error, FTP_FAULT_MEMORY, "no memory for reading a document again");
    ftp_digest_begin(&digest, kind);
    done = done && rewind_to(run, document, 0, error);
    for (uint64_t left = count; done && left && !ended;) {
        size_t piece = left < PIECE ? (size_t)left : PIECE;
        done = ftp_limits_check(&run->session->limits, error) &&
               read_document(run, document, bytes, piece, &ended, error);
        if (done && !ended)
            ftp_digest_add(&digest, bytes, piece);
        left -= piece;
    }
    *ret_known = done && !ended && ftp_digest_peek(&digest, ret_sum);
    ftp_digest_end(&digest);
    free(bytes);
    return done;
}

/* NONE where the server can't tell. */
static enum ftp_proof by_checksum(struct ftp_run *run, const struct ftp_document *document,
    const char *operand, uint64_t count, struct ftp_error *error)
{
    struct ftp_checksum ours, theirs;
    struct ftp_checksum_question question = {.operand = operand, .size = count};
    bool known = false;
    if (!ftp_checksum_offered(run->session, false, &question.kind))
        return FTP_PROOF_NONE;
    if (!ftp_checksum_ask(run->session, &question, &known, &theirs, error))
        return FTP_PROOF_FAILED;
    if (!known)
        return FTP_PROOF_NONE;
    if (!hash_ours(run, document, question.kind, count, &ours, &known, error))
        return FTP_PROOF_FAILED;
    if (!known)
        return FTP_PROOF_NONE;
    return ftp_checksum_is(&ours, &theirs) ? FTP_PROOF_WHOLE : FTP_PROOF_DIFFERENT;
}

enum ftp_proof ftp_remains_prove(struct ftp_run *run, struct ftp_document *document,
    const char *operand, uint64_t count, struct ftp_error *error)
{
    enum ftp_proof proof =
        count ? by_checksum(run, document, operand, count, error) : FTP_PROOF_WHOLE;
    if (proof != FTP_PROOF_NONE)
        return proof;
    switch (ftp_remains_match(run, document, operand, 0, count, error)) {
    case FTP_MATCH_SAME:
        return count > TAIL_MOST ? FTP_PROOF_END : FTP_PROOF_WHOLE;
    case FTP_MATCH_DIFFERENT:
        return FTP_PROOF_DIFFERENT;
    case FTP_MATCH_UNREADABLE:
        return FTP_PROOF_NONE;
    case FTP_MATCH_FAILED:
        break;
    }
    return FTP_PROOF_FAILED;
}
