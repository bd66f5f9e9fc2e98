/* SPDX-License-Identifier: Apache-2.0 */
/* One validation: by schema, then by the connector. */
#ifndef HAWSER_SDK_VALIDATION_H
#define HAWSER_SDK_VALIDATION_H

#include "document.h"
#include "loaded.h"

struct validation {
    hawser_loaded *loaded;
    const hawser_control *control; /* NULL: no limits */
    uint32_t flags;                /* HAWSER_VALIDATE_* */
    const struct action *action;   /* NULL: only the connection */
    struct findings findings;
    struct document connection; /* its secrets are the validation's until taken */
    struct document operation;

    /* A connection that was validated and prepared before, for the operation to be seen against;
     * NULL: none. */
    const char *given;
    size_t given_length;
};

/* Describes the connector and finds the action (NULL: none). `each` may be NULL.
   HAWSER_BAD_ARGUMENT: no such action. After a failure too, validation_done is due. */
int32_t validation_init(struct validation *validation, hawser_loaded *loaded, const char *action,
    hawser_finding_fn each, void *user, hawser_problem **ret_problem);
void validation_done(struct validation *validation);

/* Validates the texts that are not NULL. HAWSER_OK whatever was found; other codes: it could not be
 * done. */
int32_t validation_run(struct validation *validation, const char *connection,
    size_t connection_length, const char *operation, size_t operation_length,
    hawser_problem **ret_problem);

#endif
