/* SPDX-License-Identifier: Apache-2.0 */
/* One target as libFuzzer calls it. FUZZ_TARGET is its function. */
#include "fuzz/fuzz.h"

extern fuzz_function FUZZ_TARGET;
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    FUZZ_TARGET((const char *)data, size);
    return 0;
}
