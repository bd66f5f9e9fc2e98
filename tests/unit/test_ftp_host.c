/* SPDX-License-Identifier: Apache-2.0 */
/* What the runtime's refusals become: error.memory, error.sink-refused and their neighbours. */
#include "ftp/actions/host.h"
#include "unit/suite.h"

#include <string.h>

static void test_codes(void)
{
    static const struct {
        int32_t code;
        enum ftp_fault fault;
        const char *words;
    } rows[] = {
        {HAWSER_CANCELLED, FTP_FAULT_CANCELLED, "cancelled"},
        {HAWSER_TIMEOUT, FTP_FAULT_DEADLINE, "deadline"},
        {HAWSER_NO_MEMORY, FTP_FAULT_MEMORY, "memory"},
        {HAWSER_BAD_CONFIG, FTP_FAULT_SINK_REFUSED, "name"},
        {HAWSER_EXISTS, FTP_FAULT_SINK_REFUSED, "may not replace"},
        {HAWSER_UNSUPPORTED, FTP_FAULT_SINK_NOT_DURABLE, "durable"},
        {HAWSER_HOST, FTP_FAULT_HOST, "failed"},
        {HAWSER_INTERNAL, FTP_FAULT_HOST, "failed"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ftp_error error = {0};
        CU_ASSERT_FALSE(ftp_host_failed(rows[i].code, "writing x", &error));
        CU_ASSERT_EQUAL(error.fault, rows[i].fault);
        CU_ASSERT_EQUAL(strncmp(error.message, "writing x: ", 11), 0);
        CU_ASSERT_PTR_NOT_NULL(strstr(error.message, rows[i].words));
    }
}

static const struct suite_test tests[] = {{"refusals of the runtime", test_codes}};
SUITE_MAIN("ftp host", tests)
