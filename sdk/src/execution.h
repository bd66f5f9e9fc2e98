/* SPDX-License-Identifier: Apache-2.0 */
/* One run of an action: what goes in, where it goes, and what came of it. */
#ifndef HAWSER_SDK_EXECUTION_H
#define HAWSER_SDK_EXECUTION_H

#include <hawser/host.h>
#include <pthread.h>
#include <stdbool.h>

#include "call.h"
#include "handles.h"
#include "input.h"
#include "sink.h"

#define STATUS_COUNT 5

/* A list that grows at its end. */
struct input_list {
    struct input **inputs; /* NULL: done with */
    uint64_t count;
    uint64_t capacity;
};

/*
 * Locks are taken in this order: turn, hook, mutex. The connector's threads meet in all of them.
 */
struct hawser_execution {
    hawser_link *link;
    char *action;
    char *operation; /* as given */
    size_t operation_length;
    uint32_t flags;
    bool ran;
    struct call *call; /* NULL: not running */

    struct sink *sink;    /* NULL: the default is to be made */
    struct sink *records; /* for those that the sink does not take */

    int32_t (*next)(void *user, hawser_source *source);
    void *next_user;
    void (*output)(void *user, const hawser_delivered *delivered);
    void *output_user;
    void (*result)(void *user, const hawser_outcome *outcome);
    void *result_user;
    void (*progress)(void *user, uint64_t input, uint64_t done, uint64_t total);
    void *progress_user;

    pthread_mutex_t turn; /* whose turn it is to take an input; guards what follows */
    uint64_t next_number; /* of the input that is given next */
    int32_t ended;        /* why no more inputs are given; HAWSER_OK: there may be more */

    pthread_mutex_t hook; /* the host's callbacks, one at a time; guards what follows */
    uint64_t delivered;   /* calls of `output` */
    uint64_t reported;    /* inputs, from the first, that have a result without a gap */

    pthread_mutex_t mutex;   /* guards what follows */
    struct input_list given; /* all, by the host's number */
    uint64_t *taken;         /* the host's numbers, by the connector's index */
    uint64_t taken_count;
    uint64_t taken_capacity;
    hawser_summary summary;
    hawser_problem *first; /* of the first document, by number, that was not done */
    bool first_noted;      /* there is one, if there was memory for it or not */
    uint64_t first_number;
    bool first_skipped;         /* it was only not begun */
    hawser_problem *host_error; /* what last failed on the host's side */

    struct handles handles;
};

/* Adds an input, which becomes the execution's; frees it on failure. */
int32_t execution_add(hawser_execution *execution, struct input *input);

/* The input that the connector calls `index`, with `mutex` held. NULL: it has not taken that, or is
 * done with it. */
struct input *execution_input(hawser_execution *execution, uint64_t index);

/* Takes an input that was reported and is not open out of the list, with `mutex` held; it is for
   the caller to free without. NULL: it is still needed. */
struct input *execution_retire(hawser_execution *execution, struct input *input);

/* Keeps what failed on the host's side, for the result that will say that it did. `index` is the
   connector's of the input; NULL: of none. */
void execution_host_failed(
    hawser_execution *execution, const uint64_t *index, const struct attempt *attempt);

#endif
