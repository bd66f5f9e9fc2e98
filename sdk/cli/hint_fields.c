/* SPDX-License-Identifier: Apache-2.0 */
#include <config.h>

#include "hint_fields.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json_text.h"

/* A label that stands in a hint. */
struct mention {
    const char *name;
    size_t length; /* of the label; 0: none begins here */
};

static bool is_part_of_word(char byte)
{
    return isalnum((unsigned char)byte) != 0;
}

/* The longest label that begins at `at` and ends with a word. A field that is called like its label needs no name. */
static struct mention mention_at(const char *at, json_t *fields)
{
    struct mention found = {0};
    const char *name;
    json_t *field;
    json_object_foreach(fields, name, field)
    {
        const char *label = json_member_text(field, "title");
        size_t length = label ? strlen(label) : 0;
        if (length > found.length && strncasecmp(at, label, length) == 0 &&
            isupper((unsigned char)*at) && !is_part_of_word(at[length]))
            found = (struct mention){.name = name, .length = length};
    }
    if (found.length > 0 && strlen(found.name) == found.length &&
        strncasecmp(at, found.name, found.length) == 0)
        found.name = NULL;
    return found;
}

static bool write_with_fields(FILE *out, const char *hint, json_t *fields)
{
    bool added = false;
    for (const char *at = hint; *at;) {
        bool begins = at == hint || !is_part_of_word(at[-1]);
        struct mention mention = begins ? mention_at(at, fields) : (struct mention){0};
        size_t length = mention.length > 0 ? mention.length : 1;
        (void)fwrite(at, 1, length, out);
        if (mention.length > 0 && mention.name) {
            (void)fprintf(out, " (%s)", mention.name);
            added = true;
        }
        at += length;
    }
    return added;
}

char *hint_with_fields(const char *hint, const json_t *schema)
{
    char *text = NULL;
    size_t size = 0;
    json_t *fields = json_object_get(schema, "properties");
    if (!hint || !fields)
        return NULL;
    FILE *out = open_memstream(&text, &size);
    if (!out)
        return NULL;
    bool added = write_with_fields(out, hint, fields);
    if (fclose(out) == 0 && added)
        return text;
    free(text);
    return NULL;
}
