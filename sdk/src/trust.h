/* SPDX-License-Identifier: Apache-2.0 */
/* The trust store as a whole: what was deployed, and what is trusted for a peer. */
#ifndef HAWSER_SDK_TRUST_H
#define HAWSER_SDK_TRUST_H

#include "host.h"

typedef int32_t (*trust_each_fn)(void *user, const hawser_trusted *trusted);

/* As hawser_trust_list. HAWSER_DATA: a file of the store can't be used; all others were walked. */
int32_t trust_walk(hawser_host *host, trust_each_fn each, void *user, hawser_problem **ret_problem);

/* What is trusted for one peer, as hawser_trust_1.certificates says it. */
struct trust_answer {
    char *pem; /* the caller frees it */
    size_t length;
    uint64_t generation;
};

/* HAWSER_OK, HAWSER_NO_MEMORY, or HAWSER_HOST after the reason was logged. */
int32_t trust_answer_read(hawser_host *host, const char *peer, struct trust_answer *ret_answer);

#endif
