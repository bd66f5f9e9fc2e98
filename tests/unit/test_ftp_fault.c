/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/protocol/fault.h"

#include <CUnit/Basic.h>
#include <hawser/connector.h>
#include <stdlib.h>
#include <string.h>

/* error.catalogue */
static void every_row_is_complete(void)
{
    for (int i = FTP_FAULT_NONE + 1; i < FTP_FAULT_COUNT; i++) {
        const struct ftp_fault_row *row = ftp_fault_row((enum ftp_fault)i);
        CU_ASSERT_PTR_NOT_NULL_FATAL(row->id);
        CU_ASSERT_PTR_NOT_NULL_FATAL(row->title);
        CU_ASSERT_PTR_NOT_NULL_FATAL(row->hint);
        CU_ASSERT(strncmp(row->id, "ftp.", 4) == 0);
        CU_ASSERT(strspn(row->id, "abcdefghijklmnopqrstuvwxyz.-") == strlen(row->id));
        CU_ASSERT(row->hint[strlen(row->hint) - 1] == '.');
        CU_ASSERT(row->code > HAWSER_END && row->code <= HAWSER_INTERNAL);
        CU_ASSERT(row->retry <= HAWSER_RETRY_LATER);
    }
}

static void ids_are_unique(void)
{
    for (int i = FTP_FAULT_NONE + 1; i < FTP_FAULT_COUNT; i++)
        for (int j = i + 1; j < FTP_FAULT_COUNT; j++)
            CU_ASSERT(strcmp(ftp_fault_row((enum ftp_fault)i)->id,
                          ftp_fault_row((enum ftp_fault)j)->id) != 0);
}

