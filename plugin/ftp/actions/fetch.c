/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/actions/fetch.h"

#include "ftp/actions/receive.h"
#include "ftp/protocol/limits.h"
#include "ftp/session/directory.h"
#include "ftp/session/file.h"
#include "ftp/session/lookup.h"

#include <string.h>

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
static bool finish_source(struct ftp_receiving *receiving, const char *operand,
    struct ftp_receipt *receipt, struct ftp_error *error)
{
    struct ftp_run *run = receiving->run;
    struct ftp_error refused = {0};
    switch (delete_source(run, receiving->fetch, operand, &refused)) {
    case DELETED:
        receipt->deleted = true;
        return ftp_output_publish(receiving->output, error);
    case DELETE_UNKNOWN:
        if (!ftp_output_publish(receiving->output, error))
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
        receiving->fetch->base, refused.message);
    return ftp_output_publish(receiving->output, error);
}

/* --- All together ----------------------------------------------------------------------------- */

static char *properties_of(const struct ftp_fetch *fetch)
{
    return ftp_emit_file_properties(
        fetch->base, strlen(fetch->base), fetch->directory, fetch->time);
}

static bool open_output(struct ftp_receiving *receiving, struct ftp_error *error)
{
    const struct ftp_fetch *fetch = receiving->fetch;
    const struct ftp_operation *operation = receiving->run->operation;
    bool exact = fetch->size_known && !operation->ascii;
    return ftp_output_open(receiving->output, receiving->run, fetch->input, fetch->base,
        properties_of(fetch), exact ? fetch->size : HAWSER_SIZE_UNKNOWN,
        operation->delete_after_reading ? HAWSER_OUTPUT_WILL_DELETE : 0, error);
}

static bool fetch_into(struct ftp_receiving *receiving, struct ftp_error *error)
{
    if (!open_output(receiving, error) || !ftp_receive(receiving, error) ||
        !ftp_output_prepare(receiving->output, properties_of(receiving->fetch), error))
        return false;
    return receiving->run->operation->delete_after_reading
               ? finish_source(receiving, receiving->operand, receiving->receipt, error)
               : ftp_output_publish(receiving->output, error);
}

bool ftp_fetch(struct ftp_run *run, const struct ftp_fetch *fetch, struct ftp_receipt *receipt,
    struct ftp_error *error)
{
    struct ftp_output output = {0};
    struct buffer operand;
    buffer_init(&operand, FTP_PATH_MAX);
    struct ftp_receiving receiving = {
        .run = run, .fetch = fetch, .output = &output, .receipt = receipt};
    bool done = ftp_operand(fetch->base, strlen(fetch->base), &operand) ||
                ftp_error_set(error, FTP_FAULT_MEMORY, "no memory for reading %s", fetch->base);
    receiving.operand = operand.data;
    done = done && fetch_into(&receiving, error);
    ftp_output_discard(&output);
    buffer_done(&operand);
    return done;
}
