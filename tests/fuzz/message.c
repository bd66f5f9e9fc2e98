/* SPDX-License-Identifier: Apache-2.0 */
/* A server's words within an error: always UTF-8 on one line, whatever they were. */
#include "ftp/session/refusal.h"

#include <stdlib.h>
#include <string.h>

#include "common/utf8.h"
#include "fuzz/ftp_targets.h"

enum { QUOTE_MAX = 64 };

static void check_text(const char *text, size_t size)
{
    size_t length = strnlen(text, size);
    FUZZ_CHECK(length < size && utf8_is_valid(text, length));
    for (size_t i = 0; i < length; i++)
        FUZZ_CHECK((unsigned char)text[i] >= 0x20 && text[i] != 0x7f);
}

static void check_error(const struct ftp_error *error)
{
    FUZZ_CHECK(error->fault > FTP_FAULT_NONE && error->fault < FTP_FAULT_COUNT);
    FUZZ_CHECK(error->message[0] != '\0');
    check_text(error->message, sizeof error->message);
    check_text(error->hint, sizeof error->hint);
}

static void check_set(const char *data, size_t length)
{
    struct ftp_error error = {0};
    char *text = fuzz_copy_text(data, length);
    FUZZ_CHECK(!ftp_error_set(&error, FTP_FAULT_PROTOCOL, "it said \"%s\"", text));
    check_error(&error);
    ftp_error_hint(&error, "not %s", text);
    check_error(&error);
    ftp_error_prefix(&error, "while %s", text);
    check_error(&error);
    free(text);
}

static void check_quote(const char *data, size_t length)
{
    size_t size = 1 + (size_t)(fuzz_hash(data, length) % QUOTE_MAX);
    char *text = malloc(size);
    FUZZ_CHECK(text != NULL);
    ftp_error_quote(text, size, data, length);
    check_text(text, size);
    free(text);
}

static void check_refusals(const char *data, size_t length)
{
    struct ftp_reply_parser parser;
    size_t used;
    ftp_reply_parser_init(&parser);
    if (ftp_reply_feed(&parser, data, length, &used) == FTP_PARSE_DONE) {
        for (int doing = FTP_DOING_COMMAND; doing <= FTP_DOING_DATA; doing++) {
            struct ftp_error error = {0};
            FUZZ_CHECK(!ftp_refusal((enum ftp_doing)doing, &parser.reply, "reading /in/a", &error));
            check_error(&error);
            FUZZ_CHECK(error.reply == parser.reply.code);
        }
        ftp_refusal_wants_reuse(&parser.reply);
    }
    ftp_reply_parser_done(&parser);
}

void fuzz_message(const char *data, size_t length)
{
    check_set(data, length);
    check_quote(data, length);
    check_refusals(data, length);
}
