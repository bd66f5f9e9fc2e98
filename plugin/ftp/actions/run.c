/* SPDX-License-Identifier: Apache-2.0 */
/* The queue of one execution: input by input, one result each. */
#include "ftp/actions/run.h"

#include "common/name.h"
#include "ftp/actions/directories.h"
#include "ftp/actions/host.h"
#include "ftp/actions/journal.h"
#include "ftp/actions/place.h"
#include "ftp/config/encode.h"
#include "ftp/actions/rehearse.h"
#include "ftp/actions/rehearsed.h"
#include "ftp/emit/json.h"
#include "ftp/protocol/limits.h"
#include "ftp/session/directory.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TRANSCRIPT_MAX = FTP_TRANSCRIPT_LINES * (FTP_TRANSCRIPT_LINE_MAX + 1) };

void ftp_run_log(const struct ftp_run *run, uint32_t level, const char *format, ...)
{
    char text[FTP_ERROR_TEXT_MAX], line[FTP_ERROR_TEXT_MAX];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    ftp_error_quote(line, sizeof line, text, strlen(text)); /* names are bytes, a log is text */
    run->call->log(run->call->host, level, line, strlen(line));
}

bool ftp_document_locate(
    struct ftp_run *run, struct ftp_document *document, bool named, struct ftp_error *error)
{
    const char *override = document->properties.remote_directory;
    const char *configured = *override ? override : run->session->config->remote_directory;
    const char *reason = NULL;
    struct buffer top;
    if (named && !*document->properties.name)
        return ftp_error_set(error, FTP_FAULT_NAME_MISSING, "%s is blank",
            run->operation->action == FTP_ACTION_CREATE ? "File Name" : "the id");
    buffer_init(&top, FTP_PATH_MAX);
    bool done = ftp_directory_resolve(run->session, configured, &top, error);
    if (done && named)
        done = ftp_directory_split(buffer_text(&top), document->properties.name,
            strlen(document->properties.name), &document->directory, &document->base, error);
    else if (done)
        done = buffer_add(&document->directory, buffer_text(&top), top.length) ||
               ftp_error_no_room(error, "the path is too long");
    buffer_done(&top);
    if (!done)
        return false;
    if (named && !name_is_plain(buffer_text(&document->base), document->base.length, &reason))
        return ftp_error_set(error, FTP_FAULT_BAD_NAME,
            "\"%s\" can't be the name of a file: its last part %s", document->properties.name,
            reason);
    return true;
}

bool ftp_document_enter(
    struct ftp_run *run, struct ftp_document *document, bool named, struct ftp_error *error)
{
    return ftp_document_locate(run, document, named, error) &&
           ftp_directories_enter(run, document, error);
}

bool ftp_document_return(struct ftp_run *run, const struct ftp_document *document)
{
    struct ftp_error ignored = {0};
    return ftp_session_ensure(run->session, &ignored) &&
           ftp_directory_enter(run->session, buffer_text(&document->directory), &ignored);
}

/* --- Results ---------------------------------------------------------------------------------- */

static uint32_t status_of(const struct ftp_error *error)
{
    if (ftp_error_is_unknown(error))
        return HAWSER_STATUS_UNKNOWN;
    return ftp_error_is_application(error) ? HAWSER_STATUS_APPLICATION_ERROR
                                           : HAWSER_STATUS_FAILURE;
}

static int32_t give_result(struct ftp_run *run, const struct ftp_document *document, bool done,
    const struct ftp_error *failure)
{
    char transcript[TRANSCRIPT_MAX];
    char *detail = ftp_emit_receipt(&run->session->config->encoding, &document->receipt);
    hawser_error exported;
    hawser_result result = {
        .size = sizeof result,
        .input = document->input.index,
        .status = done ? HAWSER_STATUS_SUCCESS : status_of(failure),
        .detail = detail,
        .detail_length = detail ? strlen(detail) : 0,
    };
    if (!done) {
        ftp_transcript_text(&run->session->control.transcript, transcript, sizeof transcript);
        exported = ftp_error_export(failure, transcript);
        result.error = &exported;
    }
    int32_t code = run->documents->result(run->call->host, &result);
    free(detail);
    return code;
}

/* --- One document ----------------------------------------------------------------------------- */

