/* SPDX-License-Identifier: Apache-2.0 */
/* The documents of one execution: one result each. */
#include "ftp/actions/run.h"

#include "common/name.h"
#include "ftp/actions/crew.h"
#include "ftp/actions/directories.h"
#include "ftp/actions/host.h"
#include "ftp/actions/journal.h"
#include "ftp/config/encode.h"
#include "ftp/actions/rehearse.h"
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

/* The files of a query are read by several sessions, of which one may have ended it. */
static void transcribe(const struct ftp_run *run, char *text, size_t size)
{
    const struct ftp_transcript *transcript = &run->session->control.transcript;
    bool query = run->operation->action == FTP_ACTION_QUERY;
    if (query && run->shared->transcribed)
        transcript = &run->shared->transcript;
    ftp_transcript_text(transcript, text, size);
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
        transcribe(run, transcript, sizeof transcript);
        exported = ftp_error_export(failure, transcript);
        result.error = &exported;
    }
    int32_t code = run->documents->result(run->call->host, &result);
    free(detail);
    return code;
}

static void end_document(struct ftp_document *document)
{
    ftp_input_properties_done(&document->properties);
    buffer_done(&document->directory);
    buffer_done(&document->base);
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
    return act(run, document, error);
}

static void forget(struct ftp_document *document)
{
    buffer_clear(&document->directory);
    buffer_clear(&document->base);
    document->receipt = (struct ftp_receipt){0};
}

static bool act(struct ftp_run *run, struct ftp_document *document, struct ftp_error *error)
{
    struct ftp_crew_mark mark;
    if (document->unusable.fault != FTP_FAULT_NONE) {
        *error = document->unusable;
        return false;
    }
    ftp_crew_mark(run, &mark);
    if (!ftp_crew_ensure(run, error))
        return false;
    if (act_once(run, document, error))
        return true;
    if (document->receipt.transfer.touched || !ftp_crew_recover(run, &mark, error))
        return false;
    forget(document);
    return ftp_crew_ensure(run, error) && act_once(run, document, error);
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
static bool do_document(void *user, struct ftp_run *run, void *piece, struct ftp_error *error)
{
    struct ftp_document *document = piece;
    struct ftp_error failure = {0};
    (void)user;
    bool done = act(run, document, &failure);
    if (!done && failure.fault == FTP_FAULT_NONE)
        ftp_error_set(&failure, FTP_FAULT_INTERNAL, "the document failed without a reason");
    run->documents->doc_close(run->call->host, document->input.document);
    ftp_crew_turn(run);
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
    run->hand.bytes = document->receipt.transfer.bytes;
    end_document(document);
    run->more_follow = true; /* where two came, a third is likely */
    return go_on && (done || run->operation->return_application_errors);
}

/* It was taken, but something else ended the execution before its turn came. */
static void skip_document(void *user, struct ftp_run *run, void *piece)
{
    struct ftp_document *document = piece;
    hawser_result result = {
        .size = sizeof result,
        .input = document->input.index,
        .status = HAWSER_STATUS_SKIPPED,
    };
    (void)user;
    run->documents->doc_close(run->call->host, document->input.document);
    ftp_crew_turn(run);
    run->documents->result(run->call->host, &result);
    end_document(document);
}

static enum ftp_taken take_document(
    void *user, struct ftp_run *run, void *piece, struct ftp_error *error)
{
    struct ftp_document *document = piece;
    enum ftp_action action = run->operation->action;
    bool wants_id = action == FTP_ACTION_GET || action == FTP_ACTION_DELETE;
    (void)user;
    *document = (struct ftp_document){.input = {.size = sizeof(hawser_input)}};
    buffer_init(&document->directory, FTP_PATH_MAX);
    buffer_init(&document->base, FTP_PATH_MAX);
    int32_t code = run->documents->next_input(run->call->host, &document->input);
    if (code == HAWSER_END)
        return FTP_NONE_LEFT;
    if (code != HAWSER_OK) {
        ftp_host_failed(code, "taking the next document", error);
        return FTP_TAKING_FAILED;
    }
    struct ftp_error *unusable = &document->unusable;
    if (ftp_input_properties_parse(&document->input, wants_id, &document->properties, unusable) &&
        ftp_encode_properties(&run->pool->config->encoding, &document->properties, unusable) &&
        document->properties.name && !buffer_add_text(&run->hand.name, document->properties.name))
        ftp_error_no_room(unusable, "the name is too long");
    return FTP_TAKEN;
}

bool ftp_run_all(struct ftp_run *run, struct ftp_error *error)
{
    enum ftp_action action = run->operation->action;
    /* List has one document, and the files of Query are its own work for many. */
    bool alone = action == FTP_ACTION_QUERY || action == FTP_ACTION_LIST;
    struct ftp_task task = {
        .size = sizeof(struct ftp_document),
        .ordered = (run->flags & HAWSER_EXECUTE_ORDERED) != 0,
        .most = FTP_CREW_NO_LIMIT,
        .take = take_document,
        .act = do_document,
        .skip = skip_document,
    };
    return ftp_crew_run(run, &task, alone ? 1 : ftp_crew_most(run), error);
}
