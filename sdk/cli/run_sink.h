/* SPDX-License-Identifier: Apache-2.0 */
/* --out -: the bytes of exactly one document on standard output. */
#ifndef HAWSER_CLI_RUN_SINK_H
#define HAWSER_CLI_RUN_SINK_H

#include <hawser/host.h>
#include <stdbool.h>
#include <stdint.h>

struct run_sink {
    int descriptor;
    bool in_order;   /* it takes no offsets: a pipe, a terminal, a file that is appended to */
    bool is_nothing; /* /dev/null, which stands nowhere */
    bool may_wait;   /* a write may, where it is not made small */
    const hawser_control *control; /* waiting for a slow reader ends with the call */
    uint64_t written;
    bool open;
    bool published;
    bool refused;       /* a second document came */
    char record_handle; /* its address tells a record from */
    char byte_handle;   /* the document */
    int error;          /* the errno of a failed write; 0: none */
};

/* Makes it the sink of an execution; `sink` must outlive that. */
int32_t run_sink_use(struct run_sink *sink, hawser_execution *execution, int descriptor,
    const hawser_control *control);

#endif
