/* SPDX-License-Identifier: Apache-2.0 */
#include "fuzz/ftp_targets.h"

const struct fuzz_target fuzz_targets[] = {
    {"reply", fuzz_reply},
    {"feat", fuzz_feat},
    {"address", fuzz_address},
    {"pwd", fuzz_pwd},
    {"time", fuzz_time},
    {"list", fuzz_list},
    {"mlsd", fuzz_mlsd},
    {"nlst", fuzz_nlst},
    {"mlst", fuzz_mlst},
    {"ascii", fuzz_ascii},
    {"message", fuzz_message},
    {"trust", fuzz_trust},
    {"certificate", fuzz_certificate},
    {"path", fuzz_path},
    {"command", fuzz_command},
    {"host_name", fuzz_host_name},
    {"filter", fuzz_filter},
    {"regex", fuzz_regex},
    {"wildcard", fuzz_wildcard},
    {"name", fuzz_name},
    {"connection", fuzz_connection},
    {"operation", fuzz_operation},
    {"input", fuzz_input},
    {0},
};
