/* SPDX-License-Identifier: Apache-2.0 */
/* Output documents, put into a sink step by step. */
#ifndef TEST_UNIT_DELIVER_H
#define TEST_UNIT_DELIVER_H

#include "sink.h"

#define DELIVER_NOTHING_SAID "{}" /* properties without a fileName */

int32_t deliver_open(struct sink *sink, const char *properties, bool deletes, void **ret_document,
    struct attempt *attempt);
int32_t deliver_bytes(struct sink *sink, void *document, const char *text);
int32_t deliver_prepare(struct sink *sink, void *document, const char *properties);
int32_t deliver_publish(struct sink *sink, void *document);
void deliver_discard(struct sink *sink, void *document);

/* All of them; the code of the first that failed. */
int32_t deliver(struct sink *sink, const char *properties, const char *text, bool deletes);

#endif
