/* SPDX-License-Identifier: Apache-2.0 */
/* Compares what the reply codecs make of recorded replies with what is expected. */
#include "corpora/corpus.h"
#include "corpora/listing_time.h"

#include <stdlib.h>
#include <string.h>

#include "ftp/protocol/address.h"
#include "ftp/protocol/limits.h"
#include "ftp/protocol/path.h"
#include "ftp/protocol/reply.h"
#include "ftp/protocol/time.h"

enum { INPUT_MAX = 4 * 1024 * 1024 };

static json_t *reply_as_json(const struct ftp_reply *reply)
{
    json_t *lines = json_array();
    struct ftp_span line;
    for (size_t i = 0; ftp_reply_line(reply, i, &line); i++)
        json_array_append_new(lines, json_stringn(line.data, line.length));
    return json_pack("[i, o]", reply->code, lines);
}

/* All replies in the bytes, as [[code, [line...]]...]; NULL once the parser refused. */
static json_t *parse_all(struct ftp_reply_parser *parser, struct ftp_span bytes, json_t *replies)
{
    while (replies && bytes.length) {
        size_t used;
        enum ftp_parse result = ftp_reply_feed(parser, bytes.data, bytes.length, &used);
        bytes = ftp_span_after(bytes, used);
        if (result == FTP_PARSE_DONE) {
            json_array_append_new(replies, reply_as_json(&parser->reply));
        } else if (result == FTP_PARSE_BAD) {
            json_decref(replies);
            replies = NULL;
        }
    }
    return replies;
}

static json_t *parse_record(json_t *record)
{
    struct ftp_reply_parser parser;
    size_t index;
    json_t *chunk, *replies = json_array();
    ftp_reply_parser_init(&parser);
    json_array_foreach(json_object_get(record, "chunks"), index, chunk)
    {
        struct ftp_span bytes = {json_string_value(chunk), json_string_length(chunk)};
        replies = parse_all(&parser, bytes, replies);
    }
    json_t *input = json_object_get(record, "input");
    if (input) {
        struct ftp_span bytes = {json_string_value(input), json_string_length(input)};
        replies = parse_all(&parser, bytes, replies);
        /* Inputs of some sources lack the last line end. */
        replies = parse_all(&parser, ftp_span_of("\r\n"), replies);
    }
    ftp_reply_parser_done(&parser);
    return replies;
}

static void conclude(json_t *record, bool agrees, json_t *found, struct corpus_tally *tally)
{
    char *text = found ? json_dumps(found, JSON_ENCODE_ANY) : NULL;
    char *wanted = json_dumps(json_object_get(record, "expect"), JSON_ENCODE_ANY);
    if (agrees)
        corpus_pass(tally);
    else
        corpus_fail(tally, record, "found %s, expected %s", text ? text : "a refusal",
            wanted ? wanted : "nothing");
    free(text);
    free(wanted);
}

static void judge_reply(json_t *record, struct ftp_span input, struct corpus_tally *tally)
{
    (void)input;
    json_t *expect = json_object_get(record, "expect");
    json_t *found = parse_record(record);
    conclude(record, found ? json_equal(found, expect) : json_is_null(expect), found, tally);
    json_decref(found);
}

/* A source's refusal of a port for what usually listens there is our caller's policy. */
static bool port_is_refused(json_t *record, uint16_t port)
{
    return (corpus_notes(record, "unsafe port") || corpus_notes(record, "block list")) &&
           ftp_port_is_suspicious(port);
}

static void judge_address(
    json_t *record, bool parsed, uint16_t port, const char *host, struct corpus_tally *tally)
{
    json_t *expect = json_object_get(record, "expect");
    json_t *wanted = json_object_get(expect, "port");
    const char *wanted_host = corpus_text(expect, "host");
    json_t *found = parsed ? json_pack("{s:i, s:s?}", "port", (int)port, "host", host) : NULL;
    bool agrees = json_is_null(expect)
                      ? !parsed || port_is_refused(record, port)
                      : parsed && (!wanted || json_integer_value(wanted) == port) &&
                            (!wanted_host || !host || strcmp(host, wanted_host) == 0);
    conclude(record, agrees, found, tally);
    json_decref(found);
}

static void judge_pasv(json_t *record, struct ftp_span input, struct corpus_tally *tally)
{
    unsigned char host[4] = {0};
    uint16_t port = 0;
    char text[16];
    bool parsed = ftp_pasv_parse(input.data, input.length, host, &port);
    snprintf(text, sizeof text, "%u.%u.%u.%u", host[0], host[1], host[2], host[3]);
    judge_address(record, parsed, port, text, tally);
}

