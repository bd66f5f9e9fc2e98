/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/actions/fetch.h"

#include "ftp/actions/host.h"
#include "ftp/protocol/ascii.h"
#include "ftp/protocol/limits.h"
#include "ftp/session/directory.h"
#include "ftp/session/file.h"
#include "ftp/session/lookup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PIECE = 32 * 1024, PROGRESS_NS = 200 * 1000 * 1000 };

/* Bytes on their way from the data connection to the host. */
struct reading {
    struct ftp_run *run;
    const struct ftp_fetch *fetch;
    struct ftp_output output;
    struct ftp_ascii ascii;
    char *converted; /* TYPE A: one piece of text, converted */
    uint64_t received;
    uint64_t told_at;
};

static void tell_progress(struct reading *reading)
{
    const hawser_call *call = reading->run->call;
    uint64_t now = ftp_clock_ns();
    if (now - reading->told_at < PROGRESS_NS)
        return;
    reading->told_at = now;
    call->progress(call->host, reading->fetch->input, reading->received,
        reading->fetch->size_known ? reading->fetch->size : HAWSER_SIZE_UNKNOWN);
}

static bool consume(void *user, const char *bytes, size_t length, struct ftp_error *error)
{
    struct reading *reading = user;
    reading->received += length;
    tell_progress(reading);
    if (!reading->converted)
        return ftp_output_write(&reading->output, bytes, length, error);
    while (length) {
        size_t piece = length < PIECE ? length : PIECE;
        size_t made = ftp_ascii_to_host(&reading->ascii, bytes, piece, reading->converted);
        if (!ftp_output_write(&reading->output, reading->converted, made, error))
            return false;
        bytes += piece;
        length -= piece;
    }
    return true;
}

/* A CR that ends the text was held back. */
static bool consume_end(struct reading *reading, struct ftp_error *error)
{
    char last;
    size_t made = ftp_ascii_to_host_end(&reading->ascii, &last);
    return ftp_output_write(&reading->output, &last, made, error);
}

/* The file may have changed since it was listed: only its size now says whether bytes are missing.
 */
static bool verify_size(struct reading *reading, const char *operand, struct ftp_receipt *receipt,
    struct ftp_error *error)
{
    const struct ftp_fetch *fetch = reading->fetch;
    bool known = fetch->size_known, told = false, absent = false;
    uint64_t size = fetch->size, now = 0;
    if (reading->run->operation->ascii)
        return true;
    if ((!known || size != reading->received) &&
        !ftp_file_size(reading->run->session, operand, &told, &now, &absent, error))
        return false;
    if (told) { /* else what was listed is all that is known */
        known = true;
        size = now;
    }
    receipt->size_verified = known && size == reading->received;
    if (!known || receipt->size_verified)
        return true;
    return ftp_error_set(error, FTP_FAULT_SIZE_MISMATCH,
        "reading %s: %llu bytes came, but the server says that it has %llu", fetch->base,
        (unsigned long long)reading->received, (unsigned long long)size);
}

/* --- Deleting the source ---------------------------------------------------------------------- */

/* The reply to DELE was lost. Looking again, over a new session, tells whether it was done. */
static bool was_deleted(struct ftp_run *run, const struct ftp_fetch *fetch)
{
    struct ftp_error ignored = {0};
    struct ftp_found found;
    return ftp_session_ensure(run->session, &ignored) &&
           ftp_directory_enter(run->session, fetch->directory, &ignored) &&
           ftp_lookup(run->session, fetch->directory, fetch->base, true, &found, &ignored) &&
           found.presence == FTP_ABSENT;
}

enum deletion { DELETED, DELETE_REFUSED, DELETE_UNKNOWN };

static enum deletion delete_source(struct ftp_run *run, const struct ftp_fetch *fetch,
    const char *operand, struct ftp_error *error)
{
    if (ftp_file_delete(run->session, operand, error))
        return DELETED;
    if (error->fault == FTP_FAULT_DELETE_UNKNOWN)
        return was_deleted(run, fetch) ? DELETED : DELETE_UNKNOWN;
    ftp_lookup_explain_delete(run->session, fetch->directory, fetch->base, error);
    return error->fault == FTP_FAULT_NOT_FOUND ? DELETED : DELETE_REFUSED;
}

