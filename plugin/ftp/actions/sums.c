/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/actions/sums.h"

#include "ftp/actions/sums_thread.h"

#include <stdlib.h>

enum {
    PIECE = 64 * 1024,
    THREAD_BYTES = 1024 * 1024 /* what is shorter is not worth a thread */
};

void ftp_sums_begin(struct ftp_sums *sums, const struct ftp_session *session, bool binary)
{
    enum ftp_sum kind;
    ftp_sums_end(sums);
    if (!session->config->receipt_hash)
        return;
    ftp_digest_begin(&sums->receipt, FTP_SUM_SHA256);
    sums->comparable = binary && ftp_checksum_offered(session, false, &kind);
    if (sums->comparable && kind != FTP_SUM_SHA256)
        ftp_digest_begin(&sums->server, kind);
    sums->on = sums->receipt.on || sums->server.on;
}

bool ftp_sums_are_on(const struct ftp_sums *sums)
{
    return sums->on;
}

/* The digests are of all bytes so far. */
static void settle(const struct ftp_sums *sums)
{
    if (sums->thread)
        ftp_sums_thread_settle(sums->thread);
}

static void part_from_thread(struct ftp_sums *sums)
{
    settle(sums);
    ftp_sums_thread_free(sums->thread);
    sums->thread = NULL;
    sums->alone = true;
}

/* Whether the bytes are the thread's affair. */
static bool hand_over(struct ftp_sums *sums, const char *bytes, size_t length)
{
    if (!sums->on || sums->alone || sums->count < THREAD_BYTES)
        return false;
    if (!sums->thread)
        sums->thread = ftp_sums_thread_new(&sums->receipt, &sums->server);
    if (sums->thread && ftp_sums_thread_add(sums->thread, bytes, length))
        return true;
    part_from_thread(sums);
    return false;
}

void ftp_sums_add(struct ftp_sums *sums, const char *bytes, size_t length)
{
    if (!hand_over(sums, bytes, length)) {
        ftp_digest_add(&sums->receipt, bytes, length);
        ftp_digest_add(&sums->server, bytes, length);
    }
    sums->count += length;
}

void ftp_sums_note(const struct ftp_sums *sums, struct ftp_receipt *receipt)
{
    struct ftp_checksum checksum;
    settle(sums);
    if (ftp_digest_peek(&sums->receipt, &checksum))
        ftp_checksum_text(&checksum, receipt->sha256);
}

void ftp_sums_end(struct ftp_sums *sums)
{
    ftp_sums_thread_free(sums->thread);
    ftp_digest_end(&sums->receipt);
    ftp_digest_end(&sums->server);
    *sums = (struct ftp_sums){0};
}

/* --- The server's ----------------------------------------------------------------------------- */

bool ftp_sums_verify(const struct ftp_sums *sums, struct ftp_session *session, const char *operand,
    const char *what, struct ftp_receipt *receipt, struct ftp_error *error)
{
    settle(sums);
    const struct ftp_digest *digest = sums->server.on ? &sums->server : &sums->receipt;
    struct ftp_checksum ours, theirs;
    char our_text[FTP_SUM_TEXT_SIZE], their_text[FTP_SUM_TEXT_SIZE];
    struct ftp_checksum_question question = {
        .operand = operand, .kind = digest->kind, .size = sums->count};
    bool known = false;
    if (!sums->comparable || !ftp_digest_peek(digest, &ours))
        return true;
    if (!ftp_checksum_ask(session, &question, &known, &theirs, error))
        return false;
    receipt->hash_verified = known && ftp_checksum_is(&ours, &theirs);
    if (!known || receipt->hash_verified)
        return true;
    ftp_checksum_text(&ours, our_text);
    ftp_checksum_text(&theirs, their_text);
    return ftp_error_set(error, FTP_FAULT_HASH_MISMATCH,
        "%s: the %s of the bytes that passed is %s, but that of the server's file is %s", what,
        ftp_sum_name(ours.kind), our_text, their_text);
}

/* Of the document's first `length` bytes, and of one less. */
static bool hash_output(struct ftp_output *output, uint64_t length, struct ftp_digest *digest,
    struct ftp_checksum ret_sums[2], struct ftp_error *error)
{
    const struct ftp_limits *limits = &output->run->session->limits;
    uint64_t at = 0;
    char *bytes = malloc(PIECE);
    bool known = false;
    if (!bytes)
        return ftp_error_set(error, FTP_FAULT_MEMORY, "no memory for reading a document back");
    bool read = true;
    while (read && at < length) {
        uint64_t left = length - at, piece = left > PIECE ? PIECE : left > 1 ? left - 1 : 1;
        if (left == 1)
            known = ftp_digest_peek(digest, &ret_sums[0]);
        read = ftp_limits_check(limits, error) &&
               ftp_output_read(output, at, bytes, (size_t)piece, error);
        if (read)
            ftp_digest_add(digest, bytes, (size_t)piece);
        at += piece;
    }
    free(bytes);
    if (read && !(known && ftp_digest_peek(digest, &ret_sums[1])))
        ftp_digest_end(digest);
    return read;
}

/* A server that knows no parts answers the same for each. */
static bool tells_parts(struct ftp_session *session, struct ftp_checksum_question question,
    const struct ftp_checksum *first, bool *ret_tells, struct ftp_error *error)
{
    struct ftp_checksum second;
    question.size /= 2;
    bool known = false;
    if (!ftp_checksum_ask(session, &question, &known, &second, error))
        return false;
    *ret_tells = known && !ftp_checksum_is(first, &second);
    return true;
}

/* Where a part ends is told by its last byte on some servers, and by the one past it on others: so
 * both are the document's. Its very last bytes are compared anyhow when they are read again. */
bool ftp_sums_compare_part(struct ftp_output *output, uint64_t length, const char *operand,
    bool *ret_differs, struct ftp_error *error)
{
    struct ftp_session *session = output->run->session;
    struct ftp_checksum_question question = {.operand = operand, .size = length - 1, .part = true};
    struct ftp_checksum ours[2], theirs;
    struct ftp_digest digest = {0};
    bool known = false;
    *ret_differs = false;
    if (length < 2 || !ftp_checksum_offered(session, true, &question.kind) ||
        !ftp_checksum_ask(session, &question, &known, &theirs, error))
        return error->fault == FTP_FAULT_NONE;
    if (!known)
        return true;
    ftp_digest_begin(&digest, question.kind);
    bool done = hash_output(output, length, &digest, ours, error);
    *ret_differs = done && digest.on && !ftp_checksum_is(&ours[0], &theirs) &&
                   !ftp_checksum_is(&ours[1], &theirs);
    ftp_digest_end(&digest);
    return done && (!*ret_differs || tells_parts(session, question, &theirs, ret_differs, error));
}
