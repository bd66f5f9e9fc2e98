/* SPDX-License-Identifier: Apache-2.0 */
/* The targets of what the host and its program read. */
#ifndef HAWSER_TESTS_FUZZ_HOST_TARGETS_H
#define HAWSER_TESTS_FUZZ_HOST_TARGETS_H

#include "fuzz/fuzz.h"

fuzz_function fuzz_schema, fuzz_pointer, fuzz_file_name, fuzz_filter_text, fuzz_validate,
    fuzz_deployed, fuzz_descriptor, fuzz_member, fuzz_session;

#endif
