/* SPDX-License-Identifier: Apache-2.0 */
/* Calls of a connector as tests make them. */
#ifndef HAWSER_CONFORM_TRIAL_H
#define HAWSER_CONFORM_TRIAL_H

#include "host.h"
#include "subject.h"

/* One validation. A NULL `connection` or `action` is left out. The host is the caller's. */
int32_t trial_validate(const struct subject *subject, struct host *host, uint32_t flags,
    const json_t *connection, const char *action, const json_t *operation);

/* A live test of the fixture's connection, by a connector that has one. The host, which is made here,
   is the caller's. */
int32_t trial_test(const struct subject *subject, struct host *host);

/* Suggestions for a field of the fixture's connection, by a connector that has them. The host, which is
   made here, is the caller's; `plan` may be NULL. */
int32_t trial_browse(const struct subject *subject, struct host *host, const struct host_plan *plan,
    const char *field);

/* The fixture's connection. */
void trial_open_and_close(const struct subject *subject, struct verdict *verdict);

/* An execution of a fixture's action: open, execute, close, each in a call of its own. */
struct trial {
    struct host host; /* of execute */
    int32_t opened;
    int32_t code; /* of execute; meaningless where it was not opened */
    int32_t closed;
    uint64_t allocations; /* of execute, where they are counted */
    uint64_t ended_ns;    /* when execute returned */
};

/* What was done before `action` is done first, by a host that behaves. `plan` may be NULL. False:
   the connection can't be opened, or what comes before failed; the verdict says so. */
bool trial_run(const struct subject *subject, const struct fixture_action *action, size_t count,
    const struct host_plan *plan, struct trial *ret_trial, struct verdict *verdict);
/* The same without what comes before. */
bool trial_again(const struct subject *subject, const struct fixture_action *action, size_t count,
    const struct host_plan *plan, struct trial *ret_trial, struct verdict *verdict);
void trial_done(struct trial *trial);

/* One document, or none where the action takes none. */
size_t trial_one(const struct fixture_action *action);

/* Calls `each` for every action of the fixture that the connector has, until the verdict is bad.
   The verdict says it where there is no fixture. */
void trial_each(const struct conform *conform, struct verdict *verdict,
    void (*each)(const struct subject *subject, const struct fixture_action *action,
        struct verdict *verdict));

#endif
