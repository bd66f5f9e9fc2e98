/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/actions/fetch.h"

#include "ftp/actions/preserve.h"
#include "ftp/actions/receive.h"
#include "ftp/actions/rehearse.h"
#include "ftp/actions/source.h"
#include "ftp/protocol/limits.h"
#include "ftp/session/directory.h"

#include <string.h>

static char *properties_of(const struct ftp_receiving *receiving)
{
    const struct ftp_fetch *fetch = receiving->fetch;
    return ftp_emit_file_properties(&receiving->run->session->config->encoding, fetch->base,
        strlen(fetch->base), fetch->directory, fetch->relative, fetch->stamp);
}

static bool open_output(struct ftp_receiving *receiving, struct ftp_error *error)
{
    const struct ftp_fetch *fetch = receiving->fetch;
    const struct ftp_operation *operation = receiving->run->operation;
    bool exact = receiving->source.size_known && !operation->ascii;
    return ftp_output_open(receiving->output, receiving->run, fetch->input, fetch->base,
        properties_of(receiving), exact ? receiving->source.size : HAWSER_SIZE_UNKNOWN,
        (ftp_source_goes(operation) ? HAWSER_OUTPUT_WILL_DELETE : 0) |
            ftp_preserve_output(receiving->run, fetch, receiving->receipt),
        error);
}

/* Its size may be known only now. True where there is a document to deliver. */
static bool is_to_deliver(struct ftp_receiving *receiving, struct ftp_error *error)
{
    const struct ftp_operation *operation = receiving->run->operation;
    if (receiving->reached || operation->if_empty == FTP_EMPTY_DELIVER)
        return true;
    receiving->receipt->skipped = operation->if_empty == FTP_EMPTY_SKIP;
    if (operation->if_empty == FTP_EMPTY_ERROR)
        ftp_error_set(error, FTP_FAULT_EMPTY, "%s in %s is empty", receiving->fetch->base,
            receiving->fetch->directory);
    return false;
}

static bool fetch_into(struct ftp_receiving *receiving, struct ftp_error *error)
{
    bool later = receiving->fetch->unasked;
    receiving->open = later ? open_output : NULL;
    if ((!later && !open_output(receiving, error)) || !ftp_receive(receiving, error))
        return false;
    if (!is_to_deliver(receiving, error))
        return receiving->receipt->skipped;
    if (!ftp_output_prepare(receiving->output,
            ftp_emit_with_receipt(&receiving->run->session->config->encoding,
                properties_of(receiving), receiving->receipt),
            error))
        return false;
    return ftp_source_goes(receiving->run->operation)
               ? ftp_source_finish(receiving, error)
               : ftp_output_publish(receiving->output, error);
}

bool ftp_fetch(struct ftp_run *run, const struct ftp_fetch *fetch, struct ftp_receipt *receipt,
    struct ftp_error *error)
{
    struct ftp_output output = {0};
    struct buffer operand;
    if (ftp_rehearses(run))
        return ftp_rehearse_fetch(run, fetch, receipt, error);
    buffer_init(&operand, FTP_PATH_MAX);
    struct ftp_receiving receiving = {
        .run = run,
        .fetch = fetch,
        .output = &output,
        .receipt = receipt,
        .source = {fetch->size_known, fetch->size, fetch->modified},
    };
    bool done = ftp_operand(fetch->base, strlen(fetch->base), &operand) ||
                ftp_error_set(error, FTP_FAULT_MEMORY, "no memory for reading %s", fetch->base);
    receiving.operand = operand.data;
    done = done && fetch_into(&receiving, error);
    ftp_output_discard(&output);
    buffer_done(&operand);
    return done;
}
