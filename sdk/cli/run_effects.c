/* SPDX-License-Identifier: Apache-2.0 */
#include <config.h>

#include "run_effects.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "amounts.h"
#include "json_text.h"

enum { COLUMNS = 4, LONGEST_DEED = 64 };

void effects_begin(struct effects *effects, const struct console *console)
{
    table_init(&effects->table, console);
    table_column(&effects->table, "Dry Run", false);
    table_column(&effects->table, "Path", false);
    table_column(&effects->table, "Size", true);
    table_column(&effects->table, "By or To", false);
}

bool effects_is_one(const json_t *record)
{
    return json_is_string(json_object_get(record, "would"));
}

/* A directory and a name in it; either may be missing. Freed by the caller. */
static char *path_of(const json_t *record, const char *directory_member, const char *name_member)
{
    const char *directory = json_member_text(record, directory_member);
    const char *name = json_member_text(record, name_member);
    if (!directory || !name)
        return directory || name ? strdup(directory ? directory : name) : NULL;
    size_t length = strlen(directory), size = length + strlen(name) + 2;
    char *path = malloc(size);
    bool slash = length > 0 && directory[length - 1] == '/';
    if (path)
        (void)snprintf(path, size, "%s%s%s", directory, slash ? "" : "/", name);
    return path;
}

void effects_add(struct effects *effects, const json_t *record)
{
    char deed[LONGEST_DEED], size[AMOUNT_CAPACITY];
    const json_t *bytes = json_object_get(record, "size");
    const char *to = json_member_text(record, "to");
    char *path = path_of(record, "remoteDirectory", "fileName");
    char *other = to ? strdup(to) : path_of(record, "temporaryDirectory", "temporaryName");
    (void)snprintf(deed, sizeof deed, "would %s", json_member_text(record, "would"));
    const char *cells[COLUMNS] = {deed, path,
        json_is_integer(bytes) ? amount_bytes((uint64_t)json_integer_value(bytes), size) : NULL,
        other};
    table_row(&effects->table, cells);
    free(path);
    free(other);
}

void effects_end(struct effects *effects)
{
    table_done(&effects->table);
}