static void rows_say_what_they_should(void)
{
    static const struct {
        enum ftp_fault fault;
        const char *id;
        int32_t code;
        uint32_t retry;
        bool application;
        const char *hint; /* a label that it must name */
    } rows[] = {
        {FTP_FAULT_CONNECT_REFUSED, "ftp.connect.refused", HAWSER_NETWORK, HAWSER_RETRY_LATER,
            false, "Port"},
        {FTP_FAULT_CONNECT_TIMEOUT, "ftp.connect.timeout", HAWSER_TIMEOUT, HAWSER_RETRY_LATER,
            false, "Connection Timeout (ms)"},
        {FTP_FAULT_READ_TIMEOUT, "ftp.read.timeout", HAWSER_TIMEOUT, HAWSER_RETRY_NEW_CONNECTION,
            false, "Read Timeout (ms)"},
        {FTP_FAULT_TLS_UNTRUSTED, "ftp.tls.untrusted", HAWSER_TRUST, HAWSER_RETRY_NEVER, false,
            "hawser trust fetch ftp --connection FILE"},
        {FTP_FAULT_TLS_WRONG_NAME, "ftp.tls.wrong-name", HAWSER_TRUST, HAWSER_RETRY_NEVER, false,
            "Host"},
        {FTP_FAULT_LOGIN_REFUSED, "ftp.login.refused", HAWSER_AUTHENTICATION, HAWSER_RETRY_NEVER,
            false, "User Name"},
        {FTP_FAULT_DATA_SESSION_REUSE, "ftp.data.session-reuse-required", HAWSER_TRUST,
            HAWSER_RETRY_NEVER, false, "TLS Session Reuse"},
        {FTP_FAULT_DATA_OPEN, "ftp.data.blocked", HAWSER_NETWORK, HAWSER_RETRY_NEW_CONNECTION,
            false, "Connection Mode"},
        {FTP_FAULT_NOT_FOUND, "ftp.file.not-found", HAWSER_NOT_FOUND, HAWSER_RETRY_NEVER, true,
            "Remote Directory"},
        {FTP_FAULT_DENIED, "ftp.file.denied", HAWSER_DENIED, HAWSER_RETRY_NEVER, true, "User Name"},
        {FTP_FAULT_EXISTS, "ftp.file.exists", HAWSER_EXISTS, HAWSER_RETRY_NEVER, true,
            "Action If File Exists"},
        {FTP_FAULT_DIRECTORY_MISSING, "ftp.directory.missing", HAWSER_NOT_FOUND, HAWSER_RETRY_NEVER,
            true, "Remote Directory"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct ftp_fault_row *row = ftp_fault_row(rows[i].fault);
        CU_ASSERT_STRING_EQUAL(row->id, rows[i].id);
        CU_ASSERT_EQUAL(row->code, rows[i].code);
        CU_ASSERT_EQUAL(row->retry, rows[i].retry);
        CU_ASSERT_EQUAL(row->application, rows[i].application);
        CU_ASSERT_PTR_NOT_NULL(strstr(row->hint, rows[i].hint));
    }
}

static void a_number_that_is_no_fault(void)
{
    CU_ASSERT_STRING_EQUAL(ftp_fault_row((enum ftp_fault)FTP_FAULT_COUNT)->id, "ftp.internal");
    CU_ASSERT_STRING_EQUAL(ftp_fault_row((enum ftp_fault)9999)->id, "ftp.internal");
}

static void setting_replaces_everything(void)
{
    struct ftp_error error = {.fault = FTP_FAULT_HOST, .reply = 550, .hint = "old"};
    CU_ASSERT_FALSE(ftp_error_set(&error, FTP_FAULT_NOT_FOUND, "%s is not there", "a.txt"));
    CU_ASSERT_EQUAL(error.fault, FTP_FAULT_NOT_FOUND);
    CU_ASSERT_EQUAL(error.reply, 0);
    CU_ASSERT_STRING_EQUAL(error.message, "a.txt is not there");
    CU_ASSERT_STRING_EQUAL(error.hint, "");
    CU_ASSERT_TRUE(ftp_error_is_application(&error));
    ftp_error_hint(&error, "try %d", 7);
    CU_ASSERT_STRING_EQUAL(error.hint, "try 7");
    ftp_error_set(&error, FTP_FAULT_HOST, "again: %s", error.message);
    CU_ASSERT_STRING_EQUAL(error.message, "again: a.txt is not there");
    CU_ASSERT_FALSE(ftp_error_is_application(&error));
    ftp_error_prefix(&error, "while listing %s: ", "/in");
    CU_ASSERT_STRING_EQUAL(error.message, "while listing /in: again: a.txt is not there");
    struct ftp_error none = {0};
    CU_ASSERT_FALSE(ftp_error_is_application(&none));
}

static void what_servers_send_is_cleaned(void)
{
    static const struct {
        const char *raw, *clean;
    } texts[] = {
        {"plain", "plain"},
        {"two\r\nlines", "two??lines"},
        {"\x1b[31mred\x7f", "?[31mred?"},
        {"tab\there", "tab?here"},
        {"gr\xc3\xbc\xc3\x9f", "gr\xc3\xbc\xc3\x9f"},
        {"\xf0\x9f\x93\x81", "\xf0\x9f\x93\x81"},
        {"latin \xfc.", "latin ?."},
        {"overlong \xc0\xaf", "overlong ??"},
        {"surrogate \xed\xa0\x80", "surrogate ???"},
        {"C1 \xc2\x9b"
         "31m",
            "C1 ?31m"},
        {"bidi \xe2\x80\xae"
         "txt.exe",
            "bidi ?txt.exe"},
        {"beyond \xf4\x90\x80\x80", "beyond ????"},
        {"cut \xe2\x82", "cut ??"},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct ftp_error error;
        ftp_error_set(&error, FTP_FAULT_PROTOCOL, "%s", texts[i].raw);
        CU_ASSERT_STRING_EQUAL(error.message, texts[i].clean);
        char quoted[64];
        ftp_error_quote(quoted, sizeof quoted, texts[i].raw, strlen(texts[i].raw));
        CU_ASSERT_STRING_EQUAL(quoted, texts[i].clean);
    }
    char quoted[8];
    ftp_error_quote(quoted, sizeof quoted, "a\0b", 3);
    CU_ASSERT_STRING_EQUAL(quoted, "a?b");
}

static void long_texts_end_at_a_character(void)
{
    /* Whatever the offset, no character is cut in two: the euro sign has three bytes. */
    for (size_t offset = 0; offset < 3; offset++) {
        char raw[3 * FTP_ERROR_TEXT_MAX + 4] = "xx";
        for (size_t i = offset; i + 3 < sizeof raw; i += 3)
            memcpy(raw + i, "\xe2\x82\xac", 4);
        struct ftp_error error;
        ftp_error_set(&error, FTP_FAULT_PROTOCOL, "%s", raw);
        size_t length = strlen(error.message);
        CU_ASSERT(length > FTP_ERROR_TEXT_MAX - 8 && length < FTP_ERROR_TEXT_MAX);
        CU_ASSERT_STRING_EQUAL(error.message + length - 3, "...");
        CU_ASSERT_EQUAL((length - 3 - offset) % 3, 0);
        CU_ASSERT_PTR_NULL(strchr(error.message, '?'));
        ftp_error_prefix(&error, "%s: ", "while looking");
        length = strlen(error.message);
        CU_ASSERT(length < FTP_ERROR_TEXT_MAX);
        CU_ASSERT_STRING_EQUAL(error.message + length - 3, "...");
        CU_ASSERT_EQUAL((length - 3 - offset - strlen("while looking: ")) % 3, 0);
    }
    char quoted[10];
    ftp_error_quote(quoted, sizeof quoted, "\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac", 12);
    CU_ASSERT_STRING_EQUAL(quoted, "\xe2\x82\xac\xe2\x82\xac...");
}

int main(void)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return EXIT_FAILURE;
    CU_pSuite suite = CU_add_suite("faults", NULL, NULL);
    CU_add_test(suite, "every row is complete", every_row_is_complete);
    CU_add_test(suite, "ids are unique", ids_are_unique);
    CU_add_test(suite, "rows say what they should", rows_say_what_they_should);
    CU_add_test(suite, "a number that is no fault", a_number_that_is_no_fault);
    CU_add_test(suite, "setting replaces everything", setting_replaces_everything);
    CU_add_test(suite, "what servers send is cleaned", what_servers_send_is_cleaned);
    CU_add_test(suite, "long texts end at a character", long_texts_end_at_a_character);
    CU_basic_set_mode(CU_BRM_NORMAL);
    CU_basic_run_tests();
    unsigned failures = CU_get_number_of_failures();
    CU_cleanup_registry();
    return failures ? EXIT_FAILURE : EXIT_SUCCESS;
}
