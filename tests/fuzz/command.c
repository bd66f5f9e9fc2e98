/* SPDX-License-Identifier: Apache-2.0 */
/* Command lines: one line each, whatever the argument. The first line is a verb, the rest its
 * argument. */
#include "ftp/protocol/command.h"

#include <stdlib.h>
#include <string.h>

#include "ftp/protocol/limits.h"
#include "ftp/protocol/span.h"
#include "fuzz/ftp_targets.h"

static bool has(const char *data, size_t length, char byte)
{
    return length && memchr(data, byte, length) != NULL;
}

static bool breaks_lines(const char *data, size_t length)
{
    return has(data, length, '\r') || has(data, length, '\n') || has(data, length, '\0');
}

/* What telnet hands on: of two bytes FF one. */
static void undouble(const struct buffer *line, struct buffer *out)
{
    for (size_t i = 0; i < line->length; i++) {
        if ((unsigned char)line->data[i] == 0xff)
            FUZZ_CHECK(i + 1 < line->length && (unsigned char)line->data[++i] == 0xff);
        FUZZ_CHECK(buffer_add_byte(out, line->data[i]));
    }
}

static void check_line(
    const struct buffer *line, const char *verb, const char *argument, size_t length)
{
    struct buffer heard;
    size_t verb_length = strlen(verb);
    buffer_init(&heard, FTP_COMMAND_MAX);
    FUZZ_CHECK(line->length >= 3 && line->length <= FTP_COMMAND_MAX);
    FUZZ_CHECK(memcmp(line->data + line->length - 2, "\r\n", 2) == 0);
    FUZZ_CHECK(!breaks_lines(line->data, line->length - 2));
    undouble(line, &heard);
    FUZZ_CHECK(heard.length == verb_length + (argument ? 1 + length : 0) + 2);
    FUZZ_CHECK(memcmp(heard.data, verb, verb_length) == 0);
    if (argument)
        FUZZ_CHECK(memcmp(heard.data + verb_length + 1, argument, length) == 0);
    buffer_done(&heard);
}

/* A log never shows what follows PASS. */
static void check_hidden(const struct buffer *line)
{
    struct buffer shown;
    struct ftp_span first = {line->data, line->length};
    buffer_init(&shown, 8 * FTP_COMMAND_MAX);
    FUZZ_CHECK(ftp_command_redacted(&shown, line->data, line->length));
    if (ftp_span_starts(first, "PASS "))
        FUZZ_CHECK(strcmp(buffer_text(&shown), "PASS ***") == 0);
    buffer_done(&shown);
}

static void build(const char *verb, const char *argument, size_t length)
{
    struct buffer line;
    const char *reason = NULL;
    buffer_init(&line, 2 * FTP_COMMAND_MAX);
    if (ftp_command_build(&line, verb, argument, length, &reason)) {
        FUZZ_CHECK(!reason);
        check_line(&line, verb, argument, length);
        check_hidden(&line);
    } else {
        FUZZ_CHECK(line.length == 0 && reason != NULL);
        FUZZ_CHECK(!*verb || breaks_lines(verb, strlen(verb)) ||
                   (argument && breaks_lines(argument, length)) ||
                   2 * strlen(verb) + 2 * length + 3 > FTP_COMMAND_MAX);
    }
    buffer_done(&line);
}

/* Any line at all can be logged, on one line. */
static void check_log(const char *data, size_t length)
{
    struct buffer shown;
    buffer_init(&shown, 4 * length + 16);
    FUZZ_CHECK(ftp_command_redacted(&shown, data, length));
    struct ftp_span text = {buffer_text(&shown), shown.length};
    FUZZ_CHECK(!ftp_span_has_control(text) && !has(text.data, text.length, '\t'));
    buffer_done(&shown);
}

void fuzz_command(const char *data, size_t length)
{
    struct fuzz_pair pair = fuzz_pair_of(data, length);
    char *verb = fuzz_copy_text(pair.first, pair.first_length);
    char *argument = fuzz_copy(pair.second, pair.second_length);
    build(verb, NULL, 0);
    build(verb, argument, pair.second_length);
    build("PASS", argument, pair.second_length);
    build("STOR", data, length);
    check_log(data, length);
    free(verb);
    free(argument);
}