/*
 * The document is safe on this side, so the source may go. What may be gone from the server is
 * published in any case: it may be the only copy.
 */
static bool finish_source(struct reading *reading, const char *operand, struct ftp_receipt *receipt,
    struct ftp_error *error)
{
    struct ftp_run *run = reading->run;
    struct ftp_error refused = {0};
    switch (delete_source(run, reading->fetch, operand, &refused)) {
    case DELETED:
        receipt->deleted = true;
        if (ftp_output_publish(&reading->output, error))
            return true;
        /* Not this document's error alone: nothing more may be deleted for a host like this. */
        if (ftp_error_is_application(error))
            error->fault = FTP_FAULT_HOST;
        ftp_error_prefix(error, "%s is deleted on the server, and prepared on this side; ",
            reading->fetch->base);
        return false;
    case DELETE_UNKNOWN:
        if (!ftp_output_publish(&reading->output, error))
            return false;
        *error = refused;
        return false;
    case DELETE_REFUSED:
        break;
    }
    if (run->operation->fail_if_unable_to_delete) {
        *error = refused;
        return false;
    }
    ftp_run_log(run, HAWSER_LOG_WARNING, "%s was read but could not be deleted: %s",
        reading->fetch->base, refused.message);
    return ftp_output_publish(&reading->output, error);
}

/* --- All together ----------------------------------------------------------------------------- */

static char *properties_of(const struct ftp_fetch *fetch)
{
    return ftp_emit_file_properties(
        fetch->base, strlen(fetch->base), fetch->directory, fetch->time);
}

static bool receive(struct reading *reading, const char *operand, struct ftp_receipt *receipt,
    struct ftp_error *error)
{
    struct ftp_run *run = reading->run;
    const struct ftp_fetch *fetch = reading->fetch;
    char what[512];
    snprintf(what, sizeof what, "reading %s in %s", fetch->base, fetch->directory);
    struct ftp_transfer transfer = {
        .doing = FTP_DOING_READ,
        .verb = "RETR",
        .argument = operand,
        .what = what,
        .consume = consume,
        .user = reading,
        .size_known = fetch->size_known && !run->operation->ascii,
        .size = fetch->size,
    };
    bool done = ftp_transfer_run(run->session, &transfer, error);
    receipt->transfer = transfer;
    receipt->transferred = true;
    return done && consume_end(reading, error) && verify_size(reading, operand, receipt, error);
}

static bool open_output(struct reading *reading, struct ftp_error *error)
{
    const struct ftp_fetch *fetch = reading->fetch;
    bool exact = fetch->size_known && !reading->run->operation->ascii;
    return ftp_output_open(&reading->output, reading->run, fetch->input, fetch->base,
        properties_of(fetch), exact ? fetch->size : HAWSER_SIZE_UNKNOWN,
        reading->run->operation->delete_after_reading ? HAWSER_OUTPUT_WILL_DELETE : 0, error);
}

bool ftp_fetch(struct ftp_run *run, const struct ftp_fetch *fetch, struct ftp_receipt *receipt,
    struct ftp_error *error)
{
    struct reading reading = {.run = run, .fetch = fetch};
    struct buffer operand;
    bool ascii = run->operation->ascii;
    buffer_init(&operand, FTP_PATH_MAX);
    reading.converted = ascii ? malloc(PIECE + 1) : NULL;
    bool done =
        ftp_operand(fetch->base, strlen(fetch->base), &operand) && (!ascii || reading.converted);
    if (!done)
        ftp_error_set(error, FTP_FAULT_MEMORY, "no memory for reading %s", fetch->base);
    done = done && ftp_session_type(run->session, ascii ? FTP_TYPE_ASCII : FTP_TYPE_IMAGE, error) &&
           open_output(&reading, error) && receive(&reading, operand.data, receipt, error) &&
           ftp_output_prepare(&reading.output, properties_of(fetch), error);
    if (done)
        done = run->operation->delete_after_reading
                   ? finish_source(&reading, operand.data, receipt, error)
                   : ftp_output_publish(&reading.output, error);
    ftp_output_discard(&reading.output);
    free(reading.converted);
    buffer_done(&operand);
    return done;
}
