/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/session/refusal.h"
#include "unit/suite.h"

#include <string.h>

struct row {
    enum ftp_doing doing;
    const char *reply;
    enum ftp_fault fault;
};

static void check(const struct row *row)
{
    struct ftp_reply_parser parser;
    struct ftp_error error = {0};
    size_t used;
    ftp_reply_parser_init(&parser);
    CU_ASSERT_EQUAL(ftp_reply_feed(&parser, row->reply, strlen(row->reply), &used), FTP_PARSE_DONE);
    CU_ASSERT_FALSE(ftp_refusal(row->doing, &parser.reply, "doing it", &error));
    CU_ASSERT_EQUAL(error.fault, row->fault);
    CU_ASSERT_EQUAL(error.reply, parser.reply.code);
    CU_ASSERT_EQUAL(strncmp(error.message, "doing it: the server said ", 26), 0);
    ftp_reply_parser_done(&parser);
}

/* error.421 error.425 error.426 error.450 error.451 error.452 error.500 error.501 error.502 */
/* error.503 error.504 error.522 error.530 error.534 error.551 error.552 error.553 protocol.C6 protocol.D5 */
static void test_codes(void)
{
    static const struct row rows[] = {
        {FTP_DOING_READ, "421 Timeout.\r\n", FTP_FAULT_SERVICE_CLOSING},
        {FTP_DOING_READ, "425 Failed to establish connection.\r\n", FTP_FAULT_DATA_OPEN},
        {FTP_DOING_READ, "425 TLS session reuse required\r\n", FTP_FAULT_DATA_SESSION_REUSE},
        {FTP_DOING_READ, "426 Failure reading network stream.\r\n", FTP_FAULT_DATA_ABORTED},
        {FTP_DOING_READ, "450 Busy.\r\n", FTP_FAULT_FILE_BUSY},
        {FTP_DOING_READ, "451 Local error.\r\n", FTP_FAULT_LOCAL_ERROR},
        {FTP_DOING_WRITE, "452 Full.\r\n", FTP_FAULT_NO_SPACE},
        {FTP_DOING_COMMAND, "500 What?\r\n", FTP_FAULT_COMMAND_UNKNOWN},
        {FTP_DOING_READ, "501 Bad name.\r\n", FTP_FAULT_COMMAND_ARGUMENT},
        {FTP_DOING_COMMAND, "502 No.\r\n", FTP_FAULT_COMMAND_NOT_IMPLEMENTED},
        {FTP_DOING_RENAME, "503 RNFR first.\r\n", FTP_FAULT_COMMAND_ORDER},
        {FTP_DOING_COMMAND, "504 No such type.\r\n", FTP_FAULT_COMMAND_PARAMETER},
        {FTP_DOING_COMMAND, "505 No.\r\n", FTP_FAULT_COMMAND_REFUSED},
        {FTP_DOING_COMMAND, "599 No.\r\n", FTP_FAULT_COMMAND_REFUSED},
        {FTP_DOING_APPEND, "502 No APPE.\r\n", FTP_FAULT_APPEND_REFUSED},
        {FTP_DOING_READ, "522 SSL connection failed; session reuse required\r\n",
            FTP_FAULT_DATA_SESSION_REUSE},
        {FTP_DOING_DATA, "522 Network protocol not supported, use (1)\r\n",
            FTP_FAULT_DATA_PROTOCOL},
        {FTP_DOING_READ, "530 Please login.\r\n", FTP_FAULT_NOT_LOGGED_IN},
        {FTP_DOING_WRITE, "532 Account needed.\r\n", FTP_FAULT_LOGIN_ACCOUNT},
        {FTP_DOING_READ, "534 PROT level.\r\n", FTP_FAULT_DATA_PROTECTION},
        {FTP_DOING_READ, "551 Page type unknown.\r\n", FTP_FAULT_PAGE_TYPE},
        {FTP_DOING_WRITE, "552 Quota.\r\n", FTP_FAULT_QUOTA},
        {FTP_DOING_WRITE, "553 Bad name.\r\n", FTP_FAULT_NAME_REFUSED},
        {FTP_DOING_WRITE, "553 File exists.\r\n", FTP_FAULT_EXISTS},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check(&rows[i]);
}

/* 550 is all that many servers say. */
/* error.550 */
static void test_unavailable(void)
{
    static const struct row rows[] = {
        {FTP_DOING_READ, "550 Failed to open file.\r\n", FTP_FAULT_UNAVAILABLE},
        {FTP_DOING_READ, "550 x: Permission denied\r\n", FTP_FAULT_DENIED},
        {FTP_DOING_READ, "550 I can only retrieve regular files: not a regular file\r\n",
            FTP_FAULT_IS_DIRECTORY},
        {FTP_DOING_DIRECTORY, "550 Failed to change directory.\r\n", FTP_FAULT_DIRECTORY_MISSING},
        {FTP_DOING_DIRECTORY, "550 /x: Permission denied\r\n", FTP_FAULT_DENIED},
        {FTP_DOING_RENAME, "550 Rename failed.\r\n", FTP_FAULT_RENAME_REFUSED},
        {FTP_DOING_DELETE, "550 Delete operation failed.\r\n", FTP_FAULT_UNAVAILABLE},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check(&rows[i]);
}

/* What a server says ends up in logs and on terminals. */
/* protocol.C5 */
static void test_controls_are_shown_safely(void)
{
    struct ftp_reply_parser parser;
    struct ftp_error error = {0};
    static const char text[] = "550 a\033[2Jb\r\n";
    size_t used;
    ftp_reply_parser_init(&parser);
    CU_ASSERT_EQUAL(ftp_reply_feed(&parser, text, sizeof text - 1, &used), FTP_PARSE_DONE);
    ftp_refusal(FTP_DOING_READ, &parser.reply, "doing it", &error);
    CU_ASSERT_PTR_NULL(strchr(error.message, '\033'));
    ftp_reply_parser_done(&parser);
}

static const struct suite_test tests[] = {
    {"codes", test_codes},
    {"unavailable", test_unavailable},
    {"controls are shown safely", test_controls_are_shown_safely},
};
SUITE_MAIN("ftp refusal", tests)
