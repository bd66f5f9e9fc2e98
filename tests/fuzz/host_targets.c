/* SPDX-License-Identifier: Apache-2.0 */
#include "fuzz/host_targets.h"

const struct fuzz_target fuzz_targets[] = {
    {"schema", fuzz_schema, 0},
    {"pointer", fuzz_pointer, 0},
    {"file_name", fuzz_file_name, 0},
    {"filter_text", fuzz_filter_text, 0},
    {"validate", fuzz_validate, 0},
    {"deployed", fuzz_deployed, 0},
    {"descriptor", fuzz_descriptor, 0},
    {"member", fuzz_member, 0},
    {"session", fuzz_session, 10},
    {0},
};
