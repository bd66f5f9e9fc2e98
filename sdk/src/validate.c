/* SPDX-License-Identifier: Apache-2.0 */
/* hawser_validate: what a form or a checker asks for. */
#include "config.h"

#include "problem.h"
#include "validation.h"

#include <string.h>

#define EMPTY_OPERATION "{}"

static int32_t run(
    struct validation *validation, const hawser_config *config, hawser_problem **ret_problem)
{
    const char *operation = config->action == NULL ? NULL : config->operation;
    size_t length = operation == NULL ? 0 : config->operation_length;

    if (config->action != NULL && operation == NULL) {
        operation = EMPTY_OPERATION;
        length = strlen(EMPTY_OPERATION);
    }
    validation->flags = config->flags & HAWSER_VALIDATE_DRAFT;
    int32_t code = validation_run(
        validation, config->connection, config->connection_length, operation, length, ret_problem);
    return code == HAWSER_OK && validation->findings.errors > 0 ? HAWSER_BAD_CONFIG : code;
}

int32_t hawser_validate(hawser_loaded *loaded, const hawser_config *config, hawser_finding_fn each,
    void *user, hawser_problem **ret_problem)
{
    struct validation validation;

    if (!HAWSER_HAS(config, hawser_config, operation_length))
        return problem_set(ret_problem, HAWSER_BAD_ARGUMENT, "sdk.bad-size", NULL,
            "the size of hawser_config is not set");
    if (config->flags & ~HAWSER_VALIDATE_DRAFT)
        return problem_set(ret_problem, HAWSER_BAD_ARGUMENT, "sdk.bad-flags", NULL,
            "hawser_config has flags that this version does not know (0x%x)",
            (unsigned)(config->flags & ~HAWSER_VALIDATE_DRAFT));
    int32_t code = validation_init(&validation, loaded, config->action, each, user, ret_problem);
    if (code == HAWSER_OK)
        code = run(&validation, config, ret_problem);
    validation_done(&validation);
    return code;
}
