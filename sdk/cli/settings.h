/* SPDX-License-Identifier: Apache-2.0 */
/* --set, --set-connection and --property: fields given on the command line. */
#ifndef HAWSER_CLI_SETTINGS_H
#define HAWSER_CLI_SETTINGS_H

#include <jansson.h>

#include <stdint.h>

#include "console.h"

/*
 * Sets one member of `object` from "name=value". The value's type is what `schema` says of the
 * field; a name that it does not have and a field that holds a secret are refused. `option` names
 * the option in messages, which never repeat the value. Returns 0 or an exit status.
 */
int settings_assign(const struct console *console, const char *option, const json_t *schema,
    const char *assignment, json_t *object);

/* Text where the field takes nothing but text; otherwise JSON of a type that fits, or else text if
 * it may be. NULL: it takes no such thing. */
json_t *settings_value(const char *text, uint32_t types);

#endif
