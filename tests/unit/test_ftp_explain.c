/* SPDX-License-Identifier: Apache-2.0 */
/* error.425: what can be wrong with a data connection, in the order in which it is worth looking at. */
#include "ftp/session/data.h"
#include "unit/suite.h"

#include <stdlib.h>
#include <string.h>

static char no_address[1] = "", own_address[] = "203.0.113.9";

static const char *explain(struct ftp_connection_config *config, const char *tried,
    unsigned strangers, struct ftp_error *error)
{
    struct ftp_session *session = calloc(1, sizeof *session);
    struct ftp_data data = {.strangers = strangers};
    *error = (struct ftp_error){0};
    CU_ASSERT_FATAL(session != NULL);
    session->config = config;
    CU_ASSERT(ftp_address_parse(tried, 2021, &data.tried));
    ftp_error_set(error, FTP_FAULT_DATA_OPEN, "no data connection");
    ftp_data_explain(session, &data, error);
    free(session);
    return error->hint;
}

static void test_order(void)
{
    struct ftp_connection_config config = {.active = true,
        .ssl_mode = FTP_SSL_EXPLICIT,
        .session_reuse = FTP_REUSE_OFF,
        .active_address = no_address};
    struct ftp_error error;
    const char *hint = explain(&config, "10.1.2.3", 0, &error);
    const char *port = strstr(hint, "10.1.2.3, port 2021");
    const char *mode = strstr(hint, "Connection Mode passive");
    const char *reuse = strstr(hint, "TLS Session Reuse");
    const char *nat = strstr(hint, "Active Address");
    CU_ASSERT(port && mode && reuse && nat);
    CU_ASSERT(port < mode && mode < reuse && reuse < nat);
    CU_ASSERT_EQUAL(error.fault, FTP_FAULT_DATA_OPEN);
}

static void test_left_out(void)
{
    struct ftp_connection_config config = {.active = true, .active_address = no_address};
    struct ftp_error error;
    CU_ASSERT_PTR_NULL(strstr(explain(&config, "10.1.2.3", 0, &error), "Session Reuse"));
    CU_ASSERT_PTR_NOT_NULL(strstr(explain(&config, "172.31.2.3", 0, &error), "Active Address"));
    CU_ASSERT_PTR_NULL(strstr(explain(&config, "172.32.2.3", 0, &error), "Active Address"));
    CU_ASSERT_PTR_NULL(strstr(explain(&config, "198.51.100.3", 0, &error), "Active Address"));
    config.active_address = own_address;
    CU_ASSERT_PTR_NULL(strstr(explain(&config, "10.1.2.3", 0, &error), "Active Address"));
    config.active = false;
    CU_ASSERT_PTR_NOT_NULL(
        strstr(explain(&config, "10.1.2.3", 0, &error), "Connection Mode active"));
}

static void test_strangers(void)
{
    struct ftp_connection_config config = {.active = true, .active_address = no_address};
    struct ftp_error error;
    explain(&config, "198.51.100.3", 1, &error);
    CU_ASSERT_EQUAL(error.fault, FTP_FAULT_DATA_PEER);
}

static const struct suite_test tests[] = {
    {"all of it, in its order", test_order},
    {"what does not apply is left out", test_left_out},
    {"strangers", test_strangers},
};
SUITE_MAIN("ftp explain", tests)
