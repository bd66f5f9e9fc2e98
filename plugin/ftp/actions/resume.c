/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/actions/resume.h"

#include "ftp/actions/crew.h"
#include "ftp/session/directory.h"
#include "ftp/session/file.h"

#include <stdio.h>

/* Between attempts that come to nothing: a server that restarts needs some seconds. */
enum { PAUSE_MS = 250, PAUSE_DOUBLED_MAX = 4 };

/* --- Whether ---------------------------------------------------------------------------------- */

static bool is_one_of(enum ftp_fault fault, const enum ftp_fault *faults, size_t count)
{
    size_t i = 0;
    while (i < count && faults[i] != fault)
        i++;
    return i < count;
}

static bool is_of_connecting(enum ftp_fault fault)
{
    static const enum ftp_fault faults[] = {FTP_FAULT_CONNECT_REFUSED, FTP_FAULT_CONNECT_FAILED,
        FTP_FAULT_CONNECT_TIMEOUT, FTP_FAULT_PROXY_UNAVAILABLE, FTP_FAULT_PROXY_REFUSED};
    return is_one_of(fault, faults, sizeof faults / sizeof *faults);
}

static bool is_interruption(const struct ftp_receiving *receiving, enum ftp_fault fault)
{
    static const enum ftp_fault faults[] = {FTP_FAULT_CONNECTION_LOST, FTP_FAULT_READ_TIMEOUT,
        FTP_FAULT_TLS_TRUNCATED, FTP_FAULT_TLS_RECORD, FTP_FAULT_DATA_ABORTED,
        FTP_FAULT_SERVICE_CLOSING};
    if (fault == FTP_FAULT_SIZE_MISMATCH) /* the data ended early, and in order; but not always */
        return receiving->reached < receiving->source.size &&
               receiving->reached > receiving->short_at;
    if (fault == FTP_FAULT_SOURCE_CHANGED) /* then from the first byte */
        return receiving->differs && (receiving->output->capabilities & HAWSER_OUTPUT_REWINDABLE);
    /* Such a reply after 150 says nothing about the command: vsftpd's 500 when its process died. */
    if (fault >= FTP_FAULT_COMMAND_UNKNOWN && fault <= FTP_FAULT_COMMAND_REFUSED)
        return receiving->receipt->transfer.began;
    if (is_of_connecting(fault) || fault == FTP_FAULT_DATA_OPEN)
        return receiving->interruptions != 0;
    return is_one_of(fault, faults, sizeof faults / sizeof *faults);
}

/* A failure to come back does not hide why it was necessary. */
static bool give_up(struct ftp_receiving *receiving, struct ftp_error *error)
{
    if (!receiving->interruptions)
        return false;
    if (is_interruption(receiving, error->fault)) {
        *error = receiving->cause;
        return ftp_error_prefix(
                   error, "interrupted for the %uth time: ", receiving->interruptions + 1),
               false;
    }
    if (error->fault == FTP_FAULT_NOT_FOUND || error->fault == FTP_FAULT_UNAVAILABLE)
        error->fault = FTP_FAULT_SOURCE_CHANGED;
    if (error->fault != FTP_FAULT_CANCELLED && error->fault != FTP_FAULT_DEADLINE)
        ftp_error_prefix(error,
            "going on with %s at byte %llu, after an interruption: ", receiving->fetch->base,
            (unsigned long long)receiving->reached);
    return false;
}

bool ftp_resume_may(struct ftp_receiving *receiving, struct ftp_error *error)
{
    unsigned most = receiving->run->session->config->max_retries;
    if (!is_interruption(receiving, error->fault))
        return give_up(receiving, error);
    if (!is_of_connecting(error->fault))
        receiving->cause = *error;
    if (receiving->interruptions >= most)
        return give_up(receiving, error);
    receiving->fruitless = receiving->reached > receiving->resumed ? 0 : receiving->fruitless + 1;
    if (error->fault == FTP_FAULT_SIZE_MISMATCH)
        receiving->short_at = receiving->reached;
    receiving->interruptions++;
    ftp_run_log(receiving->run, HAWSER_LOG_WARNING,
        "%s was interrupted at byte %llu and is taken up again (%u of %u): %s",
        receiving->fetch->base, (unsigned long long)receiving->reached, receiving->interruptions,
        most, error->message);
    *error = (struct ftp_error){0};
    return true;
}

/* --- Where ------------------------------------------------------------------------------------ */

static bool start_over(struct ftp_receiving *receiving, const char *reason, struct ftp_error *error)
{
    bool possible = receiving->output->capabilities & HAWSER_OUTPUT_REWINDABLE;
    receiving->position = 0;
    receiving->ascii = (struct ftp_ascii){0};
    if (receiving->reached && !possible)
        return ftp_error_set(error, FTP_FAULT_NO_RESUME,
            "%s was interrupted at byte %llu (%.300s); it can't go on there because %s, and can't "
            "start over because the host's output can't be emptied again",
            receiving->fetch->base, (unsigned long long)receiving->reached,
            receiving->cause.message, reason);
    if (receiving->reached) {
        ftp_run_log(receiving->run, HAWSER_LOG_WARNING, "%s is read from its first byte: %s",
            receiving->fetch->base, reason);
        if (!ftp_output_truncate(receiving->output, 0, error))
            return false;
    }
    ftp_sums_begin(&receiving->sums, receiving->run->session, !receiving->run->operation->ascii);
    receiving->reached = receiving->resumed = 0;
    return true;
}

