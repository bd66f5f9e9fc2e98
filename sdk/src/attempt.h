/* SPDX-License-Identifier: Apache-2.0 */
/* One try at something on the host's side: how long it may wait, and why it failed. */
#ifndef HAWSER_SDK_ATTEMPT_H
#define HAWSER_SDK_ATTEMPT_H

#include <hawser/connector.h>

#define ATTEMPT_TEXT_SIZE 1024

struct attempt {
    int32_t cancel_fd;    /* as in hawser_call */
    uint64_t deadline_ns; /* as in hawser_call */
    int32_t code;         /* of the failure; HAWSER_OK: none was told */
    int32_t native;       /* its errno; 0: none */
    char text[ATTEMPT_TEXT_SIZE];
};

/* `limits` may be NULL: waits for ever. */
void attempt_init(struct attempt *attempt, const hawser_call *limits);

/* Keeps why it failed, and returns `code`. */
__attribute__((format(printf, 3, 4))) int32_t attempt_failed(
    struct attempt *attempt, int32_t code, const char *format, ...);

/* HAWSER_HOST; the text of the errno `number` is added to what was tried: "write a.txt". */
__attribute__((format(printf, 3, 4))) int32_t attempt_failed_errno(
    struct attempt *attempt, int number, const char *format, ...);

int32_t attempt_no_memory(struct attempt *attempt);

/* Waits until `descriptor` has one of `events` (of poll). HAWSER_CANCELLED, HAWSER_TIMEOUT: the
 * limits came first, also where both came. */
int32_t attempt_wait(struct attempt *attempt, int descriptor, short events);

/* HAWSER_OK as long as there is no reason to stop. */
int32_t attempt_check(struct attempt *attempt);

#endif
