/* SPDX-License-Identifier: Apache-2.0 */
/* Every command of the program. */
#include <string.h>

#include "command.h"

const struct command *const program_commands[] = {
    &command_connectors,
    &command_describe,
    &command_init,
    &command_validate,
    &command_test,
    &command_browse,
    &command_run,
    &command_trust,
    &command_conform,
    NULL,
};

const struct command *program_command(const char *name)
{
    for (const struct command *const *command = program_commands; *command; command++) {
        if (strcmp((*command)->name, name) == 0)
            return *command;
    }
    return strcmp(name, command_complete.name) == 0 ? &command_complete : NULL;
}