static void judge_epsv(json_t *record, struct ftp_span input, struct corpus_tally *tally)
{
    uint16_t port = 0;
    bool parsed = ftp_epsv_parse(input.data, input.length, &port);
    judge_address(record, parsed, port, NULL, tally);
}

static void judge_pwd(json_t *record, struct ftp_span input, struct corpus_tally *tally)
{
    const char *whole = corpus_text(record, "input");
    json_t *expect = json_object_get(record, "expect"), *found = NULL;
    struct buffer path;
    buffer_init(&path, FTP_PATH_MAX);
    bool positive = whole && strncmp(whole, "257", 3) == 0;
    if (positive && ftp_pwd_parse(input, &path))
        found = json_stringn(buffer_text(&path), path.length);
    /* Without a 257 there is no path: the sources write that as null or as "". */
    bool none = json_is_null(expect) || (!positive && json_string_length(expect) == 0);
    conclude(record, found ? json_equal(found, expect) : none, found, tally);
    json_decref(found);
    buffer_done(&path);
}

static void judge_time(json_t *record, struct ftp_span input, struct corpus_tally *tally)
{
    struct ftp_time time;
    char text[FTP_TIME_TEXT_SIZE];
    json_t *expect = json_object_get(record, "expect"), *found = NULL;
    bool right = json_is_null(expect);
    if (ftp_mdtm_parse(input, &time) && ftp_time_format_iso(&time, text)) {
        found = json_string(text);
        right = json_is_string(expect) &&
                listing_time_compare(json_string_value(expect), &time, 0) == LISTING_TIME_SAME;
    }
    conclude(record, right, found, tally);
    json_decref(found);
}

/* "COMMAND -> reply": only some of these ask something of a codec. */
static void judge_exchange(json_t *record, struct ftp_span input, struct corpus_tally *tally)
{
    static const char arrow[] = " -> ";
    struct ftp_span reply = ftp_span_after(input, ftp_span_find(input, arrow) + sizeof arrow - 1);
    if (ftp_span_starts(input, "MDTM -> 213 ")) {
        judge_time(record, ftp_span_after(reply, 4), tally);
    } else if (ftp_span_starts(input, "welcome -> ") &&
               json_is_null(json_object_get(record, "expect"))) {
        struct ftp_reply_parser parser;
        ftp_reply_parser_init(&parser);
        json_t *found = parse_all(&parser, reply, json_array());
        found = parse_all(&parser, ftp_span_of("\r\n"), found);
        ftp_reply_parser_done(&parser);
        conclude(record, !found, found, tally);
        json_decref(found);
    } else {
        corpus_waive(tally, record, "about a session, not a codec");
    }
}

static const struct {
    const char *kind;
    void (*judge)(json_t *record, struct ftp_span input, struct corpus_tally *tally);
    bool strip_code; /* the codec takes the text after "NNN " */
} kinds[] = {
    {"reply", judge_reply, false},
    {"pasv", judge_pasv, true},
    {"epsv", judge_epsv, true},
    {"pwd", judge_pwd, true},
    {"mlsx-time", judge_time, false},
    {"mdtm", judge_time, true},
    {"misc", judge_exchange, false},
};

static struct ftp_span without_code(struct ftp_span input)
{
    unsigned code;
    struct ftp_span rest = input;
    if (ftp_span_take_digits(&rest, 3, &code) &&
        (ftp_span_take_char(&rest, ' ') || ftp_span_take_char(&rest, '-')))
        return rest;
    return input;
}

static void judge(json_t *record, struct corpus_tally *tally)
{
    json_t *text = json_object_get(record, "input");
    const char *kind = corpus_text(record, "kind");
    struct ftp_span input = {json_string_value(text), json_string_length(text)};
    for (size_t i = 0; kind && i < sizeof kinds / sizeof kinds[0]; i++) {
        if (strcmp(kind, kinds[i].kind) == 0) {
            kinds[i].judge(record, kinds[i].strip_code ? without_code(input) : input, tally);
            return;
        }
    }
    corpus_fail(tally, record, "of a kind that this program does not know");
}

bool corpus_replies(const char *path, struct corpus_tally *tally)
{
    return corpus_each_record(path, judge, tally);
}
