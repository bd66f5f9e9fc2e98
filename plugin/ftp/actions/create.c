/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/actions/host.h"
#include "ftp/actions/target.h"
#include "ftp/actions/temporary.h"
#include "ftp/protocol/ascii.h"
#include "ftp/protocol/limits.h"
#include "ftp/session/directory.h"
#include "ftp/session/file.h"
#include "ftp/session/lookup.h"

#include <stdio.h>
#include <string.h>

enum { CLEAN_UP_MS = 5000, PROGRESS_NS = 200 * 1000 * 1000 };

/* Bytes on their way from the host to the data connection. */
struct sending {
    struct ftp_run *run;
    struct ftp_document *document;
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
    tell_progress(sending);
    *ret_length = ascii ? ftp_ascii_to_wire(&sending->ascii, raw, length, buffer) : length;
    return true;
}

static bool send_bytes(struct ftp_run *run, struct ftp_document *document, const char *verb,
    const char *path, struct ftp_error *error)
{
    struct sending sending = {.run = run, .document = document};
    char what[512];
    bool append = run->operation->if_exists == FTP_EXISTS_APPEND;
    snprintf(what, sizeof what, "%s %s in %s", append ? "appending to" : "writing",
        document->base.data, buffer_text(&document->directory));
    struct ftp_transfer transfer = {
        .doing = append ? FTP_DOING_APPEND : FTP_DOING_WRITE,
        .verb = verb,
        .argument = path,
        .what = what,
        .produce = produce,
        .user = &sending,
    };
    bool done = ftp_session_type(
                    run->session, run->operation->ascii ? FTP_TYPE_ASCII : FTP_TYPE_IMAGE, error) &&
                ftp_transfer_run(run->session, &transfer, error);
    document->receipt.transfer = transfer;
    document->receipt.transferred = true;
    return done;
}

/* A completion reply is no proof that every byte arrived: the size is, where the server tells it.
 */
static bool verify_size(
    struct ftp_run *run, struct ftp_document *document, const char *path, struct ftp_error *error)
{
    bool known = false;
    uint64_t size = 0, sent = document->receipt.transfer.bytes;
    bool absent = false;
    if (run->operation->ascii)
        return true;
    if (!ftp_file_size(run->session, path, &known, &size, &absent, error))
        return false;
    document->receipt.size_verified = known && size == sent;
    if (!known || size == sent)
        return true;
    return ftp_error_set(error, FTP_FAULT_SIZE_MISMATCH,
        "writing %s: %llu bytes were sent, but the server has %llu", document->base.data,
        (unsigned long long)sent, (unsigned long long)size);
}

/* --- The temporary file ----------------------------------------------------------------------- */

/* A text of the document that is not blank overrides that of the operation. */
static const char *either(const char *of_document, const char *of_operation)
{
    return *of_document ? of_document : of_operation;
}

static bool temporary_path(struct ftp_run *run, const struct ftp_document *document,
    struct buffer *path, struct ftp_error *error)
{
    const char *staging =
        either(document->properties.staging_directory, run->operation->staging_directory);
    const char *extension =
        either(document->properties.temporary_extension, run->operation->temporary_extension);
    struct buffer name;
    buffer_init(&name, FTP_PATH_MAX);
    bool done = ftp_temporary_name(document->base.data, *extension ? extension : ".part", &name);
    if (done && *staging)
        done = ftp_directory_resolve(run->session, staging, path, error) &&
               (path->data[path->length - 1] == '/' || buffer_add_byte(path, '/')) &&
               buffer_add(path, name.data, name.length);
    else if (done)
        done = ftp_operand(name.data, name.length, path);
    buffer_done(&name);
    return done || error->fault != FTP_FAULT_NONE
               ? done
               : ftp_error_set(error, FTP_FAULT_MEMORY, "no temporary name can be made");
}

/* The session may have been lost with the transfer: then over a new one. */
static bool take_away(struct ftp_run *run, const struct ftp_document *document, const char *path)
{
    struct ftp_session *session = run->session;
    struct ftp_error ignored = {0};
    if (ftp_control_is_open(&session->control) && ftp_file_delete(session, path, &ignored))
        return true;
    ignored = (struct ftp_error){0};
    return ftp_session_ensure(session, &ignored) &&
           ftp_directory_enter(session, buffer_text(&document->directory), &ignored) &&
           ftp_file_delete(session, path, &ignored);
}

/* Takes the unfinished file away again, even when cancelled, within a bounded time; else names it. */
static void clean_up(struct ftp_run *run, const struct ftp_document *document, const char *path,
    struct ftp_error *error)
{
    struct ftp_grace before;
    ftp_session_begin_grace(run->session, CLEAN_UP_MS, &before);
    if (!take_away(run, document, path)) {
        ftp_error_hint(error, "%s The unfinished file %s may be left on the server.",
            *error->hint ? error->hint : ftp_fault_row(error->fault)->hint, path);
        ftp_run_log(
            run, HAWSER_LOG_WARNING, "the unfinished file %s may be left on the server", path);
    }
    ftp_session_end_grace(run->session, &before);
}

