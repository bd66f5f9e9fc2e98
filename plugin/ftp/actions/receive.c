/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/actions/receive.h"

#include "ftp/actions/resume.h"
#include "ftp/session/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PIECE = 32 * 1024, PROGRESS_NS = 200 * 1000 * 1000 };

/* A query has one input and many files, of which several may be under way. */
static bool is_time(struct ftp_receiving *receiving)
{
    struct ftp_shared *shared = receiving->run->shared;
    bool query = receiving->run->operation->action == FTP_ACTION_QUERY;
    uint64_t now = ftp_clock_ns();
    uint64_t *told_at = query ? &shared->told_at : &receiving->told_at;
    if (query)
        pthread_mutex_lock(&shared->mutex);
    bool due = now - *told_at >= PROGRESS_NS;
    if (due)
        *told_at = now;
    if (query)
        pthread_mutex_unlock(&shared->mutex);
    return due;
}

static void tell_progress(struct ftp_receiving *receiving)
{
    const hawser_call *call = receiving->run->call;
    if (!is_time(receiving))
        return;
    call->progress(call->host, receiving->fetch->input, receiving->reached,
        receiving->source.size_known ? receiving->source.size : HAWSER_SIZE_UNKNOWN);
}

/* --- Bytes that come -------------------------------------------------------------------------- */

/* What was read before is read again, to see that it is the same file. */
static bool compare(
    struct ftp_receiving *receiving, const char *bytes, size_t length, struct ftp_error *error)
{
    char held[FTP_RECEIVE_OVERLAP];
    if (!ftp_output_read(receiving->output, receiving->position, held, length, error))
        return false;
    if (memcmp(held, bytes, length) == 0) {
        receiving->position += length;
        return true;
    }
    receiving->differs = true;
    return ftp_error_set(error, FTP_FAULT_SOURCE_CHANGED,
        "%s changed while it was read: after an interruption, bytes before number %llu are not "
        "what they were",
        receiving->fetch->base, (unsigned long long)receiving->reached);
}

static bool write(
    struct ftp_receiving *receiving, const char *bytes, size_t length, struct ftp_error *error)
{
    ftp_sums_add(&receiving->sums, bytes, length);
    return ftp_output_write(receiving->output, bytes, length, error);
}

static bool write_text(
    struct ftp_receiving *receiving, const char *bytes, size_t length, struct ftp_error *error)
{
    while (length) {
        size_t piece = length < PIECE ? length : PIECE;
        size_t made = ftp_ascii_to_host(&receiving->ascii, bytes, piece, receiving->converted);
        if (!write(receiving, receiving->converted, made, error))
            return false;
        bytes += piece;
        length -= piece;
    }
    return true;
}

static bool consume(void *user, const char *bytes, size_t length, struct ftp_error *error)
{
    struct ftp_receiving *receiving = user;
    if (receiving->position < receiving->reached) {
        uint64_t overlap = receiving->reached - receiving->position;
        size_t known = overlap < length ? (size_t)overlap : length;
        if (!compare(receiving, bytes, known, error))
            return false;
        bytes += known;
        length -= known;
    }
    bool written = receiving->converted ? write_text(receiving, bytes, length, error)
                                        : write(receiving, bytes, length, error);
    if (!written)
        return false;
    receiving->reached += length;
    receiving->position += length;
    tell_progress(receiving);
    return true;
}

/* What is compared, converted or hashed has to be seen. */
static bool where(void *user, int *ret_descriptor, uint64_t *ret_offset)
{
    const struct ftp_receiving *receiving = user;
    if (receiving->converted || ftp_sums_are_on(&receiving->sums) ||
        receiving->position < receiving->reached)
        return false;
    *ret_offset = receiving->reached;
    return ftp_output_descriptor(receiving->output, ret_descriptor);
}

static void moved(void *user, uint64_t length)
{
    struct ftp_receiving *receiving = user;
    ftp_output_moved(receiving->output, length);
    receiving->reached += length;
    receiving->position += length;
    tell_progress(receiving);
}

/* A CR that ends the text was held back. */
static bool consume_end(struct ftp_receiving *receiving, struct ftp_error *error)
{
    char last;
    size_t made = ftp_ascii_to_host_end(&receiving->ascii, &last);
    if (receiving->position >= receiving->reached)
        return write(receiving, &last, made, error);
    receiving->differs = true;
    return ftp_error_set(error, FTP_FAULT_SOURCE_CHANGED,
        "%s changed while it was read: after an interruption it ends before byte %llu",
        receiving->fetch->base, (unsigned long long)receiving->reached);
}

/* The file may have changed since it was listed: only its size now says whether bytes are missing.
 */
static bool verify_size(struct ftp_receiving *receiving, struct ftp_error *error)
{
    struct ftp_version *source = &receiving->source;
    bool told = false;
    uint64_t now = 0;
    bool absent = false;
    if (receiving->run->operation->ascii)
        return true;
    if ((!source->size_known || source->size != receiving->reached) &&
        !ftp_file_size(receiving->run->session, receiving->operand, &told, &now, &absent, error))
        return false;
    if (told) { /* else what was listed is all that is known */
        source->size_known = true;
        source->size = now;
    }
    receiving->receipt->size_verified = source->size_known && source->size == receiving->reached;
    if (!source->size_known || receiving->receipt->size_verified)
        return true;
    return ftp_error_set(error, FTP_FAULT_SIZE_MISMATCH,
        "reading %s: %llu bytes came, but the server says that it has %llu", receiving->fetch->base,
        (unsigned long long)receiving->reached, (unsigned long long)source->size);
}

