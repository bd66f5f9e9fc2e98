/* SPDX-License-Identifier: Apache-2.0 */
/* Replies as a session sees them: of one line, mostly, and now and then of many. */
#include "config.h"
#include "micro.h"

#include "ftp/protocol/reply.h"

#include <stdlib.h>
#include <string.h>

enum { REPLIES = 8 };

static const char session[] =
    "220 (vsFTPd 3.0.3)\r\n"
    "331 Please specify the password.\r\n"
    "230 Login successful.\r\n"
    "211-Features:\r\n EPRT\r\n EPSV\r\n MDTM\r\n PASV\r\n REST STREAM\r\n SIZE\r\n TVFS\r\n211 "
    "End\r\n"
    "229 Entering Extended Passive Mode (|||40213|)\r\n"
    "150 Opening BINARY mode data connection for report-000001.csv (1024 bytes).\r\n"
    "226 Transfer complete.\r\n"
    "250 Delete operation successful.\r\n";

static void *begin(void)
{
    struct ftp_reply_parser *parser = malloc(sizeof *parser);
    if (parser == NULL)
        micro_fail("out of memory");
    ftp_reply_parser_init(parser);
    return parser;
}

static void end(void *state)
{
    ftp_reply_parser_done(state);
    free(state);
}

/* Whole sessions, so that `count` is rounded up to their replies. */
static void run(void *state, size_t count)
{
    struct ftp_reply_parser *parser = state;
    for (size_t done = 0; done < count; done += REPLIES) {
        size_t at = 0, replies = 0;
        while (at < sizeof session - 1) {
            size_t used;
            if (ftp_reply_feed(parser, session + at, sizeof session - 1 - at, &used) !=
                FTP_PARSE_DONE)
                micro_fail("a reply was misread");
            at += used;
            replies++;
        }
        if (replies != REPLIES)
            micro_fail("a reply is missing");
    }
}

static const struct micro_case cases[] = {
    {"reply", "reply", 10000, (sizeof session - 1) / REPLIES, begin, run, end},
};

const struct micro_cases micro_reply = {cases, sizeof cases / sizeof cases[0]};
