/* SPDX-License-Identifier: Apache-2.0 */
#include "tests.h"

#include <string.h>

enum { SHORT = 20, LONG = 120 };

const struct conform_test conform_tests[] = {
    {"load", "can be loaded by a host, again and again", test_load, SHORT, false},
    {"exports", "exports its entry and nothing else", test_exports, SHORT, false},
    {"entry-major", "has a table for major 1 and for no other", test_entry_major, SHORT, false},
    {"entry-pure", "answers at its entry at once, from many threads, without any I/O",
        test_entry_pure, SHORT, false},
    {"table", "has a complete table", test_table, SHORT, false},
    {"descriptor", "describes itself by the schema, as in its table, the same each time",
        test_descriptor, SHORT, false},
    {"examples", "has schemas that accept their own examples and defaults", test_examples, SHORT,
        false},
    {"isolation", "describes, validates and opens without network and files", test_isolation, SHORT,
        false},
    {"validate", "validates any configuration without failing", test_validate, SHORT, false},
    {"findings", "finds the same in the same order, at fields that exist", test_findings, SHORT,
        false},
    {"threads", "describes and validates on many threads at once", test_threads, SHORT, false},
    {"sizes", "reads no struct beyond its size, and says the sizes of its own", test_sizes, LONG,
        false},
    {"secrets", "lets no secret out", test_secrets, LONG, false},
    {"live-test", "passes its live test of the connection", test_live, LONG, false},
    {"browse", "suggests values that its own schema takes", test_browse, LONG, false},
    {"execute", "does its actions with no, one and all documents", test_execute, LONG, false},
    {"results", "gives each document that it takes exactly one result", test_results, LONG, false},
    {"outputs", "prepares each output as declared before it publishes it, and leaves none open",
        test_outputs, LONG, false},
    {"short-transfers", "moves the same bytes one at a time and in odd pieces",
        test_short_transfers, LONG, false},
    {"ordered", "gives results in the order of documents where that is asked for", test_ordered,
        LONG, false},
    {"one-thread", "invokes callbacks on the thread of the call alone where that is asked for",
        test_one_thread, LONG, false},
    {"progress", "tells of progress at most ten times a second", test_progress, LONG, false},
    {"dry-run", "changes nothing in a dry run, and says what it would do", test_dry_run, LONG,
        false},
    {"errors", "raises the errors of its catalogue", test_errors, LONG, false},
    {"texts", "writes log lines and messages that can be shown", test_texts, LONG, false},
    {"host-failure", "says so when the host fails midway, and changes nothing more",
        test_host_failure, LONG, false},
    {"acknowledgement", "deletes no source before the host has the document", test_acknowledgement,
        LONG, false},
    {"cancel", "returns within a second of a cancellation at any stage", test_cancel, LONG, false},
    {"deadline", "returns within a second of its deadline", test_deadline, LONG, false},
    {"leaks", "leaves no descriptor, thread or memory", test_leaks, LONG, false},
    {"process", "leaves directory, locale, signals and standard output of its process alone",
        test_process, LONG, false},
    {"allocation", "describes, validates and opens as before, or says that memory ran out",
        test_allocation, LONG, true},
    {"allocation-execute", "survives any one failing allocation of an execution",
        test_allocation_execute, LONG, true},
};
const size_t conform_test_count = sizeof conform_tests / sizeof conform_tests[0];

const struct conform_test *conform_test_find(const char *name)
{
    for (size_t i = 0; i < conform_test_count; i++) {
        if (strcmp(conform_tests[i].name, name) == 0)
            return &conform_tests[i];
    }
    return NULL;
}
