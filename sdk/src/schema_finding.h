/* SPDX-License-Identifier: Apache-2.0 */
/* Findings as they are collected, put in order and handed out. */
#ifndef HAWSER_SDK_SCHEMA_FINDING_H
#define HAWSER_SDK_SCHEMA_FINDING_H

#include "schema_run.h"

struct finding {
    enum complaint_code code;
    char *pointer;
    char *schema_pointer;
    char *label;
    char *message;
    char *hint;
    json_t *recommended;
    bool visible;
    char *order; /* bytes that sort as the field does */
    size_t order_length;
    size_t number; /* in which it was found */
    size_t depth;  /* of the field */
};

struct finding_list {
    struct finding *findings;
    size_t count;
    size_t capacity;
    bool overflowed;
};

void finding_list_done(struct finding_list *list);
/* Takes the findings of `from`, leaving it empty. */
void finding_list_move(struct finding_list *list, struct finding_list *from);
void finding_list_emit(struct finding_list *list, schema_finding_fn fn, void *user);

#endif
