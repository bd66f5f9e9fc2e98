/* SPDX-License-Identifier: Apache-2.0 */
#include "fuzz/host_targets.h"

const struct fuzz_target fuzz_targets[] = {
    {"schema", fuzz_schema},
    {"pointer", fuzz_pointer},
    {"file_name", fuzz_file_name},
    {"filter_text", fuzz_filter_text},
    {"validate", fuzz_validate},
    {"deployed", fuzz_deployed},
    {0},
};