bool ftp_resume_without_restart(struct ftp_receiving *receiving, struct ftp_error *error)
{
    int reply = error->reply;
    struct ftp_receipt *receipt = receiving->receipt;
    char reason[64];
    snprintf(reason, sizeof reason, "the server refuses REST with %d", reply);
    *error = (struct ftp_error){0};
    if (!start_over(receiving, reason, error))
        return false;
    if (receipt->resumed_count)
        receipt->resumed_at[receipt->resumed_count - 1] = 0;
    return true;
}

bool ftp_resume_knows_time(const struct ftp_version *version)
{
    return version->modified.precision >= FTP_TIME_SECOND && version->modified.zone == FTP_ZONE_UTC;
}

bool ftp_version_differs(const struct ftp_version *before, const struct ftp_version *after)
{
    if (before->size_known && after->size_known && before->size != after->size)
        return true;
    if (!ftp_resume_knows_time(before) || !ftp_resume_knows_time(after))
        return false;
    bool fine = before->modified.precision == FTP_TIME_MILLISECOND &&
                after->modified.precision == FTP_TIME_MILLISECOND;
    return before->modified.seconds != after->modified.seconds ||
           (fine && before->modified.milliseconds != after->modified.milliseconds);
}

bool ftp_version_look(
    struct ftp_receiving *receiving, struct ftp_version *now, struct ftp_error *error)
{
    struct ftp_session *session = receiving->run->session;
    bool absent = false;
    *now = (struct ftp_version){0};
    if (!ftp_file_size(session, receiving->operand, &now->size_known, &now->size, &absent, error))
        return false;
    if (absent && receiving->source.size_known)
        return ftp_error_set(error, FTP_FAULT_SOURCE_CHANGED,
            "the server has no file %s any more that can be read", receiving->fetch->base);
    return ftp_file_modified(session, receiving->operand, &now->modified, error);
}

/* What was listed stays known where the server tells no more: bytes must not be missing unseen. */
static void take_version(struct ftp_version *source, const struct ftp_version *now)
{
    if (now->size_known) {
        source->size_known = true;
        source->size = now->size;
    }
    if (now->modified.precision != FTP_TIME_UNKNOWN)
        source->modified = now->modified;
}

/* The overlap compares but the last bytes: a file may have changed before them. */
static bool begins_otherwise(
    struct ftp_receiving *receiving, bool *ret_differs, struct ftp_error *error)
{
    uint32_t capabilities = receiving->output->capabilities;
    *ret_differs = false;
    if (!(capabilities & HAWSER_OUTPUT_READABLE) || receiving->reached <= FTP_RECEIVE_OVERLAP)
        return true;
    if (!ftp_sums_compare_part(
            receiving->output, receiving->reached, receiving->operand, ret_differs, error))
        return false;
    if (!*ret_differs || capabilities & HAWSER_OUTPUT_REWINDABLE)
        return true;
    return ftp_error_set(error, FTP_FAULT_SOURCE_CHANGED,
        "%s changed while it was read: after an interruption, the server's checksum of its first "
        "%llu bytes is not theirs",
        receiving->fetch->base, (unsigned long long)receiving->reached);
}

static bool choose_position(struct ftp_receiving *receiving, struct ftp_error *error)
{
    struct ftp_version now;
    bool comparable = receiving->output->capabilities & HAWSER_OUTPUT_READABLE;
    if (receiving->run->operation->ascii)
        return start_over(receiving, "ASCII transfers can't be taken up in the middle", error);
    if (!ftp_version_look(receiving, &now, error))
        return false;
    bool changed = receiving->differs || ftp_version_differs(&receiving->source, &now);
    /* Of a small file the time was not asked before it was read: size and overlap alone could hide
     * a change, and where there is no overlap either, the size alone. */
    bool unproven =
        !ftp_resume_knows_time(&receiving->source) && (ftp_resume_knows_time(&now) || !comparable);
    receiving->differs = false;
    if (!changed && !unproven && !begins_otherwise(receiving, &changed, error))
        return false;
    if (changed || unproven) {
        take_version(&receiving->source, &now);
        return start_over(receiving,
            changed ? "the file has changed meanwhile" : "whether it has changed can't be told",
            error);
    }
    uint64_t overlap = !comparable                                ? 0
                       : receiving->reached < FTP_RECEIVE_OVERLAP ? receiving->reached
                                                                  : FTP_RECEIVE_OVERLAP;
    receiving->position = receiving->reached - overlap;
    return true;
}

static bool pause_before(const struct ftp_receiving *receiving, struct ftp_error *error)
{
    unsigned doubled = receiving->fruitless - 1;
    if (!receiving->fruitless)
        return true;
    if (doubled > PAUSE_DOUBLED_MAX)
        doubled = PAUSE_DOUBLED_MAX;
    uint64_t until = ftp_clock_after((uint32_t)PAUSE_MS << doubled);
    return ftp_wait(&receiving->run->session->limits, NULL, 0, until, error) != FTP_WAIT_ENDED;
}

bool ftp_resume(struct ftp_receiving *receiving, struct ftp_error *error)
{
    struct ftp_run *run = receiving->run;
    struct ftp_receipt *receipt = receiving->receipt;
    receiving->resumed = receiving->reached;
    if (receiving->cause.fault == FTP_FAULT_SERVICE_CLOSING)
        ftp_crew_move(run); /* one session less, if there are others */
    if (!pause_before(receiving, error) || !ftp_crew_ensure(run, error) ||
        !ftp_directory_enter(run->session, receiving->fetch->directory, error) ||
        !choose_position(receiving, error))
        return false;
    if (receipt->resumed_count < FTP_RECEIPT_RESUMED_MAX)
        receipt->resumed_at[receipt->resumed_count++] = receiving->reached;
    return true;
}
