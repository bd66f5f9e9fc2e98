/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/session/checksum.h"

#include "ftp/protocol/limits.h"
#include "ftp/session/renew.h"

#include <stddef.h>
#include <string.h>

/* How fast a server must at least read its own file; the read timeout comes on top. */
enum { BYTES_PER_MS = 10000, NS_PER_MS = 1000000 };

/* F9: only what is advertised is asked for. */
static const struct way {
    enum ftp_sum kind;
    const char *verb;
    size_t offered; /* member of struct ftp_features */
    bool is_hash;   /* the kind is chosen before, by OPTS */
} ways[] = {
    {FTP_SUM_SHA256, "HASH", offsetof(struct ftp_features, hash_sha256), true},
    {FTP_SUM_SHA256, "XSHA256", offsetof(struct ftp_features, xsha256), false},
    {FTP_SUM_SHA1, "HASH", offsetof(struct ftp_features, hash_sha1), true},
    {FTP_SUM_SHA1, "XSHA1", offsetof(struct ftp_features, xsha1), false},
    {FTP_SUM_MD5, "HASH", offsetof(struct ftp_features, hash_md5), true},
    {FTP_SUM_MD5, "XMD5", offsetof(struct ftp_features, xmd5), false},
    {FTP_SUM_CRC32, "HASH", offsetof(struct ftp_features, hash_crc32), true},
    {FTP_SUM_CRC32, "XCRC", offsetof(struct ftp_features, xcrc), false},
};

enum { WAYS = sizeof ways / sizeof *ways };

/* --- Which way -------------------------------------------------------------------------------- */

/* HASH has a range too (RANG), but it would hold for the next transfer as well. */
static bool is_open(const struct ftp_session *session, size_t way, bool part)
{
    return !session->checksums.late && !(session->checksums.refused & 1u << way) &&
           !(part && ways[way].is_hash) &&
           *(const bool *)((const char *)&session->features + ways[way].offered);
}

bool ftp_checksum_offered(const struct ftp_session *session, bool part, enum ftp_sum *ret_kind)
{
    size_t way = 0;
    while (way < WAYS && !is_open(session, way, part))
        way++;
    if (way < WAYS)
        *ret_kind = ways[way].kind;
    return way < WAYS;
}

/* --- One way ---------------------------------------------------------------------------------- */

/* HASH takes the rest of the line. The others take words, where quotes hold a name with blanks
 * together: one with a quote or a backslash can't be said. */
static bool make_argument(
    const struct way *way, const struct ftp_checksum_question *question, struct buffer *argument)
{
    const char *operand = question->operand;
    const char *quote = strpbrk(operand, " \t") ? "\"" : "";
    if (way->is_hash)
        return buffer_add_text(argument, operand);
    /* ProFTPD takes 0 bytes for a mistake. */
    if (strpbrk(operand, "\"\\") || question->size == 0)
        return false;
    return buffer_reserve(argument, strlen(operand) + 64) &&
           buffer_printf(argument, "%s%s%s", quote, operand, quote) &&
           (!question->part ||
               buffer_printf(argument, " 0 %llu", (unsigned long long)question->size));
}

/* No answer: the session is of no more use, and whatever is slow will be so again. */
static bool renew(struct ftp_session *session, struct ftp_error *error)
{
    if (!ftp_limits_check(&session->limits, error))
        return false;
    *error = (struct ftp_error){0};
    session->checksums.late = true;
    session->control.dead = true;
    return ftp_session_renew(session, error);
}

/* *ret_reply is NULL where nothing came, and the session is another one. */
static bool ask(struct ftp_session *session, const char *verb, const struct buffer *argument,
    uint64_t size, const struct ftp_reply **ret_reply, struct ftp_error *error)
{
    uint32_t timeout = session->config->read_timeout_ms;
    uint64_t until = timeout ? ftp_clock_after(timeout) + size / BYTES_PER_MS * NS_PER_MS : 0;
    bool answered = ftp_control_ask_until(
        &session->control, verb, argument->data, argument->length, until, ret_reply, error);
    if (answered && (*ret_reply)->code != 421)
        return true;
    *ret_reply = NULL;
    if (!answered && error->fault == FTP_FAULT_BAD_NAME) { /* too long: nothing was sent */
        *error = (struct ftp_error){0};
        return true;
    }
    return renew(session, error);
}

/* OPTS HASH, once in a session and kind. */
static bool choose(
    struct ftp_session *session, enum ftp_sum kind, bool *ret_chosen, struct ftp_error *error)
{
    const struct ftp_reply *reply = NULL;
    struct buffer argument;
    *ret_chosen = session->checksums.chosen == 1u + kind;
    if (*ret_chosen)
        return true;
    buffer_init(&argument, FTP_COMMAND_MAX);
    bool done =
        (buffer_add_text(&argument, "HASH ") && buffer_add_text(&argument, ftp_sum_name(kind))) ||
        ftp_error_set(error, FTP_FAULT_MEMORY, "no memory for a command");
    done = done && ask(session, "OPTS", &argument, 0, &reply, error);
    buffer_done(&argument);
    *ret_chosen = done && reply && reply->code < 300;
    if (*ret_chosen)
        session->checksums.chosen = 1u + kind;
    return done;
}

static bool read_reply(const struct way *way, const struct ftp_checksum_question *question,
    const struct ftp_reply *reply, struct ftp_checksum *ret_checksum)
{
    struct ftp_span line = ftp_reply_last_line(reply);
    if (reply->code < 200 || reply->code > 299 || ftp_span_has_control(line))
        return false;
    return way->is_hash ? ftp_checksum_parse_hash(line, way->kind, question->size, ret_checksum)
                        : ftp_checksum_parse_word(line, way->kind, ret_checksum);
}

/* A refusal for now (4yz) is none for the next file. */
static bool ask_one(struct ftp_session *session, size_t way,
    const struct ftp_checksum_question *question, bool *ret_known,
    struct ftp_checksum *ret_checksum, struct ftp_error *error)
{
    const struct ftp_reply *reply = NULL;
    struct buffer argument;
    bool chosen = true;
    if (ways[way].is_hash && !choose(session, ways[way].kind, &chosen, error))
        return false;
    if (!chosen) {
        session->checksums.refused |= 1u << way;
        return true;
    }
    buffer_init(&argument, FTP_COMMAND_MAX);
    bool said = make_argument(&ways[way], question, &argument);
    bool done = !said || ask(session, ways[way].verb, &argument, question->size, &reply, error);
    buffer_done(&argument);
    if (done && reply) {
        *ret_known = read_reply(&ways[way], question, reply, ret_checksum);
        if (!*ret_known && (reply->code < 400 || reply->code >= 500))
            session->checksums.refused |= 1u << way;
    }
    return done;
}

bool ftp_checksum_ask(struct ftp_session *session, const struct ftp_checksum_question *question,
    bool *ret_known, struct ftp_checksum *ret_checksum, struct ftp_error *error)
{
    *ret_known = false;
    if (!ftp_session_type(session, FTP_TYPE_IMAGE, error))
        return false;
    for (size_t way = 0; way < WAYS && !*ret_known; way++)
        if (ways[way].kind == question->kind && is_open(session, way, question->part) &&
            !ask_one(session, way, question, ret_known, ret_checksum, error))
            return false;
    return true;
}
