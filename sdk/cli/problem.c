/* SPDX-License-Identifier: Apache-2.0 */
#include <config.h>

#include "problem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json_text.h"
#include "status.h"
#include "text.h"

enum { LONGEST_NATIVE = 16 };

static void write_field(const struct console *console, const char *label, const char *text)
{
    FILE *err = console->err;
    (void)fprintf(err, "  %s%s%s ", console_ink(console, err, INK_BOLD), label,
        console_ink(console, err, INK_NONE));
    text_write_lines(err, text, "    ");
}

/* The last line of the transcript that has the native code, which is the peer's own words. */
static const char *native_line(const char *transcript, const char *native, size_t *ret_length)
{
    const char *found = NULL;
    for (const char *line = transcript; *line;) {
        size_t length = strcspn(line, "\n");
        if (memmem(line, length, native, strlen(native))) {
            found = line;
            *ret_length = length;
        }
        line += length;
        line += *line == '\n';
    }
    return found;
}

/* Most messages repeat the peer's reply already; then it is not said twice. */
static void write_native(const struct console *console, const hawser_error *error)
{
    char native[LONGEST_NATIVE];
    (void)snprintf(native, sizeof native, "%d", (int)error->native);
    if (error->native == 0 || (error->message && strstr(error->message, native)))
        return;
    size_t length = 0;
    const char *line = error->transcript ? native_line(error->transcript, native, &length) : NULL;
    char *copy = line ? strndup(line, length) : NULL;
    if (copy)
        write_field(console, "server said:", copy);
    else
        write_field(console, "native code:", native);
    free(copy);
}

static void write_transcript(const struct console *console, const char *transcript)
{
    (void)fputs("  last exchanges:\n    ", console->err);
    text_write_lines(console->err, transcript, "    ");
}

void problem_write(const struct console *console, const char *title, const hawser_error *error)
{
    FILE *err = console->err;
    (void)fprintf(err, "%s%s%s", console_ink(console, err, INK_RED), title,
        console_ink(console, err, INK_NONE));
    text_write_lines(err, error->message ? error->message : hawser_code_name(error->code), "    ");
    write_native(console, error);
    if (error->hint && error->hint[0] != '\0')
        write_field(console, "hint:", error->hint);
    if (console->verbose && error->transcript && error->transcript[0] != '\0')
        write_transcript(console, error->transcript);
    if (console->verbose && error->id && error->id[0] != '\0')
        write_field(console, "id:", error->id);
}

void problem_show(const struct console *console, const hawser_error *error)
{
    if (console->json) {
        json_t *line = json_pack("{s:o}", "error", problem_json(error));
        console_line(console->out, line);
    }
    flockfile(console->err);
    problem_write(console, "hawser: ", error);
    funlockfile(console->err);
}

json_t *problem_json(const hawser_error *error)
{
    const char *message = error->message ? error->message : hawser_code_name(error->code);
    json_t *object = json_pack("{s:o, s:s, s:s, s:i, s:o, s:o}", "id",
        json_of_text(error->id ? error->id : "cli.unnamed"), "code", hawser_code_name(error->code),
        "retry", hawser_retry_name(error->retry), "native", (int)error->native, "message",
        json_of_text(message), "hint", json_of_text_or_null(error->hint));
    if (object && error->transcript)
        (void)json_object_set_new(object, "transcript", json_of_text(error->transcript));
    return object;
}

int problem_status(int32_t code)
{
    switch (code) {
    case HAWSER_OK:
        return STATUS_DONE;
    case HAWSER_BAD_ARGUMENT:
        return STATUS_USAGE;
    case HAWSER_BAD_CONFIG:
        return STATUS_CONFIG;
    case HAWSER_CANCELLED:
        return STATUS_CANCELLED;
    default:
        return STATUS_FAILED;
    }
}

int problem_report(const struct console *console, int32_t code, hawser_problem *problem)
{
    const hawser_error *error = problem ? hawser_problem_error(problem) : NULL;
    hawser_error bare = {
        .size = sizeof bare, .code = code, .id = "cli.sdk", .message = hawser_code_name(code)};
    problem_show(console, error ? error : &bare);
    hawser_problem_free(problem);
    return problem_status(code);
}

int problem_report_of(
    const struct console *console, const char *subject, int32_t code, hawser_problem *problem)
{
    const hawser_error *said = problem ? hawser_problem_error(problem) : NULL;
    char *message = NULL;
    if (!said || !said->message || asprintf(&message, "%s: %s", subject, said->message) < 0)
        return problem_report(console, code, problem);
    hawser_error error = *said;
    error.message = message;
    problem_show(console, &error);
    free(message);
    hawser_problem_free(problem);
    return problem_status(code);
}
