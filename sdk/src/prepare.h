/* SPDX-License-Identifier: Apache-2.0 */
/* From what a person wrote to what a connector is given: validated as final, defaults applied,
 * secrets taken out. */
#ifndef HAWSER_SDK_PREPARE_H
#define HAWSER_SDK_PREPARE_H

#include "loaded.h"

/* What the connector is to be given. Nothing in it is NULL. */
struct prepared {
    char *text;
    size_t length;
    struct secrets *secrets; /* read */
};

/*
 * Validates a connection, as final or, with HAWSER_VALIDATE_DRAFT, as one that is being filled in,
 * reads its secrets, and fills *ret_prepared. Codes as of prepare_operation; HAWSER_BAD_CONFIG also
 * where a secret can't be read.
 */
int32_t prepare_connection(hawser_loaded *loaded, const char *connection, size_t length,
    uint32_t flags, const hawser_control *control, struct prepared *ret_prepared,
    hawser_problem **ret_problem);
void prepared_done(struct prepared *prepared);

/*
 * Validates `operation` (NULL: "{}") for `action` over the link's connection. On HAWSER_OK
 * *ret_text, which the caller frees, is what the connector is to be given. HAWSER_BAD_CONFIG: the
 * problem is the first finding of severity error, by its pointer; its id is "config." and the
 * finding's code. HAWSER_BAD_ARGUMENT: no such action. Warnings go to the log. Enters and leaves
 * the connector by itself.
 */
int32_t prepare_operation(hawser_link *link, const char *action, const char *operation,
    size_t length, const hawser_control *control, char **ret_text, size_t *ret_length,
    hawser_problem **ret_problem);

#endif
