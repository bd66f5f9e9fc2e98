/* SPDX-License-Identifier: Apache-2.0 */
/* What a connector says beside its documents: what it emits, errors, log lines, progress. */
#include <hawser/connector-helpers.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host.h"
#include "report.h"

enum {
    LONGEST_LINE = 64 << 10,
    NANOSECONDS = 1000000000,
    MOST_TOLD = 15 /* times a second: ten by the header, some more for a machine that is busy */
};

static bool is_utf8(const char *text, size_t length)
{
    size_t count = 1;
    for (size_t at = 0; at < length && count > 0; at += count)
        count = hawser_utf8_length((const unsigned char *)text + at, length - at);
    return count > 0;
}

static void check_text(struct host *host, const char *what, const char *text)
{
    if (text && !is_utf8(text, strlen(text)))
        host_fault(host, FAULT_TEXTS, "a text of %s is not UTF-8", what);
}

void host_note(struct host *host, enum said_kind kind, const char *text, size_t length)
{
    host->said = report_memory(realloc(host->said, (host->said_count + 1) * sizeof *host->said));
    struct said *said = &host->said[host->said_count++];
    *said =
        (struct said){.kind = kind, .text = report_memory(malloc(length + 1)), .length = length};
    if (length > 0)
        memcpy(said->text, text, length);
    said->text[length] = '\0';
}

static void note_text(struct host *host, enum said_kind kind, const char *text)
{
    if (text)
        host_note(host, kind, text, strlen(text));
}

void host_keep_error(const hawser_error *error, struct host_error *ret_kept)
{
    ret_kept->code = error->code;
    ret_kept->retry = error->retry;
    (void)snprintf(ret_kept->id, sizeof ret_kept->id, "%s", error->id ? error->id : "");
}

void host_note_error(struct host *host, enum said_kind kind, const hawser_error *error)
{
    if (error->size < sizeof *error)
        host_fault(host, FAULT_SIZES, "an error says that its size is %zu", error->size);
    if (error->code <= HAWSER_OK || error->code > HAWSER_INTERNAL)
        host_fault(host, FAULT_ERRORS, "an error has the code %d, which is none", (int)error->code);
    if (error->retry > HAWSER_RETRY_LATER)
        host_fault(host, FAULT_ERRORS, "an error has a retry class that is none");
    if (!error->id || error->id[0] == '\0')
        host_fault(host, FAULT_ERRORS, "an error has no id");
    if (!error->message || error->message[0] == '\0')
        host_fault(
            host, FAULT_ERRORS, "the error %.60s has no message", error->id ? error->id : "");
    if (error->code == HAWSER_HOST)
        host->host_errors++;
    check_text(host, said_kind_name(kind), error->message);
    check_text(host, said_kind_name(kind), error->hint);
    note_text(host, kind, error->message);
    note_text(host, kind, error->hint);
    note_text(host, kind, error->transcript);
}

static int32_t on_emit(void *user, uint32_t kind, const char *json, size_t length)
{
    struct host *host = user;
    int32_t code = host_enter(host, CALLBACK_EMIT);
    host_on_call(host, "emit");
    if (code == HAWSER_OK && (kind > HAWSER_EMIT_SUGGESTION || !host_is_object(json, length)))
        code = HAWSER_BAD_ARGUMENT;
    if (code == HAWSER_OK)
        host_note(host, (enum said_kind)kind, json, length);
    host_leave(host);
    return code;
}

static void on_fail(void *user, const hawser_error *error)
{
    struct host *host = user;
    host_enter_void(host);
    host_on_call(host, "fail");
    if (host->failures++ > 0)
        host_fault(host, FAULT_ERRORS, "fail() was called a second time");
    host_keep_error(error, &host->failure);
    host_note_error(host, SAID_FAILURE, error);
    host_leave(host);
}

static void on_log(void *user, uint32_t level, const char *line, size_t length)
{
    struct host *host = user;
    host_enter_void(host);
    if (level > HAWSER_LOG_PROTOCOL)
        host_fault(
            host, FAULT_TEXTS, "a log line has the level %u, which is none", (unsigned)level);
    if (length > LONGEST_LINE)
        host_fault(host, FAULT_TEXTS, "a log line has %zu bytes; 64 KiB are allowed", length);
    else if (length > 0 && memchr(line, '\n', length))
        host_fault(host, FAULT_TEXTS, "a log line holds a line end: log each line by itself");
    else if (!is_utf8(line, length))
        host_fault(host, FAULT_TEXTS, "a log line is not UTF-8");
    host_note(host, SAID_LOG, line, length);
    host_leave(host);
}

/* Each output that is being made of a document may tell of its own progress. */
static size_t count_streams(const struct host *host, uint64_t input)
{
    size_t count = 0;
    for (size_t i = 0; i < host->output_count; i++)
        count += host->outputs[i]->input == input;
    return count > 0 ? count : 1;
}

static void note_progress(struct host *host, uint64_t index)
{
    struct host_input *input = host->inputs[index];
    uint64_t now = host_now();
    if (now - input->progress_ns >= NANOSECONDS) {
        input->progress_ns = now;
        input->progress_told = 0;
    }
    if (++input->progress_told > MOST_TOLD * count_streams(host, index))
        host_fault(host, FAULT_PROGRESS,
            "progress of document %zu was told %u times within %llu ms; ten times a second are "
            "allowed",
            (size_t)index, input->progress_told,
            (unsigned long long)(now - input->progress_ns) / 1000000);
}

static void on_progress(void *user, uint64_t input, uint64_t done, uint64_t total)
{
    struct host *host = user;
    (void)done;
    (void)total;
    host_enter_void(host);
    if (input < host->taken)
        note_progress(host, input);
    else
        host_fault(host, FAULT_PROGRESS, "progress was told of document %llu, which was not taken",
            (unsigned long long)input);
    host_leave(host);
}

void host_says(hawser_call *call)
{
    call->emit = on_emit;
    call->fail = on_fail;
    call->log = on_log;
    call->progress = on_progress;
}
