/* SPDX-License-Identifier: Apache-2.0 */
#include "catalogue.h"

#include <stdbool.h>
#include <string.h>

static const char *hint_of(const hawser_loaded *loaded, const char *id)
{
    const json_t *entry;
    size_t index;
    json_array_foreach(json_object_get(loaded->descriptor, "errors"), index, entry)
    {
        const char *name = json_string_value(json_object_get(entry, "id"));
        if (name != NULL && strcmp(name, id) == 0)
            return json_string_value(json_object_get(entry, "hint"));
    }
    return NULL;
}

hawser_problem *catalogue_problem(const hawser_loaded *loaded, const hawser_error *error)
{
    bool whole = HAWSER_HAS(error, hawser_error, transcript);
    if (!whole || error->hint != NULL || error->id == NULL)
        return problem_copy(error);
    hawser_error said = *error;
    said.size = sizeof said;
    said.hint = hint_of(loaded, error->id);
    return problem_copy(&said);
}