static bool act_once(struct ftp_run *run, struct ftp_document *document, struct ftp_error *error)
{
    typedef bool (*act_fn)(struct ftp_run *, struct ftp_document *, struct ftp_error *);
    static const act_fn actions[FTP_ACTION_COUNT] = {
        [FTP_ACTION_CREATE] = ftp_create,
        [FTP_ACTION_GET] = ftp_get,
        [FTP_ACTION_QUERY] = ftp_query,
        [FTP_ACTION_LIST] = ftp_list,
        [FTP_ACTION_DELETE] = ftp_delete,
    };
    /* What only reads does so in a dry run too; Get and Query stop short of the transfer. */
    static const act_fn rehearsals[FTP_ACTION_COUNT] = {
        [FTP_ACTION_CREATE] = ftp_rehearse_create,
        [FTP_ACTION_GET] = ftp_get,
        [FTP_ACTION_QUERY] = ftp_query,
        [FTP_ACTION_LIST] = ftp_list,
        [FTP_ACTION_DELETE] = ftp_rehearse_delete,
    };
    enum ftp_action action = run->operation->action;
    act_fn act = ftp_rehearses(run) ? rehearsals[action] : actions[action];
    return ftp_session_ensure(run->session, error) && act(run, document, error);
}

/* True where a session that was kept turned out to be gone: its first command got no answer, or a goodbye, so that
   nothing was done. */
static bool was_gone(const struct ftp_session *session, uint64_t logins, uint64_t replies,
    const struct ftp_error *error)
{
    uint64_t answers = session->control.replies - replies;
    return session->logins == logins &&
           ((error->fault == FTP_FAULT_CONNECTION_LOST && answers == 0) ||
               (error->fault == FTP_FAULT_SERVICE_CLOSING && answers <= 1));
}

static bool act(struct ftp_run *run, struct ftp_document *document, struct ftp_error *error)
{
    struct ftp_session *session = run->session;
    enum ftp_action action = run->operation->action;
    bool wants_id = action == FTP_ACTION_GET || action == FTP_ACTION_DELETE;
    uint64_t logins = session->logins, replies = session->control.replies;
    if (!ftp_input_properties_parse(&document->input, wants_id, &document->properties, error) ||
        !ftp_encode_properties(&session->config->encoding, &document->properties, error))
        return false;
    if (act_once(run, document, error))
        return true;
    if (document->receipt.transfer.touched || !was_gone(session, logins, replies, error))
        return false;
    ftp_session_close(session);
    buffer_clear(&document->directory);
    buffer_clear(&document->base);
    document->receipt = (struct ftp_receipt){0};
    *error = (struct ftp_error){0};
    return act_once(run, document, error);
}

/* As in the model platform, the error is also a document, which a process can route. */
static bool respond(struct ftp_run *run, struct ftp_document *document,
    const struct ftp_error *failure, struct ftp_error *error)
{
    const char *name = document->properties.name ? document->properties.name : "";
    if (!run->operation->return_application_errors || document->responded || document->complete ||
        !ftp_error_is_application(failure))
        return true;
    return ftp_output_record(run, document->input.index, name,
        ftp_emit_error_record(&run->session->config->encoding, failure, name), error);
}

/* True where the next document may follow. */
static bool do_document(struct ftp_run *run, struct ftp_document *document, struct ftp_error *error)
{
    struct ftp_error failure = {0};
    buffer_init(&document->directory, FTP_PATH_MAX);
    buffer_init(&document->base, FTP_PATH_MAX);
    bool done = act(run, document, &failure);
    if (!done && failure.fault == FTP_FAULT_NONE)
        ftp_error_set(&failure, FTP_FAULT_INTERNAL, "the document failed without a reason");
    run->documents->doc_close(run->call->host, document->input.document);
    bool go_on = done || respond(run, document, &failure, error);
    /* A file that is in its place is no failed document, even where nobody took its response. */
    int32_t code = give_result(run, document, done || document->complete, &failure);
    ftp_journal_end(run, document);
    if (go_on && code != HAWSER_OK)
        go_on = ftp_host_failed(code, "giving a result", error);
    if (go_on && !done && (document->complete || !ftp_error_is_application(&failure))) {
        *error = failure;
        go_on = false;
        /* Whatever it did to the document, this is what ended the execution. */
        ftp_limits_check(&run->session->limits, error);
    }
    ftp_input_properties_done(&document->properties);
    buffer_done(&document->directory);
    buffer_done(&document->base);
    return go_on && (done || run->operation->return_application_errors);
}

static bool take_all(struct ftp_run *run, struct ftp_error *error)
{
    for (;;) {
        struct ftp_document document = {.input = {.size = sizeof(hawser_input)}};
        int32_t code = run->documents->next_input(run->call->host, &document.input);
        if (code == HAWSER_END)
            return true;
        if (code != HAWSER_OK)
            return ftp_host_failed(code, "taking the next document", error);
        if (!do_document(run, &document, error)) /* what was not taken, the host marks as skipped */
            return error->fault == FTP_FAULT_NONE;
        run->more_follow = true; /* where two came, a third is likely */
    }
}

bool ftp_run_all(struct ftp_run *run, struct ftp_error *error)
{
    bool done = take_all(run, error);
    ftp_places_done(run);
    ftp_rehearsed_done(run);
    return done;
}