/* The server reads its whole file for that, so it is asked last. */
static bool verify_sum(struct ftp_receiving *receiving, struct ftp_error *error)
{
    char what[320];
    snprintf(what, sizeof what, "reading %.300s", receiving->fetch->base);
    ftp_sums_note(&receiving->sums, receiving->receipt);
    return ftp_sums_verify(&receiving->sums, receiving->run->session, receiving->operand, what,
        receiving->receipt, error);
}

/* --- One attempt ------------------------------------------------------------------------------ */

/* Some servers take REST and refuse what comes after it: ProFTPD with AllowRetrieveRestart off. */
static bool refused_with_restart(const struct ftp_transfer *transfer)
{
    return transfer->restart && !transfer->began &&
           (transfer->reply == 451 || (transfer->reply >= 500 && transfer->reply <= 504) ||
               transfer->reply == 551 || transfer->reply == 554);
}

/* What is known of its size. */
static void note_size(const struct ftp_receiving *receiving, struct ftp_transfer *transfer)
{
    const struct ftp_version *source = &receiving->source;
    transfer->size_known = source->size_known && source->size >= receiving->position &&
                           !receiving->run->operation->ascii;
    transfer->size = source->size - receiving->position;
    transfer->more_follow =
        receiving->run->more_follow && source->size_known && source->size <= FTP_EARLY_MOST_BYTES;
}

static bool found(
    struct ftp_transfer *transfer, const struct ftp_found *found, struct ftp_error *error)
{
    struct ftp_receiving *receiving = transfer->user;
    receiving->source = (struct ftp_version){found->size_known, found->size, found->modified};
    note_size(receiving, transfer);
    if (receiving->open && !receiving->open(receiving, error))
        return false;
    receiving->open = NULL;
    return true;
}

static bool transfer(struct ftp_receiving *receiving, struct ftp_error *error)
{
    const struct ftp_fetch *fetch = receiving->fetch;
    char what[512];
    snprintf(what, sizeof what, "reading %s in %s", fetch->base, fetch->directory);
    struct ftp_transfer transfer = {
        .doing = FTP_DOING_READ,
        .verb = "RETR",
        .argument = receiving->operand,
        .what = what,
        .consume = consume,
        .where = where,
        .moved = moved,
        .found = receiving->open ? found : NULL,
        .more_if_short = receiving->run->more_follow,
        .user = receiving,
        .restart = receiving->position,
        .may_be_early = !receiving->run->operation->ascii, /* what breaks is resumed */
    };
    note_size(receiving, &transfer);
    bool done = ftp_transfer_run(receiving->run->session, &transfer, error);
    receiving->restart_refused = transfer.restart_refused || refused_with_restart(&transfer);
    transfer.bytes = receiving->reached;
    receiving->receipt->transfer = transfer;
    receiving->receipt->transferred = true;
    return done && consume_end(receiving, error) && verify_size(receiving, error) &&
           verify_sum(receiving, error);
}

static bool attempt(struct ftp_receiving *receiving, struct ftp_error *error)
{
    enum ftp_type type = receiving->run->operation->ascii ? FTP_TYPE_ASCII : FTP_TYPE_IMAGE;
    receiving->resumed = receiving->reached;
    if (!ftp_session_type(receiving->run->session, type, error))
        return false;
    bool done = transfer(receiving, error);
    if (done || !receiving->restart_refused)
        return done;
    return ftp_resume_without_restart(receiving, error) && transfer(receiving, error);
}

/* What to compare with after an interruption. For a small file it is cheaper to start over than to
 * ask always, where that is possible. */
static bool note_version(struct ftp_receiving *receiving, struct ftp_error *error)
{
    struct ftp_version *source = &receiving->source;
    bool small = source->size_known && source->size < FTP_RECEIVE_ASK_TIME &&
                 receiving->output->capabilities & HAWSER_OUTPUT_REWINDABLE;
    if (receiving->run->operation->ascii || small || receiving->open ||
        ftp_resume_knows_time(source))
        return true;
    return ftp_file_modified(receiving->run->session, receiving->operand, &source->modified, error);
}

bool ftp_receive(struct ftp_receiving *receiving, struct ftp_error *error)
{
    bool ascii = receiving->run->operation->ascii;
    receiving->converted = ascii ? malloc(PIECE + 1) : NULL;
    if (ascii && !receiving->converted)
        return ftp_error_set(
            error, FTP_FAULT_MEMORY, "no memory for reading %s", receiving->fetch->base);
    ftp_sums_begin(&receiving->sums, receiving->run->session, !ascii);
    bool done = note_version(receiving, error) && attempt(receiving, error);
    while (!done && ftp_resume_may(receiving, error))
        done = ftp_resume(receiving, error) && attempt(receiving, error);
    ftp_sums_end(&receiving->sums);
    free(receiving->converted);
    receiving->converted = NULL;
    return done;
}
