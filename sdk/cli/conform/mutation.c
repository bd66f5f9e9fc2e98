/* SPDX-License-Identifier: Apache-2.0 */
#include "mutation.h"

#include <stdlib.h>
#include <string.h>

#include "report.h"

enum { DEEPEST = 4, NESTED = 200, LONG_TEXT = 70000, KINDS = 12 };

static json_t *long_text(void)
{
    char *text = report_memory(malloc(LONG_TEXT));
    memset(text, 'x', LONG_TEXT);
    json_t *value = json_stringn(text, LONG_TEXT);
    free(text);
    return value;
}

static json_t *nested(void)
{
    json_t *value = json_integer(1);
    for (int i = 0; i < NESTED; i++)
        value = json_pack("[o]", value);
    return value;
}

/* What no schema expects. */
static json_t *absurd(struct random *random)
{
    switch (random_below(random, KINDS)) {
    case 0:
        return json_null();
    case 1:
        return json_integer((json_int_t)random_next(random));
    case 2:
        return json_integer(-1);
    case 3:
        return json_real(1e300);
    case 4:
        return json_string("");
    case 5:
        return json_string("\x01\x7f\n\r \xc2\x85\xe2\x80\xae%s%n/../{}[]\"\\");
    case 6:
        return long_text();
    case 7:
        return json_true();
    case 8:
        return json_array();
    case 9:
        return json_object();
    case 10:
        return json_stringn("a\0b", 3);
    default:
        return nested();
    }
}

static json_t *one_of(json_t *values, struct random *random)
{
    size_t count = json_array_size(values);
    return count == 0 ? NULL : json_deep_copy(json_array_get(values, random_below(random, count)));
}

static const char *type_of(const json_t *field)
{
    json_t *type = json_object_get(field, "type");
    if (json_is_array(type))
        type = json_array_get(type, 0);
    return json_is_string(type) ? json_string_value(type) : "";
}

static json_t *fill(const json_t *schema, struct random *random, unsigned depth);

/* By the type alone. */
static json_t *typed(const json_t *field, struct random *random, unsigned depth)
{
    const char *type = type_of(field);
    if (strcmp(type, "object") == 0 && depth < DEEPEST)
        return fill(field, random, depth + 1);
    if (strcmp(type, "array") == 0)
        return json_pack("[o,o]", absurd(random), absurd(random));
    if (strcmp(type, "integer") == 0 || strcmp(type, "number") == 0)
        return json_integer((json_int_t)random_below(random, 70000));
    if (strcmp(type, "boolean") == 0)
        return json_boolean(random_below(random, 2));
    return json_string("text");
}

static json_t *value_for(const json_t *field, struct random *random, unsigned depth)
{
    json_t *value = NULL;
    switch (random_below(random, 5)) {
    case 0:
        value = one_of(json_object_get(field, "enum"), random);
        break;
    case 1:
        value = one_of(json_object_get(field, "examples"), random);
        break;
    case 2:
        return absurd(random);
    default:
        break;
    }
    return value ? value : typed(field, random, depth);
}

static json_t *fill(const json_t *schema, struct random *random, unsigned depth)
{
    json_t *made = report_memory(json_object());
    const char *name;
    json_t *field;
    json_object_foreach(json_object_get(schema, "properties"), name, field)
    {
        if (random_below(random, 3) > 0)
            (void)json_object_set_new(made, name, value_for(field, random, depth));
    }
    if (random_below(random, 4) == 0)
        (void)json_object_set_new(made, "noSuchField", absurd(random));
    return made;
}

json_t *mutation_of(const json_t *schema, struct random *random)
{
    return fill(schema, random, 0);
}
