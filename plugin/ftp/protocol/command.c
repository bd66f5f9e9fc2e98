/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/protocol/command.h"

#include <errno.h>
#include <string.h>

#include "ftp/protocol/limits.h"
#include "ftp/protocol/span.h"

static const char *refusal(struct ftp_span text)
{
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] == '\r' || text.data[i] == '\n')
            return "a command may not hold a line break";
        if (text.data[i] == '\0')
            return "a command may not hold a NUL byte";
    }
    return NULL;
}

static size_t wire_length(struct ftp_span text, bool raw)
{
    size_t length = text.length;
    for (size_t i = 0; !raw && i < text.length; i++)
        length += (unsigned char)text.data[i] == 0xff;
    return length;
}

/* RFC 959 runs over telnet, whose IAC byte stands for itself only when doubled. */
static bool add_for_wire(struct buffer *out, struct ftp_span text, bool raw)
{
    bool done = true;
    for (size_t i = 0; done && i < text.length; i++) {
        if (!raw && (unsigned char)text.data[i] == 0xff)
            done = buffer_add_byte(out, text.data[i]);
        done = done && buffer_add_byte(out, text.data[i]);
    }
    return done;
}

static const char *check(struct ftp_span verb, struct ftp_span argument, bool raw)
{
    if (!verb.length)
        return "a command needs a verb";
    const char *reason = refusal(verb);
    if (!reason)
        reason = refusal(argument);
    if (!reason && (verb.length > FTP_COMMAND_MAX || argument.length > FTP_COMMAND_MAX ||
                       wire_length(verb, raw) + wire_length(argument, raw) + 3 > FTP_COMMAND_MAX))
        reason = "a command is longer than 8 KiB";
    return reason;
}

/* What a buffer said: false, with NULL for a lack of memory. */
static bool no_room(const char **ret_reason)
{
    *ret_reason = errno == ENOMEM ? NULL : "no room for a command";
    return false;
}

static bool build(struct buffer *out, const char *verb, struct ftp_span text, bool has_argument,
    bool raw, const char **ret_reason)
{
    struct ftp_span name = ftp_span_of(verb);
    const char *reason = check(name, text, raw);
    /* Room for all of it first: half a command must never stay in the buffer. */
    if (!reason && !buffer_reserve(out, wire_length(name, raw) + wire_length(text, raw) + 3))
        return no_room(ret_reason);
    if (!reason && !(add_for_wire(out, name, raw) && (!has_argument || buffer_add_byte(out, ' ')) &&
                       add_for_wire(out, text, raw) && buffer_add_text(out, "\r\n")))
        return no_room(ret_reason);
    if (reason)
        *ret_reason = reason;
    return !reason;
}

bool ftp_command_build(struct buffer *out, const char *verb, const void *argument,
    size_t argument_length, const char **ret_reason)
{
    struct ftp_span text = {argument, argument ? argument_length : 0};
    return build(out, verb, text, argument != NULL, false, ret_reason);
}

bool ftp_command_build_raw(struct buffer *out, const char *verb, const void *argument,
    size_t argument_length, const char **ret_reason)
{
    struct ftp_span text = {argument, argument ? argument_length : 0};
    return build(out, verb, text, argument != NULL, true, ret_reason);
}

static bool is_secret(struct ftp_span verb)
{
    return ftp_span_is_nocase(verb, "PASS") || ftp_span_is_nocase(verb, "ACCT") ||
           ftp_span_is_nocase(verb, "USER");
}

static bool add_visible(struct buffer *out, struct ftp_span text)
{
    bool done = true;
    for (size_t i = 0; done && i < text.length; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        if (byte < 0x20 || byte == 0x7f)
            done = buffer_printf(out, "\\x%02X", (unsigned)byte);
        else
            done = buffer_add_byte(out, text.data[i]);
    }
    return done;
}

bool ftp_command_redacted(struct buffer *out, const char *line, size_t length)
{
    struct ftp_span text = {line, length};
    while (text.length && (line[text.length - 1] == '\n' || line[text.length - 1] == '\r'))
        text.length--;
    struct ftp_span verb, rest = text;
    if (ftp_span_take_word(&rest, &verb) && is_secret(verb))
        return add_visible(out, verb) && (!rest.length || buffer_add_text(out, " ***"));
    return add_visible(out, text);
}
