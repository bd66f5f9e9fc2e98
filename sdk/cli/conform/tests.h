/* SPDX-License-Identifier: Apache-2.0 */
/* What is tested of a connector. */
#ifndef HAWSER_CONFORM_TESTS_H
#define HAWSER_CONFORM_TESTS_H

#include <stddef.h>

#include "subject.h"

typedef void conform_fn(const struct conform *conform, struct verdict *verdict);

struct conform_test {
    const char *name;
    const char *shows; /* completes "the connector ..." */
    conform_fn *run;
    unsigned seconds; /* in which no execution of it came to an end: it is ended */
    bool allocation;  /* its process is started with the library of failing allocations */
};

extern const struct conform_test conform_tests[];
extern const size_t conform_test_count;
/* NULL: there is no such test. */
const struct conform_test *conform_test_find(const char *name);

conform_fn test_load;
conform_fn test_exports;
conform_fn test_entry_major;
conform_fn test_entry_pure;
conform_fn test_table;
conform_fn test_descriptor;
conform_fn test_examples;
conform_fn test_isolation;
conform_fn test_validate;
conform_fn test_findings;
conform_fn test_threads;
conform_fn test_sizes;
conform_fn test_secrets;
conform_fn test_live;
conform_fn test_browse;
conform_fn test_execute;
conform_fn test_results;
conform_fn test_outputs;
conform_fn test_short_transfers;
conform_fn test_ordered;
conform_fn test_one_thread;
conform_fn test_progress;
conform_fn test_dry_run;
conform_fn test_errors;
conform_fn test_texts;
conform_fn test_host_failure;
conform_fn test_acknowledgement;
conform_fn test_cancel;
conform_fn test_deadline;
conform_fn test_leaks;
conform_fn test_process;
conform_fn test_allocation;
conform_fn test_allocation_execute;

#endif
