/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/actions/upload.h"

#include "ftp/actions/host.h"
#include "ftp/protocol/ascii.h"
#include "ftp/session/file.h"

#include <stdio.h>

enum { PROGRESS_NS = 200 * 1000 * 1000 };

/* Bytes on their way from the host to the data connection. */
struct sending {
    struct ftp_run *run;
    struct ftp_document *document;
    struct ftp_sums *sums;
    struct ftp_ascii ascii;
    uint64_t read;
    uint64_t told_at;
};

static void tell_progress(struct sending *sending)
{
    const hawser_call *call = sending->run->call;
    uint64_t now = ftp_clock_ns();
    if (now - sending->told_at < PROGRESS_NS)
        return;
    sending->told_at = now;
    call->progress(call->host, sending->document->input.index, sending->read,
        sending->document->input.content_size);
}

/* TYPE A may double the bytes: what is read goes into the buffer's second half. */
static bool produce(
    void *user, char *buffer, size_t capacity, size_t *ret_length, struct ftp_error *error)
{
    struct sending *sending = user;
    struct ftp_run *run = sending->run;
    bool ascii = run->operation->ascii;
    size_t room = ascii ? capacity / 3 : capacity, length = 0;
    char *raw = ascii ? buffer + capacity - room : buffer;
    int32_t code = run->documents->doc_read(
        run->call->host, sending->document->input.document, raw, room, &length);
    if (code == HAWSER_END) {
        *ret_length = 0;
        return true;
    }
    if (code != HAWSER_OK || length == 0 || length > room)
        return ftp_host_failed(
            code == HAWSER_OK ? HAWSER_HOST : code, "reading the document", error);
    sending->read += length;
    ftp_sums_add(sending->sums, raw, length);
    tell_progress(sending);
    *ret_length = ascii ? ftp_ascii_to_wire(&sending->ascii, raw, length, buffer) : length;
    return true;
}

/* What is converted or hashed has to be seen. */
static bool where(void *user, int *ret_descriptor, uint64_t *ret_offset)
{
    const struct sending *sending = user;
    const struct ftp_run *run = sending->run;
    const hawser_input *input = &sending->document->input;
    int32_t descriptor = -1;
    if (run->operation->ascii || ftp_sums_are_on(sending->sums) ||
        !(input->capabilities & HAWSER_INPUT_DESCRIPTOR) ||
        run->documents->doc_descriptor(run->call->host, input->document, &descriptor) !=
            HAWSER_OK ||
        descriptor < 0)
        return false;
    *ret_descriptor = descriptor;
    *ret_offset = sending->read;
    return true;
}

static void moved(void *user, uint64_t length)
{
    struct sending *sending = user;
    const struct ftp_run *run = sending->run;
    run->documents->doc_moved(run->call->host, sending->document->input.document, length);
    sending->read += length;
    tell_progress(sending);
}

enum { GOODBYE = 421 };

static void note(struct ftp_upload *upload, struct ftp_transfer *transfer)
{
    struct ftp_receipt *receipt = &upload->document->receipt;
    /* Where the reply was lost, or is a goodbye to bytes that went unbidden, nobody can say that it did not. */
    bool untold = !transfer->reply || transfer->reply == GOODBYE;
    upload->began = upload->began || transfer->began || (transfer->touched && untold);
    upload->acted = upload->acted || upload->began || transfer->acted;
    if (upload->offset && transfer->began && receipt->resumed_count < FTP_RECEIPT_RESUMED_MAX)
        receipt->resumed_at[receipt->resumed_count++] = upload->offset;
    transfer->bytes += upload->offset;
    if (transfer->began && transfer->bytes > upload->reached)
        upload->reached = transfer->bytes;
    receipt->transfer = *transfer;
    receipt->transferred = true;
}

bool ftp_upload_once(struct ftp_upload *upload, const char *verb, struct ftp_error *error)
{
    struct ftp_run *run = upload->run;
    struct ftp_document *document = upload->document;
    struct sending sending = {
        .run = run, .document = document, .sums = &upload->sums, .read = upload->offset};
    bool append = run->operation->if_exists == FTP_EXISTS_APPEND;
    bool is_short = document->input.content_size <= FTP_EARLY_MOST_BYTES;
    bool restart = upload->offset && upload->way == FTP_RESUME_RESTART;
    char what[512];
    snprintf(what, sizeof what, "%s %s in %s", append ? "appending to" : "writing",
        document->base.data, buffer_text(&document->directory));
    struct ftp_transfer transfer = {
        .doing = append ? FTP_DOING_APPEND : FTP_DOING_WRITE,
        .verb = verb,
        .argument = upload->path,
        .what = what,
        .produce = produce,
        .where = where,
        .moved = moved,
        .user = &sending,
        .restart = restart ? upload->offset : 0,
        .may_be_early = !append,
        .more_follow = run->more_follow && is_short,
        .size_wanted = is_short && !append && !run->operation->ascii,
    };
    if (upload->offset == 0)
        ftp_sums_begin(&upload->sums, run->session, !run->operation->ascii && !append);
    else if (upload->sums.count != upload->offset) /* what was sent before is not known here */
        ftp_sums_end(&upload->sums);
    bool done = ftp_session_type(
                    run->session, run->operation->ascii ? FTP_TYPE_ASCII : FTP_TYPE_IMAGE, error) &&
                ftp_transfer_run(run->session, &transfer, error);
    note(upload, &transfer);
    if (done)
        ftp_sums_note(&upload->sums, &document->receipt);
    return done;
}

static bool verify_sum(struct ftp_upload *upload, struct ftp_error *error)
{
    char what[320];
    snprintf(what, sizeof what, "writing %.300s", upload->document->base.data);
    return ftp_sums_verify(
        &upload->sums, upload->run->session, upload->path, what, &upload->document->receipt, error);
}

bool ftp_upload_verify(struct ftp_upload *upload, struct ftp_error *error)
{
    struct ftp_run *run = upload->run;
    struct ftp_receipt *receipt = &upload->document->receipt;
    bool known = false;
    uint64_t size = 0, sent = receipt->transfer.bytes + (upload->appends ? upload->base : 0);
    bool absent = false;
    if (run->operation->ascii)
        return true;
    if (!ftp_file_size_behind(run->session, &known, &size, error) ||
        ((!known || size != sent) &&
            !ftp_file_size(run->session, upload->path, &known, &size, &absent, error)))
        return false;
    bool more =
        upload->appends && size > sent; /* others may append too, and it may have had more */
    receipt->size_verified = known && size == sent && (!upload->appends || upload->base_known);
    if (!known || size == sent || more)
        return verify_sum(upload, error);
    return ftp_error_set(error, FTP_FAULT_SIZE_MISMATCH,
        "writing %s: it should have %llu bytes now, but the server has %llu",
        upload->document->base.data, (unsigned long long)sent, (unsigned long long)size);
}

void ftp_upload_done(struct ftp_upload *upload)
{
    ftp_sums_end(&upload->sums);
}
