/* SPDX-License-Identifier: Apache-2.0 */
/* Executions of the scripted connector, and what the host is told of them. */
#ifndef TEST_UNIT_EXECUTION_BENCH_H
#define TEST_UNIT_EXECUTION_BENCH_H

#include <hawser/host.h>

#include "contents.h"

#define OPEN "[\"open\", 0, 0, {\"fileName\": \"a\"}, 0]"
#define OPEN_DELETES "[\"open\", 0, 0, {\"fileName\": \"a\"}, 1]"
#define PREPARE "[\"prepare\", 0, 0, {\"fileName\": \"a\"}]"
#define PUBLISH "[\"publish\", 0, 0]"
#define DONE "[\"result\", 0, 0]"

/* What the host was told. */
struct record {
    unsigned results;
    uint32_t statuses[8]; /* by input */
    int32_t codes[8];
    char message[1024]; /* of the last error */
    char ids[256];      /* of inputs, in the order of results */
    char order[64];     /* numbers of inputs, likewise */
    unsigned outputs;
    unsigned failed;
    unsigned records;
    char bytes[256]; /* of all outputs */
    char files[256];
    uint64_t done;
    unsigned depth; /* callbacks at once */
    bool overlap;
};

struct bench {
    hawser_host *host;
    hawser_loaded *loaded;
    hawser_link *link;
    hawser_execution *run;
    struct scratch folder;
    struct record record;
    hawser_summary summary;
    int32_t code;
    hawser_problem *problem;
};

void bench_begin(struct bench *bench, const char *action, const char *operation, uint32_t flags);
void bench_run(struct bench *bench, const hawser_control *control);
const char *bench_message(const struct bench *bench);
void bench_expect(const struct bench *bench, int32_t code);
void bench_finish(struct bench *bench);

#endif
