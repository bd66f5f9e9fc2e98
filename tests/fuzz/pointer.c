/* SPDX-License-Identifier: Apache-2.0 */
/* JSON Pointers: taken apart and put together again, they are what they were. */
#include "pointer.h"

#include <stdlib.h>
#include <string.h>

#include "fuzz/host_targets.h"

static void check_tokens(const char *pointer)
{
    char *built = fuzz_copy_text("", 0);
    const char *cursor = pointer;
    while (*cursor) {
        size_t index;
        char *token = pointer_next(&cursor);
        FUZZ_CHECK(token != NULL);
        char *longer = pointer_append(built, token);
        FUZZ_CHECK(longer != NULL);
        pointer_index(token, &index);
        free(built);
        free(token);
        built = longer;
    }
    FUZZ_CHECK(strcmp(built, pointer) == 0);
    free(built);
}

void fuzz_pointer(const char *data, size_t length)
{
    char *text = fuzz_copy_text(data, length);
    json_auto_t *root = json_pack("{s:[s,{s:i}],s:n}", "a", "b", "~/", 1, "");
    if (pointer_is_valid(data, length) && strlen(text) == length) {
        check_tokens(text);
        json_t *found = pointer_find(root, text);
        FUZZ_CHECK(length || found == root);
    }
    free(text);
}