/* --- The ways to create ----------------------------------------------------------------------- */

/* Once more would be twice, if it was done. A refusal of the server's own is no doubt. */
static bool may_be_appended(const struct ftp_document *document, struct ftp_error *error)
{
    char reason[FTP_ERROR_TEXT_MAX];
    if (!document->receipt.transfer.began || ftp_error_is_application(error))
        return false;
    snprintf(reason, sizeof reason, "%s", error->message);
    ftp_error_set(error, FTP_FAULT_DELETE_UNKNOWN,
        "%s, of which all or a part may have been appended all the same", reason);
    ftp_error_hint(
        error, "Look at the end of %s on the server before it is sent again.", document->base.data);
    return false;
}

static bool append(struct ftp_run *run, struct ftp_document *document, struct ftp_error *error)
{
    struct buffer operand;
    buffer_init(&operand, FTP_PATH_MAX);
    bool done = ftp_operand(document->base.data, document->base.length, &operand)
                    ? send_bytes(run, document, "APPE", operand.data, error) ||
                          may_be_appended(document, error)
                    : ftp_error_set(error, FTP_FAULT_BAD_NAME, "the name is too long");
    buffer_done(&operand);
    return done;
}

static bool direct(struct ftp_run *run, struct ftp_document *document, const struct buffer *target,
    struct ftp_error *error)
{
    struct buffer operand;
    buffer_init(&operand, FTP_PATH_MAX);
    bool done = ftp_operand(target->data, target->length, &operand)
                    ? send_bytes(run, document, "STOR", operand.data, error) &&
                          verify_size(run, document, operand.data, error)
                    : ftp_error_set(error, FTP_FAULT_BAD_NAME, "the name is too long");
    buffer_done(&operand);
    return done;
}

static bool by_temporary(struct ftp_run *run, struct ftp_document *document, struct buffer *target,
    struct ftp_error *error)
{
    struct buffer path;
    buffer_init(&path, FTP_PATH_MAX);
    bool done = temporary_path(run, document, &path, error);
    if (done) {
        done = send_bytes(run, document, "STOR", path.data, error) &&
               verify_size(run, document, path.data, error) &&
               ftp_target_rename(run, document, path.data, target, error);
        /* A rename whose reply was lost may have been done: then the name is not ours any more. */
        if (!done && document->receipt.transfer.began && error->fault != FTP_FAULT_DELETE_UNKNOWN)
            clean_up(run, document, path.data, error);
    }
    buffer_done(&path);
    return done;
}

static bool put(struct ftp_run *run, struct ftp_document *document, struct buffer *target,
    struct ftp_error *error)
{
    const struct ftp_operation *operation = run->operation;
    bool staged = *either(document->properties.staging_directory, operation->staging_directory);
    if (operation->if_exists == FTP_EXISTS_APPEND)
        return buffer_add(target, document->base.data, document->base.length) &&
               append(run, document, error);
    if (!ftp_target_choose(run, document, target, error))
        return false;
    if (operation->direct_upload && !staged)
        return direct(run, document, target, error);
    return by_temporary(run, document, target, error);
}

/* The time for the response. The file is in its place: not to know the time is no failure of it. */
static void find_time(struct ftp_run *run, const struct ftp_document *document,
    const struct buffer *target, struct ftp_time *time)
{
    struct ftp_found found = {0};
    struct ftp_error ignored = {0};
    struct buffer operand;
    if (!run->operation->all_metadata)
        return;
    buffer_init(&operand, FTP_PATH_MAX);
    if (ftp_operand(target->data, target->length, &operand) &&
        ftp_file_modified(run->session, operand.data, time, &ignored) &&
        time->precision == FTP_TIME_UNKNOWN &&
        ftp_lookup(
            run->session, buffer_text(&document->directory), target->data, true, &found, &ignored))
        *time = found.modified;
    buffer_done(&operand);
}

static bool respond(struct ftp_run *run, const struct ftp_document *document,
    const struct buffer *target, const struct ftp_time *time, struct ftp_error *error)
{
    const char *directory = buffer_text(&document->directory);
    if (ftp_output_record(run, document->input.index, target->data,
            ftp_emit_created(target->data, directory, time), error))
        return true;
    ftp_error_prefix(
        error, "%s is complete in %s, but not its response: ", target->data, directory);
    return false;
}

bool ftp_create(struct ftp_run *run, struct ftp_document *document, struct ftp_error *error)
{
    struct buffer target;
    struct ftp_time time = {0};
    if (!ftp_document_enter(run, document, true, error))
        return false;
    buffer_init(&target, FTP_PATH_MAX);
    bool done = put(run, document, &target, error);
    if (done) {
        find_time(run, document, &target, &time);
        done = respond(run, document, &target, &time, error);
    }
    buffer_done(&target);
    return done;
}
