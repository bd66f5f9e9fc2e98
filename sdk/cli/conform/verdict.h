/* SPDX-License-Identifier: Apache-2.0 */
/* What a test found out of a connector. */
#ifndef HAWSER_CONFORM_VERDICT_H
#define HAWSER_CONFORM_VERDICT_H

#include <stdbool.h>
#include <stddef.h>

/* In the order of their weight: a heavier one replaces a lighter one. */
enum verdict_status {
    VERDICT_SUCCESS,
    VERDICT_SKIPPED,
    VERDICT_WARNING,
    VERDICT_FAILED,
    VERDICT_CRASHED,
    VERDICT_COUNT
};

enum { VERDICT_LONGEST = 1024 };

struct verdict {
    enum verdict_status status;
    char message[VERDICT_LONGEST]; /* of the first one of that weight; "" with success */
};

/* "success", "skipped", "warning", "failed", "crashed" */
const char *verdict_name(enum verdict_status status);
/* False: there is no such name. */
bool verdict_parse(const char *name, enum verdict_status *ret_status);

void verdict_set(struct verdict *verdict, enum verdict_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#define verdict_fail(verdict, ...) verdict_set((verdict), VERDICT_FAILED, __VA_ARGS__)
#define verdict_warn(verdict, ...) verdict_set((verdict), VERDICT_WARNING, __VA_ARGS__)
#define verdict_skip(verdict, ...) verdict_set((verdict), VERDICT_SKIPPED, __VA_ARGS__)

/* Whether a failure was seen: there is no sense in going on. */
bool verdict_is_bad(const struct verdict *verdict);

/* The verdict as one line of JSON with its line end. The caller frees it; NULL: no memory. */
char *verdict_line(const struct verdict *verdict);
/* False: the text is no such line. */
bool verdict_read(const char *line, struct verdict *ret_verdict);

#endif
